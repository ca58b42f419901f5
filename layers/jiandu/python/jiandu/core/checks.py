"""Conditions the rows name (``check:``): pure functions any profile could use; each says in Chinese what is missing."""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from jiandu.core.calendar import Calendar
from jiandu.core.chinese import chinese_date
from jiandu.core.clocks import in_time
from jiandu.core.deadlines import SHANGHAI, shanghai_day
from jiandu.core.errors import Mistake
from jiandu.core.forms import FORMS
from jiandu.core.forms.paper import Papers
from jiandu.core.matter import Case, Document

Facts = Mapping[str, Any]
Check = Callable[[Case, Facts, date], Mistake | None]

CORRECTING = ("performance", "correction", "renewed_correction")
ANSWERED_BY_AGENCY = ("explanation", "files", *CORRECTING, "execution")


def _state(rule: str, message: str) -> Mistake:
    return Mistake("state", rule, message)


def ordinary_respondent(case: Case, facts: Facts, today: date) -> Mistake | None:
    """NAT-02, NAT-42: letters of the ladder go to own departments, lower governments and authorised bodies."""
    agency = case.organisation(case.matter.respondent)
    if agency.vertical:
        return _state(
            "ordinary_respondent",
            f"{agency.name}实行垂直管理，不适用意见书、决定书；应当将问题告知其上一级主管部门。",
        )
    bureau = case.organisations.get(agency.bureau or "")
    above = {bureau.bureau if bureau else None, agency.parent}
    if case.matter.owner not in {agency.bureau, *above} and not case.matter.handed_over:
        return _state("ordinary_respondent", f"{agency.name}不在本机关的监督范围内，请转有权机关。")
    return None


def not_before_court(case: Case, facts: Facts, today: date) -> Mistake | None:
    """Order 825 art. 33: a dispute in reconsideration or litigation is not supervised again."""
    origin = case.parent or case
    told = origin.told
    if {"reconsideration", "litigation"} & set(told.get("elsewhere", ())) and case.matter.kind == "complaint":
        return _state(
            "not_before_court",
            "投诉举报人填写争议已进入行政复议或者行政诉讼，依法不重复监督；请不予受理，或者仅就执法人员行为列为线索。",
        )
    return None


def not_now_before_court(case: Case, facts: Facts, today: date) -> Mistake | None:
    """The same, asked again before every letter: the officer confirms it by name."""
    if not facts.get("checked"):
        return Mistake("checked", "not_now_before_court", "请先核实争议没有进入行政复议、行政诉讼。")
    return None


def court_reason_matches(case: Case, facts: Facts, today: date) -> Mistake | None:
    """A petition or a hotline call is no ground for refusal (practice 7)."""
    told = set(case.told.get("elsewhere", ()))
    if facts["reason"] != "reconsideration_or_litigation" or told & {"reconsideration", "litigation"}:
        return None
    if told and told <= {"petition", "hotline"}:
        return Mistake(
            "reason", "court_reason_matches", "信访、热线反映过不是不予受理的理由；争议须已进入复议或者诉讼。"
        )
    return None


def reconsideration_comes_first(case: Case, facts: Facts, today: date) -> Mistake | None:
    """For the kinds of problem the profile lists reconsideration comes first; a direct suit must not be offered."""
    situation = case.choices["reconsideration_first"].get(case.matter.category or "")
    if situation and facts["channel"] != "reconsideration":
        message = f"{situation}的，应当先申请行政复议，不得引导直接起诉。"
        return Mistake("channel", "reconsideration_comes_first", message)
    if (facts["channel"] == "reconsideration") != bool(facts["ground"]):
        return Mistake("ground", "with_reconsideration_first", "先申请复议的，选择一种情形；其他的不选。")
    return None


