"""The keys the local provider signs with: the newest signs, the one before it is still published."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from joserfc.jwk import ECKey, KeySet

_PUBLISHED = 2


class Keys:
    """Kept in files that their owner alone can read; the first is made at first use."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        if not self._paths():
            self.rotate()

    @property
    def newest(self) -> ECKey:
        return _read(self._paths()[-1])

    def public(self) -> dict[str, Any]:
        """What the provider publishes."""
        keys = KeySet([_read(path) for path in self._paths()])
        return {"keys": [{**key, "use": "sig", "alg": "ES256"} for key in keys.as_dict(private=False)["keys"]]}

    def rotate(self) -> None:
        """From now on a new key signs; the one before the last is no longer believed."""
        self._directory.mkdir(parents=True, exist_ok=True)
        last = int(self._paths()[-1].stem) if self._paths() else 0
        _write(self._directory / f"{last + 1:06d}.pem", ECKey.generate_key("P-256", private=True))
        for old in self._paths()[:-_PUBLISHED]:
            old.unlink()

    def _paths(self) -> list[Path]:
        return sorted(self._directory.glob("*.pem"))


def _read(path: Path) -> ECKey:
    pem = path.read_bytes()
    return ECKey.import_key(pem, {"kid": ECKey.import_key(pem).thumbprint()})


def _write(path: Path, key: ECKey) -> None:
    scratch = path.with_suffix(".new")
    descriptor = os.open(scratch, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(key.as_pem(private=True))
    os.replace(scratch, path)
