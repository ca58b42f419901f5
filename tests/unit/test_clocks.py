"""A clock's last day moves by extension, suspension and a new year's arrangement; hours run to the instant."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from jiandu.core.calendar import Calendar
from jiandu.core.clocks import extend, in_time, light_of, most_urgent, recompute, resume, start_clock, steps, suspend
from jiandu.core.deadlines import SHANGHAI, midnight
from jiandu.core.errors import Conflict, Invalid, JianduError
from jiandu.core.matter import Clock
from jiandu.core.procedure import Article, ClockKind, ClockValue
from jiandu.views.clocks import clock_view

CALENDAR = Calendar.published()
BASIS = (Article("《条例》", "25"),)
MONDAY = date(2026, 3, 2)
KIND = ClockKind("correction", "纠正", "respondent")
UNITS = st.sampled_from(["working_day", "day", "month"])
STARTS = st.dates(date(2022, 1, 1), date(2025, 12, 31))


def running(n: int, unit: str, start: date = MONDAY, remind: tuple[int, ...] = (3, 1)) -> Clock:
    return start_clock("correction", ClockValue("number", BASIS, n, unit, remind=remind), 1, start, {}, CALENDAR)


def lettered(due_on: date, start: date = MONDAY) -> Clock:
    value = ClockValue("set_in_letter", BASIS, remind=(3, 1))
    return start_clock("performance", value, 1, start, {"due_on": due_on.isoformat()}, CALENDAR)


def in_hours(n: int, started_at: datetime, remind: tuple[int, ...] = (4,)) -> Clock:
    value = ClockValue("number", BASIS, n, "hour", remind=remind)
    return start_clock("feedback", value, 1, started_at.date(), {}, CALENDAR, started_at)


def longer(clock: Clock, to: date, on: date) -> Clock:
    return extend(clock, to, "案情复杂", "zhou", on, CALENDAR)


def paused(clock: Clock, first: date, resumed: date) -> Clock:
    return resume(suspend(clock, first), resumed, CALENDAR)


def rule_of(act: Callable[[], Clock], kind: type[JianduError]) -> tuple[str, str]:
    with pytest.raises(kind) as refused:
        act()
    (mistake,) = refused.value.mistakes
    return mistake.field, mistake.rule


def test_an_extension_moves_the_due_day_and_keeps_the_earlier_one() -> None:
    clock = running(30, "day")
    extended = longer(clock, date(2026, 4, 15), date(2026, 3, 20))
    assert (date(2026, 4, 15), midnight(date(2026, 4, 16))) == (extended.due, extended.closes_at)
    (kept,) = extended.extensions
    assert (date(2026, 4, 1), date(2026, 4, 15)) == (kept.earlier, kept.to)
    assert ("案情复杂", "zhou", date(2026, 3, 20)) == (kept.reason, kept.approver, kept.on)


def test_an_alert_raised_before_an_extension_is_not_raised_again() -> None:
    """Three days before 1 April was raised; the reminders of 8 April are still to come."""
    reminded = running(30, "day").model_copy(update={"raised": 1})
    extended = longer(reminded, date(2026, 4, 8), date(2026, 3, 30))
    assert (midnight(date(2026, 3, 29)),) == extended.reminded
    assert (midnight(date(2026, 4, 5)), midnight(date(2026, 4, 7))) == extended.reminders
    assert midnight(date(2026, 4, 5)) == extended.next_alert
    assert "green" == light_of(extended, midnight(date(2026, 3, 31)))


def test_reminders_that_lie_behind_an_extension_are_dropped() -> None:
    extended = longer(running(30, "day"), date(2026, 4, 2), date(2026, 3, 31))
    assert (midnight(date(2026, 4, 1)),) == extended.reminders
    assert 0 == extended.raised


def test_a_clock_stored_without_its_numbers_reminds_as_it_did() -> None:
    old = running(5, "working_day", remind=(2, 1)).model_copy(update={"remind": ()})
    extended = longer(old, date(2026, 3, 16), date(2026, 3, 3))
    assert (midnight(date(2026, 3, 12)), midnight(date(2026, 3, 13))) == extended.reminders


@pytest.mark.parametrize(
    ("to", "rule"),
    [("2026-04-01", "later"), ("2026-03-31", "later"), ("2026-04-04", "working_day"), ("2199-01-04", "later")],
)
def test_an_extension_needs_a_later_working_day(to: str, rule: str) -> None:
    """Qingming of 2026 begins on 4 April."""
    clock = running(30, "day")
    assert ("due_on", rule) == rule_of(lambda: longer(clock, date.fromisoformat(to), MONDAY), Invalid)


@pytest.mark.parametrize("on", [date(2026, 4, 2), date(2026, 5, 1)])
def test_a_period_that_ran_out_is_not_extended(on: date) -> None:
    clock = running(30, "day")
    assert ("state", "still_running") == rule_of(lambda: longer(clock, date(2026, 5, 15), on), Conflict)
    breached = clock.model_copy(update={"breached_at": clock.closes_at})
    assert ("state", "still_running") == rule_of(lambda: longer(breached, date(2026, 5, 15), MONDAY), Conflict)


def test_a_clock_without_due_day_is_not_extended() -> None:
    clock = start_clock("handling", ClockValue("promptly", BASIS), 1, MONDAY, {}, CALENDAR)
    assert ("due_on", "has_due_day") == rule_of(lambda: longer(clock, date(2026, 5, 15), MONDAY), Invalid)


def test_nothing_is_raised_and_no_light_burns_while_suspended() -> None:
    clock = suspend(running(30, "day"), date(2026, 3, 20))
    assert ("suspended", None) == (clock.status, clock.next_alert)
    assert "none" == light_of(clock, midnight(date(2026, 12, 1)))
    assert most_urgent([clock]) is None
    view = clock_view(clock, KIND, midnight(date(2026, 12, 1)))
    assert ("中止", "中止") == (view["light_title"], view["state_title"])
    assert "自本日起中止，期限暂停计算" == view["steps"][-1]["reason"]


@pytest.mark.parametrize(
    ("n", "unit", "first", "resumed", "due"),
    [
        (30, "day", "2026-03-10", "2026-03-17", "2026-04-08"),
        (30, "day", "2026-03-02", "2026-03-05", "2026-04-03"),
        (30, "day", "2026-03-10", "2026-03-12", "2026-04-03"),
        (30, "day", "2026-03-10", "2026-03-13", "2026-04-07"),
        (5, "working_day", "2026-03-05", "2026-03-12", "2026-03-16"),
        (5, "working_day", "2026-03-07", "2026-03-09", "2026-03-09"),
        (1, "month", "2026-03-10", "2026-03-17", "2026-04-09"),
    ],
)
def test_a_suspension_counted_by_hand(n: int, unit: str, first: str, resumed: str, due: str) -> None:
    """Served on 2 March 2026, a Monday; Qingming, 4 to 6 April, is off and moves a last day to the 7th."""
    clock = paused(running(n, unit), date.fromisoformat(first), date.fromisoformat(resumed))
    assert due == (clock.due or MONDAY).isoformat()


def test_a_day_set_in_a_letter_moves_by_the_days_suspended_then_off_rest_days() -> None:
    """From 27 March by eight days to 4 April, which Qingming moves to the 7th."""
    clock = paused(lettered(date(2026, 3, 27)), date(2026, 3, 10), date(2026, 3, 18))
    assert (date(2026, 4, 7), date(2026, 4, 4)) == (clock.due, clock.nominal)
    reasons = [str(step["reason"]) for step in steps(clock, CALENDAR)]
    assert "自2026年3月10日起中止，本日恢复计算，补回中止的8日" == reasons[0]
    assert "补回中止的日数后的最后一日，遇休息日顺延" == reasons[1]


def test_a_suspension_while_a_last_day_moves_off_rest_days_leaves_that_working_day() -> None:
    """The thirtieth day is Saturday 4 April; suspended on Sunday, the last day is the first working day on return."""
    clock = running(33, "day")
    assert date(2026, 4, 7) == clock.due
    assert date(2026, 4, 15) == paused(clock, date(2026, 4, 5), date(2026, 4, 15)).due


def test_a_period_that_ran_out_before_its_suspension_stays_run_out() -> None:
    clock = running(5, "working_day")
    late = clock.model_copy(update={"breached_at": clock.closes_at, "raised": 2})
    back = paused(late, date(2026, 3, 20), date(2026, 4, 20))
    assert (clock.due, clock.closes_at, None) == (back.due, back.closes_at, back.next_alert)
    assert "red" == light_of(back, midnight(date(2026, 4, 20)))


def test_after_an_extension_only_a_later_suspension_moves_the_day() -> None:
    extended = longer(
        paused(running(30, "day"), date(2026, 3, 5), date(2026, 3, 9)), date(2026, 4, 20), date(2026, 3, 9)
    )
    assert date(2026, 4, 20) == extended.due
    again = paused(extended, date(2026, 4, 13), date(2026, 4, 15))
    assert date(2026, 4, 22) == again.due
    assert date(2026, 4, 22) == recompute(again, CALENDAR, date(2026, 4, 15), told=False).due
    reasons = [str(step["reason"]) for step in steps(again, CALENDAR)]
    assert 4 == reasons.count("中止期间不计入")
    assert "经批准由2026年4月7日延长至本日：案情复杂" == reasons[-3]
    assert date(2026, 4, 22) == steps(again, CALENDAR)[-1]["date"]


def test_the_office_reminds_itself_later_by_the_days_suspended() -> None:
    value = ClockValue("promptly", BASIS, attention={"n": 5, "unit": "working_day"})
    clock = start_clock("preliminary_review", value, 1, MONDAY, {}, CALENDAR)
    back = paused(clock, date(2026, 3, 4), date(2026, 3, 11))
    assert (midnight(date(2026, 3, 16)),) == back.reminders
    assert (None, ()) == (back.due, tuple(steps(back, CALENDAR)))


def test_what_does_not_run_cannot_be_suspended_nor_resumed() -> None:
    clock = running(30, "day")
    asleep = suspend(clock, date(2026, 3, 10))
    assert ("state", "still_running") == rule_of(lambda: suspend(asleep, date(2026, 3, 11)), Conflict)
    assert ("state", "suspended") == rule_of(lambda: resume(clock, date(2026, 3, 11), CALENDAR), Conflict)
    back = rule_of(lambda: resume(asleep, date(2026, 3, 9), CALENDAR), Invalid)
    assert ("resumed_on", "after_suspension") == back
    awake = resume(asleep, date(2026, 3, 12), CALENDAR)
    again = rule_of(lambda: suspend(awake, date(2026, 3, 11)), Invalid)
    assert ("suspended_on", "after_resumption") == again


@st.composite
def suspensions(draw: st.DrawFn) -> tuple[Clock, Clock]:
    """A clock, and the same after one to three suspensions, each begun while it ran."""
    clock = running(draw(st.integers(1, 60)), draw(UNITS), draw(STARTS))
    moved = clock
    for _ in range(draw(st.integers(1, 3))):
        assert moved.due
        first = max([clock.started_on, *(resumed for _, resumed in moved.pauses)])
        assume(first <= moved.due)
        begun = draw(st.dates(first, moved.due))
        moved = paused(moved, begun, begun + timedelta(days=draw(st.integers(0, 40))))
    return clock, moved


def by_hand(clock: Clock, moved: Clock) -> date:
    """Counting day by day on a wall calendar, striking out the suspended days."""
    off = {first + timedelta(days=k) for first, resumed in moved.pauses for k in range((resumed - first).days)}
    day = clock.started_on
    left = clock.count or 0
    if clock.unit == "month":
        assert clock.nominal
        left = (clock.nominal - clock.started_on).days
    while left:
        day += timedelta(days=1)
        left -= day not in off and (clock.unit != "working_day" or CALENDAR.is_working_day(day))
    while day in off or not CALENDAR.is_working_day(day):
        day += timedelta(days=1)
    return day


@given(suspensions())
def test_the_due_day_after_suspensions_is_the_one_counted_by_hand(clocks: tuple[Clock, Clock]) -> None:
    clock, moved = clocks
    assert by_hand(clock, moved) == moved.due


@given(suspensions())
def test_a_suspension_never_takes_a_day_away(clocks: tuple[Clock, Clock]) -> None:
    clock, moved = clocks
    assert clock.due and moved.due and clock.due <= moved.due
    assert moved.pauses[-1][1] <= moved.due or moved.pauses[-1][0] == moved.pauses[-1][1]
    assert all(r > midnight(moved.started_on) for r in moved.reminders)


@given(suspensions())
def test_the_steps_of_a_suspended_period_end_with_its_due_day(clocks: tuple[Clock, Clock]) -> None:
    """As many counted days as the period has, whatever was suspended; a month counts as one."""
    clock, moved = clocks
    explained = steps(moved, CALENDAR)
    assert moved.due == explained[-1]["date"]
    assert clock.count == sum(bool(step["counted"]) for step in explained)


@given(suspensions())
def test_a_moved_clock_survives_being_stored(clocks: tuple[Clock, Clock]) -> None:
    moved = clocks[1]
    assert moved == Clock.model_validate(moved.model_dump(mode="json"))


@given(st.integers(1, 60), UNITS, STARTS, st.integers(0, 90), st.integers(1, 90))
def test_an_extension_ends_on_its_day_and_reminds_only_ahead(
    n: int, unit: str, start: date, later: int, more: int
) -> None:
    clock = running(n, unit, start)
    assert clock.due
    on = start + timedelta(days=later)
    to = CALENDAR.working_day_after(clock.due, more)
    assume(on <= clock.due)
    extended = longer(clock, to, on)
    assert (to, to) == (extended.due, steps(extended, CALENDAR)[-1]["date"])
    assert all(midnight(on) < r < midnight(to + timedelta(days=1)) for r in extended.reminders)


def test_a_clock_stored_before_it_could_move_still_reads() -> None:
    clock = running(30, "day")
    new = {"started_at", "remind", "reminded", "extensions", "pauses", "suspended_on"}
    old = {name: value for name, value in clock.model_dump(mode="json").items() if name not in new}
    assert clock.model_copy(update={"remind": ()}) == Clock.model_validate(old)


def test_hours_run_from_the_instant_through_rest_days() -> None:
    """Twenty-four hours from Friday 15:30 end on Saturday 15:30; four hours before, it is time to remind."""
    clock = in_hours(24, datetime(2026, 3, 6, 15, 30, tzinfo=SHANGHAI))
    end = datetime(2026, 3, 7, 15, 30, tzinfo=SHANGHAI)
    assert (date(2026, 3, 7), end, (end - timedelta(hours=4),)) == (clock.due, clock.closes_at, clock.reminders)
    assert "green" == light_of(clock, end - timedelta(hours=4, microseconds=1))
    assert "yellow" == light_of(clock, end - timedelta(hours=4))
    view = clock_view(clock, KIND, end + timedelta(minutes=90))
    assert (end.isoformat(), "24小时", "逾期 2 小时") == (view["due"], view["period"], view["light_title"])
    assert ["自起算时刻起满24小时"] == [step["reason"] for step in view["steps"]]


def test_hours_without_an_instant_are_refused() -> None:
    value = ClockValue("number", BASIS, 24, "hour")
    with pytest.raises(ValueError, match="起算时刻"):
        start_clock("feedback", value, 1, MONDAY, {}, CALENDAR)


def test_hours_suspended_and_extended_keep_their_time_of_day() -> None:
    """No roll: an hour may end on a Sunday."""
    clock = in_hours(24, datetime(2026, 3, 6, 15, 30, tzinfo=SHANGHAI))
    back = paused(clock, date(2026, 3, 6), date(2026, 3, 8))
    assert datetime(2026, 3, 9, 15, 30, tzinfo=SHANGHAI) == back.closes_at
    extended = longer(clock, date(2026, 3, 8), date(2026, 3, 6))
    assert datetime(2026, 3, 8, 15, 30, tzinfo=SHANGHAI) == extended.closes_at
    assert extended.closes_at == recompute(extended, CALENDAR, MONDAY, told=False).closes_at


def test_promptly_may_ask_for_attention_in_hours() -> None:
    began = datetime(2026, 3, 6, 15, 30, tzinfo=SHANGHAI)
    value = ClockValue("promptly", BASIS, attention={"n": 2, "unit": "hour"})
    clock = start_clock("dispatch", value, 1, began.date(), {}, CALENDAR, began)
    assert (None, (began + timedelta(hours=2),)) == (clock.due, clock.reminders)
    assert "yellow" == light_of(clock, began + timedelta(hours=2))


def test_what_is_posted_on_the_last_day_is_in_time() -> None:
    clock = running(30, "day")
    assert in_time(clock, date(2026, 4, 1))
    assert not in_time(clock, date(2026, 4, 2))
    assert in_time(start_clock("handling", ClockValue("promptly", BASIS), 1, MONDAY, {}, CALENDAR), date(2099, 1, 1))
