"""Forms of the branches: what each refuses, at which field."""

from typing import Any

import pytest
from jiandu.core.errors import Invalid
from jiandu.core.forms import FORMS
from jiandu.core.forms.posted import Posted, values_of
from jiandu.core.forms.reading import read_form

PERSON: dict[str, Any] = {
    "organ": "示范市市场监督管理局",
    "person": "高某",
    "post": "示范市市场监督管理局执法一队队员",
    "ground": "misconduct",
    "facts": "未告知听证权利。",
    "causes": "不熟悉程序。",
    "consequences": "罚款五千元。",
    "correction": "已经退还。",
    "suggestions": ["criticism"],
    "due_on": "2026-03-09",
}
REPORT: dict[str, Any] = {
    "period_from": "2026-01-01",
    "period_to": "2026-06-30",
    "figures": "受理投诉举报12件",
    "work": "开展日常监督。",
    "problems": "人员不足。",
    "plan": "开展评查。",
    "due_on": "2027-01-15",
}
RECUSAL: dict[str, Any] = {"officer": "lin", "outcome": "recused", "reason": "与当事人是近亲属。", "replacement": "wu"}


def refused(name: str, values: dict[str, Any]) -> dict[str, tuple[str, str]]:
    with pytest.raises(Invalid) as refusal:
        read_form(FORMS[name], values)
    return {mistake.field: (mistake.rule, mistake.message) for mistake in refusal.value.mistakes}


@pytest.mark.parametrize(
    ("form", "values"),
    [("personnel_suggestion_draft", PERSON), ("work_report_draft", REPORT), ("recusal_decision", RECUSAL)],
)
def test_a_form_filled_in_is_read(form: str, values: dict[str, Any]) -> None:
    read = read_form(FORMS[form], values).model_dump(mode="json")
    assert values == {name: read[name] for name in values}


def test_discipline_is_suggested_for_obstruction_only() -> None:
    """Order 825 art. 32 names four kinds of treatment; 处分 stands in art. 41."""
    wanted = {**PERSON, "suggestions": ["criticism", "discipline"]}
    assert {"suggestions": ("discipline_for_obstruction", "只有拒绝、阻挠监督的，才能建议依法给予处分。")} == refused(
        "personnel_suggestion_draft", wanted
    )
    read_form(FORMS["personnel_suggestion_draft"], {**wanted, "ground": "obstruction"})


@pytest.mark.parametrize("suggestions", [[], ["demotion"], "criticism"])
def test_a_suggestion_on_a_person_is_one_of_the_laws(suggestions: Any) -> None:
    assert {"suggestions"} == set(refused("personnel_suggestion_draft", {**PERSON, "suggestions": suggestions}))


def test_suggestions_ticked_in_a_browser_are_all_read() -> None:
    form = FORMS["personnel_suggestion_draft"]
    ticked = {**PERSON, "suggestions": ["criticism", "transfer_post"]}
    post = Posted({name: value if isinstance(value, list) else [value] for name, value in ticked.items()})
    read = read_form(form, values_of(form, post)).model_dump(mode="json")
    assert ticked == {name: read[name] for name in ticked}


@pytest.mark.parametrize("name", ["causes", "consequences", "correction"])
def test_nothing_is_suggested_on_a_person_before_everything_is_weighed(name: str) -> None:
    """主客观原因、后果、纠正情况 (Order 825 art. 32)."""
    assert {name} == set(refused("personnel_suggestion_draft", {**PERSON, name: " "}))


def test_a_reports_period_does_not_end_before_it_begins() -> None:
    wrong = {**REPORT, "period_to": "2025-12-31"}
    assert {"period_to": ("not_before_beginning", "报告期止日不能早于起日。")} == refused("work_report_draft", wrong)


def test_an_officer_who_stays_is_not_replaced() -> None:
    stays = {**RECUSAL, "outcome": "stays"}
    assert {"replacement": ("only_when_recused", "不予回避的，不选接替的监督人员。")} == refused(
        "recusal_decision", stays
    )
    read_form(FORMS["recusal_decision"], {**stays, "replacement": None})


@pytest.mark.parametrize(
    ("form", "day", "others"),
    [
        ("extension", "due_on", {"clock": "correction#1", "reason": "需要鉴定。"}),
        ("listing", "due_on", {"reason": "群众反映强烈。", "demand": "限期办结。"}),
        ("order_to_correct_draft", "due_on", {"facts": "未受理。", "law": "第三十九条。", "demand": "改正。"}),
    ],
)
def test_a_period_that_is_printed_has_its_date(form: str, day: str, others: dict[str, str]) -> None:
    read_form(FORMS[form], {**others, day: "2026-03-09"})
    assert {day} == set(refused(form, others))
    assert {day} == set(refused(form, {**others, day: "尽快"}))
