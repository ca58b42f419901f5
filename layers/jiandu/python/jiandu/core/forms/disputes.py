"""Forms of a dispute over duties: application, room, joint consultation, ruling, and how the opinion is performed."""

from datetime import date, datetime
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from jiandu.core.forms.base import ONE_FILE, File, Form, choice, line, optional_prose, prose
from jiandu.core.forms.branches import RecusalDecision

CLAIMS = {"both_claim": "双方都认为由自己管辖", "both_refuse": "双方都认为不由自己管辖", "other": "其他争议"}
MEETINGS = {"coordination": "协调会", "joint_meeting": "联席会议", "expert_panel": "专家论证会"}
Meeting = Literal["coordination", "joint_meeting", "expert_panel"]
ARTICLES = "法律、法规、规章的名称和条、款、项，一条一行。"


class Positions(Form):
    """The point in dispute and what each side holds, with its legal basis (Quzhou art. 7)."""

    point: str = prose("争议焦点", "写明对哪些情形由谁负责有争议。", 3000)
    own_view: str = prose("本机关的观点", longest=3000)
    own_basis: str = prose("本机关观点的依据", ARTICLES, 3000)
    other_view: str = prose("对方的观点", "按协商时对方所述填写；对方另行陈述意见。", 3000)
    other_basis: str = prose("对方观点的依据", ARTICLES, 3000)


class Negotiated(Form):
    """协商: the parties' own attempt, without which nobody applies (Quzhou art. 6)."""

    negotiated_on: date = Field(title="协商日期", description="最近一次协商的日期。")
    negotiated_by: str = prose("参加协商的人员", "一行一人：姓名、单位、职务。", 1000)
    negotiation: str = prose("协商经过和结果", "写明没有取得一致的问题。", 3000)
    negotiation_record: File = Field(title="协商记录", description=ONE_FILE)


class More(Form):
    """What else is to be said, and files."""

    other_matters: str = optional_prose("其他需要说明的情况", longest=3000)
    file: File | None = Field(default=None, title="其他材料", description=ONE_FILE)


class Dispute(Form):
    """Between whom, and over what."""

    title: str = line("争议的执法事项", "按权责清单、执法事项目录上的名称填写。", 100)
    other_party: str = Field(
        title="争议的另一方", min_length=1, max_length=64, json_schema_extra={"options": "dispute_parties"}
    )
    claim: Literal["both_claim", "both_refuse", "other"] = choice("争议类型", CLAIMS)


class DisputeApplication(More, Negotiated, Positions, Dispute):
    """行政执法职责争议申请."""


class DisputeMissing(Form):
    """一次性告知补正."""

    missing: str = prose("需要补正的全部内容", "一次写全，一项一行：此后不再要求补正其他内容。", 3000)


class DisputeCompleted(More, Negotiated, Positions):
    """补正后再次提请: the whole application once more."""

    completed: str = prose("补正情况", "逐项说明。", 3000)


Coordinators = Annotated[tuple[str, ...], Field(min_length=1, max_length=4)]


def coordinators_field() -> Coordinators:
    field: Coordinators = Field(
        title="承办人",
        description="协调机构的工作人员，一般两名；双方可以看到姓名。",
        json_schema_extra={"widget": "checks", "options": "coordinators"},
    )
    return field


class DisputeAcceptance(Form):
    """同意协调."""

    review: str = prose("审核意见", "属于职责争议、已经协商、材料齐全。", 2000)
    officers: Coordinators = coordinators_field()


class DisputeReassignment(Form):
    """改派承办人."""

    officers: Coordinators = coordinators_field()
    reason: str = prose("改派理由", "双方可以看到。", 500)


class DisputeRecusalRequest(Form):
    """申请回避, by either side."""

    officer: str = Field(
        title="申请回避的人员", min_length=1, max_length=64, json_schema_extra={"options": "taking_part"}
    )
    reason: str = prose("申请理由", "写明有什么利害关系；对方和协调机构都能看到。", 1000)


PARTIES = {"applicant": "申请一方", "other": "另一方"}


class RecusalRequestOfParty(DisputeRecusalRequest):
    """The same that came on paper: which side it is of."""

    party: Literal["applicant", "other"] = choice("哪一方", PARTIES)


