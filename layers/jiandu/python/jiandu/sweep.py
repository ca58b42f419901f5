"""The sweep: ``advance`` without an act, for every matter with an alert due. It keeps no cursor.

Before that it works off what a new year's arrangement recomputes, within half of its time.

What is handled leaves the due index in its own transaction, so the next query starts behind it. A matter that
fails three times is set aside in ``DUE#failed`` and the run goes on; bounded by time, the next run continues.
"""

import time
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from jiandu.adapters import calendars, table
from jiandu.adapters.ids import RandomIds
from jiandu.core.advance import advance
from jiandu.core.deadlines import shanghai_day
from jiandu.core.decide import Decision
from jiandu.core.matter import Clock
from jiandu.core.procedure import rules_on
from jiandu.recalculate import recalculate

BATCH = 25
TRIES = 3


@dataclass(slots=True)
class Swept:
    """What a run did: alerts raised, matters set aside with the type of their error; ``done`` unless time ran out."""

    raised: int = 0
    failed: list[tuple[str, str]] = field(default_factory=list)
    done: bool = True


def sweep(now: datetime, seconds: float) -> Swept:
    """Raises every alert due by ``now``, within ``seconds``."""
    until, result = time.monotonic() + seconds, Swept()
    calendars.refresh(anew=True)
    recalculated = recalculate(now, until - seconds / 2)
    result.failed += recalculated.failed
    result.done = recalculated.done
    for shard in range(table.SHARDS):
        while entries := table.due_alerts(shard, now, BATCH):
            for matter_id in dict.fromkeys(str(entry["pk"]).removeprefix("M#") for entry in entries):
                if time.monotonic() > until:
                    result.done = False
                    return result
                _advance(matter_id, entries, now, result)
    return result


def _advance(matter_id: str, entries: list[dict[str, Any]], now: datetime, result: Swept) -> None:
    error = ""
    for _ in range(TRIES):
        try:
            result.raised += raise_due(matter_id, now)
            return
        except Exception as failure:  # whatever it is, the other matters must go on
            error = type(failure).__name__
            time.sleep(0.05)
    result.failed.append((matter_id, error))
    for entry in entries:
        if entry["pk"] == f"M#{matter_id}":
            table.set_aside(entry)


def raise_due(matter_id: str, now: datetime) -> int:
    """Brings one matter up to ``now`` in one transaction; answers how many alerts that raised."""
    case = table.load_case(matter_id)
    if case is None:
        raise LookupError(matter_id)
    rules = rules_on(case.matter.profile, shanghai_day(now))
    procedure = rules.procedures[case.matter.kind]
    advanced = advance(case, procedure, now, RandomIds().salt)
    raised = sum(_alerts(new) - _alerts(old) for new, old in zip(advanced.case.clocks, case.clocks, strict=True))
    if raised:
        closed = case.matter.state in procedure.ends
        transaction = table.Transaction()
        decision = Decision(case.matter, advanced.case, advanced.events, closed=closed)
        table.add_decision(transaction, decision, case.clocks)
        transaction.commit()
    return raised


def _alerts(clock: Clock) -> int:
    """How many alerts a clock has raised: its reminders, and that it was breached or lapsed."""
    return clock.raised + bool(clock.breached_at or clock.status == "lapsed")
