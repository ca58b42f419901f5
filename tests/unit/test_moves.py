"""What stops, goes on, is put off or begins anew: suspension, a longer period, service once more."""

from datetime import date, timedelta
from typing import Any

import pytest
from casework import (
    BY_HAND,
    DU,
    GAO,
    HAN,
    OPINION,
    PROPOSAL,
    ZHENG,
    ZHOU,
    Bureau,
    accepted,
    ago,
    clock,
    correcting,
    decided,
    matter,
    objected,
    performing,
    proposed,
    refused,
    reported,
    sealed,
    seen,
    working_day_after,
)
from jiandu.core.access import sees
from jiandu.core.letters.course import CaseNotice
from jiandu.core.matter import Actor

PAUSED: dict[str, Any] = {"cause": "litigation", "reason": "争议已进入诉讼。"}
AGAIN: dict[str, Any] = {**BY_HAND, "reason": "补充送达凭证。"}
LONGER: dict[str, Any] = {"clock": "correction#1", "reason": "需要重新听证。"}


def serve_again(bureau: Bureau, case: str, cause: str, day: date, letter: str = "opinion") -> None:
    bureau.act(case, f"serve_{letter}_again", DU, served_on=day, cause=cause, **AGAIN)


@pytest.mark.duty("NAT-33b")
def test_a_suspension_stops_every_clock_and_resuming_gives_the_days_back() -> None:
    bureau = Bureau()
    _, case = correcting(bureau)
    bureau.wait(days=2)
    bureau.act(case, "suspend", ZHENG, **PAUSED)
    assert ("suspended", "correcting") == (matter(bureau, case).state, matter(bureau, case).resumes_to)
    assert ["suspended"] * 2 == [clock(bureau, case, key).status for key in ("correction#1", "objection#1")]
    bureau.wait(days=50)
    assert [] == [event for event in bureau.sweep() if event.matter == case]
    bureau.act(case, "resume", ZHENG, reason="诉讼终结。")
    assert ("correcting", None) == (matter(bureau, case).state, matter(bureau, case).resumes_to)
    assert ["running"] * 2 == [clock(bureau, case, key).status for key in ("correction#1", "objection#1")]
    assert date(2026, 4, 1) + timedelta(days=50) == clock(bureau, case, "correction#1").due
    assert ((date(2026, 3, 4), date(2026, 4, 23)),) == clock(bureau, case, "objection#1").pauses


def test_what_was_late_before_a_suspension_stays_late_and_is_not_raised_again() -> None:
    bureau = Bureau()
    _, case = correcting(bureau)
    bureau.wait(days=40)
    bureau.act(case, "suspend", ZHENG, **PAUSED)
    assert ("correction",) == matter(bureau, case).late
    bureau.wait(days=10)
    bureau.act(case, "resume", ZHENG, reason="诉讼终结。")
    assert ("correction",) == matter(bureau, case).late
    assert ["correction#1"] == [c.key for c in bureau.cases[case].clocks if c.breached_at]
    assert 1 == sum(event.action == "breach" for event in bureau.cases[case].events)


def test_nothing_is_reported_or_decided_while_a_case_is_suspended() -> None:
    bureau = Bureau()
    _, case = correcting(bureau)
    bureau.act(case, "suspend", ZHENG, **PAUSED)
    for name, actor in (("report_correction", GAO), ("object", GAO), ("suspend", ZHENG), ("draft_circular", ZHOU)):
        assert ("state", "state") == refused(lambda name=name, actor=actor: bureau.act(case, name, actor))  # type: ignore[misc]


def test_a_suspended_case_may_be_terminated_with_all_its_clocks() -> None:
    bureau = Bureau()
    _, case = correcting(bureau)
    bureau.act(case, "suspend", ZHENG, **PAUSED)
    bureau.act(case, "terminate", ZHENG, cause="litigation", reason="已由法院审理。")
    assert "terminated" == matter(bureau, case).state
    assert {"stopped"} == {c.status for c in bureau.cases[case].clocks}


