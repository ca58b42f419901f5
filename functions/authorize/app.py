"""The authorizer: says who calls, by bearer token or session cookie; it identifies and does not refuse.

Neither is `anonymous`, and so is a session that is over, or whose person left, whose organisation was closed or whose
sessions an administrator ended. A bearer token that fails its check is denied, and so is that of somebody who left,
and one issued before all sessions of the person were ended.
"""

import json
from typing import Any

from aws_lambda_powertools import Logger
from jiandu.adapters import clock, sessions, table
from jiandu.cookies import SESSION, cookie_in
from jiandu.core.deadlines import shanghai_day
from jiandu.core.matter import Organisation, Person

logger = Logger(service="authorize")
Found = tuple[Person, Organisation]


def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    """The policy; its context has the person (id, name, title, organisation, roles) as JSON; a session's ``csrf``."""
    headers = {k.lower(): v for k, v in (event.get("headers") or {}).items()}
    kind, _, token = headers.get("authorization", "").partition(" ")
    if kind.lower() == "bearer":
        found = _by_bearer(token.strip())
        return _identified(found, event, {}) if found else _policy("anonymous", "Deny", event, {})
    secret = cookie_in(headers, SESSION)
    found = _by_session(secret) if secret else None
    if secret is None or found is None:
        return _policy("anonymous", "Allow", event, {})
    return _identified(found, event, {"csrf": sessions.csrf_token(secret)})


def _by_bearer(token: str) -> Found | None:
    from jiandu.adapters.tokens import BadToken, bearer_of  # what reads tokens is not loaded for a session

    try:
        bearer = bearer_of(token)
    except BadToken:
        logger.info("denied", reason="token")
        return None
    found = _present(table.load_person(bearer.person))
    ended = found and found[0].tokens_from
    if ended and bearer.issued_at < ended.timestamp():
        logger.info("denied", reason="ended")
        return None
    return found


def _by_session(secret: str) -> Found | None:
    session = sessions.find(secret)
    found = _present(table.load_person(session.person)) if session else None
    if session is None or found is None or found[0].sessions_ended != session.ended_before:
        return None
    sessions.keep(session)
    return found


def _present(person: Person | None) -> Found | None:
    """The person with the organisation, unless one of them is gone."""
    organisation = table.load_organisation(person.organisation) if person else None
    if person is None or organisation is None or person.left_on or not organisation.open:
        logger.info("anonymous", reason="left")
        return None
    return person, organisation


def _identified(found: Found, event: dict[str, Any], token: dict[str, str]) -> dict[str, Any]:
    person, organisation = found
    told = person.model_dump(include={"id", "name", "title", "organisation", "roles"})
    shown = {**told, "organisation_name": organisation.name, "represents": _represented(person)}
    logger.info("identified")
    return _policy(person.id, "Allow", event, {"person": json.dumps(shown), **token})


def _represented(deputy: Person) -> list[dict[str, Any]]:
    """The colleagues a person stands in for today (代理): with the day it begins and ends by itself."""
    deputisings = table.deputisings_of(deputy.id)
    today = shanghai_day(clock.now()) if deputisings else None
    absent = [table.load_person(d.person) for d in deputisings if today and d.first <= today <= d.last]
    colleagues = [p for p in absent if p and not p.left_on and p.organisation == deputy.organisation]
    return [p.model_dump(include={"id", "name", "organisation", "roles"}) for p in colleagues]


def _policy(principal: str, effect: str, event: dict[str, Any], found: dict[str, str]) -> dict[str, Any]:
    statement = {"Action": "execute-api:Invoke", "Effect": effect, "Resource": event["methodArn"]}
    return {
        "principalId": principal,
        "policyDocument": {"Version": "2012-10-17", "Statement": [statement]},
        "context": found,
    }
