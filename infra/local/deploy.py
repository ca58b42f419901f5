"""Deploy the project's template as it is to the embedded cloud."""

from __future__ import annotations

import time
from typing import Any

from botocore.exceptions import ClientError

from infra.build.fingerprint import fingerprint as hashed
from infra.local.clients import client
from infra.local.packaging import Package, read_template
from infra.local.settings import STACK, Settings

_CAPABILITIES = ["CAPABILITY_IAM", "CAPABILITY_NAMED_IAM", "CAPABILITY_AUTO_EXPAND"]
_BEYOND_REPAIR = ("ROLLBACK_COMPLETE", "CREATE_FAILED", "ROLLBACK_FAILED", "DELETE_FAILED")


class DeploymentFailed(Exception):
    """CloudFormation refused the stack; the text names each resource and reason."""


def fingerprint(settings: Settings) -> str:
    """A hash of everything a deployment depends on: template, build output, infra and addresses."""
    about = repr(sorted(settings.stack_parameters.items()))
    return hashed([settings.template, settings.root / ".build", settings.root / "infra"], about)


def deploy(settings: Settings) -> dict[str, str]:
    """Create or update the stack, wait for it and return its outputs."""
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
    _send(cloudformation, request)
    stack = _wait(cloudformation)
    package.discard_others()
    return {output["OutputKey"]: output["OutputValue"] for output in stack.get("Outputs", [])}


def resources(endpoint: str, stack: str = STACK) -> dict[str, str]:
    """Physical ids by logical id, those of nested stacks included."""
    found: dict[str, str] = {}
    pages = client("cloudformation", endpoint).get_paginator("list_stack_resources").paginate(StackName=stack)
    for summary in (entry for page in pages for entry in page["StackResourceSummaries"]):
        found[summary["LogicalResourceId"]] = summary["PhysicalResourceId"]
        if summary["ResourceType"] == "AWS::CloudFormation::Stack":
            found |= resources(endpoint, summary["PhysicalResourceId"])
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
