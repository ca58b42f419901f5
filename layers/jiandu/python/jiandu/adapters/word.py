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

from jinja2 import Template, TemplateError
from pydantic import BaseModel

from jiandu.adapters.tags import environment, parsed

FIXED_TIME = (1980, 1, 1, 0, 0, 0)
CHECK_PICTURE = "word/media/check.png"
PARTS = "parts.zip"
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class BrokenLetter(Exception):
    """A part cannot be filled in, or is no well-formed XML then: the template is at fault, not what was typed."""


@dataclass(frozen=True)
class Compiled:
    """A template: the parts that never change, zipped, those that are filled in, and its white check picture."""

    parts: bytes
    templates: Mapping[str, Template]
    picture: bytes


def render(kind: str, letter: BaseModel, address: str = "", layout: Compiled | None = None) -> bytes:
    """The .docx of a letter, in the layout given or that of the product; equal letters and addresses give equal bytes.

    What people typed is only ever printed: it is escaped, never read as XML or as a template,
    and characters XML does not know are left out. ``address`` is where the letter can be checked: it takes
    the place of the template's white check picture, as a QR code.
    """
    compiled = layout or _compiled(kind)
    buffer = io.BytesIO(compiled.parts)
    with zipfile.ZipFile(buffer, "a") as docx:
        for name, body in filled_in(kind, compiled, letter.model_dump()).items():
            _write(docx, name, body)
        if compiled.picture:
            _write(docx, CHECK_PICTURE, _qr(address) if address else compiled.picture)
    return buffer.getvalue()


def _write(docx: zipfile.ZipFile, name: str, body: bytes) -> None:
    docx.writestr(zipfile.ZipInfo(name, FIXED_TIME), body, zipfile.ZIP_DEFLATED)


def _qr(address: str) -> bytes:
    """A QR code as PNG that still reads with 15 % of it smudged.

    One mask for all: every mask reads alike, and finding the best looking one would cost most of a letter's time.
    """
    import segno  # only letters that carry a code pay for it

    buffer = io.BytesIO()
    segno.make(address, error="m", micro=False, mask=7).save(buffer, kind="png", scale=4, border=2)
    return buffer.getvalue()


def filled_in(kind: str, compiled: Compiled, facts: Mapping[str, Any]) -> dict[str, bytes]:
    """The parts that are filled in, by name; raises BrokenLetter."""
    printable = _printable(facts)
    printed = {name: _rendered(f"{kind}: {name}", template, printable) for name, template in compiled.templates.items()}
    for name, body in printed.items():
        _check_well_formed(f"{kind}: {name}", body)
    return printed


def _rendered(what: str, template: Template, facts: Mapping[str, Any]) -> bytes:
    try:
        return template.render(facts).encode()
    except (TemplateError, TypeError) as error:
        raise BrokenLetter(f"{what}: {error}") from error


@cache
def _compiled(kind: str) -> Compiled:
    return unpacked(files("letters").joinpath(f"{kind}.zip").read_bytes())


def unpacked(content: bytes) -> Compiled:
    """A compiled template out of its archive; raises BadTag for one that says what no template may."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        templates = {name: _template(archive.read(name).decode()) for name in _filled(archive)}
        picture = archive.read(CHECK_PICTURE) if CHECK_PICTURE in archive.namelist() else b""
        return Compiled(archive.read(PARTS), templates, picture)


def sources_of(content: bytes) -> list[str]:
    """What a compiled template prints, as it was written."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return [archive.read(name).decode() for name in _filled(archive)]


def _filled(archive: zipfile.ZipFile) -> list[str]:
    return [name for name in archive.namelist() if name not in (PARTS, CHECK_PICTURE)]


def _template(source: str) -> Template:
    parsed(source)
    return environment().from_string(source)


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
