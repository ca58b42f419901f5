"""Forms: read from either face, shown as fields, and told again in words."""

from datetime import date
from typing import Any, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jiandu.core.checks import _PRINTED, OF_FORM
from jiandu.core.errors import Invalid, Mistake
from jiandu.core.forms import FORMS, ON_PAPER, WRITTEN
from jiandu.core.forms.base import File, Form, choice, confirmed, line
from jiandu.core.forms.fields import fields_of, file_fields, hints, schema_of
from jiandu.core.forms.intake import CATEGORIES, Category, Complaint
from jiandu.core.forms.letters import Instructed, Publishing
from jiandu.core.forms.paper import Papers
from jiandu.core.forms.posted import Posted, values_of
from jiandu.core.forms.reading import read_form
from jiandu.core.forms.shown import shown
from pydantic import Field

GOOD: dict[str, Any] = {"agency": "market", "category": "procedure", "facts": "罚款前未告知。"}


def mistakes(form: type[Form], values: dict[str, Any]) -> dict[str, str]:
    with pytest.raises(Invalid) as refusal:
        read_form(form, values)
    return {mistake.field: mistake.rule for mistake in refusal.value.mistakes}


@pytest.mark.duty("JZ-16")
def test_a_complaint_needs_agency_category_and_facts() -> None:
    assert {"agency": "missing", "category": "missing", "facts": "missing"} == mistakes(Complaint, {})
    read_form(Complaint, GOOD)


@pytest.mark.parametrize(
    ("change", "field", "rule"),
    [
        ({"facts": ""}, "facts", "string_too_short"),
        ({"facts": " \n\t　"}, "facts", "string_too_short"),
        ({"facts": "字" * 5001}, "facts", "string_too_long"),
        ({"facts": 7}, "facts", "string_type"),
        ({"category": "rudeness"}, "category", "literal_error"),
        ({"act": "smile"}, "act", "literal_error"),
        ({"elsewhere": ["church"]}, "elsewhere", "literal_error"),
        ({"elsewhere": "petition"}, "elsewhere", "tuple_type"),
        ({"phone": "call me"}, "phone", "string_pattern_mismatch"),
        ({"anonymous": True, "name": "张三"}, "name", "anonymous"),
        ({"anonymous": "perhaps"}, "anonymous", "bool_parsing"),
        ({"hobby": "chess"}, "hobby", "extra_forbidden"),
        ({"people": 0}, "people", "greater_than_equal"),
        ({"people": "many"}, "people", "int_parsing"),
        ({"people": 5}, "representatives", "one_to_five"),
        ({"people": 5, "representatives": "\n".join("甲乙丙丁戊己")}, "representatives", "one_to_five"),
        ({"people": 4, "representatives": "甲"}, "representatives", "not_asked"),
        ({"people": 9, "representatives": "甲", "anonymous": True}, "representatives", "not_asked"),
    ],
)
def test_a_field_that_breaks_its_rule_is_named(change: dict[str, Any], field: str, rule: str) -> None:
    assert {field: rule} == mistakes(Complaint, {**GOOD, **change})


def test_many_name_one_to_five_of_them_unless_they_stay_anonymous() -> None:
    form = read_form(Complaint, {**GOOD, "people": 5, "representatives": " 甲某\n\n乙某 "})
    assert isinstance(form, Complaint)
    assert ("甲某", "乙某") == form.represented_by
    read_form(Complaint, {**GOOD, "people": 5, "anonymous": True})


def test_five_thousand_characters_are_not_too_many() -> None:
    read_form(Complaint, {**GOOD, "facts": "字" * 5000})


def test_every_mistake_is_told_once_and_in_chinese() -> None:
    """One message a field, in the field's own words."""
    with pytest.raises(Invalid) as refusal:
        read_form(Complaint, {"elsewhere": ["a", "b"], "facts": ""})
    fields = [mistake.field for mistake in refusal.value.mistakes]
    assert len(set(fields)) == len(fields)
    assert "请填写“事实与理由”。" in [mistake.message for mistake in refusal.value.mistakes]


def test_a_refusal_does_not_repeat_what_was_typed() -> None:
    """Nothing typed may reach a log by way of an error."""
    with pytest.raises(Invalid) as refusal:
        read_form(Complaint, {**GOOD, "phone": "secret-marker", "category": "secret-marker"})
    assert "secret-marker" not in str(refusal.value) + str(refusal.value.mistakes)


