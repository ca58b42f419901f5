"""The authorizer: says who calls, by bearer token or session cookie; it identifies and does not refuse.

No token is `anonymous`; a token that fails its check is denied, and so is that of somebody who left or whose
organisation was closed.
"""

import json
from http.cookies import CookieError, SimpleCookie
from typing import Any

from aws_lambda_powertools import Logger
from jiandu.adapters import clock, table
from jiandu.adapters.tokens import BadToken, subject_of
from jiandu.core.deadlines import shanghai_day
from jiandu.core.matter import Person
from jiandu.web import SESSION

logger = Logger(service="authorize")


def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    """The policy, with the person (id, name, title, organisation, roles) as JSON in its context."""
    token, from_cookie = _token({k.lower(): v for k, v in (event.get("headers") or {}).items()})
    if token is None:
        return _policy("anonymous", "Allow", event, {})
    try:
        subject = subject_of(token)
    except BadToken:
        logger.info("denied", reason="token")
        # An expired cookie only means that nobody is signed in: the pages say so themselves.
        return _policy("anonymous", "Allow" if from_cookie else "Deny", event, {})
    person = table.load_person(subject)
    organisation = table.load_organisation(person.organisation) if person else None
    if person is None or organisation is None:
        return _policy("anonymous", "Deny", event, {})
    if person.left_on or not organisation.open:
        logger.info("denied", reason="left")
        return _policy("anonymous", "Allow" if from_cookie else "Deny", event, {})
    told = person.model_dump(include={"id", "name", "title", "organisation", "roles"})
    shown = {**told, "organisation_name": organisation.name, "represents": _represented(person)}
    logger.info("identified")
    return _policy(person.id, "Allow", event, {"person": json.dumps(shown)})


def _represented(deputy: Person) -> list[dict[str, Any]]:
    """The colleagues a person stands in for today (代理): with the day it begins and ends by itself."""
    deputisings = table.deputisings_of(deputy.id)
    today = shanghai_day(clock.now()) if deputisings else None
    absent = [table.load_person(d.person) for d in deputisings if today and d.first <= today <= d.last]
    colleagues = [p for p in absent if p and not p.left_on and p.organisation == deputy.organisation]
    return [p.model_dump(include={"id", "name", "organisation", "roles"}) for p in colleagues]


def _token(headers: dict[str, str]) -> tuple[str | None, bool]:
    bearer = headers.get("authorization", "")
    if bearer.lower().startswith("bearer "):
        return bearer[7:].strip(), False
    try:
        cookie = SimpleCookie(headers.get("cookie", "")).get(SESSION)
    except CookieError:
        cookie = None
    return (cookie.value, True) if cookie and cookie.value else (None, False)


def _policy(principal: str, effect: str, event: dict[str, Any], found: dict[str, str]) -> dict[str, Any]:
    statement = {"Action": "execute-api:Invoke", "Effect": effect, "Resource": event["methodArn"]}
    return {
        "principalId": principal,
        "policyDocument": {"Version": "2012-10-17", "Statement": [statement]},
        "context": found,
    }
