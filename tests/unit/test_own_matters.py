"""Matters beside a case or of the office's own: suggestions, clues, activities, orders to bureaus, reports, tasks."""

from typing import Any

import pytest
from casework import (
    DING,
    DU,
    GAO,
    HAN,
    LIN,
    SHENG,
    WU,
    XIAN,
    ZHENG,
    ZHOU,
    Bureau,
    accepted,
    clock,
    correcting,
    matter,
    refused,
    reported,
    sealed,
    seen,
    signed,
    upload,
    working_day_after,
)
from jiandu.core.access import sees
from jiandu.core.errands import ERRANDS
from jiandu.core.matter import Actor

SUGGESTION: dict[str, Any] = {
    "organ": "示范市市场监督管理局党组",
    "person": "王某",
    "post": "示范市市场监督管理局 执法队长",
    "ground": "misconduct",
    "facts": "未告知听证权利。",
    "causes": "业务不熟。",
    "consequences": "处罚被撤销。",
    "correction": "已经纠正。",
    "suggestions": ["criticism"],
}
CLUE: dict[str, Any] = {"persons": "王某，执法队长", "facts": "收受财物。"}
CLUE_LETTER: dict[str, Any] = {"organ": "示范市监察委员会", "nature": "corruption", "evidence": "材料一份", **CLUE}
NOTICE: dict[str, Any] = {"superior": "示范省税务局", "facts": "事实。", "law": "法律。", "suggestion": "建议。"}
PLAN: dict[str, Any] = {"title": "涉企执法检查", "mode": "daily", "duty": "guidance", "plan": "方案。"}
ORDER: dict[str, Any] = {"facts": "不依法履职。", "law": "条例第三十九条", "demand": "限期改正。"}
REPORT: dict[str, Any] = {
    "period_from": "2026-01-01",
    "period_to": "2026-02-28",
    "figures": "受理10件",
    "work": "工作。",
    "problems": "问题。",
    "plan": "计划。",
}


def opened(bureau: Bureau, case: str, name: str, actor: Actor, **facts: Any) -> str:
    """What the act opened; its id."""
    before = set(bureau.cases)
    bureau.act(case, name, actor, **facts)
    (child,) = set(bureau.cases) - before
    return child


def suggested(bureau: Bureau) -> tuple[str, str]:
    """A suggestion on a person sent to the competent organ, and its case."""
    _, case = correcting(bureau)
    about = {"person": "王某", "post": "执法队长", "reason": "明显不当。"}
    child = opened(bureau, case, "suggest_handling", ZHOU, **about)
    due_on = working_day_after(bureau.today, 10)
    sealed(bureau, child, "personnel_suggestion", **SUGGESTION, due_on=due_on)
    return child, case


@pytest.mark.duty("NAT-32")
def test_a_suggestion_on_a_person_is_tracked_to_its_answer() -> None:
    bureau = Bureau()
    child, case = suggested(bureau)
    assert ("suggested", matter(bureau, case).officers) == (matter(bureau, child).state, matter(bureau, child).officers)
    assert working_day_after(bureau.today, 10) == clock(bureau, child, "handling_answer#1").due
    bureau.wait(days=30)
    assert ["breach"] == [e.action for e in bureau.sweep() if e.matter == child]
    bureau.act(child, "chase", DU, how="电话催办。")
    bureau.act(child, "record_handling", DU, handling="批评教育。", answered_on=bureau.today)
    assert "answered" == matter(bureau, child).state
    assert ("suggestion_followed", False) == (
        bureau.cases[case].events[-1].action,
        matter(bureau, case).children[child].open,
    )


def test_a_suggestion_is_followed_though_its_case_has_ended_meanwhile() -> None:
    bureau = Bureau()
    child, case = suggested(bureau)
    bureau.act(case, "terminate", ZHENG, cause="corrected", reason="已经纠正。")
    bureau.act(child, "record_handling", DU, handling="批评教育。", answered_on=bureau.today)
    assert ("terminated", False) == (matter(bureau, case).state, matter(bureau, case).children[child].open)


