"""What a matter's life asked of AWS and was answered, request by request, so that a stub can answer the same again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

import pytest
from botocore.awsrequest import AWSResponse
from botocore.client import BaseClient
from jiandu.adapters import clock

from tests.integration import front
from tests.integration.embedded_aws import EmbeddedAws, Raw

Call = tuple[str, str, dict[str, Any]]
Heard = tuple[int, dict[str, str], bytes]
BEHIND = ("authorize", "sweep_deadlines")


def key_of(method: str, path: str, target: str, body: bytes) -> tuple[str, str]:
    """What a request is known again by: its operation, and all of it."""
    operation = target or method
    return operation, sha256(f"{operation} {path}".encode() + body).hexdigest()


@dataclass
class Asked:
    """One event of a function: the calls it made as boto3 takes them, and the answers by what they answer."""

    function: str
    event: dict[str, Any]
    now: str
    status: int = 0
    calls: list[Call] = field(default_factory=list)
    answers: dict[tuple[str, str], Heard] = field(default_factory=dict)


@dataclass
class Recording:
    """Every event since it began, but for the authorizer's and the schedule's."""

    asked: list[Asked] = field(default_factory=lambda: [Asked("", {}, "")])
    common: dict[str, Heard] = field(default_factory=dict)
    """The first answer of each operation, for what only a new process asks."""

    @classmethod
    def listening(cls, services: EmbeddedAws, patch: pytest.MonkeyPatch) -> Recording:
        recording, handler_of, answer, send = cls(), front.handler_of, services._answer, BaseClient._make_api_call

        def heard(request: Any) -> AWSResponse:
            body = _bytes(request.body)
            answered = answer(request)
            content = answered.raw.read()
            told = answered.status_code, dict(answered.headers), content
            key = key_of(request.method, request.url.split(":9", 1)[1], _target(request), body)
            recording.common.setdefault(key[0], told)
            recording.asked[-1].answers.setdefault(key, told)  # an act reads its matter again after it
            return AWSResponse(request.url, answered.status_code, answered.headers, Raw(content))  # type: ignore[arg-type]

        def called(client: Any, operation: str, parameters: dict[str, Any]) -> Any:
            recording.asked[-1].calls.append((client.meta.service_model.service_name, operation, parameters))
            return send(client, operation, parameters)

        patch.setattr(services, "_answer", heard)
        patch.setattr(BaseClient, "_make_api_call", called)
        patch.setattr(front, "handler_of", lambda name: recording.watched(name, handler_of(name)))
        return recording

    def watched(self, name: str, handler: Callable[..., Any]) -> Callable[..., Any]:
        def handle(event: dict[str, Any], context: Any) -> Any:
            asked = Asked("" if name in BEHIND else name, event, clock.now().isoformat())
            self.asked.append(asked)
            answer = handler(event, context)
            asked.status = answer.get("statusCode", 0)
            self.asked.append(Asked("", {}, ""))
            return answer

        return handle

    def first(self, method: str, path: str, action: str = "") -> Asked:
        """The first such request that asked nothing only a new process asks."""
        return next(
            asked
            for asked in self.asked
            if asked.function
            and (method, path) == (asked.event["httpMethod"], asked.event["resource"])
            and (asked.event["pathParameters"] or {}).get("action", "") == action
            and all(name != "GetSecretValue" for _, name, _ in asked.calls)
        )


def _bytes(body: Any) -> bytes:
    """Without moving on in a body that is a file."""
    if hasattr(body, "read"):
        content = bytes(body.read())
        body.seek(0)
        return content
    return body.encode() if isinstance(body, str) else bytes(body or b"")


def _target(request: Any) -> str:
    target = request.headers.get("X-Amz-Target", b"")
    return target.decode() if isinstance(target, bytes) else str(target)
