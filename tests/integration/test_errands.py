"""One act on many matters: whatever stops it, each is done once; what could not be done is on record."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from jiandu.adapters import table
from jiandu.begin import begin
from jiandu.core.matter import Case
from jiandu.core.record import broken_at
from jiandu.perform import perform
from jiandu.sending import run_errands
from jiandu.sweep import sweep

from tests.integration.desk_work import COLLEAGUE, SIGNER, SUPERVISOR, Desk, actor, load
from tests.integration.traffic import Traffic

LONG = 60.0
AGENCIES = (
    "city-market", "city-urban", "city-environment", "city-transport", "city-agriculture", "city-health",
    "city-culture", "city-housing",
)  # fmt: skip
PLAN = {"title": "评查", "mode": "key", "way": "file_review", "duty": "systems", "plan": "逐一评查。"}
OPENING = {"subject": "评查", "agencies": list(AGENCIES), "officers": [SUPERVISOR, COLLEAGUE]}


class PowerCut(Exception):
    """Nothing that botocore would raise."""


@contextmanager
def power_cut(traffic: Traffic, at: int, after: bool) -> Iterator[None]:
    """The power fails at the n-th transaction, before or after it took effect."""
    seen = [0]

    def before(operation: str, _: dict[str, Any]) -> None:
        seen[0] += operation == "TransactWriteItems"
        if seen[0] == at and not after and operation == "TransactWriteItems":
            raise PowerCut

    def afterwards(operation: str, _: dict[str, Any]) -> None:
        if seen[0] == at and after and operation == "TransactWriteItems":
            raise PowerCut

    traffic.before.append(before)
    traffic.after.append(afterwards)
    try:
        with pytest.raises(PowerCut):
            yield
    finally:
        traffic.before.remove(before)
        traffic.after.remove(afterwards)


def running(desk: Desk) -> str:
    """An approved activity."""
    matter = begin(actor(SUPERVISOR, ""), "activity", PLAN, "once", desk.now)
    desk.act(matter, "approve", SIGNER)
    return matter


def begun(matter: str) -> list[Case]:
    found = [table.load_case(child) for child in load(matter).matter.children]
    return [case for case in found if case is not None]


def whole(matter: str) -> None:
    """Eight children, one an agency, each begun once with a number of its own, nothing left to do."""
    cases = begun(matter)
    assert list(AGENCIES) == [case.matter.respondent for case in cases]
    assert {(1, None)} == {(case.matter.version, broken_at(case.matter, case.events)) for case in cases}
    assert 8 == len({case.matter.number for case in cases})
    assert (0, ()) == (load(matter).errands_left, load(matter).errands_refused)


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("at", range(2, 10))
def test_the_sweep_finishes_what_a_crash_between_two_errands_left(traffic: Traffic, at: int, after: bool) -> None:
    """No child twice, none missing; the page said how many were still to come."""
    desk = Desk()
    matter = running(desk)
    with power_cut(traffic, at, after):
        perform(desk.wanted(matter, "open_cases", SUPERVISOR, **OPENING))
    done = at - 2 + after
    assert (done, 8 - done) == (len(begun(matter)), load(matter).errands_left)
    result = sweep(desk.now, LONG)
    assert ([], True) == (result.failed, result.done)
    whole(matter)
    before = load(matter)
    sweep(desk.now, LONG)
    assert before == load(matter)


def test_the_sweep_goes_on_where_its_time_was_up(traffic: Traffic) -> None:
    """A run without time does nothing wrong; the next does the rest."""
    desk = Desk()
    matter = running(desk)
    with power_cut(traffic, 2, after=False):
        perform(desk.wanted(matter, "open_cases", SUPERVISOR, **OPENING))
    assert not sweep(desk.now, 0).done
    assert sweep(desk.now, LONG).done
    whole(matter)


@pytest.mark.parametrize("at", range(1, 9))
def test_of_two_rival_runs_none_does_an_errand_twice(traffic: Traffic, at: int) -> None:
    """A rival does all the rest while errand k is on its way: it loses, looks again, and finds nothing left."""
    desk = Desk()
    matter = running(desk)
    with power_cut(traffic, 2, after=False):
        perform(desk.wanted(matter, "open_cases", SUPERVISOR, **OPENING))
    event, left = load(matter).matter.version, [at]

    def rival(operation: str, _: dict[str, Any]) -> None:
        if operation == "TransactWriteItems":
            left[0] -= 1
            if left[0] == 0:
                assert run_errands(matter, event, desk.now, LONG)

    traffic.before.append(rival)
    assert run_errands(matter, event, desk.now, LONG)
    whole(matter)


def test_the_act_itself_is_done_or_not_done(traffic: Traffic) -> None:
    """The power fails before it took effect: no child is announced and none begins."""
    desk = Desk()
    matter = running(desk)
    with power_cut(traffic, 1, after=False):
        perform(desk.wanted(matter, "open_cases", SUPERVISOR, **OPENING))
    sweep(desk.now, LONG)
    assert {} == load(matter).matter.children


def test_a_matter_closed_meanwhile_is_refused_and_the_others_are_handed_over(traffic: Traffic) -> None:
    """The list still names it; the record says which one was not handed over."""
    desk = Desk()
    cases = [desk.accepted()[1] for _ in range(3)]
    facts = {"from_person": SUPERVISOR, "to_person": COLLEAGUE, "reason": "调离。"}
    with power_cut(traffic, 2, after=False):
        begin(actor(SIGNER, ""), "handover", facts, "handover", desk.now)
    desk.act(cases[1], "terminate", SIGNER, cause="no_violation", reason="没有违法。")
    sweep(desk.now, LONG)
    matter = begin(actor(SIGNER, ""), "handover", facts, "handover", desk.now)
    handed = load(matter)
    assert {cases[1]} <= set(handed.errands_refused)
    assert set(cases) <= {row["matter"] for row in handed.handed}
    assert {(COLLEAGUE,)} == {load(case).matter.officers for case in (cases[0], cases[2])}
    assert (SUPERVISOR, COLLEAGUE) == load(cases[1]).matter.officers


def test_a_handover_begun_twice_is_one(traffic: Traffic) -> None:
    desk = Desk()
    desk.accepted()
    facts = {"from_person": SUPERVISOR, "to_person": COLLEAGUE, "reason": "调离。"}
    first = begin(actor(SIGNER, ""), "handover", facts, "key", desk.now)
    assert first == begin(actor(SIGNER, ""), "handover", facts, "key", desk.now)
