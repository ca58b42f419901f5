"""期限: how a clock starts, how its last day moves, how it shows, and how it ends."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from jiandu.core.calendar import Calendar
from jiandu.core.chinese import chinese_date
from jiandu.core.deadlines import (
    LAST_START,
    Due,
    Period,
    due,
    light,
    midnight,
    postponed,
    reminder_instants,
    rolled,
    shanghai_day,
)
from jiandu.core.errors import conflict, invalid
from jiandu.core.matter import Clock, Extension
from jiandu.core.procedure import ClockValue

INTERNAL = "内部提醒"
LIGHTS = {"green": "正常", "yellow": "临期", "red": "逾期", "none": ""}
_ONE_DAY = timedelta(days=1)


def start_clock(
    name: str,
    value: ClockValue,
    n: int,
    started_on: date,
    letter: Mapping[str, Any],
    calendar: Calendar,
    started_at: datetime | None = None,
) -> Clock:
    """A running clock by a profile's value; ``started_on`` is the day of receipt, which is not counted.

    ``set_in_letter`` takes its day (``due_on``, of a term ``last_day``) or number of days (``days``) from the letter's
    facts; ``promptly`` has no due date, and the office's own attention period only lights the desk (practice 3).
    A number of hours, also of attention, runs from the aware instant ``started_at`` (ValueError without it).
    """
    if value.value == "set_in_letter" and letter.get("days"):
        value = replace(value, value="number", n=int(letter["days"]), unit="day")
    base = Clock(
        name=name,
        n=n,
        value=value.value,
        started_on=started_on,
        started_at=started_at if _in_hours(value) else None,
        basis=tuple((a.citation, a.number) for a in value.basis),
        count=value.n,
        unit=value.unit,
        roll=value.roll,
        remind=value.remind,
    )
    if value.value == "promptly":
        return base.model_copy(update={"reminders": _attention(base, value, calendar)})
    if value.value == "set_in_letter":
        return _set_in_letter(base, letter, calendar)
    answer = _counted(base, calendar)
    return _timed(base, answer.date, answer.nominal, answer.closes_at, calendar)


def extend(clock: Clock, to: date, reason: str, approver: str, on: date, calendar: Calendar) -> Clock:
    """The clock with its due day moved to ``to`` by an approval of the day ``on``.

    Raises Conflict (``still_running``) for a clock that has run out or does not run, Invalid naming ``due_on`` for a
    clock without due day, a day that is not later, and one that is a rest day.
    """
    ran_out = clock.breached_at or (clock.closes_at and clock.closes_at <= midnight(on))
    if clock.status != "running" or ran_out:
        raise conflict("still_running", "期限已经届满、中止或者结束，不能延长。")
    if clock.due is None or clock.closes_at is None:
        raise invalid("due_on", "has_due_day", "这个期限没有固定的届满日期，不能延长。")
    if not clock.due < to <= LAST_START:
        earlier = chinese_date(clock.due)
        raise invalid("due_on", "later", f"延长后的日期应在原定的{earlier}之后，不超过{LAST_START.year}年。")
    if clock.unit != "hour" and not calendar.is_working_day(to):
        raise invalid("due_on", "working_day", f"{chinese_date(to)}是休息日（{calendar.reason(to)}），请另定工作日。")
    extension = Extension(earlier=clock.due, to=to, reason=reason, approver=approver, on=on)
    extended = clock.model_copy(update={"extensions": (*clock.extensions, extension)})
    closes_at = clock.closes_at + (to - clock.due) if clock.unit == "hour" else midnight(to + _ONE_DAY)
    return _moved(extended, to, to, closes_at, calendar, on)


def suspend(clock: Clock, on: date) -> Clock:
    """The clock at rest from the day ``on``, which does not count any more; nothing is raised meanwhile.

    Raises Conflict (``still_running``) for a clock that does not run, Invalid for a day before its last resumption.
    """
    if clock.status != "running":
        raise conflict("still_running", "期限没有在计算，不能中止。")
    if clock.pauses and on < clock.pauses[-1][1]:
        raise invalid("suspended_on", "after_resumption", "中止之日不能早于上一次恢复计算之日。")
    return clock.model_copy(update={"status": "suspended", "suspended_on": on})


def resume(clock: Clock, on: date, calendar: Calendar) -> Clock:
    """The clock running again from the day ``on``, which counts; what remained of its period goes on.

    Counted periods get the suspended days back before the last day moves off rest days; working days simply were not
    counted; a day set in a letter or by an extension moves by as many days, then to the next working day. A period
    that had run out before its suspension stays run out. Raises Conflict (``suspended``) for a clock that is not
    suspended, Invalid for a day before the suspension.
    """
    if clock.status != "suspended" or clock.suspended_on is None:
        raise conflict("suspended", "期限没有中止，不需要恢复计算。")
    if on < clock.suspended_on:
        raise invalid("resumed_on", "after_suspension", "恢复计算之日不能早于中止之日。")
    pause = (clock.suspended_on, on)
    running = clock.model_copy(
        update={"status": "running", "suspended_on": None, "pauses": (*clock.pauses, pause)},
    )
    if clock.closes_at is None:
        return _attention_moved(running, on - clock.suspended_on)
    last, nominal, closes_at = _after_pause(running, clock.closes_at, pause, calendar)
    return running if last == clock.due else _moved(running, last, nominal, closes_at, calendar, on)


def recompute(clock: Clock, calendar: Calendar, on: date, told: bool) -> Clock:
    """The clock by a calendar that was published on the day ``on``; the same clock where that changes nothing.

    A day set in a letter or by an extension, and one that was ``told`` to who must keep it, is never shortened
    (law.md 1.2). What has run out, rests or has ended is left alone, as are hours, which run through rest days.
    """
    if clock.status != "running" or clock.breached_at or clock.due is None or _bound_to_day(clock):
        return clock
    if _fixed(clock):
        nominal = clock.nominal or clock.due
        last = rolled(nominal, "rest_day", calendar, clock.pauses)
    else:
        last, nominal = _counted(clock, calendar)[:2]
    if last == clock.due or (last < clock.due and (told or _fixed(clock))):
        return clock.model_copy(update={"provisional": clock.due > calendar.published_through})
    return _moved(clock, last, nominal, midnight(last + _ONE_DAY), calendar, on)


def in_time(clock: Clock, acted_on: date) -> bool:
    """Whether an act of this day keeps the period; what is posted before expiry is in time (民事诉讼法 85).

    A period without due day is kept by any day.
    """
    return clock.due is None or acted_on <= clock.due


def _in_hours(value: ClockValue) -> bool:
    return value.unit == "hour" or bool(value.attention and value.attention["unit"] == "hour")


def _period(clock: Clock) -> Period:
    return Period(n=clock.count, unit=clock.unit, roll=clock.roll)  # type: ignore[arg-type]


def _start(clock: Clock, unit: str | None) -> date:
    """The day a period starts from; for hours the instant."""
    if unit != "hour":
        return clock.started_on
    if clock.started_at is None:
        raise ValueError(f"{clock.name}：以小时计算的期限须有起算时刻")
    return clock.started_at


def _counted(clock: Clock, calendar: Calendar) -> Due:
    """How the period ends by its number and its suspensions alone."""
    return due(_start(clock, clock.unit), _period(clock), calendar, _pauses_before_extension(clock))


def _bound_to_day(clock: Clock) -> bool:
    """Whether no arrangement of days off changes its end: hours, and what never rolls, as a term of office."""
    return clock.unit == "hour" or clock.roll == "none"


def _fixed(clock: Clock) -> bool:
    """Whether the due day was set, by a letter or an extension, rather than counted."""
    return clock.value == "set_in_letter" or bool(clock.extensions)


def _pauses_before_extension(clock: Clock) -> tuple[tuple[date, date], ...]:
    return tuple(p for p in clock.pauses if not clock.extensions or p[0] < clock.extensions[0].on)


def _after_pause(
    clock: Clock, closes_at: datetime, pause: tuple[date, date], calendar: Calendar
) -> tuple[date, date, datetime]:
    """Last day, last day before it moved, and close of a clock that has just gone on after ``pause``."""
    if clock.unit == "hour":
        closes_at += timedelta() if clock.breached_at else pause[1] - pause[0]
        last = shanghai_day(closes_at - timedelta(microseconds=1))
        return last, last, closes_at
    if _fixed(clock):
        assert clock.due is not None
        nominal = postponed(clock.nominal or clock.due, pause[0] - _ONE_DAY, (pause,))
        last = rolled(nominal, "rest_day", calendar, (pause,))
        last = max(last, clock.due)
    else:
        last, nominal = _counted(clock, calendar)[:2]
    return last, nominal, midnight(last + _ONE_DAY)


def _attention(clock: Clock, value: ClockValue, calendar: Calendar) -> tuple[datetime, ...]:
    if not value.attention:
        return ()
    period = Period(**value.attention)
    answer = due(_start(clock, period.unit), period, calendar)
    return (answer.closes_at if period.unit == "hour" else midnight(answer.date),)


def _attention_moved(clock: Clock, days: timedelta) -> Clock:
    """The office's own attention day, where it is still ahead, later by the days of the suspension."""
    to_come = (instant + days for instant in clock.reminders[clock.raised :])
    return clock.model_copy(update={"reminders": (*clock.reminders[: clock.raised], *to_come)})


