"""Choosing contact points: places in proportion, conditions to the day, scores apart, notice, list and appointment."""

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

import pytest
from casework import DU, HAN, LIN, MAI, MONDAY, WU, ZHENG, ZHOU, Bureau, refused, seen, upload
from hypothesis import given
from hypothesis import strategies as st
from jiandu import volumes
from jiandu.core.admit import examine, obstacles
from jiandu.core.checks.points_round import consent_on_file
from jiandu.core.errors import Invalid
from jiandu.core.matter import PUBLIC, Actor
from jiandu.core.points_balance import apportioned, balance, counted, dated, numbered, penalty_counts
from jiandu.core.prefill import prefill
from jiandu.core.volume import pieces
from jiandu.views.lists import mine
from jiandu.views.matter import told
from jiandu.views.points_round import balance_view, open_rounds

ENTITIES = {"制造业": 80_500, "服务业": 50_900, "零售业": 29_600, "村（社区）": 20_300, "商（协）会组织": 18_700}
TRADES = {"制造业": 8, "服务业": 5, "零售业": 3, "村（社区）": 2, "商（协）会组织": 2}
DISTRICTS = {"甲区": 5, "乙区": 4, "丙县": 3, "丁县": 3, "戊区": 2, "己县": 2, "庚区": 1}
SIZES = {"large": 6, "medium": 8, "small": 4, "individual": 2}


def lines(numbers: dict[str, int]) -> str:
    return "\n".join(f"{name} {number}" for name, number in numbers.items())


PLAN = {
    "title": "第一届行政执法监督联系点",
    "need": "围绕涉企执法，兼顾区域和行业。",
    "places": 20,
    "entities": lines(ENTITIES),
    "districts": lines(DISTRICTS),
    **SIZES,
    "due_on": "2026-03-20",
    "plaque": "某市行政执法监督联系点",
}
UNIT = {
    "title": "某纺织有限公司",
    "category": "enterprise",
    "trade": "制造业",
    "district": "甲区",
    "size": "large",
    "address": "甲区一号",
    "phone": "0354-1234567",
    "email": "office@mill.example",
    "responsible": "赵甲 总经理",
    "liaison": "钱乙 法务",
    "representative": "行业骨干企业，设有法务部。",
}
CONDITIONS = ("politics", "close", "lawyers", "typical", "unpenalised", "able")


def finding(**facts: Any) -> dict[str, Any]:
    met = {name: "met" for name in CONDITIONS} | {f"{name}_evidence": "查阅档案。" for name in CONDITIONS}
    base = {"reviewed_on": "2026-03-23", "dishonesty": "clean", "dishonesty_checked_on": "2026-03-23"}
    return {**base, **met, "outcome": "eligible", **facts}


def score(**facts: Any) -> dict[str, Any]:
    points = {"typical": 20, "lawful": 21, "lawyers": 22, "willing": 23}
    return {"relation": "none", **points, "opinion": "符合要求。", **facts}


@dataclass
class Round:
    """A round by the rules of one place, each step one act."""

    profile: str = "jinzhong"
    bureau: Bureau = field(init=False)
    id: str = field(init=False)

    def __post_init__(self) -> None:
        self.bureau = Bureau(profile=self.profile)
        self.id = self.bureau.begin("selection", ZHOU, **PLAN)

    def act(self, name: str, actor: Actor, /, **facts: Any) -> Any:
        return self.bureau.act(self.id, name, actor, **facts)

    def approved(self) -> "Round":
        self.act("approve_selection", ZHENG, opinion="同意。")
        return self

    def nominated(self, **facts: Any) -> str:
        """A unit entered from paper; the id of its candidacy."""
        told = {**UNIT, "way": "recommended", "recommended_by": "市工商联", "consent": upload(), **facts}
        return str(self.act("nominate", DU, **told).others[0].case.matter.id)

    def on_monday(self) -> None:
        """The nominations are over."""
        self.bureau.now += timedelta(days=21)
        self.act("close_nominations", ZHOU)

    def assessed(self, candidacy: str, **facts: Any) -> None:
        bureau = self.bureau
        bureau.act(candidacy, "examine_conditions", ZHOU, **finding(**facts))
        bureau.act(candidacy, "first_score", LIN, **score())
        bureau.act(candidacy, "second_score", HAN, **score(typical=25))
        visit = {"visited_on": "2026-03-23", "visitors": ["zhou", "lin"], "received_by": "赵甲", "findings": "属实。"}
        bureau.act(candidacy, "visit_site", ZHOU, **visit)
        bureau.act(candidacy, "shortlist", ZHOU, reason="两人评分均在85分以上。")

    def decided(self, *chosen: str) -> None:
        votes = {"attendees": "甲\n乙\n丙", "in_favour": 2, "against": 1, "abstained": 0}
        self.act("decide_list", ZHOU, held_on="2026-03-23", chosen=chosen, deviation="宁缺毋滥。", **votes)

    def state(self, candidacy: str) -> str:
        return self.bureau.cases[candidacy].matter.state