@pytest.mark.duty("NAT-11")
def test_there_are_eighteen_kinds_of_conduct_in_the_fixed_contract() -> None:
    assert 18 == len(CATEGORIES)
    assert set(CATEGORIES) == set(Category.__args__)  # type: ignore[attr-defined]


class Sample(Form):
    """One field of each kind."""

    title: str = line("标题")
    kind: Literal["a", "b"] = choice("种类", {"a": "甲", "b": "乙"}, widget="select")
    many: tuple[Literal["a", "b"], ...] = Field(
        default=(), title="多项", json_schema_extra={"widget": "checks", "titles": {"a": "甲", "b": "乙"}}
    )
    sure: Literal[True] = confirmed("我确认")
    day: date | None = Field(default=None, title="日期")
    number: int | None = Field(default=None, title="数量", ge=1, le=9)
    paper: File | None = Field(default=None, title="附件")


def posted(**fields: Any) -> Posted:
    return Posted({name: value if isinstance(value, list) else [value] for name, value in fields.items()})


def test_a_browsers_post_is_read_like_a_programs_json() -> None:
    """Texts become what the types want; what was left empty is left out."""
    given_by_browser = posted(title="题", kind="a", many=["a", "b"], sure="true", day="", number="3", paper="")
    given_by_program = {"title": "题", "kind": "a", "many": ["a", "b"], "sure": True, "number": 3}
    read = [read_form(Sample, values_of(Sample, face)) for face in (given_by_browser, given_by_program)]
    assert read[0] == read[1]


def test_an_unticked_box_and_an_empty_required_field_are_mistakes_at_their_fields() -> None:
    values = values_of(Sample, posted(title="", kind="a"))
    assert {"title": "string_too_short", "sure": "missing"} == mistakes(Sample, values)


def test_an_unknown_field_of_a_post_is_refused_too() -> None:
    values = values_of(Sample, posted(title="题", kind="a", sure="true", hobby="chess"))
    assert {"hobby": "extra_forbidden"} == mistakes(Sample, values)


@pytest.mark.parametrize(
    ("change", "field", "rule"),
    [
        ({"day": "2026-02-30"}, "day", "date_from_datetime_parsing"),
        ({"day": "soon"}, "day", "date_from_datetime_parsing"),
        ({"number": "0"}, "number", "greater_than_equal"),
        ({"number": "10"}, "number", "less_than_equal"),
        ({"number": "many"}, "number", "int_parsing"),
        ({"kind": ""}, "kind", "missing"),
    ],
)
def test_a_posted_value_of_the_wrong_shape_is_named(change: dict[str, Any], field: str, rule: str) -> None:
    values = values_of(Sample, posted(**{"title": "题", "kind": "a", "sure": "true", **change}))
    assert {field: rule} == mistakes(Sample, values)


def test_what_was_typed_is_shown_again_with_the_mistake_beside_it() -> None:
    given_again = posted(title="题", kind="c", many=["b"], sure="true")
    rows = fields_of(Sample, given_again.typed(Sample), [Mistake("kind", "literal_error", "请选择。")])
    row = {r["name"]: r for r in rows}
    assert ("题", "c", ["b"], True) == (*(row[n]["value"] for n in ("title", "kind", "many", "sure")),)
    assert [None, "请选择。"] == [row["title"]["error"], row["kind"]["error"]]


def test_fields_say_how_they_are_filled_in() -> None:
    widgets = {row["name"]: row["widget"] for row in fields_of(Sample, {})}
    assert {
        "title": "text",
        "kind": "select",
        "many": "checks",
        "sure": "checkbox",
        "day": "date",
        "number": "number",
        "paper": "file",
    } == widgets
    assert {"paper"} == file_fields(Sample)
    assert [True, True, False] == [row["required"] for row in fields_of(Sample, {})][:3]


def test_choices_that_are_data_come_from_outside() -> None:
    options = {"agencies": [{"value": "market", "title": "市场监督管理局"}]}
    row = next(r for r in fields_of(Complaint, {}, options=options) if r["name"] == "agency")
    assert ("select", options["agencies"]) == (row["widget"], row["options"])


