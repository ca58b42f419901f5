"""Dates, numerals and article numbers in Chinese."""

from datetime import date

import pytest
from jiandu.core.chinese import article, chinese_date, numeral


def test_a_date_is_printed_in_full_without_leading_zeros() -> None:
    """成文日期 has the year in full and no 0 before month or day."""
    assert chinese_date(date(2026, 1, 3)) == "2026年1月3日"
    assert chinese_date(date(2026, 11, 23)) == "2026年11月23日"


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (1, "一"),
        (10, "十"),
        (11, "十一"),
        (20, "二十"),
        (28, "二十八"),
        (100, "一百"),
        (101, "一百零一"),
        (110, "一百一十"),
        (1005, "一千零五"),
        (1010, "一千零一十"),
        (1260, "一千二百六十"),
        (9999, "九千九百九十九"),
    ],
)
def test_numbers_are_written_in_chinese_figures(number: int, expected: str) -> None:
    """Zeros inside a number are read once, those at its end not at all."""
    assert numeral(number) == expected


@pytest.mark.parametrize(
    ("reference", "expected"),
    [
        (28, "第二十八条"),
        ("三(二)1", "第三部分第（二）项第1点"),
        ("二(一)", "第二部分第（一）项"),
        ("四", "第四部分"),
        ("28", "第二十八条"),
        ("33.3", "第三十三条第三款"),
        ("21(1)", "第二十一条第一项"),
        ("23.1(3)", "第二十三条第一款第三项"),
    ],
)
def test_an_article_is_cited_with_its_paragraph_and_item(reference: str | int, expected: str) -> None:
    """条, 款 and 项 follow each other, each only where given."""
    assert article(reference) == expected


@pytest.mark.parametrize("reference", ["", "28条", "x", "-1", "0"])
def test_what_is_no_article_number_is_refused(reference: str) -> None:
    """A profile with a mistyped article must not print one."""
    with pytest.raises(ValueError):
        article(reference)


@pytest.mark.parametrize("number", [0, -1, 10000])
def test_a_number_outside_the_bounds_is_refused(number: int) -> None:
    """The bounds are 1 and 9999."""
    with pytest.raises(ValueError, match="1 to 9999"):
        numeral(number)
