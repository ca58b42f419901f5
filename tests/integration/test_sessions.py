"""Sessions on the table: who is found by what the browser holds, how long, and what ends it."""

import time
from datetime import UTC, date, datetime
from typing import Any

import pytest
from jiandu.adapters import aws, sessions, table, tokens
from jiandu.adapters import register as book
from jiandu.adapters.items import marshal

from tests.integration.front import handler_of
from tests.integration.traffic import Traffic

ZHOU = "city-supervisor-1"
ENDED = datetime(2026, 11, 20, 1, 0, tzinfo=UTC)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The real time, which a test may move on."""
    now = [time.time()]
    monkeypatch.setattr(sessions.time, "time", lambda: now[0])
    return now


def begin(state: str = "s1") -> str:
    person = table.load_person(ZHOU)
    assert person is not None
    return sessions.begin(person, state)


def told(secret: str) -> dict[str, Any]:
    """What the authorizer hands on of a cookie."""
    event = {"headers": {"Cookie": f"a=b; __Host-session={secret}"}, "methodArn": "arn:x"}
    answer: dict[str, Any] = handler_of("authorize")(event, None)
    assert "Allow" == answer["policyDocument"]["Statement"][0]["Effect"]
    return dict(answer["context"])


def change(**facts: Any) -> None:
    person = table.load_person(ZHOU)
    assert person is not None
    item = book.subject_item(person.model_copy(update=facts))
    aws.client("dynamodb").put_item(TableName=table._name(), Item=marshal(item))


def test_who_signed_in_is_found_with_the_proof_of_the_pages(deployment: str) -> None:
    """What the browser holds stands nowhere in the table."""
    secret = begin()
    found = told(secret)
    assert ZHOU in found["person"]
    assert sessions.csrf_token(secret) == found["csrf"] != secret
    answer = aws.client("dynamodb").scan(TableName=deployment)
    assert secret not in str(answer)


@pytest.mark.parametrize("secret", ["x", "ab" * 32, "x" * 5000, "é"])
def test_what_nobody_was_given_is_anonymous(deployment: str, secret: str) -> None:
    begin()
    assert {} == told(secret)


def test_one_state_makes_one_session(deployment: str) -> None:
    begin("same")
    with pytest.raises(table.Lost):
        begin("same")


def test_a_session_is_over_when_it_was_not_used(deployment: str, clock: list[float]) -> None:
    secret = begin()
    clock[0] += 30 * 60
    assert {} == told(secret)


def test_a_session_in_use_goes_on_for_a_working_day_and_no_longer(
    deployment: str, traffic: Traffic, clock: list[float]
) -> None:
    """One write in five minutes at most, however often it is used."""
    secret, steps = begin(), 0
    before = len(traffic.writes())
    while told(secret):
        clock[0] += 60
        steps += 1
        assert steps <= 8 * 60
    assert 8 * 60 - 5 <= steps
    assert len(traffic.writes()) - before <= 8 * 60 / 5


def test_a_session_that_was_ended_is_over_for_every_copy_of_it(deployment: str, clock: list[float]) -> None:
    """A request on its way meanwhile does not bring it back."""
    secret = begin()
    seen = sessions.find(secret)
    assert seen is not None
    sessions.end(secret)
    clock[0] += 600
    sessions.keep(seen)
    assert {} == told(secret)
    sessions.end(secret)
    sessions.end("never-begun")


def test_all_sessions_of_a_person_are_ended_at_once_and_new_ones_begin(deployment: str) -> None:
    old = [begin("s1"), begin("s2")]
    change(sessions_ended=1)
    assert [{}, {}] == [told(secret) for secret in old]
    assert told(begin("s3"))


@pytest.mark.parametrize(
    ("issued_at", "effect"), [(ENDED.timestamp() - 1, "Deny"), (0, "Deny"), (ENDED.timestamp(), "Allow")]
)
def test_a_token_issued_before_all_sessions_were_ended_is_denied(
    deployment: str, monkeypatch: pytest.MonkeyPatch, issued_at: float, effect: str
) -> None:
    """Though its own time is not over; one of the same second or later is good, and before any ending each is."""
    monkeypatch.setattr(tokens, "bearer_of", lambda token: tokens.Bearer(ZHOU, issued_at))
    event = {"headers": {"Authorization": "Bearer x"}, "methodArn": "arn:x"}

    def answered() -> str:
        answer = handler_of("authorize")(event, None)
        return str(answer["policyDocument"]["Statement"][0]["Effect"])

    assert "Allow" == answered()
    change(sessions_ended=1, tokens_from=ENDED)
    assert effect == answered()


def test_whoever_left_is_anonymous_at_once(deployment: str) -> None:
    secret = begin()
    change(left_on=date(2026, 11, 20), roles=())
    assert {} == told(secret)
