"""A case stands still and goes on, ends early, or gets a longer period: clocks, notices, what each side sees."""

from datetime import date, timedelta

import pytest

from infra.demo.office import Office
from tests.scenarios import steps
from tests.scenarios.steps import agency, reviewer, signer, supervisor

ARTICLE_33 = "《行政执法监督条例》第三十三条"


@pytest.mark.duty("NAT-33b")
def test_a_suspension_stops_the_clocks_and_its_days_are_added_back(office: Office) -> None:
    """Forty days at rest raise nothing and lengthen the period by forty days; both sides are told, not why."""
    receipt, case = steps.served_opinion(office)
    received = date.fromisoformat(steps.clock(supervisor(office).matter(case), "correction")["started_on"])
    office.move(days=3)
    suspended = signer(office).act(case, "suspend", cause="reconsideration", reason="当事人已经申请行政复议。")
    assert ("suspended", "中止监督") == (suspended["state"], suspended["state_title"])
    assert ARTICLE_33 == steps.entries(suspended, "suspend")[0]["basis"]
    office.move(days=40)
    resting = agency(office).matter(case)
    assert ("中止", []) == (steps.clock(resting, "correction")["state_title"], steps.entries(resting, "breach"))
    early = agency(office).try_act(case, "report_correction", report="已经撤销。")
    assert [("state", "state")] == steps.refused(early, 409)
    resumed = signer(office).act(case, "resume", reason="行政复议已经终结。")
    assert "correcting" == resumed["state"]
    correction = steps.clock(resumed, "correction")
    assert (steps.days_on(received, 70, "day").isoformat(), "green") == (correction["due"], correction["light"])
    assert ["监督程序中止，原因消除后恢复。", "监督程序恢复。"] == [
        line["text"] for line in office.track(receipt["code"])["timeline"][-2:]
    ]
    assert "reported" in agency(office).act(case, "report_correction", report="已经撤销处罚决定。")["state"]


@pytest.mark.duty("NAT-33b")
def test_the_agency_gets_the_sealed_notice_of_a_suspension_and_nothing_typed(office: Office) -> None:
    _, case = steps.investigating(office)
    issued = signer(office).act(case, "suspend", cause="litigation", reason="投诉人已经起诉，案号在卷。")
    printed = steps.text_of(office.as_("city-clerk-1"), steps.document(issued, "suspension_notice"))
    assert "有关行政行为已经进入行政诉讼程序" in printed
    assert "投诉人" not in printed
    assert "suspension_notice" not in steps.kinds(agency(office).matter(case))
    steps.attached(office, case, "suspension_notice")
    seen = agency(office).matter(case)
    assert "suspension_notice" in steps.kinds(seen)
    assert steps.fetched(agency(office), steps.document(seen, "suspension_notice")["link"]).startswith(b"%PDF-")
    assert [] == steps.entries(seen, "suspend")[0]["facts"]


@pytest.mark.duty("NAT-33b")
def test_suspensions_that_cannot_be(office: Office) -> None:
    """By the signer alone, with a reason, once; a printed reason shows nobody who complained."""
    _, case = steps.investigating(office)
    cause = {"cause": "other", "reason": "有关标准正在修订。"}
    assert [("action", "role")] == steps.refused(steps.try_letter(supervisor(office), case, "suspend", **cause), 403)
    assert [("reason", "missing")] == steps.refused(signer(office).try_act(case, "suspend", cause="other"), 422)
    telling = signer(office).try_act(case, "suspend", cause="other", reason="投诉人出国，无法联系。")
    assert [("reason", "hides_complainant")] == steps.refused(telling, 422)
    assert [("state", "state")] == steps.refused(signer(office).try_act(case, "resume", reason="无。"), 409)
    signer(office).act(case, "suspend", **cause)
    assert [("state", "state")] == steps.refused(steps.try_letter(signer(office), case, "suspend", **cause), 409)
    assert [("state", "state")] == steps.refused(steps.try_letter(supervisor(office), case, "ask_self_check"), 409)


@pytest.mark.duty("NAT-33b")
def test_a_case_ends_early_from_any_state_and_the_complainant_can_be_told(office: Office) -> None:
    """Before the agency knew of anything it learns of nothing; later it gets the sealed notice."""
    ends = {"cause": "litigation", "reason": "当事人已经起诉。"}
    receipt, case = steps.accepted(office)
    ended = signer(office).act(case, "terminate", **ends)
    assert ("terminated", []) == (ended["state"], ended["documents"])
    assert ARTICLE_33 == steps.entries(ended, "terminate")[0]["basis"]
    assert 404 == agency(office).try_act(case, "acknowledge").status
    complaint = supervisor(office).act(receipt["matter_id"], "notify_complainant", conclusion="争议已进入诉讼。")
    assert "closed" == complaint["state"]
    assert "争议已进入诉讼。" in steps.told(office, receipt["code"])
    for ready in (steps.investigating, steps.served_opinion, steps.served_urging):
        _, case = ready(office)
        signer(office).act(case, "terminate", **ends)
        steps.attached(office, case, "termination_notice")
        seen = agency(office).matter(case)
        assert "终止监督" == seen["state_title"]
        assert "termination_notice" in steps.kinds(seen)
        assert {"green"}.isdisjoint(clock["light"] for clock in seen["clocks"])
        assert [] == steps.entries(seen, "terminate")[0]["facts"]


