"""Our cookies: their names and attributes by the public address, and how they are read back."""

from collections.abc import Mapping
from urllib.parse import urlsplit

from jiandu.settings import settings

SESSION = "session"
SIGN_IN = "sign-in"
SIGNED_OUT = "signed-out"


def cookie(name: str, value: str, seconds: int) -> str:
    """The header that sets a cookie out of reach of scripts; 0 seconds end it."""
    return f"{_named(name)}={value}; Path={_path()}; Max-Age={seconds}; HttpOnly; SameSite=Lax{_secure()}"


def cookie_in(headers: Mapping[str, str], name: str) -> str | None:
    """The value a request brings under the name, or None; header names are in lower case."""
    pairs = (part.strip().partition("=") for part in headers.get("cookie", "").split(";"))
    return next((value for found, _, value in pairs if found == _named(name) and value), None)


def _named(name: str) -> str:
    """Of https with the prefix by which browsers refuse one that another host or plain http would plant."""
    return f"__Host-{name}" if settings().secure else name


def _path() -> str:
    """``__Host-`` demands the root."""
    return "/" if settings().secure else urlsplit(settings().public_url).path or "/"


def _secure() -> str:
    return "; Secure" if settings().secure else ""
