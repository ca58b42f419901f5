"""A matter whole, as its owner or its respondent may see it."""

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from jiandu.core.access import may, reads, sees
from jiandu.core.chinese import chinese_date
from jiandu.core.compose import cite
from jiandu.core.deadlines import shanghai_day
from jiandu.core.disposal import gone
from jiandu.core.examining import examined, settles
from jiandu.core.forms import FORMS
from jiandu.core.forms.compared import compared
from jiandu.core.forms.intake import CATEGORIES
from jiandu.core.forms.shown import shown, titles_in
from jiandu.core.letters import addressed, to_agency
from jiandu.core.matter import DRAFTING, Actor, Case, Document, Event, Matter, Service
from jiandu.core.procedure import Action, Article, ClockKind, Procedure, Rules, still_sealed
from jiandu.core.questionnaires import ANSWERED
from jiandu.core.record import outsider
from jiandu.core.routing import ROUTES
from jiandu.core.sheets import SHEETS, of_document, of_event
from jiandu.core.titles import FLAGS, METHODS
from jiandu.views.actions import action_view, possible
from jiandu.views.clocks import clock_view
from jiandu.views.disputes import positions
from jiandu.views.lists import letter_for
from jiandu.views.points_round import UNSEEN, balance_view
from jiandu.views.questionnaires import results_view

