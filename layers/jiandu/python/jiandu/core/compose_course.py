"""The letters on the way of a case, composed: its opening, a summons, advice, a circular, a date set anew."""

from collections.abc import Callable

from jiandu.core.chinese import chinese_date, chinese_time
from jiandu.core.deadlines import shanghai_day, shanghai_time
from jiandu.core.letters.course import CaseNotice, Circular, NewDate, Suggestion, Summons
from jiandu.core.letters.text import Letter, paragraphs
from jiandu.core.service import date_in_force
from jiandu.core.setting import Setting, authority, dated, marks, on_course

# What each ground of a circular is called in its title, after the agency's name.
GROUNDS = {
    "late": "未按期落实行政执法监督要求",
    "refusal": "拒不落实行政执法制度",
    "marked_problem": "行政执法行为存在突出问题",
}


def _case_notice(s: Setting, number: str) -> Letter:
    """A case whose opening was declined, or that ended before it, is opened by being reopened."""
    opened = next(event for event in s.case.events if event.action in ("open_case", "reopen"))
    return CaseNotice(
        **on_course(s, number),
        opened_on=chinese_date(shanghai_day(opened.happened_at)),
        officers=tuple(s.certified_officers),
        points=s.facts["questions"],
        deadline=dated(s.facts, "due_on") if s.facts.get("due_on") else "",
    )


def _summons(s: Setting, number: str) -> Letter:
    held = shanghai_time(str(s.facts["held_at"]))
    return Summons(
        **on_course(s, number),
        persons=s.facts["persons"],
        reasons=s.facts["reason"],
        held_at=f"{chinese_date(held.date())}{chinese_time(held)}",
        place=s.facts["place"],
    )


def _suggestion(s: Setting, number: str) -> Letter:
    return Suggestion(
        **marks(s, number, s.name(s.matter.respondent)),
        source=s.source,
        problem=s.draft["facts"],
        analysis=s.draft["analysis"],
        suggestions=s.draft["suggestion"],
        deadline=dated(s.draft, "due_on"),
        basis=authority(s),
        copies=tuple(paragraphs(s.draft["copy_to"])),
    )


def _circular(s: Setting, number: str) -> Letter:
    return Circular(
        **marks(s, number, s.draft["scope"]),
        respondent=s.name(s.matter.respondent),
        ground=GROUNDS[s.draft["reason"]],
        findings=s.draft["text"],
        approver=s.draft["approver"],
        basis=authority(s),
    )


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
        due_on=dated(s.facts, "new_due_on"),
    )


COURSE: dict[str, Callable[[Setting, str], Letter]] = {
    "case_notice": _case_notice,
    "summons": _summons,
    "suggestion": _suggestion,
    "circular": _circular,
    "new_date": _new_date,
}
