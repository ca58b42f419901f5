"""Deploy the project's template as it is to the embedded cloud."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

from botocore.exceptions import ClientError

from infra.build.fingerprint import fingerprint as hashed
from infra.local.clients import client
from infra.local.packaging import Package, nested_templates, read_template
from infra.local.settings import STACK, Settings

_CAPABILITIES = ["CAPABILITY_IAM", "CAPABILITY_NAMED_IAM", "CAPABILITY_AUTO_EXPAND"]
_BEYOND_REPAIR = ("ROLLBACK_COMPLETE", "CREATE_FAILED", "ROLLBACK_FAILED", "DELETE_FAILED")
_HOLD_DATA = ("AWS::DynamoDB::Table", "AWS::KMS::Key", "AWS::S3::Bucket", "AWS::SecretsManager::Secret")


class DeploymentFailed(Exception):
    """CloudFormation refused the stack or would lose data; the text names each resource and reason."""


def fingerprint(settings: Settings) -> str:
    """A hash of everything a deployment depends on: templates, build output, infra and addresses."""
    about = repr(sorted(settings.stack_parameters.items()))
    templates = [settings.template, *nested_templates(settings.template)]
    return hashed([*templates, settings.root / ".build", settings.root / "infra"], about)


def deploy(settings: Settings) -> dict[str, str]:
    """Create or update the stack, wait for it and return its outputs; what holds data must still be in it."""
    cloudformation = client("cloudformation", settings.aws_url)
    package = Package(client("s3", settings.aws_url), settings.aws_url)
    package.create_bucket()
    declared = read_template(settings.template).get("Parameters", {})
    request = {
        "StackName": STACK,
        "TemplateURL": package.template_url(settings.template),
        "Capabilities": _CAPABILITIES,
        "Parameters": [
            {"ParameterKey": name, "ParameterValue": value}
            for name, value in settings.stack_parameters.items()
            if name in declared
        ],
    }
    before = _data_holders(settings.aws_url) if _status(cloudformation) else {}
    _send(cloudformation, request)
    stack = _wait(cloudformation)
    lost = before.keys() - _data_holders(settings.aws_url).keys()
    if lost:
        raise DeploymentFailed("\n".join(f"{before[identity]}：会被替换或删除" for identity in sorted(lost)))
    package.discard_others()
    return {output["OutputKey"]: output["OutputValue"] for output in stack.get("Outputs", [])}


def resources(endpoint: str, stack: str = STACK) -> dict[str, str]:
    """Physical ids by logical id, those of nested stacks included."""
    return {entry["LogicalResourceId"]: entry["PhysicalResourceId"] for entry in _summaries(endpoint, stack)}


def _summaries(endpoint: str, stack: str) -> Iterator[dict[str, str]]:
    pages = client("cloudformation", endpoint).get_paginator("list_stack_resources").paginate(StackName=stack)
    for summary in (entry for page in pages for entry in page["StackResourceSummaries"]):
        yield summary
        if summary["ResourceType"] == "AWS::CloudFormation::Stack":
            yield from _summaries(endpoint, summary["PhysicalResourceId"])


def _data_holders(endpoint: str) -> dict[str, str]:
    """What holds data, by identity: ministack replaces a table under its old name, so that is its TableId."""
    dynamodb = client("dynamodb", endpoint)
    found = {}
    for entry in _summaries(endpoint, STACK):
        identity, kind = entry["PhysicalResourceId"], entry["ResourceType"]
        if kind == "AWS::DynamoDB::Table":
            identity = dynamodb.describe_table(TableName=identity)["Table"]["TableId"]
        if kind in _HOLD_DATA:
            found[identity] = f"{entry['LogicalResourceId']} ({kind})"
    return found


def _send(cloudformation: Any, request: dict[str, Any]) -> None:
    status = _status(cloudformation)
    if status in _BEYOND_REPAIR:
        cloudformation.delete_stack(StackName=STACK)
        cloudformation.get_waiter("stack_delete_complete").wait(StackName=STACK, WaiterConfig={"Delay": 1})
        status = None
    try:
        (cloudformation.update_stack if status else cloudformation.create_stack)(**request)
    except ClientError as error:
        if "No updates" not in error.response["Error"]["Message"]:
            raise


def _status(cloudformation: Any) -> str | None:
    try:
        return str(cloudformation.describe_stacks(StackName=STACK)["Stacks"][0]["StackStatus"])
    except ClientError:
        return None


def _wait(cloudformation: Any) -> dict[str, Any]:
    while True:
        stack: dict[str, Any] = cloudformation.describe_stacks(StackName=STACK)["Stacks"][0]
        status = stack["StackStatus"]
        if not status.endswith("IN_PROGRESS"):
            break
        time.sleep(0.1)
    if not status.endswith("_COMPLETE") or "ROLLBACK" in status:
        events = cloudformation.describe_stack_events(StackName=STACK)["StackEvents"]
        reasons = [
            f"{event['LogicalResourceId']} ({event['ResourceType']}): {event.get('ResourceStatusReason')}"
            for event in events
            if "FAILED" in event["ResourceStatus"]
        ]
        raise DeploymentFailed("\n".join([status, *reasons]))
    return stack
