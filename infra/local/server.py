"""One process, two loopback addresses: the front door and the AWS endpoint with the issuer."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from hypercorn.asyncio import serve
from hypercorn.config import Config

from infra.local.front_door import FrontDoor
from infra.local.issuer import Issuer
from infra.local.problems import Receive, Scope, Send, send_problem
from infra.local.settings import HOST, ISSUER_PATH, Settings

Application = Callable[[Scope, Receive, Send], Awaitable[None]]
_ADMINISTRATION = ("/_ministack/", "/_localstack/")
_HEALTH = "/_ministack/health"


def application(settings: Settings, cloud: Application, front_door: FrontDoor, issuer: Issuer) -> Application:
    """Route by the port a request came in on; ministack's own switches stay out of reach."""

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            if scope["server"][1] == settings.port:
                await front_door(scope, receive, send)
                return
            if scope["path"].startswith(ISSUER_PATH + "/"):
                await issuer(scope, receive, send)
                return
            if scope["path"].startswith(_ADMINISTRATION) and scope["path"] != _HEALTH:
                await send_problem(send, 404)
                return
        await cloud(scope, receive, send)

    return answer


async def listen(settings: Settings, answer: Application, until: asyncio.Event) -> None:
    config = Config()
    config.bind = [f"{HOST}:{settings.aws_port}", f"{HOST}:{settings.port}"]
    config.keep_alive_timeout = 75
    config.graceful_timeout = 3
    config.backlog = 256
    config.loglevel = "WARNING"
    config.accesslog = None
    config.errorlog = str(settings.data / "cloud.log")
    await serve(answer, config, shutdown_trigger=until.wait)  # type: ignore[arg-type]
