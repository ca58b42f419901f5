"""问卷统计表: a questionnaire's answers in numbers, and every text that was written."""

from pydantic import Field

from jiandu.core.chinese import chinese_date
from jiandu.core.deadlines import shanghai_day
from jiandu.core.letters.text import Line, Lines, OptionalLines, Part
from jiandu.core.questionnaires import KINDS, Outcome, answers_of, outcomes, share
from jiandu.core.sheets.text import Printing, Sheet, on


class OptionLine(Part):
    """One option and how often it was chosen."""

    name: Line = Field(title="选项")
    n: int = Field(title="人数")
    share: Line = Field(title="占作答人数")


class QuestionLines(Part):
    """One question with its options."""

    title: Line = Field(title="题目")
    options: tuple[OptionLine, ...] = Field((), title="选项")


class QuestionnaireResults(Sheet):
    """问卷统计表."""

    respondent: Line = Field(title="行政执法机关")
    title: Line = Field(title="问卷名称")
    introduction: Lines = Field(title="说明")
    first_day: Line = Field(title="开始日期")
    last_day: Line = Field(title="截止日期")
    ended: Line = Field(title="截止方式")
    answers: int = Field(title="答卷份数")
    rows: tuple[QuestionLines, ...] = Field(title="各题结果")
    opinions: OptionalLines = Field((), title="文字意见")


def questionnaire_results(p: Printing) -> QuestionnaireResults:
    opened, found = p.case.facts_of("open_child") or {}, outcomes(p.case)
    early = p.event.action == "close_questionnaire"
    closed = shanghai_day(p.event.happened_at) if early else p.case.clocks[0].due
    assert closed is not None
    return QuestionnaireResults(
        **p.head,
        respondent=p.respondent,
        title=p.matter.title,
        introduction=opened["introduction"],
        first_day=on(p.case.events[0]),
        last_day=chinese_date(closed),
        ended=f"提前截止：{p.facts['reason']}" if early else "截止日期届满",
        answers=len(answers_of(p.case)),
        rows=tuple(map(_lines, found)),
        opinions=tuple(line for outcome in found for line in _opinions(outcome)),
    )


def _lines(outcome: Outcome) -> QuestionLines:
    question = outcome.question
    mean = f"，平均{outcome.mean}分" if outcome.mean else ""
    counted = zip(question.options, outcome.counts, strict=False)
    return QuestionLines(
        title=f"{question.n}. {question.text}（{KINDS[question.kind]}，{outcome.answered}人作答{mean}）",
        options=tuple(OptionLine(name=option, n=n, share=share(n, outcome.answered)) for option, n in counted),
    )


def _opinions(outcome: Outcome) -> list[str]:
    """Every text under its question; a text of several lines is one paragraph."""
    texts = [f"（{n}）{' '.join(text.split())}" for n, text in enumerate(outcome.texts, 1)]
    return [f"第{outcome.question.n}题 {outcome.question.text}", *texts] if texts else []
