"""The field part of 伴随式监督 at phone width: what is typed survives a lost network and is sent once."""

import re

import pytest
from playwright.sync_api import Page, Route, expect

from infra.demo.office import Office
from tests.browser.walking import PDF, PHONE, OpenPage, done, fill, send, wrong
from tests.scenarios import steps
from tests.scenarios.test_accompanying import plan

TITLE = "登记内容检查结果"
MATERIAL = "登记照片、录音录像、样品"
KEPT = "() => Object.keys(localStorage).filter(key => key.startsWith('kept:')).length"


@pytest.fixture(scope="module")
def course(office: Office) -> str:
    """An accompanying supervision that is carried out."""
    begun = steps.supervisor(office).post("/begin/accompanying", plan(office))
    steps.signer(office).act(begun["id"], "approve", opinion="同意。")
    return str(begun["id"])


def on_site(open_page: OpenPage, course: str, action: str = "check_content", scripts: bool = True) -> Page:
    page = open_page("city-supervisor-1", PHONE, scripts)
    page.goto(f"/matters/{course}/actions/{action}")
    return page


def typed(page: Page, finding: str) -> None:
    fill(page, {"检查内容": "行政裁量权基准制度实施情况", "检查情况": finding}, ("现场检查", "符合要求"))


def findings(office: Office, course: str) -> list[str]:
    entries = steps.entries(steps.supervisor(office).matter(course), "check_content")
    return [fact["value"] for entry in entries for fact in entry["facts"] if fact["title"] == "检查情况"]


def test_what_was_typed_without_a_network_is_sent_once_when_it_is_back(
    office: Office, open_page: OpenPage, course: str
) -> None:
    """Nothing is left in the browser then; the page fits the phone."""
    page = on_site(open_page, course)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]
    expect(page.get_by_role("status")).to_contain_text("公用设备用完请退出登录")
    page.context.set_offline(True)
    typed(page, "断网时填写的情况。")
    send(page, TITLE)
    expect(page.get_by_role("status")).to_contain_text("没有网络")
    assert 1 == page.evaluate(KEPT)
    assert "断网时填写的情况。" not in findings(office, course)
    page.context.set_offline(False)
    done(page, TITLE)
    assert 1 == findings(office, course).count("断网时填写的情况。")
    assert 0 == page.evaluate(KEPT)
    assert "?" not in page.url  # opened again it would forget what is not recorded


def test_an_answer_that_was_lost_does_not_make_a_second_record(
    office: Office, open_page: OpenPage, course: str
) -> None:
    """The server has done it, the phone never heard: the same is sent again with its number and is one act."""
    page = on_site(open_page, course)

    def lose(route: Route) -> None:
        route.fetch(max_redirects=0)
        route.abort()

    posts = re.compile("/actions/check_content$")
    page.route(posts, lambda route: lose(route) if route.request.method == "POST" else route.continue_())
    typed(page, "应答丢失的情况。")
    with page.expect_event("requestfailed"):
        send(page, TITLE)
    page.unroute(posts)
    page = on_site(open_page, course)
    expect(page.get_by_role("status")).to_contain_text("已恢复上次没有提交的内容")
    expect(page.get_by_label("检查情况")).to_have_value("应答丢失的情况。")
    send(page, TITLE)
    done(page, TITLE)
    assert 1 == findings(office, course).count("应答丢失的情况。")
    assert 0 == page.evaluate(KEPT)


def test_a_refusal_keeps_what_was_typed_and_the_hash_is_of_the_chosen_file(open_page: OpenPage, course: str) -> None:
    page = on_site(open_page, course, "record_material")
    taken = {"地点": "车间", "内容说明": "检查现场。", "文件": PDF}
    fill(page, taken, ("照片",))
    value = page.get_by_label(re.compile("^校验值"))
    expect(value).to_have_value(re.compile("^[0-9a-f]{64}$"))
    send(page, MATERIAL)
    wrong(page, "taken_at", "取得时间")
    expect(page.get_by_label("内容说明")).to_have_value("检查现场。")
    assert 1 == page.evaluate(KEPT)


def test_a_value_typed_from_the_recorder_stays_and_too_large_a_file_leaves_the_guard_on(
    open_page: OpenPage, course: str
) -> None:
    page = on_site(open_page, course, "record_material")
    value, file = page.get_by_label(re.compile("^校验值")), page.get_by_label("文件")
    value.fill("ab" * 32)
    file.set_input_files({**PDF, "buffer": b"%PDF-" + b" " * 5 * 1024 * 1024})
    expect(page.get_by_text("文件超过 4 MB")).to_be_visible()
    send(page, MATERIAL)
    file.set_input_files(PDF)
    expect(page.get_by_text("文件超过 4 MB")).to_have_count(0)
    page.context.set_offline(True)
    send(page, MATERIAL)
    expect(page.get_by_role("status")).to_contain_text("没有网络")
    page.context.set_offline(False)
    expect(value).to_have_value("ab" * 32)


@pytest.mark.parametrize(
    "missing",
    ["delete AbortSignal.timeout", "delete Crypto.prototype.randomUUID", "Storage.prototype.setItem = null"],
)
def test_an_older_browser_sends_the_plain_form(office: Office, open_page: OpenPage, course: str, missing: str) -> None:
    page = open_page("city-supervisor-1", PHONE)
    page.add_init_script(missing)
    page.goto(f"/matters/{course}/actions/check_content")
    typed(page, f"旧浏览器：{missing[:12]}")
    send(page, TITLE)
    done(page, TITLE)
    assert f"旧浏览器：{missing[:12]}" in findings(office, course)


def test_signing_out_leaves_nothing_on_the_device(open_page: OpenPage, course: str) -> None:
    page = open_page("city-supervisor-2", PHONE)
    page.goto(f"/matters/{course}/actions/check_content")
    typed(page, "没有提交的情况。")
    other = page.context.new_page()
    other.goto(page.url)
    typed(other, "另一页没有提交的情况。")
    assert 1 == page.evaluate(KEPT)
    page.get_by_role("button", name="退出").click()
    expect(page.get_by_role("button", name="退出")).to_have_count(0)
    expect(other.get_by_role("status")).to_contain_text("已在别的页面退出登录")
    typed(other, "退出以后填写的情况。")
    assert 0 == page.evaluate(KEPT)


def test_without_scripts_the_form_works_as_ever(office: Office, open_page: OpenPage, course: str) -> None:
    page = on_site(open_page, course, scripts=False)
    expect(page.get_by_role("status")).to_have_count(0)
    typed(page, "没有脚本的情况。")
    send(page, TITLE)
    done(page, TITLE)
    assert 1 == findings(office, course).count("没有脚本的情况。")
