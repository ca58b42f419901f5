"""Forms of 监督问卷: what officers ask, what anybody answers, and what the matter it was opened from is told."""

from datetime import date
from typing import Annotated, Any, Self

from pydantic import Field, create_model, model_validator

from jiandu.core.forms.base import Form, line, prose
from jiandu.core.questionnaires import LONGEST_TEXT, MOST_OPTIONS, MOST_QUESTIONS, field_of, questions

HOW = (
    "先写题目，末尾用【】写明题型和是否必答，例如“您对检查是否文明满意？【单选，必答】”；题型有单选、多选、打分（1至5分）、文字。"
    "单选、多选的选项写在题目下面，一行一个，2至10个；打分、文字不写选项。最多15题，其中文字题最多5题。"
)


class Questionnaire(Form):
    """监督问卷: what is asked of anybody, until when; every questionnaire is shown by this form."""

    title: str = line("问卷名称", "公开，例如：涉企检查情况问卷。", 60)
    introduction: str = prose("说明", "公开：为什么问、问谁、怎么用。公开页面自动写明不记名、请勿写人的姓名。", 1000)
    due_on: date = Field(title="截止日期", description="当日仍可答卷；不晚于伴随式监督的结束日期。")
    questions: str = prose("题目", HOW, 8000)

    @model_validator(mode="after")
    def _readable(self) -> Self:
        try:
            questions(self.questions)
        except ValueError as error:
            raise ValueError(f"questions:lines:{error}") from None
        return self


_Given = Annotated[tuple[Annotated[str, Field(max_length=LONGEST_TEXT)], ...], Field(max_length=MOST_OPTIONS)]
_ANSWERS: dict[str, Any] = {
    field_of(n): (_Given, Field(default=(), title=f"第{n}题")) for n in range(1, MOST_QUESTIONS + 1)
}
# 答卷: by question the numbers of the options chosen, or one text; which are asked the questionnaire says.
QuestionnaireAnswer = create_model("QuestionnaireAnswer", __base__=Form, **_ANSWERS)


class QuestionnaireResult(Form):
    """What came of a questionnaire, in numbers."""

    title: str = line("问卷名称", longest=60)
    answers: int = Field(title="答卷份数", ge=0)
    results: str = prose("各题结果", longest=20_000)
