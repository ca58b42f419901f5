"""What each function may touch: exact verbs on exact things, and nothing by default."""

import json
import re
from typing import Any

import pytest

from tests.contract.template import PATHS, ROOT, functions, read_template, root, statements

READERS = (
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
    """No wildcard, no Scan; deletion is the disposal's alone."""
    for statement in statements(functions()[name]):
        assert "Allow" == statement["Effect"]
        for action in statement["Action"]:
            assert re.fullmatch(r"[a-z0-9]+:[A-Za-z]+", action), action
            assert not re.search("Scan|Batch", action), action
            assert "Delete" not in action or name == "dispose_matters", action


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


@pytest.mark.parametrize(("name", "verbs"), [("authorize", {"UpdateItem"}), ("sign_in", {"PutItem", "UpdateItem"})])
def test_who_signs_people_in_writes_sessions_and_nothing_else(name: str, verbs: set[str]) -> None:
    """On AWS the condition holds these verbs to keys that begin so."""
    writes = [s for s in statements(functions()[name]) if set(s["Action"]) - {"dynamodb:GetItem", "dynamodb:Query"}]
    (own,) = writes
    assert {f"dynamodb:{verb}" for verb in verbs} == set(own["Action"])
    assert {"ForAllValues:StringLike": {"dynamodb:LeadingKeys": ["SESSION#*"]}} == own["Condition"]


def test_a_client_secret_is_read_where_there_is_one_only() -> None:
    """By the function that signs in, and by nobody else."""
    policy = root()["Resources"]["SignInSecret"]
    assert "HasClientSecret" == policy["Condition"]
    assert [{"Ref": "SignInRole"}] == policy["Properties"]["Roles"]
    (statement,) = policy["Properties"]["PolicyDocument"]["Statement"]
    assert (["secretsmanager:GetSecretValue"], {"Ref": "ClientSecretArn"}) == (
        statement["Action"],
        statement["Resource"],
    )


def test_the_provider_of_the_launcher_is_refused_in_any_other_stage() -> None:
    """By a rule of the template; the functions believe plain http in the local stage only."""
    (rule,) = root()["Rules"]["LocalProviderInTheLocalStageOnly"]["Assertions"]
    local, none = {"Fn::Equals": [{"Ref": "Stage"}, "local"]}, {"Fn::Equals": [{"Ref": "LocalIssuerUrl"}, ""]}
    assert {"Fn::Or": [local, none]} == rule["Assert"]
    for name in ("authorize", "sign_in"):
        told = functions()[name]["Environment"]["Variables"]["ISSUER_URL"]
        assert ["IsLocal", {"Ref": "LocalIssuerUrl"}] == told["Fn::If"][:2]
        assert "LocalIssuerUrl" not in json.dumps(told["Fn::If"][2])


def test_nobody_writes_into_his_own_account_whom_he_is() -> None:
    """The claim of the pool that names the person is set by whoever creates the user; a second factor is demanded."""
    resources = read_template(ROOT / "infra/identity.yaml")["Resources"]
    assert "custom:person" not in resources["Client"]["Properties"]["WriteAttributes"]
    assert "ON" == resources["Pool"]["Properties"]["MfaConfiguration"]


def test_only_what_receives_complaints_may_seal_an_identity_and_one_function_alone_may_open_one() -> None:
    """Both only bound to a matter; whoever else decrypts, does so through the keeper of the secret."""
    bound = {"ForAllValues:StringEquals": {"kms:EncryptionContextKeys": ["matter"]}}
    sealing, opening = set(), set()
    for name, row in functions().items():
        for statement in statements(row):
            verbs = {verb for verb in statement["Action"] if verb.startswith("kms:")}
            sealed = verbs & {"kms:GenerateDataKey", "kms:Encrypt", "kms:Decrypt"}
            if sealed and "secretsmanager" not in json.dumps(statement.get("Condition", {})):
                assert bound == statement["Condition"]
                (sealing if verbs == {"kms:GenerateDataKey"} else opening).add((name, *verbs))
    assert {("submit_complaint", "kms:GenerateDataKey"), ("take_in", "kms:GenerateDataKey")} == sealing
    assert {("open_identity", "kms:Decrypt")} == opening


def test_what_counts_and_what_keeps_sessions_changes_nothing_else_in_place() -> None:
    """Nobody else changes an item in place but the sweep, the disposal, and the clock of the local stage."""
    found = {
        name: statement.get("Condition", {}).get("ForAllValues:StringLike", {}).get("dynamodb:LeadingKeys")
        for name, row in functions().items()
        for statement in statements(row)
        if "dynamodb:UpdateItem" in statement["Action"]
    }
    counting, keeping = ["RATE#*"], ["SESSION#*"]
    counters = ("track_complaint", "answer_invitation", "submit_complaint", "open_identity", "hear_public")
    count = dict.fromkeys(counters, counting)
    held = {**count, "authorize": keeping, "sign_in": keeping, "dispose_matters": ["M#*"]}
    assert {**held, "sweep_deadlines": None, "move_clock": None} == found


def test_only_the_disposal_deletes_and_only_what_belongs_to_a_matter() -> None:
    """Neither the register nor roots, claims, seals: what the key of an item begins with holds it to those."""
    rows = [(name, s) for name, row in functions().items() for s in statements(row) if "Delete" in json.dumps(s)]
    assert {"dispose_matters"} == {name for name, _ in rows}
    (items,) = [s for _, s in rows if s["Action"] == ["dynamodb:DeleteItem"]]
    keys = ["M#*", "I#*", "T#*", "TRACE#*", "WORDS#*"]
    assert {"ForAllValues:StringLike": {"dynamodb:LeadingKeys": keys}} == items["Condition"]
    (files,) = [s for _, s in rows if s["Action"] != ["dynamodb:DeleteItem"]]
    assert ["s3:DeleteObjectVersion"] == files["Action"]
    assert "Record" not in json.dumps(files["Resource"])


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
    """Table, bucket, key, secret and accounts are retained; the table is encrypted, and back at any minute."""
    data = {"AWS::DynamoDB::Table", "AWS::S3::Bucket", "AWS::KMS::Key", "AWS::SecretsManager::Secret"}
    kept = {*data, "AWS::Cognito::UserPool"}
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


def test_only_the_inspection_reads_what_strangers_sent_and_only_officers_functions_what_it_released() -> None:
    """Released files are given out one by one, or bound; the binding writes beside a matter that somebody looked."""
    rows = [(name, s) for name, row in functions().items() for s in statements(row)]
    readers = {
        folder: {n for n, s in rows if "s3:GetObject" in s["Action"] and folder in json.dumps(s["Resource"])}
        for folder in ("quarantine/*", "evidence/*")
    }
    assert {"quarantine/*": {"inspect_evidence"}, "evidence/*": {"fetch_evidence", "bind_volume"}} == readers
    (looks,) = [s for n, s in rows if n == "bind_volume" and "dynamodb:PutItem" in s["Action"]]
    assert {"ForAllValues:StringLike": {"dynamodb:LeadingKeys": ["M#*"]}} == looks["Condition"]


def test_the_record_is_locked_for_thirty_years_and_nobody_may_shorten_that() -> None:
    """Where it is no production, for a day."""
    lock = buckets()["Roots"]["ObjectLockConfiguration"]
    assert "COMPLIANCE" == lock["Rule"]["DefaultRetention"]["Mode"]
    assert {"Ref": "LockedDays"} == lock["Rule"]["DefaultRetention"]["Days"]
    assert {"Fn::If": ["IsProd", 10958, 1]} == root()["Resources"]["Record"]["Properties"]["Parameters"]["LockedDays"]


def test_every_bucket_refuses_what_comes_without_tls() -> None:
    """But the embedded cloud's, which has none; there the rest of the record's policy stands all the same."""
    refused = {}
    for path in PATHS:
        for row in read_template(path)["Resources"].values():
            if row["Type"] == "AWS::S3::BucketPolicy":
                (*_, last) = row["Properties"]["PolicyDocument"]["Statement"]
                refused[row["Properties"]["Bucket"]["Ref"]] = last.get("Fn::If", [last])[-1]
    assert set(buckets()) == set(refused)
    for name, statement in refused.items():
        assert ("Deny", "*", "s3:*") == (statement["Effect"], statement["Principal"], statement["Action"])
        assert {"Bool": {"aws:SecureTransport": "false"}} == statement["Condition"]
        assert [{"Fn::GetAtt": [name, "Arn"]}, {"Fn::Sub": f"${{{name}.Arn}}/*"}] == statement["Resource"]


def test_only_the_sealing_signs_and_writes_what_is_locked() -> None:
    for name, row in functions().items():
        actions = {a for s in statements(row) for a in s["Action"] if "Record" in json.dumps(s["Resource"])}
        assert not actions & {"kms:Sign", "s3:PutObject"} or name == "seal_day", name
