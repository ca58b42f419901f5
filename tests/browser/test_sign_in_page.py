"""Signing in and out by clicking, on a phone without JavaScript."""

from playwright.sync_api import Page, expect


def test_one_chooses_whom_to_be_works_and_signs_out(phone: Page) -> None:
    phone.goto("/")
    phone.get_by_role("banner").get_by_role("link", name="工作人员登录").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("工作人员登录")
    assert phone.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    phone.get_by_role("button", name="周明远").click()
    phone.wait_for_url("**/desk")
    expect(phone.get_by_role("banner")).to_contain_text("周明远")
    phone.get_by_role("button", name="退出").click()
    expect(phone.get_by_role("banner").get_by_role("link", name="工作人员登录")).to_have_count(1)
    phone.goto("/desk")
    expect(phone.get_by_role("heading", level=1)).to_have_text("工作人员登录")


def test_a_sign_in_that_did_not_come_about_says_what_to_do(phone: Page) -> None:
    phone.goto("/sign-in/callback?code=x&state=y")
    expect(phone.get_by_role("heading", level=1)).to_have_text("登录没有完成")
    phone.get_by_role("link", name="重新登录").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("工作人员登录")
