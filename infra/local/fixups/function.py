"""Functions lose their dead-letter queue."""

from __future__ import annotations

from typing import Any

from infra.local.fixups.stack import Stack


def restore(stack: Stack, logical_id: str, name: str, properties: dict[str, Any]) -> None:
    if "DeadLetterConfig" in properties:
        stack.client("lambda").update_function_configuration(
            FunctionName=name, DeadLetterConfig=stack.value(properties["DeadLetterConfig"])
        )
