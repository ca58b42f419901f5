"""Alarms, what feeds them and what the runbook says of them; what fails unseen is kept; logs know nobody."""

import ast
import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

from tests.contract.template import ROOT, functions, read_template, root

RUNBOOK = (ROOT / "infra/RUNBOOK.md").read_text("utf-8")
STACK = read_template(ROOT / "infra/alarms.yaml")["Resources"]
ALARMS = {name: row["Properties"] for name, row in STACK.items() if row["Type"] == "AWS::CloudWatch::Alarm"}
FILTERS = [row["Properties"] for row in STACK.values() if row["Type"] == "AWS::Logs::MetricFilter"]
OF_AWS = {
    "AWS/ApiGateway": {"5XXError"},
    "AWS/DynamoDB": {"ReadThrottleEvents", "WriteThrottleEvents"},
    "AWS/Lambda": {"Duration", "Errors", "Throttles"},
    "AWS/SQS": {"ApproximateNumberOfMessagesVisible"},
}
UNSEEN = {"Schedule", "ScheduleV2", "EventBridgeRule", "S3", "CloudWatchEvent"}


def emitted() -> Iterator[tuple[str, str]]:
    """Metric and service of each add_metric written out in a function."""
    for path in (ROOT / "functions").glob("*/app.py"):
        for call in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(call, ast.Call) and getattr(call.func, "attr", "") == "add_metric":
                for word in call.keywords:
                    if word.arg == "name" and isinstance(word.value, ast.Constant):
                        yield str(word.value.value), path.parent.name


def filtered() -> dict[str, dict[str, Any]]:
    return {t["MetricName"]: f for f in FILTERS for t in f["MetricTransformations"]}


@pytest.mark.parametrize("name", sorted(ALARMS))
def test_each_alarm_has_its_paragraph_and_somebody_to_wake(name: str) -> None:
    assert re.search(rf"^### {name}\n\w", RUNBOOK, re.MULTILINE)
    assert [{"Ref": "Topic"}] == ALARMS[name]["AlarmActions"]
    assert ALARMS[name]["AlarmDescription"]


def test_the_runbook_knows_no_alarm_that_is_gone() -> None:
    told = RUNBOOK.split("## Alarms", 1)[1].split("\n## ", 1)[0]
    assert set(ALARMS) == set(re.findall(r"^### (\w+)$", told, re.MULTILINE))


@pytest.mark.parametrize("name", sorted(ALARMS))
def test_each_metric_an_alarm_watches_is_emitted(name: str) -> None:
    """By a function under its service, by a filter of a log, or by AWS."""
    alarm = ALARMS[name]
    metric, dimensions = alarm["MetricName"], alarm.get("Dimensions", [])
    if alarm["Namespace"] != "Jiandu":
        assert metric in OF_AWS[alarm["Namespace"]]
    elif dimensions:
        (service,) = dimensions
        assert "service" == service["Name"]
        assert (metric, service["Value"]) in set(emitted())
    else:
        assert metric in filtered()


def test_each_filter_reads_what_the_log_says() -> None:
    """Fields of the access log's format, and the very line of the authorizer."""
    assert set(filtered()) <= {alarm["MetricName"] for alarm in ALARMS.values()}
    written = json.loads(root()["Resources"]["Api"]["Properties"]["AccessLogSetting"]["Format"])
    assert "status" in written
    assert '{ $.status = "429" }' == filtered()["throttled_requests"]["FilterPattern"]
    assert '{ $.message = "denied" && $.reason = "token" }' == filtered()["bad_tokens"]["FilterPattern"]
    assert 'logger.info("denied", reason="token")' in (ROOT / "functions/authorize/app.py").read_text("utf-8")


def test_the_access_log_knows_neither_address_nor_path() -> None:
    """Only these; a path, a query or a header may hold what somebody typed."""
    written = json.loads(root()["Resources"]["Api"]["Properties"]["AccessLogSetting"]["Format"])
    allowed = {"requestId", "resourcePath", "httpMethod", "status", "responseLatency"}
    assert allowed == {value.removeprefix("$context.") for value in written.values()}


@pytest.mark.parametrize("name", sorted(functions()))
def test_an_event_nobody_waits_for_is_kept_when_its_function_fails(name: str) -> None:
    """Each function that a schedule or a rule calls has the queue of failed events behind it."""
    if UNSEEN & {event["Type"] for event in functions()[name].get("Events", {}).values()}:
        kept = functions()[name]["EventInvokeConfig"]["DestinationConfig"]["OnFailure"]
        assert {"Type": "SQS", "Destination": {"Fn::GetAtt": ["FailedEvents", "Arn"]}} == kept


def test_the_queue_of_failed_events_keeps_them_encrypted_for_two_weeks() -> None:
    queue = root()["Resources"]["FailedEvents"]["Properties"]
    assert {"SqsManagedSseEnabled": True, "MessageRetentionPeriod": 14 * 24 * 3600} == queue


def test_after_a_restore_one_parameter_points_everything_to_the_other_table() -> None:
    """Name and ARN are the only ways the rest knows the table by."""
    outputs = read_template(ROOT / "infra/data.yaml")["Outputs"]
    for name in ("TableName", "TableArn"):
        condition, restored, _ = outputs[name]["Value"]["Fn::If"]
        assert "IsRestored" == condition
        assert "RestoredTable" in json.dumps(restored)
    assert {"Ref": "RestoredTable"} == root()["Resources"]["Data"]["Properties"]["Parameters"]["RestoredTable"]


def test_the_commands_of_the_runbook_are_those_of_the_makefile() -> None:
    told = set(re.findall(r"\bmake ([a-z]+)", RUNBOOK))
    there = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    assert {"backup", "restore", "replay"} <= told
    assert set() == told - there
