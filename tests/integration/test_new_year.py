"""A new year's arrangement on the table: approved once by two persons, every running clock recomputed once."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from jiandu import recalculate as use_case
from jiandu.adapters import calendars, table
from jiandu.adapters.items import marshal
from jiandu.arranging import load_year, settle_year
from jiandu.core.calendar import Calendar
from jiandu.core.deadlines import SHANGHAI
from jiandu.core.errors import Conflict
from jiandu.core.matter import Actor, Clock
from jiandu.core.record import broken_at
from jiandu.sweep import sweep

from tests.integration.desk_work import Desk, actor, load
from tests.integration.embedded_aws import EmbeddedAws
from tests.integration.test_crash import crash_points, stopped_at
from tests.integration.traffic import Traffic
from tests.integration.whole_table import Kept, everything

LONG = 60.0
DECEMBER = datetime(2026, 12, 18, 9, 30, tzinfo=SHANGHAI)
STATUTORY = """元旦 1月1日至4日
春节 2月5日至11日
清明节 4月5日
劳动节 5月1日至2日
端午节 6月9日
中秋节 9月15日
国庆节 10月1日至3日
补假 1月18日"""
YEAR = {
    "year": 2027,
    "off": STATUTORY,
    "makeup": "春节 2月14日",
    "notice_no": "国办发明电〔2026〕9号",
    "notice_date": "2026-12-17",
    "link": "https://www.gov.cn/1.htm",
}
ADMINISTRATOR, SIGNER = "city-administrator-1", "city-signer-1"


@pytest.fixture(autouse=True)
def shipped_calendar(deployment: str) -> Iterator[None]:
    """What one test approves is unknown to the next."""
    yield
    Calendar.publish({})


def who(person: str) -> Actor:
    return actor(person, "")


def approve(desk: Desk, **facts: Any) -> None:
    load_year(who(ADMINISTRATOR), {**YEAR, **facts}, desk.now)
    settle_year(who(SIGNER), True, calendars.load_register().version, desk.now)
    desk.wait(minutes=15)


def clock(matter_id: str, name: str) -> Clock:
    return next(c for c in load(matter_id).clocks if c.name == name)


def moved(matter_id: str) -> list[dict[str, Any]]:
    return [dict(event.facts) for event in load(matter_id).events if event.action == "recompute"]


def at_work(desk: Desk) -> tuple[str, str]:
    """18 January for the agency's correction, 5 January for the bureau's answer."""
    case = desk.correcting()
    desk.wait(days=3)
    return case, desk.objected(case)


def test_an_approved_year_moves_every_clock_once(traffic: Traffic) -> None:
    """Found through the due index, one transaction a matter, no Scan; the lists follow."""
    desk = Desk(now=DECEMBER)
    case, objection = at_work(desk)
    approve(desk)
    traffic.calls.clear()
    assert sweep(desk.now, LONG).done
    assert "Scan" not in traffic.operations()
    assert 2 == len(traffic.transactions())
    assert [{"clock": "correction#1", "before": "2027-01-18", "after": "2027-01-19"}] == moved(case)
    assert [{"clock": "answer#1", "before": "2027-01-05", "after": "2027-01-06"}] == moved(objection)
    (line,) = [i for i in table.page("inbox", "city-market#open", 10, None).items if i["id"] == case]
    assert ("2027-01-19", False) == (line["due_on"], line["provisional"])
    for matter_id in (case, objection):
        kept = load(matter_id)
        assert broken_at(kept.matter, kept.events) is None
    traffic.calls.clear()
    sweep(desk.now, LONG)
    assert [] == traffic.transactions()


def test_a_clock_started_after_the_approval_takes_it_into_account(deployment: str) -> None:
    desk = Desk(now=DECEMBER)
    approve(desk)
    assert date(2027, 12, 31) == Calendar.published().published_through
    case = desk.correcting()
    assert (date(2027, 1, 19), False) == (clock(case, "correction").due, clock(case, "correction").provisional)
    sweep(desk.now, LONG)
    assert [] == moved(case)


def test_another_process_learns_of_an_approval_by_itself(deployment: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not before the lifetime of what it read is over, however far business time was moved; then with one read."""
    calendars.refresh()
    with monkeypatch.context() as elsewhere:
        elsewhere.setattr(calendars, "_READ", {})
        approve(Desk(now=DECEMBER))
    Calendar.publish({})
    calendars.refresh()
    assert 2026 == Calendar.published().published_through.year
    monkeypatch.setattr(calendars, "LIFETIME", 0.0)
    calendars.refresh()
    assert 2027 == Calendar.published().published_through.year


def test_a_day_that_stays_is_no_longer_provisional_also_in_the_lists(traffic: Traffic) -> None:
    """No event, no new version: only the clock and its line change."""
    desk = Desk(now=DECEMBER)
    case = desk.correcting()
    before = load(case)
    approve(desk, off=STATUTORY.replace("补假 1月18日", ""))
    sweep(desk.now, LONG)
    after = load(case)
    assert (before.matter, before.events) == (after.matter, after.events)
    kept = clock(case, "correction")
    assert (date(2027, 1, 18), False) == (kept.due, kept.provisional)
    (line,) = [i for i in table.page("inbox", "city-market#open", 10, None).items if i["id"] == case]
    assert line["due_on"] <= "2026-12-31" or line["provisional"] is False


def test_it_is_recomputed_before_an_alert_of_the_old_day_is_raised(deployment: str) -> None:
    """Whenever the sweep comes: what was approved in time counts."""
    desk = Desk(now=DECEMBER)
    case, _ = at_work(desk)
    approve(desk)
    desk.now = datetime(2027, 1, 19, 9, tzinfo=SHANGHAI)
    sweep(desk.now, LONG)
    assert [] == [event for event in load(case).events if event.action == "breach"]
    desk.wait(days=1)
    sweep(desk.now, LONG)
    (breach,) = [event for event in load(case).events if event.action == "breach"]
    assert date(2027, 1, 20) == breach.happened_at.date()


