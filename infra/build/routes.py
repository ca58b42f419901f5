"""The routes of template.yaml: to tell an unknown address from a wrong method, and to describe them to programs."""

import json
from pathlib import Path
from typing import Any

from infra.local.packaging import read_template


def build(root: Path, out: Path) -> None:
    """Writes ``_routes.json`` (path → methods) beside the built ``jiandu`` package."""
    target = out / "layers/jiandu/python/jiandu/_routes.json"
    target.parent.mkdir(parents=True, exist_ok=True)
    methods = {path: list(found) for path, found in routes(root / "template.yaml").items()}
    target.write_text(json.dumps(methods, ensure_ascii=False), "utf-8")


def routes(template: Path) -> dict[str, dict[str, bool]]:
    """Every route of the API but the catch-all: each path with its methods, and whether one is public."""
    found: dict[str, dict[str, bool]] = {}
    for resource in read_template(template)["Resources"].values():
        for event in resource.get("Properties", {}).get("Events", {}).values():
            row: dict[str, Any] = event.get("Properties", {})
            path = row.get("Path", "{proxy+}")
            if event["Type"] == "Api" and "{proxy+}" not in path:
                found.setdefault(path, {})[row["Method"].upper()] = row.get("Auth", {}).get("Authorizer") == "NONE"
    return found
