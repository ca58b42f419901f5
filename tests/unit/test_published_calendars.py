"""The vendored days against two independent libraries, day by day."""

from datetime import date, timedelta

import chinese_calendar
import holidays
from jiandu.core.calendar import Calendar

PUBLISHED = Calendar.published()


def days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=k) for k in range((last - first).days + 1)]


def test_every_published_day_is_as_two_libraries_know_it() -> None:
    """1,826 days of 2022 to 2026, no difference from chinesecalendar or holidays."""
    china = holidays.country_holidays("CN")
    for day in days(date(2022, 1, 1), date(2026, 12, 31)):
        ours = PUBLISHED.is_working_day(day)
        assert (day, ours, ours) == (day, chinese_calendar.is_workday(day), china.is_working_day(day))


def test_the_feasts_ahead_are_those_the_law_names() -> None:
    """From 2027 to 2035 the days off beside weekends are the statutory days, without days given instead."""
    known = holidays.country_holidays("CN", years=range(2027, 2036), language="zh_CN")
    statutory = {day for day, name in known.items() if "补假" not in name}
    feasts = {day for day in days(date(2027, 1, 1), date(2035, 12, 31)) if PUBLISHED.ruling(day).feast}
    assert statutory == feasts
