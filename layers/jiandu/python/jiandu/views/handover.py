"""移交清单: every matter handed over as it stood at that moment, to be printed and signed by both sides."""

from collections.abc import Mapping
from typing import Any

from jiandu.core.deadlines import shanghai_day
from jiandu.core.matter import Case
from jiandu.core.procedure import Rules


def handover_list(
    case: Case, rules: Rules, organisations: Mapping[str, str], people: Mapping[str, str]
) -> dict[str, Any]:
    """The contract of ``GET /handovers/{matter_id}/list``; what could not be handed over any more is marked."""
    facts = case.facts_of("begin") or {}
    return {
        "number": case.matter.number,
        "office": organisations.get(case.matter.owner, ""),
        "path": f"/matters/{case.matter.id}",
        "handed_on": shanghai_day(case.matter.opened_at).isoformat(),
        "from_person": people.get(facts["from_person"], facts["from_person"]),
        "to_person": people.get(facts["to_person"], facts["to_person"]),
        "reason": facts["reason"],
        "left": case.errands_left,
        "items": [_row(row, rules, organisations, row["matter"] in case.errands_refused) for row in case.handed],
    }


def _row(row: Mapping[str, Any], rules: Rules, organisations: Mapping[str, str], refused: bool) -> dict[str, Any]:
    procedure = rules.procedures[row["kind"]]
    return {
        "number": row["number"],
        "path": f"/matters/{row['matter']}",
        "kind_title": procedure.title,
        "respondent": organisations.get(row["respondent"], ""),
        "state_title": procedure.states[row["state"]],
        "due_on": row.get("due_on"),
        "refused": refused,
    }
