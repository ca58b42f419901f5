"""送达 and 用印 as they are recorded on a document, and the date a late service leaves to be set anew."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from jiandu.core.matter import Actor, Case, Sealing, Service
from jiandu.core.procedure import ClockValue

OF_FORM = ("relation", "servers", "place", "witness", "recording", "tracking", "copies", "proof")


def recorded_service(facts: Mapping[str, Any], actor: Actor, today: date) -> Service:
    """The service as it was entered, or as the agency signed for it today."""
    return Service(
        served_on=date.fromisoformat(str(facts.get("served_on") or today)),
        method=str(facts.get("method") or "signed"),
        recorded_by=actor.id,
        note=str(facts["signatory"]),
        **{name: facts[name] for name in OF_FORM if name in facts},
    )


def recorded_sealing(facts: Mapping[str, Any], actor: Actor, signer: str, draft: Mapping[str, Any]) -> Sealing:
    """The use of the seal; approved by the signer and applied by whoever enters it, if nobody else is named.

    ``draft`` names the organ a letter goes to where that is no organisation of the register.
    """
    return Sealing(
        sealed_on=date.fromisoformat(str(facts["sealed_on"])),
        copies=int(facts["copies"]),
        approved_by=str(facts.get("approved_by") or signer),
        applied_by=str(facts.get("applied_by") or actor.id),
        recorded_by=actor.id,
        organ=str(draft.get("organ") or draft.get("superior") or ""),
    )


def gone_by(letter: Mapping[str, Any], value: ClockValue, served_on: date) -> bool:
    """Whether a clock is set by a date in the letter that left nothing of the period on the day of service."""
    due_on = letter.get("due_on")
    dated = value.value == "set_in_letter" and due_on
    return bool(dated) and date.fromisoformat(str(due_on)) <= served_on


def date_in_force(case: Case) -> date | None:
    """The date of the letter in force: as set anew, else as printed; None where none is printed in it."""
    document = case.document(case.matter.in_force)
    if document is None:
        return None
    printed = case.facts_at(document.draft).get("due_on")
    return document.new_due_on or (date.fromisoformat(str(printed)) if printed else None)
