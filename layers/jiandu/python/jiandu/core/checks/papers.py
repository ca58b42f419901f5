"""What letters need: their dates, their seal and service, the sealed copy, what may be printed."""

import re
import unicodedata
from datetime import date, timedelta

from jiandu.core.calendar import Calendar
from jiandu.core.checks.kind import Check, Facts, between, hindrance
from jiandu.core.chinese import chinese_date
from jiandu.core.disposal import filed, obstacle
from jiandu.core.errors import Mistake
from jiandu.core.matter import Actor, Case, Document

STARTED_BY_SERVICE = (
    "performance", "correction", "execution", "rectification", "reply", "improvement", "performance_reply",
)  # fmt: skip
COMPLAINANT = re.compile("投诉人|举报人|投诉举报")
# How an agency treats complaints is itself supervised: of that only what tells of a complaint to this bureau.
COMPLAINT_TO_US = re.compile(
    r"(投诉|举报)人[^,;。、\n]{0,6}(反映|来信|来电|来访|某|先生|女士)"
    r"|向[我本](局|厅|机关)(投诉|举报|反映)"
    r"|[我本](局|厅|机关)(接到?|收到)[^,;。\n]{0,8}(投诉|举报)"
)
_COMPLAINT_NUMBER = re.compile(r"TS\d{8}-[0-9A-Z]{6}", re.IGNORECASE)
_MOBILE = r"1[3-9]\d{9}"
_IDENTITY = r"\d{6}(18|19|20)\d\d(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])\d{3}[\dXx]"
_PERSONAL_NUMBER = re.compile(rf"(?<!\d)({_MOBILE}|{_IDENTITY})(?!\d)")


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


def printed_date_ahead(case: Case, facts: Facts, today: date) -> Mistake | None:
    """The date a letter was drafted with is still a working day ahead when it is signed, and when it is sent."""
    letter = case.matter.letter
    mistake = date_in_letter_is_working_day(case, {"due_on": case.letter_facts.get("due_on")}, today)
    if letter is None or mistake is None:
        return None
    remedy = "请作废后另行拟稿，重新确定期限" if letter.document else "请退回修改，重新确定期限"
    return hindrance("printed_date_ahead", f"文稿载明的期限不能再用：{mistake.message.rstrip('。')}；{remedy}。")


def date_awaited(case: Case, facts: Facts, today: date) -> Mistake | None:
    """A date is set anew only where the letter was served when the printed one was past (practice 1)."""
    if not case.matter.undated:
        return hindrance("date_awaited", "文书载明的期限在送达时没有届满，不需要重新确定期限。")
    return None


def new_date_fits(case: Case, facts: Facts, today: date) -> Mistake | None:
    """The new date is a working day ahead, as any date printed in a letter."""
    mistake = date_in_letter_is_working_day(case, {"due_on": facts["new_due_on"]}, today)
    return Mistake("new_due_on", mistake.rule, mistake.message) if mistake else None


def draft_changed(case: Case, facts: Facts, today: date) -> Mistake | None:
    """Whoever amends a draft changes something in it."""
    if all(case.letter_facts.get(name) == value for name, value in facts.items() if name != "instruction"):
        return hindrance("draft_changed", "文稿没有改动；同意原稿的，请直接审核。")
    return None


def secrecy_reviewed(case: Case, facts: Facts, today: date) -> Mistake | None:
    """What is to be public passes 保密审查 before it is signed (practice 19)."""
    if case.letter_facts.get("publicity", "none") != "none" and not facts["secrecy"]:
        return Mistake("secrecy", "secrecy_reviewed", "文书拟公开，请先完成保密审查并勾选；不能公开的，请改公开属性。")
    return None


def public_only_after_review(case: Case, facts: Facts, today: date) -> Mistake | None:
    """A letter that nobody reviews before it is signed is not made public."""
    if facts["publicity"] != "none":
        return Mistake("publicity", "public_only_after_review", "这种文书签发前没有审核环节，不予公开。")
    return None


def number_in_order(case: Case, facts: Facts, today: date) -> Mistake | None:
    """A number from the city's office system is of this bureau and of the year of signing (practice 21)."""
    number = str(facts["number"])
    if not number:
        return None
    short = case.organisation(case.matter.owner).short
    if not short or not number.startswith(short):
        return Mistake("number", "own_short", f"文号应当以本机关的代字“{short}”开头。")
    if f"〔{today.year}〕" not in number:
        return Mistake("number", "year_of_signing", f"文号的年份应当是签发的年份（{today.year}）。")
    return None


def service_unanswered(case: Case, facts: Facts, today: date) -> Mistake | None:
    """A letter is served again only while what that service started still runs: an answer given stands."""
    in_force = case.document(case.matter.in_force)
    service = in_force.service if in_force else None
    if service is None:
        return hindrance("service_unanswered", "还没有送达的文书。")
    clocks = [c for c in case.clocks if c.name in STARTED_BY_SERVICE and c.status == "running"]
    if case.matter.undated or any(c.started_on == service.served_on for c in clocks):
        return None
    return hindrance("service_unanswered", "行政执法机关已经就这份文书报送情况，不能重新登记送达。")


