"""A year's arrangement typed in from its notice: read, refused where it cannot be right, approved by two persons."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jiandu.core.arrangements import Arrangement, difference, read_arrangement, unusual
from jiandu.core.calendar import Calendar
from jiandu.core.calendar_register import Register, Step, load, settle
from jiandu.core.deadlines import SHANGHAI
from jiandu.core.errors import Conflict, Forbidden, Invalid, JianduError
from jiandu.core.forms.calendar import NewYear
from jiandu.core.matter import SYSTEM, Actor
from jiandu.core.record import broken_at
from jiandu.views.calendar import pending_view, year_view

SHIPPED = Calendar.published()
NOW = datetime(2026, 11, 25, 9, tzinfo=SHANGHAI)
ADMINISTRATOR = Actor("person", "qin", "bureau", ("administrator",))
COLLEAGUE = Actor("person", "jiang", "county-bureau", ("administrator",))
SIGNER = Actor("person", "zheng", "bureau", ("signer",))
OFF_2027 = """
元旦：1月1日（周五）至3日（周日）放假，共3天。
春节：2月5日（周五）至12日（周五）放假调休，共8天。
清明节：4月3日至5日放假，共3天。
劳动节：5月1日至5日放假调休，共5天。

端午节 2027-06-09
中秋节：9月15日
国庆节：10月1日（星期五）至7日（星期四）放假调休，共7天。
"""
MAKEUP_2027 = "春节：2月14日（周日）、2月20日（周六）上班。\n劳动节 2027.5.8\n国庆节 9月26日和10月9日"
OFF_2026 = """元旦：1月1日至3日
春节：2月15日（农历腊月二十八、周日）至23日
清明节：4月4日至6日
劳动节：5月1日~5月5日
端午节：2026年6月19日至6月21日
中秋节：9月25日至27日
国庆节：10月1日—7日"""
MAKEUP_2026 = "元旦 1月4日（周日）\n春节 2月14日（周六）、2月28日（周六）\n劳动节 5月9日\n国庆节 9月20日、10月10日"


def form(**facts: Any) -> NewYear:
    given = {
        "year": 2027,
        "off": OFF_2027,
        "makeup": MAKEUP_2027,
        "notice_no": "国办发明电〔2026〕9号",
        "notice_date": date(2026, 11, 24),
        "link": "https://www.gov.cn/zhengce/content_1.htm",
    }
    return NewYear(**{**given, **facts})


def arrangement(**facts: Any) -> Arrangement:
    return read_arrangement(form(**facts), SHIPPED)


def refused(**facts: Any) -> list[tuple[str, str]]:
    with pytest.raises(Invalid) as error:
        arrangement(**facts)
    assert all(mistake.message for mistake in error.value.mistakes)
    return [(m.field, m.rule) for m in error.value.mistakes]


def test_the_notice_of_2026_typed_in_is_the_year_that_was_shipped() -> None:
    """The words of the notice itself, weekdays and all, come to the same days."""
    off = OFF_2026.replace("农历腊月二十八、", "")
    typed = arrangement(year=2026, off=off, makeup=MAKEUP_2026).as_year()
    shipped = SHIPPED.years[2026]
    assert (set(shipped.off), set(shipped.makeup)) == (set(typed.off), set(typed.makeup))
    assert shipped.off == typed.off


def test_lines_become_days_with_their_feast() -> None:
    new = arrangement()
    assert (28, 5) == (len(new.off), len(new.makeup))
    assert {"春节"} == {new.off[date(2027, 2, day)] for day in range(5, 13)}
    assert ("劳动节", "国庆节") == (new.makeup[date(2027, 5, 8)], new.makeup[date(2027, 9, 26)])


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"off": OFF_2027.replace("端午节 2027-06-09", "")}, [("off", "statutory")]),
        ({"off": OFF_2027.replace("2月5日（周五）", "2月6日")}, [("off", "statutory")]),
        ({"off": OFF_2027.replace("3日（周日）放假", "3日（周日）、1月2日放假")}, [("off", "once")]),
        ({"off": OFF_2027.replace("中秋节：9月15日", "中秋节")}, [("off", "readable")]),
        ({"off": OFF_2027 + "2027-12-30"}, [("off", "readable")]),
        ({"off": OFF_2027 + "补假 13月1日"}, [("off", "readable")]),
        ({"off": OFF_2027 + "补假 12月9日至1日"}, [("off", "readable")]),
        ({"off": OFF_2027 + "补假 8月1日至31日"}, [("off", "readable")]),
        ({"off": OFF_2027 + "补假 2028-01-03"}, [("off", "of_year")]),
        ({"makeup": MAKEUP_2027 + "\n国庆节 10月11日"}, [("makeup", "weekend")]),
        ({"makeup": MAKEUP_2027 + "\n国庆节 10月2日"}, [("makeup", "apart")]),
        ({"year": 2028}, [("year", "without_gap")]),
    ],
)
def test_what_cannot_be_right_is_refused_at_its_field(change: dict[str, Any], expected: list[tuple[str, str]]) -> None:
    """Statutory days inside, make-up days on weekends, no day twice or in both, no year skipped."""
    assert expected == refused(**change)


def test_a_line_that_cannot_be_read_is_named() -> None:
    with pytest.raises(Invalid, match="第3行“元旦节”没有写明日期"):
        arrangement(off="元旦 1月1日\n\n元旦节\n")


def test_unusual_totals_are_told_and_stand_in_nobodys_way() -> None:
    assert [] == unusual(arrangement())
    short = OFF_2027.replace("2月5日（周五）至12日", "2月5日至8日").replace("至7日", "至3日")
    assert short != OFF_2027
    few = ["放假共20天，往年在25至36天之间，请核对通知。", "调休上班共0天，往年在3至9天之间，请核对通知。"]
    assert few == unusual(arrangement(off=short, makeup=""))


def test_the_difference_names_each_day_that_turns() -> None:
    """Against the provisional calendar, which knows the statutory days and weekends only."""
    rows = {row["date"]: row for row in difference(arrangement(), SHIPPED)}
    assert rows[date(2027, 2, 14)]["works"]
    assert not rows[date(2027, 2, 9)]["works"]
    assert "工作日（推定，放假安排尚未公布）" == rows[date(2027, 2, 9)]["before"]
    assert "春节放假（国办发明电〔2026〕9号）" == rows[date(2027, 2, 9)]["after"]
    assert date(2027, 1, 1) not in rows


@given(st.integers(0, 364), st.integers(0, 14))
def test_a_span_means_every_day_of_it(start: int, length: int) -> None:
    """Written with or without the year, the month repeated or not."""
    first = date.fromordinal(date(2027, 1, 1).toordinal() + start)
    last = date.fromordinal(first.toordinal() + length)
    text = f"补假 {first.month}月{first.day}日至{last.year}年{last.month}月{last.day}日"
    days = [date.fromordinal(k) for k in range(first.toordinal(), last.toordinal() + 1)]
    fixed = arrangement()
    if any(day in fixed.off or day in fixed.makeup for day in days):
        return
    if last.year > 2027:
        assert [("off", "of_year")] * (length - (date(2027, 12, 31) - first).days) == refused(off=OFF_2027 + text)
        return
    assert set(days) == set(arrangement(off=OFF_2027 + text).off) - set(fixed.off)


def loaded(register: Register | None = None, actor: Actor = ADMINISTRATOR) -> Step:
    return load(register or Register(), arrangement(), actor, NOW, "00" * 32)


def settled(step: Step, actor: Actor = SIGNER, approve: bool = True, version: int | None = None) -> Step:
    seen = step.register.version if version is None else version
    return settle(step.register, approve, seen, actor, NOW, "00" * 32)


def rule(act: Callable[[], Step], kind: type[JianduError]) -> str:
    with pytest.raises(kind) as error:
        act()
    return error.value.mistakes[0].rule


@pytest.mark.parametrize("second", [SIGNER, COLLEAGUE])
def test_two_persons_put_a_year_into_force(second: Actor) -> None:
    first = loaded()
    assert {} == first.register.years
    done = settled(first, second)
    assert ([2027], None) == (list(done.register.years), done.register.pending)
    assert ("approved", "qin", second.id) == (done.proposal.status, done.proposal.loaded_by, done.proposal.decided_by)
    assert broken_at(done.register, (first.event, done.event)) is None


def test_what_is_returned_is_not_in_force_but_kept() -> None:
    back = settled(loaded(), approve=False)
    assert ({}, None, "returned") == (back.register.years, back.register.pending, back.proposal.status)
    assert 2 == loaded(back.register).proposal.number


def test_a_corrected_year_takes_the_place_of_the_earlier_one() -> None:
    once = settled(loaded()).register
    again = settled(loaded(once))
    assert (1, 2) == (len(again.register.approved), again.proposal.number)


def test_nobody_approves_alone_or_without_the_role() -> None:
    waiting = loaded()
    assert "different_persons" == rule(lambda: settled(waiting, ADMINISTRATOR), Conflict)
    for stranger in (SYSTEM, Actor("person", "gao", "market", ("respondent",)), Actor("complainant", "x")):
        assert "role" == rule(lambda actor=stranger: settled(waiting, actor), Forbidden)  # type: ignore[misc]
        assert "role" == rule(lambda actor=stranger: loaded(None, actor), Forbidden)  # type: ignore[misc]
    assert "role" == rule(lambda: loaded(None, SIGNER), Forbidden)


def test_one_arrangement_waits_at_a_time_and_is_settled_once() -> None:
    waiting = loaded()
    assert "one_at_a_time" == rule(lambda: loaded(waiting.register), Conflict)
    assert "stale" == rule(lambda: settled(waiting, version=0), Conflict)
    assert "pending" == rule(lambda: settled(settled(waiting)), Conflict)


def test_a_register_survives_being_stored() -> None:
    register = settled(loaded()).register
    kept = Register.model_validate(register.model_dump(mode="json"))
    assert (register, register.years) == (kept, kept.years)


def test_published_takes_in_what_was_approved_and_gives_it_back() -> None:
    """One explicit call; the shipped years stay, an approved one of the same year stands before them."""
    try:
        Calendar.publish(settled(loaded()).register.years)
        assert date(2027, 12, 31) == Calendar.published().published_through
        assert Calendar.published().is_working_day(date(2027, 2, 14))
    finally:
        Calendar.publish({})
    assert Calendar.published() is SHIPPED


def test_the_page_groups_days_by_feast() -> None:
    view = year_view(2026, SHIPPED.years[2026])
    assert "2026年2月15日（周日）至2026年2月23日（周一），共9天" == view["off"][1]["text"]
    assert ("2026-02-14", "2026-02-14") == (view["makeup"][1]["from"], view["makeup"][1]["to"])
    waiting = loaded().register.pending
    assert waiting
    shown = pending_view(waiting, SHIPPED, {"qin": "秦知行"})
    assert ("秦知行", True, []) == (shown["loaded_by"], shown["provisional"], shown["unusual"])
