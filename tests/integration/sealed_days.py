"""A record bucket and a signing key for a test, and the sealing as the schedule runs it."""

import itertools
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

import pytest
from jiandu.adapters import aws, table
from jiandu.adapters.items import marshal
from jiandu.adapters.register import entry_item
from jiandu.core.deadlines import SHANGHAI
from jiandu.core.matter import Actor
from jiandu.core.register import Entry, Subject, make_entry, office_of
from jiandu.daily_sealing import Sealed, seal
from jiandu.settings import settings

from tests.integration.desk_work import MONDAY

REGION = "cn-north-1"
AN_HOUR = 3600.0
_NUMBERS = itertools.count(1)


@pytest.fixture
def sealing(deployment: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The name of a locked bucket of the test's own; the settings point to it and to a key."""
    with sealed_in_bucket(monkeypatch) as name:
        yield name


@contextmanager
def sealed_in_bucket(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
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


def enter_the_register() -> None:
    """Everybody and every office on record, as `make seed` has them."""
    records: dict[str, list[Entry]] = {}
    subjects: list[Subject] = [*table.list_organisations(), *table.list_people()]
    for subject in subjects:
        record = records.setdefault(office_of(subject), [])
        by = Actor("system", "system")
        record.append(make_entry(record, action="seed", actor=by, now=MONDAY, before=None, after=subject))
        item = marshal(entry_item(record[-1]))
        aws.client("dynamodb").put_item(TableName=settings().table_name, Item=item)