def officers_of_bureau(case: Case, facts: Facts, today: date) -> Mistake | None:
    """At least two different supervisors of the bureau."""
    chosen = facts["officers"]
    able = {p.id for p in case.people.values() if "supervisor" in p.roles and p.organisation == case.matter.owner}
    if len(set(chosen)) < 2 or not set(chosen) <= able:
        return Mistake("officers", "officers_of_bureau", "请从本机关行政执法监督人员中指定两名以上不同的承办人。")
    if any(case.matter.recusals.get(person) == "recused" for person in chosen):
        return Mistake("officers", "not_recused", "所选人员中有人已经回避，请另行指定。")
    return None


def date_in_letter_is_working_day(case: Case, facts: Facts, today: date) -> Mistake | None:
    """A date printed in a letter lies ahead and is no rest day (practice 1)."""
    day = date.fromisoformat(str(facts["due_on"]))
    calendar = Calendar.published()
    if day <= today:
        return Mistake("due_on", "ahead", "期限日期应当在今日之后。")
    if day > today + timedelta(days=366):
        return Mistake("due_on", "within_a_year", "期限日期不应超过一年。")
    if not calendar.is_working_day(day):
        reason = calendar.reason(day)
        return Mistake("due_on", "working_day", f"{chinese_date(day)}是休息日（{reason}），文书内的期限请填工作日。")
    return None


def date_in_letter_still_ahead(case: Case, facts: Facts, today: date) -> Mistake | None:
    """Served after its own date, a letter needs a new one (practice 1)."""
    in_force = case.document(case.matter.in_force)
    serving = case.matter.letter is not None and case.matter.letter.stage == "serving"
    draft = case.letter_facts if serving or in_force is None else case.facts_at(in_force.draft)
    served = date.fromisoformat(str(facts.get("served_on") or today))
    if draft.get("due_on") and served >= date.fromisoformat(str(draft["due_on"])):
        return Mistake(
            "served_on" if facts.get("served_on") else "state",
            "date_in_letter_still_ahead",
            f"文书载明的期限（{draft['due_on']}）不晚于收到日期，应当重新确定期限后再送达。",
        )
    return None


def explanation_asked(case: Case, facts: Facts, today: date) -> Mistake | None:
    """A statement answers a demand."""
    if case.running("explanation") is None:
        return _state("explanation_asked", "没有正在等待的情况说明；请先要求自查并说明情况。")
    return None


def files_asked(case: Case, facts: Facts, today: date) -> Mistake | None:
    """Files are handed over on demand."""
    if case.running("files") is None:
        return _state("files_asked", "没有正在等待的调阅材料。")
    return None


def refused_or_late(case: Case, facts: Facts, today: date) -> Mistake | None:
    """A refusal is recorded when it was said, or when the time to explain has run out."""
    if facts.get("refused") or "explanation" in case.matter.late:
        return None
    return Mistake("refused", "refused_or_late", "说明期限尚未届满；对方明确拒绝的，请勾选并写明情况。")


def report_on_file(case: Case, facts: Facts, today: date) -> Mistake | None:
    """No letter without an inquiry report (practice 5)."""
    if case.facts_of("inquiry_report") is None:
        return _state("report_on_file", "没有调查报告，不能制发文书；请先提交调查报告。")
    return None


def statement_on_file(case: Case, facts: Facts, today: date) -> Mistake | None:
    """No letter without the agency's statement or its recorded refusal (practice 5)."""
    if case.facts_of("give_statement", "enter_give_statement", "record_refusal") is None:
        return _state("statement_on_file", "没有行政执法机关的情况说明，也没有拒不说明的记录，不能制发文书。")
    return None


def verified_unlawful_or_improper(case: Case, facts: Facts, today: date) -> Mistake | None:
    """An 意见书 needs a verified unlawful or clearly improper act (Order 825 art. 28)."""
    report = case.facts_of("inquiry_report")
    if report and report["finding"] not in ("unlawful", "improper"):
        return _state(
            "verified_unlawful_or_improper",
            "调查报告没有认定违法或者明显不当，不能制发意见书；不履行职责的用督办函。",
        )
    return None


