"""执法文书示范文本备案: begun by an agency, returned once, handed in again, registered; only where it has to be."""

import pytest

from infra.demo.office import Office, scan
from tests.scenarios import steps
from tests.scenarios.steps import Facts, refused

FILING = {
    "name": "行政处罚文书示范文本（2026年版）",
    "standard": "《河北省行政处罚案卷标准（试行）》",
    "documents": "立案审批表\n行政处罚告知书\n行政处罚决定书",
    "file": scan("示范文本.pdf"),
}


def agency(office: Office) -> Office:
    return office.as_("sample-market-respondent-1")


def bureau(office: Office) -> Office:
    return office.as_("sample-supervisor-1")


def handed_in(office: Office) -> Facts:
    begun: Facts = agency(office).post("/begin/filing", FILING)
    return begun


@pytest.mark.duty("HD-3.2.1")
def test_an_agency_files_its_model_documents_and_gets_its_receipt(office: Office) -> None:
    """Returned once with all that is missing, handed in again, registered under a number; both sides see each step."""
    begun = handed_in(office)
    matter = str(begun["id"])
    assert ("范例市司法局", "待备案") == (begun["owner"]["name"], begun["state_title"])
    (entry,) = steps.entries(begun, "begin")
    assert "《关于推进基层行政执法规范化建设的实施意见》第三部分第（二）项第1点" in entry["basis"]
    assert matter in {row["id"] for row in steps.listed(agency(office), "/inbox?tab=open")}
    assert matter in {row["id"] for row in steps.listed(bureau(office), "/desk?tab=todo")}
    file = next(fact["link"] for fact in entry["facts"] if fact["name"] == "file")
    assert steps.fetched(bureau(office), file).startswith(b"%PDF")

    bureau(office).act(matter, "return_filing", missing="缺少送达回证。\n决定书没有载明救济途径。")
    told = agency(office).matter(matter)
    assert ("待补正", ["hand_in_again"]) == (told["state_title"], [n for n in steps.names(told) if "hand" in n])
    assert "缺少送达回证" in str(steps.entries(told, "return_filing")[0]["facts"])
    agency(office).act(matter, "hand_in_again", explanation="已经补齐。", file=scan("补正.pdf"))
    again = bureau(office).matter(matter)
    assert ("补正后待备案", False) == (again["state_title"], "return_filing" in steps.names(again))
    facts = {"filed_on": steps.today(office).isoformat(), "number": "范司备〔2026〕1号"}
    late = bureau(office).try_act(matter, "register_filing", **{**facts, "filed_on": "2099-01-04"})
    assert [("filed_on", "not_in_future")] == refused(late, 422)
    bureau(office).act(matter, "register_filing", **facts)
    receipt = agency(office).matter(matter)
    assert "已备案" == receipt["state_title"]
    assert "范司备〔2026〕1号" in str(steps.entries(receipt, "register_filing")[0]["facts"])


def test_what_is_in_order_is_registered_at_once_and_what_stays_amiss_is_not(office: Office) -> None:
    at_once, amiss = str(handed_in(office)["id"]), str(handed_in(office)["id"])
    facts = {"filed_on": steps.today(office).isoformat(), "number": "范司备〔2026〕2号"}
    assert "已备案" == bureau(office).act(at_once, "register_filing", **facts)["state_title"]
    bureau(office).act(amiss, "return_filing", missing="目录不全。")
    agency(office).act(amiss, "hand_in_again", explanation="未改。", file=scan())
    assert "不予备案" == bureau(office).act(amiss, "decline_filing", reason="仍不符合标准。")["state_title"]


def test_only_an_agency_begins_it_and_only_where_the_place_asks_for_it(office: Office) -> None:
    assert [("action", "role")] == refused(bureau(office).call("POST", "/begin/filing", FILING), 403)
    elsewhere = office.as_("exemplar-market-respondent-1")
    assert [("kind", "known")] == refused(elsewhere.call("POST", "/begin/filing", FILING), 404)
    assert [("action", "role")] == refused(agency(office).call("GET", "/begin/activity"), 403)
    without = {name: value for name, value in FILING.items() if name != "file"}
    assert [("file", "missing")] == refused(agency(office).call("POST", "/begin/filing", without), 422)
    for person, offered in (("sample-market-respondent-1", True), ("exemplar-market-respondent-1", False)):
        page = str(office.as_(person).call("GET", "/inbox", headers={"Accept": "text/html"}).body, "utf-8")
        assert offered == ("/begin/filing" in page)


def test_a_repeated_request_files_once(office: Office) -> None:
    key = {"Idempotency_Key": "filing-once"}
    first, again = (agency(office).post("/begin/filing", FILING, **key)["id"] for _ in range(2))
    assert first == again
