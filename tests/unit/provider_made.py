"""A provider of OpenID Connect without a network: its keys, its tokens, and who believes them."""

import time
from collections.abc import Callable
from typing import Any

import pytest
from jiandu.adapters import provider, tokens
from jiandu.settings import settings
from joserfc import jwt
from joserfc.jwk import ECKey, KeySet

ISSUER = "https://id.example.test"
NONCE = "n-1"


def key(kid: str) -> ECKey:
    return ECKey.generate_key("P-256", {"kid": kid}, private=True)


class Made:
    """What it publishes can be changed; ``fetched`` are the addresses asked for."""

    def __init__(self) -> None:
        self.keys = [key("k1")]
        self.fetched: list[str] = []

    def fetch(self, address: str) -> dict[str, Any]:
        self.fetched.append(address)
        if address.endswith("/jwks"):
            published: dict[str, Any] = dict(KeySet(self.keys).as_dict(private=False))
            return published
        return {"issuer": ISSUER, "jwks_uri": f"{ISSUER}/jwks", "authorization_endpoint": f"{ISSUER}/authorize"}

    def token(self, signed_by: ECKey | None = None, **claims: Any) -> str:
        """A good ID token, but for the claims given; None leaves one out."""
        now, signer = int(time.time()), signed_by or self.keys[-1]
        good = {"iss": ISSUER, "aud": "jiandu", "sub": "zhou", "iat": now, "exp": now + 60, "nonce": NONCE}
        told = {name: value for name, value in {**good, **claims}.items() if value is not None}
        return jwt.encode({"alg": "ES256", "kid": signer.kid}, told, signer, algorithms=["ES256"])


def believed(monkeypatch: pytest.MonkeyPatch, made: Made) -> Callable[[float], None]:
    """The provider is ours from now on; the answer lets the clock of what is kept go on to a later time."""
    elapsed = [1000.0]
    for name, value in {"ISSUER_URL": ISSUER, "CLIENT_ID": "jiandu", "PUBLIC_URL": "https://jd.example.test"}.items():
        monkeypatch.setenv(name, value)
    settings.cache_clear()
    for kept in (provider._kept, tokens._kept):
        kept.clear()
    monkeypatch.setattr(provider, "fetch", made.fetch)
    monkeypatch.setattr(tokens.time, "monotonic", lambda: elapsed[0])

    def later(seconds: float) -> None:
        elapsed[0] += seconds

    return later
