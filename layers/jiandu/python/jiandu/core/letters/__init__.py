"""The letters of supervision: one frozen model per kind of document, and the table of kinds."""

from dataclasses import dataclass
from typing import Literal

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
    "Decision",
    "ExplanationDemand",
    "FileDemand",
    "Guidance",
    "Item",
    "Kind",
    "Letter",
    "Notice",
    "Opinion",
    "Refusal",
    "RequestToGovernment",
    "Result",
    "Urging",
    "paragraphs",
]


@dataclass(frozen=True)
class Kind:
    """A kind of document: its model, its title, the code its number ends in, and who issues it."""

    model: type[Letter]
    title: str
    code: str | None
    issuer: Literal["bureau", "government"] = "bureau"


KINDS: dict[str, Kind] = {
    "acceptance": Kind(Acceptance, "行政执法投诉举报受理告知书", "执监受"),
    "refusal": Kind(Refusal, "不予受理告知书", "执监不受"),
    "guidance": Kind(Guidance, "救济途径告知书", "执监引"),
    "result": Kind(Result, "投诉举报处理结果告知书", "执监告"),
    "explanation_demand": Kind(ExplanationDemand, "说明情况通知书", "执监说"),
    "file_demand": Kind(FileDemand, "调阅材料通知书", "执监调"),
    "urging": Kind(Urging, "行政执法监督督办函", "执监督"),
    "opinion": Kind(Opinion, "行政执法监督意见书", "执监意"),
    "notice": Kind(Notice, "行政执法监督通知书", "执监通"),
    "answer": Kind(Answer, "复查答复书", "执监复"),
    "national_answer": Kind(Answer, "异议处理答复书", "执监复"),
    "request_to_government": Kind(RequestToGovernment, "关于提请制发行政执法监督决定书的请示", "执监请"),
    "decision": Kind(Decision, "行政执法监督决定书", None, "government"),
}
