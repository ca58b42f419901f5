"""The OpenID provider of the local stage: its people are fictional and need no password.

The product meets it as it meets any provider, over HTTP; it is part of the launcher and of nothing that is deployed.
"""

from __future__ import annotations

import asyncio
import json
import time
import uuid
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import parse_qsl, urlencode

from joserfc import jwt

from infra.build.pages import STYLE_SHEET, style_sheet
from infra.local.issuer.grants import ASKED, CLIENT, Grants
from infra.local.issuer.keys import Keys
from infra.local.issuer.page import chooser, wrong_request
from infra.local.issuer.people import Row, people
from infra.local.problems import Receive, Scope, Send, send_body, send_json, send_problem
from infra.local.settings import ISSUER_PATH, Settings

_LIFETIME = 8 * 3600
_LONGEST_REQUEST = 16 * 1024
_HTML = "text/html; charset=utf-8"
Form = dict[str, str]
Answer = Callable[[Form, Send], Awaitable[None]]


class Issuer:
    """Answers under ISSUER_PATH on the AWS port; knows nobody until the table is there."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._keys = Keys(settings.data / "issuer")
        self._grants = Grants(f"{settings.url}/sign-in/callback")
        self._table: str | None = None
        self._routes: dict[tuple[str, str], Answer] = {
            ("GET", "/.well-known/openid-configuration"): self._discovery,
            ("GET", "/jwks.json"): self._jwks,
            ("GET", "/authorize"): self._choose,
            ("POST", "/authorize"): self._chosen,
            ("POST", "/token"): self._token,
            ("GET", f"/{STYLE_SHEET}"): self._style,
            ("GET", "/people"): self._people,
            ("POST", "/bearer"): self._bearer,
            ("POST", "/rotate"): self._rotate,
        }

    def open(self, table: str) -> None:
        self._table = table

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        answer = self._routes.get((scope["method"], scope["path"].removeprefix(ISSUER_PATH)))
        if answer is None:
            await send_problem(send, 404)
        elif scope["method"] == "POST":
            await answer(_form(await _body(receive)), send)
        else:
            await answer(_form(scope["query_string"]), send)

    async def _discovery(self, _: Form, send: Send) -> None:
        issuer = self._settings.issuer
        told = {
            "issuer": issuer,
            "authorization_endpoint": f"{issuer}/authorize",
            "token_endpoint": f"{issuer}/token",
            "jwks_uri": f"{issuer}/jwks.json",
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["ES256"],
            "code_challenge_methods_supported": ["S256"],
            "token_endpoint_auth_methods_supported": ["none"],
            "authorization_response_iss_parameter_supported": True,
        }
        await send_json(send, 200, told)

    async def _jwks(self, _: Form, send: Send) -> None:
        await send_json(send, 200, self._keys.public())

    async def _rotate(self, _: Form, send: Send) -> None:
        self._keys.rotate()
        await send_json(send, 200, self._keys.public())

    async def _choose(self, asked: Form, send: Send) -> None:
        if mistake := self._grants.mistake(asked):
            await self._page(send, 400, wrong_request(self._settings.issuer, mistake))
        else:
            kept = {name: asked[name] for name in ASKED if name in asked}
            await self._page(send, 200, chooser(self._settings.issuer, await self._known(), kept))

    async def _chosen(self, asked: Form, send: Send) -> None:
        person = asked.pop("person", "")
        if self._grants.mistake(asked) or person not in {row["id"] for row in await self._known()}:
            await self._page(send, 400, wrong_request(self._settings.issuer, "person"))
            return
        code = self._grants.code(person, asked)
        answer = urlencode({"code": code, "state": asked["state"], "iss": self._settings.issuer})
        location = f"{asked['redirect_uri']}?{answer}"
        await send({"type": "http.response.start", "status": 303, "headers": [(b"location", location.encode())]})
        await send({"type": "http.response.body", "body": b""})

    async def _token(self, form: Form, send: Send) -> None:
        grant = self._grants.redeem(form)
        if grant is None:
            await send_json(send, 400, {"error": "invalid_grant"})
            return
        signed = self.token(grant.person, nonce=grant.asked["nonce"])
        told = {"token_type": "Bearer", "expires_in": _LIFETIME, "id_token": signed, "access_token": signed}
        await send_json(send, 200, told)

    async def _people(self, _: Form, send: Send) -> None:
        await send_json(send, 200, {"items": await self._known()})

    async def _bearer(self, form: Form, send: Send) -> None:
        """A token without signing in, for the programs and tests of this machine."""
        if form.get("person") in {row["id"] for row in await self._known()}:
            await send_json(send, 200, {"token": self.token(form["person"])})
        else:
            await send_problem(send, 404)

    def token(self, person: str, **claims: Any) -> str:
        """A signed statement that this is the person, good for eight hours."""
        now, key = int(time.time()), self._keys.newest
        told = {
            "iss": self._settings.issuer,
            "aud": CLIENT,
            "sub": person,
            "iat": now,
            "exp": now + _LIFETIME,
            "jti": uuid.uuid4().hex,
            **claims,
        }
        return jwt.encode({"alg": "ES256", "kid": key.kid}, told, key, algorithms=["ES256"])

    async def _known(self) -> list[Row]:
        return await asyncio.to_thread(people, self._settings.aws_url, self._table) if self._table else []

    async def _style(self, _: Form, send: Send) -> None:
        sheet = style_sheet(self._settings.root / "templates" / "pages" / "styles")
        await send_body(send, 200, sheet, "text/css; charset=utf-8")

    async def _page(self, send: Send, status: int, text: str) -> None:
        policy = (
            "default-src 'none'; style-src 'self'; img-src data:; frame-ancestors 'none'; "
            f"form-action 'self' {self._settings.url}"
        )
        headers = [(b"content-security-policy", policy.encode()), (b"cache-control", b"no-store")]
        await send_body(send, status, text.encode(), _HTML, headers)


async def _body(receive: Receive) -> bytes:
    body = bytearray()
    more = True
    while more and len(body) <= _LONGEST_REQUEST:
        message = await receive()
        body += message.get("body", b"")
        more = message.get("more_body", False)
    return bytes(body)


def _form(raw: bytes) -> Form:
    """A query, a form, or the plain values of a JSON object."""
    try:
        values = json.loads(raw) if raw.startswith(b"{") else dict(parse_qsl(raw.decode()))
    except ValueError:
        return {}
    return {name: value for name, value in values.items() if isinstance(value, str)}
