"""What bodies do together: coordination matters with an answer from each, criminal cases, standing contacts."""

from typing import Any

import pytest
from jiandu.begin import begin
from jiandu.core.errors import Conflict, Forbidden, Invalid
from jiandu.core.procedure import rules_on
from jiandu.gathering import surroundings
from jiandu.views.matter import matter_view

from tests.integration.desk_work import Desk, actor, load, scan

GUIDE, MARKET, COUNTY = "model-referrer-1", "model-market-respondent-1", "model-county-urban-respondent-1"
WEIHAI, HANDAN = "exemplar-market-respondent-1", "sample-market-respondent-1"
SUPERVISOR = "sample-supervisor-1"


def begun(desk: Desk, by: str, kind: str, **facts: Any) -> str:
    desk.keys.append(f"{kind}-{len(desk.keys)}")
    return begin(actor(by, ""), kind, facts, desk.keys[-1], desk.now)


def joint_plan(desk: Desk, **facts: Any) -> dict[str, Any]:
    given = {"title": "暑期校园周边联合执法", "sort": "joint", "content": "七月每周一次，分工见方案。"}
    asked = {"request": "请确定参加人员。", "due_on": desk.working_day(5), "plan": scan()}
    return {**given, **asked, "participants": ["model-market", "model-county-urban"], **facts}


def parts(coordination: str) -> dict[str, str]:
    """The answers asked for, by who is to give them."""
    return {load(child).matter.respondent: child for child in load(coordination).matter.children}


def page(desk: Desk, matter: str, person: str) -> dict[str, Any]:
    """A matter as somebody sees it."""
    place = rules_on("quzhou", desk.now.date())
    case, around = surroundings(load(matter), place)
    return matter_view(case, actor(person, ""), place, desk.now, around)


def rules(refusal: pytest.ExceptionInfo[Any]) -> list[tuple[str, str]]:
    return [(m.field, m.rule) for m in refusal.value.mistakes]


@pytest.mark.duty("QZ-05")
def test_each_participant_of_a_joint_plan_answers_and_nobody_is_forgotten(deployment: str) -> None:
    desk = Desk()
    plan = begun(desk, GUIDE, "coordination", **joint_plan(desk))
    assert ("model-guidance", "model-county-urban") == (load(plan).matter.owner, [*parts(plan)][1])
    asked = page(desk, parts(plan)["model-market"], MARKET)
    assert ("参加单位", False) == (asked["respondent"]["title"], asked["has_officers"])
    assert "请确定参加人员。" in [row["value"] for row in asked["summary"]]
    named = [child["title"] for child in page(desk, plan, GUIDE)["children"]]
    assert ["样板县综合行政执法局协调事项答复", "样板市市场监督管理局协调事项答复"] == sorted(named)
    desk.act(parts(plan)["model-market"], "answer_coordination", MARKET, stance="agreed", contact="汪守信 0570-1")
    with pytest.raises(Conflict) as early:
        desk.act(plan, "finish_coordination", GUIDE, summary="已实施。")
    assert [("state", "every_participant_answered")] == rules(early)
    with pytest.raises(Invalid) as twice:
        desk.act(plan, "add_participants", GUIDE, participants=["model-market"], due_on=desk.working_day(3))
    assert [("participants", "asked_once")] == rules(twice)
    for day, rule in (("9999-12-31", "within_a_year"), ("2026-03-07", "working_day")):
        with pytest.raises(Invalid) as wrong:
            desk.act(plan, "add_participants", GUIDE, participants=["model-urban"], due_on=day)
        assert [("due_on", rule)] == rules(wrong)
    desk.act(plan, "add_participants", GUIDE, participants=["model-urban"], due_on=desk.working_day(8))
    (clock,) = load(plan).clocks
    assert (desk.working_day(8), 1) == (str(clock.due), len(clock.extensions))
    reply = {"stance": "remarks", "answer": "建议增加夜间检查。", "contact": "0570-2"}
    for part, person in (("model-county-urban", COUNTY), ("model-urban", "model-urban-respondent-1")):
        desk.act(parts(plan)[part], "answer_coordination", person, **reply)
    desk.act(plan, "add_participants", GUIDE, participants=["model-county"], due_on=desk.working_day(3))
    assert load(plan).clocks == (clock,)
    desk.act(parts(plan)["model-county"], "recall_participant", GUIDE, reason="没有人员使用本系统。")
    desk.act(plan, "record_progress", GUIDE, done_on=desk.today, text="检查十户。")
    desk.act(plan, "finish_coordination", GUIDE, summary="已实施。")
    assert "finished" == load(plan).matter.state
    kinds = rules_on("quzhou", load(plan).matter.opened_at.date()).choices["coordination_kinds"]
    assert 8 == len(kinds) + 1  # disputes over duties have a procedure of their own


