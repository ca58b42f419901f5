"""Forms of what branches off a case: suggestions, transfers, pauses, longer periods, recusal, listing, reports."""

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from jiandu.core.forms.base import Form, choice, line, prose

FOR_THE_AGENCY = "写给行政执法机关看；不写投诉举报人的身份和原话。"
CAUSES = {
    "reconsideration": "有关行政行为已经进入行政复议程序",
    "litigation": "有关行政行为已经进入行政诉讼程序",
    "other": "出现其他需要中止的情形",
}
GROUNDS = {"misconduct": "违法或者明显不当", "obstruction": "拒绝、阻挠行政执法监督"}
SUGGESTIONS = {
    "criticism": "批评教育",
    "off_post_education": "离岗教育",
    "transfer_post": "调离执法岗位",
    "revoke_qualification": "取消执法资格",
    "discipline": "依法给予处分",
}
NATURES = {
    "breach": "违反《行政执法监督条例》规定",
    "corruption": "涉嫌贪污贿赂",
    "dereliction": "涉嫌失职渎职",
}
RECUSALS = {"recused": "回避", "stays": "不予回避"}
Suggestion = Literal["criticism", "off_post_education", "transfer_post", "revoke_qualification", "discipline"]


class ProblemNoticeDraft(Form):
    """问题告知函: to the superior of a vertically run agency (Order 825 art. 42)."""

    superior: str = line("上一级主管部门", "机关全称。")
    facts: str = prose("发现的问题", FOR_THE_AGENCY)
    law: str = prose("依据", "写明条款项。", 2000)
    suggestion: str = prose("建议", longest=2000)


class PersonnelSuggestionDraft(Form):
    """人员处理建议函: all that is weighed before anything is suggested on a person (Order 825 arts. 32, 41)."""

    organ: str = line("有权机关")
    person: str = line("姓名", longest=50)
    post: str = line("单位和职务")
    ground: Literal["misconduct", "obstruction"] = choice("情形", GROUNDS)
    facts: str = prose("事实", FOR_THE_AGENCY)
    causes: str = prose("主客观原因", longest=2000)
    consequences: str = prose("后果", longest=2000)
    correction: str = prose("纠正情况", longest=2000)
    suggestions: Annotated[tuple[Suggestion, ...], Field(min_length=1, max_length=5)] = Field(
        title="处理建议",
        description="可以多选。处分只对拒绝、阻挠监督的建议。",
        json_schema_extra={"widget": "checks", "titles": {**SUGGESTIONS}},
    )
    due_on: date = Field(title="回复期限", description="印在函内的日期，须为工作日。")

    @model_validator(mode="after")
    def _discipline_for_obstruction(self) -> Self:
        if "discipline" in self.suggestions and self.ground != "obstruction":
            raise ValueError("suggestions:discipline_for_obstruction:只有拒绝、阻挠监督的，才能建议依法给予处分。")
        return self


class ClueTransferDraft(Form):
    """问题线索移送函: to the supervisory organ, known to nobody else (Order 825 art. 33)."""

    organ: str = line("监察机关")
    persons: str = prose("被反映人", "一人一行：姓名、单位、职务。", 1000)
    facts: str = prose("问题线索", "不写投诉举报人的身份和原话。")
    nature: Literal["breach", "corruption", "dereliction"] = choice("问题性质", NATURES)
    evidence: str = prose("移送材料清单", "一行一项。", 2000)


class OrderToCorrectDraft(Form):
    """责令限期改正通知书: to a bureau that does not perform its duties (Order 825 art. 39)."""

    facts: str = prose("不依法履职的事实")
    law: str = prose("应当履行的职责和依据", "写明条款项。", 2000)
    demand: str = prose("改正要求", longest=2000)
    due_on: date = Field(title="改正期限", description="印在通知书内的日期，须为工作日。")


class WorkReportDraft(Form):
    """行政执法监督工作报告, to the bureau's own government (Order 825 art. 6)."""

    period_from: date = Field(title="报告期起日")
    period_to: date = Field(title="报告期止日")
    figures: str = prose("监督工作数据", "一行一项。", 3000)
    work: str = prose("工作情况")
    problems: str = prose("存在的问题")
    plan: str = prose("下一步工作")
    due_on: date = Field(title="下次报告日期", description="须为工作日。")

    @model_validator(mode="after")
    def _period_in_order(self) -> Self:
        if self.period_to < self.period_from:
            raise ValueError("period_to:not_before_beginning:报告期止日不能早于起日。")
        return self


class Suspension(Form):
    """中止监督: a pause until its cause is gone."""

    cause: Literal["reconsideration", "litigation", "other"] = choice("中止原因", CAUSES)
    reason: str = prose("理由", f"原因是其他情形的，理由印在通知书上：{FOR_THE_AGENCY}", 2000)


class Extension(Form):
    """延长办理期限: one running period gets a later day."""

    clock: str = Field(title="延长的期限", min_length=1, max_length=64, json_schema_extra={"options": "clocks"})
    due_on: date = Field(title="延长后的期限", description="晚于原期限，须为工作日。")
    reason: str = prose("延长理由", f"印在通知书上：{FOR_THE_AGENCY}", 2000)
    on_application: bool = Field(default=False, title="依行政执法机关申请", json_schema_extra={"widget": "checkbox"})


class RecusalDecision(Form):
    """回避决定, on the open request or declaration (practice 12)."""

    officer: str = Field(title="承办人", min_length=1, max_length=64, json_schema_extra={"options": "officers"})
    outcome: Literal["recused", "stays"] = choice("决定", RECUSALS)
    reason: str = prose("理由", longest=2000)
    replacement: str | None = Field(
        default=None,
        title="接替的监督人员",
        max_length=64,
        description="决定回避的选择；不予回避的不选。",
        json_schema_extra={"options": "supervisors"},
    )

    @model_validator(mode="after")
    def _replacement_only_when_recused(self) -> Self:
        if self.outcome == "stays" and self.replacement:
            raise ValueError("replacement:only_when_recused:不予回避的，不选接替的监督人员。")
        return self


class Listing(Form):
    """挂牌督办 (Order 825 art. 20)."""

    reason: str = prose("挂牌督办的理由", FOR_THE_AGENCY, 2000)
    demand: str = prose("督办要求", longest=2000)
    due_on: date = Field(title="办结和报告期限", description="印在通知书内的日期，须为工作日。")
