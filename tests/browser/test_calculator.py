"""The public calculator: the date, why that date, and mistakes at their fields."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.walking import fill, send, wrong


@pytest.mark.parametrize(
    ("received", "n", "unit", "date"),
    [
        ("2025-09-26", "5", "工作日", "2025年10月10日（星期五）"),
        ("2026-01-30", "30", "日（自然日）", "2026年3月2日（星期一）"),
    ],
)
def test_the_date_is_shown_with_its_days_one_by_one(phone: Page, received: str, n: str, unit: str, date: str) -> None:
    phone.goto("/deadlines")
    fill(phone, {"收到之日": received, "数量": n, "单位": unit})
    send(phone, "计算")
    expect(phone.locator(".answer")).to_contain_text(date)
    expect(phone.get_by_role("table")).to_contain_text("不计入")


def test_a_holiday_on_the_way_is_named_with_its_notice(page: Page) -> None:
    page.goto("/deadlines?received=2025-09-26&n=5&unit=working_day")
    expect(page.get_by_role("row", name="2025年10月1日")).to_contain_text("国庆节")


def test_nothing_filled_in_is_told_at_each_field(page: Page) -> None:
    page.goto("/deadlines")
    send(page, "计算")
    wrong(page, "received", "请填写“收到之日”。")
    wrong(page, "n", "请填写“数量”。")
    wrong(page, "unit", "请选择“单位”。")


def test_a_number_out_of_bounds_is_told_and_kept(page: Page) -> None:
    page.goto("/deadlines")
    fill(page, {"收到之日": "2026-03-02", "数量": "5000", "单位": "工作日"})
    send(page, "计算")
    wrong(page, "n", "3650")
    expect(page.get_by_label("数量")).to_have_value("5000")
    expect(page.get_by_label("收到之日")).to_have_value("2026-03-02")


def test_a_year_not_yet_published_is_called_provisional(page: Page) -> None:
    page.goto("/deadlines?received=2099-09-25&n=10&unit=working_day")
    expect(page.get_by_text("暂定：")).to_be_visible()
