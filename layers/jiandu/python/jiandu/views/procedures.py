"""Procedures as the public reads them: the drawing, and each action as a row."""

from typing import Any

from jiandu.core.access import ROLES
from jiandu.core.compose import cite, title_of
from jiandu.core.flow import Chart, chart, numbers, period, started, targets
from jiandu.core.forms import FORMS
from jiandu.core.procedure import Action, Procedure, Rules


def listed(rules: Rules) -> dict[str, Any]:
    """A profile with the path of each of its procedures."""
    kinds = [
        {"kind": kind, "title": procedure.title, "path": f"/procedures/{rules.profile}/{kind}"}
        for kind, procedure in rules.procedures.items()
    ]
    return {"profile": rules.profile, "title": rules.title, "procedures": kinds}


def procedure_view(rules: Rules, procedure: Procedure) -> tuple[dict[str, Any], Chart]:
    """A procedure under a profile: its states, clocks and actions; and its drawing."""
    number = numbers(procedure)
    view = {
        "profile": rules.profile,
        "profile_title": rules.title,
        "kind": procedure.kind,
        "title": procedure.title,
        "valid_from": rules.valid_from.isoformat(),
        "valid_to": rules.valid_to.isoformat() if rules.valid_to else None,
        "states": [
            {"name": name, "title": title, "ends": name in procedure.ends} for name, title in procedure.states.items()
        ],
        "clocks": [_clock(rules, procedure, name) for name in procedure.clocks if name in rules.values],
        "actions": [_action(rules, procedure, a, number[a.name]) for a in procedure.actions.values()],
    }
    return view, chart(procedure, rules.values)


def _clock(rules: Rules, procedure: Procedure, name: str) -> dict[str, Any]:
    kind, value = procedure.clocks[name], rules.values[name]
    return {
        "name": name,
        "title": kind.title,
        "owed_by": "行政执法机关" if kind.owed_by == "respondent" else "行政执法监督机构",
        "period": period(value),
        "late": kind.late,
        "basis": cite(value.basis),
    }


def _action(rules: Rules, procedure: Procedure, action: Action, number: int) -> dict[str, Any]:
    return {
        "number": number,
        "name": action.name,
        "title": action.title,
        "who": [ROLES[role] for role in action.who],
        "from": [procedure.states[state] for state in action.states],
        "from_stage": [_stage(procedure, stage) for stage in action.at_stage],
        "to": [procedure.states[state] for state in targets(action)],
        "to_stage": _stage(procedure, action.effect.stage) if action.effect.stage is not None else None,
        "form": [str(f.title) for f in FORMS[action.form].model_fields.values()] if action.form else [],
        "documents": [title_of(kind) for kind in _documents(action)],
        "starts": [_begun(rules, procedure, name) for name in started(action)],
        "stops": [procedure.clocks[name].title for name in action.stops],
        "basis": cite(action.basis),
        "articles": [{"citation": article.citation, "number": article.number} for article in action.basis],
    }


def _documents(action: Action) -> dict[str, None]:
    effects = [action.effect, *action.cases.values()]
    return dict.fromkeys(kind for effect in effects for kind in effect.documents)


def _begun(rules: Rules, procedure: Procedure, name: str) -> str:
    value = rules.values.get(name)
    return f"{procedure.clocks[name].title}（{period(value) if value else '本地没有规定'}）"


def _stage(procedure: Procedure, stage: str) -> str:
    """拟稿中 of urging.drafting; the empty stage is that no letter is in preparation."""
    return procedure.stages[stage.rsplit(".", 1)[1]] if stage else "没有在办文书"
