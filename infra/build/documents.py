"""Compiles the Word templates once, so that the functions fill them in with Jinja alone."""

import io
import re
import sys
import zipfile
from collections.abc import Mapping
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml
from docxtpl import DocxTemplate
from jinja2 import Environment, TemplateError, meta

if TYPE_CHECKING:
    from jiandu.core.letters import Kind
    from jiandu.core.sheets import SheetKind

SOURCE = "templates/documents"
TARGET = "layers/letters/python/letters"
CORE_PROPERTIES = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/'
    'core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"/>'
)
APP_PROPERTIES = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/'
    'extended-properties"/>'
)
NEUTRAL = {"docProps/core.xml": CORE_PROPERTIES, "docProps/app.xml": APP_PROPERTIES}
FILLED = re.compile(r"word/(document|header\d*|footer\d*)\.xml")
PERSONAL = re.compile(r"word/(comments|people)\w*\.xml|docProps/(?!core\.xml|app\.xml).*")
REVISION = re.compile(r"<w:(ins|del|moveFrom|moveTo) ")
FIXED_TIME = (1980, 1, 1, 0, 0, 0)


class TemplateRefused(Exception):
    """A Word template or its row in the catalogue is not fit to be used."""


def build(root: Path, out: Path) -> None:
    """Writes out/layers/letters/python/letters/<kind>.zip for every kind of the catalogue."""
    kinds = _kinds(root)
    catalogue = yaml.safe_load((root / SOURCE / "catalogue.yaml").read_text("utf-8"))
    _same("kinds of documents", set(catalogue), set(kinds))
    target = out / TARGET
    target.mkdir(parents=True, exist_ok=True)
    (target / "__init__.py").write_text('"""The compiled letters, one archive a kind."""\n')
    for kind, row in catalogue.items():
        _check_row(kind, row, kinds[kind])
        parts, sources = compile_template(root / SOURCE / row["file"])
        _check_sources(kind, row["required"], sources, set(kinds[kind].model.model_fields))
        archive = _archive({"parts.zip": _archive(parts)} | sources)
        (target / f"{kind}.zip").write_bytes(archive)


def compile_template(path: Path) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """The parts of a .docx that never change, and the Jinja sources of those that are filled in."""
    with zipfile.ZipFile(path) as docx:
        content = {name: docx.read(name) for name in docx.namelist() if not name.endswith("/")}
    compiler = DocxTemplate(path)
    parts: dict[str, bytes] = {}
    sources: dict[str, bytes] = {}
    for name, body in content.items():
        if PERSONAL.fullmatch(name):
            raise TemplateRefused(f"{path.name}: {name} may name people; remove it in Word")
        text = body.decode("utf-8") if FILLED.fullmatch(name) else ""
        if REVISION.search(text):
            raise TemplateRefused(f"{path.name}: {name} holds tracked changes; accept them first")
        patched = compiler.patch_xml(text)
        if "{{" in patched or "{%" in patched:
            sources[name] = patched.encode()
        else:
            parts[name] = NEUTRAL[name].encode() if name in NEUTRAL else body
    return parts, sources


def _kinds(root: Path) -> "Mapping[str, Kind | SheetKind]":
    layer = str(root / "layers/jiandu/python")
    if layer not in sys.path:
        sys.path.insert(0, layer)
    from jiandu.core.letters import KINDS
    from jiandu.core.sheets import SHEETS

    return {**KINDS, **SHEETS}


def _check_row(kind: str, row: dict[str, Any], known: "Kind | SheetKind") -> None:
    said = {key: row.get(key) for key in ("title", "model", "issuer")}
    held = {
        "title": known.title,
        "model": known.model.__name__,
        "issuer": known.issuer,
    }
    if said != held:
        raise TemplateRefused(f"{kind}: the catalogue says {said}, the code {held}")
    if not row.get("basis"):
        raise TemplateRefused(f"{kind}: the catalogue names no basis")


def _check_sources(kind: str, required: list[str], sources: Mapping[str, bytes], fields: set[str]) -> None:
    source = "\n".join(part.decode() for part in sources.values())
    try:
        used = meta.find_undeclared_variables(Environment(autoescape=True).parse(source))
    except TemplateError as error:
        raise TemplateRefused(f"{kind}: the template does not parse: {error}") from error
    _same(f"{kind}: what the template prints and the model holds", used, fields)
    printed = unescape(re.sub(r"<[^>]*>", "", source))
    missing = [text for text in required if text not in printed]
    if missing:
        raise TemplateRefused(f"{kind}: the template lacks the required text {missing}")


def _same(what: str, found: set[str], expected: set[str]) -> None:
    if found != expected:
        unknown, unused = sorted(found - expected), sorted(expected - found)
        raise TemplateRefused(f"{what} differ: unknown {unknown}, missing {unused}")


def _archive(entries: Mapping[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in entries.items():
            archive.writestr(zipfile.ZipInfo(name, FIXED_TIME), body, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()
