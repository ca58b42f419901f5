"""The law as data, as the engine reads it: procedures, actions, clocks and the rules of one profile on one day."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from functools import lru_cache
from importlib import resources
from typing import Any

from jiandu.core.matter import Case, Event, Letter

INTERNAL = "内部规则"


@dataclass(frozen=True, slots=True)
class Article:
    """Where a rule stands: the citation of the text and its article number."""

    citation: str
    number: str


@dataclass(frozen=True, slots=True)
class Effect:
    """What an action does, as far as it may depend on a fact (``cases``).

    ``parent``, ``child`` and ``other`` name the act it carries along on the matter it hangs on (the first of those
    named that is in place there), on its open child, or on the other matter its facts name.
    """

    to: str | None = None
    stage: str | None = None
    documents: tuple[str, ...] = ()
    starts: tuple[str, ...] = ()
    parent: tuple[str, ...] = ()
    child: str | None = None
    other: str | None = None
    public: str | None = None


@dataclass(frozen=True, slots=True)
class Action:
    """One row of a procedure. ``stage`` names are ``letter.stage``; an empty one clears the letter.

    ``step`` names what the engine does beyond the row (``core/moves.py`` and the steps of letters); ``carry`` the facts
    handed to an act carried along; ``marks`` the facts by which lists show and count the matter, ``mark_as`` what the
    act itself marks it as; ``errands`` the acts on many matters it sends out; ``measures`` the periods it ends that
    began on a day it tells itself, so that the record shows whether they were kept; ``trace`` is false where the matter
    itself is to show nothing. What was typed in an act ``sealed_until`` another is read by nobody before that one is
    done too. ``agency`` is whether the agency learns of the act: always, (``known``) where it knows of the matter
    already, or (``addressed``) where the document named is written to it. ``personal`` acts concern one complainant
    alone and are not shown to those whose complaints were merged into this one; ``batch`` acts may be done on many
    matters at once; ``identity`` acts need to know who complained, and only the function that may open an identity does
    them; ``code`` acts hand out a code that opens the matter without an account, and only the function that may make
    codes does them; ``on_site`` acts are filled in where the network is weak, and the browser keeps what was typed.
    """

    name: str
    title: str
    who: tuple[str, ...]
    states: tuple[str, ...]
    basis: tuple[Article, ...]
    effect: Effect
    help: str = ""
    form: str | None = None
    at_stage: tuple[str, ...] = ()
    by: str | None = None
    cases: Mapping[str, Effect] = field(default_factory=dict)
    check: tuple[str, ...] = ()
    compute: str | None = None
    stops: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()
    opens: str | None = None
    sets: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    mark_as: Mapping[str, str] = field(default_factory=dict)
    hand: str | None = None
    apart: tuple[str, ...] = ()
    voids: str | None = None
    letter: str | None = None
    step: str | None = None
    carry: tuple[str, ...] = ()
    flag: str | None = None
    errands: str | None = None
    begins: bool = False
    trace: bool = True
    sealed_until: str | None = None
    on_behalf: bool = False
    personal: bool = False
    at_will: bool = False
    batch: bool = False
    identity: bool = False
    code: bool = False
    on_site: bool = False
    agency: bool | str = False
    agency_facts: bool = True
    public_facts: tuple[str, ...] = ()
    duties: tuple[str, ...] = ()

    @property
    def issues(self) -> bool:
        """Whether the act issues a document, in one of its cases at least."""
        return any(effect.documents for effect in (self.effect, *self.cases.values()))

    def outcome(self, facts: Mapping[str, Any]) -> Effect:
        """The row's effect with that of the case the facts choose laid over it."""
        if self.by is None:
            return self.effect
        case = self.cases[str(facts[self.by])]
        laid = {f.name: getattr(case, f.name) or getattr(self.effect, f.name) for f in fields(Effect)}
        return Effect(**laid)


@dataclass(frozen=True, slots=True)
class ClockKind:
    """A clock of a procedure: who owes, and what being late means; ``moves`` are the states its end leads to."""

    name: str
    title: str
    owed_by: str
    late: str | None = None
    right: bool = False
    public: bool = False
    prepares: str | None = None
    moves: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ClockValue:
    """A profile's value of a clock: ``number`` with unit, ``set_in_letter`` or ``promptly``."""

    value: str
    basis: tuple[Article, ...]
    n: int | None = None
    unit: str | None = None
    roll: str = "rest_day"
    remind: tuple[int, ...] = ()
    attention: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Procedure:
    """The states and actions of one kind of matter."""

    kind: str
    title: str
    prefix: str
    resource: str
    initial: str
    states: Mapping[str, str]
    ends: tuple[str, ...]
    clocks: Mapping[str, ClockKind]
    actions: Mapping[str, Action]
    letters: Mapping[str, str]
    stages: Mapping[str, str]
    confined: bool = False
    of_guidance_body: bool = False

    def path(self, action: Action, matter_id: str) -> str:
        """Where an action is posted: by what it may touch, never by its name (design section 3)."""
        child = action.opens == "objection"
        if self.resource == "objections" or child:
            return f"/objections/{matter_id}/actions/{action.name}"
        apart = "identity" if action.identity else "codes" if action.code else "actions"
        touched = "letters" if action.issues else apart
        return f"/matters/{matter_id}/{touched}/{action.name}"

    def signing(self, letter: Letter | None) -> Action | None:
        """The act that will sign the letter in preparation; None where there is none, or it is signed already."""
        if letter is None or letter.document:
            return None
        return next((a for a in self.actions.values() if a.step == "sign" and a.letter == letter.kind), None)


