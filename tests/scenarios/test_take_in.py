"""代录 over HTTP: a letter, a visit, a lead of a township; who may enter, and what is refused."""

import uuid
from datetime import timedelta
from typing import Any

import pytest

from infra.demo.office import Office, Reply, scan
from tests.scenarios.steps import clock, names, refused, today

BODY = {"agency": "city-market", "category": "unlawful_penalty", "facts": "来信反映罚款前未告知听证权利。"}


def enter(office: Office, person: str, key: str | None = None, **facts: Any) -> Reply:
    """What ``person`` enters, received today by letter if nothing else is said."""
    told = {**BODY, "channel": "letter", "received_on": today(office).isoformat(), **facts}
    return office.as_(person).call("POST", "/take-in", told, {"Idempotency-Key": key or uuid.uuid4().hex})


def entered(office: Office, person: str, **facts: Any) -> dict[str, str]:
    reply = enter(office, person, **facts)
    assert 201 == reply.status, reply.body
    answer: dict[str, str] = reply.body
    return answer


def test_a_clerk_enters_a_letter_received_three_days_ago(office: Office) -> None:
    """The clock runs from the day of receipt, the record says who entered it and when, the scan is on file."""
    received = (today(office) - timedelta(days=3)).isoformat()
    answer = entered(office, "city-clerk-1", received_on=received, scan=scan("来信.pdf"), note="信封编号 7")
    assert {"number", "code", "received_at", "matter_id", "channel"} == set(answer)
    assert ("letter", received) == (answer["channel"], answer["received_at"][:10])
    matter = office.as_("city-supervisor-1").matter(answer["matter_id"])
    (event,) = matter["timeline"]
    assert ("take_in", "杜小满（示范市司法局）") == (event["name"], event["by"])
    assert (received, today(office).isoformat()) == (event["at"][:10], event["recorded_at"][:10])
    facts = {f["name"]: f for f in event["facts"]}
    assert ("来信", "信封编号 7") == (facts["channel"]["value"], facts["note"]["value"])
    link = office.as_("city-supervisor-1").call("GET", facts["scan"]["link"])
    assert 200 == link.status
    assert "preliminary_review" == clock(matter, "preliminary_review")["name"]
    assert "accept" in names(matter, "actions")


def test_the_desk_of_the_bureau_shows_it(office: Office) -> None:
    answer = entered(office, "city-supervisor-1", channel="visit")
    found = office.as_("city-supervisor-1").get(f"/matters?q={answer['number']}")["items"]
    assert [answer["matter_id"]] == [row["id"] for row in found]


def test_it_is_tracked_by_its_code_and_the_inside_stays_inside(office: Office) -> None:
    """Whoever came by gets the same page as whoever used the public form."""
    received = (today(office) - timedelta(days=3)).isoformat()
    answer = entered(office, "city-clerk-1", channel="visit", received_on=received, note="marker-note", name="王某")
    seen = office.track(answer["code"])
    assert (answer["number"], "received") == (seen["number"], seen["state"])
    assert received == seen["received_at"]
    assert "来件方式：来访" in seen["timeline"][0]["text"]
    assert [] == [word for word in ("marker-note", "杜小满", "王某") if word in str(seen)]


@pytest.mark.duty("QZ-03")
def test_a_township_office_hands_a_lead_to_its_county_bureau(office: Office) -> None:
    """The county owns it; the record names the township office; the office itself decides nothing on it."""
    answer = entered(office, "town-assistant-1", agency="county-market", channel="township")
    matter = office.as_("county-supervisor-1").matter(answer["matter_id"])
    assert "county-bureau" == matter["owner"]["id"]
    assert "段小河（示范县河口镇司法所）" == matter["timeline"][0]["by"]
    assert "accept" in names(matter, "actions")
    accept = f"/matters/{answer['matter_id']}/actions/accept"
    assert 404 == office.as_("town-assistant-1").call("POST", accept, {"version": 1}).status


def test_the_same_request_gets_the_same_answer_code_included(office: Office) -> None:
    key = uuid.uuid4().hex
    first = enter(office, "city-clerk-1", key)
    assert (201, first.body) == ((again := enter(office, "city-clerk-1", key)).status, again.body)
    other = enter(office, "city-clerk-1", key, facts="另一件事。")
    assert [("Idempotency-Key", "same_body")] == refused(other, 422)


@pytest.mark.parametrize("person", ["city-market-respondent-1", "city-signer-1", "city-administrator-1"])
def test_no_other_role_enters_anything(office: Office, person: str) -> None:
    assert [("action", "role")] == refused(enter(office, person), 403)
    assert [("action", "role")] == refused(office.as_(person).call("GET", "/take-in"), 403)


def test_nobody_enters_anything_without_signing_in(office: Office) -> None:
    assert 401 == office.call("POST", "/take-in", BODY).status
    assert 401 == office.call("GET", "/take-in").status


@pytest.mark.parametrize(("days", "rule"), [(1, "not_in_future"), (-366, "within_a_year")])
def test_a_day_of_receipt_to_come_or_over_a_year_ago_is_refused(office: Office, days: int, rule: str) -> None:
    day = (today(office) + timedelta(days=days)).isoformat()
    assert [("received_on", rule)] == refused(enter(office, "city-clerk-1", received_on=day), 422)


@pytest.mark.parametrize(("person", "agency"), [("city-clerk-1", "county-market"), ("town-assistant-1", "city-market")])
def test_an_agency_of_another_bureau_is_refused(office: Office, person: str, agency: str) -> None:
    assert [("agency", "own")] == refused(enter(office, person, agency=agency), 422)


def test_the_form_as_a_program_sees_it(office: Office) -> None:
    form = office.as_("city-clerk-1").get("/take-in")["form"]
    assert {"agency", "category", "facts", "channel", "received_on"} == set(form["required"])
    assert {"content", "name"} == set(form["properties"]["scan"]["properties"])