@pytest.mark.duty("NAT-33a")
def test_a_referral_leaves_no_trace_on_its_case() -> None:
    """Version, head, events, children, clocks: byte for byte as before, also where a breach was due."""
    bureau = Bureau()
    _, case = correcting(bureau)
    bureau.wait(days=40)
    before = bureau.cases[case]
    decision = bureau.act(case, "refer_clue", ZHOU, **CLUE)
    after = bureau.cases[case]
    assert before.matter.model_dump_json() == after.matter.model_dump_json()
    assert (before.clocks, before.events, before.documents) == (after.clocks, after.events, after.documents)
    assert () == decision.events
    (child,) = decision.others
    assert (case, ("zhou", "lin")) == (child.case.matter.parent, child.case.matter.officers)
    assert "breach" in [e.action for e in bureau.sweep() if e.matter == case]


@pytest.mark.duty("NAT-33a")
def test_a_referral_is_seen_by_its_officers_and_the_head_alone() -> None:
    bureau = Bureau()
    _, case = correcting(bureau)
    clue = opened(bureau, case, "refer_clue", ZHOU, **CLUE)
    superior = Actor("person", "sheng", "province", ("supervisor", "signer"), oversees="bureau")
    eyes = {a.id: sees(a, matter(bureau, clue)) for a in (ZHOU, LIN, HAN, ZHENG, DU, GAO, superior)}
    alone = {"zhou": "owner", "lin": "owner", "zheng": "owner"}
    assert {**dict.fromkeys(eyes), **alone} == eyes
    assert sees(Actor("complainant", clue), matter(bureau, clue)) is None
    assert [] == seen(bureau, case, DU)["children"]


def test_a_clue_is_transferred_by_two_persons() -> None:
    bureau = Bureau()
    _, case = correcting(bureau)
    clue = opened(bureau, case, "refer_clue", ZHOU, **CLUE)
    bureau.act(clue, "draft_clue_transfer", ZHOU, **CLUE_LETTER)
    bureau.act(clue, "sign_clue_transfer", ZHENG)
    bureau.act(clue, "seal_clue_transfer", ZHOU, file=upload(), sealed_on=bureau.today)
    assert "transferred" == matter(bureau, clue).state


@pytest.mark.duty("NAT-42")
def test_of_a_vertical_agency_the_superior_is_told_and_the_complainant_of_its_answer() -> None:
    bureau = Bureau()
    complaint = bureau.submit("tax")
    same = {**NOTICE, "superior": "示范市税务局"}
    assert ("superior", "organ_not_respondent") == refused(
        lambda: bureau.act(complaint, "draft_problem_notice", ZHOU, **same)
    )
    sealed(bureau, complaint, "problem_notice", **NOTICE)
    assert "superior_informed" == matter(bureau, complaint).state
    assert "示范省税务局" == bureau.letters[-1].addressee
    bureau.act(complaint, "record_superior_answer", ZHOU, answer="已经责令纠正。")
    bureau.act(complaint, "notify_complainant", ZHOU, conclusion="上级主管部门已经责令纠正。")
    assert "closed" == matter(bureau, complaint).state


def test_of_an_ordinary_agency_no_superior_is_told() -> None:
    bureau = Bureau()
    complaint = bureau.submit()
    act = lambda: bureau.act(complaint, "draft_problem_notice", ZHOU, **NOTICE)  # noqa: E731
    assert ("state", "vertical_respondent") == refused(act)


def test_a_complaint_withdrawn_leaves_no_letter_waiting() -> None:
    """A number taken for it stays taken, marked void."""
    bureau = Bureau()
    complaint = bureau.submit("tax")
    signed(bureau, complaint, "problem_notice", **NOTICE)
    bureau.act(complaint, "withdraw_complaint", Actor("complainant", complaint), confirm=True)
    assert ("withdrawn", None) == (matter(bureau, complaint).state, matter(bureau, complaint).letter)
    assert ["void"] == [d.status for d in bureau.cases[complaint].documents]


