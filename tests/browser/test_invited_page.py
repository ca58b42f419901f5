"""An officer hands out a code in the browser; on his telephone the invited person accepts and gives his opinion."""

from playwright.sync_api import expect

from infra.demo.office import Office
from tests.browser.walking import PHONE, OpenPage, act, done, fill, send, wrong
from tests.scenarios import steps
from tests.scenarios.test_activities import PLAN

IN_PERSON = "我是受邀请的本人，以上由本人填写"


def test_a_code_is_handed_out_and_used_on_a_telephone(open_page: OpenPage, office: Office) -> None:
    """Without scripts; a second look at the matter shows no code again."""
    desk, day = steps.supervisor(office), steps.today(office).isoformat()
    activity = desk.post("/begin/activity", PLAN)
    steps.signer(office).act(activity["id"], "approve", opinion="同意。")
    person = {"title": "钟教授", "category": "expert", "unit": "示范大学", "specialty": "行政法"}
    term = {"first_day": day, "last_day": steps.working_day(office, 20)}
    expert = desk.post("/begin/invitee", {**person, **term})["id"]
    steps.signer(office).act(expert, "appoint_invitee", opinion="同意聘任。")
    page = open_page("city-supervisor-1")
    page.goto(f"/matters/{expert}")
    act(page, "发放邀请码")
    code = page.locator(".secret").inner_text().replace(" ", "")
    Office.told.answered({"code": code})
    page.goto(f"/matters/{expert}")
    expect(page.get_by_text(code)).to_have_count(0)
    desk.act(expert, "invite", into=activity["number"], occasion="随同检查。", called="春季检查")
    phone = open_page(size=PHONE, scripts=False)
    phone.goto("/invitations")
    fill(phone, {"邀请码": code.lower()})
    send(phone, "查看我的邀请")
    expect(phone.get_by_role("heading", name="春季检查")).to_be_visible()
    act(phone, "答复邀请", {"附言": "按时到。"}, chosen=("接受邀请",))
    wrong(phone, "in_person", f"请勾选“{IN_PERSON}”。")
    expect(phone.get_by_label("附言")).to_have_value("按时到。")
    act(phone, "答复邀请", chosen=(IN_PERSON,))
    done(phone, "已提交")
    act(phone, "提出监督、咨询意见", {"意见": "检查单应当一次告知。"}, chosen=(IN_PERSON,))
    done(phone, "已提交")
    expect(phone.locator(".entry", has_text="检查单应当一次告知。")).to_be_visible()
    assert phone.evaluate("document.documentElement.scrollWidth") <= PHONE[0]
    page.goto(f"/matters/{activity['id']}")
    expect(page.get_by_text("钟教授（特邀监督人员本人）").first).to_be_visible()
