"""监督活动: planned, approved, a case for each of eight agencies with its own letter and clock, summed up."""

from dataclasses import dataclass, field

import pytest

from infra.demo.office import Office, Reply
from tests.scenarios import steps
from tests.scenarios.steps import Facts, reviewer, signer, supervisor

AGENCIES = (
    "city-market", "city-urban", "city-environment", "city-transport", "city-agriculture", "city-health",
    "city-culture", "city-housing",
)  # fmt: skip
PLAN = {
    "title": "行政处罚案卷评查",
    "mode": "key",
    "way": "file_review",
    "duty": "systems",
    "plan": "对八个部门的处罚案卷逐一评查。",
}


@dataclass
class Activity:
    """An activity from its plan to its summary, as seen on the way."""

    id: str
    seen: dict[str, Facts] = field(default_factory=dict)
    refusals: dict[str, Reply] = field(default_factory=dict)


def cases_of(view: Facts) -> list[str]:
    return [str(child["id"]) for child in view["children"]]


@pytest.fixture(scope="module")
def activity(office: Office) -> Activity:
    """Eight cases; two get a letter of their own, one of them served a day later; all are ended."""
    begun = supervisor(office).post("/begin/activity", PLAN)
    walk = Activity(str(begun["id"]), {"planned": begun})
    walk.refusals["too early"] = supervisor(office).try_act(walk.id, "open_cases", **opening())
    walk.refusals["not the head"] = supervisor(office).try_act(walk.id, "approve", opinion="同意。")
    signer(office).act(walk.id, "approve", opinion="同意开展。")
    walk.refusals["a bureau"] = supervisor(office).try_act(
        walk.id, "open_cases", **{**opening(), "agencies": ["city-market", "county-bureau"]}
    )
    walk.refusals["twice the same"] = supervisor(office).try_act(
        walk.id, "open_cases", **{**opening(), "agencies": ["city-market", "city-market"]}
    )
    walk.seen["opened"] = supervisor(office).act(walk.id, "open_cases", **opening())
    cases = cases_of(walk.seen["opened"])
    for case, agency in zip(cases[:2], AGENCIES, strict=False):
        inquired(office, case, agency)
    for case in cases[2:]:
        signer(office).act(case, "terminate", cause="no_violation", reason="案卷符合规定。")
    walk.refusals["two still open"] = supervisor(office).try_act(walk.id, "sum_up", summary="完成。")
    for n, case in enumerate(cases[:2]):
        steps.issued(office, case, "opinion", steps.opinion_facts())
        walk.seen[f"letter {n}"] = supervisor(office).matter(case)
        office.move(days=1)
    for case, agency in zip(cases[:2], AGENCIES, strict=False):
        respondent(office, agency).act(case, "report_correction", report="已经纠正。")
        supervisor(office).act(case, "accept_correction", finding="纠正到位。")
        supervisor(office).act(case, "close", summary="已纠正。", retention="10")
    walk.seen["summed up"] = supervisor(office).act(walk.id, "sum_up", summary="评查八个部门，发现问题两件。")
    return walk


def opening() -> Facts:
    return {"subject": "行政处罚案卷评查", "agencies": list(AGENCIES), "officers": list(steps.OFFICERS)}


def respondent(office: Office, agency: str) -> Office:
    return office.as_(f"{agency}-respondent-1")


def inquired(office: Office, case: str, agency: str) -> None:
    supervisor(office).act(case, "request_opening", subject="案卷评查发现的问题", mode="key", reason="未告知听证。")
    signer(office).act(case, "open_case", opinion="同意。")
    steps.ask_agency(office, case)
    respondent(office, agency).act(case, "give_statement", statement="情况属实。")
    steps.report(office, case)


