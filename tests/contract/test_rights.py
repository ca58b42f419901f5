"""What each function may touch: exact verbs on exact things, and nothing by default."""

import json
import re
from typing import Any

import pytest

from tests.contract.template import PATHS, functions, read_template, root, statements

READERS = ("authorize", "browse_matters", "calculate_deadline", "fetch_document", "preview_letter", "verify_document")
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
            assert "*" not in resource or re.search(r"BucketArn\}/(issued|received|volumes|templates)/\*", resource), (
                name
            )


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
    """aws-cn has other ARNs and other host names: neither is written out."""
    text = path.read_text("utf-8")
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


def test_the_bucket_is_closed_to_the_public() -> None:
    (bucket,) = [
        row["Properties"]
        for path in PATHS
        for row in read_template(path)["Resources"].values()
        if row["Type"] == "AWS::S3::Bucket"
    ]
    assert {True} == set(bucket["PublicAccessBlockConfiguration"].values())
    assert "Enabled" == bucket["VersioningConfiguration"]["Status"]
