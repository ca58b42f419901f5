"""核验: the whole record held against what was locked; every root's signature and link, every chain, every event.

What was sealed cannot be changed, so whatever differs from it was altered, dropped, put elsewhere or put in since.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import product
from typing import Any

from jiandu.adapters import locked, roots, table
from jiandu.adapters.signing import genuine
from jiandu.core import register
from jiandu.core.daily_root import Leaf, Leaves, Root, misfits
from jiandu.core.deadlines import shanghai_day
from jiandu.core.matter import Event
from jiandu.core.record import broken_at, digest
from jiandu.core.register import Entry, Subject

YEARS_BEFORE = 10
ONE_DAY = timedelta(days=1)
UNREADABLE = (ValueError, KeyError, TypeError)


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that is not as it was sealed: a day or a record with the number of its event, and what of it."""

    where: str
    what: str


@dataclass(slots=True)
class Verified:
    """What was looked at; ``keys`` are the public keys with the days they signed, ``faults`` all that is wrong."""

    days: list[date] = field(default_factory=list)
    records: int = 0
    events: int = 0
    keys: dict[str, list[date]] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Tip:
    """Where the record says that its chain ends."""

    version: int
    head: str
    id: str = ""
    state: str = ""
    stage: str = ""


Subjects = dict[str, Entry]
Sealed = dict[str, dict[int, tuple[Leaf, date]]]


def verify(now: datetime) -> Verified:
    """Walks every sealed day and every record that any day names; no Scan."""
    result = Verified(days=roots.locked_days())
    sealed: Sealed = {}
    result.faults += [Fault(key, "存证文件被覆盖或者删除过") for key in locked.disturbed()]
    if result.days:
        _verify_roots(result, sealed)
    first = result.days[0] if result.days else shanghai_day(now)
    offices = [office.id for office in table.list_organisations()]
    records = {leaf.record for day in _days(first, now) for leaf in roots.events_on(day)}
    records |= sealed.keys() | {f"ORG#{office}" for office in offices} | set(_shelved(offices, first, now))
    subjects: Subjects = {}
    for record in sorted(records):
        _verify_record(record, sealed.get(record, {}), result, subjects)
    _verify_subjects(subjects, result)
    return result


def _shelved(offices: Sequence[str], first: date, now: datetime) -> Iterator[str]:
    """The matters in the lists of the offices: one that no day names is found there, or nobody sees it."""
    for office, index in product(offices, ("work", "inbox")):
        rows = table.open_and_closed(index, office, first.year - YEARS_BEFORE, shanghai_day(now).year)
        yield from (str(item["pk"]) for item in rows)


def _days(first: date, now: datetime) -> Iterator[date]:
    for n in range((shanghai_day(now) - first).days + 1):
        yield first + ONE_DAY * n


def _verify_roots(result: Verified, sealed: Sealed) -> None:
    previous: Root | None = None
    for n in range((result.days[-1] - result.days[0]).days + 1):
        day = result.days[0] + ONE_DAY * n
        there = roots.locked_day(day)
        if there is None:
            result.faults.append(Fault(str(day), "缺少当日的存证"))
            previous = None
            continue
        root, leaves = there.root, there.leaves
        result.faults += [Fault(str(day), what) for what in _wrong_with(root, leaves, previous, first=n == 0)]
        result.keys.setdefault(root.told["public_key"], []).append(day)
        for leaf in leaves.leaves:
            sealed.setdefault(leaf.record, {})[leaf.n] = (leaf, day)
        previous = root


def _wrong_with(root: Root, leaves: Leaves, previous: Root | None, first: bool) -> Iterator[str]:
    if not genuine(root.body, root.signature, root.told["public_key"]):
        yield "存证的签名不对"
    if previous or first:
        yield from misfits(root, leaves, previous)
    listed = table.get(f"ROOT#{root.day}", "ROOT")
    if listed and (listed["body"], listed["signature"]) != (root.body, root.signature):
        yield "公布的存证与锁定的不同"


