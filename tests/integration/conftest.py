"""The adapters on moto: the table as infra/data.yaml has it, letters and law compiled from their sources."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import boto3
import pytest
from moto import mock_aws

from infra.build import documents
from infra.build.law import compiled
from infra.local.packaging import read_template
from infra.local.seed import items
from jiandu.adapters import aws, keys, word
from jiandu.adapters.items import marshal
from jiandu.core import procedure
from jiandu.settings import settings
from tests.integration.traffic import Traffic

ROOT = Path(__file__).parents[2]
REGION = "cn-north-1"
TABLE = "jiandu"
BUCKET = "jiandu-files"
_OF_A_DEPLOYMENT = ("PointInTimeRecoverySpecification", "SSESpecification", "DeletionProtectionEnabled")


@pytest.fixture(scope="session")
def law() -> dict[str, tuple[procedure.Rules, ...]]:
    return {name: tuple(procedure.read(row) for row in rows) for name, rows in compiled(ROOT).items()}


@pytest.fixture(scope="session")
def letters(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The folder of the compiled letters layer."""
    out = tmp_path_factory.mktemp("letters")
    documents.build(ROOT, out)
    return str((out / documents.TARGET).parent)


@pytest.fixture
def deployment(
    law: dict[str, tuple[procedure.Rules, ...]], letters: str, monkeypatch: pytest.MonkeyPatch
) -> Iterator[None]:
    """A table, a bucket, a key and a secret, with the fictional people; the settings point to them."""
    for name in [name for name in os.environ if name.startswith("AWS_")]:
        monkeypatch.delenv(name)
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "testing")
    monkeypatch.setenv("AWS_DEFAULT_REGION", REGION)
    monkeypatch.setattr(procedure, "published", lambda profile: law[profile])
    monkeypatch.syspath_prepend(letters)
    with mock_aws():
        for name, value in _create().items():
            monkeypatch.setenv(name, value)
        _forget()
        _plant()
        yield
    _forget()


def _create() -> dict[str, str]:
    properties = dict(read_template(ROOT / "infra/data.yaml")["Resources"]["Table"]["Properties"])
    for name in _OF_A_DEPLOYMENT:
        properties.pop(name)
    boto3.client("dynamodb").create_table(TableName=TABLE, **properties)
    boto3.client("s3").create_bucket(Bucket=BUCKET, CreateBucketConfiguration={"LocationConstraint": REGION})
    key = boto3.client("kms").create_key()["KeyMetadata"]["Arn"]
    secret = boto3.client("secretsmanager").create_secret(Name="tracking", SecretString="s" * 64)["ARN"]
    return {
        "STAGE": "test",
        "PUBLIC_URL": "https://example.test",
        "TABLE_NAME": TABLE,
        "BUCKET_NAME": BUCKET,
        "IDENTITY_KEY": key,
        "TRACKING_SECRET": secret,
    }


def _plant() -> None:
    for item in items():
        boto3.client("dynamodb").put_item(TableName=TABLE, Item=marshal(item))


def _forget() -> None:
    """What the product keeps for the life of a process."""
    for kept in (settings, aws.client, keys._secret, word._compiled):
        kept.cache_clear()
    sys.modules.pop("letters", None)


@pytest.fixture
def traffic(deployment: None, monkeypatch: pytest.MonkeyPatch) -> Traffic:
    """Every call to AWS from now on, and the means to disturb one."""
    return Traffic.listening(monkeypatch)
