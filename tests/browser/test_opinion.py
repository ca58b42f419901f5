"""An 意见书 through the pages: drafted, reviewed, signed by three persons, sealed, served; mistakes on the way."""

import re

import pytest
from playwright.sync_api import Page, expect

from infra.demo.office import Office
from tests.browser.walking import PDF, TEXT, TOO_LARGE, OpenPage, act, done, fill, send, wrong
from tests.scenarios import steps

DRAFT = "拟稿：行政执法监督意见书"
SEAL = "上传用印正本：行政执法监督意见书"
SERVE = "登记送达：行政执法监督意见书"
REPORT = "提交调查报告"
NOT_BEFORE_COURT = "已核实：争议没有进入行政复议、行政诉讼"


@pytest.fixture(scope="module")
def inquired(office: Office) -> str:
    """A case under inquiry, with statement and report; tests add reports to it, nothing else."""
    return steps.inquired(office)[1]


@pytest.fixture(scope="module")
def unsealed(office: Office) -> str:
    """A case whose opinion waits for its seal, and goes on waiting."""
    _, case = steps.inquired(office)
    steps.signed(office, case, "opinion", steps.opinion_facts())
    return case


def test_an_opinion_goes_through_three_hands_and_is_served(office: Office, open_page: OpenPage) -> None:
    _, case = steps.inquired(office)
    supervisor = open_page("city-supervisor-1")
    supervisor.goto(f"/matters/{case}")
    act(supervisor, DRAFT, {"监督意见": "撤销处罚决定，退还罚款。"}, (NOT_BEFORE_COURT,))
    done(supervisor, DRAFT)
    expect(supervisor.locator("details.act summary", has_text=re.compile("审核|签发"))).to_have_count(0)
    for person, step in (("city-reviewer-1", "审核"), ("city-signer-1", "签发")):
        hand = open_page(person)
        hand.goto(f"/matters/{case}")
        act(hand, f"{step}：行政执法监督意见书")
        done(hand, step)
    supervisor.goto(f"/matters/{case}")
    _seal_and_serve(supervisor, office)
    expect(supervisor.locator(".matter-head")).to_contain_text("限期纠正中")
    expect(supervisor.locator("article.clock", has_text="自行纠正并报送情况")).to_contain_text("第二十五条")
    _downloads_the_sealed_copy_only(open_page("city-market-respondent-1"), case)


def _seal_and_serve(page: Page, office: Office) -> None:
    """Both steps first with a day in the future."""
    today = steps.today(office)
    tomorrow = steps.days_on(today, 1, "day").isoformat()
    act(page, SEAL, {"用印正本": PDF, "用印日期": tomorrow})
    wrong(page, "sealed_on", "用印日期应当在签发之日至今日之间。")
    fill(page, {"用印正本": PDF, "用印日期": today.isoformat()})
    send(page, SEAL)
    done(page, SEAL)
    receipt = {"收到日期": tomorrow, "签收人及职务": "王某，办公室主任", "送达人": "周明远、林书宁"}
    act(page, SERVE, receipt, ("直接送达",))
    wrong(page, "served_on", "今日")
    expect(page.get_by_label("签收人及职务")).to_have_value("王某，办公室主任")
    fill(page, {"收到日期": today.isoformat()})
    send(page, SERVE)
    done(page, SERVE)


def _downloads_the_sealed_copy_only(agency: Page, case: str) -> None:
    agency.goto(f"/matters/{case}")
    with agency.expect_download() as copy:
        agency.get_by_role("link", name=re.compile("^正本")).click()
    assert copy.value.suggested_filename.endswith(".pdf")
    assert not agency.get_by_role("link", name=re.compile("^文稿")).count()


def test_the_draft_is_prepared_from_the_report_and_keeps_what_was_typed(inquired: str, open_page: OpenPage) -> None:
    page = open_page("city-supervisor-1", scripts=False)
    page.goto(f"/matters/{inquired}")
    act(page, DRAFT, {"监督意见": "撤销处罚决定。"})
    wrong(page, "checked", f"请勾选“{NOT_BEFORE_COURT}”。")
    expect(page.get_by_label("查明的事实")).not_to_be_empty()
    expect(page.get_by_label("监督意见")).to_have_value("撤销处罚决定。")


