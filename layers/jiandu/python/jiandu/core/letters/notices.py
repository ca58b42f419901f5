"""Notices 告知书 to the person who complained; none carries a remedy clause of its own."""

from typing import Self

from pydantic import Field, model_validator

from jiandu.core.letters.text import DateText, Letter, Line, Lines, OptionalLine, OptionalLines


class Notice(Letter):
    """What every notice to a complainant says about the complaint."""

    matter_number: Line = Field(title="受理编号", description="公开编号；查询码不印在文书上")
    received_on: DateText = Field(title="收到日期")
    summary: Lines = Field(title="事项摘要")


class Acceptance(Notice):
    """行政执法投诉举报受理告知书."""

    respondent: Line = Field(title="被投诉举报机关")
    basis: Line = Field(title="受理依据", description="法规名称和条款，前后不带标点")
    office: Line = Field(title="承办机构")
    next_steps: Lines = Field(title="后续办理", description="接下来怎样办理，一段一行")


class Refusal(Notice):
    """不予受理告知书."""

    reasons: Lines = Field(title="不予受理的理由")
    basis: Line = Field(title="依据", description="法规名称和条款，前后不带标点")
    channels: OptionalLines = Field((), title="其他途径", description="应当向哪个机关、怎样提出")


class Guidance(Notice):
    """救济途径告知书: the dispute belongs to reconsideration or litigation."""

    respondent: Line = Field(title="作出行政行为的机关")
    reconsideration_organ: Line = Field(title="行政复议机关")
    reconsideration_first: bool = Field(title="复议前置", description="当场处罚、未履行法定职责等：不得引导直接起诉")
    first_ground: OptionalLine = Field("", title="复议前置的情形", description="如 对当场作出的行政处罚决定不服")

    @model_validator(mode="after")
    def _ground_with_reconsideration_first(self) -> Self:
        if self.reconsideration_first != bool(self.first_ground):
            raise ValueError("复议前置的，写明情形；非复议前置的，不写情形")
        return self


class Result(Notice):
    """投诉举报处理结果告知书."""

    respondent: Line = Field(title="被投诉举报机关")
    handling: Lines = Field(title="办理情况")
    outcome: Lines = Field(title="处理结果")
    basis: Line = Field(title="依据", description="法规名称和条款，前后不带标点")
