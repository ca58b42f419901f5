"""What an act does beyond its row's plain attributes: one pure function a ``step`` of a row.

A move takes the case as the row has changed it so far and answers the case it leaves; forms and checks have
already refused what cannot stand.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from jiandu.core.calendar import Calendar
from jiandu.core.clocks import extend, resume, suspend
from jiandu.core.deadlines import shanghai_day
from jiandu.core.errors import conflict
from jiandu.core.matter import Actor, Case, Clock, Deputising
from jiandu.core.points import PERSONAL, displayed
from jiandu.core.procedure import Effect
from jiandu.core.service import recorded_service

ALL_HANDLERS = "*"


@dataclass(frozen=True, slots=True)
class Moving:
    """The act a move belongs to."""

    actor: Actor
    facts: Mapping[str, Any]
    effect: Effect
    now: datetime

    @property
    def today(self) -> date:
        return shanghai_day(self.now)


def _update(case: Case, **changes: Any) -> Case:
    return replace(case, matter=case.matter.model_copy(update=changes))


def _each_clock(case: Case, change: Callable[[Clock], Clock]) -> Case:
    return replace(case, clocks=tuple(change(clock) for clock in case.clocks))


def suspend_matter(case: Case, act: Moving) -> Case:
    """中止: every running clock stands still, and the matter remembers where it was."""
    stopped = _each_clock(case, lambda c: suspend(c, act.today) if c.status == "running" else c)
    return _update(stopped, resumes_to=case.matter.state)


def resume_matter(case: Case, act: Moving) -> Case:
    """恢复: back to where it was; the days of the suspension are added back to each clock."""
    calendar = Calendar.published()
    going = _each_clock(case, lambda c: resume(c, act.today, calendar) if c.status == "suspended" else c)
    return _update(going, state=case.matter.resumes_to, resumes_to=None)


def extend_clock(case: Case, act: Moving) -> Case:
    """延长: one running clock, with reason and approver; the earlier day is kept."""
    to, reason = date.fromisoformat(str(act.facts["due_on"])), str(act.facts["reason"])
    calendar = Calendar.published()

    def change(clock: Clock) -> Clock:
        wanted = clock.key == act.facts["clock"]
        return extend(clock, to, reason, act.actor.id, act.today, calendar) if wanted else clock

    return _each_clock(case, change)


def ask_more(case: Case, act: Moving) -> Case:
    """Whoever is asked later may answer later: the owner's running period ends with the last of the answers."""
    to, calendar = date.fromisoformat(str(act.facts["due_on"])), Calendar.published()

    def change(clock: Clock) -> Clock:
        runs = clock.status == "running" and not clock.breached_at
        later = runs and clock.due is not None and clock.due < to
        return extend(clock, to, "增加参加单位", act.actor.id, act.today, calendar) if later else clock

    return _each_clock(case, change)


def serve_again(case: Case, act: Moving) -> Case:
    """The letter in force served anew, or its earlier valid proof entered: its clocks begin afresh.

    A period runs from valid receipt only: a breach by the service that does not count is taken back.
    """
    document = case.document(case.matter.in_force)
    assert document is not None and document.service is not None
    service = recorded_service(act.facts, act.actor, act.today)
    former = (*document.former_services, document.service)
    again = document.model_copy(update={"service": service, "former_services": former})
    documents = tuple(again if d.id == again.id else d for d in case.documents)

    def stop(clock: Clock) -> Clock:
        superseded = clock.name in act.effect.starts and clock.status in ("running", "lapsed")
        ended = {"status": "stopped", "stopped_at": clock.stopped_at or act.now, "breached_at": None}
        return clock.model_copy(update=ended) if superseded else clock

    return _each_clock(replace(case, documents=documents), stop)


def ask_recusal(case: Case, act: Moving) -> Case:
    """申请回避: of one officer, or of all handlers where the applicant cannot name one."""
    who = str(
        act.facts.get("officer")
        or (ALL_HANDLERS if act.actor.kind == "matter" else act.actor.stands_for or act.actor.id)
    )
    return _update(case, recusals={**case.matter.recusals, who: "asked"})


def recuse(case: Case, act: Moving) -> Case:
    """声明回避: whoever is related says so himself, and stays out."""
    who = act.actor.stands_for or act.actor.id
    officers = tuple(o for o in case.matter.officers if o != who)
    return _update(case, recusals={**case.matter.recusals, who: "recused"}, officers=officers)


def decide_recusal(case: Case, act: Moving) -> Case:
    """回避决定: who recuses stays out, and is replaced where he was an officer; otherwise the question is closed."""
    officer = str(act.facts["officer"])
    kept = {who: state for who, state in case.matter.recusals.items() if who not in (officer, ALL_HANDLERS)}
    if act.facts["outcome"] != "recused":
        return _update(case, recusals=kept)
    others = [o for o in case.matter.officers if o != officer]
    replacement = act.facts["replacement"] if officer in case.matter.officers else None
    officers = dict.fromkeys((*others, str(replacement)) if replacement else others)
    return _update(case, recusals={**kept, officer: "recused"}, officers=tuple(officers))


