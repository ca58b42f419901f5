"""A complaint comes in: its matter, clock, code and identity in one transaction. ``POST /complaints`` is one way."""

import random
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from jiandu.adapters import arrivals, files, keys, table
from jiandu.adapters.ids import RandomIds
from jiandu.adapters.once import Once
from jiandu.core.deadlines import shanghai_day
from jiandu.core.decide import Decision, decide
from jiandu.core.errors import Busy, Invalid, invalid
from jiandu.core.forms.intake import PERSONAL, Complaint, TakenIn
from jiandu.core.forms.reading import read_form
from jiandu.core.likeness import Trace, sketch
from jiandu.core.matter import Actor, Case, Event, Matter, Organisation, Upload
from jiandu.core.offices import COMPLAINED_OF, successor_of
from jiandu.core.procedure import rules_on
from jiandu.core.record import canonical, digest

ATTEMPTS = 5


@dataclass(frozen=True, slots=True)
class Submitted:
    """The answer of a submission: what the complainant keeps, and the event it is on record by."""

    number: str
    code: str
    received_at: str
    matter_id: str
    event: Event = field(compare=False)

    @property
    def by_complainant(self) -> bool:
        """Whether nobody entered it for him: then all that is recorded is his own."""
        return self.event.actor == self.matter_id

    def view(self) -> dict[str, str]:
        return {
            "number": self.number,
            "code": self.code,
            "received_at": self.received_at,
            "matter_id": self.matter_id,
        }


@dataclass(frozen=True, slots=True)
class Intake:
    """One complaint as it comes in: by which row, under which key, by whose hand, and the file that came with it.

    Without ``enterer`` it is the complainant who acts. A key counts for its enterer alone.
    """

    action: str
    form: Complaint
    key: str
    received_at: datetime
    enterer: Actor | None = None
    scan: bytes | None = None

    @property
    def scope(self) -> str:
        return self.enterer.id if self.enterer else "public"

    @property
    def body_hash(self) -> str:
        return digest(canonical(self.form.model_dump(mode="json")))

    @property
    def code(self) -> str:
        key = f"{self.scope}\x00{self.key}" if self.enterer else self.key
        return keys.tracking_code(key, self.body_hash)


def submit(values: Mapping[str, Any], idempotency_key: str, now: datetime) -> Submitted:
    """Receives a complaint; the same key and body get the same answer, code included.

    Raises Invalid for a field that breaks its rule, also for another body under the same key.
    """
    form = read_form(Complaint, values)
    assert isinstance(form, Complaint)
    intake = Intake("submit", form, idempotency_key, received_at=now)
    return taken_before(intake) or take(intake, supervised(form.agency), now)


def take(intake: Intake, agency: Organisation, now: datetime) -> Submitted:
    """The complaint on record; the same request again gets the same answer.

    Raises Invalid for another body under the same key or a work order that is on record already,
    Busy when every attempt met a rival.
    """
    for attempt in range(ATTEMPTS):
        try:
            return _receive(intake, agency, now)
        except table.Lost as lost:
            if "idempotency" in lost.labels or "code" in lost.labels:
                return _again(intake)
            if "order" in lost.labels:
                raise _on_record(intake, str(agency.bureau)) from lost
        time.sleep(random.uniform(0, 0.02 * 2**attempt))
    raise Busy("系统繁忙，请稍后再次提交。")


def supervised(agency_id: str) -> Organisation:
    """The agency that answers for the one complained of, under the rules of its bureau.

    That of a closed one is its successor. Invalid for one that is unknown, closed or not supervised here (NAT-02).
    """
    agency = table.load_organisation(agency_id)
    if agency is None:
        raise invalid("agency", "known", "没有这个行政执法机关，请从列表中选择。")
    if not agency.open:
        agency = successor_of(agency, {o.id: o for o in table.list_organisations()})
    if not agency.open:
        raise invalid("agency", "open", f"{agency.name}已经撤销，请选择承接其职能的机关。")
    bureau = table.load_organisation(agency.bureau) if agency.bureau else None
    if bureau is None or agency.kind not in COMPLAINED_OF:
        raise invalid("agency", "supervised", f"{agency.name}不是本系统监督的行政执法机关。")
    return agency.model_copy(update={"profile": bureau.profile})


