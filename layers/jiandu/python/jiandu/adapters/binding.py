"""Puts pages together: files of several kinds to one PDF with numbered pages and an outline."""

import io
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PIL import Image, UnidentifiedImageError
from pypdf import PageObject, PdfReader, PdfWriter, Transformation
from pypdf.errors import PyPdfError
from pypdf.generic import DictionaryObject, NameObject, StreamObject

A4 = (595.28, 841.89)
MARGIN = 28.35
SCAN_PIXELS = 50_000_000
NUMBER_FROM_EDGE = 28.35
BROKEN = (
    PyPdfError, ValueError, LookupError, TypeError, AttributeError, ArithmeticError, NotImplementedError,
    RecursionError, zlib.error,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Bound:
    """A piece as pages: what the outline calls it, its PDF, and whether its pages are counted."""

    title: str
    pdf: bytes
    counted: bool = True


def as_pdf(media_type: str, body: bytes) -> bytes | None:
    """A stored file as PDF pages of A4; None for what cannot be turned into pages or opened (OFD, locked, broken)."""
    if media_type == "application/pdf":
        return body if pages_in(body) and _can_be_bound(body) else None
    if media_type in ("image/png", "image/jpeg"):
        return _picture(body)
    return None


def pages_in(pdf: bytes) -> int:
    """How many pages a PDF has; 0 where it cannot be read without a password, or not at all."""
    try:
        reader = PdfReader(io.BytesIO(pdf))
        return 0 if reader.is_encrypted else len(reader.pages)
    except BROKEN:
        return 0


def _can_be_bound(pdf: bytes) -> bool:
    """Whether its pages can be taken over and numbered; what people hand in may be broken, or made to break."""
    try:
        bind([Bound("", pdf)], {})
    except BROKEN:
        return False
    return True


def bind(parts: Sequence[Bound], attached: Mapping[str, bytes]) -> bytes:
    """One PDF of all parts, with files attached; counted pages are numbered from 1, odd ones right, even ones left."""
    writer = PdfWriter()
    n = 0
    for part in parts:
        reader = PdfReader(io.BytesIO(part.pdf))
        first = len(writer.pages)
        for page in reader.pages:
            added = writer.add_page(page)
            added.transfer_rotation_to_content()
            if part.counted:
                n += 1
                _stamp(added, n)
        writer.add_outline_item(title=part.title, page_number=first)
    for name, body in attached.items():
        writer.add_attachment(name, body)
    writer.metadata = None
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def _stamp(page: PageObject, n: int) -> None:
    """The page's number within the file, in plain type that every reader has."""
    box, text = page.mediabox, str(n)
    size = 11
    x = float(box.right) - NUMBER_FROM_EDGE - 6 * len(text) if n % 2 else float(box.left) + NUMBER_FROM_EDGE
    y = float(box.bottom) + NUMBER_FROM_EDGE
    overlay = PageObject.create_blank_page(width=float(box.width), height=float(box.height))
    font = {"/Type": "/Font", "/Subtype": "/Type1", "/BaseFont": "/Helvetica"}
    named = DictionaryObject({NameObject(k): NameObject(v) for k, v in font.items()})
    fonts = DictionaryObject({NameObject("/FileNumber"): named})
    overlay[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
    content = StreamObject()
    content.set_data(f"q 0 g BT /FileNumber {size} Tf {x:.2f} {y:.2f} Td ({text}) Tj ET Q".encode())
    overlay[NameObject("/Contents")] = content
    page.merge_page(overlay)


def _picture(body: bytes) -> bytes | None:
    """A scan on a page of A4, as large as fits, upright or across as it is itself."""
    try:
        with Image.open(io.BytesIO(body)) as picture:
            if picture.width * picture.height > SCAN_PIXELS:
                return None
            flat = Image.new("RGB", picture.size, "white")
            shown = picture.convert("RGBA")
            flat.paste(shown, mask=shown.getchannel("A"))
    except (UnidentifiedImageError, OSError, SyntaxError, Image.DecompressionBombError):
        return None
    buffer = io.BytesIO()
    flat.save(buffer, "PDF", resolution=72)
    return _on_a4(buffer.getvalue(), across=flat.width > flat.height)


def _on_a4(pdf: bytes, across: bool) -> bytes:
    width, height = A4[::-1] if across else A4
    source = PdfReader(io.BytesIO(pdf)).pages[0]
    room = (width - 2 * MARGIN, height - 2 * MARGIN)
    scale = min(room[0] / float(source.mediabox.width), room[1] / float(source.mediabox.height))
    left = (width - float(source.mediabox.width) * scale) / 2
    bottom = (height - float(source.mediabox.height) * scale) / 2
    page = PageObject.create_blank_page(width=width, height=height)
    page.merge_transformed_page(source, Transformation().scale(scale).translate(left, bottom))
    writer = PdfWriter()
    writer.add_page(page)
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()
