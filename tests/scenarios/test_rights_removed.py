"""Each statement of each function's role is needed: taken out alone, the cloud refuses what it allows.

For every action on every thing a statement names stands a harmless request, made with the role's own credentials: it
reads what is not there, or writes under a condition that never holds. That the functions do make such requests, and
keep to the conditions on leading keys and encryption context, which the embedded cloud does not look at, is the matter
of tests/integration/test_exact_rights.py.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError

from infra.local.session import Cloud
from infra.local.settings import ACCESS_KEY, REGION, SECRET_KEY
from tests.contract.template import Row, root, statements

pytestmark = pytest.mark.over_http

NOWHERE = {"pk": {"S": "none"}, "sk": {"S": "none"}}
NEVER = {"ConditionExpression": "attribute_exists(pk) AND attribute_not_exists(pk)"}
REFUSALS = ("AccessDenied", "AccessDeniedException")
# The embedded cloud opens a secret without looking for the caller's right to its key.
NOT_ENFORCED = "kms:ViaService"
Right = tuple[str, str]
"""An action and the thing, or the folder, it is allowed on."""


class Clients:
    """The cloud's services as one sees them whose credentials are in use; each client is made once."""

    def __init__(self, cloud: Cloud) -> None:
        self._url = cloud.aws_url
        self._session = boto3.Session(ACCESS_KEY, SECRET_KEY, region_name=REGION)
        self._made: dict[str, Any] = {}

    def __call__(self, service: str) -> Any:
        if service not in self._made:
            self._made[service] = self._session.client(service, endpoint_url=self._url)
        return self._made[service]

    def use(self, access_key: str, secret_key: str, token: str) -> None:
        used = self._session.get_credentials()
        used.access_key, used.secret_key, used.token = access_key, secret_key, token


@dataclass(frozen=True)
class Role:
    """The deployed role of one function: its policy, and what is answered to who has it."""

    administrator: Clients
    holder: Clients
    name: str
    policy: str
    statements: list[Row]

    @classmethod
    def of(cls, function: str, administrator: Clients, holder: Clients) -> Role:
        """The policy is what template.yaml writes out, not what the transform adds for failed events."""
        iam = administrator("iam")
        arn = administrator("lambda").get_function_configuration(FunctionName=function)["Role"]
        given = administrator("sts").assume_role(RoleArn=arn, RoleSessionName="test")["Credentials"]
        holder.use(given["AccessKeyId"], given["SecretAccessKey"], given["SessionToken"])
        name = arn.rsplit("/", 1)[-1]
        (policy,) = (n for n in iam.list_role_policies(RoleName=name)["PolicyNames"] if "RolePolicy" in n)
        document = iam.get_role_policy(RoleName=name, PolicyName=policy)["PolicyDocument"]
        return cls(administrator, holder, name, policy, document["Statement"])

    def keep(self, statements: list[Row]) -> None:
        named = {"RoleName": self.name, "PolicyName": self.policy}
        if statements:
            document = json.dumps({"Version": "2012-10-17", "Statement": statements})
            self.administrator("iam").put_role_policy(**named, PolicyDocument=document)
        else:
            self.administrator("iam").delete_role_policy(**named)

    def refuses(self, right: Right) -> bool:
        action, thing = right
        try:
            REQUESTS[action](self.holder(action.split(":")[0]), thing)
        except ClientError as error:
            return error.response["Error"]["Code"] in REFUSALS
        return False


def _table(thing: str) -> dict[str, str]:
    _, name, *index = thing.split("/")
    return {"TableName": name} | ({"IndexName": index[1]} if index else {})


def _query(client: Any, thing: str) -> Any:
    named = _table(thing)
    key = f"{named['IndexName']}_pk" if "IndexName" in named else "pk"
    return client.query(
        **named, KeyConditionExpression=f"{key} = :none", ExpressionAttributeValues={":none": {"S": "none"}}
    )


def _object(thing: str) -> dict[str, str]:
    bucket, _, key = thing.rsplit(":", 1)[-1].partition("/")
    return {"Bucket": bucket} | ({"Key": key.replace("*", "none")} if key else {})


