"""Three levels: listed by one's own head and from above, taken up, handed up, down and across; a bureau put right."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest

from infra.demo.office import Office, Refusal, Reply
from tests.scenarios import steps
from tests.scenarios.steps import Facts, signer, supervisor

COUNTY = ("county-supervisor-1", "county-supervisor-2")


def county(office: Office, role: str = "supervisor") -> Office:
    return office.as_(f"county-{role}-1")


def county_case(office: Office, **facts: object) -> tuple[dict[str, str], str]:
    """A complaint in the county, its case opened and the agency asked."""
    receipt = office.complain(**{"agency": "county-market", **facts})
    taken = county(office).act(
        receipt["matter_id"], "accept", within_scope=True, specific_act=True, officers=COUNTY, review="属于监督范围。"
    )
    case = str(taken["children"][0]["id"])
    county(office).act(case, "request_opening", subject="某处罚程序问题", mode="daily", reason="涉嫌违法。")
    county(office, "signer").act(case, "open_case", opinion="同意。")
    county(office).act(case, "ask_self_check", questions="请说明。", due_on=steps.working_day(office))
    return receipt, case


def listing(office: Office) -> Facts:
    return {"reason": "群众反映强烈。", "demand": "限期办结并报告。", "due_on": steps.working_day(office, 8)}


@pytest.mark.duty("NAT-20")
def test_a_case_listed_by_its_own_head_has_a_clock_until_its_result_is_reported(office: Office) -> None:
    """The letter is numbered, the flag shows, the report stops the clock."""
    _, case = steps.accepted(office)
    steps.open_case(office, case)
    steps.ask_agency(office, case)
    assert "list_case" not in steps.names(supervisor(office).matter(case))
    listed = signer(office).act(case, "list_case", **listing(office))
    letter = steps.document(listed, "listing_notice")
    assert letter["number"].startswith("市司执监挂〔")
    assert ("挂牌督办", "示范市市场监督管理局：") == (listed["flags"][0], _addressee(office, letter))
    assert ("进行中", listing(office)["due_on"]) == (
        steps.clock(listed, "listing")["state_title"],
        steps.clock(listed, "listing")["due"],
    )
    reported = supervisor(office).act(case, "report_listing", report="已督促机关说明情况。")
    assert "已完成" == steps.clock(reported, "listing")["state_title"]
    assert "《行政执法监督条例》第二十条" == steps.entries(reported, "list_case")[0]["basis"]


def _addressee(office: Office, letter: Facts) -> str:
    text = steps.text_of(office.as_("city-supervisor-1"), letter)
    return next(line for line in text.splitlines() if line.endswith("："))


@pytest.mark.duty("NAT-20")
def test_the_superior_lists_a_case_of_the_bureau_below_and_a_late_report_is_red(office: Office) -> None:
    """Numbered by the superior, addressed to the bureau; the bureau below answers, and its lateness is on record."""
    _, case = county_case(office)
    facts = listing(office)
    listed = signer(office).act(case, "list_case", **facts)
    assert [] == listed["documents"]
    seen = county(office).matter(case)
    letter = steps.document(seen, "listing_notice")
    assert letter["number"].startswith("市司执监挂〔")
    assert "示范县司法局：" in steps.text_of(county(office), letter)
    steps.move_past(office, steps.date.fromisoformat(facts["due_on"]))
    late = county(office).matter(case)
    assert "red" == steps.clock(late, "listing")["light"]
    assert steps.entries(late, "breach")
    reported = county(office).act(case, "report_listing", report="已经办结有关处罚的调查。")
    assert "逾期后完成" == steps.clock(reported, "listing")["state_title"]


@dataclass
class Travelled:
    """A county case that went up, down again and across, and what everybody saw of it."""

    receipt: dict[str, str]
    case: str
    seen: dict[str, Facts] = field(default_factory=dict)
    refusals: dict[str, Reply] = field(default_factory=dict)


@pytest.fixture(scope="module")
def travelled(office: Office) -> Iterator[Travelled]:
    receipt, case = county_case(office)
    walk = Travelled(receipt, case)
    walk.seen["before"] = county(office).matter(case)
    walk.refusals["a supervisor above"] = supervisor(office).try_act(case, "take_up", reason="重大。")
    walk.refusals["a stranger"] = office.as_("model-signer-1").try_act(case, "take_up", reason="重大。")
    walk.seen["from above"] = signer(office).matter(case)
    walk.seen["taken up"] = signer(office).act(case, "take_up", reason="涉及面广，由市局直接办理。")
    walk.refusals["the former owner"] = county(office).try_act(case, "question")
    walk.seen["tracked above"] = office.track(receipt["code"])
    walk.refusals["nobody assigned"] = supervisor(office).try_act(case, "inquiry_report")
    signer(office).act(case, "assign_officers", officers=steps.OFFICERS, reason="提级后指定。")
    walk.seen["agency"] = office.as_("county-market-respondent-1").matter(case)
    office.as_("county-market-respondent-1").act(case, "give_statement", statement="我局已自查。")
    signer(office).post(
        f"/matters/{case}/actions/hand_over",
        {"version": signer(office).matter(case)["version"], "owner": "county-bureau", "reason": "交由县局继续办理。"},
    )
    walk.seen["handed down"] = county(office).matter(case)
    county(office, "signer").act(case, "assign_officers", officers=COUNTY, reason="交办后指定。")
    walk.seen["tracked below"] = office.track(receipt["code"])
    yield walk


@pytest.mark.duty("WH-3.1", "WH-1.1", "NAT-20")
def test_a_case_taken_up_keeps_its_clock_its_record_and_its_complainant(travelled: Travelled) -> None:
    """The same period to the same day; every entry goes along; the complainant's page goes on."""
    before, after = travelled.seen["before"], travelled.seen["taken up"]
    kept = ("due", "started_on", "basis", "state_title")
    assert [steps.clock(before, "explanation")[k] for k in kept] == [steps.clock(after, "explanation")[k] for k in kept]
    assert steps.names(before, "timeline") == steps.names(after, "timeline")[: len(before["timeline"])]
    assert "city-bureau" == after["owner"]["id"]
    assert [] == after["officers"]
    assert "本事项由其他机构移交而来，尚未指定承办人，请先改派承办人。" == after["notices"][0]
    told = [line["text"] for line in travelled.seen["tracked above"]["timeline"]]
    assert "本事项由另一行政执法监督机构继续办理，期限和记录不变。" == told[-1]
    assert len(told) > 3


