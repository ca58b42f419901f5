"""The use case of ``POST /take-in``: what came by letter, visit or phone, entered by an office (代录)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from jiandu.adapters import table
from jiandu.core.access import ROLES, standing
from jiandu.core.admit import examine
from jiandu.core.deadlines import midnight, shanghai_day
from jiandu.core.errors import Forbidden, Mistake, invalid
from jiandu.core.forms.intake import CAME_BY, TakenIn
from jiandu.core.forms.reading import read_form
from jiandu.core.matter import Actor, Case, Matter, Organisation
from jiandu.core.procedure import Action, rules_on
from jiandu.perform import RawFile, with_files
from jiandu.points_work import marks_of_lead, while_serving
from jiandu.submit import Intake, Submitted, supervised, take, taken_before

ROW = "take_in"


# Who hands leads to the bureau from outside: kind of organisation, its role and how what it brings may have come.
OFFICES = {
    "township_office": ("assistant", ("township", "letter", "visit", "phone")),
    "guidance_body": ("referrer", ("guidance_body",)),
    "contact_point": ("contact_point", ("contact_point",)),
}
OF_BUREAU = ("letter", "visit", "phone", "township", "guidance_body", "hotline")


@dataclass(frozen=True, slots=True)
class Counter:
    """Where complaints are entered: who enters them, his office, the bureau they are for, the row, and a matter not yet
    begun.

    ``channels`` are the ways in which what is entered here may have come, the usual one first.
    """

    enterer: Actor
    office: Organisation
    bureau: Organisation
    action: Action
    prospect: Case
    channels: tuple[str, ...] = OF_BUREAU


def counter_of(actor: Actor, organisations: Iterable[Organisation], now: datetime) -> Counter:
    """The counter the actor sits at; Forbidden for whoever may enter nothing.

    A township office enters for the county bureau it belongs to, a guidance body for the bureau of its level,
    everybody else for their own bureau.
    """
    known = {o.id: o for o in organisations}
    own = known.get(actor.organisation)
    office = OFFICES.get(own.kind) if own else None
    bureau = known.get(str(own.bureau)) if own and office else own
    if own is None or bureau is None or bureau.kind != "bureau":
        raise _forbidden()
    role, channels = office or ("", OF_BUREAU)
    roles = tuple(r for r in actor.roles if r == role)
    enterer = replace(actor, assists=bureau.id, roles=roles) if office else actor
    procedure = rules_on(bureau.profile, shanghai_day(now)).procedures["complaint"]
    action = procedure.actions[ROW]
    prospect = Matter(
        id="",
        kind=procedure.kind,
        profile=bureau.profile,
        number="",
        owner=bureau.id,
        respondent="",
        state=procedure.initial,
        opened_at=now,
    )
    acting = standing(enterer, action.who, prospect)
    if acting is None:
        able = "、".join(ROLES[role] for role in action.who)
        raise _forbidden(able)
    return Counter(acting, own, bureau, action, Case(prospect), channels)


def open_counter(actor: Actor, organisations: Iterable[Organisation], now: datetime) -> Counter:
    """The same while something may be entered there: not by a contact point whose term is over."""
    counter = counter_of(actor, organisations, now)
    while_serving(counter.office, shanghai_day(now))
    return counter


def counter_of_bureau(actor: Actor, organisations: Iterable[Organisation], now: datetime) -> Counter:
    """The same for what only the bureau's own people enter."""
    counter = counter_of(actor, organisations, now)
    if counter.enterer.assists:
        raise _forbidden("司法行政机关的文书人员、行政执法监督人员", "导入 12345 工单")
    return counter


def may_take_in(actor: Actor, organisations: Iterable[Organisation], now: datetime) -> bool:
    """Whether the actor may enter complaints at all."""
    try:
        counter_of(actor, organisations, now)
    except Forbidden:
        return False
    return True


def take_in(actor: Actor, values: Mapping[str, Any], idempotency_key: str, now: datetime) -> Submitted:
    """Enters a complaint; its clock runs from the day of receipt. The same request again gets the same answer.

    Raises Forbidden for a role that may not, Invalid for a field that breaks its rule.
    """
    organisations = table.list_organisations()
    counter = open_counter(actor, organisations, now)
    form = read_form(TakenIn, with_files(TakenIn, values))
    assert isinstance(form, TakenIn)
    scan = values.get("scan")
    intake = intake_of(counter, form, idempotency_key, now)
    intake = replace(intake, scan=scan.body if isinstance(scan, RawFile) else None)
    if earlier := taken_before(intake):
        return earlier
    examine(counter.prospect, counter.action, form.model_dump(mode="json"), shanghai_day(now))
    if form.channel not in counter.channels:
        able = "、".join(CAME_BY[channel] for channel in counter.channels)
        raise invalid("channel", "own", f"您所在的机构登记的来件方式只能是：{able}。")
    agency = _own(form.agency, counter, organisations)
    _of_another(agency, counter.office)
    if counter.office.kind == "contact_point":
        intake = replace(intake, marks=marks_of_lead(counter.office.id, form.category))
    return take(intake, agency, now)


def intake_of(counter: Counter, form: TakenIn, key: str, now: datetime) -> Intake:
    """What is entered at a counter, as it comes in; its clock runs from the day of receipt."""
    received_at = midnight(form.received_on) if form.received_on < shanghai_day(now) else now
    return Intake(ROW, form, key, received_at, counter.enterer)


def within_reach(counter: Counter, organisations: Iterable[Organisation]) -> list[Organisation]:
    """Of whom something is entered here: those the bureau supervises; what a guidance body found also of those that
    a bureau below it does.
    """
    every = list(organisations)
    lower = {o.id for o in every if o.kind == "bureau" and o.bureau == counter.bureau.id}
    bureaus = {counter.bureau.id, *(lower if counter.office.kind == "guidance_body" else ())}
    return [o for o in every if o.bureau in bureaus]


def _own(agency_id: str, counter: Counter, organisations: Iterable[Organisation]) -> Organisation:
    """The agency complained of, supervised by this very bureau; Invalid for any other.

    What is entered of an agency below is this bureau's own matter, which it may hand on.
    """
    agency, bureau = supervised(agency_id), counter.bureau
    if agency.bureau == bureau.id:
        return agency
    if agency.id not in {o.id for o in within_reach(counter, organisations)}:
        raise invalid("agency", "own", f"{agency.name}不由{bureau.name}监督，请选择本机关监督的行政执法机关。")
    return agency.model_copy(update={"bureau": bureau.id, "profile": bureau.profile})


def _of_another(agency: Organisation, office: Organisation) -> None:
    """A contact point hands in nothing against itself or the department it belongs to; Invalid for that."""
    if office.kind == "contact_point" and agency.id in (office.id, office.parent):
        message = f"{agency.name}是本联系点所在的单位，不能由本联系点反映；请本人直接投诉举报。"
        raise invalid("agency", "not_itself", message)


def _forbidden(able: str = "司法行政机关、司法所、联系点的工作人员", what: str = "代录投诉举报") -> Forbidden:
    return Forbidden(f"{what}由{able}办理。", Mistake("action", "role", f"您不是{able}。"))