@pytest.mark.duty("ZZ-2.4", "JZ-09")
def test_the_first_twenty_points_come_out_as_they_were_chosen() -> None:
    """20 = 8+5+3+2+2 by the trades' shares; 5+4+3+3+2+2+1 and 6+8+4+2 as counted from marks against the targets."""
    assert TRADES == apportioned(ENTITIES, 20)
    wheel = [[name for name, n in of.items() for _ in range(n)] for of in (TRADES, DISTRICTS, SIZES)]
    marks = [dict(zip(("trade", "district", "size"), row, strict=True)) for row in zip(*wheel, strict=True)]
    for name, targets in (("trade", TRADES), ("district", DISTRICTS), ("size", SIZES)):
        table = balance(targets, counted(marks, name))
        assert [(value, n, [n]) for value, n in targets.items()] == table
    assert [5, 4, 3, 3, 2, 2, 1] == [row[2][0] for row in balance(DISTRICTS, counted(marks, "district"))]


@given(st.dictionaries(st.text(min_size=1), st.integers(0, 10**6), min_size=1, max_size=30), st.integers(1, 500))
def test_shares_add_up_and_none_is_off_by_a_whole_place(weights: dict[str, int], places: int) -> None:
    shares, total = apportioned(weights, places), sum(weights.values())
    assert sum(shares.values()) == (places if total else 0)
    assert all(abs(shares[name] * total - weights[name] * places) < max(total, 1) for name in weights)


def test_what_nobody_planned_is_counted_after_what_was() -> None:
    assert [("甲", 2, [1]), ("丙", None, [1])] == balance({"甲": 2}, Counter({"丙": 1, "甲": 1}))


def test_lines_are_read_as_people_write_them() -> None:
    assert {"制造业": 8, "村（社区）": 2} == numbered("制造业 8\n\n村（社区）：2家")
    assert [(date(2025, 3, 1), "某局 罚款")] == dated("2025-03-01 某局 罚款")
    for wrong in ("制造业", "制造业 1\n制造业 2"):
        with pytest.raises(ValueError, match="制造业"):
            numbered(wrong)
    for wrong in ("三月一日 某局", "2025-02-30 某局"):
        with pytest.raises(ValueError, match="读不出日期"):
            dated(wrong)


@pytest.mark.duty("JZ-07")
@pytest.mark.parametrize(
    ("penalised", "reviewed", "counts"),
    [
        (date(2023, 3, 23), date(2026, 3, 23), True),  # exactly three years: the last day of the period
        (date(2023, 3, 22), date(2026, 3, 23), False),
        (date(2024, 2, 29), date(2027, 2, 28), True),  # no such day in that month: its last one
        (date(2024, 2, 29), date(2027, 3, 1), False),
        (date(2021, 12, 31), date(2026, 3, 23), False),
    ],
)
def test_a_penalty_counts_up_to_the_day_three_years_later(penalised: date, reviewed: date, counts: bool) -> None:
    assert counts == penalty_counts(penalised, reviewed)


def test_a_round_whose_texts_were_disposed_of_has_no_tables() -> None:
    round_ = Round()
    case = round_.bureau.cases[round_.id]
    emptied = replace(case, events=tuple(event.model_copy(update={"facts": {}}) for event in case.events))
    assert (3, 0) == (len(balance_view(case, [])), len(balance_view(emptied, [])))


@pytest.mark.parametrize(("state", "shown"), [("planned", []), ("nominating", ["征集候选单位"]), ("in_term", [])])
def test_anybody_finds_the_rounds_that_are_open_to_all(state: str, shown: list[str]) -> None:
    round_ = Round()
    line = round_.bureau.cases[round_.id].matter.model_dump() | {"state": state}
    found = open_rounds([line, {**line, "kind": "candidacy"}], round_.bureau.rules.procedures, "示范市司法局")
    assert shown == [row["state_title"] for row in found if row["path"].endswith(round_.id)]


