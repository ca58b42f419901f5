"""The provider of the local stage keeps to OpenID Connect: PKCE, one use of a code, two published keys."""

import base64
import hashlib
from pathlib import Path

import pytest

from infra.local.issuer.grants import Grants
from infra.local.issuer.keys import Keys
from infra.local.issuer.page import chooser

BACK = "http://127.0.0.1:8080/sign-in/callback"
VERIFIER = "v" * 43
CHALLENGE = base64.urlsafe_b64encode(hashlib.sha256(VERIFIER.encode()).digest()).decode().rstrip("=")
ASKED = {
    "response_type": "code",
    "client_id": "jiandu",
    "redirect_uri": BACK,
    "scope": "openid profile",
    "state": "s",
    "nonce": "n",
    "code_challenge": CHALLENGE,
    "code_challenge_method": "S256",
}
FORM = {
    "grant_type": "authorization_code",
    "client_id": "jiandu",
    "redirect_uri": BACK,
    "code_verifier": VERIFIER,
}


def test_a_code_is_redeemed_once_by_its_verifier() -> None:
    grants = Grants(BACK)
    code = grants.code("zhou", ASKED)
    found = grants.redeem({**FORM, "code": code})
    assert found is not None and ("zhou", "n") == (found.person, found.asked["nonce"])
    assert grants.redeem({**FORM, "code": code}) is None


@pytest.mark.parametrize(
    "wrong",
    [{"code_verifier": "w" * 43}, {"client_id": "x"}, {"redirect_uri": "http://x/"}, {"grant_type": "password"}],
)
def test_a_code_is_worth_nothing_to_anybody_else(wrong: dict[str, str]) -> None:
    grants = Grants(BACK)
    assert grants.redeem({**FORM, "code": grants.code("zhou", ASKED), **wrong}) is None


@pytest.mark.parametrize("name", sorted(ASKED))
def test_every_parameter_is_demanded(name: str) -> None:
    grants = Grants(BACK)
    assert grants.mistake(ASKED) is None
    assert name == grants.mistake({n: v for n, v in ASKED.items() if n != name})


def test_two_keys_are_published_and_the_newest_signs(tmp_path: Path) -> None:
    """They outlive a restart, and nobody else can read them."""
    keys = Keys(tmp_path / "issuer")
    first = keys.newest.kid
    keys.rotate()
    second = keys.newest.kid
    assert [first, second] == [key["kid"] for key in Keys(tmp_path / "issuer").public()["keys"]]
    assert not any("d" in key for key in keys.public()["keys"])
    keys.rotate()
    assert [second, keys.newest.kid] == [key["kid"] for key in keys.public()["keys"]]
    assert {0o600} == {path.stat().st_mode & 0o777 for path in (tmp_path / "issuer").iterdir()}


def test_the_page_says_what_to_choose_from_and_escapes_what_was_asked() -> None:
    person = {"id": "zhou", "name": "周明远", "title": "科长", "roles": ["supervisor"], "organisation": "b"}
    people = [{**person, "organisation_name": "示范市司法局"}]
    text = chooser("http://127.0.0.1:4600/i", people, {"state": '"><script>'})
    assert "周明远" in text and "示范市司法局" in text
    assert "<script" not in text
    assert "还没有可以登录的人员" in chooser("http://127.0.0.1:4600/i", [], {})
