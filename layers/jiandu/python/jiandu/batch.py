"""The use case of ``POST /batches``: one act on many matters, each in a transaction of its own.

What is done stays done when time runs out: the same request again, under its key, goes on with the rest.
"""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from jiandu.adapters import table
from jiandu.core.access import may
from jiandu.core.choices import misfits
from jiandu.core.deadlines import shanghai_day
from jiandu.core.errors import Busy, Forbidden, Invalid, JianduError, Mistake, invalid, missing
from jiandu.core.forms import FORMS
from jiandu.core.forms.base import Form
from jiandu.core.forms.reading import read_form
from jiandu.core.matter import Actor, Matter
from jiandu.core.procedure import Action, Rules, rules_on
from jiandu.oversight import overseeing
from jiandu.perform import Act, perform, with_files

MOST = 50
SECONDS = 16.0


@dataclass(frozen=True, slots=True)
class Chosen:
    """One matter of a batch at the version that was seen."""

    id: str
    version: int


@dataclass(frozen=True, slots=True)
class Batch:
    """One request: the act, the matters it is done on, and the facts all have in common."""

    action: str
    chosen: tuple[Chosen, ...]
    actor: Actor
    values: Mapping[str, Any]
    key: str
    now: datetime


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one matter: ``done``, ``refused`` with the reason, or ``left`` because time was up."""

    id: str
    number: str
    outcome: str
    detail: str = ""
    mistakes: tuple[Mistake, ...] = ()


def action_of(actor: Actor, name: str, now: datetime) -> tuple[Rules, Action]:
    """The row a batch does; Forbidden for whoever supervises nobody, Invalid for what is not done on many at once."""
    office = table.load_organisation(actor.organisation)
    if office is None or not may(actor, "batches", office):
        raise Forbidden("批量办理限行政执法监督机构。", Mistake("action", "role", "您不是行政执法监督机构的工作人员。"))
    rules = rules_on(office.profile, shanghai_day(now))
    found = [p.actions[name] for p in rules.procedures.values() if name in p.actions and p.actions[name].batch]
    if not found:
        raise invalid("action", "batch", "这个办理动作不能批量办理，请逐件办理。")
    return rules, found[0]


def form_of(action: Action) -> type[Form]:
    """The form of the facts all matters have in common."""
    return FORMS[str(action.form)]


def known(actor: Actor, matter_id: str) -> Matter | None:
    """The matter, if the actor sees it."""
    item = table.get(f"M#{matter_id}", "MATTER")
    matter = Matter.model_validate(item) if item else None
    return matter if matter and may(overseeing(actor, matter), "matter", matter) else None


def run(batch: Batch, seconds: float = SECONDS) -> list[Result]:
    """Does the act on each matter in turn, within ``seconds``; Invalid, with nothing done, for a mistake in common."""
    rules, action = action_of(batch.actor, batch.action, batch.now)
    _examine(batch, rules, action)
    until = time.monotonic() + seconds
    return [_one(batch, chosen) if time.monotonic() < until else _left(batch, chosen) for chosen in batch.chosen]


def _examine(batch: Batch, rules: Rules, action: Action) -> None:
    if not 1 <= len(batch.chosen) <= MOST:
        raise invalid("matters", "between", f"一次批量办理 1 至 {MOST} 件，请重新勾选。")
    if len({chosen.id for chosen in batch.chosen}) < len(batch.chosen):
        raise invalid("matters", "unique", "同一事项只能勾选一次。")
    form = form_of(action)
    facts = read_form(form, with_files(form, batch.values)).model_dump(mode="json")
    if mistakes := misfits(form, facts, rules.choices):
        raise Invalid("填写有误，请更正后再提交。", *mistakes)
    if facts.get("number") and len(batch.chosen) > 1:
        raise invalid("number", "one_by_one", "一个文号只用于一份文书：文号由办公系统编定的，请逐件签发。")


def _one(batch: Batch, chosen: Chosen) -> Result:
    matter = known(batch.actor, chosen.id)
    try:
        if matter is None:
            raise missing("matter_id", "没有这个事项。")
        perform(_act(batch, chosen, matter))
    except Busy:
        return _left(batch, chosen)
    except JianduError as refusal:
        number = matter.number if matter else ""
        return Result(chosen.id, number, "refused", refusal.detail, refusal.mistakes)
    return Result(chosen.id, matter.number, "done")


def _act(batch: Batch, chosen: Chosen, matter: Matter) -> Act:
    procedure = rules_on(matter.profile, shanghai_day(batch.now)).procedures[matter.kind]
    action = procedure.actions.get(batch.action)
    if action is None or not action.batch:
        raise invalid("action", "batch", f"{procedure.title}没有这个批量办理动作。")
    return Act(
        matter_id=chosen.id,
        action=batch.action,
        actor=batch.actor,
        values=batch.values,
        path=procedure.path(action, chosen.id),
        now=batch.now,
        version=chosen.version,
        idempotency_key=f"{batch.key}#{chosen.id}",
    )


def _left(batch: Batch, chosen: Chosen) -> Result:
    matter = known(batch.actor, chosen.id)
    return Result(chosen.id, matter.number if matter else "", "left", "时间已到，还没有办理；请原样再次提交。")