DOCUMENT_STATES = {
    "issued": "已签发",
    "sealed": "已用印",
    "served": "已送达",
    "changed": "已变更",
    "withdrawn": "已撤销",
    "void": "作废",
}
OF_SYSTEM = {"breach": "期限届满", "recompute": "重新计算期限"}


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Names and neighbours a view needs beside the case."""

    organisations: Mapping[str, str]
    people: Mapping[str, str]
    linked: Mapping[str, Matter] = field(default_factory=dict)
    options: Mapping[str, list[dict[str, str]]] = field(default_factory=dict)
    choices: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    points: Collection[str] = ()

    @property
    def names(self) -> dict[str, str]:
        return {**self.organisations, **self.people, **titles_of(self.linked.values())}


def titles_of(matters: Iterable[Matter]) -> dict[str, str]:
    """What matters are called that have a title, by their ids."""
    return {matter.id: matter.title for matter in matters if matter.title}


def matter_view(case: Case, actor: Actor, rules: Rules, now: datetime, around: Surroundings) -> dict[str, Any]:
    """The contract of ``GET /matters/{matter_id}`` and the context of its page. The caller checked ``sees``."""
    matter, procedure = case.matter, rules.procedures[case.matter.kind]
    seen = sees(actor, matter)
    today = shanghai_day(now)
    since = first_addressed(case, procedure)
    found = possible(case, procedure, actor, today)
    draft = examined(case, procedure, rules, around.names) if any(map(settles, found.actions)) else None
    return {
        **head(matter, actor, procedure, around),
        "officers": [{"id": p, "name": around.people.get(p, p)} for p in matter.officers]
        if reads(seen, "officers") or (matter.kind == "dispute" and seen == "respondent")
        else [],
        "has_officers": any("officers" in action.sets for action in procedure.actions.values()),
        "parent": _link(around.linked.get(matter.parent or ""), rules, around) if reads(seen, "surroundings") else None,
        "children": [
            _link(child, rules, around)
            for c in matter.children
            if (child := around.linked.get(c)) and may(actor, "matter", child)
        ],
        "lists": [
            *_point_lists(matter),
            *(_lists(case, procedure, around) if reads(seen, "surroundings") else []),
        ],
        "balance": balance_view(case, around.linked.values()) if reads(seen, "surroundings") else [],
        "questionnaire": results_view(case) if reads(seen, "surroundings") else None,
        "opened_at": matter.opened_at.isoformat(),
        "summary": _summary(case, procedure, seen, around),
        "notices": _notices(case, procedure, rules, around) if reads(seen, "surroundings") else [],
        "clocks": [
            clock_view(c, procedure.clocks[c.name], now)
            for c in reversed(case.clocks)
            if reads(seen, "clocks")
            or (reads(seen, "clocks_addressed") and procedure.clocks[c.name].owed_by == "respondent")
        ],
        "documents": [
            _document(matter, d, seen) for d in sorted(case.documents, key=_as_issued) if may_fetch(actor, matter, d)
        ],
        "answers": _answers(case, procedure, rules, around, actor) if _compares(seen, matter) else [],
        "positions": positions(case, around.names) if reads(seen, "typed_addressed") or reads(seen, "typed") else [],
        "actions": [action_view(case, procedure, a, today, around.options, None, draft) for a in found.actions],
        "blocked": found.blocked,
        "timeline": [
            _entry(case, e, procedure, seen, around)
            for e in case.events
            if e.action != ANSWERED  # counted instead: hundreds may come
            and (
                reads(seen, "acts")
                or (reads(seen, "acts_addressed") and e.n >= since and for_agency(case, e, procedure))
            )
        ],
    }


def _lists(case: Case, procedure: Procedure, around: Surroundings) -> list[dict[str, str]]:
    """Papers of the matter that are read beside it."""
    matter, lists = case.matter, []
    if matter.disposed_on:
        return []
    if case.handed and matter.kind == "handover":
        lists.append({"title": "移交清单（打印）", "path": f"/handovers/{matter.id}/list"})
    if procedure.signing(matter.letter):
        lists.append({"title": "预览拟签发的文书", "path": f"/matters/{matter.id}/preview"})
    parent = around.linked.get(matter.parent or "")
    complaint = matter if matter.kind == "complaint" else parent
    if complaint and complaint.kind == "complaint":
        lists.append({"title": "投诉举报人的证据材料、查阅记录", "path": f"/evidence/{complaint.id}"})
    if matter.kind == "selection" and matter.state not in UNSEEN:
        lists.append({"title": "公开页面（推荐、公示、名单）", "path": f"/contact-points/rounds/{matter.id}"})
    return [*lists, {"title": "案卷（目录和下载）", "path": f"/volumes/{matter.id}"}]


def _point_lists(matter: Matter) -> list[dict[str, str]]:
    """What is counted of a contact point stands on a page of its own."""
    counted = matter.kind == "contact_point" and not matter.disposed_on
    return [{"title": "联系点记录（参与、联系、评价）", "path": f"/points/{matter.id}"}] if counted else []


def head(matter: Matter, actor: Actor, procedure: Procedure, around: Surroundings) -> dict[str, Any]:
    """What every view of a matter begins with."""
    letter = letter_for(actor, matter)
    return {
        "id": matter.id,
        "number": matter.number,
        "kind": matter.kind,
        "kind_title": procedure.title,
        "path": f"/matters/{matter.id}",
        "state": matter.state,
        "state_title": procedure.states[matter.state],
        "version": matter.version,
        "flags": flag_titles(matter) if may(actor, "flags", matter) else [],
        "letter": {
            "kind": letter.kind,
            "stage": letter.stage,
            "title": procedure.letters[letter.kind],
            "stage_title": procedure.stages[letter.stage],
        }
        if letter
        else None,
        "respondent": {
            "id": matter.respondent,
            "name": around.organisations.get(matter.respondent, ""),
            "title": _called(matter, around),
        },
        "owner": {"id": matter.owner, "name": around.organisations.get(matter.owner, "")},
    }


def _called(matter: Matter, around: Surroundings) -> str:
    """What whoever the matter is about is called on its page."""
    if matter.kind in ("dispute", "coordination"):
        return "提请机关" if matter.kind == "dispute" else "发起机关"
    if matter.kind == "coordination_answer":
        return "参加单位"
    return "联系点" if matter.respondent in around.points else "行政执法机关"


ANSWERS = ("opinion_came", "department_answered", "participant_answered")


def _compares(seen: str | None, matter: Matter) -> bool:
    """Who sees the answers side by side: the owner, and the agency that began a coordination matter."""
    return reads(seen, "surroundings") or (matter.kind == "coordination" and seen == "respondent")


def _answers(
    case: Case, procedure: Procedure, rules: Rules, around: Surroundings, actor: Actor
) -> list[dict[str, Any]]:
    """Side by side what everybody asked has answered; who has not yet stands there too."""
    row = next((procedure.actions[name] for name in ANSWERS if name in procedure.actions), None)
    if row is None:
        return []
    form = FORMS[str(row.form)]
    given = {e.actor: e.facts for e in case.events if e.action == row.name}
    asked = [around.linked[i] for i in case.matter.children if i in around.linked]
    return [
        {
            "by": around.organisations.get(one.respondent, ""),
            "path": f"/matters/{one.id}" if may(actor, "matter", one) else None,
            "state_title": rules.procedures[one.kind].states[one.state],
            "late": bool(one.was_late),
            "facts": [{"title": f["title"], "value": f["value"]} for f in shown(form, given.get(one.id, {}), {})],
        }
        for one in asked
    ]


def flag_titles(matter: Matter) -> list[str]:
    """急件, 敏感, 群体, 挂牌督办: the office's own marks."""
    return [FLAGS[flag] for flag in matter.flags]


