"""Compiles the Word templates once, so that the functions fill them in with Jinja alone."""

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

if TYPE_CHECKING:
    from jiandu.core.letters import Kind
    from jiandu.core.sheets import SheetKind
    from pydantic import BaseModel

SOURCE = "templates/documents"
TARGET = "layers/letters/python/letters"


class CatalogueRefused(Exception):
    """The catalogue, or a template in it, is not fit to be used."""


def build(root: Path, out: Path) -> None:
    """Writes out/layers/letters/python/letters: for every kind of the catalogue its compiled template <kind>.zip,
    the .docx it came from and its sample; and the catalogue as a function reads it.
    """
    kinds = _kinds(root)
    catalogue = yaml.load((root / SOURCE / "catalogue.yaml").read_text("utf-8"), yaml.CSafeLoader)
    _same("kinds of documents", set(catalogue), set(kinds))
    target = out / TARGET
    target.mkdir(parents=True, exist_ok=True)
    (target / "__init__.py").write_text('"""The compiled letters, one archive a kind."""\n')
    for kind, row in catalogue.items():
        _check_row(kind, row, kinds[kind])
        docx = (root / SOURCE / row["file"]).read_bytes()
        sample = (root / SOURCE / "samples" / row["file"]).with_suffix(".json").read_bytes()
        (target / f"{kind}.zip").write_bytes(_compiled(kind, docx, kinds[kind].model, row["required"], sample))
        (target / f"{kind}.docx").write_bytes(docx)
        (target / f"{kind}.json").write_bytes(sample)
    for kind, model in _papers().items():
        docx = (root / SOURCE / f"volume/{kind}.docx").read_bytes()
        sample = (root / SOURCE / f"samples/volume/{kind}.json").read_bytes()
        (target / f"{kind}.zip").write_bytes(_compiled(kind, docx, model, [], sample))
    told = {kind: {"basis": row["basis"], "required": row["required"]} for kind, row in catalogue.items()}
    (target / "catalogue.json").write_text(json.dumps(told, ensure_ascii=False), "utf-8")


def _compiled(kind: str, docx: bytes, model: "type[BaseModel]", required: list[str], sample: bytes) -> bytes:
    from jiandu.templating.lint import Wanted, lint
    from jiandu.templating.package import TemplateRefused

    facts = model.model_validate_json(sample).model_dump()
    titles = {name: field.title or name for name, field in model.model_fields.items()}
    try:
        return lint(docx, Wanted(titles, tuple(required), facts)).archive
    except TemplateRefused as refused:
        raise CatalogueRefused(f"{kind}: {refused}") from refused


def _kinds(root: Path) -> "Mapping[str, Kind | SheetKind]":
    layer = str(root / "layers/jiandu/python")
    if layer not in sys.path:
        sys.path.insert(0, layer)
    from jiandu.core.letters import KINDS
    from jiandu.core.sheets import SHEETS

    return {**KINDS, **SHEETS}


def _papers() -> "Mapping[str, type[BaseModel]]":
    from jiandu.core.volume_papers import PAPERS

    return PAPERS


def _check_row(kind: str, row: dict[str, Any], known: "Kind | SheetKind") -> None:
    said = {key: row.get(key) for key in ("title", "model", "issuer")}
    held = {
        "title": known.title,
        "model": known.model.__name__,
        "issuer": known.issuer,
    }
    if said != held:
        raise CatalogueRefused(f"{kind}: the catalogue says {said}, the code {held}")
    if not row.get("basis"):
        raise CatalogueRefused(f"{kind}: the catalogue names no basis")


def _same(what: str, found: set[str], expected: set[str]) -> None:
    if found != expected:
        unknown, unused = sorted(found - expected), sorted(expected - found)
        raise CatalogueRefused(f"{what} differ: unknown {unknown}, missing {unused}")