def still_sealed(case: Case, event: Event, procedure: Procedure) -> bool:
    """Whether what was typed in an act is read by nobody yet: the act that opens it is still to come."""
    action = procedure.actions.get(event.action)
    until = action.sealed_until if action else None
    return until is not None and not any(e.action == until for e in case.events)


@dataclass(frozen=True, slots=True)
class Rules:
    """What binds a bureau on one day: the resolved rows of its profile chain."""

    profile: str
    valid_from: date
    valid_to: date | None
    procedures: Mapping[str, Procedure]
    values: Mapping[str, ClockValue]
    codes: Mapping[str, str]
    choices: Mapping[str, Mapping[str, str]]
    title: str


def _effect(row: Mapping[str, Any]) -> Effect:
    given = {f.name: row[f.name] for f in fields(Effect) if row.get(f.name) is not None}
    if isinstance(given.get("parent"), str):
        given["parent"] = [given["parent"]]
    return Effect(**_plain(given))


def _plain(row: Mapping[str, Any]) -> dict[str, Any]:
    """The row's values with lists made tuples."""
    return {k: tuple(v) if isinstance(v, list) else v for k, v in row.items()}


def _articles(rows: list[list[str]]) -> tuple[Article, ...]:
    return tuple(Article(citation, number) for citation, number in rows)


def _action(name: str, row: Mapping[str, Any]) -> Action:
    own = {f.name for f in fields(Action)} - {"name", "states", "basis", "effect", "cases"}
    cases = {case: _effect(effect) for case, effect in row.get("cases", {}).items()}
    return Action(
        name=name,
        states=tuple(row["from"]),
        basis=_articles(row["basis"]),
        effect=_effect(row),
        cases=cases,
        **_plain({k: v for k, v in row.items() if k in own}),
    )


def _procedure(row: Mapping[str, Any]) -> Procedure:
    return Procedure(
        kind=row["kind"],
        title=row["title"],
        prefix=row["prefix"],
        resource=row["resource"],
        initial=row["initial"],
        states=row["states"],
        ends=tuple(row["ends"]),
        clocks={name: ClockKind(name=name, **clock) for name, clock in row["clocks"].items()},
        actions={name: _action(name, action) for name, action in row["actions"].items()},
        letters=row["letters"],
        stages=row["stages"],
        confined=row["confined"],
        of_guidance_body=row["of_guidance_body"],
    )


def _value(row: Mapping[str, Any]) -> ClockValue:
    return ClockValue(basis=_articles(row["basis"]), **_plain({k: v for k, v in row.items() if k != "basis"}))


def read(row: Mapping[str, Any]) -> Rules:
    """One compiled interval of a profile (the JSON that ``make build`` writes) as ``Rules``."""
    return Rules(
        profile=row["profile"],
        valid_from=date.fromisoformat(row["valid_from"]),
        valid_to=date.fromisoformat(row["valid_to"]) if row["valid_to"] else None,
        procedures={kind: _procedure(procedure) for kind, procedure in row["procedures"].items()},
        values={name: _value(value) for name, value in row["clocks"].items()},
        codes=row["codes"],
        choices=row["choices"],
        title=row["title"],
    )


def profiles() -> tuple[str, ...]:
    """The names of all profiles compiled into the regulations layer."""
    law = resources.files("regulations") / "law"
    return tuple(sorted(file.name.removesuffix(".json") for file in law.iterdir() if file.name.endswith(".json")))


@lru_cache(maxsize=64)
def published(profile: str) -> tuple[Rules, ...]:
    """All intervals of a profile, as compiled into the regulations layer.

    Raises LookupError for a profile nobody published.
    """
    source = resources.files("regulations") / "law" / f"{profile}.json"
    if not source.is_file():
        raise LookupError(f"no profile {profile!r} is published")
    return tuple(read(row) for row in json.loads(source.read_text("utf-8")))


def rules_on(profile: str, day: date) -> Rules:
    """The rules valid on a day (Order 825 art. 44: an act keeps the rules of the day it was done).

    Raises LookupError where none is valid.
    """
    for rules in published(profile):
        if rules.valid_from <= day and (rules.valid_to is None or day < rules.valid_to):
            return rules
    raise LookupError(f"profile {profile!r} has no rules valid on {day.isoformat()}")
