"""Choices that are data: which agencies, which officers."""

from collections.abc import Iterable, Mapping

from jiandu.core.matter import Organisation, Person
from jiandu.core.offices import LEVELS

Option = dict[str, str]


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


def offered(titles: Mapping[str, str]) -> list[Option]:
    """A place's own list as choices."""
    return [{"value": value, "title": title} for value, title in titles.items()]
