"""What was answered is there after kill -9, and after a restore; what failed unseen waits and returns."""

import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from infra.demo.office import Office, Refusal
from infra.local import sweep
from infra.local.generations import deployment_in
from infra.local.session import Cloud
from tests.scenarios import steps
from tests.scenarios.steps import supervisor

pytestmark = pytest.mark.over_http

ROOT = Path(__file__).parents[2]
SECRET = b"a name and a telephone number"


def command(module: str, data: Path, *arguments: object, cloud: Cloud | None = None, code: int = 0) -> str:
    """What a command said, run as `make` runs it for a data directory."""
    sent = [sys.executable, "-m", module, *map(str, arguments)]
    given = cloud.environment() if cloud else {**os.environ, "JIANDU_DATA": str(data), "PYTHONUTF8": "1"}
    done = subprocess.run(sent, cwd=ROOT, env=given, capture_output=True, text=True, encoding="utf-8", check=False)
    assert (code, "") == (done.returncode, done.stderr)
    return done.stdout


def items(cloud: Cloud) -> dict[tuple[str, str], Any]:
    """All that does not expire by itself."""
    pages = cloud.client("dynamodb").get_paginator("scan").paginate(TableName=cloud.table)
    lasting = (item for page in pages for item in page["Items"] if "expires" not in item)
    return {(item["pk"]["S"], item["sk"]["S"]): item for item in lasting}


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


def test_eighty_answered_complaints_survive_a_kill_at_once(spare: Cloud) -> None:
    """Found by their codes, with matters, documents and files as they were, on the second start."""
    office = Office(spare.url)
    _, case = steps.accepted(office)
    steps.open_case(office, case)
    steps.ask_agency(office, case)
    before = supervisor(office).matter(case)
    with ThreadPoolExecutor(4) as senders:
        receipts = list(senders.map(lambda n: office.complain(facts=f"第{n}件。"), range(80)))
    spare.kill9()
    spare.start()
    print(f"second start: {spare.ready_seconds} s")
    with ThreadPoolExecutor(4) as askers:
        found = list(askers.map(lambda receipt: office.track(receipt["code"])["number"], receipts))
    assert found == [receipt["number"] for receipt in receipts]
    assert supervisor(office).matter(case) == before
    letter = steps.document(before, "explanation_demand")
    assert letter["number"] in steps.text_of(supervisor(office), letter)


def test_what_was_there_at_the_backup_is_there_after_the_restore(spare: Cloud, tmp_path: Path) -> None:
    """Items, objects, codes, letters and keys; what came later is not, and the running system notices nothing."""
    office = Office(spare.url)
    receipt, case = steps.accepted(office, name="钱某", phone="13800000000")
    steps.open_case(office, case)
    steps.ask_agency(office, case)
    sweep.catch_up(spare.aws_url, deployment_in(spare.data) or {})
    seen = supervisor(office).matter(case)
    about = {"EncryptionContext": {"matter": "m"}}
    sealed = spare.client("kms").encrypt(KeyId=spare.resources["Key"], Plaintext=SECRET, **about)["CiphertextBlob"]
    before, files = items(spare), objects(spare)

    backup, restored = tmp_path / "backup.tar.gz", tmp_path / "restored"
    assert "备份完成" in command("infra.local.backup", spare.data, backup)
    later = office.complain(facts="备份以后的来件。")
    assert before != items(spare)
    assert "已恢复" in command("infra.local.restore", restored, backup)

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
        an_event_that_failed_is_kept_through_a_kill_and_sent_again(second)
    assert later["number"] == office.track(later["code"])["number"]


def an_event_that_failed_is_kept_through_a_kill_and_sent_again(cloud: Cloud) -> None:
    """A sweep that nobody waited for and that could not reach its table; while it cannot, it stays where it is."""
    function, queue = cloud.resources["SweepDeadlines"], cloud.outputs["FailedEventsQueue"]
    right = cloud.client("lambda").get_function_configuration(FunctionName=function)["Environment"]
    wrong = {"Variables": {**right["Variables"], "TABLE_NAME": "nowhere"}}
    cloud.client("lambda").update_function_configuration(FunctionName=function, Environment=wrong)
    cloud.client("lambda").invoke(FunctionName=function, InvocationType="Event", Payload=b"{}")
    while waiting(cloud, queue) == 0:
        time.sleep(0.1)
    cloud.kill9()
    cloud.start()
    told = command("infra.replay", cloud.data, "--dry", cloud=cloud)
    assert function in told and "待重新发送" in told
    assert "仍在队列中" in command("infra.replay", cloud.data, cloud=cloud, code=1)
    assert 1 == waiting(cloud, queue)
    cloud.client("lambda").update_function_configuration(FunctionName=function, Environment=right)
    assert "已处理" in command("infra.replay", cloud.data, cloud=cloud)
    assert 0 == waiting(cloud, queue)
    assert "事件：0 件" in command("infra.replay", cloud.data, cloud=cloud)


def waiting(cloud: Cloud, queue: str) -> int:
    name = "ApproximateNumberOfMessages"
    answer = cloud.client("sqs").get_queue_attributes(QueueUrl=queue, AttributeNames=[name])
    return int(answer["Attributes"][name])
