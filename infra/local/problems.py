"""Problem details (RFC 9457) the launcher itself answers with."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from typing import Any

Send = Callable[[dict[str, Any]], Awaitable[None]]
Receive = Callable[[], Awaitable[dict[str, Any]]]
Scope = dict[str, Any]

_TITLES = {
    400: "请求内容有误",
    404: "没有找到",
    413: "提交的内容超过 10 MB，请压缩或分次提交",
    502: "系统处理时出错，请稍后再试",
    503: "系统正在启动，请稍后刷新",
}
_ERRORS = {413: [{"field": "body", "rule": "size", "message": f"{_TITLES[413]}。"}]}


async def send_json(send: Send, status: int, body: Any, content_type: str = "application/json") -> None:
    await send_body(send, status, json.dumps(body, ensure_ascii=False).encode(), content_type)


async def send_problem(send: Send, status: int, headers: list[tuple[bytes, bytes]] | None = None) -> None:
    title = _TITLES[status]
    errors = _ERRORS.get(status, [])
    body = {"type": "about:blank", "title": title, "status": status, "detail": f"{title}。", "errors": errors}
    await send_body(send, status, json.dumps(body, ensure_ascii=False).encode(), "application/problem+json", headers)


async def send_body(
    send: Send,
    status: int,
    body: bytes,
    content_type: str,
    headers: list[tuple[bytes, bytes]] | None = None,
) -> None:
    start = [(b"content-type", content_type.encode()), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": start + (headers or [])})
    await send({"type": "http.response.body", "body": body})
