"""Two persons load 2027; a provisional day moves and both sides see it."""

from urllib.parse import urlencode

import pytest

from infra.demo.office import Office
from tests.scenarios import steps
from tests.scenarios.steps import agency, refused, signer, supervisor

YEAR = {
    "year": 2027,
    "off": "元旦：1月1日至4日\n春节 2月5日至11日\n清明节 4月5日\n劳动节 5月1日至2日\n端午节 6月9日\n中秋节 9月15日\n"
    "国庆节 10月1日至3日\n补假 1月18日",
    "makeup": "春节 2月14日（周日）",
    "notice_no": "国办发明电〔2026〕9号",
    "notice_date": "2026-12-17",
    "link": "https://www.gov.cn/zhengce/content_1.htm",
}
HTML = {"Accept": "text/html"}
CHANGED = "由2027年1月18日改为2027年1月19日"


@pytest.fixture(scope="module")
def case(office: Office) -> str:
    """An opinion served on Friday, 18 December 2026: the thirtieth day, a Sunday, moves to Monday, 18 January."""
    office.move(to="2026-12-18")
    return steps.served_opinion(office)[1]


def administrator(office: Office) -> Office:
    return office.as_("city-administrator-1")


def posted(office: Office, path: str, **facts: object) -> tuple[int, str]:
    """A form as a browser posts it; redirects are followed."""
    body = urlencode(facts).encode()
    form = {**HTML, "Content-Type": "application/x-www-form-urlencoded"}
    answer = office.call("POST", path, body, form)
    return answer.status, str(answer.body, "utf-8")


def test_two_persons_load_a_year_and_both_sides_see_the_day_that_moved(office: Office, case: str) -> None:
    before = steps.clock(agency(office).matter(case), "correction")
    assert ("2027-01-18", True) == (before["due"], before["provisional"])

    loader, second = administrator(office), signer(office)
    assert ("state", "pending") in refused(second.call("POST", "/calendar/pending/approve", {"version": 0}), 409)
    assert [("actor", "role")] == refused(second.call("POST", "/calendar/load", YEAR), 403)
    assert [("actor", "role")] == refused(agency(office).call("GET", "/calendar/pending"), 403)
    assert [] == refused(office.call("POST", "/calendar/load", YEAR), 401)

    wrong = {**YEAR, "makeup": "春节 2月15日"}
    assert [("makeup", "weekend")] == refused(loader.call("POST", "/calendar/load", wrong), 422)
    status, page = posted(loader, "/calendar/load", **wrong)
    assert (422, True, True) == (status, "2027-02-15不是周末" in page, "春节 2月15日" in page)

    assert "loaded" == loader.post("/calendar/load", YEAR)["done"]
    status, page = posted(loader, "/calendar/load", **YEAR)
    assert (409, True) == (status, "补假 1月18日" in page)
    waiting = second.get("/calendar/pending")
    assert {"2027-01-04", "2027-01-18", "2027-02-14"} <= {row["date"] for row in waiting["pending"]["difference"]}
    assert "2026-12-31" == office.get("/calendar")["published_through"]
    vote = {"version": waiting["version"]}
    assert [("actor", "different_persons")] == refused(loader.call("POST", "/calendar/pending/approve", vote), 409)
    assert [("version", "required")] == refused(second.call("POST", "/calendar/pending/approve", {}), 422)
    for reader in (loader, second):
        shown = str(reader.call("GET", "/calendar/pending", headers=HTML).body, "utf-8")
        assert ("核准施行" in shown) == (reader is second)

    assert "approved" == second.post("/calendar/pending/approve", vote)["done"]
    public = office.get("/calendar")
    assert ("2027-12-31", True) == (public["published_through"], public["recomputing"])
    assert "国办发明电〔2026〕9号" == public["years"][0]["notice"]

    office.move(days=1)
    assert not office.get("/calendar")["recomputing"]
    for side in (supervisor(office), agency(office)):
        matter = side.matter(case)
        after = steps.clock(matter, "correction")
        assert ("2027-01-19", False) == (after["due"], after["provisional"])
        assert "2027-01-19" == after["steps"][-1]["date"]
        (entry,) = steps.entries(matter, "recompute")
        assert (True, "系统") == (CHANGED in entry["text"], entry["by"])
        page = str(side.call("GET", f"/matters/{case}", headers=HTML).body, "utf-8")
        assert CHANGED in page and f"/matters/{case}/calendar.ics" in page
    (line,) = [row for row in agency(office).get("/inbox")["items"] if row["id"] == case]
    assert "2027-01-19" in (line["due"], steps.clock(agency(office).matter(case), "correction")["due"])


def test_the_calculator_and_new_clocks_count_by_it(office: Office, case: str) -> None:
    answer = office.get("/deadlines?received=2026-12-18&n=30&unit=day")
    assert ("2027-01-19", False) == (answer["date"], answer["provisional"])
    later = steps.served_opinion(office)[1]
    assert not steps.clock(agency(office).matter(later), "correction")["provisional"]


def test_a_due_day_goes_into_ones_own_calendar(office: Office, case: str) -> None:
    """All-day events of one's own running clocks; nobody else gets the file."""
    path = f"/matters/{case}/calendar.ics"
    answer = agency(office).call("GET", path)
    assert "text/calendar; charset=utf-8" == {k.lower(): v for k, v in answer.headers.items()}["content-type"]
    text = str(answer.body, "utf-8")
    assert "DTSTART;VALUE=DATE:20270119" in text
    assert "DTSTART;VALUE=DATE:20270119" not in str(supervisor(office).call("GET", path).body, "utf-8")
    assert 404 == office.as_("county-market-respondent-1").call("GET", path).status
    assert 401 == office.call("GET", path).status
