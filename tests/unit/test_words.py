"""What a matter is found by."""

from casework import ZHOU, Bureau, accepted
from jiandu.core.words import LONGEST, MOST_WORDS, findable, plain, words_of


def test_a_complaint_is_found_by_its_number_its_kind_and_what_was_told() -> None:
    bureau = Bureau()
    case = bureau.case(bureau.submit(facts="在ＡＢＣ超市检查时　未出示证件。", request="退还罚款"))
    text = findable(case.matter, case.events)
    for word in (case.matter.number.lower(), "abc超市", "未出示证件", "退还罚款", "罚款、没收"):
        assert word in text, word


def test_a_case_is_found_by_its_subject_and_not_by_what_came_later() -> None:
    bureau = Bureau()
    _, case_id = accepted(bureau)
    bureau.act(case_id, "request_opening", ZHOU, subject="河口镇占道罚款案", mode="daily", reason="事实清楚")
    case = bureau.case(case_id)
    assert "河口镇占道罚款案" in findable(case.matter, case.events)
    assert "事实清楚" in findable(case.matter, case.events)


def test_the_text_is_bounded_and_so_are_the_words() -> None:
    bureau = Bureau()
    case = bureau.case(bureau.submit(facts="罚" * 4000))
    assert len(findable(case.matter, case.events)) == LONGEST
    assert words_of("  罚款 罚款　ＡＢ ") == ["罚款", "ab"]
    assert len(words_of("一 二 三 四 五 六 七")) == MOST_WORDS


def test_full_width_and_capitals_are_the_same() -> None:
    assert plain("ＴＳ２０２６  Ab\n") == "ts2026 ab"
