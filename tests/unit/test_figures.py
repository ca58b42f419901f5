"""The figures of a work report: counted from what stands beside each matter, over a period."""

from datetime import date, timedelta
from typing import Any

import pytest
from casework import OPINION, ZHENG, Bureau, correcting, reported, rules_of, signed
from jiandu.core.figures import Counted, counted, figures, period, tally
from jiandu.core.matter import Case, Event, Matter

FIRST, LAST = date(2026, 1, 1), date(2026, 3, 31)
NAMES = {"market": "市场监督管理局", "urban": "城市管理局"}


def complaint(**more: Any) -> Counted:
    told = {"state": "received", "category": "inaction", **more}
    return Counted(kind="complaint", respondent="market", opened_on=date(2026, 2, 1), **told)


def case(**more: Any) -> Counted:
    told = {"respondent": "market", "opened_on": date(2026, 2, 1), **more}
    return Counted(kind="supervision", state="filed", **told)


def lines(*rows: Counted) -> tuple[str, ...]:
    return figures(rows, FIRST, LAST, rules_of("jinzhong"), NAMES)


def test_complaints_are_counted_by_channel_category_and_handling() -> None:
    """The most frequent first."""
    told = lines(
        complaint(), complaint(state="refused", channel="letter"), complaint(state="guided", category="conduct")
    )
    assert "收到投诉举报3件：网上提交2件，来信1件。" == told[0]
    assert "按问题类型：不履行法定职责、推诿扯皮2件，野蛮执法、随意执法、越权执法、以权谋私、吃拿卡要1件。" == told[1]
    assert "办理情况：待审查1件，不予受理1件，已引导复议诉讼1件。" == told[2]


def test_what_did_not_happen_is_said_too() -> None:
    assert (
        "收到投诉举报0件。",
        "新立个案监督案件0件。",
        "制发文书0份。",
        "行政执法机关提出异议0件。",
        "逾期的行政执法机关0个。",
        "行政执法监督联系点0个。",
        "联系点提出事项0件。",
    ) == lines()


@pytest.mark.duty("JZ-04")
def test_contact_points_that_serve_are_counted_where_the_place_has_them() -> None:
    """One that was revoked does not serve any more; elsewhere nothing is said."""
    terms = [Counted("contact_point", state, "point", date(2026, 2, 1)) for state in ("serving", "revoked")]
    assert "行政执法监督联系点1个。" == lines(*terms)[-2]
    assert not any("联系点" in line for line in figures([], FIRST, LAST, rules_of("national"), NAMES))


@pytest.mark.parametrize(("day", "n"), [(FIRST, 1), (LAST, 1), (FIRST - timedelta(1), 0), (LAST + timedelta(1), 0)])
def test_both_ends_of_the_period_belong_to_it(day: date, n: int) -> None:
    told = lines(case(opened_on=day, issued=(("opinion", day),), late=(("correction", day),)))
    assert [f"新立个案监督案件{n}件。", n] == [told[1], told[2].startswith("制发文书1份") + 0]
    assert told[4].startswith(f"逾期的行政执法机关{n}个")


def test_a_letter_of_the_period_counts_though_its_case_is_older() -> None:
    told = lines(case(opened_on=date(2025, 5, 1), issued=(("opinion", LAST), ("opinion", LAST), ("urging", FIRST))))
    assert "新立个案监督案件0件。" == told[1]
    assert "制发文书3份：行政执法监督意见书2份，行政执法监督督办函1份。" == told[2]


def test_each_late_agency_is_named_with_its_cases_and_the_bureaus_own_lateness_is_not_theirs() -> None:
    late = (("correction", FIRST), ("explanation", FIRST))
    rows = [case(late=late), case(late=late), case(respondent="urban", late=late), case(late=(("listing", FIRST),))]
    assert "逾期的行政执法机关2个：市场监督管理局2件，城市管理局1件。" == lines(*rows)[4]


def test_objections_are_counted_with_their_outcomes() -> None:
    rows = [
        Counted(kind="objection", state=state, respondent="market", opened_on=FIRST)
        for state in ("upheld", "upheld", "changed")
    ]
    assert "行政执法机关提出异议3件：维持2件，变更1件。" == lines(*rows)[3]


def test_a_matters_tally_is_read_back_as_it_was_written() -> None:
    """Of a whole case: its numbered letters, and what ran out, each with its day."""
    bureau = Bureau()
    day = bureau.today
    _, case_id = correcting(bureau)
    bureau.wait(days=40)
    bureau.sweep()
    read = counted(_item(bureau.cases[case_id]))
    assert [("explanation_demand", day), ("opinion", day)] == sorted(read.issued)
    ((name, late),) = read.late
    assert ("correction", True) == (name, day < late <= bureau.today)


def test_a_voided_number_and_a_draft_for_the_government_are_no_letters() -> None:
    bureau = Bureau()
    _, case_id = reported(bureau)
    signed(bureau, case_id, "opinion", **OPINION)
    bureau.act(case_id, "void_opinion", ZHENG, reason="文号有误。")
    assert ["explanation_demand"] == [kind for kind, _ in counted(_item(bureau.cases[case_id])).issued]


def test_a_complaint_tells_how_it_came() -> None:
    bureau = Bureau()
    assert "online" == counted(_item(bureau.cases[bureau.submit()])).channel


def _item(case: Case) -> dict[str, Any]:
    return {**case.matter.model_dump(mode="json"), "tally": tally(case)}


def reporting(*events: tuple[str, dict[str, str]]) -> Case:
    """A reporting matter set up in March 2026 with these events."""
    opened = Bureau().now
    matter = Matter(
        id="r", kind="reporting", profile="jinzhong", number="BG1", owner="bureau", respondent="", state="waiting",
        opened_at=opened,
    )  # fmt: skip
    made = [
        Event(
            matter="r", n=n, action=name, actor="zhou", happened_at=opened, recorded_at=opened, body="", hash="",
            facts=facts,
        )
        for n, (name, facts) in enumerate(events, 1)
    ]  # fmt: skip
    return Case(matter, events=tuple(made))


DRAFT = ("draft_work_report", {"period_to": "2026-03-31"})
LATER = ("draft_work_report", {"period_to": "2026-04-30"})
SEAL = ("seal_work_report", {})


@pytest.mark.parametrize(
    ("events", "first"),
    [
        ((), date(2026, 1, 1)),
        ((DRAFT,), date(2026, 1, 1)),
        ((DRAFT, SEAL), date(2026, 4, 1)),
        ((DRAFT, SEAL, LATER), date(2026, 4, 1)),
        ((DRAFT, SEAL, LATER, SEAL), date(2026, 5, 1)),
    ],
)
def test_a_report_begins_where_the_last_one_that_went_out_ended(events: Any, first: date) -> None:
    """Before the first, with the year in which reporting was set up; a draft that was given up does not count."""
    assert (first, date(2026, 6, 30)) == period(reporting(*events), date(2026, 6, 30))
