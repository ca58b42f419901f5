"""回避: who is in question does nothing until it is decided; who recused stays out (practice 12)."""

from datetime import date, datetime
from typing import Any

import pytest
from casework import (
    DU,
    GAO,
    HAN,
    LIN,
    OPINION,
    SHENG,
    WU,
    ZHENG,
    ZHOU,
    Bureau,
    accepted,
    correcting,
    matter,
    objected,
    refused,
    reported,
    serve,
    upload,
)
from jiandu.core.checks.disputes import place_filled, taking_part
from jiandu.core.deadlines import SHANGHAI
from jiandu.core.matter import Actor, Case, Matter, Person

ASKED = ("actor", "recusal")
STAYS: dict[str, Any] = {"outcome": "stays", "reason": "没有利害关系。"}
RECUSED: dict[str, Any] = {"outcome": "recused", "replacement": "wu", "reason": "有利害关系。"}


def asked_by_complainant(bureau: Bureau, complaint: str) -> None:
    who = Actor("complainant", complaint)
    bureau.act(complaint, "ask_recusal", who, whom="姓周的工作人员", reason="与当事人是亲属。")


def recused(bureau: Bureau) -> tuple[str, str]:
    """A reported case whose officer zhou recused himself and was replaced by wu."""
    complaint, case = reported(bureau)
    bureau.act(case, "declare_recusal", ZHOU, reason="与当事人是亲属。")
    bureau.act(case, "decide_recusal", ZHENG, officer="zhou", **RECUSED)
    return complaint, case


def test_an_officer_who_declares_himself_does_nothing_until_it_is_decided() -> None:
    bureau = Bureau()
    _, case = reported(bureau)
    bureau.act(case, "declare_recusal", ZHOU, reason="与当事人是亲属。")
    assert {"zhou": "asked"} == matter(bureau, case).recusals
    assert ASKED == refused(lambda: bureau.act(case, "draft_opinion", ZHOU, **OPINION))
    assert ASKED == refused(lambda: bureau.act(case, "mark", ZHOU, flags=["urgent"]))
    bureau.act(case, "draft_opinion", LIN, **OPINION)


@pytest.mark.duty("HEB-18")
def test_an_officer_the_agency_asks_about_does_nothing_until_it_is_decided() -> None:
    bureau = Bureau()
    _, case = reported(bureau)
    bureau.act(case, "ask_recusal", GAO, officer="lin", reason="与当事人有诉讼。")
    assert ASKED == refused(lambda: bureau.act(case, "draft_opinion", LIN, **OPINION))
    bureau.act(case, "decide_recusal", ZHENG, officer="lin", **STAYS)
    assert {} == matter(bureau, case).recusals
    bureau.act(case, "draft_opinion", LIN, **OPINION)


def test_only_an_officer_of_the_case_can_be_asked_to_recuse() -> None:
    bureau = Bureau()
    _, case = reported(bureau)
    act = lambda: bureau.act(case, "ask_recusal", GAO, officer="zheng", reason="理由。")  # noqa: E731
    assert ("officer", "officer_named") == refused(act)


@pytest.mark.duty("HEB-18")
def test_a_complainant_who_names_nobody_surely_puts_all_officers_in_question() -> None:
    """And nobody else: the head still decides. The complainant learns that it was."""
    bureau = Bureau()
    complaint, case = reported(bureau)
    asked_by_complainant(bureau, complaint)
    assert {"*": "asked"} == matter(bureau, case).recusals
    for officer in (ZHOU, LIN):
        assert ASKED == refused(lambda officer=officer: bureau.act(case, "draft_opinion", officer, **OPINION))  # type: ignore[misc]
    bureau.act(case, "decide_recusal", ZHENG, officer="zhou", **STAYS)
    assert {} == matter(bureau, case).recusals
    assert "recusal_decided" == bureau.cases[complaint].events[-1].action
    bureau.act(case, "draft_opinion", LIN, **OPINION)


def test_who_recused_is_replaced_and_stays_out() -> None:
    bureau = Bureau()
    _, case = recused(bureau)
    assert (("lin", "wu"), {"zhou": "recused"}) == (matter(bureau, case).officers, matter(bureau, case).recusals)
    assert ("action", "role") == refused(lambda: bureau.act(case, "draft_opinion", ZHOU, **OPINION))
    assert ASKED == refused(lambda: bureau.act(case, "mark", ZHOU, flags=["urgent"]))
    bureau.act(case, "draft_opinion", WU, **OPINION)


