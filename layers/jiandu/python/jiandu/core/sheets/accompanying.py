"""现场监督记录, 调取材料清单, 委托书, 总结报告: the papers of 伴随式监督 (Jinzhong arts. 17 to 20, Weihai 三(三)2)."""

from collections import Counter

from pydantic import Field

from jiandu.core.checks.accompanying import CONTENTS, MEASURES
from jiandu.core.forms.accompanying import MEETINGS
from jiandu.core.letters.text import Line, Lines, OptionalLine, OptionalLines
from jiandu.core.sheets.text import CaseSheet, Printing, day, moment, on, until


class SiteSheet(CaseSheet):
    """现场监督记录."""

    way: Line = Field(title="方式")
    began_at: Line = Field(title="开始时间")
    ended_at: Line = Field(title="结束时间")
    place: Line = Field(title="地点")
    surveyors: Lines = Field(title="监督人员")
    enforcers: OptionalLines = Field((), title="行政执法人员")
    activity: Line = Field(title="执法活动")
    seen: Lines = Field(title="看到的情况")
    reminded: OptionalLines = Field((), title="当场提示和指导")
    refusal: OptionalLine = Field("", title="拒绝签名的理由和见证人")


def site_sheet(p: Printing) -> SiteSheet:
    facts = p.facts
    names = ("place", "surveyors", "enforcers", "activity", "seen", "reminded", "refusal")
    return SiteSheet(
        **p.case_head,
        way=p.chosen("site_record", "way", facts),
        began_at=moment(facts["began_at"]),
        ended_at=until(facts["began_at"], facts["ended_at"]),
        **{name: facts[name] for name in names},
    )


class FilesList(CaseSheet):
    """调取材料清单."""

    taken_at: Line = Field(title="调取时间")
    place: Line = Field(title="地点")
    takers: Lines = Field(title="调取人")
    given_by: Line = Field(title="提供人")
    form: Line = Field(title="形式")
    files: Lines = Field(title="调取的材料")
    return_on: OptionalLine = Field("", title="原件归还日期")
    refusal: OptionalLine = Field("", title="拒绝签名的理由和见证人")


def files_list(p: Printing) -> FilesList:
    facts = p.facts
    return FilesList(
        **p.case_head,
        taken_at=moment(facts["ended_at"]),
        form=p.chosen("files_taken", "form", facts),
        return_on=day(facts.get("return_on")),
        **{name: facts[name] for name in ("place", "takers", "given_by", "files", "refusal")},
    )


class EntrustmentSheet(CaseSheet):
    """委托书."""

    body: Line = Field(title="受委托机构")
    qualification: Line = Field(title="资质")
    kind: Line = Field(title="委托事项")
    request: Lines = Field(title="委托内容和要求")
    materials: OptionalLines = Field((), title="移交的材料、样品")
    due_on: Line = Field(title="完成期限")
    entrusted_on: Line = Field(title="委托日期")


def entrustment_sheet(p: Printing) -> EntrustmentSheet:
    facts = p.facts
    return EntrustmentSheet(
        **p.case_head,
        kind=p.chosen("entrustment", "kind", facts),
        due_on=day(facts["due_on"]),
        entrusted_on=on(p.event),
        **{name: facts[name] for name in ("body", "qualification", "request", "materials")},
    )


class AccompanyingReport(CaseSheet):
    """伴随式行政执法监督总结报告."""

    field: OptionalLine = Field("", title="重点执法领域")
    first_day: Line = Field(title="开始日期")
    last_day: Line = Field(title="结束日期")
    officers: Lines = Field(title="监督人员")
    leads: Line = Field(title="线索")
    course: Lines = Field(title="监督情况")
    contents: OptionalLines = Field((), title="内容检查")
    measures: Lines = Field(title="监督措施")
    problems: Lines = Field(title="发现的问题")
    corrected: Lines = Field(title="纠正情况")
    guidance: Lines = Field(title="指导、服务情况")
    grade: Line = Field(title="总体评价")
    evaluation: Lines = Field(title="评价")
    suggestions: Lines = Field(title="意见建议")


def accompanying_report(p: Printing) -> AccompanyingReport:
    facts, plan = p.facts, p.case.facts_of("begin") or {}
    leads = len(plan.get("pooled", ()))
    typed = ("course", "problems", "corrected", "guidance", "evaluation", "suggestions")
    return AccompanyingReport(
        **p.case_head,
        field=p.rules.choices.get("key_fields", {}).get(str(plan.get("field")), ""),
        first_day=day(plan["first_day"]),
        last_day=on(p.event),
        officers=tuple(p.certified_officers),
        leads=f"投诉举报、意见建议等线索{leads}条" if leads else "没有汇集的线索",
        contents=tuple(_contents(p)),
        measures=tuple(_measures(p)),
        grade=p.chosen("accompanying_summary", "grade", facts),
        **{name: facts[name] for name in typed},
    )


def _contents(p: Printing) -> list[str]:
    """Each heading with its latest result."""
    results = {e.facts["content"]: e.facts for e in p.case.events if e.action == "check_content"}
    return [
        f"{title}：{p.chosen('content_checked', 'result', results[name])}。"
        for name, title in p.rules.choices.get(CONTENTS, {}).items()
        if name in results
    ]


def _measures(p: Printing) -> list[str]:
    """What was done how often, in the words of its row, of meetings which kind; then what questionnaires came to."""
    actions = p.rules.procedures[p.matter.kind].actions
    done = Counter(
        MEETINGS[e.facts["kind"]] if e.action == "record_meeting" else actions[e.action].title
        for e in p.case.events
        if e.action in MEASURES
    )
    asked = [e.facts for e in p.case.events if e.action == "questionnaire_closed"]
    return [
        *(f"{title.removeprefix('登记').removeprefix('代录：')}{n}次。" for title, n in done.items()),
        *(f"问卷“{told['title']}”收到答卷{told['answers']}份。\n{told['results']}" for told in asked),
    ]
