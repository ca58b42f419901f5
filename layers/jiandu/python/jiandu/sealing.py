"""The seal register 用印登记簿 of the actor's own bureau, of one year."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from jiandu.adapters import table
from jiandu.adapters.sheets import table_of
from jiandu.core.access import may
from jiandu.core.deadlines import shanghai_day
from jiandu.core.errors import Forbidden, Mistake, invalid
from jiandu.core.matter import Actor, Matter
from jiandu.views.seals import HEADINGS, OF_LINE, seal_view

FIRST_YEAR = 2022


@dataclass(frozen=True, slots=True)
class Register:
    """A year's lines, and the years there may be lines of."""

    office: str
    year: int
    years: tuple[int, ...]
    items: list[dict[str, Any]]

    @property
    def csv(self) -> str:
        return table_of([HEADINGS, *([row[name] for name in OF_LINE] for row in self.items)])


def register(actor: Actor, year: str, now: datetime) -> Register:
    """Raises Forbidden for whoever is of no bureau, Invalid for a year that is none.

    Of a confined matter only those read who see it (practice 8).
    """
    organisations = {o.id: o for o in table.list_organisations()}
    office = organisations.get(actor.organisation)
    if office is None or not may(actor, "seals", office):
        raise Forbidden("用印登记簿限本机关工作人员查阅。", Mistake("action", "role", "您不是司法行政机关的工作人员。"))
    this_year = shanghai_day(now).year
    wanted = _year(year, this_year)
    people = {p.id: p.name for p in table.list_people()}
    lines = [line for line in table.seals_of(office.id, wanted) if not line["confined"] or _sees(actor, line)]
    items = [seal_view(n, line, organisations, people) for n, line in enumerate(lines, 1)]
    return Register(office.name, wanted, tuple(range(this_year, FIRST_YEAR - 1, -1)), items)


def _year(text: str, this_year: int) -> int:
    if not text:
        return this_year
    if not (text.isascii() and text.isdigit() and FIRST_YEAR <= int(text[:5]) <= this_year):
        raise invalid("year", "between", f"年份应当在 {FIRST_YEAR} 至 {this_year} 之间。")
    return int(text)


def _sees(actor: Actor, line: dict[str, Any]) -> bool:
    item = table.get(f"M#{line['matter']}", "MATTER")
    return item is not None and may(actor, "matter", Matter.model_validate(item))
