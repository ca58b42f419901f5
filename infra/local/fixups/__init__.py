"""What ministack drops while it deploys a stack, applied again through the public API."""

from __future__ import annotations

from infra.local.fixups import api, bucket, function, table
from infra.local.fixups.stack import Stack
from infra.local.settings import STACK

_BY_TYPE = {
    "AWS::ApiGateway::RestApi": api.restore,
    "AWS::DynamoDB::Table": table.restore,
    "AWS::Lambda::Function": function.restore,
    "AWS::S3::Bucket": bucket.restore,
}


def apply(endpoint: str, name: str = STACK) -> None:
    """Restore every resource of a stack and of its nested stacks; may run twice."""
    stack = Stack.read(endpoint, name)
    for logical_id, resource in stack.deployed():
        if resource["Type"] == "AWS::CloudFormation::Stack":
            apply(endpoint, stack.physical_ids[logical_id])
        restore = _BY_TYPE.get(resource["Type"])
        if restore:
            restore(stack, logical_id, stack.physical_ids[logical_id], resource.get("Properties", {}))
