"""Complaints merged and separated, matters handed on: who sees and who may act afterwards."""

import json
from typing import Any

import pytest
from casework import (
    DING,
    GAO,
    OPINION,
    SHENG,
    XIAN,
    ZHENG,
    ZHOU,
    Bureau,
    accepted,
    clock,
    correcting,
    matter,
    objected,
    refused,
    reported,
)
from jiandu.core.access import sees
from jiandu.core.matter import Actor
from jiandu.core.record import broken_at
from jiandu.views.tracking import tracking_view

SECRET = "只有甲知道的经过"
TO_COUNTY: dict[str, Any] = {"owner": "county", "reason": "属于县级管辖。"}
UP: dict[str, Any] = {"reason": "影响重大。"}


def merged(bureau: Bureau, main: str, other: str) -> None:
    into = matter(bureau, main).number
    bureau.act(other, "merge", ZHOU, into=into, reason="反映同一问题。")


def tracked(bureau: Bureau, complaint: str) -> dict[str, Any]:
    """What its complainant reads, as the function that answers a code gathers it."""
    whole = bureau.cases[complaint]

    def cases(of: str) -> list[Any]:
        return [bureau.cases[i] for i, c in matter(bureau, of).children.items() if c.kind == "supervision"]

    main = whole.matter.merged_into
    shared = [bureau.cases[main], *cases(main)] if main else []
    return tracking_view(whole, cases(complaint), bureau.rules, bureau.now, shared)


def test_a_duplicate_ends_in_the_first_and_its_clocks_with_it() -> None:
    bureau = Bureau()
    main, other = bureau.submit(), bureau.submit()
    merged(bureau, main, other)
    assert ("merged", main) == (matter(bureau, other).state, matter(bureau, other).merged_into)
    assert (other,) == matter(bureau, main).merged
    assert "stopped" == clock(bureau, other, "preliminary_review#1").status
    assert "running" == clock(bureau, main, "preliminary_review#1").status
    assert "merged_here" == bureau.cases[main].events[-1].action


def test_there_are_never_two_levels_of_mergers() -> None:
    bureau = Bureau()
    first, second, third = (bureau.submit() for _ in range(3))
    merged(bureau, first, second)
    assert ("into", "mergeable") == refused(lambda: merged(bureau, second, third))
    assert ("state", "mergeable") == refused(lambda: merged(bureau, third, first))
    merged(bureau, first, third)
    assert (second, third) == matter(bureau, first).merged


def test_only_open_complaints_about_one_agency_are_merged() -> None:
    bureau = Bureau()
    main, itself = bureau.submit(), bureau.submit()
    water, closed = bureau.submit("water"), bureau.submit()
    bureau.act(closed, "withdraw_complaint", Actor("complainant", closed), confirm=True)
    _, case = accepted(bureau)
    for into in (water, closed, itself, case):
        assert ("into", "mergeable") == refused(lambda into=into: merged(bureau, into, itself))  # type: ignore[misc]
    unknown = lambda: bureau.act(itself, "merge", ZHOU, into="TS19990101-NONE", reason="理由。")  # noqa: E731
    assert ("into", "mergeable") == refused(unknown)
    assert () == matter(bureau, main).merged


def test_the_merged_complainant_follows_the_first_one_and_reads_nothing_of_its_person() -> None:
    """Neither what was supplemented nor that completion was asked for nor that he questioned the officers."""
    bureau = Bureau()
    main, other = bureau.submit(facts=SECRET), bureau.submit()
    merged(bureau, main, other)
    first = Actor("complainant", main)
    bureau.act(main, "supplement", first, text=f"{SECRET}，补充")
    assigned = {"within_scope": True, "specific_act": True, "officers": ["zhou", "lin"], "review": "属于。"}
    bureau.act(main, "accept", ZHOU, **assigned)
    bureau.act(main, "ask_recusal", first, whom=SECRET, reason=SECRET)
    names = [line["name"] for line in tracked(bureau, other)["timeline"]]
    assert ["submit", "merge", "accept"] == names
    whole = json.dumps(tracked(bureau, other), ensure_ascii=False)
    assert SECRET not in whole and matter(bureau, main).number not in whole
    assert matter(bureau, other).number not in json.dumps(tracked(bureau, main), ensure_ascii=False)


def test_the_first_complainant_reads_nothing_of_the_merger() -> None:
    bureau = Bureau()
    main, other = bureau.submit(), bureau.submit(facts=SECRET)
    before = tracked(bureau, main)["timeline"]
    merged(bureau, main, other)
    assert before == tracked(bureau, main)["timeline"]


