"""Templates as somebody might hand them in: a supplied one with something done to it."""

import io
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from jiandu.adapters import word
from jiandu.core.letters import KINDS
from jiandu.templating.lint import Linted, Wanted, lint

TEMPLATES = Path(__file__).parents[2] / "templates/documents"
DOCUMENT = "word/document.xml"
STYLES = "word/styles.xml"
CATALOGUE: dict[str, Any] = yaml.load((TEMPLATES / "catalogue.yaml").read_text("utf-8"), yaml.CSafeLoader)


def parts_of(body: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(parts: Mapping[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", compression) as archive:
        for name, body in parts.items():
            archive.writestr(name, body)
    return buffer.getvalue()


def in_style(kind: str, style: str, looks: str) -> bytes:
    """The supplied template with one of its styles looking different."""
    parts = parts_of(supplied(kind))
    styles = parts[STYLES].decode()
    head, found, tail = styles.partition(f'w:styleId="{style}"')
    assert found, style
    changed_tail = tail.replace("</w:style>", f"<w:rPr>{looks}</w:rPr></w:style>", 1)
    return zipped({**parts, STYLES: (head + found + changed_tail).encode()})


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


@cache
def wanted(kind: str, picture: bytes = b"") -> Wanted:
    """What an upload has to be: compared with the supplied template, as the bureau's own are."""
    model = KINDS[kind].model
    sample = model.model_validate_json((TEMPLATES / f"samples/{kind}.json").read_text("utf-8")).model_dump()
    titles = {name: field.title or name for name, field in model.model_fields.items()}
    optional = frozenset(name for name, field in model.model_fields.items() if not field.is_required())
    bare = Wanted(titles, tuple(CATALOGUE[kind]["required"]), sample)
    compiled = word.unpacked(lint(supplied(kind), bare).archive)
    return replace(bare, picture=picture, optional=optional, supplied=compiled)


def linted(kind: str, body: bytes, picture: bytes = b"") -> Linted:
    return lint(body, wanted(kind, picture))