def test_a_letter_in_preparation_freezes_with_its_case_and_goes_on_with_it() -> None:
    """Neither reviewed nor given up meanwhile; draft and hands are kept."""
    bureau = Bureau()
    _, case = reported(bureau)
    bureau.act(case, "draft_opinion", ZHOU, **OPINION)
    letter = matter(bureau, case).letter
    bureau.act(case, "suspend", ZHENG, **PAUSED)
    assert ("state", "state") == refused(lambda: bureau.act(case, "review_opinion", HAN))
    assert ("state", "state") == refused(lambda: bureau.act(case, "abandon_opinion", ZHOU, reason="理由。"))
    bureau.act(case, "resume", ZHENG, reason="诉讼终结。")
    assert letter == matter(bureau, case).letter
    bureau.act(case, "review_opinion", HAN)
    assert "opinion.signing" == matter(bureau, case).stage


def test_a_pause_with_an_objection_open_waits_for_its_answer() -> None:
    bureau = Bureau()
    _, case = correcting(bureau)
    objected(bureau, case)
    assert ("state", "no_open_objection") == refused(lambda: bureau.act(case, "suspend", ZHENG, **PAUSED))


def test_an_agency_that_knows_of_nothing_is_told_nothing_of_a_pause() -> None:
    """No letter, no sight of the case; and what was done before it came to know is not shown to it later."""
    bureau = Bureau()
    _, case = accepted(bureau)
    bureau.act(case, "suspend", ZHENG, **PAUSED)
    bureau.act(case, "resume", ZHENG, reason="诉讼终结。")
    assert ((), False, None) == (
        bureau.cases[case].documents,
        matter(bureau, case).known,
        sees(GAO, matter(bureau, case)),
    )
    bureau.act(case, "request_opening", ZHOU, subject="某处罚", mode="daily", reason="理由。")
    bureau.act(case, "open_case", ZHENG)
    bureau.act(case, "ask_self_check", ZHOU, questions="请说明。", due_on=working_day_after(bureau.today, 5))
    assert ["ask_self_check"] == [entry["name"] for entry in seen(bureau, case, GAO)["timeline"]]


def test_an_agency_that_knows_the_case_gets_the_letter_of_its_pause_without_the_inner_reason() -> None:
    bureau = Bureau()
    _, case = correcting(bureau)
    bureau.act(case, "acknowledge", GAO)
    bureau.act(case, "suspend", ZHENG, cause="litigation", reason="只供内部参考的理由。")
    assert "suspension_notice" == bureau.cases[case].documents[-1].kind
    assert matter(bureau, case).unread
    entry = seen(bureau, case, GAO)["timeline"][-1]
    assert ("suspend", []) == (entry["name"], entry["facts"])


def test_a_longer_period_keeps_the_earlier_day_reason_and_approver() -> None:
    bureau = Bureau()
    _, case = correcting(bureau)
    bureau.act(case, "extend_deadline", ZHENG, due_on="2026-04-15", **LONGER)
    longer = clock(bureau, case, "correction#1")
    (extension,) = longer.extensions
    assert date(2026, 4, 15) == longer.due
    assert (date(2026, 4, 1), "zheng", "需要重新听证。") == (extension.earlier, extension.approver, extension.reason)
    assert "extension_notice" == bureau.cases[case].documents[-1].kind
    bureau.wait(days=40)
    assert [] == [event for event in bureau.sweep() if event.matter == case and event.action == "breach"]


@pytest.mark.parametrize(
    ("facts", "mistake"),
    [
        ({"due_on": "2026-04-01"}, ("due_on", "later")),
        ({"due_on": "2026-04-18"}, ("due_on", "working_day")),
        ({"clock": "objection#1", "due_on": "2026-04-15"}, ("clock", "running")),
        ({"clock": "correction#2", "due_on": "2026-04-15"}, ("clock", "running")),
    ],
)
def test_only_a_running_period_of_the_agency_gets_a_later_working_day(
    facts: dict[str, str], mistake: tuple[str, str]
) -> None:
    bureau = Bureau()
    _, case = correcting(bureau)
    assert mistake == refused(lambda: bureau.act(case, "extend_deadline", ZHENG, **{**LONGER, **facts}))


def test_a_period_that_ran_out_is_not_made_longer() -> None:
    bureau = Bureau()
    _, case = correcting(bureau)
    bureau.wait(days=40)
    late = {**LONGER, "due_on": working_day_after(bureau.today, 5)}
    assert ("clock", "still_running") == refused(lambda: bureau.act(case, "extend_deadline", ZHENG, **late))