def test_where_a_place_has_a_list_one_has_to_choose_from_it() -> None:
    """As it is refused otherwise, the page says so before."""
    options = {"accompanying_contents": [{"value": "rules", "title": "培训"}], "accompanying_methods": []}
    row = next(r for r in fields_of(FORMS["content_checked"], {}, options=options) if r["name"] == "content")
    assert row["required"]


@pytest.mark.parametrize("name", sorted(FORMS))
def test_every_form_has_fields_and_a_schema(name: str) -> None:
    """Pages and programs are served from the same model."""
    form = FORMS[name]
    lists: dict[str, list[dict[str, str]]] = {
        hint: [] for field in form.model_fields.values() if (hint := hints(field).get("choices"))
    }
    assert list(form.model_fields) == [row["name"] for row in fields_of(form, {}, options=lists)]
    assert len(form.model_fields) - len(fields_of(form, {})) == sum(
        "choices" in hints(field) for field in form.model_fields.values()
    )
    assert set(form.model_fields) == set(schema_of(form)["properties"])
    assert schema_of(form)["additionalProperties"] is False


def test_a_form_is_made_once_and_only_where_there_is_one() -> None:
    """The same class whoever asks, so that what was read by one is the other's."""
    assert FORMS["proposal_amended"] is FORMS["proposal_amended"]
    assert len(FORMS) == len(set(FORMS)) == len(dict(FORMS))
    assert "opinion_draft_on_paper" not in FORMS and FORMS.get("opinion_draft_on_paper") is None
    with pytest.raises(KeyError, match="no_form"):
        FORMS["no_form"]


def test_no_form_is_written_under_a_derived_name() -> None:
    """A name both written and derived would be one of them only."""
    assert len(FORMS) == len(WRITTEN) + len(ON_PAPER) + len([name for name in FORMS if name.endswith("_amended")])


def test_what_is_on_paper_drafted_or_amended_is_told_by_its_name() -> None:
    """Checks go by the names, so that no form is made before it is asked for."""
    forms = FORMS.items()
    assert set(ON_PAPER) == {name for name, form in forms if issubclass(form, Papers)}
    drafts = {name for name, form in forms if issubclass(form, Publishing) and not issubclass(form, Instructed)}
    assert drafts == {name for name in FORMS if name.endswith("_draft") or name == "proposal"}
    assert {f"{name}_amended" for name in drafts} == {name for name in FORMS if name.endswith("_amended")}


def test_every_check_of_a_form_is_of_one_there_is() -> None:
    """And what is kept out of print is a field of it, with a title to name."""
    assert set() == set(OF_FORM) - set(FORMS)
    assert all(FORMS[name].model_fields[field].title for name, fields in _PRINTED.items() for field in fields)


def test_an_act_without_a_form_takes_no_facts() -> None:
    assert {"type": "object", "properties": {}, "additionalProperties": False} == schema_of(None)


def test_facts_are_told_by_their_titles_and_choices() -> None:
    facts = {
        "agency": "market",
        "category": "procedure",
        "facts": "事实。",
        "elsewhere": ["petition", "hotline"],
        "anonymous": True,
        "disclose": False,
    }
    told = {row["title"]: row["value"] for row in shown(Complaint, facts, {"market": "市场监督管理局"})}
    assert "市场监督管理局" == told["被投诉举报的行政执法机关"]
    assert "执法程序违法" == told["问题类型"]
    assert "信访、12345 热线" == told["是否已向其他机关反映"]
    assert ("匿名", "否") == (told["署名方式"], told["同意向被投诉举报的机关披露我的身份"])


def test_an_attachment_is_told_by_its_name() -> None:
    (row,) = shown(Sample, {"paper": {"name": "证据.pdf", "key": "received/x"}}, {})
    assert ("证据.pdf", True) == (row["value"], row["file"])


@given(st.dictionaries(st.text(max_size=8), st.lists(st.text(max_size=8), min_size=1, max_size=2), max_size=6))
def test_whatever_is_posted_is_read_or_refused(fields: dict[str, list[str]]) -> None:
    """Nothing a browser can send makes reading fail in another way."""
    try:
        read_form(Complaint, values_of(Complaint, Posted(fields)))
    except Invalid as refusal:
        assert refusal.mistakes
