"""A selection round from outside: who may see it, recommend a unit, nominate itself, object to its list."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from jiandu.adapters import challenges, clock, table
from jiandu.adapters.ids import RandomIds
from jiandu.core.deadlines import shanghai_day
from jiandu.core.decide import ready
from jiandu.core.errors import Forbidden, Mistake, Unknown, invalid, missing
from jiandu.core.evidence import inspect
from jiandu.core.evidence_unfit import Unfit
from jiandu.core.forms import FORMS
from jiandu.core.forms.base import Form
from jiandu.core.forms.posted import values_of
from jiandu.core.matter import PUBLIC, Actor, Case, Matter, Organisation
from jiandu.core.procedure import Action, Procedure, rules_on
from jiandu.core.uploads import received
from jiandu.perform import Act, RawFile, perform, raw_files
from jiandu.requests import Request
from jiandu.settings import settings
from jiandu.submit import answered
from jiandu.views.points_round import UNSEEN

RECOMMENDS = ("agency", "guidance_body")


@dataclass(frozen=True, slots=True)
class Round:
    """A round as it stands now, with its procedure, its owner and its candidates."""

    case: Case
    procedure: Procedure
    owner: Organisation
    units: tuple[Matter, ...]


@dataclass(frozen=True, slots=True)
class Entrance:
    """The row by which somebody outside may act on a round, and as whom; ``given`` is what is told by who it is."""

    round: Round
    action: Action
    actor: Actor
    given: Mapping[str, Any]

    @property
    def form(self) -> type[Form]:
        return FORMS[str(self.action.form)]


def round_of(matter_id: str, now: datetime) -> Round:
    """A round that was approved; Missing for anything else, of which nobody outside learns."""
    case = table.load_case(matter_id)
    if case is None or case.matter.kind != "selection" or case.matter.state in UNSEEN or case.matter.disposed_on:
        raise missing("matter_id", "没有这次遴选。")
    rules = rules_on(case.matter.profile, shanghai_day(now))
    owner = table.load_organisation(case.matter.owner)
    assert owner is not None
    kept = (table.get(f"M#{child}", "MATTER") for child in sorted(case.matter.children))
    units = sorted((Matter.model_validate(item) for item in kept if item), key=lambda m: (m.opened_at, m.id))
    return Round(ready(case, rules, now, RandomIds()), rules.procedures["selection"], owner, tuple(units))


def nominating(request: Request, found: Round) -> Entrance:
    """A department recommends, where somebody of it is signed in; anybody else nominates his own unit, where the place
    has that.

    Unknown where only departments may and nobody is signed in, Forbidden for whoever else is.
    """
    if request.person is not None:
        actor = request.actor
        office = table.load_organisation(actor.organisation)
        if office is None or not _recommends(actor, office, found.owner):
            able = f"{found.owner.name}监督的业务主管部门、工商联"
            raise Forbidden(f"由{able}推荐。", Mistake("action", "role", f"您不是{able}的工作人员。"))
        recommender = replace(actor, roles=("recommender",), assists=found.owner.id)
        given = {"way": "recommended", "recommended_by": office.name}
        return Entrance(found, found.procedure.actions["recommend"], recommender, given)
    action = found.procedure.actions.get("nominate_self")
    if action is None:
        raise Unknown("本届由业务主管部门、工商联推荐，请登录后推荐。")
    return Entrance(found, action, PUBLIC, {"way": "self"})


def _recommends(actor: Actor, office: Organisation, owner: Organisation) -> bool:
    return office.kind in RECOMMENDS and office.bureau == owner.id and "respondent" in actor.roles


def objecting(found: Round) -> Entrance:
    """Anybody objects to the list, where the place has a notice; Missing where it has none."""
    action = found.procedure.actions.get("object_to_list")
    if action is None:
        raise missing("path", "本届不公示，没有这个地址。")
    return Entrance(found, action, PUBLIC, {})


def hand_in(request: Request, entrance: Entrance) -> Case:
    """What somebody outside hands in becomes an act on the round; the round after it.

    Raises Invalid, Conflict; TooMany where too many came from one address without a proof against robots.
    """
    matter, now = entrance.round.case.matter, clock.now()
    challenge = challenge_of(request, now) if entrance.actor == PUBLIC else None
    values = _inspected(entrance, values_of(entrance.form, request.values))
    return perform(
        Act(
            matter_id=matter.id,
            action=entrance.action.name,
            actor=entrance.actor,
            values={**values, **entrance.given},
            path=entrance.round.procedure.path(entrance.action, matter.id),
            now=now,
            idempotency_key=request.idempotency_key,
            outside=True,
            challenge=challenge,
        )
    )


def _inspected(entrance: Entrance, values: Mapping[str, Any]) -> dict[str, Any]:
    """A file that anybody sends is kept only where it passes as evidence would, without what its taker did not see."""
    sent = raw_files(values) if entrance.actor == PUBLIC else {}
    return {**values, **{field: _released(field, file) for field, file in sent.items()}}


def _released(field: str, file: RawFile) -> RawFile:
    suffix = received(field, file.name, file.body).name.rpartition(".")[2]
    try:
        return RawFile(file.name, inspect(suffix, file.body))
    except Unfit as unfit:
        raise invalid(field, "unfit", unfit.reason) from None


def challenge_of(request: Request, now: datetime) -> Mapping[str, Any] | None:
    """The challenge that was solved by somebody of the public, where one is asked for."""
    if settings().challenges == "off":
        return None
    by_hand = request.posted is not None and request.wants_html
    return answered(request.text(challenges.FIELD), request.source if by_hand else None, now)
