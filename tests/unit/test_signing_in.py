"""A sign-in on its way: the state comes back to the browser it left from, in time, or not at all."""

import base64
import hashlib
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
from jiandu import signing_in
from jiandu.adapters import provider
from jiandu.cookies import SESSION, SIGN_IN, cookie, cookie_in
from jiandu.settings import settings
from jiandu.signing_in import attempt, key_in, new_key, opened, sealed
from provider_made import Made, believed


@pytest.fixture(autouse=True)
def fresh_settings() -> Iterator[None]:
    settings.cache_clear()
    yield
    settings.cache_clear()


def test_what_was_sealed_is_opened_by_the_same_browser_alone() -> None:
    """Several may be on their way at once; another browser's key opens none."""
    key, going = new_key(), [attempt("/matters/m1"), attempt(None)]
    states = [sealed(one, key) for one in going]
    assert going == [opened(state, key) for state in states]
    assert [None, None] == [opened(state, new_key()) for state in states]
    assert "/matters" not in states[0]


def test_a_state_is_good_for_ten_minutes(monkeypatch: pytest.MonkeyPatch) -> None:
    key = new_key()
    state = sealed(attempt(None), key)
    now = signing_in.time.time()
    monkeypatch.setattr(signing_in.time, "time", lambda: now + 590)
    assert opened(state, key)
    monkeypatch.setattr(signing_in.time, "time", lambda: now + 610)
    assert opened(state, key) is None


def test_a_state_that_was_touched_opens_nothing() -> None:
    key = new_key()
    state = sealed(attempt("/desk"), key)
    assert opened(state, key)
    head, rest = state.split(".", 1)
    for touched in ("", "x", state[:-2], f"{head}.{rest[::-1]}", state.replace(".", "", 1), "é"):
        assert opened(touched, key) is None


@pytest.mark.parametrize("value", [None, "", "x", "a" * 42, "a" * 44, "不", "=" * 43])
def test_only_what_can_be_a_key_is_kept(value: str | None) -> None:
    assert key_in(value) is None


def test_a_key_is_known_again() -> None:
    key = new_key()
    assert key == key_in(key)


@pytest.mark.parametrize(
    ("wanted", "kept"),
    [
        ("/matters/m1?tab=open", "/matters/m1?tab=open"),
        ("https://evil.example", ""),
        ("javascript:alert(1)", ""),
        ("evil.example", ""),
        ("@evil.example", ""),
        ("/a\r\nSet-Cookie: x=y", ""),
        ("/" + "x" * 2000, ""),
        ("", ""),
        (None, ""),
    ],
)
def test_one_is_led_to_our_own_pages_only(wanted: str | None, kept: str) -> None:
    assert kept == attempt(wanted).next


def test_nothing_that_begins_with_a_slash_leads_away(monkeypatch: pytest.MonkeyPatch) -> None:
    """The public address stands before it, so that not even two slashes name another host."""
    monkeypatch.setenv("PUBLIC_URL", "https://jd.example.test")
    for path in ("//evil.example", "/\\evil.example", "/@evil.example", "/.evil.example"):
        assert "jd.example.test" == urlsplit(settings().address(attempt(path).next)).hostname


def test_the_provider_is_told_the_hash_of_the_verifier_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    believed(monkeypatch, Made())
    going = attempt(None)
    address = provider.authorization_address({"state": "s", "nonce": going.nonce}, going.verifier)
    asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
    challenge = base64.urlsafe_b64encode(hashlib.sha256(going.verifier.encode()).digest()).decode().rstrip("=")
    assert going.verifier not in address
    assert (challenge, "S256", "code", "s") == tuple(
        asked[name] for name in ("code_challenge", "code_challenge_method", "response_type", "state")
    )
    assert "https://jd.example.test/sign-in/callback" == asked["redirect_uri"]


def test_plain_http_is_believed_in_the_local_stage_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ISSUER_URL", "http://127.0.0.1:4600/_jiandu/issuer")
    with pytest.raises(AssertionError):
        provider._trusted(settings().issuer_url)
    monkeypatch.setenv("STAGE", "local")
    settings.cache_clear()
    assert provider._trusted(settings().issuer_url)


def test_a_cookie_is_bound_to_the_host_exactly_when_the_public_address_is_https(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PUBLIC_URL", "https://jd.example.test/jiandu")
    told = cookie(SESSION, "v", 60)
    assert "__Host-session=v; Path=/; Max-Age=60; HttpOnly; SameSite=Lax; Secure" == told
    settings.cache_clear()
    monkeypatch.setenv("PUBLIC_URL", "http://127.0.0.1:8080/jiandu")
    assert "session=v; Path=/jiandu; Max-Age=60; HttpOnly; SameSite=Lax" == cookie(SESSION, "v", 60)


@pytest.mark.parametrize(
    ("header", "value"),
    [
        ("__Host-session=abc", "abc"),
        ("a=b; __Host-session=abc; c=d", "abc"),
        ("session=abc", None),
        ("x__Host-session=abc", None),
        ("__Host-session=", None),
        ("__Host-session", None),
        (";;=;\x00", None),
        ("", None),
    ],
)
def test_a_cookie_is_read_by_its_whole_name(header: str, value: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PUBLIC_URL", "https://jd.example.test")
    assert value == cookie_in({"cookie": header}, SESSION)
    assert None is cookie_in({"cookie": header}, SIGN_IN)