def _receive(intake: Intake, agency: Organisation, now: datetime) -> Submitted:
    fresh = RandomIds()
    today = shanghai_day(now)
    rules = rules_on(agency.profile, today)
    procedure = rules.procedures["complaint"]
    matter = Matter(
        id=fresh.id(),
        kind="complaint",
        profile=agency.profile,
        number=fresh.number(procedure.prefix, today),
        owner=str(agency.bureau),
        respondent=agency.id,
        state=procedure.initial,
        opened_at=now,
        category=intake.form.category,
    )
    actor = intake.enterer or Actor("complainant", matter.id)
    action = procedure.actions[intake.action]
    decision = decide(Case(matter), action, actor, _kept_facts(matter.id, intake), now, rules, fresh)
    first = decision.events[0]
    answer = Submitted(matter.number, intake.code, intake.received_at.isoformat(), matter.id, first)
    _commit(decision, intake, answer, now)
    return answer


def _commit(decision: Decision, intake: Intake, answer: Submitted, now: datetime) -> None:
    form = intake.form
    transaction = table.Transaction()
    table.add_decision(transaction, decision, ())
    _register(transaction, intake, decision.case.matter, now)
    transaction.put(
        "code",
        {"pk": f"T#{keys.tracking_key(answer.code)}", "sk": "CODE", "matter": answer.matter_id},
        table.NEW,
    )
    kept = {k: v for k, v in answer.view().items() if k != "code"}
    _request(intake).add(transaction, answer=kept)
    if form.name or form.phone or form.representatives:
        told = {"name": form.name, "phone": form.phone, "representatives": list(form.represented_by)}
        sealed = keys.encrypt_identity(answer.matter_id, told)
        identity = {"pk": f"I#{answer.matter_id}", "sk": "IDENTITY", "ciphertext": sealed}
        transaction.put("identity", identity, table.NEW)
    transaction.commit()


def trace_of(form: Complaint, received_on: date, matter: str, number: str) -> Trace:
    """What a complaint is known again by."""
    return Trace(matter, number, form.agency, received_on, keys.phone_hash(form.phone), sketch(form.facts))


def _register(transaction: table.Transaction, intake: Intake, matter: Matter, now: datetime) -> None:
    """What is remembered beside the matter: its trace, the office that handed it in, its work order."""
    form, enterer = intake.form, intake.enterer
    arrivals.add_trace(transaction, trace_of(form, shanghai_day(intake.received_at), matter.id, matter.number))
    if enterer and enterer.assists:
        arrivals.add_handed_in(transaction, enterer.organisation, matter.id, now)
    if isinstance(form, TakenIn) and form.order_number:
        found = arrivals.Registered(matter.id, matter.number)
        arrivals.add_order(transaction, matter.owner, form.order_number, found)


def _kept_facts(matter_id: str, intake: Intake) -> dict[str, Any]:
    """What officers may read: everything but who it is; of the name only the family name."""
    form = intake.form
    facts = form.model_dump(mode="json", exclude={*PERSONAL})
    if intake.scan:
        stored = files.store_upload(matter_id, Upload(**facts["scan"]), intake.scan)
        facts["scan"] = stored.model_dump(mode="json")
    return {**facts, "shown_name": f"{form.name[0]}*" if form.name else "匿名"}


def _request(intake: Intake) -> Once:
    return Once(f"IDEM#{intake.scope}#{keys.idempotency_hash(intake.key)}", intake.body_hash)


def taken_before(intake: Intake) -> Submitted | None:
    """The answer this very request got already, or None; Invalid for another body under its key."""
    item = _request(intake).done()
    if item is None:
        return None
    event = Event.model_validate(table.get(f"M#{item['answer']['matter_id']}", "E#000001"))
    return Submitted(code=intake.code, event=event, **item["answer"])


def _again(intake: Intake) -> Submitted:
    answer = taken_before(intake)
    if answer is None:
        raise _another_body()
    return answer


def _on_record(intake: Intake, bureau: str) -> Invalid:
    """The work order is another matter's already."""
    assert isinstance(intake.form, TakenIn)
    found = arrivals.registered(bureau, intake.form.order_number)
    return invalid("order_number", "unique", f"这个工单已经登记，受理编号{found.number if found else '待查'}。")


def _another_body() -> Invalid:
    return invalid("Idempotency-Key", "same_body", "这个幂等键已经用于另一份内容，请换一个键。")