def _set_in_letter(base: Clock, letter: Mapping[str, Any], calendar: Calendar) -> Clock:
    told = letter.get("due_on") or letter.get("last_day")
    if not told:
        raise invalid("due_on", "set_in_letter", "文书没有载明期限，期限无从起算。")
    due_on = date.fromisoformat(str(told))
    return _timed(base, due_on, due_on, midnight(due_on + _ONE_DAY), calendar)


def _timed(clock: Clock, last: date, nominal: date, closes_at: datetime, calendar: Calendar) -> Clock:
    """The clock with this last day, and the reminders its profile sets before it."""
    period = _period(clock) if clock.unit else Period(n=1, unit="day")
    end = closes_at if clock.unit == "hour" else last
    start = _start(clock, clock.unit)
    return clock.model_copy(
        update={
            "due": last,
            "nominal": nominal,
            "provisional": not _bound_to_day(clock) and last > calendar.published_through,
            "closes_at": closes_at,
            "reminders": tuple(reminder_instants(start, end, period, clock.remind, calendar)),
        }
    )


def _moved(clock: Clock, last: date, nominal: date, closes_at: datetime, calendar: Calendar, on: date) -> Clock:
    """The clock with another last day: what was raised stays raised, what lies behind is not raised any more."""
    raised = (*clock.reminded, *clock.reminders[: clock.raised])
    known = clock.model_copy(update={"remind": _numbers(clock, calendar)})
    timed = _timed(known, last, nominal, closes_at, calendar)
    behind = max((midnight(on), *raised))
    return timed.model_copy(
        update={"reminders": tuple(r for r in timed.reminders if r > behind), "raised": 0, "reminded": raised}
    )