@pytest.mark.parametrize(
    "chosen", [["model-market", "model-market"], ["model-bureau"], ["model-government"], ["city-market"]]
)
def test_who_cannot_take_part_is_refused(deployment: str, chosen: list[str]) -> None:
    desk = Desk()
    with pytest.raises(Invalid) as refusal:
        begun(desk, GUIDE, "coordination", **joint_plan(desk, participants=chosen))
    assert [("participants", "near_and_once")] == rules(refusal)
    with pytest.raises(Forbidden):  # where the guidance body coordinates the bureau does not
        begun(desk, "model-supervisor-1", "coordination", **joint_plan(desk))


@pytest.mark.duty("WH-2.3")
def test_an_agency_tells_others_its_results_and_may_call_it_off(deployment: str) -> None:
    """Where the bureau coordinates it owns the matter; the agency that began it adds and ends."""
    desk = Desk()
    given = joint_plan(desk, sort="result", participants=["exemplar-urban"])
    notice = begun(desk, WEIHAI, "coordination", **given)
    matter = load(notice).matter
    assert ("exemplar-bureau", "exemplar-market") == (matter.owner, matter.respondent)
    desk.act(notice, "cancel_coordination", WEIHAI, reason="通报有误。")
    assert ["cancelled", "cancelled"] == [load(i).matter.state for i in (notice, *load(notice).matter.children)]


def test_no_period_runs_to_a_day_that_was_past_when_the_demand_was_received(deployment: str) -> None:
    desk = Desk()
    demand = {"respondent": "sample-market", "title": "某案", "found_by": "review", "facts": "以罚代刑。"}
    asked = {"standard": "刑法第一百四十四条", "due_on": desk.working_day(1)}
    matter = begun(desk, SUPERVISOR, "transfer_demand", **demand, **asked)
    desk.wait(days=1)
    with pytest.raises(Conflict) as late:
        desk.act(matter, "sign_for_demand", HANDAN, signatory="法规科")
    assert [("state", "demanded_date_ahead")] == rules(late)
    received = desk.today[:-1] + "2"
    desk.act(matter, "record_demand_receipt", "sample-clerk-1", received_on=received, signatory="法规科")
    assert [received] == [str(clock.started_on) for clock in load(matter).clocks]


TRANSFER = {"title": "销售有毒有害食品案", "crime": "销售有毒、有害食品罪", "standard": "刑法第一百四十四条"}


@pytest.mark.duty("HD-3.1.4")
def test_a_criminal_case_goes_to_the_police_and_their_answer_is_on_record(deployment: str) -> None:
    desk = Desk()
    sent = {**TRANSFER, "police": "范例市公安局", "transferred_on": desk.today, "letter": scan()}
    case = begun(desk, HANDAN, "criminal_transfer", **sent)
    answer = {"outcome": "not_filed", "answered_on": desk.today, "answer": scan()}
    with pytest.raises(Invalid) as silent:
        desk.act(case, "record_police_answer", HANDAN, **answer)
    assert [("reasons", "said")] == rules(silent)
    with pytest.raises(Invalid) as before:
        desk.act(case, "record_police_answer", HANDAN, **{**answer, "answered_on": "2026-02-01"}, reasons="证据不足。")
    assert [("answered_on", "between")] == rules(before)
    desk.act(case, "record_police_answer", HANDAN, **answer, reasons="证据不足。")
    desk.act(case, "close_transfer", HANDAN, course="procuratorate", text="检察院已通知立案。")
    assert "closed" == load(case).matter.state


