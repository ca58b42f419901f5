"""Legal periods: the last day of a period, the instant it closes, its reminders and its light (民法典 200 to 203)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date as Day
from datetime import datetime, time, timedelta, timezone
from typing import Literal, NamedTuple, TypedDict, get_args

from jiandu.core.calendar import FIRST_DAY, Calendar

SHANGHAI = timezone(timedelta(hours=8), "Asia/Shanghai")
LAST_START = Day(2100, 12, 31)
LONGEST = 3_650
LONGEST_IN_HOURS = 8_760

Unit = Literal["working_day", "day", "month", "year", "hour"]
Roll = Literal["rest_day", "statutory_only", "none"]
Light = Literal["green", "yellow", "red"]
Pauses = tuple[tuple[Day, Day], ...]  # of 中止: the first day that does not count, the day on which counting goes on

_ONE_DAY = timedelta(days=1)
_answer = tuple.__new__  # half the cost of calling Due
_CHINESE = {"month": "个月", "year": "年"}
_PAUSED = "中止期间不计入"


class OutOfBounds(ValueError):
    """A number, unit or start outside what is computed: its field, the rule it breaks, and both in Chinese."""

    def __init__(self, field: str, rule: str, message: str) -> None:
        super().__init__(f"{field}：{message}")
        self.field = field
        self.rule = rule


@dataclass(frozen=True, slots=True)
class Period:
    """n units, and what moves a last day that is a rest day.

    ``rest_day``: weekends and days off (民法典 203). ``statutory_only``: a feast's days off, not a plain weekend.
    ``none``: nothing moves, as for terms of office, validity and service by publication. Working days and hours
    never move.
    """

    n: int
    unit: Unit
    roll: Roll = "rest_day"

    def __post_init__(self) -> None:
        _one_of("unit", self.unit, get_args(Unit))
        _one_of("roll", self.roll, get_args(Roll))
        _within("n", self.n, 1, LONGEST_IN_HOURS if self.unit == "hour" else LONGEST)


class Step(TypedDict):
    """One line of the explanation of a deadline: a day, whether it counts towards n, and why."""

    date: Day
    counted: bool
    reason: str


class Due(NamedTuple):
    """The answer of ``due``; ``nominal`` is the last day before rolling."""

    date: Day
    nominal: Day
    start: Day
    period: Period
    calendar: Calendar
    pauses: Pauses = ()

    @property
    def provisional(self) -> bool:
        """Whether any day counted or rolled over lies beyond the last published year.

        Hours run through rest days, so no arrangement changes them (民法典 201 II).
        """
        return self.period.unit != "hour" and self.date > self.calendar.published_through

    @property
    def closes_at(self) -> datetime:
        """The first instant that is late, in Shanghai time.

        Midnight after the last day; for hours, start + n hours, so that the period holds exactly n hours, and the
        days it was suspended.
        """
        if isinstance(self.start, datetime):
            return self.start.astimezone(SHANGHAI) + timedelta(hours=self.period.n) + _suspended(self.pauses)
        return midnight(self.date + _ONE_DAY)

    @property
    def steps(self) -> list[Step]:
        """How the last day was found: the counted steps (n of them, an hour period one) and the days rolled over."""
        return list(_explain(self))


def shanghai_day(instant: datetime) -> Day:
    """The civil day in Shanghai of an aware instant; a naive one is a ValueError."""
    return _aware(instant).astimezone(SHANGHAI).date()


def shanghai_time(text: str) -> datetime:
    """A typed time; one without a zone is Shanghai's."""
    moment = datetime.fromisoformat(text)
    return moment.astimezone(SHANGHAI) if moment.tzinfo else moment.replace(tzinfo=SHANGHAI)


def midnight(day: Day) -> datetime:
    """The first instant of a Shanghai day."""
    return datetime.combine(day, time.min, SHANGHAI)


