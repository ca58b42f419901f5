"""What an inquiry needs before the next step: demands, statements, the report, its finding."""

from datetime import date, datetime

from jiandu.core.checks.kind import Facts, hindrance
from jiandu.core.deadlines import SHANGHAI
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


def transcript_in_order(case: Case, facts: Facts, today: date) -> Mistake | None:
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
