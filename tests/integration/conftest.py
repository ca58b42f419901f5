"""The adapters on moto: the table as infra/data.yaml has it, letters and law compiled from their sources."""

import copy
import itertools
import os
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from jiandu.adapters import aws, keys, word
from jiandu.adapters.items import marshal
from jiandu.core import procedure
from jiandu.settings import settings
from moto import mock_aws
from moto.dynamodb.models.table import Table

from infra.build import documents
from infra.build.law import compiled
from infra.local.packaging import read_template
from infra.local.seed import items
from tests.integration.traffic import Traffic

ROOT = Path(__file__).parents[2]
REGION = "cn-north-1"
BUCKET = "jiandu-files"
_NUMBERS = itertools.count(1)
_OF_A_DEPLOYMENT = ("PointInTimeRecoverySpecification", "SSESpecification", "DeletionProtectionEnabled")
_KEPT = (settings, aws.client, keys._secret)


@pytest.fixture(scope="session")
def law() -> dict[str, tuple[procedure.Rules, ...]]:
    return {name: tuple(procedure.read(row) for row in rows) for name, rows in compiled(ROOT).items()}


@pytest.fixture(scope="session")
def letters(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The folder of the compiled letters layer."""
    out = tmp_path_factory.mktemp("letters")
    documents.build(ROOT, out)
    return str((out / documents.TARGET).parent)


@pytest.fixture(scope="session")
def mocked(letters: str) -> Iterator[dict[str, str]]:
    """AWS by moto, with what all tests share: a bucket, a key and a secret."""
    with pytest.MonkeyPatch.context() as patch:
        for name in [name for name in os.environ if name.startswith("AWS_")]:
            patch.delenv(name)
        for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
            patch.setenv(name, "testing")
        patch.setenv("AWS_DEFAULT_REGION", REGION)
        patch.setattr("moto.dynamodb.models.copy", SimpleNamespace(deepcopy=_backup))
        with mock_aws():
            forget()
            yield shared()
            forget()


@pytest.fixture
def deployment(
    mocked: dict[str, str],
    law: dict[str, tuple[procedure.Rules, ...]],
    letters: str,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[str]:
    """A table of its own for the test, with the fictional people; the settings point to it."""
    monkeypatch.setattr(procedure, "published", lambda profile: law[profile])
    monkeypatch.syspath_prepend(letters)
    sys.modules.pop("letters", None)
    word._compiled.cache_clear()
    name = f"jiandu-{next(_NUMBERS)}"
    for variable, value in {**mocked, "TABLE_NAME": name}.items():
        monkeypatch.setenv(variable, value)
    settings.cache_clear()
    create_table(name)
    yield name
    settings.cache_clear()
    word._compiled.cache_clear()
    sys.modules.pop("letters", None)


def _backup(value: Any) -> Any:
    """What moto rolls a transaction back to; a deep copy of the table for every item takes most of the time."""
    if not isinstance(value, Table):
        return copy.deepcopy(value)
    table = copy.copy(value)
    table.items = defaultdict(dict, {key: dict(rows) for key, rows in value.items.items()})
    return table


def create_table(name: str) -> None:
    properties = dict(read_template(ROOT / "infra/data.yaml")["Resources"]["Table"]["Properties"])
    for unknown in _OF_A_DEPLOYMENT:
        properties.pop(unknown)
    dynamodb = aws.client("dynamodb")
    dynamodb.create_table(TableName=name, **properties)
    rows = [{"PutRequest": {"Item": marshal(item)}} for item in items()]
    for start in range(0, len(rows), 25):
        dynamodb.batch_write_item(RequestItems={name: rows[start : start + 25]})


def shared() -> dict[str, str]:
    aws.client("s3").create_bucket(Bucket=BUCKET, CreateBucketConfiguration={"LocationConstraint": REGION})
    return {
        "STAGE": "test",
        "PUBLIC_URL": "https://example.test",
        "BUCKET_NAME": BUCKET,
        "IDENTITY_KEY": aws.client("kms").create_key()["KeyMetadata"]["Arn"],
        "TRACKING_SECRET": aws.client("secretsmanager").create_secret(Name="tracking", SecretString="s" * 64)["ARN"],
    }


def forget() -> None:
    """What the product keeps for the life of a process."""
    for kept in _KEPT:
        kept.cache_clear()


@pytest.fixture
def traffic(deployment: str, monkeypatch: pytest.MonkeyPatch) -> Traffic:
    """Every call to AWS from now on, and the means to disturb one."""
    return Traffic.listening(monkeypatch)
