"""The sheets 表单文书: papers printed from the record, some of them to be signed by hand; never numbered or issued."""

from collections.abc import Callable
from dataclasses import dataclass

from jiandu.core.access import reads
from jiandu.core.letters import to_agency
from jiandu.core.lookup import looked_up
from jiandu.core.matter import Case, Document, Event
from jiandu.core.sheets.text import Printing, Sheet

__all__ = ["SHEETS", "Printing", "Sheet", "SheetKind", "of_document", "of_event"]


@dataclass(frozen=True)
class SheetKind:
    """A kind of sheet: its module, its model and what fills it in there, its title, the acts it is printed from (of
    none of them, from a document), whether the agency may print it from what it may read, and whether its acts fill in
    one sheet together.
    """

    module: str
    sheet: str
    filled: str
    title: str
    actions: tuple[str, ...] = ()
    agency: bool = False
    gathered: bool = False
    issuer: str = "nobody"

    @property
    def model(self) -> type[Sheet]:
        model: type[Sheet] = looked_up(__name__, f"{self.module}.{self.sheet}")
        return model

    def fill(self, printing: Printing) -> Sheet:
        fill: Callable[[Printing], Sheet] = looked_up(__name__, f"{self.module}.{self.filled}")
        return fill(printing)


CORRECTIONS = ("report_correction", "enter_report_correction", "supplement_correction", "enter_supplement_correction")
SHEETS: dict[str, SheetKind] = {
    "opening_approval": SheetKind(
        "approvals",
        "OpeningApproval",
        "opening_approval",
        "立案审批表",
        ("request_opening", "open_case", "decline_opening"),
        gathered=True,
    ),
    "closing_approval": SheetKind("approvals", "ClosingApproval", "closing_approval", "结案审批表", ("close",)),
    "transcript": SheetKind("inquiries", "Transcript", "transcript", "询问笔录", ("question",)),
    "survey_record": SheetKind("inquiries", "SurveyRecord", "survey_record", "勘验笔录", ("survey",)),
    "inquiry_report": SheetKind("inquiries", "InquiryReport", "inquiry_report", "调查报告", ("inquiry_report",)),
    "talk_minutes": SheetKind("inquiries", "TalkMinutes", "talk_minutes", "约谈纪要", ("record_talk",), agency=True),
    "objection_form": SheetKind(
        "replies", "ObjectionForm", "objection_form", "复查申请书", ("object", "enter_object"), agency=True
    ),
    "correction_report": SheetKind(
        "replies", "CorrectionReport", "correction_report", "纠正情况报告", CORRECTIONS, agency=True
    ),
    "execution_report": SheetKind(
        "replies",
        "ExecutionReport",
        "execution_report",
        "执行情况报告",
        ("report_execution", "enter_report_execution"),
        agency=True,
    ),
    "review_record": SheetKind("replies", "ReviewRecord", "review_record", "论证记录", ("review_objection",)),
    "adoption_notice": SheetKind(
        "points_work",
        "AdoptionNotice",
        "adoption_notice",
        "采纳情况反馈单",
        ("feed_back_opinion", "feed_back_proposal"),
        agency=True,
    ),
    "proof_of_service": SheetKind("service", "ProofOfService", "proof_of_service", "送达回证"),
    "disposal_register": SheetKind("disposals", "DisposalRegister", "disposal_register", "档案销毁清册", ("appraise",)),
    "point_certificate": SheetKind("points", "PointCertificate", "point_certificate", "聘书", ("appoint",)),
    "point_plaque": SheetKind("points", "PointPlaque", "point_plaque", "牌匾文字", ("appoint",)),
    "site_record": SheetKind("accompanying", "SiteSheet", "site_sheet", "现场监督记录", ("record_site",)),
    "files_list": SheetKind("accompanying", "FilesList", "files_list", "调取材料清单", ("take_files",)),
    "entrustment": SheetKind("accompanying", "EntrustmentSheet", "entrustment_sheet", "委托书", ("entrust_appraisal",)),
    "accompanying_report": SheetKind(
        "accompanying",
        "AccompanyingReport",
        "accompanying_report",
        "伴随式行政执法监督总结报告",
        ("sum_up_accompanying",),
    ),
    "questionnaire_results": SheetKind(
        "questionnaires",
        "QuestionnaireResults",
        "questionnaire_results",
        "问卷统计表",
        ("close_questionnaire", "conclude_questionnaire"),
    ),
    "invitee_certificate": SheetKind(
        "invitees", "InviteeCertificate", "invitee_certificate", "聘书", ("appoint_invitee",)
    ),
    "draft_sheet": SheetKind("approvals", "DraftSheet", "draft_sheet", "发文稿纸"),
}


def of_event(case: Case, event: Event, seen: str | None) -> tuple[str, ...]:
    """The kinds of sheet to be printed from an act; whoever asks may read the act."""
    kinds = [kind for kind, sheet in SHEETS.items() if event.action in sheet.actions]
    if _in_preparation(case, event):
        kinds.append("draft_sheet")
    if case.matter.kind == "opinion_performance" and event.action == "open_child":
        kinds.append("proof_of_service")
    return tuple(kind for kind in kinds if reads(seen, "typed") or SHEETS[kind].agency)


def of_document(document: Document, seen: str | None) -> tuple[str, ...]:
    """The kinds of sheet the bureau prints of a document it issued; for an opinion to both sides of a dispute each
    signs in its own share of it.
    """
    if not reads(seen, "documents") or not document.number or document.status == "void":
        return ()
    proof = ("proof_of_service",) if to_agency(document) and document.kind != "coordination_opinion" else ()
    return (*proof, "draft_sheet") if "drafter" in document.hands else proof


def _in_preparation(case: Case, event: Event) -> bool:
    """Whether the act is the latest draft of the letter in preparation, which is not signed yet."""
    letter = case.matter.letter
    if letter is None or letter.document or event.action != f"draft_{letter.kind}":
        return False
    return event.n == max(e.n for e in case.events if e.action == event.action)
