"""What an act changes: the story of a case, act by act, in the pure core."""

from datetime import date, timedelta

import pytest
from casework import (
    DU,
    GAO,
    HAN,
    LIN,
    OPINION,
    PROPOSAL,
    URGING,
    ZHENG,
    ZHOU,
    Bureau,
    accepted,
    answered,
    correcting,
    decided,
    objected,
    performing,
    proposed,
    reported,
    sealed,
    serve,
    served,
    signed,
    upload,
    working_day_after,
)
from jiandu.core.errors import Conflict
from jiandu.core.matter import Actor, Clock, Document, Matter


def matter(bureau: Bureau, matter_id: str) -> Matter:
    return bureau.cases[matter_id].matter


def clock(bureau: Bureau, matter_id: str, name: str) -> Clock:
    return [c for c in bureau.cases[matter_id].clocks if c.name == name][-1]


def documents(bureau: Bureau, matter_id: str, kind: str) -> list[Document]:
    return [d for d in bureau.cases[matter_id].documents if d.kind == kind]


def state(bureau: Bureau, matter_id: str) -> str:
    return matter(bureau, matter_id).state


def test_a_complaint_begins_with_its_first_event() -> None:
    bureau = Bureau()
    complaint = bureau.submit()
    kept = bureau.cases[complaint]
    assert ("received", 1) == (kept.matter.state, kept.matter.version)
    assert ["preliminary_review"] == [c.name for c in kept.clocks]


@pytest.mark.duty("JZ-21")
def test_accepting_a_complaint_opens_a_case_in_the_same_decision() -> None:
    """Two matters change: the complaint, and its child with the officers assigned."""
    bureau = Bureau()
    complaint, case = accepted(bureau)
    child = matter(bureau, case)
    assert ("accepted", "assigned") == (state(bureau, complaint), child.state)
    assert (("zhou", "lin"), complaint, "unlawful_penalty") == (child.officers, child.parent, child.category)
    assert {case} == set(matter(bureau, complaint).children)


@pytest.mark.duty("JZ-21")
def test_a_complaint_not_aimed_at_an_act_becomes_a_lead_and_opens_nothing() -> None:
    bureau = Bureau()
    complaint = bureau.submit()
    bureau.act(complaint, "record_as_lead", ZHOU, within_scope=True, analysis="该领域反映较多。")
    assert ("recorded_as_lead", {}) == (state(bureau, complaint), dict(matter(bureau, complaint).children))


def test_a_letter_moves_from_hand_to_hand() -> None:
    """拟稿, 审核, 签发, 用印, 送达: each leaves its hand, the last clears the letter."""
    bureau = Bureau()
    _, case = reported(bureau)
    stages = []
    for name, actor, facts in (
        ("draft_opinion", ZHOU, OPINION),
        ("review_opinion", HAN, {}),
        ("sign_opinion", ZHENG, {}),
        ("seal_opinion", DU, {"file": upload(), "sealed_on": bureau.today}),
    ):
        bureau.act(case, name, actor, **facts)
        stages.append(matter(bureau, case).stage)
    assert ["opinion.reviewing", "opinion.signing", "opinion.sealing", "opinion.serving"] == stages
    letter = matter(bureau, case).letter
    assert letter and {"drafter": "zhou", "reviewer": "han", "signer": "zheng"} == dict(letter.hands)
    serve(bureau, case, "opinion", bureau.today)
    assert ("correcting", None) == (state(bureau, case), matter(bureau, case).letter)


@pytest.mark.duty("JZ-25", "JZ-24a")
def test_service_starts_the_clocks_of_the_letter() -> None:
    """Correction and objection run from the day of receipt, which is not counted."""
    bureau = Bureau()
    _, case = correcting(bureau)
    assert bureau.today == clock(bureau, case, "correction").started_on
    assert bureau.today + timedelta(days=30) == clock(bureau, case, "correction").nominal
    assert working_day_after(bureau.today, 5) == clock(bureau, case, "objection").due


def test_the_agencys_click_is_receipt_as_of_now() -> None:
    bureau = Bureau()
    _, case = reported(bureau)
    sealed(bureau, case, "opinion", **OPINION)
    bureau.wait(days=2)
    bureau.act(case, "receive_opinion", GAO, signatory="高六 科长")
    (opinion,) = documents(bureau, case, "opinion")
    assert opinion.service and (bureau.today, "signed") == (opinion.service.served_on, opinion.service.method)
    assert bureau.today == clock(bureau, case, "correction").started_on