class DisputeRecusalDecision(RecusalDecision):
    """回避决定, which both sides read."""

    officer: str = Field(
        title="被申请回避的人员", min_length=1, max_length=64, json_schema_extra={"options": "asked_to_recuse"}
    )
    reason: str = prose("理由", "双方可以看到。", 2000)
    replacement: str | None = Field(
        default=None,
        title="接替的承办人",
        max_length=64,
        description="承办人回避、没有其他承办人的，必须指定；其他情形可以不选。",
        json_schema_extra={"options": "coordinators"},
    )


class DisputeRecusalRuled(DisputeRecusalDecision):
    """The same about whoever signs for the body, as it was decided above him in writing."""

    decided_by: str = line("作出决定的机关和日期", longest=200)
    scan: File = Field(title="书面决定扫描件", description=ONE_FILE)


class DisputeWithdrawal(Form):
    """撤回申请."""

    cause: Literal["agreed", "other"] = choice("撤回原因", {"agreed": "双方自行协商一致", "other": "其他原因"})
    text: str = prose("说明", "自行协商一致的，写明职责如何划分。", 3000)


class DisputeView(Form):
    """The other party's own view."""

    view: str = prose("本机关的观点", longest=3000)
    view_basis: str = prose("依据", ARTICLES, 3000)
    negotiation_remarks: str = optional_prose("对申请所述协商经过的意见", longest=1000)
    file: File | None = Field(default=None, title="证据、材料", description=ONE_FILE)


class DisputeStatement(Form):
    """补充陈述、提交证据, by either side."""

    text: str = prose("补充陈述")
    articles: str = optional_prose("引用的条文", ARTICLES, 3000)
    file: File | None = Field(default=None, title="证据、材料", description=ONE_FILE)


class UrgentAct(Form):
    """紧急情况先行处置: the one case in which a party acts alone."""

    danger: str = prose("紧急危险", "不立即处置会发生什么危害。", 2000)
    acted_on: date = Field(title="处置日期")
    measures: str = prose("采取的措施", "限于排除危险所必需。", 3000)
    file: File | None = Field(default=None, title="处置材料", description=ONE_FILE)


class MeetingCall(Form):
    """召集会议."""

    meeting: Meeting = choice("会议种类", MEETINGS)
    held_at: datetime = Field(
        title="会议时间", description="今日以后的工作日。", json_schema_extra={"widget": "datetime"}
    )
    place: str = line("会议地点")
    invited: str = prose("参加单位和人员", "一行一个；专家写明姓名、专业领域。", 2000)
    agenda: str = prose("会议议题", longest=2000)


class MeetingMinutes(Form):
    """会议纪要."""

    meeting: Meeting = choice("会议种类", MEETINGS)
    held_on: date = Field(title="会议日期")
    present: str = prose("到会单位和人员", "一行一个。", 2000)
    minutes: str = prose("会议情况", "各方意见和专家意见。")
    conclusion: str = prose("会议结论", longest=3000)
    file: File | None = Field(default=None, title="会议纪要", description=ONE_FILE)


class Agreement(Form):
    """协调一致, as both sides confirmed it."""

    text: str = prose("一致意见", "职责如何划分、各自负责什么。", 3000)
    agreed_on: date = Field(title="达成一致的日期")
    confirmed_by: str = prose("双方确认人", "一行一人：姓名、单位、职务。", 500)
    file: File | None = Field(default=None, title="双方签字的材料", description=ONE_FILE)


class JointConsultation(Form):
    """会商: with the staffing and justice bodies (Quzhou art. 9)."""

    disagreement: str = prose("没有协调一致的问题", longest=3000)
    staffing_body: str = line("机构编制部门", "参加会商的机关全称。", 100)
    justice_body: str = line("司法行政机关", "参加会商的机关全称。", 100)
    others: str = Field(default="", title="其他参加单位", max_length=500)


class JointOpinion(Form):
    """会商意见."""

    held_on: date = Field(title="会商日期")
    present: str = prose("参加会商的人员", "一行一人：姓名、单位、职务。", 1000)
    opinion: str = prose("会商处理意见", "职责如何划分及依据。")
    file: File | None = Field(default=None, title="会商纪要", description=ONE_FILE)