def test_only_the_head_of_the_bureau_directly_above_takes_a_case_up(travelled: Travelled) -> None:
    assert [("action", "role")] == steps.refused(travelled.refusals["a supervisor above"], 403)
    assert [("matter_id", "known")] == steps.refused(travelled.refusals["a stranger"], 404)
    assert [("action", "role")] == steps.refused(travelled.refusals["nobody assigned"], 403)


@pytest.mark.duty("WH-3.1")
def test_a_case_handed_down_goes_on_with_the_statement_given_above(travelled: Travelled) -> None:
    """The agency answered one bureau; the other finds the answer on file, and the county's complaint came back too."""
    below = travelled.seen["handed down"]
    assert steps.entries(below, "give_statement")
    assert "已完成" == steps.clock(below, "explanation")["state_title"]
    assert "county-bureau" == below["owner"]["id"]
    assert travelled.seen["tracked below"]["timeline"][-1]["name"] in ("handed_over_with_case", "give_statement")


def test_the_former_office_sees_a_case_from_below_no_more(travelled: Travelled) -> None:
    assert 404 == travelled.refusals["the former owner"].status


def test_the_superior_sees_how_a_matter_stands_but_nothing_of_its_contents(travelled: Travelled) -> None:
    """Head, lights and the names of acts; no facts, files, documents or identities."""
    seen = travelled.seen["from above"]
    assert ([], [], None) == (seen["summary"], seen["documents"], seen["parent"])
    assert all([] == entry["facts"] for entry in seen["timeline"])
    assert steps.clock(seen, "explanation")["due"]
    assert {"take_up", "list_case"} == set(steps.names(seen))
    assert not [name for entry in seen["timeline"] for name in ("梁柏舟", "方雨桐") if name in entry["by"]]


def test_the_desk_of_the_superior_shows_the_lights_of_each_bureau_below(office: Office) -> None:
    """By the filter; another city's bureau, or one's own superior, is refused."""
    _, case = county_case(office)
    lines = steps.listed(supervisor(office), "/desk?tab=open&office=county-bureau")
    line = next(item for item in lines if item["id"] == case)
    assert ("green", [], []) == (line["light"], line["mine"], line["flags"])
    assert [("office", "below")] == steps.refused(supervisor(office).call("GET", "/desk?office=model-bureau"), 422)
    assert [("office", "below")] == steps.refused(county(office).call("GET", "/desk?office=city-bureau"), 422)


def test_a_superior_fetches_no_file_and_no_confined_matter_from_below(office: Office) -> None:
    """A clue transferred below is invisible above, in the list and by its address."""
    _, case = county_case(office)
    county(office).act(case, "refer_clue", persons="某人 某局 科长", facts="收受礼金。")
    clues = [i for i in steps.listed(county(office), "/desk?tab=open&kind=referral") if i["kind"] == "referral"]
    assert clues
    assert [] == steps.listed(signer(office), "/desk?tab=open&office=county-bureau&kind=referral")
    with pytest.raises(Refusal):
        signer(office).matter(clues[0]["id"])
    asked = next(d for d in county(office).matter(case)["documents"] if d["kind"] == "explanation_demand")
    assert 404 == signer(office).call("GET", asked["link"]).status


