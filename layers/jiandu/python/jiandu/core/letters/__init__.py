"""The letters of supervision: one frozen model per kind of document, and the table of kinds."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

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
from jiandu.core.letters.course import CaseNotice, Circular, NewDate, Suggestion, Summons
from jiandu.core.letters.decisions import Decision, RequestToGovernment
from jiandu.core.letters.disputes import CoordinationOpinion, DisputeRequest, PerformanceRequest, PerformanceSuggestion
from jiandu.core.letters.inquiries import FOUND_AT_WORK, ExplanationDemand, FileDemand, Item
from jiandu.core.letters.notices import Acceptance, Guidance, Refusal, Result
from jiandu.core.letters.points import Commendation, ImprovementDemand, RevocationNotice
from jiandu.core.letters.supervision import Answer, Notice, Opinion, Urging
from jiandu.core.letters.text import Issued, Letter, paragraphs
from jiandu.core.matter import Case, Document

__all__ = [
    "FOUND_AT_WORK",
    "KINDS",
    "Acceptance",
    "Addressee",
    "Answer",
    "CaseNotice",
    "Circular",
    "ClueTransfer",
    "Commendation",
    "CompletionNotice",
    "CoordinationOpinion",
    "Decision",
    "DisputeRequest",
    "ExplanationDemand",
    "ExtensionNotice",
    "FileDemand",
    "Guidance",
    "ImprovementDemand",
    "Item",
    "Kind",
    "Issued",
    "Letter",
    "ListingNotice",
    "NewDate",
    "Notice",
    "Opinion",
    "OrderToCorrect",
    "PerformanceRequest",
    "PerformanceSuggestion",
    "PersonnelSuggestion",
    "ProblemNotice",
    "RecusalDecision",
    "Refusal",
    "RequestToGovernment",
    "Result",
    "RevocationNotice",
    "Suggestion",
    "Summons",
    "SuspensionNotice",
    "TerminationNotice",
    "TransferLetter",
    "Urging",
    "WorkReport",
    "addressed",
    "paragraphs",
    "to_agency",
]


Addressee = Literal["complainant", "agency", "government", "organ", "officer", "bureau"]


@dataclass(frozen=True)
class Kind:
    """A kind of document: its model, its title, to whom it is written, and who issues it; the code of its number is
    the profile's. The agency is whoever is supervised: by an order to correct, a bureau, or a contact point.
    """

    model: type[Issued]
    title: str
    addressee: Addressee
    issuer: Literal["bureau", "government"] = "bureau"


KINDS: dict[str, Kind] = {
    "acceptance": Kind(Acceptance, "行政执法投诉举报受理告知书", "complainant"),
    "refusal": Kind(Refusal, "不予受理告知书", "complainant"),
    "guidance": Kind(Guidance, "救济途径告知书", "complainant"),
    "result": Kind(Result, "投诉举报处理结果告知书", "complainant"),
    "explanation_demand": Kind(ExplanationDemand, "说明情况通知书", "agency"),
    "file_demand": Kind(FileDemand, "调阅材料通知书", "agency"),
    "urging": Kind(Urging, "行政执法监督督办函", "agency"),
    "opinion": Kind(Opinion, "行政执法监督意见书", "agency"),
    "notice": Kind(Notice, "行政执法监督通知书", "agency"),
    "answer": Kind(Answer, "复查答复书", "agency"),
    "national_answer": Kind(Answer, "异议处理答复书", "agency"),
    "request_to_government": Kind(RequestToGovernment, "关于提请制发行政执法监督决定书的请示", "government"),
    "decision": Kind(Decision, "行政执法监督决定书", "agency", "government"),
    "completion_notice": Kind(CompletionNotice, "补正通知书", "complainant"),
    "transfer_letter": Kind(TransferLetter, "转送函", "organ"),
    "problem_notice": Kind(ProblemNotice, "问题告知函", "organ"),
    "personnel_suggestion": Kind(PersonnelSuggestion, "人员处理建议函", "organ"),
    "clue_transfer": Kind(ClueTransfer, "问题线索移送函", "organ"),
    "order_to_correct": Kind(OrderToCorrect, "责令限期改正通知书", "agency"),
    "work_report": Kind(WorkReport, "行政执法监督工作报告", "government"),
    "suspension_notice": Kind(SuspensionNotice, "中止监督通知书", "agency"),
    "termination_notice": Kind(TerminationNotice, "终止监督通知书", "agency"),
    "extension_notice": Kind(ExtensionNotice, "延长办理期限通知书", "agency"),
    "recusal_decision": Kind(RecusalDecision, "回避决定书", "officer"),
    "case_notice": Kind(CaseNotice, "行政执法监督立案通知书", "agency"),
    "summons": Kind(Summons, "约谈通知书", "agency"),
    "suggestion": Kind(Suggestion, "行政执法监督建议书", "agency"),
    "circular": Kind(Circular, "通报", "agency"),
    "new_date": Kind(NewDate, "关于重新确定期限的函", "agency"),
    "listing_notice": Kind(ListingNotice, "挂牌督办通知书", "bureau"),
    "commendation": Kind(Commendation, "表扬通报", "agency"),
    "improvement_demand": Kind(ImprovementDemand, "改进要求书", "agency"),
    "coordination_opinion": Kind(CoordinationOpinion, "行政执法职责争议协调意见书", "agency"),
    "dispute_request": Kind(DisputeRequest, "关于提请决定行政执法职责争议的请示", "government"),
    "performance_suggestion": Kind(PerformanceSuggestion, "行政执法协调建议书", "agency"),
    "performance_request": Kind(PerformanceRequest, "关于不履行协调意见有关情况的请示", "government"),
    "revocation_notice": Kind(RevocationNotice, "撤销公告", "agency"),
}


def to_agency(document: Document) -> bool:
    """Whether a document is written to the agency: as it was composed, else as its kind is."""
    kind = KINDS.get(document.kind)  # a draft for the government is of no kind of its own
    return (document.addressee or (kind.addressee if kind else "")) == "agency"


def addressed(case: Case, facts: Mapping[str, Any]) -> bool:
    """Whether the document that the facts name is one written to the agency."""
    document = case.document(str(facts.get("document")))
    return document is not None and to_agency(document)
