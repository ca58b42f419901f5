"""A seed file read and checked: every error is named by its path in the file."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from jiandu.core import offices, staff
from jiandu.core.errors import Invalid, Mistake
from jiandu.core.forms.base import Form
from jiandu.core.forms.offices import CertificateAdded, OrganisationAdded, PersonAdded
from jiandu.core.forms.reading import read_form
from jiandu.core.matter import Certificate, Organisation, Person
from jiandu.core.offices import Register
from jiandu.core.register import Subject
from pydantic import Field

PARTS = ("profile", "organisations", "people")


class Seeded(OrganisationAdded):
    """机构 as a file gives it: one may be closed already."""

    open: bool = Field(default=True, title="在用")
    successor: str | None = Field(default=None, title="承接机构")


class SeededPerson(PersonAdded):
    """人员 as a file gives it."""

    organisation: str = Field(title="所在机构")


class Refused(Exception):
    """The file cannot be written; ``errors`` name each path and what is wrong there."""

    def __init__(self, errors: list[str]) -> None:
        super().__init__("\n".join(errors))
        self.errors = errors


@dataclass(frozen=True, slots=True)
class Seed:
    """What a file holds, in its order."""

    organisations: tuple[Organisation, ...]
    people: tuple[Person, ...]

    @property
    def subjects(self) -> tuple[Subject, ...]:
        return (*self.organisations, *self.people)


def read(path: Path) -> Seed:
    """The file's organisations and people, each well formed; Refused with everything that is not."""
    source = _load(path)
    errors: list[str] = []
    profile = source.get("profile", "")
    rows = [{"profile": profile, **row} if isinstance(row, dict) else row for row in source["organisations"]]
    organisations = _each("organisations", rows, _organisation, errors)
    people = _each("people", source["people"], _person, errors)
    if errors:
        raise Refused(errors)
    return Seed(tuple(organisations), tuple(people))


def _load(path: Path) -> dict[str, Any]:
    try:
        source = yaml.load(path.read_text("utf-8"), yaml.CSafeLoader)
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise Refused([f"{path}：无法读取：{error}"]) from error
    if not isinstance(source, dict):
        raise Refused([f"{path}：应当有 organisations 和 people 两部分"])
    source = {"organisations": [], "people": [], **source}
    errors = [f"{name}：没有这一部分，只能是 {'、'.join(PARTS)}" for name in source if name not in PARTS]
    errors += [f"{name}：应当是列表" for name in ("organisations", "people") if not isinstance(source[name], list)]
    if errors:
        raise Refused(errors)
    return source


def _each(part: str, rows: list[Any], read_row: Callable[[str, dict[str, Any]], Any], errors: list[str]) -> list[Any]:
    found = []
    for n, row in enumerate(rows):
        try:
            if not isinstance(row, dict):
                raise Refused([f"{part}[{n}]：应当是键和值"])
            found.append(read_row(f"{part}[{n}]", row))
        except Refused as refused:
            errors += refused.errors
    return found


def _organisation(path: str, row: dict[str, Any]) -> Organisation:
    return Organisation(**_form(path, Seeded, row).model_dump())


def _person(path: str, row: dict[str, Any]) -> Person:
    given = row.get("certificates", [])
    errors: list[str] = []
    if not isinstance(given, list):
        raise Refused([f"{path}.certificates：应当是列表"])
    certificates = _each(f"{path}.certificates", given, _certificate, errors)
    try:
        form = _form(path, SeededPerson, {k: v for k, v in row.items() if k != "certificates"})
    except Refused as refused:
        raise Refused([*refused.errors, *errors]) from None
    if errors:
        raise Refused(errors)
    return Person(**form.model_dump(), certificates=tuple(certificates))


def _certificate(path: str, row: dict[str, Any]) -> Certificate:
    return Certificate(**_form(path, CertificateAdded, row).model_dump())


def _form(path: str, form: type[Form], row: dict[str, Any]) -> Form:
    try:
        return read_form(form, row)
    except Invalid as invalid:
        raise Refused(_at(path, invalid.mistakes)) from None


def _at(path: str, mistakes: Collection[Mistake]) -> list[str]:
    return [f"{path}.{m.field}：{m.message}" for m in mistakes]


def checked(seed: Seed, there: Register, profiles: Collection[str]) -> Seed:
    """The seed as it may be written; Refused unless everything new can stand beside what is there already."""
    known = {**{o.id: o for o in seed.organisations}, **there.organisations}
    seed = Seed(tuple(offices.settled(o, known) for o in seed.organisations), seed.people)
    organisations = {**{o.id: o for o in seed.organisations}, **there.organisations}
    people = {**{p.id: p for p in seed.people}, **there.people}
    errors = [*_repeated("organisations", seed.organisations), *_repeated("people", seed.people)]
    new = [(n, o) for n, o in enumerate(seed.organisations) if o.id not in there.organisations]
    for n, organisation in new:
        errors += _at(f"organisations[{n}]", offices.mistakes_of(organisation, organisations, profiles))
        errors += _at(f"organisations[{n}]", _succeeded(organisation, organisations))
    for n, person in enumerate(seed.people):
        if person.id not in there.people:
            errors += _at(f"people[{n}]", _placed(person, organisations))
    errors += _certified_twice(seed, there)
    if not errors:
        kept = offices.kept(organisations, people.values())
        nobody = "没有系统管理员（administrator）能够维护这个机构"
        errors = [f"organisations[{n}]：{nobody}：{o.name}" for n, o in new if o.open and o.id not in kept]
    if errors:
        raise Refused(errors)
    return seed


def _repeated(part: str, rows: Collection[Organisation | Person]) -> list[str]:
    first: dict[str, int] = {}
    errors = []
    for n, row in enumerate(rows):
        if first.setdefault(row.id, n) != n:
            errors.append(f"{part}[{n}].id：与 {part}[{first[row.id]}] 的代码相同：{row.id}")
    return errors


def _succeeded(organisation: Organisation, organisations: Mapping[str, Organisation]) -> list[Mistake]:
    successor = organisations.get(organisation.successor or "")
    if organisation.successor is None or (
        not organisation.open and successor and offices.may_succeed(organisation, successor)
    ):
        return []
    return [
        Mistake("successor", "may_succeed", "承接机构应当是在用的同类机构，并且只用于已经撤销（open: false）的机构。")
    ]


def _placed(person: Person, organisations: Mapping[str, Organisation]) -> list[Mistake]:
    organisation = organisations.get(person.organisation)
    if organisation is None:
        return [Mistake("organisation", "known", f"没有这个机构：{person.organisation}。")]
    return staff.mistakes_of(person, organisation)


def _certified_twice(seed: Seed, there: Register) -> list[str]:
    held = {c.number: p.id for p in there.people.values() for c in p.certificates}
    errors = []
    for n, person in enumerate(seed.people):
        for k, certificate in enumerate(person.certificates):
            if held.setdefault(certificate.number, person.id) != person.id:
                errors.append(f"people[{n}].certificates[{k}].number：{staff.certificate_taken().message}")
    return errors
