"""The room of a dispute: begun on a page, answered by the other party on its own, read side by side."""

import pytest
from playwright.sync_api import Page, expect

from infra.demo.office import Office
from tests.browser.walking import PDF, PHONE, OpenPage, act, done, fill, send
from tests.scenarios.test_disputes import GUIDE, MARKET, URBAN, application

BY_HAND = {
    "争议的执法事项": "title", "争议焦点": "point", "本机关的观点": "own_view", "本机关观点的依据": "own_basis",
    "对方的观点": "other_view", "对方观点的依据": "other_basis", "协商日期": "negotiated_on",
    "参加协商的人员": "negotiated_by", "协商经过和结果": "negotiation",
}  # fmt: skip


def sides(page: Page) -> list[tuple[float, float]]:
    """Where the two views stand on the page."""
    boxes = [found.bounding_box() for found in page.locator(".sides > div").all()]
    return [(box["x"], box["y"]) for box in boxes if box]


@pytest.mark.duty("QZ-06", "QZ-07", "NAT-13")
def test_both_sides_state_their_view_and_it_is_read_side_by_side(office: Office, open_page: OpenPage) -> None:
    """Beside each other at a desk, one below the other on a phone, where nothing is wider than the screen."""
    facts = application(office)
    market = open_page(MARKET)
    market.goto("/begin/dispute")
    typed = {label: str(facts[name]) for label, name in BY_HAND.items()}
    fill(market, {**typed, "争议的另一方": "样板市综合行政执法局", "协商记录": PDF}, ("双方都认为不由自己管辖",))
    send(market, "提请协调职责争议")
    expect(market.get_by_role("heading", level=1)).to_contain_text("职责争议协调")
    urban = open_page(URBAN, PHONE, scripts=False)
    urban.goto("/inbox")
    urban.get_by_role("row", name=str(facts["title"])).get_by_role("link").first.click()
    act(urban, "陈述本机关意见", {"本机关的观点": "食品安全归市场监管局。", "依据": "食品安全法第六条"})
    done(urban, "陈述本机关意见")
    dispute = urban.url.split("/matters/")[1].split("?")[0]
    office.as_(GUIDE).act(dispute, "accept_dispute", review="属于职责争议。", officers=[GUIDE])
    guide = open_page(GUIDE)
    for page, beside in ((guide, True), (urban, False)):
        page.goto(f"/matters/{dispute}")
        expect(page.locator(".sides")).to_contain_text("食品安全归市场监管局。")
        (left, top), (right, below) = sides(page)
        assert (beside, beside) == (left < right, top == below)
        assert page.evaluate("document.documentElement.scrollWidth") <= page.evaluate("innerWidth")
    act(urban, "申请工作人员回避", {"申请回避的人员": "唐协同（承办人）", "申请理由": "与对方负责人是亲属。"})
    done(urban, "申请工作人员回避")
    guide.reload()
    expect(guide.get_by_text("有人申请唐协同回避，尚未决定。")).to_be_visible()
