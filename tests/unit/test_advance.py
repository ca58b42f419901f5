"""Time is a fact: what clocks raise by an instant, whenever somebody looks."""

from datetime import date, datetime, timedelta

import pytest
from casework import DU, GAO, MONDAY, OPINION, ZHOU, Bureau, correcting, performing, reported, sealed, serve
from hypothesis import given
from hypothesis import strategies as st
from jiandu.core.advance import Advanced, advance
from jiandu.core.clocks import light_of, most_urgent
from jiandu.core.deadlines import SHANGHAI, midnight
from jiandu.core.matter import Case, Clock


def served_case() -> tuple[Bureau, Case]:
    bureau = Bureau()
    _, case = correcting(bureau)
    return bureau, bureau.cases[case]


BUREAU, CASE = served_case()
SUPERVISION = BUREAU.rules.procedures["supervision"]
CLOSES = midnight(date(2026, 4, 2))  # received 2 March: the thirtieth day is 1 April
INSTANTS = st.datetimes(datetime(2026, 3, 2), datetime(2026, 6, 1)).map(lambda t: t.replace(tzinfo=SHANGHAI))


def to(now: datetime, case: Case = CASE) -> Advanced:
    return advance(case, SUPERVISION, now, BUREAU.fresh.salt)


def clock(case: Case, name: str) -> Clock:
    return next(c for c in case.clocks if c.name == name)


@pytest.mark.duty("JZ-25")
def test_thirty_days_from_receipt_end_with_the_thirtieth_day() -> None:
    """收到之日不计入: received on 2 March, the last day is 1 April, late from 2 April 00:00."""
    correction = clock(CASE, "correction")
    assert (date(2026, 4, 1), CLOSES) == (correction.due, correction.closes_at)


def test_nothing_is_late_one_microsecond_before_the_close() -> None:
    assert () == to(CLOSES - timedelta(microseconds=1)).events


def test_a_breach_is_dated_to_its_instant_and_recorded_when_found() -> None:
    late = CLOSES + timedelta(days=3, hours=5)
    (event,) = to(late).events
    assert ("breach", CLOSES, late) == (event.action, event.happened_at, event.recorded_at)


def test_reminders_change_their_clock_and_nothing_else() -> None:
    """Ten, three and one days before; no event, no new version."""
    answer = to(CLOSES - timedelta(days=3))
    assert 2 == clock(answer.case, "correction").raised
    assert (CASE.matter, ()) == (answer.case.matter, answer.events)


def test_a_right_that_runs_out_lapses_and_nobody_is_late() -> None:
    """Five working days for an objection: after them the right is gone, not overdue."""
    answer = to(midnight(date(2026, 3, 10)))
    assert "lapsed" == clock(answer.case, "objection").status
    assert ((), ()) == (answer.events, answer.case.matter.late)


def test_a_late_clock_runs_on_until_somebody_stops_it() -> None:
    """Being late is a light, not a state that shuts the door."""
    answer = to(CLOSES)
    assert "running" == clock(answer.case, "correction").status
    assert ("correcting", ("correction",)) == (answer.case.matter.state, answer.case.matter.late)
    assert "red" == light_of(clock(answer.case, "correction"), CLOSES)


@given(INSTANTS)
def test_advancing_again_changes_nothing(now: datetime) -> None:
    """Each alert is raised once."""
    once = to(now)
    again = to(now, once.case)
    assert (once.case, ()) == (again.case, again.events)


@given(INSTANTS, INSTANTS)
def test_two_steps_come_to_the_same_as_one(one: datetime, other: datetime) -> None:
    """Whenever the sweep runs: the same clocks, the same breaches at the same instants."""
    first, last = sorted((one, other))
    stepwise, direct = to(last, to(first).case), to(last)
    assert direct.case.clocks == stepwise.case.clocks
    assert direct.case.matter.late == stepwise.case.matter.late
    told = [[(e.n, e.action, e.happened_at) for e in answer.case.events] for answer in (direct, stepwise)]
    assert told[0] == told[1]


@given(INSTANTS)
def test_no_alert_due_by_now_is_left(now: datetime) -> None:
    pending = [c.next_alert for c in to(now).case.clocks if c.next_alert]
    assert all(instant > now for instant in pending)


