"""Photographs and screenshots without what they say beside the picture: place, device, time, thumbnails, comments.

Nothing is decoded or encoded anew: the picture's own bytes stay as they were. How it is to be turned is kept.
"""

import re
import struct
import zlib
from collections.abc import Iterator
from typing import Any

from jiandu.core.evidence_unfit import Unfit

MOST_PIXELS = 200_000_000
MOST_PARTS = 100_000
_BROKEN = "图片不完整或者已经损坏，请重新导出后上传。"
_START, _END, _SCAN = 0xD8, 0xD9, 0xDA
_APP1 = 0xE1
_COMMENT = 0xFE
_SIZES = {0xC0, 0xC1, 0xC2, 0xC3, 0xC5, 0xC6, 0xC7, 0xC9, 0xCA, 0xCB, 0xCD, 0xCE, 0xCF}
_KEPT_APP = {0xE0: b"JFIF\0", 0xE2: b"ICC_PROFILE\0", 0xEE: b"Adobe"}
_MARKER = re.compile(rb"\xff+[^\x00\xd0-\xd7\xff]", re.DOTALL)
_NEXT_MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]", re.DOTALL)
_PNG = b"\x89PNG\r\n\x1a\n"
_KEPT_CHUNKS = {
    b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"sBIT", b"bKGD", b"pHYs",
    b"hIST", b"cICP", b"acTL", b"fcTL", b"fdAT",
}  # fmt: skip
_ORIENTATION = 0x0112


def clean_jpeg(body: bytes) -> bytes:
    """The picture up to its end: what cameras hang behind it goes too. Raises Unfit."""
    kept, turned = [b"\xff\xd8"], 1
    for marker, segment in _few(_segments(body)):
        if marker in _SIZES:
            _bounded(*struct.unpack(">HH", segment[5:9]))
        if marker == _APP1 and segment[4:10] == b"Exif\0\0":
            turned = _orientation(segment[10:]) or turned
        if _is_picture(marker, segment):
            kept.append(segment)
    if turned != 1:
        told = b"Exif\0\0" + _tiff(turned)
        kept.insert(1, struct.pack(">BBH", 0xFF, _APP1, len(told) + 2) + told)
    return b"".join(kept)


def _few(parts: Iterator[tuple[Any, bytes]]) -> Iterator[tuple[Any, bytes]]:
    """The parts of a picture, as many as any real one has: each costs more memory than its bytes."""
    for n, part in enumerate(parts):
        if n == MOST_PARTS:
            raise Unfit(_BROKEN)
        yield part


def _is_picture(marker: int, segment: bytes) -> bool:
    if marker in _KEPT_APP:
        return segment[4:].startswith(_KEPT_APP[marker])
    return not (0xE0 <= marker <= 0xEF or marker == _COMMENT)


def _segments(body: bytes) -> Iterator[tuple[int, bytes]]:
    """Each marker with its whole segment, a scan with its data, the last being the end of the picture."""
    at, seen = 2, False
    while True:
        found = _MARKER.match(body, at)
        if found is None:
            raise Unfit(_BROKEN)
        marker, at = body[found.end() - 1], found.end()
        if marker == _END:
            if not seen:
                raise Unfit(_BROKEN)
            yield marker, b"\xff\xd9"
            return
        end = at + int.from_bytes(body[at : at + 2], "big")
        if end < at + 2 or end > len(body):
            raise Unfit(_BROKEN)
        if marker == _SCAN:
            seen, following = True, _NEXT_MARKER.search(body, end)
            end = following.start() if following else len(body)
        yield marker, bytes((0xFF, marker)) + body[at:end]
        at = end


def clean_png(body: bytes) -> bytes:
    """The picture's own chunks up to its end. Raises Unfit."""
    kept, turned = [_PNG], 1
    for kind, data in _few(_chunks(body)):
        if kind == b"IHDR":
            _bounded(*struct.unpack(">II", data[:8]))
        if kind == b"eXIf":
            turned = _orientation(data) or turned
        if kind in _KEPT_CHUNKS:
            kept.append(_chunk(kind, data))
    if turned != 1:
        kept.insert(2, _chunk(b"eXIf", _tiff(turned)))
    return b"".join(kept)


def _chunks(body: bytes) -> Iterator[tuple[bytes, bytes]]:
    at, kind = len(_PNG), b""
    while kind != b"IEND":
        size, kind = int.from_bytes(body[at : at + 4], "big"), body[at + 4 : at + 8]
        data = body[at + 8 : at + 8 + size]
        at += size + 12
        if at > len(body) or (at == len(_PNG) + size + 12) != (kind == b"IHDR") or (kind == b"IHDR" and size != 13):
            raise Unfit(_BROKEN)
        if int.from_bytes(body[at - 4 : at], "big") != zlib.crc32(kind + data):
            raise Unfit(_BROKEN)
        yield kind, data


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def _bounded(width: int, height: int) -> None:
    if not 0 < width * height <= MOST_PIXELS:
        raise Unfit("图片的尺寸过大或者无效，请缩小后重新上传。")


def _orientation(tiff: bytes) -> int | None:
    """How Exif data say the picture is to be turned, 1 to 8; None where they do not."""
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2])
    if order is None:
        return None
    try:
        (start,) = struct.unpack_from(f"{order}I", tiff, 4)
        (entries,) = struct.unpack_from(f"{order}H", tiff, start)
        for n in range(entries):
            tag, kind, count, value = struct.unpack_from(f"{order}HHIH", tiff, start + 2 + 12 * n)
            if (tag, kind, count) == (_ORIENTATION, 3, 1) and 1 <= value <= 8:
                return int(value)
    except struct.error:
        return None
    return None


def _tiff(orientation: int) -> bytes:
    """Exif data that say how the picture is to be turned, and nothing else."""
    return b"MM\0*" + struct.pack(">IHHHIHHI", 8, 1, _ORIENTATION, 3, 1, orientation, 0, 0)