def test_the_power_may_fail_at_every_call_of_a_recomputation(
    traffic: Traffic, embedded: EmbeddedAws, monkeypatch: pytest.MonkeyPatch, tried: Callable[[str], None]
) -> None:
    """The next run finds the same end: no clock left out, no event twice."""
    monkeypatch.setattr(use_case, "BATCH", 2)
    monkeypatch.setattr(use_case, "TRIES", 1)
    monkeypatch.setattr(table, "SHARDS", 2)
    monkeypatch.setattr(table, "shard", lambda matter_id: int(matter_id[:8], 16) % 2)
    desk = Desk(now=DECEMBER)
    matters = at_work(desk)
    approve(desk)

    def run() -> None:
        sweep(desk.now, LONG)

    kept = Kept.now(embedded)
    monkeypatch.setattr(use_case, "_attempt", _at_once)
    points = crash_points(traffic, run)
    kept.restore()
    run()
    end = everything(embedded)
    for point in points:
        kept.restore()
        stopped_at(traffic, point, run)
        run()
        assert end == everything(embedded), point
        assert [1, 1] == [len(moved(matter_id)) for matter_id in matters], point
    tried(f"recomputation: {len(points)} crash points")
    assert len(points) >= 16


def _at_once(matter_id: str, since: datetime, now: datetime) -> str:
    """Like ``_attempt``, but a failing power is not survived."""
    use_case.recalculate_matter(matter_id, since, now)
    return ""


def test_a_run_without_time_goes_on_where_it_stopped(deployment: str, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = Desk(now=DECEMBER)
    case, _ = at_work(desk)
    approve(desk)
    assert not sweep(desk.now, -1.0).done
    assert ([], 1) == (moved(case), len(calendars.unfinished()))
    assert sweep(desk.now, LONG).done
    assert (1, []) == (len(moved(case)), calendars.unfinished())


def test_a_matter_that_fails_is_named_and_the_others_go_on(deployment: str, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = Desk(now=DECEMBER)
    sick, sound = desk.correcting(), desk.correcting()
    approve(desk)
    whole = use_case.recalculate_matter

    def sometimes(matter_id: str, since: datetime, now: datetime) -> None:
        if matter_id == sick:
            raise RuntimeError("broken")
        whole(matter_id, since, now)

    monkeypatch.setattr(use_case, "recalculate_matter", sometimes)
    assert {(sick, "RuntimeError")} == set(sweep(desk.now, LONG).failed)
    assert ([], 1) == (moved(sick), len(moved(sound)))
    item = table.get(calendars.PK, "RECOMPUTE#0001")
    assert item and {sick} == set(item["failed"])


def test_an_act_in_the_same_moment_is_not_lost(traffic: Traffic) -> None:
    """One of both loses and looks again."""
    desk = Desk(now=DECEMBER)
    case, _ = at_work(desk)
    approve(desk)
    wanted = desk.wanted(case, "report_correction", "city-market-respondent-1", report="已纠正。")
    from jiandu.perform import perform

    traffic.once_before("TransactWriteItems", lambda: perform(wanted))
    assert [] == sweep(desk.now, LONG).failed
    assert "stopped" == clock(case, "correction").status


def test_a_lost_answer_of_an_approval_repeats_nothing(traffic: Traffic, embedded: EmbeddedAws) -> None:
    """Wherever the power fails: approved once, or not yet and to be approved again."""
    desk = Desk(now=DECEMBER)
    load_year(who(ADMINISTRATOR), YEAR, desk.now)

    def run() -> None:
        settle_year(who(SIGNER), True, 1, desk.now)

    kept = Kept.now(embedded)
    points = crash_points(traffic, run)
    kept.restore()
    run()
    end = everything(embedded)
    for point in points:
        kept.restore()
        stopped_at(traffic, point, run)
        if calendars.load_register().pending:
            run()
        else:
            with pytest.raises(Conflict):
                run()
        assert end == everything(embedded), point
    register = calendars.load_register()
    events = [table.Event.model_validate(i) for i in table.items_of(calendars.PK, "E#")]
    assert broken_at(register, events) is None


def test_two_approvals_in_the_same_moment_count_once(traffic: Traffic) -> None:
    desk = Desk(now=DECEMBER)
    load_year(who(ADMINISTRATOR), YEAR, desk.now)
    rival = who("county-signer-1")
    traffic.once_before("TransactWriteItems", lambda: settle_year(rival, True, 1, desk.now))
    with pytest.raises(Conflict) as refused:
        settle_year(who(SIGNER), True, 1, desk.now)
    assert "stale" == refused.value.mistakes[0].rule
    assert ["county-signer-1"] == [p.decided_by for p in calendars.proposals()]


def test_an_entry_waits_until_every_process_knows_the_calendar(deployment: str) -> None:
    """A clock started meanwhile in a process that did not know yet is found too."""
    desk = Desk(now=DECEMBER)
    case, _ = at_work(desk)
    approve(desk)
    early = desk.now - timedelta(minutes=15) + calendars.DELAY - timedelta(seconds=1)
    sweep(early, LONG)
    assert [] == moved(case)
    answer = table.client("dynamodb").query(
        TableName=table._name(),
        IndexName="due",
        KeyConditionExpression="due_pk = :p",
        ExpressionAttributeValues=marshal({":p": calendars.DUE}),
    )
    assert 1 == len(answer["Items"])
