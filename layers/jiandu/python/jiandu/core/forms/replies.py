"""Forms of the agency's side and of what answers it: objections, corrections, execution."""

from datetime import date
from typing import Literal, Self

from pydantic import Field, model_validator

from jiandu.core.forms.base import ONE_FILE, File, Form, choice, optional_prose, prose
from jiandu.core.forms.remedy import Refunded, Remedies, agreeing, officers_handled, refunded, remedies


class Objection(Form):
    """提出异议（申请复查）, in writing and with reasons (Jinzhong art. 24)."""

    request: Literal["withdraw", "change"] = choice("请求", {"withdraw": "撤销原文书", "change": "变更原文书"})
    reasons: str = prose("异议理由")
    attachment: File | None = Field(default=None, title="证据材料", description=ONE_FILE)


class Examination(Form):
    """复查论证, by somebody other than the drafter."""

    course: str = prose("论证经过", "阅卷、听取意见、专家论证等。", 3000)
    view: str = prose("论证意见", longest=3000)


class Answer(Form):
    """答复异议: upheld, changed or withdrawn."""

    outcome: Literal["upheld", "changed", "withdrawn"] = choice(
        "结论", {"upheld": "维持", "changed": "变更", "withdrawn": "撤销"}
    )
    reasons: str = prose("理由")
    changes: str = optional_prose("变更、撤销的内容", "变更的必须写明改成什么。", 3000)

    @model_validator(mode="after")
    def _changes_named(self) -> Self:
        if self.outcome == "changed" and not self.changes:
            raise ValueError("changes:required_when_changed:结论为变更的，请写明变更的内容。")
        return self


class CorrectionReport(Form):
    """纠正情况报告 (Order 825 arts. 27, 28)."""

    report: str = prose("纠正（履职）情况")
    measures: str = optional_prose("整改措施", longest=2000)
    attachment: File | None = Field(default=None, title="证明材料", description=ONE_FILE)


class CorrectionFinding(Form):
    """认定纠正到位."""

    finding: str = prose("审核意见", longest=2000)
    remedies: Remedies = remedies()
    refunded: Refunded = refunded()
    officers_handled: int = officers_handled()

    _agreeing = model_validator(mode="after")(agreeing)


class CorrectionReturn(Form):
    """退回重新纠正, with a new date."""

    reasons: str = prose("没有纠正到位的问题", longest=2000)
    due_on: date = Field(title="重新报送期限", description="须为工作日。")


class ExecutionReport(Form):
    """执行情况报告 (Jinzhong art. 26)."""

    report: str = prose("执行情况")
    attachment: File | None = Field(default=None, title="证明材料", description=ONE_FILE)