def due(start: Day, period: Period, calendar: Calendar, pauses: Pauses = ()) -> Due:
    """When a period ends that began on the day of receipt, which is not counted.

    ``pauses`` are its suspensions in order, each begun before the period had run out: their days do not count,
    so that they are added back before a last day that is a rest day moves.

    For hours ``start`` is an aware instant (ValueError otherwise), for every other unit a date and no datetime.
    ``date`` is the Shanghai day of the last instant in time. OutOfBounds for a start before 2022 or after 2100.
    """
    unit = period.unit
    if unit == "hour":
        return _due_in_hours(start, period, calendar, pauses)
    if type(start) is not Day and (isinstance(start, datetime) or not isinstance(start, Day)):
        raise ValueError(f"start：起算日应为日期，不是 {start!r}")
    if not FIRST_DAY <= start <= LAST_START:
        raise _start_out_of_bounds(start)
    if unit == "working_day":
        if pauses:
            last = _working_days(start, period.n, calendar, pauses)
        else:
            last = calendar.working_day_after(start, period.n)
        return _answer(Due, (last, last, start, period, calendar, pauses))
    nominal = postponed(_corresponding_day(start, period.n, unit), start, pauses)
    return Due(rolled(nominal, period.roll, calendar, pauses), nominal, start, period, calendar, pauses)


def postponed(day: Day, start: Day, pauses: Pauses) -> Day:
    """The last day, before it moves, of a period begun on ``start`` with the days of its suspensions added back."""
    for first, resumed in pauses:
        if first <= day:
            day += max(resumed - max(first, start + _ONE_DAY), timedelta())
    return day


def rolled(day: Day, roll: Roll, calendar: Calendar, pauses: Pauses = ()) -> Day:
    """The last day after it moved off rest days, and off days on which the period was suspended."""
    while _rests(day, roll, calendar) or (pauses and _paused(day, pauses)):
        day += _ONE_DAY
    return day


def reminder_instants(
    start: Day, due: Day, period: Period, before: Iterable[int], calendar: Calendar
) -> list[datetime]:
    """When to remind: 00:00 in Shanghai, ``before`` working days or days ahead of the due date, later than the start.

    Hour periods count hours: there ``start`` and ``due`` are instants, ``due`` being ``Due.closes_at``.
    """
    numbers = set(before)
    for number in numbers:
        _within("before", number, 0, LONGEST_IN_HOURS if period.unit == "hour" else LONGEST)
    if period.unit == "hour":
        began, closes = _aware(start), _aware(due).astimezone(SHANGHAI)
        instants = (closes - timedelta(hours=number) for number in numbers)
        return sorted(instant for instant in instants if instant > began)
    days = (_days_ahead(due, number, period.unit, calendar) for number in numbers)
    return [midnight(day) for day in sorted(day for day in days if day and day > start)]


def light(now: datetime, first_reminder: datetime | None, closes_at: datetime) -> Light:
    """Green, yellow from the first reminder on, red from the first late instant on."""
    if now >= closes_at:
        return "red"
    return "yellow" if first_reminder is not None and now >= first_reminder else "green"


def _due_in_hours(start: Day, period: Period, calendar: Calendar, pauses: Pauses) -> Due:
    began = _aware(start)
    if not FIRST_DAY <= shanghai_day(began) <= LAST_START:
        raise _start_out_of_bounds(shanghai_day(began))
    last = shanghai_day(began + timedelta(hours=period.n, microseconds=-1) + _suspended(pauses))
    return Due(last, last, began, period, calendar, pauses)


def _suspended(pauses: Pauses) -> timedelta:
    return sum((resumed - first for first, resumed in pauses), timedelta())


def _paused(day: Day, pauses: Pauses) -> bool:
    return any(first <= day < resumed for first, resumed in pauses)


