"""Against robots, unseen: with scripts a complaint is proved, without them or where that fails a person confirms it."""

from playwright.sync_api import Page, expect

from tests.browser.walking import OpenPage, fill, send

TYPED = {
    "被投诉举报的行政执法机关": "示范市市场监督管理局",
    "问题类型": "执法程序违法",
    "事实与理由": "没有出示执法证件。",
}
SEND = "提交投诉举报"


def state_of(page: Page) -> str:
    """Where the complaint stands that was just received."""
    expect(page.get_by_role("heading", level=1)).to_have_text("已收到您的投诉举报")
    page.get_by_role("button", name="上传证据材料，查看进度").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("办理进度")
    return page.locator("dl.facts").inner_text()


def test_with_scripts_nothing_is_asked_and_nothing_seen(open_page: OpenPage) -> None:
    """Nothing breaks the page's policy either; who presses twice has proved it once."""
    page = open_page()
    told: list[str] = []
    page.on("console", lambda message: told.append(message.text) if message.type == "error" else None)
    page.goto("/complaints/new")
    expect(page.locator("altcha-widget")).to_be_hidden()
    fill(page, TYPED)
    page.get_by_role("button", name=SEND).dblclick()
    assert "待审查" in state_of(page)
    assert [] == told


def test_without_scripts_the_form_says_so_and_is_taken(phone: Page) -> None:
    phone.goto("/complaints/new")
    expect(phone.locator("noscript p")).to_be_visible()
    fill(phone, TYPED)
    send(phone, SEND)
    assert "待人工确认" in state_of(phone)


def test_where_the_proof_fails_a_second_press_sends_the_form_without(open_page: OpenPage) -> None:
    page = open_page()
    page.route("**/complaints/challenge", lambda route: route.abort())
    page.goto("/complaints/new")
    fill(page, TYPED)
    page.get_by_role("button", name=SEND).click()
    expect(page.get_by_role("alert").filter(has_text="自动验证没有成功")).to_be_visible()
    expect(page.get_by_label("事实与理由")).to_have_value(TYPED["事实与理由"])
    page.get_by_role("button", name=SEND).click()
    assert "待人工确认" in state_of(page)
