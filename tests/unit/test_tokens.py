"""Tokens: only what our provider signed for us, and not yet expired, says who somebody is."""

import base64
import hmac
import json
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from jiandu.adapters.tokens import BadToken, bearer_of, signed_in_by
from jiandu.settings import settings
from joserfc import jwt
from joserfc.jwk import RSAKey
from provider_made import ISSUER, NONCE, Made, believed, key

Later = Callable[[float], None]


@pytest.fixture
def made() -> Made:
    return Made()


@pytest.fixture
def later(made: Made, monkeypatch: pytest.MonkeyPatch) -> Iterator[Later]:
    yield believed(monkeypatch, made)
    settings.cache_clear()


def test_a_good_token_says_who_it_is(made: Made, later: Later) -> None:
    assert "zhou" == bearer_of(made.token()).person
    assert "zhou" == signed_in_by(made.token(), NONCE)


def test_a_token_says_when_it_was_issued(made: Made, later: Later) -> None:
    """One that does not say is as old as can be; what is no instant is refused."""
    assert 7 == bearer_of(made.token(iat=7)).issued_at
    assert 0 == bearer_of(made.token(iat=None)).issued_at
    with pytest.raises(BadToken):
        bearer_of(made.token(iat="today"))


@pytest.mark.parametrize(
    "claims",
    [
        {"iss": "https://id.example.org"},
        {"iss": None},
        {"aud": "another"},
        {"aud": ["another"]},
        {"aud": None},
        {"aud": None, "client_id": "another"},
        {"exp": int(time.time()) - 3600},
        {"exp": None},
        {"nbf": int(time.time()) + 3600},
        {"sub": None},
        {"sub": ""},
        {"sub": ["zhou"]},
        {"sub": "z" * 65},
    ],
)
def test_a_claim_that_is_wrong_or_absent_refuses_the_token(made: Made, later: Later, claims: dict[str, Any]) -> None:
    with pytest.raises(BadToken):
        bearer_of(made.token(**claims))


def test_an_access_token_may_name_its_client_instead_of_an_audience(made: Made, later: Later) -> None:
    assert "zhou" == bearer_of(made.token(aud=None, client_id="jiandu")).person


@pytest.mark.parametrize("claims", [{"nonce": "n-2"}, {"nonce": None}, {"azp": "another"}])
def test_an_id_token_of_another_sign_in_is_refused(made: Made, later: Later, claims: dict[str, Any]) -> None:
    with pytest.raises(BadToken):
        signed_in_by(made.token(**claims), NONCE)


def test_who_somebody_is_stands_in_the_claim_of_the_deployment(
    made: Made, later: Later, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PERSON_CLAIM", "custom:person")
    settings.cache_clear()
    assert "lin" == bearer_of(made.token(**{"custom:person": "lin"})).person
    with pytest.raises(BadToken):
        bearer_of(made.token())


def _part(value: Any) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=").decode()


def test_a_token_without_a_signature_is_refused(made: Made, later: Later) -> None:
    """``alg: none``, with and without the signature of a good one."""
    _, claims, signature = made.token().split(".")
    for end in ("", signature):
        with pytest.raises(BadToken):
            bearer_of(f"{_part({'alg': 'none'})}.{claims}.{end}")


def test_the_public_key_is_no_shared_secret(made: Made, later: Later) -> None:
    """HS256 over the published key, in every spelling of it somebody may try."""
    now = int(time.time())
    claims = {"iss": ISSUER, "aud": "jiandu", "sub": "zhou", "exp": now + 60}
    public = made.keys[0]
    secrets = [public.as_pem(private=False), json.dumps(public.as_dict(private=False)).encode()]
    for secret in secrets:
        signed = f"{_part({'alg': 'HS256', 'kid': 'k1'})}.{_part(claims)}"
        mac = base64.urlsafe_b64encode(hmac.digest(secret, signed.encode(), "sha256")).decode().rstrip("=")
        with pytest.raises(BadToken):
            bearer_of(f"{signed}.{mac}")


def test_a_stranger_s_key_is_refused_under_our_key_s_name(made: Made, later: Later) -> None:
    with pytest.raises(BadToken):
        bearer_of(made.token(signed_by=key("k1")))
    stranger = RSAKey.generate_key(2048, {"kid": "k1"}, private=True)
    claims = {"iss": ISSUER, "aud": "jiandu", "sub": "zhou", "exp": int(time.time()) + 60}
    with pytest.raises(BadToken):
        bearer_of(jwt.encode({"alg": "RS256", "kid": "k1"}, claims, stranger, algorithms=["RS256"]))


@pytest.mark.parametrize("token", ["", "x", "a.b", "a.b.c", "....", "é.é.é", "x" * 10_000])
def test_what_is_no_token_is_refused(made: Made, later: Later, token: str) -> None:
    with pytest.raises(BadToken):
        bearer_of(token)


def test_a_new_key_is_believed_when_it_is_met_and_an_old_one_while_it_is_published(made: Made, later: Later) -> None:
    old = made.token()
    assert "zhou" == bearer_of(old).person
    made.keys.append(key("k2"))
    later(10)
    assert ["zhou", "zhou"] == [bearer_of(token).person for token in (made.token(), old)]
    made.keys.pop(0)
    later(700)
    assert "zhou" == bearer_of(made.token()).person
    with pytest.raises(BadToken):
        bearer_of(old)


def test_unknown_keys_do_not_make_us_ask_again_and_again(made: Made, later: Later) -> None:
    """A flood of forged tokens costs the provider one question in five seconds."""
    bearer_of(made.token())
    later(10)
    asked = len(made.fetched)
    for n in range(20):
        with pytest.raises(BadToken):
            bearer_of(made.token(signed_by=key(f"x{n}")))
    assert 1 == len(made.fetched) - asked
