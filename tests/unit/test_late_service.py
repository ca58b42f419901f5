"""A letter with a date in it that reaches the agency when that date is past: the date is set anew."""

from datetime import date, timedelta
from functools import partial

import pytest
from casework import (
    BY_HAND,
    DU,
    GAO,
    HAN,
    OPINION,
    URGING,
    ZHENG,
    ZHOU,
    Bureau,
    clock,
    matter,
    refused,
    reported,
    sealed,
    seen,
    serve,
    served,
    signed,
    upload,
    working_day_after,
)
from jiandu.core.admit import obstacles
from jiandu.core.letters.course import NewDate
from jiandu.views.lists import mine

WORK_REPORT = {
    "period_from": "2026-02-01",
    "period_to": "2026-02-28",
    "figures": "收到12件",
    "work": "开展监督。",
    "problems": "力量不足。",
    "plan": "开展培训。",
}


def waiting(days: int) -> tuple[Bureau, str, date]:
    """A sealed 督办函 some days after the date printed in it."""
    bureau = Bureau()
    _, case = reported(bureau, "inaction")
    printed = working_day_after(bureau.today, 5)
    sealed(bureau, case, "urging", **URGING, due_on=printed)
    bureau.now += timedelta(days=(printed - bureau.today).days + days)
    return bureau, case, printed


@pytest.mark.parametrize("days", [0, 3])
@pytest.mark.parametrize("by_agency", [False, True])
def test_served_on_its_own_day_or_later_it_starts_no_clock_until_a_new_date_is_set(days: int, by_agency: bool) -> None:
    bureau, case, printed = waiting(days)
    served = bureau.today
    if by_agency:
        bureau.act(case, "receive_urging", GAO, signatory="高六")
    else:
        serve(bureau, case, "urging", served)
    assert ("performing", ("performance",)) == (matter(bureau, case).state, matter(bureau, case).undated)
    assert not [c for c in bureau.cases[case].clocks if c.status == "running"]
    assert "重新确定期限：行政执法监督督办函" in waits(bureau, case)
    assert any("重新确定期限" in notice for notice in seen(bureau, case, HAN)["notices"])
    bureau.wait(days=2)
    day = working_day_after(bureau.today, 5)
    bureau.act(case, "set_date_urging", ZHENG, new_due_on=day)
    performance = clock(bureau, case, "performance#1")
    assert (day, served, printed) == (performance.due, performance.started_on, performance.printed)
    assert () == matter(bureau, case).undated
    assert "重新确定期限：行政执法监督督办函" not in waits(bureau, case)
    assert any("文书载明的期限为" in line for line in seen(bureau, case, GAO)["clocks"][0]["history"])


def waits(bureau: Bureau, case: str) -> list[str]:
    return mine(matter(bureau, case), bureau.procedure(case), ZHENG, False)


def test_the_supplement_is_numbered_and_names_both_dates() -> None:
    bureau, case, printed = waiting(1)
    serve(bureau, case, "urging", bureau.today)
    day = working_day_after(bureau.today, 5)
    bureau.act(case, "set_date_urging", ZHENG, new_due_on=day)
    supplement = next(d for d in bureau.cases[case].documents if d.kind == "new_date")
    assert ("市司执监期〔2026〕1号", {"signer": "zheng"}) == (supplement.number, supplement.hands)
    letter = bureau.letters[-1]
    assert isinstance(letter, NewDate)
    words = tuple(f"{d.year}年{d.month}月{d.day}日" for d in (printed, bureau.today, day))
    assert words == (letter.former_due_on, letter.served_on, letter.due_on)
    bureau.act(case, "attach_sealed_copy", DU, document=supplement.id, file=upload(), sealed_on=bureau.today)
    assert supplement.id in [d["id"] for d in seen(bureau, case, GAO)["documents"]]


def test_a_new_date_is_a_working_day_ahead_and_set_once() -> None:
    bureau, case, _ = waiting(1)
    serve(bureau, case, "urging", bureau.today)
    for day, rule in ((bureau.today, "ahead"), (date(2026, 4, 4), "working_day")):
        assert ("new_due_on", rule) == refused(partial(bureau.act, case, "set_date_urging", ZHENG, new_due_on=day))
    day = working_day_after(bureau.today, 5)
    bureau.act(case, "set_date_urging", ZHENG, new_due_on=day)
    assert ("state", "date_awaited") == refused(lambda: bureau.act(case, "set_date_urging", ZHENG, new_due_on=day))


