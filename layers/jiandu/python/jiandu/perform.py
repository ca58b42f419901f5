"""The use case of every act on a matter: gather, decide, apply, in one transaction."""

import random
import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import count
from typing import Any

from jiandu.adapters import challenges, codes, files, keys, table
from jiandu.adapters.ids import RandomIds
from jiandu.adapters.once import Once, once
from jiandu.core.access import may, standing
from jiandu.core.admit import admit, examine
from jiandu.core.choices import misfits
from jiandu.core.compose import Plan, Setting, compose, document, plans
from jiandu.core.deadlines import shanghai_day
from jiandu.core.decide import Decision, decide, ready
from jiandu.core.errors import Busy, Conflict, Invalid, JianduError, Missing, Mistake, conflict, invalid, missing
from jiandu.core.forms import FORMS
from jiandu.core.forms.base import Form
from jiandu.core.forms.fields import file_fields
from jiandu.core.forms.posted import values_of
from jiandu.core.forms.reading import read_form
from jiandu.core.matter import Actor, Case, Document, Upload
from jiandu.core.points import KIND
from jiandu.core.procedure import Action, Procedure, Rules, rules_on
from jiandu.core.record import canonical, digest
from jiandu.core.uploads import received
from jiandu.leads import planned_from
from jiandu.oversight import overseeing
from jiandu.points import open_of_point, overlapping
from jiandu.points_work import term_over
from jiandu.sending import run_errands
from jiandu.settings import settings
from jiandu.views.matter import OF_SYSTEM, for_agency

PATIENCE = 20.0
ERRAND_SECONDS = 8.0
OF_ORGANISATIONS = {
    "ordinary_respondent", "vertical_respondent", "organ_not_respondent", "handed_to_another_office",
    "supervised_bureau", "supervised_agencies", "copied_to_guidance_body",
    "own_contact_points", "departments_supervised",
    "contact_point_of_bureau", "registered_point", "serves_no_more", "coordinator_found", "copied_as_required",
    "participants_fit", "respondent_supervised",
}  # fmt: skip
OF_PEOPLE = {
    "officers_of_bureau", "replacement_named", "handed_to_a_colleague", "deputy_fits", "sealed_by_own_people",
    "checked_by_colleague", "certificates_shown", "visited_in_order", "officers_certified",
    "officers_still_certified", "replacement_certified", "coordinators_named", "takes_part_in_dispute", "place_filled",
    "signer_asked",
}  # fmt: skip

# What letters print of them, or the agency reads, hides the complaint.
OF_PARENT = {"opening_request", "extract", "on_the_spot"}


@dataclass(frozen=True, slots=True)
class RawFile:
    """A file as it came in a request."""

    name: str
    body: bytes


@dataclass(frozen=True, slots=True)
class Act:
    """One request to act. ``version`` is what the actor saw; None for the public, who see none.

    ``outside`` is somebody who has no part in the matter but hands something in to it on a page of its own;
    ``challenge`` is the one against robots that was solved for it.
    """

    matter_id: str
    action: str
    actor: Actor
    values: Mapping[str, Any]
    path: str
    now: datetime
    version: int | None = None
    idempotency_key: str | None = None
    outside: bool = False
    challenge: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class _Scene:
    """What was gathered for an act."""

    case: Case
    rules: Rules
    procedure: Procedure
    action: Action
    actor: Actor


def perform(act: Act) -> Case:
    """Does the act and answers the matter after it.

    Raises Missing, Forbidden, Conflict, Invalid; Busy when rivals kept winning for 20 seconds.
    A repeated request under its idempotency key is answered without being done again.
    """
    until = time.monotonic() + PATIENCE
    pause = 0.02
    while True:
        try:
            return _attempt(act)
        except table.Lost as lost:
            if "number" in lost.labels:
                raise invalid("number", "unique", "这个文号已经用过，请核对。") from lost
            if "challenge" in lost.labels:
                raise invalid(challenges.FIELD, "once", "这次防机器人验证已经用过，请重新验证后再提交。") from lost
            if "term" in lost.labels:
                raise overlapping() from lost
            if "archive_number" in lost.labels:
                raise invalid("archive_number", "unique", "这个档号已经用于另一案卷，请核对。") from lost
            if time.monotonic() > until:
                raise Busy("同一时间办理的人太多，请稍后再试。") from lost
        time.sleep(random.uniform(0, pause))
        pause = min(pause * 2, 0.5)


