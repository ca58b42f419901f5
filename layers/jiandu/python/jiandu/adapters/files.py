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


def load(key: str) -> bytes:
    """The bytes of one file."""
    return bytes(client("s3").get_object(Bucket=settings().bucket_name, Key=key)["Body"].read())


class Altered(Exception):
    """A stored file is not what the record says was stored."""


def fetch(key: str, sha256: str) -> bytes:
    """A stored file; Altered where it does not have its hash."""
    body = load(key)
    if hashlib.sha256(body).hexdigest() != sha256:
        raise Altered(key)
    return body


def named(name: str, shown: bool = False) -> dict[str, str]:
    """The header by which an answer is saved, or shown, under its Chinese name (RFC 5987)."""
    return {"Content-Disposition": f"{'inline' if shown else 'attachment'}; filename*=UTF-8''{quote(name, safe='')}"}


def link(key: str, name: str, media_type: str, shown: bool = False) -> str:
    """A link to one file, good for ``LINK_SECONDS``, with its Chinese name, to be saved or shown."""
    url = client("s3").generate_presigned_url(
        "get_object",
        Params={
            "Bucket": settings().bucket_name,
            "Key": key,
            "ResponseContentDisposition": named(name, shown)["Content-Disposition"],
            "ResponseContentType": media_type,
        },
        ExpiresIn=LINK_SECONDS,
    )
    return str(url)