def test_a_defective_service_is_done_again_and_its_clocks_begin_anew() -> None:
    """The former service stays on file; a right that had lapsed begins with the valid service too."""
    bureau = Bureau()
    _, case = correcting(bureau)
    bureau.wait(days=14)
    serve_again(bureau, case, "defective", bureau.today)
    document = bureau.cases[case].document(matter(bureau, case).in_force)
    assert document and document.service
    assert (bureau.today, date(2026, 3, 2)) == (document.service.served_on, document.former_services[0].served_on)
    for name in ("correction", "objection"):
        old, new = clock(bureau, case, f"{name}#1"), clock(bureau, case, f"{name}#2")
        assert ("stopped", False) == (old.status, old.fulfilled)
        assert ("running", bureau.today) == (new.status, new.started_on)
    assert bureau.now == clock(bureau, case, "correction#1").stopped_at
    assert "correcting" == matter(bureau, case).state


def test_a_lateness_by_a_defective_service_is_taken_back() -> None:
    """No period runs from a service that does not count: neither proposal nor circular may stand on it."""
    bureau = Bureau()
    _, case = correcting(bureau)
    bureau.wait(days=40)
    bureau.sweep()
    assert ("correction",) == matter(bureau, case).late == matter(bureau, case).was_late
    serve_again(bureau, case, "defective", bureau.today)
    assert ((), ()) == (matter(bureau, case).late, matter(bureau, case).was_late)
    assert 1 == sum(event.action == "breach" for event in bureau.cases[case].events)
    proposal = {**PROPOSAL, "grave": False}
    act = lambda: bureau.act(case, "draft_request_to_government", ZHOU, **proposal)  # noqa: E731
    assert ("state", "late_or_grave") == refused(act)


def test_a_proposal_drafted_for_a_lateness_is_not_signed_once_it_was_taken_back() -> None:
    bureau = Bureau()
    _, case = correcting(bureau)
    bureau.wait(days=40)
    bureau.act(case, "draft_request_to_government", ZHOU, **PROPOSAL)
    bureau.act(case, "review_request_to_government", HAN)
    serve_again(bureau, case, "defective", bureau.today)
    act = lambda: bureau.act(case, "sign_request_to_government", ZHENG)  # noqa: E731
    assert ("state", "lateness_stands") == refused(act)
    bureau.act(case, "abandon_request_to_government", ZHOU, reason="逾期已撤销。")


def test_an_earlier_valid_proof_of_service_counts_and_may_show_a_lateness() -> None:
    bureau = Bureau()
    _, case = reported(bureau)
    sealed(bureau, case, "opinion", **OPINION)
    bureau.wait(days=10)
    bureau.act(case, "receive_opinion", GAO, signatory="高六")
    bureau.wait(days=25)
    serve_again(bureau, case, "earlier_proof", date(2026, 3, 3))
    assert date(2026, 4, 2) == clock(bureau, case, "correction#2").due
    assert ("correction",) == matter(bureau, case).late
    assert "lapsed" == clock(bureau, case, "objection#2").status


@pytest.mark.parametrize(("days", "mistake"), [(-1, "not_in_future"), (1, "not_before_signing")])
def test_no_letter_is_served_again_before_it_was_signed_or_tomorrow(days: int, mistake: str) -> None:
    bureau = Bureau()
    _, case = correcting(bureau)
    act = lambda: serve_again(bureau, case, "defective", ago(bureau, days))  # noqa: E731
    assert ("served_on", mistake) == refused(act)


def test_a_letter_the_agency_has_answered_is_not_served_again() -> None:
    """Nor is an opinion served where the letter in force was a 督办函."""
    bureau = Bureau()
    _, case = performing(bureau)
    bureau.act(case, "report_correction", GAO, report="已履职。")
    bureau.act(case, "return_correction", ZHOU, reasons="不足。", due_on=working_day_after(bureau.today, 5))
    assert "correcting" == matter(bureau, case).state
    act = lambda: serve_again(bureau, case, "defective", bureau.today)  # noqa: E731
    assert ("state", "service_unanswered") == refused(act)


