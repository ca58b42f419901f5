"""Forms of the inquiry: opening, explanation, files, report (Order 825 art. 22, Jinzhong art. 20)."""

from datetime import date
from typing import Any, Literal, Protocol, TypeVar

from pydantic import Field, model_validator

from jiandu.core.forms.base import ONE_FILE, File, Form, choice, line, optional_prose, prose
from jiandu.core.forms.remedy import Refunded, Remedies, agreeing, officers_handled, refunded, remedies
from jiandu.core.titles import RETENTIONS

MODES = {"daily": "日常监督", "key": "重点监督"}
WITH_HIGHER_PLAN = {**MODES, "special": "专项监督（执行省级以上方案）"}
DUTIES = {
    "guidance": "指导行政执法工作，落实行政执法责任制和责任追究",
    "reform": "协调行政执法改革事项和执法争议",
    "standardisation": "推进行政执法标准化、信息化",
    "systems": "监督主体、人员、行为和保障制度的执行",
    "other": "其他监督职责",
}


def way_field(choices: str) -> Any:
    """监督方式, from the place's own list of that name."""
    hints = {"widget": "select", "choices": choices}
    return Field(default=None, title="监督方式", max_length=40, json_schema_extra=hints)  # type: ignore[arg-type]


def kind_field() -> Any:
    """监督事项类别, from the place's own list."""
    hints = {"widget": "select", "choices": "subjects"}
    return Field(default=None, title="监督事项类别", max_length=40, json_schema_extra=hints)  # type: ignore[arg-type]


def duty_field() -> Any:
    """Which of the bureau's five duties an activity or a case belongs to (Order 825 art. 7)."""
    return choice("所属职责", DUTIES, widget="select", default="systems")


class OpeningRequest(Form):
    """提请立案."""

    subject: str = line("案由", "例如：某机关对某企业行政处罚程序问题。")
    mode: Literal["daily", "key", "special"] = choice("监督类型", WITH_HIGHER_PLAN)
    duty: Literal["guidance", "reform", "standardisation", "systems", "other"] = duty_field()
    subject_kind: str | None = kind_field()
    way: str | None = way_field("ways")
    reason: str = prose("立案理由", longest=2000)


class Approval(Form):
    """审核、批准、签发: a named act with an opinion."""

    opinion: str = Field(
        default="同意", title="意见", min_length=1, max_length=1000, json_schema_extra={"widget": "textarea"}
    )


class Reason(Form):
    """An act that needs nothing but its reason."""

    reason: str = prose("理由", longest=2000)


class SendBack(Form):
    """退回修改."""

    reason: str = prose("退回理由和修改要求", longest=2000)


def _changed() -> Any:
    """What the agency already handed in is asked for again only where it has changed (Order 825 art. 8)."""
    return Field(
        default=False,
        title="内容有变化，需要重新报送",
        description="对方已经报送过的，不重复索要；确有变化的，勾选并写明理由。",
        json_schema_extra={"widget": "checkbox"},
    )


def _changed_reason() -> Any:
    return Field(default="", title="重新报送的理由", max_length=500)


class _Demand(Protocol):
    @property
    def changed(self) -> bool: ...
    @property
    def changed_reason(self) -> str: ...


Demand = TypeVar("Demand", bound=_Demand)


def _change_explained(form: Demand) -> Demand:
    if form.changed != bool(form.changed_reason):
        raise ValueError("changed_reason:with_changed:勾选内容有变化的，请写明理由；没有勾选的不填。")
    return form


class ExplanationDemand(Form):
    """要求自查并说明情况; the date stands in the letter."""

    questions: str = prose("需要自查和说明的问题", "一行一项；不要写入投诉举报人的身份和原话。")
    due_on: date = Field(title="报送期限", description="写在文书内的日期，须为工作日。")
    changed: bool = _changed()
    changed_reason: str = _changed_reason()

    _explained = model_validator(mode="after")(_change_explained)