def test_alerts_are_raised_in_the_order_of_their_instants() -> None:
    """A case with two clocks running: the files due first are late first."""
    bureau = Bureau()
    _, case = reported(bureau)
    for name, days in (("consult_files", 9), ("consult_files", 4)):
        due = midnight(bureau.today) + timedelta(days=days)
        bureau.act(case, name, ZHOU, files="处罚案卷", form="copy", due_on=due.date())
    bureau.wait(days=30)
    bureau.sweep()
    breaches = [e.happened_at for e in bureau.cases[case].events if e.action == "breach"]
    assert sorted(breaches) == breaches
    assert 2 == len(breaches)


def test_an_act_at_two_past_midnight_does_not_hide_the_breach() -> None:
    """The sweep comes at a quarter past; the act itself raises what is late before it."""
    bureau = Bureau()
    _, case = correcting(bureau)
    bureau.now = CLOSES + timedelta(minutes=2)
    bureau.act(case, "report_correction", GAO, report="已纠正。")
    kept = bureau.cases[case]
    assert ["breach", "report_correction"] == [event.action for event in kept.events[-2:]]
    assert (CLOSES, ("correction",), ()) == (kept.events[-2].happened_at, kept.matter.was_late, kept.matter.late)
    bureau.now = CLOSES + timedelta(minutes=15)
    assert [] == bureau.sweep()


def test_an_act_one_second_before_midnight_is_in_time() -> None:
    bureau = Bureau()
    _, case = correcting(bureau)
    bureau.now = CLOSES - timedelta(seconds=1)
    bureau.act(case, "report_correction", GAO, report="已纠正。")
    bureau.wait(days=5)
    assert [] == bureau.sweep()
    assert () == bureau.cases[case].matter.was_late


def test_service_recorded_long_after_it_happened_raises_what_came_meanwhile() -> None:
    """The clock starts on the day of receipt, not on the day of the entry: it may be late at once."""
    bureau = Bureau()
    _, case = reported(bureau)
    sealed(bureau, case, "opinion", **OPINION)
    received = bureau.today
    bureau.wait(days=45)
    serve(bureau, case, "opinion", received)
    events = bureau.cases[case].events
    assert ["serve_opinion", "breach"] == [event.action for event in events[-2:]]
    assert [midnight(received), CLOSES] == [event.happened_at for event in events[-2:]]


def test_a_date_in_the_letter_is_late_the_day_after() -> None:
    """督办函: the day printed in it is the last one."""
    bureau = Bureau()
    _, case = performing(bureau)
    performance = clock(bureau.cases[case], "performance")
    assert performance.due and midnight(performance.due + timedelta(days=1)) == performance.closes_at


def test_promptly_has_no_due_date_and_is_never_red() -> None:
    """及时: the office's own attention day only turns the light yellow."""
    bureau = Bureau()
    review = clock(bureau.cases[bureau.submit()], "preliminary_review")
    assert (None, None) == (review.due, review.closes_at)
    assert "green" == light_of(review, MONDAY)
    assert "yellow" == light_of(review, MONDAY + timedelta(days=3650))


def test_the_most_urgent_clock_decides_where_a_matter_stands() -> None:
    """The objection's five working days come before the correction's thirty days; afterwards they do not."""
    assert "objection" == (most_urgent(CASE.clocks) or (None, CASE.clocks[0]))[1].name
    later = to(midnight(date(2026, 3, 10))).case.clocks
    assert date(2026, 4, 1) == (most_urgent(later) or (None, later[0]))[0]


def test_a_matter_that_ended_has_no_clock_running() -> None:
    bureau = Bureau()
    complaint = bureau.submit()
    bureau.act(
        complaint, "refuse", ZHOU, reason="out_of_scope", explanation="不属于监督范围。", channels="请向住建局反映。"
    )
    bureau.wait(days=400)
    assert [] == bureau.sweep()
    assert {"stopped"} == {c.status for c in bureau.cases[complaint].clocks}
    assert DU.organisation == bureau.cases[complaint].matter.owner
