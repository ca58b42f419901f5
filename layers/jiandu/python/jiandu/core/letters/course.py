"""Letters on the way of a case: its opening, a summons, advice, a circular, a date set anew."""

from typing import Self

from pydantic import Field, model_validator

from jiandu.core.letters.branches import Course
from jiandu.core.letters.supervision import BASIS
from jiandu.core.letters.text import FOUND_AT_WORK, DateText, Letter, Line, Lines, OptionalDateText, OptionalLines


class CaseNotice(Course):
    """行政执法监督立案通知书; it may ask for a statement by a date set in it."""

    opened_on: DateText = Field(title="立案日期")
    officers: Lines = Field(title="监督人员", description="不少于两人，如 张三（证号 0001）")
    points: OptionalLines = Field((), title="需要说明的问题", description="只告知立案的留空")
    deadline: OptionalDateText = Field("", title="报送期限", description="写在通知书内的日期，须为工作日")

    @model_validator(mode="after")
    def _asked_by_a_date(self) -> Self:
        if bool(self.points) != bool(self.deadline):
            raise ValueError("要求说明情况的，写明问题和期限；只告知立案的，都不写")
        return self


class Summons(Course):
    """约谈通知书."""

    persons: Lines = Field(title="被约谈人", description="一人一行")
    reasons: Lines = Field(title="约谈事由")
    held_at: Line = Field(title="约谈时间", description="如 2026年12月8日9时30分")
    place: Line = Field(title="约谈地点")


class Suggestion(Letter):
    """行政执法监督建议书: advice, for a reply by the date set in it."""

    source: Line = Field(FOUND_AT_WORK, title="监督来源", description="未同意披露的照用默认值")
    problem: Lines = Field(title="存在的问题")
    analysis: Lines = Field(title="原因分析")
    suggestions: Lines = Field(title="改进建议")
    deadline: DateText = Field(title="书面回复期限", description="写在建议书内的日期，须为工作日")
    basis: Line = Field(title="建议依据", description=BASIS)
    copies: OptionalLines = Field((), title="抄送", description="一个机关一行")


class Circular(Letter):
    """通报 to all within its scope."""

    respondent: Line = Field(title="被通报的行政执法机关")
    ground: Line = Field(title="通报事由", description="接在机关名称之后，如 逾期未纠正行政执法问题")
    findings: Lines = Field(title="通报内容")
    approver: Line = Field(title="批准人及职务")
    basis: Line = Field(title="通报依据", description=BASIS)


class NewDate(Letter):
    """关于重新确定期限的函: the supplement to a letter whose own date came too near by its late service."""

    letter_title: Line = Field(title="原文书", description="如 行政执法监督督办函")
    letter_number: Line = Field(title="原文书的文号")
    former_due_on: DateText = Field(title="原文书载明的期限")
    served_on: DateText = Field(title="原文书的送达日期")
    due_on: DateText = Field(title="重新确定的期限", description="须为工作日")
