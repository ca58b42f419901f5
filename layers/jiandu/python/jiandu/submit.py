"""A complaint comes in: its matter, clock, code and identity in one transaction. ``POST /complaints`` is one way."""

import random
import time
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any

from jiandu.adapters import arrivals, challenges, codes, files, identities, keys, table
from jiandu.adapters.ids import RandomIds
from jiandu.adapters.once import Once
from jiandu.core.deadlines import shanghai_day
from jiandu.core.decide import Decision, decide
from jiandu.core.errors import Busy, Invalid, TooMany, invalid
from jiandu.core.forms.intake import PERSONAL, Complaint, TakenIn
from jiandu.core.forms.reading import read_form
from jiandu.core.likeness import Trace, sketch
from jiandu.core.matter import Actor, Case, Event, Matter, Organisation, Upload
from jiandu.core.offices import COMPLAINED_OF, successor_of
from jiandu.core.procedure import rules_on
from jiandu.core.record import canonical, digest
from jiandu.settings import settings

ATTEMPTS = 5
UNPROVED_OF_A_SOURCE, UNPROVED_AN_HOUR = 5, 30
AN_HOUR = timedelta(hours=1)


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

    Without ``enterer`` it is the complainant who acts. A key counts for its enterer alone. ``marks`` are those of the
    contact point that hands it in, ``challenge`` is the one against robots that was solved for it.
    """

    action: str
    form: Complaint
    key: str
    received_at: datetime
    enterer: Actor | None = None
    scan: bytes | None = None
    marks: Mapping[str, str] = field(default_factory=dict)
    challenge: Mapping[str, Any] | None = None

    @property
    def scope(self) -> str:
        return self.enterer.id if self.enterer else "public"

    @property
    def body_hash(self) -> str:
        return digest(canonical(self.form.model_dump(mode="json")))

    def code(self, version: str) -> str:
        """The code this request gets while the secret is at a version."""
        key = f"{self.scope}\x00{self.key}" if self.enterer else self.key
        return keys.tracking_code(key, self.body_hash, version)

    @property
    def identity(self) -> identities.Identity:
        """Who complained, as far as it was told."""
        form = self.form
        return identities.Identity(form.name, form.phone, form.represented_by, form.other_name, form.other_phone)


def submit(
    values: Mapping[str, Any],
    idempotency_key: str,
    now: datetime,
    solved: str | None = None,
    by_hand_from: str | None = None,
) -> Submitted:
    """Receives a complaint; the same key and body get the same answer, code included.

    ``solved`` is the solution of a challenge against robots. A form sent by hand without one, as a browser without
    scripts does, is taken too, a few of each source (``by_hand_from``): a clerk confirms it before it is handled.

    Raises Invalid for a field that breaks its rule, also for another body under the same key and a challenge that was
    not solved or used before; TooMany where too many came without one.
    """
    form = read_form(Complaint, values)
    assert isinstance(form, Complaint)
    intake = Intake("submit", form, idempotency_key, received_at=now)
    if before := taken_before(intake):
        return before
    agency = supervised(form.agency)
    return take(_against_robots(intake, solved, by_hand_from), agency, now)


def _against_robots(intake: Intake, solved: str | None, by_hand_from: str | None) -> Intake:
    """The intake with its challenge, or by the row of those that a person confirms."""
    if settings().challenges == "off":
        return intake
    if challenge := answered(solved, by_hand_from, intake.received_at):
        return replace(intake, challenge=challenge)
    return replace(intake, action="submit_unconfirmed")


def answered(solved: str | None, by_hand_from: str | None, now: datetime) -> Mapping[str, Any] | None:
    """The challenge that was solved; None for one of the few forms that may come by hand without.

    Raises Invalid where it was not solved, or a program brings none; TooMany where too many came without.
    """
    if solved:
        return challenges.proved(solved)
    if by_hand_from is None:
        how = "请先取得验证题（GET /complaints/challenge），解答后一并提交。"
        raise invalid(challenges.FIELD, "missing", how)
    _count_unproved(by_hand_from, now)
    return None


def _count_unproved(source: str, now: datetime) -> None:
    """One more without a solved challenge; those of one source that are too many do not count against all."""
    hour = now.replace(minute=0, second=0, microsecond=0)
    shelf, until = f"RATE#{hour.isoformat()}#unproved", hour + 2 * AN_HOUR
    of_source = table.count(f"{shelf}#{keys.source_hash(source, shanghai_day(now))}", until)
    if of_source > UNPROVED_OF_A_SOURCE or table.count(shelf, until) > UNPROVED_AN_HOUR:
        raise TooMany(
            "这一小时内没有经过自动验证的提交太多，暂时不能接收。"
            "请稍后再试，启用浏览器的 JavaScript 后提交，或者来信、来访、来电反映。",
            int((hour + AN_HOUR - now).total_seconds()) + 1,
        )


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
            if "challenge" in lost.labels:
                raise invalid(challenges.FIELD, "once", "这次防机器人验证已经用过，请重新验证后再提交。") from lost
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
        marks=intake.marks,
    )
    actor = intake.enterer or Actor("complainant", matter.id)
    action = procedure.actions[intake.action]
    decision = decide(Case(matter), action, actor, _kept_facts(matter.id, intake), now, rules, fresh)
    version = keys.ring().current
    first = decision.events[0]
    answer = Submitted(matter.number, intake.code(version), intake.received_at.isoformat(), matter.id, first)
    _commit(decision, intake, answer, version, now)
    return answer


def _commit(decision: Decision, intake: Intake, answer: Submitted, version: str, now: datetime) -> None:
    transaction = table.Transaction()
    table.add_decision(transaction, decision, ())
    _register(transaction, intake, decision.case.matter, now)
    codes.add_code(transaction, answer.code, version, answer.matter_id)
    kept = {k: v for k, v in answer.view().items() if k != "code"}
    _request(intake, version).add(transaction, answer=kept)
    if intake.challenge:
        challenges.add_used(transaction, intake.challenge)
    if intake.identity.told:
        identities.add_sealed(transaction, answer.matter_id, intake.identity)
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


def _request(intake: Intake, version: str) -> Once:
    return Once(f"IDEM#{intake.scope}#{keys.idempotency_hash(intake.key, version)}", intake.body_hash)


def taken_before(intake: Intake) -> Submitted | None:
    """The answer this very request got already, under whichever version of the secret, or None.

    Invalid for another body under its key.
    """
    for version in keys.ring().versions:
        if item := _request(intake, version).done():
            event = Event.model_validate(table.get(f"M#{item['answer']['matter_id']}", "E#000001"))
            return Submitted(code=intake.code(version), event=event, **item["answer"])
    return None


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