def test_a_letter_served_again_after_its_own_day_waits_for_a_new_one() -> None:
    bureau = Bureau()
    _, case = performing(bureau)
    bureau.wait(days=20)
    serve_again(bureau, case, "defective", date(2026, 3, 3), "urging")
    assert clock(bureau, case, "performance#1").due == clock(bureau, case, "performance#2").due
    serve_again(bureau, case, "defective", bureau.today, "urging")
    assert ("performance",) == matter(bureau, case).undated
    assert not [c for c in bureau.cases[case].clocks if c.status == "running"]


def test_a_decision_is_served_again_with_its_own_period() -> None:
    bureau = Bureau()
    _, case = correcting(bureau)
    bureau.wait(days=40)
    proposed(bureau, case)
    decided(bureau, case)
    bureau.act(case, "serve_decision", DU, served_on=bureau.today, **BY_HAND)
    first = bureau.today
    bureau.wait(days=3)
    serve_again(bureau, case, "defective", bureau.today, "decision")
    assert first + timedelta(days=33) == clock(bureau, case, "execution#2").due


def test_a_case_opened_again_begins_with_the_inquiry_and_keeps_its_record() -> None:
    bureau = Bureau()
    complaint, case = correcting(bureau)
    bureau.act(case, "report_correction", GAO, report="已纠正。")
    bureau.act(case, "accept_correction", ZHOU, finding="已经纠正到位。")
    bureau.act(case, "close", ZHOU, summary="办结。", retention="10")
    bureau.act(complaint, "notify_complainant", ZHOU, conclusion="已纠正。")
    events = bureau.cases[case].events
    bureau.act(case, "reopen", ZHENG, new_facts="新的证据。", reason="需要重新调查。")
    assert ("investigating", None) == (matter(bureau, case).state, matter(bureau, case).closed_at)
    assert ("accepted", None) == (matter(bureau, complaint).state, matter(bureau, complaint).closed_at)
    assert matter(bureau, complaint).children[case].open
    assert events == bureau.cases[case].events[: len(events)]
    assert ("state", "no_open_children") == refused(
        lambda: bureau.act(complaint, "notify_complainant", ZHOU, conclusion="已纠正。")
    )


def test_a_withdrawn_complaint_is_left_alone_when_its_case_is_opened_again() -> None:
    bureau = Bureau()
    complaint, case = correcting(bureau)
    bureau.act(complaint, "withdraw_complaint", Actor("complainant", complaint), confirm=True)
    closed_at = matter(bureau, complaint).closed_at
    bureau.act(case, "terminate", ZHENG, cause="no_violation", reason="没有违法。")
    bureau.act(case, "reopen", ZHENG, new_facts="新的证据。", reason="需要重新调查。")
    assert ("withdrawn", closed_at) == (matter(bureau, complaint).state, matter(bureau, complaint).closed_at)
    assert matter(bureau, complaint).children[case].open
    assert {"stopped"} == {c.status for c in bureau.cases[complaint].clocks}


def test_a_case_never_opened_is_taken_up_again_without_the_agency_knowing() -> None:
    bureau = Bureau()
    _, case = accepted(bureau)
    bureau.act(case, "request_opening", ZHOU, subject="某处罚", mode="daily", reason="理由。")
    bureau.act(case, "decline_opening", ZHENG, reason="已自行纠正。")
    bureau.act(case, "reopen", ZHENG, new_facts="新的证据。", reason="需要调查。")
    assert (False, None) == (matter(bureau, case).known, sees(GAO, matter(bureau, case)))
    bureau.act(case, "notify_opening", ZHOU)
    letter = bureau.letters[-1]
    assert isinstance(letter, CaseNotice) and "2026年3月2日" == letter.opened_on


def test_a_complaint_answered_is_examined_again_with_a_clock_of_its_own() -> None:
    bureau = Bureau()
    complaint = bureau.submit()
    refusal = {"reason": "out_of_scope", "explanation": "说明。", "channels": "法院"}
    bureau.act(complaint, "refuse", ZHOU, **refusal)
    bureau.act(complaint, "reopen", ZHOU, new_facts="新的证据。", reason="属于监督范围。")
    assert ("received", None) == (matter(bureau, complaint).state, matter(bureau, complaint).closed_at)
    assert ("stopped", "running") == tuple(clock(bureau, complaint, f"preliminary_review#{n}").status for n in (1, 2))