def test_an_earlier_proof_brings_back_the_date_that_was_printed() -> None:
    """Clicked late by the agency, but signed for in time: nothing is set anew, the printed date stands."""
    bureau, case, printed = waiting(2)
    bureau.act(case, "receive_urging", GAO, signatory="高六")
    earlier = {**BY_HAND, "cause": "earlier_proof", "reason": "送达回证。"}
    bureau.act(case, "serve_urging_again", DU, served_on=printed - timedelta(days=3), **earlier)
    performance = clock(bureau, case, "performance#1")
    assert (printed, None) == (performance.due, performance.printed)
    assert ((), ("performance",)) == (matter(bureau, case).undated, matter(bureau, case).late)


def test_a_date_set_anew_stays_when_the_letter_is_served_again() -> None:
    bureau, case, _ = waiting(1)
    serve(bureau, case, "urging", bureau.today)
    day = working_day_after(bureau.today, 10)
    bureau.act(case, "set_date_urging", ZHENG, new_due_on=day)
    bureau.wait(days=2)
    again = {**BY_HAND, "cause": "defective", "reason": "无权签收。"}
    bureau.act(case, "serve_urging_again", DU, served_on=bureau.today, **again)
    assert day == clock(bureau, case, "performance#2").due


def test_an_agency_that_reports_at_once_needs_no_new_date() -> None:
    bureau, case, _ = waiting(1)
    serve(bureau, case, "urging", bureau.today)
    bureau.act(case, "report_correction", GAO, report="已履职。")
    assert ("correction_reported", ()) == (matter(bureau, case).state, matter(bureau, case).undated)


def test_served_in_time_it_waits_for_nothing() -> None:
    bureau, case, printed = waiting(-1)
    serve(bureau, case, "urging", bureau.today)
    assert (printed, ()) == (clock(bureau, case, "performance#1").due, matter(bureau, case).undated)
    day = working_day_after(bureau.today, 5)
    assert ("state", "date_awaited") == refused(lambda: bureau.act(case, "set_date_urging", ZHENG, new_due_on=day))


def test_a_letter_whose_date_has_passed_meanwhile_is_not_signed() -> None:
    """It goes back and gets another date; on the day before, it was still good."""
    bureau = Bureau()
    _, case = reported(bureau, "inaction")
    printed = working_day_after(bureau.today, 5)
    bureau.act(case, "draft_urging", ZHOU, **URGING, due_on=printed)
    bureau.act(case, "review_urging", HAN)
    bureau.wait(days=(printed - bureau.today).days - 1)
    assert not [m for m in obstacles(bureau.case(case), bureau.action(case, "sign_urging"), bureau.today)]
    bureau.wait(days=1)
    assert ("state", "printed_date_ahead") == refused(partial(bureau.act, case, "sign_urging", ZHENG))
    bureau.act(case, "send_back_urging", ZHENG, reason="期限已过，请重新确定。")
    signed(bureau, case, "urging", **URGING, due_on=working_day_after(bureau.today, 5))


def test_a_letter_that_is_only_sent_is_not_sealed_when_its_date_has_passed() -> None:
    """It is voided: its number is given already."""
    bureau = Bureau()
    reporting = bureau.begin("reporting", ZHOU, due_on=working_day_after(bureau.today, 2))
    following = working_day_after(bureau.today, 5)
    signed(bureau, reporting, "work_report", **WORK_REPORT, due_on=following)
    bureau.wait(days=(following - bureau.today).days)
    seal = {"file": upload(), "sealed_on": bureau.today}
    assert ("state", "printed_date_ahead") == refused(partial(bureau.act, reporting, "seal_work_report", DU, **seal))
    bureau.act(reporting, "void_work_report", ZHENG, reason="载明的日期已过。")
    sealed(bureau, reporting, "work_report", **WORK_REPORT, due_on=working_day_after(bureau.today, 5))


def test_a_notice_with_a_date_has_no_number_of_days_besides() -> None:
    """Its clock runs to the printed date."""
    bureau = Bureau("quzhou")
    _, case = reported(bureau)
    printed = working_day_after(bureau.today, 10)
    draft = {**OPINION, "due_on": printed}
    assert ("days", "extra_forbidden") == refused(
        partial(bureau.act, case, "draft_opinion", ZHOU, **draft, days=30),
    )
    served(bureau, case, "opinion", **draft)
    assert printed == clock(bureau, case, "correction#1").due
