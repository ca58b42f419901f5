"""问题线索移送 is invisible: nothing of it for anybody but the case's officers and the head (NAT-33a, practice 8)."""

from typing import Any

import pytest

from infra.demo.office import Office, scan
from tests.scenarios import steps
from tests.scenarios.steps import refused

FACTS = {"persons": "曹某，示范县市场监督管理局，股长", "facts": "涉嫌收受企业财物。"}
DRAFT = {**FACTS, "organ": "示范县监察委员会", "nature": "corruption", "evidence": "转账记录一份"}
OUTSIDERS = (
    "county-supervisor-3", "county-reviewer-1", "county-clerk-1", "county-market-respondent-1", "city-signer-1",
    "city-supervisor-1", "county-administrator-1", "town-assistant-1",
)  # fmt: skip


def county_case(office: Office) -> tuple[dict[str, str], str]:
    """A case of the county whose agency knows of it."""
    receipt = office.complain(agency="county-market")
    officer = office.as_("county-supervisor-1")
    officers = ["county-supervisor-1", "county-supervisor-2"]
    review = {"within_scope": True, "specific_act": True, "officers": officers, "review": "属于监督范围。"}
    case = str(officer.act(receipt["matter_id"], "accept", **review)["children"][0]["id"])
    officer.act(case, "request_opening", subject="处罚程序问题", mode="daily", reason="涉嫌程序违法。")
    office.as_("county-signer-1").act(case, "open_case", opinion="同意。")
    officer.act(case, "ask_self_check", questions="请说明。", due_on=steps.working_day(office))
    return receipt, case


def lists(who: Office) -> list[dict[str, Any]]:
    """Every line of every list somebody can open."""
    paths = [f"{base}?tab={tab}" for base in ("/desk", "/matters", "/inbox") for tab in ("open", "done")]
    able = [path for path in paths if who.call("GET", path).status == 200]
    return [row for path in able for row in steps.listed(who, path)]


def found(who: Office, case: str) -> str:
    """The referral of a case, as one who may see it finds it on the desk."""
    rows = [row for row in lists(who) if row["kind"] == "referral"]
    return next(str(row["id"]) for row in rows if case in str(who.matter(row["id"])))


@pytest.mark.duty("NAT-33a")
def test_a_clue_goes_to_the_commission_and_leaves_no_trace(office: Office) -> None:
    """Case, lists, search, counts, documents and files of everybody else are what they were before."""
    receipt, case = county_case(office)
    officer, head = office.as_("county-supervisor-1"), office.as_("county-signer-1")
    before = {person: _seen(office, person, case) for person in OUTSIDERS}
    told, version = office.track(receipt["code"]), officer.matter(case)["version"]
    after = officer.act(case, "refer_clue", **FACTS)
    assert (version, []) == (after["version"], [c for c in after["children"] if c["kind"] == "referral"])
    clue = found(officer, case)
    officer.act(clue, "draft_clue_transfer", **DRAFT)
    assert "sign_clue_transfer" in steps.names(head.matter(clue))
    signed = head.act(clue, "sign_clue_transfer", opinion="同意移送。")
    letter = steps.document(signed, "clue_transfer")
    assert letter["number"].startswith("县司执监移〔")
    assert "涉嫌贪污贿赂" in steps.text_of(officer, letter)
    sent = officer.act(clue, "seal_clue_transfer", file=scan(), sealed_on=steps.today(office).isoformat())
    assert ("已移送", []) == (sent["state_title"], sent["clocks"])
    assert "《行政执法监督条例》第三十三条" == steps.entries(sent, "seal_clue_transfer")[0]["basis"]
    number = sent["number"]
    for person in OUTSIDERS:
        who = office.as_(person)
        assert before[person] == _seen(office, person, case), person
        assert [] == [r for r in lists(who) if r["kind"] == "referral" or r["id"] == clue], person
        for wanted in (number, letter["number"]):
            assert [] == _searched(who, wanted), person
        document = f"/documents/{clue}/{letter['id']}"
        for path in (f"/matters/{clue}", f"{document}/docx", f"{document}/sealed", f"/files/{clue}/4/file"):
            assert 404 == who.call("GET", path).status, (person, path)
        assert 404 == who.call("POST", f"/matters/{clue}/actions/drop", {"version": 1, "reason": "无。"}).status
    assert told == office.track(receipt["code"])
    assert "investigating" == officer.matter(case)["state"]
    assert "question" in steps.names(officer.matter(case))


def _seen(office: Office, person: str, case: str) -> Any:
    """What somebody sees of the case, and how many lines their lists have."""
    who = office.as_(person)
    return who.call("GET", f"/matters/{case}").body, sorted(
        (row["id"], row["state"], row["version"]) for row in lists(who)
    )


def _searched(who: Office, number: str) -> list[Any]:
    from urllib.parse import quote

    replies = [who.call("GET", f"{base}?q={quote(number)}") for base in ("/desk", "/matters", "/inbox")]
    return [row for reply in replies if reply.status == 200 for row in reply.body["items"]]


@pytest.mark.duty("NAT-33a")
def test_clues_that_cannot_be_referred(office: Office) -> None:
    """Not by whoever is not of the case; signed by the head alone; with names and facts; once sent it is over."""
    _, case = county_case(office)
    officer, head = office.as_("county-supervisor-1"), office.as_("county-signer-1")
    for person in ("county-supervisor-3", "county-reviewer-1", "county-clerk-1", "county-market-respondent-1"):
        assert [("action", "role")] == refused(office.as_(person).try_act(case, "refer_clue", **FACTS), 403)
    assert [("persons", "missing")] == refused(officer.try_act(case, "refer_clue", facts="线索。"), 422)
    head.act(case, "refer_clue", **FACTS)
    clue = found(head, case)
    officer.act(clue, "draft_clue_transfer", **DRAFT)
    version = officer.matter(clue)["version"]
    by_officer = officer.call("POST", f"/matters/{clue}/letters/sign_clue_transfer", {"version": version})
    assert [("action", "role")] == refused(by_officer, 403)
    preparing = head.try_act(clue, "drop", reason="证据不足。")
    assert [("state", "no_letter_in_preparation")] == refused(preparing, 409)
    officer.act(clue, "abandon_clue_transfer", reason="证据不足。")
    assert "不予移送" == head.act(clue, "drop", reason="证据不足。")["state_title"]
    late = officer.try_act(clue, "draft_clue_transfer", **DRAFT)
    assert [("state", "state")] == refused(late, 409)
