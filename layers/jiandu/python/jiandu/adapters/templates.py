"""Versions of templates: their items, their files under their hash, and what the product itself brings."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from typing import Any

from jiandu.adapters import files, table, word
from jiandu.adapters.tags import BadTag, misfits
from jiandu.core.letters import KINDS
from jiandu.core.template_register import Step, TemplateRegister, Version


@dataclass(frozen=True, slots=True)
class Layout:
    """A version's template, ready to be filled in, and what of it no longer fits its letter; None if all of it."""

    compiled: word.Compiled | None
    misfits: tuple[str, ...]


def _pk(office: str, kind: str) -> str:
    return f"TPL#{office}#{kind}"


def load_register(office: str, kind: str) -> TemplateRegister:
    """An office's register of one kind; an empty one before the first upload."""
    item = table.get(_pk(office, kind), "REGISTER")
    return TemplateRegister.model_validate(item) if item else TemplateRegister(office=office, kind=kind)


def registers(office: str) -> dict[str, TemplateRegister]:
    """The registers of an office by kind, for its list: those that have something in them."""
    found = (TemplateRegister.model_validate(item) for item in table.listed(f"TEMPLATES#{office}"))
    return {register.kind: register for register in found}


def versions(office: str, kind: str) -> list[Version]:
    """Every version there ever was, in order."""
    return [Version.model_validate(item) for item in table.items_of(_pk(office, kind), "V#")]


def keep(before: TemplateRegister, step: Step) -> None:
    """One step in one transaction: register, versions, record; raises ``table.Lost`` where somebody was first."""
    transaction = table.Transaction()
    pk = _pk(before.office, before.kind)
    listed = {"list_pk": f"TEMPLATES#{before.office}", "list_sk": before.kind}
    register = {"pk": pk, "sk": "REGISTER", **step.register.model_dump(mode="json"), **listed}
    if before.version:
        transaction.put("register", register, "version = :v", {":v": before.version})
    else:
        transaction.put("register", register, table.NEW)
    for version in step.versions:
        item = {"pk": pk, "sk": f"V#{version.number:04d}", **version.model_dump(mode="json")}
        transaction.put("version", item, table.NEW if version.status == "pending" else "attribute_exists(pk)")
    transaction.put("event", _event_item(pk, step), table.NEW)
    transaction.commit()


def _event_item(pk: str, step: Step) -> dict[str, Any]:
    event = step.event
    return {
        "pk": pk,
        "sk": f"E#{event.n:06d}",
        **event.model_dump(mode="json"),
        **table.day_place(event.matter, event.n, event.recorded_at),
    }


def store(office: str, docx: bytes, archive: bytes) -> tuple[str, str]:
    """The hashes of a version's two files, stored under them; safe to repeat."""
    _, docx_hash = files.store("templates", office, docx, files.DOCX, "docx")
    _, archive_hash = files.store("templates", office, archive, "application/zip", "zip")
    return docx_hash, archive_hash


def docx(office: str, version: Version) -> bytes:
    """A version as it was uploaded, without who made it."""
    return files.fetch(f"templates/{office}/{version.docx}.docx", version.docx)


@lru_cache(maxsize=64)
def layout(office: str, kind: str, archive: str) -> Layout:
    """A version's template by its hash, linted again: the product may have changed since it was approved."""
    content = files.fetch(f"templates/{office}/{archive}.zip", archive)
    try:
        found = misfits(word.sources_of(content), titles(kind), catalogue()[kind]["required"])
        return Layout(word.unpacked(content), tuple(message for _, message in found))
    except BadTag as bad:
        return Layout(None, (f"{bad}。",))


@cache
def catalogue() -> Mapping[str, Any]:
    """The legal basis and required texts of each kind of letter."""
    read: Mapping[str, Any] = json.loads(_brought("catalogue.json"))
    return {kind: row for kind, row in read.items() if kind in KINDS}


def titles(kind: str) -> dict[str, str]:
    """What a template of the kind prints: the model's fields with their titles."""
    return {name: field.title or name for name, field in KINDS[kind].model.model_fields.items()}


def supplied(kind: str) -> bytes:
    """The .docx the product brings."""
    return _brought(f"{kind}.docx")


def optional(kind: str) -> frozenset[str]:
    """What of the kind's letter may be empty."""
    fields = KINDS[kind].model.model_fields
    return frozenset(name for name, field in fields.items() if not field.is_required())


def compiled(kind: str) -> word.Compiled:
    """The template the product brings, ready to be filled in."""
    return word.unpacked(_brought(f"{kind}.zip"))


def sample(kind: str) -> Any:
    """The kind's letter with invented facts, of its model."""
    return KINDS[kind].model.model_validate_json(_brought(f"{kind}.json"))


def _brought(name: str) -> bytes:
    return resources.files("letters").joinpath(name).read_bytes()
