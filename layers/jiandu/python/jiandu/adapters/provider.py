"""The OpenID provider: what it publishes about itself, where people sign in, and what it answers for their code."""

import base64
import hashlib
import json
import time
from collections.abc import Mapping
from functools import cache
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

from jiandu.adapters.aws import client
from jiandu.core.errors import Busy
from jiandu.settings import settings

DISCOVERY = "/.well-known/openid-configuration"
KEEP_SECONDS = 3600
ANSWER_SECONDS = 5
LONGEST_ANSWER = 256 * 1024
_kept: dict[str, tuple[float, dict[str, Any]]] = {}


class Refused(Exception):
    """The provider does not take the code."""


def metadata() -> Mapping[str, Any]:
    """What the provider says of itself, kept for an hour; Busy where it does not answer."""
    issuer = settings().issuer_url
    known = _kept.get(issuer)
    if known is None or time.monotonic() - known[0] > KEEP_SECONDS:
        found = fetch(issuer.rstrip("/") + DISCOVERY)
        assert found["issuer"] == issuer
        _kept[issuer] = known = (time.monotonic(), found)
    return known[1]


def fetch(address: str) -> dict[str, Any]:
    """A JSON object the provider publishes."""
    return _answer(Request(_trusted(address), headers={"Accept": "application/json"}))


def authorization_address(asked: Mapping[str, str], verifier: str) -> str:
    """Where a browser is sent to sign in; ``asked`` are state and nonce, of the verifier only the hash is told."""
    challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()
    query = {
        "response_type": "code",
        "client_id": settings().client_id,
        "redirect_uri": _redirect(),
        "scope": "openid profile",
        "code_challenge": challenge,
        "code_challenge_method": "S256",
        **asked,
    }
    address = _trusted(str(metadata()["authorization_endpoint"]))
    return f"{address}{'&' if '?' in address else '?'}{urlencode(query)}"


def id_token(code: str, verifier: str) -> str:
    """The ID token for a code; Refused for one that is wrong, used or too old."""
    form = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": _redirect(),
        "client_id": settings().client_id,
        "code_verifier": verifier,
        **({"client_secret": _client_secret()} if settings().client_secret else {}),
    }
    call = Request(_trusted(str(metadata()["token_endpoint"])), data=urlencode(form).encode())
    call.add_header("Accept", "application/json")
    token = _answer(call).get("id_token")
    if not isinstance(token, str):
        raise Refused
    return token


def _redirect() -> str:
    return settings().address("/sign-in/callback")


@cache
def _client_secret() -> str:
    return str(client("secretsmanager").get_secret_value(SecretId=settings().client_secret)["SecretString"])


def _trusted(address: str) -> str:
    """Plain http only in the local stage."""
    assert address.startswith("https://") or settings().local
    return address


def _answer(call: Request) -> dict[str, Any]:
    try:
        with urlopen(call, timeout=ANSWER_SECONDS) as answer:
            found = json.loads(answer.read(LONGEST_ANSWER))
    except HTTPError as error:
        refused = call.data is not None and error.code < 500
        raise (Refused() if refused else _silent()) from error
    except (OSError, ValueError) as error:
        raise _silent() from error
    assert isinstance(found, dict)
    return found


def _silent() -> Busy:
    return Busy("统一身份认证没有答复，请稍后再试。")
