"""The letters of supervision: one frozen model per kind of document, and the table of kinds."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from jiandu.core.letters.text import Issued
from jiandu.core.lookup import looked_up
from jiandu.core.matter import Case, Document

Addressee = Literal["complainant", "agency", "government", "organ", "officer", "bureau"]


@dataclass(frozen=True)
class Kind:
    """A kind of document: where its model is, its title, to whom it is written, and who issues it; the code of its
    number is the profile's. The agency is whoever is supervised: by an order to correct, a bureau, or a contact point.
    """

    letter: str
    title: str
    addressee: Addressee
    issuer: Literal["bureau", "government"] = "bureau"

    @property
    def model(self) -> type[Issued]:
        model: type[Issued] = looked_up(__name__, self.letter)
        return model


KINDS: dict[str, Kind] = {
    "acceptance": Kind("notices.Acceptance", "行政执法投诉举报受理告知书", "complainant"),
    "refusal": Kind("notices.Refusal", "不予受理告知书", "complainant"),
    "guidance": Kind("notices.Guidance", "救济途径告知书", "complainant"),
    "result": Kind("notices.Result", "投诉举报处理结果告知书", "complainant"),
    "explanation_demand": Kind("inquiries.ExplanationDemand", "说明情况通知书", "agency"),
    "file_demand": Kind("inquiries.FileDemand", "调阅材料通知书", "agency"),
    "urging": Kind("supervision.Urging", "行政执法监督督办函", "agency"),
    "opinion": Kind("supervision.Opinion", "行政执法监督意见书", "agency"),
    "notice": Kind("supervision.Notice", "行政执法监督通知书", "agency"),
    "answer": Kind("supervision.Answer", "复查答复书", "agency"),
    "national_answer": Kind("supervision.Answer", "异议处理答复书", "agency"),
    "request_to_government": Kind(
        "decisions.RequestToGovernment", "关于提请制发行政执法监督决定书的请示", "government"
    ),
    "decision": Kind("decisions.Decision", "行政执法监督决定书", "agency", "government"),
    "completion_notice": Kind("branches.CompletionNotice", "补正通知书", "complainant"),
    "transfer_letter": Kind("branches.TransferLetter", "转送函", "organ"),
    "problem_notice": Kind("branches.ProblemNotice", "问题告知函", "organ"),
    "personnel_suggestion": Kind("branches.PersonnelSuggestion", "人员处理建议函", "organ"),
    "clue_transfer": Kind("branches.ClueTransfer", "问题线索移送函", "organ"),
    "order_to_correct": Kind("branches.OrderToCorrect", "责令限期改正通知书", "agency"),
    "work_report": Kind("branches.WorkReport", "行政执法监督工作报告", "government"),
    "suspension_notice": Kind("branches.SuspensionNotice", "中止监督通知书", "agency"),
    "termination_notice": Kind("branches.TerminationNotice", "终止监督通知书", "agency"),
    "extension_notice": Kind("branches.ExtensionNotice", "延长办理期限通知书", "agency"),
    "recusal_decision": Kind("branches.RecusalDecision", "回避决定书", "officer"),
    "case_notice": Kind("course.CaseNotice", "行政执法监督立案通知书", "agency"),
    "summons": Kind("course.Summons", "约谈通知书", "agency"),
    "suggestion": Kind("course.Suggestion", "行政执法监督建议书", "agency"),
    "circular": Kind("course.Circular", "通报", "agency"),
    "new_date": Kind("course.NewDate", "关于重新确定期限的函", "agency"),
    "listing_notice": Kind("branches.ListingNotice", "挂牌督办通知书", "bureau"),
    "commendation": Kind("points.Commendation", "表扬通报", "agency"),
    "improvement_demand": Kind("points.ImprovementDemand", "改进要求书", "agency"),
    "coordination_opinion": Kind("disputes.CoordinationOpinion", "行政执法职责争议协调意见书", "agency"),
    "dispute_request": Kind("disputes.DisputeRequest", "关于提请决定行政执法职责争议的请示", "government"),
    "performance_suggestion": Kind("disputes.PerformanceSuggestion", "行政执法协调建议书", "agency"),
    "performance_request": Kind("disputes.PerformanceRequest", "关于不履行协调意见有关情况的请示", "government"),
    "revocation_notice": Kind("points.RevocationNotice", "撤销公告", "agency"),
}


def to_agency(document: Document) -> bool:
    """Whether a document is written to the agency: as it was composed, else as its kind is."""
    kind = KINDS.get(document.kind)  # a draft for the government is of no kind of its own
    return (document.addressee or (kind.addressee if kind else "")) == "agency"


def addressed(case: Case, facts: Mapping[str, Any]) -> bool:
    """Whether the document that the facts name is one written to the agency."""
    document = case.document(str(facts.get("document")))
    return document is not None and to_agency(document)
