"""What is kept of a matter: its snapshot, clocks, events and documents, as frozen models."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict


class Kept(BaseModel):
    """Base of everything stored; ``v`` is the schema version, upgraded when read."""

    model_config = ConfigDict(frozen=True, hide_input_in_errors=True, defer_build=True)
    v: int = 1


class Organisation(Kept):
    """机构: a bureau, government, agency, guidance body, township office or contact point."""

    id: str
    name: str
    level: str
    kind: str
    parent: str | None = None
    government: str | None = None
    bureau: str | None = None
    short: str = ""
    vertical: bool = False
    open: bool = True
    profile: str = ""
    successor: str | None = None
    version: int = 1


class Certificate(Kept):
    """行政执法监督证件: as issued; one taken back says since when."""

    number: str
    issued_on: date
    valid_to: date
    issuer: str
    revoked_on: date | None = None


class Person(Kept):
    """An official: roles count within the one organisation; who left holds none any more.

    ``sessions_ended`` is how often an administrator ended all sessions of the person, ``tokens_from`` when he last did:
    no token issued before is believed.
    """

    id: str
    name: str
    title: str = ""
    organisation: str
    roles: tuple[str, ...] = ()
    certificates: tuple[Certificate, ...] = ()
    left_on: date | None = None
    sessions_ended: int = 0
    tokens_from: datetime | None = None
    version: int = 1


@dataclass(frozen=True, slots=True)
class Actor:
    """办理人: a person signed in, the complainant or an invited person by code, anybody of the public, another matter
    whose act carries along, or the system.

    ``assists`` is the bureau for which a person's office or body acts, ``oversees`` the bureau whose superior is
    the person's own, where the use case gathered them. ``represents`` are the colleagues a person stands in for today,
    ``stands_for`` the one in whose place this act is done.
    """

    kind: Literal["person", "complainant", "invited_person", "public", "matter", "system"]
    id: str
    organisation: str = ""
    roles: tuple[str, ...] = ()
    assists: str = ""
    oversees: str = ""
    represents: tuple["Actor", ...] = ()
    stands_for: str = ""

    @property
    def by_code(self) -> bool:
        """Whether it is whoever holds the code of one matter, and no account."""
        return self.kind in ("complainant", "invited_person")

    @property
    def hands(self) -> set[str]:
        """Whose hands count as the actor's own: also those of whoever the actor stands in for (代理)."""
        return {self.id, *(person.id for person in self.represents)}


SYSTEM = Actor("system", "system")
PUBLIC = Actor("public", "public")


def lent(hands: Mapping[str, str], hand: str, actor: Actor) -> dict[str, str]:
    """The hands with one lent by the actor, and in whose place (``<hand>_for``) if not by his own right."""
    instead = f"{hand}_for"
    others = {name: who for name, who in hands.items() if name != instead}
    return {**others, hand: actor.id, **({instead: actor.stands_for} if actor.stands_for else {})}


DRAFTING = ("draft", "amend", "legal_amend")
SETS_DATE = ("begin", "change_demanded_date")
SIGNED_BY_HAND = ("question", "survey", "record_talk", "record_site", "take_files")


def amending(hands: Mapping[str, str], hand: str, actor: Actor) -> str:
    """The name under which a hand that several persons may lend is kept: ``amender``, ``amender_2`` …"""
    names = [hand, *(f"{hand}_{n}" for n in range(2, len(hands) + 2))]
    return next(name for name in names if hands.get(name) in (None, actor.id))


class Upload(Kept):
    """A file somebody handed in, stored under its hash."""

    name: str
    media_type: str
    size: int
    sha256: str
    key: str = ""


class Letter(Kept):
    """The one letter in preparation: which, at which stage, by whose hands, from which draft (event n)."""

    kind: str
    stage: str
    draft: int
    hands: Mapping[str, str] = {}
    document: str | None = None


class Child(Kept):
    """A matter opened from this one."""

    kind: str
    open: bool = True


class Deputising(Kept):
    """代理: who does everything a colleague may do, from the first day to the last."""

    person: str
    deputy: str
    first: date
    last: date


