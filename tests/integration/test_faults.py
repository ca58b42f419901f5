"""Throttled, in conflict, or done without an answer: the end is as without, and nothing is done twice."""

from collections.abc import Callable
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest
from jiandu import perform as use_case
from jiandu.adapters import keys, table
from jiandu.core.errors import Busy
from jiandu.perform import perform
from jiandu.submit import submit
from jiandu.sweep import Swept, sweep
from jiandu.take_in import take_in

from tests.integration.desk_work import ACCEPTANCE, CLERK, COMPLAINT, SIGNER, SUPERVISOR, Desk, actor, load, scan
from tests.integration.embedded_aws import EmbeddedAws
from tests.integration.faults import (
    Faults,
    Kind,
    broken,
    conflicting,
    crowded,
    cut_off,
    exceeded,
    throttled,
    unanswered,
)
from tests.integration.whole_table import Kept, everything

SDK_ATTEMPTS = 3  # one and two retries
LONG = 60.0
Doing = Callable[[], Any]


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The SDK's pauses between its attempts are left out."""
    monkeypatch.setattr("botocore.endpoint.time", SimpleNamespace(sleep=lambda _: None))


def accept(desk: Desk) -> Doing:
    wanted = desk.wanted(desk.submit().matter_id, "accept", SUPERVISOR, **ACCEPTANCE)
    return lambda: perform(replace(wanted, idempotency_key="once"))


def sign(desk: Desk) -> Doing:
    wanted = desk.wanted(desk.reviewed(), "sign_opinion", SIGNER)
    return lambda: perform(replace(wanted, idempotency_key="once"))


def supplement(desk: Desk) -> Doing:
    """By the public, without version and without key: the SDK's token alone keeps it single."""
    wanted = desk.wanted(desk.submit().matter_id, "supplement", "complainant", text="补充。")
    return lambda: perform(replace(wanted, version=None))


def complain(desk: Desk) -> Doing:
    keys.ring()
    return lambda: submit({**COMPLAINT, "name": "张三"}, "once", desk.now)


def enter(desk: Desk) -> Doing:
    keys.ring()
    told = {**COMPLAINT, "channel": "letter", "received_on": desk.today, "scan": scan()}
    return lambda: take_in(actor(CLERK, ""), told, "once", desk.now)


def overdue(desk: Desk) -> Doing:
    desk.correcting()
    desk.wait(days=40)
    return lambda: sweep(desk.now, LONG)


DOINGS = (accept, sign, supplement, complain, enter, overdue)
LOST = (unanswered, cut_off)
ANYWHERE = (throttled, exceeded, broken, *LOST)


def undisturbed(embedded: EmbeddedAws, kept: Kept, do: Doing, only: str = "") -> tuple[list[str], list[str]]:
    """The requests it sends, and the table afterwards; the table is put back."""
    with Faults(only=only).on(embedded) as count:
        do()
    end = everything(embedded)
    kept.restore()
    return count.sent, end


def places(sent: list[str], kind: Kind) -> list[int]:
    """What is lost on the way is tried at every request; what is refused at once, and done by none, at the first of
    each operation, for the SDK sends all of them again alike.
    """
    return [n for n, operation in enumerate(sent, 1) if kind in LOST or operation not in sent[: n - 1]]


@pytest.mark.parametrize("kind", ANYWHERE)
@pytest.mark.parametrize("prepared", DOINGS)
def test_one_fault_at_any_request_changes_nothing(
    deployment: str, embedded: EmbeddedAws, prepared: Callable[[Desk], Doing], kind: Kind
) -> None:
    """It is done, answered, and done once."""
    do = prepared(Desk())
    kept = Kept.now(embedded)
    sent, end = undisturbed(embedded, kept, do)
    for at in places(sent, kind):
        kept.restore()
        with Faults(kind, at, times=1).on(embedded):
            answer = do()
        assert end == everything(embedded), at
        assert not isinstance(answer, Swept) or answer.done


@pytest.mark.parametrize("kind", [conflicting, crowded])
@pytest.mark.parametrize("prepared", DOINGS)
def test_transactions_in_conflict_are_tried_again(
    deployment: str, embedded: EmbeddedAws, prepared: Callable[[Desk], Doing], kind: Kind
) -> None:
    """Two cancelled in a row, at each transaction in turn."""
    do = prepared(Desk())
    kept = Kept.now(embedded)
    sent, end = undisturbed(embedded, kept, do, "TransactWriteItems")
    assert sent
    for at in range(1, len(sent) + 1):
        kept.restore()
        with Faults(kind, at, times=2, only="TransactWriteItems").on(embedded):
            do()
        assert end == everything(embedded), at


@pytest.mark.parametrize("kind", [throttled, unanswered, cut_off])
@pytest.mark.parametrize("prepared", [accept, sign, complain, enter, overdue])
def test_faults_beyond_patience_are_told_as_busy_and_the_same_request_finds_the_same_end(
    deployment: str, embedded: EmbeddedAws, prepared: Callable[[Desk], Doing], kind: Kind
) -> None:
    """Whether or not it was done: sent again under its key it is done once. The sweep says that it goes on."""
    do = prepared(Desk())
    kept = Kept.now(embedded)
    sent, end = undisturbed(embedded, kept, do)
    for at in places(sent, kind):
        kept.restore()
        with Faults(kind, at, times=SDK_ATTEMPTS * (3 if prepared is overdue else 1)).on(embedded):
            assert told_as_busy(do), at
        do()
        assert end == everything(embedded), at


def told_as_busy(do: Doing) -> bool:
    """By Busy; the sweep by going on another time, with nothing set aside."""
    try:
        answer = do()
    except Busy:
        return True
    return isinstance(answer, Swept) and not answer.failed


def test_a_run_that_meets_nothing_but_conflicts_sets_nothing_aside(deployment: str, embedded: EmbeddedAws) -> None:
    """The matter is not sick: the next run raises what is due."""
    desk = Desk()
    do = overdue(desk)
    kept = Kept.now(embedded)
    _, end = undisturbed(embedded, kept, do)
    with Faults(conflicting, 1, times=10_000, only="TransactWriteItems").on(embedded):
        assert Swept(done=False) == do()
    assert do().done
    assert end == everything(embedded)


def test_without_end_an_act_is_busy_and_not_done(
    deployment: str, embedded: EmbeddedAws, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The complaint stays where it was; the public form's sender is told so."""
    monkeypatch.setattr(use_case, "PATIENCE", 0.05)
    desk = Desk()
    complaint = desk.submit().matter_id
    wanted = desk.wanted(complaint, "accept", SUPERVISOR, **ACCEPTANCE)
    with Faults(conflicting, 1, times=10_000, only="TransactWriteItems").on(embedded):
        for do in (lambda: perform(wanted), lambda: submit(COMPLAINT, "later", desk.now)):
            with pytest.raises(Busy):
                do()
    assert 1 == load(complaint).matter.version
    assert [complaint] == [str(i["id"]) for i in table.page("work", "city-bureau#open", 10, None).items]
