"""The description of the JSON face, made once: a function only hands it out."""

import json
from pathlib import Path
from typing import Any

from jiandu.core.procedure import read
from jiandu.openapi import document

from infra.build.law import compiled
from infra.build.routes import routes


def build(root: Path, out: Path) -> None:
    """Writes ``_openapi.json`` beside the built ``jiandu`` package."""
    target = out / "layers/jiandu/python/jiandu/_openapi.json"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(json.dumps(described(root), ensure_ascii=False, separators=(",", ":")), "utf-8")


def described(root: Path) -> dict[str, Any]:
    """OpenAPI of the routes of template.yaml under the rules of every place."""
    laws = [read(row) for rows in compiled(root).values() for row in rows]
    return document(routes(root / "template.yaml"), laws)
