"""Forms of letters: drafts, review and signing, the sealed copy, service and receipt, circulars."""

import re
from datetime import date
from typing import Literal, Self

from pydantic import Field, create_model, model_validator

from jiandu.core.forms.base import ONE_FILE, File, Form, choice, confirmed, line, optional_prose, prose
from jiandu.core.forms.inquiry import Approval
from jiandu.core.titles import METHODS, PUBLICITY

NOT_NOW_BEFORE_COURT = "已核实：争议没有进入行政复议、行政诉讼"
NUMBER = r"^$|^[\u4e00-\u9fff]{2,12}〔(19|20)\d{2}〕[1-9]\d{0,4}号$"


class Publishing(Form):
    """公开属性 of a letter, set with its draft (practice 19)."""

    publicity: Literal["active", "on_request", "none"] = choice(
        "公开属性", PUBLICITY, "监督文书一般不予公开；拟公开的，签发前须经保密审查。", default="none"
    )
    publicity_reason: str = Field(
        default="", title="公开的理由", description="拟公开的填写，不予公开的不填。", max_length=500
    )

    @model_validator(mode="after")
    def _reason_where_public(self) -> Self:
        if self.publicity != "none" and not self.publicity_reason:
            raise ValueError("publicity_reason:required_when_public:拟公开的文书，请写明公开的理由。")
        if self.publicity == "none" and self.publicity_reason:
            raise ValueError("publicity_reason:only_when_public:不予公开的文书，不填公开的理由。")
        return self


class Instructed(Form):
    """批示: the leader's instruction on paper, kept with the act."""

    instruction: File | None = Field(default=None, title="领导批示扫描件", description=ONE_FILE)


def drafted(form: type[Form]) -> type[Form]:
    """A letter's draft with what every draft says besides."""
    return create_model(f"{form.__name__}Drafted", __base__=(Publishing, form))


def amended(form: type[Form]) -> type[Form]:
    """修改文稿: the same draft as a reviewer leaves it, with the instruction it follows."""
    return create_model(f"{form.__name__}Amended", __base__=(Instructed, form))


class Review(Instructed, Approval):
    """审核; the last one before signing confirms 保密审查 of what is to be public (practice 19)."""

    secrecy: bool | None = Field(
        default=None,
        title="保密审查通过：不涉及国家秘密、工作秘密，没有应当隐去的个人信息",
        description="文书拟公开的，签发前的最后一次审核必须审查并勾选；不予公开的可以不勾选。",
        json_schema_extra={"widget": "checkbox"},
    )


class Signature(Instructed, Approval):
    """签发: the number is of our series, or was given by the city's office system (practice 21)."""

    number: str = Field(
        default="",
        title="文号",
        max_length=60,
        description="文号由办公系统编定的，照录，例如：市司执监意〔2026〕1号；不填的，由本系统按顺序编号。",
        pattern=NUMBER,
    )


class UrgingDraft(Form):
    """督办函: a duty not performed; the date is set in it (Order 825 art. 27)."""

    duty: str = prose("应当履行的职责", "职责的依据印调查报告的认定依据。", 2000)
    facts: str = prose("未履行的事实")
    demand: str = prose("督办要求", longest=2000)
    due_on: date = Field(title="履行和报送期限", description="印在函内的日期，须为工作日。")
    checked: Literal[True] = confirmed(NOT_NOW_BEFORE_COURT)


class _Finding(Form):
    """What the second letter says, whichever way its period is set."""

    facts: str = prose("查明的事实")
    judgement: str = prose("违法或者明显不当的认定")
    law: str = optional_prose("认定的法律依据", "写明条款项；不填的，印调查报告的认定依据。", 2000)
    demand: str = prose("监督意见", "撤销、变更、补正、重作、停止、退还等，逐项写明。")
    copy_to: str = Field(default="", title="抄送", max_length=200)


class OpinionDraft(_Finding):
    """意见书: a verified unlawful or clearly improper act (Order 825 art. 28)."""

    days: int | None = Field(
        default=None,
        title="纠正期限（自收到之日起多少日）",
        ge=1,
        le=365,
        description="本地规定了期限的不填，文书印本地期限。",
    )
    checked: Literal[True] = confirmed(NOT_NOW_BEFORE_COURT)


