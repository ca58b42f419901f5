"""Bad input, line by line: each gets a 4xx that names field and rule, and changes nothing."""

import base64
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any

import pytest

from infra.demo.office import Office
from tests.scenarios import steps
from tests.scenarios.steps import agency, supervisor

COMPLAINT = {"agency": "city-market", "category": "procedure", "facts": "执法程序违法。"}
REPORT = {"facts_found": "查明。", "finding": "unlawful", "law": "第一条", "proposal": "改正。"}


def proved(office: Office, **facts: Any) -> dict[str, Any]:
    return {**COMPLAINT, **facts, "altcha": office.proof()}


@contextmanager
def unchanged(office: Office, *matters: str) -> Iterator[None]:
    """Version, state, clocks, documents and timeline are the same before and after."""
    before = [office.matter(matter) for matter in matters]
    yield
    assert [office.matter(matter) for matter in matters] == before


@pytest.fixture(scope="module")
def inquired(office: Office) -> str:
    """One case for this file, ready for its letter; the fixtures below carry it on, in the order of the tests."""
    return steps.inquired(office)[1]


@pytest.fixture(scope="module")
def signed(office: Office, inquired: str) -> str:
    steps.signed(office, inquired, "opinion", steps.opinion_facts())
    return inquired


@pytest.fixture(scope="module")
def sealed(office: Office, signed: str) -> str:
    steps.sealed(office, signed, "opinion")
    return signed


@pytest.fixture(scope="module")
def served(office: Office, sealed: str) -> str:
    steps.served(office, sealed, "opinion")
    return sealed


@pytest.mark.duty("NAT-02")
@pytest.mark.parametrize(
    ("facts", "mistake"),
    [
        ({"agency": "nobody"}, ("agency", "known")),
        ({"agency": "city-closed"}, ("agency", "open")),
        ({"agency": "city-bureau"}, ("agency", "supervised")),
        ({"agency": ""}, ("agency", "string_too_short")),
        ({"facts": ""}, ("facts", "string_too_short")),
        ({"facts": " \n　 "}, ("facts", "string_too_short")),
        ({"facts": "字" * 5001}, ("facts", "string_too_long")),
        ({"facts": ["一"]}, ("facts", "string_type")),
        ({"facts": None}, ("facts", "string_type")),
        ({"category": "rudeness"}, ("category", "literal_error")),
        ({"act": "fine"}, ("act", "literal_error")),
        ({"elsewhere": ["court"]}, ("elsewhere", "literal_error")),
        ({"elsewhere": "petition"}, ("elsewhere", "tuple_type")),
        ({"anonymous": True, "name": "王某"}, ("name", "anonymous")),
        ({"anonymous": "perhaps"}, ("anonymous", "bool_parsing")),
        ({"phone": "<script>"}, ("phone", "string_pattern_mismatch")),
        ({"colour": "red"}, ("colour", "extra_forbidden")),
    ],
)
def test_a_bad_complaint_is_refused_at_its_field(
    office: Office, facts: dict[str, Any], mistake: tuple[str, str]
) -> None:
    assert steps.refused(office.call("POST", "/complaints", {**COMPLAINT, **facts}), 422) == [mistake]


@pytest.mark.parametrize("missing", sorted(COMPLAINT))
def test_what_is_required_is_asked_for(office: Office, missing: str) -> None:
    rest = {name: value for name, value in COMPLAINT.items() if name != missing}
    assert steps.refused(office.call("POST", "/complaints", rest), 422) == [(missing, "missing")]


def test_five_thousand_characters_are_taken(office: Office) -> None:
    assert office.call("POST", "/complaints", proved(office, facts="字" * 5000)).status == 201


def test_a_body_that_is_no_object_is_refused(office: Office) -> None:
    assert steps.refused(office.call("POST", "/complaints", [COMPLAINT]), 422) == [("body", "object")]


