"""Forms of intake: the complaint itself, its preliminary review, and what the complainant may do later."""

import unicodedata
from datetime import date
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, model_validator

from jiandu.core.forms.base import File, Form, choice, confirmed, line, optional_prose, prose
from jiandu.core.forms.remedy import Refunded, Remedies, agreeing, officers_handled, refunded, remedies

CATEGORIES = {
    "charges": "乱收费、擅自提高标准、扩大范围，收取抵押金、保证金",
    "conduct": "野蛮执法、随意执法、越权执法、以权谋私、吃拿卡要",
    "licence_obstruction": "许可事项刁难、拖延、推诿，不依法受理、办理",
    "unlawful_penalty": "违反权限和程序罚款、没收、责令停产停业、吊销证照",
    "unlawful_coercion": "违反权限和程序对场所、财物、人身采取强制措施",
    "forced_contribution": "乱摊派，要求提供人力、财物",
    "qualification": "执法主体或者执法人员没有资格",
    "procedure": "执法程序违法",
    "improper_decision": "执法决定违法或者明显不当",
    "inaction": "不履行法定职责、推诿扯皮",
    "no_case_opened": "有案不立、压案不查",
    "penalty_instead_of_management": "以罚代管",
    "cross_region": "违规异地执法",
    "profit_driven": "趋利性执法",
    "excess_inspection": "乱检查、检查过多过频",
    "papers_and_uniform": "证件、标志标识、执法装备、制式服装使用不规范",
    "fine_quota": "下达罚没指标",
    "other": "其他",
}
ACTS = {
    "licence": "行政许可",
    "penalty": "行政处罚",
    "coercion": "行政强制",
    "inspection": "行政检查",
    "expropriation": "行政征收征用",
    "payment": "行政给付",
    "confirmation": "行政确认",
    "adjudication": "行政裁决",
    "other": "其他",
}
CHANNELS = {
    "reconsideration": "行政复议",
    "litigation": "行政诉讼",
    "petition": "信访",
    "hotline": "12345 热线",
    "discipline": "纪检监察",
    "procuratorate": "检察机关",
    "arbitration": "仲裁",
}
Category = Literal[
    "charges", "conduct", "licence_obstruction", "unlawful_penalty", "unlawful_coercion",
    "forced_contribution", "qualification", "procedure", "improper_decision", "inaction",
    "no_case_opened", "penalty_instead_of_management", "cross_region", "profit_driven",
    "excess_inspection", "papers_and_uniform", "fine_quota", "other",
]  # fmt: skip
Act = Literal[
    "licence", "penalty", "coercion", "inspection", "expropriation", "payment", "confirmation",
    "adjudication", "other",
]  # fmt: skip
Channel = Literal["reconsideration", "litigation", "petition", "hotline", "discipline", "procuratorate", "arbitration"]


# What says who complained: encrypted apart, never among the facts.
PERSONAL = ("name", "phone", "representatives", "other_name", "other_phone")
MANY, MOST_REPRESENTATIVES = 5, 5