@pytest.mark.duty("WH-3.1", "NAT-42b")
def test_a_case_is_handed_up_and_to_the_department_over_its_own_system(office: Office) -> None:
    """A case on a branch goes to the city's department it belongs to, which supervises its own system."""
    receipt, case = county_case(office, agency="county-environment")
    department = {"owner": "city-environment", "reason": "由市级主管部门对本系统监督。"}
    moved = county(office, "signer").try_act(case, "hand_over", **department)
    assert 200 == moved.status, moved.body
    seen = office.as_("city-environment-supervisor-1").matter(case)
    assert "city-environment" == seen["owner"]["id"]
    office.as_("city-environment-signer-1").act(
        case,
        "assign_officers",
        officers=["city-environment-supervisor-1", "city-environment-supervisor-2"],
        reason="指定。",
    )
    office.as_("county-environment-respondent-1").act(case, "give_statement", statement="已自查。")
    reported = office.as_("city-environment-supervisor-1").act(
        case,
        "inquiry_report",
        facts_found="经查，未告知听证权利。",
        finding="unlawful",
        law="《中华人民共和国行政处罚法》第六十三条",
        proposal="责令改正。",
    )
    assert steps.entries(reported, "give_statement")
    assert office.track(receipt["code"])["timeline"][-1]["text"]


@pytest.mark.duty("WH-3.1")
def test_a_matter_is_handed_across_to_a_bureau_of_the_same_level(office: Office) -> None:
    receipt = office.complain(agency="county-market")
    facts = {"owner": "sample-bureau", "reason": "行为地在邻县。"}
    assert 200 == county(office, "signer").try_act(receipt["matter_id"], "hand_over", **facts).status
    seen = office.as_("sample-supervisor-1").matter(receipt["matter_id"])
    assert ("sample-bureau", "待审查") == (seen["owner"]["id"], seen["state_title"])
    assert (
        "本事项由另一行政执法监督机构继续办理，期限和记录不变。"
        == (office.track(receipt["code"])["timeline"][-1]["text"])
    )
    own = {"owner": "county-bureau", "reason": "退回。"}
    again = office.as_("sample-signer-1").try_act(receipt["matter_id"], "hand_over", **own)
    assert 200 == again.status, again.body


@pytest.mark.duty("NAT-39")
def test_a_bureau_that_does_not_perform_is_ordered_to_correct_and_answers(office: Office) -> None:
    """From the city's order to the county's report, the return and the second report; each side sees its own."""
    begun = supervisor(office).post("/begin/rectification", {"respondent": "county-bureau", "reason": "压案不查。"})
    matter = str(begun["id"])
    with pytest.raises(Refusal):
        county(office).matter(matter)
    wrong = supervisor(office).call(
        "POST", "/begin/rectification", {"respondent": "model-bureau", "reason": "压案不查。"}
    )
    assert [("respondent", "supervised_bureau")] == steps.refused(wrong, 422)
    draft = {
        "facts": "三件投诉举报逾期未审查。",
        "law": "《行政执法监督条例》第三十九条",
        "demand": "限期审查并报告。",
        "due_on": steps.working_day(office, 10),
    }
    steps.issued(office, matter, "order_to_correct", draft)
    inbox = county(office).get("/inbox")["items"]
    line = next(item for item in inbox if item["id"] == matter)
    assert (True, "限期改正中") == (line["unread"], line["state_title"])
    received = county(office).matter(matter)
    assert ["责令限期改正通知书"] == [d["title"] for d in received["documents"]]
    assert [] == received["officers"]
    assert "report_rectification" in steps.names(received)
    county(office).act(matter, "report_rectification", report="已审查两件。")
    supervisor(office).act(matter, "return_rectification", reasons="还有一件。", due_on=steps.working_day(office, 5))
    again = county(office).matter(matter)
    assert ["进行中", "已完成"] == [c["state_title"] for c in again["clocks"] if c["name"] == "rectification"]
    county(office).act(matter, "report_rectification", report="三件均已审查。")
    done = supervisor(office).act(matter, "accept_rectification", finding="已全部改正。")
    assert "已改正" == done["state_title"]
    assert {"《行政执法监督条例》第三十九条"} == {e["basis"] for e in done["timeline"]}


@pytest.mark.duty("NAT-39")
def test_a_bureau_that_refuses_to_be_put_right_is_late_and_reported(office: Office) -> None:
    begun = supervisor(office).post("/begin/rectification", {"respondent": "county-bureau", "reason": "不履职。"})
    matter, due_on = str(begun["id"]), steps.working_day(office, 5)
    facts = {"facts": "未开展监督。", "law": "第三十九条", "demand": "限期开展。", "due_on": due_on}
    steps.issued(office, matter, "order_to_correct", facts)
    steps.move_past(office, steps.date.fromisoformat(due_on))
    assert "red" == steps.clock(county(office).matter(matter), "rectification")["light"]
    assert next(i for i in county(office).get("/inbox")["items"] if i["id"] == matter)["light"] == "red"
    ended = signer(office).act(matter, "record_refusal_to_rectify", reason="已移送有权机关处理。")
    assert "拒不改正，已移送处理" == ended["state_title"]
    assert [] == steps.entries(county(office).matter(matter), "record_refusal_to_rectify")[0]["facts"]
