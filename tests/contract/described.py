"""Answers held against /openapi.json: what is answered is described, field by field, and nothing else is answered."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from jsonschema import Draft202012Validator

from infra.build.openapi import described
from tests.contract.template import ROOT

Json = dict[str, Any]


@cache
def openapi() -> Json:
    return described(ROOT)


@cache
def _closed_components() -> Json:
    return {"schemas": _closed(openapi()["components"]["schemas"])}


def _closed(schema: Any) -> Any:
    """The schema refusing every field it does not name: a program may meet more, our own tests may not."""
    if isinstance(schema, list):
        return [_closed(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    inner = {name: _closed(part) for name, part in schema.items()}
    is_object = schema.get("type") == "object" and isinstance(schema.get("properties"), dict)
    return {"additionalProperties": False, **inner} if is_object else inner


def mistakes(schema: Json, value: Any) -> list[str]:
    """What of a value the schema does not describe."""
    validator = Draft202012Validator(
        {**_closed(schema), "components": _closed_components()},
        format_checker=Draft202012Validator.FORMAT_CHECKER,
    )
    return [f"{'/'.join(map(str, e.absolute_path))}: {e.message[:200]}" for e in validator.iter_errors(value)]


def response(method: str, path: str, status: int) -> Json:
    """The description of an answer; KeyError for a status nobody announced."""
    found: Json = openapi()["paths"][path][method.lower()]["responses"][str(status)]
    name = found.get("$ref", "").rsplit("/", 1)[-1]
    return openapi()["components"]["responses"][name] if name else found


def hold(method: str, path: str, status: int, headers: Mapping[str, str], body: Any) -> None:
    """Asserts that an answer is as described: its status, its media type, its headers, its body."""
    told = response(method, path, status)
    assert {name for name in told.get("headers", {})} <= set(headers), (method, path, headers)
    if status == 304:
        return
    media = headers["Content-Type"].split(";")[0]
    assert [] == mistakes(told["content"][media]["schema"], body), (method, path, status)
