"""The sealing of the days: for each that is over and has no root yet, its leaves and its root are locked and listed.

A run that ends anywhere is finished by the next: what is locked stands, and only what is missing is made. An event
found for a day sealed before goes into the next root and is reported, as is what no longer fits what was sealed.
"""

import time
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from jiandu.adapters import roots
from jiandu.adapters.roots import Head
from jiandu.adapters.signing import KmsSigner, own
from jiandu.core.daily_root import Leaf, Leaves, Root, SealedDay, gathered, make_root, misfits, name_of, skipped
from jiandu.core.deadlines import shanghai_day

AFTER_MIDNIGHT = timedelta(hours=3)
LOOKING_BACK = 3
ONE_DAY = timedelta(days=1)


@dataclass(slots=True)
class Sealed:
    """What a run did; ``late`` and ``broken`` name events and roots, ``done`` unless time ran out."""

    days: list[date] = field(default_factory=list)
    late: list[str] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)
    done: bool = True


def seal(now: datetime, seconds: float) -> Sealed:
    """Seals every day that ended three hours ago or more, within ``seconds``. The first run begins with yesterday."""
    until, result = time.monotonic() + seconds, Sealed()
    last = shanghai_day(now - AFTER_MIDNIGHT) - ONE_DAY
    head = _reached(last, result)
    if head and head.day >= last:
        return result
    late = _looked_back(head, result) if head else []
    while head is None or head.day < last:
        if time.monotonic() > until:
            result.done = False
            break
        head = _seal_some(head, last, late, now, result)
        late = []
    return result


def _reached(last: date, result: Sealed) -> Head | None:
    """How far the roots reach. The table says it only as long as the locks agree; what is untrue there is reported."""
    told, locked = roots.head(), roots.locked_days()
    result.broken += [f"root {day}" for day in locked if day > last]
    days = [day for day in locked if day <= last]
    if told and days and told.genesis == days[0] and told.day in days:
        return told
    result.broken += [f"head {told.day}"] if told else []
    return roots.recovered(days)


def _seal_some(head: Head | None, last: date, late: list[Leaf], now: datetime, result: Sealed) -> Head:
    """Seals the next days, some at most, and lists them; what came ``late`` is in the first."""
    last_sealed = roots.locked_day(head.day) if head else None
    previous = last_sealed.root if last_sealed else None
    day, made = head.day + ONE_DAY if head else last, list[Root]()
    while day <= last and len(made) < roots.AT_ONCE:
        previous = _seal_day(day, previous, late if not made else [], now, result)
        made.append(previous)
        day += ONE_DAY
    return roots.list_roots(made, head)


def _looked_back(head: Head, result: Sealed) -> list[Leaf]:
    """What the last sealed days have by now beyond their roots; what differs from them or is gone is reported."""
    first = max(head.genesis, head.day - ONE_DAY * (LOOKING_BACK - 1))
    days = [first + ONE_DAY * n for n in range((head.day - first).days + 1)]
    sealed, elsewhere = dict[tuple[str, int], Leaf](), set[str]()
    for day in days:
        there = roots.locked_day(day)
        if there is None or not own(there.root.body, there.root.signature, there.root.told["public_key"]):
            result.broken.append(f"root {day}")
            continue
        sealed |= there.leaves.by_place
        elsewhere |= set(there.leaves.late)
    found = [leaf for day in days for leaf in roots.events_on(day)]
    gone = sealed.keys() - {leaf.place for leaf in found}
    result.broken += sorted({name_of(sealed[place]) for place in gone} - elsewhere)
    result.broken += [name_of(leaf) for leaf in found if sealed.get(leaf.place, leaf).hash != leaf.hash]
    return [leaf for leaf in found if leaf.place not in sealed]


def _seal_day(day: date, previous: Root | None, late: list[Leaf], now: datetime, result: Sealed) -> Root:
    leaves = gathered(day, roots.events_on(day), late)
    sealed = roots.lock(SealedDay(leaves=leaves, root=make_root(leaves, previous, now, KmsSigner())))
    result.days.append(day)
    result.late += sealed.leaves.late
    result.broken += _skipped(sealed.leaves)
    root = sealed.root
    fits = own(root.body, root.signature, root.told["public_key"]) and not misfits(root, sealed.leaves, previous)
    result.broken += [] if fits else [f"root {day}"]
    return root


def _skipped(leaves: Leaves) -> list[str]:
    return skipped([leaf for leaf in leaves.leaves if name_of(leaf) not in leaves.late])