@pytest.mark.duty("HD-3.1.4")
def test_a_case_that_is_not_transferred_is_pursued_as_a_case_of_its_own(deployment: str) -> None:
    """Not while its time runs, from its receipt, and it has not answered."""
    desk = Desk()
    demand = {"respondent": "sample-market", "title": TRANSFER["title"], "found_by": "review", "facts": "以罚代刑。"}
    asked = {"standard": TRANSFER["standard"], "due_on": desk.working_day(5)}
    matter = begun(desk, SUPERVISOR, "transfer_demand", **demand, **asked)
    pursued = {"subject": "不依法移送涉嫌犯罪案件", "officers": ["sample-supervisor-1", "sample-supervisor-2"]}
    with pytest.raises(Conflict) as unsigned:
        desk.act(matter, "pursue_non_transfer", SUPERVISOR, **pursued)
    assert [("state", "state")] == rules(unsigned)
    assert () == load(matter).clocks
    desk.act(matter, "change_demanded_date", SUPERVISOR, due_on=desk.working_day(6), reason="放宽一日。")
    desk.act(matter, "sign_for_demand", HANDAN, signatory="法规科")
    assert [desk.working_day(6)] == [str(clock.due) for clock in load(matter).clocks]
    with pytest.raises(Conflict) as early:
        desk.act(matter, "pursue_non_transfer", SUPERVISOR, **pursued)
    assert [("state", "late_or_answered")] == rules(early)
    desk.act(matter, "answer_transfer_demand", HANDAN, stance="not_required", answer="数额不够。")
    desk.act(matter, "pursue_non_transfer", SUPERVISOR, **pursued)
    (case,) = load(matter).matter.children
    opened = load(case).matter
    assert ("supervision", "sample-market", "pursued") == (opened.kind, opened.respondent, load(matter).matter.state)
    with pytest.raises(Invalid) as stranger:
        begun(desk, SUPERVISOR, "transfer_demand", **{**demand, "respondent": "city-market"}, **asked)
    assert [("respondent", "respondent_supervised")] == rules(stranger)


@pytest.mark.duty("QZ-18", "QZ-21", "NAT-33c")
@pytest.mark.parametrize(
    ("by", "body", "owner"),
    [
        ("model-supervisor-1", "discipline", "model-bureau"),
        (GUIDE, "justice_body", "model-guidance"),
        ("city-supervisor-1", "reconsideration", "city-bureau"),
    ],
)
def test_standing_contacts_meetings_and_communications_are_on_record(
    deployment: str, by: str, body: str, owner: str
) -> None:
    """Of the justice body with others, of the guidance body with the justice body, and under the national rules."""
    desk = Desk()
    given = {"body": body, "title": "协作单位", "mechanism": "每季度一次联席会议。", "contacts": "张某 科长"}
    contact = begun(desk, by, "liaison", **given)
    assert owner == load(contact).matter.owner
    desk.act(contact, "change_contacts", by, contacts="李某 科长")
    meeting = {"held_on": desk.today, "present": "双方四人", "minutes": "通报线索办理情况。"}
    desk.act(contact, "record_liaison_meeting", by, **meeting)
    told = {"direction": "sent", "communicated_on": desk.today, "text": "提供上季度线索统计。"}
    desk.act(contact, "record_communication", by, **told)
    with pytest.raises(Invalid) as ahead:
        desk.act(contact, "record_communication", by, **{**told, "communicated_on": "2026-12-01"})
    assert [("communicated_on", "not_in_future")] == rules(ahead)
    with pytest.raises(Forbidden):
        begun(desk, MARKET, "liaison", **given)
