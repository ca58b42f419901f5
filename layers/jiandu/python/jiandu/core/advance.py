"""Time is a fact: what a matter's clocks raise by an instant, each dated to its own.

Every act runs this before and after itself; the sweep is this without an act.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from jiandu.core.matter import SYSTEM, Case, Clock, Event, Matter
from jiandu.core.procedure import Article, Procedure
from jiandu.core.record import make_event


@dataclass(frozen=True, slots=True)
class Advanced:
    """A case brought up to an instant, with the breach events that this raised, in order."""

    case: Case
    events: tuple[Event, ...]


def advance(case: Case, procedure: Procedure, now: datetime, salt: Callable[[], str]) -> Advanced:
    """Raises every alert due by ``now``, in order of their instants.

    A reminder changes only its clock; a breach is an event of the matter. A right that runs out
    (``right: true``) merely lapses: nobody is late; nor where its end leads to another state by itself (``moves``).
    """
    matter, clocks = case.matter, {c.key: c for c in case.clocks}
    events: list[Event] = []
    while clock := _earliest(clocks.values(), now):
        instant = clock.next_alert
        assert instant is not None
        if clock.raised < len(clock.reminders):
            clocks[clock.key] = clock.model_copy(update={"raised": clock.raised + 1})
        elif procedure.clocks[clock.name].right:
            clocks[clock.key] = clock.model_copy(update={"status": "lapsed", "stopped_at": instant})
        elif procedure.clocks[clock.name].moves:
            matter, event = _raised(_moved(matter, clock, procedure, instant), clock, instant, now, salt())
            events.append(event)
            over = clocks if matter.closed_at else {clock.key: clock}
            clocks |= {key: _ended(other, instant) for key, other in over.items()}
        else:
            clocks[clock.key] = clock.model_copy(update={"breached_at": instant})
            matter, event = _breach(matter, clock, instant, now, salt())
            events.append(event)
    case = replace(case, matter=matter, clocks=tuple(clocks.values()), events=(*case.events, *events))
    return Advanced(case, tuple(events))


def _moved(matter: Matter, clock: Clock, procedure: Procedure, instant: datetime) -> Matter:
    """Where the end of a period leads by itself; a letter still in preparation goes no further where that is an end."""
    state = procedure.clocks[clock.name].moves.get(matter.state, matter.state)
    if state not in procedure.ends or matter.closed_at:
        return matter.model_copy(update={"state": state})
    return matter.model_copy(update={"state": state, "closed_at": instant, "letter": None})


def _ended(clock: Clock, instant: datetime) -> Clock:
    """Nothing runs on in a matter that has ended."""
    going = clock.status in ("running", "suspended")
    return clock.model_copy(update={"status": "stopped", "stopped_at": instant}) if going else clock


def _earliest(clocks: Iterable[Clock], now: datetime) -> Clock | None:
    pending = [(c.next_alert, c.key, c) for c in clocks if c.next_alert and c.next_alert <= now]
    return min(pending, key=lambda row: row[:2])[2] if pending else None


def _breach(matter: Matter, clock: Clock, instant: datetime, now: datetime, salt: str) -> tuple[Matter, Event]:
    late = matter.model_copy(
        update={
            "late": tuple(dict.fromkeys((*matter.late, clock.name))),
            "was_late": tuple(dict.fromkeys((*matter.was_late, clock.name))),
        }
    )
    return _raised(late, clock, instant, now, salt)


def _raised(matter: Matter, clock: Clock, instant: datetime, now: datetime, salt: str) -> tuple[Matter, Event]:
    event = make_event(
        matter,
        action="breach",
        actor=SYSTEM,
        happened_at=instant,
        recorded_at=now,
        basis=[Article(*article) for article in clock.basis],
        facts={},
        salt=salt,
        clock=clock.key,
    )
    return matter.model_copy(update={"version": event.n, "head": event.hash}), event
