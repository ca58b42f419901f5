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


def first_of(*checks: Check) -> Check:
    """One check for a form that several look at: the first mistake found."""

    def check(case: Case, facts: Facts, today: date) -> Mistake | None:
        return next((mistake for one in checks if (mistake := one(case, facts, today))), None)

    return check