@pytest.mark.parametrize(
    ("change", "mistake"),
    [
        ({"trade_places": lines({**TRADES, "制造业": 9})}, ("trade_places", "adds_up")),
        ({"trade_places": lines({**TRADES, "制造业": 7, "服务业": 6})}, ("adjustment", "reason")),
        ({"trade_places": "农业 20"}, ("trade_places", "same_trades")),
        ({"districts": "甲区 19"}, ("districts", "adds_up")),
        ({"large": 7}, ("large", "adds_up")),
        ({"entities": "制造业"}, ("entities", "lines")),
        ({"due_on": "2026-03-21"}, ("due_on", "working_day")),
    ],
)
def test_a_plan_that_does_not_add_up_is_refused(change: dict[str, Any], mistake: tuple[str, str]) -> None:
    assert mistake == refused(lambda: Bureau().begin("selection", ZHOU, **{**PLAN, **change}))


def test_places_are_changed_with_a_reason_and_approved_by_another() -> None:
    round_ = Round()
    changed = {"trade_places": lines({**TRADES, "制造业": 7, "服务业": 6}), "districts": lines(DISTRICTS), **SIZES}
    round_.act("change_places", ZHOU, **changed, adjustment="服务业投诉集中。")
    assert ("districts", "adds_up") == refused(
        lambda: round_.act("change_places", ZHOU, **{**changed, "districts": "甲区 1"}, adjustment="试。")
    )
    round_.id = round_.bureau.begin("selection", WU, **PLAN)
    assert ("actor", "different_persons") == refused(lambda: round_.act("approve_selection", WU, opinion="同意。"))


@pytest.mark.duty("JZ-06", "JZ-08", "JZ-09")
def test_a_unit_is_a_candidate_once_in_its_window_and_of_the_rounds_trades() -> None:
    round_ = Round()
    assert "state" == refused(lambda: round_.nominated())[0]
    round_.approved().nominated(credit_code="91350100M000100Y43")
    again = {
        ("credit_code", "once"): {"title": "另一名称", "credit_code": "91350100m000100y43"},
        ("title", "once"): {},
        ("trade", "of_round"): {"title": "另一家", "trade": "采矿业"},
        ("district", "of_round"): {"title": "另一家", "district": "辛县"},
        ("category", "literal_error"): {"title": "另一家", "category": "household"},
        ("credit_code", "checksum"): {"title": "另一家", "credit_code": "91350100M000100Y44"},
        ("phone", "office_phone"): {"title": "另一家", "phone": "13800138000"},
        ("recommended_by", "told"): {"title": "另一家", "recommended_by": ""},
    }
    for mistake, facts in again.items():
        assert mistake == refused(lambda facts=facts: round_.nominated(**facts))  # type: ignore[misc]
    assert 1 == len(round_.bureau.cases[round_.id].matter.children)
    with pytest.raises(Invalid) as refusal:
        round_.nominated(title="另一名称", credit_code="91350100M000100Y43")
    assert UNIT["title"] not in str(refusal.value)
    (first,) = round_.bureau.cases[round_.id].matter.children
    round_.bureau.act(first, "withdraw_candidacy", DU, reason="不是该单位申请的。")
    round_.nominated(credit_code="91350100M000100Y43")
    assert ("title", "once") == refused(lambda: round_.nominated())
    assert ("state", "nominations_over") == refused(lambda: round_.act("close_nominations", ZHOU))
    round_.bureau.now += timedelta(days=19)
    assert ("state", "nominations_run") == refused(lambda: round_.nominated(title="迟来的单位"))


def test_what_ends_a_window_is_work_when_the_window_is_over() -> None:
    """Neither the end of the nominations nor that of the term stands on the desk while the period runs."""
    round_ = Round().approved()
    matter, procedure = round_.bureau.cases[round_.id].matter, round_.bureau.procedure(round_.id)
    serving = matter.model_copy(update={"state": "in_term"})
    for one, title in ((matter, "结束征集"), (serving, "本届届满")):
        assert [] == mine(one, procedure, ZHOU, running=True)
        assert [title] == mine(one, procedure, ZHOU, running=False)