@pytest.mark.parametrize(
    ("name", "facts"),
    [
        ("refuse", {"reason": "out_of_scope", "explanation": "说明。"}),
        ("transfer", {"organ": "某机关", "reason": "属于其职权。"}),
        ("notify_complainant", {"conclusion": "结论。"}),
    ],
)
def test_a_complaint_does_not_end_beside_a_letter_in_preparation(name: str, facts: dict[str, Any]) -> None:
    bureau = Bureau()
    complaint = bureau.submit("tax")
    if name == "notify_complainant":
        bureau.act(complaint, "record_as_lead", ZHOU, within_scope=True, analysis="线索。")
    bureau.act(complaint, "draft_problem_notice", ZHOU, **NOTICE)
    assert ("state", "no_letter_in_preparation") == refused(lambda: bureau.act(complaint, name, ZHOU, **facts))


@pytest.mark.duty("NAT-14", "NAT-20")
def test_an_activity_opens_one_case_for_each_agency() -> None:
    bureau = Bureau()
    activity = bureau.begin("activity", ZHOU, **PLAN)
    bureau.act(activity, "approve", ZHENG)
    opening = {"subject": "检查", "agencies": ["market", "water"], "officers": ["zhou", "lin"]}
    decision = bureau.act(activity, "open_cases", ZHOU, **opening)
    assert decision.errands and 2 == len(decision.errands.targets)
    assert {t.matter for t in decision.errands.targets} == set(matter(bureau, activity).children)
    assert [] == bureau.refusals
    cases = [matter(bureau, t.matter) for t in decision.errands.targets]
    assert [("market", ("zhou", "lin")), ("water", ("zhou", "lin"))] == [(m.respondent, m.officers) for m in cases]
    assert {(activity, "bureau", "assigned")} == {(m.parent, m.owner, m.state) for m in cases}
    assert ("state", "no_open_children") == refused(lambda: bureau.act(activity, "sum_up", ZHOU, summary="总结。"))


def test_a_case_of_an_activity_summed_up_can_still_be_opened_again_and_closed() -> None:
    bureau = Bureau()
    activity = bureau.begin("activity", ZHOU, **PLAN)
    bureau.act(activity, "approve", ZHENG)
    opening = {"subject": "检查", "agencies": ["market"], "officers": ["zhou", "lin"]}
    bureau.act(activity, "open_cases", ZHOU, **opening)
    (case,) = matter(bureau, activity).children
    bureau.act(case, "terminate", ZHENG, cause="no_violation", reason="没有违法。")
    bureau.act(activity, "sum_up", ZHOU, summary="总结。")
    bureau.act(case, "reopen", ZHENG, new_facts="新的证据。", reason="理由。")
    bureau.act(case, "terminate", ZHENG, cause="no_violation", reason="没有违法。")
    assert ("summed_up", False) == (matter(bureau, activity).state, matter(bureau, activity).children[case].open)


@pytest.mark.parametrize("agencies", [["tax"], ["market", "market"], ["elsewhere"], ["bureau"]])
def test_an_activity_goes_to_the_bureaus_own_ordinary_agencies_once_each(agencies: list[str]) -> None:
    bureau = Bureau()
    activity = bureau.begin("activity", ZHOU, **PLAN)
    bureau.act(activity, "approve", ZHENG)
    opening = {"subject": "检查", "agencies": agencies, "officers": ["zhou", "lin"]}
    act = lambda: bureau.act(activity, "open_cases", ZHOU, **opening)  # noqa: E731
    assert ("agencies", "supervised_agencies") == refused(act)


def test_an_activity_is_approved_by_another_person() -> None:
    bureau = Bureau()
    activity = bureau.begin("activity", WU, **PLAN)
    assert ("actor", "different_persons") == refused(lambda: bureau.act(activity, "approve", WU))


