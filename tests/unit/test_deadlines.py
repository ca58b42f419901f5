"""When a period ends, when it is late, when to remind, and how the answer is explained."""

import csv
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jiandu.core.calendar import Calendar
from jiandu.core.deadlines import (
    SHANGHAI,
    OutOfBounds,
    Period,
    Roll,
    Unit,
    due,
    light,
    midnight,
    reminder_instants,
    shanghai_day,
)

PUBLISHED = Calendar.published()
UNITS: dict[str, Unit] = {"WD": "working_day", "CD": "day", "MO": "month"}
STARTS = st.dates(date(2022, 1, 1), date(2100, 12, 31))
NEAR_STARTS = st.dates(date(2022, 1, 1), date(2028, 12, 31))
DATED_UNITS = st.sampled_from(["working_day", "day", "month", "year"])
ROLLS = st.sampled_from(["rest_day", "statutory_only", "none"])


def last_day(start: str, n: int, unit: Unit, roll: Roll = "rest_day") -> str:
    return due(date.fromisoformat(start), Period(n, unit, roll), PUBLISHED).date.isoformat()


def cases() -> list[Any]:
    with Path(__file__).with_name("deadline_cases.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return [
        pytest.param(row["start"], int(row["n"]), UNITS[row["kind"]], row["due"], id=f"{row['id']}-{row['why']}")
        for row in rows
    ]


@pytest.mark.parametrize(("start", "n", "unit", "expected"), cases())
def test_a_case_worked_out_by_hand_ends_on_its_day(start: str, n: int, unit: Unit, expected: str) -> None:
    """The rows of deadline_cases.csv."""
    assert expected == last_day(start, n, unit)


def test_the_example_of_the_interface_holds() -> None:
    """Five working days over the National Day break of 2025, with a make-up Sunday at the beginning."""
    answer = due(date(2025, 9, 26), Period(n=5, unit="working_day"), PUBLISHED)
    assert date(2025, 10, 10) == answer.date == answer.nominal
    assert not answer.provisional
    assert datetime(2025, 10, 10, 16, tzinfo=UTC) == answer.closes_at
    assert answer.closes_at.utcoffset() == timedelta(hours=8)


@pytest.mark.parametrize(
    ("start", "n", "unit", "roll", "expected"),
    [
        pytest.param("2024-10-01", 1, "working_day", "rest_day", "2024-10-08", id="received-on-a-holiday"),
        pytest.param("2024-04-28", 1, "working_day", "rest_day", "2024-04-29", id="received-on-a-make-up-sunday"),
        pytest.param("2024-02-08", 1, "working_day", "rest_day", "2024-02-09", id="new-years-eve-2024-was-worked"),
        pytest.param("2025-01-27", 1, "working_day", "rest_day", "2025-02-05", id="new-years-eve-2025-was-not"),
        pytest.param("2024-02-02", 10, "day", "rest_day", "2024-02-18", id="rolls-over-a-break-to-a-make-up-sunday"),
        pytest.param("2026-02-05", 10, "day", "rest_day", "2026-02-24", id="rolls-over-nine-days"),
        pytest.param("2022-12-01", 30, "day", "rest_day", "2023-01-03", id="new-year-of-the-next-notice"),
        pytest.param("2024-03-01", 30, "day", "none", "2024-03-31", id="a-sunday-stays-without-roll"),
        pytest.param("2026-01-08", 30, "day", "none", "2026-02-07", id="service-by-publication-is-not-rolled"),
        pytest.param("2024-03-01", 30, "day", "statutory_only", "2024-03-31", id="a-plain-weekend-is-no-feast"),
        pytest.param("2024-04-02", 30, "day", "statutory_only", "2024-05-06", id="a-feast-is"),
        pytest.param("2024-12-02", 30, "day", "statutory_only", "2025-01-02", id="one-day-off"),
        pytest.param("2026-12-07", 60, "day", "statutory_only", "2027-02-09", id="a-feast-not-yet-arranged"),
        pytest.param("2024-01-31", 1, "month", "rest_day", "2024-02-29", id="leap-february"),
        pytest.param("2026-08-31", 1, "month", "none", "2026-09-30", id="no-31st"),
        pytest.param("2026-02-28", 1, "month", "none", "2026-03-28", id="the-28th-is-no-month-end"),
        pytest.param("2024-12-31", 2, "month", "rest_day", "2025-02-28", id="across-the-year"),
        pytest.param("2024-02-29", 1, "year", "rest_day", "2025-02-28", id="leap-day"),
        pytest.param("2024-02-29", 4, "year", "none", "2028-02-29", id="leap-day-to-leap-day"),
        pytest.param("2023-10-03", 3, "year", "none", "2026-10-03", id="a-term-of-office-ends-on-a-holiday"),
        pytest.param("2100-12-31", 3650, "working_day", "rest_day", "2115-03-25", id="the-farthest-working-day"),
        pytest.param("2100-12-31", 3650, "year", "none", "5750-12-31", id="the-farthest-year"),
    ],
)
def test_an_edge_of_the_rules_is_counted_so(start: str, n: int, unit: Unit, roll: Roll, expected: str) -> None:
    """Rest days, make-up days, corresponding days and rolling at their edges."""
    assert expected == last_day(start, n, unit, roll)


