"""Conditions the rows name (``check:``): pure functions any profile could use; each says in Chinese what is missing.

A check answers None or one mistake: of a field, or of the matter itself (field ``state``).
"""

from collections.abc import Callable
from datetime import date

from jiandu.core.asked import files_asked_once, questions_asked_once
from jiandu.core.checks import (
    accompanying,
    coordination,
    course,
    disputes,
    identity,
    inquiry,
    intake,
    invitees,
    offices,
    papers,
    points_round,
    points_term,
    points_work,
    questionnaires,
    visits,
)
from jiandu.core.checks.kind import Check, Facts, first_of
from jiandu.core.checks.papers import COMPLAINANT, COMPLAINT_TO_US, hides_complainant
from jiandu.core.errors import Mistake
from jiandu.core.forms import AMENDED, FORMS, ON_PAPER
from jiandu.core.matter import Actor, Case


def _by_name(*checks: Check) -> dict[str, Check]:
    return {check.__name__: check for check in checks}


# Asked also before anything is filled in, then without facts: what they find is shown on the page.
OF_MATTER = _by_name(
    intake.ordinary_respondent, intake.vertical_respondent, intake.not_before_court, intake.completion_asked_once,
    intake.not_rated_yet, intake.entered_by_office,
    inquiry.explanation_asked, inquiry.files_asked, inquiry.report_on_file, inquiry.statement_on_file,
    inquiry.verified_unlawful_or_improper, inquiry.verified_inaction, inquiry.verified_merely_improper,
    inquiry.opening_not_notified, inquiry.talk_summoned, inquiry.paper_unscanned,
    papers.no_letter_in_preparation, papers.service_unanswered, papers.letter_in_force, papers.document_unsealed,
    papers.unread_by_agency, papers.not_archived_yet, papers.date_awaited,
    papers.filed_for_keeping, papers.not_held, papers.held,
    papers.printed_date_ahead,
    course.no_open_children, course.no_open_objection, course.lateness_stands, course.circular_stands,
    course.named_clock_runs,
    course.listing_runs,
    course.agency_clock_runs,
    offices.no_open_recusal, offices.recusal_asked_for, offices.deputising_goes_on,
    identity.identity_not_allowed_yet, identity.identity_asked, identity.identity_allowed, identity.organ_asked,
    identity.message_unread, identity.messages_within_bounds,
    points_work.everybody_asked, points_work.every_department_answered, points_work.points_answered_or_date_past,
    points_work.adoption_told_to_all,
    points_round.nominations_run, points_round.nominations_over, points_round.all_examined, points_round.notice_runs,
    points_round.objection_open, points_round.notice_over, points_round.round_over, points_round.consent_on_file,
    points_round.first_score_given, points_round.first_score_missing, points_round.second_score_missing,
    points_round.assessed, points_round.choice_carried_out, points_round.somebody_chosen,
    points_round.candidacies_settled,
    points_term.evaluated_once, points_term.evaluated_excellent, points_term.improvement_awaited,
    points_term.improvement_reported, points_term.recheck_open, points_term.point_heard,
    points_term.open_matters_are_settled, points_term.renewal_proposed,
    disputes.view_still_wanted, disputes.meeting_called, disputes.both_accepted, disputes.somebody_accepts_not,
    disputes.opinion_followed, disputes.suggestion_unanswered, disputes.unread_by_other_party,
    accompanying.officers_still_certified, accompanying.appraisal_awaited, accompanying.contents_all_checked,
    accompanying.measure_on_file, accompanying.guidance_on_file, accompanying.not_pooled_yet,
    accompanying.course_still_ahead, accompanying.course_can_be_extended,
    coordination.every_participant_answered, coordination.late_or_answered,
    questionnaires.room_for_answers,
    course.tasks_done,
    invitees.term_of_invitee_runs, invitees.opinions_within_bounds,
    invitees.code_not_handed_out, invitees.code_handed_out,
)  # fmt: skip

