"""The story of one matter, from a citizen's complaint to the government's decision and its execution report."""

from dataclasses import dataclass, field
from datetime import date, datetime

import pytest

from infra.demo.office import Office
from tests.scenarios import steps
from tests.scenarios.steps import Facts, agency, reviewer, signer, supervisor

pytestmark = pytest.mark.over_http

NAME, PHONE = "诸葛青云", "13900139001"


@dataclass
class Story:
    """What was seen at each step, by whom; every snapshot is an answer as a program gets it."""

    office: Office
    receipt: dict[str, str] = field(default_factory=dict)
    seen: dict[str, Facts] = field(default_factory=dict)
    alerts: dict[str, int] = field(default_factory=dict)

    @property
    def case(self) -> str:
        return str(self.seen["accepted"]["children"][0]["id"])

    def track(self) -> Facts:
        return self.office.track(self.receipt["code"])


@pytest.fixture(scope="module")
def story(office: Office) -> Story:
    """The whole walk, once."""
    told = Story(office)
    _complaint(told)
    _inquiry(told)
    _opinion(told)
    _objection(told)
    _lateness(told)
    _decision(told)
    _end(told)
    return told


def _complaint(told: Story) -> None:
    office = told.office
    told.receipt = office.complain(
        name=NAME, phone=PHONE, act="penalty", facts="罚款八万元，未告知听证权利。", request="撤销处罚，退还罚款。"
    )
    told.seen["tracked first"] = told.track()
    told.seen["desk"] = supervisor(office).get(f"/matters?q={told.receipt['number']}")
    told.seen["supplemented"] = office.post(
        "/complaints/track/supplement", {"code": told.receipt["code"], "text": "补充：处罚决定书没有送达回证。"}
    )
    told.seen["accepted"] = supervisor(office).act(
        told.receipt["matter_id"],
        "accept",
        within_scope=True,
        specific_act=True,
        officers=steps.OFFICERS,
        review="属于监督范围，针对具体的行政处罚。",
    )
    told.seen["tracked when accepted"] = told.track()


def _inquiry(told: Story) -> None:
    office, case = told.office, told.case
    told.seen["agency before"] = agency(office).call("GET", f"/matters/{case}").body
    told.seen["filed"] = steps.open_case(office, case)
    told.seen["asked"] = steps.ask_agency(office, case)
    told.seen["agency asked"] = agency(office).matter(case)
    agency(office).act(case, "give_statement", statement="我局作出处罚前未告知听证权利。")
    supervisor(office).act(
        case, "consult_files", files="处罚案卷\n送达回证", form="copy", due_on=steps.working_day(office)
    )
    agency(office).act(case, "hand_over_files", list="处罚案卷一册")
    told.seen["questioned"] = steps.questioned(office, case)
    told.seen["reported"] = steps.report(office, case)


def _opinion(told: Story) -> None:
    office, case = told.office, told.case
    told.seen["signed"] = steps.signed(office, case, "opinion", steps.opinion_facts())
    told.seen["sealed"] = steps.sealed(office, case, "opinion")
    told.seen["served"] = steps.served(office, case, "opinion")
    told.seen["agency served"] = agency(office).matter(case)


def _objection(told: Story) -> None:
    office = told.office
    told.seen["objection"] = {"id": steps.object_to(office, told.case)}
    told.seen["upheld"] = steps.answer(office, told.seen["objection"]["id"], "upheld")
    told.seen["after answer"] = supervisor(office).matter(told.case)


def _lateness(told: Story) -> None:
    office = told.office
    told.alerts["late"] = steps.move_past(office, steps.days_on(steps.today(office), 30, "day"))
    told.alerts["again"] = office.move(days=1)
    told.seen["late"] = supervisor(office).matter(told.case)


def _decision(told: Story) -> None:
    office, case = told.office, told.case
    supervisor(office).act(case, "draft_request_to_government", **steps.proposal_facts())
    reviewer(office).act(case, "review_request_to_government", opinion="同意。")
    told.seen["request signed"] = signer(office).act(case, "sign_request_to_government", opinion="同意报请。")
    told.seen["proposed"] = steps.sealed(office, case, "request_to_government")
    told.seen["late report"] = agency(office).act(case, "supplement_correction", report="已部分纠正。")
    told.seen["decided"] = supervisor(office).act(case, "record_decision", **steps.government_facts(office))
    told.seen["decision received"] = agency(office).act(case, "receive_decision", signatory="高文博 法规科科长")


