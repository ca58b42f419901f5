"""What a contact point and its bureau see of its work beside the list: advice by month, and what its leads became."""

from datetime import datetime
from typing import Any

from jiandu.adapters import arrivals, table
from jiandu.core.deadlines import shanghai_day
from jiandu.core.points_advice import by_month
from jiandu.core.procedure import rules_on
from jiandu.views.tracking import outcome_of

LATEST = 20


def advice(index: str, office: str, year: int) -> list[dict[str, Any]]:
    """The advice of a point (``inbox``) or of all points of a bureau (``work``), of this year and the last."""
    shelves = ("open", f"closed#{year}", f"closed#{year - 1}")
    return by_month(row for shelf in shelves for row in table.shelved(index, f"{office}#{shelf}"))


def leads(office: str, now: datetime) -> list[dict[str, str]]:
    """The latest complaints and leads a point handed in, each with its state and the last word meant for the public."""
    found, _ = arrivals.handed_in(office, "", LATEST)
    rows = []
    for matter in found:
        rules = rules_on(matter.profile, shanghai_day(now))
        case = table.load_case(matter.id)
        state = rules.procedures[matter.kind].states[matter.state]
        outcome = outcome_of(case, rules) if case else ""
        rows.append({"number": matter.number, "state_title": state, "outcome": outcome})
    return rows