def test_a_sealed_copy_is_asked_for_and_must_be_a_scan(unsealed: str, office: Office, open_page: OpenPage) -> None:
    page = open_page("city-clerk-1", scripts=False)
    page.goto(f"/matters/{unsealed}")
    act(page, SEAL, {"用印日期": steps.today(office).isoformat()})
    wrong(page, "file", "请上传“用印正本”。")
    fill(page, {"用印正本": TEXT})
    send(page, SEAL)
    wrong(page, "file", "只接受 PDF、OFD、PNG 或者 JPEG 文件。")
    expect(page.get_by_role("alert")).to_contain_text("附件需要重新选择")


def test_a_file_too_large_leads_back_to_its_form(unsealed: str, open_page: OpenPage) -> None:
    page = open_page("city-clerk-1", scripts=False)
    page.goto(f"/matters/{unsealed}")
    act(page, SEAL, {"用印正本": TOO_LARGE})
    expect(page.get_by_role("heading", level=1)).to_have_text("内容过大")
    page.get_by_role("link", name="返回", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(SEAL)


def test_a_file_too_large_is_told_before_it_is_sent(unsealed: str, open_page: OpenPage) -> None:
    page = open_page("city-clerk-1")
    page.goto(f"/matters/{unsealed}")
    act(page, SEAL, {"用印正本": TOO_LARGE})
    expect(page.get_by_role("alert").filter(has_text="文件超过 4 MB")).to_be_visible()
    assert page.url.endswith(unsealed)


def test_a_stale_page_says_what_changed_and_keeps_what_was_typed(
    inquired: str, office: Office, open_page: OpenPage
) -> None:
    page = open_page("city-supervisor-1")
    page.goto(f"/matters/{inquired}")
    steps.report(office, inquired)
    act(page, REPORT, {"查明的事实": "补充查明的事实。", "认定依据": "某条", "处理建议": "某建议"}, ("违法",))
    expect(page.get_by_role("alert")).to_contain_text(f"您打开之后事项有了变化：{REPORT}")
    expect(page.get_by_label("查明的事实")).to_have_value("补充查明的事实。")
    send(page, REPORT)
    done(page, REPORT)


def test_a_session_that_ended_loses_nothing_typed(inquired: str, open_page: OpenPage) -> None:
    page = open_page("city-supervisor-1")
    page.goto(f"/matters/{inquired}")
    page.context.clear_cookies()
    act(page, REPORT, {"查明的事实": "过期前写好的事实。", "认定依据": "某条", "处理建议": "某建议"}, ("违法",))
    expect(page.get_by_role("heading", level=1)).to_have_text("登录已经过期")
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="在新窗口登录").click()
    opened.value.get_by_role("button", name="周明远").click()
    opened.value.wait_for_url("**/desk")
    send(page, "登录后，重新提交")
    expect(page.get_by_role("heading", level=1)).to_have_text("请再提交一次")
    send(page, "再次提交")
    done(page, REPORT)
    expect(page.locator("#timeline ~ ol")).to_contain_text("过期前写好的事实。")


def test_a_link_to_a_matter_leads_there_after_sign_in(inquired: str, page: Page) -> None:
    page.goto(f"/matters/{inquired}")
    page.get_by_role("button", name="周明远").click()
    page.wait_for_url(f"**/matters/{inquired}")


def test_another_agency_is_told_that_there_is_no_such_matter(inquired: str, open_page: OpenPage) -> None:
    page = open_page("city-urban-respondent-1")
    page.goto(f"/matters/{inquired}")
    expect(page.get_by_role("heading", level=1)).to_have_text("没有找到")
    page.get_by_role("link", name="回到首页").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("监督文书收件箱")
