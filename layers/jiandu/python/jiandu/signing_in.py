"""One sign-in on its way to the provider and back: its state is sealed under a key that only the browser holds.

Nothing is kept meanwhile; several may be on their way in one browser.
"""

import base64
import binascii
import re
import secrets
import time
from dataclasses import dataclass
from typing import Any

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwe import JWERegistry
from joserfc.jwk import OctKey

GOOD_SECONDS = 600
KEY_BYTES = 32
_SEALING = ["dir", "A256GCM"]
_OWN_PATH = re.compile(r"/[!-~]{0,1000}")


@dataclass(frozen=True, slots=True)
class Attempt:
    """What is sealed: the nonce for the ID token, the verifier for the code, the page to go to afterwards."""

    nonce: str
    verifier: str
    next: str


def new_key() -> str:
    """What the browser is to hold while it signs in."""
    return secrets.token_urlsafe(KEY_BYTES)


def key_in(value: str | None) -> str | None:
    """A value a browser brings, if it can be such a key."""
    try:
        return value if value and len(_bytes(value)) == KEY_BYTES else None
    except (binascii.Error, ValueError):
        return None


def attempt(wanted: str | None) -> Attempt:
    """A new one; of the wanted page only a path of our own is kept."""
    path = wanted if wanted and _OWN_PATH.fullmatch(wanted) else ""
    return Attempt(secrets.token_urlsafe(16), secrets.token_urlsafe(48), path)


def sealed(going: Attempt, key: str) -> str:
    """The state that goes to the provider and comes back."""
    claims = {"n": going.nonce, "v": going.verifier, "to": going.next, "exp": int(time.time()) + GOOD_SECONDS}
    header = {"alg": "dir", "enc": "A256GCM"}
    return jwt.encode(header, claims, _key(key), algorithms=_SEALING, registry=_registry())


def opened(state: str, key: str) -> Attempt | None:
    """The attempt a state was made for by this very browser within ten minutes; None for any other."""
    try:
        claims: dict[str, Any] = jwt.decode(state, _key(key), algorithms=_SEALING, registry=_registry()).claims
        jwt.JWTClaimsRegistry(exp={"essential": True}).validate(claims)
    except (JoseError, ValueError):
        return None
    return Attempt(claims["n"], claims["v"], claims["to"])


def _registry() -> JWERegistry:
    return JWERegistry(algorithms=_SEALING)


def _key(key: str) -> OctKey:
    return OctKey.import_key(_bytes(key))


def _bytes(key: str) -> bytes:
    return base64.urlsafe_b64decode(key + "=" * (-len(key) % 4))
