"""Which days are working days, why, and from where on the answer is provisional."""

import json
from datetime import UTC, date, datetime, timedelta
from importlib.resources import files
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jiandu.core.calendar import FIRST_DAY, Calendar, Year

PUBLISHED = Calendar.published()
FAR = st.dates(date(2022, 1, 1), date(2110, 12, 31))


def row_of(number: int) -> dict[str, Any]:
    rows = json.loads(files("regulations").joinpath("calendar/cn_2022_2026.json").read_text("utf-8"))
    return rows[str(number)]


def row_of_2027() -> dict[str, Any]:
    """An invented arrangement of 2027 that begins on the last day of 2026 and moves one Sunday."""
    days = ["2026-12-31", "2027-01-01", "2027-05-01", "2027-05-02", "2027-10-01", "2027-10-02", "2027-10-03"]
    names = dict.fromkeys(days, "国庆节") | {"2027-10-10": "国庆节", "2026-12-31": "元旦", "2027-01-01": "元旦"}
    return {
        "notice_no": "国办发明电〔2026〕0号",
        "notice_date": "2026-11-30",
        "off": days,
        "makeup_work": ["2027-10-10"],
        "names": names,
    }


@pytest.mark.parametrize(
    ("day", "works", "reason"),
    [
        ("2025-10-01", False, "国庆节、中秋节放假（国办发明电〔2024〕12号）"),
        ("2026-02-16", False, "春节放假（国办发明电〔2025〕7号）"),
        ("2025-01-26", True, "调休上班（春节）"),
        ("2024-02-09", True, "工作日"),
        ("2022-12-31", False, "元旦放假（国办发明电〔2022〕16号）"),
        ("2024-06-08", False, "周六"),
        ("2024-06-09", False, "周日"),
        ("2027-02-05", False, "除夕（法定节假日，放假安排尚未公布）"),
        ("2027-04-05", False, "清明节（法定节假日，放假安排尚未公布）"),
        ("2036-10-02", False, "国庆节（法定节假日，放假安排尚未公布）"),
        ("2027-10-04", True, "工作日（推定，放假安排尚未公布）"),
        ("2027-10-10", False, "周日"),
        ("2100-05-03", True, "工作日（推定，放假安排尚未公布）"),
    ],
)
def test_a_day_says_whether_and_why_people_work(day: str, works: bool, reason: str) -> None:
    """Arrangement, make-up, weekend, statutory day ahead of its arrangement: each has its own words."""
    assert (works, reason) == (
        PUBLISHED.is_working_day(date.fromisoformat(day)),
        PUBLISHED.reason(date.fromisoformat(day)),
    )


def test_the_published_calendar_is_read_once() -> None:
    """The vendored arrangements reach to the end of 2026 and are cached."""
    assert Calendar.published() is PUBLISHED
    assert date(2026, 12, 31) == PUBLISHED.published_through
    assert list(PUBLISHED.years) == [2022, 2023, 2024, 2025, 2026]


def test_a_further_year_makes_its_days_certain() -> None:
    """A year loaded later changes days, version and the published end, and may reach into the December before."""
    later = Calendar.of({**PUBLISHED.years, 2027: Year.read(2027, row_of_2027())})
    assert date(2027, 12, 31) == later.published_through
    assert later.version != PUBLISHED.version
    assert not later.is_working_day(date(2026, 12, 31))
    assert PUBLISHED.is_working_day(date(2026, 12, 31))
    assert later.is_working_day(date(2027, 10, 10))
    assert later.reason(date(2027, 10, 11)) == "工作日"


def test_a_year_after_a_gap_does_not_move_the_published_end() -> None:
    """Only an unbroken run of years is published."""
    row = json.loads(json.dumps(row_of_2027()).replace("2027-", "2028-").replace("2026-12-31", "2027-12-31"))
    row["makeup_work"] = []
    assert date(2026, 12, 31) == Calendar.of({**PUBLISHED.years, 2028: Year.read(2028, row)}).published_through


def test_the_version_depends_on_content_alone() -> None:
    """Two calendars of the same years carry the same version."""
    assert PUBLISHED.version == Calendar.of(dict(reversed(PUBLISHED.years.items()))).version


