"""A new year's arrangement against running clocks: what moves is on record, what was told never shrinks."""

import json
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from casework import DU, GAO, ORGANISATIONS, PEOPLE, ZHOU, Bureau, correcting, objected, performing
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar as File
from jiandu.core.advance import Advanced
from jiandu.core.calendar import Calendar, Year
from jiandu.core.clocks import extend, recompute, resume, start_clock, suspend
from jiandu.core.deadlines import SHANGHAI, midnight
from jiandu.core.matter import Case, Clock
from jiandu.core.procedure import Article, ClockValue
from jiandu.core.recomputing import recomputed
from jiandu.core.record import broken_at
from jiandu.ics import calendar_file
from jiandu.views.clocks import appointments
from jiandu.views.matter import Surroundings, matter_view

SHIPPED = Calendar.published()
DECEMBER = datetime(2026, 12, 18, 9, 30, tzinfo=SHANGHAI)  # a Friday
FIXED = ["2027-01-01", "2027-05-01", "2027-05-02", "2027-10-01", "2027-10-02", "2027-10-03"]


def with_2027(off: tuple[str, ...] = (), makeup: tuple[str, ...] = ()) -> Calendar:
    """The shipped years and an invented 2027: the fixed feasts, and what the test is about."""
    days = [*FIXED, *off]
    names = dict.fromkeys((*days, *makeup), "元旦")
    row = {"notice_date": "2026-12-20", "off": days, "makeup_work": list(makeup), "names": names}
    return Calendar.of({**SHIPPED.years, 2027: Year.read(2027, row)})


LONGER = with_2027(off=("2027-01-02", "2027-01-03", "2027-01-04", "2027-01-18"))
SHORTER = with_2027(off=("2027-01-02",), makeup=("2027-01-03", "2027-01-17"))
SAME = with_2027(off=("2027-01-02", "2027-01-03"))


def clock(case: Case, name: str) -> Clock:
    return next(c for c in case.clocks if c.name == name)


def at_work() -> tuple[Bureau, str, str]:
    """An opinion served on 18 December, objected to the Monday after: 18 January for the agency, 5 for the bureau."""
    bureau = Bureau(now=DECEMBER)
    _, case = correcting(bureau)
    bureau.wait(days=3)
    objection = objected(bureau, case)
    bureau.wait(hours=2)
    return bureau, case, objection


def by(bureau: Bureau, matter_id: str, calendar: Calendar) -> Advanced:
    later = bureau.now + timedelta(minutes=15)
    return recomputed(
        bureau.cases[matter_id], bureau.procedure(matter_id), calendar, bureau.now, later, bureau.fresh.salt
    )


def test_the_clocks_of_december_are_provisional() -> None:
    bureau, case, objection = at_work()
    correction, answer = clock(bureau.cases[case], "correction"), clock(bureau.cases[objection], "answer")
    assert (date(2027, 1, 18), True) == (correction.due, correction.provisional)
    assert (date(2027, 1, 5), True) == (answer.due, answer.provisional)


def test_a_day_that_moves_later_is_an_event_with_both_days() -> None:
    bureau, case, _ = at_work()
    answer = by(bureau, case, LONGER)
    moved = clock(answer.case, "correction")
    assert (date(2027, 1, 19), False, midnight(date(2027, 1, 20))) == (moved.due, moved.provisional, moved.closes_at)
    (event,) = answer.events
    assert ("recompute", "system", bureau.now) == (event.action, event.actor, event.happened_at)
    assert {"clock": "correction#1", "before": "2027-01-18", "after": "2027-01-19"} == event.facts
    assert "correction#1" == json.loads(event.body)["clock"]
    assert broken_at(answer.case.matter, answer.case.events) is None


def test_the_agencys_day_is_never_shortened_and_the_bureaus_own_is() -> None:
    """The make-up Sunday makes the bureau's tenth working day a day earlier; the agency was told the 18th."""
    bureau, case, objection = at_work()
    agency, office = by(bureau, case, SHORTER), by(bureau, objection, SHORTER)
    kept = clock(agency.case, "correction")
    assert ((), date(2027, 1, 18), False) == (agency.events, kept.due, kept.provisional)
    assert (1, date(2027, 1, 4)) == (len(office.events), clock(office.case, "answer").due)


def test_a_day_that_stays_ceases_to_be_provisional_without_an_event() -> None:
    bureau, case, _ = at_work()
    answer = by(bureau, case, SAME)
    before, after = clock(bureau.cases[case], "correction"), clock(answer.case, "correction")
    assert ((), before.model_copy(update={"provisional": False})) == (answer.events, after)


@pytest.mark.parametrize("calendar", [LONGER, SHORTER, SAME])
def test_recomputing_again_changes_nothing(calendar: Calendar) -> None:
    bureau, *matters = at_work()
    for matter_id in matters:
        once = by(bureau, matter_id, calendar)
        bureau.cases[matter_id] = once.case
        again = by(bureau, matter_id, calendar)
        assert ((), once.case) == (again.events, again.case)


def test_what_ran_out_or_rests_or_ended_is_left_alone() -> None:
    bureau, case, _ = at_work()
    bureau.now = midnight(date(2027, 1, 19))
    assert () == by(bureau, case, LONGER).events
    bureau.sweep()
    assert () == by(bureau, case, LONGER).events
    correction = clock(bureau.cases[case], "correction").model_copy(update={"breached_at": None})
    for other in (suspend(correction, date(2027, 1, 5)), correction.model_copy(update={"status": "stopped"})):
        assert other == recompute(other, LONGER, date(2027, 1, 5), told=False)


