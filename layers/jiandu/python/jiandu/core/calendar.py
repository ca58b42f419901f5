"""Which days people work: the State Council's yearly arrangements; after the last of them, weekends and feasts."""

import hashlib
import json
import pkgutil
from array import array
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from itertools import accumulate, compress
from types import MappingProxyType
from typing import Any, NamedTuple, Self

FIRST_DAY = date(2022, 1, 1)
FIXED_FEASTS = {
    (1, 1): "元旦",
    (5, 1): "劳动节",
    (5, 2): "劳动节",
    (10, 1): "国庆节",
    (10, 2): "国庆节",
    (10, 3): "国庆节",
}
_ORIGIN = FIRST_DAY.toordinal()
_WEEK = b"\0\0\1\1\1\1\1"  # FIRST_DAY is a Saturday
_WEEKS_IN_TABLE = 783  # to the end of 2036; later days are walked one by one
_ONE_DAY = timedelta(days=1)
_day_of = date.fromordinal


class Ruling(NamedTuple):
    """Whether people work on a day, whether a feast (not a mere weekend) frees it, and why, in Chinese."""

    works: bool
    feast: bool
    reason: str


_WEEKEND = (Ruling(False, False, "周六"), Ruling(False, False, "周日"))
_PUBLISHED_WEEK = (*[Ruling(True, False, "工作日")] * 5, *_WEEKEND)
_COMING_WEEK = (*[Ruling(True, False, "工作日（推定，放假安排尚未公布）")] * 5, *_WEEKEND)


@dataclass(frozen=True, slots=True)
class Year:
    """One year's arrangement as announced: days off and make-up working days with their feasts.

    It may reach into the December before, as the arrangement of 2023 does.
    """

    notice: str
    off: Mapping[date, str]
    makeup: Mapping[date, str]
    announced: date
    papers: tuple[str, ...] = ()

    @classmethod
    def read(cls, number: int, row: Mapping[str, Any]) -> Self:
        """The year from a row of ``cn_2022_2026.json``; ValueError saying what is wrong with it."""
        if missing := {"off", "makeup_work", "names", "notice_date"} - row.keys():
            raise ValueError(f"{number}年放假安排缺少：{'、'.join(sorted(missing))}")
        announced = date.fromisoformat(row["notice_date"])
        notice = row.get("notice_no") or f"国务院办公厅{announced.year}年{announced.month}月{announced.day}日通知"
        papers = tuple(row.get("paper", ()))
        year = cls(notice, _named(row, "off"), _named(row, "makeup_work"), announced, papers)
        year._check(number)
        return year

    def _check(self, number: int) -> None:
        for day in (*self.off, *self.makeup):
            if not date(number - 1, 12, 1) <= day <= date(number, 12, 31):
                raise ValueError(f"{day} 不属于{number}年放假安排")
        for day in self.makeup:
            if day.weekday() < 5 or day in self.off:
                raise ValueError(f"调休上班日 {day} 不是周末，或者同时列为放假")
        for (month, day_of_month), feast in FIXED_FEASTS.items():
            if date(number, month, day_of_month) not in self.off:
                raise ValueError(f"{number}年放假安排不完整：缺少{feast}（{month}月{day_of_month}日）")


def _named(row: Mapping[str, Any], key: str) -> Mapping[date, str]:
    nameless = [day for day in row[key] if not row["names"].get(day)]
    if nameless:
        raise ValueError(f"放假安排未写明节日名称：{'、'.join(nameless)}")
    return MappingProxyType({date.fromisoformat(day): row["names"][day] for day in row[key]})