@pytest.mark.duty("NAT-14", "NAT-20", "NAT-07")
def test_an_activity_is_planned_by_mode_way_and_duty_and_approved_by_another(activity: Activity) -> None:
    """The record names them with the articles; nothing begins before the approval, and not by the planner's own."""
    told = {row["title"]: row["value"] for row in activity.seen["planned"]["summary"]}
    assert ("重点监督", "行政执法案卷评查") == (told["监督类型"], told["监督方式"])
    assert "监督主体、人员、行为和保障制度的执行" == told["所属职责"]
    assert [("state", "state")] == _pairs(activity.refusals["too early"], 409)
    assert [("action", "role")] == _pairs(activity.refusals["not the head"], 403)
    approved = steps.entries(activity.seen["opened"], "approve")[0]
    assert "《行政执法监督条例》第十四条" == approved["basis"]


def _pairs(reply: Reply, status: int) -> list[tuple[str, str]]:
    return steps.refused(reply, status)


def test_only_own_agencies_are_named_and_each_once(activity: Activity) -> None:
    assert [("agencies", "supervised_agencies")] == _pairs(activity.refusals["a bureau"], 422)
    assert [("agencies", "supervised_agencies")] == _pairs(activity.refusals["twice the same"], 422)


@pytest.mark.duty("NAT-20")
def test_each_agency_gets_one_case_of_its_own(office: Office, activity: Activity) -> None:
    """Eight cases, eight numbers, eight agencies; the page has nothing left to wait for."""
    cases = [supervisor(office).matter(case) for case in cases_of(activity.seen["opened"])]
    assert list(AGENCIES) == [case["respondent"]["id"] for case in cases]
    assert 8 == len({case["number"] for case in cases})
    assert {"监督活动"} == {case["parent"]["kind_title"] for case in cases}
    assert not [notice for notice in activity.seen["opened"]["notices"] if "逐项" in notice]


def test_each_case_has_its_own_letter_and_its_own_clock(activity: Activity) -> None:
    """Served on two days, due on two days."""
    letters = [steps.document(activity.seen[f"letter {n}"], "opinion") for n in (0, 1)]
    clocks = [steps.clock(activity.seen[f"letter {n}"], "correction") for n in (0, 1)]
    assert letters[0]["number"] != letters[1]["number"]
    assert clocks[0]["due"] < clocks[1]["due"]


def test_an_activity_is_summed_up_only_after_all_its_cases_have_ended(activity: Activity) -> None:
    assert [("state", "no_open_children")] == _pairs(activity.refusals["two still open"], 409)
    assert "已总结" == activity.seen["summed up"]["state_title"]
    assert 2 == len(steps.entries(activity.seen["summed up"], "case_ended")[6:])


@pytest.mark.duty("QZ-14", "QZ-15")
def test_the_second_city_plans_by_its_own_kinds_and_ways(office: Office) -> None:
    """Thirteen kinds and six ways: one of each is required, and what the place does not have is refused."""
    handler = office.as_("model-supervisor-1")
    fields = {f["name"]: f for f in handler.get("/begin/activity")["fields"]}
    assert (13, 6) == (len(fields["subject_kind"]["options"]), len(fields["way"]["options"]))
    missing = handler.call("POST", "/begin/activity", {**PLAN, "way": None})
    assert [("way", "missing"), ("subject_kind", "missing")] == steps.refused(missing, 422)
    begun = handler.post("/begin/activity", {**PLAN, "way": "appraisal", "subject_kind": "quality"})
    told = {row["title"]: row["value"] for row in begun["summary"]}
    assert "行政执法评议" == told["监督方式"]
    assert "行政执法事项执行情况及案件办理质效情况" == told["监督事项类别"]


def test_a_plan_that_nobody_approves_is_dropped_with_its_reason(office: Office) -> None:
    begun = supervisor(office).post("/begin/activity", {**PLAN, "mode": "daily"})
    dropped = signer(office).act(str(begun["id"]), "decline", reason="与年度计划重复。")
    assert "不予开展" == dropped["state_title"]
    assert [("action", "role")] == steps.refused(reviewer(office).call("POST", "/begin/activity", PLAN), 403)
