"""The conditions rows name, each met and not met."""

from datetime import date, timedelta
from typing import Any

import pytest
from casework import (
    GAO,
    HAN,
    OPINION,
    PROPOSAL,
    URGING,
    ZHENG,
    ZHOU,
    Bureau,
    accepted,
    correcting,
    decided,
    objected,
    performing,
    proposed,
    refused,
    reported,
    sealed,
    serve,
    upload,
    working_day_after,
)
from jiandu.core.errors import Conflict, Invalid
from jiandu.core.matter import Actor

TRANSCRIPT: dict[str, Any] = {
    "questioners": "周一（证号 1）\n林二（证号 2）",
    "recorder": "吴八",
    "person": "高六",
    "gender": "male",
    "age": 41,
    "unit": "示范市市场监督管理局",
    "informed": True,
    "text": "问：……\n答：……",
    "read_back": True,
    "signed": "signed",
}
ACCEPT: dict[str, Any] = {
    "within_scope": True,
    "specific_act": True,
    "officers": ["zhou", "lin"],
    "review": "属于监督范围。",
}
GUIDE: dict[str, Any] = {"authority": "示范市人民政府", "explanation": "请依法申请。"}


def opened(bureau: Bureau) -> str:
    _, case = accepted(bureau)
    bureau.act(case, "request_opening", ZHOU, subject="某处罚", mode="daily", reason="理由。")
    bureau.act(case, "open_case", ZHENG)
    return case


@pytest.mark.duty("NAT-02")
@pytest.mark.parametrize("agency", ["tax", "elsewhere"])
def test_letters_of_the_ladder_go_to_ordinary_respondents_only(agency: str) -> None:
    """A vertically run agency and one of another bureau get none."""
    bureau = Bureau()
    complaint = bureau.submit(agency=agency)
    assert ("state", "ordinary_respondent") == refused(lambda: bureau.act(complaint, "accept", ZHOU, **ACCEPT))


@pytest.mark.duty("NAT-33b")
@pytest.mark.parametrize("channel", ["reconsideration", "litigation"])
def test_a_dispute_before_court_is_not_supervised_again(channel: str) -> None:
    bureau = Bureau()
    complaint = bureau.submit(elsewhere=[channel])
    assert ("state", "not_before_court") == refused(lambda: bureau.act(complaint, "accept", ZHOU, **ACCEPT))
    bureau.act(complaint, "record_as_lead", ZHOU, within_scope=True, analysis="执法人员行为另行分析。")


@pytest.mark.parametrize("channel", ["petition", "hotline", "discipline", "procuratorate", "arbitration"])
def test_other_channels_are_no_bar(channel: str) -> None:
    """信访 and 12345 do not stop supervision (practice)."""
    bureau = Bureau()
    bureau.act(bureau.submit(elsewhere=[channel]), "accept", ZHOU, **ACCEPT)


def test_a_petition_is_no_ground_for_refusal() -> None:
    bureau = Bureau()
    reason = {"reason": "reconsideration_or_litigation", "explanation": "已信访。"}
    told = bureau.submit(elsewhere=["petition", "hotline"])
    assert ("reason", "court_reason_matches") == refused(lambda: bureau.act(told, "refuse", ZHOU, **reason))
    bureau.act(bureau.submit(elsewhere=["litigation"]), "refuse", ZHOU, **reason)


@pytest.mark.parametrize("category", ["inaction", "no_case_opened", "licence_obstruction"])
def test_for_inaction_no_direct_suit_is_offered(category: str) -> None:
    """行政复议法第二十三条: reconsideration comes first."""
    bureau = Bureau()
    complaint = bureau.submit(category=category)
    either = {**GUIDE, "channel": "reconsideration_or_litigation"}
    assert ("channel", "reconsideration_comes_first") == refused(lambda: bureau.act(complaint, "guide", ZHOU, **either))
    first = {**GUIDE, "channel": "reconsideration", "ground": "inaction"}
    bureau.act(complaint, "guide", ZHOU, **first)


