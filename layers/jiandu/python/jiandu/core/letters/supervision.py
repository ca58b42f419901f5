"""Letters of supervision to an agency: 督办函, 意见书 and the answers to objections."""

from typing import Literal, Self

from pydantic import Field, model_validator

from jiandu.core.letters.text import (
    FOUND_AT_WORK,
    DateText,
    Letter,
    Line,
    Lines,
    OptionalDateText,
    OptionalLines,
    OptionalPeriodText,
    PeriodText,
)

BASIS = "法规名称和条款，前后不带标点"


class Supervision(Letter):
    """What both letters of supervision hold."""

    source: Line = Field(FOUND_AT_WORK, title="监督来源", description="未同意披露的照用默认值")
    findings: Lines = Field(title="查明的事实")
    basis: Line = Field(title="制发依据", description=BASIS)
    government: Line = Field(title="本级人民政府")
    copies: OptionalLines = Field((), title="抄送", description="一个机关一行")


class Urging(Supervision):
    """行政执法监督督办函, for a duty not performed; the date is set in it and is a working day."""

    duty: Lines = Field(title="应当履行的职责")
    duty_basis: Line = Field(title="职责依据", description=BASIS)
    requirements: Lines = Field(title="督办要求")
    deadline: DateText = Field(title="报送期限", description="写在函内的日期，须为工作日")


class Opinion(Supervision):
    """行政执法监督意见书, for what was verified; periods run from receipt, no date is printed."""

    assessment: Lines = Field(title="认定", description="违法或者明显不当的认定")
    law: Lines = Field(title="认定的法律依据", description="具体到条、款、项")
    measures: Lines = Field(title="监督意见")
    correction_period: PeriodText = Field(title="纠正期限", description="如 30日，自收到之日起")
    objection_period: OptionalPeriodText = Field("", title="异议期限", description="如 5个工作日；没有地方规定的留空")
    answer_period: OptionalPeriodText = Field("", title="复查期限", description="如 10个工作日；没有地方规定的留空")


class Notice(Supervision):
    """行政执法监督通知书, the local name of the second letter: with a date set in it, or with a period from receipt."""

    assessment: Lines = Field(title="认定", description="违法或者不当的认定")
    law: Lines = Field(title="认定的法律依据", description="具体到条、款、项")
    measures: Lines = Field(title="整改措施")
    deadline: OptionalDateText = Field("", title="纠正期限（日期）", description="写在通知书内的日期，须为工作日")
    correction_period: OptionalPeriodText = Field("", title="纠正期限", description="如 30日，自收到之日起")
    objection_period: OptionalPeriodText = Field("", title="异议期限", description="没有地方规定的留空")
    answer_period: OptionalPeriodText = Field("", title="复查期限", description="没有地方规定的留空")

    @model_validator(mode="after")
    def _date_or_period(self) -> Self:
        if bool(self.deadline) == bool(self.correction_period):
            raise ValueError("纠正期限写日期或者写期间，只写一种")
        return self


class Answer(Letter):
    """复查答复书, or 异议处理答复书 by the national rules."""

    letter_title: Line = Field(title="所异议文书", description="如 行政执法监督意见书")
    letter_number: Line = Field(title="所异议文书的文号")
    received_on: DateText = Field(title="收到异议日期")
    claims: Lines = Field(title="异议主张")
    review: Lines = Field(title="论证经过")
    reasons: Lines = Field(title="认定和理由")
    outcome: Literal["维持", "变更", "撤销"] = Field(title="结论")
    conclusion: OptionalLines = Field((), title="结论说明", description="变更、撤销的内容")
    basis: Line = Field(title="依据", description=BASIS)