def verified_inaction(case: Case, facts: Facts, today: date) -> Mistake | None:
    """A 督办函 needs a duty not performed (Order 825 art. 27)."""
    report = case.facts_of("inquiry_report")
    if report and report["finding"] != "inaction":
        return _state(
            "verified_inaction", "调查报告没有认定应当履行而未履行职责，不能制发督办函；违法或者明显不当的用意见书。"
        )
    return None


def no_letter_in_preparation(case: Case, facts: Facts, today: date) -> Mistake | None:
    """One letter at a time."""
    letter = case.matter.letter
    if letter is not None:
        return _state("no_letter_in_preparation", "还有正在办理的文书，请先办完或者撤销拟稿。")
    return None


def no_open_children(case: Case, facts: Facts, today: date) -> Mistake | None:
    """The complainant is told when the case has ended."""
    if any(child.open for child in case.matter.children.values()):
        return _state("no_open_children", "个案监督案件尚未办结，不能告知最终处理结果。")
    return None


def no_open_objection(case: Case, facts: Facts, today: date) -> Mistake | None:
    """One objection at a time, and none left open at the end."""
    if any(c.open and c.kind == "objection" for c in case.matter.children.values()):
        return _state("no_open_objection", "异议正在复查，请等待答复。")
    return None


def no_open_objection_unless_grave(case: Case, facts: Facts, today: date) -> Mistake | None:
    """A proposal waits for an open objection unless the matter is grave (practice 6)."""
    if facts.get("grave") or case.matter.grave:
        return None
    if no_open_objection(case, facts, today):
        return _state("no_open_objection_unless_grave", "异议尚未答复，除重大问题外不能提请政府决定。")
    return None


def late_or_grave(case: Case, facts: Facts, today: date) -> Mistake | None:
    """Order 825 art. 29: a grave matter, or a letter not followed in time."""
    if facts.get("grave") or set(case.matter.late) & set(CORRECTING):
        return None
    return _state("late_or_grave", "履职、纠正期限尚未届满；只有逾期或者重大问题才能提请政府决定。")


def late_or_marked(case: Case, facts: Facts, today: date) -> Mistake | None:
    """A circular for lateness needs a lateness on record."""
    if facts["reason"] == "late" and not case.matter.was_late:
        return Mistake("reason", "late_or_marked", "本案没有逾期记录，请选择其他事由。")
    return None


def letter_in_force(case: Case, facts: Facts, today: date) -> Mistake | None:
    """An objection is against a letter that was served."""
    if case.document(case.matter.in_force) is None:
        return _state("letter_in_force", "没有已送达的监督文书，无从提出异议。")
    return None


def decided_after_proposal(case: Case, facts: Facts, today: date) -> Mistake | None:
    """The decision's day, and what a decision must name."""
    day = date.fromisoformat(str(facts["decided_on"]))
    proposed = max(shanghai_day(e.happened_at) for e in case.events if e.action == "seal_request_to_government")
    if not proposed <= day <= today:
        return Mistake("decided_on", "between", f"决定日期应当在提请之日（{proposed}）至今日之间。")
    if facts["outcome"] == "declined":
        if facts["kinds"] or facts["number"]:
            return Mistake("kinds", "none_when_declined", "不予制发的，不选处理决定、不填文号。")
        return None
    for name, title in (("kinds", "处理决定"), ("number", "决定书文号"), ("text", "决定事项")):
        if not facts[name]:
            return Mistake(name, "required_when_decided", f"制发决定书的，请填写{title}。")
    owner = case.organisation(case.matter.owner)
    if str(facts["number"]).startswith(owner.short):
        return Mistake("number", "government_series", "决定书由政府办公室编号，不能使用本机关的文号。")
    return None


def completion_asked_once(case: Case, facts: Facts, today: date) -> Mistake | None:
    """What is missing is asked for once, all of it."""
    if case.facts_of("request_completion") is not None:
        return _state("completion_asked_once", "已经通知过补正，不得再次要求；请依法受理或者不予受理。")
    return None


def not_rated_yet(case: Case, facts: Facts, today: date) -> Mistake | None:
    """One rating."""
    return _state("not_rated_yet", "您已经评价过了。") if case.facts_of("rate") is not None else None