def test_a_receipt_after_sixteen_hours_utc_is_of_the_next_day() -> None:
    """23:59:59 in Shanghai is still 2 March, one second later is 3 March."""
    assert date(2026, 3, 2) == shanghai_day(datetime(2026, 3, 2, 15, 59, 59, tzinfo=UTC))
    assert date(2026, 3, 3) == shanghai_day(datetime(2026, 3, 2, 16, tzinfo=UTC))
    with pytest.raises(ValueError, match="时区"):
        shanghai_day(datetime(2026, 3, 2))


def test_hours_run_from_the_instant_through_rest_days() -> None:
    """Twenty-four hours from a holiday evening close on the next evening, exactly 24 hours later."""
    start = datetime(2026, 10, 1, 12, 30, tzinfo=UTC)
    answer = due(start, Period(24, "hour"), PUBLISHED)
    assert start + timedelta(hours=24) == answer.closes_at
    assert answer.closes_at.utcoffset() == timedelta(hours=8)
    assert date(2026, 10, 2) == answer.date == answer.nominal


def test_hours_that_close_at_midnight_belong_to_the_day_before() -> None:
    """The last instant in time decides the date."""
    answer = due(datetime(2026, 3, 2, 22, tzinfo=SHANGHAI), Period(2, "hour"), PUBLISHED)
    assert date(2026, 3, 2) == answer.date
    assert midnight(date(2026, 3, 3)) == answer.closes_at


def test_hours_are_never_provisional() -> None:
    """No arrangement changes them."""
    assert not due(datetime(2030, 1, 1, tzinfo=UTC), Period(8760, "hour"), PUBLISHED).provisional


@pytest.mark.parametrize(
    ("start", "n", "unit", "provisional"),
    [
        ("2026-12-24", 5, "working_day", False),
        ("2026-12-25", 5, "working_day", True),
        ("2026-12-01", 30, "day", False),
        ("2026-12-02", 30, "day", True),
        ("2026-11-19", 30, "working_day", False),
        ("2026-11-20", 30, "working_day", True),
    ],
)
def test_an_answer_is_provisional_from_the_first_unpublished_day(
    start: str, n: int, unit: Unit, provisional: bool
) -> None:
    """The last days of 2026 are known, the first of 2027 are not."""
    assert provisional == due(date.fromisoformat(start), Period(n, unit), PUBLISHED).provisional


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"n": 0, "unit": "day"}, "n"),
        ({"n": -1, "unit": "day"}, "n"),
        ({"n": 3651, "unit": "day"}, "n"),
        ({"n": 3651, "unit": "working_day"}, "n"),
        ({"n": 3651, "unit": "month"}, "n"),
        ({"n": 3651, "unit": "year"}, "n"),
        ({"n": 8761, "unit": "hour"}, "n"),
        ({"n": True, "unit": "day"}, "n"),
        ({"n": 5.0, "unit": "day"}, "n"),
        ({"n": "5", "unit": "day"}, "n"),
        ({"n": 5, "unit": "week"}, "unit"),
        ({"n": 5, "unit": "day", "roll": "back"}, "roll"),
    ],
)
def test_a_period_outside_its_bounds_is_refused_by_name(fields: dict[str, Any], field: str) -> None:
    """The error carries the field and the rule, and its text names the field."""
    with pytest.raises(OutOfBounds, match=f"^{field}：") as refusal:
        Period(**fields)
    assert field == refusal.value.field
    assert refusal.value.rule


