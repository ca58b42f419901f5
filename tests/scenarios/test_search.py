"""Words find an office's own matters, open and closed; nobody finds what he may not see."""

from urllib.parse import urlencode

from infra.demo.office import Office
from tests.scenarios.steps import refused

FACTS = "占道经营处罚前未告知听证权利，要求退还罚款，梧桐巷早餐店。"


def found(office: Office, **query: str) -> set[str]:
    return {row["id"] for row in office.get(f"/matters?{urlencode(query)}")["items"]}


def test_words_find_a_matter_by_what_was_told(office: Office) -> None:
    matter = str(office.complain(facts=FACTS)["matter_id"])
    supervisor = office.as_("city-supervisor-1")
    assert {matter} == found(supervisor, q="梧桐巷")
    assert {matter} == found(supervisor, q="梧桐巷 听证权利")
    assert set() == found(supervisor, q="梧桐巷 从未写过的词")
    assert matter in found(supervisor, q="市场监督管理局 早餐店")


def test_a_closed_matter_is_found_too_and_an_earlier_year_is_empty(office: Office) -> None:
    matter = str(office.complain(facts="石榴路停车场乱收费。")["matter_id"])
    supervisor = office.as_("city-supervisor-1")
    supervisor.act(matter, "refuse", reason="out_of_scope", explanation="不属于行政执法监督范围。")
    assert {matter} == found(supervisor, q="石榴路停车场")
    assert set() == found(supervisor, q="石榴路停车场", year="2020")


def test_nobody_finds_another_offices_matters(office: Office) -> None:
    office.complain(facts="杨梅岭仓库检查未出示证件。")
    assert set() == found(office.as_("county-supervisor-1"), q="杨梅岭仓库")
    assert set() == found(office.as_("city-market-respondent-1"), q="杨梅岭仓库")


def test_a_name_is_no_word_to_find_a_complaint_by(office: Office) -> None:
    """The identity stands apart, and is in no text that is searched."""
    office.complain(facts="桂花弄摊位被没收秤具。", name="欧阳不可寻", phone="13900001111", anonymous=False)
    supervisor = office.as_("city-supervisor-1")
    assert set() == found(supervisor, q="欧阳不可寻")
    assert set() == found(supervisor, q="13900001111")
    assert 1 == len(found(supervisor, q="桂花弄摊位"))


def test_a_year_that_is_none_is_refused(office: Office) -> None:
    reply = office.as_("city-supervisor-1").call("GET", f"/matters?{urlencode({'q': '词', 'year': '今年'})}")
    assert [("year", "year")] == refused(reply, 422)
