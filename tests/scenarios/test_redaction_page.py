"""Before an agency publishes a decision, it takes personal data out of it, and nothing of the text is left with us."""

from typing import Any
from urllib.parse import quote
from urllib.request import Request, urlopen

import pytest

from infra.demo.office import Office
from tests.scenarios import steps
from tests.scenarios.steps import agency, supervisor

pytestmark = pytest.mark.over_http

DECISION = """晋市监罚决〔2026〕第0012号
被处罚人王小明，身份证号码11010519491231002X，住榆次区迎宾街12号3单元501室，电话138-3456-1234。
经举报人李秀英（患有糖尿病）反映，罚款1,200.00元退至6222020508001234561，或拨打12345。
"""
PUBLIC = """晋市监罚决〔2026〕第0012号
被处罚人王小明，身份证号码×××，住榆次区×××，电话×××。
经举报人李某某（患有×××）反映，罚款1,200.00元退至×××，或拨打12345。
"""


def _asked(**more: Any) -> dict[str, Any]:
    return {"text": DECISION, "names": "李秀英", "kept": "王小明", **more}


@pytest.mark.duty("HD-3.1.1c")
def test_home_contacts_identity_account_health_and_others_names_are_hidden(office: Office) -> None:
    """And numbers of documents, amounts, hotlines and the punished person's name stay."""
    answer = agency(office).post("/redaction", _asked())
    assert PUBLIC == answer["text"]
    kinds = ["identity", "address", "mobile", "name", "health", "card"]
    assert kinds == [found["kind"] for found in answer["findings"]]
    assert "11010519491231002X" == DECISION[answer["findings"][0]["start"] : answer["findings"][0]["end"]]
    assert (1, False) == (answer["flagged"], answer["findings"][-1]["valid"])
    assert answer == supervisor(office).post("/redaction", _asked())


def test_whoever_did_not_sign_in_has_no_redactor(office: Office) -> None:
    steps.refused(office.call("POST", "/redaction", _asked()), 401)
    steps.refused(office.call("GET", "/redaction"), 401)


@pytest.mark.parametrize(
    ("more", "field", "rule"),
    [
        ({"text": ""}, "text", "string_too_short"),
        ({"text": "a" * 80_001}, "text", "string_too_long"),
        ({"names": "李"}, "names", "length"),
        ({"kept": "李秀英"}, "kept", "either"),
        ({"names": "\n".join(f"李{n:04}" for n in range(201))}, "names", "too_many"),
        ({"matter": "1"}, "matter", "extra_forbidden"),
    ],
)
def test_what_cannot_be_redacted_is_refused_by_field(
    more: dict[str, str], field: str, rule: str, office: Office
) -> None:
    assert [(field, rule)] == steps.refused(agency(office).call("POST", "/redaction", _asked(**more)), 422)


def test_the_page_shows_the_marked_text_and_is_never_cached(office: Office) -> None:
    status, headers, html = _sent(office, text=DECISION, names="李秀英", kept="王小明")
    assert (200, "no-store") == (status, headers["cache-control"])
    assert "1 处号码校验不通过" in html
    assert "<mark>李某某<sup>4</sup></mark>" in html


def test_what_was_typed_is_still_there_after_a_refusal(office: Office) -> None:
    status, _, html = _sent(office, text="拟公开的内容", names="李秀英", kept="李秀英")
    assert (422, True) == (status, "拟公开的内容</textarea>" in html)
    assert "同一姓名不能既隐去又保留" in html


def _sent(office: Office, **fields: str) -> tuple[int, dict[str, str], str]:
    """As a browser posts the form."""
    headers = {
        "Accept": "text/html",
        "Authorization": f"Bearer {agency(office).token}",
        "Content-Type": "application/x-www-form-urlencoded",
    }
    body = "&".join(f"{name}={quote(value)}" for name, value in fields.items()).encode()
    request = Request(f"{office.url}/redaction", data=body, headers=headers, method="POST")
    try:
        with urlopen(request, timeout=60) as answer:
            return answer.status, {k.lower(): v for k, v in answer.headers.items()}, answer.read().decode()
    except OSError as error:
        return error.code, {}, error.read().decode()  # type: ignore[attr-defined]
