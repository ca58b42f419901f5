"""A PDF as it lies on the desk: the lines of text and the ink of each page, in mm from its upper left corner."""

import re
import subprocess
from dataclasses import dataclass
from functools import cache
from html import unescape
from pathlib import Path

import numpy as np

DOTS = 150
_WORD = re.compile(r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)</word>')
_PAGE = re.compile(r'<page width="([\d.]+)" height="([\d.]+)">(.*?)</page>', re.S)


@dataclass(frozen=True)
class Line:
    text: str
    left: float
    right: float
    middle: float


@dataclass(frozen=True)
class Ink:
    """The box around all ink of a kind."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2


def millimetres(points: str | float) -> float:
    return float(points) / 72 * 25.4


@cache
def read(file: Path) -> list[tuple[tuple[float, float], list[Line]]]:
    """Of each page its size and its lines from top to bottom."""
    out = subprocess.run(["pdftotext", "-bbox", file, "-"], check=True, capture_output=True).stdout.decode()
    return [
        ((millimetres(width), millimetres(height)), _lines(_WORD.findall(body)))
        for width, height, body in _PAGE.findall(out)
    ]


def _lines(words: list[tuple[str, ...]]) -> list[Line]:
    """Words whose middles are less than 2 mm apart stand on one line."""
    rows: dict[float, list[tuple[float, float, str]]] = {}
    for left, top, right, bottom, text in words:
        middle = millimetres((float(top) + float(bottom)) / 2)
        near = next((key for key in rows if abs(key - middle) < 2), middle)
        rows.setdefault(near, []).append((millimetres(left), millimetres(right), unescape(text)))
    return [
        Line("".join(text for *_, text in sorted(row)), min(row)[0], max(right for _, right, _ in row), middle)
        for middle, row in sorted(rows.items())
    ]


@cache
def page(file: Path, number: int) -> np.ndarray:
    """The page as red, green and blue, one row a dot."""
    args = ["pdftoppm", "-r", str(DOTS), "-f", str(number), "-l", str(number), file]
    raw = subprocess.run(args, check=True, capture_output=True).stdout
    width, height = map(int, raw.split(b"\n", 3)[1].split())
    return np.frombuffer(raw[-width * height * 3 :], dtype=np.uint8).reshape(height, width, 3)


def red(dots: np.ndarray) -> np.ndarray:
    return (dots[:, :, 0] > 150) & (dots[:, :, 1] < 120)


def black(dots: np.ndarray) -> np.ndarray:
    return dots[:, :, 0] < 128


def box(inked: np.ndarray, top: float = 0, bottom: float = 297) -> Ink:
    """Around the ink between two heights of the page."""
    scale = 25.4 / DOTS
    part = inked[int(top / scale) : int(bottom / scale)]
    rows, columns = np.flatnonzero(part.any(axis=1)), np.flatnonzero(part.any(axis=0))
    shift = int(top / scale)
    return Ink(columns[0] * scale, (rows[0] + shift) * scale, (columns[-1] + 1) * scale, (rows[-1] + shift + 1) * scale)


def rules(inked: np.ndarray, at_least: float) -> list[Ink]:
    """The horizontal lines of a length or longer, from top to bottom."""
    scale = 25.4 / DOTS
    long = np.flatnonzero(inked.sum(axis=1) * scale > at_least)
    runs = np.split(long, np.flatnonzero(np.diff(long) > 1) + 1) if long.size else []
    return [box(inked, run[0] * scale, (run[-1] + 1) * scale + scale / 2) for run in runs]