def _attempt(act: Act) -> Case:
    try:
        scene = _gather(act)
    except Missing:
        if _done_before(act) and (done := table.load_case(act.matter_id)):
            return done  # handed over by this very act: it is another office's now
        raise
    act = _filled_in(replace(act, actor=scene.actor), scene.action)
    scene = replace(scene, case=_with_other(scene.case, scene.action, act.values))
    try:
        fresh = RandomIds()
        present = replace(scene, case=ready(scene.case, scene.rules, act.now, fresh))
        _admit(act, scene, present.case)
        raw = raw_files(act.values)
        facts = _facts(scene, act.values)
        examine(present.case, scene.action, facts, shanghai_day(act.now), scene.actor)
    except JianduError:
        if _done_before(act):
            return scene.case
        raise
    facts = store_files(act.matter_id, facts, raw)
    try:
        return _apply(act, scene, present, facts, fresh)
    except table.Lost as lost:
        if "idempotency" in lost.labels and _done_before(act):
            return scene.case
        raise


def _gather(act: Act) -> _Scene:
    """The matter with all its row asks for, and the actor as it sees him: from above, in a colleague's place."""
    case = table.load_case(act.matter_id)
    actor = overseeing(act.actor, case.matter) if case else act.actor
    if case is None or not (act.outside or actor.by_code or may(actor, "matter", case.matter)):
        raise missing("matter_id", "没有这个事项。")
    rules = rules_on(case.matter.profile, shanghai_day(act.now))
    procedure = rules.procedures[case.matter.kind]
    action = procedure.actions.get(act.action)
    if action is None or procedure.path(action, act.matter_id) != act.path:
        raise missing("action", "没有这个办理动作。")
    gathered = replace(with_neighbours(case, action, shanghai_day(act.now)), choices=rules.choices)
    return _Scene(gathered, rules, procedure, action, standing(actor, action.who, case.matter) or actor)


def _filled_in(act: Act, action: Action) -> Act:
    """The act with a browser's post turned into the values its form takes."""
    return replace(act, values=values_of(FORMS[action.form], act.values)) if action.form else act


def with_neighbours(case: Case, action: Action, today: date) -> Case:
    """The parent, the child, the organisations and the people, where the row has a use for them."""
    effects = (action.effect, *action.cases.values())
    writes = any(effect.documents for effect in effects)
    upward = writes or action.form in OF_PARENT or any(effect.parent for effect in effects)
    if upward and case.matter.parent:
        case = replace(case, parent=table.load_case(case.matter.parent))
    if "each_open_matter_named" in action.check:
        case = replace(case, raised=tuple(open_of_point(case.matter)))
    if "leads_still_free" in action.check:
        case = replace(case, leads=tuple(planned_from(case)))
    if any(effect.child for effect in effects):
        child = next((i for i, c in case.matter.children.items() if c.open and c.kind == "supervision"), None)
        case = replace(case, child=table.load_case(child) if child else None)
    return with_office(case, action, today)


def with_office(case: Case, action: Action, today: date) -> Case:
    """The case with the organisations and people its row's letters and checks ask for."""
    writes = any(effect.documents for effect in (action.effect, *action.cases.values()))
    if writes or OF_ORGANISATIONS & set(action.check):
        case = replace(case, organisations={o.id: o for o in table.list_organisations()})
    if asked := _asked_of_term(case, action):
        case = replace(case, past_terms=frozenset(point for point in asked if term_over(point, today)))
    if writes or OF_PEOPLE & set(action.check):
        case = replace(case, people={p.id: p for p in table.list_people()})
    return case


def _asked_of_term(case: Case, action: Action) -> list[str]:
    """The contact points of which the row's checks ask whether they still serve."""
    if "own_contact_points" in action.check:
        return [o.id for o in case.organisations.values() if o.kind == KIND and o.bureau == case.matter.owner]
    return [case.matter.respondent] if "serves_no_more" in action.check else []


