"""Files people hand in: what they are by their own bytes, not by their name."""

import hashlib
import io
import zipfile

from jiandu.core.errors import invalid
from jiandu.core.matter import Upload

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
LARGEST = 4 * 1024 * 1024
_MAGIC = {b"%PDF-": ("application/pdf", "pdf"), b"\x89PNG\r\n\x1a\n": ("image/png", "png")}


def received(field: str, name: str, body: bytes) -> Upload:
    """The reference of a received PDF, OFD, PNG or JPEG of at most 4 MB.

    Raises Invalid at ``field`` for anything else.
    """
    if not body:
        raise invalid(field, "empty_file", "文件是空的，请重新选择。")
    if len(body) > LARGEST:
        raise invalid(field, "file_size", "文件超过 4 MB，请压缩后再上传。")
    kind = _kind(body)
    if kind is None:
        raise invalid(field, "file_type", "只接受 PDF、OFD、PNG 或者 JPEG 文件。")
    media_type, suffix = kind
    stem = name.replace("\\", "/").rsplit("/", 1)[-1].rsplit(".", 1)[0][:80] or "文件"
    return Upload(
        name=f"{stem}.{suffix}",
        media_type=media_type,
        size=len(body),
        sha256=hashlib.sha256(body).hexdigest(),
    )


def _kind(body: bytes) -> tuple[str, str] | None:
    for magic, kind in _MAGIC.items():
        if body.startswith(magic):
            return kind
    if body.startswith(b"\xff\xd8\xff"):
        return "image/jpeg", "jpg"
    if body.startswith(b"PK\x03\x04") and _is_ofd(body):
        return "application/ofd", "ofd"
    return None


def _is_ofd(body: bytes) -> bool:
    """GB/T 33190: a zip with OFD.xml at its root."""
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            return "OFD.xml" in archive.namelist()
    except zipfile.BadZipFile:
        return False
