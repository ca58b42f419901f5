"""NAT-42: of a vertically run agency the next superior is told, and its answer goes to the complainant."""

import pytest

from infra.demo.office import Office
from tests.scenarios import steps
from tests.scenarios.steps import refused, reviewer, signer, supervisor

DRAFT = {
    "superior": "国家税务总局示范省税务局",
    "facts": "对小微企业重复开展检查。",
    "law": "《行政执法监督条例》第四十二条",
    "suggestion": "督促该局规范检查频次。",
}


def told_to_superior(office: Office) -> dict[str, str]:
    receipt = office.complain(agency="city-tax", category="excess_inspection", name="钱先生", facts="三个月查了八次。")
    steps.signed(office, receipt["matter_id"], "problem_notice", dict(DRAFT))
    steps.sealed(office, receipt["matter_id"], "problem_notice")
    return receipt


@pytest.mark.duty("NAT-42")
def test_the_superior_is_told_and_its_answer_reaches_the_complainant(office: Office) -> None:
    """A numbered letter that hides who complained; the agency itself sees nothing; no letter of the ladder."""
    receipt = told_to_superior(office)
    complaint = supervisor(office).matter(receipt["matter_id"])
    letter = steps.document(complaint, "problem_notice")
    assert ("已告知上一级主管部门", True) == (complaint["state_title"], letter["number"].startswith("市司执监问〔"))
    printed = steps.text_of(supervisor(office), letter)
    assert DRAFT["superior"] in printed
    assert [] == [word for word in ("钱先生", "三个月查了八次", receipt["number"]) if word in printed]
    entry = steps.entries(complaint, "seal_problem_notice")[0]
    assert "《行政执法监督条例》第四十二条" == entry["basis"]
    assert "进行中" == steps.clock(complaint, "handling")["state_title"]
    assert [] == office.as_("city-tax-respondent-1").get("/inbox?tab=open")["items"]
    assert 404 == office.as_("city-tax-respondent-1").call("GET", f"/matters/{receipt['matter_id']}").status
    supervisor(office).act(receipt["matter_id"], "record_superior_answer", answer="已责令该局限制检查频次。")
    assert "已责令该局限制检查频次。" in steps.told(office, receipt["code"])
    ended = supervisor(office).act(receipt["matter_id"], "notify_complainant", conclusion="上级税务机关已经处理。")
    assert "closed" == ended["state"]
    assert "上级税务机关已经处理。" in steps.told(office, receipt["code"])


@pytest.mark.duty("NAT-42")
def test_problem_notices_that_cannot_be(office: Office) -> None:
    """Only of a vertically run agency, to its superior and not to itself; it gets no case of the ladder."""
    receipt = office.complain(agency="city-tax", category="excess_inspection")
    matter_id = receipt["matter_id"]
    itself = supervisor(office).try_act(
        matter_id, "draft_problem_notice", **{**DRAFT, "superior": "国家税务总局示范市税务局"}
    )
    assert [("superior", "organ_not_respondent")] == refused(itself, 422)
    unsaid = supervisor(office).try_act(matter_id, "draft_problem_notice", **{**DRAFT, "law": ""})
    assert [("law", "string_too_short")] == refused(unsaid, 422)
    assert [("action", "role")] == refused(reviewer(office).try_act(matter_id, "draft_problem_notice", **DRAFT), 403)
    review = {"within_scope": True, "specific_act": True, "officers": list(steps.OFFICERS), "review": "属于范围。"}
    case = supervisor(office).try_act(matter_id, "accept", **review)
    assert [("state", "ordinary_respondent")] == refused(case, 409)
    early = supervisor(office).try_act(matter_id, "record_superior_answer", answer="已处理。")
    assert [("state", "state")] == refused(early, 409)
    ordinary = office.complain()
    wrong = supervisor(office).try_act(ordinary["matter_id"], "draft_problem_notice", **DRAFT)
    assert [("state", "vertical_respondent")] == refused(wrong, 409)
    supervisor(office).act(matter_id, "draft_problem_notice", **DRAFT)
    unsigned = steps.try_letter(signer(office), matter_id, "sign_problem_notice", opinion="同意。")
    assert [("state", "state")] == refused(unsigned, 409)
    away = supervisor(office).try_act(matter_id, "merge", into=ordinary["number"], reason="并案。")
    assert [("into", "mergeable"), ("state", "no_letter_in_preparation")] == refused(away, 409)
