"""Letters of a dispute over duties: the opinion, the request to the government, and what follows if it is ignored."""

from typing import Literal

from pydantic import Field

from jiandu.core.letters.supervision import BASIS
from jiandu.core.letters.text import DateText, Letter, Line, Lines, OptionalLine, OptionalLines


class CoordinationOpinion(Letter):
    """行政执法职责争议协调意见书, to both parties."""

    subject: Line = Field(title="争议的执法事项", description="不带句号")
    facts: Lines = Field(title="争议事项", description="争议焦点和双方观点")
    course: Lines = Field(title="协调经过")
    law: Lines = Field(title="依据", description="具体到条、款、项，一条一行")
    opinions: Lines = Field(title="协调意见", description="双方各自负责什么，一项一行")
    basis: Line = Field(title="制发依据", description=BASIS)
    copies: OptionalLines = Field((), title="抄送", description="一个机关一行")


class DisputeRequest(Letter):
    """关于提请决定行政执法职责争议的请示."""

    signer: Line = Field(title="签发人")
    parties: Line = Field(title="争议双方", description="两个机关全称，以“与”相连")
    subject: Line = Field(title="争议的执法事项", description="不带句号")
    facts: Lines = Field(title="争议事项和双方观点")
    course: Lines = Field(title="协调和会商经过")
    proposals: Lines = Field(title="处理意见")
    basis: Line = Field(title="提请依据", description=BASIS)


class PerformanceSuggestion(Letter):
    """行政执法协调建议书, answered by the date set in it."""

    subject: Line = Field(title="争议的执法事项", description="不带句号")
    facts: Lines = Field(title="不依法履行的情况")
    duty: Lines = Field(title="应当履行的职责和依据")
    suggestions: Lines = Field(title="建议")
    deadline: DateText = Field(title="答复期限", description="写在建议书内的日期，须为工作日")
    basis: OptionalLine = Field("", title="建议依据", description="没有条文依据的留空")


class PerformanceRequest(Letter):
    """关于不履行协调意见的请示: to correct, or to criticise openly."""

    signer: Line = Field(title="签发人")
    respondent: Line = Field(title="行政执法机关")
    purpose: Literal["予以纠正", "予以通报批评"] = Field(title="提请事项")
    facts: Lines = Field(title="不履行的情况")
    course: Lines = Field(title="建议和答复情况")
    proposals: Lines = Field(title="处理意见")
    basis: OptionalLine = Field("", title="提请依据", description="没有条文依据的留空")