def test_separated_a_complaint_is_examined_anew_and_follows_nobody() -> None:
    bureau = Bureau()
    main, other = bureau.submit(), bureau.submit()
    merged(bureau, main, other)
    bureau.act(other, "separate", ZHOU, reason="不是同一问题。")
    assert () == matter(bureau, main).merged
    assert ("received", None, None) == (
        matter(bureau, other).state,
        matter(bureau, other).merged_into,
        matter(bureau, other).closed_at,
    )
    assert "running" == clock(bureau, other, "preliminary_review#2").status
    assert ["submit", "merge", "separate"] == [line["name"] for line in tracked(bureau, other)["timeline"]]


def test_a_merger_waits_for_a_letter_in_preparation() -> None:
    bureau = Bureau()
    main, other = bureau.submit("tax"), bureau.submit("tax")
    notice = {"superior": "示范省税务局", "facts": "事实。", "law": "法律。", "suggestion": "建议。"}
    bureau.act(other, "draft_problem_notice", ZHOU, **notice)
    assert ("state", "no_letter_in_preparation") == refused(lambda: merged(bureau, main, other))


@pytest.mark.duty("WH-3.1")
def test_a_case_handed_over_goes_with_its_complaint_its_clocks_and_its_record() -> None:
    bureau = Bureau()
    complaint, case = correcting(bureau)
    clocks, events = bureau.cases[case].clocks, bureau.cases[case].events
    bureau.act(case, "hand_over", ZHENG, **TO_COUNTY)
    assert ["county", "county"] == [matter(bureau, i).owner for i in (case, complaint)]
    assert [(), ()] == [matter(bureau, i).officers for i in (case, complaint)]
    assert clocks == bureau.cases[case].clocks
    assert events == bureau.cases[case].events[:-1]
    assert broken_at(matter(bureau, case), bureau.cases[case].events) is None
    assert ["owner", None] == [sees(actor, matter(bureau, case)) for actor in (XIAN, ZHOU)]
    assert "respondent" == sees(GAO, matter(bureau, case))


def test_the_new_office_names_officers_and_goes_on() -> None:
    bureau = Bureau()
    _, case = reported(bureau)
    bureau.act(case, "hand_over", ZHENG, **TO_COUNTY)
    assert ("action", "role") == refused(lambda: bureau.act(case, "draft_opinion", ZHOU, **OPINION))
    assert ("action", "role") == refused(lambda: bureau.act(case, "draft_opinion", DING, **OPINION))
    bureau.act(case, "assign_officers", XIAN, officers=["xian", "ding"], reason="接收。")
    bureau.act(case, "draft_opinion", DING, **OPINION)
    assert "opinion.reviewing" == matter(bureau, case).stage


@pytest.mark.parametrize("owner", ["bureau", "government", "market", "nowhere"])
def test_a_case_goes_to_another_bureau_only(owner: str) -> None:
    bureau = Bureau()
    _, case = reported(bureau)
    act = lambda: bureau.act(case, "hand_over", ZHENG, owner=owner, reason="理由。")  # noqa: E731
    assert ("owner", "handed_to_another_office") == refused(act)


@pytest.mark.duty("NAT-20", "WH-3.1")
def test_the_superior_takes_a_case_up_with_its_complaint() -> None:
    bureau = Bureau()
    complaint, case = correcting(bureau)
    clocks = bureau.cases[case].clocks
    assert ("action", "role") == refused(lambda: bureau.act(case, "take_up", XIAN, **UP))
    bureau.act(case, "take_up", SHENG, **UP)
    assert ["province", "province"] == [matter(bureau, i).owner for i in (case, complaint)]
    assert (clocks, ()) == (bureau.cases[case].clocks, matter(bureau, case).officers)


def test_what_is_open_beside_a_case_is_finished_before_it_moves() -> None:
    bureau = Bureau()
    _, case = correcting(bureau)
    objected(bureau, case)
    for act in (
        lambda: bureau.act(case, "hand_over", ZHENG, **TO_COUNTY),
        lambda: bureau.act(case, "take_up", SHENG, **UP),
    ):
        assert ("state", "no_open_objection") == refused(act)


def test_a_withdrawn_complaint_goes_along_with_its_case() -> None:
    bureau = Bureau()
    complaint, case = correcting(bureau)
    bureau.act(complaint, "withdraw_complaint", Actor("complainant", complaint), confirm=True)
    bureau.act(case, "hand_over", ZHENG, **TO_COUNTY)
    assert ("county", "withdrawn") == (matter(bureau, complaint).owner, matter(bureau, complaint).state)


def test_a_complaint_not_yet_examined_is_handed_over_alone() -> None:
    bureau = Bureau()
    complaint = bureau.submit()
    bureau.act(complaint, "hand_over", ZHENG, **TO_COUNTY)
    assert ("county", True) == (matter(bureau, complaint).owner, matter(bureau, complaint).handed_over)
    assert "running" == clock(bureau, complaint, "preliminary_review#1").status
