"""What has ended begins again on new facts; what was numbered keeps its number; what the government declines ends."""

import pytest

from infra.demo.office import Office
from tests.scenarios import steps
from tests.scenarios.steps import agency, refused, signer, supervisor

NEW = {"new_facts": "收到当事人提供的现场录像。", "reason": "足以改变原认定。"}


def closed(office: Office) -> tuple[dict[str, str], str]:
    """A case corrected on the spot and closed; its complainant told."""
    receipt, case = steps.investigating(office)
    supervisor(office).act(case, "correct_on_the_spot", problem="未出示证件。", correction="当场出示。")
    supervisor(office).act(case, "close", summary="已经纠正。", retention="10")
    supervisor(office).act(receipt["matter_id"], "notify_complainant", conclusion="已经当场纠正。")
    return receipt, case


def test_a_closed_case_is_reopened_with_its_complaint(office: Office) -> None:
    """Back to the inquiry with a clock for the complaint; everybody is told that it goes on, nobody outside why."""
    receipt, case = closed(office)
    reopened = signer(office).act(case, "reopen", **NEW)
    assert ("investigating", "内部规则") == (reopened["state"], steps.entries(reopened, "reopen")[0]["basis"])
    complaint = supervisor(office).matter(receipt["matter_id"])
    assert ("accepted", "进行中") == (complaint["state"], steps.clock(complaint, "handling")["state_title"])
    told = steps.told(office, receipt["code"])
    seen = agency(office).matter(case)
    assert "出现新的事实，监督案件重新启动。" in told
    assert (["重新启动监督"], True) == (
        [e["action"] for e in steps.entries(seen, "reopen")],
        "现场录像" not in str(seen) + told,
    )
    blocked = [row["name"] for row in complaint["blocked"]]
    assert "notify_complainant" in blocked
    steps.ask_agency(office, case)
    agency(office).act(case, "give_statement", statement="补充说明。")
    steps.report(office, case)
    steps.issued(office, case, "opinion", steps.opinion_facts())
    listed = supervisor(office).get("/matters?tab=open&q=" + reopened["number"])["items"]
    assert [case] == [row["id"] for row in listed]


def test_a_terminated_case_is_reopened_though_the_complaint_was_withdrawn(office: Office) -> None:
    receipt, case = steps.investigating(office)
    office.post(
        "/complaints/track/withdraw_complaint", {"code": receipt["code"], "reason": "已经解决。", "confirm": True}
    )
    signer(office).act(case, "terminate", cause="corrected", reason="已经纠正。")
    signer(office).act(case, "reopen", **NEW)
    complaint = supervisor(office).matter(receipt["matter_id"])
    assert "withdrawn" == complaint["state"]
    assert steps.entries(complaint, "case_reopened_after_withdrawal")


def test_a_refused_complaint_is_taken_up_again(office: Office) -> None:
    receipt = office.complain()
    supervisor(office).act(receipt["matter_id"], "refuse", reason="out_of_scope", explanation="不属于监督范围。")
    assert "不予受理" in steps.told(office, receipt["code"])
    again = supervisor(office).act(receipt["matter_id"], "reopen", **NEW)
    assert ("received", "进行中") == (again["state"], steps.clock(again, "preliminary_review")["state_title"])
    assert "您的投诉举报已经重新启动审查。" in steps.told(office, receipt["code"])
    assert "accept" in steps.names(again)


def test_reopenings_that_cannot_be(office: Office) -> None:
    """By the signer alone, of what has ended, with the new facts, once."""
    receipt, case = closed(office)
    assert [("action", "role")] == refused(supervisor(office).try_act(case, "reopen", **NEW), 403)
    assert [("action", "role")] == refused(agency(office).try_act(case, "reopen", **NEW), 403)
    assert [("new_facts", "missing")] == refused(signer(office).try_act(case, "reopen", reason="再查。"), 422)
    signer(office).act(case, "reopen", **NEW)
    assert [("state", "state")] == refused(signer(office).try_act(case, "reopen", **NEW), 409)
    complaint = supervisor(office).try_act(receipt["matter_id"], "reopen", **NEW)
    assert [("state", "state")] == refused(complaint, 409)


@pytest.mark.duty("NAT-28")
def test_a_void_number_is_kept_and_never_used_again(office: Office) -> None:
    """Shown as 作废 to the bureau; the next letter has the next number; the agency never learns of the first."""
    _, case = steps.inquired(office)
    void = steps.document(steps.signed(office, case, "opinion", steps.opinion_facts()), "opinion")
    by_officer = supervisor(office).try_act(case, "void_opinion", reason="日期有误。")
    assert [("action", "role")] == refused(by_officer, 403)
    signer(office).act(case, "void_opinion", reason="事实部分有误。")
    steps.issued(office, case, "opinion", steps.opinion_facts())
    kept = {
        d["number"]: d["state_title"] for d in supervisor(office).matter(case)["documents"] if d["kind"] == "opinion"
    }
    first, second = (int(number.split("〕")[1].rstrip("号")) for number in kept)
    assert (["作废", "已送达"], first + 1) == (list(kept.values()), second)
    assert void["number"] not in str(agency(office).matter(case))
    late = steps.refused(signer(office).try_act(case, "void_opinion", reason="再作废。"), 409)
    assert [("state", "state")] == late


@pytest.mark.duty("JZ-24b", "NAT-30")
def test_a_withdrawn_letter_keeps_its_number_as_withdrawn(office: Office) -> None:
    _, case = steps.served_opinion(office)
    objection = steps.object_to(office, case)
    steps.answer(office, objection, "withdrawn")
    for who in (supervisor, agency):
        opinion = steps.document(who(office).matter(case), "opinion")
        assert ("已撤销", True) == (opinion["state_title"], bool(opinion["number"]))


@pytest.mark.duty("NAT-29", "NAT-06")
def test_the_government_declines_and_the_case_is_closed_without_a_decision(office: Office) -> None:
    """No number, no kind of decision; the agency gets no paper; the complainant reads what was decided."""
    receipt, case = steps.proposed(office)
    facts = steps.government_facts(office, outcome="declined", approval="市长批示：不予制发。", text="")
    for change, mistake in (
        ({}, ("kinds", "none_when_declined")),
        ({"kinds": []}, ("kinds", "none_when_declined")),
        ({"kinds": [], "number": "", "decided_on": "2099-01-05"}, ("decided_on", "between")),
        ({"kinds": [], "number": "", "scan": None}, ("scan", "model_type")),
    ):
        tried = supervisor(office).try_act(case, "record_decision", **{**facts, **change})
        assert [mistake] == refused(tried, 422)
    assert [("action", "role")] == refused(steps.try_letter(agency(office), case, "record_decision", **facts), 403)
    declined = supervisor(office).act(case, "record_decision", **{**facts, "kinds": [], "number": ""})
    assert ("政府决定不予制发", []) == (
        declined["state_title"],
        [d for d in declined["documents"] if d["kind"] == "decision"],
    )
    assert "decision" not in steps.kinds(agency(office).matter(case))
    assert "本级人民政府决定不予制发《行政执法监督决定书》。" in steps.told(office, receipt["code"])
    again = steps.try_letter(supervisor(office), case, "record_decision", **steps.government_facts(office))
    assert [("state", "state")] == refused(again, 409)
    assert "closed" == supervisor(office).act(case, "close", summary="政府不予制发。", retention="30")["state"]
