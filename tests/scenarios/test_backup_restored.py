"""A backup made while the system runs gives back all that was there at its instant, byte for byte."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from infra.demo.office import Office, Refusal
from infra.local import sweep
from infra.local.generations import deployment_in
from infra.local.session import Cloud
from tests.scenarios import steps
from tests.scenarios.steps import supervisor

ROOT = Path(__file__).parents[2]
SECRET = b"a name and a telephone number"


def command(name: str, data: Path, *arguments: Path) -> subprocess.CompletedProcess[str]:
    """`make backup` or `make restore` of a data directory."""
    sent = [sys.executable, "-m", f"infra.local.{name}", *map(str, arguments)]
    given = {**os.environ, "JIANDU_DATA": str(data), "PYTHONUTF8": "1"}
    return subprocess.run(sent, cwd=ROOT, env=given, capture_output=True, text=True, encoding="utf-8", check=False)


def items(cloud: Cloud) -> dict[tuple[str, str], Any]:
    pages = cloud.client("dynamodb").get_paginator("scan").paginate(TableName=cloud.table)
    return {(item["pk"]["S"], item["sk"]["S"]): item for page in pages for item in page["Items"]}


def objects(cloud: Cloud) -> dict[tuple[str, str], tuple[bytes, Any, Any]]:
    """Every version of every object with its body, type and metadata."""
    s3, bucket = cloud.client("s3"), cloud.outputs["BucketName"]
    found = {}
    for page in s3.get_paginator("list_object_versions").paginate(Bucket=bucket):
        for version in page.get("Versions", []):
            key, number = version["Key"], version["VersionId"]
            answer = s3.get_object(Bucket=bucket, Key=key, VersionId=number)
            found[key, number] = answer["Body"].read(), answer["ContentType"], answer["Metadata"]
    return found


@pytest.mark.last
def test_what_was_there_at_the_backup_is_there_after_the_restore(office: Office, cloud: Cloud, tmp_path: Path) -> None:
    """Items, objects, codes, letters and keys; what came later is not, and the running system notices nothing."""
    receipt, case = steps.accepted(office, name="钱某", phone="13800000000")
    steps.open_case(office, case)
    steps.ask_agency(office, case)
    sweep.catch_up(cloud.aws_url, deployment_in(cloud.data) or {})
    seen = supervisor(office).matter(case)
    about = {"EncryptionContext": {"matter": "m"}}
    sealed = cloud.client("kms").encrypt(KeyId=cloud.resources["Key"], Plaintext=SECRET, **about)["CiphertextBlob"]
    before, files = items(cloud), objects(cloud)

    backup, restored = tmp_path / "backup.tar.gz", tmp_path / "restored"
    made = command("backup", cloud.data, backup)
    assert (0, "") == (made.returncode, made.stderr)
    later = office.complain(facts="备份以后的来件。")
    assert before != items(cloud)
    done = command("restore", restored, backup)
    assert (0, "") == (done.returncode, done.stderr)

    with Cloud(restored) as second:
        assert before == items(second)
        assert files == objects(second)
        assert SECRET == second.client("kms").decrypt(CiphertextBlob=sealed, **about)["Plaintext"]
        other = Office(second.url)
        assert receipt["number"] == other.track(receipt["code"])["number"]
        assert seen == supervisor(other).matter(case)
        letter = steps.document(seen, "explanation_demand")
        assert letter["number"] in steps.text_of(supervisor(other), letter)
        with pytest.raises(Refusal):
            other.track(later["code"])
        assert other.complain(facts="恢复以后的来件。")["number"]
    assert later["number"] == office.track(later["code"])["number"]
