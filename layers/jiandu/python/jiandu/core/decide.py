"""Matter + action + actor + facts + now → what changes. Pure: ids and salts come from the adapter as ``fresh``."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any, Protocol

from jiandu.core.admit import admit, in_place
from jiandu.core.advance import advance
from jiandu.core.calendar import Calendar
from jiandu.core.checks import COMPUTES
from jiandu.core.clocks import in_time, start_clock
from jiandu.core.deadlines import midnight, shanghai_day
from jiandu.core.errands import ERRANDS, Errands, Target
from jiandu.core.letters import addressed
from jiandu.core.matter import (
    DRAFTING,
    SETS_DATE,
    Actor,
    Case,
    Child,
    Clock,
    Document,
    Event,
    Letter,
    Matter,
    Upload,
    amending,
    lent,
)
from jiandu.core.moves import MOVES, Moving
from jiandu.core.points import term_clocks
from jiandu.core.procedure import Action, Effect, Procedure, Rules
from jiandu.core.questionnaires import results
from jiandu.core.record import make_event
from jiandu.core.service import date_in_force, gone_by, recorded_sealing, recorded_service


class Fresh(Protocol):
    """Where new ids and salts come from; the core makes none."""

    def id(self) -> str: ...
    def salt(self) -> str: ...
    def number(self, prefix: str, day: date) -> str: ...


@dataclass(frozen=True, slots=True)
class Decision:
    """What one act changes of one matter; ``before`` is None for a matter that begins.

    ``errands`` are the acts on other matters it sends out, to be done one by one afterwards.
    """

    before: Matter | None
    case: Case
    events: tuple[Event, ...]
    others: tuple["Decision", ...] = ()
    errands: Errands | None = None

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
    route = COMPUTES[action.compute](work.case, facts, today) if action.compute else None
    if not action.trace:
        child = _open(work, action, actor, facts, route, now, rules, fresh)
        return Decision(before, case, (), (child,))
    letter_facts = _letter_facts(work.case, action)
    held = _documents(work.case, action, actor, facts, documents, today)
    ends = (effect.to or work.case.matter.state) in procedure.ends
    stopped = _stop(work.case, procedure, action, actor, facts, ends, now)
    work.case = replace(work.case, documents=held, clocks=stopped)
    if move := MOVES.get(action.step or ""):
        work.case = move(work.case, Moving(actor, facts, effect, now))
    work.update(closed_at=(work.case.matter.closed_at or now) if ends else None)
    work.update(**_changes(work.case, action, effect, actor, facts, documents))
    _start(work, action, effect, facts, letter_facts, now, rules)
    others = [_open(work, action, actor, facts, route, now, rules, fresh)] if action.opens else []
    errands = ERRANDS[action.errands](work.case, facts, fresh) if action.errands else None
    if errands and errands.opens:
        opened = {target.matter: Child(kind=errands.opens) for target in errands.targets}
        work.update(children={**work.case.matter.children, **opened})
    touched = [d for d in work.case.documents if d not in case.documents]
    _record(work, action, actor, facts, now, fresh, touched)
    if action.on_behalf and (came := _came_on(facts)):
        _end_measured(work, action, now, came)
    work.advance(procedure, now, fresh)
    _end_measured(work, action, now)
    others += _carry_along(work.case, action, effect, facts, ends, now, rules, fresh)
    return Decision(before, work.case, tuple(work.events), tuple(others), errands)


def _letter_facts(case: Case, action: Action) -> Mapping[str, Any]:
    """What was written of the letter an act is about: the one in preparation, or the one served again; without a
    letter what the matter began with, whose day counts from its receipt.
    """
    served = case.document(case.matter.in_force)
    if action.step not in ("serve_again", "set_date") or served is None:
        return case.letter_facts or case.facts_of(*SETS_DATE) or {}
    return {**case.facts_at(served.draft), "due_on": date_in_force(case)}


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
    sealing = changed[facts["document"]] if action.step == "attach" else current if action.step == "seal" else None
    if sealing:
        written = case.letter_facts if action.step == "seal" else {}
        by = recorded_sealing(facts, actor, sealing.hands.get("signer", actor.id), written)
        update = {"sealed": Upload(**facts["file"]), "sealing": by, "status": "sealed"}
        changed[sealing.id] = sealing.model_copy(update=update)
    if action.step == "set_date" and (dated := changed.get(case.matter.in_force or "")):
        day = date.fromisoformat(str(facts["new_due_on"]))
        changed[dated.id] = dated.model_copy(update={"new_due_on": day})
    if action.step == "void" and current:
        changed[current.id] = current.model_copy(update={"status": "void"})
    if action.step in ("serve", "receive") and current:
        service = recorded_service(facts, actor, today)
        draft = letter.draft if letter else 0
        changed[current.id] = current.model_copy(update={"service": service, "status": "served", "draft": draft})
    if action.voids and (old := changed.get(case.matter.in_force or "")):
        changed[old.id] = old.model_copy(update={"status": action.voids})
    if action.voids and current:
        changed[current.id] = current.model_copy(update={"status": "void"})
    return tuple(changed.values())


def _stop(
    case: Case,
    procedure: Procedure,
    action: Action,
    actor: Actor,
    facts: Mapping[str, Any],
    ends: bool,
    now: datetime,
) -> tuple[Clock, ...]:
    """The clocks the row stops, fulfilled where who owes it acts; nothing runs on in a matter that has ended.

    Where the facts name one ``clock``, only that one is meant. What an agency handed in on paper counts from the day
    it was posted or came in: a breach raised before it was entered is taken back.
    """
    party = {"owner": case.matter.owner, "respondent": case.matter.respondent}
    acts_for = case.matter.respondent if action.on_behalf else actor.organisation
    done = {name for name, kind in procedure.clocks.items() if acts_for == party[kind.owed_by]}
    came = _came_on(facts) if action.on_behalf else None

    def stop(clock: Clock) -> Clock:
        meant = clock.name in action.stops and facts.get("clock", clock.key) == clock.key
        if clock.status not in ("running", "suspended") or not (ends or meant):
            return clock
        fulfilled = clock.name in done and meant
        update: dict[str, Any] = {"status": "stopped", "stopped_at": now, "fulfilled": fulfilled}
        if fulfilled and came and in_time(clock, came):
            update["breached_at"] = None
        return clock.model_copy(update=update)

    return tuple(stop(clock) for clock in case.clocks)


def _came_on(facts: Mapping[str, Any]) -> date | None:
    """The day that counts for what came on paper: the postmark, else the day of receipt."""
    day = facts.get("posted_on") or facts.get("received_on")
    return date.fromisoformat(str(day)) if day else None


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
    running = {c.name for c in case.clocks if c.status in ("running", "suspended") and c.breached_at}
    excused = set(matter.late) - {c.name for c in case.clocks if c.breached_at}
    changes: dict[str, Any] = {
        "state": effect.to or matter.state,
        "late": tuple(name for name in matter.late if name in running),
        "was_late": tuple(name for name in matter.was_late if name not in excused),
        "letter": _letter(matter, action, effect, actor, issued),
    }
    for name in action.sets:
        if name in facts:
            listed = isinstance(facts[name], list | tuple)
            changes[name] = tuple(facts[name]) if listed else facts[name] or getattr(matter, name)
    if told := {name: str(facts[name]) for name in action.marks if facts.get(name) is not None} | dict(action.mark_as):
        changes["marks"] = {**matter.marks, **told}
    if action.flag:
        changes["flags"] = tuple(dict.fromkeys((*matter.flags, action.flag)))
    if action.hand and not action.letter:
        changes["hands"] = lent(matter.hands, action.hand, actor)
    other = changes.get("marks", matter.marks).get("other_party", actor.organisation)
    reader = {"unread": matter.respondent, "unread_by_other": other}
    if _told_agency(case, action, facts):
        changes |= {"known": True, **{mark: actor.organisation != party for mark, party in reader.items()}}
    elif actor.kind == "person":
        changes |= {mark: False for mark, party in reader.items() if actor.organisation == party}
    if action.step in ("serve", "receive") and matter.letter:
        changes["in_force"] = matter.letter.document
    if copied := _copied(case, action):
        changes["copies"] = {**matter.copies, **copied}
    if action.voids:
        changes["in_force"] = None
    return changes


def _copied(case: Case, action: Action) -> dict[str, str]:
    """To whom the letter is copied: one body when it is served, several when one that is only sent is sealed."""
    letter = case.matter.letter
    if letter is None or letter.document is None:
        return {}
    body, bodies = case.letter_facts.get("copied_body"), case.letter_facts.get("copied_bodies", ())
    told = bodies if action.step == "seal" else (body,) if body and action.step in ("serve", "receive") else ()
    return dict.fromkeys(told, letter.document)


def _told_agency(case: Case, action: Action, facts: Mapping[str, Any]) -> bool:
    """Whether the agency learns of the act now."""
    if action.agency == "addressed":
        return addressed(case, facts)
    return action.agency is True or (bool(action.agency) and case.matter.known)


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
    amends = action.step in DRAFTING[1:]
    if action.hand and action.letter:
        hands = lent(hands, amending(hands, action.hand, actor) if amends else action.hand, actor)
    made = next((d.id for d in issued if not d.kind.endswith("_draft")), None)
    return Letter(
        kind=kind,
        stage=stage,
        draft=matter.version + 1 if action.step in DRAFTING or old is None else old.draft,
        hands=hands,
        document=made or (old.document if old else None),
    )


def _start(
    work: _Work,
    action: Action,
    effect: Effect,
    facts: Mapping[str, Any],
    letter_facts: Mapping[str, Any],
    now: datetime,
    rules: Rules,
) -> None:
    """Starts the clocks for which the profile has a value; where it has none, nothing is invented.

    What a letter's date was to set waits (``undated``) where the letter is served when that date is past.
    """
    case = work.case
    set_by = {**letter_facts, **facts}
    if action.step == "set_date":
        return _start_anew(work, facts, letter_facts, rules)
    if action.step == "begin_term":
        work.case = replace(case, clocks=(*case.clocks, *term_clocks(facts, rules.values)))
        return None
    received = (_day(facts, "changed_on") if action.measures else None) or _received_on(facts)
    serving = action.step in ("serve", "receive", "serve_again")
    day, moment = received or shanghai_day(now), None if received else now
    started, undated = list(case.clocks), [name for name in case.matter.undated if name not in effect.starts]
    for name in (*effect.starts, *action.measures):
        value = rules.values.get(name)
        if value and serving and gone_by(set_by, value, day):
            undated.append(name)
        elif value:
            n = 1 + sum(c.name == name for c in started)
            started.append(start_clock(name, value, n, day, set_by, Calendar.published(), moment))
    work.case = replace(case, clocks=tuple(started))
    work.update(undated=tuple(name for name in undated if name not in action.stops))


def _start_anew(work: _Work, facts: Mapping[str, Any], letter_facts: Mapping[str, Any], rules: Rules) -> None:
    """The clocks that waited for a new date run to it from the day of service; the printed date stays on them."""
    case = work.case
    document = case.document(case.matter.in_force)
    assert document is not None and document.service is not None
    set_by = {**letter_facts, "due_on": facts["new_due_on"]}
    printed = date.fromisoformat(str(letter_facts["due_on"]))
    started = list(case.clocks)
    for name in case.matter.undated:
        n = 1 + sum(c.name == name for c in started)
        day, calendar = document.service.served_on, Calendar.published()
        clock = start_clock(name, rules.values[name], n, day, set_by, calendar)
        started.append(clock.model_copy(update={"printed": printed}))
    work.case = replace(case, clocks=tuple(started))
    work.update(undated=())


def _received_on(facts: Mapping[str, Any]) -> date | None:
    """The day a letter was served or a complaint came in, where the act records it afterwards."""
    return _day(facts, "served_on", "received_on")


def _day(facts: Mapping[str, Any], *names: str) -> date | None:
    """The first of these days that the facts tell."""
    day = next((facts[name] for name in names if facts.get(name)), None)
    return date.fromisoformat(str(day)) if day else None


def _end_measured(work: _Work, action: Action, now: datetime, came: date | None = None) -> None:
    """The periods the act itself keeps end with it; one that had run out was raised, and stays on record as late.

    What came on paper ends those it came in time for, before any breach is raised.
    """
    if not action.measures:
        return

    def end(clock: Clock) -> Clock:
        meant = clock.name in action.measures and clock.status == "running" and (not came or in_time(clock, came))
        return clock.model_copy(update={"status": "stopped", "stopped_at": now, "fulfilled": True}) if meant else clock

    work.case = replace(work.case, clocks=tuple(map(end, work.case.clocks)))
    work.update(late=tuple(name for name in work.case.matter.late if name not in action.measures))


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
    kind = str(action.opens)
    about = str(facts.get("organisation") or work.case.matter.respondent)
    target = Target(matter=fresh.id(), respondent=about)
    child = open_child(work.case, kind, target, actor, {**facts, "route": route}, now, rules, fresh)
    if action.trace:
        work.update(children={**work.case.matter.children, target.matter: Child(kind=kind)})
    return child


def open_child(
    parent_case: Case,
    kind: str,
    target: Target,
    actor: Actor,
    facts: Mapping[str, Any],
    now: datetime,
    rules: Rules,
    fresh: Fresh,
) -> Decision:
    """A child matter begun, already with its first event; the parent itself is left as it is."""
    parent = parent_case.matter
    procedure = rules.procedures[kind]
    about = parent_case.document(parent.in_force)
    matter = Matter(
        id=target.matter,
        kind=kind,
        profile=parent.profile,
        number=fresh.number(procedure.prefix, shanghai_day(now)),
        owner=parent.owner,
        respondent=target.respondent,
        state=procedure.initial,
        opened_at=now,
        parent=parent.id,
        category=parent.category,
        about=about.id if about else None,
        route=facts.get("route"),
        hands=about.hands if about else {},
        recusals={who: state for who, state in parent.recusals.items() if state == "recused"},
        confined=procedure.confined,
    )
    handed = {"officers": parent.officers, "category": parent.category, **facts}
    case = Case(matter, parent=parent_case, organisations=parent_case.organisations)
    return decide(case, procedure.actions["open_child"], actor, handed, now, rules, fresh)


def _carry_along(
    case: Case,
    action: Action,
    effect: Effect,
    facts: Mapping[str, Any],
    ends: bool,
    now: datetime,
    rules: Rules,
    fresh: Fresh,
) -> list[Decision]:
    """The acts this one carries along on its parent, its open child or another matter, in the same transaction.

    They are handed what was told now, what a questionnaire came to, what the matter was opened with, whom it is about.
    """
    opened = case.facts_of("open_child", "begin") or {}
    told = {"respondent": case.matter.respondent, **opened, **results(case), **facts}
    carried = {name: told[name] for name in action.carry if told.get(name) is not None}
    along = []
    if effect.parent and case.parent:
        name = _in_place(case.parent, effect.parent, rules)
        child = Child(kind=case.matter.kind, open=not ends)
        children = {**case.parent.matter.children, case.matter.id: child}
        parent = replace(case.parent, matter=case.parent.matter.model_copy(update={"children": children}))
        if name:
            act = _tell(case, parent, name, carried, now, rules, fresh)
            along.append(replace(act, before=case.parent.matter))
    for name, other in ((effect.child, case.child), (effect.other, case.other)):
        if name and other:
            along.append(_tell(case, other, name, carried, now, rules, fresh))
    return along


def _in_place(parent: Case, names: tuple[str, ...], rules: Rules) -> str | None:
    """The first of the acts that the parent's procedure has and its state allows; else the first it has at all."""
    procedure = rules.procedures[parent.matter.kind]
    known = [name for name in names if name in procedure.actions]
    return next((n for n in known if in_place(parent, procedure, procedure.actions[n])), known[0] if known else None)


def _tell(
    case: Case, other: Case, name: str, facts: Mapping[str, Any], now: datetime, rules: Rules, fresh: Fresh
) -> Decision:
    """What another matter does because of this one, admitted as any act is."""
    procedure = rules.procedures[other.matter.kind]
    action = procedure.actions[name]
    actor = Actor("matter", case.matter.id, case.matter.owner, (case.matter.kind,))
    admit(ready(other, rules, now, fresh), procedure, action, actor)
    return decide(other, action, actor, facts, now, rules, fresh)


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
