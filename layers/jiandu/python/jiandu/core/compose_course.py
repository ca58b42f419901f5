"""The letters on the way of a case, composed: a date set anew."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from jiandu.core.chinese import chinese_date
from jiandu.core.letters import Letter, NewDate
from jiandu.core.setting import Setting, marks


def _day(facts: Mapping[str, Any], name: str) -> str:
    return chinese_date(date.fromisoformat(str(facts[name])))


def _new_date(s: Setting, number: str) -> Letter:
    """Of the letter that is being served, or was just served; the rows see that it had a date of its own."""
    preparing = s.matter.letter
    about = s.case.document(preparing.document if preparing else s.matter.in_force)
    assert about is not None
    draft = s.draft if preparing else s.case.facts_at(about.draft)
    served = s.facts.get("served_on") or (about.service.served_on if about.service else s.today)
    return NewDate(
        **marks(s, number, s.name(s.matter.respondent)),
        letter_title=about.title,
        letter_number=str(about.number),
        former_due_on=_day(draft, "due_on"),
        served_on=chinese_date(date.fromisoformat(str(served))),
        due_on=_day(s.facts, "new_due_on"),
    )


COURSE: dict[str, Callable[[Setting, str], Letter]] = {
    "new_date": _new_date,
}
