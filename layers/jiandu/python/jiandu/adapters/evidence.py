"""The items of evidence: one slot a file, at most ``MOST_FILES`` a matter, and who looked at which."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from jiandu.adapters import table
from jiandu.core.evidence import MOST_FILES, Evidence

WAITING = "EVIDENCE"


def of_matter(matter_id: str) -> list[Evidence]:
    """All files of a matter, in the order of their slots."""
    return [Evidence.model_validate(item) for item in table.items_of(f"M#{matter_id}", "V#")]


def free_slots(known: list[Evidence]) -> list[int]:
    """The slots nobody has, or whose file never came."""
    taken = {e.slot for e in known if e.outcome != "lapsed"}
    return [slot for slot in range(1, MOST_FILES + 1) if slot not in taken]


def find(matter_id: str, evidence_id: str) -> Evidence | None:
    """The file of an id, or None."""
    return next((e for e in of_matter(matter_id) if e.id == evidence_id), None)


def add(transaction: table.Transaction, evidence: Evidence) -> None:
    """A slot taken by a new file; the write ``slot`` is lost to whoever took it first."""
    condition = "attribute_not_exists(pk) OR outcome = :lapsed"
    transaction.put("slot", _item(evidence), condition, {":lapsed": "lapsed"})


def settle(transaction: table.Transaction, evidence: Evidence) -> None:
    """What became of a file, once: the write ``evidence`` is lost where it is settled already or gave up its slot."""
    values = {":id": evidence.id, ":awaited": "awaited", ":lapsed": "lapsed"}
    transaction.put("evidence", _item(evidence), "id = :id AND outcome IN (:awaited, :lapsed)", values)


def waiting() -> Iterator[Evidence]:
    """The files that were asked for and are not settled, longest ago first."""
    return (Evidence.model_validate(item) for item in table.listed(WAITING))


def _item(evidence: Evidence) -> dict[str, Any]:
    item = {"pk": f"M#{evidence.matter}", "sk": f"V#{evidence.slot:02d}", **evidence.model_dump(mode="json")}
    if evidence.outcome == "awaited":
        item |= {"list_pk": WAITING, "list_sk": f"{evidence.asked_at.isoformat()}#{evidence.id}"}
    return item


def add_look(evidence: Evidence, person: str, now: datetime) -> None:
    """That a person asked for a file. It stands beside the record: a look changes no version others act on."""
    transaction = table.Transaction()
    key = {"pk": f"M#{evidence.matter}", "sk": f"L#{now.isoformat()}#{evidence.slot:02d}#{person}"}
    look = {**key, "at": now.isoformat(), "person": person, "evidence": evidence.id}
    transaction.put("look", look, table.NEW)
    transaction.commit()


def looks_at(matter_id: str) -> list[dict[str, Any]]:
    """Who asked for which file when, the latest first: ``at``, ``person``, ``evidence``."""
    return list(table.items_of(f"M#{matter_id}", "L#"))[::-1]
