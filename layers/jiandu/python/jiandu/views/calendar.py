"""The arrangements of days off as people see them: year by year, and one that waits to be approved."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from jiandu.core.arrangements import difference, unusual
from jiandu.core.calendar import Calendar, Year
from jiandu.core.calendar_register import Proposal

_WEEK = "一二三四五六日"
STATUS = {"pending": "等待核准", "approved": "已核准", "returned": "已退回"}


def years_view(calendar: Calendar) -> list[dict[str, Any]]:
    """All published years, the latest first."""
    return [year_view(number, year) for number, year in sorted(calendar.years.items(), reverse=True)]


def year_view(number: int, year: Year) -> dict[str, Any]:
    """One year: its notice, and its days off and make-up days feast by feast."""
    return {
        "year": number,
        "notice": year.notice,
        "announced": year.announced.isoformat(),
        "sources": list(year.papers),
        "off": list(_spans(year.off)),
        "makeup": list(_spans(year.makeup)),
        "off_days": len(year.off),
    }


def _spans(days: Mapping[date, str]) -> Iterator[dict[str, str]]:
    """Days that follow each other under one name as one line."""
    first: date | None = None
    ordered = sorted(days)
    for day in ordered:
        first = first or day
        after = day + timedelta(days=1)
        if days.get(after) != days[day]:
            yield {"name": days[day], "from": first.isoformat(), "to": day.isoformat(), "text": _text(first, day)}
            first = None


def _text(first: date, last: date) -> str:
    if first == last:
        return _day(first)
    return f"{_day(first)}至{_day(last)}，共{(last - first).days + 1}天"


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日（周{_WEEK[day.weekday()]}）"


def pending_view(proposal: Proposal, calendar: Calendar, people: Mapping[str, str]) -> dict[str, Any]:
    """What waits, who loaded it, what looks unusual, and what it changes against the calendar in force."""
    arrangement = proposal.arrangement
    return {
        **year_view(arrangement.year, arrangement.as_year()),
        "loaded_by": people.get(proposal.loaded_by, proposal.loaded_by),
        "loaded_at": proposal.loaded_at.isoformat(),
        "unusual": unusual(arrangement),
        "difference": [_changed(row) for row in difference(arrangement, calendar)],
        "provisional": arrangement.year > calendar.published_through.year,
    }


def _changed(row: Mapping[str, Any]) -> dict[str, Any]:
    day: date = row["date"]
    return {**row, "date": day.isoformat(), "weekday": f"周{_WEEK[day.weekday()]}"}


def history_view(proposals: list[Proposal], people: Mapping[str, str]) -> list[dict[str, Any]]:
    """Every version ever loaded, the latest first: who loaded it, who decided, and when."""
    return [
        {
            "number": one.number,
            "year": one.arrangement.year,
            "notice": one.arrangement.notice_no,
            "status_title": STATUS[one.status],
            "loaded_by": people.get(one.loaded_by, one.loaded_by),
            "loaded_at": one.loaded_at.isoformat(),
            "decided_by": people.get(one.decided_by, one.decided_by),
            "decided_at": one.decided_at.isoformat() if one.decided_at else None,
        }
        for one in reversed(proposals)
    ]