def document_unsealed(case: Case, facts: Facts, today: date) -> Mistake | None:
    """A sealed copy belongs to an issued document that has none yet, and is not older than it."""
    waiting = {d.id: d for d in case.unsealed}
    if not waiting:
        return _state("document_unsealed", "没有等待上传用印正本的文书。")
    if not facts:
        return None
    document = waiting.get(str(facts["document"]))
    if document is None:
        return Mistake("document", "document_unsealed", "请选择尚未上传用印正本的文书。")
    if not document.issued_on <= date.fromisoformat(str(facts["sealed_on"])) <= today:
        return Mistake("sealed_on", "between", "用印日期应当在签发之日至今日之间。")
    return None


def unread_by_agency(case: Case, facts: Facts, today: date) -> Mistake | None:
    """Something is there to be read."""
    return None if case.matter.unread else _state("unread_by_agency", "没有未读内容。")


def vertical_respondent(case: Case, facts: Facts, today: date) -> Mistake | None:
    """NAT-42: only of a vertically run agency is the superior told."""
    agency = case.organisation(case.matter.respondent)
    if not agency.vertical:
        return _state("vertical_respondent", f"{agency.name}不实行垂直管理，请按个案监督程序办理。")
    return None


def clock_can_be_extended(case: Case, facts: Facts, today: date) -> Mistake | None:
    """One clock that runs, has a date and is not over; the new date is a later working day."""
    clock = next((c for c in case.clocks if c.key == facts["clock"] and c.status == "running"), None)
    if clock is None or clock.due is None or clock.name not in ANSWERED_BY_AGENCY:
        return Mistake("clock", "running", "请选择行政执法机关正在计算、有截止日期的期限。")
    if clock.breached_at:
        return Mistake("clock", "still_running", "期限已经届满，不能延长。")
    day = date.fromisoformat(str(facts["due_on"]))
    if day <= clock.due:
        return Mistake("due_on", "later", f"延长后的日期应当晚于原期限（{clock.due}）。")
    return date_in_letter_is_working_day(case, facts, today)


def named_clock_runs(case: Case, facts: Facts, today: date) -> Mistake | None:
    """A task that is reported done is one still open."""
    tasks = [c for c in case.clocks if c.name == "task" and c.status == "running"]
    if not tasks:
        return _state("named_clock_runs", "没有未完成的交办任务。")
    if facts and facts["clock"] not in {c.key for c in tasks}:
        return Mistake("clock", "named_clock_runs", "请选择未完成的交办任务。")
    return None


def listing_runs(case: Case, facts: Facts, today: date) -> Mistake | None:
    """A report ends a listing."""
    return None if case.running("listing") else _state("listing_runs", "没有正在挂牌督办的期限。")


def no_open_recusal(case: Case, facts: Facts, today: date) -> Mistake | None:
    """A matter whose officers are in question is not handed on."""
    if "asked" in case.matter.recusals.values():
        return _state("no_open_recusal", "回避申请尚未决定。")
    return None


def recusal_asked_for(case: Case, facts: Facts, today: date) -> Mistake | None:
    """A decision answers a question."""
    if "asked" not in case.matter.recusals.values():
        return _state("recusal_asked_for", "没有待决定的回避申请。")
    return None


def officer_named(case: Case, facts: Facts, today: date) -> Mistake | None:
    """Whoever is to recuse is one of the matter's officers."""
    if facts["officer"] not in case.matter.officers:
        return Mistake("officer", "officer_named", "请从本案承办人中选择。")
    return None


def replacement_named(case: Case, facts: Facts, today: date) -> Mistake | None:
    """The decision is about who was asked; whoever recuses is replaced by another supervisor."""
    recusals, officer = case.matter.recusals, facts["officer"]
    if recusals.get(officer) != "asked" and recusals.get("*") != "asked":
        return Mistake("officer", "replacement_named", "没有人申请该人员回避，请重新选择。")
    if facts["outcome"] != "recused":
        return None
    able = {p.id for p in case.people.values() if "supervisor" in p.roles and p.organisation == case.matter.owner}
    if facts["replacement"] not in able - {*case.matter.officers, *recusals}:
        return Mistake("replacement", "replacement_named", "请另行指定一名没有回避情形的监督人员接替。")
    return None