def test_what_an_act_sends_out_names_each_matter_once_with_what_it_is_told() -> None:
    """The reassigned are those of the list; of cases to open the ids are fresh, one for each agency."""
    bureau = Bureau()
    case = bureau.case(bureau.submit())
    facts = {"from_person": "zhou", "to_person": "wu", "reason": "退休。", "list": [{"matter": "a"}, {"matter": "b"}]}
    handed = ERRANDS["reassign_all"](case, facts, bureau.fresh)
    assert (("a", "b"), None) == (tuple(t.matter for t in handed.targets), handed.opens)
    assert {"from_person", "to_person", "reason"} == set(handed.facts)
    many = {"subject": "检查", "agencies": ["market", "water"], "officers": ["zhou", "lin"]}
    opened = ERRANDS["open_cases"](case, many, bureau.fresh)
    assert (["market", "water"], "supervision") == ([t.respondent for t in opened.targets], opened.opens)
    assert 2 == len({t.matter for t in opened.targets})


def test_everything_in_hand_goes_to_a_colleague_but_what_recusal_bars() -> None:
    bureau = Bureau()
    _, one = reported(bureau)
    _, two = accepted(bureau)
    bureau.act(two, "assign_officers", ZHENG, officers=["lin", "wu"], reason="改派。")
    bureau.act(two, "declare_recusal", WU, reason="理由。")
    decision = {"officer": "wu", "outcome": "recused", "replacement": "zhou", "reason": "理由。"}
    bureau.act(two, "decide_recusal", ZHENG, **decision)
    handover = bureau.begin("handover", ZHENG, from_person="zhou", to_person="wu", reason="退休。")
    assert ["not_recused"] == [refusal.mistakes[0].rule for refusal in bureau.refusals]
    assert [("wu", "lin"), ("lin", "zhou")] == [matter(bureau, i).officers for i in (one, two)]
    bureau.act(handover, "upload_signed_list", DU, scan=upload(), witness="郑四 局长")
    assert "signed" == matter(bureau, handover).state


@pytest.mark.parametrize(
    ("facts", "mistake"),
    [
        ({"from_person": "gao"}, ("from_person", "handed_to_a_colleague")),
        ({"to_person": "han"}, ("to_person", "handed_to_a_colleague")),
        ({"to_person": "zhou"}, ("to_person", "handed_to_a_colleague")),
        ({"from_person": "lin"}, ("from_person", "something_in_hand")),
    ],
)
def test_work_is_handed_to_a_supervisor_of_the_same_bureau(facts: dict[str, Any], mistake: tuple[str, str]) -> None:
    bureau = Bureau()
    complaint = bureau.submit()
    assigned = {"within_scope": True, "specific_act": True, "officers": ["zhou", "wu"], "review": "属于监督范围。"}
    bureau.act(complaint, "accept", ZHOU, **assigned)
    given = {"from_person": "zhou", "to_person": "wu", "reason": "退休。", **facts}
    assert mistake == refused(lambda: bureau.begin("handover", ZHENG, **given))


@pytest.mark.duty("NAT-39")
def test_a_lower_bureau_is_ordered_to_correct_and_reports() -> None:
    """It learns of it when the order is ready to be served; its own staff sign for it and answer."""
    bureau = Bureau()
    order = bureau.begin("rectification", ZHOU, respondent="county", reason="不履行职责。")
    assert sees(XIAN, matter(bureau, order)) is None
    signed(bureau, order, "order_to_correct", **ORDER, due_on=working_day_after(bureau.today, 10))
    assert sees(XIAN, matter(bureau, order)) is None
    bureau.act(order, "seal_order_to_correct", DU, file=upload(), sealed_on=bureau.today)
    bureau.act(order, "receive_order_to_correct", DING, signatory="丁甲")
    assert ("correcting", "respondent") == (matter(bureau, order).state, sees(XIAN, matter(bureau, order)))
    bureau.act(order, "report_rectification", XIAN, report="已改正。")
    assert "stopped" == clock(bureau, order, "rectification#1").status
    bureau.act(order, "accept_rectification", ZHOU, finding="已改正。")
    assert "corrected" == matter(bureau, order).state


