"""Batches by hand: ticked on the desk, one form, a result for each; on a phone without JavaScript."""

from playwright.sync_api import expect

from infra.demo.office import Office
from tests.browser.walking import PHONE, OpenPage, done, fill, send, wrong
from tests.scenarios import steps


def test_two_cases_are_ticked_and_chased_on_a_phone(office: Office, open_page: OpenPage) -> None:
    """What is left out is told at its field and the ticks stay; then each matter has its line."""
    cases = [steps.served_urging(office)[1] for _ in range(2)]
    numbers = [steps.supervisor(office).matter(case)["number"] for case in cases]
    page = open_page("city-clerk-1", size=PHONE, scripts=False)
    page.goto("/desk?tab=open&kind=supervision")
    for number in numbers:
        page.get_by_label(f"勾选{number}").check()
    page.get_by_label("批量办理勾选的事项").select_option(label="催办")
    send(page, "下一步：填写共同内容")
    send(page, "催办（批量）")
    wrong(page, "how", "请填写“催办情况”。")
    for number in numbers:
        expect(page.get_by_label(number)).to_be_checked()
    fill(page, {"催办情况": "电话催办法规科。"})
    send(page, "催办（批量）")
    done(page, "已办理 2 件")
    for number in numbers:
        expect(page.get_by_role("row", name=number)).to_contain_text("已办理")
    for case in cases:
        assert 1 == len(steps.entries(steps.supervisor(office).matter(case), "chase"))
