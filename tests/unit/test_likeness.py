"""Probably the same: the same agency within sixty days, and the same caller or nearly the same words."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jiandu.core.likeness import SHORTEST, SIMILAR, Trace, alike, similarity, sketch

DAY = date(2026, 3, 2)
TOLD = (
    "我于2026年3月1日在人民路经营小吃店，市场监督管理局执法人员上门检查，没有出示执法证件，当场收取罚款两千元，"
    "没有开具票据，要求退还罚款并处理相关人员。"
)
AGAIN = (
    "市民反映：3月1日在人民路经营小吃店，市场监督管理局执法人员上门检查，没有出示执法证件，当场收取罚款2000元，"
    "没有开具票据，要求退还罚款并处理相关人员，请回复。"
)
OTHER = (
    "我公司在开发区从事食品加工，市场监督管理局执法人员多次上门检查，一个月内检查六次，影响正常生产经营，"
    "要求规范检查频次，减少不必要的检查。"
)


def trace(text: str = TOLD, phone: str = "", agency: str = "market", days: int = 0, number: str = "TS1") -> Trace:
    return Trace("m1", number, agency, DAY + timedelta(days=days), phone, sketch(text))


def test_what_two_operators_took_down_of_one_story_is_alike_and_another_story_is_not() -> None:
    assert similarity(sketch(TOLD), sketch(AGAIN)) >= SIMILAR
    assert similarity(sketch(TOLD), sketch(OTHER)) < 0.3
    found = alike(trace(), [trace(OTHER, number="TS2"), trace(AGAIN, number="TS3")])
    assert found is not None
    assert ("TS3", "同一机关、内容几乎相同") == (found[0].number, found[1])


def test_the_same_caller_about_the_same_agency_is_alike_whatever_is_said() -> None:
    found = alike(trace(phone="aa"), [trace(OTHER, phone="aa")])
    assert found is not None
    assert "同一机关、同一联系电话" == found[1]


@pytest.mark.parametrize(("days", "found"), [(0, True), (60, True), (-60, True), (61, False), (-61, False)])
def test_sixty_days_apart_is_near_enough(days: int, found: bool) -> None:
    assert found == (alike(trace(), [trace(days=days)]) is not None)


def test_another_agency_is_another_complaint() -> None:
    assert alike(trace(phone="aa"), [trace(phone="aa", agency="urban")]) is None


def test_callers_without_a_number_are_not_one_caller() -> None:
    assert alike(trace(), [trace(OTHER)]) is None


def test_short_texts_are_not_compared() -> None:
    assert () == sketch("乱收费，请处理！")
    assert sketch("字" * SHORTEST)
    assert 0.0 == similarity((), ())


@given(st.text(min_size=SHORTEST, max_size=400))
def test_a_text_is_like_itself_however_it_is_spaced(text: str) -> None:
    one, spaced = sketch(text), sketch(" ".join(text))
    assert one == spaced
    assert not one or 1.0 == similarity(one, spaced)


@given(st.text(max_size=200), st.text(max_size=200))
def test_likeness_is_mutual_and_a_share(one: str, other: str) -> None:
    share = similarity(sketch(one), sketch(other))
    assert 0.0 <= share <= 1.0
    assert share == similarity(sketch(other), sketch(one))
