"""代录 in the browser: from the desk to the printed receipt."""

import re
from datetime import timedelta

from playwright.sync_api import expect

from infra.demo.office import Office
from tests.browser.walking import PDF, OpenPage, fill, send, wrong
from tests.scenarios.steps import today

TYPED = {
    "被投诉举报的行政执法机关": "示范市市场监督管理局",
    "问题类型": "执法程序违法",
    "事实与理由": "来信反映当场罚款五千元，没有告知听证权利。",
    "姓名": "王小明",
}
SEND = "登记并出具回执"


def test_a_clerk_enters_a_letter_and_prints_the_receipt(office: Office, open_page: OpenPage) -> None:
    """A day to come is told at its field with all that was typed kept; the receipt holds code and QR, and prints."""
    page = open_page("city-clerk-1")
    page.goto("/desk")
    page.get_by_role("link", name="代录投诉举报").click()
    expect(page.get_by_label("被投诉举报的行政执法机关").locator("option[value=county-market]")).to_have_count(0)
    fill(page, {**TYPED, "收到日期": (today(office) + timedelta(days=1)).isoformat()}, ("来信",))
    send(page, SEND)
    wrong(page, "received_on", "收到日期不能晚于今天。")
    expect(page.get_by_label("姓名或者名称")).to_have_value("王小明")
    fill(page, {"收到日期": (today(office) - timedelta(days=3)).isoformat(), "来信或者登记表扫描件": PDF})
    send(page, SEND)
    expect(page.get_by_role("heading", level=1)).to_have_text("收件回执")
    expect(page.get_by_text(re.compile(r"^TS\d{8}-[2-9A-Z]{6}$"))).to_be_visible()
    expect(page.locator("dd", has_text="来信")).to_be_visible()
    expect(page.locator("dd", has_text="示范市司法局")).to_be_visible()
    code = page.locator(".secret").inner_text()
    expect(page.locator("figure svg path").first).to_be_visible()
    page.emulate_media(media="print")
    expect(page.locator(".secret")).to_be_visible()
    expect(page.get_by_role("link", name="继续录入下一件")).to_be_hidden()
    page.emulate_media(media="screen")
    page.goto("/complaints/track")
    fill(page, {"查询码": code})
    send(page, "查询办理进度")
    expect(page.get_by_text("待审查")).to_be_visible()


def test_who_may_enter_nothing_has_no_link(open_page: OpenPage) -> None:
    page = open_page("city-signer-1")
    page.goto("/desk")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.get_by_role("link", name="代录投诉举报")).to_have_count(0)
