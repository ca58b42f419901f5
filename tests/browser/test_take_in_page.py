"""代录 in the browser: from the desk to the printed receipt."""

import re
from datetime import timedelta

from playwright.sync_api import FilePayload, expect

from infra.demo.office import Office
from tests.browser.walking import PDF, PHONE, OpenPage, fill, send, wrong
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


def test_work_orders_are_looked_through_and_imported(office: Office, open_page: OpenPage) -> None:
    """Without scripts, on a phone: a bad cell is named in its row, the good row comes in, the file is chosen once."""
    page = open_page("city-clerk-1", PHONE, scripts=False)
    page.goto("/take-in")
    page.get_by_role("link", name="导入 12345 工单").click()
    day = today(office).isoformat()
    rows = [
        "工单编号,受理时间,诉求内容,涉及机关",
        f"JZ-P1,{day},检查时没有出示证件，要求处理。,市交",
        f"JZ-P2,{day},多收停车费，要求退还。,交通局",
    ]
    file: FilePayload = {"name": "工单.csv", "mimeType": "text/csv", "buffer": "\r\n".join(rows).encode("gb18030")}
    fill(page, {"工单表格": file})
    send(page, "核对文件")
    expect(page.get_by_role("status")).to_have_text("可以导入 1 件；填写有误，不能导入 1 件。")
    expect(page.get_by_role("row", name="第 3 行")).to_contain_text("最接近的是示范市交通运输局")
    assert PHONE[0] >= page.evaluate("() => document.documentElement.scrollWidth")
    send(page, "确认导入")
    expect(page.get_by_role("status")).to_contain_text("已导入 1 件")
    page.get_by_role("link", name=re.compile(r"^TS\d{8}-")).click()
    expect(page.get_by_text("12345 热线工单").first).to_be_visible()


def test_a_township_office_sees_what_it_handed_in(open_page: OpenPage) -> None:
    """From its desk: the number and the state of each lead, without a link to the matter."""
    page = open_page("town-assistant-1")
    page.goto("/take-in")
    fill(page, {**TYPED, "被投诉举报的行政执法机关": "示范县市场监督管理局"}, ("司法所移交",))
    send(page, SEND)
    number = page.get_by_text(re.compile(r"^TS\d{8}-[2-9A-Z]{6}$")).inner_text()
    page.get_by_role("link", name="返回工作台").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("本机构提交的问题线索")
    expect(page.get_by_role("row", name=number)).to_contain_text("待审查")
    expect(page.get_by_role("link", name=number)).to_have_count(0)


def test_who_may_enter_nothing_has_no_link(open_page: OpenPage) -> None:
    page = open_page("city-signer-1")
    page.goto("/desk")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.get_by_role("link", name="代录投诉举报")).to_have_count(0)
