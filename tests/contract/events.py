"""A request as API Gateway hands it to a function, and the headers of what the function answers."""

import base64
import json
from collections.abc import Mapping
from typing import Any


def event(
    method: str,
    path: str,
    params: Mapping[str, str],
    query: Mapping[str, str],
    body: Any = None,
    headers: Mapping[str, str] | None = None,
    person: Mapping[str, Any] | None = None,
    source: str = "127.0.0.1",
) -> dict[str, Any]:
    """``path`` is the route's, with its parameters by name; ``person`` is who the authorizer found.

    ``source`` is the address it comes from.
    """
    kind = {} if body is None else {"Content-Type": "application/json"}
    return {
        "resource": path,
        "httpMethod": method,
        "headers": {"Accept": "application/json", **kind, **(headers or {})},
        "pathParameters": dict(params) or None,
        "multiValueQueryStringParameters": {name: [value] for name, value in query.items()} or None,
        "stageVariables": None,
        "body": _sent(body),
        "isBase64Encoded": isinstance(body, bytes),
        "requestContext": {
            "httpMethod": method,
            "resourcePath": path,
            "authorizer": {"person": json.dumps(person)} if person else {},
            "identity": {"sourceIp": source},
        },
    }


def _sent(body: Any) -> str | None:
    if isinstance(body, bytes):
        return base64.b64encode(body).decode()
    return None if body is None else json.dumps(body)


def headers_of(answer: Mapping[str, Any]) -> dict[str, str]:
    return {**answer["headers"], **{name: values[0] for name, values in answer.get("multiValueHeaders", {}).items()}}
