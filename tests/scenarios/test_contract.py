"""The fixed contract for outside programs: every address, field, status and error, line by line."""

import re
import uuid
from datetime import date, datetime
from typing import Any

import pytest
from jiandu.core.offices import KINDS

from infra.demo.office import Office
from tests.scenarios import steps
from tests.scenarios.steps import agency, supervisor

pytestmark = pytest.mark.over_http

CATEGORIES = [
    "charges", "conduct", "licence_obstruction", "unlawful_penalty", "unlawful_coercion", "forced_contribution",
    "qualification", "procedure", "improper_decision", "inaction", "no_case_opened", "penalty_instead_of_management",
    "cross_region", "profit_driven", "excess_inspection", "papers_and_uniform", "fine_quota", "other",
]  # fmt: skip
ACTS = [
    "licence", "penalty", "coercion", "inspection", "expropriation", "payment", "confirmation", "adjudication", "other",
]  # fmt: skip
CHANNELS = ["reconsideration", "litigation", "petition", "hotline", "discipline", "procuratorate", "arbitration"]
COMPLAINT = {"agency": "city-market", "category": "procedure", "facts": "执法程序违法。"}


def _complain(office: Office, key: str | None = None, **facts: Any) -> Any:
    body = {**COMPLAINT, **facts, "altcha": office.proof()}
    return office.call("POST", "/complaints", body, {"Idempotency-Key": key} if key else None)


@pytest.mark.duty("JZ-16", "NAT-11")
@pytest.mark.parametrize(("field", "values"), [("category", CATEGORIES), ("act", ACTS)])
def test_every_category_and_act_is_taken(office: Office, field: str, values: list[str]) -> None:
    assert {_complain(office, **{field: value}).status for value in values} == {201}


def test_a_complaint_takes_every_optional_field(office: Office) -> None:
    everything: dict[str, Any] = {
        "act": "penalty",
        "request": "退还罚款。",
        "elsewhere": CHANNELS,
        "name": "王某",
        "phone": "0354-1234567",
        "anonymous": False,
        "disclose": True,
    }
    answer = _complain(office, **everything)
    assert answer.status == 201
    assert set(answer.body) == {"number", "code", "received_at", "matter_id", "receipt"}
    assert datetime.fromisoformat(answer.body["received_at"]).tzinfo is not None


def test_the_same_request_under_its_key_gets_the_same_answer_code_included(office: Office) -> None:
    key = uuid.uuid4().hex
    first, again = _complain(office, key), _complain(office, key)
    assert (again.status, again.body) == (201, first.body)
    assert steps.refused(_complain(office, key, facts="另一份。"), 422) == [("Idempotency-Key", "same_body")]
    assert _complain(office, uuid.uuid4().hex).body["code"] != first.body["code"]


def test_an_act_repeated_under_its_key_is_done_once(office: Office) -> None:
    receipt = office.complain()
    path = next(a["path"] for a in supervisor(office).matter(receipt["matter_id"])["actions"] if a["name"] == "refuse")
    body = {"version": 1, "reason": "out_of_scope", "explanation": "属于民事纠纷。"}
    key = {"Idempotency-Key": uuid.uuid4().hex}
    first, again = (supervisor(office).call("POST", path, body, key) for _ in range(2))
    assert (first.status, again.status) == (200, 200)
    assert again.body["version"] == first.body["version"] == 2
    other = supervisor(office).call("POST", path, {**body, "explanation": "另一个说明。"}, key)
    assert steps.refused(other, 422) == [("Idempotency-Key", "same_body")]


def test_tracking_answers_number_state_timeline_and_clocks(office: Office) -> None:
    receipt = office.complain()
    tracked = office.track(receipt["code"])
    assert {"number", "state", "timeline", "clocks"} <= set(tracked)
    assert (tracked["number"], tracked["state"]) == (receipt["number"], "received")
    assert {"at", "action", "text"} <= set(tracked["timeline"][0])
    assert all({"name", "due", "light"} <= set(clock) for clock in tracked["clocks"])
    assert len(tracked["clocks"]) == 1
    typed_otherwise = f" {receipt['code'].lower()} "
    assert office.track(typed_otherwise)["number"] == receipt["number"]


def test_the_calculator_answers_by_the_published_arrangement(office: Office) -> None:
    """Five working days from 26 September 2025 end on 10 October: 28 September is worked, 1 to 8 October are off."""
    answer = office.get("/deadlines?received=2025-09-26&n=5&unit=working_day")
    assert set(answer) == {"date", "nominal", "provisional", "closes_at", "steps"}
    assert (answer["date"], answer["nominal"], answer["provisional"]) == ("2025-10-10", "2025-10-10", False)
    assert answer["closes_at"] == "2025-10-11T00:00:00+08:00"
    assert all(set(step) == {"date", "counted", "reason"} for step in answer["steps"])
    assert sum(step["counted"] for step in answer["steps"]) == 5