@pytest.mark.parametrize("respondent", ["market", "province", "bureau"])
def test_only_the_bureau_directly_below_is_ordered(respondent: str) -> None:
    bureau = Bureau()
    act = lambda: bureau.begin("rectification", ZHOU, respondent=respondent, reason="理由。")  # noqa: E731
    assert ("respondent", "supervised_bureau") == refused(act)


@pytest.mark.duty("NAT-06")
def test_each_report_sets_the_day_of_the_next_one() -> None:
    bureau = Bureau()
    first = working_day_after(bureau.today, 5)
    reporting = bureau.begin("reporting", ZHOU, due_on=first)
    assert first == clock(bureau, reporting, "next_report#1").due
    following = working_day_after(bureau.today, 100)
    sealed(bureau, reporting, "work_report", **REPORT, due_on=following)
    assert ("stopped", True) == (
        clock(bureau, reporting, "next_report#1").status,
        clock(bureau, reporting, "next_report#1").fulfilled,
    )
    assert following == clock(bureau, reporting, "next_report#2").due
    assert "waiting" == matter(bureau, reporting).state


@pytest.mark.duty("NAT-20")
@pytest.mark.parametrize("actor", [ZHENG, SHENG])
def test_a_case_is_listed_by_its_head_or_the_superior_with_a_day_to_report(actor: Actor) -> None:
    bureau = Bureau()
    _, case = correcting(bureau)
    due_on = working_day_after(bureau.today, 10)
    bureau.act(case, "list_case", actor, reason="反映强烈。", demand="限期办结。", due_on=due_on)
    assert (("listed",), due_on) == (matter(bureau, case).flags, clock(bureau, case, "listing#1").due)
    assert "列" not in str(seen(bureau, case, GAO)["flags"])
    bureau.act(case, "report_listing", ZHOU, report="已办结。")
    assert ("stopped", True) == (clock(bureau, case, "listing#1").status, clock(bureau, case, "listing#1").fulfilled)


def test_a_task_reported_done_stops_its_own_clock_alone() -> None:
    bureau = Bureau()
    _, case = correcting(bureau)
    told = {"leader": "李市长", "given_on": bureau.today, "text": "请办理。", "task": "周一办理。"}
    for n in (5, 10):
        bureau.act(case, "record_instruction", DU, **told, due_on=working_day_after(bureau.today, n))
    bureau.act(case, "finish_task", ZHOU, clock="task#1", result="已完成。")
    assert ("stopped", "running") == tuple(clock(bureau, case, f"task#{n}").status for n in (1, 2))
    assert "running" == clock(bureau, case, "correction#1").status
    for wrong in ("task#1", "correction#1"):
        act = lambda wrong=wrong: bureau.act(case, "finish_task", ZHOU, clock=wrong, result="已完成。")  # type: ignore[misc]  # noqa: E731
        assert ("clock", "named_clock_runs") == refused(act)


@pytest.mark.duty("NAT-25", "JZ-27")
def test_an_obstruction_is_on_record_and_not_shown_to_the_agency() -> None:
    bureau = Bureau()
    _, case = correcting(bureau)
    facts = {"persons": "王某", "happened": "拒绝提供案卷。", "pursued": "suggestion"}
    bureau.act(case, "record_obstruction", ZHOU, **facts)
    assert "record_obstruction" == bureau.cases[case].events[-1].action
    assert "record_obstruction" not in [entry["name"] for entry in seen(bureau, case, GAO)["timeline"]]
    assert "correcting" == matter(bureau, case).state


LETTERS = {
    "problem_notice": ("complaint", 3),
    "personnel_suggestion": ("personnel", 3),
    "clue_transfer": ("referral", 2),
    "order_to_correct": ("rectification", 3),
    "work_report": ("reporting", 3),
}


@pytest.mark.parametrize("letter", LETTERS)
def test_each_signing_step_of_a_new_letter_bars_every_hand_before_it(letter: str) -> None:
    kind, count = LETTERS[letter]
    rows = Bureau().rules.procedures[kind].actions
    chain = [rows[f"{step}_{letter}"] for step in ("draft", "review", "sign") if f"{step}_{letter}" in rows]
    assert count == len(chain)
    for n, row in enumerate(chain):
        assert {str(earlier.hand) for earlier in chain[:n]} <= set(row.apart)


