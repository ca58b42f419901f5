"""DynamoDB's read and write units, by its published rules, from the items a request moved.

A write unit is a started kilobyte of the larger of the item before and after, a read unit four started kilobytes read
consistently, half of one otherwise. What is written in a transaction counts twice, its entries in indexes once: they
follow later, outside of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

Value = Mapping[str, Any]
Item = Mapping[str, Value]
SETS = ("SS", "NS", "BS")
WRITTEN, READ = 1024, 4096


@dataclass(frozen=True, slots=True)
class Index:
    """An index's keys, those of the table, and what it projects besides; None for everything."""

    keys: tuple[str, ...]
    table_keys: tuple[str, ...]
    projected: tuple[str, ...] | None

    @classmethod
    def of(cls, row: Mapping[str, Any], table_keys: tuple[str, ...]) -> Index:
        """From a row of ``GlobalSecondaryIndexes``."""
        keys = tuple(key["AttributeName"] for key in row["KeySchema"])
        everything = row["Projection"]["ProjectionType"] == "ALL"
        return cls(keys, table_keys, None if everything else tuple(row["Projection"].get("NonKeyAttributes", ())))

    def entry(self, item: Item | None) -> dict[str, Value] | None:
        """What the index keeps of an item; None where the item does not stand in it."""
        if item is None or any(key not in item for key in self.keys):
            return None
        if self.projected is None:
            return dict(item)
        return {name: item[name] for name in (*self.table_keys, *self.keys, *self.projected) if name in item}

    def write_units(self, before: Item | None, after: Item | None) -> int:
        """An entry that moves is removed and put; one that stays as it is costs nothing."""
        old, new = self.entry(before), self.entry(after)
        if old == new:
            return 0
        if old and new and all(old[key] == new[key] for key in self.keys):
            return _started(max(item_size(old), item_size(new)), WRITTEN)
        return sum(_started(item_size(entry), WRITTEN) for entry in (old, new) if entry)


def write_units(before: Item | None, after: Item | None, indexes: Iterable[Index], times: int = 1) -> int:
    """One item put, changed or deleted; ``times`` is 2 in a transaction."""
    larger = max(item_size(item) for item in (before or {}, after or {}))
    return times * _started(larger, WRITTEN) + sum(index.write_units(before, after) for index in indexes)


def read_units(sizes: Iterable[int], consistent: bool) -> float:
    """One request that read items of so many bytes; what is not there costs as the smallest."""
    return _started(sum(sizes), READ) * (1.0 if consistent else 0.5)


def item_size(item: Item) -> int:
    """The bytes an item counts for: its attributes' names and values."""
    return sum(len(name.encode()) + size(value) for name, value in item.items())


def size(value: Value) -> int:
    """The bytes a value counts for."""
    ((kind, content),) = value.items()
    if kind in ("S", "B"):
        return _length(content)
    if kind == "N":
        return _digits(content)
    if kind in SETS:
        return sum(_digits(member) if kind == "NS" else _length(member) for member in content)
    if kind == "L":
        return 3 + sum(1 + size(part) for part in content)
    return 3 + len(content) + item_size(content) if kind == "M" else 1


def _length(content: str | bytes) -> int:
    return len(content.encode() if isinstance(content, str) else content)


def _digits(number: str) -> int:
    """A byte for each two significant digits and one more, another for a minus."""
    digits = "".join(digit for digit in number.lower().partition("e")[0] if digit.isdigit()).strip("0")
    return 1 + (len(digits) + 1) // 2 + number.startswith("-")


def _started(length: int, unit: int) -> int:
    return max(1, -(-length // unit))
