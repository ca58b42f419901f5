"""A new year's arrangement against the clocks of one matter: what moves, on record; what was told never shrinks."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from jiandu.core.advance import Advanced
from jiandu.core.calendar import Calendar
from jiandu.core.clocks import recompute
from jiandu.core.deadlines import shanghai_day
from jiandu.core.matter import SYSTEM, Case, Clock, Event, Matter
from jiandu.core.procedure import Article, Procedure
from jiandu.core.record import make_event


def recomputed(
    case: Case, procedure: Procedure, calendar: Calendar, since: datetime, now: datetime, salt: Callable[[], str]
) -> Advanced:
    """The case by a calendar in force ``since``, with an event for every due day that moved.

    What had run out by then stays as it was. A day the respondent owes was told to it, so that it is never shortened.
    A clock that merely ceases to be provisional changes without an event. Doing it again changes nothing.
    """
    matter, events, clocks = case.matter, [], []
    for clock in case.clocks:
        told = procedure.clocks[clock.name].owed_by == "respondent"
        ran_out = clock.closes_at is not None and clock.closes_at <= since
        new = clock if ran_out else recompute(clock, calendar, shanghai_day(since), told)
        clocks.append(new)
        if new.due != clock.due:
            event = _event(matter, clock, new, since, now, salt())
            events.append(event)
            matter = matter.model_copy(update={"version": event.n, "head": event.hash})
    after = replace(case, matter=matter, clocks=tuple(clocks), events=(*case.events, *events))
    return Advanced(after, tuple(events))


def _event(matter: Matter, before: Clock, after: Clock, since: datetime, now: datetime, salt: str) -> Event:
    days = {"before": str(before.due), "after": str(after.due)}
    return make_event(
        matter,
        action="recompute",
        actor=SYSTEM,
        happened_at=since,
        recorded_at=now,
        basis=[Article(*article) for article in before.basis],
        facts={"clock": before.key, **days},
        salt=salt,
        clock=before.key,
    )
