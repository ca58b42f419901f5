"""Films and sound recordings in ISO boxes (MP4, MOV, M4A) without what they say of place, device and maker.

Boxes of such data are made free space of the same length, so that every offset into the film still holds.
"""

from collections.abc import Iterator

from jiandu.core.evidence_unfit import Unfit

_BROKEN = "音视频文件不完整或者已经损坏，请重新导出后上传。"
_BRANDS = {b"M4A ": "m4a", b"M4B ": "m4a", b"qt  ": "mov"}
_PICTURES = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1", b"avif", b"avis"}
_HOLDERS = {b"moov", b"trak"}
_TELL = {b"udta", b"meta", b"uuid"}


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
    top = {kind for kind, _, _ in _boxes(body, 0, len(body))}
    if not {b"moov", b"mdat"} <= top:
        raise Unfit(_BROKEN)
    _empty(cleaned, 0, len(cleaned))
    return bytes(cleaned)


def _empty(body: bytearray, start: int, end: int) -> None:
    for kind, inner, after in list(_boxes(body, start, end)):
        if kind in _HOLDERS:
            _empty(body, inner, after)
        elif kind in _TELL:
            place = body.rindex(kind, start, inner)
            body[place : place + 4] = b"free"
            body[inner:after] = bytes(after - inner)


def _boxes(body: bytes | bytearray, start: int, end: int) -> Iterator[tuple[bytes, int, int]]:
    """Each box's type with where its content begins and ends."""
    at = start
    while at + 8 <= end:
        size, kind, inner = int.from_bytes(body[at : at + 4], "big"), bytes(body[at + 4 : at + 8]), at + 8
        if size == 1:
            size, inner = int.from_bytes(body[at + 8 : at + 16], "big"), at + 16
        after = end if size == 0 else at + size
        if not inner <= after <= end:
            raise Unfit(_BROKEN)
        yield kind, inner, after
        at = after
