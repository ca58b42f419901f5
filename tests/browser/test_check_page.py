"""文书查验 and 预览 in the browser: a dropped file stays there, a letter shows as pages, and neither needs a script."""

import base64

import pytest
from playwright.sync_api import Page, expect

from infra.demo.office import SCAN, Office
from tests.browser.walking import PDF, PHONE, OpenPage
from tests.scenarios import steps

DROP = """(form, content) => {
    const bytes = Uint8Array.from(atob(content), (one) => one.charCodeAt(0));
    const carried = new DataTransfer();
    carried.items.add(new File([bytes], "正本.pdf"));
    form.dispatchEvent(new DragEvent("drop", { dataTransfer: carried, bubbles: true, cancelable: true }));
}"""


@pytest.fixture(scope="module")
def served(office: Office) -> str:
    """A case whose opinion was served: its record copy is the scan."""
    return steps.served_opinion(office)[1]


def _genuine(page: Page) -> None:
    expect(page.get_by_role("status")).to_contain_text("文件与制发机关登记的用印正本完全一致。")


def test_a_dropped_file_is_hashed_in_the_browser(served: str, page: Page) -> None:
    """What is sent is 64 characters; the file's bytes never leave."""
    page.goto("/check")
    with page.expect_request(lambda request: request.method == "POST") as sent:
        page.locator("form[data-check-file]").evaluate(DROP, base64.b64encode(SCAN).decode())
    assert str(sent.value.post_data).startswith("sha256=")
    assert len("sha256=") + 64 == len(str(sent.value.post_data))
    _genuine(page)
    expect(page.get_by_role("status")).to_contain_text("您的文件没有上传")


def test_a_phone_without_javascript_checks_the_file_too(served: str, phone: Page) -> None:
    phone.goto("/check")
    phone.get_by_label("文书的电子文件").set_input_files(PDF)
    phone.get_by_role("button", name="查验文件").click()
    _genuine(phone)
    expect(phone.get_by_role("status")).to_contain_text("已经丢弃，没有保存")


def test_the_code_of_the_qr_goes_into_the_form_and_out_of_the_address(page: Page) -> None:
    page.goto("/check#23456789ABCDEFGHJ")
    expect(page.get_by_label("查验码")).to_have_value("23456789ABCDEFGHJ")
    assert page.url.endswith("/check")
    page.get_by_role("button", name="查验", exact=True).click()
    expect(page.get_by_role("status")).to_contain_text("没有这个查验码")


def test_an_issued_letter_shows_as_pages(served: str, open_page: OpenPage) -> None:
    """Under the strict policy: the page brings no inline style and is refused nothing."""
    page = open_page("city-supervisor-1")
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.goto(f"/matters/{served}")
    row = page.get_by_role("row", name="行政执法监督意见书")
    with page.expect_popup() as opened:
        row.locator("a", has_text="查看文稿").click()
    shown = opened.value
    shown.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    sheet = shown.get_by_role("region", name="行政执法监督意见书").locator("section")
    expect(sheet.first).to_contain_text("市司执监意〔")
    assert 0.70 < sheet.first.evaluate("it => it.getBoundingClientRect().width / 1122.5")  # A4, 210 mm wide
    expect(shown.get_by_text("本页没有运行脚本")).to_be_hidden()
    assert [] == complaints


def test_what_is_typed_is_previewed_and_stays_typed(office: Office, open_page: OpenPage) -> None:
    """In a window of its own; on a phone the page fits the screen."""
    complaint = office.complain()["matter_id"]
    page = open_page("city-supervisor-1", size=PHONE)
    page.goto(f"/matters/{complaint}/letters/refuse")
    page.get_by_label("说明").fill("属于合同纠纷，不属于监督范围。")
    with page.expect_popup() as opened:
        page.get_by_role("button", name="预览文书").click()
    expect(opened.value.get_by_role("heading", level=1)).to_have_text("填写有误")
    expect(opened.value.locator("main")).to_contain_text("已填写的内容还在原来的窗口")
    for radio in page.get_by_role("radio").all()[:1]:
        radio.check()
    for empty in page.locator("textarea, input[type=text]").all():
        if not empty.input_value():
            empty.fill("请向人民法院起诉。")
    with page.expect_popup() as opened:
        page.get_by_role("button", name="预览文书").click()
    sheet = opened.value.locator(".sheets section").first
    expect(sheet).to_contain_text("属于合同纠纷")
    assert opened.value.evaluate("document.documentElement.scrollWidth") <= PHONE[0]
    assert 1 == steps.supervisor(office).matter(complaint)["version"]


def test_without_javascript_a_preview_is_a_file_to_save(served: str, open_page: OpenPage) -> None:
    page = open_page("city-supervisor-1", scripts=False)
    page.goto(f"/matters/{served}")
    link = page.get_by_role("row", name="行政执法监督意见书").locator("a", has_text="查看文稿")
    page.goto(str(link.get_attribute("href")))
    expect(page.get_by_text("本页没有运行脚本")).to_be_visible()
    with page.expect_download() as saved:
        page.get_by_role("link", name="下载").click()
    assert saved.value.suggested_filename.startswith("行政执法监督意见书市司执监意")
    assert saved.value.suggested_filename.endswith(".docx")
