"""The routes of the whole system, as the build read them from template.yaml."""

import json
import pkgutil
from functools import cache


@cache
def _routes() -> list[tuple[list[str], list[str]]]:
    data = pkgutil.get_data("jiandu", "_routes.json")
    return [(path.strip("/").split("/"), methods) for path, methods in json.loads(data or b"{}").items()]


def methods_of(path: str) -> list[str]:
    """The methods some function answers for a concrete path; empty where there is none."""
    parts = path.strip("/").split("/")
    for pattern, methods in _routes():
        if len(pattern) == len(parts) and all(p == q or p.startswith("{") for p, q in zip(pattern, parts, strict=True)):
            return methods
    return []
