"""The record: canonical event bodies, chained by hash, with typed facts only as salted hashes."""

import hashlib
import hmac
import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol

from jiandu.core.matter import Actor, Document, Event
from jiandu.core.procedure import Article

ALGORITHM = "SHA-256"
COMPLAINANT = "投诉举报人"
OUTSIDE = {"public": "社会公众", "invited_person": "特邀监督人员本人"}
DISPOSED = "disposed"


class Chained(Protocol):
    """What has a record of its own: a matter, the calendar; ``version`` and ``head`` are those of its last event."""

    @property
    def id(self) -> str: ...
    @property
    def version(self) -> int: ...
    @property
    def head(self) -> str: ...
    @property
    def state(self) -> str: ...
    @property
    def stage(self) -> str: ...


def canonical(value: Any) -> str:
    """JSON with sorted keys, no spaces and no escapes: one text for one value."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest(text: str) -> str:
    """SHA-256 in hexadecimal of a text's UTF-8 bytes."""
    return hashlib.sha256(text.encode()).hexdigest()


def salted(facts: Mapping[str, Any], salt: str) -> str:
    """What stands in the record for facts that may one day have to be removed."""
    return hmac.new(bytes.fromhex(salt), canonical(facts).encode(), hashlib.sha256).hexdigest()


def given(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Facts without those that were not given, also inside of them."""
    return {name: _given(value) for name, value in facts.items() if value is not None}


def _given(value: Any) -> Any:
    if isinstance(value, Mapping):
        return given(value)
    return [_given(part) for part in value if part is not None] if isinstance(value, list | tuple) else value


def make_event(
    matter: Chained,
    *,
    action: str,
    actor: Actor,
    happened_at: datetime,
    recorded_at: datetime,
    basis: Sequence[Article],
    facts: Mapping[str, Any],
    salt: str,
    documents: Sequence[Document] = (),
    clock: str | None = None,
) -> Event:
    """The matter's next event; ``matter`` is the snapshot after the act but for ``version`` and ``head``.

    Facts that were not given are left out, as the table leaves them out: what is hashed is what is kept.
    """
    n, facts = matter.version + 1, given(facts)
    body = {
        "action": action,
        "actor": _who(actor),
        "algorithm": ALGORITHM,
        "basis": [[article.citation, article.number] for article in basis],
        "documents": [_cite(document) for document in documents],
        "facts": salted(facts, salt) if facts else None,
        "happened_at": happened_at.isoformat(),
        "matter": matter.id,
        "n": n,
        "prev": matter.head,
        "recorded_at": recorded_at.isoformat(),
        "stage": matter.stage,
        "state": matter.state,
        "v": 1,
    }
    if clock:
        body["clock"] = clock
    text = canonical(body)
    return Event(
        matter=matter.id,
        n=n,
        action=action,
        actor=actor.id,
        organisation=actor.organisation,
        happened_at=happened_at,
        recorded_at=recorded_at,
        body=text,
        hash=digest(text),
        facts=facts,
        salt=salt if facts else "",
    )


def _who(actor: Actor) -> dict[str, str]:
    """Who acted, and in whose place (代理) if not by his own right."""
    who = {"kind": actor.kind, "id": actor.id, "organisation": actor.organisation}
    return {**who, "for": actor.stands_for} if actor.stands_for else who


def outsider(event: Event) -> str:
    """What somebody is called who acted from outside every office: anybody at all, or whoever complained."""
    return OUTSIDE.get(json.loads(event.body)["actor"]["kind"], COMPLAINANT)


def _cite(document: Document) -> dict[str, Any]:
    sealed = document.sealed.sha256 if document.sealed else None
    return {
        "id": document.id,
        "kind": document.kind,
        "number": document.number,
        "sealed": sealed,
        "sha256": document.sha256,
        "status": document.status,
    }


def broken_at(matter: Chained, events: Sequence[Event]) -> int | None:
    """The number of the first event that does not fit the matter's chain, or None for an unbroken one.

    Facts that were removed leave neither text nor salt: that breaks no chain that tells of the matter's disposal.
    """
    head, disposed = "", any(event.action == DISPOSED for event in events)
    for expected, event in enumerate(events, start=1):
        body = json.loads(event.body)
        fits = (
            event.n == expected
            and body["prev"] == head
            and digest(event.body) == event.hash
            and all(body[name] == value for name, value in _beside(event).items())
            and (body["actor"]["id"], body["actor"]["organisation"]) == (event.actor, event.organisation)
            and (_holds(event, body["facts"]) or (disposed and _removed(event)))
        )
        if not fits:
            return expected
        head = event.hash
    return None if head == matter.head and len(events) == matter.version else len(events) + 1


def _holds(event: Event, hashed: str | None) -> bool:
    """Whether an event has the facts its body stands for."""
    return hashed == salted(event.facts, event.salt) if event.salt else _removed(event) and hashed is None


def _removed(event: Event) -> bool:
    return not event.facts and not event.salt


def _beside(event: Event) -> dict[str, Any]:
    """What an event keeps beside its body, to be read quickly: it must say the same."""
    return {
        "matter": event.matter,
        "n": event.n,
        "action": event.action,
        "happened_at": event.happened_at.isoformat(),
        "recorded_at": event.recorded_at.isoformat(),
    }
