"""The use case of ``POST /begin/{kind}``: a matter an office begins by its own hand, not out of a complaint."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from jiandu import leads
from jiandu.adapters import table
from jiandu.adapters.ids import RandomIds
from jiandu.adapters.once import Once, once
from jiandu.core.access import ROLES, role_in, standing
from jiandu.core.admit import examine
from jiandu.core.checks.coordination import coordinator
from jiandu.core.checks.disputes import routed
from jiandu.core.choices import misfits
from jiandu.core.deadlines import shanghai_day
from jiandu.core.decide import decide
from jiandu.core.disposal import lines, obstacle
from jiandu.core.errors import Busy, Forbidden, Invalid, Mistake, invalid, missing
from jiandu.core.forms import FORMS
from jiandu.core.forms.posted import values_of
from jiandu.core.forms.reading import read_form
from jiandu.core.leads import followed_at
from jiandu.core.matter import Actor, Case, Matter, Organisation
from jiandu.core.procedure import Action, Procedure, Rules, rules_on
from jiandu.core.record import canonical
from jiandu.core.routing import Route
from jiandu.kinship import with_kin
from jiandu.perform import ERRAND_SECONDS, RawFile, raw_files, store_files, with_files, with_office
from jiandu.points import overlapping
from jiandu.points_work import while_serving
from jiandu.sending import run_errands

ROW = "begin"
ATTEMPTS = 5


@dataclass(frozen=True, slots=True)
class Beginning:
    """What an office is about to begin: the row, and the matter as it would stand before its first event."""

    actor: Actor
    rules: Rules
    procedure: Procedure
    action: Action
    case: Case


def beginning(actor: Actor, office: Organisation | None, kind: str, now: datetime) -> Beginning:
    """The row an actor may begin a kind of matter by; Missing for no such kind, Forbidden for whoever may not."""
    bureau = bureau_of(office)
    if office is None or bureau is None:
        raise Forbidden("由行政执法监督机构办理。", Mistake("action", "role", "您不是行政执法监督机构的工作人员。"))
    rules = rules_on(bureau.profile, shanghai_day(now))
    procedure = rules.procedures.get(kind)
    action = procedure.actions.get(ROW) if procedure else None
    if procedure is None or action is None:
        raise missing("kind", "没有这种事项，或者不能直接建立。")
    fresh = RandomIds()
    matter = Matter(
        id=fresh.id(),
        kind=kind,
        profile=bureau.profile,
        number=fresh.number(procedure.prefix, shanghai_day(now)),
        state=procedure.initial,
        opened_at=now,
        **_sides(office, bureau, procedure),
    )
    acting = standing(actor, action.who, matter)
    if level := _other_level(kind, office, rules):
        raise Forbidden(f"“{action.title}”由{level}办理。", Mistake("action", "level", f"本机关不是{level}。"))
    if acting is None or not _in_remit(kind, office, rules):
        able = "、".join(ROLES[role] for role in action.who)
        raise Forbidden(f"“{action.title}”由{able}办理。", Mistake("action", "role", f"您不是{able}。"))
    matter = matter.model_copy(update={"marks": while_serving(office, shanghai_day(now))})
    prospect = Case(matter, choices=rules.choices)
    return Beginning(acting, rules, procedure, action, with_office(prospect, action, shanghai_day(now)))


def bureau_of(office: Organisation | None) -> Organisation | None:
    """The bureau that owns what an office begins: itself, or the one that supervises it."""
    if office is None or office.kind == "bureau":
        return office
    return table.load_organisation(office.bureau) if office.bureau else None


def _sides(office: Organisation, bureau: Organisation, procedure: Procedure) -> dict[str, Any]:
    """Who owns what an office begins, and whom it concerns: what a supervised office begins is about itself.

    What a guidance body begins in its own remit is its own; all else it begins is a matter of its bureau.
    """
    if office.kind == "guidance_body" and procedure.of_guidance_body:
        return {"owner": office.id, "respondent": "", "known": False}
    supervised = office.id != bureau.id
    return {"owner": bureau.id, "respondent": office.id if supervised else "", "known": supervised}


def _other_level(kind: str, office: Organisation, rules: Rules) -> str:
    """The levels that alone carry out an accompanying supervision here, for an office that is of none of them."""
    if kind != leads.KIND or followed_at(office.level, rules.choices):
        return ""
    return "、".join(rules.choices["accompanying_level"].values())


def _in_remit(kind: str, office: Organisation, rules: Rules) -> bool:
    """Of the bodies that may coordinate somewhere only the kind that does so here begins a coordination matter, of
    those that supervise only the level that the rules name an accompanying supervision.
    """
    if _other_level(kind, office, rules):
        return False
    coordinates = office.kind in ("bureau", "guidance_body")
    return kind != "coordination" or not coordinates or office.kind in rules.choices["coordinator"]


def beginnings(actor: Actor, office: Organisation | None, now: datetime) -> list[dict[str, str]]:
    """What the actor may begin: title and path of each."""
    bureau = bureau_of(office)
    if office is None or bureau is None:
        return []
    rules, prospect, found = rules_on(bureau.profile, shanghai_day(now)), Matter.model_construct(), []
    for kind, procedure in rules.procedures.items():
        action = procedure.actions.get(ROW)
        if action is None or not action.begins or not _in_remit(kind, office, rules):
            continue
        near = prospect.model_copy(update={"kind": kind, **_sides(office, bureau, procedure)})
        if role_in(actor, action.who, near):
            found.append({"title": action.title, "path": f"/begin/{kind}"})
    return found


def begin(actor: Actor, kind: str, values: Mapping[str, Any], idempotency_key: str | None, now: datetime) -> str:
    """Begins a matter and answers its id; the same request again gets the same id.

    Raises Missing, Forbidden, Invalid, Conflict; Busy when every attempt met a rival.
    """
    start = beginning(actor, table.load_organisation(actor.organisation), kind, now)
    form = FORMS[str(start.action.form)]
    given = values_of(form, values)
    typed = read_form(form, with_files(form, given)).model_dump(mode="json")
    if mistakes := misfits(form, typed, start.rules.choices):
        raise Invalid("填写有误，请更正后再提交。", *mistakes)
    request = once(actor.id, idempotency_key, canonical([kind, typed]))
    for _ in range(ATTEMPTS):
        if request and (done := request.done()):
            return str(done["matter"])
        try:
            return _begin(start, {**typed, **_gathered(kind, start, typed)}, raw_files(given), request, now)
        except table.Lost as lost:
            if "term" in lost.labels and "idempotency" not in lost.labels:
                raise overlapping() from lost
            if "dispute" in lost.labels and "idempotency" not in lost.labels:
                raise invalid("title", "pending", "双方就这一事项已有正在协调的争议，请在收件箱查看。") from lost
            start = beginning(actor, table.load_organisation(actor.organisation), kind, now)
    raise Busy("系统繁忙，请稍后再试。")


def _begin(
    start: Beginning, facts: dict[str, Any], raw: Mapping[str, RawFile], request: Once | None, now: datetime
) -> str:
    examine(start.case, start.action, facts, shanghai_day(now))
    case = _with_coordinator(start.case, facts)
    facts = store_files(case.matter.id, facts, raw)
    decision = decide(case, start.action, start.actor, facts, now, start.rules, RandomIds())
    matter = decision.case.matter
    transaction = table.Transaction()
    table.add_decision(transaction, decision, ())
    if decision.errands:
        table.put_errands(transaction, table.Sent(matter.id, matter.version, decision.errands, now), None)
    if request:
        request.add(transaction, matter=matter.id)
    transaction.commit()
    if decision.errands:
        run_errands(matter.id, matter.version, now, ERRAND_SECONDS)
    return matter.id


def _with_coordinator(case: Case, facts: Mapping[str, Any]) -> Case:
    """What an agency brings before a coordinator is in that body's hands and under its rules.

    The row has examined that there is such a body.
    """
    if case.matter.kind == "dispute":
        route = routed(case, facts)
        return _owned(case, route.coordinator, route.reason) if isinstance(route, Route) else case
    body = coordinator(case) if case.matter.kind == "coordination" else None
    return _owned(case, body, None) if body else case


def _owned(case: Case, body: Organisation, route: str | None) -> Case:
    placed = {"owner": body.id, "profile": body.profile or case.matter.profile, "route": route}
    return replace(case, matter=case.matter.model_copy(update=placed))


def _gathered(kind: str, start: Beginning, facts: Mapping[str, Any]) -> dict[str, Any]:
    """What the act puts on record besides what was typed: for a handover the list of everything in hand, for an
    accompanying supervision the leads it is planned from.

    A confined matter is on no list that others read (practice 8).
    """
    if kind == "disposal":
        today = shanghai_day(start.case.matter.opened_at)
        titles = {name: procedure.title for name, procedure in start.rules.procedures.items()}
        names = {o.id: o.name for o in table.list_organisations()}
        return {"list": lines(_past_their_period(start.case.matter.owner, today), titles, names)}
    if kind == leads.KIND:
        return {"pooled": leads.named(start.case.matter.owner, facts)}
    if kind != "handover":
        return {}
    person = str(facts["from_person"])
    shelf = table.shelved("work", f"{start.case.matter.owner}#open")
    rows = [row for row in shelf if person in row.get("officers", ()) and not row.get("confined")]
    return {"list": [_listed(row) for row in rows]}


def _past_their_period(owner: str, today: date) -> Iterator[Case]:
    """The filed matters of a bureau that may be disposed of with their kin, and hang on none that is still kept."""
    for item in table.past_their_period(owner, today):
        case = table.load_case(str(item["matter"]))
        found = with_kin(case) if case else None
        on_its_own = found is not None and (found.parent is None or found.parent.matter.disposed_on)
        if found and on_its_own and not found.matter.disposed_on and obstacle(found, today) is None:
            yield found


def _listed(row: Mapping[str, Any]) -> dict[str, Any]:
    """One line of the list that is handed over and signed: how the matter stood at that moment."""
    known = {name: row[name] for name in ("number", "kind", "state", "respondent")}
    return {"matter": row["id"], **known, "due_on": row.get("due_on")}
