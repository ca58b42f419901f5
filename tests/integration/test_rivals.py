"""Many at once, by threads: one wins, nothing is lost, no number twice."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier
from typing import Any

import pytest
from jiandu import perform as use_case
from jiandu.adapters import register, table
from jiandu.administration.change import Change, administer
from jiandu.begin import begin
from jiandu.core.errors import Conflict
from jiandu.core.matter import Actor, Case, Person
from jiandu.core.record import broken_at
from jiandu.core.register import broken_at as unbroken
from jiandu.perform import Act, perform
from jiandu.submit import Submitted, submit

from tests.integration import test_disputing as disputing
from tests.integration.desk_work import COMPLAINT, MONDAY, SIGNER, SUPERVISOR, Desk, actor, load, scan

RIVALS = 32
MERGERS = 16
BEGINNERS = 8
NOTICES = 32
SIGNINGS = 8


def at_once(acts: list[Callable[[], Any]]) -> list[Any]:
    """All started together; what each answered or raised."""
    start = Barrier(len(acts))

    def one(act: Callable[[], Any]) -> Any:
        start.wait()
        try:
            return act()
        except Exception as refusal:
            return refusal

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(one, acts))


def acting(act: Act) -> Callable[[], Case]:
    return lambda: perform(act)


def test_of_32_rivals_on_one_version_one_wins(deployment: str) -> None:
    """The other 31 get a Conflict; the record has one event more and is unbroken."""
    desk = Desk()
    complaint = desk.submit().matter_id
    wanted = desk.wanted(complaint, "record_as_lead", SUPERVISOR, within_scope=True, analysis="线索。")
    answers = at_once([acting(replace(wanted, values={**wanted.values, "analysis": f"{n}"})) for n in range(RIVALS)])
    assert 1 == sum(isinstance(a, Case) for a in answers)
    assert RIVALS - 1 == sum(isinstance(a, Conflict) for a in answers), answers
    case = load(complaint)
    assert (2, None) == (case.matter.version, broken_at(case.matter, case.events))


def test_the_same_request_32_times_at_once_is_one_act(deployment: str) -> None:
    """Under one idempotency key all are answered as the one that was done."""
    desk = Desk()
    complaint = desk.submit().matter_id
    wanted = desk.wanted(complaint, "record_as_lead", SUPERVISOR, within_scope=True, analysis="线索。")
    answers = at_once([acting(replace(wanted, idempotency_key="once"))] * RIVALS)
    assert RIVALS == sum(isinstance(a, Case) for a in answers), answers
    assert 2 == load(complaint).matter.version


def test_the_same_complaint_32_times_at_once_is_one_complaint(deployment: str) -> None:
    """One number and one code for all."""
    desk = Desk()
    answers = at_once([lambda: submit(COMPLAINT, "once", desk.now)] * RIVALS)
    assert all(isinstance(a, Submitted) for a in answers), answers
    assert 1 == len({(a.number, a.code, a.matter_id) for a in answers})


def test_32_supplements_at_once_are_all_kept(deployment: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The public sees no version: nobody is refused, each has an event of its own."""
    monkeypatch.setattr(use_case, "PATIENCE", 120.0)
    desk = Desk()
    complaint = desk.submit().matter_id
    wanted = replace(desk.wanted(complaint, "supplement", "complainant"), version=None)
    answers = at_once([acting(replace(wanted, values={"text": f"补充{n}。"})) for n in range(RIVALS)])
    assert RIVALS == sum(isinstance(a, Case) for a in answers), answers
    case = load(complaint)
    assert {f"补充{n}。" for n in range(RIVALS)} == {e.facts["text"] for e in case.events[1:]}
    assert (RIVALS + 1, None) == (case.matter.version, broken_at(case.matter, case.events))


def numbers(cases: list[str], kind: str) -> list[int]:
    issued = [str(d.number) for c in cases for d in load(c).documents if d.kind == kind]
    return sorted(int(n.split("〕")[1].removesuffix("号")) for n in issued)


