"""Conditions the rows name (``check:``): pure functions any profile could use; each says in Chinese what is missing."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from jiandu.core.asked import files_asked_once, questions_asked_once
from jiandu.core.calendar import Calendar
from jiandu.core.chinese import chinese_date
from jiandu.core.deadlines import SHANGHAI, shanghai_day
from jiandu.core.errors import Mistake
from jiandu.core.matter import Case

Facts = Mapping[str, Any]
Check = Callable[[Case, Facts, date], Mistake | None]

CORRECTING = ("performance", "correction", "renewed_correction")


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
    if agency.bureau != case.matter.owner:
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
    """复议法 art. 23: for inaction reconsideration comes first; a direct suit must not be offered."""
    inaction = case.matter.category in ("inaction", "no_case_opened", "licence_obstruction")
    if inaction and facts["channel"] != "reconsideration":
        return Mistake(
            "channel",
            "reconsideration_comes_first",
            "不履行法定职责的，应当先申请行政复议，不得引导直接起诉（行政复议法第二十三条）。",
        )
    if (facts["channel"] == "reconsideration") != bool(facts["ground"]):
        return Mistake("ground", "with_reconsideration_first", "先申请复议的，选择一种情形；其他的不选。")
    return None


def officers_of_bureau(case: Case, facts: Facts, today: date) -> Mistake | None:
    """At least two different supervisors of the bureau."""
    chosen = facts["officers"]
    able = {p.id for p in case.people.values() if "supervisor" in p.roles and p.organisation == case.matter.owner}
    if len(set(chosen)) < 2 or not set(chosen) <= able:
        return Mistake("officers", "officers_of_bureau", "请从本机关行政执法监督人员中指定两名以上不同的承办人。")
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
    letter = case.matter.letter
    draft = next((e.facts for e in case.events if letter and e.n == letter.draft), {})
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
    if case.facts_of("give_statement", "record_refusal") is None:
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


def entered_by_office(case: Case, facts: Facts, today: date) -> Mistake | None:
    """The office completes what it entered itself; who complained online completes it by code."""
    if case.facts_of("take_in") is None:
        return _state("entered_by_office", "本件由投诉举报人在网上提交，由其凭查询码补正。")
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


def _served_in_order(case: Case, facts: Facts, today: date) -> Mistake | None:
    letter = case.matter.letter
    document = case.document(letter.document) if letter else None
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
        entered_by_office,
    )
}  # fmt: skip

LATEST_ENTRY = timedelta(days=365)


def received_lately(received: date, today: date) -> Mistake | None:
    """What came by letter, visit or phone came by today and within the last year."""
    if received > today:
        return Mistake("received_on", "not_in_future", "收到日期不能晚于今天。")
    if today - received > LATEST_ENTRY:
        return Mistake("received_on", "within_a_year", "收到日期早于一年以前，请核对。")
    return None


def _completed_in_order(case: Case, facts: Facts, today: date) -> Mistake | None:
    """What was missing came after it was asked for."""
    received = date.fromisoformat(str(facts["received_on"]))
    asked = [shanghai_day(e.happened_at) for e in case.events if e.action == "request_completion"]
    if received > today or (asked and received < max(asked)):
        return Mistake("received_on", "between", "收到日期应当在通知补正之日至今日之间。")
    return None


# What a form itself cannot know without the matter, whichever row uses the form.
OF_FORM: dict[str, Check] = {
    "service": _served_in_order,
    "sealed_copy": _sealed_in_order,
    "transcript": _transcript_in_order,
    "taken_in": lambda case, facts, today: received_lately(date.fromisoformat(str(facts["received_on"])), today),
    "taken_in_supplement": _completed_in_order,
    "file_demand": files_asked_once,
    "explanation_demand": questions_asked_once,
}


def objection_route(case: Case) -> str:
    """``local`` for an objection in time against a letter that has a local period, else ``national`` (practice 6)."""
    return "local" if case.running("objection") else "national"


COMPUTES: dict[str, Callable[[Case], str]] = {"objection_route": objection_route}