def _with_other(case: Case, action: Action, values: Mapping[str, Any]) -> Case:
    """The other matter, where the row acts on one: which the facts name by its number, or this one was merged into."""
    if action.effect.other is None:
        return case
    if case.matter.merged_into:
        return replace(case, other=table.load_case(case.matter.merged_into))
    number = values.get("into")
    return replace(case, other=table.load_by_number(number.strip())) if isinstance(number, str) else case


def _admit(act: Act, scene: _Scene, present: Case) -> None:
    """Admission, and the version: where both refuse, what changed meanwhile says more than where the matter is."""
    try:
        admit(present, scene.procedure, scene.action, act.actor)
    except Conflict:
        if act.version is not None:
            _same_version(act, scene)
        raise
    _same_version(act, scene)


def _same_version(act: Act, scene: _Scene) -> None:
    seen, current = act.version, scene.case.matter.version
    if act.outside or act.actor.by_code:
        return
    if seen is None:
        raise invalid("version", "required", "请提供您看到的版本号 version。")
    if seen != current:
        matter, procedure = scene.case.matter, scene.procedure
        own = may(act.actor, "acts", matter)
        later = [e for e in scene.case.events if e.n > seen and (own or for_agency(scene.case, e, procedure))]
        what = "、".join(_event_title(procedure, e.action) for e in later)
        raise Conflict(
            f"您打开之后事项有了变化：{what or '版本不符'}。请核对后再办。",
            Mistake("version", "stale", f"您看到的是第{seen}版，现在是第{current}版。"),
        )


def _event_title(procedure: Procedure, action: str) -> str:
    known = procedure.actions.get(action)
    return known.title if known else OF_SYSTEM[action]


def raw_files(values: Mapping[str, Any]) -> dict[str, RawFile]:
    """The files among the values handed in."""
    return {name: value for name, value in values.items() if isinstance(value, RawFile)}


def _facts(scene: _Scene, values: Mapping[str, Any]) -> dict[str, Any]:
    """The form's facts as plain JSON; for an act without a form anything handed in is a mistake."""
    action = scene.action
    if action.form is None:
        if values:
            raise invalid(min(values), "extra_forbidden", "这个办理动作不需要填写内容。")
        return {}
    form = FORMS[action.form]
    facts = read_form(form, with_files(form, values)).model_dump(mode="json")
    if mistakes := misfits(form, facts, scene.rules.choices):
        raise Invalid("填写有误，请更正后再提交。", *mistakes)
    return facts


def with_files(form: type[Form], values: Mapping[str, Any]) -> dict[str, Any]:
    """The values with each received file replaced by its reference; Invalid for what is no file we take."""
    raw = raw_files(values)
    for name in file_fields(form) & {k for k, v in values.items() if v is not None} - set(raw):
        raise invalid(name, "file", "请上传文件本身。")
    return {**values, **{k: received(k, f.name, f.body) for k, f in raw.items()}}


def store_files(matter_id: str, facts: dict[str, Any], raw: Mapping[str, RawFile]) -> dict[str, Any]:
    """The facts with each received file stored; safe to repeat."""
    stored = {
        name: files.store_upload(matter_id, Upload(**facts[name]), file.body).model_dump(mode="json")
        for name, file in raw.items()
    }
    return {**facts, **stored}


def foresee(act: Act) -> Setting:
    """What the letters of an act would be composed from; refused as the act would be, but for the version."""
    scene = _gather(act)
    act = _filled_in(replace(act, actor=scene.actor), scene.action)
    case = ready(_with_other(scene.case, scene.action, act.values), scene.rules, act.now, RandomIds())
    admit(case, scene.procedure, scene.action, act.actor)
    facts, today = _facts(scene, act.values), shanghai_day(act.now)
    examine(case, scene.action, facts, today, act.actor)
    return Setting(case, scene.action, act.actor, facts, today, scene.rules)


def _apply(act: Act, scene: _Scene, present: _Scene, facts: dict[str, Any], fresh: RandomIds) -> Case:
    transaction = table.Transaction()
    today = shanghai_day(act.now)
    setting = Setting(present.case, scene.action, act.actor, facts, today, scene.rules)
    issued = tuple(
        _issue(plan, setting, transaction, fresh) for plan in plans(scene.action, facts, scene.case.matter, scene.rules)
    )
    decision = decide(scene.case, scene.action, act.actor, facts, act.now, scene.rules, fresh, issued)
    _write(transaction, act, scene, decision, issued)
    transaction.commit()
    if decision.errands:
        run_errands(scene.case.matter.id, decision.case.matter.version, act.now, ERRAND_SECONDS)
    return decision.case


