"""The removal of what disposed matters held, as the schedule runs it; bounded by time, the next run continues."""

import time
from dataclasses import dataclass, field
from datetime import datetime

from jiandu.adapters import removal


@dataclass(slots=True)
class Removed:
    """What a run did: matters emptied, those that failed with the type of their error; ``done`` unless time ran out."""

    matters: list[str] = field(default_factory=list)
    failed: list[tuple[str, str]] = field(default_factory=list)
    done: bool = True


def dispose(now: datetime, seconds: float) -> Removed:
    """Removes what is left of every disposed matter; one that fails stays where it is for the next run."""
    until, result = time.monotonic() + seconds, Removed()
    while names := [name for name in removal.waiting(now) if name not in {*result.matters, *dict(result.failed)}]:
        for name in names:
            if time.monotonic() > until:
                result.done = False
                return result
            try:
                removal.remove(name)
                result.matters.append(name)
            except Exception as failure:  # whatever it is, the other matters must go on
                result.failed.append((name, type(failure).__name__))
    return result
