"""The power fails at every call to AWS in turn, in the office's own turns: beginnings, errands, handing over, merging,
batches. What an act had still to do on other matters the sweep finishes; the table is what it is undisturbed.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from jiandu.batch import Batch, Chosen, Result, run
from jiandu.begin import begin
from jiandu.core.record import broken_at
from jiandu.perform import Act, perform
from jiandu.sweep import sweep

from tests.integration import test_disputing as disputing
from tests.integration.desk_work import (
    CLERK,
    COLLEAGUE,
    SIGNER,
    SUPERVISOR,
    Desk,
    actor,
    load,
    scan,
)
from tests.integration.embedded_aws import EmbeddedAws
from tests.integration.test_crash import Doing, crash_points, one_more, stopped_at, swept
from tests.integration.traffic import Traffic
from tests.integration.whole_table import Kept, everything

LONG = 60.0
THREE = ["city-market", "city-urban", "city-health"]
PLAN = {"title": "案卷评查", "mode": "key", "way": "file_review", "duty": "systems", "plan": "逐一评查。"}
OPENING = {"subject": "案卷评查", "agencies": THREE, "officers": [SUPERVISOR, COLLEAGUE]}
HANDOVER = {"from_person": SUPERVISOR, "to_person": COLLEAGUE, "reason": "调离。"}
FOLLOWED = {
    "title": "涉企检查", "respondent": "city-market", "field": "market", "officers": [SUPERVISOR, COLLEAGUE],
    "no_recusal": True, "first_day": "2026-03-02", "due_on": "2026-03-13", "plan": "随同检查。",
}  # fmt: skip
RECTIFYING = {"respondent": "county-bureau", "reason": "压案不查。"}
DEPUTISING = {"person": SUPERVISOR, "deputy": COLLEAGUE, "first_day": "2026-03-02", "last_day": "2026-03-06"}


def begun(desk: Desk, kind: str, person: str, facts: dict[str, Any], key: str = "once") -> str:
    return begin(actor(person, ""), kind, facts, key, desk.now)


BEGINNINGS: dict[str, tuple[str, dict[str, Any]]] = {
    "activity": (SUPERVISOR, PLAN),
    "rectification": (SUPERVISOR, RECTIFYING),
    "deputising": (SIGNER, {**DEPUTISING, "reason": "出差。"}),
    "reporting": (SUPERVISOR, {"due_on": "2026-04-01"}),
}


@pytest.mark.parametrize("kind", BEGINNINGS)
def test_a_matter_is_begun_once_wherever_the_power_fails(
    traffic: Traffic, embedded: EmbeddedAws, kind: str, tried: Callable[[str], None]
) -> None:
    """One matter, one number; the same request again answers the same matter."""
    desk, (person, facts) = Desk(), BEGINNINGS[kind]

    def do() -> str:
        return begun(desk, kind, person, facts)

    def same(_: str, again: str) -> None:
        case = load(again)
        assert (again, 1, None) == (do(), case.matter.version, broken_at(case.matter, case.events))

    count = swept(traffic, embedded, do, same)
    tried(f"begin {kind}: {count} crash points")
    assert count >= 3


def finished_by_the_sweep(traffic: Traffic, embedded: EmbeddedAws, desk: Desk, do: Doing) -> int:
    """After each failure the sweep alone leaves all of it or nothing; the same request again adds nothing to all."""
    sweep(desk.now, LONG)
    kept, before = Kept.now(embedded), everything(embedded)
    points = crash_points(traffic, do)
    end = everything(embedded)
    finished = 0
    for point in points:
        kept.restore()
        stopped_at(traffic, point, do)
        swept_up = sweep(desk.now, LONG)
        assert ([], True) == (swept_up.failed, swept_up.done)
        assert everything(embedded) in (before, end), point
        finished += everything(embedded) == end
        do()
        assert end == everything(embedded), point
    assert 0 < finished < len(points)
    return len(points)


def test_cases_of_an_activity_are_opened_once_each_wherever_the_power_fails(
    traffic: Traffic, embedded: EmbeddedAws, tried: Callable[[str], None]
) -> None:
    """Killed before and after each call, also between two of the cases: the sweep opens the rest, none twice."""
    desk = Desk()
    activity = begun(desk, "activity", SUPERVISOR, PLAN, "plan")
    desk.act(activity, "approve", SIGNER)
    act = replace(desk.wanted(activity, "open_cases", SUPERVISOR, **OPENING), idempotency_key="once")
    count = finished_by_the_sweep(traffic, embedded, desk, lambda: perform(act))
    tried(f"open_cases: {count} crash points")
    cases = [load(child) for child in load(activity).matter.children]
    assert sorted(THREE) == sorted(case.matter.respondent for case in cases)
    assert {(1, None)} == {(case.matter.version, broken_at(case.matter, case.events)) for case in cases}


def test_all_work_in_hand_is_handed_on_once_wherever_the_power_fails(
    traffic: Traffic, embedded: EmbeddedAws, tried: Callable[[str], None]
) -> None:
    """The act and its errands in one go: each matter has one event more, and its new officer."""
    desk = Desk()
    cases = [desk.accepted()[1] for _ in range(3)]
    before = [load(case).matter.version for case in cases]
    do = lambda: begun(desk, "handover", SIGNER, HANDOVER)  # noqa: E731
    count = finished_by_the_sweep(traffic, embedded, desk, do)
    tried(f"begin handover: {count} crash points")
    after = [load(case) for case in cases]
    assert [n + 1 for n in before] == [case.matter.version for case in after]
    assert {(COLLEAGUE,)} == {case.matter.officers for case in after}
    assert {None} == {broken_at(case.matter, case.events) for case in after}


@pytest.mark.duty("JZ-17", "JZ-21")
def test_leads_are_used_by_one_course_wherever_the_power_fails(
    traffic: Traffic, embedded: EmbeddedAws, tried: Callable[[str], None]
) -> None:
    """The course is approved once, and each of its leads says once that it was used."""
    desk = Desk()
    leads = [desk.submit().matter_id for _ in range(2)]
    for lead in leads:
        desk.act(lead, "record_as_lead", SUPERVISOR, within_scope=True, analysis="共性问题。")
    facts = {**FOLLOWED, "leads": "\n".join(load(lead).matter.number for lead in leads)}
    course = begun(desk, "accompanying", SUPERVISOR, facts)
    act = replace(desk.wanted(course, "approve", SIGNER), idempotency_key="once")
    count = finished_by_the_sweep(traffic, embedded, desk, lambda: perform(act))
    tried(f"approve accompanying: {count} crash points")
    for lead in leads:
        case = load(lead)
        assert ("taken", 1) == (case.matter.marks["pooled"], [e.action for e in case.events].count("pooled"))
        assert broken_at(case.matter, case.events) is None


@pytest.mark.duty("QZ-08")
def test_an_opinion_reaches_both_parties_once_wherever_the_power_fails(
    traffic: Traffic, embedded: EmbeddedAws, tried: Callable[[str], None]
) -> None:
    """Sealing it opens the performance of each party by errands: none twice, none missing."""
    desk = Desk()
    dispute = disputing.signed(desk)
    facts = {"file": scan(), "sealed_on": desk.today}
    act = replace(desk.wanted(dispute, "seal_coordination_opinion", disputing.CLERK, **facts), idempotency_key="once")
    count = finished_by_the_sweep(traffic, embedded, desk, lambda: perform(act))
    tried(f"seal_coordination_opinion: {count} crash points")
    parts = [load(child) for child in load(dispute).matter.children]
    assert ["model-market", "model-urban"] == sorted(part.matter.respondent for part in parts)
    assert {(1, None)} == {(part.matter.version, broken_at(part.matter, part.events)) for part in parts}


def hand_over(desk: Desk) -> Act:
    return desk.wanted(desk.reported()[1], "hand_over", SIGNER, owner="county-bureau", reason="交由县局办理。")


def merge(desk: Desk) -> Act:
    main = load(desk.submit().matter_id).matter.number
    return desk.wanted(desk.submit().matter_id, "merge", SUPERVISOR, into=main, reason="反映同一问题。")


def ask_recusal(desk: Desk) -> Act:
    complaint, _ = desk.accepted()
    wanted = desk.wanted(complaint, "ask_recusal", "complainant", whom="周明远", reason="同乡。")
    return replace(wanted, version=None)


def decide_recusal(desk: Desk) -> Act:
    _, case = desk.accepted()
    desk.act(case, "declare_recusal", SUPERVISOR, reason="近亲属。")
    return desk.wanted(case, "decide_recusal", SIGNER, officer=SUPERVISOR, outcome="stays", reason="不属实。")


def suspend(desk: Desk) -> Act:
    return desk.wanted(desk.correcting(), "suspend", SIGNER, cause="litigation", reason="人民法院已经立案。")


def list_case(desk: Desk) -> Act:
    facts = {"reason": "影响重大。", "demand": "限期办结。", "due_on": desk.working_day(8)}
    return desk.wanted(desk.reported()[1], "list_case", SIGNER, **facts)


TURNS = (hand_over, merge, ask_recusal, decide_recusal, suspend, list_case)


@pytest.mark.parametrize("wanted", TURNS, ids=[turn.__name__ for turn in TURNS])
def test_a_turn_on_two_matters_is_taken_once_on_both_wherever_the_power_fails(
    traffic: Traffic, embedded: EmbeddedAws, wanted: Callable[[Desk], Act], tried: Callable[[str], None]
) -> None:
    """One transaction: never the one matter without the other."""
    act = replace(wanted(Desk()), idempotency_key="once")
    count = swept(traffic, embedded, lambda: perform(act), one_more)
    tried(f"{act.action}: {count} crash points")
    assert count >= 3
    if act.action == "hand_over":
        case = load(act.matter_id)
        parent = load(str(case.matter.parent))
        assert {"county-bureau"} == {case.matter.owner, parent.matter.owner}
    if act.action == "merge":
        main = load(str(load(act.matter_id).matter.merged_into))
        assert (act.matter_id,) == main.matter.merged


def chase(desk: Desk) -> Batch:
    return batch(desk, "chase", [desk.correcting() for _ in range(3)], CLERK, how="电话催办。")


def sign(desk: Desk) -> Batch:
    return batch(desk, "sign_opinion", [desk.reviewed() for _ in range(3)], SIGNER, opinion="同意签发。")


def serve(desk: Desk) -> Batch:
    facts = {"served_on": desk.today, "method": "direct", "servers": "赵甲、孙乙", "signatory": "王某"}
    return batch(desk, "serve_opinion", [desk.sealed() for _ in range(3)], CLERK, **facts)


def batch(desk: Desk, action: str, cases: list[str], person: str, **facts: Any) -> Batch:
    chosen = tuple(Chosen(case, load(case).matter.version) for case in cases)
    return Batch(action, chosen, actor(person, ""), facts, "once", desk.now)


@pytest.mark.parametrize("wanted", (chase, sign, serve))
def test_a_batch_is_done_once_on_each_matter_wherever_the_power_fails(
    traffic: Traffic, embedded: EmbeddedAws, wanted: Callable[[Desk], Batch], tried: Callable[[str], None]
) -> None:
    """Stopped between two matters as well: the same request goes on with the rest, and numbers follow on."""
    one = wanted(Desk())

    def same(answer: list[Result], again: list[Result]) -> None:
        assert answer == again
        assert {"done"} == {result.outcome for result in again}

    count = swept(traffic, embedded, lambda: run(one, LONG), same)
    tried(f"batch {one.action}: {count} crash points")
    assert count >= 3 * 3
    for chosen in one.chosen:
        case = load(chosen.id)
        assert (chosen.version + 1, None) == (case.matter.version, broken_at(case.matter, case.events))
