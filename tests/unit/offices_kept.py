"""A city with its county and a second city, without any adapter: the register as the rules see it."""

from datetime import date, datetime
from typing import Any

from jiandu.core import offices
from jiandu.core.deadlines import SHANGHAI
from jiandu.core.matter import Actor, Certificate, Organisation, Person
from jiandu.core.offices import Register
from jiandu.core.register import Entry, Subject, make_entry

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=SHANGHAI)
TODAY = NOW.date()
QIN = Actor("person", "qin", "bureau", ("administrator",))
JIANG = Actor("person", "jiang", "county-bureau", ("administrator",))
PROFILES = {"jinzhong": "晋中市", "quzhou": "衢州市"}


def office(id: str, kind: str, level: str = "city", **rest: Any) -> Organisation:
    return Organisation(id=id, name=f"某{id}", level=level, kind=kind, **{"profile": "jinzhong", **rest})


CITY = {"parent": "government", "government": "government"}
COUNTY = {"parent": "county-government", "government": "county-government"}
ORGANISATIONS = {
    o.id: o
    for o in (
        office("government", "government", short="市政"),
        office("bureau", "bureau", short="市司", **CITY),
        office("market", "agency", bureau="bureau", short="市监", **CITY),
        office("tax", "agency", bureau="bureau", government="government", vertical=True),
        office("guidance", "guidance_body", bureau="bureau", **CITY),
        office("gone", "agency", bureau="bureau", open=False, successor="market", **CITY),
        office("county-government", "government", "county", parent="government", bureau="bureau"),
        office("county-bureau", "bureau", "county", bureau="bureau", short="县司", **COUNTY),
        office("county-market", "agency", "county", bureau="county-bureau", **COUNTY),
        office(
            "town", "township_office", "township", parent="county-bureau", government="county-government",
            bureau="county-bureau",
        ),
        office("other-government", "government", profile="quzhou"),
        office("other-bureau", "bureau", short="他司", parent="other-government", government="other-government",
               profile="quzhou"),
    )
}  # fmt: skip
PEOPLE = {
    p.id: p
    for p in (
        Person(id="qin", name="秦一", organisation="bureau", roles=("administrator",)),
        Person(id="jiang", name="江二", organisation="county-bureau", roles=("administrator",)),
        Person(id="shi", name="施三", organisation="other-bureau", roles=("administrator",)),
        Person(
            id="zhou",
            name="周四",
            title="科长",
            organisation="bureau",
            roles=("supervisor", "reviewer"),
            certificates=(
                Certificate(number="监001", issued_on=date(2021, 3, 1), valid_to=date(2026, 2, 28), issuer="某省"),
                Certificate(number="监002", issued_on=date(2026, 2, 1), valid_to=date(2026, 4, 1), issuer="某省"),
            ),
        ),
        Person(id="lin", name="林五", organisation="bureau", left_on=date(2026, 1, 5)),
    )
}


def register(own: str = "bureau", *people: Person, **organisations: Organisation) -> Register:
    """The register as an administrator of ``own`` keeps it, with some of it replaced."""
    known = {**ORGANISATIONS, **{o.id: o for o in organisations.values()}}
    return Register(known, {**PEOPLE, **{p.id: p for p in people}}, frozenset(offices.reach(known, own)))


def entries(*changes: tuple[str, Subject | None, Subject]) -> tuple[Entry, ...]:
    """The record of these changes, each (action, before, after), by the city's administrator."""
    made: list[Entry] = []
    for action, before, after in changes:
        told = {"action": action, "actor": QIN, "now": NOW, "before": before, "after": after}
        made.append(make_entry(made, **told, reason="机构改革方案" if action == "close_organisation" else ""))
    return tuple(made)
