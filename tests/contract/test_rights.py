"""What each function may touch: exact verbs on exact things, and nothing by default."""

import json
import re
from typing import Any

import pytest

from tests.contract.template import PATHS, functions, read_template, root, statements

READERS = (
    "authorize",
    "browse_matters",
    "calculate_deadline",
    "fetch_document",
    "preview_letter",
    "show_record",
    "verify_document",
)
FOLDERS = r"BucketArn\}/(issued|received|volumes|templates|evidence|days)/\*|QuarantineArn\}/quarantine/\*"
WITHOUT_RIGHTS = ("explain_procedure", "redact_text", "serve_asset")


def resources(statement: dict[str, Any]) -> list[str]:
    named = statement["Resource"] if isinstance(statement["Resource"], list) else [statement["Resource"]]
    return [json.dumps(resource) for resource in named]


@pytest.mark.parametrize("name", sorted(functions()))
def test_every_policy_is_written_out(name: str) -> None:
    """No managed policy, no SAM template: even DynamoDBReadPolicy grants Scan."""
    for policy in functions()[name].get("Policies", []):
        assert ["Statement"] == list(policy)


@pytest.mark.parametrize("name", sorted(functions()))
def test_every_verb_is_named(name: str) -> None:
    """No wildcard, no Scan, no deletion."""
    for statement in statements(functions()[name]):
        assert "Allow" == statement["Effect"]
        for action in statement["Action"]:
            assert re.fullmatch(r"[a-z0-9]+:[A-Za-z]+", action), action
            assert not re.search("Scan|Delete|Batch", action), action


@pytest.mark.parametrize("name", sorted(functions()))
def test_every_resource_is_one_thing_or_a_folder_of_the_bucket(name: str) -> None:
    """A star stands only after a prefix of its own."""
    for statement in statements(functions()[name]):
        for resource in resources(statement):
            assert "*" not in resource or re.search(FOLDERS, resource), name


@pytest.mark.parametrize("name", WITHOUT_RIGHTS)
def test_what_touches_nothing_may_touch_nothing(name: str) -> None:
    assert [] == list(statements(functions()[name]))


@pytest.mark.parametrize("name", READERS)
def test_what_reads_may_not_write(name: str) -> None:
    actions = {action for statement in statements(functions()[name]) for action in statement["Action"]}
    assert actions <= {"dynamodb:GetItem", "dynamodb:Query", "s3:GetObject"}


def test_only_what_receives_complaints_may_seal_an_identity_and_one_function_alone_may_open_one() -> None:
    """Both only bound to a matter; whoever else decrypts, does so through the keeper of the secret."""
    bound = {"ForAllValues:StringEquals": {"kms:EncryptionContextKeys": ["matter"]}}
    sealing, opening = set(), set()
    for name, row in functions().items():
        for statement in statements(row):
            verbs = {verb for verb in statement["Action"] if verb.startswith("kms:")}
            if verbs and "secretsmanager" not in json.dumps(statement.get("Condition", {})):
                assert bound == statement["Condition"]
                (sealing if verbs == {"kms:GenerateDataKey"} else opening).add((name, *verbs))
    assert {("submit_complaint", "kms:GenerateDataKey"), ("take_in", "kms:GenerateDataKey")} == sealing
    assert {("open_identity", "kms:Decrypt")} == opening


def test_what_counts_wrong_codes_changes_nothing_else_in_place() -> None:
    found = {
        name: statement["Condition"]
        for name, row in functions().items()
        for statement in statements(row)
        if "dynamodb:UpdateItem" in statement["Action"] and "Condition" in statement
    }
    assert {"track_complaint": {"ForAllValues:StringLike": {"dynamodb:LeadingKeys": ["RATE#*"]}}} == found


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.name)
def test_it_deploys_in_every_partition(path: Any) -> None:
    """aws-cn has other ARNs and other host names: neither is written out. A service has one name as a principal."""
    text = re.sub(r"Principal: \{Service: \S+\}", "", path.read_text("utf-8"))
    assert "arn:aws" not in text
    assert not re.search(r"(?<!\$\{AWS::URLSuffix\})amazonaws\.com", text)
    assert not re.search(r"\b(cn|us|eu|ap)-[a-z]+-\d\b", text)


def test_every_function_keeps_its_log_for_a_time() -> None:
    groups = {
        json.dumps(row["Properties"]["LogGroupName"]): row["Properties"].get("RetentionInDays")
        for row in root()["Resources"].values()
        if row["Type"] == "AWS::Logs::LogGroup"
    }
    for name, row in root()["Resources"].items():
        if row["Type"] == "AWS::Serverless::Function":
            assert groups[json.dumps({"Fn::Sub": f"/aws/lambda/${{{name}}}"})] == 180, name


def test_what_is_kept_outlives_its_stack() -> None:
    """Table, bucket, key and secret are retained; the table is encrypted and can be restored to any minute."""
    kept = {"AWS::DynamoDB::Table", "AWS::S3::Bucket", "AWS::KMS::Key", "AWS::SecretsManager::Secret"}
    found = [row for path in PATHS for row in read_template(path)["Resources"].values() if row["Type"] in kept]
    assert kept == {row["Type"] for row in found}
    assert {("Retain", "Retain")} == {(row["DeletionPolicy"], row["UpdateReplacePolicy"]) for row in found}
    (table,) = [row["Properties"] for row in found if row["Type"] == "AWS::DynamoDB::Table"]
    assert table["SSESpecification"]["SSEEnabled"]
    assert table["PointInTimeRecoverySpecification"]["PointInTimeRecoveryEnabled"]


def buckets() -> dict[str, dict[str, Any]]:
    return {
        name: row["Properties"]
        for path in PATHS
        for name, row in read_template(path)["Resources"].items()
        if row["Type"] == "AWS::S3::Bucket"
    }


def test_the_buckets_are_closed_to_the_public() -> None:
    """What is to be kept is versioned; what is only on its way is not."""
    for name, bucket in buckets().items():
        assert {True} == set(bucket["PublicAccessBlockConfiguration"].values()), name
        assert (name == "Quarantine") == ("VersioningConfiguration" not in bucket)


def test_only_the_inspection_reads_what_strangers_sent_and_only_officers_function_what_it_released() -> None:
    rows = [(name, s) for name, row in functions().items() for s in statements(row)]
    readers = {
        folder: {n for n, s in rows if "s3:GetObject" in s["Action"] and folder in json.dumps(s["Resource"])}
        for folder in ("quarantine/*", "evidence/*")
    }
    assert {"quarantine/*": {"inspect_evidence"}, "evidence/*": {"fetch_evidence"}} == readers


def test_the_record_is_locked_for_thirty_years_and_nobody_may_shorten_that() -> None:
    """Where it is no production, for a day."""
    lock = buckets()["Roots"]["ObjectLockConfiguration"]
    assert "COMPLIANCE" == lock["Rule"]["DefaultRetention"]["Mode"]
    assert {"Ref": "LockedDays"} == lock["Rule"]["DefaultRetention"]["Days"]
    assert {"Fn::If": ["IsProd", 10958, 1]} == root()["Resources"]["Record"]["Properties"]["Parameters"]["LockedDays"]


def test_only_the_sealing_signs_and_writes_what_is_locked() -> None:
    for name, row in functions().items():
        actions = {a for s in statements(row) for a in s["Action"] if "Record" in json.dumps(s["Resource"])}
        assert not actions & {"kms:Sign", "s3:PutObject"} or name == "seal_day", name