def test_a_day_printed_in_a_letter_moves_only_off_a_rest_day() -> None:
    """督办函: the printed day binds; where it became a day off, the first working day after it does."""
    letter = {"due_on": "2027-01-04"}
    value = ClockValue("set_in_letter", (Article("《条例》", "27"),), remind=(1,))
    printed = start_clock("performance", value, 1, date(2026, 12, 18), letter, SHIPPED)
    assert date(2027, 1, 5) == recompute(printed, LONGER, date(2026, 12, 20), told=True).due
    assert date(2027, 1, 4) == recompute(printed, SHORTER, date(2026, 12, 20), told=False).due


def test_a_suspended_or_extended_period_keeps_what_it_was_given() -> None:
    value = ClockValue("number", (Article("《条例》", "25"),), 10, "working_day")
    start = start_clock("answer", value, 1, date(2026, 12, 21), {}, SHIPPED)
    rested = resume(suspend(start, date(2026, 12, 23)), date(2026, 12, 25), SHIPPED)
    assert (date(2027, 1, 7), date(2027, 1, 8)) == (
        rested.due,
        recompute(rested, LONGER, date(2026, 12, 28), told=False).due,
    )
    extended = extend(start, date(2027, 1, 12), "复杂", "zheng", date(2026, 12, 22), SHIPPED)
    assert date(2027, 1, 12) == recompute(extended, SHORTER, date(2026, 12, 28), told=False).due


@settings(deadline=None)
@given(
    st.integers(1, 60),
    st.sampled_from(["working_day", "day", "month"]),
    st.dates(date(2026, 11, 1), date(2027, 6, 30)),
    st.sets(st.dates(date(2027, 1, 4), date(2027, 9, 30)), max_size=40),
)
def test_a_told_day_never_comes_earlier_and_an_own_day_is_the_new_one(
    n: int, unit: str, start: date, off: set[date]
) -> None:
    """Whatever the arrangement says."""
    makeup = {d for d in off if d.weekday() > 4}
    free = {d for d in off if d.weekday() < 5} - {date.fromisoformat(day) for day in FIXED}
    calendar = with_2027(tuple(map(str, free)), tuple(map(str, makeup - {date(2027, 5, 1), date(2027, 5, 2)})))
    value = ClockValue("number", (Article("《条例》", "25"),), n, unit, remind=(3, 1))
    clock = start_clock("correction", value, 1, start, {}, SHIPPED)
    fresh = start_clock("correction", value, 1, start, {}, calendar)
    told, own = (recompute(clock, calendar, start, told) for told in (True, False))
    assert clock.due and fresh.due and told.due
    assert max(clock.due, fresh.due) == told.due
    assert fresh.due == own.due
    assert (fresh.closes_at, fresh.provisional) == (own.closes_at, own.provisional)


def test_both_sides_see_the_change_and_the_agency_its_own_only() -> None:
    """The bureau's clock is nothing to the agency, even where it objected itself."""
    bureau, case, objection = at_work()
    for matter_id in (case, objection):
        bureau.cases[matter_id] = replace(by(bureau, matter_id, LONGER).case, parent=None)
    around = Surroundings({o.id: o.name for o in ORGANISATIONS.values()}, {p.id: p.name for p in PEOPLE.values()})

    def told(matter_id: str, actor: object) -> list[str]:
        view = matter_view(bureau.case(matter_id), actor, bureau.rules, bureau.now, around)  # type: ignore[arg-type]
        return [entry["text"] for entry in view["timeline"] if entry["name"] == "recompute"]

    changed = "国务院放假安排公布后重新计算，“自行纠正并报送情况”的到期日由2027年1月18日改为2027年1月19日。"
    assert [[changed], [changed]] == [told(case, actor) for actor in (ZHOU, GAO)]
    assert (1, []) == (len(told(objection, DU)), told(objection, GAO))


def test_a_calendar_file_holds_ones_own_due_days_and_no_content() -> None:
    """RFC 5545: an all-day event, tentative while provisional, with an alarm for each reminder still ahead."""
    bureau, case, objection = at_work()
    kept, procedure = bureau.cases[case], bureau.procedure(case)
    text = calendar_file(appointments(kept, procedure, "respondent"), bureau.now)
    (correction,) = File.from_ical(text).walk("VEVENT")
    assert f"自行纠正并报送情况 {kept.matter.number}" == correction["SUMMARY"]
    assert (date(2027, 1, 18), date(2027, 1, 19)) == (correction["DTSTART"].dt, correction["DTEND"].dt)
    assert "TENTATIVE" == correction["STATUS"]
    alarms = [alarm["TRIGGER"].dt for alarm in correction.walk("VALARM")]
    assert list(clock(kept, "correction").reminders) == alarms
    assert "TRIGGER;VALUE=DATE-TIME:20270107T160000Z" in text
    assert "罚款" not in text
    assert [] == appointments(kept, procedure, "owner")
    (own,) = appointments(bureau.cases[objection], bureau.procedure(objection), "owner")
    assert ("论证并答复异议", date(2027, 1, 5)) == (own.summary.split()[0], own.day)


def test_a_clock_that_does_not_run_is_in_no_calendar() -> None:
    bureau = Bureau(now=DECEMBER)
    _, case = performing(bureau)
    kept = bureau.cases[case]
    stopped = tuple(c.model_copy(update={"status": "suspended"}) for c in kept.clocks)
    assert [] == appointments(replace(kept, clocks=stopped), bureau.procedure(case), "respondent")