@pytest.mark.parametrize(
    ("channel", "ground"), [("reconsideration", None), ("reconsideration_or_litigation", "on_the_spot")]
)
def test_a_ground_stands_exactly_where_reconsideration_comes_first(channel: str, ground: str | None) -> None:
    bureau = Bureau()
    facts = {**GUIDE, "channel": channel, "ground": ground}
    complaint = bureau.submit()
    assert ("ground", "with_reconsideration_first") == refused(lambda: bureau.act(complaint, "guide", ZHOU, **facts))


@pytest.mark.parametrize("officers", [["zhou", "zhou"], ["zhou", "han"], ["zhou", "gao"], ["zhou", "nobody"]])
def test_two_different_supervisors_of_the_bureau_are_assigned(officers: list[str]) -> None:
    bureau = Bureau()
    facts = {**ACCEPT, "officers": officers}
    complaint = bureau.submit()
    assert ("officers", "officers_of_bureau") == refused(lambda: bureau.act(complaint, "accept", ZHOU, **facts))


@pytest.mark.parametrize(
    ("due_on", "rule"),
    [
        (date(2026, 3, 2), "ahead"),
        (date(2026, 3, 1), "ahead"),
        (date(2026, 3, 7), "working_day"),
        (date(2026, 4, 6), "working_day"),
        (date(2027, 3, 4), "within_a_year"),
    ],
)
def test_a_date_in_a_letter_is_a_working_day_ahead(due_on: date, rule: str) -> None:
    """Neither today, nor a rest day (7 March is a Saturday, 6 April off for 清明), nor beyond a year."""
    bureau = Bureau()
    case = opened(bureau)
    ask = {"questions": "请说明。", "due_on": due_on}
    assert ("due_on", rule) == refused(lambda: bureau.act(case, "ask_self_check", ZHOU, **ask))


def test_a_makeup_working_day_may_stand_in_a_letter() -> None:
    """Saturday 9 May 2026 is worked for the May holiday."""
    bureau = Bureau()
    bureau.act(opened(bureau), "ask_self_check", ZHOU, questions="请说明。", due_on=date(2026, 5, 9))


def test_a_statement_answers_a_demand() -> None:
    bureau = Bureau()
    case = opened(bureau)
    bureau.act(case, "consult_files", ZHOU, files="处罚案卷", form="copy", due_on=date(2026, 3, 9))
    assert ("state", "explanation_asked") == refused(lambda: bureau.act(case, "give_statement", GAO, statement="说。"))
    bureau.act(case, "hand_over_files", GAO, list="处罚案卷一份")
    assert ("state", "files_asked") == refused(lambda: bureau.act(case, "hand_over_files", GAO, list="又一份"))


def test_a_refusal_to_explain_is_recorded_when_said_or_when_time_ran_out() -> None:
    bureau = Bureau()
    case = opened(bureau)
    bureau.act(case, "ask_self_check", ZHOU, questions="请说明。", due_on=date(2026, 3, 9))
    record = {"record": "电话催促未果。"}
    assert ("refused", "refused_or_late") == refused(lambda: bureau.act(case, "record_refusal", ZHOU, **record))
    bureau.wait(days=8)
    bureau.act(case, "record_refusal", ZHOU, **record)


@pytest.mark.duty("NAT-27", "NAT-28")
def test_no_letter_without_report_and_statement() -> None:
    bureau = Bureau()
    case = opened(bureau)
    bureau.act(case, "ask_self_check", ZHOU, questions="请说明。", due_on=date(2026, 3, 9))
    assert ("state", "report_on_file") == refused(lambda: bureau.act(case, "draft_opinion", ZHOU, **OPINION))
    found = {"facts_found": "事实。", "finding": "unlawful", "law": "第六十三条", "proposal": "改正。"}
    bureau.act(case, "inquiry_report", ZHOU, **found)
    assert ("state", "statement_on_file") == refused(lambda: bureau.act(case, "draft_opinion", ZHOU, **OPINION))
    bureau.act(case, "record_refusal", ZHOU, refused=True, record="当面拒绝。")
    bureau.act(case, "draft_opinion", ZHOU, **OPINION)


@pytest.mark.duty("NAT-28")
@pytest.mark.parametrize("finding", ["inaction", "merely_improper", "none"])
def test_an_opinion_needs_an_unlawful_or_clearly_improper_act(finding: str) -> None:
    bureau = Bureau()
    _, case = reported(bureau, finding)
    rule = ("state", "verified_unlawful_or_improper")
    assert rule == refused(lambda: bureau.act(case, "draft_opinion", ZHOU, **OPINION))


