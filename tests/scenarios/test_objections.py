"""Objections: in time, late, against a 督办函; upheld, changed, withdrawn, dropped."""

from dataclasses import dataclass, field
from datetime import date

import pytest

from infra.demo.office import Office, Reply
from tests.scenarios import steps
from tests.scenarios.steps import Facts, agency, reviewer, signer, supervisor


@dataclass
class Objected:
    """A case with its objection, as seen on the way."""

    case: str
    seen: dict[str, Facts] = field(default_factory=dict)
    refusals: dict[str, Reply] = field(default_factory=dict)


@pytest.fixture(scope="module")
def in_time(office: Office) -> Objected:
    """An objection in time, answered by a change; the new letter is objected to again and withdrawn."""
    walk = Objected(steps.served_opinion(office)[1])
    objection = steps.object_to(office, walk.case)
    walk.refusals["second"] = agency(office).try_act(walk.case, "object", request="change", reasons="再次提出。")
    walk.seen["open"] = reviewer(office).matter(objection)
    walk.refusals["drafter"] = supervisor(office).try_act(objection, "review_objection", course="阅卷。", view="维持。")
    walk.refusals["unexamined"] = signer(office).try_act(
        objection, "answer_objection", outcome="upheld", reasons="事实清楚。"
    )
    walk.seen["changed"] = steps.answer(office, objection, "changed")
    walk.seen["reissuing"] = supervisor(office).matter(walk.case)
    walk.seen["served again"] = steps.issued(office, walk.case, "opinion", steps.opinion_facts(demand="补正告知程序。"))
    again = steps.object_to(office, walk.case)
    steps.answer(office, again, "withdrawn")
    walk.seen["withdrawn"] = agency(office).matter(walk.case)
    walk.seen["closed"] = supervisor(office).act(walk.case, "close", summary="文书已撤销。", retention="10")
    return walk


@pytest.fixture(scope="module")
def late(office: Office) -> Objected:
    """An objection after five working days; the correction period runs out while it is open."""
    walk = Objected(steps.served_opinion(office)[1])
    steps.move_past(office, steps.days_on(steps.today(office), 5, "working_day"))
    objection = steps.object_to(office, walk.case)
    walk.seen["open"] = reviewer(office).matter(objection)
    correction = steps.clock(supervisor(office).matter(walk.case), "correction")
    steps.move_past(office, date.fromisoformat(correction["due"]))
    walk.seen["overdue"] = supervisor(office).matter(walk.case)
    walk.refusals["proposal"] = supervisor(office).try_act(
        walk.case, "draft_request_to_government", **steps.proposal_facts()
    )
    walk.seen["grave proposal"] = supervisor(office).act(
        walk.case, "draft_request_to_government", **steps.proposal_facts(grave=True)
    )
    walk.seen["answered"] = steps.answer(office, objection, "upheld")
    return walk


@pytest.fixture(scope="module")
def against_urging(office: Office) -> Objected:
    """An objection to a 督办函, which the agency takes back."""
    walk = Objected(steps.served_urging(office)[1])
    objection = steps.object_to(office, walk.case)
    walk.seen["open"] = reviewer(office).matter(objection)
    walk.seen["dropped"] = agency(office).act(objection, "withdraw_objection", reason="已经履行。")
    walk.seen["case"] = agency(office).matter(walk.case)
    return walk


@pytest.mark.duty("JZ-24a", "JZ-24b")
def test_an_objection_in_time_is_answered_within_ten_working_days(in_time: Objected) -> None:
    answer = steps.clock(in_time.seen["open"], "answer")
    received = date.fromisoformat(answer["started_on"])
    assert answer["due"] == steps.days_on(received, 10, "working_day").isoformat()
    assert answer["basis"] == "《晋中市行政执法监督联系点管理办法》第二十四条"


def test_ten_working_days_over_a_holiday_by_hand() -> None:
    """Received on 26 September 2026: 28 to 30 September, 8 to 10 (a working Saturday) and 12 to 15 October count."""
    assert steps.days_on(date(2026, 9, 26), 10, "working_day") == date(2026, 10, 15)


@pytest.mark.duty("JZ-24b")
def test_the_drafter_does_not_examine_and_nothing_is_answered_unexamined(in_time: Objected) -> None:
    assert steps.refused(in_time.refusals["drafter"], 409) == [("actor", "different_persons")]
    assert steps.refused(in_time.refusals["unexamined"], 409) == [("state", "state")]


def test_one_objection_at_a_time(in_time: Objected) -> None:
    assert steps.refused(in_time.refusals["second"], 409) == [("state", "no_open_objection")]


@pytest.mark.duty("JZ-24b", "NAT-30")
def test_a_changed_letter_gets_a_new_number_service_and_clock(in_time: Objected) -> None:
    assert in_time.seen["changed"]["state_title"] == "变更"
    assert in_time.seen["reissuing"]["state_title"] == "待重新制发文书"
    assert steps.clock(in_time.seen["reissuing"], "correction")["state_title"] == "不再计算"
    again = in_time.seen["served again"]
    opinions = {d["state_title"]: d["number"] for d in again["documents"] if d["kind"] == "opinion"}
    assert set(opinions) == {"已变更", "已送达"}
    assert len(set(opinions.values())) == 2
    running = [c for c in again["clocks"] if c["name"] == "correction" and c["light"] == "green"]
    assert len(running) == 1


@pytest.mark.duty("JZ-24b", "NAT-30")
def test_a_withdrawn_letter_ends_the_case(in_time: Objected) -> None:
    assert in_time.seen["withdrawn"]["state_title"] == "文书已撤销，待结案"
    assert "report_correction" not in steps.names(in_time.seen["withdrawn"])
    assert in_time.seen["closed"]["state_title"] == "已办结"


@pytest.mark.duty("NAT-30b")
def test_an_objection_after_five_working_days_is_handled_promptly_without_a_due_date(late: Objected) -> None:
    clocks = {clock["name"]: clock["due"] for clock in late.seen["open"]["clocks"]}
    assert clocks == {"national_answer": None}


@pytest.mark.duty("NAT-30b")
def test_its_answer_has_its_own_name(late: Objected, office: Office) -> None:
    letter = steps.document(late.seen["answered"], "national_answer")
    assert letter["title"] == "异议处理答复书"
    assert "维持" in steps.text_of(signer(office), letter)


@pytest.mark.duty("JZ-24a", "JZ-25")
def test_the_correction_clock_runs_on_while_an_objection_is_open(late: Objected) -> None:
    assert steps.clock(late.seen["overdue"], "correction")["light"] == "red"


@pytest.mark.duty("NAT-29", "NAT-30")
def test_a_proposal_waits_for_an_open_objection_unless_the_matter_is_grave(late: Objected) -> None:
    assert steps.refused(late.refusals["proposal"], 409) == [("state", "no_open_objection_unless_grave")]
    assert late.seen["grave proposal"]["letter"]["kind"] == "request_to_government"


@pytest.mark.duty("NAT-30b", "NAT-27")
def test_an_objection_to_an_urging_letter_is_a_national_one(against_urging: Objected) -> None:
    clocks = {clock["name"]: clock["due"] for clock in against_urging.seen["open"]["clocks"]}
    assert clocks == {"national_answer": None}


def test_an_agency_may_take_its_objection_back(against_urging: Objected) -> None:
    assert against_urging.seen["dropped"]["state_title"] == "行政执法机关已撤回"
    assert "object" in steps.names(against_urging.seen["case"])
