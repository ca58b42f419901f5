"""The figures of a run: each bench keeps its own, ``make bench`` prints them all in one table."""

import json
import os
import platform
import sys
import unicodedata
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

HEADS = ("what", "ours", "beside", "theirs", "ratio", "goal")
WIDTHS = (46, 14, 40, 14, 8, 12)


@dataclass(frozen=True)
class Figure:
    """Our figure and that of a peer, or of a floor nobody gets below, in the same unit and run.

    ``ratio`` is ours to theirs; ``goal`` what it should be at most, or empty.
    """

    what: str
    ours: float
    unit: str
    beside: str = ""
    theirs: float = 0
    goal: str = ""

    @property
    def ratio(self) -> str:
        if not self.theirs:
            return ""
        ratio = self.ours / self.theirs
        return f"{ratio:.2f}" if ratio >= 0.1 else f"{ratio:.3f}"

    @property
    def cells(self) -> tuple[str, ...]:
        theirs = _number(self.theirs, self.unit) if self.beside else ""
        return (self.what, _number(self.ours, self.unit), self.beside, theirs, self.ratio, self.goal)


def _number(value: float, unit: str) -> str:
    digits = 0 if value == int(value) or value >= 1000 else 2 if value < 10 else 1
    return f"{value:,.{digits}f} {unit}".rstrip()


def keep(figures: Iterable[Figure]) -> None:
    """Adds to the file of the run, where there is one."""
    if path := os.environ.get("BENCH_FIGURES"):
        with Path(path).open("a", encoding="utf-8") as file:
            file.writelines(json.dumps(asdict(figure), ensure_ascii=False) + "\n" for figure in figures)


def kept(path: Path) -> list[Figure]:
    return [Figure(**json.loads(line)) for line in path.read_text("utf-8").splitlines()]


def table(figures: Iterable[Figure]) -> str:
    """As Markdown, aligned for a terminal too."""
    rows = [HEADS, tuple("-" * width for width in WIDTHS), *(figure.cells for figure in figures)]
    lines = ["| " + " | ".join(_padded(c, w) for c, w in zip(row, WIDTHS, strict=True)) + " |" for row in rows]
    machine = f"{date.today()}, {os.cpu_count()} shared processors, {platform.machine()}"
    return "\n".join([*lines, "", f"{machine}, Python {platform.python_version()}"])


def _padded(cell: str, width: int) -> str:
    return cell + " " * (width - sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in cell))


if __name__ == "__main__":
    print(table(kept(Path(sys.argv[1]))))
