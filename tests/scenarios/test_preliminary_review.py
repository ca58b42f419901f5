"""Preliminary review: accepted, refused, guided, kept as a lead, withdrawn; and who may do it."""

import pytest

from infra.demo.office import Office
from tests.scenarios import steps
from tests.scenarios.steps import supervisor

ACCEPTANCE = {"within_scope": True, "specific_act": True, "officers": steps.OFFICERS, "review": "属于监督范围。"}
GUIDANCE = {"authority": "示范市人民政府", "explanation": "符合复议受理条件。"}


@pytest.mark.duty("JZ-21", "JZ-22")
def test_a_refused_complainant_reads_the_reason_and_gets_a_notice(office: Office) -> None:
    receipt = office.complain()
    matter = supervisor(office).act(
        receipt["matter_id"],
        "refuse",
        reason="other_organ",
        explanation="该事项由住房公积金管理中心处理。",
        channels="请向市住房公积金管理中心反映。",
    )
    letter = steps.document(matter, "refusal")
    printed = steps.text_of(supervisor(office), letter)
    assert letter["title"] == "不予受理告知书"
    assert "请向市住房公积金管理中心反映。" in printed
    assert letter["number"] in printed
    tracked = office.track(receipt["code"])
    assert tracked["state_title"] == "不予受理"
    assert "属于其他机关职权" in tracked["timeline"][-1]["text"]


@pytest.mark.duty("NAT-33b")
def test_a_petition_or_a_hotline_call_is_no_ground_for_refusal(office: Office) -> None:
    receipt = office.complain(elsewhere=["petition", "hotline"])
    refusal = supervisor(office).try_act(
        receipt["matter_id"], "refuse", reason="reconsideration_or_litigation", explanation="已经信访。"
    )
    assert steps.refused(refusal, 422) == [("reason", "court_reason_matches")]


@pytest.mark.duty("NAT-33b")
def test_a_dispute_in_reconsideration_is_not_supervised_again(office: Office) -> None:
    receipt = office.complain(elsewhere=["reconsideration"])
    acceptance = supervisor(office).try_act(receipt["matter_id"], "accept", **ACCEPTANCE)
    assert steps.refused(acceptance, 409) == [("state", "not_before_court")]
    assert office.track(receipt["code"])["state"] == "received"
    matter = supervisor(office).act(
        receipt["matter_id"], "refuse", reason="reconsideration_or_litigation", explanation="争议已进入行政复议。"
    )
    assert matter["state_title"] == "不予受理"


@pytest.mark.duty("NAT-33b", "JZ-22")
def test_for_inaction_the_guidance_offers_reconsideration_first_and_no_direct_suit(office: Office) -> None:
    receipt = office.complain(category="inaction")
    suit = supervisor(office).try_act(
        receipt["matter_id"], "guide", channel="reconsideration_or_litigation", **GUIDANCE
    )
    assert steps.refused(suit, 422) == [("channel", "reconsideration_comes_first")]
    matter = supervisor(office).act(
        receipt["matter_id"], "guide", channel="reconsideration", ground="inaction", **GUIDANCE
    )
    letter = steps.document(matter, "guidance")
    printed = steps.text_of(supervisor(office), letter)
    assert letter["title"] == "救济途径告知书"
    assert "六十日" in printed or "60日" in printed
    assert "示范市人民政府" in printed
    assert office.track(receipt["code"])["state_title"] == "已引导复议诉讼"


@pytest.mark.duty("JZ-21", "JZ-31e")
def test_what_is_aimed_at_no_specific_act_is_kept_as_a_lead_and_answered(office: Office) -> None:
    receipt = office.complain(category="excess_inspection")
    lead = supervisor(office).act(
        receipt["matter_id"], "record_as_lead", within_scope=True, analysis="多家企业反映检查过频。"
    )
    assert (lead["state_title"], lead["children"]) == ("已列为监督线索", [])
    closed = supervisor(office).act(
        receipt["matter_id"], "notify_complainant", conclusion="已列入重点监督，开展涉企检查规范。"
    )
    assert closed["state_title"] == "已办结"
    assert "已列入重点监督" in steps.text_of(supervisor(office), steps.document(closed, "result"))


@pytest.mark.duty("NAT-02")
def test_an_agency_under_vertical_leadership_gets_no_case_of_the_ladder(office: Office) -> None:
    receipt = office.complain(agency="city-tax")
    acceptance = supervisor(office).try_act(receipt["matter_id"], "accept", **ACCEPTANCE)
    assert steps.refused(acceptance, 409) == [("state", "ordinary_respondent")]


@pytest.mark.duty("NAT-02", "NAT-06")
def test_a_complaint_about_a_county_agency_goes_to_the_county_bureau_alone(office: Office) -> None:
    receipt = office.complain(agency="county-market")
    county = office.as_("county-supervisor-1").matter(receipt["matter_id"])
    assert county["owner"] == {"id": "county-bureau", "name": "示范县司法局"}
    above = supervisor(office).matter(receipt["matter_id"])
    assert ([], []) == (above["summary"], above["actions"])
    steps.refused(office.as_("model-supervisor-1").call("GET", f"/matters/{receipt['matter_id']}"), 404)


@pytest.mark.duty("JZ-16")
def test_an_anonymous_complaint_is_taken_and_followed_like_any_other(office: Office) -> None:
    receipt = office.complain(anonymous=True)
    shown = {row["title"]: row["value"] for row in supervisor(office).matter(receipt["matter_id"])["summary"]}
    assert shown["投诉举报人"] == "匿名"
    assert office.track(receipt["code"])["state"] == "received"


@pytest.mark.duty("JZ-16")
def test_a_complaint_withdrawn_does_not_end_the_case_opened_from_it(office: Office) -> None:
    receipt, case = steps.accepted(office)
    unconfirmed = office.call("POST", "/complaints/track/withdraw_complaint", {"code": receipt["code"]})
    assert steps.refused(unconfirmed, 422) == [("confirm", "missing")]
    gone = office.post("/complaints/track/withdraw_complaint", {"code": receipt["code"], "confirm": True})
    assert gone["state_title"] == "已撤回"
    assert steps.open_case(office, case)["state_title"] == "已立案"


@pytest.mark.duty("JZ-05")
@pytest.mark.parametrize(
    "officers", [["city-supervisor-1", "city-supervisor-1"], ["city-supervisor-1", "county-supervisor-1"]]
)
def test_two_different_supervisors_of_the_bureau_are_assigned(office: Office, officers: list[str]) -> None:
    receipt = office.complain()
    acceptance = supervisor(office).try_act(receipt["matter_id"], "accept", **{**ACCEPTANCE, "officers": officers})
    assert steps.refused(acceptance, 422) == [("officers", "officers_of_bureau")]


def test_the_signer_who_opens_a_case_is_not_its_proposer(office: Office) -> None:
    _, case = steps.accepted(office)
    assert steps.refused(supervisor(office).try_act(case, "open_case", opinion="同意"), 403) == [("action", "role")]
