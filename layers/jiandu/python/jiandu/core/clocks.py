"""期限: how a clock starts, how it shows, and how it ends."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from jiandu.core.calendar import Calendar
from jiandu.core.deadlines import Period, due, light, midnight, reminder_instants
from jiandu.core.errors import invalid
from jiandu.core.matter import Clock
from jiandu.core.procedure import ClockValue

INTERNAL = "内部提醒"
LIGHTS = {"green": "正常", "yellow": "临期", "red": "逾期", "none": ""}


def start_clock(
    name: str,
    value: ClockValue,
    n: int,
    started_on: date,
    letter: Mapping[str, Any],
    calendar: Calendar,
) -> Clock:
    """A running clock by a profile's value; ``started_on`` is the day of receipt, which is not counted.

    ``set_in_letter`` takes its day (``due_on``) or number of days (``days``) from the letter's facts;
    ``promptly`` has no due date, and the office's own attention period only lights the desk (practice 3).
    """
    if value.value == "set_in_letter" and letter.get("days"):
        value = replace(value, value="number", n=int(letter["days"]), unit="day")
    base = Clock(
        name=name,
        n=n,
        value=value.value,
        started_on=started_on,
        basis=tuple((a.citation, a.number) for a in value.basis),
        count=value.n,
        unit=value.unit,
        roll=value.roll,
    )
    if value.value == "promptly":
        return base.model_copy(update={"reminders": _attention(value, started_on, calendar)})
    if value.value == "set_in_letter":
        return _set_in_letter(base, value, letter, calendar)
    period = _period(base)
    answer = due(started_on, period, calendar)
    return base.model_copy(
        update={
            "due": answer.date,
            "nominal": answer.nominal,
            "provisional": answer.provisional,
            "closes_at": answer.closes_at,
            "reminders": tuple(reminder_instants(started_on, answer.date, period, list(value.remind), calendar)),
        }
    )


def _period(clock: Clock) -> Period:
    return Period(n=clock.count, unit=clock.unit, roll=clock.roll)  # type: ignore[arg-type]


def _attention(value: ClockValue, started_on: date, calendar: Calendar) -> tuple[datetime, ...]:
    if not value.attention:
        return ()
    return (midnight(due(started_on, Period(**value.attention), calendar).date),)


def _set_in_letter(base: Clock, value: ClockValue, letter: Mapping[str, Any], calendar: Calendar) -> Clock:
    if not letter.get("due_on"):
        raise invalid("due_on", "set_in_letter", "文书没有载明期限，期限无从起算。")
    due_on = date.fromisoformat(str(letter["due_on"]))
    days = Period(n=1, unit="day")
    return base.model_copy(
        update={
            "due": due_on,
            "nominal": due_on,
            "provisional": due_on > calendar.published_through,
            "closes_at": midnight(due_on + timedelta(days=1)),
            "reminders": tuple(reminder_instants(base.started_on, due_on, days, list(value.remind), calendar)),
        }
    )


def steps(clock: Clock, calendar: Calendar) -> list[dict[str, object]]:
    """Day by day how the due date came about; empty where the letter or nobody set it."""
    if clock.value != "number":
        return []
    answer = due(clock.started_on, _period(clock), calendar)
    return [dict(step) for step in answer.steps]


def light_of(clock: Clock, now: datetime) -> str:
    """green, yellow, red, or none for a clock that no longer runs. A clock without due date is never red."""
    if clock.status != "running":
        return "none"
    first = clock.reminders[0] if clock.reminders else None
    if clock.closes_at is None:
        return "yellow" if first and now >= first else "green"
    return light(now, first, clock.closes_at)


def most_urgent(clocks: Iterable[Clock]) -> tuple[date, Clock] | None:
    """The running clock that asks for attention first, with the day it is sorted by, or None.

    A clock without due date sorts by the office's own attention day.
    """
    rows = [
        (clock.due or clock.reminders[0].date(), clock)
        for clock in clocks
        if clock.status == "running" and (clock.due or clock.reminders)
    ]
    return min(rows, key=lambda row: (row[0], row[1].key)) if rows else None