def test_a_refused_complaint_takes_no_idempotency_key(office: Office) -> None:
    """Corrected under the same key, it is taken."""
    key = {"Idempotency-Key": "corrected-later"}
    assert office.call("POST", "/complaints", {**COMPLAINT, "facts": ""}, key).status == 422
    assert office.call("POST", "/complaints", proved(office), key).status == 201


@pytest.mark.parametrize("wrong", ["", "AAAAAAAAAAAAAAAAA", "x" * 500, "一二三", None, ["a"]])
def test_a_wrong_tracking_code(office: Office, wrong: Any) -> None:
    for path in ("/complaints/track", "/complaints/track/supplement"):
        refusal = office.call("POST", path, {"code": wrong, "text": "补充。"})
        assert steps.refused(refusal, 404) == [("code", "known")]


def test_a_code_with_one_character_changed_finds_nothing(office: Office) -> None:
    code = office.complain()["code"]
    changed = ("3" if code[0] != "3" else "4") + code[1:]
    assert steps.refused(office.call("POST", "/complaints/track", {"code": changed}), 404) == [("code", "known")]


def test_a_complainant_cannot_act_as_an_officer(office: Office) -> None:
    receipt = office.complain()
    with unchanged(supervisor(office), receipt["matter_id"]):
        for action in ("refuse", "record_as_lead", "case_ended", "submit"):
            refusal = office.call("POST", f"/complaints/track/{action}", {"code": receipt["code"]})
            assert 400 <= refusal.status < 500
            assert steps.refused(refusal, refusal.status)


def test_two_acts_on_one_version_leave_one_of_them(office: Office) -> None:
    """Sent at the same time; the loser is told, and the record has one event."""
    matter = supervisor(office).matter(office.complain()["matter_id"])
    path = next(a["path"] for a in matter["actions"] if a["name"] == "record_as_lead")
    body = {"version": matter["version"], "within_scope": True, "analysis": "分析。"}
    with ThreadPoolExecutor(2) as rivals:
        answers = list(rivals.map(lambda _: supervisor(office).call("POST", path, body), range(2)))
    assert sorted(answer.status for answer in answers) == [200, 409]
    assert len(steps.entries(supervisor(office).matter(matter["id"]), "record_as_lead")) == 1


@pytest.mark.duty("NAT-27", "JZ-23")
def test_a_date_in_a_letter_is_ahead_and_no_rest_day(office: Office) -> None:
    _, case = steps.accepted(office)
    steps.open_case(office, case)
    rest = next(
        d for n in range(1, 9) if not steps.CALENDAR.is_working_day(d := steps.today(office) + timedelta(days=n))
    )
    with unchanged(supervisor(office), case):
        for day, rule in ((steps.today(office), "ahead"), (rest, "working_day")):
            refusal = supervisor(office).try_act(case, "ask_self_check", questions="请说明。", due_on=day.isoformat())
            assert steps.refused(refusal, 422) == [("due_on", rule)]


@pytest.mark.duty("NAT-28", "JZ-23")
def test_no_letter_without_statement_and_report(office: Office) -> None:
    _, case = steps.accepted(office)
    steps.open_case(office, case)
    steps.ask_agency(office, case)
    with unchanged(supervisor(office), case):
        bare = supervisor(office).try_act(case, "draft_opinion", **steps.opinion_facts())
        assert {("state", "report_on_file"), ("state", "statement_on_file")} <= set(steps.refused(bare, 409))
    steps.report(office, case)
    with unchanged(supervisor(office), case):
        early = supervisor(office).try_act(case, "record_refusal", refused=False, record="没有答复。")
        assert steps.refused(early, 422) == [("refused", "refused_or_late")]
    supervisor(office).act(case, "record_refusal", refused=True, record="当面表示拒绝说明。")
    supervisor(office).act(case, "draft_opinion", **steps.opinion_facts())


