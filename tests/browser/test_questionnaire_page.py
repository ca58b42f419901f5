"""A questionnaire from its officers' desk to a phone, and back as numbers."""

import pytest
from playwright.sync_api import expect

from infra.demo.office import Office
from tests.browser.walking import PHONE, OpenPage, act, done, fill, send, wrong
from tests.scenarios import steps
from tests.scenarios.steps import signer, supervisor
from tests.scenarios.test_accompanying import plan
from tests.scenarios.test_points_work import begun

QUESTIONS = """检查人员是否出示证件？【单选，必答】
都出示
没有出示
对文明程度的评价？【打分，必答】
遇到过哪些情况？【多选】
重复检查
没有说明理由
您有什么意见建议？【文字】"""
OPINION = "希望合并检查，一次查完。"


@pytest.mark.duty("JZ-20")
def test_a_phone_answers_without_a_name_and_the_officers_see_the_chart(office: Office, open_page: OpenPage) -> None:
    """The link of the officers' page opens the form; what is missing is told at its question and nothing is lost."""
    course = begun(supervisor(office), "accompanying", **plan(office, leads=""))
    signer(office).act(course, "approve", opinion="同意。")
    desk = open_page("city-supervisor-1")
    desk.goto(f"/matters/{course}")
    typed = {"问卷名称": "涉企检查情况问卷", "说明": "请企业填写。", "截止日期": steps.working_day(office, 2)}
    act(desk, "发出网上问卷", {**typed, "题目": QUESTIONS.replace("没有出示\n", "")})
    wrong(desk, "questions", "第1题有1个选项")
    fill(desk, {"题目": QUESTIONS})
    send(desk, "发出网上问卷")
    desk.get_by_role("link", name="监督问卷").click()
    expect(desk.locator(".asked figure svg")).to_be_visible()
    address = str(desk.locator(".asked a").get_attribute("href"))

    phone = open_page(size=PHONE)
    phone.goto(address)
    expect(phone.get_by_text("不记名").first).to_be_visible()
    assert phone.evaluate("document.documentElement.scrollWidth") <= PHONE[0]
    fill(phone, {"4. 您有什么意见建议？": OPINION}, ("都出示", "重复检查"))
    send(phone, "提交答卷")
    wrong(phone, "q2", "第2题必须回答")
    expect(phone.get_by_label("重复检查")).to_be_checked()
    fill(phone, {}, ("5分",))
    send(phone, "提交答卷")
    expect(phone.get_by_role("heading", name="已收到，谢谢")).to_be_visible()
    assert not phone.context.cookies()

    desk.reload()
    expect(desk.get_by_text("已收到答卷 1 份")).to_be_visible()
    chosen = desk.get_by_role("table", name="1. 检查人员是否出示证件").get_by_role("row", name="都出示")
    expect(chosen).to_contain_text("100.0%")
    expect(desk.get_by_text(OPINION)).to_be_visible()
    act(desk, "提前截止", {"理由": "企业都已填写。"})
    done(desk, "提前截止")
    phone.goto(address)
    expect(phone.get_by_text("已经截止")).to_be_visible()
    expect(phone.get_by_role("button", name="提交答卷")).to_have_count(0)
