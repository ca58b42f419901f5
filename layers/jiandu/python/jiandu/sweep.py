"""The sweep: ``advance`` without an act, for every matter with an alert due. It keeps no cursor.

What is handled leaves the due index in its own transaction, so the next query starts behind it. A matter that
fails three times is set aside in ``DUE#failed`` and the run goes on; bounded by time, the next run continues.
"""

import time
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from jiandu.adapters import table
from jiandu.adapters.ids import RandomIds
from jiandu.core.advance import advance
from jiandu.core.deadlines import shanghai_day
from jiandu.core.decide import Decision
from jiandu.core.procedure import rules_on

BATCH = 25
TRIES = 3


@dataclass(slots=True)
class Swept:
    """What a run did; ``done`` is False where time ran out first."""

    raised: int = 0
    failed: int = 0
    done: bool = True


def sweep(now: datetime, seconds: float) -> Swept:
    """Raises every alert due by ``now``, within ``seconds``."""
    until, result = time.monotonic() + seconds, Swept()
    for shard in range(table.SHARDS):
        while entries := table.due_alerts(shard, now, BATCH):
            for matter_id in dict.fromkeys(str(entry["pk"]).removeprefix("M#") for entry in entries):
                if time.monotonic() > until:
                    result.done = False
                    return result
                _advance(matter_id, entries, now, result)
    return result


def _advance(matter_id: str, entries: list[dict[str, Any]], now: datetime, result: Swept) -> None:
    for last_try in (False, False, True):
        try:
            result.raised += raise_due(matter_id, now)
            return
        except table.Lost:
            time.sleep(0.05)
        except Exception:
            if last_try:
                break
    result.failed += 1
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
    changed = sum(new != old for new, old in zip(advanced.case.clocks, case.clocks, strict=True))
    if changed:
        closed = case.matter.state in procedure.ends
        transaction = table.Transaction()
        decision = Decision(case.matter, advanced.case, advanced.events, closed=closed)
        table.add_decision(transaction, decision, case.clocks)
        transaction.commit()
    return changed
