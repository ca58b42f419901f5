"""The address people open: passes requests to the deployed API as its stage would see them."""

from __future__ import annotations

from infra.local.problems import Receive, Scope, Send, send_problem
from infra.local.settings import STAGE

LARGEST_BODY = 10 * 1024 * 1024
_PATIENCE = 20 * LARGEST_BODY
_RETRY = [(b"retry-after", b"2")]


class TooLarge(Exception):
    """The body is longer than API Gateway takes."""


class FrontDoor:
    """Answers 503 until open() names the API."""

    def __init__(self, cloud: object) -> None:
        self._cloud = cloud
        self._prefix: str | None = None

    def open(self, api_id: str) -> None:
        self._prefix = f"/_aws/execute-api/{api_id}/{STAGE}"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if self._prefix is None:
            await send_problem(send, 503, _RETRY)
            return
        try:
            body = await _read(receive)
        except TooLarge:
            await send_problem(send, 413, [(b"connection", b"close")])
            return
        raw_path = scope.get("raw_path") or scope["path"].encode()
        inner = {
            **scope,
            "path": self._prefix + scope["path"],
            "raw_path": self._prefix.encode() + raw_path,
        }
        await self._cloud(inner, _given(body, receive), _without_inside(send))  # type: ignore[operator]


async def _read(receive: Receive) -> bytes:
    """The whole body; one too long is read to its end, unkept, so that its sender sees the answer."""
    body = bytearray()
    length = 0
    more = True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            break
        chunk = message.get("body", b"")
        length += len(chunk)
        if length <= LARGEST_BODY:
            body += chunk
        elif length > _PATIENCE:
            break
        more = message.get("more_body", False)
    if length > LARGEST_BODY:
        raise TooLarge
    return bytes(body)


def _given(body: bytes, receive: Receive) -> Receive:
    messages = [{"type": "http.request", "body": body, "more_body": False}]

    async def next_message() -> dict[str, object]:
        return messages.pop() if messages else await receive()

    return next_message


def _without_inside(send: Send) -> Send:
    """API Gateway hides a function's error from the caller; ministack sends its text."""
    hiding = False

    async def send_outside(message: dict[str, object]) -> None:
        nonlocal hiding
        if message["type"] == "http.response.start" and message["status"] == 502:
            hiding = True
            await send_problem(send, 502)
        elif not hiding:
            await send(message)

    return send_outside
