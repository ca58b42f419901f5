"""The document bucket: letters and record copies stored under their hash, given out by links good for minutes."""

import hashlib
from urllib.parse import quote

from jiandu.adapters.aws import client
from jiandu.core.matter import Upload
from jiandu.core.uploads import DOCX as DOCX
from jiandu.settings import settings

LINK_SECONDS = 300


def store(prefix: str, matter_id: str, body: bytes, media_type: str, suffix: str) -> tuple[str, str]:
    """Writes a file under ``<prefix>/<matter>/<sha256>.<suffix>``; answers its key and hash. Safe to repeat."""
    sha256 = hashlib.sha256(body).hexdigest()
    key = f"{prefix}/{matter_id}/{sha256}.{suffix}"
    client("s3").put_object(Bucket=settings().bucket_name, Key=key, Body=body, ContentType=media_type)
    return key, sha256


def store_upload(matter_id: str, upload: Upload, body: bytes) -> Upload:
    """A received file, stored; its reference with the key filled in."""
    suffix = upload.name.rsplit(".", 1)[-1].lower()
    key, _ = store("received", matter_id, body, upload.media_type, suffix)
    return upload.model_copy(update={"key": key})


def attached(name: str) -> dict[str, str]:
    """The header that saves an answer under its Chinese name (RFC 5987)."""
    return {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(name, safe='')}"}


def link(key: str, name: str, media_type: str) -> str:
    """A link to one file, good for ``LINK_SECONDS``, with its Chinese name (RFC 5987)."""
    url = client("s3").generate_presigned_url(
        "get_object",
        Params={
            "Bucket": settings().bucket_name,
            "Key": key,
            "ResponseContentDisposition": attached(name)["Content-Disposition"],
            "ResponseContentType": media_type,
        },
        ExpiresIn=LINK_SECONDS,
    )
    return str(url)