def _verify_record(
    record: str, sealed: Mapping[int, tuple[Leaf, date]], result: Verified, subjects: Subjects
) -> None:
    kind = "A#" if record.startswith("ORG#") else "E#"
    items = list(table.items_of(record, kind))
    tip = table.get(record, "MATTER" if record.startswith("M#") else "REGISTER")
    name = str(tip["number"]) if tip and "number" in tip else record
    result.records += 1
    result.events += len(items)
    try:
        broken = _broken(items, tip)
        cited = _cited(items)
        _remember(items, subjects)
    except UNREADABLE:
        broken, cited = 1, {}
    if broken:
        result.faults.append(Fault(f"{name} 第{broken}号记录", "记录不相连"))
    there = {int(item["sk"][2:]): item for item in items}
    for leaf, day in sealed.values():
        if what := _differs(leaf, there.get(leaf.n)):
            result.faults.append(Fault(f"{name} 第{leaf.n}号记录（{day}存证）", what))
    for what in _uncited(record, cited) if not broken else ():
        result.faults.append(Fault(name, what))
    for n, item in there.items():
        if (day_of := _day_of(item)) and item.get("day_pk") != f"DAY#{day_of}":
            result.faults.append(Fault(f"{name} 第{n}号记录", "不在登记日的清单中"))
        if n not in sealed and _day_of(item) in result.days:
            result.faults.append(Fault(f"{name} 第{n}号记录", "登记日已经存证，存证中没有这一记录"))


def _broken(items: Sequence[Mapping[str, Any]], tip: Mapping[str, Any] | None) -> int | None:
    """The number of the first event that does not fit the chain, by the record's own kind."""
    if items and "register_of" in items[0]:
        return register.broken_at([Entry.model_validate(item) for item in items])
    events = [Event.model_validate(item) for item in items]
    return broken_at(_Tip(tip["version"], tip["head"]) if tip else _Tip(0, ""), events)


def _cited(items: Sequence[Mapping[str, Any]]) -> dict[str, tuple[str, str]]:
    """The files of each document by its id, its own and the sealed one, as the last event that cites it says."""
    told = [json.loads(item["body"]).get("documents", ()) for item in items]
    return {row["id"]: (row["sha256"], row["sealed"] or "") for rows in told for row in rows}


def _uncited(record: str, cited: Mapping[str, tuple[str, str]]) -> Iterator[str]:
    """What of a record's documents is not as its events cite it."""
    there = {item["sk"][2:]: item for item in table.items_of(record, "D#")}
    for document in sorted(cited.keys() | there.keys()):
        item = there.get(document)
        if item is None:
            yield f"文书 {document} 没有了"
        elif cited.get(document) != (item.get("sha256"), (item.get("sealed") or {}).get("sha256", "")):
            yield f"文书 {item.get('number') or document} 与记录引用的不同"


def _remember(items: Sequence[Mapping[str, Any]], subjects: Subjects) -> None:
    """The last entry of each person and organisation, whichever organisation's record it is in."""
    for entry in (Entry.model_validate(item) for item in items if "register_of" in item):
        known = subjects.get(entry.subject)
        if known is None or known.subject_version <= entry.subject_version:
            subjects[entry.subject] = entry


def _verify_subjects(subjects: Subjects, result: Verified) -> None:
    """People with their roles, and organisations, held against what their record says of them."""
    there: dict[str, Subject] = {register.name_of(each): each for each in table.list_organisations()}
    there |= {register.name_of(each): each for each in table.list_people()}
    for name in sorted(there.keys() | subjects.keys()):
        if not register.as_recorded(there.get(name), subjects.get(name)):
            kind, of = name.split(":", 1)
            result.faults.append(Fault(f"{'PERSON' if kind == 'person' else 'ORG'}#{of}", "与名册的变更记录不同"))


def _differs(leaf: Leaf, item: Mapping[str, Any] | None) -> str | None:
    if item is None:
        return "存证过的记录没有了"
    same = item.get("hash") == leaf.hash == digest(str(item.get("body")))
    return None if same else "与存证时不同"


def _day_of(item: Mapping[str, Any]) -> date | None:
    try:
        return shanghai_day(datetime.fromisoformat(item["recorded_at"]))
    except UNREADABLE:
        return None