@pytest.mark.duty("NAT-27")
@pytest.mark.parametrize("finding", ["unlawful", "improper", "merely_improper", "none"])
def test_an_urging_letter_needs_a_duty_not_performed(finding: str) -> None:
    bureau = Bureau()
    _, case = reported(bureau, finding)
    facts = {**URGING, "due_on": working_day_after(bureau.today, 5)}
    assert ("state", "verified_inaction") == refused(lambda: bureau.act(case, "draft_urging", ZHOU, **facts))


def test_the_last_report_counts() -> None:
    """A corrected report opens the other letter."""
    bureau = Bureau()
    _, case = reported(bureau, "none")
    found = {"facts_found": "补充查明。", "finding": "improper", "law": "第六十三条", "proposal": "改正。"}
    bureau.act(case, "inquiry_report", ZHOU, **found)
    bureau.act(case, "draft_opinion", ZHOU, **OPINION)


def test_before_every_letter_the_officer_confirms_that_no_court_has_the_dispute() -> None:
    """An unticked confirmation is a mistake at its field."""
    bureau = Bureau()
    _, case = reported(bureau)
    facts = {k: v for k, v in OPINION.items() if k != "checked"}
    assert ("checked", "missing") == refused(lambda: bureau.act(case, "draft_opinion", ZHOU, **facts))
    assert "checked" == refused(lambda: bureau.act(case, "draft_opinion", ZHOU, **facts, checked=False))[0]


@pytest.mark.duty("NAT-29")
def test_a_proposal_waits_for_lateness_or_gravity() -> None:
    bureau = Bureau()
    _, case = correcting(bureau)
    draft = lambda **more: bureau.act(case, "draft_request_to_government", ZHOU, **PROPOSAL, **more)  # noqa: E731
    assert ("state", "late_or_grave") == refused(draft)
    draft(grave=True)


def test_a_proposal_waits_for_an_open_objection_unless_grave() -> None:
    bureau = Bureau()
    _, case = correcting(bureau)
    bureau.wait(days=40)
    objected(bureau, case)
    draft = lambda **more: bureau.act(case, "draft_request_to_government", ZHOU, **PROPOSAL, **more)  # noqa: E731
    assert ("state", "no_open_objection_unless_grave") == refused(draft)
    draft(grave=True)
    assert bureau.cases[case].matter.grave


def test_one_objection_at_a_time() -> None:
    bureau = Bureau()
    _, case = correcting(bureau)
    objected(bureau, case)
    again = {"request": "change", "reasons": "再次提出。"}
    assert ("state", "no_open_objection") == refused(lambda: bureau.act(case, "object", GAO, **again))


def test_an_objection_has_reasons() -> None:
    bureau = Bureau()
    _, case = correcting(bureau)
    rule = ("reasons", "string_too_short")
    assert rule == refused(lambda: bureau.act(case, "object", GAO, request="change", reasons=" \n　"))


def test_a_matter_is_not_closed_over_an_open_objection() -> None:
    bureau = Bureau()
    _, case = correcting(bureau)
    bureau.act(case, "report_correction", GAO, report="已纠正。")
    objected(bureau, case)
    found = lambda: bureau.act(case, "accept_correction", ZHOU, finding="到位。")  # noqa: E731
    assert ("state", "no_open_objection") == refused(found)


def test_the_result_is_told_when_the_case_has_ended() -> None:
    bureau = Bureau()
    complaint, _ = accepted(bureau)
    told = lambda: bureau.act(complaint, "notify_complainant", ZHOU, conclusion="结果。")  # noqa: E731
    assert ("state", "no_open_children") == refused(told)


@pytest.mark.parametrize(("days", "rule"), [(1, "not_in_future"), (-1, "not_before_signing")])
def test_a_receipt_day_lies_between_signature_and_today(days: int, rule: str) -> None:
    bureau = Bureau()
    _, case = reported(bureau)
    sealed(bureau, case, "opinion", **OPINION)
    day = bureau.today + timedelta(days=days)
    assert ("served_on", rule) == refused(lambda: serve(bureau, case, "opinion", day))