def reassign(case: Case, act: Moving) -> Case:
    """改派: one officer's part goes to another; Conflict for whoever recused or is asked to."""
    given, taken = str(act.facts["from_person"]), str(act.facts["to_person"])
    if taken in case.matter.recusals:
        raise conflict("not_recused", "接收人在本案中已经回避或者被申请回避，请另行改派承办人。")
    officers = dict.fromkeys(taken if o == given else o for o in case.matter.officers)
    return _update(case, officers=tuple(officers))


def hand_over(case: Case, act: Moving) -> Case:
    """移交: up, down or across; clocks and record go along, officers are named anew by who receives it."""
    owner = str(act.facts.get("owner") or act.actor.organisation)
    return _update(case, owner=owner, officers=(), handed_over=True)


def merge(case: Case, act: Moving) -> Case:
    """并案: this matter is handled with another from now on."""
    assert case.other is not None
    return _update(case, merged_into=case.other.matter.id)


def merged_here(case: Case, act: Moving) -> Case:
    """The other side of a merger."""
    return _update(case, merged=(*case.matter.merged, act.actor.id))


def separate(case: Case, act: Moving) -> Case:
    """取消并案."""
    return _update(case, merged_into=None)


def separated_here(case: Case, act: Moving) -> Case:
    """The other side of a separation."""
    return _update(case, merged=tuple(i for i in case.matter.merged if i != act.actor.id))


def deputise(case: Case, act: Moving) -> Case:
    """代理: everything a colleague may do is done by a deputy, from the first day to the last."""
    first, last = (date.fromisoformat(str(act.facts[name])) for name in ("first_day", "last_day"))
    person, deputy = str(act.facts["person"]), str(act.facts["deputy"])
    return _update(case, deputising=Deputising(person=person, deputy=deputy, first=first, last=last))


def end_deputising(case: Case, act: Moving) -> Case:
    """提前终止代理: the day before was the last."""
    assert case.matter.deputising is not None
    over = case.matter.deputising.model_copy(update={"last": act.today - timedelta(days=1)})
    return _update(case, deputising=over)


def _without_hands(*names: str) -> Callable[[Case, Moving], Case]:
    """A request is new, or settled: the hands lent to the one before no longer count."""

    def move(case: Case, act: Moving) -> Case:
        kept = {k: v for k, v in case.matter.hands.items() if k.removesuffix("_for") not in names}
        return _update(case, hands=kept)

    return move


def message_written(case: Case, act: Moving) -> Case:
    """The complainant or an invited person wrote by code: the office has something to read."""
    return _update(case, unread=True)


def message_read(case: Case, act: Moving) -> Case:
    """The office read it, or answered."""
    return _update(case, unread=False)


def hold(case: Case, act: Moving) -> Case:
    """冻结销毁: nothing of the matter is disposed of until that is lifted."""
    return _update(case, held=True)


def lift_hold(case: Case, act: Moving) -> Case:
    """解除冻结."""
    return _update(case, held=False)


def dispose(case: Case, act: Moving) -> Case:
    """销毁: by the list that two persons carried out; what was typed is removed after this act."""
    kept = {name: value for name, value in case.matter.marks.items() if name not in PERSONAL}
    return _update(case, disposed_on=act.today, disposal=str(act.facts["register"]), marks=kept)


def participated(case: Case, act: Moving) -> Case:
    """A contact point took part in a solicitation: by the right of art. 29 that what it was asked about falls under."""
    asked = case.facts_of("open_child") or {}
    right = "right_2" if asked.get("draft_kind") == "normative" else "right_6"
    return _update(case, marks={**case.matter.marks, "participation": right})


def begin_term(case: Case, act: Moving) -> Case:
    """聘期开始: the matter is about the contact point named, and has its name."""
    facts = act.facts
    return _update(case, respondent=str(facts["organisation"]), title=str(facts["title"]), marks=displayed(facts))


def record_contact(case: Case, act: Moving) -> Case:
    """联系: the latest day counts, in whichever order they are entered."""
    day = max(case.matter.marks.get("contacted_on", ""), str(act.facts["contacted_on"]))
    return _update(case, marks={**case.matter.marks, "contacted_on": day})


Move = Callable[[Case, Moving], Case]
MOVES: dict[str, Move] = {
    "suspend": suspend_matter,
    "resume": resume_matter,
    "extend": extend_clock,
    "serve_again": serve_again,
    "ask_recusal": ask_recusal,
    "ask_more": ask_more,
    "decide_recusal": decide_recusal,
    "recuse": recuse,
    "reassign": reassign,
    "hand_over": hand_over,
    "merge": merge,
    "merged_here": merged_here,
    "separated_here": separated_here,
    "separate": separate,
    "deputise": deputise,
    "end_deputising": end_deputising,
    "settle_identity_request": _without_hands("identity_asker", "identity_allower"),
    "settle_organ_request": _without_hands("organ_registrar"),
    "message_written": message_written,
    "message_read": message_read,
    "hold": hold,
    "lift_hold": lift_hold,
    "dispose": dispose,
    "participated": participated,
    "begin_term": begin_term,
    "record_contact": record_contact,
}