def handed_to_another_office(case: Case, facts: Facts, today: date) -> Mistake | None:
    """Up, down or across to another bureau, or to the respondent's own superior department (WH-3.1)."""
    target = case.organisations.get(str(facts["owner"]))
    agency = case.organisations.get(case.matter.respondent)
    if target is None or not target.open or target.id == case.matter.owner:
        return Mistake("owner", "handed_to_another_office", "请选择另一个行政执法监督机构。")
    department = target.kind == "agency" and agency is not None and agency.parent == target.id
    if target.kind != "bureau" and not department:
        return Mistake("owner", "handed_to_another_office", "只能移交司法行政机关，或者被监督机关的上级主管部门。")
    return None


def mergeable(case: Case, facts: Facts, today: date) -> Mistake | None:
    """A duplicate joins an open complaint of the same office about the same agency, itself joined to none."""
    main = case.other.matter if case.other else None
    if main is None or main.owner != case.matter.owner or main.kind != "complaint" or main.id == case.matter.id:
        return Mistake("into", "mergeable", "没有这件投诉举报，请核对编号。")
    if main.respondent != case.matter.respondent:
        return Mistake("into", "mergeable", "两件投诉举报反映的不是同一行政执法机关，不能并案。")
    if main.closed_at or main.merged_into:
        return Mistake("into", "mergeable", f"{main.number}已经办结或者已经并入其他事项，不能再并入。")
    if case.matter.merged:
        return _state("mergeable", "已有其他投诉举报并入本件，不能再并入别件。")
    return None


def court_only_after_decision(case: Case, facts: Facts, today: date) -> Mistake | None:
    """After the government has decided only reconsideration or litigation stops supervision."""
    decided = case.matter.state in ("decided", "executing", "execution_reported")
    if decided and facts["cause"] not in ("reconsideration", "litigation"):
        return Mistake("cause", "court_only_after_decision", "政府决定作出后，只有争议进入复议、诉讼的才能终止监督。")
    return None


def handed_to_a_colleague(case: Case, facts: Facts, today: date) -> Mistake | None:
    """Work is handed to another supervisor of the same bureau."""
    own = {p.id: p for p in case.people.values() if p.organisation == case.matter.owner}
    given, taken = facts["from_person"], own.get(facts["to_person"])
    if given not in own:
        return Mistake("from_person", "handed_to_a_colleague", "请选择本机关人员。")
    if taken is None or "supervisor" not in taken.roles or taken.id == given:
        return Mistake("to_person", "handed_to_a_colleague", "接收人应当是本机关另一名行政执法监督人员。")
    if not facts.get("list"):
        return Mistake("from_person", "something_in_hand", "该人员没有未结的承办事项。")
    return None


def supervised_bureau(case: Case, facts: Facts, today: date) -> Mistake | None:
    """NAT-39: the addressee is a bureau directly below."""
    target = case.organisations.get(str(facts["respondent"]))
    if target is None or target.kind != "bureau" or target.bureau != case.matter.owner:
        return Mistake("respondent", "supervised_bureau", "请选择下一级行政执法监督机构。")
    return None


def supervised_agencies(case: Case, facts: Facts, today: date) -> Mistake | None:
    """Each agency of an activity is the bureau's own to supervise, and none is named twice."""
    named = list(facts["agencies"])
    able = {
        o.id for o in case.organisations.values() if o.bureau == case.matter.owner and o.open and not o.vertical
    } - {case.matter.owner}
    if not set(named) <= able or len(set(named)) < len(named):
        return Mistake("agencies", "supervised_agencies", "请选择本机关监督的行政执法机关，垂直管理的除外，不得重复。")
    return None


