"""The policy scanner cfripper on the transformed templates: what it finds is mended, or kept for a written reason."""

import json
import logging
from pathlib import Path

import pycfmodel
import pytest
import yaml
from cfripper.cli import analyse_template, init_cfripper

from tests.contract.plain import plain
from tests.contract.template import PATHS

ACCEPTED = Path(__file__).with_name("accepted_findings.yaml")
REGION = "cn-north-1"
GIVEN = {"AWS::Region": REGION, "AWS::Partition": "aws-cn", "LockedDays": 1}
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")
Finding = tuple[str, str, str]


@pytest.fixture(autouse=True)
def in_china(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    """The transform asks the environment for its region; the scanner tells of every type it has no model for."""
    monkeypatch.setenv("AWS_DEFAULT_REGION", REGION)
    caplog.set_level(logging.ERROR)


def found(path: Path) -> set[Finding]:
    """Rule, template and resource of every finding, whatever its weight."""
    config, rules = init_cfripper(None, None, None, None)
    model = pycfmodel.parse(plain(path)).resolve(GIVEN)
    result = analyse_template(model, rules, config)
    assert [] == result.exceptions
    return {(failure.rule, path.name, name) for failure in result.failures for name in failure.resource_ids or {""}}


def test_nothing_is_found_but_what_is_accepted_with_its_reason() -> None:
    """In the template and in each nested one; what is accepted is still found."""
    rows = yaml.load(ACCEPTED.read_text("utf-8"), yaml.CSafeLoader)
    assert all(len(row["reason"]) > 40 for row in rows)
    accepted = {(row["rule"], row["template"], row["resource"]) for row in rows}
    assert accepted == {finding for path in PATHS for finding in found(path)}


def test_what_the_transform_adds_is_of_the_same_partition_and_within_the_limit_of_a_stack() -> None:
    """Where it deploys to aws-cn; CloudFormation takes 500 resources."""
    made = plain(PATHS[0])
    assert "arn:aws-cn:" in json.dumps(made)
    assert "arn:aws:" not in json.dumps(made)
    assert len(made["Resources"]) <= 500


def test_a_policy_for_everything_is_found(tmp_path: Path) -> None:
    """The scanner sees what it is there for."""
    wide = {"Effect": "Allow", "Action": "*", "Resource": "*"}
    anybody = {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"AWS": "*"}}
    role = {
        "Type": "AWS::IAM::Role",
        "Properties": {
            "AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": [anybody]},
            "Policies": [{"PolicyName": "wide", "PolicyDocument": {"Version": "2012-10-17", "Statement": [wide]}}],
        },
    }
    path = tmp_path / "wide.yaml"
    path.write_text(yaml.safe_dump({"Resources": {"Role": role}}))
    assert "Role" in {resource for _, _, resource in found(path)}
