"""Who coordinates a dispute over duties: by the level and the region of its two parties (Quzhou art. 6).

At one level of one government it is that government's coordinator; a township against an agency of its own county, or
another township there, goes to the county's; all else across levels or regions to the city's. Which kind of body
coordinates is the place's own row ``coordinator``.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from jiandu.core.errors import Mistake
from jiandu.core.matter import Organisation
from jiandu.core.offices import KINDS

Organisations = Mapping[str, Organisation]

PARTIES = ("agency", "guidance_body", "bureau")
ROUTES = {
    "same_level": "双方同属一级政府，由本级协调机构协调",
    "township": "乡镇（街道）与县级行政执法机关之间，或者同县乡镇（街道）之间的争议，由县级协调机构协调",
    "across": "跨层级、跨区域的争议，由市级协调机构协调",
}


@dataclass(frozen=True, slots=True)
class Route:
    """The coordinator, and why it is that one: a key of ``ROUTES``."""

    coordinator: Organisation
    reason: str


def route(applicant: Organisation, other: Organisation | None, around: Organisations, by: str) -> Route | Mistake:
    """Who coordinates between two agencies, ``by`` being the kind of body that does so here; or why nobody can."""
    if other is None or not _enforces(other):
        return _wrong("known_party", "请从列表中选择争议的另一方。")
    if not _enforces(applicant):
        return _wrong("known_applicant", "本机关没有行政执法职责，不能提请职责争议协调。")
    if other.id == applicant.id:
        return _wrong("not_itself", "争议的另一方不能是本机关。")
    seat, reason = _seat(applicant, other, around)
    if seat is None:
        return _wrong("one_city", f"本机关与{other.name}不属同一设区的市，请报共同的上一级人民政府协调。")
    found = next((o for o in around.values() if _coordinates(o, seat, by)), None)
    if found is None:
        return _wrong("coordinator_registered", f"{seat.name}没有登记{KINDS[by]}，无法提请，请与系统管理员联系。")
    if {found.id, found.parent} & {applicant.id, other.id}:
        what = "是争议一方或者由争议一方管理，不能协调本争议，请报共同的上一级协调机构。"
        return _wrong("coordinator_not_party", f"{found.name}{what}")
    return Route(found, reason)


def _enforces(office: Organisation) -> bool:
    """Whether duties of enforcement are an office's own: an agency, and a township's government."""
    township = office.kind == "government" and office.level == "township"
    return office.open and (township or office.kind in PARTIES)


def _wrong(rule: str, message: str) -> Mistake:
    return Mistake("other_party", rule, message)


def _coordinates(office: Organisation, seat: Organisation, by: str) -> bool:
    return office.open and office.kind == by and office.government == seat.id and office.level == seat.level


def _seat(one: Organisation, other: Organisation, around: Organisations) -> tuple[Organisation | None, str]:
    """The government whose coordinator it is, and why."""
    own, theirs = _governments(one, around), _governments(other, around)
    if one.level == other.level and own[:1] == theirs[:1] and own:
        return around[own[0]], "same_level"
    counties = [_of_level(line, "county", around) for line in (own, theirs)]
    if counties[0] and counties[0] == counties[1] and "township" in (one.level, other.level):
        return around[counties[0]], "township"
    cities = [_of_level(line, "city", around) for line in (own, theirs)]
    return (around[cities[0]] if cities[0] and cities[0] == cities[1] else None), "across"


def _governments(office: Organisation, around: Organisations) -> list[str]:
    """The government an office belongs to, and those above it; a government belongs to itself."""
    line: list[str] = []
    current = office.id if office.kind == "government" else office.government
    while current and current in around and current not in line:
        line.append(current)
        current = around[current].parent
    return line


def _of_level(line: list[str], level: str, around: Organisations) -> str | None:
    return next((name for name in line if around[name].level == level), None)


def coordinator_of(office: Organisation, around: Organisations, by: str) -> Organisation | None:
    """Who coordinates at an office's own level; for a township its county's."""
    for seat in _governments(office, around):
        if found := next((o for o in around.values() if _coordinates(o, around[seat], by)), None):
            return found
    return None


def parties(office: Organisation, around: Organisations) -> list[Organisation]:
    """With whom an office may have a dispute that somebody here coordinates."""
    return [o for o in near(office, around) if _enforces(o)]


def near(office: Organisation, around: Organisations) -> list[Organisation]:
    """The other open offices of the same government, and of those above and below it."""
    own = set(_governments(office, around))
    others = (o for o in around.values() if o.open and o.id != office.id)
    return [o for o in others if own & set(_governments(o, around))]
