"""Every page: one heading, labels, language, narrow screens, visible focus, keyboard, no need of JavaScript."""

import pytest
from playwright.sync_api import Page, expect

from infra.demo.office import Office
from tests.browser.walking import PHONE, OpenPage
from tests.scenarios import steps

PUBLIC = (
    "/",
    "/complaints/new",
    "/complaints/track",
    "/invitations",
    "/deadlines?received=2026-03-02&n=5&unit=working_day",
    "/check",
    "/calendar",
    "/procedures",
    "/procedures/jinzhong/supervision",
    "/sign-in",
)
STAFF = (
    ("city-supervisor-1", "/desk"),
    ("city-supervisor-1", "/desk?tab=open"),
    ("city-supervisor-1", "/take-in"),
    ("city-supervisor-1", "/take-in/import"),
    ("city-market-respondent-1", "/redaction"),
    ("town-assistant-1", "/take-in"),
    ("town-assistant-1", "/take-in/leads"),
    ("city-supervisor-1", "/local/clock"),
    ("city-supervisor-1", "/matters/{case}"),
    ("city-supervisor-1", "/matters/{case}/actions/circulate"),
    ("city-supervisor-1", "/matters/nothing"),
    ("city-supervisor-1", "/begin/activity"),
    ("city-supervisor-1", "/begin/accompanying"),
    ("city-supervisor-1", "/leads"),
    ("city-supervisor-1", "/begin/rectification"),
    ("city-supervisor-1", "/begin/reporting"),
    ("city-signer-1", "/begin/handover"),
    ("city-signer-1", "/begin/deputising"),
    ("city-clerk-1", "/desk?tab=open"),
    ("city-clerk-1", "/batches?action=chase&matter={case}.1"),
    ("city-signer-1", "/desk?tab=open&office=county-bureau"),
    ("city-administrator-1", "/admin"),
    ("city-administrator-1", "/admin/organisations/city-bureau"),
    ("city-administrator-1", "/admin/organisations/city-government/add_organisation"),
    ("city-administrator-1", "/admin/organisations/city-market/close_organisation"),
    ("city-administrator-1", "/admin/people/city-supervisor-1"),
    ("city-administrator-1", "/admin/people/city-supervisor-1/change_person"),
    ("city-administrator-1", "/calendar/load"),
    ("city-administrator-1", "/templates"),
    ("city-administrator-1", "/templates/opinion"),
    ("sample-market-respondent-1", "/begin/filing"),
    ("city-signer-1", "/calendar/pending"),
    ("city-market-respondent-1", "/inbox"),
    ("city-market-respondent-1", "/matters/{case}"),
    ("city-market-respondent-1", "/matters/{case}/actions/object"),
)
UNLABELLED = """() => [...document.querySelectorAll("input:not([type=hidden]), select, textarea, button")]
    .filter(it => it.tagName === "BUTTON" ? !it.textContent.trim() : !it.labels.length)
    .map(it => it.name || it.outerHTML)"""
REPEATED = """() => {
    const ids = [...document.querySelectorAll("[id]")].map(it => it.id);
    return ids.filter((id, n) => ids.indexOf(id) !== n);
}"""
FOCUS = "() => getComputedStyle(document.activeElement).outlineStyle"
FOCUSED = "() => document.activeElement.name || document.activeElement.textContent.trim()"


@pytest.fixture(scope="module")
def case(office: Office) -> str:
    """A case with clocks, letters and a timeline."""
    return steps.served_opinion(office)[1]


def _fit_for_all(page: Page) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_count(1)
    assert "zh-CN" == page.locator("html").get_attribute("lang")
    assert [] == page.evaluate(UNLABELLED)
    assert [] == page.evaluate(REPEATED)
    assert PHONE[0] >= page.evaluate("() => document.documentElement.scrollWidth")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="跳到正文")).to_be_focused()
    for _ in range(3):
        assert "none" != page.evaluate(FOCUS)
        page.keyboard.press("Tab")


@pytest.mark.parametrize("path", PUBLIC)
def test_a_public_page_is_fit_for_all(open_page: OpenPage, path: str) -> None:
    page = open_page(size=PHONE, scripts=False)
    answer = page.goto(path)
    assert answer and 200 == answer.status
    _fit_for_all(page)


@pytest.mark.parametrize(("person", "path"), STAFF)
def test_a_page_of_an_office_is_fit_for_all(open_page: OpenPage, case: str, person: str, path: str) -> None:
    page = open_page(person, size=PHONE, scripts=False)
    page.goto(path.format(case=case))
    _fit_for_all(page)


def test_the_page_after_a_mistake_begins_at_the_summary(page: Page) -> None:
    page.goto("/complaints/new")
    page.get_by_role("button", name="提交投诉举报").click()
    expect(page.get_by_role("alert")).to_be_focused()
    page.get_by_role("alert").get_by_role("link").first.click()
    expect(page.locator(":target")).to_be_visible()


def test_an_opened_tracking_page_is_fit_for_all(open_page: OpenPage, office: Office) -> None:
    page = open_page(size=PHONE, scripts=False)
    page.goto("/complaints/track")
    page.get_by_label("查询码").fill(office.complain()["code"])
    page.get_by_role("button", name="查询办理进度").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("办理进度")
    _fit_for_all(page)


def test_a_known_address_opened_the_wrong_way_is_no_dead_end(page: Page) -> None:
    answer = page.goto("/complaints")
    assert answer and 405 == answer.status
    page.get_by_role("link", name="回到首页").click()
    expect(page.get_by_role("link", name="我要投诉举报")).to_be_visible()


def test_a_complaint_is_made_by_keyboard_alone(page: Page) -> None:
    page.goto("/complaints/new")
    for name, typed in (("agency", "示范市市场"), ("category", "执法程序"), ("facts", "没有告知听证权利。")):
        _tab_to(page, name)
        if name == "facts":
            page.keyboard.type(typed)
        else:
            page.keyboard.press("ArrowDown")
    _tab_to(page, "提交投诉举报")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("已收到您的投诉举报")


def _tab_to(page: Page, name: str) -> None:
    for _ in range(60):
        if name == page.evaluate(FOCUSED):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab never reaches {name}")
