"""The routes of template.yaml, for the function that tells an unknown address from a wrong method."""

import json
from pathlib import Path

from infra.local.packaging import read_template


def build(root: Path, out: Path) -> None:
    """Writes ``_routes.json`` (path → methods) beside the built ``jiandu`` package."""
    target = out / "layers/jiandu/python/jiandu/_routes.json"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(json.dumps(routes(root / "template.yaml"), ensure_ascii=False), "utf-8")


def routes(template: Path) -> dict[str, list[str]]:
    """Every route of the API, without the catch-all."""
    found: dict[str, list[str]] = {}
    for resource in read_template(template)["Resources"].values():
        for event in resource.get("Properties", {}).get("Events", {}).values():
            path = event.get("Properties", {}).get("Path", "{proxy+}")
            if event["Type"] == "Api" and "{proxy+}" not in path:
                found.setdefault(path, []).append(event["Properties"]["Method"].upper())
    return found
