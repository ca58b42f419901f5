"""Choosing contact points in proportion: places by largest remainder, who counts where, which penalties count.

Lines that people write (``制造业 8000``) are read here too, so that forms and computations agree on them.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from jiandu.core.calendar import Calendar
from jiandu.core.deadlines import Period, due

PENALTY_FREE = Period(3, "year", "none")
# A period is computed from 2022 on; whatever was earlier has run out for every review that can be recorded here.
OLDEST_COMPUTED = date(2022, 1, 1)
_NUMBERED = re.compile(r"(?P<name>.*\S)[\s:：]+(?P<number>\d{1,9})(家|个|户|名)?")
_DATED = re.compile(r"(?P<day>\d{4}-\d\d-\d\d)\s+(?P<what>\S.*)")


def numbered(text: str) -> dict[str, int]:
    """``name number`` a line, in order; ValueError with a Chinese sentence for a line that is none, or named twice."""
    found: dict[str, int] = {}
    for line in _lines(text):
        match = _NUMBERED.fullmatch(line)
        if match is None:
            raise ValueError(f"“{line}”读不出名称和数字，请一行写一项，例如“制造业 8”。")
        if match["name"] in found:
            raise ValueError(f"“{match['name']}”写了两次。")
        found[match["name"]] = int(match["number"])
    return found


def dated(text: str) -> list[tuple[date, str]]:
    """``YYYY-MM-DD what`` a line, in order; ValueError with a Chinese sentence for a line that is none."""
    found = []
    for line in _lines(text):
        match = _DATED.fullmatch(line)
        try:
            day = date.fromisoformat(match["day"] if match else "")
        except ValueError:
            raise ValueError(f"“{line}”读不出日期，请一行写一项，例如“2025-03-01 某局 罚款”。") from None
        found.append((day, match["what"] if match else ""))
    return found


def _lines(text: str) -> Iterator[str]:
    return filter(None, map(str.strip, text.splitlines()))


def apportioned(weights: Mapping[str, int], places: int) -> dict[str, int]:
    """The places each gets by its weight: whole shares first, the rest by largest remainder (ties in the order given).

    Jinzhong art. 9: by the trades' proportions. Without any weight nobody gets a place.
    """
    total = sum(weights.values())
    if total == 0:
        return dict.fromkeys(weights, 0)
    shares = {name: divmod(weight * places, total) for name, weight in weights.items()}
    left = places - sum(whole for whole, _ in shares.values())
    first = sorted(shares, key=lambda name: -shares[name][1])[:left]
    return {name: whole + (name in first) for name, (whole, _) in shares.items()}


def penalty_counts(penalised_on: date, reviewed_on: date) -> bool:
    """Whether a penalty is one of the last three years (Jinzhong art. 7 (5)) on the day of the review.

    The three years run as every period by years does (民法典 200 to 202): the day of the penalty is not counted, and
    the day of the same date three years later is the last. A penalty dated exactly three years before the review
    therefore still counts; on the next day it does not any more.
    """
    if penalised_on < OLDEST_COMPUTED:
        return False
    return reviewed_on <= due(penalised_on, PENALTY_FREE, Calendar.published()).date


def counted(marks: Iterable[Mapping[str, str]], name: str) -> Counter[str]:
    """How many bear each value of a mark."""
    return Counter(mark[name] for mark in marks if name in mark)


def balance(targets: Mapping[str, int], *columns: Counter[str]) -> list[tuple[str, int | None, list[int]]]:
    """Each value with its target (None for one nobody planned) and its count in each column, planned ones first."""
    unplanned = dict.fromkeys(name for column in columns for name in column if name not in targets)
    return [(name, targets.get(name), [column[name] for column in columns]) for name in (*targets, *unplanned)]
