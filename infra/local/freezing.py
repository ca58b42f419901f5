"""A copy of a data directory as a power cut at one instant would leave it; its launcher may go on meanwhile.

Saved files are replaced whole and never written again, so a second link holds each as it is; only the journal grows,
and of it a beginning is taken. An item is written after the objects it names, so the objects are taken last.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

_ATTEMPTS = 20
_MADE_ANEW = {"lock", "tmp", "unpacked", "backup"}
_BEING_WRITTEN = (".new", ".tmp")


class NothingThere(Exception):
    """No deployment was ever saved in the directory."""


class Restless(Exception):
    """Each attempt met a new snapshot; a later call finds a quieter moment."""


def freeze(data: Path, into: Path) -> None:
    """Make the copy; ``into`` is emptied first and must be of the same file system."""
    if not (data / "state/current").exists():
        raise NothingThere(data)
    for _ in range(_ATTEMPTS):
        shutil.rmtree(into, ignore_errors=True)
        try:
            if _tables(data, into):
                _rest(data, into)
                return
        except FileNotFoundError:
            continue
    raise Restless("数据正在频繁变动，请稍后再试。")


def members(home: Path) -> list[Path]:
    """The files a copy consists of, relative to its directory and in order: all that a start cannot make anew."""
    kept = (p.relative_to(home) for top in home.iterdir() if _lasts(top) for p in _files(top))
    return sorted(kept)


def _lasts(top: Path) -> bool:
    return top.name not in _MADE_ANEW and not top.name.endswith((".log", ".log.1"))


def _tables(data: Path, into: Path) -> bool:
    """The saved state and the journal since; False where a newer state took their place meanwhile."""
    number = (data / "state/current").read_text()
    generation, tables = Path("state", number), Path("state", number, "dynamodb.json")
    for path in _files(data / generation):
        _link(path, into / path.relative_to(data))
    for path in sorted((data / "journal").iterdir()):
        copy = into / path.relative_to(data)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, copy)
    (into / "state/current").write_text(number)
    return (data / "state/current").read_text() == number and (data / tables).samefile(into / tables)


def _rest(data: Path, into: Path) -> None:
    for path in members(data):
        if path.parts[0] not in ("state", "journal") and (data / path).exists():
            _link(data / path, into / path)


def _files(top: Path) -> Iterator[Path]:
    """Files under a path, or itself; those still being written have no part in the state."""
    found = [top] if top.is_file() else (Path(folder, name) for folder, _, names in os.walk(top) for name in names)
    return (path for path in found if not path.name.endswith(_BEING_WRITTEN))


def _link(path: Path, to: Path) -> None:
    to.parent.mkdir(parents=True, exist_ok=True)
    os.link(path, to)
