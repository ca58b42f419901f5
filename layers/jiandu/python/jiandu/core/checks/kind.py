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


def between(facts: Facts, name: str, title: str, since: date, event: str, today: date) -> Mistake | None:
    """The mistake of a day that lies before what it follows, or in the future."""
    if since <= date.fromisoformat(str(facts[name])) <= today:
        return None
    return Mistake(name, "between", f"{title}应当在{event}（{since}）至今日之间。")


def first_of(*checks: Check) -> Check:
    """One check for a form that several look at: the first mistake found."""

    def check(case: Case, facts: Facts, today: date) -> Mistake | None:
        return next((mistake for one in checks if (mistake := one(case, facts, today))), None)

    return check
