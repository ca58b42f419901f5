"""询问笔录, 勘验笔录, 调查报告, 约谈纪要: the records of an inquiry, to be checked and signed by hand."""

from pydantic import Field

from jiandu.core.letters.text import Line, Lines, OptionalLine, OptionalLines
from jiandu.core.sheets.text import CaseSheet, Printing, Sheet, day, moment, on, until


class Transcript(Sheet):
    """询问笔录."""

    subject: Line = Field(title="案由")
    began_at: Line = Field(title="开始时间")
    ended_at: Line = Field(title="结束时间")
    place: Line = Field(title="地点")
    questioners: Lines = Field(title="询问人")
    recorder: OptionalLine = Field("", title="记录人")
    person: Line = Field(title="被询问人")
    gender: OptionalLine = Field("", title="性别")
    age: OptionalLine = Field("", title="年龄")
    identity_number: OptionalLine = Field("", title="身份证号")
    unit: OptionalLine = Field("", title="工作单位")
    post: OptionalLine = Field("", title="职务")
    address: OptionalLine = Field("", title="住址")
    phone: OptionalLine = Field("", title="电话")
    dialogue: Lines = Field(title="问答")
    refusal: OptionalLine = Field("", title="拒绝签名的理由和见证人")


def transcript(p: Printing) -> Transcript:
    """What an older record does not have stays blank."""
    facts = p.facts
    names = ("recorder", "identity_number", "unit", "post", "address", "phone", "refusal")
    return Transcript(
        **p.head,
        subject=p.subject("有关行政执法问题"),
        began_at=moment(facts["began_at"]),
        ended_at=until(facts["began_at"], facts["ended_at"]),
        place=facts["place"],
        questioners=facts["questioners"],
        person=facts["person"],
        gender=p.chosen("transcript", "gender", facts),
        age=f"{facts['age']}岁" if facts.get("age") else "",
        dialogue=facts["text"],
        **{name: facts.get(name, "") for name in names},
    )


class SurveyRecord(CaseSheet):
    """勘验笔录."""

    began_at: Line = Field(title="开始时间")
    ended_at: Line = Field(title="结束时间")
    place: Line = Field(title="地点")
    surveyors: Lines = Field(title="勘验人")
    recorder: Line = Field(title="记录人")
    party: Lines = Field(title="当事人或者在场人")
    course: Lines = Field(title="经过")
    findings: Lines = Field(title="情况")
    materials: OptionalLines = Field((), title="照片、录像、样品清单")
    refusal: OptionalLine = Field("", title="拒绝签名的理由和见证人")


def survey_record(p: Printing) -> SurveyRecord:
    facts = p.facts
    names = ("place", "surveyors", "recorder", "party", "course", "findings", "materials", "refusal")
    return SurveyRecord(
        **p.case_head,
        began_at=moment(facts["began_at"]),
        ended_at=until(facts["began_at"], facts["ended_at"]),
        **{name: facts[name] for name in names},
    )


class InquiryReport(CaseSheet):
    """调查报告."""

    source: Line = Field(title="监督来源")
    opened_on: OptionalLine = Field("", title="立案日期")
    officers: OptionalLines = Field((), title="调查人员")
    facts_found: Lines = Field(title="查明的事实")
    evidence: OptionalLines = Field((), title="主要证据")
    finding: Line = Field(title="认定")
    law: Lines = Field(title="认定依据")
    proposal: Lines = Field(title="处理建议")
    reported_on: Line = Field(title="报告日期")


def inquiry_report(p: Printing) -> InquiryReport:
    facts = p.facts
    return InquiryReport(
        **p.case_head,
        source=p.source,
        opened_on=on(p.before("open_case")),
        officers=tuple(p.certified_officers),
        finding=p.chosen("inquiry_report", "finding", facts),
        reported_on=on(p.event),
        **{name: facts[name] for name in ("facts_found", "evidence", "law", "proposal")},
    )


class TalkMinutes(CaseSheet):
    """约谈纪要."""

    held_at: Line = Field(title="约谈时间")
    place: Line = Field(title="约谈地点")
    present: Lines = Field(title="参加人员")
    points: Lines = Field(title="约谈要点")
    promises: Lines = Field(title="整改承诺")
    promised_by: OptionalLine = Field("", title="承诺完成日期")
    recorder: Line = Field(title="记录人")
    refusal: OptionalLine = Field("", title="拒绝签名的理由和见证人")


def talk_minutes(p: Printing) -> TalkMinutes:
    facts = p.facts
    names = ("place", "present", "points", "promises", "refusal")
    return TalkMinutes(
        **p.case_head,
        held_at=moment(facts["held_at"]),
        promised_by=day(facts.get("promised_by")),
        recorder=p.person(p.event.actor),
        **{name: facts[name] for name in names},
    )
