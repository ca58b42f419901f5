"""Contact points gathered from the shelves of the work index: for the public, for their bureau, and one by itself."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from jiandu.adapters import table
from jiandu.core.access import may, standing
from jiandu.core.admit import in_place
from jiandu.core.deadlines import shanghai_day
from jiandu.core.errors import Forbidden, Invalid, Mistake, invalid
from jiandu.core.matter import Actor, Case, Matter, Organisation
from jiandu.core.points import KIND, YEARS_TOLD, raised
from jiandu.core.procedure import Rules, rules_on
from jiandu.settings import settings
from jiandu.views.points import bureau_view, point_view, public_view
from jiandu.views.points_round import open_rounds

MINUTES_KEPT = 5

Line = Mapping[str, Any]


def overlapping() -> Invalid:
    """Another term of the same contact point has some of the days."""
    return invalid("first_day", "no_overlap", "该单位另有聘期，起止日期重叠；请核对聘期起始日。")


def open_of_point(term: Matter) -> Iterator[Line]:
    """What the contact point of a term raised and is still open."""
    return (row for row in table.shelved("work", f"{term.owner}#open") if _raised_by(row, term.respondent))


def _raised_by(row: Line, organisation: str) -> bool:
    """Whether a line is of something a contact point raised: it is about itself, or bears its mark."""
    of_point = organisation in (row["respondent"], row.get("marks", {}).get("point"))
    return of_point and row["kind"] != KIND


def with_raised(case: Case, today: date) -> Case:
    """A term with the lines of what its contact point raised since it began; any other matter as it is."""
    matter = case.matter
    if matter.kind != KIND or matter.disposed_on:
        return case
    first = int(matter.marks.get("first_day", str(today))[:4])
    rows = table.open_and_closed("work", matter.owner, first, today.year)
    return replace(case, raised=tuple(row for row in rows if _raised_by(row, matter.respondent)))


def evaluates(case: Case, rules: Rules, actor: Actor) -> bool:
    """Whether the actor may evaluate a contact point as its term stands."""
    procedure = rules.procedures[case.matter.kind]
    row = procedure.actions.get("evaluate_point")
    return row is not None and in_place(case, procedure, row) and standing(actor, row.who, case.matter) is not None


def with_proposal(case: Case, today: date) -> Case:
    """A term with what its evaluation is proposed from, while it may be evaluated; else as it is."""
    return case if case.matter.letter else with_raised(case, today)


def public_points(district: str, trade: str, now: datetime) -> dict[str, Any]:
    """What anybody may know: who the points are and how to reach them, which were revoked, what they raised in sum,
    and the rounds in which points are chosen now.

    Some minutes old at most, so that asking again and again costs nothing; of this moment where the clock is moved by
    hand.
    """
    whole = now.replace(minute=now.minute // MINUTES_KEPT * MINUTES_KEPT, second=0, microsecond=0)
    points, told, rounds, names = _public(now if settings().business_clock == "movable" else whole)
    return {**public_view(points, told, names, district, trade, shanghai_day(now)), "rounds": rounds}


@lru_cache(maxsize=1)
def _public(at: datetime) -> tuple[list[Line], list[Line], list[dict[str, str]], Mapping[str, str]]:
    """The points of all places, what they raised, the open rounds, and the names of the organisations."""
    organisations, today = table.list_organisations(), shanghai_day(at)
    points: list[Line] = []
    told: list[Line] = []
    rounds: list[dict[str, str]] = []
    for office in organisations:
        if office.kind == "bureau" and _has_points(office, today):
            rows = list(table.open_and_closed("work", office.id, today.year - YEARS_TOLD + 1, today.year))
            points += [row for row in rows if row["kind"] == KIND]
            told += _of_points(rows, organisations)
            rounds += open_rounds(rows, rules_on(office.profile, today).procedures, office.name)
    return points, told, rounds, {o.id: o.name for o in organisations}


def _has_points(office: Organisation, today: date) -> bool:
    """Whether the place of a bureau has contact points."""
    return bool(office.profile) and KIND in rules_on(office.profile, today).procedures


def _of_points(rows: Iterable[Line], organisations: Iterable[Organisation]) -> list[Line]:
    """The lines of what contact points raised: what they began, and their complaints."""
    points = {o.id for o in organisations if o.kind == KIND}
    return [
        row
        for row in rows
        if not row.get("confined") and raised(row) and {row["respondent"], row.get("marks", {}).get("point")} & points
    ]


def points_of_bureau(actor: Actor, now: datetime) -> dict[str, Any]:
    """Coverage, contact and what is raised in common; Forbidden for whoever is of no bureau.

    A county bureau sees its own points, and those of the bureau above that lie in its county.
    """
    organisations, today = table.list_organisations(), shanghai_day(now)
    office = next((o for o in organisations if o.id == actor.organisation), None)
    if office is None or not may(actor, "points", office):
        raise Forbidden("联系点总表由司法行政机关查看。", Mistake("action", "role", "您不是司法行政机关的工作人员。"))
    rules = rules_on(office.profile, today)
    own = [row for row in table.open_and_closed("work", office.id, today.year, today.year) if not row.get("confined")]
    points = [row for row in own if row["kind"] == KIND and not row.get("closed_at")]
    told = _of_points(own, organisations)
    if office.bureau:
        points += [row for row in table.shelved("work", f"{office.bureau}#open") if _in_county(row, actor)]
    return bureau_view(office.name, points, told, rules, {o.id: o.name for o in organisations}, today)


def _in_county(row: Line, actor: Actor) -> bool:
    return row["kind"] == KIND and may(actor, "matter", Matter.model_validate(row))


def point_record(case: Case, rules: Rules, actor: Actor, now: datetime) -> dict[str, Any]:
    """The record of one contact point, for whoever sees its term."""
    names = {o.id: o.name for o in table.list_organisations()}
    gathered = with_raised(replace(case, choices=rules.choices), shanghai_day(now))
    return point_view(gathered, rules, actor, names)
