"""Skips work whose inputs are the same as last time."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path


def fingerprint(sources: Iterable[Path], about: str = "") -> str:
    """A hash of the names and contents of files and folders, compiled modules left out."""
    digest = hashlib.sha256(about.encode())
    for source in sources:
        for path in [source] if source.is_file() else sorted(source.rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts:
                digest.update(str(path.relative_to(source.parent)).encode() + b"\0")
                digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


class Stamp:
    """A file that holds the fingerprint of what was last finished."""

    def __init__(self, path: Path, value: str) -> None:
        self._path = path
        self._value = value

    def holds(self) -> bool:
        return self._path.exists() and self._path.read_text() == self._value

    def write(self) -> None:
        self._path.write_text(self._value)

    def remove(self) -> None:
        self._path.unlink(missing_ok=True)
