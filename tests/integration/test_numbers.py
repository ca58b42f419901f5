"""文号: allocated from our series or entered from the city's office system, and never twice."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from jiandu import perform as use_case
from jiandu.core.deadlines import SHANGHAI
from jiandu.core.errors import Invalid
from jiandu.core.matter import Case
from jiandu.perform import Act, perform

from tests.integration.desk_work import SIGNER, Desk, load
from tests.integration.test_rivals import acting, at_once

HEAD = "市司执监意〔2026〕"


def number(case: str) -> str:
    return next(str(d.number) for d in reversed(load(case).documents) if d.kind == "opinion")


def entering(desk: Desk, case: str, text: str) -> Callable[[], Case]:
    return acting(desk.wanted(case, "sign_opinion", SIGNER, number=text))


def test_the_series_passes_over_what_was_entered_and_counts_on_from_its_own(deployment: str) -> None:
    """2 and 3 came from outside: after 1 comes 4, and what was entered moved the series not at all."""
    desk = Desk()
    cases = [desk.reviewed() for _ in range(5)]
    texts = (f"{HEAD}2号", None, f"{HEAD}3号", None, None)
    for case, text in zip(cases, texts, strict=True):
        desk.act(case, "sign_opinion", SIGNER, **({"number": text} if text else {}))
    assert [f"{HEAD}{n}号" for n in (2, 1, 3, 4, 5)] == [number(case) for case in cases]


def test_a_number_is_refused_that_was_given_whichever_way(deployment: str) -> None:
    """Of our series, from outside, or of a letter that was voided since: 422 at the field, and nothing is changed."""
    desk = Desk()
    first, second, third = (desk.reviewed() for _ in range(3))
    desk.act(first, "sign_opinion", SIGNER)
    desk.act(first, "void_opinion", SIGNER, reason="主送有误。")
    desk.act(second, "sign_opinion", SIGNER, number=f"{HEAD}9号")
    version = load(third).matter.version
    for taken in (f"{HEAD}1号", f"{HEAD}9号"):
        with pytest.raises(Invalid) as refusal:
            desk.act(third, "sign_opinion", SIGNER, number=taken)
        assert ("number", "unique") == (refusal.value.mistakes[0].field, refusal.value.mistakes[0].rule)
    assert version == load(third).matter.version
    voided = next(d for d in load(first).documents if d.kind == "opinion")
    assert (f"{HEAD}1号", "void") == (voided.number, voided.status)
    desk.act(third, "sign_opinion", SIGNER)
    assert f"{HEAD}2号" == number(third)


def test_of_many_who_enter_one_number_at_once_one_gets_it(deployment: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(use_case, "PATIENCE", 120.0)
    desk = Desk()
    cases = [desk.reviewed() for _ in range(6)]
    answers = at_once([entering(desk, case, f"{HEAD}7号") for case in cases])
    assert (1, 5) == (count(answers, Case), count(answers, Invalid)), answers


def test_entered_and_allocated_at_once_nobody_gets_anothers(deployment: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Four take numbers of the series while three enter the first three by hand: seven different, none refused
    but for a number that the series had given already."""
    monkeypatch.setattr(use_case, "PATIENCE", 120.0)
    desk = Desk()
    cases = [desk.reviewed() for _ in range(7)]
    acts = [entering(desk, case, f"{HEAD}{n}号") for n, case in enumerate(cases[:3], 1)]
    acts += [acting(desk.wanted(case, "sign_opinion", SIGNER)) for case in cases[3:]]
    answers = at_once(acts)
    done = [case for case, answer in zip(cases, answers, strict=True) if isinstance(answer, Case)]
    assert set(cases[3:]) <= set(done), answers
    assert all(isinstance(a, Case | Invalid) for a in answers), answers
    taken = [number(case) for case in done]
    assert len(set(taken)) == len(taken)


def test_two_signings_at_new_years_midnight_are_of_two_years(deployment: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """One second apart by Shanghai time (16:00 UTC): the new year's series begins with 1."""
    desk = Desk()
    desk.now = datetime(2026, 12, 31, 15, 0, tzinfo=SHANGHAI)
    cases = [desk.reviewed() for _ in range(2)]
    wanted = [desk.wanted(case, "sign_opinion", SIGNER) for case in cases]
    midnight = datetime(2027, 1, 1, tzinfo=SHANGHAI)
    answers = at_once([_at(wanted[0], midnight - timedelta(seconds=1)), _at(wanted[1], midnight)])
    assert 2 == count(answers, Case), answers
    assert ["市司执监意〔2026〕1号", "市司执监意〔2027〕1号"] == [number(case) for case in cases]


def test_a_number_of_last_year_is_refused_after_midnight(deployment: str) -> None:
    desk = Desk()
    desk.now = datetime(2026, 12, 31, 23, 0, tzinfo=SHANGHAI)
    case = desk.reviewed()
    desk.now = datetime(2027, 1, 1, tzinfo=SHANGHAI)
    with pytest.raises(Invalid) as refusal:
        desk.act(case, "sign_opinion", SIGNER, number=f"{HEAD}7号")
    assert [("number", "year_of_signing")] == [(m.field, m.rule) for m in refusal.value.mistakes]


def _at(act: Act, now: datetime) -> Callable[[], Case]:
    return lambda: perform(replace(act, now=now))


def count(answers: list[Any], kind: type) -> int:
    return sum(isinstance(answer, kind) for answer in answers)
