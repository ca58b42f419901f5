"""Matter + action + actor + facts + now → what changes. Pure: ids and salts come from the adapter as ``fresh``."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any, Protocol

from jiandu.core.admit import admit
from jiandu.core.advance import advance
from jiandu.core.calendar import Calendar
from jiandu.core.checks import COMPUTES
from jiandu.core.clocks import start_clock
from jiandu.core.deadlines import midnight, shanghai_day
from jiandu.core.matter import Actor, Case, Child, Clock, Document, Event, Letter, Matter, Service, Upload
from jiandu.core.procedure import Action, Effect, Procedure, Rules
from jiandu.core.record import make_event


class Fresh(Protocol):
    """Where new ids and salts come from; the core makes none."""

    def id(self) -> str: ...
    def salt(self) -> str: ...
    def number(self, prefix: str, day: date) -> str: ...


@dataclass(frozen=True, slots=True)
class Decision:
    """What one act changes of one matter; ``before`` is None for a matter that begins."""

    before: Matter | None
    case: Case
    events: tuple[Event, ...]
    others: tuple["Decision", ...] = ()
    closed: bool = False

    @property
    def all(self) -> tuple["Decision", ...]:
        """This decision and those on the parent or child it carries along."""
        return (self, *(d for other in self.others for d in other.all))


@dataclass(slots=True)
class _Work:
    case: Case
    events: list[Event] = field(default_factory=list)

    def update(self, **changes: Any) -> None:
        self.case = replace(self.case, matter=self.case.matter.model_copy(update=changes))

    def advance(self, procedure: Procedure, now: datetime, fresh: Fresh) -> None:
        answer = advance(self.case, procedure, now, fresh.salt)
        self.case = answer.case
        self.events.extend(answer.events)


def ready(case: Case, rules: Rules, now: datetime, fresh: Fresh) -> Case:
    """The case as of now, every breach raised: what admission and letters look at."""
    return advance(case, rules.procedures[case.matter.kind], now, fresh.salt).case


def decide(
    case: Case,
    action: Action,
    actor: Actor,
    facts: Mapping[str, Any],
    now: datetime,
    rules: Rules,
    fresh: Fresh,
    documents: tuple[Document, ...] = (),
) -> Decision:
    """The change an admitted act makes, with the breaches due before and after it, in one decision.

    ``documents`` are the letters this act issues, already numbered, rendered and stored.
    """
    procedure = rules.procedures[case.matter.kind]
    before = case.matter if case.matter.version else None
    work = _Work(case)
    work.advance(procedure, now, fresh)
    effect = action.outcome(facts)
    today = shanghai_day(now)
    route = COMPUTES[action.compute](work.case) if action.compute else None
    letter_facts = work.case.letter_facts
    held = _documents(work.case, action, actor, facts, documents, today)
    ends = (effect.to or work.case.matter.state) in procedure.ends
    stopped = _stop(work.case, procedure, action, actor, ends, now)
    work.case = replace(work.case, documents=held, clocks=stopped)
    if ends and work.case.matter.closed_at is None:
        work.update(closed_at=now)
    work.update(**_changes(work.case, action, effect, actor, facts, documents))
    _start(work, effect, facts, letter_facts, today, rules)
    others = [_open(work, action, actor, facts, route, now, rules, fresh)] if action.opens else []
    touched = [d for d in held if d not in case.documents]
    _record(work, action, actor, facts, now, fresh, touched)
    work.advance(procedure, now, fresh)
    if effect.parent and case.parent:
        others.append(_tell_parent(work.case, effect.parent, now, rules, fresh))
    return Decision(before, work.case, tuple(work.events), tuple(others), ends)


def _documents(
    case: Case,
    action: Action,
    actor: Actor,
    facts: Mapping[str, Any],
    issued: tuple[Document, ...],
    today: date,
) -> tuple[Document, ...]:
    """All documents after the act: new ones, the sealed or served one, one changed or withdrawn."""
    changed = {d.id: d for d in (*case.documents, *issued)}
    letter = case.matter.letter
    current = changed.get(letter.document or "") if letter else None
    if action.step == "seal" and current:
        sealed = Upload(**facts["file"])
        changed[current.id] = current.model_copy(update={"sealed": sealed, "status": "sealed"})
    if action.step == "attach":
        sealed = Upload(**facts["file"])
        changed[facts["document"]] = changed[facts["document"]].model_copy(
            update={"sealed": sealed, "status": "sealed"}
        )
    if action.step == "void" and current:
        changed[current.id] = current.model_copy(update={"status": "void"})
    if action.step in ("serve", "receive") and current:
        served = date.fromisoformat(str(facts.get("served_on") or today))
        service = Service(
            served_on=served,
            method=str(facts.get("method") or "signed"),
            recorded_by=actor.id,
            note=str(facts["signatory"]),
        )
        changed[current.id] = current.model_copy(update={"service": service, "status": "served"})
    if action.voids and (old := changed.get(case.matter.in_force or "")):
        changed[old.id] = old.model_copy(update={"status": action.voids})
    if action.voids and current:
        changed[current.id] = current.model_copy(update={"status": "void"})
    return tuple(changed.values())


def _stop(
    case: Case, procedure: Procedure, action: Action, actor: Actor, ends: bool, now: datetime
) -> tuple[Clock, ...]:
    """The clocks the row stops, fulfilled where who owes it acts; nothing runs on in a matter that has ended."""
    party = {"owner": case.matter.owner, "respondent": case.matter.respondent}
    done = {name for name, kind in procedure.clocks.items() if actor.organisation == party[kind.owed_by]}
    return tuple(
        c.model_copy(
            update={"status": "stopped", "stopped_at": now, "fulfilled": c.name in done and c.name in action.stops}
        )
        if c.status == "running" and (ends or c.name in action.stops)
        else c
        for c in case.clocks
    )


def _changes(
    case: Case,
    action: Action,
    effect: Effect,
    actor: Actor,
    facts: Mapping[str, Any],
    issued: tuple[Document, ...],
) -> dict[str, Any]:
    """What the snapshot becomes, but for clocks, children and the record's head."""
    matter = case.matter
    running = {c.name for c in case.clocks if c.status == "running"}
    changes: dict[str, Any] = {
        "state": effect.to or matter.state,
        "late": tuple(name for name in matter.late if name in running),
        "letter": _letter(matter, action, effect, actor, issued),
    }
    for name in action.sets:
        if name in facts:
            changes[name] = tuple(facts[name]) if name == "officers" else facts[name] or getattr(matter, name)
    if action.hand and not action.letter:
        changes["hands"] = {**matter.hands, action.hand: actor.id}
    if action.agency:
        changes |= {"known": True, "unread": actor.organisation != matter.respondent}
    elif actor.organisation == matter.respondent and actor.kind == "person":
        changes["unread"] = False
    if action.step in ("serve", "receive") and matter.letter:
        changes["in_force"] = matter.letter.document
    if action.voids:
        changes["in_force"] = None
    return changes