class Matter(Kept):
    """事项: the snapshot that folding the events gives; ``version`` is the number of the last event.

    ``copies`` are the letters copied (抄送) to other bodies: by organisation the document it got. ``undated`` are the
    clocks of the letter in force that wait for a new date, because it was served when the printed one was past.
    ``title`` is what it is called in lists where its number says too little, ``marks`` by what lists count and sort it.
    ``unread_by_other`` is of the other party of a dispute what ``unread`` is of the respondent.
    ``held`` says that nothing of it may be disposed of (冻结销毁), ``disposal`` by which 销毁清册 it was.
    """

    id: str
    kind: str
    profile: str
    number: str
    owner: str
    respondent: str
    state: str
    version: int = 0
    head: str = ""
    opened_at: datetime
    closed_at: datetime | None = None
    parent: str | None = None
    officers: tuple[str, ...] = ()
    hands: Mapping[str, str] = {}
    letter: Letter | None = None
    children: Mapping[str, Child] = {}
    in_force: str | None = None
    undated: tuple[str, ...] = ()
    late: tuple[str, ...] = ()
    was_late: tuple[str, ...] = ()
    grave: bool = False
    known: bool = False
    unread: bool = False
    unread_by_other: bool = False
    about: str | None = None
    route: str | None = None
    category: str | None = None
    flags: tuple[str, ...] = ()
    resumes_to: str | None = None
    recusals: Mapping[str, str] = {}
    handed_over: bool = False
    merged_into: str | None = None
    merged: tuple[str, ...] = ()
    confined: bool = False
    deputising: Deputising | None = None
    copies: Mapping[str, str] = {}
    archive_number: str = ""
    held: bool = False
    disposed_on: date | None = None
    disposal: str = ""
    title: str = ""
    marks: Mapping[str, str] = {}

    @property
    def stage(self) -> str:
        """``letter.stage`` of the letter in preparation, or empty."""
        return f"{self.letter.kind}.{self.letter.stage}" if self.letter else ""


class Extension(Kept):
    """延长: the due day as it was and as it became, why, by whose approval, decided on which day."""

    earlier: date
    to: date
    reason: str
    approver: str
    on: date


class Clock(Kept):
    """期限: one statutory period. Instants are aware; ``started_on`` is the day of receipt, never counted.

    A period in hours runs from ``started_at``. ``pauses`` are past suspensions: the first day that did not count,
    and the day on which counting went on. ``printed`` is the date the letter bore where another had to be set.
    ``remind`` are the profile's numbers; ``reminders`` the instants still meant for the present due day, ``reminded``
    those raised before it moved.
    """

    name: str
    n: int
    value: str
    started_on: date
    started_at: datetime | None = None
    basis: tuple[tuple[str, str], ...]
    count: int | None = None
    unit: str | None = None
    roll: str = "rest_day"
    due: date | None = None
    nominal: date | None = None
    provisional: bool = False
    closes_at: datetime | None = None
    remind: tuple[int, ...] = ()
    reminders: tuple[datetime, ...] = ()
    raised: int = 0
    reminded: tuple[datetime, ...] = ()
    printed: date | None = None
    extensions: tuple[Extension, ...] = ()
    pauses: tuple[tuple[date, date], ...] = ()
    suspended_on: date | None = None
    status: Literal["running", "suspended", "stopped", "lapsed"] = "running"
    breached_at: datetime | None = None
    stopped_at: datetime | None = None
    fulfilled: bool = False

    @property
    def key(self) -> str:
        return f"{self.name}#{self.n}"

    @property
    def next_alert(self) -> datetime | None:
        """The next instant at which something is to be raised, or None."""
        if self.status != "running":
            return None
        if self.raised < len(self.reminders):
            return self.reminders[self.raised]
        return None if self.breached_at else self.closes_at


class Event(Kept):
    """记录: ``body`` is the canonical JSON text that ``hash`` covers; typed facts stand beside it, salted."""

    matter: str
    n: int
    action: str
    actor: str
    organisation: str = ""
    happened_at: datetime
    recorded_at: datetime
    body: str
    hash: str
    facts: Mapping[str, Any] = {}
    salt: str = ""


class Service(Kept):
    """送达: how and when a letter reached its addressee, with all that its 送达回证 prints and the proof.

    ``note`` is the person who signed for it, or refused to.
    """

    served_on: date
    method: str
    recorded_by: str
    note: str = ""
    relation: str = ""
    servers: str = ""
    place: str = ""
    witness: str = ""
    recording: Upload | None = None
    tracking: str = ""
    copies: int = 1
    proof: Upload | None = None


class Sealing(Kept):
    """用印: when, how many copies, with whose approval and by whose hand; ``organ`` is an addressee outside."""

    sealed_on: date
    copies: int
    approved_by: str
    applied_by: str
    recorded_by: str
    organ: str = ""


