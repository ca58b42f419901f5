"""Against robots: each complaint needs a challenge solved for it alone; without one a person looks at it first."""

import base64
import json
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from altcha import Challenge, Payload, solve_challenge
from jiandu import submit as submitting
from jiandu.adapters import clock
from jiandu.core.errors import TooMany
from jiandu.settings import settings

from infra.demo.office import Reply
from tests.integration.desk_work import COMPLAINT, SUPERVISOR, Desk, load
from tests.integration.front import call


@pytest.fixture(autouse=True)
def desk(deployment: str, monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.setenv("PROOF", "on")
    monkeypatch.setenv("PROOF_COST", "1")
    settings.cache_clear()
    desk = Desk()
    monkeypatch.setattr(clock, "now", lambda: desk.now)
    return desk


def solved(**changes: Any) -> str:
    challenge = Challenge.from_dict(call("GET", "/complaints/challenge").body)
    solution = solve_challenge(challenge)
    assert solution is not None
    payload = Payload(challenge, solution).to_dict()
    payload["challenge"]["parameters"] |= changes
    return base64.b64encode(json.dumps(payload).encode()).decode()


def complain(altcha: str | None, key: str, facts: str = "罚款前未告知听证权利。") -> Reply:
    body = {**COMPLAINT, "facts": facts, **({} if altcha is None else {"altcha": altcha})}
    return call("POST", "/complaints", body, headers={"Idempotency-Key": key})


def rule(reply: Reply) -> tuple[int, str, str]:
    (mistake,) = reply.body["errors"]
    return reply.status, mistake["field"], mistake["rule"]


def test_a_challenge_is_good_for_one_complaint(desk: Desk) -> None:
    """The same request again is the same complaint; another one with the same solution is refused."""
    answer = solved()
    first = complain(answer, "k1")
    assert 201 == first.status
    assert first.body == complain(answer, "k1").body == complain(None, "k1").body
    assert (422, "altcha", "once") == rule(complain(answer, "k2", "另一件事。"))
    assert 201 == complain(solved(), "k2", "另一件事。").status
    assert "received" == load(first.body["matter_id"]).matter.state


def test_rivals_with_one_solution_are_one_complaint(desk: Desk) -> None:
    answer = solved()
    with ThreadPoolExecutor(6) as pool:
        replies = list(pool.map(lambda n: complain(answer, f"k{n}", f"第{n}件事。"), range(6)))
    assert [201, 422, 422, 422, 422, 422] == sorted(reply.status for reply in replies)


@pytest.mark.parametrize(
    ("altcha", "broken"),
    [
        (None, "missing"),
        ("", "missing"),
        ("x", "solved"),
        ("e30=", "solved"),
        ("W10=" * 5000, "solved"),
        (base64.b64encode(b"[" * 3000).decode(), "solved"),
        ({"cost": 2}, "solved"),
        ({"keyPrefix": ""}, "solved"),
        ({"expiresAt": 1}, "expired"),
        ({"expiresAt": 99999999999}, "solved"),
        ({"nonce": "00" * 16}, "solved"),
    ],
)
def test_what_was_not_solved_is_refused_and_nothing_is_kept(desk: Desk, altcha: Any, broken: str) -> None:
    answer = solved(**altcha) if isinstance(altcha, dict) else altcha
    assert (422, "altcha", broken) == rule(complain(answer, "k"))
    assert [] == call("GET", "/matters", person=SUPERVISOR, tab="open").body["items"]


def by_hand(desk: Desk, n: int, source: str = "192.0.2.1") -> submitting.Submitted:
    return submitting.submit({**COMPLAINT, "facts": f"第{n}件事。"}, f"k{n}", desk.now, None, source)


@pytest.mark.duty("JZ-16")
def test_without_scripts_a_complaint_is_taken_its_clock_runs_and_a_clerk_confirms_it(desk: Desk) -> None:
    receipt = by_hand(desk, 1)
    before = load(receipt.matter_id)
    assert "unconfirmed" == before.matter.state
    (running,) = before.clocks
    assert ("preliminary_review", desk.today) == (running.name, running.started_on.isoformat())
    (line,) = call("GET", "/desk", person="city-clerk-1", tab="todo").body["items"]
    assert "待人工确认" == line["state_title"]
    told = call("POST", "/complaints/track", {"code": receipt.code}).body
    assert "期限自收到之日起计算" in told["timeline"][0]["text"]
    offered = call("GET", f"/matters/{receipt.matter_id}", person=SUPERVISOR).body["actions"]
    assert "accept" not in {action["name"] for action in offered}
    desk.act(receipt.matter_id, "confirm_genuine", "city-clerk-1")
    after = load(receipt.matter_id)
    assert ("received", before.clocks) == (after.matter.state, after.clocks)
    assert "罚款前" not in str(after.told) and after.told["facts"] == "第1件事。"


def test_what_a_machine_sent_is_set_aside_with_a_reason_and_can_come_back(desk: Desk) -> None:
    receipt = by_hand(desk, 1)
    desk.act(receipt.matter_id, "dismiss_as_machine", SUPERVISOR, reason="内容为广告。")
    dismissed = load(receipt.matter_id)
    assert ("refused", ["stopped"]) == (dismissed.matter.state, [c.status for c in dismissed.clocks])
    told = call("POST", "/complaints/track", {"code": receipt.code}).body["timeline"][-1]["text"]
    assert "如系误判" in told and "广告" not in told


def test_only_so_many_come_without_a_proof_within_an_hour(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(submitting, "UNPROVED_AN_HOUR", 2)
    first, _ = by_hand(desk, 1), by_hand(desk, 2)
    with pytest.raises(TooMany) as refusal:
        by_hand(desk, 3)
    assert 1 <= refusal.value.seconds <= 3601
    assert first == by_hand(desk, 1), "the same request again is no new one"
    assert 201 == complain(solved(), "k9").status, "whoever solves a challenge is not held up"
    desk.wait(hours=1)
    assert by_hand(desk, 3).number


def test_a_source_that_sends_too_many_without_a_proof_holds_up_nobody_else(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(submitting, "UNPROVED_AN_HOUR", 7)
    for n in range(5):
        by_hand(desk, n)
    for n in range(5, 10):
        with pytest.raises(TooMany):
            by_hand(desk, n)
    assert by_hand(desk, 10, "192.0.2.2").number and by_hand(desk, 11, "192.0.2.3").number
    with pytest.raises(TooMany):
        by_hand(desk, 12, "192.0.2.4")