def test_who_recused_is_not_assigned_again() -> None:
    bureau = Bureau()
    _, case = recused(bureau)
    act = lambda: bureau.act(case, "assign_officers", ZHENG, officers=["zhou", "lin"], reason="理由。")  # noqa: E731
    assert ("officers", "not_recused") == refused(act)


def test_who_recused_stays_out_of_a_letter_in_preparation() -> None:
    """The draft stands; another hand corrects it, and he neither reviews nor signs it."""
    bureau = Bureau()
    complaint, case = accepted(bureau)
    bureau.act(case, "assign_officers", ZHENG, officers=["zhou", "wu"], reason="理由。")
    bureau.act(case, "request_opening", ZHOU, subject="某处罚", mode="daily", reason="理由。")
    bureau.act(case, "open_case", ZHENG)
    bureau.act(case, "ask_self_check", ZHOU, questions="请说明。", due_on="2026-03-09")
    bureau.act(case, "give_statement", GAO, statement="我局依法处罚。")
    found = {"finding": "unlawful", "facts_found": "经查。", "law": "行政处罚法第六十三条", "proposal": "责令改正。"}
    bureau.act(case, "inquiry_report", ZHOU, **found)
    bureau.act(case, "draft_opinion", ZHOU, **OPINION)
    bureau.act(case, "ask_recusal", GAO, officer="wu", reason="与当事人有诉讼。")
    assert ASKED == refused(lambda: bureau.act(case, "review_opinion", WU))
    bureau.act(case, "decide_recusal", ZHENG, officer="wu", **{**RECUSED, "replacement": "lin"})
    assert ASKED == refused(lambda: bureau.act(case, "review_opinion", WU))
    bureau.act(case, "review_opinion", HAN)
    assert ASKED == refused(lambda: bureau.act(case, "sign_opinion", WU))


def test_who_recused_stays_out_of_what_is_opened_from_the_case() -> None:
    bureau = Bureau()
    _, case = recused(bureau)
    bureau.act(case, "draft_opinion", LIN, **OPINION)
    bureau.act(case, "review_opinion", HAN)
    bureau.act(case, "sign_opinion", ZHENG)

    bureau.act(case, "seal_opinion", DU, file=upload(), sealed_on=bureau.today)
    serve(bureau, case, "opinion", bureau.today)
    objection = objected(bureau, case)
    assert ASKED == refused(lambda: bureau.act(objection, "review_objection", ZHOU, course="阅卷。", view="意见。"))


@pytest.mark.parametrize(
    ("facts", "mistake"),
    [
        ({"officer": "lin"}, ("officer", "replacement_named")),
        ({"replacement": "lin"}, ("replacement", "replacement_named")),
        ({"replacement": "zhou"}, ("replacement", "replacement_named")),
        ({"replacement": "zheng"}, ("replacement", "replacement_named")),
        ({"replacement": None}, ("replacement", "replacement_named")),
    ],
)
def test_a_decision_answers_the_question_and_names_another_supervisor(
    facts: dict[str, Any], mistake: tuple[str, str]
) -> None:
    bureau = Bureau()
    _, case = reported(bureau)
    bureau.act(case, "declare_recusal", ZHOU, reason="理由。")
    given = {"officer": "zhou", **RECUSED, **facts}
    assert mistake == refused(lambda: bureau.act(case, "decide_recusal", ZHENG, **given))


def test_nobody_decides_on_himself_but_the_superior_may() -> None:
    bureau = Bureau()
    _, case = accepted(bureau)
    bureau.act(case, "assign_officers", ZHENG, officers=["zhou", "wu"], reason="理由。")
    bureau.act(case, "declare_recusal", WU, reason="理由。")
    assert ASKED == refused(lambda: bureau.act(case, "decide_recusal", WU, officer="wu", **STAYS))
    bureau.act(case, "decide_recusal", SHENG, officer="wu", **STAYS)
    assert {} == matter(bureau, case).recusals


