"""Tokens of the OpenID provider: signature by its published keys, issuer, audience and expiry."""

import time
from collections.abc import Mapping
from typing import Any, NamedTuple

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from jiandu.adapters import provider
from jiandu.settings import settings

ALGORITHMS = ["ES256", "RS256", "PS256"]
KEEP_SECONDS = 600
FRESH_SECONDS = 5
LEEWAY_SECONDS = 60
LONGEST = 8192
LONGEST_ID = 64
_kept: dict[str, tuple[float, KeySet]] = {}


class BadToken(Exception):
    """The token is not one of our provider's for us, or is no longer valid."""


class Bearer(NamedTuple):
    """Whom a token stands for, and when it was issued, in seconds since 1970; 0 where it does not say."""

    person: str
    issued_at: float


def bearer_of(token: str) -> Bearer:
    """The person a program's access or ID token stands for; BadToken otherwise."""
    claims = _claims(token)
    issued_at = claims.get("iat", 0)
    if not isinstance(issued_at, int | float):
        raise BadToken("iat")
    return Bearer(_person_in(claims), issued_at)


def signed_in_by(token: str, nonce: str) -> str:
    """The person of an ID token that answers the very sign-in of this nonce; BadToken otherwise."""
    claims = _claims(token)
    if claims.get("nonce") != nonce or claims.get("azp", settings().client_id) != settings().client_id:
        raise BadToken("nonce")
    return _person_in(claims)


def _person_in(claims: Mapping[str, Any]) -> str:
    person = claims.get(settings().person_claim)
    if not isinstance(person, str) or not 0 < len(person) <= LONGEST_ID:
        raise BadToken("person")
    return person


def _claims(token: str) -> dict[str, Any]:
    """The claims of a valid token. Keys are read anew when one is not known: the provider may have changed them."""
    if len(token) > LONGEST:
        raise BadToken("length")
    try:
        return _verified(token, _keys(KEEP_SECONDS))
    except (JoseError, ValueError):
        pass
    try:
        return _verified(token, _keys(FRESH_SECONDS))
    except (JoseError, ValueError) as error:
        raise BadToken(type(error).__name__) from None


def _verified(token: str, keys: KeySet) -> dict[str, Any]:
    claims: dict[str, Any] = jwt.decode(token, keys, algorithms=ALGORITHMS).claims
    # An access token without an audience names the client it was made for (Amazon Cognito).
    audience = "aud" if "aud" in claims else "client_id"
    demanded: dict[str, Any] = {
        "iss": {"essential": True, "value": settings().issuer_url},
        "exp": {"essential": True},
        audience: {"essential": True, "value": settings().client_id},
    }
    jwt.JWTClaimsRegistry(leeway=LEEWAY_SECONDS, **demanded).validate(claims)
    return claims


def _keys(good_for: float) -> KeySet:
    address = str(provider.metadata()["jwks_uri"])
    known = _kept.get(address)
    if known is None or time.monotonic() - known[0] >= good_for:
        published: Any = provider.fetch(address)
        known = _kept[address] = (time.monotonic(), KeySet.import_key_set(published))
    return known[1]
