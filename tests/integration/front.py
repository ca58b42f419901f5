"""The functions as API Gateway calls them, in the test's own process: what the JSON face answers."""

import base64
import importlib.util
import json
import logging
from collections.abc import Mapping
from functools import cache
from types import SimpleNamespace
from typing import Any

import pytest
from jiandu.adapters import table

from infra.build.routes import routes
from infra.demo.office import Reply
from tests.contract.described import hold
from tests.contract.events import event, headers_of
from tests.contract.template import ROOT, functions
from tests.contract.template import routes as routes_of

CONTEXT = SimpleNamespace(function_name="test", get_remaining_time_in_millis=lambda: 300_000)


@cache
def handler_of(name: str) -> Any:
    """What Lambda calls, by the folder of the function."""
    spec = importlib.util.spec_from_file_location(f"function_{name}", ROOT / "functions" / name / "app.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.handler


@cache
def _owners() -> dict[tuple[str, str], str]:
    return {(path, method): name for name, row in functions().items() for path, method, _ in routes_of(row)}


def owner_of(route: str, method: str) -> str:
    """The folder of the function that answers a route."""
    return _owners()[route, method]


@cache
def _routes() -> list[str]:
    return sorted(routes(ROOT / "template.yaml"), key=lambda route: route.count("{"))


def route_of(path: str) -> tuple[str, dict[str, str]]:
    """The route a concrete path belongs to, with its parameters; a route without parameters wins."""
    parts = path.split("/")
    for route in _routes():
        names = route.split("/")
        if len(names) == len(parts) and all(n == p or n.startswith("{") for n, p in zip(names, parts, strict=True)):
            return route, {n[1:-1]: p for n, p in zip(names, parts, strict=True) if n.startswith("{")}
    raise LookupError(path)


def call(
    method: str,
    path: str,
    body: Any = None,
    person: str | None = None,
    headers: Mapping[str, str] | None = None,
    source: str = "127.0.0.1",
    **query: str,
) -> Reply:
    """One request; its answer is held against its description."""
    reply = asked(method, path, body, signed_in(person) if person else None, headers, source, **query)
    hold(method, route_of(path)[0], reply.status, reply.headers, reply.body)
    return reply


def asked(
    method: str,
    path: str,
    body: Any = None,
    person: Mapping[str, Any] | None = None,
    headers: Mapping[str, str] | None = None,
    source: str = "127.0.0.1",
    **query: str,
) -> Reply:
    """One request of a person as the authorizer found him; what is no JSON is answered as it is."""
    route, params = route_of(path)
    sent = event(method, route, params, query, body, headers, person, source)
    answer = handler_of(owner_of(route, method))(sent, CONTEXT)
    try:
        content = json.loads(answer["body"] or "null")
    except ValueError:
        content = base64.b64decode(answer["body"]) if answer.get("isBase64Encoded") else answer["body"]
    return Reply(answer["statusCode"], content, headers_of(answer))


def silenced(patch: pytest.MonkeyPatch) -> None:
    """No function writes a line of what it does."""
    patch.setattr(logging.root.manager, "disable", logging.CRITICAL)


def signed_in(person: str) -> dict[str, Any]:
    found = table.load_person(person)
    assert found is not None
    organisation = table.load_organisation(found.organisation)
    assert organisation is not None
    return {**found.model_dump(mode="json"), "organisation_name": organisation.name}