def test_a_letter_sent_back_is_drafted_again_with_new_hands() -> None:
    bureau = Bureau()
    _, case = reported(bureau)
    bureau.act(case, "draft_opinion", ZHOU, **OPINION)
    bureau.act(case, "send_back_opinion", HAN, reason="依据不全。")
    assert "opinion.drafting" == matter(bureau, case).stage
    bureau.act(case, "draft_opinion", LIN, **{**OPINION, "facts": "补充后的事实。"})
    letter = matter(bureau, case).letter
    assert letter and {"drafter": "lin"} == dict(letter.hands)
    assert "补充后的事实。" == bureau.cases[case].letter_facts["facts"]


def test_a_draft_given_up_leaves_no_number() -> None:
    bureau = Bureau()
    _, case = reported(bureau)
    bureau.act(case, "draft_opinion", ZHOU, **OPINION)
    bureau.act(case, "abandon_opinion", ZHOU, reason="改用督办函。")
    assert (None, []) == (matter(bureau, case).letter, documents(bureau, case, "opinion"))


def test_a_number_voided_stays_as_void() -> None:
    """作废: the number is never used again, and the next letter bears the next one."""
    bureau = Bureau()
    _, case = reported(bureau)
    signed(bureau, case, "opinion", **OPINION)
    bureau.act(case, "void_opinion", ZHENG, reason="主送机关有误。")
    signed(bureau, case, "opinion", **OPINION)
    found = [(d.number, d.status) for d in documents(bureau, case, "opinion")]
    assert [("市司执监意〔2026〕1号", "void"), ("市司执监意〔2026〕2号", "issued")] == found


def test_an_urging_letter_whose_date_passed_unserved_can_be_made_anew() -> None:
    """Not served yet when its date passed, it may be voided and drafted anew instead of being served late."""
    bureau = Bureau()
    _, case = reported(bureau, "inaction")
    sealed(bureau, case, "urging", **URGING, due_on=working_day_after(bureau.today, 5))
    bureau.wait(days=14)
    bureau.act(case, "void_urging", ZHENG, reason="期限已过，重新确定期限。")
    served(bureau, case, "urging", **URGING, due_on=working_day_after(bureau.today, 5))
    assert "performing" == state(bureau, case)


@pytest.mark.duty("JZ-24a")
def test_an_objection_in_time_goes_the_local_way_with_ten_working_days() -> None:
    bureau = Bureau()
    _, case = correcting(bureau)
    objection = objected(bureau, case)
    assert ("local", ["answer"]) == (
        matter(bureau, objection).route,
        [c.name for c in bureau.cases[objection].clocks],
    )
    assert working_day_after(bureau.today, 10) == clock(bureau, objection, "answer").due


@pytest.mark.duty("NAT-30b")
def test_a_late_objection_is_not_extinguished() -> None:
    """After the five working days it is handled by the national rules: promptly, without a due date."""
    bureau = Bureau()
    _, case = correcting(bureau)
    due = clock(bureau, case, "objection").due
    assert due
    bureau.now += due + timedelta(days=1) - bureau.today
    bureau.now = bureau.now.replace(hour=0, minute=2)
    objection = objected(bureau, case)
    assert ("national", None) == (
        matter(bureau, objection).route,
        clock(bureau, objection, "national_answer").due,
    )
    answered(bureau, objection, "upheld")
    (answer,) = documents(bureau, objection, "national_answer")
    assert ("异议处理答复书", "市司执监复〔2026〕1号") == (answer.title, answer.number)


def test_an_objection_to_an_urging_letter_goes_the_national_way() -> None:
    """The city's five working days are for its 意见书 alone."""
    bureau = Bureau()
    _, case = performing(bureau)
    assert "national" == matter(bureau, objected(bureau, case)).route


def test_the_correction_runs_on_while_an_objection_is_open() -> None:
    bureau = Bureau()
    _, case = correcting(bureau)
    before = clock(bureau, case, "correction")
    objected(bureau, case)
    assert before == clock(bureau, case, "correction")


