"""Forms of letters: drafts, the sealed copy, service and receipt, circulars."""

from datetime import date
from typing import Literal, Self

from pydantic import Field, model_validator

from jiandu.core.forms.base import File, Form, choice, confirmed, line, optional_prose, prose

NOT_NOW_BEFORE_COURT = "已核实：争议没有进入行政复议、行政诉讼"


class UrgingDraft(Form):
    """督办函: a duty not performed; the date is set in it (Order 825 art. 27)."""

    duty: str = prose("应当履行的职责", "职责的依据印调查报告的认定依据。", 2000)
    facts: str = prose("未履行的事实")
    demand: str = prose("督办要求", longest=2000)
    due_on: date = Field(title="履行和报送期限", description="印在函内的日期，须为工作日。")
    checked: Literal[True] = confirmed(NOT_NOW_BEFORE_COURT)


class OpinionDraft(Form):
    """意见书: a verified unlawful or clearly improper act (Order 825 art. 28)."""

    facts: str = prose("查明的事实")
    judgement: str = prose("违法或者明显不当的认定")
    law: str = optional_prose("认定的法律依据", "写明条款项；不填的，印调查报告的认定依据。", 2000)
    demand: str = prose("监督意见", "撤销、变更、补正、重作、停止、退还等，逐项写明。")
    copy_to: str = Field(default="", title="抄送", max_length=200)
    days: int | None = Field(
        default=None,
        title="纠正期限（自收到之日起多少日）",
        ge=1,
        le=365,
        description="本地规定了期限的不填，文书印本地期限。",
    )
    checked: Literal[True] = confirmed(NOT_NOW_BEFORE_COURT)


class NoticeDraft(OpinionDraft):
    """通知书: the local second letter with a date set in it."""

    due_on: date = Field(title="纠正和报送期限", description="写在通知书内的日期，须为工作日。")
    copied_body: str | None = Field(
        default=None,
        title="抄送综合行政执法指导机构",
        description="送达后，该机构的收件箱可以看到这份通知书的正本，看不到其他案卷内容。",
        max_length=64,
        json_schema_extra={"options": "guidance_bodies"},
    )


class Proposal(Form):
    """处理建议 for the government's decision (Order 825 art. 29)."""

    facts: str = prose("基本事实和监督经过")
    non_compliance: str = prose("未履职、未纠正的情况或者问题的重大性", longest=2000)
    ground: str | None = Field(
        default=None,
        title="提请的情形",
        max_length=40,
        json_schema_extra={"widget": "select", "choices": "decision_grounds"},
    )
    proposal: str = prose("处理建议", longest=2000)
    decision: str = prose("决定书代拟稿的决定事项", "一行一项。", 2000)
    days: int | None = Field(
        default=None,
        title="报告执行情况期限（自收到之日起多少日）",
        ge=1,
        le=365,
        description="本地规定了期限的不填，代拟稿印本地期限。",
    )
    grave: bool = Field(
        default=False,
        title="属于重大问题",
        description="重大问题可以不待期限届满，异议办理期间也可以提请。",
        json_schema_extra={"widget": "checkbox"},
    )
    checked: Literal[True] = confirmed(NOT_NOW_BEFORE_COURT)


class SealedCopy(Form):
    """正本: the sealed paper as a scan, PDF or OFD (practice 20)."""

    file: File = Field(title="用印正本", description="PDF、OFD 或者扫描图片，4 MB 以内。")
    sealed_on: date = Field(title="用印日期")


class SealedDocument(SealedCopy):
    """The sealed copy of a notice or an answer, which go out without the steps of a letter."""

    document: str = Field(title="文书", min_length=1, max_length=64, json_schema_extra={"options": "unsealed"})


METHODS = {
    "direct": "直接送达",
    "left": "留置送达",
    "post": "邮寄送达",
    "electronic": "电子送达",
}


class ServiceRecord(Form):
    """登记送达: the day of receipt by its method (law: 复议条例 art. 23; no service by public notice on an agency)."""

    served_on: date = Field(title="收到日期", description="送达回证、邮件签收单或者系统记载的日期。")
    method: Literal["direct", "left", "post", "electronic"] = choice("送达方式", METHODS)
    signatory: str = line("签收人及职务", "留置的，填写拒绝签收的人员及职务。")
    witness: str = Field(
        default="",
        title="见证人或者录音录像",
        max_length=200,
        description="只在留置送达时填写：见证人的姓名、单位和职务，或者录音录像的情况。",
    )
    tracking: str = Field(default="", title="邮件单号或者电子记录", max_length=100)
    proof: File | None = Field(default=None, title="送达回证扫描件", description="PDF、OFD 或者图片，4 MB 以内。")

    @model_validator(mode="after")
    def _witnessed_when_left(self) -> Self:
        if self.method == "left" and not self.witness:
            raise ValueError("witness:required_when_left:留置送达的，请填写见证人或者录音录像情况。")
        if self.method != "left" and self.witness:
            raise ValueError("witness:only_when_left:只有留置送达才填写见证人或者录音录像。")
        return self


class Receipt(Form):
    """签收 by the agency, as of now."""

    signatory: str = line("签收人及职务")


class Circular(Form):
    """通报: a decision of its own with scope and approver (Order 825 art. 31)."""

    reason: Literal["late", "refusal", "marked_problem"] = choice(
        "事由",
        {
            "late": "逾期未纠正、未履职或者未报告",
            "refusal": "拒不落实行政执法制度",
            "marked_problem": "执法行为存在突出问题",
        },
    )
    scope: str = line("通报范围")
    approver: str = line("批准人及职务")
    text: str = prose("通报内容", longest=3000)


class GovernmentDecision(Form):
    """The government's decision by 批示 or minutes, entered by the bureau with its scan (practice 9)."""

    outcome: Literal["decided", "declined"] = choice(
        "决定", {"decided": "制发行政执法监督决定书", "declined": "不予制发"}
    )
    decided_on: date = Field(title="决定日期")
    kinds: tuple[str, ...] = Field(
        default=(),
        title="处理决定",
        description="可以多选；决定不予制发的不选。",
        max_length=10,
        json_schema_extra={"widget": "checks", "choices": "decision_kinds"},
    )
    number: str = Field(
        default="",
        title="决定书文号",
        max_length=60,
        description="政府办公室编定的文号，例如：示政执监决〔2026〕1号。",
        pattern=r"^$|^[\u4e00-\u9fff]{2,12}〔(19|20)\d{2}〕[1-9]\d{0,4}号$",
    )
    facts: str = optional_prose("查明的事实", "写给行政执法机关看；不填的，用请示的基本事实。")
    text: str = optional_prose("决定事项", "一行一项。", 3000)
    days: int | None = Field(
        default=None,
        title="报告执行情况期限（自收到之日起多少日）",
        ge=1,
        le=365,
        description="本地规定了期限的不填，文书印本地期限。",
    )
    approval: str = line("批示或者会议纪要", "何人何时批示，或者哪次会议。")
    scan: File = Field(title="决定书（批示）扫描件", description="PDF、OFD 或者图片，4 MB 以内。")
