"""Contact points are chosen by hand: the bureau at its desk, the public on a phone without scripts."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import FilePayload, Page, expect

from infra.demo.office import Office, scan
from tests.browser.walking import PDF, PHONE, OpenPage, act, done, fill, send, wrong
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
    """One round, its one candidate and that one's term, as far as the tests have come."""

    round: str = ""
    candidacy: str = ""
    term: str = ""

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
    fill(phone, {"办公电话": "0731-7654321", "盖章的申请书": PDF})
    send(phone, "提交")
    done(phone, "已经收到")


def test_files_too_large_together_are_told_before_they_are_sent(open_page: OpenPage, course: Course) -> None:
    page = open_page(size=PHONE)
    page.goto(f"{course.page}/candidates")
    half: FilePayload = {**PDF, "buffer": b"%PDF-" + b" " * 3 * 1024 * 1024}
    fill(page, {"盖章的申请书": half})
    expect(page.get_by_text("超过 4 MB")).to_have_count(0)
    fill(page, {"证明材料": half})
    expect(page.get_by_text("文件合计超过 4 MB").first).to_be_visible()


def test_a_list_is_decided_noticed_objected_to_and_published(
    office: Office, open_page: OpenPage, course: Course
) -> None:
    one = by(office, "supervisor-1")
    course.candidacy = str(one.matter(course.round)["children"][0]["id"])
    office.move(days=8)
    one.act(course.round, "close_nominations")
    by(office, "clerk-1").act(course.candidacy, "add_materials", note="盖章的申请书", consent=scan())
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


def test_a_unit_is_appointed_and_its_year_evaluated(office: Office, open_page: OpenPage, course: Course) -> None:
    """The candidacy leads to the term; a grade above its scores is refused, and nothing that was typed is lost."""
    clerk = at(open_page, "clerk-1", course.candidacy)
    act(clerk, "聘任", {"联系点单位": UNIT})
    done(clerk, "聘任")
    link = clerk.get_by_role("link", name=f"联系点聘期：{UNIT}")
    course.term = str(link.get_attribute("href")).rsplit("/", 1)[-1]
    link.click()
    expect(clerk.get_by_role("heading", name="联系点聘期")).to_be_visible()

    office.move(days=1)
    desk = at(open_page, "supervisor-1", course.term)
    act(desk, "年度综合评价", {"评语": "任职不久。"}, ("优秀",))
    wrong(desk, "grade", "不能评为优秀")
    expect(desk.get_by_label("评语")).to_have_value("任职不久。")
    desk.get_by_label("存在问题和不足").check()
    send(desk, "年度综合评价")
    done(desk, "年度综合评价")
    desk.get_by_role("link", name="联系点记录").click()
    expect(desk.get_by_text("存在问题和不足，加权总分")).to_be_visible()


def test_a_point_is_heard_revoked_and_announced(office: Office, open_page: OpenPage, course: Course) -> None:
    """The point answers on its phone; the public finds the announcement on its own."""
    desk = at(open_page, "supervisor-1", course.term)
    act(desk, "提出撤销", {"事实和理由": "没有公示，没有反映意见建议。"}, ("不能履行或者未按要求履行工作事项",))
    done(desk, "提出撤销")

    point = open_page("paragon-point-tea-1", size=PHONE, scripts=False)
    point.goto("/inbox")
    point.get_by_role("link", name=re.compile("^LX")).click()
    act(point, "陈述意见", {"意见和理由": "门店调整，难以履职。"})
    done(point, "陈述意见")

    head = at(open_page, "signer-1", course.term)
    act(head, "决定", {"理由": "情况属实，本单位也同意。"}, ("撤销",))
    done(head, "决定")
    desk.goto(f"/matters/{course.term}")
    act(desk, "处理未办结事项")
    done(desk, "处理未办结事项")
    signed(office, course.term)

    phone = public(open_page)
    phone.goto("/contact-points")
    expect(phone.get_by_role("listitem").filter(has_text=f"撤销{UNIT}行政执法监督联系点资格")).to_be_visible()


def signed(office: Office, term: str) -> None:
    """The announcement is drafted, reviewed, signed and sealed; pages of letters have tests of their own."""
    one, public = by(office, "supervisor-1"), {"publicity": "active", "publicity_reason": "向社会公告。"}
    one.act(term, "draft_revocation_notice", text="收回聘书和牌匾。", **public)
    by(office, "reviewer-1").act(term, "review_revocation_notice", opinion="同意。", secrecy=True)
    by(office, "signer-1").act(term, "sign_revocation_notice", opinion="签发。")
    day = steps.today(office).isoformat()
    one.act(term, "seal_revocation_notice", file=scan(), sealed_on=day)