# Asked only of what was filled in.
OF_FACTS = _by_name(
    intake.organ_not_respondent, intake.court_reason_matches, intake.reconsideration_comes_first, intake.mergeable,
    inquiry.refused_or_late, inquiry.summoned_ahead,
    visits.certificates_shown,
    papers.not_now_before_court, papers.date_in_letter_is_working_day, papers.new_date_fits,
    papers.draft_changed, papers.checked_by_colleague, papers.disposable, papers.something_to_dispose,
    papers.secrecy_reviewed, papers.public_only_after_review,
    course.no_open_objection_unless_grave, course.late_or_grave, course.late_or_marked,
    course.clock_can_be_extended, course.decided_after_proposal, course.court_only_after_decision,
    offices.officers_of_bureau, offices.officer_named, offices.replacement_named, offices.handed_to_a_colleague,
    offices.handed_to_another_office, offices.supervised_bureau, offices.supervised_agencies, offices.deputy_fits,
    offices.respondent_supervised,
    offices.copied_to_guidance_body, offices.sealed_by_own_people,
    points_work.own_contact_points, points_work.departments_supervised, points_work.departments_not_asked_yet,
    points_work.told_in_order, points_work.serves_no_more,
    points_round.same_trades, points_round.nominated_once, points_round.of_round, points_round.chosen_of_shortlist,
    points_round.about_the_list, points_round.came_within_notice, points_round.examined_in_order,
    points_round.visited_in_order, points_round.registered_point,
    points_term.contact_point_of_bureau, points_term.county_below, points_term.something_changed,
    points_term.not_evaluated_yet, points_term.grade_fits_scores, points_term.same_contact_point,
    points_term.after_this_term, points_term.own_request_on_file, points_term.each_open_matter_named,
    points_term.announced_to_public,
    disputes.coordinator_found, disputes.meeting_ahead, disputes.copied_as_required, disputes.ruled_after_request,
    disputes.criticism_after_refusal, disputes.coordinators_named, disputes.takes_part_in_dispute,
    disputes.place_filled, disputes.signer_asked,
    accompanying.course_ahead, accompanying.officers_certified,
    accompanying.replacement_certified, accompanying.leads_still_free,
    coordination.participants_fit, coordination.participants_not_asked_yet, coordination.answered_after_transfer,
    coordination.demanded_date_ahead,
    invitees.invited_to_own_matter, invitees.not_invited_yet, invitees.invitation_awaits_answer,
    invitees.invitation_accepted, invitees.term_not_over,
    questionnaires.questionnaire_within_course, questionnaires.answers_fit,
)  # fmt: skip

CHECKS = OF_MATTER | OF_FACTS

