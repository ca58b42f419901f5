"""What every page shows around its own: who is signed in, which stage this is, what time business has."""

from collections.abc import Collection
from typing import Any

from jiandu.requests import Request
from jiandu.settings import settings


def frame(request: Request) -> dict[str, Any]:
    """The context common to all pages, but for the title."""
    movable = settings().business_clock == "movable"
    return {
        "base": settings().public_url.rstrip("/"),
        "person": person_shown(request),
        "csrf_token": request.csrf,
        "local": movable,
        "business_now": _business_now() if movable else "",
    }


def person_shown(request: Request) -> dict[str, Any] | None:
    """Name, title, organisation and home page of who is signed in, and whether he keeps the register; or None."""
    if request.person is None:
        return None
    home, kind = home_of(request.person["roles"])
    return {
        "id": request.person["id"],
        "name": request.person["name"],
        "title": request.person["title"],
        "organisation": request.person["organisation_name"],
        "home": home,
        "kind": kind,
        "administrator": "administrator" in request.person["roles"],
        "represents": [colleague["name"] for colleague in request.person.get("represents", ())],
    }


def home_of(roles: Collection[str]) -> tuple[str, str]:
    """Where somebody begins, and what that page is: inbox, desk, or the register for whoever only keeps that.

    Whoever coordinates begins at the desk, which leads to the inbox too.
    """
    if {"respondent", "contact_point"} & set(roles) and "referrer" not in roles:
        return "/inbox", "inbox"
    return ("/admin", "admin") if set(roles) == {"administrator"} else ("/desk", "desk")


def _business_now() -> str:
    from jiandu.adapters import clock

    return clock.now().isoformat()
