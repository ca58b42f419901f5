"""The daily roots: the day's events by the ``day`` index, what is locked of each day, and the list of the roots."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from jiandu.adapters import locked, table
from jiandu.core.daily_root import Leaf, Root, SealedDay

HEAD = {"pk": "ROOTS", "sk": "HEAD"}
LIST = "ROOTS"
FOLDER = "days/"
AT_ONCE = 30


@dataclass(frozen=True, slots=True)
class Head:
    """The first and the last day that is sealed."""

    genesis: date
    day: date


def events_on(day: date) -> Iterator[Leaf]:
    """The events recorded on a day, of every record there is, as the index has them."""
    for item in table.indexed_on(day):
        yield Leaf(record=item["pk"], n=int(item["sk"][2:]), hash=item["hash"])


def head() -> Head | None:
    """How far the roots reach by the table; None before the first."""
    item = table.get(HEAD["pk"], HEAD["sk"])
    return Head(date.fromisoformat(item["genesis"]), date.fromisoformat(item["sealed_to"])) if item else None


def recovered(days: Sequence[date]) -> Head | None:
    """How far they reach by the locked days, which are listed again: the table is new, was restored or is untrue."""
    found = [sealed.root for day in days if (sealed := locked_day(day))]
    head = None
    for start in range(0, len(found), AT_ONCE):
        head = list_roots(found[start : start + AT_ONCE], head)
    return head


def locked_days() -> list[date]:
    """The days that have a root under lock."""
    return sorted(date.fromisoformat(key[len(FOLDER) : -len(".json")]) for key in locked.keys(FOLDER))


def lock(sealed: SealedDay) -> SealedDay:
    """The day, locked; one locked by an earlier run stands."""
    return SealedDay.of(locked.keep(_key(sealed.leaves.day), sealed.text))


def locked_day(day: date) -> SealedDay | None:
    """What is locked of a day, or None."""
    text = locked.load(_key(day))
    return SealedDay.of(text) if text else None


def _key(day: date) -> str:
    return f"{FOLDER}{day}.json"


def list_roots(found: Sequence[Root], before: Head | None) -> Head:
    """Puts locked roots, at most ``AT_ONCE``, in the list of the public page; doing so again changes nothing.

    What is locked stands, whatever the list said; a run that is further ahead has done the same, but what names a day
    that nobody locked gives way.
    """
    told = head()
    now = Head(before.genesis if before else found[0].day, found[-1].day)
    transaction = table.Transaction()
    for root in found:
        day = root.day.isoformat()
        item = {"pk": f"ROOT#{day}", "sk": "ROOT", **root.model_dump(mode="json"), "list_pk": LIST, "list_sk": day}
        transaction.put("root", item, f"{table.NEW} OR list_sk = :d", {":d": day})
    head_item = {**HEAD, "genesis": now.genesis.isoformat(), "sealed_to": now.day.isoformat()}
    condition = f"{table.NEW} OR sealed_to <= :d"
    highest = max(now.day, told.day) if told and locked_day(told.day) is None else now.day
    transaction.put("head", head_item, condition, {":d": highest.isoformat()})
    try:
        transaction.commit()
    except table.Lost as lost:
        if not lost.labels:
            raise
    return now


def listed(first: str, last: str) -> list[Root]:
    """The roots from one day to another as the public page lists them, the newest first."""
    rows: Iterator[dict[str, Any]] = table.listed(LIST, first, last, newest_first=True)
    return [Root.model_validate(row) for row in rows]
