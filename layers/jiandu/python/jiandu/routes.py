"""The routes of the whole system, as the build read them from template.yaml, and their description for programs."""

import json
import pkgutil
from functools import cache
from typing import Any


@cache
def _routes() -> list[tuple[list[str], list[str]]]:
    data = pkgutil.get_data("jiandu", "_routes.json")
    return [(path.strip("/").split("/"), methods) for path, methods in json.loads(data or b"{}").items()]


@cache
def description() -> dict[str, Any]:
    """OpenAPI of all routes, but for the address they are under."""
    described: dict[str, Any] = json.loads(pkgutil.get_data("jiandu", "_openapi.json") or b"{}")
    return described


def methods_of(path: str) -> list[str]:
    """The methods some function answers for a concrete path; empty where there is none."""
    parts = path.strip("/").split("/")
    for pattern, methods in _routes():
        if len(pattern) == len(parts) and all(p == q or p.startswith("{") for p, q in zip(pattern, parts, strict=True)):
            return methods
    return []