class Document(Kept):
    """文书: an issued official paper; ``sealed`` is the record copy 正本 that is served, ``issuer`` as printed.

    ``issued_by`` is the organisation whose seal it bears: the matter's owner, or the superior whose officer acted.
    ``new_due_on`` is the day set anew for a letter that was served when the date printed in it was past.
    """

    id: str
    kind: str
    title: str
    issued_on: date
    hands: Mapping[str, str] = {}
    number: str | None = None
    key: str = ""
    sha256: str = ""
    status: Literal["issued", "sealed", "served", "changed", "withdrawn", "void"] = "issued"
    sealed: Upload | None = None
    sealing: Sealing | None = None
    service: Service | None = None
    former_services: tuple[Service, ...] = ()
    new_due_on: date | None = None
    draft: int = 0
    addressee: str = ""
    publicity: str = "不予公开"
    check_code: str = ""
    issuer: str = ""
    issued_by: str = ""
    template: str = ""


@dataclass(frozen=True, slots=True)
class Case:
    """Everything gathered of one matter before a decision, with what it hangs on.

    ``raised`` are the lines of an index of what the contact point raised that the matter is about; ``past_terms`` are
    the bureau's contact points whose term is over, ``leads`` what an accompanying supervision was planned from.
    """

    matter: Matter
    clocks: tuple[Clock, ...] = ()
    documents: tuple[Document, ...] = ()
    events: tuple[Event, ...] = ()
    parent: "Case | None" = None
    child: "Case | None" = None
    other: "Case | None" = None
    kin: tuple["Case", ...] = ()
    organisations: Mapping[str, Organisation] = field(default_factory=dict)
    people: Mapping[str, Person] = field(default_factory=dict)
    choices: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    errands_left: int = 0
    errands_refused: tuple[str, ...] = ()
    figures: tuple[str, ...] = ()
    raised: tuple[Mapping[str, Any], ...] = ()
    past_terms: frozenset[str] = frozenset()
    leads: tuple[Matter, ...] = ()

    def facts_of(self, *actions: str) -> Mapping[str, Any] | None:
        """The facts of the latest event of these actions, or None."""
        for event in reversed(self.events):
            if event.action in actions:
                return event.facts
        return None

    def draft_of(self, *letters: str) -> Mapping[str, Any] | None:
        """The latest text of these letters, as drafted or as a reviewer amended it; or None."""
        return self.facts_of(*(f"{step}_{letter}" for letter in letters for step in DRAFTING))

    @property
    def unsettled(self) -> int:
        """How many children are open; at least one while some may still have to be made."""
        return max(sum(child.open for child in self.matter.children.values()), bool(self.errands_left))

    @property
    def unsealed(self) -> tuple[Document, ...]:
        """Issued documents whose sealed copy is not on file yet, but for the letter in preparation."""
        letter = self.matter.letter
        preparing = letter.document if letter else None
        return tuple(d for d in self.documents if d.status == "issued" and d.number and d.id != preparing)

    @property
    def unscanned(self) -> tuple[Event, ...]:
        """Records to be signed by hand whose signed paper is not on file yet."""
        later = {str(e.facts["entry"]) for e in self.events if e.action == "attach_signed_paper"}
        papers = (e for e in self.events if e.action in SIGNED_BY_HAND)
        return tuple(e for e in papers if not e.facts.get("scan") and str(e.n) not in later)

    @property
    def handed(self) -> tuple[Mapping[str, Any], ...]:
        """What a handover handed over, as each matter stood at that moment; else empty."""
        return tuple((self.facts_of("begin") or {}).get("list", ()))

    @property
    def told(self) -> Mapping[str, Any]:
        """What the complaint said as it came in, by the public form or entered by an office; else empty."""
        return self.facts_of("submit", "submit_unconfirmed", "take_in") or {}

    @property
    def letter_facts(self) -> Mapping[str, Any]:
        """What was written of the letter in preparation: its draft, or the decision as recorded."""
        letter = self.matter.letter
        return self.facts_at(letter.draft) if letter else {}

    def facts_at(self, n: int) -> Mapping[str, Any]:
        """The facts of event n; empty where there is none."""
        return next((e.facts for e in self.events if e.n == n), {})

    def running(self, name: str) -> Clock | None:
        """The running clock of a name, or None."""
        return next((c for c in reversed(self.clocks) if c.name == name and c.status == "running"), None)

    def document(self, document_id: str | None) -> Document | None:
        """The document of an id, or None."""
        return next((d for d in self.documents if d.id == document_id), None)

    def organisation(self, organisation_id: str) -> Organisation:
        """An organisation that was gathered; KeyError otherwise."""
        return self.organisations[organisation_id]