def _issue(plan: Plan, setting: Setting, transaction: table.Transaction, fresh: RandomIds) -> Document:
    """A letter numbered, rendered and stored; its number is taken when the transaction commits."""
    from jiandu.rendering import rendered

    given = str(setting.facts.get("number", ""))
    number = _number(plan, setting, transaction) if plan.code and not given else given
    made = document(plan, setting, "" if plan.kind.endswith("_draft") else number, fresh.id())
    code = "" if plan.kind.endswith("_draft") else keys.check_code()
    letter = compose(plan, setting, number).model_copy(update={"check_code": keys.in_groups(code)})
    address = settings().address(f"/check#{code}") if code else ""
    body, template = rendered(setting.issuer.id, plan.kind.removesuffix("_draft"), letter, address)
    key, sha256 = files.store("issued", setting.matter.id, body, files.DOCX, "docx")
    stored = {"key": key, "sha256": sha256, "check_code": code, "issuer": letter.issuer, "template": template}
    return made.model_copy(update=stored)


def _number(plan: Plan, setting: Setting, transaction: table.Transaction) -> str:
    """The next number of the series of organisation, code and year of signing; committed only if still the next.

    One that was entered by hand before, because the city's office system gave it, is passed over.
    """
    issuer = setting.issuer
    if not issuer.short:
        raise conflict("short", f"{issuer.name}没有设置机关代字，不能编号。")
    series = {"pk": f"SERIES#{issuer.id}#{plan.code}#{setting.today.year}", "sk": "SERIES"}
    last = (table.get(series["pk"], series["sk"]) or {}).get("n", 0)
    head = f"{issuer.short}{plan.code}〔{setting.today.year}〕"
    n = next(n for n in count(last + 1) if not table.document_claimed(f"{head}{n}号"))
    condition = ("n = :n", {":n": last}) if last else (table.NEW, None)
    transaction.put("series", {**series, "n": n}, *condition)
    return f"{head}{n}号"


def _write(
    transaction: table.Transaction,
    act: Act,
    scene: _Scene,
    decision: Decision,
    issued: tuple[Document, ...],
) -> None:
    case = scene.case
    gathered = {c.matter.id: c for c in (case, case.parent, case.child, case.other) if c}
    for part in decision.all:
        old = gathered.get(part.case.matter.id)
        table.add_decision(transaction, part, old.clocks if old else ())
        known = old.documents if old else ()
        changed = [d for d in part.case.documents if d not in known]
        table.add_documents(transaction, part.case.matter.id, changed, {d.id for d in issued})
        table.add_sealings(transaction, part.case.matter, [d for d in changed if _now_sealed(d, known)])
        table.add_proofs(transaction, part.case.matter.id, changed, known)
    if decision.errands:
        sent = table.Sent(case.matter.id, decision.case.matter.version, decision.errands, act.now)
        table.put_errands(transaction, sent, None)
    if act.challenge:
        challenges.add_used(transaction, act.challenge)
    if scene.action.code:
        version, event = keys.ring().current, next(e for e in decision.events if e.action == act.action)
        beside = {"kind": case.matter.kind, "event": event.n}
        codes.add_code(transaction, code_of(act, version), version, act.matter_id, **beside)
    if request := _request(act):
        request.add(transaction)


def code_of(act: Act, version: str) -> str:
    """The code an act hands out while the secret is at a version: the same request gets the same."""
    key = f"{act.actor.id}\x00{act.idempotency_key}"
    return keys.tracking_code(key, digest(canonical([act.matter_id, act.action])), version)


def _now_sealed(document: Document, known: tuple[Document, ...]) -> bool:
    return document.sealing is not None and not any(d.id == document.id and d.sealing for d in known)


def _done_before(act: Act) -> bool:
    """Whether this very request was done already, under its idempotency key."""
    request = _request(act)
    return request is not None and request.done() is not None


def _request(act: Act) -> Once | None:
    plain = {k: digest(str(v)) if isinstance(v, RawFile) else v for k, v in act.values.items()}
    return once(act.actor.id, act.idempotency_key, canonical([act.matter_id, act.action, act.version, plain]))
