"""Sessions: an item under the hash of what the browser holds, good while used, at most a working day, or till ended.

They live by the real time, whatever the business clock says.
"""

import hashlib
import secrets
import time
from dataclasses import dataclass

from jiandu.adapters import table
from jiandu.core.matter import Person
from jiandu.settings import settings

RENEW_SECONDS = 300
STATE_SECONDS = 600


@dataclass(frozen=True, slots=True)
class Session:
    """Whose it is; ``ended_before`` is how often all sessions of the person had been ended when it began."""

    pk: str
    person: str
    ended_before: int
    created: int
    expires: int


def begin(person: Person, state: str) -> str:
    """A new session, for one sign-in: what the browser is to hold. ``table.Lost`` where the state was used before."""
    secret, now = secrets.token_urlsafe(32), int(time.time())
    session = {"person": person.id, "ended_before": person.sessions_ended, "created": now, "expires": now + _idle()}
    transaction = table.Transaction()
    transaction.put("session", {"pk": _pk(secret), "sk": "SESSION", **session}, table.NEW)
    transaction.put("state", {"pk": _pk(state), "sk": "STATE", "expires": now + STATE_SECONDS}, table.NEW)
    transaction.commit()
    return secret


def find(secret: str) -> Session | None:
    """The session of what a browser holds; None where it is over or never was."""
    item = table.get(_pk(secret), "SESSION")
    if item is None or item["expires"] <= time.time():
        return None
    return Session(item["pk"], item["person"], item["ended_before"], item["created"], item["expires"])


def keep(session: Session) -> None:
    """Puts off the end of one in use: at most once in five minutes, and never beyond the working day."""
    until = min(session.created + settings().session_hours * 3600, int(time.time()) + _idle())
    if until - session.expires >= RENEW_SECONDS:
        _set_end(session.pk, "expires = :b", {":e": until, ":b": session.expires})


def end(secret: str) -> None:
    """Ends the session of what a browser holds, whoever has a copy of it."""
    _set_end(_pk(secret), "expires > :e", {":e": int(time.time())})


def csrf_token(secret: str) -> str:
    """What our own pages send along with a post, and no other site can know."""
    return hashlib.sha256(f"csrf\x00{secret}".encode()).hexdigest()


def _set_end(pk: str, condition: str, values: dict[str, int]) -> None:
    table.update({"pk": pk, "sk": "SESSION"}, "SET expires = :e", condition, values)


def _idle() -> int:
    return settings().session_idle_minutes * 60


def _pk(secret: str) -> str:
    return f"SESSION#{hashlib.sha256(secret.encode()).hexdigest()}"
