"""The sweep: ``advance`` without an act, for every matter with an alert due; and errands a crash left. No cursor.

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
from jiandu.core.errors import Busy
from jiandu.core.matter import Clock
from jiandu.core.procedure import rules_on
from jiandu.recalculate import recalculate
from jiandu.sending import run_errands

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
        if not _sweep_shard(shard, now, until, result):
            result.done = False
    return result


def _sweep_shard(shard: int, now: datetime, until: float, result: Swept) -> bool:
    """Whether all of a shard is done; where time ran out or the table is busy, the next run goes on."""
    try:
        while entries := table.due_alerts(shard, now, BATCH):
            for matter_id in dict.fromkeys(str(entry["pk"]).removeprefix("M#") for entry in entries):
                if time.monotonic() > until:
                    return False
                own = [entry for entry in entries if entry["pk"] == f"M#{matter_id}"]
                if not _advance(matter_id, own, now, until, result):
                    return False
    except Busy:
        return False
    return True


def _advance(matter_id: str, entries: list[dict[str, Any]], now: datetime, until: float, result: Swept) -> bool:
    """Brings one matter up to now and works off its errands; False where time ran out.

    Raises Busy where rivals or the table, and not the matter, stood in the way each time.
    """
    failures: list[Exception] = []
    while len(failures) < TRIES:
        try:
            result.raised += raise_due(matter_id, now)
            sent = [int(entry["sk"][2:]) for entry in entries if entry["sk"].startswith("O#")]
            return all(run_errands(matter_id, event, now, until - time.monotonic()) for event in sent)
        except Exception as failure:  # whatever it is, the other matters must go on
            failures.append(failure)
            time.sleep(0.05)
    if all(isinstance(f, Busy) or (isinstance(f, table.Lost) and not f.labels) for f in failures):
        raise Busy("巡查遇到同时办理，下次继续。") from failures[-1]
    error = type(failures[-1]).__name__
    result.failed.append((matter_id, error))
    for entry in entries:
        table.set_aside(entry, error)
    return True


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
        transaction = table.Transaction()
        decision = Decision(case.matter, advanced.case, advanced.events)
        table.add_decision(transaction, decision, case.clocks)
        transaction.commit()
    return raised


def _alerts(clock: Clock) -> int:
    """How many alerts a clock has raised: its reminders, and that it was breached, lapsed or led on."""
    return clock.raised + bool(clock.breached_at or clock.status in ("lapsed", "stopped"))