@pytest.mark.parametrize("letter", ["problem_notice", "work_report", "order_to_correct"])
def test_one_person_lends_one_hand_to_a_letter(letter: str) -> None:
    """Wu has every role."""
    bureau = Bureau()
    due_on = working_day_after(bureau.today, 5)
    made: dict[str, tuple[str, dict[str, Any]]] = {
        "problem_notice": (bureau.submit("tax"), NOTICE),
        "work_report": (bureau.begin("reporting", ZHOU, due_on=due_on), {**REPORT, "due_on": due_on}),
        "order_to_correct": (
            bureau.begin("rectification", ZHOU, respondent="county", reason="理由。"),
            {**ORDER, "due_on": due_on},
        ),
    }
    of, draft = made[letter]
    bureau.act(of, f"draft_{letter}", WU, **draft)
    assert ("actor", "different_persons") == refused(lambda: bureau.act(of, f"review_{letter}", WU))
    bureau.act(of, f"review_{letter}", HAN)
    assert ("actor", "different_persons") == refused(lambda: bureau.act(of, f"sign_{letter}", WU))


def test_a_hand_lent_to_the_letter_of_the_case_bars_nobody_from_another_letter() -> None:
    """The reviewer of the opinion may sign what is written to the competent organ."""
    bureau = Bureau()
    _, case = correcting(bureau)
    about = {"person": "王某", "post": "执法队长", "reason": "明显不当。"}
    child = opened(bureau, case, "suggest_handling", ZHOU, **about)
    assert "han" == matter(bureau, child).hands["reviewer"]
    due_on = working_day_after(bureau.today, 10)
    bureau.act(child, "draft_personnel_suggestion", LIN, **SUGGESTION, due_on=due_on)
    bureau.act(child, "review_personnel_suggestion", HAN)
    bureau.act(child, "sign_personnel_suggestion", ZHENG)
    assert {"drafter": "lin", "reviewer": "han", "signer": "zheng"} == dict(bureau.cases[child].documents[0].hands)


@pytest.mark.duty("NAT-21", "HD-5.2.1")
def test_special_supervision_is_only_carried_out_by_the_plan_of_the_province() -> None:
    """Of its own accord a city has daily and key supervision; the plan handed down is named."""
    bureau = Bureau("handan")
    special = {**PLAN, "mode": "special"}
    assert ("higher_plan", "with_special") == refused(lambda: bureau.begin("activity", ZHOU, **special))
    named = {"higher_plan": "省司法厅涉企执法专项监督方案（2026年）"}
    assert ("higher_plan", "with_special") == refused(lambda: bureau.begin("activity", ZHOU, **PLAN, **named))
    assert bureau.begin("activity", ZHOU, **special, **named)


@pytest.mark.duty("NAT-21", "HD-5.2.1")
def test_a_plan_is_carried_out_as_tasks_with_days_of_their_own() -> None:
    """Each has its day and is reported done; one that is late says so; the summary waits for all."""
    bureau = Bureau("handan")
    activity = bureau.begin("activity", ZHOU, **PLAN)
    bureau.act(activity, "approve", ZHENG)
    days = [working_day_after(bureau.today, n) for n in (3, 20)]
    for day in days:
        bureau.act(activity, "set_task", ZHOU, task="检查一批机关。", responsible="执法监督科", due_on=day)
    assert ("state", "tasks_done") == refused(lambda: bureau.act(activity, "sum_up", ZHOU, summary="总结。"))
    bureau.wait(days=10)
    bureau.sweep()
    assert ("task",) == matter(bureau, activity).late
    for n in (1, 2):
        bureau.act(activity, "finish_task", ZHOU, clock=f"task#{n}", result="已经完成。")
    bureau.act(activity, "sum_up", ZHOU, summary="总结。")
    assert "summed_up" == matter(bureau, activity).state