class NoticeDraft(_Finding):
    """通知书: the local second letter with a date set in it, and no number of days besides."""

    due_on: date = Field(title="纠正和报送期限", description="写在通知书内的日期，须为工作日。")
    copied_body: str | None = Field(
        default=None,
        title="抄送综合行政执法指导机构",
        description="送达后，该机构的收件箱可以看到这份通知书的正本，看不到其他案卷内容。",
        max_length=64,
        json_schema_extra={"options": "guidance_bodies"},
    )
    checked: Literal[True] = confirmed(NOT_NOW_BEFORE_COURT)


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
    copies: int = Field(default=1, title="用印份数", ge=1, le=999)
    approved_by: str | None = Field(
        default=None,
        title="批准用印",
        description="不选的，为签发人。",
        max_length=64,
        json_schema_extra={"options": "staff"},
    )
    applied_by: str | None = Field(
        default=None,
        title="监印（盖章）人",
        description="不选的，为登记人。",
        max_length=64,
        json_schema_extra={"options": "staff"},
    )


class SealedDocument(SealedCopy):
    """The sealed copy of a notice or an answer, which go out without the steps of a letter."""

    document: str = Field(title="文书", min_length=1, max_length=64, json_schema_extra={"options": "unsealed"})


IN_PERSON = ("direct", "refused", "left", "substitute")
WITNESSED = ("refused", "left")
_BETWEEN_NAMES = re.compile(r"[、，,；;\s]+")


class ServiceRecord(Form):
    """登记送达: the day of receipt by its method (law: 复议条例 art. 23; no service by public notice on an agency).

    Electronic service is a method only where the place's own rules name it.
    """

    served_on: date = Field(title="收到日期", description="送达回证、邮件签收单或者系统记载的日期。")
    method: str = Field(
        title="送达方式", max_length=20, json_schema_extra={"widget": "radio", "choices": "service_methods"}
    )
    signatory: str = line("签收人及职务", "代收的，填代收人；拒绝签收、留置的，填拒绝签收的人员及职务。")
    relation: str = Field(
        default="", title="代收人与受送达机关的关系", description="只在他人代收时填写。", max_length=100
    )
    servers: str = Field(
        default="", title="送达人", description="当面送达的，填两名送达人的姓名，用顿号分开。", max_length=100
    )
    place: str = Field(default="", title="送达地点", description="当面送达的填写。", max_length=200)
    witness: str = Field(
        default="",
        title="见证人",
        description="拒绝签收、留置的，写明见证人的姓名、单位和职务，或者上传录音录像。",
        max_length=200,
    )
    recording: File | None = Field(default=None, title="录音录像截图或者照片", description=ONE_FILE)
    tracking: str = Field(
        default="", title="邮件单号或者电子记录", description="邮寄、电子送达的填写。", max_length=100
    )
    copies: int = Field(default=1, title="送达份数", ge=1, le=99)
    proof: File | None = Field(default=None, title="送达回证（邮件签收单）扫描件", description=ONE_FILE)

    @model_validator(mode="after")
    def _as_the_method_needs(self) -> Self:
        for name, needed, allowed, message in self._needs():
            given = bool(getattr(self, name))
            if needed and not given:
                raise ValueError(f"{name}:required_by_method:{message}")
            if given and not allowed:
                raise ValueError(f"{name}:not_of_method:“{METHODS[self.method]}”不填这一项：{message}")
        if self.method in IN_PERSON and len({n for n in _BETWEEN_NAMES.split(self.servers) if n}) < 2:
            raise ValueError("servers:two_servers:当面送达由两人以上进行，请填写两名送达人的姓名。")
        return self

    def _needs(self) -> list[tuple[str, bool, bool, str]]:
        """Of each field: its name, whether the method needs it, whether it allows it, and why."""
        method = self.method if self.method in METHODS else ""
        if not method:
            return []
        witnessed, in_person = method in WITNESSED, method in IN_PERSON
        return [
            ("witness", witnessed and not self.recording, witnessed, "拒绝签收、留置的，写明见证人或者上传录音录像。"),
            ("recording", False, witnessed, "录音录像用于拒绝签收、留置送达。"),
            ("relation", method == "substitute", method == "substitute", "他人代收的，写明代收人与受送达机关的关系。"),
            ("servers", in_person, in_person, "当面送达的，填写两名送达人。"),
            ("place", False, in_person, "送达地点是当面送达的地点。"),
            ("tracking", method in ("post", "electronic"), not in_person, "邮寄的填邮件单号，电子送达的填系统记录。"),
        ]


class Receipt(Form):
    """签收 by the agency, as of now."""

    signatory: str = line("签收人及职务")


class NewDate(Form):
    """重新确定期限: a letter was served when the date printed in it was past (practice 1)."""

    new_due_on: date = Field(title="重新确定的期限", description="印在补充函内的日期，须为今日之后的工作日。")


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
        pattern=NUMBER,
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
    scan: File = Field(title="决定书（批示）扫描件", description=ONE_FILE)