@pytest.mark.duty("JZ-24b")
def test_upheld_leaves_the_old_date() -> None:
    bureau = Bureau()
    _, case = correcting(bureau)
    before = clock(bureau, case, "correction")
    answered(bureau, objected(bureau, case), "upheld")
    assert (before, "correcting") == (clock(bureau, case, "correction"), state(bureau, case))
    assert [False] == [child.open for child in matter(bureau, case).children.values()]


@pytest.mark.duty("JZ-24b")
def test_changed_means_a_new_number_new_service_and_a_new_clock() -> None:
    bureau = Bureau()
    _, case = correcting(bureau)
    answered(bureau, objected(bureau, case), "changed")
    assert ("reissuing", None) == (state(bureau, case), matter(bureau, case).in_force)
    assert "stopped" == clock(bureau, case, "correction").status
    bureau.wait(days=3)
    served(bureau, case, "opinion", **OPINION)
    found = [(d.number, d.status) for d in documents(bureau, case, "opinion")]
    assert [("市司执监意〔2026〕1号", "changed"), ("市司执监意〔2026〕2号", "served")] == found
    assert (2, bureau.today) == (clock(bureau, case, "correction").n, clock(bureau, case, "correction").started_on)


@pytest.mark.duty("JZ-24b")
def test_withdrawn_ends_the_case() -> None:
    bureau = Bureau()
    complaint, case = correcting(bureau)
    answered(bureau, objected(bureau, case), "withdrawn")
    assert "revoked" == state(bureau, case)
    assert "withdrawn" == documents(bureau, case, "opinion")[0].status
    bureau.act(case, "close", ZHOU, summary="文书撤销。", retention="10")
    assert ("closed", "accepted") == (state(bureau, case), state(bureau, complaint))


def test_a_proposal_in_preparation_falls_with_the_letter_it_rests_on() -> None:
    """Otherwise the changed letter could not be drafted anew: one letter at a time."""
    bureau = Bureau()
    _, case = correcting(bureau)
    bureau.wait(days=40)
    signed(bureau, case, "request_to_government", **PROPOSAL)
    answered(bureau, objected(bureau, case), "changed")
    assert (None, "reissuing") == (matter(bureau, case).letter, state(bureau, case))
    served(bureau, case, "opinion", **OPINION)


def test_the_agency_may_withdraw_its_objection() -> None:
    bureau = Bureau()
    _, case = correcting(bureau)
    objection = objected(bureau, case)
    bureau.act(objection, "withdraw_objection", GAO, reason="已经理解。")
    assert ("dropped", "correcting") == (state(bureau, objection), state(bureau, case))
    assert [False] == [child.open for child in matter(bureau, case).children.values()]


def test_a_report_stops_the_clock_and_a_return_starts_another() -> None:
    bureau = Bureau()
    _, case = correcting(bureau)
    bureau.wait(days=10)
    bureau.act(case, "report_correction", GAO, report="已纠正。")
    assert "stopped" == clock(bureau, case, "correction").status
    due = working_day_after(bureau.today, 5)
    bureau.act(case, "return_correction", ZHOU, reasons="未退还罚款。", due_on=due)
    assert ("correcting", due) == (state(bureau, case), clock(bureau, case, "renewed_correction").due)


def test_a_late_report_is_taken_and_the_lateness_stays_on_record() -> None:
    bureau = Bureau()
    _, case = correcting(bureau)
    bureau.wait(days=40)
    bureau.act(case, "report_correction", GAO, report="已纠正。")
    kept = matter(bureau, case)
    assert ("correction_reported", (), ("correction",)) == (kept.state, kept.late, kept.was_late)


@pytest.mark.duty("NAT-29", "JZ-26a", "JZ-26b")
def test_from_lateness_to_the_governments_decision_and_its_execution() -> None:
    """请示 with a draft, decision with the government's number, thirty days from its receipt."""
    bureau = Bureau()
    complaint, case = correcting(bureau)
    bureau.wait(days=40)
    proposed(bureau, case)
    (draft,) = documents(bureau, case, "decision_draft")
    assert ("proposed", None) == (state(bureau, case), draft.number)
    decided(bureau, case)
    (decision,) = documents(bureau, case, "decision")
    assert ("示政执监决〔2026〕1号", "sealed") == (decision.number, decision.status)
    bureau.wait(days=1)
    serve(bureau, case, "decision", bureau.today)
    assert bureau.today + timedelta(days=30) == clock(bureau, case, "execution").nominal
    bureau.wait(days=20)
    bureau.act(case, "report_execution", GAO, report="已撤销处罚。")
    bureau.act(case, "close", ZHOU, summary="执行完毕。", retention="30")
    bureau.act(complaint, "notify_complainant", ZHOU, conclusion="处罚已经撤销。")
    assert ("closed", "closed") == (state(bureau, case), state(bureau, complaint))