REQUESTS: Mapping[str, Callable[[Any, str], Any]] = {
    "dynamodb:GetItem": lambda client, table: client.get_item(**_table(table), Key=NOWHERE),
    "dynamodb:Query": _query,
    "dynamodb:PutItem": lambda client, table: client.put_item(**_table(table), Item=NOWHERE, **NEVER),
    "dynamodb:UpdateItem": lambda client, table: client.update_item(**_table(table), Key=NOWHERE, **NEVER),
    "dynamodb:DeleteItem": lambda client, table: client.delete_item(**_table(table), Key=NOWHERE, **NEVER),
    "s3:GetObject": lambda client, key: client.get_object(**_object(key)),
    "s3:PutObject": lambda client, key: client.put_object(**_object(key), Body=b"", IfMatch="none"),
    "s3:ListBucket": lambda client, bucket: client.list_objects_v2(**_object(bucket), MaxKeys=1),
    "s3:ListBucketVersions": lambda client, bucket: client.list_object_versions(**_object(bucket), MaxKeys=1),
    "s3:DeleteObjectVersion": lambda client, key: client.delete_object(**_object(key), VersionId="none"),
    "kms:GenerateDataKey": lambda client, key: client.generate_data_key(KeyId=key, KeySpec="AES_256"),
    "kms:Decrypt": lambda client, key: client.decrypt(KeyId=key, CiphertextBlob=b"none"),
    "kms:GetPublicKey": lambda client, key: client.get_public_key(KeyId=key),
    "kms:Sign": lambda client, key: client.sign(KeyId=key, Message=b"none", SigningAlgorithm="ECDSA_SHA_256"),
    "secretsmanager:GetSecretValue": lambda client, secret: client.get_secret_value(SecretId=secret),
    "lambda:InvokeFunction": lambda client, name: client.invoke(FunctionName=name, InvocationType="DryRun"),
}


def _roles(cloud: Cloud) -> Iterator[Role]:
    """Of every function that may touch anything, with the statements that template.yaml writes."""
    administrator, holder = Clients(cloud), Clients(cloud)
    for name, row in root()["Resources"].items():
        written = list(statements(row["Properties"])) if row["Type"] == "AWS::Serverless::Function" else []
        if written:
            role = Role.of(cloud.resources[name], administrator, holder)
            assert [each["Action"] for each in written] == [each["Action"] for each in role.statements]
            yield role


def _rights(statement: Row) -> list[Right]:
    things = statement["Resource"] if isinstance(statement["Resource"], list) else [statement["Resource"]]
    return [(action, thing) for action in statement["Action"] for thing in things]


@dataclass
class Trial:
    """What was tried, and what was found wrong."""

    statements: int = 0
    rights: int = 0
    wrong: list[str] = field(default_factory=list)

    def of(self, role: Role) -> None:
        """Each statement in turn; the role has them all again in the end."""
        enforced = [each for each in role.statements if NOT_ENFORCED not in json.dumps(each)]
        self.expect(role, [right for each in enforced for right in _rights(each)], refused=False)
        try:
            for out in enforced:
                role.keep([each for each in role.statements if each is not out])
                self.expect(role, _rights(out), refused=True)
        finally:
            role.keep(role.statements)
        self.expect(role, _rights(enforced[-1]), refused=False)
        self.statements += len(enforced)

    def expect(self, role: Role, rights: list[Right], refused: bool) -> None:
        self.rights += len(rights) * refused
        self.wrong += [f"{role.name}: {' on '.join(r)}, {refused=}" for r in rights if refused != role.refuses(r)]


def test_without_a_statement_what_it_allows_is_refused(cloud: Cloud, tried: Callable[[str], None]) -> None:
    """And with it answered, before and after."""
    trial = Trial()
    for role in _roles(cloud):
        trial.of(role)
    tried(f"roles: {trial.statements} statements taken out one by one, {trial.rights} requests refused without them")
    assert [] == trial.wrong
    assert trial.statements > 70
