"""Films and sound recordings in ISO boxes (MP4, MOV, M4A) without what they say of place, time, device and maker.

Boxes of such data are made free space of the same length, and times become nought, so that every offset into the film
still holds.
"""

from collections.abc import Iterator

from jiandu.core.evidence_unfit import Unfit

_BROKEN = "音视频文件不完整或者已经损坏，请重新导出后上传。"
_BRANDS = {b"M4A ": "m4a", b"M4B ": "m4a", b"qt  ": "mov"}
_PICTURES = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1", b"avif", b"avis"}
_HOLDERS = {b"moov", b"trak", b"mdia"}
_TELL = {b"udta", b"meta", b"uuid"}
_DATED = {b"mvhd", b"tkhd", b"mdhd"}
MOST_BOXES = 100_000
DEEPEST = 8


def movie_kind(body: bytes, wanted: str) -> str | None:
    """The type by the file's brand; recorders of some telephones give sound the brand of a film."""
    brand = body[8:12]
    if brand in _PICTURES:
        return None
    found = _BRANDS.get(brand, "mp4")
    return wanted if found == "mp4" and wanted == "m4a" else found


def clean_movie(body: bytes) -> bytes:
    """The recording with its descriptive boxes emptied. Raises Unfit."""
    cleaned = bytearray(body)
    top, left, boxes = set(), [(0, len(body), 1)], 0
    while left:
        start, end, depth = left.pop()
        for kind, inner, after in _boxes(body, start, end):
            boxes += 1
            if boxes > MOST_BOXES or depth > DEEPEST:
                raise Unfit(_BROKEN)
            if depth == 1:
                top.add(kind)
            if kind in _HOLDERS:
                left.append((inner, after, depth + 1))
            _empty(cleaned, kind, inner, after)
    if not {b"moov", b"mdat"} <= top:
        raise Unfit(_BROKEN)
    return bytes(cleaned)


def _empty(body: bytearray, kind: bytes, inner: int, after: int) -> None:
    """Takes out of one box what it tells."""
    if kind in _TELL:
        place = body.rindex(kind, 0, inner)
        body[place : place + 4] = b"free"
        body[inner:after] = bytes(after - inner)
    if kind in _DATED:
        times = slice(inner + 4, min(after, inner + (20 if body[inner] == 1 else 12)))
        body[times] = bytes(len(body[times]))


def _boxes(body: bytes, start: int, end: int) -> Iterator[tuple[bytes, int, int]]:
    """Each box's type with where its content begins and ends."""
    at = start
    while at + 8 <= end:
        size, kind, inner = int.from_bytes(body[at : at + 4], "big"), body[at + 4 : at + 8], at + 8
        if size == 1:
            size, inner = int.from_bytes(body[at + 8 : at + 16], "big"), at + 16
        after = end if size == 0 else at + size
        if not inner <= after <= end:
            raise Unfit(_BROKEN)
        yield kind, inner, after
        at = after
