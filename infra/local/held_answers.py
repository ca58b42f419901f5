"""An answer that says "done" leaves only when what was done is on disk.

DynamoDB items are journalled and S3 objects written through as they change.
Every other change (a key, a secret, a role, a bucket's rules, an object's
retention) waits here for a snapshot of its service.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from infra.local.engine import Engine
from infra.local.snapshots import Snapshots

Handler = Callable[..., Awaitable[tuple[Any, ...]]]

_JOURNALLED = {
    "PutItem",
    "UpdateItem",
    "DeleteItem",
    "BatchWriteItem",
    "TransactWriteItems",
    "ExecuteStatement",
    "BatchExecuteStatement",
    "ExecuteTransaction",
}
_WITHOUT_EFFECT = (
    "Assume",
    "BatchGet",
    "Check",
    "Decrypt",
    "Describe",
    "Encrypt",
    "Estimate",
    "Filter",
    "Generate",
    "Get",
    "Head",
    "Invoke",
    "List",
    "Lookup",
    "PutLogEvents",
    "PutMetricData",
    "Query",
    "Scan",
    "Search",
    "Select",
    "Sign",
    "Simulate",
    "Test",
    "TransactGet",
    "Validate",
    "Verify",
)


class HeldAnswers:
    """Wraps ministack's table of service handlers; holds nothing until told to."""

    def __init__(self, engine: Engine, snapshots: Snapshots) -> None:
        self._engine = engine
        self._snapshots = snapshots
        self.holding = False

    def install(self) -> None:
        self._persist_retention()
        handlers: dict[str, Handler] = self._engine.app.SERVICE_HANDLERS
        for service, handler in list(handlers.items()):
            handlers[service] = self._holding(service, handler)

    def _persist_retention(self) -> None:
        """ministack leaves object retention and legal holds out of its saved state."""
        s3 = self._engine.s3
        s3._PERSISTED_BUCKET_DICTS.update(
            object_retention=s3._object_retention, object_legal_hold=s3._object_legal_hold
        )

    def _holding(self, service: str, handler: Handler) -> Handler:
        state_keys = self._state_keys(service)

        async def answer(method: str, path: str, headers: dict[str, str], body: bytes, query: Any) -> tuple[Any, ...]:
            result = await handler(method, path, headers, body, query)
            if self.holding and result[0] < 400 and self._must_wait(service, method, path, headers, body, query):
                await self._snapshots.save(state_keys)
            return result

        return answer

    def _state_keys(self, service: str) -> list[str]:
        entry = self._engine.app.SERVICE_REGISTRY[service]
        return [entry.get("state_key", entry["module"]), *entry.get("sub_modules", ())]

    def _must_wait(
        self, service: str, method: str, path: str, headers: dict[str, str], body: bytes, query: Any
    ) -> bool:
        if method in ("GET", "HEAD", "OPTIONS"):
            return False
        if service == "s3":
            return not self._written_through(path, query)
        from ministack.core.iam_actions import extract_iam_action

        action = (extract_iam_action(service, method, path, headers, body, query) or ":").split(":")[1]
        if service == "dynamodb":
            action = headers.get("x-amz-target", ".").split(".")[-1]
            if action in _JOURNALLED:
                return False
        return not action.startswith(_WITHOUT_EFFECT)

    def _written_through(self, path: str, query: Any) -> bool:
        """Objects are; what belongs to a bucket, and anything in a bucket with object lock, is not."""
        bucket, _, key = path.lstrip("/").partition("/")
        locked = self._engine.s3._bucket_object_lock.get(bucket) is not None
        return not locked and ("delete" in query or bool(key))
