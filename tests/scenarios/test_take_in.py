"""代录 over HTTP: a letter, a visit, a lead of a township; who may enter, and what is refused."""

import uuid
from datetime import timedelta
from typing import Any

import pytest

from infra.demo.office import Office, Reply, scan
from tests.scenarios.steps import clock, names, refused, supervisor, today

BODY = {"agency": "city-market", "category": "unlawful_penalty", "facts": "来信反映罚款前未告知听证权利。"}


def enter(office: Office, person: str, key: str | None = None, **facts: Any) -> Reply:
    """What ``person`` enters, received today by letter if nothing else is said."""
    found = {"finding": "unlawful"} if facts.get("channel") == "guidance_body" else {}
    told = {**BODY, "channel": "letter", "received_on": today(office).isoformat(), **found, **facts}
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
def test_a_township_office_hands_a_lead_to_its_county_bureau_and_sees_how_it_stands(office: Office) -> None:
    """The county owns it; the record names the office, which sees number and state, and decides nothing."""
    answer = entered(office, "town-assistant-1", agency="county-market", channel="township")
    lead = office.as_("town-assistant-1").get("/take-in/leads")["items"][0]
    assert {"number": answer["number"], "state_title": "待审查"} == lead
    shown = office.as_("town-assistant-1").call("GET", "/take-in/leads", None, {"Accept": "text/html"})
    assert answer["number"] in shown.body.decode()
    assert answer["matter_id"] not in shown.body.decode()
    matter = office.as_("county-supervisor-1").matter(answer["matter_id"])
    assert "county-bureau" == matter["owner"]["id"]
    assert "段小河（示范县河口镇司法所）" == matter["timeline"][0]["by"]
    assert "accept" in names(matter, "actions")
    accept = f"/matters/{answer['matter_id']}/actions/accept"
    assert 404 == office.as_("town-assistant-1").call("POST", accept, {"version": 1}).status


@pytest.mark.duty("QZ-03")
def test_an_office_sees_its_own_leads_only(office: Office) -> None:
    """Not what the bureau's clerk entered about the same agency, and not what another body handed in."""
    own = entered(office, "town-assistant-1", agency="county-market", channel="township")
    others = [
        entered(office, "county-clerk-1", agency="county-market"),
        entered(office, "model-referrer-1", agency="model-market", channel="guidance_body"),
    ]
    seen = str(office.as_("town-assistant-1").get("/take-in/leads"))
    assert own["number"] in seen
    assert [] == [other["number"] for other in others if other["number"] in seen]
    assert 404 == office.as_("town-assistant-1").call("GET", f"/matters/{own['matter_id']}").status
    assert [("after", "cursor")] == refused(office.as_("town-assistant-1").call("GET", "/take-in/leads?after=%3C"), 422)


@pytest.mark.duty("QZ-02", "QZ-23")
def test_the_guidance_body_refers_to_the_justice_body_and_each_keeps_to_its_own_remit(office: Office) -> None:
    """It refers on its own way alone, sees number and state, and acts on no matter; the bureau owns and decides."""
    answer = entered(office, "model-referrer-1", agency="model-market", channel="guidance_body")
    matter = office.as_("model-supervisor-1").matter(answer["matter_id"])
    assert "model-bureau" == matter["owner"]["id"]
    assert "唐协同（样板市综合行政执法指导办公室）" == matter["timeline"][0]["by"]
    guide = office.as_("model-referrer-1")
    assert {"number": answer["number"], "state_title": "待审查"} == guide.get("/take-in/leads")["items"][0]
    for path in ("", "/actions/accept", "/actions/refuse", "/letters/refuse"):
        body = None if not path else {"version": 1}
        assert 404 == guide.call("POST" if path else "GET", f"/matters/{answer['matter_id']}{path}", body).status
    assert answer["matter_id"] not in [row["id"] for row in guide.get("/desk?tab=open")["items"]]
    form = guide.call("GET", "/take-in", None, {"Accept": "text/html"}).body.decode()
    assert ('value="guidance_body"' in form, 'value="visit"' in form) == (True, False)
    otherwise = enter(office, "model-referrer-1", agency="model-market", channel="visit")
    assert [("channel", "own")] == refused(otherwise, 422)
    elsewhere = enter(office, "model-referrer-1", agency="city-market", channel="guidance_body")
    assert [("agency", "own")] == refused(elsewhere, 422)


def test_the_agencys_own_people_in_a_guidance_body_refer_nothing(office: Office) -> None:
    """Its role is its own: who answers for the body as an agency hands nothing in."""
    assert [("action", "role")] == refused(enter(office, "city-guidance-respondent-1", channel="guidance_body"), 403)
    assert 403 == office.as_("city-market-respondent-1").call("GET", "/take-in/leads").status


def test_what_was_missing_comes_by_letter_and_the_clerk_completes_it(office: Office) -> None:
    """The review starts anew from the day of receipt; the record says who entered it; the code shows it came."""
    answer = entered(office, "city-clerk-1")
    supervisor(office).act(answer["matter_id"], "request_completion", missing="处罚决定书复印件")
    clerk = office.as_("city-clerk-1")
    told = {"text": "补寄处罚决定书复印件。", "channel": "letter", "scan": scan("补正.pdf")}
    early = (today(office) - timedelta(days=1)).isoformat()
    reply = clerk.try_act(answer["matter_id"], "complete_taken_in", received_on=early, **told)
    assert [("received_on", "between")] == refused(reply, 422)
    day = today(office).isoformat()
    matter = clerk.act(answer["matter_id"], "complete_taken_in", received_on=day, **told)
    assert "received" == matter["state"]
    entry = matter["timeline"][-1]
    assert ("complete_taken_in", "杜小满（示范市司法局）") == (entry["name"], entry["by"])
    assert day == clock(matter, "preliminary_review")["started_on"]
    told_in_public = office.track(answer["code"])["timeline"][-1]["text"]
    assert "来件方式：来信" in told_in_public
    assert "补寄处罚决定书" not in told_in_public


def test_what_somebody_handed_in_online_is_completed_by_code_alone(office: Office) -> None:
    receipt = office.complain()
    supervisor(office).act(receipt["matter_id"], "request_completion", missing="处罚决定书复印件")
    day = today(office).isoformat()
    reply = office.as_("city-clerk-1").try_act(
        receipt["matter_id"], "complete_taken_in", text="补正。", channel="letter", received_on=day
    )
    assert [("state", "entered_by_office")] == refused(reply, 409)


def test_a_group_names_its_representatives_and_the_desk_sees_how_many_they_are(office: Office) -> None:
    """The number is on the matter's page; the names are nowhere but in the encrypted identity."""
    named = {"name": "王某", "people": 12, "representatives": "甲代表\n乙代表"}
    answer = entered(office, "city-clerk-1", channel="visit", **named)
    matter = supervisor(office).matter(answer["matter_id"])
    assert "12" == {row["title"]: row["value"] for row in matter["summary"]}["反映人数"]
    public = office.complain(**named)
    for found in (matter, supervisor(office).matter(public["matter_id"]), office.track(answer["code"])):
        assert "代表" not in str(found)
    reply = enter(office, "city-clerk-1", channel="visit", people=5)
    assert [("representatives", "one_to_five")] == refused(reply, 422)


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
