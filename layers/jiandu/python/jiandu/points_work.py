"""What a contact point's work is counted by, and what it and its bureau see beside the list: advice, leads."""

from datetime import date, datetime
from typing import Any

from jiandu.adapters import arrivals, table
from jiandu.core.deadlines import shanghai_day
from jiandu.core.errors import Forbidden, Mistake
from jiandu.core.forms.intake import CATEGORIES
from jiandu.core.matter import Organisation
from jiandu.core.points_advice import by_month
from jiandu.core.procedure import rules_on
from jiandu.views.tracking import outcome_of

LATEST = 10
CHOSEN_FOR = ("trade", "district")


def term_over(point: str, today: date) -> bool:
    """Whether the latest term of a contact point is over, by its last day or before it; not where none is on record."""
    return _over(*_latest_term(point), today)


def while_serving(office: Organisation, today: date) -> dict[str, str]:
    """The trade and district a contact point was chosen for, by its latest term; of no other office anything.

    Forbidden for a contact point whose term is over: it begins nothing new and hands in no leads as one.
    """
    if office.kind != "contact_point":
        return {}
    term, matter = _latest_term(office.id)
    if _over(term, matter, today):
        message = "本单位的联系点聘期已经结束，不能再以联系点名义提出；已经提出的可以继续办理，其他请直接投诉举报。"
        raise Forbidden(message, Mistake("action", "term_over", "联系点聘期届满、更换或者已被撤销。"))
    return _chosen_for(matter)


def _latest_term(point: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """Until when the latest term of a point is claimed, and its matter; empty where none is on record."""
    term = table.get(f"TERM#{point}", "TERM") or {}
    return term, (table.get(f"M#{term['matter']}", "MATTER") or {}) if term else {}


def _over(term: dict[str, Any], matter: dict[str, Any], today: date) -> bool:
    return bool(term) and (bool(matter.get("closed_at")) or str(term["ends_on"]) < today.isoformat())


def _chosen_for(matter: dict[str, Any]) -> dict[str, str]:
    marks = matter.get("marks", {})
    return {name: str(marks[name]) for name in CHOSEN_FOR if name in marks}


def marks_of_lead(point: str, category: str) -> dict[str, str]:
    """What a complaint or lead of a contact point is counted by: a use of its right to supervise acts (art. 29(3))."""
    _, matter = _latest_term(point)
    return {**_chosen_for(matter), "point": point, "subject": CATEGORIES[category], "participation": "right_3"}


def advice(index: str, office: str, year: int) -> list[dict[str, Any]]:
    """The advice of a point (``inbox``) or of all points of a bureau (``work``), of this year and the last."""
    return by_month(table.open_and_closed(index, office, year - 1, year))


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