def _link(matter: Matter | None, rules: Rules, around: Surroundings) -> dict[str, Any] | None:
    """A matter near this one; what several bodies are asked or told, each for itself, is told apart by their names."""
    if matter is None:
        return None
    procedure = rules.procedures[matter.kind]
    by_party = matter.kind in ("opinion_performance", "coordination_answer")
    party = around.organisations.get(matter.respondent, "") if by_party else ""
    return {
        "id": matter.id,
        "number": matter.number,
        "title": f"{party}{procedure.title}" if by_party else matter.title,
        "kind": matter.kind,
        "kind_title": procedure.title,
        "state_title": procedure.states[matter.state],
        "path": f"/matters/{matter.id}",
    }


def _told_begin(matter: Matter, seen: str | None) -> bool:
    """Whether the outside reads what a matter began with: an objection's letter, both sides of a dispute theirs and
    what was opined, a participant what it is asked.
    """
    if matter.kind in ("dispute", "opinion_performance", "coordination_answer"):
        return seen == "respondent"
    return matter.kind == "objection" and reads(seen, "summary_addressed")


def _summary(case: Case, procedure: Procedure, seen: str | None, around: Surroundings) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    whole = reads(seen, "summary")
    if whole and case.matter.category:
        rows.append({"title": "问题类型", "value": CATEGORIES.get(case.matter.category, "")})
    first = case.events[0] if case.events else None
    if first and (whole or _told_begin(case.matter, seen)):
        action = procedure.actions[first.action]
        form = FORMS[action.form] if action.form else None
        facts = {**first.facts, **{n: v for n, v in case.matter.marks.items() if n in first.facts}}
        told = shown(form, facts, around.names, around.choices)
        rows += [row for row in told if row["name"] != "category" or not case.matter.category]
        if first.facts.get("shown_name"):
            rows.append({"title": "投诉举报人", "value": first.facts["shown_name"]})
    if case.matter.kind == "dispute" and rows:
        rows.append({"title": "由本机构协调的理由", "value": f"{ROUTES[str(case.matter.route)]}。"})
    extract = case.facts_of("confirm_extract")
    if extract and reads(seen, "extract"):
        title = "反映的问题（摘要）" if whole else "需要核查的问题"  # to the agency nobody complained (practice 16)
        rows.append({"title": title, "value": extract["text"]})
    return rows


def _notices(case: Case, procedure: Procedure, rules: Rules, around: Surroundings) -> list[str]:
    """What the desk should not overlook."""
    matter, notices = case.matter, []
    if matter.disposed_on:
        return [gone(matter)]
    if matter.held:
        notices.append("本事项的档案已经冻结销毁，解除以前不得销毁。")
    if case.errands_left:
        notices.append(f"还有 {case.errands_left} 项正在逐项办理，稍后刷新本页。")
    if case.errands_refused:
        notices.append(f"有 {len(case.errands_refused)} 项没有办成：事项在此期间已经变化，请逐项核对。")
    if matter.closed_at is None and matter.handed_over and not matter.officers:
        notices.append("本事项由其他机构移交而来，尚未指定承办人，请先改派承办人。")
    for who, state in matter.recusals.items():
        name = around.people.get(who, "承办人")
        notices.append(f"{name}已回避。" if state == "recused" else f"有人申请{name}回避，尚未决定。")
    if matter.merged_into and (main := around.linked.get(matter.merged_into)):
        notices.append(f"本件已并入{main.number}办理。")
    if matter.merged:
        numbers = "、".join(m.number for i in matter.merged if (m := around.linked.get(i)))
        notices.append(f"并入本件办理的投诉举报：{numbers}。告知结果时不得涉及其他投诉举报人。")
    for name in case.matter.late:
        kind = procedure.clocks[name]
        if kind.prepares:
            title = procedure.actions[kind.prepares].title
            notices.append(f"{kind.late}。“{title}”的草稿已根据案卷备好，见下方办理动作。")
    if matter.undated:
        notices.append("文书送达时载明的期限已过，期限还没有开始计算：请签发人“重新确定期限”。")
    if any(c.provisional and c.status == "running" for c in case.clocks):
        notices.append("有的期限落在国务院尚未公布放假安排的年份，日期为暂定，公布后重新计算。")
    return notices


