"""Choices that are data: which agencies, which officers."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from jiandu.core.checks.coordination import coordinator, may_take_part
from jiandu.core.checks.disputes import may_be_copied, may_coordinate, taking_part
from jiandu.core.checks.offices import own_agency
from jiandu.core.checks.points_round import plan_of, unanswered
from jiandu.core.chinese import chinese_date
from jiandu.core.matter import Case, Matter, Organisation, Person
from jiandu.core.offices import LEVELS
from jiandu.core.points_balance import numbered
from jiandu.core.procedure import Procedure
from jiandu.core.routing import parties

Option = dict[str, str]


def agencies(organisations: Iterable[Organisation]) -> list[Option]:
    """Open agencies and lower governments a complaint may name, grouped by level."""
    return [by_level(o) for o in organisations if o.open and o.bureau and o.kind in ("agency", "government")]


def by_level(organisation: Organisation) -> Option:
    """An organisation as a choice among others of its level."""
    return {"value": organisation.id, "title": organisation.name, "group": LEVELS.get(organisation.level, "")}


def supervisors(people: Iterable[Person], owner: str) -> list[Option]:
    """The bureau's supervisors, for assignment."""
    return [{"value": p.id, "title": p.name} for p in people if p.organisation == owner and "supervisor" in p.roles]


def running(case: Case, procedure: Procedure) -> list[Option]:
    """The agency's periods that run towards a day, for a longer one."""
    owed = {name for name, kind in procedure.clocks.items() if kind.owed_by == "respondent" and not kind.right}
    return _dated(case, procedure, owed)


def _dated(case: Case, procedure: Procedure, names: set[str]) -> list[Option]:
    return [
        {"value": c.key, "title": f"{procedure.clocks[c.name].title}（{chinese_date(c.due)}届满）"}
        for c in case.clocks
        if c.status == "running" and c.due and c.name in names
    ]


def offered(titles: Mapping[str, str]) -> list[Option]:
    """A place's own list as choices."""
    return [{"value": value, "title": title} for value, title in titles.items()]


def of_case(
    case: Case, procedure: Procedure, organisations: Iterable[Organisation], people: Iterable[Person]
) -> dict[str, list[Option]]:
    """The choices that depend on the matter: its officers, its clocks, the offices around its owner."""
    matter, all_offices = case.matter, list(organisations)
    by_id = {o.id: o for o in all_offices}
    names = {p.id: p.name for p in people}
    own = [p for p in people if p.organisation == matter.owner]
    respondent = by_id.get(matter.respondent)
    department = by_id.get(respondent.parent or "") if respondent else None
    above = [department] if department and department.kind == "agency" else []
    bureaus = [o for o in all_offices if o.kind == "bureau" and o.open and o.id != matter.owner]
    supervised = [o for o in all_offices if o.bureau == matter.owner and o.open]
    return {
        "supervisors": supervisors(own, matter.owner),
        "staff": [{"value": p.id, "title": p.name} for p in own],
        "officers": [{"value": p, "title": names.get(p, p)} for p in matter.officers],
        "offices": [{"value": o.id, "title": o.name} for o in (*bureaus, *above)],
        "lower_bureaus": [{"value": o.id, "title": o.name} for o in supervised if o.kind == "bureau"],
        "guidance_bodies": [{"value": o.id, "title": o.name} for o in supervised if o.kind == "guidance_body"],
        "departments": [{"value": o.id, "title": o.name} for o in supervised if o.kind in ("agency", "government")],
        "own_agencies": [{"value": o.id, "title": o.name} for o in supervised if own_agency(o)],
        "clocks": running(case, procedure),
        "tasks": _dated(case, procedure, {"task"}),
        "contact_points": [{"value": o.id, "title": o.name} for o in supervised if o.kind == "contact_point"],
        **(of_dispute(replace(case, people={p.id: p for p in people}), by_id) if matter.kind == "dispute" else {}),
        **(of_coordination(case, by_id) if matter.kind == "coordination" else {}),
        **(of_round(case) if matter.kind == "selection" else {}),
    }


def of_dispute(case: Case, around: Mapping[str, Organisation]) -> dict[str, list[Option]]:
    """With whom an agency may have a dispute, who handles it or may be asked to recuse, and who gets a copy of what
    comes of it.
    """
    applicant = around.get(case.matter.respondent)
    near = parties(applicant, around) if applicant else []
    asked = [who for who, state in case.matter.recusals.items() if state == "asked" and who in case.people]
    part = {who: f"{case.people[who].name}（{role}）" for who, role in taking_part(case).items()}
    return {
        "coordinators": [{"value": p.id, "title": p.name} for p in may_coordinate(case).values()],
        "taking_part": offered(part),
        "asked_to_recuse": offered({who: case.people[who].name for who in asked}),
        "dispute_parties": list(map(by_level, near)),
        "copied_bodies": [{"value": o.id, "title": o.name} for o in may_be_copied(case, around)],
    }


def of_coordination(case: Case, around: Mapping[str, Organisation]) -> dict[str, list[Option]]:
    """Whom one may ask to take part in a coordination matter."""
    body = coordinator(replace(case, organisations=around)) or around[case.matter.owner]
    able = [o for o in may_take_part(body, around) if o.id != case.matter.respondent]
    return {"participants": list(map(by_level, able))}


def of_round(case: Case) -> dict[str, list[Option]]:
    """Trades and districts of a selection round's plan, and the objections to its list that wait for an answer."""
    plan = plan_of(case)
    if not plan:
        return {}
    open_ones = {str(e.n): f"第{e.n}号记录：{str(e.facts['facts'])[:30]}" for e in unanswered(case)}
    return {
        "round_trades": offered({name: name for name in numbered(plan["entities"])}),
        "round_districts": offered({name: name for name in numbered(plan["districts"])}),
        "list_objections": offered(open_ones),
    }


def candidates(children: Iterable[Matter], *states: str) -> list[Option]:
    """The units of a round that are in one of these states."""
    return [{"value": m.id, "title": m.title} for m in children if m.kind == "candidacy" and m.state in states]