def test_organisations_are_of_the_six_kinds(office: Office) -> None:
    items = office.get("/organisations")["items"]
    assert all(set(item) == {"id", "name", "level", "kind"} for item in items)
    assert {item["kind"] for item in items} == set(KINDS)


def test_health_answers(office: Office) -> None:
    assert office.call("GET", "/health").status == 200


def test_a_list_is_filtered_and_paged_by_cursor_without_loss_or_repetition(office: Office) -> None:
    clerk = office.as_("county-supervisor-1")
    numbers = {office.complain(agency="county-health")["number"] for _ in range(35)}
    path, found, pages = "/matters?state=received&kind=complaint", [], 0
    answer = clerk.get(path)
    while True:
        assert set(answer) == {"items", "next", "advice", "leads"}
        pages += 1
        found += [row["number"] for row in answer["items"]]
        if answer["next"] is None:
            break
        answer = clerk.get(f"{path}&cursor={answer['next']}")
    assert numbers <= set(found)
    assert len(found) == len(set(found))
    assert pages >= 2
    assert clerk.get("/matters?kind=objection&state=received")["items"] == []


def test_a_matter_tells_all_a_program_needs_to_act(office: Office) -> None:
    receipt, case = steps.accepted(office)
    matter = supervisor(office).matter(receipt["matter_id"])
    assert {"version", "state", "actions", "clocks", "documents", "timeline"} <= set(matter)
    assert (matter["version"], matter["state"]) == (2, "accepted")
    assert {"name", "due", "closes_at", "light", "provisional", "basis"} <= set(matter["clocks"][0])
    assert {"id", "kind", "number", "link"} <= set(matter["documents"][0])
    assert all({"at", "action", "by", "basis"} <= set(entry) for entry in matter["timeline"])
    action = supervisor(office).matter(case)["actions"][0]
    assert {"name", "title", "path", "form"} <= set(action)
    assert action["form"]["type"] == "object"
    assert action["form"]["required"] == ["subject", "mode", "reason"]
    facts = {"subject": "某处罚", "mode": "daily", "reason": "程序问题。"}
    acted = supervisor(office).call("POST", action["path"], {"version": 1, **facts})
    assert (acted.status, acted.body["version"], acted.body["state"]) == (200, 2, "opening_proposed")


def test_malformed_bodies_are_400(office: Office) -> None:
    for body in (b"{", b"\xff\xfe", b"[" * 100_000, b'{"facts": "\\ud800"}'):
        assert steps.refused(office.call("POST", "/complaints", body), 400) == [("body", "json")]


def test_nobody_and_a_forged_token_are_401(office: Office) -> None:
    steps.refused(office.call("GET", "/matters"), 401)
    good = office.as_("city-supervisor-1").token
    assert good is not None
    head, body, signature = good.split(".")
    for token in ("x", f"{head}.{body}.{signature[:-8]}AAAAAAAA", f"{head}.{body}.", good[:-1]):
        steps.refused(Office(office.url, token).call("GET", "/matters"), 401)


def test_a_role_that_may_not_is_403(office: Office) -> None:
    receipt = office.complain()
    for person in ("city-reviewer-1", "city-clerk-1", "city-signer-1"):
        refusal = office.as_(person).try_act(
            receipt["matter_id"], "record_as_lead", within_scope=True, analysis="分析。"
        )
        assert steps.refused(refusal, 403) == [("action", "role")]


def test_what_is_unknown_or_hidden_is_404(office: Office) -> None:
    receipt = office.complain()
    steps.refused(office.call("GET", "/nothing/here"), 404)
    assert steps.refused(supervisor(office).call("GET", "/matters/nothing"), 404) == [("matter_id", "known")]
    hidden = agency(office).call("GET", f"/matters/{receipt['matter_id']}")
    assert steps.refused(hidden, 404) == [("matter_id", "known")]
    action = supervisor(office).call("POST", f"/matters/{receipt['matter_id']}/actions/nothing", {"version": 1})
    assert steps.refused(action, 404) == [("action", "known")]


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("PUT", "/complaints"),
        ("GET", "/complaints"),
        ("DELETE", "/matters/x"),
        ("POST", "/matters"),
        ("POST", "/health"),
    ],
)
def test_a_known_address_under_a_wrong_method_is_405(office: Office, method: str, path: str) -> None:
    steps.refused(supervisor(office).call(method, path), 405)


