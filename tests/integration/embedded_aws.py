"""The embedded cloud's services inside the test's own process: no socket, and safe under threads."""

from __future__ import annotations

import asyncio
import io
import threading
from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import unquote, urlsplit

from botocore.awsrequest import AWSResponse

from infra.local.engine import remember_grammar

ENDPOINT = "http://127.0.0.1:9"  # never connected to
Items = dict[str, dict[str, Any]]
Fault = Callable[[str, Callable[[], AWSResponse]], AWSResponse | None]


class Raw(io.BytesIO):
    def stream(self, size: int = 65536, **_: Any) -> Iterator[bytes]:
        while part := self.read(size):
            yield part


class EmbeddedAws:
    """Answers botocore's requests by ministack's ASGI application, on a loop of its own.

    ``faults`` may answer, or fail, in its stead: each gets the operation and what would send the request.
    """

    def __init__(self) -> None:
        import ministack.app as application
        from ministack.services import dynamodb

        remember_grammar(dynamodb)
        self.faults: list[Fault] = []
        self._application = application
        self._dynamodb = dynamodb
        self._loop = asyncio.new_event_loop()
        threading.Thread(target=self._loop.run_forever, daemon=True).start()

    def stop(self) -> None:
        self._application._reset_all_state()
        self._loop.call_soon_threadsafe(self._loop.stop)

    def items(self, table: str) -> Items:
        """Every item of a table, by its two keys; a copy."""
        return {key: dict(rows) for key, rows in self._table(table)["items"].items()}

    def item(self, table: str, pk: str, sk: str) -> dict[str, Any] | None:
        """One item, or None; a copy."""
        found = self._table(table)["items"].get(pk, {}).get(sk)
        return dict(found) if found else None

    def replace_items(self, table: str, items: Items) -> None:
        """The table as it stood at another time."""
        found = self._table(table)
        found["items"] = defaultdict(dict, {key: dict(rows) for key, rows in items.items()})
        self._dynamodb._items_replaced(found)

    def _table(self, name: str) -> dict[str, Any]:
        return next(table for (*_, known), table in self._dynamodb._tables._data.items() if known == name)

    def answer(self, request: Any, event_name: str, **_: Any) -> AWSResponse:
        """For botocore's ``before-send``."""
        operation = event_name.rsplit(".", 1)[-1]
        for fault in list(self.faults):
            if disturbed := fault(operation, lambda: self._answer(request)):
                return disturbed
        return self._answer(request)

    def _answer(self, request: Any) -> AWSResponse:
        body = request.body or b""
        body = body.read() if hasattr(body, "read") else body.encode() if isinstance(body, str) else bytes(body)
        sent = asyncio.run_coroutine_threadsafe(self._send(request, body), self._loop)
        status, headers, content = sent.result(60)
        return AWSResponse(request.url, status, headers, Raw(content))  # type: ignore[arg-type]

    async def _send(self, request: Any, body: bytes) -> tuple[int, dict[str, str], bytes]:
        url = urlsplit(request.url)
        given = [
            (k.lower().encode(), v if isinstance(v, bytes) else str(v).encode()) for k, v in request.headers.items()
        ]
        headers = [*(h for h in given if h[0] != b"content-length"), (b"host", url.netloc.encode())]
        scope = {
            "type": "http",
            "http_version": "1.1",
            "method": request.method,
            "scheme": "http",
            "path": unquote(url.path) or "/",
            "raw_path": url.path.encode(),
            "query_string": url.query.encode(),
            "headers": [*headers, (b"content-length", str(len(body)).encode())],
            "server": (url.hostname, url.port),
            "client": ("127.0.0.1", 1),
        }
        answered: dict[str, Any] = {"content": b""}

        async def receive() -> dict[str, Any]:
            return {"type": "http.request", "body": body, "more_body": False}

        async def send(message: dict[str, Any]) -> None:
            if message["type"] == "http.response.start":
                answered.update(message)
            elif message["type"] == "http.response.body":
                answered["content"] += message.get("body", b"")

        await self._application.app(scope, receive, send)
        headers_out = {k.decode(): v.decode() for k, v in answered["headers"]}
        return answered["status"], headers_out, answered["content"]