@pytest.mark.duty("NAT-33b")
def test_a_suspended_case_can_end_and_an_ended_one_cannot_again(office: Office) -> None:
    _, case = steps.served_opinion(office)
    signer(office).act(case, "suspend", cause="reconsideration", reason="当事人已经申请行政复议。")
    signer(office).act(case, "terminate", cause="reconsideration", reason="复议机关已经受理。")
    again = steps.try_letter(signer(office), case, "terminate", cause="reconsideration", reason="再次终止。")
    assert [("state", "state")] == steps.refused(again, 409)


@pytest.mark.duty("NAT-33b")
def test_terminations_that_cannot_be(office: Office) -> None:
    """Not by the officers, not over a letter in preparation or an open objection."""
    _, case = steps.inquired(office)
    ends = {"cause": "no_violation", "reason": "没有违法。"}
    assert [("action", "role")] == steps.refused(steps.try_letter(supervisor(office), case, "terminate", **ends), 403)
    unknown = signer(office).try_act(case, "terminate", cause="tired", reason="不想办了。")
    assert [("cause", "literal_error")] == steps.refused(unknown, 422)
    supervisor(office).act(case, "draft_opinion", **steps.opinion_facts())
    preparing = signer(office).try_act(case, "terminate", **ends)
    assert [("state", "no_letter_in_preparation")] == steps.refused(preparing, 409)
    _, case = steps.served_opinion(office)
    steps.object_to(office, case)
    assert [("state", "no_open_objection")] == steps.refused(signer(office).try_act(case, "terminate", **ends), 409)
    assert [("state", "no_open_objection")] == steps.refused(
        signer(office).try_act(case, "suspend", cause="litigation", reason="已经起诉。"), 409
    )


def test_after_the_decision_only_a_court_or_reconsideration_ends_the_case(office: Office) -> None:
    _, case = steps.proposed(office)
    supervisor(office).act(case, "record_decision", **steps.government_facts(office))
    finding = signer(office).try_act(case, "terminate", cause="no_violation", reason="没有违法。")
    assert [("state", "no_letter_in_preparation")] == steps.refused(finding, 409)[:1]
    steps.served(office, case, "decision")
    finding = signer(office).try_act(case, "terminate", cause="no_violation", reason="没有违法。")
    assert [("cause", "court_only_after_decision")] == steps.refused(finding, 422)
    ended = signer(office).act(case, "terminate", cause="litigation", reason="已经起诉。")
    assert "terminated" == ended["state"]


@pytest.mark.duty("JZ-25", "NAT-28")
def test_a_period_is_extended_on_the_agencys_application(office: Office) -> None:
    """The agency asks, the signer decides; the earlier day stays on file and the notice names both."""
    _, case = steps.served_opinion(office)
    former = date.fromisoformat(steps.clock(agency(office).matter(case), "correction")["due"])
    until = steps.days_on(former, 10, "working_day")
    wish = {"clock": "correction#1", "until": until.isoformat(), "reason": "需要召开听证会。"}
    asked = agency(office).act(case, "ask_extension", **wish)
    assert former.isoformat() == steps.clock(asked, "correction")["due"]
    granted = {
        "clock": "correction#1",
        "due_on": until.isoformat(),
        "reason": "需要召开听证会。",
        "on_application": True,
    }
    issued = signer(office).act(case, "extend_deadline", **granted)
    correction = steps.clock(issued, "correction")
    assert (until.isoformat(), "green") == (correction["due"], correction["light"])
    assert f"{former.year}年{former.month}月{former.day}日" in str(correction["history"])
    printed = steps.text_of(office.as_("city-clerk-1"), steps.document(issued, "extension_notice"))
    for day in (former, until):
        assert f"{day.year}年{day.month}月{day.day}日" in printed
    steps.attached(office, case, "extension_notice")
    assert "extension_notice" in steps.kinds(agency(office).matter(case))
    steps.move_past(office, former)
    assert [] == steps.entries(agency(office).matter(case), "breach")


def test_extensions_that_cannot_be(office: Office) -> None:
    """By the signer alone; of a running period of the agency's, to a later working day, before it is over."""
    _, case = steps.served_opinion(office)
    former = date.fromisoformat(steps.clock(agency(office).matter(case), "correction")["due"])
    good = {"clock": "correction#1", "due_on": steps.days_on(former, 10, "working_day").isoformat(), "reason": "听证。"}
    assert [("action", "role")] == steps.refused(
        steps.try_letter(supervisor(office), case, "extend_deadline", **good), 403
    )
    assert [("action", "role")] == steps.refused(steps.try_letter(agency(office), case, "extend_deadline", **good), 403)
    saturday = former + timedelta(days=30 + (5 - (former + timedelta(days=30)).weekday()) % 7)
    for change, mistake in (
        ({"clock": "objection#1"}, ("clock", "running")),
        ({"due_on": former.isoformat()}, ("due_on", "later")),
        ({"due_on": saturday.isoformat()}, ("due_on", "working_day")),
        ({"reason": "投诉人要求延长。"}, ("reason", "hides_complainant")),
        ({"reason": ""}, ("reason", "string_too_short")),
    ):
        assert [mistake] == steps.refused(signer(office).try_act(case, "extend_deadline", **{**good, **change}), 422)
    steps.move_past(office, former)
    late = {**good, "due_on": steps.working_day(office, 10)}
    assert [("clock", "still_running")] == steps.refused(signer(office).try_act(case, "extend_deadline", **late), 422)
    assert [("action", "role")] == steps.refused(reviewer(office).try_act(case, "ask_extension"), 403)
