"""A selection round: how its candidates spread over trade, district and size, and what the public sees of it."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from jiandu.core.checks.points_round import plan_of, term_days
from jiandu.core.matter import Case, Matter
from jiandu.core.points import CATEGORIES, SIZES
from jiandu.core.points_balance import apportioned, balance, counted, numbered
from jiandu.core.procedure import Procedure

OUT = ("eliminated", "not_chosen", "withdrawn")
FAR = ("shortlisted", "chosen", "listed", "appointed")
ON_LIST = {"noticed": ("chosen",), "in_term": ("listed", "appointed"), "ended": ("listed", "appointed")}
OPEN_TO_ALL = ("nominating", "noticed")
UNSEEN = ("planned", "dropped")
CHART = 100


def targets_of(plan: Mapping[str, Any]) -> dict[str, dict[str, int]]:
    """How many points are planned of each trade, district and size."""
    adjusted = numbered(str(plan.get("trade_places", "")))
    return {
        "trade": adjusted or apportioned(numbered(plan["entities"]), int(plan["places"])),
        "district": numbered(plan["districts"]),
        "size": {size: int(plan.get(size, 0)) for size in SIZES},
    }


def balance_view(case: Case, linked: Iterable[Matter]) -> list[dict[str, Any]]:
    """For each of trade, district and size a table with its chart: target, candidates still in, and those come through.

    Empty for every other kind of matter, and for a round that was disposed of. Bars are in hundredths of the longest.
    """
    plan = plan_of(case)
    if case.matter.kind != "selection" or not plan:
        return []
    units = [m for m in linked if m.kind == "candidacy" and m.state not in OUT]
    through = [m.marks for m in units if m.state in FAR]
    tables = []
    titles = {"trade": "行业", "district": "县（市、区）", "size": "规模"}
    for name, targets in targets_of(plan).items():
        rows = balance(targets, counted((m.marks for m in units), name), counted(through, name))
        tables.append({"title": titles[name], "rows": _bars(rows)})
    return tables


def _bars(rows: list[tuple[str, int | None, list[int]]]) -> list[dict[str, Any]]:
    longest = max((n for _, target, counts in rows for n in (target or 0, *counts)), default=0) or 1
    return [
        {
            "name": SIZES.get(name, name),
            "target": target,
            "candidates": counts[0],
            "chosen": counts[1],
            "bars": [round(n * CHART / longest) for n in (target or 0, *counts)],
        }
        for name, target, counts in rows
    ]


def round_view(case: Case, procedure: Procedure, units: Iterable[Matter], owner: str) -> dict[str, Any]:
    """What anybody may know of a round: its plan, its notice, its list; of a candidate nothing before the notice."""
    matter, plan = case.matter, plan_of(case)
    notice = next((c for c in case.clocks if c.name == "list_notice"), None)
    term = term_days(case)
    window = next((c for c in case.clocks if c.name == "nominations"), None)
    base = f"/contact-points/rounds/{matter.id}"
    nominating = matter.state == "nominating" and window is not None and window.status == "running"
    noticed = matter.state == "noticed" and notice is not None and notice.status == "running"
    return {
        "id": matter.id,
        "number": matter.number,
        "title": matter.title,
        "owner": owner,
        "state": matter.state,
        "state_title": procedure.states[matter.state],
        "need": plan["need"],
        "places": int(plan["places"]),
        "trades": [{"name": name, "places": n} for name, n in targets_of(plan)["trade"].items()],
        "nominations_until": str(plan["due_on"]),
        "nominate": f"{base}/candidates" if nominating else None,
        "self_nomination": "nominate_self" in procedure.actions,
        "notice": _days(notice.started_on, notice.due) if notice and notice.due else None,
        "object": f"{base}/objections" if noticed else None,
        "contact": (case.facts_of("give_notice") or {}).get("contact"),
        "term": _days(*term) if term else None,
        "units": [_unit(m) for m in units if m.state in ON_LIST.get(matter.state, ())],
    }


def open_rounds(
    lines: Iterable[Mapping[str, Any]], procedures: Mapping[str, Procedure], office: str
) -> list[dict[str, str]]:
    """The rounds among the lines of an office in which anybody outside may do something now."""
    return [
        {
            "title": row["title"],
            "office": office,
            "state_title": procedures["selection"].states[row["state"]],
            "path": f"/contact-points/rounds/{row['id']}",
        }
        for row in lines
        if row["kind"] == "selection" and row["state"] in OPEN_TO_ALL
    ]


def _days(first: date, last: date) -> dict[str, str]:
    return {"first": first.isoformat(), "last": last.isoformat()}


def _unit(matter: Matter) -> dict[str, str]:
    marks = matter.marks
    return {
        "title": matter.title,
        "category": CATEGORIES[marks["category"]],
        "trade": marks["trade"],
        "district": marks["district"],
        "size": SIZES[marks["size"]],
    }
