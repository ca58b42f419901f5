"""The plan of the demo: which matters come on which business day, and the course each takes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).with_name("matters")
PARTS = Path(__file__).with_name("courses.yaml")


@dataclass(frozen=True)
class Planned:
    """A matter: the business day it begins, its steps as (business days to wait, step), its texts.

    A complaint is handed in; what a bureau begins itself says so in its own course (``bureau`` instead of ``agency``).
    """

    day: int
    course: tuple[tuple[int, str], ...]
    words: Mapping[str, Any]


def planned() -> list[Planned]:
    """All matters of the demo, in the order in which they come in."""
    parts = yaml.safe_load(PARTS.read_text(encoding="utf-8"))
    entries = [e for file in sorted(FOLDER.glob("*.yaml")) for e in yaml.safe_load(file.read_text(encoding="utf-8"))]
    matters = [Planned(e["day"], tuple(_steps([*_first(e), *e["course"]], parts)), e) for e in entries]
    return sorted(matters, key=lambda matter: matter.day)


def _first(entry: Mapping[str, Any]) -> list[str]:
    return [] if "bureau" in entry else ["submit"]


def _steps(course: list[Any], parts: Mapping[str, list[Any]]) -> Iterator[tuple[int, str]]:
    wait = 0
    for word in _flat(course, parts):
        if isinstance(word, int):
            wait += word
        else:
            yield wait, word
            wait = 0


def _flat(course: list[Any], parts: Mapping[str, list[Any]]) -> Iterator[int | str]:
    for word in course:
        if word in parts:
            yield from _flat(parts[word], parts)
        else:
            yield word