def test_a_seal_is_not_older_than_the_signature() -> None:
    bureau = Bureau()
    _, case = reported(bureau)
    bureau.act(case, "draft_opinion", ZHOU, **OPINION)
    bureau.act(case, "review_opinion", HAN)
    bureau.act(case, "sign_opinion", ZHENG)
    facts = {"file": upload(), "sealed_on": bureau.today - timedelta(days=1)}
    assert ("sealed_on", "between") == refused(lambda: bureau.act(case, "seal_opinion", ZHOU, **facts))


@pytest.mark.parametrize(
    ("began", "ended", "rule"),
    [
        ("2026-03-02T10:00", "2026-03-02T09:00", "after_beginning"),
        ("2026-03-02T09:00", "2026-03-02T09:00", "after_beginning"),
        ("2026-03-02T09:00", "2026-03-03T09:30", "not_in_future"),
    ],
)
def test_a_transcript_ends_after_it_began_and_not_tomorrow(began: str, ended: str, rule: str) -> None:
    bureau = Bureau()
    case = opened(bureau)
    facts = {
        "began_at": began,
        "ended_at": ended,
        "place": "询问室",
        **TRANSCRIPT,
    }
    assert ("ended_at", rule) == refused(lambda: bureau.act(case, "question", ZHOU, **facts))


def late_proposal(bureau: Bureau) -> str:
    _, case = correcting(bureau)
    bureau.wait(days=40)
    proposed(bureau, case)
    bureau.wait(days=3)
    return case


@pytest.mark.duty("JZ-26a")
@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"decided_on": date(2026, 4, 10)}, "decided_on"),
        ({"decided_on": date(2026, 4, 15)}, "decided_on"),
        ({"kinds": []}, "kinds"),
        ({"number": ""}, "number"),
        ({"number": "示政执监决[2026]1号"}, "number"),
        ({"text": ""}, "text"),
        ({"outcome": "declined"}, "kinds"),
    ],
)
def test_a_decision_names_its_kinds_number_text_and_a_day_after_the_proposal(
    change: dict[str, Any], field: str
) -> None:
    """Proposed on 11 April, recorded on 14 April."""
    bureau = Bureau()
    case = late_proposal(bureau)
    assert field == refused(lambda: decided(bureau, case, **change))[0]


def test_a_circular_for_lateness_needs_a_lateness() -> None:
    bureau = Bureau()
    _, case = performing(bureau)
    circular = {"reason": "late", "scope": "全市", "approver": "局长", "text": "通报。"}
    assert ("reason", "late_or_marked") == refused(lambda: bureau.act(case, "draft_circular", ZHOU, **circular))
    bureau.wait(days=60)
    bureau.act(case, "draft_circular", ZHOU, **circular)


def test_a_complaint_is_rated_once() -> None:
    bureau = Bureau()
    complaint = bureau.submit()
    actor = Actor("complainant", complaint)
    bureau.act(complaint, "withdraw_complaint", actor, confirm=True)
    bureau.act(complaint, "rate", actor, score="5")
    assert ("state", "not_rated_yet") == refused(lambda: bureau.act(complaint, "rate", actor, score="1"))


def test_nothing_unread_is_nothing_to_acknowledge() -> None:
    bureau = Bureau()
    _, case = correcting(bureau)
    bureau.act(case, "acknowledge", GAO)
    assert ("state", "unread_by_agency") == refused(lambda: bureau.act(case, "acknowledge", GAO))


def test_a_refusal_changes_nothing() -> None:
    """The matter, its clocks and events are as before."""
    bureau = Bureau()
    _, case = correcting(bureau)
    before = bureau.cases[case]
    for actor, name, facts in (
        (GAO, "object", {"request": "change", "reasons": ""}),
        (ZHOU, "draft_request_to_government", PROPOSAL),
        (ZHOU, "draft_circular", {"reason": "late", "scope": "全市", "approver": "局长", "text": "通报。"}),
    ):
        with pytest.raises((Conflict, Invalid)):
            bureau.act(case, name, actor, **facts)  # type: ignore[arg-type]
    assert before == bureau.cases[case]
