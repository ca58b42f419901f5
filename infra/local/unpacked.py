"""Function code and layers, unpacked once per content and shared by all workers."""

from __future__ import annotations

import hashlib
import io
import os
import shutil
import tempfile
import zipfile
from pathlib import Path


class Unpacked:
    """A directory of unpacked archives, each named by its hash."""

    def __init__(self, home: Path) -> None:
        self._home = home
        self._home.mkdir(parents=True, exist_ok=True)

    def directory(self, archive: bytes) -> Path:
        """The archive's files; a half-written directory never gets the final name."""
        name = hashlib.sha256(archive).hexdigest()[:32]
        target = self._home / name
        if not target.is_dir():
            scratch = Path(tempfile.mkdtemp(prefix="unpacking-", dir=self._home))
            zipfile.ZipFile(io.BytesIO(archive)).extractall(scratch)
            try:
                os.rename(scratch, target)
            except OSError:
                shutil.rmtree(scratch)
        return target

    def discard_unused(self) -> None:
        """Start over after a deployment, while no worker runs; what is needed is unpacked again."""
        shutil.rmtree(self._home)
        self._home.mkdir()
