"""Templates as somebody might hand them in: a supplied one with something done to it."""

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml
from jiandu.core.letters import KINDS
from jiandu.templating.lint import Linted, Wanted, lint

TEMPLATES = Path(__file__).parents[2] / "templates/documents"
DOCUMENT = "word/document.xml"
CATALOGUE: dict[str, Any] = yaml.safe_load((TEMPLATES / "catalogue.yaml").read_text("utf-8"))


def parts_of(body: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(parts: Mapping[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in parts.items():
            archive.writestr(name, body)
    return buffer.getvalue()


def supplied(kind: str) -> bytes:
    return (TEMPLATES / f"{kind}.docx").read_bytes()


def changed(kind: str, *changes: tuple[str, str], **parts: bytes) -> bytes:
    """The supplied template with texts of its document replaced and parts added; ``__`` in a name is a slash."""
    content = parts_of(supplied(kind))
    document = content[DOCUMENT].decode()
    for old, new in changes:
        assert old in document, old
        document = document.replace(old, new)
    added = {name.replace("__", "/").replace("_DOT_", "."): body for name, body in parts.items()}
    return zipped({**content, DOCUMENT: document.encode(), **added})


def with_paragraph(kind: str, inner: str) -> bytes:
    """The supplied template with one more paragraph before its first."""
    return changed(kind, ("<w:body>", f"<w:body><w:p>{inner}</w:p>"))


def text(words: str) -> str:
    return f"<w:r><w:t>{words}</w:t></w:r>"


def wanted(kind: str, picture: bytes = b"") -> Wanted:
    model = KINDS[kind].model
    sample = model.model_validate_json((TEMPLATES / f"samples/{kind}.json").read_text("utf-8")).model_dump()
    titles = {name: field.title or name for name, field in model.model_fields.items()}
    return Wanted(titles, tuple(CATALOGUE[kind]["required"]), sample, picture)


def linted(kind: str, body: bytes, picture: bytes = b"") -> Linted:
    return lint(body, wanted(kind, picture))
