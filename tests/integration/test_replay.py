"""What was set aside comes back by `make replay`, once, and what somebody handled meanwhile is left alone."""

import io
import json
from datetime import timedelta
from typing import Any

import pytest
from jiandu import recalculate as recalculating
from jiandu import sweep as use_case
from jiandu.adapters import calendars, table
from jiandu.adapters.aws import client
from jiandu.adapters.items import marshal
from jiandu.sweep import sweep

from infra.replay.alerts import Alerts
from infra.replay.events import Events
from tests.integration.desk_work import AGENCY, Desk, load

LONG = 60.0


def set_aside(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> str:
    """A case whose breach fails three times in the sweep."""
    case = desk.correcting()
    desk.wait(days=40)
    with monkeypatch.context() as broken:
        broken.setattr(use_case, "raise_due", lambda matter_id, now: 1 / 0)
        assert sweep(desk.now, LONG).failed
    return case


def breaches(case: str) -> int:
    return sum(event.action == "breach" for event in load(case).events)


def replay(deployment: str) -> list[str]:
    alerts = Alerts(client("dynamodb"), deployment)
    return [str(found) for found in alerts.found() if alerts.put_back(found)]


def test_an_alert_set_aside_is_raised_by_the_sweep_after_the_replay(
    deployment: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Listed with the type of its error; a second replay finds nothing, and the alert is raised once."""
    desk = Desk()
    case = set_aside(desk, monkeypatch)
    assert 0 < table.count_set_aside()
    assert (0, 0) == (sweep(desk.now, LONG).raised, breaches(case))
    told = replay(deployment)
    assert f"{case}  C#correction#1  ZeroDivisionError" in told
    assert (0, []) == (table.count_set_aside(), replay(deployment))
    assert 0 < sweep(desk.now, LONG).raised
    assert 1 == breaches(case)
    assert "failed_as" not in (table.get(f"M#{case}", "C#correction#1") or {})


def test_listing_alone_changes_nothing(deployment: str, monkeypatch: pytest.MonkeyPatch) -> None:
    set_aside(Desk(), monkeypatch)
    before = table.count_set_aside()
    assert before == len(list(Alerts(client("dynamodb"), deployment).found()))
    assert before == table.count_set_aside()


def test_what_an_act_handled_after_the_listing_is_not_put_back(
    deployment: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The condition is on the item itself: the index is a hint."""
    desk = Desk()
    case = set_aside(desk, monkeypatch)
    alerts = Alerts(client("dynamodb"), deployment)
    found = [one for one in alerts.found() if one.pk == f"M#{case}"]
    desk.act(case, "report_correction", AGENCY, report="已纠正。")
    handled = table.items_of(f"M#{case}", "C#")
    assert [False] * len(found) == [alerts.put_back(one) for one in found]
    assert list(handled) == list(table.items_of(f"M#{case}", "C#"))


def test_a_recomputation_that_left_matters_out_runs_again(deployment: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """From its beginning, because what is done twice changes nothing; one that missed nobody stays done."""
    desk = Desk()
    desk.correcting()
    work = {"pk": calendars.PK, "since": desk.now.isoformat(), "at_shard": 0, "at_entry": "", "failed": []}
    place = {"due_pk": calendars.DUE, "due_sk": desk.now.isoformat()}
    client("dynamodb").put_item(TableName=deployment, Item=marshal({**work, "sk": "RECOMPUTE#0001", **place}))
    with monkeypatch.context() as broken:
        broken.setattr(recalculating, "recalculate_matter", lambda *_: 1 / 0)
        assert sweep(desk.now + timedelta(minutes=1), LONG).failed
    assert [] == calendars.unfinished()
    (told,) = replay(deployment)
    assert "RECOMPUTE#0001" in told
    assert [] == sweep(desk.now + timedelta(minutes=2), LONG).failed
    assert ([], []) == (calendars.unfinished(), replay(deployment))


class Functions:
    """Lambda as the replay calls it: fails while told to, and keeps what it was called with."""

    def __init__(self) -> None:
        self.broken = True
        self.calls: list[tuple[str, Any]] = []

    def invoke(self, FunctionName: str, Payload: bytes) -> dict[str, Any]:
        self.calls.append((FunctionName, json.loads(Payload)))
        error = {"FunctionError": "Unhandled"} if self.broken else {}
        return {**error, "Payload": io.BytesIO(b'{"errorType": "Busy"}')}


class Queue:
    """SQS as the replay calls it, without its waiting."""

    def __init__(self, *messages: dict[str, Any]) -> None:
        self.there = {str(n): {**message, "ReceiptHandle": str(n)} for n, message in enumerate(messages)}
        self.hidden: set[str] = set()

    def receive_message(self, MaxNumberOfMessages: int, **_: Any) -> dict[str, Any]:
        given = [m for n, m in self.there.items() if n not in self.hidden][:MaxNumberOfMessages]
        self.hidden |= {m["ReceiptHandle"] for m in given}
        return {"Messages": given} if given else {}

    def delete_message(self, QueueUrl: str, ReceiptHandle: str) -> None:
        del self.there[ReceiptHandle]

    def change_message_visibility(self, QueueUrl: str, ReceiptHandle: str, VisibilityTimeout: int) -> None:
        self.hidden.discard(ReceiptHandle)


SENT_BY_LAMBDA = {
    "Body": json.dumps(
        {
            "requestContext": {
                "functionArn": "arn:x:lambda:r:1:function:seal:$LATEST",
                "condition": "RetriesExhausted",
            },
            "requestPayload": {"n": 1},
            "responsePayload": {"errorType": "Busy", "errorMessage": "never shown"},
        }
    )
}
SENT_BY_A_RULE = {
    "Body": json.dumps({"detail": {"n": 2}}),
    "MessageAttributes": {
        "TARGET_ARN": {"StringValue": "arn:x:lambda:r:1:function:inspect"},
        "ERROR_CODE": {"StringValue": "NO_PERMISSIONS"},
    },
}


def test_an_event_goes_to_its_function_again_and_leaves_the_queue_only_when_that_succeeds() -> None:
    """Whether Lambda or a rule sent it there; shown are the function and the error's type."""
    queue, functions = Queue(SENT_BY_LAMBDA, SENT_BY_A_RULE), Functions()
    events = Events(queue, functions, "queue")
    found = list(events.found())
    assert ["seal  Busy", "inspect  NO_PERMISSIONS"] == [str(one) for one in found]
    assert ["Busy", "Busy"] == [events.send_again(one) for one in found]
    for one in found:
        events.give_back(one)
    functions.broken = False
    assert ["", ""] == [events.send_again(one) for one in events.found()]
    assert ({}, []) == (queue.there, list(events.found()))
    names = ["arn:x:lambda:r:1:function:seal:$LATEST", "arn:x:lambda:r:1:function:inspect"]
    assert [(names[0], {"n": 1}), (names[1], {"detail": {"n": 2}})] == functions.calls[-2:]


def test_a_message_of_nobody_knows_which_function_stays() -> None:
    queue, functions = Queue({"Body": "{}"}), Functions()
    (found,) = Events(queue, functions, "queue").found()
    assert Events(queue, functions, "queue").send_again(found)
    assert ([], 1) == (functions.calls, len(queue.there))