def _working_days(start: Day, n: int, calendar: Calendar, pauses: Pauses) -> Day:
    """The n-th working day after the start on which the period was not suspended."""
    day = start
    while n:
        day += _ONE_DAY
        n -= calendar.is_working_day(day) and not _paused(day, pauses)
    return day


def _corresponding_day(start: Day, n: int, unit: Unit) -> Day:
    """n days, months or years on; where the month has no such day, its last day (民法典 202)."""
    if unit == "day":
        return start + timedelta(days=n)
    months = start.year * 12 + start.month - 1 + n * (12 if unit == "year" else 1)
    first = Day(months // 12, months % 12 + 1, 1)
    last = Day((months + 1) // 12, (months + 1) % 12 + 1, 1) - _ONE_DAY
    return first.replace(day=min(start.day, last.day))


def _rests(day: Day, roll: Roll, calendar: Calendar) -> bool:
    if roll == "rest_day":
        return not calendar.is_working_day(day)
    return roll == "statutory_only" and calendar.ruling(day).feast


def _days_ahead(day: Day, n: int, unit: Unit, calendar: Calendar) -> Day | None:
    if unit != "working_day" or n == 0:
        return day - timedelta(days=n)
    return calendar.working_day_before(day, n)


def _explain(answer: Due) -> Iterator[Step]:
    start, (n, unit) = answer.start, (answer.period.n, answer.period.unit)
    if unit == "hour":
        yield {"date": answer.date, "counted": True, "reason": f"自起算时刻起满{n}小时"}
        return
    yield {"date": start, "counted": False, "reason": "开始的当日不计入"}
    ruling = answer.calendar.ruling
    if unit in _CHINESE:
        yield from _corresponding_steps(start, n, unit, answer.calendar)
        for first, resumed in answer.pauses:
            for day in _days(max(first - _ONE_DAY, start), min(resumed - _ONE_DAY, answer.nominal)):
                yield {"date": day, "counted": False, "reason": f"{_PAUSED}，届满之日相应后延"}
    else:
        for day in _days(start, answer.nominal):
            works, _, reason = ruling(day)
            paused = _paused(day, answer.pauses)
            counts = not paused and (works or unit == "day")
            yield {"date": day, "counted": counts, "reason": _PAUSED if paused else reason}
    for day in _days(answer.nominal, answer.date):
        reason = _PAUSED if _paused(day, answer.pauses) else ruling(day).reason
        yield {"date": day, "counted": False, "reason": f"期满顺延（{reason}）"}


def _corresponding_steps(start: Day, n: int, unit: Unit, calendar: Calendar) -> Iterator[Step]:
    for k in range(1, n + 1):
        day = _corresponding_day(start, k, unit)
        missing = "" if day.day == start.day else "，没有对应日，取月末日"
        yield {"date": day, "counted": True, "reason": f"满{k}{_CHINESE[unit]}{missing}（{calendar.reason(day)}）"}


def _days(after: Day, through: Day) -> Iterator[Day]:
    return map(Day.fromordinal, range(after.toordinal() + 1, through.toordinal() + 1))


def _aware(instant: Day) -> datetime:
    if not isinstance(instant, datetime) or instant.utcoffset() is None:
        raise ValueError(f"应为带时区的时刻，不是 {instant!r}")
    return instant


def _start_out_of_bounds(day: Day) -> OutOfBounds:
    bounds = f"{FIRST_DAY}..{LAST_START}"
    return OutOfBounds("start", bounds, f"起算日应在{FIRST_DAY}至{LAST_START}之间，不是 {day}")


def _within(field: str, number: int, least: int, most: int) -> None:
    if type(number) is not int or not least <= number <= most:
        raise OutOfBounds(field, f"{least}..{most}", f"应为{least}至{most}的整数，不是 {number!r}")


def _one_of(field: str, value: str, allowed: tuple[str, ...]) -> None:
    if value not in allowed:
        raise OutOfBounds(field, "|".join(allowed), f"应为{'、'.join(allowed)}之一，不是 {value!r}")
