"""What a complainant sees by code: plain words, nothing of the inside."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from jiandu.core.daily_root import Receipt
from jiandu.core.deadlines import shanghai_day
from jiandu.core.forms import FORMS
from jiandu.core.forms.shown import shown
from jiandu.core.matter import Actor, Case, Event
from jiandu.core.procedure import Procedure, Rules
from jiandu.views.actions import Refused, action_view, possible
from jiandu.views.clocks import clock_view


def tracking_view(
    case: Case, children: Sequence[Case], rules: Rules, now: datetime, merged_into: Sequence[Case] = ()
) -> dict[str, Any]:
    """The contract of ``POST /complaints/track``: state, timeline and clocks meant for the public.

    ``merged_into`` is the complaint this one is handled with, and its cases: of them whatever does not concern their
    own complainant alone is shown too.
    """
    procedure = rules.procedures["complaint"]
    lines = [line for part in (case, *children) for line in _lines(part, rules)]
    lines += [line for part in merged_into for line in _lines(part, rules, shared=True)]
    return {
        "number": case.matter.number,
        "state": case.matter.state,
        "state_title": procedure.states[case.matter.state],
        "received_at": case.told.get("received_on") or case.matter.opened_at.isoformat(),
        "timeline": [line for _, line in sorted(lines, key=lambda row: row[0])],
        "clocks": [clock for part in (case, *children, *merged_into) for clock in _clocks(part, rules, now)],
    }


def tracking_actions(case: Case, rules: Rules, now: datetime, refused: Refused | None = None) -> list[dict[str, Any]]:
    """What the complainant may do by code, as forms; what was refused stays, so that nothing typed is lost."""
    procedure = rules.procedures["complaint"]
    today = shanghai_day(now)
    actor = Actor("complainant", case.matter.id)
    open_now = possible(case, procedure, actor, today).actions
    if refused and refused.action in procedure.actions and all(a.name != refused.action for a in open_now):
        open_now = [*open_now, procedure.actions[refused.action]]
    views = [action_view(case, procedure, a, today, {}, refused) for a in open_now]
    return [{**view, "path": f"/complaints/track/{view['name']}"} for view in views]


def tracking_proof(case: Case, rules: Rules, proof_of: Callable[[Event], dict[str, Any] | None]) -> dict[str, Any]:
    """存证证明: the receipt of what the complainant wrote, and of each event he sees the proof that it is on record.

    Of later events there is the hash of their leaf alone: their numbers would tell how many he does not see.
    """
    procedure, first = rules.procedures[case.matter.kind], case.events[0]
    seen = [(event, line) for event in case.events if (line := _line(event, procedure)) or event is first]
    own = first.actor == case.matter.id
    return {
        "v": 1,
        "number": case.matter.number,
        "receipt": Receipt.of(first).model_dump(mode="json") if own else None,
        "events": [
            {
                "at": event.recorded_at.isoformat(),
                "action": line["action"] if line else "",
                "proof": proof_of(event),
            }
            for event, line in seen
        ],
    }


def outcome_of(case: Case, rules: Rules) -> str:
    """The last public sentence of a complaint that does not concern its complainant alone; empty if there is none."""
    lines = _lines(case, rules, shared=True)
    return max(lines, key=lambda row: row[0])[1]["text"] if lines else ""


def _lines(case: Case, rules: Rules, shared: bool = False) -> list[tuple[tuple[datetime, int], dict[str, Any]]]:
    procedure = rules.procedures[case.matter.kind]
    personal = {name for name, action in procedure.actions.items() if action.personal} if shared else set()
    return [
        ((event.recorded_at, event.n), line)
        for event in case.events
        if event.action not in personal and (line := _line(event, procedure)) is not None
    ]


def _line(event: Event, procedure: Procedure) -> dict[str, Any] | None:
    """The public sentence of an act, with the facts the row lets out; None for what stays inside."""
    action = procedure.actions.get(event.action)
    if action is None:
        return None
    text = action.outcome(event.facts).public if action.by else action.effect.public
    if text is None:
        return None
    form = FORMS[action.form] if action.form else None
    facts = [row for row in shown(form, event.facts, {}) if row["name"] in action.public_facts]
    told = [f"{row['title']}：{row['value']}" for row in facts]
    return {
        "at": event.recorded_at.isoformat(),
        "action": procedure.letters[action.letter] if action.letter else action.title,
        "name": action.name,
        "text": "\n".join([text, *told]),
    }


def _clocks(case: Case, rules: Rules, now: datetime) -> list[dict[str, Any]]:
    procedure = rules.procedures[case.matter.kind]
    views = []
    for clock in case.clocks:
        kind = procedure.clocks[clock.name]
        own = case.matter.kind == "complaint"
        if clock.status != "running" or kind.right or not (own or kind.public):
            continue
        view = clock_view(clock, kind, now, explained=False)
        light = "green" if view["due"] is None else view["light"]
        title = "及时办理" if view["due"] is None else view["light_title"]
        views.append({"name": kind.title, "due": view["due"], "light": light, "light_title": title})
    return views