def test_the_bounds_themselves_are_allowed() -> None:
    """One and 3,650 units, 8,760 hours, the first and the last start."""
    assert Period(8760, "hour").n == 8760
    for n in (1, 3650):
        for unit in ("working_day", "day", "month", "year"):
            for start in (date(2022, 1, 1), date(2100, 12, 31)):
                assert due(start, Period(n, unit), PUBLISHED).date > start


@pytest.mark.parametrize("start", [date(2021, 12, 31), date(2101, 1, 1)])
def test_a_start_outside_2022_to_2100_is_refused_by_name(start: date) -> None:
    """For dates and for instants, whose Shanghai day counts."""
    for begin, unit in ((start, "day"), (start, "working_day"), (midnight(start), "hour")):
        with pytest.raises(OutOfBounds, match=r"2022-01-01.*2100-12-31") as refusal:
            due(begin, Period(1, unit), PUBLISHED)
        assert (refusal.value.field, refusal.value.rule) == ("start", "2022-01-01..2100-12-31")


def test_the_first_shanghai_day_begins_at_sixteen_hours_utc() -> None:
    """The bound of an hour period is a Shanghai day."""
    first = datetime(2021, 12, 31, 16, tzinfo=UTC)
    assert due(first, Period(1, "hour"), PUBLISHED).date == date(2022, 1, 1)
    with pytest.raises(OutOfBounds):
        due(first - timedelta(microseconds=1), Period(1, "hour"), PUBLISHED)


@pytest.mark.parametrize(
    ("start", "unit"),
    [
        (datetime(2026, 3, 2, tzinfo=UTC), "day"),
        (datetime(2026, 3, 2, tzinfo=UTC), "working_day"),
        (datetime(2026, 3, 2), "month"),
        ("2026-03-02", "day"),
        (None, "year"),
        (date(2026, 3, 2), "hour"),
        (datetime(2026, 3, 2), "hour"),
    ],
)
def test_a_start_of_the_wrong_kind_is_refused(start: Any, unit: Unit) -> None:
    """Days begin on dates, hours at aware instants; nothing is guessed."""
    with pytest.raises(ValueError, match=r"日期|时区"):
        due(start, Period(1, unit), PUBLISHED)


def test_a_date_of_a_derived_type_is_a_date() -> None:
    """Only datetimes are refused, not every subclass."""

    class CivilDay(date):
        pass

    assert due(CivilDay(2026, 3, 2), Period(5, "working_day"), PUBLISHED).date == date(2026, 3, 9)


def test_the_steps_of_working_days_tell_every_day() -> None:
    """Counted, rested and made up, with its reason; the day of receipt is shown and not counted."""
    steps = due(date(2024, 4, 3), Period(2, "working_day"), PUBLISHED).steps
    assert [(step["date"].isoformat(), step["counted"], step["reason"]) for step in steps] == [
        ("2024-04-03", False, "开始的当日不计入"),
        ("2024-04-04", False, "清明节放假（国办发明电〔2023〕7号）"),
        ("2024-04-05", False, "清明节放假（国办发明电〔2023〕7号）"),
        ("2024-04-06", False, "清明节放假（国办发明电〔2023〕7号）"),
        ("2024-04-07", True, "调休上班（清明节）"),
        ("2024-04-08", True, "工作日"),
    ]


def test_the_steps_of_days_tell_what_was_rolled_over() -> None:
    """Every day to the nominal one counts; those after it say why the end moved."""
    steps = due(date(2024, 3, 29), Period(1, "day"), PUBLISHED).steps
    assert [(step["counted"], step["reason"]) for step in steps[1:]] == [
        (True, "周六"),
        (False, "期满顺延（周日）"),
        (False, "期满顺延（工作日）"),
    ]


