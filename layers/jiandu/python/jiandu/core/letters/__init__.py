"""The letters of supervision: one frozen model per kind of document, and the table of kinds."""

from dataclasses import dataclass
from typing import Literal

from jiandu.core.letters.branches import (
    ClueTransfer,
    CompletionNotice,
    ExtensionNotice,
    ListingNotice,
    OrderToCorrect,
    PersonnelSuggestion,
    ProblemNotice,
    RecusalDecision,
    SuspensionNotice,
    TerminationNotice,
    TransferLetter,
    WorkReport,
)
from jiandu.core.letters.decisions import Decision, RequestToGovernment
from jiandu.core.letters.inquiries import FOUND_AT_WORK, ExplanationDemand, FileDemand, Item
from jiandu.core.letters.notices import Acceptance, Guidance, Refusal, Result
from jiandu.core.letters.supervision import Answer, Notice, Opinion, Urging
from jiandu.core.letters.text import Letter, paragraphs

__all__ = [
    "FOUND_AT_WORK",
    "KINDS",
    "Acceptance",
    "Answer",
    "ClueTransfer",
    "CompletionNotice",
    "Decision",
    "ExplanationDemand",
    "ExtensionNotice",
    "FileDemand",
    "Guidance",
    "Item",
    "Kind",
    "Letter",
    "ListingNotice",
    "Notice",
    "Opinion",
    "OrderToCorrect",
    "PersonnelSuggestion",
    "ProblemNotice",
    "RecusalDecision",
    "Refusal",
    "RequestToGovernment",
    "Result",
    "SuspensionNotice",
    "TerminationNotice",
    "TransferLetter",
    "Urging",
    "WorkReport",
    "paragraphs",
]


@dataclass(frozen=True)
class Kind:
    """A kind of document: its model, its title, and who issues it; the code of its number is the profile's."""

    model: type[Letter]
    title: str
    issuer: Literal["bureau", "government"] = "bureau"


KINDS: dict[str, Kind] = {
    "acceptance": Kind(Acceptance, "行政执法投诉举报受理告知书"),
    "refusal": Kind(Refusal, "不予受理告知书"),
    "guidance": Kind(Guidance, "救济途径告知书"),
    "result": Kind(Result, "投诉举报处理结果告知书"),
    "explanation_demand": Kind(ExplanationDemand, "说明情况通知书"),
    "file_demand": Kind(FileDemand, "调阅材料通知书"),
    "urging": Kind(Urging, "行政执法监督督办函"),
    "opinion": Kind(Opinion, "行政执法监督意见书"),
    "notice": Kind(Notice, "行政执法监督通知书"),
    "answer": Kind(Answer, "复查答复书"),
    "national_answer": Kind(Answer, "异议处理答复书"),
    "request_to_government": Kind(RequestToGovernment, "关于提请制发行政执法监督决定书的请示"),
    "decision": Kind(Decision, "行政执法监督决定书", "government"),
    "completion_notice": Kind(CompletionNotice, "补正通知书"),
    "transfer_letter": Kind(TransferLetter, "转送函"),
    "problem_notice": Kind(ProblemNotice, "问题告知函"),
    "personnel_suggestion": Kind(PersonnelSuggestion, "人员处理建议函"),
    "clue_transfer": Kind(ClueTransfer, "问题线索移送函"),
    "order_to_correct": Kind(OrderToCorrect, "责令限期改正通知书"),
    "work_report": Kind(WorkReport, "行政执法监督工作报告"),
    "suspension_notice": Kind(SuspensionNotice, "中止监督通知书"),
    "termination_notice": Kind(TerminationNotice, "终止监督通知书"),
    "extension_notice": Kind(ExtensionNotice, "延长办理期限通知书"),
    "recusal_decision": Kind(RecusalDecision, "回避决定书"),
    "listing_notice": Kind(ListingNotice, "挂牌督办通知书"),
}
