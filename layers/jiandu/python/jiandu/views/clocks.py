"""Clocks as people see them: the date, why that date, and the light."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from jiandu.core.calendar import Calendar
from jiandu.core.chinese import chinese_date
from jiandu.core.clocks import INTERNAL, LIGHTS, lateness, light_of, steps
from jiandu.core.compose import UNITS, cite
from jiandu.core.deadlines import shanghai_day
from jiandu.core.matter import Case, Clock
from jiandu.core.procedure import Article, ClockKind, Procedure

STATUS = {"running": "进行中", "suspended": "中止", "stopped": "已完成", "lapsed": "期满未行使"}


@dataclass(frozen=True, slots=True)
class Appointment:
    """A due day for somebody's own calendar: what it is and when, nothing of what the matter is about."""

    uid: str
    summary: str
    day: date
    reminders: tuple[datetime, ...]
    provisional: bool


def appointments(case: Case, procedure: Procedure, party: str) -> list[Appointment]:
    """The running clocks with a due day that a party (``owner`` or ``respondent``) itself owes."""
    matter = case.matter
    return [
        Appointment(
            uid=f"{clock.key}@{matter.id}",
            summary=f"{procedure.clocks[clock.name].title} {matter.number}",
            day=clock.due,
            reminders=clock.reminders,
            provisional=clock.provisional,
        )
        for clock in case.clocks
        if clock.due and clock.status == "running" and procedure.clocks[clock.name].owed_by == party
    ]


def clock_view(clock: Clock, kind: ClockKind, now: datetime, explained: bool = True) -> dict[str, Any]:
    """One clock; ``explained`` adds the day-by-day steps."""
    clock = _as_of(clock, kind, now)
    light = light_of(clock, now)
    return {
        "name": clock.name,
        "title": kind.title,
        "due": _due(clock),
        "closes_at": clock.closes_at.isoformat() if clock.closes_at else None,
        "light": light,
        "light_title": light_title(light, clock, kind, now),
        "provisional": clock.provisional,
        "basis": cite(tuple(Article(*a) for a in clock.basis)),
        "started_on": (clock.started_at or clock.started_on).isoformat(),
        "from_next_day": clock.value == "number" and clock.unit != "hour",
        "period": _period(clock),
        "state_title": _status(clock),
        "steps": _steps(clock) if explained else [],
        "history": _history(clock, kind),
    }


def _as_of(clock: Clock, kind: ClockKind, now: datetime) -> Clock:
    """A right that ran out has lapsed at that instant, whether or not anybody has recorded it yet."""
    if kind.right and clock.status == "running" and clock.closes_at and now >= clock.closes_at:
        return clock.model_copy(update={"status": "lapsed", "stopped_at": clock.closes_at})
    return clock


def light_title(light: str, clock: Clock, kind: ClockKind, now: datetime) -> str:
    """正常, 临期, 逾期3日; the procedure's own word for being late where it has one."""
    if light == "yellow" and clock.due is None:
        return INTERNAL
    if light != "red" or clock.due is None or clock.closes_at is None:
        return LIGHTS[light] or _status(clock)
    return f"{kind.late or '逾期'} {lateness(clock.due, clock.closes_at, now)}"


def _due(clock: Clock) -> str | None:
    """The last day; for a period in hours date and time, at which it ends."""
    last = clock.closes_at if clock.unit == "hour" else clock.due
    return last.isoformat() if last else None


def _period(clock: Clock) -> str:
    if clock.value == "promptly":
        return "及时（没有法定日数）"
    if clock.value == "set_in_letter":
        return "文书载明的日期"
    if clock.unit == "hour":
        return f"{clock.count}小时"
    return f"{clock.count}{UNITS.get(clock.unit or '', '')}，收到当日不计入"


def _status(clock: Clock) -> str:
    if clock.status == "stopped" and not clock.fulfilled:
        return "不再计算"
    if clock.status == "stopped" and clock.breached_at:
        return "逾期后完成"
    return STATUS[clock.status]


def _steps(clock: Clock) -> list[dict[str, Any]]:
    return [
        {"date": step["date"].isoformat(), "counted": step["counted"], "reason": step["reason"]}  # type: ignore[attr-defined]
        for step in steps(clock, Calendar.published())
    ]


def _history(clock: Clock, kind: ClockKind) -> list[str]:
    reminded = (*clock.reminded, *clock.reminders[: clock.raised])
    lines = [f"{chinese_date(shanghai_day(r))}：提醒" for r in reminded]
    for first, resumed in clock.pauses:
        lines.append(f"{chinese_date(first)}：中止；{chinese_date(resumed)}：恢复计算")
    if clock.suspended_on:
        lines.append(f"{chinese_date(clock.suspended_on)}：中止")
    if clock.printed and clock.due:
        lines.append(f"文书载明的期限为{chinese_date(clock.printed)}，送达时已过，重新确定期限")
    for extension in clock.extensions:
        lines.append(f"{chinese_date(extension.on)}：由{chinese_date(extension.earlier)}延长至{chinese_date(extension.to)}")
    if clock.breached_at:
        lines.append(f"{chinese_date(shanghai_day(clock.breached_at))}：{kind.late or '逾期'}")
    if clock.stopped_at:
        lines.append(f"{chinese_date(shanghai_day(clock.stopped_at))}：{_status(clock)}")
    return lines
