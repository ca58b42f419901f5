"""Sign-in tokens: signature by the issuer's published keys, issuer, audience and expiry."""

import json
import time
from typing import Any
from urllib.request import urlopen

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from jiandu.settings import settings

ALGORITHMS = ["ES256", "RS256"]
KEEP_SECONDS = 600
_kept: dict[str, tuple[float, KeySet]] = {}


class BadToken(Exception):
    """The token is not one of our issuer's for us, or is no longer valid."""


def subject_of(token: str) -> str:
    """The subject of a valid token; BadToken otherwise. Keys are read anew when one is not known."""
    try:
        return _verified(token, _keys(fresh=False))
    except (JoseError, ValueError):
        pass
    try:
        return _verified(token, _keys(fresh=True))
    except (JoseError, ValueError) as error:
        raise BadToken(type(error).__name__) from None


def _verified(token: str, keys: KeySet) -> str:
    claims: dict[str, Any] = jwt.decode(token, keys, algorithms=ALGORITHMS).claims
    registry = jwt.JWTClaimsRegistry(
        iss={"essential": True, "value": settings().issuer_url},
        aud={"essential": True, "value": settings().audience},
        sub={"essential": True},
        exp={"essential": True},
    )
    registry.validate(claims)
    return str(claims["sub"])


def _keys(fresh: bool) -> KeySet:
    url = f"{settings().issuer_url}/jwks.json"
    kept = _kept.get(url)
    too_soon = kept is not None and time.monotonic() - kept[0] < (5 if fresh else KEEP_SECONDS)
    if kept is not None and too_soon:
        return kept[1]
    with urlopen(url, timeout=5) as answer:
        keys = KeySet.import_key_set(json.load(answer))
    _kept[url] = (time.monotonic(), keys)
    return keys