def organ_not_respondent(case: Case, facts: Facts, today: date) -> Mistake | None:
    """A problem of a vertically run agency is told to its superior, not to itself."""
    agency = case.organisations.get(case.matter.respondent)
    if agency and facts["superior"] == agency.name:
        return Mistake("superior", "organ_not_respondent", "问题告知函发给上一级主管部门，不发给该机关本身。")
    return None


def _served_in_order(case: Case, facts: Facts, today: date) -> Mistake | None:
    letter = case.matter.letter
    return _received(case.document(letter.document if letter else None), facts, today)


def _served_again_in_order(case: Case, facts: Facts, today: date) -> Mistake | None:
    """An earlier proof is earlier than the service on record; a service made good is not."""
    document = case.document(case.matter.in_force)
    if mistake := _received(document, facts, today):
        return mistake
    on_record = document.service.served_on if document and document.service else today
    earlier = date.fromisoformat(str(facts["served_on"])) < on_record
    if facts["cause"] == "earlier_proof" and not earlier:
        return Mistake("served_on", "earlier", f"更早的送达凭证，收到日期应当早于原登记的收到日期（{on_record}）。")
    if facts["cause"] == "defective" and earlier:
        return Mistake("served_on", "not_earlier", f"重新送达的收到日期不能早于原登记的收到日期（{on_record}）。")
    return None


def _received(document: Document | None, facts: Facts, today: date) -> Mistake | None:
    day = date.fromisoformat(str(facts["served_on"]))
    if day > today:
        return Mistake("served_on", "not_in_future", "收到日期不能在今日之后。")
    if document and day < document.issued_on:
        return Mistake("served_on", "not_before_signing", f"收到日期不能早于签发日期（{document.issued_on}）。")
    return None


def _sealed_in_order(case: Case, facts: Facts, today: date) -> Mistake | None:
    letter = case.matter.letter
    document = case.document(letter.document) if letter else None
    day = date.fromisoformat(str(facts["sealed_on"]))
    if day > today or (document and day < document.issued_on):
        return Mistake("sealed_on", "between", "用印日期应当在签发之日至今日之间。")
    return None


def _transcript_in_order(case: Case, facts: Facts, today: date) -> Mistake | None:
    began, ended = (_in_shanghai(str(facts[name])) for name in ("began_at", "ended_at"))
    if ended <= began:
        return Mistake("ended_at", "after_beginning", "结束时间应当晚于开始时间。")
    if ended.date() > today:
        return Mistake("ended_at", "not_in_future", "询问时间不能在今日之后。")
    return None


def _in_shanghai(text: str) -> datetime:
    """A typed time; one without a zone is Shanghai's."""
    moment = datetime.fromisoformat(text)
    return moment.astimezone(SHANGHAI) if moment.tzinfo else moment.replace(tzinfo=SHANGHAI)


CHECKS: dict[str, Check] = {
    check.__name__: check
    for check in (
        ordinary_respondent, not_before_court, not_now_before_court, court_reason_matches,
        reconsideration_comes_first, officers_of_bureau, date_in_letter_is_working_day,
        date_in_letter_still_ahead, explanation_asked, files_asked, refused_or_late, report_on_file,
        statement_on_file, verified_unlawful_or_improper, verified_inaction, no_letter_in_preparation, no_open_children,
        no_open_objection, no_open_objection_unless_grave, late_or_grave, late_or_marked, letter_in_force,
        decided_after_proposal, not_rated_yet, unread_by_agency, document_unsealed, completion_asked_once,
        vertical_respondent, clock_can_be_extended, named_clock_runs, listing_runs, no_open_recusal, recusal_asked_for,
        officer_named, replacement_named, handed_to_another_office, mergeable, court_only_after_decision,
        supervised_bureau, supervised_agencies, organ_not_respondent, handed_to_a_colleague,
    )
}  # fmt: skip

LATEST_ENTRY = timedelta(days=365)


def _received_lately(case: Case, facts: Facts, today: date) -> Mistake | None:
    """What came by letter, visit or phone came by today and within the last year."""
    received = date.fromisoformat(str(facts["received_on"]))
    if received > today:
        return Mistake("received_on", "not_in_future", "收到日期不能晚于今天。")
    if today - received > LATEST_ENTRY:
        return Mistake("received_on", "within_a_year", "收到日期早于一年以前，请核对。")
    return None


