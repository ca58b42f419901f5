"""The sweep on the table: every alert once, dated to its instant, whatever fails beside it."""

from datetime import timedelta
from typing import Any

import pytest
from jiandu import sweep as use_case
from jiandu.adapters import table
from jiandu.adapters.items import marshal
from jiandu.core.deadlines import midnight
from jiandu.core.record import broken_at
from jiandu.perform import perform
from jiandu.sweep import Swept, raise_due, sweep

from tests.integration.desk_work import AGENCY, Desk, load
from tests.integration.traffic import Traffic

LONG = 60.0


def breaches(matter_id: str) -> list[Any]:
    return [event for event in load(matter_id).events if event.action == "breach"]


def failed_entries() -> list[str]:
    answer = table.client("dynamodb").query(
        TableName=table._name(),
        IndexName="due",
        KeyConditionExpression="due_pk = :p",
        ExpressionAttributeValues=marshal({":p": "DUE#failed"}),
    )
    return [item["pk"]["S"].removeprefix("M#") for item in answer["Items"]]


def test_every_alert_is_raised_once(traffic: Traffic) -> None:
    """Of the opinion: three reminders and the breach, one reminder and the lapse of the objection."""
    desk = Desk()
    case = desk.correcting()
    (attention,) = [c for c in load(str(load(case).matter.parent)).clocks if c.name == "handling"]
    desk.wait(days=40)
    traffic.calls.clear()
    result = sweep(desk.now, LONG)
    assert (6 + attention.raised, [], True) == (result.raised, result.failed, result.done)
    assert Swept() == sweep(desk.now, LONG)
    assert "Scan" not in traffic.operations()
    (breach,) = breaches(case)
    assert midnight(breach.happened_at.date()) == breach.happened_at
    assert desk.now == breach.recorded_at


def test_what_is_not_due_is_left_alone(deployment: str) -> None:
    desk = Desk()
    case = desk.correcting()
    before = load(case)
    assert Swept() == sweep(desk.now + timedelta(hours=1), LONG)
    assert before == load(case)


def test_reminders_write_their_clock_only(traffic: Traffic) -> None:
    """No event, no new version: what somebody has open stays good."""
    desk = Desk()
    case = desk.correcting()
    sweep(desk.now + timedelta(days=10), LONG)
    seen = desk.wanted(case, "report_correction", AGENCY, report="已纠正。")
    traffic.calls.clear()
    assert 1 == sweep(desk.now + timedelta(days=21), LONG).raised
    ((write,),) = traffic.transactions()
    assert "C#correction#1" == write["Put"]["Item"]["sk"]["S"]
    perform(seen)


def test_a_right_that_lapsed_no_longer_leads_the_lists(deployment: str) -> None:
    """After five working days the correction is what is due next; nothing is overdue."""
    desk = Desk()
    case = desk.correcting()
    sweep(desk.now + timedelta(days=9), LONG)
    (line,) = [i for i in table.page("inbox", "city-market#open", 10, None).items if i["id"] == case]
    assert "2026-04-01" == line["due_on"]
    assert load(case).matter.late == ()


def test_the_record_stays_whole(deployment: str) -> None:
    desk = Desk()
    case = desk.correcting()
    desk.wait(days=40)
    sweep(desk.now, LONG)
    kept = load(case)
    assert broken_at(kept.matter, kept.events) is None
    assert ("correction",) == kept.matter.late


def test_an_act_in_the_same_moment_does_not_raise_the_breach_twice(traffic: Traffic) -> None:
    """The alert's condition is on its clock: one of both loses and looks again."""
    desk = Desk()
    case = desk.correcting()
    desk.wait(days=40)
    report = desk.wanted(case, "report_correction", AGENCY, report="已纠正。")
    traffic.once_before("TransactWriteItems", lambda: perform(report))
    sweep(desk.now, LONG)
    assert 1 == len(breaches(case))
    assert "correction_reported" == load(case).matter.state


def test_what_fails_three_times_is_set_aside_and_the_run_goes_on(
    deployment: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The others are raised; the failed one waits in DUE#failed and no later run stumbles over it."""
    desk = Desk()
    sick, sound = desk.correcting(), desk.correcting()
    desk.wait(days=40)
    tries = []

    def sometimes(matter_id: str, now: Any) -> int:
        if matter_id == sick:
            tries.append(matter_id)
            raise RuntimeError("broken")
        return raise_due(matter_id, now)

    monkeypatch.setattr(use_case, "raise_due", sometimes)
    result = sweep(desk.now, LONG)
    assert (3, [(sick, "RuntimeError")], True) == (len(tries), result.failed, result.done)
    assert {sick} == set(failed_entries())
    assert ([], 1) == (breaches(sick), len(breaches(sound)))
    assert Swept() == sweep(desk.now, LONG)
    assert 3 == len(tries)


def test_what_was_set_aside_is_raised_by_the_next_act(deployment: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is lost: the matter itself knows what is due."""
    desk = Desk()
    case = desk.correcting()
    desk.wait(days=40)
    monkeypatch.setattr(use_case, "raise_due", lambda matter_id, now: 1 / 0)
    sweep(desk.now, LONG)
    desk.act(case, "report_correction", AGENCY, report="已纠正。")
    assert 1 == len(breaches(case))
    assert case not in failed_entries()


def test_an_entry_handled_meanwhile_is_not_set_aside(traffic: Traffic, monkeypatch: pytest.MonkeyPatch) -> None:
    """Three lost races in a row only mean that somebody else is at work on it."""
    desk = Desk()
    case = desk.correcting()
    desk.wait(days=40)
    entries = [e for s in range(table.SHARDS) for e in table.due_alerts(s, desk.now, 25)]
    desk.act(case, "report_correction", AGENCY, report="已纠正。")
    for entry in entries:
        if entry["pk"] == f"M#{case}":
            table.set_aside(entry, "Lost")
    assert case not in failed_entries()


def test_a_run_without_time_says_so_and_the_next_one_goes_on(deployment: str) -> None:
    """Bounded by time, without a cursor."""
    desk = Desk()
    case = desk.correcting()
    desk.wait(days=40)
    first = sweep(desk.now, -1.0)
    assert (0, False) == (first.raised, first.done)
    assert sweep(desk.now, LONG).done
    assert 1 == len(breaches(case))


def test_more_alerts_than_one_reading_takes_are_all_raised(deployment: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(use_case, "BATCH", 1)
    monkeypatch.setattr(table, "shard", lambda matter_id: 3)
    desk = Desk()
    matters = [desk.submit().matter_id for _ in range(4)]
    desk.wait(days=30)
    assert 4 == sweep(desk.now, LONG).raised
    assert [1] * 4 == [load(matter_id).clocks[0].raised for matter_id in matters]


def test_an_entry_of_no_matter_is_set_aside(deployment: str) -> None:
    """A stray clock stops nobody."""
    desk = Desk()
    nobody = "00000003" + "0" * 24
    stray = {"pk": f"M#{nobody}", "sk": "C#x#1", "due_pk": "DUE#03", "due_sk": "2026-03-01T00:00:00+08:00#x"}
    table.client("dynamodb").put_item(TableName=table._name(), Item=marshal(stray))
    assert Swept(failed=[(nobody, "LookupError")]) == sweep(desk.now, LONG)
    assert Swept() == sweep(desk.now, LONG)
