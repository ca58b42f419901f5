"""The room of a dispute: what each side holds, with its articles and statements, side by side."""

from collections.abc import Mapping
from typing import Any

from jiandu.core.checks.disputes import spoken_by
from jiandu.core.forms import FORMS
from jiandu.core.forms.shown import shown
from jiandu.core.matter import Case

APPLIED = ("begin", "complete_application")
OWN = ("own_view", "own_basis")
TOLD = ("other_view", "other_basis")
FORM = {
    "state_view": "dispute_view",
    "add_statement": "dispute_statement",
    "act_in_danger": "urgent_act",
    "answer_joint_opinion": "joint_opinion_answer",
    "enter_view": "dispute_view",
    "enter_joint_answer": "joint_opinion_answer",
}


def positions(case: Case, names: Mapping[str, str]) -> list[dict[str, Any]]:
    """[{by, role, facts: [{title, value}]}] of the applicant and of the other party; empty for any other matter."""
    matter = case.matter
    if matter.kind != "dispute" or matter.disposed_on:
        return []
    told = case.facts_of(*APPLIED) or {}
    form = FORMS["dispute_application"]
    rows = shown(form, told, {})
    own = [{"title": row["title"], "value": row["value"]} for row in rows if row["name"] in OWN]
    other = [{"title": f"申请所述：{row['title']}", "value": row["value"]} for row in rows if row["name"] in TOLD]
    sides = ((matter.respondent, "申请一方", own), (matter.marks["other_party"], "另一方", other))
    return [
        {"by": names.get(party, ""), "role": role, "facts": [*first, *_said(case, party)]}
        for party, role, first in sides
    ]


def _said(case: Case, party: str) -> list[dict[str, str]]:
    """What a party itself put in afterwards, in order."""
    return [
        {"title": row["title"], "value": row["value"]}
        for event in case.events
        if event.action in FORM and spoken_by(case, event) == party
        for row in shown(FORMS[FORM[event.action]], event.facts, {})
    ]
