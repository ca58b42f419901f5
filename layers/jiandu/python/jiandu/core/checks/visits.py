"""Who goes: two supervisors of the bureau with certificates valid on the day (Hebei art. 19, Quzhou art. 13)."""

import re
from datetime import date

from jiandu.core.checks.kind import Facts
from jiandu.core.chinese import chinese_date
from jiandu.core.deadlines import shanghai_time
from jiandu.core.errors import Mistake
from jiandu.core.letters.text import paragraphs
from jiandu.core.matter import Case, Certificate, Person
from jiandu.core.moves import ALL_HANDLERS
from jiandu.core.staff import valid

NAMED_IN = ("surveyors", "questioners", "takers", "taken_by")
NAME = re.compile(r"[^\s（(，,、：:]+")


def certificates_shown(case: Case, facts: Facts, today: date) -> Mistake | None:
    """Everybody who inspects, surveys, questions or takes something is a supervisor of the bureau with a certificate
    valid on that very day, named with its number, and not recused; and they are two different persons at least.
    """
    field = next(name for name in NAMED_IN if name in facts)
    day = shanghai_time(str(facts.get("began_at") or facts["taken_at"])).date()
    went: set[str] = set()
    for line in paragraphs(str(facts[field])):
        person = _named(case, line)
        if reason := _hindrance(case, person, line, day):
            return Mistake(field, "certificates_shown", reason)
        went.add(person.id if person else "")
    if len(went) < 2:
        return Mistake(field, "two_officers", "不少于两名监督人员：同一人只算一名。")
    return None


def _named(case: Case, line: str) -> Person | None:
    """The bureau's supervisor a line begins with the name of; of two with one name the one whose number it gives."""
    name = found[0] if (found := NAME.search(line)) else ""
    own = [p for p in case.people.values() if p.organisation == case.matter.owner and "supervisor" in p.roles]
    able = [person for person in own if person.name == name]
    return next((p for p in able if any(_given(c, line) for c in p.certificates)), able[0] if able else None)


def _given(certificate: Certificate, line: str) -> bool:
    """Whether a line gives a certificate's whole number."""
    return re.search(rf"(?<![0-9A-Za-z]){re.escape(certificate.number)}(?![0-9A-Za-z])", line) is not None


def _hindrance(case: Case, person: Person | None, line: str, day: date) -> str | None:
    if person is None:
        return f"“{line.strip()}”不是本机关的行政执法监督人员；一行一人，先写姓名，再写监督证号。"
    if _recused(case, person):
        return f"{person.name}已回避或者被申请回避，不得参加。"
    certificates = [c for c in person.certificates if valid(c, day)]
    if not certificates:
        return f"{person.name}在{chinese_date(day)}没有有效的行政执法监督证件，不得参加。"
    if not any(_given(c, line) for c in certificates):
        return f"请写明{person.name}当日有效的监督证号（{'、'.join(c.number for c in certificates)}）。"
    return None


def _recused(case: Case, person: Person) -> bool:
    recusals = case.matter.recusals
    return person.id in recusals or (person.id in case.matter.officers and ALL_HANDLERS in recusals)
