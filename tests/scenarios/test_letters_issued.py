"""Every letter is a Word document behind a short-lived link, and says what it must."""

import re
from dataclasses import dataclass, field
from datetime import date
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from jiandu.core.chinese import chinese_date

from infra.demo.office import SCAN, Office
from tests.scenarios import steps
from tests.scenarios.steps import Facts, agency, signer, supervisor

pytestmark = pytest.mark.over_http

AGENCY_NAME = "示范市市场监督管理局"
TYPED = "<b>甲&乙</b>{{7*7}}{% raw %}镕"


@dataclass
class Letters:
    """Cases with their letters, each printed text beside the document it came from."""

    case: str
    documents: dict[str, Facts] = field(default_factory=dict)
    printed: dict[str, str] = field(default_factory=dict)

    def keep(self, name: str, reader: Office, found: Facts) -> None:
        self.documents[name] = found
        self.printed[name] = steps.text_of(reader, found)


@pytest.fixture(scope="module")
def written(office: Office) -> Letters:
    desk = supervisor(office)
    _, case = steps.inquired(office)
    steps.issued(office, case, "opinion", steps.opinion_facts(demand=f"撤销该处罚决定。\n{TYPED}"))
    kept = Letters(case)
    seen = desk.matter(case)
    kept.keep("explanation_demand", desk, steps.document(seen, "explanation_demand"))
    kept.keep("opinion", desk, steps.document(seen, "opinion"))
    answered = steps.answer(office, steps.object_to(office, case), "upheld")
    kept.keep("answer", desk, steps.document(answered, "answer"))
    request = steps.signed(office, case, "request_to_government", steps.proposal_facts(grave=True))
    for kind in ("request_to_government", "decision_draft"):
        kept.keep(kind, desk, steps.document(request, kind))
    receipt, urged = steps.served_urging(office)
    kept.keep("urging", desk, steps.document(desk.matter(urged), "urging"))
    kept.keep("acceptance", desk, steps.document(desk.matter(receipt["matter_id"]), "acceptance"))
    return kept


@pytest.mark.parametrize(
    ("name", "title", "says"),
    [
        ("acceptance", "行政执法投诉举报受理告知书", AGENCY_NAME),
        ("explanation_demand", "说明情况通知书", "请说明作出处罚前是否告知听证权利。"),
        ("opinion", "行政执法监督意见书", "经查，该局未告知当事人听证权利，即作出较大数额罚款。"),
        ("urging", "行政执法监督督办函", "该局收到投诉后逾期未处理。"),
        ("answer", "复查答复书", "经复查论证，结论如上。"),
        ("request_to_government", "关于提请制发行政执法监督决定书的请示", "建议制发行政执法监督决定书。"),
    ],
)
@pytest.mark.duty("NAT-27", "NAT-28", "NAT-29", "JZ-22", "JZ-24b")
def test_a_letter_prints_its_number_its_day_and_its_facts(written: Letters, name: str, title: str, says: str) -> None:
    found, printed = written.documents[name], written.printed[name]
    assert found["title"] == title
    assert re.fullmatch(r"市司执监.〔\d{4}〕[1-9]\d*号", found["number"])
    assert found["number"] in printed
    assert says in printed
    assert chinese_date(date.fromisoformat(found["issued_on"])) in printed


@pytest.mark.duty("NAT-28", "JZ-24a", "JZ-25")
def test_an_opinion_prints_its_periods_from_receipt_and_no_due_date(written: Letters, office: Office) -> None:
    printed = written.printed["opinion"]
    assert AGENCY_NAME in printed
    assert "30日" in printed
    assert "5个工作日" in printed
    clocks = supervisor(office).matter(written.case)["clocks"]
    dues = [
        chinese_date(date.fromisoformat(clock["due"]))
        for clock in clocks
        if clock["name"] in ("correction", "objection")
    ]
    assert [due for due in dues if due in printed] == []


@pytest.mark.duty("NAT-27")
def test_an_urging_letter_prints_its_date(written: Letters, office: Office) -> None:
    assert chinese_date(date.fromisoformat(steps.working_day(office, 10))) in written.printed["urging"]


@pytest.mark.duty("NAT-29", "JZ-26a")
def test_the_draft_of_a_decision_is_unnumbered_and_in_the_name_of_the_government(written: Letters) -> None:
    assert written.documents["decision_draft"]["number"] is None
    assert "示范市人民政府" in written.printed["decision_draft"]
    assert "示政执监决〔" not in written.printed["decision_draft"]


def test_numbers_follow_one_another_without_a_gap(office: Office) -> None:
    """Two notices in a row, with a refused one between them that takes no number."""
    numbers = []
    for _ in range(2):
        receipt = office.complain()
        supervisor(office).try_act(receipt["matter_id"], "refuse", reason="no such reason", explanation="说明。")
        matter = supervisor(office).act(
            receipt["matter_id"], "refuse", reason="out_of_scope", explanation="属于民事纠纷。"
        )
        numbers.append(int(re.findall(r"〕(\d+)号", steps.document(matter, "refusal")["number"])[0]))
    assert numbers[1] == numbers[0] + 1


def test_the_agency_gets_the_sealed_copy_and_never_the_editable_one(written: Letters, office: Office) -> None:
    given = steps.document(agency(office).matter(written.case), "opinion")
    assert given["link"].endswith("/sealed")
    assert steps.fetched(agency(office), given["link"]) == SCAN
    editable = written.documents["opinion"]["link"]
    steps.refused(agency(office).call("GET", editable), 404)
    for kind in ("request_to_government", "decision_draft"):
        assert kind not in [d["kind"] for d in agency(office).matter(written.case)["documents"]]
        steps.refused(agency(office).call("GET", written.documents[kind]["link"]), 404)


def test_a_link_is_good_for_minutes_and_for_its_own_file_only(written: Letters, office: Office) -> None:
    given = signer(office).get(written.documents["opinion"]["link"])
    assert 0 < given["seconds"] <= 600
    forged = re.sub(r"X-Amz-Signature=[0-9a-f]{8}", "X-Amz-Signature=00000000", given["link"])
    with pytest.raises(HTTPError, match="403"):
        urlopen(forged, timeout=30)
    with pytest.raises(HTTPError, match="403"):
        urlopen(given["link"].split("?")[0], timeout=30)


def test_another_agency_and_a_stranger_get_no_file(written: Letters, office: Office) -> None:
    sealed = written.documents["opinion"]["sealed_link"]
    steps.refused(office.as_("city-urban-respondent-1").call("GET", sealed), 404)
    steps.refused(office.as_("county-supervisor-1").call("GET", sealed), 404)
    steps.refused(office.call("GET", sealed), 401)


def test_what_people_type_is_printed_as_typed(written: Letters) -> None:
    """Markup, template marks and rare characters are text."""
    assert TYPED in written.printed["opinion"]
