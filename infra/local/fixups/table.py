"""Tables lose their time to live and point-in-time recovery."""

from __future__ import annotations

from typing import Any

from infra.local.fixups.stack import Stack


def restore(stack: Stack, logical_id: str, name: str, properties: dict[str, Any]) -> None:
    dynamodb = stack.client("dynamodb")
    expiry = stack.value(properties.get("TimeToLiveSpecification"))
    if expiry:
        present = dynamodb.describe_time_to_live(TableName=name)["TimeToLiveDescription"]
        if present["TimeToLiveStatus"] == "DISABLED":
            dynamodb.update_time_to_live(TableName=name, TimeToLiveSpecification=expiry)
    recovery = stack.value(properties.get("PointInTimeRecoverySpecification"))
    if recovery:
        dynamodb.update_continuous_backups(TableName=name, PointInTimeRecoverySpecification=recovery)
