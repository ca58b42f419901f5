"""What a complainant types reaches the bureau and nobody else: no agency, no letter, no log."""

import uuid
from dataclasses import dataclass

import pytest

from infra.demo.office import Office
from infra.local.session import Cloud
from tests.scenarios import steps
from tests.scenarios.steps import agency, supervisor

pytestmark = pytest.mark.over_http


@dataclass(frozen=True)
class Told:
    """One complaint in unmistakable words, carried to a letter."""

    words: dict[str, str]
    receipt: dict[str, str]
    case: str


def _words(mark: str) -> dict[str, str]:
    return {"facts": f"事实{mark}", "request": f"请求{mark}", "name": f"欧阳{mark}", "phone": "17700001234"}


@pytest.fixture(scope="module")
def hidden(office: Office) -> Told:
    """Without consent, to a served 意见书, with a supplement."""
    mark = uuid.uuid4().hex
    receipt, case = steps.served_opinion(office, **_words(mark))
    office.post("/complaints/track/supplement", {"code": receipt["code"], "text": f"补充{mark}"})
    return Told({**_words(mark), "supplement": f"补充{mark}"}, receipt, case)


@pytest.fixture(scope="module")
def disclosed(office: Office) -> Told:
    """With consent, to the first letter to the agency."""
    words = _words(uuid.uuid4().hex)
    receipt, case = steps.accepted(office, disclose=True, **words)
    steps.open_case(office, case)
    steps.ask_agency(office, case)
    return Told(words, receipt, case)


def test_an_agency_does_not_see_a_complaint_about_it(hidden: Told, office: Office) -> None:
    steps.refused(agency(office).call("GET", f"/matters/{hidden.receipt['matter_id']}"), 404)
    listed = str(agency(office).get("/matters")) + str(agency(office).get("/inbox"))
    assert hidden.receipt["number"] not in listed
    steps.refused(agency(office).call("GET", f"/matters/{hidden.receipt['matter_id']}/actions/accept"), 404)


def test_an_agency_reads_nothing_a_complainant_typed(hidden: Told, office: Office) -> None:
    seen = agency(office).matter(hidden.case)
    assert [word for word in hidden.words.values() if word in str(seen)] == []
    assert (seen["parent"], seen["officers"]) == (None, [])
    assert hidden.receipt["number"] not in str(seen)


def test_another_agency_does_not_see_the_case(hidden: Told, office: Office) -> None:
    other = office.as_("city-urban-respondent-1")
    steps.refused(other.call("GET", f"/matters/{hidden.case}"), 404)
    steps.refused(other.try_act(hidden.case, "report_correction", report="代为报告。"), 404)


def test_an_officer_reads_the_facts_but_neither_name_nor_phone(hidden: Told, office: Office) -> None:
    seen = str(supervisor(office).matter(hidden.receipt["matter_id"]))
    assert hidden.words["facts"] in seen
    assert hidden.words["name"] not in seen
    assert hidden.words["phone"] not in seen
    assert "欧*" in seen


def test_without_consent_a_letter_names_its_source_as_found_at_work(hidden: Told, office: Office) -> None:
    matter = supervisor(office).matter(hidden.case)
    for kind in ("opinion", "explanation_demand"):
        printed = steps.text_of(supervisor(office), steps.document(matter, kind))
        assert "工作中发现" in printed
        assert "投诉举报" not in printed
        assert [word for word in hidden.words.values() if word in printed] == []


def test_with_consent_a_letter_says_complaint_and_still_no_name(disclosed: Told, office: Office) -> None:
    matter = supervisor(office).matter(disclosed.case)
    printed = steps.text_of(supervisor(office), steps.document(matter, "explanation_demand"))
    assert "监督来源：投诉举报" in printed
    assert disclosed.words["name"] not in printed


def test_a_code_opens_no_more_than_its_own_complaint(hidden: Told, disclosed: Told, office: Office) -> None:
    tracked = str(office.track(hidden.receipt["code"]))
    assert disclosed.receipt["number"] not in tracked
    assert [word for word in hidden.words.values() if word in tracked] == []
    assert "周明远" not in tracked


@pytest.mark.last
def test_no_log_line_holds_anything_a_complainant_typed_nor_a_code(
    hidden: Told, disclosed: Told, office: Office, cloud: Cloud
) -> None:
    """Refused complaints and wrong codes leave no trace either; the texts of all scenarios are looked for."""
    mark = uuid.uuid4().hex
    for body in (
        {"agency": f"nobody-{mark}", "category": "procedure", "facts": f"错误{mark}"},
        {"agency": "city-market", "category": f"unknown-{mark}", "facts": f"错误{mark}", "name": f"错误{mark}"},
    ):
        assert office.call("POST", "/complaints", body).status == 422
    wrong = f"{disclosed.receipt['code'][:-1]}{mark}"
    assert office.call("POST", "/complaints/track", {"code": wrong}).status == 404
    codes = {told.receipt["code"] for told in (hidden, disclosed)}
    typed = {*hidden.words.values(), *disclosed.words.values(), "罚款未告知听证权利。", "诸葛青云", "13900139001"}
    sought = {mark, *codes, *(code.replace("-", "") for code in codes), *typed}
    logged = "".join(path.read_text("utf-8") for path in cloud.data.glob("*.log")) + "".join(cloud.printed)
    assert "answered" in logged
    assert [text for text in sought if text in logged] == []
