"""证据材料: what a complainant hands in beside the complaint, and what an arrived file must be to be released.

Pure: the bytes come from the adapter, what may be released goes back to it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from jiandu.core.evidence_archives import check_archive
from jiandu.core.evidence_images import clean_jpeg, clean_png
from jiandu.core.evidence_movies import clean_movie, movie_kind
from jiandu.core.evidence_unfit import Unfit
from jiandu.core.matter import Kept
from jiandu.core.uploads import DOCX

MOST_FILES = 20
LARGEST = 50 * 1024 * 1024
LINK_SECONDS = 900
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class Kind:
    """A type of file that is accepted, by its suffix: what it is called, served as and checked by."""

    title: str
    media_type: str
    cleaned: Callable[[bytes], bytes]


def _pdf(body: bytes) -> bytes:
    if b"%%EOF" not in body[-4096:]:
        raise Unfit("PDF 文件不完整，请重新导出后上传。")
    return body


def _archive(member: str) -> Callable[[bytes], bytes]:
    return lambda body: check_archive(body, member)


KINDS: dict[str, Kind] = {
    "jpg": Kind("照片（JPG）", "image/jpeg", clean_jpeg),
    "png": Kind("截图、图片（PNG）", "image/png", clean_png),
    "pdf": Kind("PDF 文件", "application/pdf", _pdf),
    "docx": Kind("Word 文档（DOCX）", DOCX, _archive("word/document.xml")),
    "xlsx": Kind("Excel 表格（XLSX）", XLSX, _archive("xl/workbook.xml")),
    "ofd": Kind("OFD 版式文件", "application/ofd", _archive("OFD.xml")),
    "mp4": Kind("视频（MP4）", "video/mp4", clean_movie),
    "mov": Kind("视频（MOV）", "video/quicktime", clean_movie),
    "m4a": Kind("录音（M4A）", "audio/mp4", clean_movie),
    "mp3": Kind("录音（MP3）", "audio/mpeg", bytes),
}
_SPELT = {"jpeg": "jpg"}
_MAGIC = {b"\xff\xd8\xff": "jpg", b"\x89PNG\r\n\x1a\n": "png", b"%PDF-": "pdf", b"ID3": "mp3"}
_ZIP = b"PK\x03\x04"
_ZIPPED = ("docx", "xlsx", "ofd")


class Evidence(Kept):
    """One file a complainant asked to hand in, and what became of it.

    ``slot`` is its place among the matter's few, ``id`` cannot be guessed. ``arrived_sha256`` is the hash of the file
    as it came, ``sha256`` that of what was released: they differ where something was taken out.
    """

    id: str
    matter: str
    slot: int
    name: str
    suffix: str
    asked_at: datetime
    outcome: Literal["awaited", "released", "refused", "lapsed"] = "awaited"
    settled_at: datetime | None = None
    reason: str = ""
    arrived_sha256: str = ""
    sha256: str = ""
    size: int = 0
    key: str = ""

    @property
    def file_name(self) -> str:
        return f"{self.name}.{self.suffix}"

    @property
    def media_type(self) -> str:
        return KINDS[self.suffix].media_type


def named(name: str, suffix: str) -> str:
    """A file's name without folders and without the suffix it is given again when it is released."""
    stem = name.replace("\\", "/").rsplit("/", 1)[-1].strip()
    head, dot, tail = stem.rpartition(".")
    known = dot and _SPELT.get(tail.lower(), tail.lower()) == suffix
    return (head if known else stem).strip() or "证据"


def inspect(suffix: str, body: bytes) -> bytes:
    """What of an arrived file may be released, without the data about place and device that its taker did not see.

    Raises Unfit with a sentence for whoever sent it, and nothing else.
    """
    if len(body) > LARGEST:
        raise Unfit(f"文件超过 {LARGEST // 1024 // 1024} MB，请压缩或者分段后重新上传。")
    found = _found(body, suffix)
    if found is None:
        raise Unfit("文件内容不是可以接收的类型，没有保存。")
    if found != suffix:
        raise Unfit(f"选择的类型是{KINDS[suffix].title}，文件内容却是{KINDS[found].title}。请选对类型后重新上传。")
    try:
        return KINDS[suffix].cleaned(body)
    except Unfit:
        raise
    except Exception:  # whatever a damaged file brings about, its sender is told, and no other file waits for it
        raise Unfit("文件已经损坏，不能打开，请重新导出后上传。") from None


def _found(body: bytes, suffix: str) -> str | None:
    """The type by the file's own bytes; what an archive is, its members tell when it is checked."""
    for magic, kind in _MAGIC.items():
        if body.startswith(magic):
            return kind
    if body.startswith(_ZIP):
        return suffix if suffix in _ZIPPED else None
    if body[4:8] == b"ftyp":
        return movie_kind(body, suffix)
    return "mp3" if body[:1] == b"\xff" and body[1:2] and body[1] & 0xE6 == 0xE2 else None
