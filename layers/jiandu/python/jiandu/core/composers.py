"""What each letter says, as its model; loaded when one is composed."""

from collections.abc import Callable, Mapping
from typing import Any

from jiandu.core.chinese import chinese_date
from jiandu.core.compose import course, ground
from jiandu.core.compose_branches import BRANCHES
from jiandu.core.compose_course import COURSE
from jiandu.core.compose_disputes import DISPUTES
from jiandu.core.compose_points import POINTS
from jiandu.core.deadlines import shanghai_day
from jiandu.core.forms.intake import GROUNDS, REFUSALS
from jiandu.core.letters.decisions import Decision, RequestToGovernment
from jiandu.core.letters.inquiries import ExplanationDemand, FileDemand, Item
from jiandu.core.letters.notices import Acceptance, Guidance, Refusal, Result
from jiandu.core.letters.supervision import Answer, Notice, Opinion, Urging
from jiandu.core.letters.text import Issued, Letter, paragraphs
from jiandu.core.setting import Setting, cite, dated, marks, to_complainant

OUTCOMES = {"upheld": "维持", "changed": "变更", "withdrawn": "撤销"}
FILE_FORMS = {"original": "原件", "copy": "复制件", "electronic": "电子件"}


def _acceptance(s: Setting, number: str) -> Letter:
    officers = [s.case.people[p].name for p in s.facts["officers"] if p in s.case.people]
    return Acceptance(
        **{**to_complainant(s, number), "contact": f"联系人：{'、'.join(officers)}"},
        respondent=s.name(s.matter.respondent),
        basis=cite(s.action.basis),
        office=s.name(s.matter.owner),
        next_steps=("我们将按照个案监督程序调查核实，依法处理，并及时告知处理结果。",),
    )


def _refusal(s: Setting, number: str) -> Letter:
    return Refusal(
        **to_complainant(s, number),
        reasons=(REFUSALS[s.facts["reason"]] + "。", *paragraphs(s.facts["explanation"])),
        basis=cite(s.action.basis),
        channels=s.facts["channels"],
    )


def _guidance(s: Setting, number: str) -> Letter:
    first = s.facts["channel"] == "reconsideration"
    return Guidance(
        **to_complainant(s, number),
        respondent=s.name(s.matter.respondent),
        reconsideration_organ=s.facts["authority"],
        reconsideration_first=first,
        first_ground=GROUNDS[s.facts["ground"]] if first else "",
    )


def _result(s: Setting, number: str) -> Letter:
    return Result(
        **to_complainant(s, number),
        respondent=s.name(s.matter.respondent),
        handling=("我们已依法调查核实并作出处理。",),
        outcome=s.facts["conclusion"],
        basis=cite(s.action.basis),
    )


def _inquiry(s: Setting, number: str) -> dict[str, Any]:
    return {
        **marks(s, number, s.name(s.matter.respondent)),
        "source": s.source,
        "subject": s.subject("行政执法监督"),
        "basis": cite(s.action.basis),
        "deadline": dated(s.facts, "due_on"),
        "officers": tuple(s.certified_officers),
    }


def _explanation_demand(s: Setting, number: str) -> Letter:
    return ExplanationDemand(**_inquiry(s, number), points=s.facts["questions"])


def _file_demand(s: Setting, number: str) -> Letter:
    form = FILE_FORMS[s.facts["form"]]
    items = tuple(Item(name=name, form=form, note="") for name in paragraphs(s.facts["files"]))
    return FileDemand(**_inquiry(s, number), items=items, place=s.name(s.matter.owner))


def _supervision(s: Setting, number: str, findings: str) -> dict[str, Any]:
    return {
        **marks(s, number, s.name(s.matter.respondent)),
        "source": s.source,
        "findings": findings,
        "basis": cite(s.action.basis),
        "government": s.government,
    }


def _report(s: Setting) -> Mapping[str, Any]:
    """The inquiry report; no letter is drafted without one (practice 5)."""
    report = s.case.facts_of("inquiry_report")
    assert report is not None
    return report


def _urging(s: Setting, number: str) -> Letter:
    return Urging(
        **_supervision(s, number, s.draft["facts"]),
        duty=s.draft["duty"],
        duty_basis="；".join(line.rstrip("。；") for line in paragraphs(_report(s)["law"])),
        requirements=s.draft["demand"],
        deadline=dated(s.draft, "due_on"),
    )


