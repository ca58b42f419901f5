"""Contact points are chosen by hand: the bureau at its desk, the public on a phone without scripts."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Page, expect

from infra.demo.office import Office, scan
from tests.browser.walking import PHONE, OpenPage, act, done, fill, send, wrong
from tests.scenarios import steps
from tests.scenarios.test_points_round import Walk, by, examined

UNIT = "榜样市清茗茶业有限公司"
PLAN = {
    "届次名称": "第九届行政执法监督联系点",
    "选点工作需求": "茶业企业反映涉企检查较多。",
    "总名额": "1",
    "各行业市场主体数": "茶业 900",
    "区域分布目标": "甲区 1",
    "小型单位名额": "1",
    "牌匾文字": "榜样市行政执法监督联系点",
}
NOMINATION = {
    "单位名称": UNIT,
    "所在县（市、区）": "甲区",
    "地址": "甲区茶市路3号",
    "电子邮箱": "office@tea.example",
    "负责人": "陆清茗 总经理",
    "联系人": "茅一叶 法务",
    "代表性和履职条件": "门店二十家，聘有法律顾问。",
}
TICKED = (
    "具有行业代表性的企业以及其他事业单位",
    "小型",
    "本单位自愿担任行政执法监督联系点，所填内容属实",
)
VOTES = {"参加人员": "易天平\n局长", "同意": "2", "不同意": "0", "弃权": "0"}


@dataclass
class Course:
    """One round and its one candidate, as far as the tests have come."""

    round: str = ""
    candidacy: str = ""

    @property
    def page(self) -> str:
        return f"/contact-points/rounds/{self.round}"


@pytest.fixture(scope="module")
def course() -> Iterator[Course]:
    yield Course()


def public(open_page: OpenPage) -> Page:
    return open_page(size=PHONE, scripts=False)


def at(open_page: OpenPage, role: str, matter: str) -> Page:
    page = open_page(f"paragon-{role}")
    page.goto(f"/matters/{matter}")
    return page


def test_a_round_is_planned_approved_and_a_unit_nominates_itself(
    office: Office, open_page: OpenPage, course: Course
) -> None:
    """A private phone is refused at its field, and nothing that was typed is lost."""
    planner = open_page("paragon-supervisor-1")
    planner.goto("/begin/selection")
    fill(planner, {**PLAN, "推荐截止日期": steps.working_day(office)})
    send(planner, "拟订联系点遴选方案")
    done(planner, "拟订联系点遴选方案")
    course.round = planner.url.split("/matters/")[1].split("?")[0]
    head = at(open_page, "signer-1", course.round)
    act(head, "批准遴选方案")
    done(head, "批准遴选方案")

    phone = public(open_page)
    phone.goto(course.page)
    phone.get_by_role("link", name="推荐、自荐候选单位").click()
    fill(phone, {**NOMINATION, "办公电话": "13800138000"}, TICKED)
    phone.locator("select[name=trade]").select_option(label="茶业")
    send(phone, "提交")
    wrong(phone, "phone", "请填单位办公电话")
    expect(phone.get_by_label("单位名称")).to_have_value(UNIT)
    fill(phone, {"办公电话": "0731-7654321"})
    send(phone, "提交")
    done(phone, "已经收到")


def test_a_list_is_decided_noticed_objected_to_and_published(
    office: Office, open_page: OpenPage, course: Course
) -> None:
    one = by(office, "supervisor-1")
    course.candidacy = str(one.matter(course.round)["children"][0]["id"])
    by(office, "clerk-1").act(course.candidacy, "add_materials", note="盖章申请书", consent=scan())
    office.move(days=8)
    one.act(course.round, "close_nominations")
    examined(office, Walk(course.round, {UNIT: course.candidacy}), UNIT)

    desk = at(open_page, "supervisor-1", course.round)
    expect(desk.locator(".balance").first).to_contain_text("茶业")
    held = {
        "研究日期": steps.today(office).isoformat(),
        "参加人员": "易天平\n局长",
        "同意": "2",
        "不同意": "0",
        "弃权": "0",
    }
    act(desk, "登记集体研究决定", held, (UNIT,))
    done(desk, "登记集体研究决定")
    act(desk, "公示名单", {"公示渠道": "本局网站", "受理异议的办公电话": "0731-7654321"})
    done(desk, "公示名单")

    phone = public(open_page)
    phone.goto(course.page)
    expect(phone.get_by_role("heading", name="公示名单（1）")).to_be_visible()
    phone.get_by_role("link", name="提出异议").click()
    fill(phone, {"提出异议的单位": UNIT, "异议的事实和理由": "有门店受过处罚。"})
    send(phone, "提交")
    done(phone, "已经收到")

    steps.move_past(office, steps.days_on(steps.today(office), 7, "day"))
    desk.goto(f"/matters/{course.round}")
    answered = {"核实情况": "是加盟店，不是本单位。", "处理和答复情况": "匿名，留存备查。"}
    desk.locator("summary", has_text="核实、答复异议").click()
    desk.locator("select[name=objection]").select_option(index=1)
    act(desk, "核实、答复异议", answered, ("不影响入选",))
    done(desk, "核实、答复异议")
    head = at(open_page, "signer-1", course.round)
    act(head, "公布名单", {"公布渠道": "本局网站"})
    done(head, "公布名单")
    phone.goto(course.page)
    expect(phone.get_by_role("heading", name="联系点名单（1）")).to_be_visible()