class Statement(Form):
    """情况说明, by the agency."""

    statement: str = prose("情况说明")
    attachment: File | None = Field(default=None, title="附件", description=ONE_FILE)


class RefusalRecord(Form):
    """拒不说明, on record (practice 5)."""

    refused: bool = Field(
        default=False,
        title="对方明确表示拒绝说明",
        json_schema_extra={"widget": "checkbox"},
    )
    record: str = prose("情况记录", "何时、何人、以何种方式拒绝或者未予说明。", 2000)


class FileDemand(Form):
    """调阅、复制资料; the date stands in the letter."""

    files: str = prose("调阅的案卷和材料", "一行一项。", 2000)
    form: Literal["original", "copy", "electronic"] = choice(
        "形式", {"original": "原件", "copy": "复制件", "electronic": "电子件"}
    )
    due_on: date = Field(title="报送期限", description="写在文书内的日期，须为工作日。")
    changed: bool = _changed()
    changed_reason: str = _changed_reason()

    _explained = model_validator(mode="after")(_change_explained)


class FilesHandedOver(Form):
    """报送案卷材料, by the agency."""

    list: str = prose("报送材料清单", "一行一项。", 2000)
    attachment: File | None = Field(default=None, title="附件", description=ONE_FILE)


class InquiryReport(Form):
    """调查报告: what is verified, how it is judged, what is proposed (Order 825 arts. 27, 28)."""

    facts_found: str = prose("查明的事实")
    evidence: str = optional_prose("主要证据")
    finding: Literal["unlawful", "improper", "inaction", "merely_improper", "none"] = choice(
        "认定",
        {
            "unlawful": "违法",
            "improper": "明显不当",
            "inaction": "应当履行而未履行职责",
            "merely_improper": "不够适当，但未达到明显不当",
            "none": "没有违法或者不当",
        },
    )
    law: str = prose("认定依据", "写明条款项。", 2000)
    proposal: str = prose("处理建议", longest=2000)
    scan: File | None = Field(default=None, title="报告扫描件", description=ONE_FILE)


class OnTheSpot(Form):
    """当场纠正 (Order 825 art. 26)."""

    problem: str = prose("发现的问题", longest=2000)
    correction: str = prose("当场纠正情况", "何时、何地、怎样纠正，在场人员。", 2000)
    remedies: Remedies = remedies()
    refunded: Refunded = refunded()
    officers_handled: int = officers_handled()

    _agreeing = model_validator(mode="after")(agreeing)




class Closing(Form):
    """结案."""

    summary: str = prose("结案意见", longest=2000)
    retention: Literal["permanent", "30", "10"] = choice("保管期限", RETENTIONS)


class Archiving(Form):
    """归档: under its own number, after somebody else looked the file through (practice 23)."""

    archive_number: str = Field(
        title="档号",
        description="按本单位档案编号规则，例如 Z109-ZF·2026-30-0001；不得与其他案卷重复。",
        pattern=r"^[0-9A-Za-z\u4e00-\u9fff·.〔〕-]{4,60}$",
    )
    retention: Literal["permanent", "30", "10"] = choice("保管期限", RETENTIONS)
    checked_by: str = Field(
        title="检查人",
        min_length=1,
        max_length=64,
        description="立卷人以外的本机关人员。",
        json_schema_extra={"options": "staff"},
    )
    note: str = optional_prose("本卷情况说明", "缺少、修改、补充、移出的文件在此说明。", 1000)


TERMINATIONS = {
    "reconsideration": "争议已进入行政复议",
    "litigation": "争议已进入行政诉讼",
    "no_violation": "经调查没有违法或者明显不当",
    "corrected": "已经自行纠正",
}


class Termination(Form):
    """终止监督."""

    cause: Literal["reconsideration", "litigation", "no_violation", "corrected"] = choice("终止原因", TERMINATIONS)
    reason: str = prose("理由", "只留在案卷中，不印在通知书上。", 2000)
