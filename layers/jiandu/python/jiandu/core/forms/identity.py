"""Forms around who complained: looking at it with a reason, the agency's extract, messages without a name."""

from datetime import date
from typing import Literal

from pydantic import Field

from jiandu.core.forms.base import File, Form, choice, confirmed, line, prose

REASONS = {
    "verify": "核实投诉举报的内容",
    "contact": "联系补充材料或者告知结果",
    "protect": "防止打击报复、保障人身安全",
    "repeated": "核对是否重复反映",
    "other": "办案需要的其他事由",
}
ORGANS = {
    "supervisory": "监察机关",
    "procuratorate": "人民检察院",
    "court": "人民法院",
}


class IdentityOpening(Form):
    """查看身份信息: why; the category is told to the complainant."""

    reason: Literal["verify", "contact", "protect", "repeated", "other"] = choice("查看事由", REASONS)
    explanation: str = prose("具体说明", "写明为什么需要知道是谁；仅内部可见。", 500)


class IdentityAllowance(Form):
    """同意查看身份信息, by a second person."""

    opinion: str = prose("意见", "写明经核对，为什么确有必要；仅内部可见。", 500)


class OrganRequest(Form):
    """监察、司法机关依法调取, as its paper says."""

    organ_kind: Literal["supervisory", "procuratorate", "court"] = choice("调取机关的性质", ORGANS)
    organ: str = line("调取机关")
    paper_number: str = line("调取文书的文号", longest=100)
    received_on: date = Field(title="收到日期")
    law: str = line("法律依据", "调取文书引用的条款。", 300)
    scan: File = Field(title="调取文书扫描件", description="PDF、OFD、PNG 或者 JPEG，不超过 4 MB。")


class OrganHandover(Form):
    """The head agrees to what an organ asked for."""

    opinion: str = prose("审批意见", "经核对调取文书，同意提供。", 500)


class Extract(Form):
    """给行政执法机关看的摘要: what the agency learns of what was complained of, confirmed by a person."""

    text: str = prose(
        "反映的问题（摘要）", "行政执法机关看到的只有这一段；不写人员、来源和能够推知是谁反映的细节。", 3000
    )
    checked: Literal[True] = confirmed("已经逐字核对，看不出是谁反映的")


class MessageToComplainant(Form):
    """给投诉举报人留言."""

    text: str = prose("留言", "投诉举报人凭查询码看到；不写内部意见和他人信息。", 2000)
    answer_wanted: bool = Field(default=False, title="需要答复", json_schema_extra={"widget": "checkbox"})


class MessageToOfficer(Form):
    """给承办人留言."""

    text: str = prose("留言", "不需要写姓名。请勿填写国家秘密。", 1000)
