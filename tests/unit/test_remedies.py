"""What a verified lead led to: kinds of remedy, an exact amount, the officers handled."""

from typing import Any

import pytest
from casework import GAO, OPINION, ZHOU, Bureau, reported, served
from jiandu.core.errors import Invalid
from jiandu.core.forms import FORMS
from jiandu.core.forms.reading import read_form
from jiandu.core.forms.shown import shown

WITH_REMEDY = {
    "result": {"conclusion": "已责令退还。"},
    "correction_finding": {"finding": "已经退还。"},
    "on_the_spot": {"problem": "多收费。", "correction": "当场退还。"},
}
every_form = pytest.mark.parametrize("form", sorted(WITH_REMEDY))


def read(form: str, **facts: Any) -> dict[str, Any]:
    return read_form(FORMS[form], {**WITH_REMEDY[form], **facts}).model_dump(mode="json")


@every_form
@pytest.mark.parametrize(
    ("typed", "kept"), [("2000", "2000.00"), ("0.5", "0.50"), ("999999999999.99", "999999999999.99")]
)
def test_an_amount_is_kept_exactly_with_two_decimals(form: str, typed: str, kept: str) -> None:
    assert kept == read(form, remedies=["refund"], refunded=typed)["refunded"]


@every_form
@pytest.mark.parametrize(
    ("facts", "field", "rule"),
    [
        ({"remedies": ["refund"]}, "refunded", "with_refund"),
        ({"remedies": ["refund"], "refunded": "0"}, "refunded", "with_refund"),
        ({"refunded": "100"}, "refunded", "with_refund"),
        ({"remedies": ["refund"], "refunded": "1,000"}, "refunded", "string_pattern_mismatch"),
        ({"remedies": ["refund"], "refunded": "1.005"}, "refunded", "string_pattern_mismatch"),
        ({"remedies": ["refund"], "refunded": "-5"}, "refunded", "string_pattern_mismatch"),
        ({"remedies": ["refund"], "refunded": 5.5}, "refunded", "string_type"),
        ({"remedies": ["officers"]}, "officers_handled", "with_officers"),
        ({"officers_handled": 2}, "officers_handled", "with_officers"),
        ({"officers_handled": -1}, "officers_handled", "greater_than_equal"),
        ({"remedies": ["revoke", "revoke"]}, "remedies", "once"),
        ({"remedies": ["revenge"]}, "remedies", "literal_error"),
    ],
)
def test_a_remedy_that_does_not_add_up_is_refused(form: str, facts: dict[str, Any], field: str, rule: str) -> None:
    with pytest.raises(Invalid) as refusal:
        read(form, **facts)
    assert [(field, rule)] == [(m.field, m.rule) for m in refusal.value.mistakes]


@every_form
def test_a_lead_that_was_not_verified_has_none(form: str) -> None:
    assert {"remedies": [], "refunded": "", "officers_handled": 0}.items() <= read(form).items()


@pytest.mark.duty("ZZ-3.1b")
def test_the_record_shows_them_in_words() -> None:
    bureau = Bureau()
    _, case = reported(bureau)
    served(bureau, case, "opinion", **OPINION)
    bureau.act(case, "report_correction", GAO, report="已经退还。")
    bureau.act(
        case,
        "accept_correction",
        ZHOU,
        finding="已经退还。",
        remedies=["refund", "officers"],
        refunded="2000.5",
        officers_handled=2,
    )
    facts = bureau.cases[case].facts_of("accept_correction") or {}
    told = {row["title"]: row["value"] for row in shown(FORMS["correction_finding"], facts, {})}
    assert "退还违法收取的款项、罚款、处理执法人员" == told["落实情况"]
    assert ("2000.50", "2") == (told["退还金额（元）"], told["处理执法人员数"])
