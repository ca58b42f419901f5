"""The register's items: organisations, people, the record of their changes, and what may be taken only once."""

from collections.abc import Iterator
from typing import Any

from jiandu.adapters import table
from jiandu.core.matter import Matter, Person
from jiandu.core.register import Entry, Subject

TURN = {"pk": "REGISTER", "sk": "REGISTER"}


def subject_item(subject: Subject) -> dict[str, Any]:
    """An organisation or a person as it stands in the table and in the list index."""
    person = isinstance(subject, Person)
    return {
        "pk": f"{'PERSON' if person else 'ORG'}#{subject.id}",
        "sk": "PERSON" if person else "ORG",
        **subject.model_dump(mode="json"),
        "list_pk": "PEOPLE" if person else "ORGS",
        "list_sk": subject.id,
    }


def entry_item(entry: Entry) -> dict[str, Any]:
    """An entry beside its organisation, and among the day's hashes."""
    return {
        "pk": f"ORG#{entry.register_of}",
        "sk": f"A#{entry.n:06d}",
        **entry.model_dump(mode="json"),
        **table.day_place(f"ORG#{entry.register_of}", entry.n, entry.recorded_at),
    }


def claim_item(rule: str, value: str, holder: str) -> dict[str, Any]:
    """What only one may hold, ever: a 机关代字 once printed, the number of a certificate."""
    return {"pk": f"U#{rule}#{value}", "sk": "UNIQUE", "holder": holder}


def claims_of(subject: Subject) -> list[tuple[str, str]]:
    """(rule, value) of everything a subject holds alone."""
    if isinstance(subject, Person):
        return [("certificate", c.number) for c in subject.certificates]
    return [("short", subject.short)] if subject.short else []


def turn() -> int:
    """How many changes the register has seen: each change takes the next turn, so that none overlooks another."""
    return int((table.get(TURN["pk"], TURN["sk"]) or {}).get("n", 0))


def load_entries(organisation_id: str) -> tuple[Entry, ...]:
    """The record of an organisation and its people, the oldest first."""
    return tuple(Entry.model_validate(item) for item in table.items_of(f"ORG#{organisation_id}", "A#"))


def add_change(
    transaction: table.Transaction, before: Subject | None, after: Subject, entry: Entry, seen_turn: int
) -> None:
    """The writes of one change: its turn, the subject, the entry and what the subject newly holds alone."""
    taken = ("n = :n", {":n": seen_turn}) if seen_turn else (table.NEW, None)
    transaction.put("turn", {**TURN, "n": seen_turn + 1}, *taken)
    if before is None:
        transaction.put("subject", subject_item(after), table.NEW)
    else:
        first = " OR attribute_not_exists(version)" if before.version == 1 else ""
        condition = f"attribute_exists(pk) AND (version = :v{first})"
        transaction.put("subject", subject_item(after), condition, {":v": before.version})
    transaction.put("entry", entry_item(entry), table.NEW)
    for rule, value in claims_of(after):
        if before is None or (rule, value) not in claims_of(before):
            condition = f"{table.NEW} OR holder = :h"
            transaction.put(rule, claim_item(rule, value, after.id), condition, {":h": after.id})


def open_matters(organisation_id: str, index: str = "work") -> Iterator[Matter]:
    """The matters a body has not ended yet, as its list shows them: those it owns, or (``inbox``) was told of."""
    yield from map(Matter.model_validate, table.shelved(index, f"{organisation_id}#open"))