@pytest.mark.duty("JZ-07", "ZZ-2.3")
@pytest.mark.parametrize(
    ("facts", "mistake"),
    [
        ({"penalties": "2023-03-23 某局 罚款"}, ("unpenalised", "three_years")),
        ({"penalties": "2023-03-22 某局 罚款", "unpenalised": "not_met"}, ("penalties", "dated")),
        ({"penalties": "2026-03-24 某局 罚款"}, ("penalties", "not_later")),
        ({"penalties": "2101-01-01 某局 罚款", "reviewed_on": "2101-01-01"}, ("penalties", "not_in_future")),
        ({"dishonesty": "listed"}, ("politics", "dishonesty")),
        ({"close": "not_met"}, ("outcome", "all_met")),
        ({"outcome": "eliminated", "reason": "无。"}, ("outcome", "one_failed")),
        ({"close": "not_met", "outcome": "eliminated"}, ("reason", "told")),
        ({"reviewed_on": "2026-03-24"}, ("reviewed_on", "between")),
        ({"reviewed_on": "2026-02-27", "dishonesty_checked_on": "2026-02-27"}, ("reviewed_on", "between")),
        ({"dishonesty_checked_on": "2026-02-27"}, ("dishonesty_checked_on", "since_nomination")),
        ({"close_evidence": ""}, ("close_evidence", "string_too_short")),
    ],
)
def test_a_finding_against_its_own_facts_is_refused(facts: dict[str, Any], mistake: tuple[str, str]) -> None:
    round_ = Round().approved()
    candidacy = round_.nominated()
    round_.on_monday()
    assert mistake == refused(lambda: round_.bureau.act(candidacy, "examine_conditions", ZHOU, **finding(**facts)))
    assert "nominated" == round_.state(candidacy)


@pytest.mark.duty("ZZ-2.3", "JZ-07")
def test_one_condition_that_fails_eliminates_with_its_reason() -> None:
    round_ = Round().approved()
    unwilling, candidacy = round_.nominated(title="无意愿书的单位", consent=None), round_.nominated()
    round_.on_monday()
    assert ("state", "consent_on_file") == refused(
        lambda: round_.bureau.act(unwilling, "examine_conditions", ZHOU, **finding())
    )
    failed = {"penalties": "2025-06-01 某局 罚款", "unpenalised": "not_met", "reason": "2025年受过行政处罚。"}
    round_.bureau.act(candidacy, "examine_conditions", ZHOU, **finding(outcome="eliminated", **failed))
    assert "eliminated" == round_.state(candidacy)
    assert not round_.bureau.cases[round_.id].matter.children[candidacy].open


@pytest.mark.duty("JZ-09", "ZZ-2.2")
def test_two_reviewers_score_apart_and_neither_reads_the_other_before() -> None:
    round_ = Round().approved()
    candidacy, bureau = round_.nominated(), round_.bureau
    round_.on_monday()
    bureau.act(candidacy, "examine_conditions", ZHOU, **finding())
    for facts, mistake in (
        ({"typical": 26}, ("typical", "less_than_equal")),
        ({"lawful": -1}, ("lawful", "greater_than_equal")),
        ({"relation": "related"}, ("relation", "recusal")),
    ):
        assert mistake == refused(lambda facts=facts: bureau.act(candidacy, "first_score", LIN, **score(**facts)))  # type: ignore[misc]
    assert "state" == refused(lambda: bureau.act(candidacy, "second_score", HAN, **score()))[0]
    bureau.act(candidacy, "declare_recusal", WU, reason="负责人是我的姻亲。")
    assert "recused" == bureau.cases[candidacy].matter.recusals[WU.id]
    assert ("actor", "recusal") == refused(lambda: bureau.act(candidacy, "first_score", WU, **score()))
    bureau.act(candidacy, "first_score", LIN, **score())

    def readable() -> bool:
        case = bureau.cases[candidacy]
        event = next(e for e in case.events if e.action == "first_score")
        bound = "符合要求。" in str(pieces([case], bureau.rules, {}, {}))
        assert bound == told(case, event, bureau.procedure(candidacy), "owner")
        return bound

    assert not readable()
    assert ("actor", "different_persons") == refused(lambda: bureau.act(candidacy, "second_score", LIN, **score()))
    assert ("state", "assessed") == refused(lambda: bureau.act(candidacy, "shortlist", ZHOU, reason="合格。"))
    bureau.act(candidacy, "second_score", HAN, **score())
    assert readable()
    alone = {"visited_on": "2026-03-23", "received_by": "赵甲", "findings": "属实。"}
    for visitors, mistake in (
        (["zhou"], ("visitors", "too_short")),
        (["zhou", "zhou"], ("visitors", "different")),
        (["zhou", "gao"], ("visitors", "of_bureau")),
    ):
        assert mistake == refused(
            lambda visitors=visitors: bureau.act(candidacy, "visit_site", ZHOU, visitors=visitors, **alone)  # type: ignore[misc]
        )


