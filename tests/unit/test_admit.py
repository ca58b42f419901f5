"""Who may do what, and when: role, state, stage and the hands before."""

import pytest
from casework import (
    DU,
    GAO,
    HAN,
    LIN,
    OPINION,
    QIAN,
    ZHENG,
    ZHOU,
    Bureau,
    accepted,
    correcting,
    objected,
    reported,
)

from jiandu.core.admit import admit, apart, in_place, obstacles
from jiandu.core.errors import Conflict, Forbidden, Invalid
from jiandu.core.matter import Actor

STRANGER = Actor("person", "wang", "elsewhere", ("supervisor", "signer", "respondent"))


def rule_of(refusal: pytest.ExceptionInfo[Forbidden] | pytest.ExceptionInfo[Conflict]) -> str:
    return refusal.value.mistakes[0].rule


@pytest.mark.parametrize("actor", [GAO, HAN, DU, STRANGER, Actor("complainant", "x")])
def test_only_a_supervisor_of_the_bureau_reviews_a_complaint(actor: Actor) -> None:
    """Role and organisation both count, and the refusal names who may."""
    bureau = Bureau()
    complaint = bureau.submit()
    with pytest.raises(Forbidden, match="由行政执法监督人员办理") as refusal:
        bureau.act(complaint, "record_as_lead", actor, within_scope=True, analysis="研判。")
    assert "role" == rule_of(refusal)


def test_an_officer_who_was_not_assigned_is_no_handler() -> None:
    bureau = Bureau()
    _, case = accepted(bureau)
    other = Actor("person", "feng", "bureau", ("supervisor",))
    with pytest.raises(Forbidden, match="承办人"):
        bureau.act(case, "request_opening", other, subject="某处罚", mode="daily", reason="理由。")


def test_the_complainant_acts_on_the_own_complaint_only() -> None:
    bureau = Bureau()
    mine, other = bureau.submit(), bureau.submit()
    with pytest.raises(Forbidden):
        bureau.act(other, "supplement", Actor("complainant", mine), text="补充。")
    bureau.act(mine, "supplement", Actor("complainant", mine), text="补充。")


def test_an_agency_that_was_told_nothing_may_do_nothing() -> None:
    """Until something is addressed to it, the case does not exist for it."""
    bureau = Bureau()
    _, case = accepted(bureau)
    with pytest.raises(Forbidden):
        bureau.act(case, "give_statement", GAO, statement="说明。")


def test_another_agency_may_not_report() -> None:
    bureau = Bureau()
    _, case = correcting(bureau)
    with pytest.raises(Forbidden):
        bureau.act(case, "report_correction", QIAN, report="已纠正。")


def test_a_wrong_state_says_which_state_it_is() -> None:
    bureau = Bureau()
    _, case = accepted(bureau)
    with pytest.raises(Conflict, match="事项现在是“待立案”，不能“立案”") as refusal:
        bureau.act(case, "open_case", ZHENG)
    assert "state" == rule_of(refusal)


def test_a_wrong_stage_names_the_letter_and_where_it_stands() -> None:
    bureau = Bureau()
    _, case = reported(bureau)
    bureau.act(case, "draft_opinion", ZHOU, **OPINION)
    with pytest.raises(Conflict, match="行政执法监督意见书审核中"):
        bureau.act(case, "sign_opinion", ZHENG)


def test_one_letter_at_a_time() -> None:
    """While one is in preparation no other can be drafted."""
    bureau = Bureau()
    _, case = reported(bureau)
    bureau.act(case, "draft_opinion", ZHOU, **OPINION)
    assert not in_place(bureau.cases[case], bureau.procedure(case), bureau.action(case, "draft_urging"))


@pytest.mark.parametrize(("step", "earlier"), [("review", "drafter"), ("sign", "drafter"), ("sign", "reviewer")])
def test_different_persons_draft_review_and_sign(step: str, earlier: str) -> None:
    """A person with every role still lends one hand only."""
    bureau = Bureau()
    _, case = reported(bureau)
    every = ("supervisor", "reviewer", "signer")
    hand = {"drafter": "zhou", "reviewer": "han"}[earlier]
    bureau.act(case, "draft_opinion", ZHOU, **OPINION)
    if step == "sign":
        bureau.act(case, "review_opinion", HAN)
    with pytest.raises(Conflict, match="须由其他人办理") as refusal:
        bureau.act(case, f"{step}_opinion", Actor("person", hand, "bureau", every))
    assert "different_persons" == rule_of(refusal)