class Calendar:
    """Working days from 2022-01-01 on. ``local`` names the days off that a region adds by its own rules."""

    def __init__(self, years: Mapping[int, Year], feasts: Mapping[date, str], local: Mapping[date, str]) -> None:
        if FIRST_DAY.year not in years:
            raise ValueError(f"日历须从{FIRST_DAY.year}年开始")
        self.years: Mapping[int, Year] = MappingProxyType(dict(sorted(years.items())))
        self.published_through = date(_last_without_gap(years), 12, 31)
        self._special = self._rulings(feasts, local)
        self.version = _fingerprint(self.published_through, self._special)
        self._open = self._open_days()
        self._before = array("H", accumulate(self._open, initial=0))
        self._working = array("I", compress(range(_ORIGIN, _ORIGIN + len(self._open)), self._open))

    @staticmethod
    def published() -> "Calendar":
        """The calendar of the arrangements published so far: those shipped, and those handed in by ``publish``."""
        if not _PUBLISHED:
            Calendar.publish({})
        return _PUBLISHED[0]

    @staticmethod
    def publish(approved: Mapping[int, Year]) -> None:
        """From now on ``published`` answers with these years too; where one was shipped, the approved one stands.

        The one thing in the core that does not come as an argument: arrangements bind every matter alike, and the
        adapter that keeps those an office approved hands them in here, the same for the whole process.
        """
        if approved:
            _PUBLISHED[:] = [Calendar.of({**_shipped().years, **approved})]
        else:
            _PUBLISHED[:] = [_shipped()]

    @classmethod
    def of(cls, years: Mapping[int, Year], local: Mapping[date, str] | None = None) -> Self:
        """A calendar of these years, for instance ``{**Calendar.published().years, 2027: Year.read(2027, row)}``."""
        return cls(years, expected_feasts(), local or {})

    def is_working_day(self, day: date) -> bool:
        index = _index(day)
        return bool(self._open[index]) if index < len(self._open) else self.ruling(day).works

    def reason(self, day: date) -> str:
        """Why people work or rest on the day, in Chinese."""
        return self.ruling(day).reason

    def ruling(self, day: date) -> Ruling:
        special = self._special.get(day)
        if special is not None:
            return special
        if FIRST_DAY <= day <= self.published_through:
            return _PUBLISHED_WEEK[day.weekday()]
        _index(day)  # refuses what is before the calendar
        feast = FIXED_FEASTS.get((day.month, day.day))
        return _expected(feast) if feast else _COMING_WEEK[day.weekday()]

    def working_day_after(self, day: date, n: int) -> date:
        """The n-th working day (n from 1) after the day, which itself is not counted."""
        index = day.toordinal() - _ORIGIN
        if index < 0:
            raise _unknown(day)
        try:
            return _day_of(self._working[self._before[index + 1] + n - 1])
        except IndexError:
            return self._walk(day, n, _ONE_DAY)

    def working_day_before(self, day: date, n: int) -> date | None:
        """The n-th working day (n from 1) before the day; None where that is earlier than the calendar."""
        index = _index(day)
        if index >= len(self._open):
            return self._walk(day, n, -_ONE_DAY)
        rank = self._before[index] - n
        return _day_of(self._working[rank]) if rank >= 0 else None

    def _walk(self, day: date, n: int, step: timedelta) -> date:
        while n:
            day += step
            n -= self.is_working_day(day)
        return day

    def _rulings(self, feasts: Mapping[date, str], local: Mapping[date, str]) -> dict[date, Ruling]:
        """The ruling of every day that is not as its weekday; a later year's arrangement wins."""
        rulings = {day: _expected(name) for day, name in feasts.items() if day > self.published_through}
        for year in self.years.values():
            rulings |= {day: Ruling(False, True, f"{name}放假（{year.notice}）") for day, name in year.off.items()}
            rulings |= {day: Ruling(True, False, f"调休上班（{name}）") for day, name in year.makeup.items()}
        return rulings | {day: Ruling(False, True, f"{name}放假（地方规定）") for day, name in local.items()}

    def _open_days(self) -> bytes:
        days = bytearray(_WEEK * _WEEKS_IN_TABLE)
        ahead = range(self.published_through.year + 1, FIRST_DAY.year + len(days) // 365 + 1)
        fixed = {date(year, *day): False for year in ahead for day in FIXED_FEASTS}
        for day, works in (fixed | {day: ruling.works for day, ruling in self._special.items()}).items():
            if 0 <= (index := day.toordinal() - _ORIGIN) < len(days):
                days[index] = works
        return bytes(days)


_PUBLISHED: list[Calendar] = []


@cache
def _shipped() -> Calendar:
    """The calendar of the arrangements that came with this release."""
    return Calendar.of({int(number): Year.read(int(number), row) for number, row in _data("cn_2022_2026").items()})


@cache
def expected_feasts() -> Mapping[date, str]:
    """The statutory days of 2027 to 2035 that follow the moon or the sun (放假办法 2)."""
    return {date.fromisoformat(day): name for day, name in _data("feasts_2027_2035")["feasts"].items()}


def _index(day: date) -> int:
    index = day.toordinal() - _ORIGIN
    if index < 0 or isinstance(day, datetime):
        raise _unknown(day)
    return index


def _unknown(day: date) -> ValueError:
    return ValueError(f"日历自{FIRST_DAY}起，只认日期，不认 {day}")


def _expected(feast: str) -> Ruling:
    return Ruling(False, True, f"{feast}（法定节假日，放假安排尚未公布）")


def _last_without_gap(years: Mapping[int, Year]) -> int:
    last = FIRST_DAY.year
    while last + 1 in years:
        last += 1
    return last


def _fingerprint(published_through: date, special: Mapping[date, Ruling]) -> str:
    lines = [f"{day} {special[day].works:d} {special[day].reason}" for day in sorted(special)]
    return hashlib.sha256("\n".join([str(published_through), *lines]).encode()).hexdigest()[:16]


def _data(name: str) -> dict[str, Any]:
    content = pkgutil.get_data("regulations", f"calendar/{name}.json")
    if content is None:
        raise FileNotFoundError(f"regulations/calendar/{name}.json")
    answer: dict[str, Any] = json.loads(content)
    return answer