def not_archived_yet(case: Case, facts: Facts, today: date) -> Mistake | None:
    """A file goes to the archive once, and once more after the matter was reopened."""
    latest = next((e for e in reversed(case.events) if e.action in ("archive", "reopen", "case_reopened")), None)
    if latest is not None and latest.action == "archive":
        return hindrance("not_archived_yet", f"已经归档，档号{case.matter.archive_number}。")
    return None


def filed_for_keeping(case: Case, facts: Facts, today: date) -> Mistake | None:
    """Only what is in the archive is held there."""
    return None if filed(case) else hindrance("filed_for_keeping", "归档以后才能冻结销毁。")


def not_held(case: Case, facts: Facts, today: date) -> Mistake | None:
    """A file is held once."""
    return hindrance("not_held", "已经冻结销毁。") if case.matter.held else None


def held(case: Case, facts: Facts, today: date) -> Mistake | None:
    """Only what is held is let go."""
    return None if case.matter.held else hindrance("held", "没有冻结销毁。")


def disposable(case: Case, facts: Facts, today: date) -> Mistake | None:
    """The matter with all that hangs on it is past its period, and nothing of it is held."""
    why = obstacle(case, today)
    return hindrance("disposable", f"{why}。") if why else None


def something_to_dispose(case: Case, facts: Facts, today: date) -> Mistake | None:
    """A list of nothing is not begun."""
    return None if facts.get("list") else Mistake("list", "something_to_dispose", "没有保管期限届满、可以销毁的案卷。")


def checked_by_colleague(case: Case, facts: Facts, today: date) -> Mistake | None:
    """Whoever looked the file through is of the bureau."""
    person = case.people.get(str(facts["checked_by"]))
    if person is None or person.organisation != case.matter.owner or person.left_on:
        return Mistake("checked_by", "checked_by_colleague", "请选择本机关在职人员。")
    return None


def checked_by_another(actor: Actor, facts: Facts) -> Mistake | None:
    """Whoever binds a file does not check it himself (practice 23); a deputy and whoever he stands in for are one."""
    if facts["checked_by"] in actor.hands:
        return Mistake("checked_by", "different_persons", "检查人应当是立卷人以外的人，不能是您（或者您代理的人）。")
    return None


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
    return between(facts, "answered_on", "答复日期", signed, "建议函签发之日", today)


def period_over(case: Case, facts: Facts, today: date) -> Mistake | None:
    """A report tells what has happened."""
    if date.fromisoformat(str(facts["period_to"])) > today:
        return Mistake("period_to", "not_in_future", "报告期止日不能在今日之后。")
    return None


def tells_of_complaint(text: str) -> bool:
    """Whether a text tells that somebody complained to this bureau, in words or by a number."""
    plain = unicodedata.normalize("NFKC", text)
    return bool(COMPLAINT_TO_US.search(plain) or _COMPLAINT_NUMBER.search(plain))


def hides_complainant(telling: re.Pattern[str], **titles: str) -> Check:
    """What an agency reads does not show that somebody complained, unless he consented (practice 16).

    ``titles`` are the fields it reads with what the form calls them, ``telling`` the words that show it. No number of
    a complaint is printed but that of one whose complainant consented: those merged into it have their own.
    """

    def check(case: Case, facts: Facts, today: date) -> Mistake | None:
        for name, title in titles.items():
            if _shows_complainant(case.parent or case, facts, _plain(facts, name), telling):
                message = f"“{title}”行政执法机关看得到，未经本人同意不能显示有人投诉举报："
                return Mistake(name, "hides_complainant", f"{message}请删去投诉举报的人员、来源和编号。")
        return names_no_person(**titles)(case, facts, today)

    return check


def _shows_complainant(origin: Case, facts: Facts, text: str, telling: re.Pattern[str]) -> bool:
    """Of leads pooled for one supervision nobody consented that it shows them."""
    pooled = facts.get("pooled") or (origin.facts_of("begin") or {}).get("pooled")
    disclosed = bool(origin.told.get("disclose"))
    numbers = {number.upper() for number in _COMPLAINT_NUMBER.findall(text)}
    if numbers - ({origin.matter.number} if disclosed else set()):
        return True
    return bool(origin.told or pooled) and not disclosed and telling.search(text) is not None


def names_no_person(**titles: str) -> Check:
    """No mobile or identity number is printed."""

    def check(case: Case, facts: Facts, today: date) -> Mistake | None:
        for name, title in titles.items():
            if _PERSONAL_NUMBER.search(_plain(facts, name)):
                return Mistake(name, "names_no_person", f"“{title}”印在文书上，请删去手机号码、身份证号码。")
        return None

    return check


def _plain(facts: Facts, name: str) -> str:
    """What was written, with full-width letters and figures as plain ones."""
    return unicodedata.normalize("NFKC", str(facts.get(name) or ""))


def reason_printed(case: Case, facts: Facts, today: date) -> Mistake | None:
    """Of a suspension only the reason of a cause the form does not name is printed."""
    return hides_complainant(COMPLAINANT, reason="理由")(case, facts, today) if facts["cause"] == "other" else None