class JointOpinionAnswer(Form):
    """对会商意见表态: each side for itself."""

    stance: Literal["accepted", "refused"] = choice("对会商意见", {"accepted": "认同", "refused": "不认同"})
    reasons: str = optional_prose("理由", "不认同的必须写明。", 3000)

    @model_validator(mode="after")
    def _says_why_not(self) -> Self:
        if self.stance == "refused" and not self.reasons:
            raise ValueError("reasons:said:不认同会商意见的，请写明理由。")
        return self


class JointAnswerOfParty(JointOpinionAnswer):
    """The same that came on paper: which side it is of."""

    party: Literal["applicant", "other"] = choice("哪一方", PARTIES)


class CoordinationOpinionDraft(Form):
    """协调意见书 (Quzhou art. 8)."""

    facts: str = prose("争议事项", "争议焦点和双方观点。")
    course: str = prose("协调经过", "协调、会商或者政府决定的情况。", 3000)
    law: str = prose("依据", ARTICLES, 3000)
    opinions: str = prose("协调意见", "双方各自负责什么，一项一行。", 3000)
    copied_bodies: Annotated[tuple[str, ...], Field(max_length=10)] = Field(
        default=(),
        title="抄送",
        description="同级机构编制部门、司法行政机关已经登记的，必须抄送；用印后各机构的收件箱可以看到正本。",
        json_schema_extra={"widget": "checks", "options": "copied_bodies"},
    )
    copy_to: str = Field(default="", title="抄送其他单位", description="没有登记的单位，用顿号分开。", max_length=200)


class DisputeRequestDraft(Form):
    """关于提请决定职责争议的请示 (Order 825 art. 13, Quzhou art. 9)."""

    facts: str = prose("争议事项和双方观点")
    course: str = prose("协调和会商经过", longest=3000)
    proposal: str = prose("处理意见", "建议职责如何划分及依据，一项一行。", 3000)


class GovernmentRuling(Form):
    """政府决定, as its 批示 or minutes say."""

    decided_on: date = Field(title="决定日期")
    ruling: str = prose("决定内容", longest=3000)
    approval: str = line("批示或者会议纪要", "何人何时批示，或者哪次会议。")
    scan: File = Field(title="批示或者会议纪要扫描件", description=ONE_FILE)


class DisputeClosing(Form):
    """办结."""

    summary: str = prose("履行情况和办理结果", longest=3000)


class OpinionDelivered(Form):
    """What each party is handed of an opinion that was issued."""

    title: str = line("争议的执法事项", longest=100)
    opinions: str = prose("协调意见", longest=3000)


class OpinionReceived(Form):
    """The day a party got the sealed opinion, by its proof."""

    received_on: date = Field(title="收到日期")
    signatory: str = line("签收人及职务")
    proof: File | None = Field(default=None, title="送达回证（签收单）扫描件", description=ONE_FILE)


class PerformanceReport(Form):
    """报告履行情况."""

    text: str = prose("履行情况", "对应协调意见逐项写明。")
    file: File | None = Field(default=None, title="材料", description=ONE_FILE)


class PerformanceFinding(Form):
    """认定不依法履行."""

    text: str = prose("没有履行的职责或者协作义务", longest=3000)


class PerformanceSuggestionDraft(Form):
    """书面建议 (Quzhou art. 10)."""

    facts: str = prose("不依法履行职责或者协作义务的情况")
    duty: str = prose("应当履行的职责和依据", ARTICLES, 3000)
    suggestions: str = prose("建议", "一项一行。", 3000)
    due_on: date = Field(title="书面答复期限", description="印在建议书内的日期，须为工作日。")


class PerformanceAnswer(Form):
    """答复书面建议."""

    stance: Literal["followed", "refused"] = choice("对书面建议", {"followed": "接受并履行", "refused": "不接受"})
    text: str = prose("履行情况或者理由", longest=3000)


class PerformanceRequestDraft(Form):
    """请示: the government is asked to correct, or to criticise openly whoever refuses (Quzhou art. 10)."""

    purpose: Literal["correct", "criticise"] = choice("提请事项", {"correct": "予以纠正", "criticise": "予以通报批评"})
    facts: str = prose("不履行的情况")
    course: str = prose("建议和答复情况", longest=3000)
    proposal: str = prose("处理意见", longest=2000)


class GovernmentMeasure(GovernmentRuling):
    """政府对不履行的处理."""

    outcome: Literal["done", "declined"] = choice("处理", {"done": "予以纠正或者通报批评", "declined": "不予处理"})
