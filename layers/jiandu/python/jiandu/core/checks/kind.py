"""What a check is."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from jiandu.core.errors import Mistake
from jiandu.core.matter import Case

Facts = Mapping[str, Any]
Check = Callable[[Case, Facts, date], Mistake | None]


def hindrance(rule: str, message: str) -> Mistake:
    """A mistake of the matter itself, whatever is filled in."""
    return Mistake("state", rule, message)
