"""Approved arrangements in the table, and how they reach the core: ``refresh``, called before every request and sweep.

What is approved is handed to ``Calendar.publish``. Requests that only show something may use what their process read in
the last ``LIFETIME`` seconds: of the machine's own time, never of business time, which the local stage moves. Whatever
may start a clock reads anew. An act already under way at the moment of an approval is over when the recomputation
begins, ``DELAY`` later, which finds the clock it started.
"""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from jiandu.adapters import table
from jiandu.core.calendar import Calendar
from jiandu.core.calendar_register import Proposal, Register, Step
from jiandu.settings import settings

LIFETIME = 30.0
DELAY = timedelta(minutes=1)  # longer than a request may last
PK = "CAL#national"
DUE = "DUE#calendar"
_READ: dict[str, tuple[float, int]] = {}


@dataclass(frozen=True, slots=True)
class Recomputation:
    """A recomputation under way: since when the calendar is in force, and how far through the due index it is."""

    sk: str
    since: datetime
    shard: int = 0
    after: str = ""
    failed: tuple[str, ...] = ()


def refresh(anew: bool = False) -> None:
    """Makes the approved arrangements known to the core; ``anew`` even if they were read a moment ago."""
    name = settings().table_name
    read_at, version = _READ.get(name, (0.0, -1))
    if not anew and version >= 0 and time.monotonic() - read_at < LIFETIME:
        return
    register = load_register()
    if register.version != version:
        Calendar.publish(register.years)
    _READ[name] = (time.monotonic(), register.version)


def load_register() -> Register:
    """The register as it stands; an empty one before the first arrangement was loaded."""
    item = table.get(PK, "REGISTER")
    return Register.model_validate(item) if item else Register()


def proposals() -> list[Proposal]:
    """Every proposal there ever was, in order."""
    return [Proposal.model_validate(item) for item in table.items_of(PK, "P#")]


def keep(before: Register, step: Step) -> None:
    """One step in one transaction: register, proposal, record, and after an approval the recomputation.

    Raises ``table.Lost`` where somebody else was first.
    """
    transaction = table.Transaction()
    register = {"pk": PK, "sk": "REGISTER", **step.register.model_dump(mode="json")}
    if before.version:
        transaction.put("register", register, "version = :v", {":v": before.version})
    else:
        transaction.put("register", register, table.NEW)
    proposal = {"pk": PK, "sk": f"P#{step.proposal.number:04d}", **step.proposal.model_dump(mode="json")}
    new = step.proposal.status == "pending"
    transaction.put("proposal", proposal, table.NEW if new else "attribute_exists(pk)")
    transaction.put("event", _event_item(step), table.NEW)
    if step.proposal.status == "approved":
        transaction.put("recomputation", _recomputation_item(step), table.NEW)
    transaction.commit()


def _event_item(step: Step) -> dict[str, Any]:
    event = step.event
    return {
        "pk": PK,
        "sk": f"E#{event.n:06d}",
        **event.model_dump(mode="json"),
        **table.day_place(event.matter, event.n, event.recorded_at),
    }


def _recomputation_item(step: Step) -> dict[str, Any]:
    since, number = step.event.happened_at, f"{step.proposal.number:04d}"
    return {
        "pk": PK,
        "sk": f"RECOMPUTE#{number}",
        "since": since.isoformat(),
        "at_shard": 0,
        "at_entry": "",
        "failed": [],
        "due_pk": DUE,
        "due_sk": f"{(since + DELAY).isoformat()}#{number}",
    }


def recomputations(now: datetime) -> list[Recomputation]:
    """What is to be recomputed by now."""
    items = (table.get(entry["pk"], entry["sk"]) for entry in table.due_entries(DUE, now, 10))
    return [_recomputation(item) for item in items if item]


def unfinished() -> list[Recomputation]:
    """Recomputations that wait or are under way, for the page."""
    return [_recomputation(item) for item in table.items_of(PK, "RECOMPUTE#") if "due_pk" in item]


def _recomputation(item: Mapping[str, Any]) -> Recomputation:
    since = datetime.fromisoformat(item["since"])
    return Recomputation(item["sk"], since, item["at_shard"], item["at_entry"], tuple(item["failed"]))


def progress(work: Recomputation, shard: int, after: str, failed: Sequence[str]) -> Recomputation:
    """How far it has come, kept for the next run; after the last shard it leaves the due index for good.

    Losing this repeats what is safe to repeat.
    """
    all_failed = (*work.failed, *failed)
    kept = {":s": shard, ":a": after, ":f": all_failed}
    ends = " REMOVE due_pk, due_sk" if shard == table.SHARDS else ""
    expression = f"SET at_shard = :s, at_entry = :a, failed = :f{ends}"
    table.update({"pk": PK, "sk": work.sk}, expression, "attribute_exists(due_pk)", kept)
    return Recomputation(work.sk, work.since, shard, after, all_failed)
