"""The public form: mistakes at their fields, the receipt shown once, its print view."""

import re

from playwright.sync_api import Page, expect

from tests.browser.walking import OpenPage, fill, send, wrong

FACTS = "执法人员当场罚款五千元，没有告知听证权利。"
WHOM = {"被投诉举报的行政执法机关": "示范市市场监督管理局", "问题类型": "执法程序违法"}
SEND = "提交投诉举报"


def test_an_empty_form_is_explained_at_each_required_field(page: Page) -> None:
    page.goto("/complaints/new")
    send(page, SEND)
    wrong(page, "agency", "请选择“被投诉举报的行政执法机关”。")
    wrong(page, "category", "请选择“问题类型”。")
    wrong(page, "facts", "请填写“事实与理由”。")


def test_what_was_typed_stays_when_something_is_wrong(phone: Page) -> None:
    phone.goto("/complaints/new")
    fill(phone, {**WHOM, "事实与理由": "很" * 5001, "姓名": "王小明", "联系电话": "一三八"}, ("信访", "匿名"))
    send(phone, SEND)
    wrong(phone, "facts", "“事实与理由”不得超过5000字。")
    wrong(phone, "phone", "“联系电话”的格式不对。")
    expect(phone.get_by_label("被投诉举报的行政执法机关")).to_have_value("city-market")
    expect(phone.get_by_label("问题类型")).to_have_value("procedure")
    expect(phone.get_by_label("事实与理由")).to_have_value("很" * 5001)
    expect(phone.get_by_label("姓名或者名称")).to_have_value("王小明")
    expect(phone.get_by_label("信访")).to_be_checked()
    expect(phone.get_by_label("匿名", exact=True)).to_be_checked()


def test_an_anonymous_complaint_with_a_name_is_refused_at_the_name(page: Page) -> None:
    page.goto("/complaints/new")
    fill(page, {**WHOM, "事实与理由": FACTS, "姓名": "王小明"}, ("匿名",))
    send(page, SEND)
    wrong(page, "name", "选择匿名的，请不要填写姓名")


def test_the_form_warns_in_bold_before_anything_is_typed(page: Page) -> None:
    page.goto("/complaints/new")
    expect(page.locator("strong", has_text="投诉举报不影响、也不中止申请行政复议的六十日期限")).to_be_visible()
    expect(page.locator("strong", has_text="涉密信息不上网")).to_be_visible()
    expect(page.get_by_label("实名", exact=True)).to_be_checked()


def test_a_closed_agency_is_not_offered(page: Page) -> None:
    page.goto("/complaints/new")
    expect(page.get_by_label("被投诉举报的行政执法机关").locator("option[value=city-closed]")).to_have_count(0)


def _submitted(page: Page) -> str:
    page.goto("/complaints/new")
    fill(page, {**WHOM, "事实与理由": FACTS, "姓名": "王小明", "联系电话": "13800000000"})
    send(page, SEND)
    expect(page.get_by_role("heading", level=1)).to_have_text("已收到您的投诉举报")
    return page.locator(".secret").inner_text()


def test_the_receipt_shows_number_code_and_a_qr_code_and_no_address_holds_the_code(page: Page) -> None:
    code = _submitted(page)
    assert re.fullmatch(r"[2-9A-Z]{16,20}", re.sub(r"\s", "", code))
    expect(page.get_by_text(re.compile(r"^TS\d{8}-[2-9A-Z]{6}$"))).to_be_visible()
    expect(page.locator("figure svg path").first).to_be_visible()
    expect(page.get_by_text("查询码只显示这一次")).to_be_visible()
    assert code not in page.url
    assert not page.locator(f"a[href*='{code}']").count()


def test_the_same_post_sent_again_gets_the_same_receipt(page: Page) -> None:
    code = _submitted(page)
    page.reload()
    assert code == page.locator(".secret").inner_text()


def test_the_code_opens_the_complaint_and_is_shown_nowhere_again(page: Page) -> None:
    code = _submitted(page)
    page.goto("/complaints/track")
    fill(page, {"查询码": code})
    send(page, "查询办理进度")
    expect(page.get_by_text("待审查")).to_be_visible()
    assert code not in page.locator("body").inner_text()


def test_the_receipt_prints_without_the_frame(page: Page) -> None:
    _submitted(page)
    expect(page.get_by_role("button", name="打印本页")).to_be_visible()
    page.emulate_media(media="print")
    expect(page.locator(".secret")).to_be_visible()
    expect(page.locator("figure svg")).to_be_visible()
    expect(page.get_by_role("navigation", name="主导航")).to_be_hidden()
    expect(page.get_by_role("button", name="打印本页")).to_be_hidden()


def test_a_complaint_is_made_on_a_phone_without_javascript(phone: Page) -> None:
    _submitted(phone)


def test_a_second_press_of_the_button_makes_no_second_complaint(open_page: OpenPage) -> None:
    page = open_page()
    page.goto("/complaints/new")
    fill(page, {**WHOM, "事实与理由": FACTS})
    page.get_by_role("button", name=SEND).dblclick()
    expect(page.get_by_role("heading", level=1)).to_have_text("已收到您的投诉举报")
    code = page.locator(".secret").inner_text()
    page.reload()
    assert code == page.locator(".secret").inner_text()
