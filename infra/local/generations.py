"""Generations of saved state: a deployment counts only once its whole state stands on disk."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path
from typing import Any

_DEPLOYMENT = "deployment.json"


class Generations:
    """Numbered directories under the data directory; the file `current` names the one in force."""

    def __init__(self, data: Path) -> None:
        self._home = data / "state"
        self._home.mkdir(parents=True, exist_ok=True)
        pointer = self._home / "current"
        self.number = int(pointer.read_text()) if pointer.exists() else 0
        self._discard_all_but(self.number)
        self.directory.mkdir(exist_ok=True)

    @property
    def directory(self) -> Path:
        return self._home / str(self.number)

    def next_directory(self) -> Path:
        """An empty directory for the next generation; without commit() it is thrown away."""
        path = self._home / str(self.number + 1)
        shutil.rmtree(path, ignore_errors=True)
        path.mkdir()
        return path

    def commit(self) -> None:
        """Make the next generation the current one, in one rename."""
        self.number += 1
        scratch = self._home / "current.new"
        scratch.write_text(str(self.number))
        os.replace(scratch, self._home / "current")
        self._discard_all_but(self.number)

    @staticmethod
    def record_deployment(directory: Path, facts: dict[str, Any]) -> None:
        (directory / _DEPLOYMENT).write_text(json.dumps(facts, ensure_ascii=False, indent=1), encoding="utf-8")

    def _discard_all_but(self, number: int) -> None:
        for path in self._home.iterdir():
            if path.is_dir() and path.name != str(number):
                shutil.rmtree(path)


def deployment_in(data: Path) -> dict[str, Any] | None:
    """The deployment in force, read from outside without touching anything."""
    home = data / "state"
    pointer = home / "current"
    path = home / (pointer.read_text() if pointer.exists() else "0") / _DEPLOYMENT
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else None