class Complaint(Form):
    """投诉举报: the fixed contract of ``POST /complaints``."""

    agency: str = line(
        "被投诉举报的行政执法机关", "找不到的，请选择其上级机关。", json_schema_extra={"options": "agencies"}
    )
    category: Category = choice("问题类型", CATEGORIES, widget="select")
    act: Act | None = choice("执法行为种类", ACTS, "不清楚可以不选。", widget="select", default=None)
    facts: str = prose("事实与理由", "何时、何地、何人、发生了什么。请勿填写国家秘密。")
    request: str = optional_prose("请求事项", "希望怎样处理。", 1000)
    elsewhere: tuple[Channel, ...] = Field(
        default=(),
        title="是否已向其他机关反映",
        description="已经申请行政复议或者提起行政诉讼的争议，依法不重复监督；信访、热线反映过的不受影响。",
        max_length=7,
        json_schema_extra={"widget": "checks", "titles": {**CHANNELS}},
    )
    anonymous: bool = Field(
        default=False,
        title="署名方式",
        json_schema_extra={"widget": "radio", "titles": {"false": "实名", "true": "匿名"}},
    )
    name: str = Field(default="", title="姓名或者名称", max_length=100, description="匿名的不填。")
    phone: str = Field(
        default="", title="联系电话", max_length=40, pattern=r"^[0-9+()（）\- ]*$", description="选填，加密保存。"
    )
    people: int = Field(default=1, ge=1, le=100_000, title="反映人数", description="一个人反映的填 1。")
    representatives: str = Field(
        default="",
        title="代表姓名",
        max_length=500,
        description="五人以上实名反映同一问题的，推选一至五名代表，一行一名，加密保存；不满五人的不填。",
        json_schema_extra={"widget": "textarea"},
    )
    on_behalf: bool = Field(
        default=False,
        title="代他人反映",
        description="本人担心受到打击报复等，由联系点或者其他人代为反映的勾选；对被投诉举报的机关，代为反映的人和本人都保密。",
        json_schema_extra={"widget": "checkbox"},
    )
    other_name: str = Field(
        default="", title="被代为反映的人", max_length=100, description="选填，加密保存；不代他人反映的不填。"
    )
    other_phone: str = Field(
        default="",
        title="被代为反映的人的电话",
        max_length=40,
        pattern=r"^[0-9+()（）\- ]*$",
        description="选填，加密保存。",
    )
    disclose: bool = Field(
        default=False,
        title="同意向被投诉举报的机关披露我的身份",
        description="不同意的，我们不会告知对方，但有的情况可能因此无法核实。",
        json_schema_extra={"widget": "checkbox"},
    )

    @model_validator(mode="after")
    def _named_or_anonymous(self) -> Self:
        if self.anonymous and self.name:
            raise ValueError("name:anonymous:选择匿名的，请不要填写姓名。")
        return self

    @model_validator(mode="after")
    def _many_are_represented(self) -> Self:
        named = len(self.represented_by)
        if named and (self.anonymous or self.people < MANY):
            raise ValueError("representatives:not_asked:匿名的、不满五人的，不填代表姓名。")
        if self.people >= MANY and not self.anonymous and not 1 <= named <= MOST_REPRESENTATIVES:
            raise ValueError("representatives:one_to_five:五人以上的，请填写一至五名代表的姓名，一行一名。")
        return self

    @model_validator(mode="after")
    def _another_stays_hidden(self) -> Self:
        if not self.on_behalf and (self.other_name or self.other_phone):
            field = "other_name" if self.other_name else "other_phone"
            raise ValueError(f"{field}:on_behalf:填写被代为反映的人的，请勾选“代他人反映”。")
        if self.on_behalf and self.disclose:
            raise ValueError("disclose:on_behalf:代他人反映的，不能同意披露身份。")
        return self

    @property
    def represented_by(self) -> tuple[str, ...]:
        """The representatives' names."""
        return tuple(name for line in self.representatives.splitlines() if (name := line.strip()))


CAME_BY = {
    "letter": "来信",
    "visit": "来访",
    "phone": "来电",
    "township": "司法所移交",
    "guidance_body": "综合行政执法指导机构移送",
    "hotline": "12345 热线工单",
    "contact_point": "行政执法监督联系点反映",
}
# What a guidance body found while coordinating (Quzhou art. 23).
FINDINGS = {
    "not_performed": "未依法履行法定职责",
    "unlawful": "存在违法或者不当行政执法行为",
    "other": "其他应当列入行政执法监督的事项",
}
CameBy = Literal["letter", "visit", "phone", "township", "guidance_body", "hotline", "contact_point"]


def _in_capitals(number: str) -> str:
    """One way of writing a number, whoever wrote it."""
    return unicodedata.normalize("NFKC", number).upper()


class TakenIn(Complaint):
    """代录: a complaint that came on another way than by the public form, entered by an office."""

    disclose: bool = Field(
        default=False,
        title="投诉举报人同意向被投诉举报的机关披露身份",
        description="来件没有写明同意的，不勾选。",
        json_schema_extra={"widget": "checkbox"},
    )
    channel: CameBy = choice("来件方式", CAME_BY)
    order_number: Annotated[str, AfterValidator(_in_capitals)] = Field(
        default="",
        title="12345 工单编号",
        max_length=40,
        pattern=r"^\S*$",
        description="来件方式为 12345 热线工单的填写；同一编号只登记一次。",
    )
    finding: Literal["not_performed", "unlawful", "other"] | None = choice(
        "指导机构抄送的情形", FINDINGS, "综合行政执法指导机构抄送的选择，其他来件不选。", default=None
    )
    received_on: date = Field(title="收到日期", description="收到来信、接待来访、接听来电的日期；期限自这一天起算。")
    scan: File | None = Field(
        default=None, title="来信或者登记表扫描件", description="PDF、OFD、PNG 或者 JPEG，不超过 4 MB。"
    )
    note: str = optional_prose("登记备注", "仅供内部查看，例如来信的信封编号。", 1000)

    @model_validator(mode="after")
    def _told_by_its_channel(self) -> Self:
        if (self.channel == "hotline") != bool(self.order_number):
            raise ValueError("order_number:of_the_hotline:12345 热线工单应当填写工单编号，其他来件不填。")
        if (self.channel == "guidance_body") != bool(self.finding):
            raise ValueError("finding:of_guidance_body:指导机构抄送的，请选择抄送的情形；其他来件不选。")
        return self


class Acceptance(Form):
    """初步审查: within the scope and aimed at a specific act (Jinzhong art. 21(2))."""

    within_scope: Literal[True] = confirmed("经审查，属于行政执法监督范围")
    specific_act: Literal[True] = confirmed("针对具体执法行为")
    officers: Annotated[tuple[str, ...], Field(min_length=2, max_length=4)] = Field(
        title="承办人",
        description="两名以上行政执法监督人员。",
        json_schema_extra={"widget": "checks", "options": "supervisors"},
    )
    review: str = prose("初步审查意见", longest=2000)


