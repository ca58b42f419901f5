"""The adapters on the embedded services: the table as infra/data.yaml has it, letters and law from their sources."""

import itertools
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from botocore.validate import validate_parameters
from jiandu.adapters import aws, keys, word
from jiandu.adapters.items import marshal
from jiandu.core import procedure
from jiandu.settings import settings

from infra.build.law import compiled
from infra.local.packaging import read_template
from infra.local.seed import items
from tests.integration.as_aws import AsAws
from tests.integration.embedded_aws import ENDPOINT, EmbeddedAws, Items

ROOT = Path(__file__).parents[2]
LETTERS = ROOT / ".build/layers/letters/python"
REGION = "cn-north-1"
BUCKET = "jiandu-files"
SERVICES = ("dynamodb", "s3", "kms", "secretsmanager")
_NUMBERS = itertools.count(1)
_OF_A_DEPLOYMENT = (
    "PointInTimeRecoverySpecification", "SSESpecification", "DeletionProtectionEnabled", "TimeToLiveSpecification",
)  # fmt: skip
_PLANTED: Items = {}
_KEPT = (settings, aws.client, keys._fetched)


@pytest.fixture(scope="session")
def law() -> dict[str, tuple[procedure.Rules, ...]]:
    return read_law()


def read_law() -> dict[str, tuple[procedure.Rules, ...]]:
    """The rules of every profile, compiled from their rows."""
    return {name: tuple(procedure.read(row) for row in rows) for name, rows in compiled(ROOT).items()}


@pytest.fixture(scope="session")
def letters() -> str:
    """The folder of the letters layer, as `make build` left it."""
    assert LETTERS.is_dir(), "make build first"
    return str(LETTERS)


@pytest.fixture(scope="session")
def embedded() -> Iterator[EmbeddedAws]:
    with running_services() as services:
        yield services


@contextmanager
def running_services() -> Iterator[EmbeddedAws]:
    """The services inside this process, behind the product's own clients, with requests checked as AWS checks them."""
    services, as_aws = EmbeddedAws(), AsAws()
    given = {"ACCESS_KEY_ID": "testing", "SECRET_ACCESS_KEY": "testing", "DEFAULT_REGION": REGION}
    with pytest.MonkeyPatch.context() as patch:
        for name in [name for name in os.environ if name.startswith("AWS_")]:
            patch.delenv(name)
        for name, value in {**given, "ENDPOINT_URL": ENDPOINT}.items():
            patch.setenv(f"AWS_{name}", value)
        forget()
        for service in SERVICES:
            events = aws.client(service).meta.events
            events.register_first("provide-client-params", as_aws.check)
            events.register_last("before-parameter-build", _of_their_types)
            events.register_first("before-send", services.answer)
    yield services
    services.stop()
    forget()


def _of_their_types(params: dict[str, Any], model: Any, **_: Any) -> None:
    """What the product leaves to AWS: that a request has the fields and types its service asks for."""
    validate_parameters(params, model.input_shape)


@pytest.fixture(scope="session")
def common(embedded: EmbeddedAws) -> dict[str, str]:
    """What all tests share: a bucket, a key and a secret."""
    return shared()


@cache
def unpacked_in(letters: str) -> Callable[[str], word.Compiled]:
    """A letter's compiled template out of a layer, unpacked once for all tests."""
    return cache(lambda kind: word.unpacked(Path(letters, "letters", f"{kind}.zip").read_bytes()))


@dataclass(frozen=True)
class Provided:
    """What every deployment stands on: the services, what all share in them, the law and the letters' folder."""

    services: EmbeddedAws
    common: Mapping[str, str]
    law: Mapping[str, tuple[procedure.Rules, ...]]
    letters: str


@pytest.fixture(scope="session")
def provided(
    embedded: EmbeddedAws, common: dict[str, str], law: dict[str, tuple[procedure.Rules, ...]], letters: str
) -> Provided:
    return Provided(embedded, common, law, letters)


@contextmanager
def deployed(on: Provided, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The name of a new table with the fictional people; the settings point to it."""
    monkeypatch.setattr(procedure, "published", lambda profile: on.law[profile])
    monkeypatch.setattr(word, "_compiled", unpacked_in(on.letters))
    monkeypatch.syspath_prepend(on.letters)
    sys.modules.pop("letters", None)
    name = f"jiandu-{next(_NUMBERS)}"
    for variable, value in {**on.common, "TABLE_NAME": name}.items():
        monkeypatch.setenv(variable, value)
    settings.cache_clear()
    create_table(on.services, name)
    yield name
    aws.client("dynamodb").delete_table(TableName=name)
    settings.cache_clear()
    sys.modules.pop("letters", None)


def create_table(embedded: EmbeddedAws, name: str) -> None:
    """The table as infra/data.yaml has it, with the fictional people: put there once, and copied from then on."""
    dynamodb = aws.client("dynamodb")
    dynamodb.create_table(TableName=name, **_properties())
    if not _PLANTED:
        rows = [{"PutRequest": {"Item": marshal(item)}} for item in items()]
        for start in range(0, len(rows), 25):
            dynamodb.batch_write_item(RequestItems={name: rows[start : start + 25]})
        _PLANTED.update(embedded.items(name))
    embedded.replace_items(name, _PLANTED)


@cache
def _properties() -> dict[str, Any]:
    properties = read_template(ROOT / "infra/data.yaml")["Resources"]["Table"]["Properties"]
    return {name: value for name, value in properties.items() if name not in _OF_A_DEPLOYMENT}


def shared() -> dict[str, str]:
    aws.client("s3").create_bucket(Bucket=BUCKET, CreateBucketConfiguration={"LocationConstraint": REGION})
    return {
        "STAGE": "test",
        "PROOF": "off",
        "PUBLIC_URL": "https://example.test",
        "BUCKET_NAME": BUCKET,
        "IDENTITY_KEY": aws.client("kms").create_key()["KeyMetadata"]["Arn"],
        "TRACKING_SECRET": aws.client("secretsmanager").create_secret(Name="tracking", SecretString="s" * 64)["ARN"],
    }


def forget() -> None:
    """What the product keeps for the life of a process."""
    for kept in _KEPT:
        kept.cache_clear()
