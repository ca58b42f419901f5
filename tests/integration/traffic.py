"""What goes to AWS during a test: recorded, and disturbed where a test says so."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from botocore.client import BaseClient
from botocore.exceptions import ClientError

Disturb = Callable[[str, dict[str, Any]], None]
WRITES = ("PutItem", "UpdateItem", "DeleteItem", "BatchWriteItem", "TransactWriteItems")


@dataclass
class Traffic:
    """Operations with their parameters, in order; ``before`` and ``after`` are called around each and may interfere."""

    calls: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    before: list[Disturb] = field(default_factory=list)
    after: list[Disturb] = field(default_factory=list)

    @classmethod
    def listening(cls, monkeypatch: pytest.MonkeyPatch) -> Traffic:
        traffic = cls()
        send = BaseClient._make_api_call

        def heard(client: Any, operation: str, parameters: dict[str, Any]) -> Any:
            for disturb in list(traffic.before):
                disturb(operation, parameters)
            traffic.calls.append((operation, parameters))
            try:
                return send(client, operation, parameters)
            finally:
                for disturb in list(traffic.after):
                    disturb(operation, parameters)

        monkeypatch.setattr(BaseClient, "_make_api_call", heard)
        return traffic

    def operations(self) -> list[str]:
        return [operation for operation, _ in self.calls]

    def writes(self) -> list[str]:
        return [operation for operation in self.operations() if operation in WRITES]

    def transactions(self) -> list[list[dict[str, Any]]]:
        return [p["TransactItems"] for operation, p in self.calls if operation == "TransactWriteItems"]

    def once_before(self, operation: str, act: Callable[[], None]) -> None:
        """Does something the moment before the next call of an operation: a rival who is faster."""

        def disturb(called: str, _: dict[str, Any]) -> None:
            if called == operation and disturb in self.before:
                self.before.remove(disturb)
                act()

        self.before.append(disturb)

    def cancel(self, times: int, *codes: str) -> None:
        """Lets so many transactions fail as DynamoDB cancels them, with these reasons' codes."""
        left = [times]

        def disturb(called: str, _: dict[str, Any]) -> None:
            if called == "TransactWriteItems" and left[0]:
                left[0] -= 1
                reasons = [{"Code": code} for code in codes]
                error = {"Error": {"Code": "TransactionCanceledException", "Message": ""}}
                raise ClientError({**error, "CancellationReasons": reasons}, called)  # type: ignore[arg-type]

        self.before.append(disturb)
