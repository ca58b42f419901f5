"""What a flow chart is made of, and how its text is cut into lines. Lengths are CSS pixels; y grows downwards."""

import re
from dataclasses import dataclass

WIDTH, PADDING = 288, 12
HEIGHTS = {"title": 26, "head": 24, "act": 20, "note": 18, "clock": 18, "letter": 18}
ABOVE = {"act": 4, "letter": 4}
SIZES = {"label": 13, "title": 16, "head": 13, "act": 14, "note": 13, "clock": 13, "letter": 13}
CLOSING = "，、。；：）》”"
UNBROKEN = re.compile(r"（[^（）]{1,9}）|[!-~]+|.")


@dataclass(frozen=True, slots=True)
class Line:
    """Text of a box; its style chooses size and height."""

    text: str
    style: str


@dataclass(frozen=True, slots=True)
class Exit:
    """An arrow that leaves a block: the block it leads to, and its label."""

    to: str
    label: str


@dataclass(frozen=True, slots=True)
class Block:
    """A box still without a place."""

    name: str
    style: str
    lines: tuple[Line, ...]
    exits: tuple[Exit, ...]


@dataclass(frozen=True, slots=True)
class Text:
    """One line of text as drawn; y is its baseline."""

    x: float
    y: float
    text: str
    style: str


@dataclass(frozen=True, slots=True)
class Box:
    """A box as drawn."""

    name: str
    style: str
    x: float
    y: float
    width: float
    height: float
    texts: tuple[Text, ...]

    @property
    def bottom(self) -> float:
        return self.y + self.height

    @property
    def middle(self) -> float:
        return self.x + self.width / 2


@dataclass(frozen=True, slots=True)
class Arrow:
    """An arrow as drawn, from the foot of one box to the head of another; ``returns`` against the course."""

    source: str
    target: str
    points: tuple[tuple[float, float], ...]
    label: Text
    returns: bool


@dataclass(frozen=True, slots=True)
class Band:
    """A strip of the drawing that stays on one printed page."""

    y: float
    height: float


@dataclass(frozen=True, slots=True)
class Layout:
    """The whole drawing."""

    width: float
    height: float
    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]
    bands: tuple[Band, ...]


def length(text: str, size: float) -> float:
    """How long a text is drawn; a Chinese character is as wide as it is high."""
    return sum(size * (0.58 if char.isascii() else 1) for char in text)


def wrapped(text: str, width: float, size: float) -> list[str]:
    """Text cut into lines; closing marks never begin a line."""
    lines, line, used = [], "", 0.0
    for part in UNBROKEN.findall(text):
        wide = length(part, size)
        if used + wide > width and part not in CLOSING:
            lines.append(line.rstrip())
            line, used = "", 0.0
        line, used = line + part, used + wide
    return [*lines, line]


def placed(block: Block, x: float, y: float) -> tuple[tuple[Text, ...], float]:
    """The lines of a box whose upper left corner is at x, y; and its foot."""
    texts, below = [], y + PADDING / 2
    for line in block.lines:
        size = SIZES[line.style]
        below += ABOVE.get(line.style, 0)
        for part in wrapped(line.text, WIDTH - 2 * PADDING, size):
            below += HEIGHTS[line.style]
            texts.append(Text(x + PADDING, below - 5, part, line.style))
    return tuple(texts), below + PADDING / 2 + 2
