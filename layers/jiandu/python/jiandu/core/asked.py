"""NAT-08: what the agency already handed in is not asked for again, unless it has changed."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from jiandu.core.chinese import chinese_date
from jiandu.core.deadlines import shanghai_day
from jiandu.core.errors import Mistake
from jiandu.core.matter import Case, Event

_NUMBERING = re.compile(r"^(\d+[.、)]|\(?[一二三四五六七八九十]+[)、.]|\(\d+\)|[-*•·])+")
_ASIDE = re.compile(r"\([^()]*\)")
_COUNT = re.compile(r"[\d一二三四五六七八九十两]+[份页册卷本套张]$")
_MARKS = re.compile(r"[\W_]+")


def named(line: str) -> str:
    """What a line names, without its numbering, its marks, what stands in brackets, and its count at the end."""
    plain = "".join(unicodedata.normalize("NFKC", line).split()).casefold()
    plain = _ASIDE.sub("", _NUMBERING.sub("", plain))
    return _COUNT.sub("", _MARKS.sub("", plain))


def files_asked_once(case: Case, facts: Mapping[str, Any], today: date) -> Mistake | None:
    """A line of this demand that stands in a list the agency handed over in this matter."""
    return None if facts["changed"] else _again("files", str(facts["files"]), _handed_over(case), "已经报送过")


def questions_asked_once(case: Case, facts: Mapping[str, Any], today: date) -> Mistake | None:
    """A question of this demand that was asked before and that a statement answered."""
    return None if facts["changed"] else _again("questions", str(facts["questions"]), _answered(case), "已经说明过")


def _again(field: str, text: str, before: Mapping[str, date], told: str) -> Mistake | None:
    for line in text.splitlines():
        if day := before.get(named(line)):
            message = f"“{line.strip()[:40]}”对方已于{chinese_date(day)}{told}，不再重复索要"
            return Mistake(field, "asked_once", f"{message}；内容有变化的，请勾选并写明理由。")
    return None


def _handed_over(case: Case) -> dict[str, date]:
    """Each thing the agency handed over, with the latest day it came."""
    handed = (e for e in case.events if e.action == "hand_over_files")
    return {what: _day(e) for e in handed for what in _lines(e.facts.get("list"))}


def _answered(case: Case) -> dict[str, date]:
    """Each question that was asked and has been answered, with the day of the latest statement on it."""
    asked: set[str] = set()
    answered: dict[str, date] = {}
    for event in case.events:
        if event.action in ("ask_self_check", "notify_opening"):
            asked = set(_lines(event.facts.get("questions")))
        elif event.action == "give_statement":
            answered |= dict.fromkeys(asked, _day(event))
    return answered


def _lines(text: Any) -> Iterator[str]:
    return (what for line in str(text or "").splitlines() if (what := named(line)))


def _day(event: Event) -> date:
    return shanghai_day(event.happened_at)
