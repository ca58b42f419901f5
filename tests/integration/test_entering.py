"""Entering for others: one transaction, one answer for one request, clocks from the day of receipt."""

from datetime import timedelta
from typing import Any

import pytest
from jiandu.adapters import aws, table
from jiandu.core.deadlines import midnight, shanghai_day
from jiandu.core.errors import Invalid
from jiandu.settings import settings
from jiandu.submit import Submitted
from jiandu.take_in import take_in

from infra.demo.office import SCAN
from tests.integration.desk_work import CLERK, COMPLAINT, MONDAY, SUPERVISOR, Desk, actor, load, scan
from tests.integration.traffic import Traffic

FRIDAY = shanghai_day(MONDAY) - timedelta(days=3)


def entered(key: str = "once", person: str = CLERK, **facts: Any) -> Submitted:
    told = {**COMPLAINT, "channel": "letter", "received_on": FRIDAY.isoformat(), **facts}
    return take_in(actor(person, ""), told, key, MONDAY)


def test_the_same_request_gets_the_same_answer_code_included(deployment: str) -> None:
    first = entered(scan=scan())
    assert first == entered(scan=scan())
    assert [first.matter_id] == [str(i["id"]) for i in table.page("work", "city-bureau#open", 10, None).items]


def test_a_repeated_request_writes_nothing_not_even_its_file(traffic: Traffic) -> None:
    entered(scan=scan())
    assert (1, ["TransactWriteItems"]) == (traffic.operations().count("PutObject"), traffic.writes())
    entered(scan=scan())
    assert (1, ["TransactWriteItems"]) == (traffic.operations().count("PutObject"), traffic.writes())


@pytest.mark.parametrize("change", [{"facts": "另一件事。"}, {"channel": "visit"}, {"received_on": "2026-02-26"}])
def test_another_body_under_the_key_is_refused(deployment: str, change: dict[str, str]) -> None:
    entered()
    with pytest.raises(Invalid) as refusal:
        entered(**change)
    assert ("Idempotency-Key", "same_body") == (refusal.value.mistakes[0].field, refusal.value.mistakes[0].rule)


def test_a_key_counts_for_its_own_person_alone(deployment: str) -> None:
    """Neither a colleague nor the public can ask for another's code with the same key."""
    mine, theirs, public = entered(), entered(person=SUPERVISOR), Desk().submit("once")
    assert 3 == len({mine.code, theirs.code, public.code})


def test_the_clock_runs_from_the_day_of_receipt(deployment: str) -> None:
    """And what the desk is sorted by counts from there too."""
    early, today = entered(), entered("twice", received_on=shanghai_day(MONDAY).isoformat())
    (clock,) = load(early.matter_id).clocks
    (later,) = load(today.matter_id).clocks
    assert (FRIDAY, shanghai_day(MONDAY)) == (clock.started_on, later.started_on)
    assert clock.reminders < later.reminders
    assert midnight(FRIDAY).isoformat() == early.received_at
    assert MONDAY.isoformat() == today.received_at


def test_the_record_names_who_entered_it(deployment: str) -> None:
    (event,) = load(entered().matter_id).events
    assert ("take_in", CLERK, "city-bureau") == (event.action, event.actor, event.organisation)
    assert (midnight(FRIDAY), MONDAY) == (event.happened_at, event.recorded_at)


def test_the_scan_is_stored_with_the_matter(deployment: str) -> None:
    answer = entered(scan=scan())
    kept = load(answer.matter_id).events[0].facts["scan"]
    assert str(kept["key"]).startswith(f"received/{answer.matter_id}/")
    stored = aws.client("s3").get_object(Bucket=settings().bucket_name, Key=kept["key"])["Body"].read()
    assert SCAN == stored


@pytest.mark.parametrize(
    ("facts", "field", "rule"),
    [
        ({"received_on": "2026-03-03"}, "received_on", "not_in_future"),
        ({"received_on": "2025-03-01"}, "received_on", "within_a_year"),
        ({"agency": "county-market"}, "agency", "own"),
        ({"agency": "city-closed"}, "agency", "open"),
        ({"scan": "not a file"}, "scan", "file"),
    ],
)
def test_what_breaks_a_rule_is_refused_and_nothing_is_stored(
    traffic: Traffic, facts: dict[str, str], field: str, rule: str
) -> None:
    with pytest.raises(Invalid) as refusal:
        entered(**facts)
    assert (field, rule) == (refusal.value.mistakes[0].field, refusal.value.mistakes[0].rule)
    assert [] == traffic.writes()


def test_name_and_phone_stand_encrypted_apart(deployment: str) -> None:
    answer = entered(name="欧阳某某", phone="13800138000")
    assert table.get(f"I#{answer.matter_id}", "IDENTITY") is not None
    assert {"name", "phone"} & set(load(answer.matter_id).events[0].facts) == set()