def test_the_steps_of_months_tell_a_missing_day() -> None:
    """One step per month; the month's last day stands in for a day it lacks."""
    steps = due(date(2025, 1, 31), Period(1, "month"), PUBLISHED).steps
    assert steps[1] == {"date": date(2025, 2, 28), "counted": True, "reason": "满1个月，没有对应日，取月末日（工作日）"}


def test_the_steps_of_hours_are_one() -> None:
    """Hours are not counted day by day."""
    steps = due(datetime(2026, 3, 2, 9, tzinfo=SHANGHAI), Period(24, "hour"), PUBLISHED).steps
    assert [{"date": date(2026, 3, 3), "counted": True, "reason": "自起算时刻起满24小时"}] == steps


@given(start=STARTS, n=st.integers(1, 400))
def test_a_working_day_period_ends_on_a_working_day(start: date, n: int) -> None:
    """It never rolls."""
    answer = due(start, Period(n, "working_day"), PUBLISHED)
    assert PUBLISHED.is_working_day(answer.date)
    assert answer.date == answer.nominal


@given(start=STARTS, n=st.integers(1, 3649), unit=DATED_UNITS, roll=ROLLS)
def test_a_longer_period_never_ends_earlier(start: date, n: int, unit: Unit, roll: Roll) -> None:
    """One unit more, the same day or later."""
    shorter, longer = (due(start, Period(k, unit, roll), PUBLISHED).date for k in (n, n + 1))
    assert start < shorter <= longer


@given(start=STARTS, later=st.integers(1, 40), n=st.integers(1, 100), unit=DATED_UNITS)
def test_a_later_receipt_never_ends_earlier(start: date, later: int, n: int, unit: Unit) -> None:
    """Receipt moves the end forward or not at all."""
    if (second := start + timedelta(days=later)).year > 2100:
        return
    assert due(start, Period(n, unit), PUBLISHED).date <= due(second, Period(n, unit), PUBLISHED).date


@given(start=NEAR_STARTS, n=st.integers(1, 200), unit=DATED_UNITS, roll=ROLLS)
def test_an_end_rolls_forward_over_rest_days_only(start: date, n: int, unit: Unit, roll: Roll) -> None:
    """From the nominal day on, every day before the end is one its roll passes over, and the end is not."""
    answer = due(start, Period(n, unit, roll), PUBLISHED)
    assert answer.date >= answer.nominal
    assert answer.closes_at == midnight(answer.date + timedelta(days=1))
    passed = [answer.nominal + timedelta(days=k) for k in range((answer.date - answer.nominal).days)]
    assert not any(PUBLISHED.is_working_day(day) for day in passed)
    assert roll != "none" or not passed
    assert roll != "rest_day" or PUBLISHED.is_working_day(answer.date)


@given(start=NEAR_STARTS, n=st.integers(1, 120), unit=DATED_UNITS, roll=ROLLS)
def test_the_counted_steps_are_n_and_lead_to_the_end(start: date, n: int, unit: Unit, roll: Roll) -> None:
    """The explanation has n counted steps, in order, the last step being the due date."""
    answer = due(start, Period(n, unit, roll), PUBLISHED)
    dates = [step["date"] for step in answer.steps]
    assert n == sum(step["counted"] for step in answer.steps)
    assert sorted(set(dates)) == dates
    assert (start, answer.date) == (dates[0], dates[-1])


@given(start=NEAR_STARTS, n=st.integers(1, 400), unit=DATED_UNITS)
def test_an_answer_is_provisional_exactly_beyond_the_published_years(start: date, n: int, unit: Unit) -> None:
    """Any day beyond makes it so, and the last day is the farthest."""
    answer = due(start, Period(n, unit), PUBLISHED)
    assert answer.provisional == any(step["date"] > PUBLISHED.published_through for step in answer.steps[1:])


@given(start=st.datetimes(datetime(2022, 1, 2), datetime(2100, 12, 30), timezones=st.just(UTC)), n=st.integers(1, 8760))
def test_an_hour_period_closes_within_the_day_after_its_date(start: datetime, n: int) -> None:
    """The first late instant is after the date's midnight and no later than the next."""
    answer = due(start, Period(n, "hour"), PUBLISHED)
    assert midnight(answer.date) < answer.closes_at <= midnight(answer.date + timedelta(days=1))


