"""The sheets 表单文书: papers printed from the record, some of them to be signed by hand; never numbered or issued."""

from collections.abc import Callable
from dataclasses import dataclass

from jiandu.core.access import reads
from jiandu.core.letters import to_agency
from jiandu.core.matter import Case, Document, Event
from jiandu.core.sheets.accompanying import (
    AccompanyingReport,
    EntrustmentSheet,
    FilesList,
    SiteSheet,
    accompanying_report,
    entrustment_sheet,
    files_list,
    site_sheet,
)
from jiandu.core.sheets.approvals import (
    ClosingApproval,
    DraftSheet,
    OpeningApproval,
    closing_approval,
    draft_sheet,
    opening_approval,
)
from jiandu.core.sheets.disposals import DisposalRegister, disposal_register
from jiandu.core.sheets.inquiries import (
    InquiryReport,
    SurveyRecord,
    TalkMinutes,
    Transcript,
    inquiry_report,
    survey_record,
    talk_minutes,
    transcript,
)
from jiandu.core.sheets.invitees import InviteeCertificate, invitee_certificate
from jiandu.core.sheets.points import PointCertificate, PointPlaque, point_certificate, point_plaque
from jiandu.core.sheets.points_work import AdoptionNotice, adoption_notice
from jiandu.core.sheets.replies import (
    CorrectionReport,
    ExecutionReport,
    ObjectionForm,
    ReviewRecord,
    correction_report,
    execution_report,
    objection_form,
    review_record,
)
from jiandu.core.sheets.service import ProofOfService, proof_of_service
from jiandu.core.sheets.text import Printing, Sheet

__all__ = ["SHEETS", "Printing", "Sheet", "SheetKind", "of_document", "of_event"]


@dataclass(frozen=True)
class SheetKind:
    """A kind of sheet: its model, its title, how it is filled in, the acts it is printed from (of none of them, from
    a document), whether the agency may print it from what it may read, and whether its acts fill in one sheet together.
    """

    model: type[Sheet]
    title: str
    fill: Callable[[Printing], Sheet]
    actions: tuple[str, ...] = ()
    agency: bool = False
    gathered: bool = False
    issuer: str = "nobody"


CORRECTIONS = ("report_correction", "enter_report_correction", "supplement_correction", "enter_supplement_correction")
SHEETS: dict[str, SheetKind] = {
    "opening_approval": SheetKind(
        OpeningApproval,
        "立案审批表",
        opening_approval,
        ("request_opening", "open_case", "decline_opening"),
        gathered=True,
    ),
    "closing_approval": SheetKind(ClosingApproval, "结案审批表", closing_approval, ("close",)),
    "transcript": SheetKind(Transcript, "询问笔录", transcript, ("question",)),
    "survey_record": SheetKind(SurveyRecord, "勘验笔录", survey_record, ("survey",)),
    "inquiry_report": SheetKind(InquiryReport, "调查报告", inquiry_report, ("inquiry_report",)),
    "talk_minutes": SheetKind(TalkMinutes, "约谈纪要", talk_minutes, ("record_talk",), agency=True),
    "objection_form": SheetKind(ObjectionForm, "复查申请书", objection_form, ("object", "enter_object"), agency=True),
    "correction_report": SheetKind(CorrectionReport, "纠正情况报告", correction_report, CORRECTIONS, agency=True),
    "execution_report": SheetKind(
        ExecutionReport, "执行情况报告", execution_report, ("report_execution", "enter_report_execution"), agency=True
    ),
    "review_record": SheetKind(ReviewRecord, "论证记录", review_record, ("review_objection",)),
    "adoption_notice": SheetKind(
        AdoptionNotice, "采纳情况反馈单", adoption_notice, ("feed_back_opinion", "feed_back_proposal"), agency=True
    ),
    "proof_of_service": SheetKind(ProofOfService, "送达回证", proof_of_service),
    "disposal_register": SheetKind(DisposalRegister, "档案销毁清册", disposal_register, ("appraise",)),
    "point_certificate": SheetKind(PointCertificate, "聘书", point_certificate, ("appoint",)),
    "point_plaque": SheetKind(PointPlaque, "牌匾文字", point_plaque, ("appoint",)),
    "site_record": SheetKind(SiteSheet, "现场监督记录", site_sheet, ("record_site",)),
    "files_list": SheetKind(FilesList, "调取材料清单", files_list, ("take_files",)),
    "entrustment": SheetKind(EntrustmentSheet, "委托书", entrustment_sheet, ("entrust_appraisal",)),
    "accompanying_report": SheetKind(
        AccompanyingReport, "伴随式行政执法监督总结报告", accompanying_report, ("sum_up_accompanying",)
    ),
    "invitee_certificate": SheetKind(
        InviteeCertificate, "特邀监督人员聘书", invitee_certificate, ("appoint_invitee",)
    ),
    "draft_sheet": SheetKind(DraftSheet, "发文稿纸", draft_sheet),
}


def of_event(case: Case, event: Event, seen: str | None) -> tuple[str, ...]:
    """The kinds of sheet to be printed from an act; whoever asks may read the act."""
    kinds = [kind for kind, sheet in SHEETS.items() if event.action in sheet.actions]
    if _in_preparation(case, event):
        kinds.append("draft_sheet")
    return tuple(kind for kind in kinds if reads(seen, "typed") or SHEETS[kind].agency)


def of_document(document: Document, seen: str | None) -> tuple[str, ...]:
    """The kinds of sheet the bureau prints of a document it issued."""
    if not reads(seen, "documents") or not document.number or document.status == "void":
        return ()
    proof = ("proof_of_service",) if to_agency(document) else ()
    return (*proof, "draft_sheet") if "drafter" in document.hands else proof


def _in_preparation(case: Case, event: Event) -> bool:
    """Whether the act is the latest draft of the letter in preparation, which is not signed yet."""
    letter = case.matter.letter
    if letter is None or letter.document or event.action != f"draft_{letter.kind}":
        return False
    return event.n == max(e.n for e in case.events if e.action == event.action)