def test_32_notices_of_32_matters_at_once_get_32_consecutive_numbers(
    deployment: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """None twice, none left out, however often each must render again."""
    monkeypatch.setattr(use_case, "PATIENCE", 300.0)
    desk = Desk()
    complaints = [desk.submit().matter_id for _ in range(NOTICES)]
    refusal = {"reason": "out_of_scope", "explanation": "不属于监督范围。"}
    answers = at_once([acting(desk.wanted(c, "refuse", SUPERVISOR, **refusal)) for c in complaints])
    assert NOTICES == sum(isinstance(a, Case) for a in answers), answers
    assert list(range(1, NOTICES + 1)) == numbers(complaints, "refusal")


def test_many_administrators_at_once_leave_one_unbroken_record(
    deployment: str
) -> None:
    """Eight new people and one renaming: none is lost; of eight who would change one person, one wins."""
    keeper = Actor("person", "city-administrator-1", "city-bureau", ("administrator",))

    def changing(place: dict[str, str], action: str, version: int | None, **values: Any) -> Callable[[], Any]:
        return lambda: administer(Change(keeper, place, action, values, MONDAY, version))

    market, clerk = {"organisation_id": "city-market"}, {"person_id": "city-market-respondent-2"}
    new = [
        changing(market, "add_person", None, id=f"new-{n}", name="新人", roles=["respondent"]) for n in range(SIGNINGS)
    ]
    one = [
        changing(clerk, "change_person", 1, name="苏晓岚", title=f"{n}", roles=["respondent"]) for n in range(SIGNINGS)
    ]
    answers = at_once([*new, *one])
    assert SIGNINGS + 1 == sum(isinstance(a, Person) for a in answers), answers
    assert SIGNINGS - 1 == sum(isinstance(a, Conflict) for a in answers), answers
    history = register.load_entries("city-market")
    assert (SIGNINGS + 1, None) == (len(history), unbroken(history))


def test_signers_of_many_cases_at_once_get_consecutive_numbers(deployment: str) -> None:
    """The same for 意见书, within the patience the product has."""
    desk = Desk()
    cases = [desk.reviewed() for _ in range(SIGNINGS)]
    answers = at_once([acting(desk.wanted(case, "sign_opinion", SIGNER)) for case in cases])
    assert SIGNINGS == sum(isinstance(a, Case) for a in answers), answers
    assert list(range(1, SIGNINGS + 1)) == numbers(cases, "opinion")


def test_of_16_who_merge_one_complaint_one_wins(deployment: str) -> None:
    """It is joined to one main matter, once; the other 15 are told what happened meanwhile."""
    desk = Desk()
    mains = [desk.submit().matter_id for _ in range(2)]
    duplicate = desk.submit().matter_id
    into = [load(main).matter.number for main in mains]
    acts = [
        acting(desk.wanted(duplicate, "merge", SUPERVISOR, into=into[n % 2], reason=f"同一问题{n}。"))
        for n in range(MERGERS)
    ]
    answers = at_once(acts)
    assert 1 == sum(isinstance(a, Case) for a in answers), answers
    assert MERGERS - 1 == sum(isinstance(a, Conflict) for a in answers), answers
    joined = str(load(duplicate).matter.merged_into)
    assert {joined: (duplicate,)} == {m: load(m).matter.merged for m in mains if load(m).matter.merged}
    assert {None} == {broken_at(load(m).matter, load(m).events) for m in (*mains, duplicate)}


def test_16_complaints_merged_into_one_at_once_are_all_in_it(deployment: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """None is lost, however often each must begin again on the main matter."""
    monkeypatch.setattr(use_case, "PATIENCE", 120.0)
    desk = Desk()
    main = load(desk.submit().matter_id).matter
    duplicates = [desk.submit().matter_id for _ in range(MERGERS)]
    facts = {"into": main.number, "reason": "同一问题。"}
    answers = at_once([acting(desk.wanted(d, "merge", SUPERVISOR, **facts)) for d in duplicates])
    assert MERGERS == sum(isinstance(a, Case) for a in answers), answers
    case = load(main.id)
    assert sorted(duplicates) == sorted(case.matter.merged)
    assert (MERGERS + 1, None) == (case.matter.version, broken_at(case.matter, case.events))


@pytest.mark.duty("QZ-08")
def test_both_parties_and_the_coordinator_at_once_leave_one_dispute_with_one_end(deployment: str) -> None:
    """Of those who settle it and those who ask for a recusal one wins; an opinion sealed 8 times at once is one."""
    desk = Desk()
    dispute = disputing.coordinating(desk)
    settles = desk.wanted(dispute, "record_agreement", disputing.GUIDE, **disputing.AGREEMENT, agreed_on=desk.today)
    ask = {"officer": disputing.GUIDE, "reason": "有利害关系。"}
    asks = [desk.wanted(dispute, "ask_recusal", by, **ask) for by in (disputing.MARKET, disputing.URBAN)]
    answers = at_once([acting(act) for act in (settles, *asks)])
    assert [1, 2] == [sum(isinstance(a, kind) for a in answers) for kind in (Case, Conflict)], answers
    case = load(dispute)
    assert (case.matter.state, len(case.matter.recusals)) in (("agreed", 0), ("coordinating", 1))
    dispute = disputing.signed(desk, title="夜间施工噪声")
    seal = desk.wanted(dispute, "seal_coordination_opinion", disputing.CLERK, file=scan(), sealed_on=desk.today)
    answers = at_once([acting(replace(seal, idempotency_key="once"))] * BEGINNERS)
    assert BEGINNERS == sum(isinstance(a, Case) for a in answers), answers
    parts = [load(child).matter for child in load(dispute).matter.children]
    assert [("model-market", 1), ("model-urban", 1)] == sorted((part.respondent, part.version) for part in parts)


def test_two_complaints_merged_into_each_other_at_once_do_not_both_vanish(deployment: str) -> None:
    desk = Desk()
    pair = [desk.submit().matter_id for _ in range(2)]
    numbers_of = [load(m).matter.number for m in pair]
    wanted = [
        desk.wanted(m, "merge", SUPERVISOR, into=n, reason="同一问题。")
        for m, n in zip(pair, reversed(numbers_of), strict=True)
    ]
    answers = at_once([acting(act) for act in wanted])
    assert [1, 1] == [sum(isinstance(a, kind) for a in answers) for kind in (Case, Conflict)], answers
    assert ["merged", "received"] == sorted(load(m).matter.state for m in pair)


def test_the_same_beginning_8_times_at_once_is_one_matter(deployment: str) -> None:
    """One number and one matter for all of them."""
    desk, head = Desk(), actor(SUPERVISOR, "")
    facts = {"respondent": "county-bureau", "reason": "压案不查。"}
    answers = at_once([lambda: begin(head, "rectification", facts, "once", desk.now)] * BEGINNERS)
    assert {str} == {type(answer) for answer in answers}, answers
    assert (1, 1) == (len(set(answers)), load(answers[0]).matter.version)
    shelf = table.page("work", "city-bureau#open", 10, None).items
    assert answers[:1] == [row["id"] for row in shelf if row["kind"] == "rectification"]
