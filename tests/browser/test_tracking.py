"""Following a complaint by its code: supplement, withdraw, rate; a wrong code; the QR code's address."""

from playwright.sync_api import Page, expect

from infra.demo.office import Office
from tests.browser.walking import act, done, fill, send, wrong

ASK = "查询办理进度"


def _opened(page: Page, code: str) -> None:
    page.goto("/complaints/track")
    fill(page, {"查询码": code})
    send(page, ASK)
    expect(page.get_by_role("heading", level=1)).to_have_text("办理进度")


def test_a_wrong_code_is_told_at_the_field_and_kept(page: Page) -> None:
    page.goto("/complaints/track")
    fill(page, {"查询码": "ABCD-1234"})
    send(page, ASK)
    wrong(page, "code", "没有这个查询码，请核对后再查。")
    expect(page.get_by_label("查询码")).to_have_value("ABCD-1234")


def test_no_code_is_asked_for(phone: Page) -> None:
    phone.goto("/complaints/track")
    send(phone, ASK)
    wrong(phone, "code", "请填写查询码。")


def test_small_letters_and_spaces_in_the_code_do_not_matter(page: Page, office: Office) -> None:
    code = office.complain()["code"]
    _opened(page, f" {code[:4].lower()} {code[4:8]}-{code[8:]} ")


def test_the_qr_codes_address_fills_the_field_and_leaves_the_address(page: Page, office: Office) -> None:
    code = office.complain()["code"]
    page.goto(f"/complaints/track#{code}")
    expect(page.get_by_label("查询码")).to_have_value(code)
    assert code not in page.url
    send(page, ASK)
    expect(page.get_by_text("待审查")).to_be_visible()


def test_material_is_supplemented(phone: Page, office: Office) -> None:
    _opened(phone, office.complain()["code"])
    act(phone, "补充材料")
    wrong(phone, "text", "请填写“补充的情况”。")
    act(phone, "补充材料", {"补充的情况": "补充一张缴款票据。"})
    done(phone, "已提交")
    expect(phone.get_by_text("已收到您补充的情况。")).to_be_visible()


def test_a_complaint_is_withdrawn_only_when_confirmed_and_can_then_be_rated_once(page: Page, office: Office) -> None:
    _opened(page, office.complain()["code"])
    act(page, "撤回投诉举报", {"撤回原因": "已经协商解决。"})
    wrong(page, "confirm", "请勾选“我确认撤回”。")
    expect(page.get_by_label("撤回原因")).to_have_value("已经协商解决。")
    act(page, "撤回投诉举报", chosen=("我确认撤回",))
    done(page, "已提交")
    expect(page.locator("dd", has_text="已撤回")).to_be_visible()
    act(page, "评价", chosen=("满意",))
    done(page, "已提交")
    expect(page.locator("details.act")).to_have_count(0)


def test_what_was_typed_is_not_lost_when_the_complaint_ended_meanwhile(page: Page, office: Office) -> None:
    code = office.complain()["code"]
    _opened(page, code)
    other = page.context.new_page()
    _opened(other, code)
    act(other, "撤回投诉举报", chosen=("我确认撤回",))
    done(other, "已提交")
    act(page, "补充材料", {"补充的情况": "还有一份录音。"})
    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.get_by_label("补充的情况")).to_have_value("还有一份录音。")


def test_a_refusal_is_shown_with_its_reason(page: Page, office: Office) -> None:
    receipt = office.complain()
    office.as_("city-supervisor-1").act(
        receipt["matter_id"],
        "refuse",
        reason="other_organ",
        explanation="您反映的是劳动报酬争议。",
        channels="请向人力资源和社会保障部门反映。",
    )
    _opened(page, receipt["code"])
    expect(page.locator("dd", has_text="不予受理")).to_be_visible()
    expect(page.get_by_text("您反映的是劳动报酬争议。")).to_be_visible()