def test_a_region_may_add_days_off() -> None:
    """Feasts of a region free its days and say so (放假办法 4)."""
    guangxi = Calendar.of(PUBLISHED.years, {date(2026, 4, 20): "三月三"})
    assert not guangxi.is_working_day(date(2026, 4, 20))
    assert guangxi.reason(date(2026, 4, 20)) == "三月三放假（地方规定）"
    assert guangxi.version != PUBLISHED.version


def without(day: str) -> dict[str, Any]:
    row = row_of_2027()
    return row | {"off": [other for other in row["off"] if other != day]}


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ({}, "缺少"),
        (without("2027-10-02"), "不完整：缺少国庆节（10月2日）"),
        (row_of_2027() | {"off": []}, "不完整：缺少元旦"),
        (row_of_2027() | {"off": [*row_of_2027()["off"], "2027-10-04"]}, "2027-10-04"),
        (row_of_2027() | {"makeup_work": ["2027-10-01"]}, "调休上班日 2027-10-01"),
        (row_of_2027() | {"makeup_work": ["2027-05-02"]}, "调休上班日 2027-05-02"),
        (row_of(2025), "不属于2027年"),
        (row_of_2027() | {"notice_date": "去年"}, "isoformat"),
    ],
)
def test_an_arrangement_that_cannot_be_right_is_refused(row: dict[str, Any], words: str) -> None:
    """An empty, incomplete, foreign or contradictory arrangement never becomes a year."""
    with pytest.raises(ValueError, match=words):
        Year.read(2027, row)


def test_an_arrangement_without_number_is_named_by_its_day() -> None:
    """A notice whose number is unknown is cited by its date."""
    year = Year.read(2026, row_of(2026) | {"notice_no": None})
    assert year.notice == "国务院办公厅2025年11月4日通知"


def test_a_calendar_begins_in_2022() -> None:
    """Without its first year a calendar cannot be made, and earlier days are refused."""
    with pytest.raises(ValueError, match="2022"):
        Calendar.of({2026: PUBLISHED.years[2026]})
    before = FIRST_DAY - timedelta(days=1)
    for ask in (PUBLISHED.is_working_day, PUBLISHED.ruling, lambda day: PUBLISHED.working_day_after(day, 1)):
        with pytest.raises(ValueError, match="2021-12-31"):
            ask(before)


def test_an_instant_is_no_day() -> None:
    """A datetime is refused: its own date may be another than Shanghai's."""
    with pytest.raises(ValueError, match="只认日期"):
        PUBLISHED.is_working_day(datetime(2026, 3, 2, 16, tzinfo=UTC))


@given(day=FAR, n=st.integers(1, 60))
def test_working_days_are_counted_forward_and_back(day: date, n: int) -> None:
    """The n-th working day after a day, walked one by one; counting back from it returns to the start."""
    walked, left = day, n
    while left:
        walked += timedelta(days=1)
        left -= PUBLISHED.ruling(walked).works
    assert walked == PUBLISHED.working_day_after(day, n)
    back = PUBLISHED.working_day_before(walked, n)
    assert back is None or back <= day
    assert back is not None or day.year == FIRST_DAY.year
    assert back == day or not PUBLISHED.is_working_day(day)


@given(day=FAR)
def test_the_table_and_the_ruling_agree(day: date) -> None:
    """The quick answer is the explained one."""
    assert PUBLISHED.ruling(day).works == PUBLISHED.is_working_day(day)


def test_where_the_table_ends_the_answers_go_on() -> None:
    """Each day around the turn of 2036 and 2037 is ruled, counted forward and counted back alike."""
    for day in (date(2036, 12, 1) + timedelta(days=k) for k in range(60)):
        assert PUBLISHED.ruling(day).works == PUBLISHED.is_working_day(day)
        after = PUBLISHED.working_day_after(day, 20)
        assert sum(PUBLISHED.is_working_day(day + timedelta(days=k)) for k in range(1, (after - day).days + 1)) == 20
        assert PUBLISHED.working_day_before(after, 20) == day or not PUBLISHED.is_working_day(day)


def test_nothing_is_before_the_first_working_day() -> None:
    """Counting back past the calendar's beginning finds no day."""
    assert PUBLISHED.working_day_before(date(2022, 1, 5), 1) == date(2022, 1, 4)
    assert PUBLISHED.working_day_before(date(2022, 1, 5), 2) is None
