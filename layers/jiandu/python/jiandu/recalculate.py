"""After a new year's arrangement: every matter with a running clock recomputed, one transaction each.

They are found through the due index, shard by shard, in the order of their alerts. How far it has come is kept after
each batch, so that the next run goes on there; what is done twice changes nothing. A matter that fails three times is
named in the entry and by the caller's alarm, and the run goes on.
"""

import time
from dataclasses import dataclass, field
from datetime import datetime

from jiandu.adapters import calendars, table
from jiandu.adapters.ids import RandomIds
from jiandu.core.calendar import Calendar
from jiandu.core.deadlines import shanghai_day
from jiandu.core.decide import Decision
from jiandu.core.procedure import rules_on
from jiandu.core.recomputing import recomputed

BATCH = 25
TRIES = 3


@dataclass(slots=True)
class Recalculated:
    """What a run did; ``done`` unless time ran out."""

    failed: list[tuple[str, str]] = field(default_factory=list)
    done: bool = True


def recalculate(now: datetime, until: float) -> Recalculated:
    """Works off the recomputations that are due, until an instant of the machine's own time."""
    result = Recalculated()
    for work in calendars.recomputations(now):
        while work.shard < table.SHARDS:
            if time.monotonic() > until:
                result.done = False
                return result
            work = _batch(work, now, result)
    return result


def _batch(work: calendars.Recomputation, now: datetime, result: Recalculated) -> calendars.Recomputation:
    entries = table.alerts_after(work.shard, work.after, BATCH)
    failed = []
    for matter_id in dict.fromkeys(str(entry["pk"]).removeprefix("M#") for entry in entries):
        if error := _attempt(matter_id, work.since, now):
            failed.append(matter_id)
            result.failed.append((matter_id, error))
    if len(entries) < BATCH:
        return calendars.progress(work, work.shard + 1, "", failed)
    return calendars.progress(work, work.shard, entries[-1]["due_sk"], failed)


def _attempt(matter_id: str, since: datetime, now: datetime) -> str:
    """Empty when it is done, else the type of the last error."""
    error = ""
    for _ in range(TRIES):
        try:
            recalculate_matter(matter_id, since, now)
            return ""
        except Exception as failure:  # whatever it is, the other matters must go on
            error = type(failure).__name__
            time.sleep(0.05)
    return error


def recalculate_matter(matter_id: str, since: datetime, now: datetime) -> None:
    """One matter by the calendar as it is published now, in one transaction."""
    case = table.load_case(matter_id)
    if case is None:
        raise LookupError(matter_id)
    procedure = rules_on(case.matter.profile, shanghai_day(now)).procedures[case.matter.kind]
    answer = recomputed(case, procedure, Calendar.published(), since, now, RandomIds().salt)
    if answer.case.clocks != case.clocks:
        transaction = table.Transaction()
        table.add_decision(transaction, Decision(case.matter, answer.case, answer.events), case.clocks)
        transaction.commit()
