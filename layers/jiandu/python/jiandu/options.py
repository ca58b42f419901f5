"""Choices that are data: which agencies, which officers."""

from collections.abc import Iterable, Mapping

from jiandu.core.chinese import chinese_date
from jiandu.core.matter import Case, Organisation, Person
from jiandu.core.procedure import Procedure

Option = dict[str, str]
LEVELS = {"city": "市级", "county": "县级", "township": "乡镇"}


def agencies(organisations: Iterable[Organisation]) -> list[Option]:
    """Open agencies and lower governments a complaint may name, grouped by level."""
    return [
        {"value": o.id, "title": o.name, "group": LEVELS.get(o.level, "")}
        for o in organisations
        if o.open and o.bureau and o.kind in ("agency", "government")
    ]


def supervisors(people: Iterable[Person], owner: str) -> list[Option]:
    """The bureau's supervisors, for assignment."""
    return [{"value": p.id, "title": p.name} for p in people if p.organisation == owner and "supervisor" in p.roles]


def running(case: Case, procedure: Procedure) -> list[Option]:
    """The agency's periods that run towards a day, for a longer one."""
    owed = {name for name, kind in procedure.clocks.items() if kind.owed_by == "respondent" and not kind.right}
    return [
        {"value": c.key, "title": f"{procedure.clocks[c.name].title}（{chinese_date(c.due)}届满）"}
        for c in case.clocks
        if c.status == "running" and c.due and c.name in owed
    ]


def offered(titles: Mapping[str, str]) -> list[Option]:
    """A place's own list as choices."""
    return [{"value": value, "title": title} for value, title in titles.items()]