def test_the_light_changes_on_the_instant() -> None:
    """Yellow at the first reminder, red at the first late instant, and not a microsecond before."""
    first, closes, tick = midnight(date(2026, 3, 6)), midnight(date(2026, 3, 10)), timedelta(microseconds=1)
    assert light(first - tick, first, closes) == "green"
    assert light(first, first, closes) == "yellow"
    assert light(closes - tick, first, closes) == "yellow"
    assert light(closes, first, closes) == "red"
    assert light(closes.astimezone(UTC), None, closes) == "red"


def test_without_a_reminder_green_lasts_to_the_end() -> None:
    """A clock too short for reminders has no yellow."""
    closes = midnight(date(2026, 3, 10))
    assert light(closes - timedelta(microseconds=1), None, closes) == "green"


def reminded(start: str, end: str, unit: Unit, before: list[int]) -> list[str]:
    instants = reminder_instants(date.fromisoformat(start), date.fromisoformat(end), Period(5, unit), before, PUBLISHED)
    assert all(instant == midnight(instant.date()) for instant in instants)
    return [instant.date().isoformat() for instant in instants]


def test_reminders_of_working_days_count_working_days_back() -> None:
    """The fifth working day before 13 October 2026 lies before the National Day break."""
    assert reminded("2026-09-22", "2026-10-13", "working_day", [0, 1, 2, 5]) == [
        "2026-09-30",
        "2026-10-10",
        "2026-10-12",
        "2026-10-13",
    ]


def test_a_reminder_on_the_due_day_stays_there_on_a_rest_day() -> None:
    """A day set in a letter before its arrangement was known may turn out a rest day."""
    assert reminded("2026-09-22", "2026-10-04", "working_day", [0, 1]) == ["2026-09-30", "2026-10-04"]


def test_reminders_of_other_periods_count_days_back() -> None:
    """Rest days included, in months as well."""
    for unit in ("day", "month", "year"):
        assert reminded("2026-09-01", "2026-10-08", unit, [1, 3, 10, 3]) == ["2026-09-28", "2026-10-05", "2026-10-07"]


def test_reminders_not_later_than_the_start_day_are_dropped() -> None:
    """Neither on the day of receipt nor before it nor before the calendar begins."""
    assert reminded("2026-03-02", "2026-03-09", "day", [6, 7, 8, 3650]) == ["2026-03-03"]
    assert reminded("2026-03-02", "2026-03-09", "working_day", [4, 5, 6, 3650]) == ["2026-03-03"]
    assert reminded("2026-03-02", "2026-03-09", "day", []) == []


def test_reminders_of_hours_are_instants() -> None:
    """Hours before closing, later than the start."""
    start = datetime(2026, 3, 2, 9, tzinfo=SHANGHAI)
    closes = due(start, Period(24, "hour"), PUBLISHED).closes_at
    instants = reminder_instants(start, closes, Period(24, "hour"), [2, 24, 30], PUBLISHED)
    assert [datetime(2026, 3, 3, 7, tzinfo=SHANGHAI)] == instants
    with pytest.raises(ValueError, match="时区"):
        reminder_instants(start, closes.date(), Period(24, "hour"), [2], PUBLISHED)


@pytest.mark.parametrize("number", [-1, 3651, 1.5])
def test_a_reminder_outside_its_bounds_is_refused_by_name(number: Any) -> None:
    """Reminders lie before the end."""
    with pytest.raises(OutOfBounds, match=r"^before："):
        reminder_instants(date(2026, 3, 2), date(2026, 3, 9), Period(5, "day"), [number], PUBLISHED)


@given(start=NEAR_STARTS, n=st.integers(1, 60), unit=DATED_UNITS, before=st.lists(st.integers(0, 90), max_size=6))
def test_reminders_lie_between_start_and_end_in_order(start: date, n: int, unit: Unit, before: list[int]) -> None:
    """Ascending, unique, after the start day, before the close."""
    answer = due(start, Period(n, unit), PUBLISHED)
    instants = reminder_instants(start, answer.date, answer.period, before, PUBLISHED)
    assert sorted(set(instants)) == instants
    assert all(midnight(start) < instant < answer.closes_at for instant in instants)