def _end(told: Story) -> None:
    office, case = told.office, told.case
    told.alerts["execution late"] = steps.move_past(office, steps.days_on(steps.today(office), 30, "day"))
    told.seen["circulated"] = steps.circulated(office, case, reason="late", text="逾期未报告执行情况。")
    told.seen["executed"] = agency(office).act(case, "report_execution", report="已撤销处罚决定，退还罚款。")
    told.seen["closed"] = supervisor(office).act(case, "close", summary="已经执行，予以结案。", retention="30")
    told.seen["told"] = supervisor(office).act(
        told.receipt["matter_id"], "notify_complainant", conclusion="处罚决定已被撤销，罚款已退还。"
    )
    told.seen["tracked last"] = told.track()
    told.seen["rated"] = office.post("/complaints/track/rate", {"code": told.receipt["code"], "score": "5"})


@pytest.mark.duty("JZ-16", "NAT-11")
def test_a_complaint_gets_a_number_and_a_code_and_waits_for_review(story: Story) -> None:
    assert set(story.receipt) == {"number", "code", "received_at", "matter_id", "receipt"}
    first = story.seen["tracked first"]
    assert (first["number"], first["state"]) == (story.receipt["number"], "received")
    assert [line["text"] for line in first["timeline"]] == ["已收到您的投诉举报，正在进行初步审查。"]
    assert [row["id"] for row in story.seen["desk"]["items"]] == [story.receipt["matter_id"]]


def test_the_complainant_adds_to_the_complaint_by_code(story: Story) -> None:
    assert story.seen["supplemented"]["timeline"][-1]["text"] == "已收到您补充的情况。"


@pytest.mark.duty("JZ-21", "JZ-05")
def test_an_accepted_complaint_opens_a_case_with_two_officers_and_the_complainant_reads_it(story: Story) -> None:
    accepted = story.seen["accepted"]
    assert accepted["state_title"] == "已受理"
    assert [child["kind"] for child in accepted["children"]] == ["supervision"]
    assert [officer["id"] for officer in story.seen["filed"]["officers"]] == list(steps.OFFICERS)
    assert story.seen["filed"]["state_title"] == "已立案"
    assert story.seen["tracked when accepted"]["timeline"][-1]["text"] == "您的投诉举报已受理，转入个案监督程序。"


def test_the_agency_learns_of_the_case_by_its_first_letter_only(story: Story) -> None:
    assert story.seen["agency before"]["status"] == 404
    asked = story.seen["agency asked"]
    assert [entry["action"] for entry in asked["timeline"]] == ["要求自查并说明情况"]
    assert steps.names(asked) == ["give_statement", "ask_extension", "ask_recusal", "acknowledge"]


def test_questioning_and_files_are_on_record_before_the_report(story: Story) -> None:
    order = [entry["name"] for entry in story.seen["reported"]["timeline"]]
    assert order[-6:] == [
        "ask_self_check", "give_statement", "consult_files", "hand_over_files", "question", "inquiry_report",
    ]  # fmt: skip


@pytest.mark.duty("NAT-28", "JZ-23")
def test_an_opinion_passes_three_hands_and_is_numbered_at_signing(story: Story) -> None:
    opinion = steps.document(story.seen["signed"], "opinion")
    assert opinion["state_title"] == "已签发"
    assert opinion["number"].startswith("市司执监意〔")
    hands = [steps.entries(story.seen["signed"], f"{step}_opinion")[0]["by"] for step in ("draft", "review", "sign")]
    assert hands == ["周明远（示范市司法局）", "韩立群（示范市司法局）", "郑怀瑾（示范市司法局）"]
    assert steps.document(story.seen["sealed"], "opinion")["sealed_link"]


@pytest.mark.duty("JZ-24a", "JZ-25")
def test_clocks_start_from_the_day_of_receipt(story: Story) -> None:
    served = story.seen["served"]
    received = date.fromisoformat(steps.document(served, "opinion")["served"]["on"])
    expected = {
        "correction": steps.days_on(received, 30, "day").isoformat(),
        "objection": steps.days_on(received, 5, "working_day").isoformat(),
    }
    assert {name: steps.clock(served, name)["due"] for name in expected} == expected


