"""What an invited person sees with his code: his invitations and what he said to them, nothing of any file."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from jiandu.core.checks.invitees import INVITED_TO
from jiandu.core.deadlines import shanghai_day
from jiandu.core.forms import FORMS
from jiandu.core.forms.shown import shown
from jiandu.core.matter import Actor, Case, Event, Organisation
from jiandu.core.procedure import Action, Procedure, Rules
from jiandu.views.actions import Refused, action_view, possible

AWAITING = "awaiting"
OWN = {AWAITING: "answer_invitation", "accepted": "give_invitee_opinion"}


@dataclass(slots=True)
class Invitation:
    """One invitation with all that was said to it."""

    event: Event
    said: list[Event] = field(default_factory=list)

    @property
    def into(self) -> str:
        return str(self.event.facts["into"]).upper()

    @property
    def state(self) -> str:
        return next((str(e.facts["answer"]) for e in self.said if e.facts.get("answer")), AWAITING)


def invitations_of(case: Case) -> list[Invitation]:
    """Those without an answer first, then the latest; whoever declined and was asked again has two."""
    found: list[Invitation] = []
    for event in case.events:
        if event.action == "invite":
            found.append(Invitation(event))
        elif into := str(event.facts.get("into", "")).upper():
            next(one for one in reversed(found) if one.into == into).said.append(event)
    return sorted(found, key=lambda one: (one.state != AWAITING, -one.event.n))


def code_view(case: Case, code: str, address: str) -> dict[str, Any]:
    """The contract of ``POST /matters/{matter_id}/codes/{action}``: the code, told once."""
    matter = case.matter
    return {
        "id": matter.id,
        "number": matter.number,
        "path": f"/matters/{matter.id}",
        "version": matter.version,
        "code": code,
        "address": address,
        **_person(case),
    }


def invited_view(case: Case, owner: Organisation | None, rules: Rules, now: datetime) -> dict[str, Any]:
    """The contract of ``POST /invitations``."""
    return {
        "number": case.matter.number,
        "owner": owner.name if owner else "",
        **_person(case),
        "invitations": [_invitation(case, one, rules, now) for one in invitations_of(case)],
    }


def with_refused(view: dict[str, Any], case: Case, rules: Rules, now: datetime, refused: Refused) -> dict[str, Any]:
    """The same with what was typed in the form that was refused, at the latest invitation it was meant for."""
    into = (refused.given.last("into") or "").upper()
    action = rules.procedures[case.matter.kind].actions.get(refused.action)
    meant = max((one for one in view["invitations"] if one["into"] == into), key=lambda one: one["n"], default=None)
    if action is None or meant is None:
        return view
    again = {**meant, "blocked": None, "action": _form(case, action, into, rules, now, refused)}
    return {**view, "invitations": [again if one is meant else one for one in view["invitations"]]}


def _person(case: Case) -> dict[str, Any]:
    told, marks = case.facts_of("begin") or {}, case.matter.marks
    return {
        "invited": case.matter.title,
        "category_title": _chosen("invitee", "category", marks["category"]),
        "unit": str(told.get("unit", "")),
        "first_day": marks["first_day"],
        "last_day": marks["last_day"],
    }


def _chosen(form: str, name: str, value: str) -> str:
    """What a value of a form's choice is called."""
    return str(shown(FORMS[form], {name: value}, {})[0]["value"])


def _invitation(case: Case, one: Invitation, rules: Rules, now: datetime) -> dict[str, Any]:
    procedure, facts = rules.procedures[case.matter.kind], one.event.facts
    action, blocked = _open_now(case, one, procedure, now)
    return {
        "n": one.event.n,
        "into": one.into,
        "kind_title": _kind_title(one.into, rules),
        "called": str(facts.get("called", "")),
        "occasion": str(facts["occasion"]),
        "held_on": facts.get("held_on"),
        "place": str(facts.get("place", "")),
        "invited_at": one.event.recorded_at.isoformat(),
        "state": one.state,
        "state_title": "等待您答复" if one.state == AWAITING else _chosen("invitee_answer", "answer", one.state),
        "said": [_said(event, procedure) for event in one.said],
        "action": _form(case, action, one.into, rules, now) if action else None,
        "blocked": blocked,
    }


def _kind_title(number: str, rules: Rules) -> str:
    """What sort of matter a number belongs to: of that the invited person is told no more."""
    kinds = (rules.procedures[kind] for kind in INVITED_TO if kind in rules.procedures)
    return next((procedure.title for procedure in kinds if number.startswith(procedure.prefix)), "")


def _open_now(case: Case, one: Invitation, procedure: Procedure, now: datetime) -> tuple[Action | None, str | None]:
    """What he may do about it now; else why not, where it is not only over."""
    wanted = OWN.get(one.state)
    found = possible(case, procedure, Actor("invited_person", case.matter.id), shanghai_day(now))
    action = next((a for a in found.actions if a.name == wanted), None)
    return action, next((row["reason"] for row in found.blocked if row["name"] == wanted), None)


def _form(
    case: Case, action: Action, into: str, rules: Rules, now: datetime, refused: Refused | None = None
) -> dict[str, Any]:
    """The form with the invitation it is about already in it."""
    view = action_view(case, rules.procedures[case.matter.kind], action, shanghai_day(now), {}, refused)
    fields = [{**f, "widget": "hidden", "value": into} if f["name"] == "into" else f for f in view["fields"]]
    return {**view, "path": f"/invitations/{action.name}", "fields": fields}


def _said(event: Event, procedure: Procedure) -> dict[str, Any]:
    """An answer or opinion as it is on record; ``own`` is whether he gave it with his code."""
    action = procedure.actions[event.action]
    rows = shown(FORMS[str(action.form)], event.facts, {})
    return {
        "at": event.recorded_at.isoformat(),
        "title": action.title,
        "own": bool(event.facts.get("in_person")),
        "facts": [
            {"title": row["title"], "value": row["value"]} for row in rows if row["name"] not in ("into", "in_person")
        ],
    }