@pytest.mark.duty("JZ-09", "JZ-10", "QZ-19", "WH-4.3")
@pytest.mark.parametrize("profile", ["jinzhong", "quzhou", "weihai"])
def test_without_a_notice_the_list_is_published_and_the_rounds_term_begins(profile: str) -> None:
    """The term runs three years from the publication, which is not counted; all points end with it."""
    round_ = Round(profile).approved()
    bureau = round_.bureau
    one, other = round_.nominated(), round_.nominated(title="某商会")
    round_.on_monday()
    round_.assessed(one)
    assert ("state", "all_examined") == refused(lambda: round_.decided(one))
    round_.assessed(other)
    votes = {"attendees": "甲\n乙", "in_favour": 1, "against": 1, "abstained": 0}
    agreed = {**votes, "in_favour": 2, "against": 0, "deviation": "宁缺毋滥。"}
    for facts, mistake in (
        ({**votes}, ("in_favour", "majority")),
        ({**votes, "against": 0}, ("in_favour", "all_votes")),
        ({**votes, "in_favour": 2, "against": 0, "chosen": ["nobody"]}, ("chosen", "shortlisted")),
        ({**votes, "in_favour": 2, "against": 0}, ("deviation", "as_planned")),
        ({**agreed, "held_on": "2026-03-20"}, ("held_on", "between")),
        ({**agreed, "held_on": "2026-03-24"}, ("held_on", "between")),
    ):
        decision = {"held_on": "2026-03-23", "chosen": [one], **facts}
        assert mistake == refused(lambda decision=decision: round_.act("decide_list", ZHOU, **decision))  # type: ignore[misc]
    round_.decided(one)
    assert ("chosen", "not_chosen") == (round_.state(one), round_.state(other))
    children = bureau.cases[round_.id].matter.children
    assert (True, False) == (children[one].open, children[other].open)
    round_.act("publish_list", ZHENG, published_at="本局网站")
    assert [] == bureau.refusals
    assert "listed" == round_.state(one)
    listed = bureau.cases[one].facts_of("list_published") or {}
    assert ("2026-03-24", "2029-03-23") == (listed["first_day"], listed["term_ends_on"])
    assert ("state", "round_over") == refused(lambda: round_.act("end_round", ZHOU))
    bureau.now += timedelta(days=3 * 365 + 3)
    assert ("state", "candidacies_settled") == refused(lambda: round_.act("end_round", ZHOU))
    bureau.act(one, "withdraw_candidacy", DU, reason="单位已经注销。")
    round_.act("end_round", ZHOU)
    assert "ended" == bureau.cases[round_.id].matter.state


def test_a_round_that_finds_nobody_is_ended_with_a_reason() -> None:
    late, round_ = Round(), Round().approved()
    late.bureau.now += timedelta(days=21)
    assert ("state", "nominations_run") == refused(lambda: late.act("approve_selection", ZHENG, opinion="同意。"))
    candidacy, bureau = round_.nominated(), round_.bureau
    round_.on_monday()
    round_.assessed(candidacy)
    round_.decided(candidacy)
    assert ("state", "candidacies_settled") == refused(lambda: round_.act("end_selection", ZHENG, reason="无人入选。"))
    bureau.act(candidacy, "strike", ZHOU, reason="发现不符合条件。")
    assert ("state", "somebody_chosen") == refused(lambda: round_.act("publish_list", ZHENG, published_at="本局网站"))
    round_.act("end_selection", ZHENG, reason="没有符合条件的单位。")
    assert "dropped" == bureau.cases[round_.id].matter.state
    assert all(clock.status != "running" for clock in bureau.cases[round_.id].clocks)


