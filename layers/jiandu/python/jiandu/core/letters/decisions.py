"""The request 请示 to the government and the government's own 行政执法监督决定书."""

from pydantic import Field

from jiandu.core.letters.supervision import BASIS
from jiandu.core.letters.text import Letter, Line, Lines, OptionalLines, PeriodText


class RequestToGovernment(Letter):
    """关于提请制发行政执法监督决定书的请示: one addressee, one matter, the signer shown."""

    signer: Line = Field(title="签发人")
    respondent: Line = Field(title="行政执法机关")
    facts: Lines = Field(title="基本情况", description="查明的事实、认定和依据")
    course: Lines = Field(title="监督经过", description="文书名称、文号、送达和期满日期、未履行情况")
    ground: Line = Field(title="提请理由", description="如 未按照行政执法监督意见书要求纠正")
    proposals: Lines = Field(title="处理建议")
    basis: Line = Field(title="提请依据", description=BASIS)
    attachments: Lines = Field(title="附件", description="首项为决定书（代拟稿）")


class Decision(Letter):
    """行政执法监督决定书, issued and numbered by the government; a draft goes with the request."""

    facts: Lines = Field(title="查明的事实")
    course: Lines = Field(title="监督经过", description="此前文书的文号、送达和未纠正情况")
    law: Lines = Field(title="认定和法律依据")
    basis: Line = Field(title="决定依据", description=BASIS)
    decisions: Lines = Field(
        title="决定事项",
        description="责令限期履行、责令补正或者改正、撤销、确认违法或者无效、通报约谈",
    )
    report_to: Line = Field(title="报告对象", description="收取执行情况报告的监督机构")
    report_period: PeriodText = Field(title="报告期限", description="如 30日，自收到之日起")
    copies: OptionalLines = Field((), title="抄送", description="一个机关一行")