def test_a_stale_version_is_409_and_says_what_changed(office: Office) -> None:
    receipt = office.complain()
    office.post("/complaints/track/supplement", {"code": receipt["code"], "text": "补充。"})
    refusal = supervisor(office).try_act(
        receipt["matter_id"], "record_as_lead", version=1, within_scope=True, analysis="分析。"
    )
    assert steps.refused(refusal, 409) == [("version", "stale")]
    assert "补充材料" in refusal.body["detail"]


def test_a_wrong_state_is_409(office: Office) -> None:
    receipt = office.complain()
    supervisor(office).act(receipt["matter_id"], "record_as_lead", within_scope=True, analysis="分析。")
    refusal = supervisor(office).try_act(receipt["matter_id"], "record_as_lead", within_scope=True, analysis="分析。")
    assert steps.refused(refusal, 409) == [("state", "state")]


def test_a_body_over_256_kb_is_413(office: Office) -> None:
    body = b'{"facts": "' + b"x" * 256 * 1024 + b'"}'
    assert steps.refused(office.call("POST", "/complaints", body), 413) == [("body", "size")]
    assert steps.refused(office.call("POST", "/complaints", b"x" * (10 * 1024 * 1024 + 1)), 413) == [("body", "size")]


def test_another_content_type_is_415(office: Office) -> None:
    for kind in ("text/plain", "application/xml"):
        refusal = office.call("POST", "/complaints", b"x", {"Content-Type": kind})
        assert [field for field, _ in steps.refused(refusal, 415)] == ["Content-Type"]


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("n=5&unit=day", "received"),
        ("received=2021-12-31&n=5&unit=day", "received"),
        ("received=2026-13-01&n=5&unit=day", "received"),
        ("received=2026-03-01&n=0&unit=day", "n"),
        ("received=2026-03-01&n=3651&unit=working_day", "n"),
        ("received=2026-03-01&n=5&unit=week", "unit"),
    ],
)
def test_a_period_out_of_bounds_is_422_and_names_its_field(office: Office, query: str, field: str) -> None:
    refusal = office.call("GET", f"/deadlines?{query}")
    assert field in [named for named, _ in steps.refused(refusal, 422)]


@pytest.mark.parametrize(
    "cursor", ["x", "W10=", "eyJhIjoiYiJ9", "eyJwayI6IngiLCJzayI6IngiLCJ3b3JrX3BrIjoieCIsIndvcmtfc2siOiJ4In0="]
)
def test_a_cursor_not_of_this_list_is_422(office: Office, cursor: str) -> None:
    assert steps.refused(supervisor(office).call("GET", f"/matters?cursor={cursor}"), 422) == [("cursor", "cursor")]


PUBLIC_PAGES = ("/", "/complaints/new", "/complaints/track", "/deadlines", "/sign-in", "/local/clock")


@pytest.mark.parametrize("path", [*PUBLIC_PAGES, "/deadlines?received=2026-03-02&n=5&unit=working_day"])
def test_public_pages_have_two_faces(office: Office, path: str) -> None:
    html = office.call("GET", path, headers={"Accept": "text/html"})
    assert html.status == 200
    assert html.body.lstrip().startswith(b"<!doctype html>")
    if path != "/deadlines":
        assert isinstance(office.get(path), dict)


def test_pages_of_officials_have_two_faces(office: Office) -> None:
    receipt, case = steps.accepted(office)
    desk = supervisor(office)
    action = desk.matter(case)["actions"][0]["path"]
    for path in ("/desk", "/inbox", "/matters", f"/matters/{case}", f"/matters/{receipt['matter_id']}", action):
        html = desk.call("GET", path, headers={"Accept": "text/html"})
        assert (path, html.status) == (path, 200)
        assert html.body.lstrip().startswith(b"<!doctype html>")
        assert isinstance(desk.get(path), dict)


def test_errors_have_two_faces(office: Office) -> None:
    for path, status in (("/nothing", 404), ("/matters/nothing", 404)):
        html = supervisor(office).call("GET", path, headers={"Accept": "text/html"})
        assert html.status == status
        assert html.body.lstrip().startswith(b"<!doctype html>")


def test_every_address_has_a_number_of_its_day_and_nothing_to_count(office: Office) -> None:
    """A public number tells its day and nothing of how many there are."""
    numbers = [office.complain()["number"] for _ in range(3)]
    day: date = steps.today(office)
    assert all(re.fullmatch(rf"TS{day:%Y%m%d}-[2-9A-Z]{{6}}", number) for number in numbers)
    assert len(set(numbers)) == 3
