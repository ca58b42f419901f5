"""Forms of what bodies do together: coordination matters, transfer of criminal cases, standing contacts."""

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from jiandu.core.forms.base import ONE_FILE, File, Form, choice, line, optional_prose, prose
from jiandu.core.forms.office import Officers, officers_field

Participants = Annotated[tuple[str, ...], Field(min_length=1, max_length=30)]


class Asked(Form):
    """What every participant is told."""

    title: str = line("事项名称", longest=100)
    sort: str = Field(
        title="事项种类", max_length=40, json_schema_extra={"widget": "radio", "choices": "coordination_kinds"}
    )
    content: str = prose("内容", "联合执法写明方案：时间、对象、分工；信息共享写明范围和方式；结果通报写明结果。")
    request: str = prose("请各单位答复的事项", longest=2000)
    plan: File | None = Field(default=None, title="方案或者材料", description=ONE_FILE)
    due_on: date = Field(title="答复期限", description="须为工作日。")


class _Participants(Form):
    participants: Participants = Field(
        title="参加单位",
        description="每个单位各自答复、各自计算期限。",
        json_schema_extra={"widget": "checks", "options": "participants"},
    )


class CoordinationMatter(_Participants, Asked):
    """发起执法协调事项."""


class ParticipantsAdded(_Participants):
    """增加参加单位."""

    due_on: date = Field(title="答复期限", description="须为工作日。")


class CoordinationReply(Form):
    """A participant's answer."""

    stance: Literal["agreed", "remarks", "cannot"] = choice(
        "答复", {"agreed": "同意、知悉", "remarks": "同意，有意见建议", "cannot": "不能参加"}
    )
    answer: str = optional_prose("意见和理由", "有意见建议或者不能参加的必须填写。", 3000)
    contact: str = line("联系人和办公电话", longest=100)

    @model_validator(mode="after")
    def _says_what(self) -> Self:
        if self.stance != "agreed" and not self.answer:
            raise ValueError("answer:said:有意见建议或者不能参加的，请写明。")
        return self


class CoordinationProgress(Form):
    """实施情况."""

    done_on: date = Field(title="日期")
    text: str = prose("实施情况和结果", longest=3000)
    file: File | None = Field(default=None, title="材料", description=ONE_FILE)


class CoordinationSummary(Form):
    """办结."""

    summary: str = prose("办理结果", longest=3000)


class CriminalTransfer(Form):
    """涉嫌犯罪案件移送 (Handan 三(一)4)."""

    title: str = line("案由", "不写当事人姓名。", 100)
    crime: str = line("涉嫌的罪名", longest=100)
    standard: str = prose("符合的移送标准", "刑法和立案追诉标准的条款。", 1000)
    police: str = line("接收的公安机关", longest=100)
    copied_to: str = Field(default="", title="抄送的检察机关", max_length=100)
    transferred_on: date = Field(title="移送日期")
    letter: File = Field(title="案件移送函", description=f"盖章的移送函及材料清单。{ONE_FILE}")


class PoliceAnswer(Form):
    """公安机关答复."""

    outcome: Literal["filed", "not_filed"] = choice("答复", {"filed": "决定立案", "not_filed": "决定不予立案"})
    answered_on: date = Field(title="答复日期")
    reasons: str = optional_prose("不予立案的理由", "不予立案的必须填写。", 2000)
    answer: File = Field(title="答复文书", description=ONE_FILE)

    @model_validator(mode="after")
    def _says_why_not(self) -> Self:
        if self.outcome == "not_filed" and not self.reasons:
            raise ValueError("reasons:said:公安机关不予立案的，请写明理由。")
        return self


class TransferFollowUp(Form):
    """公安机关不予立案以后."""

    course: Literal["reconsidered", "procuratorate", "administrative"] = choice(
        "后续处理",
        {
            "reconsidered": "向公安机关申请复议",
            "procuratorate": "建议检察机关立案监督",
            "administrative": "依法作出行政处理",
        },
    )
    text: str = prose("处理结果", longest=2000)


class TransferDemand(Form):
    """督促移送."""

    respondent: str = Field(
        title="行政执法机关", min_length=1, max_length=64, json_schema_extra={"options": "own_agencies"}
    )
    title: str = line("案由", "不写当事人姓名。", 100)
    found_by: Literal["review", "inspection", "procuratorate", "meeting", "other"] = choice(
        "发现途径",
        {
            "review": "案卷评查",
            "inspection": "监督检查",
            "procuratorate": "检察机关通报",
            "meeting": "联席会议、案情通报",
            "other": "其他",
        },
    )
    facts: str = prose("应当移送而没有移送的情况")
    standard: str = prose("符合的移送标准", "刑法和立案追诉标准的条款。", 1000)
    due_on: date = Field(title="移送或者说明理由的期限", description="须为工作日。")


class DemandedDate(Form):
    """重新确定期限."""

    due_on: date = Field(title="移送或者说明理由的期限", description="须为工作日。")
    reason: str = prose("理由", longest=1000)


class TransferDemandAnswer(Form):
    """答复督促移送."""

    stance: Literal["transferred", "not_required"] = choice(
        "答复", {"transferred": "已经移送公安机关", "not_required": "认为不应当移送"}
    )
    answer: str = prose("移送情况或者理由", "已经移送的，写明公安机关、日期和登记编号。", 3000)
    file: File | None = Field(default=None, title="案件移送函或者材料", description=ONE_FILE)


class NonTransfer(Form):
    """不依法移送，立案监督."""

    subject: str = line("案由")
    officers: Officers = officers_field()


BODIES = {
    "discipline": "纪检监察机关",
    "politics_law": "政法委",
    "court": "法院",
    "procuratorate": "检察院",
    "police": "公安机关",
    "audit": "审计机关",
    "inspection": "政府督查机构",
    "reconsideration": "行政复议机构",
    "guidance_body": "综合行政执法指导机构",
    "justice_body": "司法行政机关",
}


class LiaisonContacts(Form):
    """联系人."""

    contacts: str = prose("联系人", "一行一人：姓名、单位、职务、办公电话。", 1000)


class LiaisonOpening(LiaisonContacts):
    """建立协作联络."""

    body: Literal[
        "discipline", "politics_law", "court", "procuratorate", "police", "audit", "inspection", "reconsideration",
        "guidance_body", "justice_body",
    ] = choice("协作单位种类", BODIES, widget="select")  # fmt: skip
    title: str = line("协作单位", "机关全称。", 100)
    mechanism: str = prose("协作机制", "联席会议、信息共享、线索移送的安排及依据。", 2000)
    file: File | None = Field(default=None, title="协作机制文件", description=ONE_FILE)


class LiaisonMeeting(Form):
    """联席会议."""

    held_on: date = Field(title="会议日期")
    present: str = prose("参加人员", "一行一人：姓名、单位、职务。", 1000)
    minutes: str = prose("会议内容和议定事项")
    file: File | None = Field(default=None, title="会议纪要", description=ONE_FILE)


class Communication(Form):
    """工作联络、信息共享."""

    direction: Literal["sent", "received", "joint"] = choice(
        "方式", {"sent": "我方提供、去函", "received": "对方提供、来函", "joint": "共同办理"}
    )
    communicated_on: date = Field(title="日期")
    text: str = prose("内容", "不写国家秘密、工作秘密。", 3000)
    follow_up: str = optional_prose("后续安排", longest=1000)
    file: File | None = Field(default=None, title="函件", description=ONE_FILE)
