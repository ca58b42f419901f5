"""What an inquiry needs before the next step: demands, statements, records of measures, the report, its finding."""

from datetime import date, timedelta

from jiandu.core.calendar import Calendar
from jiandu.core.checks.kind import Facts, hindrance
from jiandu.core.chinese import chinese_date
from jiandu.core.deadlines import shanghai_time
from jiandu.core.errors import Mistake
from jiandu.core.matter import Case


def explanation_asked(case: Case, facts: Facts, today: date) -> Mistake | None:
    """A statement answers a demand."""
    if case.running("explanation") is None:
        return hindrance("explanation_asked", "没有正在等待的情况说明；请先要求自查并说明情况。")
    return None


def files_asked(case: Case, facts: Facts, today: date) -> Mistake | None:
    """Files are handed over on demand."""
    if case.running("files") is None:
        return hindrance("files_asked", "没有正在等待的调阅材料。")
    return None


def refused_or_late(case: Case, facts: Facts, today: date) -> Mistake | None:
    """A refusal is recorded when it was said, or when the time to explain has run out."""
    if facts.get("refused") or "explanation" in case.matter.late:
        return None
    return Mistake("refused", "refused_or_late", "说明期限尚未届满；对方明确拒绝的，请勾选并写明情况。")


def report_on_file(case: Case, facts: Facts, today: date) -> Mistake | None:
    """No letter without an inquiry report (practice 5)."""
    if case.facts_of("inquiry_report") is None:
        return hindrance("report_on_file", "没有调查报告，不能制发文书；请先提交调查报告。")
    return None


def statement_on_file(case: Case, facts: Facts, today: date) -> Mistake | None:
    """No letter without the agency's statement or its recorded refusal (practice 5)."""
    if case.facts_of("give_statement", "enter_give_statement", "record_refusal") is None:
        return hindrance("statement_on_file", "没有行政执法机关的情况说明，也没有拒不说明的记录，不能制发文书。")
    return None


def verified_unlawful_or_improper(case: Case, facts: Facts, today: date) -> Mistake | None:
    """An 意见书 needs a verified unlawful or clearly improper act (Order 825 art. 28)."""
    report = case.facts_of("inquiry_report")
    if report and report["finding"] not in ("unlawful", "improper"):
        return hindrance(
            "verified_unlawful_or_improper",
            "调查报告没有认定违法或者明显不当，不能制发意见书；不履行职责的用督办函。",
        )
    return None


def verified_inaction(case: Case, facts: Facts, today: date) -> Mistake | None:
    """A 督办函 needs a duty not performed (Order 825 art. 27)."""
    report = case.facts_of("inquiry_report")
    if report and report["finding"] != "inaction":
        return hindrance(
            "verified_inaction", "调查报告没有认定应当履行而未履行职责，不能制发督办函；违法或者明显不当的用意见书。"
        )
    return None


def verified_merely_improper(case: Case, facts: Facts, today: date) -> Mistake | None:
    """Advice is for what is not proper and yet not clearly improper (Jinzhong art. 23, practice 4)."""
    report = case.facts_of("inquiry_report")
    if report and report["finding"] != "merely_improper":
        return hindrance(
            "verified_merely_improper",
            "建议书用于调查报告认定不够适当的问题；违法或者明显不当的用意见书，不履行职责的用督办函。",
        )
    return None


def opening_not_notified(case: Case, facts: Facts, today: date) -> Mistake | None:
    """The agency is told once that a case was opened."""
    if case.facts_of("notify_opening") is not None:
        return hindrance("opening_not_notified", "立案通知书已经制发。")
    return None


def recorded_in_order(case: Case, facts: Facts, today: date) -> Mistake | None:
    """A questioning or a survey ends after it began, and is over."""
    began, ended = (shanghai_time(str(facts[name])) for name in ("began_at", "ended_at"))
    if ended <= began:
        return Mistake("ended_at", "after_beginning", "结束时间应当晚于开始时间。")
    if ended.date() > today:
        return Mistake("ended_at", "not_in_future", "结束时间不能在今日之后。")
    return None


def summoned_ahead(case: Case, facts: Facts, today: date) -> Mistake | None:
    """A talk is held on a working day that lies ahead."""
    day = shanghai_time(str(facts["held_at"])).date()
    if not today < day <= today + timedelta(days=366):
        return Mistake("held_at", "ahead", "约谈时间应当在今日之后、一年以内。")
    if not Calendar.published().is_working_day(day):
        return Mistake("held_at", "working_day", f"{chinese_date(day)}是休息日，约谈时间请填工作日。")
    return None


def talk_summoned(case: Case, facts: Facts, today: date) -> Mistake | None:
    """Minutes are of a talk that was summoned and has none yet."""
    acts = [event.action for event in case.events if event.action in ("summon", "record_talk")]
    if acts.count("summon") <= acts.count("record_talk"):
        return hindrance("talk_summoned", "没有等待登记纪要的约谈；请先发出约谈通知书。")
    return None


def talk_in_order(case: Case, facts: Facts, today: date) -> Mistake | None:
    """What has been recorded has happened; what was promised then lies after it."""
    day = shanghai_time(str(facts["held_at"])).date()
    if day > today:
        return Mistake("held_at", "not_in_future", "约谈时间不能在今日之后。")
    if facts.get("promised_by") and date.fromisoformat(str(facts["promised_by"])) < day:
        return Mistake("promised_by", "after_talk", "承诺完成日期不能早于约谈之日。")
    return None


def paper_unscanned(case: Case, facts: Facts, today: date) -> Mistake | None:
    """A signed paper belongs to a record that has none yet."""
    waiting = {str(event.n) for event in case.unscanned}
    if not waiting:
        return hindrance("paper_unscanned", "没有等待补传签名件的记录。")
    if facts and str(facts["entry"]) not in waiting:
        return Mistake("entry", "paper_unscanned", "请选择尚未上传签名件的记录。")
    return None
