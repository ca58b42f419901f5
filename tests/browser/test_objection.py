"""An objection through the pages: the agency objects, somebody other than the drafter examines, the signer answers."""

import pytest
from playwright.sync_api import expect

from infra.demo.office import Office
from tests.browser.walking import PDF, PHONE, OpenPage, act, done, wrong
from tests.scenarios import steps

OBJECT = "提出异议（申请复查）"


@pytest.fixture(scope="module")
def served(office: Office) -> str:
    """A case whose opinion was served today."""
    return steps.served_opinion(office)[1]


def test_an_objection_without_reasons_is_refused_at_the_reasons(served: str, open_page: OpenPage) -> None:
    page = open_page("city-market-respondent-1", size=PHONE, scripts=False)
    page.goto(f"/matters/{served}")
    act(page, OBJECT, chosen=("变更原文书",))
    wrong(page, "reasons", "请填写“异议理由”。")
    expect(page.get_by_label("变更原文书")).to_be_checked()


def test_an_objection_is_examined_by_another_and_answered_by_the_signer(served: str, open_page: OpenPage) -> None:
    agency = open_page("city-market-respondent-1")
    agency.goto(f"/matters/{served}")
    act(agency, OBJECT, {"异议理由": "认为已经口头告知听证权利。", "证据材料": PDF}, ("撤销原文书",))
    done(agency, OBJECT)

    drafter = open_page("city-supervisor-1")
    drafter.goto(f"/matters/{served}")
    drafter.get_by_role("link", name="异议复查").click()
    drafter.get_by_text("暂时不能办理的事项及原因").click()
    expect(drafter.locator(".blocked")).to_contain_text("须由其他人办理")
    expect(drafter.locator("details.act")).to_have_count(0)
    objection = drafter.url

    reviewer = open_page("city-reviewer-1")
    reviewer.goto(objection)
    act(reviewer, "复查论证", {"论证经过": "调阅案卷，听取双方意见。", "论证意见": "建议维持。"})
    done(reviewer, "复查论证")

    signer = open_page("city-signer-1")
    signer.goto(objection)
    act(signer, "答复异议", {"理由": "案卷中没有告知记录。"}, ("维持",))
    done(signer, "答复异议")
    expect(signer.locator(".matter-head .state")).to_contain_text("维持")

    agency.goto(objection)
    expect(agency.locator("#timeline ~ ol")).to_contain_text("案卷中没有告知记录。")
    agency.goto(f"/matters/{served}")
    expect(agency.locator("article.clock", has_text="自行纠正并报送情况")).to_contain_text("进行中")