# What a form itself cannot know without the matter, whichever row uses the form.
OF_FORM: dict[str, Check] = {
    "signature": papers.number_in_order,
    "service": papers.served_in_order,
    "service_again": papers.served_again_in_order,
    "sealed_copy": papers.sealed_in_order,
    "transcript": inquiry.recorded_in_order,
    "survey": inquiry.recorded_in_order,
    "talk": inquiry.talk_in_order,
    "site_record": inquiry.recorded_in_order,
    "files_taken": inquiry.recorded_in_order,
    "field_material": accompanying.taken_in_order,
    "field_meeting": papers.not_in_future("held_on"),
    "appraisal_result": papers.not_in_future("reported_on"),
    "accompanying_plan": hides_complainant(COMPLAINANT, title="监督名称"),
    "questionnaire": hides_complainant(COMPLAINT_TO_US, title="问卷名称", introduction="说明", questions="题目"),
    "guidance_given": first_of(
        papers.not_in_future("given_on"), hides_complainant(COMPLAINT_TO_US, to_whom="对象", guidance="指导、服务内容")
    ),
    "on_the_spot": hides_complainant(COMPLAINT_TO_US, problem="发现的问题", correction="当场纠正情况"),
    "taken_in": intake.came_lately,
    "taken_in_supplement": intake.completed_in_order,
    "organ_request": papers.not_in_future("received_on"),
    "extract": hides_complainant(COMPLAINT_TO_US, text="反映的问题（摘要）"),
    "opening_request": hides_complainant(COMPLAINT_TO_US, subject="案由"),
    "opening_notice": hides_complainant(COMPLAINT_TO_US, questions="需要说明的问题"),
    "file_demand": first_of(files_asked_once, hides_complainant(COMPLAINT_TO_US, files="调阅的案卷和材料")),
    "explanation_demand": first_of(
        questions_asked_once, hides_complainant(COMPLAINT_TO_US, questions="需要自查和说明的问题")
    ),
    **dict.fromkeys(ON_PAPER, intake.came_lately),
    "transfer": papers.names_no_person(reason="转送理由"),
    "work_report_draft": papers.period_over,
    "instruction": papers.not_in_future("given_on"),
    "discussion": papers.not_in_future("held_on"),
    "filing_receipt": papers.not_in_future("filed_on"),
    "systems_check": papers.not_in_future("checked_on"),
    "advice": papers.not_in_future("collected_on"),
    "invitation": invitees.invitation_in_order,
    **dict.fromkeys(("dispute_application", "dispute_completed"), papers.not_in_future("negotiated_on")),
    "urgent_act": papers.not_in_future("acted_on"),
    "dispute_agreement": papers.not_in_future("agreed_on"),
    **dict.fromkeys(("meeting_minutes", "joint_opinion", "liaison_meeting"), papers.not_in_future("held_on")),
    "coordination_progress": papers.not_in_future("done_on"),
    "criminal_transfer": papers.not_in_future("transferred_on"),
    "communication": papers.not_in_future("communicated_on"),
    "opinion_received": disputes.received_in_order,
    "policy_cleaned": papers.not_in_future("done_on"),
    "service_provided": papers.not_in_future("provided_on"),
    "point_display": papers.not_in_future("displayed_on"),
    "contact_record": points_term.contacted_in_order,
    "participation": papers.not_in_future("took_part_on"),
    "point_hearing": points_term.heard_in_order,
    "person_handled": papers.answered_in_order,
    "candidate_talk": papers.not_in_future("talked_on"),
    "suspension": papers.reason_printed,
    "extension": hides_complainant(COMPLAINANT, reason="延长理由"),
    "listing": first_of(
        hides_complainant(COMPLAINANT, reason="挂牌督办的理由"),
        hides_complainant(COMPLAINT_TO_US, demand="督办要求"),
    ),
    "summons": first_of(
        hides_complainant(COMPLAINANT, reason="约谈事由"),
        hides_complainant(COMPLAINT_TO_US, persons="被约谈人", place="约谈地点"),
    ),
}

# What the agency reads of a letter: of the reviewer's version as of the draft.
_PRINTED: dict[str, tuple[str, ...]] = {
    "urging_draft": ("duty", "facts", "demand"),
    "opinion_draft": ("facts", "judgement", "law", "demand"),
    "notice_draft": ("facts", "judgement", "law", "demand"),
    "suggestion_draft": ("facts", "analysis", "suggestion"),
    "circular_draft": ("scope", "text"),
    "problem_notice_draft": ("facts", "law", "suggestion"),
    "proposal": ("facts", "decision"),
    "government_decision": ("facts", "text"),
    "answer": ("reasons", "changes"),
}


def _hidden_in_print(form: str, fields: tuple[str, ...]) -> Check:
    """The fields are called as the form calls them, which is asked only when something was filled in."""

    def check(case: Case, facts: Facts, today: date) -> Mistake | None:
        titles = {field: str(FORMS[form].model_fields[field].title) for field in fields}
        return hides_complainant(COMPLAINT_TO_US, **titles)(case, facts, today)

    return check


OF_FORM |= {name: _hidden_in_print(name, fields) for name, fields in _PRINTED.items()}
OF_FORM |= {name: OF_FORM[draft] for name, draft in AMENDED.items() if draft in _PRINTED}

# What depends on who fills the form in.
OF_ACTOR: dict[str, Callable[[Actor, Facts], Mistake | None]] = {"archiving": papers.checked_by_another}

COMPUTES: dict[str, Callable[[Case, Facts, date], str]] = {"objection_route": course.objection_route}
