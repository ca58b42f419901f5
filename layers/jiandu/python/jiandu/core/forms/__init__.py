"""Every form by the name the procedures use; its module is imported when the form is asked for first.

A class of pydantic takes long to make, and a request needs few of them.
"""

from collections.abc import Iterator, Mapping
from functools import cache

from jiandu.core.forms.base import Form
from jiandu.core.lookup import looked_up

WRITTEN = {
    "complaint": "intake.Complaint",
    "taken_in": "intake.TakenIn",
    "acceptance": "intake.Acceptance",
    "lead": "intake.Lead",
    "refusal": "intake.Refusal",
    "guidance": "intake.Guidance",
    "completion": "intake.Completion",
    "transfer": "intake.Transfer",
    "organ_answer": "intake.OrganAnswer",
    "supplement": "intake.Supplement",
    "taken_in_supplement": "intake.TakenInSupplement",
    "evidence_released": "evidence.EvidenceReleased",
    "evidence_refused": "evidence.EvidenceRefused",
    "withdrawal": "intake.Withdrawal",
    "result": "intake.Result",
    "rating": "intake.Rating",
    "identity_opening": "identity.IdentityOpening",
    "identity_allowance": "identity.IdentityAllowance",
    "organ_request": "identity.OrganRequest",
    "organ_handover": "identity.OrganHandover",
    "extract": "identity.Extract",
    "message_to_complainant": "identity.MessageToComplainant",
    "message_to_officer": "identity.MessageToOfficer",
    "assignment": "intake.Assignment",
    "opening_request": "inquiry.OpeningRequest",
    "approval": "inquiry.Approval",
    "reason": "inquiry.Reason",
    "send_back": "inquiry.SendBack",
    "explanation_demand": "inquiry.ExplanationDemand",
    "statement": "inquiry.Statement",
    "refusal_record": "inquiry.RefusalRecord",
    "file_demand": "inquiry.FileDemand",
    "files_handed_over": "inquiry.FilesHandedOver",
    "opening_notice": "measures.OpeningNotice",
    "transcript": "measures.Transcript",
    "survey": "measures.Survey",
    "summons": "measures.Summons",
    "talk": "measures.Talk",
    "signed_paper": "measures.SignedPaper",
    "inquiry_report": "inquiry.InquiryReport",
    "on_the_spot": "inquiry.OnTheSpot",
    "closing": "inquiry.Closing",
    "archiving": "inquiry.Archiving",
    "termination": "inquiry.Termination",
    "urging_draft": "letters.UrgingDraft",
    "opinion_draft": "letters.OpinionDraft",
    "notice_draft": "letters.NoticeDraft",
    "proposal": "letters.Proposal",
    "review": "letters.Review",
    "signature": "letters.Signature",
    "sealed_copy": "letters.SealedCopy",
    "sealed_document": "letters.SealedDocument",
    "service": "letters.ServiceRecord",
    "receipt": "letters.Receipt",
    "new_date": "letters.NewDate",
    "circular_draft": "letters.Circular",
    "suggestion_draft": "measures.SuggestionDraft",
    "suggestion_reply": "measures.SuggestionReply",
    "government_decision": "letters.GovernmentDecision",
    "objection": "replies.Objection",
    "examination": "replies.Examination",
    "answer": "replies.Answer",
    "correction_report": "replies.CorrectionReport",
    "correction_finding": "replies.CorrectionFinding",
    "correction_return": "replies.CorrectionReturn",
    "execution_report": "replies.ExecutionReport",
    "problem_notice_draft": "branches.ProblemNoticeDraft",
    "personnel_suggestion_draft": "branches.PersonnelSuggestionDraft",
    "clue_transfer_draft": "branches.ClueTransferDraft",
    "order_to_correct_draft": "branches.OrderToCorrectDraft",
    "work_report_draft": "branches.WorkReportDraft",
    "suspension": "branches.Suspension",
    "extension": "branches.Extension",
    "recusal_decision": "branches.RecusalDecision",
    "listing": "branches.Listing",
    "marking": "office.Marking",
    "instruction": "office.Instruction",
    "discussion": "office.Discussion",
    "task_done": "office.TaskDone",
    "recusal_declared": "office.RecusalDeclared",
    "recusal_request": "office.RecusalRequest",
    "recusal_by_complainant": "office.RecusalByComplainant",
    "reassignment": "office.Reassignment",
    "handing_over": "office.HandingOver",
    "merging": "office.Merging",
    "reopening": "office.Reopening",
    "obstruction": "office.Obstruction",
    "service_again": "office.ServiceAgain",
    "extension_request": "office.ExtensionRequest",
    "personnel_opening": "office.PersonnelOpening",
    "person_handled": "office.PersonHandled",
    "clue_opening": "office.ClueOpening",
    "listing_result": "office.ListingResult",
    "activity_plan": "office.ActivityPlan",
    "cases_opening": "office.CasesOpening",
    "activity_summary": "office.ActivitySummary",
    "rectification_opening": "office.RectificationOpening",
    "reporting_opening": "office.ReportingOpening",
    "work_handover": "office.WorkHandover",
    "signed_list": "office.SignedList",
    "deputising_order": "office.DeputisingOrder",
    "chasing": "office.Chasing",
    "filing_opening": "filing.FilingOpening",
    "filing_missing": "filing.FilingMissing",
    "filing_again": "filing.FilingAgain",
    "filing_receipt": "filing.FilingReceipt",
    "systems_check": "filing.SystemsCheck",
    "disposal_opening": "disposal.DisposalOpening",
    "appraisal": "disposal.Appraisal",
    "destruction": "disposal.Destruction",
    "signed_register": "disposal.SignedRegister",
    "advice": "points_work.Advice",
    "advice_answer": "points_work.AdviceAnswer",
    "adviser_told": "points_work.AdviserTold",
    "policy_proposal": "points_work.PolicyProposal",
    "policy_finding": "points_work.PolicyFinding",
    "policy_cleaned": "points_work.PolicyCleaned",
    "competition_application": "points_work.CompetitionApplication",
    "competition_result": "points_work.CompetitionResult",
    "joint_problem": "points_work.JointProblem",
    "joint_result": "points_work.JointResult",
    "departments_asked": "points_work.DepartmentsAsked",
    "department_question": "points_work.DepartmentQuestion",
    "department_reply": "points_work.DepartmentReply",
    "answer_return": "points_work.AnswerReturn",
    "question": "points_work.Question",
    "question_answer": "points_work.QuestionAnswer",
    "service_request": "points_work.ServiceRequest",
    "service_assignment": "points_work.ServiceAssignment",
    "service_provided": "points_work.ServiceProvided",
    "legislative_proposal": "points_work.LegislativeProposal",
    "adoption": "points_work.Adoption",
    "solicitation": "points_work.Solicitation",
    "consultation": "points_work.Consultation",
    "consultation_answer": "points_work.ConsultationAnswer",
    "solicitation_summary": "points_work.SolicitationSummary",
    "selection_plan": "points_round.SelectionPlan",
    "places_change": "points_round.PlacesChange",
    "nomination": "points_round.Nomination",
    "recommendation": "points_round.Recommendation",
    "self_nomination": "points_round.SelfNomination",
    "candidate_materials": "points_round.CandidateMaterials",
    "candidate_talk": "points_round.CandidateTalk",
    "conditions_finding": "points_round.ConditionsFinding",
    "candidate_score": "points_round.CandidateScore",
    "site_visit": "points_round.SiteVisit",
    "collective_decision": "points_round.CollectiveDecision",
    "list_notice": "points_round.ListNotice",
    "list_objection": "points_round.ListObjection",
    "list_objection_on_paper": "points_round.ListObjectionOnPaper",
    "list_objection_answer": "points_round.ListObjectionAnswer",
    "list_publication": "points_round.ListPublication",
    "published_on_list": "points_round.PublishedOnList",
    "point_appointment": "points_round.PointAppointment",
    "term_opening": "points_term.TermOpening",
    "term_renewal": "points_term.TermRenewal",
    "point_change": "points_term.PointChange",
    "point_display": "points_term.PointDisplay",
    "contact_plan": "points_term.ContactPlan",
    "contact_record": "points_term.ContactRecord",
    "participation": "points_term.Participation",
    "point_evaluation": "points_term.PointEvaluation",
    "commendation_draft": "points_term.CommendationDraft",
    "improvement_demand_draft": "points_term.ImprovementDemandDraft",
    "improvement_report": "points_term.ImprovementReport",
    "improvement_finding": "points_term.ImprovementFinding",
    "recheck": "points_term.Recheck",
    "revocation_proposal": "points_term.RevocationProposal",
    "point_opinion": "points_term.PointOpinion",
    "point_hearing": "points_term.PointHearing",
    "revocation_decision": "points_term.RevocationDecision",
    "dispute_application": "disputes.DisputeApplication",
    "dispute_missing": "disputes.DisputeMissing",
    "dispute_completed": "disputes.DisputeCompleted",
    "dispute_acceptance": "disputes.DisputeAcceptance",
    "dispute_withdrawal": "disputes.DisputeWithdrawal",
    "dispute_view": "disputes.DisputeView",
    "dispute_statement": "disputes.DisputeStatement",
    "dispute_reassignment": "disputes.DisputeReassignment",
    "dispute_recusal_request": "disputes.DisputeRecusalRequest",
    "dispute_recusal_decision": "disputes.DisputeRecusalDecision",
    "dispute_recusal_ruled": "disputes.DisputeRecusalRuled",
    "urgent_act": "disputes.UrgentAct",
    "meeting_call": "disputes.MeetingCall",
    "meeting_minutes": "disputes.MeetingMinutes",
    "dispute_agreement": "disputes.Agreement",
    "joint_consultation": "disputes.JointConsultation",
    "joint_opinion": "disputes.JointOpinion",
    "joint_opinion_answer": "disputes.JointOpinionAnswer",
    "coordination_opinion_draft": "disputes.CoordinationOpinionDraft",
    "dispute_request_draft": "disputes.DisputeRequestDraft",
    "government_ruling": "disputes.GovernmentRuling",
    "dispute_closing": "disputes.DisputeClosing",
    "opinion_delivered": "disputes.OpinionDelivered",
    "opinion_received": "disputes.OpinionReceived",
    "performance_report": "disputes.PerformanceReport",
    "performance_finding": "disputes.PerformanceFinding",
    "performance_suggestion_draft": "disputes.PerformanceSuggestionDraft",
    "performance_answer": "disputes.PerformanceAnswer",
    "performance_request_draft": "disputes.PerformanceRequestDraft",
    "government_measure": "disputes.GovernmentMeasure",
    "coordination_matter": "coordination.CoordinationMatter",
    "coordination_asked": "coordination.Asked",
    "participants_added": "coordination.ParticipantsAdded",
    "coordination_reply": "coordination.CoordinationReply",
    "coordination_progress": "coordination.CoordinationProgress",
    "coordination_summary": "coordination.CoordinationSummary",
    "criminal_transfer": "coordination.CriminalTransfer",
    "police_answer": "coordination.PoliceAnswer",
    "transfer_follow_up": "coordination.TransferFollowUp",
    "transfer_demand": "coordination.TransferDemand",
    "transfer_demand_answer": "coordination.TransferDemandAnswer",
    "non_transfer": "coordination.NonTransfer",
    "liaison_opening": "coordination.LiaisonOpening",
    "liaison_contacts": "coordination.LiaisonContacts",
    "liaison_meeting": "coordination.LiaisonMeeting",
    "communication": "coordination.Communication",
    "open_matters_settled": "points_term.OpenMattersSettled",
    "revocation_notice_draft": "points_term.RevocationNoticeDraft",
    "invitee": "invitees.Invitee",
    "invitation": "invitees.Invitation",
    "invitee_answer": "invitees.InviteeAnswer",
    "invitee_opinion": "invitees.InviteeOpinion",
    "own_answer": "invitees.OwnAnswer",
    "own_opinion": "invitees.OwnOpinion",
    "code_replacement": "invitees.CodeReplacement",
    "invitee_turn": "invitees.InviteeTurn",
    "plan_task": "office.PlanTask",
    "accompanying_plan": "accompanying.AccompanyingPlan",
    "content_checked": "accompanying.ContentChecked",
    "site_record": "accompanying.SiteRecord",
    "files_taken": "accompanying.FilesTaken",
    "field_material": "accompanying.FieldMaterial",
    "field_meeting": "accompanying.FieldMeeting",
    "entrustment": "accompanying.Entrustment",
    "appraisal_result": "accompanying.AppraisalResult",
    "finding_opened": "accompanying.FindingOpened",
    "guidance_given": "accompanying.GuidanceGiven",
    "accompanying_summary": "accompanying.AccompanyingSummary",
    "course_extension": "accompanying.CourseExtension",
    "demanded_date": "coordination.DemandedDate",
    "questionnaire": "questionnaires.Questionnaire",
    "questionnaire_answer": "questionnaires.QuestionnaireAnswer",
    "questionnaire_result": "questionnaires.QuestionnaireResult",
}
OF_AGENCY = (
    "statement", "files_handed_over", "objection", "correction_report", "execution_report", "suggestion_reply",
    "extension_request", "recusal_request", "department_reply", "consultation_answer",
    "improvement_report", "point_opinion", "point_change", "reason",
    "dispute_view", "performance_report", "performance_answer",
)  # fmt: skip
ON_PAPER = {f"{name}_on_paper": WRITTEN[name] for name in OF_AGENCY} | {
    "joint_answer_entered": "disputes.JointAnswerOfParty",
    "dispute_recusal_entered": "disputes.RecusalRequestOfParty",
}
DRAFTS = tuple(name for name in WRITTEN if name.endswith("_draft") or name == "proposal")
AMENDED = {f"{name}_amended": name for name in DRAFTS}


class _Forms(Mapping[str, type[Form]]):
    """The written forms and those derived from them: on paper, and a draft as a reviewer amends it."""

    _names = (*WRITTEN, *ON_PAPER, *AMENDED)

    def __getitem__(self, name: str) -> type[Form]:
        if name in self:
            return _form(name)
        raise KeyError(name)

    def __contains__(self, name: object) -> bool:
        return name in WRITTEN or name in ON_PAPER or name in AMENDED

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


FORMS = _Forms()


@cache
def _form(name: str) -> type[Form]:
    if name in AMENDED:
        from jiandu.core.forms.letters import amended

        return amended(FORMS[AMENDED[name]])
    if name in ON_PAPER:
        from jiandu.core.forms.paper import on_paper

        return on_paper(_written(ON_PAPER[name]))
    if name in DRAFTS:
        from jiandu.core.forms.letters import drafted

        return drafted(_written(WRITTEN[name]))
    return _written(WRITTEN[name])


def _written(where: str) -> type[Form]:
    form: type[Form] = looked_up(__name__, where)
    return form
