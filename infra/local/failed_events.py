"""Asynchronous calls of functions as AWS makes them: tried again, then kept in the queue of failed events, on disk."""

from __future__ import annotations

import asyncio
import json
from typing import Any

from infra.local.engine import Engine
from infra.local.snapshots import Snapshots

_KEPT_IN = "sqs"


class FailedEvents:
    """Mends two things: ministack calls the target of a rule once only, and does not save what it puts into a queue."""

    def __init__(self, engine: Engine, snapshots: Snapshots) -> None:
        self._functions = engine.functions
        self._snapshots = snapshots

    def install(self) -> None:
        from ministack.services import eventbridge

        eventbridge._dispatch_to_lambda = self._dispatch
        self._functions._route_async_failure = self._saving(self._functions._route_async_failure)

    def _dispatch(self, function: str, payload: str) -> None:
        record, config, _ = self._functions._get_func_record_for_ref(function)
        if record and config:
            called = self._functions._execution_record_for_config(record, config)
            self._functions.invoke_async_with_retry(called, json.loads(payload))

    def _saving(self, route: Any) -> Any:
        """The routing runs in a thread of its own; the saving belongs to the launcher's loop."""
        loop = asyncio.get_running_loop()

        def route_and_save(*failure: Any) -> None:
            route(*failure)
            asyncio.run_coroutine_threadsafe(self._snapshots.save([_KEPT_IN]), loop).result()

        return route_and_save
