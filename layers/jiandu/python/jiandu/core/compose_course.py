"""The letters on the way of a case, composed: a date set anew."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from jiandu.core.chinese import chinese_date
from jiandu.core.letters import Letter, NewDate
from jiandu.core.service import date_in_force
from jiandu.core.setting import Setting, marks


def _day(facts: Mapping[str, Any], name: str) -> str:
    return chinese_date(date.fromisoformat(str(facts[name])))


def _new_date(s: Setting, number: str) -> Letter:
    """Of the letter in force; the row sees that it was served when its own date was past."""
    about, former = s.case.document(s.matter.in_force), date_in_force(s.case)
    assert about is not None and about.service is not None and former is not None
    return NewDate(
        **marks(s, number, s.name(s.matter.respondent)),
        letter_title=about.title,
        letter_number=str(about.number),
        former_due_on=chinese_date(former),
        served_on=chinese_date(about.service.served_on),
        due_on=_day(s.facts, "new_due_on"),
    )


COURSE: dict[str, Callable[[Setting, str], Letter]] = {
    "new_date": _new_date,
}
