"""What is gathered for an administrator: the register, and where in it he works."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from jiandu.adapters import register as book
from jiandu.adapters import table
from jiandu.core import offices, procedure
from jiandu.core.access import may
from jiandu.core.deadlines import shanghai_day
from jiandu.core.errors import Forbidden, Mistake, missing
from jiandu.core.matter import Actor, Matter, Organisation, Person
from jiandu.core.offices import Register
from jiandu.core.register import Entry, Subject

BETWEEN_PARTIES = ("dispute", "opinion_performance")


@dataclass(frozen=True, slots=True)
class Scene:
    """The register and its record around one organisation, or one of its people."""

    actor: Actor
    today: date
    turn: int
    register: Register
    organisation: Organisation
    person: Person | None
    history: tuple[Entry, ...]

    @property
    def subject(self) -> Subject:
        return self.person or self.organisation

    @property
    def officer(self) -> Person:
        """The person the scene is about, where it is about one."""
        assert self.person is not None
        return self.person


def path_of(subject: Subject) -> str:
    """Where a subject is shown."""
    return f"/admin/{'people' if isinstance(subject, Person) else 'organisations'}/{subject.id}"


def load_register(actor: Actor) -> Register:
    """All of the deployment, with what this administrator keeps; Forbidden for anybody else."""
    if not may(actor, "register"):
        raise Forbidden("机构和人员由系统管理员维护。", Mistake("action", "role", "您不是系统管理员。"))
    organisations = {o.id: o for o in table.list_organisations()}
    people = {p.id: p for p in table.list_people()}
    return Register(organisations, people, frozenset(offices.reach(organisations, actor.organisation)))


def gather(actor: Actor, place: Mapping[str, str], now: datetime) -> Scene:
    """The organisation or person at ``place``; Missing for one the administrator does not keep.

    The turn is read first: whatever changes after it makes the change that is to come lose.
    """
    turn = book.turn()
    register = load_register(actor)
    person = table.load_person(place["person_id"]) if "person_id" in place else None
    organisation_id = person.organisation if person else place.get("organisation_id", "")
    organisation = table.load_organisation(organisation_id) if organisation_id in register.within else None
    if organisation is None:
        field = next(iter(place))
        raise missing(field, "没有这个人员。" if field == "person_id" else "没有这个机构。")
    register = replace(register, organisations={**register.organisations, organisation.id: organisation})
    if person:
        register = replace(register, people={**register.people, person.id: person})
    return Scene(actor, shanghai_day(now), turn, register, organisation, person, book.load_entries(organisation.id))


def profiles_on(today: date) -> dict[str, str]:
    """The local rules in force, by name with their titles."""
    found = {}
    for name in procedure.profiles():
        try:
            found[name] = procedure.rules_on(name, today).title
        except LookupError:
            continue
    return found


def open_matters(scene: Scene) -> list[Matter]:
    """The open matters of the subject: those an officer handles, those an organisation owns or is a party to."""
    organisation, person = scene.organisation, scene.person
    own = list(book.open_matters(organisation.id))
    if person:
        return [m for m in own if person.id in m.officers]
    about = [] if organisation.kind == "bureau" else book.open_matters(str(organisation.bureau))
    others = (*about, *book.open_matters(organisation.id, "inbox"))
    party = [m for m in others if organisation.id in (m.respondent, m.marks.get("other_party"))]
    return list({m.id: m for m in (*own, *party)}.values())


def hindering(scene: Scene) -> list[Matter]:
    """The open matters nobody could go on with if the organisation closed: those it owns, and its disputes."""
    own = scene.organisation.id
    return [m for m in open_matters(scene) if m.owner == own or m.kind in BETWEEN_PARTIES]


def visible_numbers(scene: Scene, matters: list[Matter]) -> list[str]:
    """The numbers the administrator may know, to have them handed over: of his own office's matters, none confined."""
    offices = scene.register.organisations
    plain = [m for m in matters if not m.confined]
    return [m.number for m in plain if may(scene.actor, "numbers_of_open_matters", offices[m.owner])]
