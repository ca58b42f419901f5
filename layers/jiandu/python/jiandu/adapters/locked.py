"""The bucket of the daily roots under object lock: what stands there once can be neither replaced nor deleted."""

from collections import Counter
from collections.abc import Iterator

from botocore.exceptions import ClientError

from jiandu.adapters.aws import client
from jiandu.settings import settings

NOT_THERE = ("NoSuchKey", "AccessDenied")


def keep(key: str, text: str) -> str:
    """Writes an object unless one is there; answers what stands there now. Safe to repeat."""
    try:
        client("s3").put_object(
            Bucket=settings().record_bucket,
            Key=key,
            Body=text.encode(),
            ContentType="application/json",
            IfNoneMatch="*",
        )
    except ClientError as error:
        if error.response["Error"]["Code"] != "PreconditionFailed":
            raise
        there = load(key)
        assert there is not None
        return there
    return text


def load(key: str) -> str | None:
    """An object, or None. Without the right to list, S3 says of what is not there that it must not be read."""
    try:
        answer = client("s3").get_object(Bucket=settings().record_bucket, Key=key)
    except ClientError as error:
        if error.response["Error"]["Code"] not in NOT_THERE:
            raise
        return None
    return bytes(answer["Body"].read()).decode()


def keys(prefix: str) -> Iterator[str]:
    """The keys that begin so."""
    pages = client("s3").get_paginator("list_objects_v2").paginate(Bucket=settings().record_bucket, Prefix=prefix)
    for page in pages:
        yield from (str(row["Key"]) for row in page.get("Contents", []))


def disturbed() -> list[str]:
    """The keys somebody wrote a second time or tried to delete; what was locked first is still there beneath."""
    pages = client("s3").get_paginator("list_object_versions").paginate(Bucket=settings().record_bucket)
    rows = [row["Key"] for page in pages for row in (*page.get("Versions", ()), *page.get("DeleteMarkers", ()))]
    return sorted(key for key, times in Counter(rows).items() if times > 1)
