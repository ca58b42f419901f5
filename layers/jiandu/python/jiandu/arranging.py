"""The use cases of ``/calendar``: one person loads a year's arrangement, a second one approves or returns it."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from jiandu.adapters import calendars, table
from jiandu.adapters.ids import RandomIds
from jiandu.core.access import may
from jiandu.core.arrangements import read_arrangement
from jiandu.core.calendar import Calendar
from jiandu.core.calendar_register import Register, Step, load, settle
from jiandu.core.errors import Forbidden, Mistake, conflict
from jiandu.core.forms.calendar import NewYear
from jiandu.core.forms.reading import read_form
from jiandu.core.matter import Actor


def may_load(actor: Actor | None) -> bool:
    """Whether somebody may load arrangements."""
    return actor is not None and may(actor, "load_calendar")


def may_settle(actor: Actor | None) -> bool:
    """Whether somebody may see what waits and, unless they loaded it, decide on it."""
    return actor is not None and may(actor, "settle_calendar")


def load_year(actor: Actor, values: Mapping[str, Any], now: datetime) -> None:
    """Puts a year's arrangement up for approval; raises Forbidden, Invalid for a field, Conflict while one waits."""
    if not may_load(actor):
        raise Forbidden("放假安排由系统管理员录入。", Mistake("actor", "role", "您不是系统管理员。"))
    form = read_form(NewYear, values)
    assert isinstance(form, NewYear)
    arrangement = read_arrangement(form, Calendar.published())
    _step(lambda register: load(register, arrangement, actor, now, RandomIds().salt()))


def settle_year(actor: Actor, approve: bool, version: int, now: datetime) -> None:
    """Approves or returns what waits; an approved year is in force at once and sets the recomputation going.

    Raises Forbidden, and Conflict where nothing waits, something else does, or the actor loaded it.
    """
    _step(lambda register: settle(register, approve, version, actor, now, RandomIds().salt()))
    calendars.refresh(anew=True)


def _step(decide: Callable[[Register], Step]) -> None:
    before = calendars.load_register()
    try:
        calendars.keep(before, decide(before))
    except table.Lost as lost:
        raise conflict("stale", "刚才有人同时办理，请打开最新内容核对后再办。", "version") from lost
