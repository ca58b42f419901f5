"""Dates, numerals and article numbers as Chinese official documents write them."""

import re
from datetime import date, datetime

_DIGITS = "零一二三四五六七八九"
_ARTICLE = re.compile(r"(\d{1,4})(?:\.(\d{1,2}))?(?:\((\d{1,2})\))?")

_PART = re.compile(r"([一二三四五六七八九十]+)(?:\(([一二三四五六七八九十]+)\)(\d{1,2})?)?")


def chinese_date(day: date) -> str:
    """2026年11月3日: Arabic figures, the year in full, no leading zero (GB/T 9704-2012, 7.3.5)."""
    return f"{day.year}年{day.month}月{day.day}日"


def chinese_time(moment: datetime) -> str:
    """9时30分, 14时: hours of the day, minutes with both figures, none on the hour."""
    return f"{moment.hour}时{moment.minute:02d}分" if moment.minute else f"{moment.hour}时"


def numeral(number: int) -> str:
    """The number from 1 to 9999 in Chinese figures: 8 is 八, 10 is 十, 105 is 一百零五."""
    if not 1 <= number <= 9999:
        raise ValueError(f"number must be from 1 to 9999, not {number}")
    text = ""
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // unit % 10
        if digit:
            text += _DIGITS[digit] + name
        elif text and not text.endswith("零"):
            text += "零"
    text = text.rstrip("零")
    return text.removeprefix("一") if 10 <= number < 20 else text


def article(reference: str | int) -> str:
    """28 is 第二十八条; "33.3" adds the paragraph 第三款, "21(1)" the item 第一项.

    A plan has no articles: its "三(二)1" is 第三部分第（二）项第1点, its "三(二)" that 项, its "四" that 部分.
    """
    if part := _PART.fullmatch(str(reference)):
        within = (f"第（{part[2]}）项" if part[2] else "") + (f"第{part[3]}点" if part[3] else "")
        return f"第{part[1]}部分{within}"
    match = _ARTICLE.fullmatch(str(reference))
    if match is None:
        raise ValueError(f"not an article number: {reference!r}")
    parts = zip(match.groups(), "条款项", strict=True)
    return "".join(f"第{numeral(int(part))}{name}" for part, name in parts if part)
