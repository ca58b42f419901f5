"""Whatever a function asks of AWS in a day's work one of its statements allows; left out, it is missed."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from jiandu import pages
from jiandu.adapters import aws, calendars, keys, provider, sessions, templates, tokens
from jiandu.core import procedure
from jiandu.core.calendar import Calendar
from jiandu.settings import settings

from tests.integration.days_work import every_function
from tests.integration.embedded_aws import EmbeddedAws
from tests.integration.exact_rights import Rights
from tests.integration.inside import Inside
from tests.integration.sealed_days import REGION, sealing

__all__ = ["sealing"]
OF_A_PROCESS = (
    keys._fetched.cache_clear,
    templates.layout.cache_clear,
    templates.catalogue.cache_clear,
    calendars._READ.clear,
)
# What S3 refuses and what is not there look alike to it: a proof is then said to come with the day's root.
TAKES_A_REFUSAL_FOR_NOTHING = ("track_complaint", 5)


@pytest.fixture
def rights(sealing: str, embedded: EmbeddedAws, monkeypatch: pytest.MonkeyPatch) -> Iterator[Rights]:
    """A deployment of its own, whose sessions are put off at each use and whose provider gives whom it is asked for."""
    s3, files, quarantine = aws.client("s3"), f"{sealing}-files", f"{sealing}-quarantine"
    for bucket in (files, quarantine):
        s3.create_bucket(Bucket=bucket, CreateBucketConfiguration={"LocationConstraint": REGION})
    s3.put_bucket_versioning(Bucket=files, VersioningConfiguration={"Status": "Enabled"})
    told = {
        "BUCKET_NAME": files,
        "QUARANTINE_NAME": quarantine,
        "PROOF": "on",
        "PROOF_COST": "1",
        "BUSINESS_CLOCK": "movable",
        "SWEEP_FUNCTION": "sweep_deadlines",
        "SEAL_FUNCTION": "seal_day",
        "AWS_DEFAULT_REGION": REGION,
        "AWS_ACCESS_KEY_ID": "testing",
        "AWS_SECRET_ACCESS_KEY": "testing",
    }
    for name, value in told.items():
        monkeypatch.setenv(name, value)
    settings.cache_clear()
    monkeypatch.setattr(procedure, "profiles", lambda: ("jinzhong", "national"))
    monkeypatch.setattr(pages, "render", lambda name, **context: name)
    monkeypatch.setattr(sessions, "RENEW_SECONDS", 0)
    monkeypatch.setattr(provider, "metadata", lambda: {"authorization_endpoint": "https://id.example.test"})
    monkeypatch.setattr(provider, "id_token", lambda code, verifier: code)
    monkeypatch.setattr(tokens, "_claims", lambda code: {"nonce": code, "sub": "city-clerk-1"})
    made = settings()
    resources = {
        "Data.Outputs.TableArn": f"arn:aws:dynamodb:::table/{made.table_name}",
        "Data.Outputs.KeyArn": made.identity_key,
        "Data.Outputs.SecretArn": made.tracking_secret,
        "Files.Outputs.BucketArn": f"arn:aws:s3:::{files}",
        "Files.Outputs.QuarantineArn": f"arn:aws:s3:::{quarantine}",
        "Record.Outputs.BucketArn": f"arn:aws:s3:::{sealing}",
        "Record.Outputs.KeyArn": made.signing_key,
        "SweepDeadlines.Arn": "sweep_deadlines",
        "SealDay.Arn": "seal_day",
        "AWS::Region": REGION,
        "AWS::URLSuffix": "amazonaws.com.cn",
    }
    rights = Rights.watching(embedded, resources, monkeypatch)
    rights.forget += OF_A_PROCESS
    yield rights
    rights.stop()
    Calendar.publish({})


def test_every_need_has_its_right_and_every_right_is_needed(rights: Rights, tried: Callable[[str], None]) -> None:
    """No need has two statements, each is used for every action and thing it names, and without it work fails."""
    every_function(Inside(""))
    assert set() == rights.missing
    assert set() == rights.twice
    assert set(rights.all()) == rights.used
    assert {(function, n) for function, n, *_ in rights.all()} == rights.tried
    assert {TAKES_A_REFUSAL_FOR_NOTHING} == rights.idle
    assert {TAKES_A_REFUSAL_FOR_NOTHING[0]} == rights.not_told
    tried(f"rights: {len(rights.tried)} statements left out one by one, all {len(rights.used)} rights used")
