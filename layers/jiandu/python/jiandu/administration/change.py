"""The use case of ``POST /admin/…``: gather, decide, apply, in one transaction."""

import random
import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from jiandu.adapters import register as book
from jiandu.adapters import table
from jiandu.adapters.once import Once, once
from jiandu.administration.scene import Scene, gather
from jiandu.administration.tasks import Outcome, task_at
from jiandu.core import offices, staff
from jiandu.core.errors import Busy, Conflict, Invalid, Mistake, invalid
from jiandu.core.forms.posted import values_of
from jiandu.core.forms.reading import read_form
from jiandu.core.matter import Actor, Organisation, Person
from jiandu.core.offices import Register
from jiandu.core.record import canonical
from jiandu.core.register import Subject, make_entry, name_of
from jiandu.views.offices import what_changed

PATIENCE = 20.0
TAKEN = {"short": offices.short_taken(), "certificate": staff.certificate_taken()}


@dataclass(frozen=True, slots=True)
class Change:
    """One request to change the register. ``version`` is that of the subject as the administrator saw it."""

    actor: Actor
    place: Mapping[str, str]
    action: str
    values: Mapping[str, Any]
    now: datetime
    version: int | None = None
    idempotency_key: str | None = None


def administer(change: Change) -> Subject:
    """Does the change and answers its subject after it.

    Raises Missing, Forbidden, Conflict, Invalid; Busy when rivals kept winning for 20 seconds.
    A repeated request under its idempotency key is answered without being done again.
    """
    until = time.monotonic() + PATIENCE
    while True:
        try:
            return _attempt(change)
        except table.Lost as lost:
            _refuse_taken(lost)
            if time.monotonic() > until:
                raise Busy("同一时间办理的人太多，请稍后再试。") from lost
        time.sleep(random.uniform(0, 0.05))


def _refuse_taken(lost: table.Lost) -> None:
    """What another holds alone is a mistake at its field; a lost turn is tried again."""
    for label in lost.labels & set(TAKEN):
        if "turn" not in lost.labels:
            raise Invalid(TAKEN[label].message, TAKEN[label]) from lost


def _attempt(change: Change) -> Subject:
    scene = gather(change.actor, change.place, change.now)
    if done := _done_before(change):
        return done
    task = task_at(scene, change.action)
    if not task.adds:
        _same_version(change, scene)
    outcome = task.decide(scene, read_form(task.form, values_of(task.form, change.values)))
    register = _strictly(scene.register)
    offices.keep_one_administrator(register, _with(register, outcome.after))
    return _apply(change, scene, outcome)


def _same_version(change: Change, scene: Scene) -> None:
    seen, current = change.version, scene.subject.version
    if seen is None:
        raise invalid("version", "required", "请提供您看到的版本号 version。")
    if seen != current:
        later = [e for e in scene.history if e.subject == name_of(scene.subject) and e.subject_version > seen]
        what = "；".join(what_changed(e, scene.register) for e in later)
        raise Conflict(
            f"您打开之后有了变化：{what or '版本不符'}。请核对后再办。",
            Mistake("version", "stale", f"您看到的是第{seen}版，现在是第{current}版。"),
        )


def _strictly(register: Register) -> Register:
    """The register with its administrators read anew: the list may lag behind a change just made."""
    seats = [i for i, person in register.people.items() if "administrator" in person.roles]
    fresh = {i: person for i in seats if (person := table.load_person(i))}
    return replace(register, people={**register.people, **fresh})


def _with(register: Register, after: Subject) -> Register:
    if isinstance(after, Person):
        return replace(register, people={**register.people, after.id: after})
    return replace(register, organisations={**register.organisations, after.id: after})


def _apply(change: Change, scene: Scene, outcome: Outcome) -> Subject:
    before, after = outcome.before, outcome.after
    if before:
        after = after.model_copy(update={"version": before.version + 1})
    new_record = before is None and isinstance(after, Organisation)
    entry = make_entry(
        () if new_record else scene.history,
        action=change.action,
        actor=change.actor,
        now=change.now,
        before=before,
        after=after,
        reason=outcome.reason,
    )
    transaction = table.Transaction()
    book.add_change(transaction, before, after, entry, scene.turn)
    if request := _request(change):
        request.add(transaction, subject=name_of(after))
    transaction.commit()
    return after


def _request(change: Change) -> Once | None:
    plain = {name: str(value) for name, value in change.values.items()}
    body = canonical([dict(change.place), change.action, change.version, plain])
    return once(change.actor.id, change.idempotency_key, body)


def _done_before(change: Change) -> Subject | None:
    """What this very request already made, or None."""
    request = _request(change)
    item = request.done() if request else None
    if item is None:
        return None
    kind, subject_id = str(item["subject"]).split(":", 1)
    return table.load_person(subject_id) if kind == "person" else table.load_organisation(subject_id)