@pytest.mark.parametrize(
    ("profile", "act"),
    [("zhuzhou", "give_notice"), ("zhuzhou", "publish_list_after_notice"), ("jinzhong", "publish_list")],
)
def test_nothing_is_public_before_the_decision_has_reached_every_candidate(profile: str, act: str) -> None:
    round_ = Round(profile).approved()
    on_its_way = replace(round_.bureau.case(round_.id), errands_left=1)
    action = round_.bureau.action(round_.id, act)
    assert ("state", "choice_carried_out") == refused(lambda: examine(on_its_way, action, {}, MONDAY.date()))


@pytest.mark.duty("ZZ-2.1", "ZZ-2.2")
def test_the_notice_runs_seven_days_and_every_objection_is_answered_before_the_list() -> None:
    round_ = Round("zhuzhou").approved()
    bureau = round_.bureau
    own = {**UNIT, "title": "自荐的单位", "willing": True, "consent": upload()}
    alone = str(round_.act("nominate_self", PUBLIC, **own).others[0].case.matter.id)
    one = round_.nominated()
    unseen = consent_on_file(bureau.case(alone), {}, bureau.today)
    assert unseen is not None and ("state", "consent_seen") == (unseen.field, unseen.rule)
    bureau.act(alone, "add_materials", DU, note="盖章申请书", consent=upload())
    round_.on_monday()
    stance = {"political_stance": "firm", "ability": "not_asked"}
    assert ("political_stance", "talk_on_file") == refused(
        lambda: bureau.act(one, "examine_conditions", ZHOU, **finding(**stance))
    )
    for candidacy in (one, alone):
        talk = {"talked_on": "2026-03-23", "person": "赵甲", "party": "设有党支部。", "content": "态度坚定。"}
        bureau.act(candidacy, "record_candidate_talk", ZHOU, **talk)
        round_.assessed(candidacy, **stance)
    round_.decided(one, alone)
    round_.act("give_notice", ZHOU, published_at="本局网站", contact="0731-1234567")
    objection = {"candidate": alone, "facts": "去年受过处罚。"}
    assert ("candidate", "on_list") == refused(
        lambda: round_.act("object_to_list", PUBLIC, **{**objection, "candidate": "nobody"})
    )
    first = round_.act("object_to_list", PUBLIC, **objection).events[-1]
    publish = {"published_at": "本局网站"}
    early = lambda: round_.act("publish_list_after_notice", ZHENG, **publish)  # noqa: E731
    assert ("state", "notice_over") == refused(early)
    bureau.now += timedelta(days=8)
    assert ("state", "notice_runs") == refused(lambda: round_.act("object_to_list", PUBLIC, **objection))
    on_paper = {**objection, "received_on": "2026-03-30"}
    entered = round_.bureau.action(round_.id, "enter_list_objection")
    assert [] == obstacles(bureau.case(round_.id), entered, bureau.today)
    for day in ("2026-03-22", "2026-03-31", "2026-04-01"):
        assert ("received_on", "within_notice") == refused(
            lambda day=day: round_.act("enter_list_objection", DU, **{**on_paper, "received_on": day})  # type: ignore[misc]
        )
    second = round_.act("enter_list_objection", DU, **on_paper).events[-1]
    assert ("state", "objections_answered") == refused(early)
    answer = {"verification": "已核实。", "answer": "已告知。"}
    assert ("objection", "objection_open") == refused(
        lambda: round_.act("answer_list_objection", ZHOU, objection="1", finding="unfounded", **answer)
    )
    round_.act("answer_list_objection", ZHOU, objection=str(first.n), finding="founded", **answer)
    round_.act("answer_list_objection", ZHOU, objection=str(second.n), finding="unfounded", **answer)
    assert ("state", "objections_settled") == refused(early)
    bureau.act(alone, "strike", ZHOU, reason="异议成立。")
    named = {entry["name"]: str(entry["facts"]) for entry in seen(bureau, round_.id, ZHOU)["timeline"]}
    assert own["title"] in named["decide_list"] and own["title"] in named["object_to_list"]
    parts = pieces([bureau.cases[round_.id]], bureau.rules, {}, {})
    assert {"reserved"} == {piece.part for piece in parts if "异议" in piece.title}
    assert ["社会公众"] == [piece.responsible for piece in parts if "对名单提出异议" == piece.title]
    early()
    assert ("listed", "eliminated") == (round_.state(one), round_.state(alone))
    assert [] == bureau.refusals


