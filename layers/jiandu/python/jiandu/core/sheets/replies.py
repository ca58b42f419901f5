"""复查申请书, 纠正情况报告, 执行情况报告 of the agency; 论证记录 of the bureau on its objection."""

from pydantic import Field

from jiandu.core.chinese import chinese_date
from jiandu.core.deadlines import shanghai_day
from jiandu.core.letters.text import Line, Lines, OptionalLine, OptionalLines
from jiandu.core.matter import Document
from jiandu.core.sheets.text import Printing, Sheet, file_name, on


class Reply(Sheet):
    """What an agency writes on a letter that was served on it."""

    agency: Line = Field(title="行政执法机关")
    letter_title: OptionalLine = Field("", title="所涉文书")
    letter_number: OptionalLine = Field("", title="所涉文书的文号")
    received_on: OptionalLine = Field("", title="收到日期")
    attachment: OptionalLine = Field("", title="附件")
    written_on: Line = Field(title="日期")


class ObjectionForm(Reply):
    """复查申请书."""

    request: Line = Field(title="请求")
    reasons: Lines = Field(title="事实和理由")


class CorrectionReport(Reply):
    """纠正情况报告."""

    report: Lines = Field(title="纠正（履职）情况")
    measures: OptionalLines = Field((), title="整改措施")


class ExecutionReport(Reply):
    """执行情况报告."""

    report: Lines = Field(title="执行情况")


def objection_form(p: Printing) -> ObjectionForm:
    request = p.chosen("objection", "request", p.facts)
    return ObjectionForm(**_letter(p.about), **_reply(p), request=request, reasons=p.facts["reasons"])


def correction_report(p: Printing) -> CorrectionReport:
    measures = p.facts.get("measures", "")
    return CorrectionReport(**_letter(p.about), **_reply(p), report=p.facts["report"], measures=measures)


def execution_report(p: Printing) -> ExecutionReport:
    return ExecutionReport(**_letter(p.about), **_reply(p), report=p.facts["report"])


def _letter(about: Document | None) -> dict[str, str]:
    """The letter, its number and the day it was served."""
    if about is None:
        return {}
    served = chinese_date(about.service.served_on) if about.service else ""
    return {"letter_title": about.title, "letter_number": about.number or "", "received_on": served}


def _reply(p: Printing) -> dict[str, str]:
    attachment = file_name(p.facts.get("attachment"))
    return {**p.head, "agency": p.respondent, "attachment": attachment, "written_on": on(p.event)}


class ReviewRecord(Sheet):
    """论证记录."""

    agency: Line = Field(title="申请复查的行政执法机关")
    letter_title: OptionalLine = Field("", title="所异议文书")
    letter_number: OptionalLine = Field("", title="所异议文书的文号")
    received_on: OptionalLine = Field("", title="原文书送达日期")
    objected_on: Line = Field(title="收到异议日期")
    claims: Lines = Field(title="异议理由")
    course: Lines = Field(title="论证经过")
    view: Lines = Field(title="论证意见")
    examiner: Line = Field(title="论证人")
    examined_on: Line = Field(title="论证日期")


def review_record(p: Printing) -> ReviewRecord:
    """Of the objection itself; the letter is of the case it hangs on."""
    claimed = p.case.facts_of("open_child") or {}
    about = p.case.parent.document(p.matter.about) if p.case.parent else None
    return ReviewRecord(
        **p.head,
        **_letter(about),
        agency=p.respondent,
        objected_on=chinese_date(shanghai_day(p.matter.opened_at)),
        claims=claimed["reasons"],
        course=p.facts["course"],
        view=p.facts["view"],
        examiner=p.person(p.event.actor),
        examined_on=on(p.event),
    )
