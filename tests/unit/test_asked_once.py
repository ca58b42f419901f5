"""NAT-08: a thing the agency handed in is not asked for again, unless it has changed."""

import pytest
from casework import GAO, ZHENG, ZHOU, Bureau, accepted, working_day_after
from jiandu.core.asked import named
from jiandu.core.errors import Invalid


@pytest.fixture
def bureau() -> Bureau:
    return Bureau()


@pytest.fixture
def case(bureau: Bureau) -> str:
    """A case whose agency has handed over two things and answered one question."""
    _, case = accepted(bureau)
    bureau.act(case, "request_opening", ZHOU, subject="某处罚", mode="daily", reason="涉嫌程序违法")
    bureau.act(case, "open_case", ZHENG)
    ask(bureau, case, files="行政处罚决定书\n送达回证\n现场检查笔录")
    bureau.act(case, "hand_over_files", GAO, list="1. 《行政处罚决定书》（复印件，3页）\n2. 送达回证 1份")
    question(bureau, case, "请说明听证告知情况。")
    bureau.act(case, "give_statement", GAO, statement="未告知。")
    bureau.wait(days=3)
    return case


def ask(bureau: Bureau, case: str, **facts: object) -> None:
    bureau.act(case, "consult_files", ZHOU, form="copy", due_on=working_day_after(bureau.today, 5), **facts)


def question(bureau: Bureau, case: str, questions: str, **facts: object) -> None:
    due_on = working_day_after(bureau.today, 5)
    bureau.act(case, "ask_self_check", ZHOU, questions=questions, due_on=due_on, **facts)


@pytest.mark.parametrize(
    "line", ["行政处罚决定书", "一、行政处罚决定书；", "（2）送达回证（原件）", "3、送达回证 两份"]
)
@pytest.mark.duty("NAT-08")
def test_a_thing_handed_over_is_not_asked_for_again(bureau: Bureau, case: str, line: str) -> None:
    """However it is numbered and counted; the refusal names the day it came."""
    with pytest.raises(Invalid) as refusal:
        ask(bureau, case, files=f"询问笔录\n{line}")
    (mistake,) = refusal.value.mistakes
    assert ("files", "asked_once") == (mistake.field, mistake.rule)
    assert "2026年3月2日已经报送过" in mistake.message


def test_what_was_asked_for_and_not_handed_over_may_be_asked_for_again(bureau: Bureau, case: str) -> None:
    ask(bureau, case, files="现场检查笔录\n送达回证存根")


def test_what_has_changed_is_asked_for_with_its_reason(bureau: Bureau, case: str) -> None:
    with pytest.raises(Invalid) as refusal:
        ask(bureau, case, files="行政处罚决定书", changed=True)
    assert [("changed_reason", "with_changed")] == [(m.field, m.rule) for m in refusal.value.mistakes]
    ask(bureau, case, files="行政处罚决定书", changed=True, changed_reason="该决定已经自行变更。")


@pytest.mark.duty("NAT-08")
def test_a_question_that_was_answered_is_not_put_again(bureau: Bureau, case: str) -> None:
    with pytest.raises(Invalid) as refusal:
        question(bureau, case, "1. 请说明听证告知情况")
    assert [("questions", "asked_once")] == [(m.field, m.rule) for m in refusal.value.mistakes]
    question(bureau, case, "请说明裁量依据。")
    question(bureau, case, "请说明听证告知情况。", changed=True, changed_reason="与当事人陈述不一致。")


def test_a_question_nobody_answered_may_be_put_again(bureau: Bureau, case: str) -> None:
    question(bureau, case, "请说明裁量依据。")
    question(bureau, case, "请说明裁量依据。")


def test_what_a_line_names() -> None:
    assert "行政处罚决定书" == named("（一）《行政处罚决定书》 3 份")
    assert "" == named(" 1. ")