def test_the_government_may_decline() -> None:
    bureau = Bureau()
    _, case = correcting(bureau)
    bureau.wait(days=40)
    proposed(bureau, case)
    decided(bureau, case, outcome="declined", kinds=[], number="", text="")
    assert ("government_declined", []) == (state(bureau, case), documents(bureau, case, "decision"))


def test_the_whole_way_works_under_the_national_rules_alone() -> None:
    """Where no local number is, the letter sets one: correction and execution in so many days."""
    bureau = Bureau(profile="national")
    _, case = reported(bureau)
    served(bureau, case, "opinion", **OPINION, days=20)
    assert {"explanation", "correction"} == {c.name for c in bureau.cases[case].clocks}
    assert bureau.today + timedelta(days=20) == clock(bureau, case, "correction").nominal
    assert "national" == matter(bureau, objection := objected(bureau, case)).route
    answered(bureau, objection, "upheld")
    bureau.wait(days=40)
    proposed(bureau, case, days=15)
    decided(bureau, case, days=15, kinds=["correct"])
    serve(bureau, case, "decision", bureau.today)
    assert bureau.today + timedelta(days=15) == clock(bureau, case, "execution").nominal


def test_an_opinion_without_any_period_is_refused_before_it_is_signed() -> None:
    """Nothing is invented: neither the profile nor the letter sets one."""
    bureau = Bureau(profile="national")
    _, case = reported(bureau)
    with pytest.raises(Conflict, match="没有规定期限"):
        signed(bureau, case, "opinion", **OPINION)


def test_a_child_that_ends_tells_its_parent_in_the_same_decision() -> None:
    bureau = Bureau()
    complaint, case = accepted(bureau)
    bureau.act(case, "request_opening", ZHOU, subject="某处罚", mode="daily", reason="理由。")
    decision = bureau.act(case, "decline_opening", ZHENG, reason="已自行纠正。")
    assert [case, complaint] == [part.case.matter.id for part in decision.all]
    assert ("terminated", "accepted") == tuple(part.case.matter.state for part in decision.all)
    assert (True, False) == tuple(part.case.matter.closed_at is not None for part in decision.all)
    assert "case_ended" == bureau.cases[complaint].events[-1].action


def test_what_the_bureau_does_is_unread_and_what_the_agency_does_is_read() -> None:
    bureau = Bureau()
    _, case = correcting(bureau)
    assert matter(bureau, case).unread
    bureau.act(case, "acknowledge", GAO)
    assert not matter(bureau, case).unread


def test_the_version_counts_every_event_breaches_included() -> None:
    bureau = Bureau()
    _, case = correcting(bureau)
    version = matter(bureau, case).version
    bureau.wait(days=40)
    bureau.act(case, "report_correction", GAO, report="已纠正。")
    assert version + 2 == matter(bureau, case).version == len(bureau.cases[case].events)


def test_a_withdrawn_complaint_does_not_end_its_case() -> None:
    """撤回: the supervision of the act goes on, and its end is still told."""
    bureau = Bureau()
    complaint, case = correcting(bureau)
    bureau.act(complaint, "withdraw_complaint", Actor("complainant", complaint), confirm=True)
    bureau.act(case, "report_correction", GAO, report="已纠正。")
    bureau.act(case, "accept_correction", ZHOU, finding="已经纠正到位。")
    bureau.act(case, "close", ZHOU, summary="办结。", retention="10")
    assert ("withdrawn", "closed") == (state(bureau, complaint), state(bureau, case))


def test_days_are_shanghais() -> None:
    """At 23:59 it is still the day of receipt; at 00:00 it is not."""
    bureau = Bureau()
    _, case = reported(bureau)
    sealed(bureau, case, "opinion", **OPINION)
    bureau.now = bureau.now.replace(hour=23, minute=59)
    bureau.act(case, "receive_opinion", GAO, signatory="高六")
    assert date(2026, 3, 2) == clock(bureau, case, "correction").started_on
