"""What contact points raise and are asked: whom one may ask, that nobody is forgotten, what is counted and marked."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from casework import MONDAY, ZHOU, Counting, rules_of
from jiandu.core.checks import points_work as checks
from jiandu.core.decide import decide, open_child
from jiandu.core.errands import Target, ask_departments, ask_points, cancel_consultations, close_unanswered
from jiandu.core.errors import Invalid
from jiandu.core.forms import FORMS
from jiandu.core.forms.reading import read_form
from jiandu.core.matter import Actor, Case, Child, Event, Matter, Organisation
from jiandu.core.points_advice import by_month
from jiandu.core.procedure import Action
from jiandu.core.sheets import Printing, of_event
from jiandu.core.sheets.points_work import adoption_notice
from jiandu.take_in import _of_another
from jiandu.views.lists import batchable

TODAY = date(2026, 3, 2)


def office(name: str, kind: str = "contact_point", **facts: Any) -> Organisation:
    return Organisation(id=name, name=name, level="city", kind=kind, **{"bureau": "bureau", **facts})


AROUND = {
    o.id: o
    for o in (
        office("bureau", "bureau", bureau=None),
        office("mill"),
        office("caterers"),
        office("closed", open=False),
        office("theirs", bureau="other-bureau"),
        office("market", "agency"),
        office("tax", "agency", vertical=True),
        office("water", "agency", bureau="other-bureau"),
    )
}


def matter(kind: str, state: str, **facts: Any) -> Matter:
    given = {"respondent": "mill", "known": True, "owner": "bureau", "profile": "jinzhong", **facts}
    return Matter(id="m", kind=kind, number="N", state=state, opened_at=MONDAY, **given)


def event(action: str, actor: str = "zhou", **facts: Any) -> Event:
    at = {"happened_at": MONDAY, "recorded_at": MONDAY}
    return Event(matter="m", n=1, action=action, actor=actor, body="{}", hash="", facts=facts, **at)


def solicited(*events: Event, left: int = 0) -> Case:
    """A solicitation of two points, closing on 9 March."""
    children = {name: Child(kind="consultation") for name in ("a", "b")}
    begun = event("begin", due_on="2026-03-09")
    found = matter("solicitation", "collecting", respondent="", known=False, children=children)
    return Case(found, events=(begun, *events), organisations=AROUND, errands_left=left)


def rule(mistake: Any) -> tuple[str, str] | None:
    return (mistake.field, mistake.rule) if mistake else None


@pytest.mark.parametrize("points", [["market"], ["theirs"], ["closed"], ["mill", "mill"], ["mill", "nobody"]])
def test_only_open_points_of_the_bureau_are_asked_each_once(points: list[str]) -> None:
    wrong = ("points", "supervised_and_once")
    assert wrong == rule(checks.own_contact_points(solicited(), {"points": points}, TODAY))


def test_every_chosen_point_and_department_gets_a_matter_of_its_own() -> None:
    """Also a department that is run vertically is asked: nobody orders it anything."""
    assert checks.own_contact_points(solicited(), {"points": ["mill", "caterers"]}, TODAY) is None
    assert checks.departments_supervised(solicited(), {"departments": ["market", "tax"]}, TODAY) is None
    sent = ask_points(solicited(), {"title": "征求意见", "points": ["mill", "caterers"]}, Counting())
    assert ("consultation", {"title": "征求意见"}) == (sent.opens, sent.facts)
    assert ["mill", "caterers"] == [target.respondent for target in sent.targets]
    given = {"title": "证照", "question": "能否并联？", "due_on": "2026-03-09", "departments": ["market", "tax"]}
    assert ["market", "tax"] == [t.respondent for t in ask_departments(solicited(), given, Counting()).targets]


@pytest.mark.parametrize("departments", [["water"], ["mill"], ["market", "market"]])
def test_a_department_of_another_bureau_none_at_all_or_one_twice_is_refused(departments: list[str]) -> None:
    wrong = ("departments", "supervised_and_once")
    assert wrong == rule(checks.departments_supervised(solicited(), {"departments": departments}, TODAY))


def test_a_department_asked_before_is_not_asked_again() -> None:
    case = solicited(event("ask_departments", departments=["market"]))
    wrong = ("departments", "asked_once")
    assert wrong == rule(checks.departments_not_asked_yet(case, {"departments": ["tax", "market"]}, TODAY))
    assert checks.departments_not_asked_yet(case, {"departments": ["tax"]}, TODAY) is None


def test_a_department_is_asked_anew_after_its_question_was_recalled_and_then_once_again() -> None:
    asked = event("ask_departments", departments=["market", "tax"])
    recalled = solicited(asked, event("question_recalled", "a", respondent="market"))
    again = {"departments": ["market"]}
    assert checks.departments_not_asked_yet(recalled, again, TODAY) is None
    assert checks.departments_not_asked_yet(recalled, {"departments": ["tax"]}, TODAY) is not None
    twice = replace(recalled, events=(*recalled.events, event("ask_departments", departments=["market"])))
    assert ("departments", "asked_once") == rule(checks.departments_not_asked_yet(twice, again, TODAY))


@pytest.mark.parametrize(
    ("came", "day", "left", "wrong"),
    [
        ((), date(2026, 3, 9), 0, "points_answered_or_date_past"),
        (("a",), date(2026, 3, 9), 0, "points_answered_or_date_past"),
        (("a", "b"), TODAY, 0, None),
        ((), date(2026, 3, 10), 0, None),
        ((), date(2026, 3, 10), 1, "everybody_asked"),
    ],
)
def test_a_solicitation_closes_after_its_day_or_when_all_have_answered(
    came: tuple[str, ...], day: date, left: int, wrong: str | None
) -> None:
    """The closing date itself is still open."""
    case = solicited(*(event("opinion_came", one) for one in came), left=left)
    assert (("state", wrong) if wrong else None) == rule(checks.points_answered_or_date_past(case, {}, day))


def test_who_has_not_answered_is_closed_and_who_has_is_told_of_adoption() -> None:
    case = solicited(event("opinion_came", "a"))
    assert ["b"] == [target.matter for target in close_unanswered(case, {}, Counting()).targets]
    assert ["a", "b"] == [t.matter for t in cancel_consultations(case, {"reason": "撤回草案"}, Counting()).targets]
    assert ("state", "adoption_told_to_all") == rule(checks.adoption_told_to_all(case, {}, TODAY))
    told = replace(case, events=(*case.events, event("adoption_told", "a")))
    assert checks.adoption_told_to_all(told, {}, TODAY) is None


def test_nobody_who_was_asked_is_forgotten() -> None:
    asked = {name: Child(kind="department_answer", open=name == "a") for name in ("a", "b")}
    case = Case(matter("joint_problem", "asked", children=asked))
    assert ("state", "every_department_answered") == rule(checks.every_department_answered(case, {}, TODAY))
    done = Case(matter("joint_problem", "asked", children={"b": asked["b"]}))
    assert checks.every_department_answered(done, {}, TODAY) is None


@pytest.mark.parametrize("kind", ["policy_review", "competition_review", "joint_problem"])
def test_a_question_asked_by_mistake_is_recalled_and_no_longer_waited_for(kind: str) -> None:
    children = {"a": Child(kind="department_answer"), "b": Child(kind="department_answer", open=False)}
    parent = Case(matter(kind, "asked", children=children))
    child = matter("department_answer", "asked").model_copy(update={"id": "a", "parent": parent.matter.id})
    row = action("department_answer", "recall_question")
    recalled = decide(
        Case(child, parent=parent), row, ZHOU, {"reason": "选错部门。"}, MONDAY, rules_of("jinzhong"), Counting()
    )
    (told,) = recalled.others
    assert ("recalled", "asked") == (recalled.case.matter.state, told.case.matter.state)
    assert checks.every_department_answered(told.case, {}, TODAY) is None
    assert {"respondent": child.respondent} == told.case.facts_of("question_recalled")


@pytest.mark.duty("JZ-15")
def test_a_department_that_owes_its_answer_is_chased_also_with_others() -> None:
    row = action("department_answer", "chase")
    asked = Case(matter("department_answer", "asked", known=True))
    chased = decide(asked, row, ZHOU, {"how": "电话催办。"}, MONDAY, rules_of("jinzhong"), Counting()).case.matter
    assert ("asked", True) == (chased.state, chased.unread)
    procedure = rules_of("jinzhong").procedures["department_answer"]
    assert [{"name": "chase", "title": "催办"}] == batchable(asked.matter, procedure, ZHOU, running=True)


def test_advice_of_a_point_that_serves_no_more_can_be_ended() -> None:
    row = action("advice", "end_without_point")
    assert (("answered",), ("supervisor",), "reason") == (tuple(row.states), tuple(row.who), row.form)
    advice = Case(matter("advice", "answered"))
    ended = decide(advice, row, ZHOU, {"reason": "聘期已满。"}, MONDAY, rules_of("jinzhong"), Counting())
    assert ended.case.matter.closed_at
    of_mill, of_closed = (
        Case(matter("advice", "answered", respondent=point), organisations=AROUND) for point in ("mill", "closed")
    )
    assert ("state", "serves_no_more") == rule(checks.serves_no_more(of_mill, {}, TODAY))
    assert checks.serves_no_more(replace(of_mill, past_terms=frozenset({"mill"})), {}, TODAY) is None
    assert checks.serves_no_more(of_closed, {}, TODAY) is None


def action(kind: str, name: str) -> Action:
    return rules_of("jinzhong").procedures[kind].actions[name]


@pytest.mark.duty("JZ-29")
@pytest.mark.parametrize(
    ("kind", "name", "state", "right"),
    [
        ("advice", "answer_advice", "raised", "right_7"),
        ("policy_review", "review_policy", "raised", "right_2"),
        ("competition_review", "tell_competition_result", "raised", "right_4"),
        ("joint_problem", "tell_joint_result", "raised", "right_7"),
        ("legislation", "feed_back_proposal", "raised", "right_6"),
    ],
)
def test_what_is_answered_counts_as_one_of_the_nine_rights(kind: str, name: str, state: str, right: str) -> None:
    """The mark is set by the answer, beside those the matter was begun with."""
    case = Case(matter(kind, state, marks={"trade": "制造业"}))
    actor = Actor("person", "zhou", "bureau", ("supervisor",))
    facts = {"conclusion": "keep"}
    made = decide(case, action(kind, name), actor, facts, MONDAY, rules_of("jinzhong"), Counting())
    assert {"trade": "制造业", "participation": right} == made.case.matter.marks


@pytest.mark.duty("JZ-29")
@pytest.mark.parametrize(("draft", "right"), [("normative", "right_2"), ("rules", "right_6"), ("research", "right_6")])
def test_an_opinion_counts_by_what_was_asked_and_one_that_never_came_does_not(draft: str, right: str) -> None:
    parent, rules, fresh = solicited(), rules_of("jinzhong"), Counting()
    actor = Actor("matter", "m", "bureau", ("solicitation",))
    given = {"title": "征求意见", "draft_kind": draft, "due_on": "2026-03-09"}
    target = Target(matter="c", respondent="mill")
    asked = open_child(parent, "consultation", target, actor, given, MONDAY, rules, fresh)
    assert ({}, True, "征求意见") == (asked.case.matter.marks, asked.case.matter.known, asked.case.matter.title)
    mill = Actor("person", "niu", "mill", ("contact_point",))
    case = replace(asked.case, parent=None)
    row = action("consultation", "answer_solicitation")
    made = decide(case, row, mill, {"stance": "agree"}, MONDAY, rules, fresh)
    assert {"participation": right} == made.case.matter.marks
    closed = decide(case, action("consultation", "solicitation_closed"), actor, {}, MONDAY, rules, fresh)
    assert ({}, "unanswered") == (closed.case.matter.marks, closed.case.matter.state)


def test_a_matter_in_good_time_has_no_day_and_a_set_one_has_that_day() -> None:
    """Arts. 13, 14 and 31 say 及时; a solicitation and a question to a department set their own date."""
    values = rules_of("jinzhong").values
    promptly = {name for name in ("policy_review", "cleaning", "competition", "question") if not values[name].n}
    assert 4 == len(promptly) and {"promptly"} == {values[name].value for name in promptly}
    assert {"set_in_letter"} == {values[name].value for name in ("solicitation", "consultation", "department_answer")}


@pytest.mark.duty("ZZ-3.1")
def test_advice_is_counted_by_month_and_source() -> None:
    """What was withdrawn and what is no advice do not count; the latest month comes first."""

    def row(day: str, source: str, state: str = "raised", kind: str = "advice") -> dict[str, Any]:
        return {"kind": kind, "state": state, "marks": {"collected_on": day, "source": source}}

    rows = [row("2026-02-27", "box"), row("2026-03-01", "box"), row("2026-03-31", "visit", "told")]
    rows += [row("2026-03-02", "forum", "withdrawn"), row("2026-03-02", "forum", kind="question")]
    march, february = by_month(rows)
    assert ("2026-03", 2, "2026-02", 1) == (march["month"], march["total"], february["month"], february["total"])
    assert {"意见箱": 1, "座谈会": 0, "走访": 1, "本单位提出": 0} == {s["title"]: s["n"] for s in march["sources"]}


FINDING = {"legality": "sound", "reasonableness": "sound", "feasibility": "sound", "explanation": "逐项审查。"}


@pytest.mark.parametrize(
    ("form", "facts", "wrong"),
    [
        ("policy_finding", {**FINDING, "conclusion": "clean_up"}, ("conclusion", "for_a_problem")),
        ("policy_finding", {**FINDING, "legality": "problem", "conclusion": "keep"}, ("conclusion", "unlawful_goes")),
        ("consultation_answer", {"stance": "comments"}, ("opinion", "said")),
        ("solicitation", {}, ("due_on", "missing")),
    ],
)
def test_what_contradicts_itself_or_lacks_its_date_is_refused(
    form: str, facts: dict[str, str], wrong: tuple[str, str]
) -> None:
    with pytest.raises(Invalid) as refusal:
        read_form(FORMS[form], facts)
    assert wrong in [(m.field, m.rule) for m in refusal.value.mistakes]


@pytest.mark.parametrize("parent", ["market", None])
def test_a_department_that_is_a_contact_point_hands_in_nothing_against_itself(parent: str | None) -> None:
    """Its point is the department itself, or an office registered below it; against others it may."""
    point = office("market" if parent is None else "county-point", parent=parent)
    with pytest.raises(Invalid) as refusal:
        _of_another(AROUND["market"], point)
    assert [("agency", "not_itself")] == [(m.field, m.rule) for m in refusal.value.mistakes]
    _of_another(AROUND["tax"], point)
    _of_another(AROUND["market"], office("market-office", "township_office", parent="market"))


@pytest.mark.duty("JZ-31c")
def test_what_was_adopted_is_printed_by_both_sides() -> None:
    """采纳情况反馈单: the opinion as it was given, and what became of it."""
    answered = event("answer_solicitation", "niu", stance="comments", opinion="第六条过严。")
    told = event("feed_back_opinion", outcome="partly", explanation="按风险等级\n修改。").model_copy(update={"n": 2})
    case = Case(matter("consultation", "told", title="检查办法（草案）"), events=(answered, told), organisations=AROUND)
    row, actor = action("consultation", "feed_back_opinion"), Actor("person", "zhou", "bureau", ("supervisor",))
    given = {"case": case, "action": row, "actor": actor, "facts": told.facts, "today": TODAY}
    sheet = adoption_notice(Printing(**given, rules=rules_of("jinzhong"), event=told)).model_dump()
    assert ("mill", "检查办法（草案）", "部分采纳") == (sheet["point"], sheet["subject"], sheet["outcome"])
    assert (("第六条过严。",), ("按风险等级", "修改。")) == (sheet["opinion"], sheet["explanation"])
    assert ("adoption_notice",) == of_event(case, told, "respondent") == of_event(case, told, "owner")
