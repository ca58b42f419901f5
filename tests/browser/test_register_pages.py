"""机构人员管理 in the browser: from the tree to a new agency with a person, a certificate, and mistakes told."""

import re

from playwright.sync_api import expect

from infra.demo.office import Office
from tests.browser.walking import PHONE, OpenPage, done, fill, send, wrong

KEEPER = "city-administrator-1"


def test_an_administrator_adds_an_agency_with_a_person(open_page: OpenPage, office: Office) -> None:
    """On a phone and without JavaScript; what is wrong is told at its field and nothing typed is lost."""
    page = open_page(KEEPER, size=PHONE, scripts=False)
    page.goto("/")
    page.goto("/admin")
    page.get_by_role("link", name="示范市人民政府", exact=True).click()
    page.get_by_role("link", name="增设机构").click()
    expect(page.get_by_label("上级机构")).to_have_value("city-government")
    expect(page.get_by_label("实施监督的司法行政机关")).to_have_value("city-bureau")
    expect(page.get_by_label("上级机构").locator("option[value=model-government]")).to_have_count(0)
    fill(
        page,
        {"机构名称": "示范市审计局", "机构代码": "审计", "层级": "市级", "类别": "行政执法机关", "机关代字": "市司"},
    )
    send(page, "增设机构")
    wrong(page, "id", "只能使用字母、数字和连字符（-）。")
    expect(page.get_by_label("机构名称")).to_have_value("示范市审计局")
    fill(page, {"机构代码": "city-audit"})
    send(page, "增设机构")
    wrong(page, "short", "这个机关代字已经由示范市司法局使用，请换一个。")
    expect(page.get_by_label("类别")).to_have_value("agency")
    fill(page, {"机关代字": "市审"})
    send(page, "增设机构")
    done(page, "已办理：增设机构。")
    expect(page.get_by_text("还没有人员。")).to_be_visible()
    page.get_by_role("link", name="增加人员").click()
    expect(page.get_by_label("司法所工作人员")).to_have_count(0)
    fill(page, {"登录账号": "city-audit-1", "姓名": "江河清", "职务": "科长"}, ("行政执法机关",))
    send(page, "增加人员")
    done(page, "已办理：增加人员。")
    expect(page.get_by_role("heading", level=1)).to_have_text("江河清")
    expect(open_page("city-audit-1").request.get("/inbox", max_redirects=0)).to_be_ok()


def test_a_certificate_shows_its_days_and_the_record_what_was_done(open_page: OpenPage) -> None:
    page = open_page(KEEPER)
    page.goto("/admin/people/city-reviewer-1")
    expect(page.get_by_text("还没有登记行政执法监督证件。")).to_be_visible()
    expect(page.get_by_role("link", name="注销证件")).to_have_count(0)
    page.get_by_role("link", name="登记证件").click()
    fill(page, {"证件编号": "监证-8", "发证日期": "2022-01-01", "有效期至": "2021-01-01", "发证机关": "某省人民政府"})
    send(page, "登记证件")
    wrong(page, "valid_to", "“有效期至”不能早于发证日期。")
    fill(page, {"有效期至": "2024-12-31"})
    send(page, "登记证件")
    done(page, "已办理：登记行政执法监督证件。")
    expect(page.get_by_role("row", name="监证-8")).to_contain_text(re.compile(r"红灯\s+已过期 \d+ 天"))
    entry = page.locator("ol.timeline li").first
    expect(entry).to_contain_text("登记行政执法监督证件")
    expect(entry).to_contain_text("秦知行")
    expect(entry).to_contain_text("监证-8（有效期至 2024-12-31）")


def test_who_came_second_is_told_and_keeps_what_was_typed(open_page: OpenPage) -> None:
    """Two tabs on one person: the second sees what changed, and goes on from there."""
    path = "/admin/people/city-clerk-1/change_person"
    first, second = open_page(KEEPER), open_page(KEEPER)
    for page in (first, second):
        page.goto(path)
    fill(first, {"职务": "办公室主任"})
    send(first, "变更人员")
    done(first, "已办理：变更人员。")
    fill(second, {"职务": "办公室副主任"})
    send(second, "变更人员")
    expect(second.get_by_role("alert")).to_contain_text("秦知行办理了“变更人员”（职务）")
    expect(second.get_by_label("职务")).to_have_value("办公室副主任")
    send(second, "变更人员")
    done(second, "已办理：变更人员。")
    expect(second.locator("del", has_text="办公室主任")).to_have_count(1)


def test_others_find_no_way_there(open_page: OpenPage) -> None:
    page = open_page("city-supervisor-1")
    page.goto("/desk")
    expect(page.get_by_role("link", name="机构人员")).to_have_count(0)
    answer = page.goto("/admin")
    assert answer and 403 == answer.status
    expect(page.get_by_role("main")).to_contain_text("系统管理员")
