"""A record bucket and a signing key for a test, and the sealing as the schedule runs it."""

import itertools
from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from jiandu.adapters import aws
from jiandu.core.deadlines import SHANGHAI
from jiandu.daily_sealing import Sealed, seal
from jiandu.settings import settings

REGION = "cn-north-1"
AN_HOUR = 3600.0
_NUMBERS = itertools.count(1)


@pytest.fixture
def sealing(deployment: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The name of a locked bucket of the test's own; the settings point to it and to a key."""
    name = f"jiandu-record-{next(_NUMBERS)}"
    s3 = aws.client("s3")
    s3.create_bucket(
        Bucket=name, CreateBucketConfiguration={"LocationConstraint": REGION}, ObjectLockEnabledForBucket=True
    )
    retention = {"DefaultRetention": {"Mode": "COMPLIANCE", "Days": 1}}
    s3.put_object_lock_configuration(
        Bucket=name, ObjectLockConfiguration={"ObjectLockEnabled": "Enabled", "Rule": retention}
    )
    key = aws.client("kms").create_key(KeySpec="ECC_NIST_P256", KeyUsage="SIGN_VERIFY")["KeyMetadata"]["Arn"]
    monkeypatch.setenv("RECORD_BUCKET", name)
    monkeypatch.setenv("SIGNING_KEY", key)
    settings.cache_clear()
    yield name
    settings.cache_clear()


def sealed_at(now: datetime) -> Sealed:
    return seal(now, AN_HOUR)


def three_in_the_morning(after: datetime) -> datetime:
    """When the schedule runs after a day."""
    return datetime(after.year, after.month, after.day, 3, tzinfo=SHANGHAI) + timedelta(days=1)
