"""放假安排: a year's arrangement of days off as an office types it in from the State Council's notice.

Lines as people write them become days; what cannot be right is refused at its field, what is merely unusual is said.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from jiandu.core.calendar import FIRST_DAY, FIXED_FEASTS, Calendar, Year, expected_feasts
from jiandu.core.errors import Invalid, Mistake, invalid
from jiandu.core.forms.calendar import NewYear
from jiandu.core.matter import Kept

USUAL = {"off": (25, 36), "makeup": (3, 9), "working": (245, 254)}  # what 2022 to 2026 had, with some room
_DATE = r"(?:(\d{4})[-年/.])?(\d{1,2})[-月/.](\d{1,2})日?"
_SPAN = re.compile(rf"{_DATE}(?:(?:至|到|~|～|—+)(?:{_DATE}|(\d{{1,2}})日))?")
_WEEKDAYS = re.compile(r"[（(](?:星期|周)[一二三四五六日天](?:[、至](?:星期|周)?[一二三四五六日天])*[）)]")
_FILLING = re.compile(r"[\s、，,；;。：:和及]|放假(?:调休)?|共\d+天|上班")
_LONGEST = 15


class Arrangement(Kept):
    """One year's arrangement with the notice it stands in."""

    year: int
    off: Mapping[date, str]
    makeup: Mapping[date, str]
    notice_no: str
    notice_date: date
    link: str

    def as_year(self) -> Year:
        """The year as the calendar takes it; ValueError saying what is wrong with it."""
        row = {
            "notice_no": self.notice_no,
            "notice_date": self.notice_date.isoformat(),
            "paper": [self.link],
            "off": [day.isoformat() for day in self.off],
            "makeup_work": [day.isoformat() for day in self.makeup],
            "names": {day.isoformat(): name for day, name in {**self.off, **self.makeup}.items()},
        }
        return Year.read(self.year, row)


def read_arrangement(form: NewYear, calendar: Calendar) -> Arrangement:
    """The arrangement a form holds; Invalid naming the field and the day for what cannot be right."""
    last = calendar.published_through.year + 1
    if not FIRST_DAY.year <= form.year <= last:
        raise invalid("year", "without_gap", f"放假安排须逐年录入，现在可以录入{FIRST_DAY.year}年至{last}年。")
    off, makeup = (_days(getattr(form, field), form.year, field) for field in ("off", "makeup"))
    mistakes = [*_misplaced(form.year, off, "off"), *_misplaced(form.year, makeup, "makeup")]
    mistakes += [_at("makeup", "weekend", f"{d}不是周末，不能列为调休上班日。") for d in makeup if d.weekday() < 5]
    mistakes += [_at("makeup", "apart", f"{d}同时列为放假和调休上班。") for d in makeup if d in off]
    mistakes += [
        _at("off", "statutory", f"缺少{name}（{d.month}月{d.day}日），法定节假日应当全部列入。")
        for d, name in _statutory(form.year)
        if d not in off
    ]
    if mistakes:
        raise Invalid("放假安排填写有误，请对照通知更正。", *mistakes)
    return Arrangement(
        year=form.year,
        off=off,
        makeup=makeup,
        notice_no=form.notice_no,
        notice_date=form.notice_date,
        link=form.link,
    )


def _at(field: str, rule: str, message: str) -> Mistake:
    return Mistake(field, rule, message)


def _misplaced(year: int, days: Mapping[date, str], field: str) -> list[Mistake]:
    first, last = date(year - 1, 12, 1), date(year, 12, 31)
    return [_at(field, "of_year", f"{d}不属于{year}年的放假安排。") for d in days if not first <= d <= last]


def _statutory(year: int) -> list[tuple[date, str]]:
    fixed = {date(year, *day): name for day, name in FIXED_FEASTS.items()}
    return sorted((fixed | {d: name for d, name in expected_feasts().items() if d.year == year}).items())


def _days(text: str, year: int, field: str) -> dict[date, str]:
    """The days of all lines with their feasts; Invalid naming the line that cannot be read."""
    found: dict[date, str] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        try:
            name, days = _line(line, year)
        except ValueError as error:
            raise invalid(field, "readable", f"第{number}行“{line.strip()}”{error}") from None
        for day in days:
            if day in found:
                raise invalid(field, "once", f"第{number}行：{day}重复列出。")
            found[day] = name
    return dict(sorted(found.items()))


def _line(line: str, year: int) -> tuple[str, list[date]]:
    """A feast and its days: ``春节：2月15日至23日`` or ``国庆节 2026-09-20、2026-10-10``."""
    plain = re.sub(r"\s*(至|到|~|～|—+)\s*", r"\1", _WEEKDAYS.sub("", line))
    days = [day for span in _SPAN.finditer(plain) for day in _span(span, year)]
    name = _FILLING.sub("", _SPAN.sub("", plain))
    if not days:
        raise ValueError("没有写明日期，例如：元旦 1月1日至3日。")
    if not re.fullmatch(r"[\u4e00-\u9fff]{2,20}", name):
        raise ValueError("看不懂，请写成节日名称加日期，例如：元旦 1月1日至3日。")
    return name, days


def _span(match: re.Match[str], year: int) -> Iterator[date]:
    y1, m1, d1, y2, m2, d2, only_day = match.groups()
    first = _date(y1 or year, m1, d1)
    last = first
    if only_day or d2:
        last = _date(y2 or first.year, m2 or m1, d2 or only_day)
    if not timedelta() <= last - first < timedelta(days=_LONGEST):
        raise ValueError(f"起止日期不对，应当先早后晚，不超过{_LONGEST}天。")
    yield from (first + timedelta(days=k) for k in range((last - first).days + 1))


def _date(year: int | str, month: str, day: str) -> date:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        raise ValueError(f"中没有{month}月{day}日这一天。") from None


def unusual(arrangement: Arrangement) -> list[str]:
    """What is plausible to be a slip of the pen, in Chinese: it does not stand in the way."""
    calendar = Calendar.of({**Calendar.published().years, arrangement.year: arrangement.as_year()})
    working = sum(calendar.is_working_day(day) for day in _every_day(arrangement.year))
    counts = {"off": len(arrangement.off), "makeup": len(arrangement.makeup), "working": working}
    titles = {"off": "放假", "makeup": "调休上班", "working": "全年工作日"}
    return [
        f"{titles[key]}共{count}天，往年在{USUAL[key][0]}至{USUAL[key][1]}天之间，请核对通知。"
        for key, count in counts.items()
        if not USUAL[key][0] <= count <= USUAL[key][1]
    ]


def _every_day(year: int) -> Iterator[date]:
    first = date(year, 1, 1).toordinal()
    return map(date.fromordinal, range(first, date(year + 1, 1, 1).toordinal()))


def difference(arrangement: Arrangement, calendar: Calendar) -> list[dict[str, Any]]:
    """The days on which people work by one and rest by the other, with both reasons."""
    new = Calendar.of({**calendar.years, arrangement.year: arrangement.as_year()})
    first = date(arrangement.year - 1, 12, 1).toordinal()
    days = map(date.fromordinal, range(first, date(arrangement.year, 12, 31).toordinal() + 1))
    return [
        {"date": day, "before": calendar.reason(day), "after": new.reason(day), "works": new.is_working_day(day)}
        for day in days
        if calendar.is_working_day(day) != new.is_working_day(day)
    ]
