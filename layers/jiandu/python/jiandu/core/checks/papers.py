"""What letters need: their dates, their seal and service, the sealed copy, what may be printed."""

import re
from datetime import date, timedelta

from jiandu.core.calendar import Calendar
from jiandu.core.checks.kind import Check, Facts, hindrance
from jiandu.core.chinese import chinese_date
from jiandu.core.errors import Mistake
from jiandu.core.matter import Case, Document

STARTED_BY_SERVICE = ("performance", "correction", "execution", "rectification", "reply")
_COMPLAINANT = re.compile("投诉人|举报人|投诉举报")
_PERSONAL_NUMBER = re.compile(r"(?<!\d)(1[3-9]\d{9}|\d{17}[\dXx])(?!\d)")


def no_letter_in_preparation(case: Case, facts: Facts, today: date) -> Mistake | None:
    """One letter at a time."""
    letter = case.matter.letter
    if letter is not None:
        return hindrance("no_letter_in_preparation", "还有正在办理的文书，请先办完或者撤销拟稿。")
    return None


def not_now_before_court(case: Case, facts: Facts, today: date) -> Mistake | None:
    """The same, asked again before every letter: the officer confirms it by name."""
    if not facts.get("checked"):
        return Mistake("checked", "not_now_before_court", "请先核实争议没有进入行政复议、行政诉讼。")
    return None


def date_in_letter_is_working_day(case: Case, facts: Facts, today: date) -> Mistake | None:
    """A date printed in a letter lies ahead and is no rest day (practice 1)."""
    if not facts.get("due_on"):  # the form asks for a date wherever there must be one
        return None
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


def service_unanswered(case: Case, facts: Facts, today: date) -> Mistake | None:
    """A letter is served again only while what that service started still runs: an answer given stands."""
    in_force = case.document(case.matter.in_force)
    service = in_force.service if in_force else None
    clocks = [c for c in case.clocks if c.name in STARTED_BY_SERVICE and c.status == "running"]
    if service and any(c.started_on == service.served_on for c in clocks):
        return None
    return hindrance("service_unanswered", "行政执法机关已经就这份文书报送情况，不能重新登记送达。")


def letter_in_force(case: Case, facts: Facts, today: date) -> Mistake | None:
    """An objection is against a letter that was served."""
    if case.document(case.matter.in_force) is None:
        return hindrance("letter_in_force", "没有已送达的监督文书，无从提出异议。")
    return None


def document_unsealed(case: Case, facts: Facts, today: date) -> Mistake | None:
    """A sealed copy belongs to an issued document that has none yet, and is not older than it."""
    waiting = {d.id: d for d in case.unsealed}
    if not waiting:
        return hindrance("document_unsealed", "没有等待上传用印正本的文书。")
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
    return None if case.matter.unread else hindrance("unread_by_agency", "没有未读内容。")


def served_in_order(case: Case, facts: Facts, today: date) -> Mistake | None:
    letter = case.matter.letter
    return _received(case.document(letter.document if letter else None), facts, today)


def served_again_in_order(case: Case, facts: Facts, today: date) -> Mistake | None:
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


def sealed_in_order(case: Case, facts: Facts, today: date) -> Mistake | None:
    letter = case.matter.letter
    document = case.document(letter.document) if letter else None
    day = date.fromisoformat(str(facts["sealed_on"]))
    if day > today or (document and day < document.issued_on):
        return Mistake("sealed_on", "between", "用印日期应当在签发之日至今日之间。")
    return None


def not_in_future(name: str) -> Check:
    """What has been recorded has happened."""

    def check(case: Case, facts: Facts, today: date) -> Mistake | None:
        happened = date.fromisoformat(str(facts[name])) <= today
        return None if happened else Mistake(name, "not_in_future", "日期不能在今日之后。")

    return check


def answered_in_order(case: Case, facts: Facts, today: date) -> Mistake | None:
    """The organ answers after the letter was signed."""
    signed = max((d.issued_on for d in case.documents), default=today)
    if not signed <= date.fromisoformat(str(facts["answered_on"])) <= today:
        return Mistake("answered_on", "between", f"答复日期应当在建议函签发之日（{signed}）至今日之间。")
    return None


def period_over(case: Case, facts: Facts, today: date) -> Mistake | None:
    """A report tells what has happened."""
    if date.fromisoformat(str(facts["period_to"])) > today:
        return Mistake("period_to", "not_in_future", "报告期止日不能在今日之后。")
    return None


def reason_printed(case: Case, facts: Facts, today: date) -> Mistake | None:
    """Of a suspension only the reason of a cause the form does not name is printed."""
    return hides_complainant(case, facts, today) if facts["cause"] == "other" else None


def hides_complainant(case: Case, facts: Facts, today: date) -> Mistake | None:
    """A reason printed for an agency does not show that somebody complained, unless he consented (practice 16)."""
    origin = case.parent or case
    hidden = bool(origin.told) and not origin.told.get("disclose")
    if hidden and (_COMPLAINANT.search(facts["reason"]) or origin.matter.number in facts["reason"]):
        return Mistake("reason", "hides_complainant", "理由印在文书上，投诉举报人没有同意披露：请不要提及投诉举报。")
    return names_no_person(case, facts, today)


def names_no_person(case: Case, facts: Facts, today: date) -> Mistake | None:
    if _PERSONAL_NUMBER.search(facts["reason"]):
        return Mistake("reason", "names_no_person", "理由印在文书上，请删去手机号码、身份证号码。")
    return None
