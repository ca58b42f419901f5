"""Fills in a letter: compiled Word template and facts to the bytes of a .docx."""

import io
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any
from xml.parsers import expat

from jinja2 import Environment, StrictUndefined, Template
from pydantic import BaseModel

CHECK_PICTURE = "word/media/check.png"
_FIXED_TIME = (1980, 1, 1, 0, 0, 0)
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class BrokenLetter(Exception):
    """A filled-in part is not well-formed XML: the template is at fault, not what was typed."""


@dataclass(frozen=True)
class _Compiled:
    parts: bytes
    templates: Mapping[str, Template]
    picture: bytes


def render(kind: str, letter: BaseModel, address: str = "") -> bytes:
    """The .docx of a letter; equal letters and addresses give equal bytes.

    What people typed is only ever printed: it is escaped, never read as XML or as a template,
    and characters XML does not know are left out. ``address`` is where the letter can be checked: it takes
    the place of the template's white check picture, as a QR code.
    """
    compiled = _compiled(kind)
    facts = _printable(letter.model_dump())
    buffer = io.BytesIO(compiled.parts)
    with zipfile.ZipFile(buffer, "a") as docx:
        for name, template in compiled.templates.items():
            body = template.render(facts).encode()
            _check_well_formed(f"{kind}: {name}", body)
            _write(docx, name, body)
        if compiled.picture:
            _write(docx, CHECK_PICTURE, _qr(address) if address else compiled.picture)
    return buffer.getvalue()


def _write(docx: zipfile.ZipFile, name: str, body: bytes) -> None:
    docx.writestr(zipfile.ZipInfo(name, _FIXED_TIME), body, zipfile.ZIP_DEFLATED)


def _qr(address: str) -> bytes:
    """A QR code as PNG that still reads with 15 % of it smudged."""
    import segno  # only letters that carry a code pay for it

    buffer = io.BytesIO()
    segno.make(address, error="m", micro=False).save(buffer, kind="png", scale=8, border=2)
    return buffer.getvalue()


@cache
def _compiled(kind: str) -> _Compiled:
    environment = Environment(autoescape=True, undefined=StrictUndefined)
    content = files("letters").joinpath(f"{kind}.zip").read_bytes()
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = archive.read("parts.zip")
        templates = {
            name: environment.from_string(archive.read(name).decode())
            for name in archive.namelist()
            if name not in ("parts.zip", CHECK_PICTURE)
        }
        picture = archive.read(CHECK_PICTURE) if CHECK_PICTURE in archive.namelist() else b""
    return _Compiled(parts, templates, picture)


def _printable(value: Any) -> Any:
    if isinstance(value, str):
        return _NOT_XML.sub("", value)
    if isinstance(value, Mapping):
        return {key: _printable(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_printable(item) for item in value]
    return value


def _check_well_formed(what: str, body: bytes) -> None:
    try:
        expat.ParserCreate().Parse(body, True)
    except expat.ExpatError as error:
        raise BrokenLetter(f"{what}: {error}") from error