def test_the_business_clock_never_goes_back(office: Office) -> None:
    before = office.now()
    yesterday = (steps.today(office) - timedelta(days=1)).isoformat()
    for body, mistake in (
        ({"to": yesterday}, ("to", "forward")),
        ({"days": 0}, ("days", "greater_than_equal")),
        ({"days": 3651}, ("days", "less_than_equal")),
        ({}, ("days", "one_of")),
    ):
        assert steps.refused(office.call("POST", "/local/clock", body), 422) == [mistake]
    assert office.now()[:10] >= before[:10]


@pytest.mark.duty("NAT-27", "NAT-28", "JZ-23")
def test_an_opinion_needs_a_verified_act_and_an_urging_letter_a_duty_not_performed(
    office: Office, inquired: str
) -> None:
    """By the latest report: one of inaction, then again one of an unlawful act."""
    urging = supervisor(office).try_act(inquired, "draft_urging", **steps.urging_facts(office))
    assert steps.refused(urging, 409) == [("state", "verified_inaction")]
    steps.report(office, inquired, "inaction")
    opinion = supervisor(office).try_act(inquired, "draft_opinion", **steps.opinion_facts())
    assert steps.refused(opinion, 409) == [("state", "verified_unlawful_or_improper")]
    steps.report(office, inquired)


@pytest.mark.duty("NAT-33b")
def test_a_letter_is_drafted_only_after_asking_again_whether_a_court_has_the_dispute(
    office: Office, inquired: str
) -> None:
    for checked in ({}, {"checked": False}):
        facts = {k: v for k, v in steps.opinion_facts().items() if k != "checked"} | checked
        refusal = supervisor(office).try_act(inquired, "draft_opinion", **facts)
        assert [field for field, _ in steps.refused(refusal, 422)] == ["checked"]


@pytest.mark.parametrize(
    ("file", "mistake"),
    [
        ({"name": "a.pdf", "content": "@@"}, ("file", "base64")),
        ({"name": "a.pdf", "content": ""}, ("file", "empty_file")),
        ({"name": "a.pdf", "content": base64.b64encode(b"MZ\x90").decode()}, ("file", "file_type")),
        ("a.pdf", ("file", "file")),
        (
            {"name": "a.pdf", "media_type": "application/pdf", "size": 1, "sha256": "0", "key": "issued/x"},
            ("file", "file"),
        ),
    ],
)
def test_a_sealed_copy_that_is_no_scan(office: Office, signed: str, file: Any, mistake: tuple[str, str]) -> None:
    """Also what looks like a stored file of ours, which only the system may name."""
    with unchanged(supervisor(office), signed):
        refusal = supervisor(office).try_act(
            signed, "seal_opinion", file=file, sealed_on=steps.today(office).isoformat()
        )
        assert steps.refused(refusal, 422) == [mistake]


@pytest.mark.parametrize(("days", "rule"), [(1, "not_in_future"), (-1, "not_before_signing")])
def test_a_receipt_day_in_the_future_or_before_signing(office: Office, sealed: str, days: int, rule: str) -> None:
    signed_on = steps.document(supervisor(office).matter(sealed), "opinion")["issued_on"]
    day = steps.today(office) + timedelta(days=1) if days > 0 else date.fromisoformat(signed_on) - timedelta(days=1)
    with unchanged(supervisor(office), sealed):
        refusal = supervisor(office).try_act(
            sealed, "serve_opinion", served_on=day.isoformat(), **steps.BY_HAND, signatory="王某"
        )
        assert steps.refused(refusal, 422) == [("served_on", rule)]


def test_a_receipt_day_that_is_no_day(office: Office, sealed: str) -> None:
    with unchanged(supervisor(office), sealed):
        for day in ("2026-02-30", "昨天", "", 20260301.5):
            refusal = supervisor(office).try_act(
                sealed, "serve_opinion", served_on=day, **steps.BY_HAND, signatory="王某"
            )
            assert [field for field, _ in steps.refused(refusal, 422)] == ["served_on"]


