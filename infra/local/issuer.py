"""Sign-in for trying out: an OpenID Connect style issuer for the people of the local stage."""

from __future__ import annotations

import asyncio
import json
import os
import time
import uuid
from pathlib import Path

from joserfc import jwt
from joserfc.jwk import ECKey, KeySet

from infra.local.clients import client
from infra.local.problems import Receive, Scope, Send, send_json, send_problem
from infra.local.settings import ISSUER_PATH, Settings

AUDIENCE = "jiandu"
_LIFETIME = 8 * 3600
_LONGEST_REQUEST = 4096


class Issuer:
    """Answers under ISSUER_PATH on the AWS port; knows nobody until the table is there."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._key = _key(settings.data / "issuer.pem")
        self._table: str | None = None

    def open(self, table: str) -> None:
        self._table = table

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        route = (scope["method"], scope["path"].removeprefix(ISSUER_PATH))
        if route == ("GET", "/jwks.json"):
            await send_json(send, 200, KeySet([self._key]).as_dict(private=False))
        elif route == ("POST", "/token"):
            await self._answer_token(receive, send)
        else:
            await send_problem(send, 404)

    async def _answer_token(self, receive: Receive, send: Send) -> None:
        person = await _requested_person(receive)
        if person is None:
            await send_problem(send, 400)
        elif await asyncio.to_thread(self._knows, person):
            await send_json(send, 200, {"token": self.token(person)})
        else:
            await send_problem(send, 404)

    def token(self, person: str) -> str:
        """A signed statement that this is the person, good for eight hours."""
        now = int(time.time())
        claims = {
            "iss": self._settings.issuer,
            "aud": AUDIENCE,
            "sub": person,
            "iat": now,
            "exp": now + _LIFETIME,
            "jti": uuid.uuid4().hex,
        }
        return jwt.encode({"alg": "ES256", "kid": self._key.kid}, claims, self._key, algorithms=["ES256"])

    def _knows(self, person: str) -> bool:
        if self._table is None:
            return False
        key = {"pk": {"S": f"PERSON#{person}"}, "sk": {"S": "PERSON"}}
        found = client("dynamodb", self._settings.aws_url).get_item(TableName=self._table, Key=key)
        return "Item" in found


async def _requested_person(receive: Receive) -> str | None:
    body = bytearray()
    more = True
    while more and len(body) <= _LONGEST_REQUEST:
        message = await receive()
        body += message.get("body", b"")
        more = message.get("more_body", False)
    try:
        person = json.loads(body)["person"]
    except (ValueError, KeyError, TypeError):
        return None
    return person if isinstance(person, str) and person else None


def _key(path: Path) -> ECKey:
    """The issuer's key, made at first use and readable by its owner only."""
    if not path.exists():
        fresh = ECKey.generate_key("P-256", private=True)
        scratch = path.with_suffix(".new")
        descriptor = os.open(scratch, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(fresh.as_pem(private=True))
        os.replace(scratch, path)
    pem = path.read_bytes()
    return ECKey.import_key(pem, {"kid": ECKey.import_key(pem).thumbprint(), "alg": "ES256", "use": "sig"})