def _numbers(clock: Clock, calendar: Calendar) -> tuple[int, ...]:
    """The profile's reminders in numbers; of a clock stored before these were kept, as its reminders lie."""
    if clock.remind or clock.due is None:
        return clock.remind
    counts = calendar.is_working_day if clock.unit == "working_day" else bool
    until = clock.due.toordinal()
    days = (range(shanghai_day(instant).toordinal(), until) for instant in clock.reminders)
    return tuple(sum(counts(date.fromordinal(day)) for day in ahead) for ahead in days)


def steps(clock: Clock, calendar: Calendar) -> list[dict[str, object]]:
    """Day by day how the due date came about; empty where a letter set it and nothing moved it, or nobody did."""
    if clock.due is None:
        return []
    counted = clock.value == "number"
    found = [dict(step) for step in _counted(clock, calendar).steps] if counted else []
    found += _moves(clock)
    if clock.suspended_on:
        found.append(_step(clock.suspended_on, "自本日起中止，期限暂停计算"))
    elif clock.due != (found[-1]["date"] if found else clock.nominal):
        found.append(_step(clock.due, _why_not(clock, found)))
    return found


def _step(day: date, reason: str) -> dict[str, object]:
    return {"date": day, "counted": False, "reason": reason}


def _moves(clock: Clock) -> list[dict[str, object]]:
    """What moved a due day after it was set: extensions and suspensions, in the order in which they began."""
    counted_in = _pauses_before_extension(clock) if clock.value == "number" else ()
    moves = [
        (e.on, 0, _step(e.to, f"经批准由{chinese_date(e.earlier)}延长至本日：{e.reason}")) for e in clock.extensions
    ]
    for first, resumed in clock.pauses:
        if (first, resumed) not in counted_in:
            days = (resumed - first).days
            reason = f"自{chinese_date(first)}起中止，本日恢复计算，补回中止的{days}日"
            moves.append((first, 1, _step(resumed, reason)))
    return [step for _, _, step in sorted(moves, key=lambda move: move[:2])]


def _why_not(clock: Clock, found: list[dict[str, object]]) -> str:
    """Why the due day is another than the last one explained."""
    if clock.pauses and _fixed(clock):
        return "补回中止的日数后的最后一日，遇休息日顺延"
    if not found:
        return "文书载明的日期是休息日，顺延至本日"
    if clock.provisional:
        return "按尚未公布放假安排时的推定计算，正在重新计算"
    return "日期已经告知，不因后来公布的放假安排提前"


def light_of(clock: Clock, now: datetime) -> str:
    """green, yellow, red, or none for a clock that no longer runs. A clock without due date is never red."""
    if clock.status != "running":
        return "none"
    first = clock.reminders[0] if clock.reminders else None
    if clock.closes_at is None:
        return "yellow" if first and now >= first else "green"
    return light(now, first, clock.closes_at)


def lateness(due_on: date, closes_at: datetime, now: datetime) -> str:
    """How late it is, in days; in begun hours for a period that does not end with a day."""
    if closes_at == midnight(due_on + _ONE_DAY):
        return f"{(shanghai_day(now) - due_on).days} 日"
    return f"{(now - closes_at) // timedelta(hours=1) + 1} 小时"


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