def _not_in_future(name: str) -> Check:
    """What has been recorded has happened."""

    def check(case: Case, facts: Facts, today: date) -> Mistake | None:
        happened = date.fromisoformat(str(facts[name])) <= today
        return None if happened else Mistake(name, "not_in_future", "日期不能在今日之后。")

    return check


def _answered_in_order(case: Case, facts: Facts, today: date) -> Mistake | None:
    """The organ answers after the letter was signed."""
    signed = max((d.issued_on for d in case.documents), default=today)
    if not signed <= date.fromisoformat(str(facts["answered_on"])) <= today:
        return Mistake("answered_on", "between", f"答复日期应当在建议函签发之日（{signed}）至今日之间。")
    return None


def _period_over(case: Case, facts: Facts, today: date) -> Mistake | None:
    """A report tells what has happened."""
    if date.fromisoformat(str(facts["period_to"])) > today:
        return Mistake("period_to", "not_in_future", "报告期止日不能在今日之后。")
    return None


def _reason_printed(case: Case, facts: Facts, today: date) -> Mistake | None:
    """Of a suspension only the reason of a cause the form does not name is printed."""
    return _hides_complainant(case, facts, today) if facts["cause"] == "other" else None


_COMPLAINANT = re.compile("投诉人|举报人|投诉举报")
_PERSONAL_NUMBER = re.compile(r"(?<!\d)(1[3-9]\d{9}|\d{17}[\dXx])(?!\d)")


def _hides_complainant(case: Case, facts: Facts, today: date) -> Mistake | None:
    """A reason printed for an agency does not show that somebody complained, unless he consented (practice 16)."""
    origin = case.parent or case
    hidden = bool(origin.told) and not origin.told.get("disclose")
    if hidden and (_COMPLAINANT.search(facts["reason"]) or origin.matter.number in facts["reason"]):
        return Mistake("reason", "hides_complainant", "理由印在文书上，投诉举报人没有同意披露：请不要提及投诉举报。")
    return _names_no_person(case, facts, today)


def _names_no_person(case: Case, facts: Facts, today: date) -> Mistake | None:
    if _PERSONAL_NUMBER.search(facts["reason"]):
        return Mistake("reason", "names_no_person", "理由印在文书上，请删去手机号码、身份证号码。")
    return None


# What a form itself cannot know without the matter, whichever row uses the form.
OF_FORM: dict[str, Check] = {
    "service": _served_in_order,
    "service_again": _served_again_in_order,
    "sealed_copy": _sealed_in_order,
    "transcript": _transcript_in_order,
    "taken_in": _received_lately,
    **{name: _received_lately for name, form in FORMS.items() if issubclass(form, Papers)},
    "transfer": _names_no_person,
    "work_report_draft": _period_over,
    "instruction": _not_in_future("given_on"),
    "discussion": _not_in_future("held_on"),
    "person_handled": _answered_in_order,
    "suspension": _reason_printed,
    "extension": _hides_complainant,
    "listing": _hides_complainant,
}


def objection_route(case: Case, facts: Facts, today: date) -> str:
    """``local`` for an objection in time against a letter that has a local period, else ``national`` (practice 6).

    One that came on paper counts from its postmark or receipt, whenever it was entered.
    """
    if case.running("objection"):
        return "local"
    came = facts.get("posted_on") or facts.get("received_on")
    local = next((c for c in reversed(case.clocks) if c.name == "objection"), None)
    in_force = case.document(case.matter.in_force)
    fits = local is not None and in_force is not None and in_force.service is not None
    if came and fits and local.started_on == in_force.service.served_on:  # type: ignore[union-attr]
        return "local" if in_time(local, date.fromisoformat(str(came))) else "national"  # type: ignore[arg-type]
    return "national"


COMPUTES: dict[str, Callable[[Case, Facts, date], str]] = {"objection_route": objection_route}
