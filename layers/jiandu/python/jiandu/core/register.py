"""机构人员变更记录: each change of an organisation or its people, canonical, chained by hash per organisation."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from jiandu.core.matter import Actor, Kept, Organisation, Person
from jiandu.core.record import ALGORITHM, canonical, digest

Subject = Organisation | Person
UNTOLD = ("v", "version")


class Entry(Kept):
    """One change: ``body`` is the canonical JSON text that ``hash`` covers."""

    register_of: str
    n: int
    action: str
    subject: str
    subject_version: int
    actor: str
    recorded_at: datetime
    body: str
    hash: str

    @property
    def before(self) -> dict[str, Any]:
        """What the subject was; empty for a new one."""
        return json.loads(self.body)["before"] or {}

    @property
    def after(self) -> dict[str, Any]:
        """What it became."""
        told: dict[str, Any] = json.loads(self.body)["after"]
        return told

    @property
    def reason(self) -> str:
        """Why, where the change asks for it."""
        return str(json.loads(self.body)["reason"])


def office_of(subject: Subject) -> str:
    """The organisation in whose record a change of the subject stands."""
    return subject.organisation if isinstance(subject, Person) else subject.id


def name_of(subject: Subject) -> str:
    """How the record names what was changed."""
    return f"{'person' if isinstance(subject, Person) else 'organisation'}:{subject.id}"


def make_entry(
    earlier: Sequence[Entry],
    *,
    action: str,
    actor: Actor,
    now: datetime,
    before: Subject | None,
    after: Subject,
    reason: str = "",
) -> Entry:
    """The next entry of the organisation's record; ``earlier`` are those it has."""
    n, prev = len(earlier) + 1, earlier[-1].hash if earlier else ""
    body = canonical(
        {
            "action": action,
            "actor": {"kind": actor.kind, "id": actor.id, "organisation": actor.organisation},
            "after": _told(after),
            "algorithm": ALGORITHM,
            "before": _told(before) if before else None,
            "n": n,
            "prev": prev,
            "reason": reason,
            "recorded_at": now.isoformat(),
            "register_of": office_of(after),
            "subject": name_of(after),
            "subject_version": after.version,
            "v": 1,
        }
    )
    return Entry(
        register_of=office_of(after),
        n=n,
        action=action,
        subject=name_of(after),
        subject_version=after.version,
        actor=actor.id,
        recorded_at=now,
        body=body,
        hash=digest(body),
    )


def _told(subject: Subject) -> dict[str, Any]:
    return {name: value for name, value in subject.model_dump(mode="json").items() if name not in UNTOLD}


def as_recorded(subject: Subject | None, last: Entry | None) -> bool:
    """Whether somebody or something is as the last entry about it says."""
    return subject is not None and last is not None and _told(type(subject)(**last.after)) == _told(subject)


def changed(entry: Entry) -> list[tuple[str, Any, Any]]:
    """The fields an entry changed, each with what was and what is."""
    before, after = entry.before, entry.after
    return [(name, before.get(name), value) for name, value in after.items() if before.get(name) != value]


def broken_at(entries: Sequence[Entry]) -> int | None:
    """The number of the first entry that does not fit the chain, or None for an unbroken one."""
    prev = ""
    for expected, entry in enumerate(entries, start=1):
        body: Mapping[str, Any] = json.loads(entry.body)
        beside = {**entry.model_dump(mode="json", exclude={"v", "body", "hash", "actor"}), "prev": prev}
        beside["recorded_at"] = entry.recorded_at.isoformat()
        fits = (
            entry.n == expected
            and digest(entry.body) == entry.hash
            and body["actor"]["id"] == entry.actor
            and all(body[name] == value for name, value in beside.items())
        )
        if not fits:
            return expected
        prev = entry.hash
    return None
