"""Letters of what branches off a case: to superiors, other organs, bureaus, and on pauses, periods and recusal."""

from typing import Literal

from pydantic import Field

from jiandu.core.letters import notices
from jiandu.core.letters.supervision import BASIS
from jiandu.core.letters.text import FOUND_AT_WORK, DateText, Letter, Line, Lines, OptionalLine, OptionalLines


class CompletionNotice(notices.Notice):
    """补正通知书: once, with all that is missing."""

    missing: Lines = Field(title="需要补正的全部内容", description="一项一行")
    basis: Line = Field(title="依据", description=BASIS)


class TransferLetter(Letter):
    """转送函 to the organ that has the power: an extract, never the complainant's identity or words."""

    summary: Lines = Field(title="反映的事项", description="机关、行为种类、问题类型，不含身份")
    reasons: Lines = Field(title="转送理由")
    basis: Line = Field(title="依据", description=BASIS)


class ProblemNotice(Letter):
    """问题告知函 to the superior of a vertically run agency."""

    source: Line = Field(FOUND_AT_WORK, title="监督来源", description="未同意披露的照用默认值")
    respondent: Line = Field(title="行政执法机关")
    findings: Lines = Field(title="发现的问题")
    law: Lines = Field(title="有关依据", description="具体到条、款、项")
    suggestions: Lines = Field(title="建议")
    basis: Line = Field(title="告知依据", description=BASIS)


class PersonnelSuggestion(Letter):
    """人员处理建议函 to the organ that has power over the person."""

    person: Line = Field(title="姓名")
    post: Line = Field(title="单位和职务")
    ground: Literal["违法或者明显不当", "拒绝、阻挠行政执法监督"] = Field(title="情形")
    findings: Lines = Field(title="基本事实")
    causes: Lines = Field(title="主客观原因")
    consequences: Lines = Field(title="后果")
    correction: Lines = Field(title="纠正情况")
    suggestions: Lines = Field(title="处理建议", description="一项一行，不带标点")
    deadline: DateText = Field(title="回复期限", description="写在函内的日期，须为工作日")
    basis: Line = Field(title="建议依据", description=BASIS)


class ClueTransfer(Letter):
    """问题线索移送函 to the supervisory organ; it goes nowhere else."""

    persons: Lines = Field(title="被反映人", description="一人一行")
    nature: Line = Field(title="问题性质", description="如 涉嫌失职渎职")
    findings: Lines = Field(title="问题线索")
    materials: Lines = Field(title="移送材料", description="一项一行，不带标点")
    basis: Line = Field(title="移送依据", description=BASIS)


class OrderToCorrect(Letter):
    """责令限期改正通知书 to a bureau that does not perform its duties."""

    findings: Lines = Field(title="不依法履职的事实")
    law: Lines = Field(title="应当履行的职责和依据")
    requirements: Lines = Field(title="改正要求")
    deadline: DateText = Field(title="改正期限", description="写在通知书内的日期，须为工作日")
    basis: Line = Field(title="责令依据", description=BASIS)


class WorkReport(Letter):
    """行政执法监督工作报告: upward, the signer shown, nothing asked."""

    signer: Line = Field(title="签发人")
    began_on: DateText = Field(title="报告期起日")
    ended_on: DateText = Field(title="报告期止日")
    work: Lines = Field(title="工作情况")
    figures: Lines = Field(title="监督工作数据", description="一项一行")
    problems: Lines = Field(title="存在的问题")
    plan: Lines = Field(title="下一步工作")
    basis: Line = Field(title="报告依据", description=BASIS)


class Course(Letter):
    """What every notice to an agency on the course of a case says."""

    subject: Line = Field(title="监督事项", description="一句话，不带句号")
    basis: Line = Field(title="依据", description=BASIS)


class SuspensionNotice(Course):
    """中止监督通知书."""

    cause: Line = Field(title="中止原因", description="不带句号，不得显示投诉举报人")
    reasons: OptionalLines = Field((), title="理由", description="法定原因之外的，写明理由")


class TerminationNotice(Course):
    """终止监督通知书."""

    cause: Line = Field(title="终止原因", description="不带句号，不得显示投诉举报人")


class ExtensionNotice(Course):
    """延长办理期限通知书: which period, from which day to which."""

    basis: OptionalLine = Field("", title="依据", description="没有条文依据的留空")
    period: Line = Field(title="延长的期限", description="如 自行纠正并报送情况")
    former_due_on: DateText = Field(title="原期限")
    due_on: DateText = Field(title="延长后的期限", description="须为工作日")
    on_application: bool = Field(title="依行政执法机关申请")
    reasons: Lines = Field(title="延长理由")


class ListingNotice(Course):
    """挂牌督办通知书."""

    reasons: Lines = Field(title="挂牌督办的理由")
    requirements: Lines = Field(title="督办要求")
    deadline: DateText = Field(title="办结和报告期限", description="写在通知书内的日期，须为工作日")


class RecusalDecision(Letter):
    """回避决定书 to whoever declared or asked."""

    matter_number: Line = Field(title="事项编号")
    officer: Line = Field(title="行政执法监督人员")
    outcome: Literal["回避", "不予回避"] = Field(title="决定")
    replacement: OptionalLine = Field("", title="接替的监督人员")
    reasons: Lines = Field(title="理由")
    basis: OptionalLine = Field("", title="决定依据", description="没有条文依据的留空")
