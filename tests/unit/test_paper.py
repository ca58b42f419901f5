"""What an agency answered on paper: it counts from its postmark or receipt, whenever it was entered (practice 22)."""

from datetime import date
from typing import Any

import pytest
from casework import (
    DU,
    GAO,
    HAN,
    PROPOSAL,
    ZHENG,
    ZHOU,
    Bureau,
    ago,
    clock,
    correcting,
    matter,
    objected,
    refused,
    upload,
)

DUE = date(2026, 4, 1)


def paper(received: date, posted: date | None = None) -> dict[str, Any]:
    by_post = {"channel": "letter", "posted_on": posted} if posted else {"channel": "delivered"}
    return {"received_on": received, "scan": upload("来件.pdf"), **by_post}


def breached(bureau: Bureau) -> str:
    """A case ten days after its period to correct ran out, the breach on record."""
    _, case = correcting(bureau)
    bureau.wait(days=40)
    bureau.sweep()
    assert ("correction",) == matter(bureau, case).late
    return case


@pytest.mark.parametrize(
    "came",
    [paper(DUE), paper(date(2026, 4, 7), DUE), paper(date(2026, 4, 7), date(2026, 3, 30))],
    ids=["received on the last day", "posted on the last day", "posted before it"],
)
def test_a_report_in_time_entered_after_the_breach_takes_the_breach_back(came: dict[str, Any]) -> None:
    bureau = Bureau()
    case = breached(bureau)
    bureau.act(case, "enter_report_correction", DU, report="已纠正。", **came)
    stopped = clock(bureau, case, "correction#1")
    assert ("stopped", True, None) == (stopped.status, stopped.fulfilled, stopped.breached_at)
    assert ((), ()) == (matter(bureau, case).late, matter(bureau, case).was_late)
    assert "correction_reported" == matter(bureau, case).state


def test_the_breach_that_was_raised_stays_on_record() -> None:
    """No event is edited; the one that took it back follows it and names the bureau's hand."""
    bureau = Bureau()
    case = breached(bureau)
    bureau.act(case, "enter_report_correction", DU, report="已纠正。", **paper(DUE))
    assert ["breach", "enter_report_correction"] == [e.action for e in bureau.cases[case].events[-2:]]
    assert ("du", "bureau") == (bureau.cases[case].events[-1].actor, bureau.cases[case].events[-1].organisation)


@pytest.mark.parametrize("came", [paper(date(2026, 4, 2)), paper(date(2026, 4, 7), date(2026, 4, 2))])
def test_a_report_that_came_late_stays_late(came: dict[str, Any]) -> None:
    bureau = Bureau()
    case = breached(bureau)
    bureau.act(case, "enter_report_correction", DU, report="已纠正。", **came)
    stopped = clock(bureau, case, "correction#1")
    assert stopped.fulfilled and stopped.breached_at
    assert ((), ("correction",)) == (matter(bureau, case).late, matter(bureau, case).was_late)


def test_a_lateness_of_another_period_is_not_excused_by_it() -> None:
    bureau = Bureau()
    _, case = correcting(bureau)
    bureau.act(case, "report_correction", GAO, report="已纠正。")
    bureau.act(case, "return_correction", ZHOU, reasons="不足。", due_on="2026-03-10")
    bureau.wait(days=20)
    bureau.act(case, "report_correction", GAO, report="再次纠正。")
    bureau.act(case, "return_correction", ZHOU, reasons="不足。", due_on="2026-03-25")
    bureau.wait(days=20)
    bureau.act(case, "enter_report_correction", DU, report="已纠正。", **paper(date(2026, 3, 25)))
    assert ((), ("renewed_correction",)) == (matter(bureau, case).late, matter(bureau, case).was_late)


def test_no_proposal_goes_out_for_a_lateness_the_postmark_takes_back() -> None:
    bureau = Bureau()
    case = breached(bureau)
    bureau.act(case, "draft_request_to_government", ZHOU, **PROPOSAL)
    bureau.act(case, "enter_report_correction", DU, report="已纠正。", **paper(date(2026, 4, 7), DUE))

    bureau.act(case, "review_request_to_government", HAN)
    assert ("state", "lateness_stands") == refused(lambda: bureau.act(case, "sign_request_to_government", ZHENG))


@pytest.mark.parametrize(("posted", "route"), [(date(2026, 3, 9), "local"), (date(2026, 3, 10), "national")])
@pytest.mark.duty("JZ-24a")
def test_an_objection_on_paper_goes_the_way_of_its_postmark(posted: date, route: str) -> None:
    """Five working days from 2 March end on the 9th."""
    bureau = Bureau()
    _, case = correcting(bureau)
    assert date(2026, 3, 9) == clock(bureau, case, "objection#1").due
    bureau.wait(days=14)
    bureau.sweep()
    facts = {"request": "withdraw", "reasons": "程序合法。", **paper(date(2026, 3, 12), posted)}
    bureau.act(case, "enter_object", DU, **facts)
    (objection,) = matter(bureau, case).children
    assert route == matter(bureau, objection).route
    name = "answer" if route == "local" else "national_answer"
    assert [name] == [c.name for c in bureau.cases[objection].clocks]
    assert date(2026, 3, 12) == bureau.cases[objection].clocks[0].started_on


def test_an_objection_entered_while_its_right_runs_is_local() -> None:
    bureau = Bureau()
    _, case = correcting(bureau)
    assert "local" == matter(bureau, objected(bureau, case)).route


@pytest.mark.parametrize(
    ("came", "mistake"),
    [
        (paper(date(2026, 3, 3)), ("received_on", "not_in_future")),
        (paper(date(2025, 2, 20)), ("received_on", "within_a_year")),
        (paper(date(2026, 3, 1), date(2026, 3, 2)), ("posted_on", "only_by_post")),
        ({**paper(date(2026, 3, 2)), "posted_on": date(2026, 3, 1)}, ("posted_on", "only_by_post")),
        ({**paper(date(2026, 3, 2)), "scan": None}, ("scan", "model_type")),
    ],
)
def test_a_paper_answer_has_its_scan_and_days_that_can_be(came: dict[str, Any], mistake: tuple[str, str]) -> None:
    bureau = Bureau()
    _, case = correcting(bureau)
    act = lambda: bureau.act(case, "enter_report_correction", DU, report="已纠正。", **came)  # noqa: E731
    assert mistake == refused(act)


def test_the_agency_reads_what_was_entered_for_it() -> None:
    bureau = Bureau()
    _, case = correcting(bureau)
    bureau.act(case, "enter_report_correction", DU, report="已纠正。", **paper(ago(bureau, 0)))
    assert matter(bureau, case).unread
    assert ("action", "role") == refused(lambda: bureau.act(case, "enter_report_correction", GAO, report="已纠正。"))