class Lead(Form):
    """初步审查: within the scope but not aimed at a specific act (Jinzhong art. 21(1))."""

    within_scope: Literal[True] = confirmed("经审查，属于行政执法监督范围")
    analysis: str = prose("记录与分析研判", longest=2000)


REFUSALS = {
    "out_of_scope": "不属于行政执法监督范围",
    "reconsideration_or_litigation": "争议已进入行政复议或者行政诉讼",
    "other_organ": "属于其他机关职权",
    "no_clear_object": "没有明确的被投诉机关或者事实",
    "handled_before": "已经依法处理，没有新的事实",
}


class Refusal(Form):
    """不予受理."""

    reason: Literal[
        "out_of_scope", "reconsideration_or_litigation", "other_organ", "no_clear_object", "handled_before"
    ] = choice("不予受理的理由", REFUSALS)
    explanation: str = prose("说明", "写给投诉举报人看：为什么不受理。", 2000)
    channels: str = optional_prose("正确的渠道", "应当向哪个机关、怎样提出。", 1000)


GROUNDS = {
    "on_the_spot": "对当场作出的行政处罚决定不服",
    "natural_resources": "认为侵犯已经依法取得的自然资源的所有权或者使用权",
    "inaction": "认为行政机关未履行法定职责",
    "information": "申请政府信息公开，行政机关不予公开",
    "other_law": "法律、行政法规规定应当先申请行政复议的其他情形",
}


class Guidance(Form):
    """引导申请行政复议、提起行政诉讼 (Order 825 art. 33; 复议法 arts. 20, 23)."""

    channel: Literal["reconsideration", "reconsideration_or_litigation"] = choice(
        "渠道",
        {
            "reconsideration": "先申请行政复议",
            "reconsideration_or_litigation": "申请行政复议或者提起行政诉讼",
        },
        "不履行法定职责、当场作出的行政处罚等，应当先申请行政复议。",
    )
    ground: Literal["on_the_spot", "natural_resources", "inaction", "information", "other_law"] | None = choice(
        "复议前置的情形", GROUNDS, "应当先申请复议的，选择一项（行政复议法第二十三条）。", default=None
    )
    authority: str = line("行政复议机关", "一般为该行政执法机关的本级人民政府。")
    explanation: str = prose("说明", longest=2000)


class Completion(Form):
    """通知补正: once, with all that is missing."""

    missing: str = prose("需要补正的全部内容", "一行一项；写给投诉举报人看。", 2000)


class Transfer(Form):
    """转送有权机关."""

    organ: str = line("有权处理的机关")
    reason: str = prose("转送理由", "印在转送函上；不写投诉举报人的身份、联系方式和原话。", 2000)


class OrganAnswer(Form):
    """What the organ answered to a transfer."""

    answer: str = prose("答复内容", "写给投诉举报人看；不写内部意见和他人信息。", 2000)


class Supplement(Form):
    """补充材料."""

    text: str = prose("补充的情况", "请勿填写国家秘密。")


class TakenInSupplement(Supplement):
    """代录补正材料: what was missing, brought on paper or by word to the office that entered the complaint."""

    channel: Literal["letter", "visit", "phone"] = choice(
        "来件方式", {way: CAME_BY[way] for way in ("letter", "visit", "phone")}
    )
    received_on: date = Field(title="收到日期", description="补正材料收到的日期；初步审查期限自这一天重新起算。")
    scan: File | None = Field(
        default=None, title="补正材料扫描件", description="PDF、OFD、PNG 或者 JPEG，不超过 4 MB。"
    )


class Withdrawal(Form):
    """撤回."""

    reason: str = Field(default="", title="撤回原因", max_length=500, description="可以不填。")
    confirm: Literal[True] = confirmed("我确认撤回")


class Result(Form):
    """告知处理结果 (Jinzhong art. 22)."""

    conclusion: str = prose("处理结果", "写给投诉举报人看；不写内部意见和他人信息。", 2000)
    remedies: Remedies = remedies()
    refunded: Refunded = refunded()
    officers_handled: int = officers_handled()

    _agreeing = model_validator(mode="after")(agreeing)


class Rating(Form):
    """评价."""

    score: Literal["5", "4", "3", "2", "1"] = choice(
        "满意程度", {"5": "很满意", "4": "满意", "3": "一般", "2": "不满意", "1": "很不满意"}
    )
    comment: str = optional_prose("意见建议", longest=500)


class Assignment(Form):
    """What a complaint hands to the case opened from it."""

    officers: tuple[str, ...] = Field(title="承办人")
    category: Category = choice("问题类型", CATEGORIES)
