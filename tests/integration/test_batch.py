"""Batches: each matter in a transaction of its own; time up or power lost, the same request goes on with the rest."""

from types import SimpleNamespace
from typing import Any

import pytest
from jiandu import batch as use_case
from jiandu.batch import Batch, Chosen, Result, run
from jiandu.core.errors import Busy, Invalid
from jiandu.core.record import broken_at

from tests.integration.desk_work import SIGNER, SUPERVISOR, Desk, actor, load
from tests.integration.traffic import Traffic


class PowerCut(Exception):
    """Nothing that botocore would raise."""


def wanted(desk: Desk, cases: list[str], key: str = "batch") -> Batch:
    """The opinions of these cases, to be signed."""
    chosen = tuple(Chosen(case, load(case).matter.version) for case in cases)
    return Batch("sign_opinion", chosen, actor(SIGNER, ""), {}, key, desk.now)


def reviewed(desk: Desk, n: int) -> list[str]:
    return [desk.reviewed() for _ in range(n)]


def numbers(cases: list[str]) -> list[str]:
    return [d.number or "" for case in cases for d in load(case).documents if d.kind == "opinion"]


def outcomes(results: list[Result]) -> list[str]:
    return [result.outcome for result in results]


def whole(cases: list[str]) -> None:
    """Each signed once, in an unbroken record; the numbers run on without a gap."""
    assert [f"{n}号" for n in range(1, len(cases) + 1)] == [number.rsplit("〕", 1)[1] for number in numbers(cases)]
    for case in map(load, cases):
        assert 1 == sum(event.action == "sign_opinion" for event in case.events)
        assert broken_at(case.matter, case.events) is None


def test_what_time_did_not_suffice_for_is_done_by_the_same_request_again(
    deployment: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two are done and two are left; the same again answers four, none signed twice."""
    desk = Desk()
    cases = reviewed(desk, 4)
    batch, clock = wanted(desk, cases), iter([0.0, 1.0, 2.0])
    with monkeypatch.context() as patch:
        patch.setattr(use_case, "time", SimpleNamespace(monotonic=lambda: next(clock, 99.0)))
        first = run(batch, 10)
    assert ["done", "done", "left", "left"] == outcomes(first)
    assert ["done"] * 4 == outcomes(run(batch))
    whole(cases)


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("at", [1, 2, 3])
def test_a_batch_cut_short_goes_on_with_the_same_request(traffic: Traffic, at: int, after: bool) -> None:
    """Whatever was committed stays; the rest is done once."""
    desk = Desk()
    cases = reviewed(desk, 3)
    batch, seen = wanted(desk, cases), [0]

    def fail(operation: str, _: dict[str, Any]) -> None:
        seen[0] += operation == "TransactWriteItems"
        if operation == "TransactWriteItems" and seen[0] == at:
            raise PowerCut

    disturbed = traffic.after if after else traffic.before
    disturbed.append(fail)
    with pytest.raises(PowerCut):
        run(batch)
    disturbed.remove(fail)
    assert ["done"] * 3 == outcomes(run(batch))
    whole(cases)


def test_whoever_lost_to_rivals_too_long_is_left_for_the_next_time(
    deployment: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = Desk()
    cases = reviewed(desk, 1)

    def busy(_: Any) -> None:
        raise Busy("系统繁忙。")

    with monkeypatch.context() as patch:
        patch.setattr(use_case, "perform", busy)
        assert ["left"] == outcomes(run(wanted(desk, cases)))
    assert ["done"] == outcomes(run(wanted(desk, cases)))


def test_one_that_changed_meanwhile_is_refused_and_the_others_are_signed(deployment: str) -> None:
    """The reason names what happened."""
    desk = Desk()
    cases = reviewed(desk, 3)
    batch = wanted(desk, cases)
    desk.act(cases[1], "abandon_opinion", SUPERVISOR, reason="另行处理。")
    results = run(batch)
    assert ["done", "refused", "done"] == outcomes(results)
    assert "撤销拟稿" in results[1].detail
    whole([cases[0], cases[2]])


def test_a_key_taken_by_another_batch_is_refused_for_each(deployment: str) -> None:
    """The same key with other facts does nothing."""
    desk = Desk()
    cases = reviewed(desk, 2)
    assert ["done", "done"] == outcomes(run(wanted(desk, cases)))
    other = Batch(
        "sign_opinion", wanted(desk, cases).chosen, actor(SIGNER, ""), {"opinion": "再签。"}, "batch", desk.now
    )
    results = run(other)
    assert ["refused", "refused"] == outcomes(results)
    assert {"same_body"} == {mistake.rule for result in results for mistake in result.mistakes}
    whole(cases)


def test_one_number_is_not_given_to_many(traffic: Traffic) -> None:
    """A number from the city's office system belongs to one letter: alone it is taken, for two it is refused."""
    desk = Desk()
    cases = reviewed(desk, 2)
    given = {"number": "市司函〔2026〕5号"}
    two, one = wanted(desk, cases), wanted(desk, cases[:1])
    traffic.calls.clear()
    with pytest.raises(Invalid) as refusal:
        run(Batch(two.action, two.chosen, two.actor, given, "batch", desk.now))
    assert [("number", "one_by_one")] == [(m.field, m.rule) for m in refusal.value.mistakes]
    assert [] == traffic.writes()
    assert ["done"] == outcomes(run(Batch(one.action, one.chosen, one.actor, given, "batch", desk.now)))


def test_a_mistake_in_what_all_have_in_common_changes_nothing(traffic: Traffic) -> None:
    desk = Desk()
    cases = reviewed(desk, 2)
    batch = wanted(desk, cases)
    traffic.calls.clear()
    with pytest.raises(Invalid):
        run(Batch(batch.action, batch.chosen, batch.actor, {"opinion": ""}, "batch", desk.now))
    assert [] == traffic.writes()