def _letter(
    matter: Matter, action: Action, effect: Effect, actor: Actor, issued: tuple[Document, ...]
) -> Letter | None:
    """The letter in preparation after the act; an empty stage clears it."""
    if effect.stage is None:
        return matter.letter
    if not effect.stage:
        return None
    kind, stage = effect.stage.split(".")
    old = matter.letter
    hands = dict(old.hands) if old and action.step != "draft" else {}
    if action.hand and action.letter:
        hands[action.hand] = actor.id
    made = next((d.id for d in issued if not d.kind.endswith("_draft")), None)
    return Letter(
        kind=kind,
        stage=stage,
        draft=matter.version + 1 if action.step == "draft" or old is None else old.draft,
        hands=hands,
        document=made or (old.document if old else None),
    )


def _start(
    work: _Work,
    effect: Effect,
    facts: Mapping[str, Any],
    letter_facts: Mapping[str, Any],
    today: date,
    rules: Rules,
) -> None:
    """Starts the clocks for which the profile has a value; where it has none, nothing is invented."""
    case = work.case
    received = _received_on(facts) or today
    set_by = {**letter_facts, **facts}
    started = list(case.clocks)
    for name in effect.starts:
        if value := rules.values.get(name):
            n = 1 + sum(c.name == name for c in started)
            started.append(start_clock(name, value, n, received, set_by, Calendar.published()))
    work.case = replace(case, clocks=tuple(started))


def _received_on(facts: Mapping[str, Any]) -> date | None:
    """The day a letter was served or a complaint came in, where the act records it afterwards."""
    day = facts.get("served_on") or facts.get("received_on")
    return date.fromisoformat(str(day)) if day else None


def _open(
    work: _Work,
    action: Action,
    actor: Actor,
    facts: Mapping[str, Any],
    route: str | None,
    now: datetime,
    rules: Rules,
    fresh: Fresh,
) -> Decision:
    """The child matter this act opens, already with its first event."""
    parent = work.case.matter
    kind = str(action.opens)
    procedure = rules.procedures[kind]
    about = work.case.document(parent.in_force)
    matter = Matter(
        id=fresh.id(),
        kind=kind,
        profile=parent.profile,
        number=fresh.number(procedure.prefix, shanghai_day(now)),
        owner=parent.owner,
        respondent=parent.respondent,
        state=procedure.initial,
        opened_at=now,
        parent=parent.id,
        category=parent.category,
        about=about.id if about else None,
        route=route,
        hands=about.hands if about else {},
    )
    handed = {"officers": parent.officers, "category": parent.category, **facts, "route": route}
    case = Case(matter, parent=work.case, organisations=work.case.organisations)
    child = decide(case, procedure.actions["open_child"], actor, handed, now, rules, fresh)
    work.update(children={**parent.children, matter.id: Child(kind=kind)})
    return child


def _tell_parent(child: Case, name: str, now: datetime, rules: Rules, fresh: Fresh) -> Decision:
    """The child's end, as an act on its parent in the same transaction."""
    assert child.parent is not None
    parent = child.parent
    procedure = rules.procedures[parent.matter.kind]
    action = procedure.actions[name]
    actor = Actor("matter", child.matter.id, child.matter.owner, (child.matter.kind,))
    admit(ready(parent, rules, now, fresh), procedure, action, actor)
    ended = {**parent.matter.children, child.matter.id: Child(kind=child.matter.kind, open=False)}
    closed = replace(parent, matter=parent.matter.model_copy(update={"children": ended}))
    decision = decide(closed, action, actor, {}, now, rules, fresh)
    return replace(decision, before=parent.matter)


def _record(
    work: _Work,
    action: Action,
    actor: Actor,
    facts: Mapping[str, Any],
    now: datetime,
    fresh: Fresh,
    touched: list[Document],
) -> None:
    """The act's own event, over the documents it made or changed."""
    matter = work.case.matter
    received = _received_on(facts)
    event = make_event(
        matter,
        action=action.name,
        actor=actor,
        happened_at=midnight(received) if received and received < shanghai_day(now) else now,
        recorded_at=now,
        basis=action.basis,
        facts=facts,
        salt=fresh.salt(),
        documents=touched,
    )
    work.events.append(event)
    work.case = replace(work.case, events=(*work.case.events, event))
    work.update(version=event.n, head=event.hash)
