"""Authorization requests and the codes given for them: each good once, for a minute, for its verifier."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass

CLIENT = "jiandu"
_GOOD_SECONDS = 60
_PROOF = ("code_challenge", "code_challenge_method")
ASKED = ("response_type", "client_id", "redirect_uri", "scope", "state", "nonce", *_PROOF)


@dataclass(frozen=True)
class Grant:
    """Who signed in for which request, and until when the code is good."""

    person: str
    asked: Mapping[str, str]
    until: float


class Grants:
    """Kept in memory: whoever was signing in while the launcher ended begins again."""

    def __init__(self, redirect_uri: str) -> None:
        self._redirect_uri = redirect_uri
        self._open: dict[str, Grant] = {}

    def mistake(self, asked: Mapping[str, str]) -> str | None:
        """The first parameter that is not as this client has to ask, or None."""
        expected = {
            "client_id": CLIENT,
            "redirect_uri": self._redirect_uri,
            "response_type": "code",
            "code_challenge_method": "S256",
        }
        wrong = [name for name, value in expected.items() if asked.get(name) != value]
        wrong += [name for name in ("state", "nonce", "code_challenge") if not asked.get(name)]
        if "openid" not in asked.get("scope", "").split():
            wrong.append("scope")
        return wrong[0] if wrong else None

    def code(self, person: str, asked: Mapping[str, str]) -> str:
        code = secrets.token_urlsafe(24)
        self._open = {known: grant for known, grant in self._open.items() if grant.until > time.monotonic()}
        self._open[code] = Grant(person, dict(asked), time.monotonic() + _GOOD_SECONDS)
        return code

    def redeem(self, form: Mapping[str, str]) -> Grant | None:
        """What a code stands for, the first time it comes with its verifier."""
        grant = self._open.pop(form.get("code", ""), None)
        fits = (
            grant is not None
            and grant.until > time.monotonic()
            and form.get("grant_type") == "authorization_code"
            and form.get("client_id") == grant.asked["client_id"]
            and form.get("redirect_uri") == grant.asked["redirect_uri"]
            and hmac.compare_digest(_challenge(form.get("code_verifier", "")), grant.asked["code_challenge"])
        )
        return grant if fits else None


def _challenge(verifier: str) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()