def _document(matter: Matter, document: Document, seen: str | None) -> dict[str, Any]:
    base = f"/documents/{matter.id}/{document.id}"
    service = document.service
    return {
        "id": document.id,
        "kind": document.kind,
        "title": document.title,
        "number": document.number,
        "issued_on": document.issued_on.isoformat(),
        "link": f"{base}/docx" if reads(seen, "documents") else f"{base}/sealed",
        "sealed_link": f"{base}/sealed" if document.sealed else None,
        "public_attribute": document.publicity,
        "served": _served(service) if service else None,
        "served_before": [_served(former) for former in document.former_services],
        "sheets": _sheets(matter, of_document(document, seen), document.id),
        "state_title": "供政府审定" if document.kind.endswith("_draft") else DOCUMENT_STATES[document.status],
    }


def _served(service: Service) -> dict[str, Any]:
    return {"on": service.served_on.isoformat(), "method_title": METHODS.get(service.method, "签收")}


def _as_issued(document: Document) -> tuple[date, str, int, str]:
    """By day; of one kind and day by number, of which 10 follows 9."""
    number = document.number or ""
    return document.issued_on, document.kind, len(number), number


def handed_to_agency(document: Document) -> bool:
    """What the agency gets: the sealed record copy of a letter addressed to it, never the editable file."""
    return document.sealed is not None and to_agency(document)


def may_fetch(actor: Actor, matter: Matter, document: Document) -> bool:
    """Whether somebody gets a document: the owner each, the agency the sealed copy of what was addressed to it, the
    body it was copied to that one.
    """
    seen = sees(actor, matter)
    if reads(seen, "documents"):
        return True
    meant = seen != "copied" or matter.copies[actor.organisation] == document.id
    return reads(seen, "documents_addressed") and meant and handed_to_agency(document)


def for_agency(case: Case, event: Event, procedure: Procedure) -> bool:
    """Whether the agency sees an act: its own, those meant for it, and the lateness of what it owes itself."""
    action = procedure.actions.get(event.action)
    if event.action == "recompute":
        return _clock_of(event, procedure).owed_by == "respondent"
    if action is None:
        clock = str(json.loads(event.body).get("clock", "")).split("#")[0]
        return clock in procedure.clocks and procedure.clocks[clock].owed_by == "respondent"
    return _meant_for_agency(case, event, action) or event.organisation in _parties(case.matter)


def _parties(matter: Matter) -> tuple[str, ...]:
    """Whoever reads what it did itself: the agency, of a dispute both sides."""
    return matter.respondent, matter.marks.get("other_party", matter.respondent)


def first_addressed(case: Case, procedure: Procedure) -> int:
    """The number of the event by which the agency came to know of the matter; what was done before stays inside."""
    for event in case.events:
        row = procedure.actions.get(event.action)
        if row and row.agency != "known" and _meant_for_agency(case, event, row):
            return event.n
    return 1


def _meant_for_agency(case: Case, event: Event, action: Action) -> bool:
    """Whether the row lets the agency know of the act."""
    return bool(action.agency) if action.agency != "addressed" else addressed(case, event.facts)


def facts_for_agency(case: Case, event: Event, procedure: Procedure) -> bool:
    """Whether the agency may also read what was typed: its own facts, and those of rows meant for it."""
    action = procedure.actions.get(event.action)
    own = event.organisation in _parties(case.matter)
    return own or (action is not None and _meant_for_agency(case, event, action) and action.agency_facts)


def told(case: Case, event: Event, procedure: Procedure, seen: str | None) -> bool:
    """Whether a reader may read what was typed in an act; what is sealed nobody may yet."""
    if still_sealed(case, event, procedure):
        return False
    return reads(seen, "typed") or (reads(seen, "typed_addressed") and facts_for_agency(case, event, procedure))


def _sheets(matter: Matter, kinds: tuple[str, ...], source: str | int) -> list[dict[str, str]]:
    """The papers to be printed from an act or a document."""
    if matter.disposed_on:
        return []
    return [{"title": SHEETS[kind].title, "path": f"/matters/{matter.id}/sheets/{kind}/{source}"} for kind in kinds]