def test_an_agency_confirms_receipt_as_of_now_only(office: Office, sealed: str) -> None:
    with unchanged(supervisor(office), sealed):
        refusal = agency(office).try_act(sealed, "receive_opinion", signatory="王某", served_on="2026-03-02")
        assert steps.refused(refusal, 422) == [("served_on", "extra_forbidden")]


def test_a_file_over_four_megabytes(office: Office, sealed: str) -> None:
    matter = supervisor(office).matter(sealed)
    boundary = "xxx"
    body = (
        (
            f'--{boundary}\r\nContent-Disposition: form-data; name="version"\r\n\r\n{matter["version"]}\r\n'
            f'--{boundary}\r\nContent-Disposition: form-data; name="proof"; filename="a.pdf"\r\n\r\n%PDF-'
        ).encode()
        + b"x" * (4 * 1024 * 1024 + 300 * 1024)
        + f"\r\n--{boundary}--\r\n".encode()
    )
    path = next(a["path"] for a in matter["actions"] if a["name"] == "serve_opinion")
    with unchanged(supervisor(office), sealed):
        refusal = supervisor(office).call(
            "POST", path, body, {"Content-Type": f"multipart/form-data; boundary={boundary}"}
        )
        assert steps.refused(refusal, 413) == [("body", "size")]


def test_an_action_not_permitted_from_this_state(office: Office, served: str) -> None:
    with unchanged(supervisor(office), served):
        early = agency(office).try_act(served, "report_execution", report="已执行。")
        assert steps.refused(early, 409) == [("state", "state")]
        again = supervisor(office).try_act(served, "inquiry_report", **REPORT)
        assert steps.refused(again, 409) == [("state", "state")]


def test_an_action_not_permitted_to_this_role(office: Office, served: str) -> None:
    with unchanged(supervisor(office), served):
        for person, action, facts in (
            ("city-supervisor-1", "report_correction", {"report": "已纠正。"}),
            ("city-market-respondent-1", "accept_correction", {"finding": "已纠正。"}),
            ("city-signer-1", "accept_correction", {"finding": "已纠正。"}),
            ("city-clerk-1", "close", {"summary": "结案。", "retention": "10"}),
        ):
            assert steps.refused(office.as_(person).try_act(served, action, **facts), 403) == [("action", "role")]


def test_a_stale_or_missing_version(office: Office, served: str) -> None:
    objection = {"request": "change", "reasons": "理由。"}
    path = next(a["path"] for a in agency(office).matter(served)["actions"] if a["name"] == "object")
    with unchanged(supervisor(office), served):
        stale = agency(office).try_act(served, "object", version=1, **objection)
        assert steps.refused(stale, 409) == [("version", "stale")]
        assert steps.refused(agency(office).call("POST", path, objection), 422) == [("version", "required")]
        for version in ("many", [1], 1.5):
            odd = agency(office).call("POST", path, {"version": version, **objection})
            assert steps.refused(odd, 422) == [("version", "integer")]


@pytest.mark.duty("JZ-24a")
@pytest.mark.parametrize(
    ("facts", "mistake"),
    [
        ({"request": "withdraw"}, ("reasons", "missing")),
        ({"request": "withdraw", "reasons": "  "}, ("reasons", "string_too_short")),
        ({"request": "appeal", "reasons": "理由。"}, ("request", "literal_error")),
    ],
)
def test_an_objection_without_reasons(
    office: Office, served: str, facts: dict[str, str], mistake: tuple[str, str]
) -> None:
    with unchanged(supervisor(office), served):
        assert steps.refused(agency(office).try_act(served, "object", **facts), 422) == [mistake]


def test_a_report_by_another_agency(office: Office, served: str) -> None:
    other = office.as_("city-urban-respondent-1")
    version = supervisor(office).matter(served)["version"]
    with unchanged(supervisor(office), served):
        refusal = other.call(
            "POST", f"/matters/{served}/actions/report_correction", {"version": version, "report": "已纠正。"}
        )
        assert steps.refused(refusal, 404) == [("matter_id", "known")]
