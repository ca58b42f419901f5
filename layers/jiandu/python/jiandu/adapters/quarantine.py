"""The bucket into which strangers send files: nobody reads from it but what inspects them."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from botocore.exceptions import ClientError

from jiandu.adapters.aws import client
from jiandu.core.evidence import LINK_SECONDS, Evidence
from jiandu.settings import settings

FOLDER = "quarantine"


@dataclass(frozen=True, slots=True)
class Post:
    """A form by which one file may be sent to the bucket, within minutes: where to, and its hidden fields."""

    url: str
    fields: dict[str, str]

    @property
    def origin(self) -> str:
        parts = urlsplit(self.url)
        return f"{parts.scheme}://{parts.netloc}"


def post_for(evidence: Evidence, smallest: int, largest: int, back: str | None) -> Post:
    """The form for one file of this type and size; ``back`` is where a browser goes on."""
    fixed = {"Content-Type": evidence.media_type, **({"success_action_redirect": back} if back else {})}
    conditions: list[Any] = [{name: value} for name, value in fixed.items()]
    made = client("s3").generate_presigned_post(
        settings().quarantine_name,
        _key(evidence),
        Fields=dict(fixed),
        Conditions=[*conditions, ["content-length-range", smallest, largest]],
        ExpiresIn=LINK_SECONDS,
    )
    return Post(made["url"], made["fields"])


def arrived(evidence: Evidence) -> bytes | None:
    """The bytes of a file that was sent, or None while it was not."""
    try:
        found = client("s3").get_object(Bucket=settings().quarantine_name, Key=_key(evidence))
    except ClientError as error:
        if error.response["Error"]["Code"] != "NoSuchKey":
            raise
        return None
    return bytes(found["Body"].read())


def named(key: str) -> tuple[str, str] | None:
    """Matter and file of an object's key, or None for one of nobody's."""
    parts = key.split("/")
    return (parts[1], parts[2]) if len(parts) == 3 and parts[0] == FOLDER else None


def _key(evidence: Evidence) -> str:
    return f"{FOLDER}/{evidence.matter}/{evidence.id}"