def _opinion(s: Setting, number: str) -> Letter:
    return Opinion(
        **_supervision(s, number, s.draft["facts"]),
        copies=s.draft["copy_to"],
        assessment=s.draft["judgement"],
        law=s.draft["law"] or _report(s)["law"],
        measures=s.draft["demand"],
        correction_period=s.required_period("correction", s.draft),
        objection_period=s.period("objection"),
        answer_period=s.period("answer"),
    )


def _notice_letter(s: Setting, number: str) -> Letter:
    due_on, body = s.draft.get("due_on"), s.draft.get("copied_body")
    return Notice(
        **_supervision(s, number, s.draft["facts"]),
        copies=(*([s.name(body)] if body else []), *paragraphs(s.draft["copy_to"])),
        assessment=s.draft["judgement"],
        law=s.draft["law"] or (s.case.facts_of("inquiry_report") or {})["law"],
        measures=s.draft["demand"],
        deadline=dated(s.draft, "due_on") if due_on else "",
        correction_period="" if due_on else s.required_period("correction", s.draft),
        objection_period=s.period("objection"),
        answer_period=s.period("answer"),
    )


def _answer(s: Setting, number: str) -> Letter:
    assert s.case.parent is not None
    about = s.case.parent.document(s.matter.about)
    claimed = s.case.facts_of("open_child") or {}
    examined = s.case.facts_of("review_objection") or {}
    return Answer(
        **marks(s, number, s.name(s.matter.respondent)),
        letter_title=about.title if about else "",
        letter_number=str(about.number) if about else "",
        received_on=chinese_date(shanghai_day(s.matter.opened_at)),
        claims=claimed["reasons"],
        review=examined["course"],
        reasons=s.facts["reasons"],
        outcome=OUTCOMES[s.facts["outcome"]],  # type: ignore[arg-type]
        conclusion=s.facts["changes"],
        basis=cite(s.action.basis),
    )


def _request(s: Setting, number: str) -> Letter:
    return RequestToGovernment(
        **marks(s, number, s.government),
        signer=s.person(s.actor.id),
        respondent=s.name(s.matter.respondent),
        facts=s.draft["facts"],
        course=tuple(dict.fromkeys((*course(s.case), *paragraphs(s.draft["non_compliance"])))),
        ground=ground(s.case),
        proposals=s.draft["proposal"],
        basis=cite(s.action.basis),
        attachments=("行政执法监督决定书（代拟稿）",),
    )


def _decision_body(s: Setting, decisions: tuple[str, ...], facts: str) -> dict[str, Any]:
    return {
        "issuer": s.government,
        "addressee": s.name(s.matter.respondent),
        "contact": f"承办单位：{s.name(s.matter.owner)}",
        "facts": facts,
        "course": tuple(course(s.case)),
        "law": _report(s)["law"],
        "basis": cite(s.rules.procedures["supervision"].actions["record_decision"].basis),
        "decisions": decisions,
        "report_to": s.name(s.matter.owner),
        "report_period": s.required_period("execution", {**s.draft, **s.facts}),
    }


def _decision_draft(s: Setting, number: str) -> Letter:
    decisions = tuple(paragraphs(s.draft["decision"]))
    return Decision(**_decision_body(s, decisions, s.draft["facts"]), draft=True)


def _decision(s: Setting, number: str) -> Letter:
    offered = s.rules.choices["decision_kinds"]
    kinds = f"{'，'.join(offered[kind] for kind in s.facts['kinds'])}。具体如下："
    proposed = s.case.draft_of("request_to_government") or {}
    return Decision(
        **_decision_body(s, (kinds, *paragraphs(s.facts["text"])), s.facts["facts"] or proposed["facts"]),
        number=s.facts["number"],
        issued_on=dated(s.facts, "decided_on"),
    )


COMPOSERS: dict[str, Callable[[Setting, str], Issued]] = {
    "acceptance": _acceptance,
    "refusal": _refusal,
    "guidance": _guidance,
    "result": _result,
    "explanation_demand": _explanation_demand,
    "file_demand": _file_demand,
    "urging": _urging,
    "opinion": _opinion,
    "notice": _notice_letter,
    "answer": _answer,
    "national_answer": _answer,
    "request_to_government": _request,
    "decision_draft": _decision_draft,
    "decision": _decision,
    **BRANCHES,
    **COURSE,
    **POINTS,
    **DISPUTES,
}