def test_the_file_of_a_round_names_the_units_it_chose(monkeypatch: pytest.MonkeyPatch) -> None:
    round_ = Round().approved()
    candidacy, bureau = round_.nominated(), round_.bureau
    round_.on_monday()
    round_.assessed(candidacy)
    round_.decided(candidacy)
    kept = {f"M#{name}": case.matter.model_dump(mode="json") for name, case in bureau.cases.items()}
    monkeypatch.setattr(volumes.table, "get", lambda pk, sk: kept.get(pk))
    for name in ("list_organisations", "list_people"):
        monkeypatch.setattr(volumes.table, name, list)
    monkeypatch.setattr(volumes.sent, "of_matter", lambda matter: [])
    bound = volumes.shelf(bureau.cases[round_.id], ZHOU, bureau.rules)
    assert f"('拟入选单位', '{UNIT['title']}')" in str(bound.pieces)


@pytest.mark.duty("ZZ-2.3a", "ZZ-2.3b")
@pytest.mark.parametrize(
    ("category", "facts", "mistake"),
    [
        ("committee", {"ability": "not_asked"}, ("ability", "by_category")),
        ("enterprise", {"ability": "strong", "ability_evidence": "有公约。"}, ("ability", "by_category")),
        ("association", {"ability": "strong"}, ("ability_evidence", "told")),
        ("association", {"ability": "weak", "ability_evidence": "无公约。"}, ("able", "ability")),
        ("enterprise", {"ability": "not_asked", "political_stance": "wavering"}, ("politics", "stance")),
    ],
)
def test_where_the_place_asks_stance_and_ability_are_found(
    category: str, facts: dict[str, Any], mistake: tuple[str, str]
) -> None:
    round_ = Round("zhuzhou").approved()
    candidacy = round_.nominated(category=category)
    talk = {"talked_on": "2026-03-02", "person": "赵甲", "party": "设有党支部。", "content": "态度坚定。"}
    round_.bureau.act(candidacy, "record_candidate_talk", ZHOU, **talk)
    days = {"reviewed_on": "2026-03-02", "dishonesty_checked_on": "2026-03-02"}
    found = finding(**{**days, "political_stance": "firm", **facts})
    assert mistake == refused(lambda: round_.bureau.act(candidacy, "examine_conditions", ZHOU, **found))


@pytest.mark.duty("JZ-10")
def test_a_unit_is_appointed_as_a_registered_point_for_the_rounds_term() -> None:
    round_ = Round().approved()
    candidacy, bureau = round_.nominated(), round_.bureau
    round_.on_monday()
    round_.assessed(candidacy)
    round_.decided(candidacy)
    round_.act("publish_list", ZHENG, published_at="本局网站")
    case = bureau.cases[candidacy]
    action = bureau.rules.procedures["candidacy"].actions["appoint"]
    named = {name: value for name, value in prefill(case, action, bureau.today).items() if value}
    term = {"first_day": "2026-03-24", "term_ends_on": "2029-03-23"}
    for facts, mistake in (
        ({**term, "organisation": "mill", "phone": "013812345678"}, ("phone", "office_phone")),
        ({**term, "organisation": "mill", "responsible": "赵甲、钱乙"}, ("responsible", "one_person")),
        ({**term, "organisation": "mill", "county": "market"}, ("county", "lower_bureau")),
        ({**term, "organisation": "market"}, ("organisation", "registered_point")),
        ({**term, "organisation": "mill", "term_ends_on": "2030-03-23"}, ("term_ends_on", "with_round")),
        ({**term, "organisation": "mill", "first_day": "2029-03-23"}, ("term_ends_on", "after_beginning")),
    ):
        assert mistake == refused(lambda facts=facts: bureau.act(candidacy, "appoint", ZHOU, **{**named, **facts}))  # type: ignore[misc]
    bureau.act(candidacy, "appoint", ZHOU, **{**named, **term, "organisation": "mill"})
    assert "appointed" == round_.state(candidacy)
    assert not bureau.cases[round_.id].matter.children[candidacy].open
    (point,) = (case.matter for case in bureau.cases.values() if case.matter.kind == "contact_point")
    assert ("mill", "2029-03-23", True) == (point.respondent, point.marks["term_ends_on"], point.known)
    bureau.now += timedelta(days=1)
    bureau.act(point.id, "report_change", MAI, changed_on="2026-03-24", liaison="孙丙")
    told = {row["name"]: row["value"] for row in seen(bureau, point.id, ZHOU)["summary"]}
    assert ("孙丙", "赵甲") == (told["liaison"], told["responsible"])
    assert told["category"].startswith("具有行业代表性")
