"""The desk: tabs, lights in words, filters, search by number, pages, and lists that explain why they are empty."""

import re
from typing import Any

import pytest
from playwright.sync_api import expect

from infra.demo.office import Office
from tests.browser.walking import PHONE, OpenPage
from tests.scenarios import steps

MORE_THAN_A_PAGE = 31


@pytest.fixture(scope="module")
def many(office: Office) -> list[str]:
    """Public numbers of more complaints than one page of a county's desk holds."""
    return [office.complain(agency="county-market")["number"] for _ in range(MORE_THAN_A_PAGE)]


@pytest.fixture(scope="module")
def served(office: Office) -> dict[str, Any]:
    """A case whose opinion was served, as its bureau sees it."""
    return steps.supervisor(office).matter(steps.served_opinion(office)[1])


def test_the_tabs_stand_in_their_order_and_say_what_they_hold(open_page: OpenPage) -> None:
    page = open_page("city-supervisor-1")
    page.goto("/desk")
    tabs = page.get_by_role("navigation", name="事项分类").get_by_role("link")
    expect(tabs).to_have_text(["待办", "在办", "已办", "临期", "逾期"])
    for title in ("在办", "已办", "临期", "逾期", "待办"):
        page.get_by_role("navigation", name="事项分类").get_by_role("link", name=title).click()
        expect(page.get_by_role("heading", level=1)).to_have_text(f"工作台：{title}")
        expect(page.locator("nav.tabs [aria-current=page]")).to_have_text(title)


def test_a_late_correction_stands_in_the_tab_of_the_late_with_a_red_light_in_words(
    office: Office, open_page: OpenPage
) -> None:
    _, case = steps.late_correction(office)
    number = steps.supervisor(office).matter(case)["number"]
    page = open_page("city-supervisor-1")
    page.goto("/desk?tab=late")
    row = page.get_by_role("row", name=number)
    expect(row).to_contain_text(re.compile(r"红灯\s+.*逾期"))
    expect(page.locator("table.list").get_by_text("绿灯")).to_have_count(0)


def test_a_matter_is_found_by_its_number_in_small_letters(office: Office, open_page: OpenPage) -> None:
    receipt = office.complain()
    page = open_page("city-supervisor-1", size=PHONE, scripts=False)
    page.goto("/desk")
    page.get_by_label("编号、文号或者词语").fill(receipt["number"].lower())
    page.get_by_role("button", name="查询").click()
    page.wait_for_url(f"**/matters/{receipt['matter_id']}")


def test_a_case_is_found_by_the_number_of_its_letter(served: dict[str, Any], open_page: OpenPage) -> None:
    number = steps.document(served, "opinion")["number"]
    page = open_page("city-reviewer-1")
    page.goto("/desk")
    page.get_by_label("编号、文号或者词语").fill(number)
    page.get_by_role("button", name="查询").click()
    page.wait_for_url(f"**/matters/{served['id']}")


def test_the_filters_keep_what_was_chosen(office: Office, open_page: OpenPage) -> None:
    here, elsewhere = office.complain(agency="city-transport"), office.complain(agency="city-urban")
    page = open_page("city-supervisor-1")
    page.goto("/desk?tab=open")
    page.get_by_label("种类").select_option(label="投诉举报")
    page.get_by_label("行政执法机关").select_option(label="示范市交通运输局")
    page.get_by_role("button", name="查询").click()
    expect(page.get_by_label("行政执法机关")).to_have_value("city-transport")
    expect(page.get_by_role("link", name=here["number"])).to_be_visible()
    expect(page.get_by_role("link", name=elsewhere["number"])).to_have_count(0)
    expect(page.locator("nav.tabs [aria-current=page]")).to_have_text("在办")


def test_every_matter_stands_on_exactly_one_page(many: list[str], open_page: OpenPage) -> None:
    page = open_page("county-supervisor-1")
    page.goto("/desk?tab=open&kind=complaint")
    seen: list[str] = []
    while True:
        shown = page.locator("table.list tbody th a").all_inner_texts()
        assert len(shown) <= 30
        seen += shown
        if not page.get_by_role("link", name="下一页").count():
            break
        page.get_by_role("link", name="下一页").click()
        expect(page.locator("table.list tbody th a").first).not_to_have_text(shown[0])
    assert len(seen) == len(set(seen))
    assert set(many) <= set(seen)


def test_a_list_without_matters_says_so_and_what_to_do(open_page: OpenPage) -> None:
    page = open_page("city-supervisor-1")
    page.goto("/desk?tab=open&q=NOTHING")
    expect(page.locator(".empty")).to_contain_text("没有符合条件的事项，请改变查询条件再查")
    expect(page.get_by_label("编号、文号或者词语")).to_have_value("NOTHING")


def test_another_bureaus_matters_are_not_on_the_desk(many: list[str], open_page: OpenPage) -> None:
    page = open_page("city-supervisor-1")
    page.goto(f"/desk?tab=open&q={many[0]}")
    expect(page.locator("table.list")).to_have_count(0)


def test_an_agency_sees_what_is_unread_until_it_marks_it(served: dict[str, Any], open_page: OpenPage) -> None:
    number = served["number"]
    page = open_page("city-market-respondent-1", size=PHONE, scripts=False)
    page.goto("/inbox")
    row = page.get_by_role("row", name=number)
    expect(row).to_contain_text("未读")
    row.get_by_role("link", name=number).click()
    page.locator("summary", has_text="标记已阅").click()
    page.get_by_role("button", name="标记已阅", exact=True).click()
    page.goto("/inbox")
    expect(page.get_by_role("row", name=number)).not_to_contain_text("未读")


def test_an_agency_that_opens_the_desk_finds_its_inbox(open_page: OpenPage) -> None:
    page = open_page("city-market-respondent-1")
    page.goto("/desk")
    expect(page.get_by_role("heading", level=1)).to_have_text("监督文书收件箱")