def test_the_agency_sees_what_it_owes_by_when_and_why(story: Story) -> None:
    correction = steps.clock(story.seen["agency served"], "correction")
    assert (correction["period"], correction["light"]) == ("30日，收到当日不计入", "green")
    assert correction["basis"] == "《晋中市行政执法监督联系点管理办法》第二十五条"
    assert correction["steps"][0] == {
        "date": correction["started_on"],
        "counted": False,
        "reason": "开始的当日不计入",
    }
    assert "report_correction" in steps.names(story.seen["agency served"])


@pytest.mark.duty("JZ-24b", "NAT-30")
def test_an_upheld_objection_leaves_the_correction_clock_as_it_was(story: Story) -> None:
    assert story.seen["upheld"]["state_title"] == "维持"
    before, after = (steps.clock(story.seen[when], "correction") for when in ("served", "after answer"))
    assert (after["due"], after["light"]) == (before["due"], "green")


@pytest.mark.duty("JZ-25")
def test_a_correction_not_reported_is_late_from_the_next_day_once(story: Story) -> None:
    late = story.seen["late"]
    breaches = [e for e in steps.entries(late, "breach") if e["action"] == "逾期未纠正"]
    correction = steps.clock(late, "correction")
    assert [b["at"] for b in breaches] == [correction["closes_at"]]
    assert (correction["light"], correction["light_title"]) == ("red", "逾期未纠正 2 日")
    assert story.alerts["late"] > 0
    assert len(late["notices"]) >= 1


@pytest.mark.duty("NAT-29", "JZ-26a", "NAT-06")
def test_the_bureau_proposes_and_the_government_decides(story: Story) -> None:
    request = story.seen["request signed"]
    assert steps.document(request, "decision_draft")["number"] is None
    assert steps.document(request, "request_to_government")["number"].startswith("市司执监请〔")
    assert story.seen["proposed"]["state_title"] == "已提请政府决定"
    assert story.seen["decided"]["state_title"] == "已制发决定书"
    assert steps.document(story.seen["decided"], "decision")["number"].startswith("示政执监决〔")


def test_a_late_report_is_still_taken(story: Story) -> None:
    assert story.seen["late report"]["state"] == "proposed"
    assert steps.clock(story.seen["late report"], "correction")["light_title"] == "逾期后完成"


@pytest.mark.duty("JZ-26b")
def test_the_agency_owes_its_execution_report_within_thirty_days_of_receiving_the_decision(story: Story) -> None:
    received = story.seen["decision received"]
    execution = steps.clock(received, "execution")
    day = date.fromisoformat(execution["started_on"])
    assert execution["due"] == steps.days_on(day, 30, "day").isoformat()
    assert received["state_title"] == "执行中"
    assert story.alerts["execution late"] > 0
    assert steps.entries(story.seen["circulated"], "sign_circular")[0]["by"] == "郑怀瑾（示范市司法局）"
    assert story.seen["executed"]["state_title"] == "已报告执行情况"


@pytest.mark.duty("JZ-22", "JZ-31e", "ZZ-3.3")
def test_the_complainant_is_told_how_it_ended_and_rates_it(story: Story) -> None:
    last = story.seen["tracked last"]
    assert last["state"] == "closed"
    assert last["timeline"][-1]["text"] == "已告知处理结果。\n处理结果：处罚决定已被撤销，罚款已退还。"
    assert story.seen["rated"]["timeline"][-1]["text"] == "感谢您的评价。"


@pytest.mark.duty("NAT-44")
def test_the_closed_file_says_who_did_what_when_and_under_which_article(story: Story) -> None:
    closed = story.seen["closed"]
    assert closed["state_title"] == "已办结"
    assert [entry["n"] for entry in closed["timeline"]] == list(range(1, closed["version"] + 1))
    assert all(
        entry["at"] and entry["by"] and entry["action"] and "第" in entry["basis"] for entry in closed["timeline"]
    )
    instants = [datetime.fromisoformat(entry["at"]) for entry in closed["timeline"]]
    assert instants == sorted(instants)
    assert steps.names(closed) == ["archive", "open_identity", "ask_for_identity"]