def test_who_proposed_the_opening_does_not_approve_it() -> None:
    bureau = Bureau()
    _, case = accepted(bureau)
    bureau.act(case, "request_opening", ZHOU, subject="某处罚", mode="daily", reason="理由。")
    with pytest.raises(Conflict, match="须由其他人办理"):
        bureau.act(case, "open_case", Actor("person", "zhou", "bureau", ("signer",)))


@pytest.mark.duty("JZ-24b", "NAT-30")
def test_the_drafter_may_not_examine_the_objection() -> None:
    """复查论证: somebody other than the drafter of the letter objected to."""
    bureau = Bureau()
    _, case = correcting(bureau)
    objection = objected(bureau, case)
    with pytest.raises(Conflict) as refusal:
        bureau.act(objection, "review_objection", ZHOU, course="阅卷。", view="维持。")
    assert "您是拟稿人，依规定不得由同一人办理。" == refusal.value.mistakes[0].message
    bureau.act(objection, "review_objection", LIN, course="阅卷。", view="维持。")


def test_who_examined_the_objection_does_not_answer_it() -> None:
    bureau = Bureau()
    _, case = correcting(bureau)
    objection = objected(bureau, case)
    both = Actor("person", "han", "bureau", ("reviewer", "signer"))
    bureau.act(objection, "review_objection", both, course="阅卷。", view="维持。")
    assert "examiner" == apart(bureau.cases[objection], bureau.action(objection, "answer_objection"), both)


def test_a_matter_that_ended_takes_no_more_acts() -> None:
    bureau = Bureau()
    complaint = bureau.submit()
    bureau.act(complaint, "withdraw_complaint", Actor("complainant", complaint), confirm=True)
    with pytest.raises(Conflict, match="已撤回"):
        bureau.act(complaint, "record_as_lead", ZHOU, within_scope=True, analysis="研判。")


def test_a_mistake_at_a_field_is_invalid_and_one_of_the_matter_a_conflict() -> None:
    bureau = Bureau()
    _, case = reported(bureau, "none")
    with pytest.raises(Conflict, match="没有认定违法或者明显不当"):
        bureau.act(case, "draft_opinion", ZHOU, **OPINION)
    complaint = bureau.submit()
    one = {"within_scope": True, "specific_act": True, "officers": ["zhou", "gao"], "review": "属于。"}
    with pytest.raises(Invalid) as refusal:
        bureau.act(complaint, "accept", ZHOU, **one)
    assert ["officers"] == [mistake.field for mistake in refusal.value.mistakes]


def test_what_stands_against_an_act_is_shown_before_anybody_types() -> None:
    bureau = Bureau()
    _, case = accepted(bureau)
    bureau.act(case, "request_opening", ZHOU, subject="某处罚", mode="daily", reason="理由。")
    bureau.act(case, "open_case", ZHENG)
    found = obstacles(bureau.case(case), bureau.action(case, "draft_opinion"), bureau.today)
    assert ["report_on_file", "statement_on_file"] == [mistake.rule for mistake in found]


def test_every_check_can_be_asked_or_needs_facts() -> None:
    """The page asks each row's obstacles at every state; none may fail for want of facts."""
    bureau = Bureau()
    complaint, case = correcting(bureau)
    objection = objected(bureau, case)
    for matter_id in (complaint, case, objection):
        for action in bureau.procedure(matter_id).actions.values():
            obstacles(bureau.case(matter_id), action, bureau.today)


def test_a_child_may_not_tell_a_parent_that_is_elsewhere() -> None:
    """Nobody but the child's own act may do it, and only from the states named."""
    bureau = Bureau()
    complaint = bureau.submit()
    procedure = bureau.procedure(complaint)
    with pytest.raises(Forbidden):
        admit(bureau.case(complaint), procedure, procedure.actions["case_ended"], ZHOU)
    child = Actor("matter", "child", "bureau", ("supervision",))
    with pytest.raises(Conflict):
        admit(bureau.case(complaint), procedure, procedure.actions["case_ended"], child)