def _entry(case: Case, event: Event, procedure: Procedure, seen: str | None, around: Surroundings) -> dict[str, Any]:
    action = procedure.actions.get(event.action)
    if event.action == "recompute":
        return _recompute_entry(event, procedure)
    if action is None:
        return _breach_entry(event, procedure)
    form = FORMS[action.form] if action.form else None
    readable = told(case, event, procedure, seen)
    named = {**around.names, **titles_in(case, procedure)}
    facts = shown(form, event.facts, named, around.choices) if readable else []
    amends = readable and action.step in DRAFTING[1:] and bool(event.facts)
    return {
        "n": event.n,
        "at": event.happened_at.isoformat(),
        "recorded_at": event.recorded_at.isoformat() if event.recorded_at != event.happened_at else None,
        "action": action.title,
        "name": action.name,
        "by": _by(event, action, reads(seen, "typed"), around),
        "basis": cite(tuple(Article(*a) for a in json.loads(event.body)["basis"])),
        "text": None,
        "kind": "act",
        "facts": [
            {**row, "link": f"/files/{case.matter.id}/{event.n}/{row['name']}" if row["file"] else None}
            for row in facts
            if not amends or row["name"] == "instruction"
        ],
        "changes": _changes(case, event, procedure, around) if amends else [],
        "sheets": _sheets(case.matter, of_event(case, event, seen) if readable else (), event.n),
    }


def _changes(case: Case, event: Event, procedure: Procedure, around: Surroundings) -> list[dict[str, Any]]:
    """What an amendment changed of the text before it, whether drafted or amended."""
    letter = procedure.actions[event.action].letter
    texts = {f"{step}_{letter}" for step in DRAFTING}
    before = next(e for e in reversed(case.events) if e.n < event.n and e.action in texts)
    form = FORMS[str(procedure.actions[before.action].form)]
    return compared(form, before.facts, event.facts, around.names, around.choices)


def _by(event: Event, action: Action, by_name: bool, around: Surroundings) -> str:
    organisation = around.organisations.get(event.organisation, "")
    if not event.organisation:
        return outsider(event)
    if action.name == "take_in" and event.organisation in around.points:
        return "联系点"
    if event.facts.get("in_person"):
        return f"{event.facts['title']}（特邀监督人员本人）" if by_name else "特邀监督人员本人"
    person = around.people.get(event.actor)
    if person is None:
        return f"{organisation}（关联事项）"
    absent = json.loads(event.body)["actor"].get("for")
    instead = f"，代{around.people.get(absent, absent)}" if absent else ""
    return f"{person}（{organisation}{instead}）" if by_name else organisation


def _clock_of(event: Event, procedure: Procedure) -> ClockKind:
    """The clock that an event of the system's own is about."""
    return procedure.clocks[str(json.loads(event.body)["clock"]).split("#")[0]]


def _breach_entry(event: Event, procedure: Procedure) -> dict[str, Any]:
    """A period that led to another state by itself has ended, and nobody is late."""
    kind = _clock_of(event, procedure)
    text = f"“{kind.title}”期限届满。"
    return _system_entry(event, kind.late or "期限届满", text, "act" if kind.moves else "breach")


def _recompute_entry(event: Event, procedure: Procedure) -> dict[str, Any]:
    title = _clock_of(event, procedure).title
    if not event.facts:
        return _system_entry(event, OF_SYSTEM["recompute"], f"“{title}”的到期日重新计算。", "act")
    before, after = (chinese_date(date.fromisoformat(event.facts[name])) for name in ("before", "after"))
    text = f"国务院放假安排公布后重新计算，“{title}”的到期日由{before}改为{after}。"
    return _system_entry(event, OF_SYSTEM["recompute"], text, "act")


def _system_entry(event: Event, action: str, text: str, kind: str) -> dict[str, Any]:
    return {
        "n": event.n,
        "at": event.happened_at.isoformat(),
        "recorded_at": event.recorded_at.isoformat(),
        "action": action,
        "name": event.action,
        "by": "系统",
        "basis": cite(tuple(Article(*a) for a in json.loads(event.body)["basis"])),
        "text": text,
        "kind": kind,
        "facts": [],
        "changes": [],
        "sheets": [],
    }
