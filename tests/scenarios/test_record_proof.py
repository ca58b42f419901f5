"""The record over HTTP: a receipt, the nightly root, its proof, and what is locked staying locked."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError

from infra.demo.office import Office
from infra.local.session import Cloud
from infra.local.settings import REGION
from tests.scenarios import steps

pytestmark = pytest.mark.over_http

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def receipt(office: Office) -> dict[str, Any]:
    """What a complainant keeps, a day after the root over it was made."""
    kept: dict[str, Any] = {**office.complain()}
    waiting = office.post("/record", {"receipt": kept["receipt"]})
    assert ("waiting", None) == (waiting["standing"], waiting["proof"])
    office.move(days=1)
    return kept


def verified(cloud: Cloud, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "infra.verify", *arguments]
    return subprocess.run(command, cwd=ROOT, env=cloud.environment(), capture_output=True, text=True, check=False)


def test_a_receipt_is_proved_by_the_public_page(office: Office, receipt: dict[str, Any]) -> None:
    """As a program gives it, and by the number and value on paper; one letter changed, and it is not."""
    told = office.post("/record", {"receipt": receipt["receipt"]})
    assert "proved" == told["standing"]
    value = receipt["receipt"]["hash"]
    assert "proved" == office.post("/record", {"number": receipt["number"], "hash": value.upper()})["standing"]
    changed = {**receipt["receipt"], "facts": {**receipt["receipt"]["facts"], "facts": "别的内容。"}}
    assert "altered" == office.post("/record", {"receipt": changed})["standing"]
    assert "unknown" == office.post("/record", {"number": receipt["number"], "hash": "0" * 64})["standing"]
    assert "unknown" == office.post("/record", {"number": "TS20260101-AAAAAA", "hash": value})["standing"]


def test_what_is_no_receipt_is_refused_with_its_field(office: Office) -> None:
    for body, field in (({}, "receipt"), ({"receipt": {"a": 1}}, "receipt"), ({"number": "x", "hash": "1"}, "hash")):
        assert [field] == [name for name, _ in steps.refused(office.call("POST", "/record", body), 422)]


def test_the_proof_holds_offline_and_against_a_root_saved_earlier(
    cloud: Cloud, office: Office, receipt: dict[str, Any], tmp_path: Path
) -> None:
    """Handed out by tracking code; whoever changes it is told what does not hold."""
    proof = office.post("/complaints/track/proof", {"code": receipt["code"]})
    assert receipt["receipt"]["hash"] == proof["receipt"]["hash"]
    file, saved = tmp_path / "proof.json", tmp_path / "root.json"
    file.write_text(json.dumps(proof), "utf-8")
    day = json.loads(proof["events"][0]["proof"]["root"]["body"])["day"]
    saved.write_text(json.dumps(office.get(f"/record/{day}")), "utf-8")
    whole = verified(cloud, str(file), "--root", str(saved))
    assert (0, "") == (whole.returncode, whole.stderr)
    assert day in whole.stdout
    proof["events"][0]["proof"]["path"][0] = "0" * 64
    file.write_text(json.dumps(proof), "utf-8")
    assert 1 == verified(cloud, str(file)).returncode


def test_the_roots_are_listed_and_each_can_be_saved(office: Office, receipt: dict[str, Any]) -> None:
    listed = office.get("/record")["items"]
    assert listed
    assert listed[0] == office.get(f"/record/{listed[0]['day']}")
    steps.refused(office.call("GET", "/record/1999-01-01"), 404)
    steps.refused(office.call("GET", "/record/yesterday"), 404)
    steps.refused(office.call("GET", "/record?month=13"), 422)


def test_what_is_locked_cannot_be_deleted_by_anybody(cloud: Cloud, receipt: dict[str, Any]) -> None:
    """The account's own administrator is refused."""
    s3, bucket = cloud.client("s3"), cloud.outputs["RecordBucket"]
    version = s3.list_object_versions(Bucket=bucket, Prefix="days/")["Versions"][0]
    with pytest.raises(ClientError, match="AccessDenied"):
        s3.delete_object(Bucket=bucket, Key=version["Key"], VersionId=version["VersionId"])


@pytest.fixture
def administrator(cloud: Cloud) -> Iterator[Any]:
    """S3 as somebody sees it who has every right an identity can have."""
    iam, name = cloud.client("iam"), "administrator"
    every = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}
    iam.create_user(UserName=name)
    iam.put_user_policy(UserName=name, PolicyName="every", PolicyDocument=json.dumps(every))
    key = iam.create_access_key(UserName=name)["AccessKey"]
    session = boto3.Session(key["AccessKeyId"], key["SecretAccessKey"], region_name=REGION)
    yield session.client("s3", endpoint_url=cloud.aws_url)
    iam.delete_access_key(UserName=name, AccessKeyId=key["AccessKeyId"])
    iam.delete_user_policy(UserName=name, PolicyName="every")
    iam.delete_user(UserName=name)


def test_the_bucket_of_the_roots_is_neither_emptied_nor_locked_otherwise(cloud: Cloud, administrator: Any) -> None:
    """Its policy refuses before the lock has to: nothing gets a lock of its own, and no marker hides what is there."""
    bucket = cloud.outputs["RecordBucket"]
    assert administrator.list_object_versions(Bucket=bucket)["Name"] == bucket
    own = {"Mode": "GOVERNANCE", "RetainUntilDate": datetime(2100, 1, 1, tzinfo=UTC)}
    tried: list[Callable[[], Any]] = [
        lambda: administrator.delete_object(Bucket=bucket, Key="days/x"),
        lambda: administrator.delete_object(Bucket=bucket, Key="days/x", VersionId="1"),
        lambda: administrator.put_object_retention(Bucket=bucket, Key="days/x", Retention=own),
        lambda: administrator.put_object_lock_configuration(
            Bucket=bucket, ObjectLockConfiguration={"ObjectLockEnabled": "Enabled"}
        ),
        lambda: administrator.put_bucket_versioning(Bucket=bucket, VersioningConfiguration={"Status": "Suspended"}),
        lambda: administrator.put_bucket_lifecycle_configuration(Bucket=bucket, LifecycleConfiguration={"Rules": []}),
        lambda: administrator.delete_bucket(Bucket=bucket),
    ]
    for attempt in tried:
        with pytest.raises(ClientError, match="AccessDenied"):
            attempt()


def test_the_whole_record_verifies(cloud: Cloud, receipt: dict[str, Any]) -> None:
    """Whatever the scenarios before have done to it over HTTP."""
    told = verified(cloud)
    assert (0, "") == (told.returncode, told.stderr)
    assert "全部相符" in told.stdout
