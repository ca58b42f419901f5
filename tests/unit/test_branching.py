"""Branches in the pure core: to whom a letter is written, who answers for it, and what falls with a void service."""

from datetime import timedelta

import pytest
from casework import (
    BY_HAND,
    DU,
    GAO,
    HAN,
    LIN,
    OPINION,
    ZHENG,
    ZHOU,
    Bureau,
    accepted,
    correcting,
    reported,
    sealed,
    upload,
)
from jiandu.core.errors import Invalid
from jiandu.core.letters import KINDS, to_agency
from jiandu.core.matter import Document


def paper(bureau: Bureau, **facts: object) -> dict[str, object]:
    return {"channel": "delivered", "received_on": bureau.today, "scan": upload("来件.pdf"), **facts}


@pytest.mark.parametrize(
    ("kind", "addressee", "expected"),
    [
        ("opinion", "", True),
        ("extension_notice", "", True),
        ("order_to_correct", "", True),
        ("listing_notice", "agency", True),
        ("listing_notice", "bureau", False),
        ("recusal_decision", "complainant", False),
        ("clue_transfer", "", False),
        ("decision_draft", "", False),
    ],
)
def test_what_is_written_to_the_agency_is_told_by_its_kind_or_by_its_own_addressee(
    kind: str, addressee: str, expected: bool
) -> None:
    document = Document(id="d", kind=kind, title="文书", issued_on=Bureau().today, addressee=addressee)
    assert expected == to_agency(document)


def test_only_letters_of_the_ladder_and_on_the_course_of_a_case_are_written_to_the_agency() -> None:
    """Whoever adds a kind says to whom it is written."""
    others = {kind for kind, row in KINDS.items() if row.addressee != "agency"}
    assert others == {
        "acceptance", "refusal", "guidance", "result", "completion_notice", "request_to_government", "transfer_letter",
        "problem_notice", "personnel_suggestion", "clue_transfer", "work_report", "recusal_decision", "listing_notice",
        "dispute_request", "performance_request",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("facts", "rule"),
    [
        ({"method": "left", "servers": "赵甲、孙乙"}, "required_by_method"),
        ({"method": "refused", "servers": "赵甲、孙乙"}, "required_by_method"),
        ({"method": "direct", "servers": "赵甲、孙乙", "witness": "王某"}, "not_of_method"),
        ({"method": "electronic", "witness": "王某"}, "not_of_method"),
    ],
)
def test_the_witness_belongs_to_a_letter_left_behind(facts: dict[str, str], rule: str) -> None:
    bureau = Bureau()
    _, case = reported(bureau)
    sealed(bureau, case, "opinion", **OPINION)
    with pytest.raises(Invalid) as refused:
        bureau.act(case, "serve_opinion", DU, served_on=bureau.today, signatory="高六（拒收）", **facts)
    assert [("witness", rule)] == [(m.field, m.rule) for m in refused.value.mistakes]


def test_a_lateness_counted_from_a_void_service_falls_with_it() -> None:
    bureau = Bureau()
    _, case = correcting(bureau)
    bureau.wait(days=40)
    bureau.sweep()
    assert (("correction",), ("correction",)) == (bureau.cases[case].matter.late, bureau.cases[case].matter.was_late)
    facts = {"served_on": bureau.today, **BY_HAND}
    bureau.act(case, "serve_opinion_again", DU, cause="defective", reason="无权签收。", **facts)
    matter = bureau.cases[case].matter
    assert ((), ()) == (matter.late, matter.was_late)
    running = [c for c in bureau.cases[case].clocks if c.status == "running"]
    assert {"correction#2", "objection#2"} == {c.key for c in running}


def test_a_statement_on_paper_lets_a_letter_be_drafted() -> None:
    bureau = Bureau()
    _, case = accepted(bureau)
    bureau.act(case, "request_opening", ZHOU, subject="某处罚程序问题", mode="daily", reason="涉嫌程序违法")
    bureau.act(case, "open_case", ZHENG)
    due_on = bureau.today + timedelta(days=7)
    bureau.act(case, "ask_self_check", ZHOU, questions="请说明处罚程序。", due_on=due_on)
    bureau.act(case, "enter_give_statement", DU, **paper(bureau, statement="我局依法处罚。"))
    found = {"facts_found": "经查。", "law": "行政处罚法第六十三条", "proposal": "责令改正。"}
    bureau.act(case, "inquiry_report", ZHOU, finding="unlawful", **found)
    bureau.act(case, "draft_opinion", ZHOU, **OPINION)
    assert "opinion.reviewing" == bureau.cases[case].matter.stage


def test_whoever_recused_is_not_named_again() -> None:
    bureau = Bureau()
    _, case = reported(bureau)
    bureau.act(case, "ask_recusal", GAO, officer="lin", reason="同学。")
    decision = {"officer": "lin", "outcome": "recused", "reason": "属实。", "replacement": "wu"}
    bureau.act(case, "decide_recusal", ZHENG, **decision)
    assert ("zhou", "wu") == bureau.cases[case].matter.officers
    with pytest.raises(Invalid) as refused:
        bureau.act(case, "assign_officers", ZHENG, officers=["zhou", LIN.id], reason="换回。")
    assert [("officers", "not_recused")] == [(m.field, m.rule) for m in refused.value.mistakes]


def test_a_decision_on_a_recusal_is_written_to_whoever_asked() -> None:
    """The agency gets only the one it asked for."""
    bureau = Bureau()
    _, case = reported(bureau)
    for who, action, facts, addressee in (
        (ZHOU, "declare_recusal", {}, "officer"),
        (GAO, "ask_recusal", {"officer": "zhou"}, "agency"),
    ):
        bureau.act(case, action, who, reason="亲属。", **facts)
        bureau.act(case, "decide_recusal", ZHENG, officer="zhou", outcome="stays", reason="不属实。")
        made = [d for d in bureau.cases[case].documents if d.kind == "recusal_decision"]
        assert addressee == made[-1].addressee
    assert HAN.id not in bureau.cases[case].matter.recusals
