"""The embedded cloud keeps every answered request, hides what is inside and refuses what AWS refuses."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPException
from pathlib import Path

import pytest
from botocore.exceptions import ClientError

from infra.local.session import Cloud, NotReady

_TEMPLATE = Path(__file__).with_name("embedded_cloud") / "template.yaml"
_ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def cloud(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cloud]:
    with Cloud(tmp_path_factory.mktemp("cloud") / "data", template=_TEMPLATE) as running:
        yield running


def _send(cloud: Cloud, name: str, body: bytes = b"{}") -> tuple[int, str, bytes]:
    request = urllib.request.Request(f"{cloud.url}/record/{name}", data=body, method="POST")
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            return answer.status, answer.headers["content-type"], answer.read()
    except urllib.error.HTTPError as refusal:
        return refusal.code, refusal.headers["content-type"], refusal.read()


def _record(cloud: Cloud, name: str) -> str | None:
    """The name, if the request was answered."""
    try:
        return name if _send(cloud, name)[0] == 201 else None
    except (OSError, HTTPException):
        return None


def _missing(cloud: Cloud, names: list[str]) -> list[str]:
    dynamodb, s3 = cloud.client("dynamodb"), cloud.client("s3")
    missing = []
    for name in names:
        keys = [{"pk": {"S": name}, "sk": {"S": sort}} for sort in "AB"]
        items = [dynamodb.get_item(TableName=cloud.table, Key=key).get("Item") for key in keys]
        stored = s3.get_object(Bucket=cloud.resources["Files"], Key=name)["Body"].read()
        if None in items or stored != name.encode():
            missing.append(name)
    return missing


def test_no_answered_request_is_lost_when_the_launcher_is_killed_right_after(cloud: Cloud) -> None:
    """200 answered requests, each an object and a transaction, are all there after kill -9."""
    names = [f"after-{n}" for n in range(200)]
    assert [name for name in names if _record(cloud, name)] == names
    cloud.kill9()
    cloud.start()
    assert _missing(cloud, names) == []


def test_no_answered_request_is_lost_when_the_launcher_is_killed_in_the_middle(cloud: Cloud) -> None:
    with ThreadPoolExecutor(8) as senders:
        pending = [senders.submit(_record, cloud, f"middle-{n}") for n in range(400)]
        while sum(future.done() for future in pending) < 30:
            time.sleep(0.01)
        cloud.kill9()
        answered = [name for future in pending if (name := future.result())]
    cloud.start()
    assert 0 < len(answered) < len(pending)
    assert _missing(cloud, answered) == []


def test_keys_secrets_and_retention_survive_a_kill(cloud: Cloud) -> None:
    key = cloud.client("kms").create_key()["KeyMetadata"]["KeyId"]
    sealed = cloud.client("kms").encrypt(KeyId=key, Plaintext=b"name")["CiphertextBlob"]
    secret = cloud.resources["Secret"]
    cloud.client("secretsmanager").put_secret_value(SecretId=secret, SecretString="changed")
    root = {"Bucket": cloud.resources["Roots"], "Key": "root"}
    version = cloud.client("s3").put_object(**root, Body=b"root")["VersionId"]
    cloud.kill9()
    cloud.start()
    assert cloud.client("kms").decrypt(CiphertextBlob=sealed)["Plaintext"] == b"name"
    assert cloud.client("secretsmanager").get_secret_value(SecretId=secret)["SecretString"] == "changed"
    with pytest.raises(ClientError, match="AccessDenied"):
        cloud.client("s3").delete_object(**root, VersionId=version)


def test_an_unchanged_stack_is_not_deployed_again(cloud: Cloud) -> None:
    cloud.restart()
    assert not any("部署" in line for line in cloud.printed)


def test_an_error_inside_a_function_stays_inside(cloud: Cloud) -> None:
    """The caller sees problem details, the log has the traceback."""
    status, content_type, body = _send(cloud, "raise")
    assert (status, content_type) == (502, "application/problem+json")
    assert set(json.loads(body)) == {"type", "title", "status", "detail", "errors"}
    assert "the inside of the function" in cloud.log_file.read_text()


def test_a_function_may_do_only_what_its_role_allows(cloud: Cloud) -> None:
    assert _send(cloud, "scan")[0] == 502
    assert "not authorized to perform: dynamodb:Scan" in cloud.log_file.read_text()


def test_a_body_over_ten_megabytes_is_refused_at_the_front_door(cloud: Cloud) -> None:
    status, content_type, _ = _send(cloud, "large", b"x" * (10 * 1024 * 1024 + 1))
    assert (status, content_type) == (413, "application/problem+json")


def test_the_issuer_knows_the_people_of_the_local_stage_only(cloud: Cloud) -> None:
    assert cloud.token("city-supervisor-1").count(".") == 2
    with pytest.raises(urllib.error.HTTPError, match="404"):
        cloud.token("nobody")


def test_the_switches_of_the_engine_are_out_of_reach(cloud: Cloud) -> None:
    with pytest.raises(urllib.error.HTTPError, match="404"):
        urllib.request.urlopen(urllib.request.Request(f"{cloud.aws_url}/_ministack/reset", method="POST"))


@pytest.mark.parametrize(("module", "reason"), [("infra.local", "端口"), ("infra.local.reset", "运行中")])
def test_a_second_launcher_and_a_reset_are_refused_while_it_runs(cloud: Cloud, module: str, reason: str) -> None:
    attempt = subprocess.run(
        [sys.executable, "-m", module], cwd=_ROOT, env=cloud.environment(), capture_output=True, text=True
    )
    assert attempt.returncode == 1
    assert reason in attempt.stderr


@pytest.fixture(scope="module")
def changing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cloud]:
    """A cloud with an item, an object and a sealed text, over a copy of its template that tests change."""
    folder = shutil.copytree(_TEMPLATE.with_name("changing"), tmp_path_factory.mktemp("changing") / "infra")
    with Cloud(folder.parent / "data", template=folder / "template.yaml") as running:
        item = {"pk": "P", "sk": "S", "title": "T", "colour": "C"}
        running.client("dynamodb").put_item(TableName=running.table, Item={k: {"S": v} for k, v in item.items()})
        running.client("s3").put_object(Bucket=running.resources["Files"], Key="name", Body=b"body")
        yield running


def _change(cloud: Cloud, old: str, new: str) -> None:
    nested = cloud.data.with_name("infra") / "data.yaml"
    text = nested.read_text()
    assert old in text
    nested.write_text(text.replace(old, new))


def _indexed(cloud: Cloud) -> list[set[str]]:
    """The attributes the index gives of each item."""
    found = cloud.client("dynamodb").query(
        TableName=cloud.table,
        IndexName="work",
        KeyConditionExpression="sk = :s",
        ExpressionAttributeValues={":s": {"S": "S"}},
    )
    return [set(item) for item in found["Items"]]


def test_data_are_kept_when_a_nested_template_and_the_port_change(changing: Cloud) -> None:
    """An attribute added to an index's projection is there for items written before."""
    sealed = changing.client("kms").encrypt(KeyId=changing.resources["Key"], Plaintext=b"name")["CiphertextBlob"]
    about = {"SecretId": changing.resources["Secret"]}
    secret = changing.client("secretsmanager").get_secret_value(**about)["SecretString"]
    assert _indexed(changing) == [{"pk", "sk", "title"}]
    changing.stop()
    _change(changing, "[title]", "[title, colour]")
    with Cloud(changing.data, template=changing.data.with_name("infra") / "template.yaml") as moved:
        assert any("部署" in line for line in moved.printed)
        assert _indexed(moved) == [{"pk", "sk", "title", "colour"}]
        stored = moved.client("s3").get_object(Bucket=moved.resources["Files"], Key="name")["Body"].read()
        assert stored == b"body"
        assert moved.client("kms").decrypt(CiphertextBlob=sealed)["Plaintext"] == b"name"
        assert moved.client("secretsmanager").get_secret_value(**about)["SecretString"] == secret
    changing.start()


def test_an_update_that_cannot_keep_the_data_is_refused_and_changes_nothing(changing: Cloud) -> None:
    """A table, a bucket and a key that would be replaced; the version before them still starts."""
    changing.stop()
    saved = _saved_state(changing)
    for old, new, reason in [
        ("AttributeName: pk", "AttributeName: id", r"Table \(AWS::DynamoDB::Table\)：会被替换"),
        ("  Files:", "  Papers:", r"Files \(AWS::S3::Bucket\)：会被替换或删除"),
        ("SYMMETRIC_DEFAULT", "ECC_NIST_P256", "UPDATE_ROLLBACK_COMPLETE\n.*KeySpec cannot be changed"),
    ]:
        _change(changing, old, new)
        with pytest.raises(NotReady, match=rf"(?s){reason}.*没有改动.*备份.*make reset"):
            changing.start()
        assert _saved_state(changing) == saved
        _change(changing, new, old)
    changing.start()
    assert not any("部署" in line for line in changing.printed)
    assert len(_indexed(changing)) == 1
    assert changing.client("s3").get_object(Bucket=changing.resources["Files"], Key="name")["Body"].read() == b"body"


def _saved_state(cloud: Cloud) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in (cloud.data / "state").rglob("*.json")}