def test_a_case_in_question_is_neither_closed_nor_handed_over_nor_reassigned() -> None:
    bureau = Bureau()
    _, case = correcting(bureau)
    bureau.act(case, "report_correction", GAO, report="已纠正。")
    bureau.act(case, "accept_correction", ZHOU, finding="已经纠正到位。")
    bureau.act(case, "ask_recusal", GAO, officer="zhou", reason="理由。")
    waits = ("state", "no_open_recusal")
    assert waits == refused(lambda: bureau.act(case, "close", LIN, summary="办结。", retention="10"))
    assert waits == refused(lambda: bureau.act(case, "hand_over", ZHENG, owner="county", reason="理由。"))
    assert waits == refused(lambda: bureau.act(case, "assign_officers", ZHENG, officers=["lin", "wu"], reason="理由。"))


def test_a_recusal_is_decided_though_the_complaint_was_withdrawn() -> None:
    """The complainant is told nothing more."""
    bureau = Bureau()
    complaint, case = correcting(bureau)
    bureau.act(complaint, "withdraw_complaint", Actor("complainant", complaint), confirm=True)
    bureau.act(case, "ask_recusal", GAO, officer="zhou", reason="理由。")
    bureau.act(case, "decide_recusal", ZHENG, officer="zhou", **STAYS)
    last = bureau.cases[complaint].events[-1].action
    assert bureau.action(complaint, last).effect.public is None


def test_asking_again_leaves_a_recusal_decided_as_it_is() -> None:
    """The complainant asks about all officers: who has recused does not come back by the answer."""
    bureau = Bureau()
    complaint, case = recused(bureau)
    asked_by_complainant(bureau, complaint)
    bureau.act(case, "decide_recusal", ZHENG, officer="lin", **STAYS)
    assert {"zhou": "recused"} == matter(bureau, case).recusals


PEOPLE = {
    "tang": Person(id="tang", name="唐协同", organisation="guidance", roles=("referrer",)),
    "ge": Person(id="ge", name="葛致和", organisation="guidance", roles=("referrer", "reviewer")),
    "lu": Person(id="lu", name="卢定方", organisation="guidance", roles=("signer",)),
    "qi": Person(id="qi", name="齐小秋", organisation="guidance", roles=("clerk",)),
    "kong": Person(id="kong", name="孔维新", organisation="urban", roles=("respondent", "signer")),
}


def dispute(officers: tuple[str, ...], **recusals: str) -> Case:
    """A dispute at its coordinating body, with so many officers."""
    at = datetime(2026, 3, 2, 9, 30, tzinfo=SHANGHAI)
    matter = Matter(
        id="d", kind="dispute", profile="quzhou", number="ZY1", owner="guidance", respondent="market",
        state="coordinating", opened_at=at, officers=officers, recusals=recusals,
    )  # fmt: skip
    return Case(matter, people=PEOPLE)


@pytest.mark.parametrize(
    ("officers", "facts", "field"),
    [
        (("tang", "ge"), {"officer": "tang", "replacement": None}, None),
        (("tang",), {"officer": "tang", "replacement": "ge"}, None),
        (("tang",), {"officer": "tang", "replacement": None}, "replacement"),
        (("tang",), {"officer": "tang", "replacement": "qi"}, "replacement"),
        (("tang", "ge"), {"officer": "tang", "replacement": "ge"}, "replacement"),
        (("tang",), {"officer": "lu", "replacement": None}, None),
        (("tang",), {"officer": "lu", "replacement": "ge"}, "replacement"),
        (("tang",), {"officer": "ge", "replacement": None}, "officer"),
    ],
)
def test_the_last_officer_of_a_dispute_who_recuses_is_replaced(
    officers: tuple[str, ...], facts: dict[str, Any], field: str | None
) -> None:
    """By one of the body who may coordinate; another officer goes on alone, a signer's place nobody takes."""
    case = dispute(officers, tang="asked", lu="asked")
    found = place_filled(case, {"outcome": "recused", "reason": "属实。", **facts}, date(2026, 3, 2))
    assert field == (found.field if found else None)


def test_a_party_may_ask_whoever_acts_for_the_coordinating_body_and_is_not_in_question_yet() -> None:
    """Its officers, or all who may become one while none are named; whoever reviews or signs; never its clerk."""
    assert {"tang": "承办人", "ge": "审核人", "lu": "签发人"} == taking_part(dispute(("tang",)))
    assert {"tang": "承办人", "ge": "承办人、审核人"} == taking_part(dispute((), lu="recused"))
