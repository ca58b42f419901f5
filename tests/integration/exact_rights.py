"""The rights of template.yaml held against every request a function makes, its conditions too, in the test's process.

The embedded cloud enforces the same statements (without the conditions on leading keys and encryption context); here it
is also known which right each request used, and each statement is left out once to see who misses it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from itertools import product
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
from botocore.awsrequest import AWSResponse
from botocore.exceptions import ClientError
from jiandu.adapters import aws
from jiandu.settings import settings

from tests.contract.template import functions, statements
from tests.integration import front
from tests.integration.embedded_aws import EmbeddedAws, Raw
from tests.integration.whole_table import Kept

SERVICES = ("dynamodb", "s3", "kms", "secretsmanager", "lambda")
OF_ITEM = {"Put": "PutItem", "Update": "UpdateItem", "Delete": "DeleteItem", "ConditionCheck": "ConditionCheckItem"}
OF_S3 = {"HeadObject": "GetObject", "ListObjectsV2": "ListBucket", "ListObjectVersions": "ListBucketVersions"}
KEEPER = "secretsmanager.cn-north-1.amazonaws.com.cn"
Statement = tuple[str, int]
Right = tuple[str, int, str, str]
"""A function, the number of one of its statements, one action and one resource of it."""


@dataclass(frozen=True)
class Use:
    """One thing done to one resource, and what its conditions look at."""

    action: str
    resource: str
    keys: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass
class Rights:
    """Watches what functions do, and leaves out each statement once.

    ``used`` are their rights, ``missing`` what none of them allows, ``twice`` what two statements allow, ``idle`` the
    statements without which all became as with them. ``not_told`` are the functions that S3 does not tell whether a
    file is missing: they may not list the bucket.
    """

    services: EmbeddedAws
    resources: Mapping[str, str]
    used: set[Right] = field(default_factory=set)
    missing: set[str] = field(default_factory=set)
    twice: set[str] = field(default_factory=set)
    not_told: set[str] = field(default_factory=set)
    forget: list[Callable[[], None]] = field(default_factory=list)
    tried: set[Statement] = field(default_factory=set)
    idle: set[Statement] = field(default_factory=set)
    _function: str = ""
    _out: Statement | None = None

    @classmethod
    def watching(cls, services: EmbeddedAws, resources: Mapping[str, str], patch: pytest.MonkeyPatch) -> Rights:
        rights, handler_of = cls(services, resources), front.handler_of
        patch.setattr(
            front, "handler_of", lambda name: lambda event, context: rights.run(name, handler_of(name), event)
        )
        rights._instead(services.answer, rights.answer)
        s3 = aws.client("s3")
        for name in ("generate_presigned_url", "generate_presigned_post"):
            patch.setattr(s3, name, rights.presigning(getattr(s3, name)))
        return rights

    def stop(self) -> None:
        self._instead(self.answer, self.services.answer)
        aws.client("lambda").meta.events.unregister("before-send", self.services.answer)

    @staticmethod
    def _instead(former: Callable[..., Any], present: Callable[..., Any]) -> None:
        for service in SERVICES:
            events = aws.client(service).meta.events
            events.unregister("before-send", former)
            events.register_first("before-send", present)

    def all(self) -> Iterator[Right]:
        for name, row in functions().items():
            for n, statement in enumerate(statements(row)):
                resources = [self._resolved(each) for each in _listed(statement["Resource"])]
                yield from ((name, n, *each) for each in product(statement["Action"], resources))

    def run(self, name: str, handler: Callable[..., Any], event: Any) -> Any:
        """One request, made anew for each statement it is the first to need: without it, then with all that there are.

        What becomes of it is told by its status, by what a schedule answers, or by what it raises.
        """
        before, became = Kept.now(self.services), dict[Statement, Any]()
        while True:
            answer = self._once(name, handler, event)
            outcome = answer.get("statusCode", answer) if isinstance(answer, dict) else type(answer)
            if self._out is None:
                self.idle |= {statement for statement, other in became.items() if other == outcome}
                return answer
            became[self._out] = outcome
            self.tried.add(self._out)
            before.restore()

    def _once(self, name: str, handler: Callable[..., Any], event: Any) -> Any:
        """The answer; where a statement was left out, perhaps the error."""
        for forget in self.forget:
            forget()
        self._function, self._out = name, None
        try:
            return handler(event, front.CONTEXT)
        except Exception as error:
            if self._out is None:
                raise
            return error
        finally:
            self._function = ""

    def answer(self, request: Any, event_name: str, **_: Any) -> AWSResponse:
        """For botocore's ``before-send``: what the services answer, or a refusal."""
        if not self._function:
            return self.services.answer(request, event_name)
        _, service, operation = event_name.split(".")
        uses = list(_uses(service, operation, request))
        if not all([self._allowed(use) for use in uses]):
            return _refusal(service, request)
        if service == "lambda":
            return AWSResponse(request.url, 200, {}, Raw(b'{"done": true, "raised": 0}'))  # type: ignore[arg-type]
        answer, bucket = self.services.answer(request, event_name), uses[0].resource.split("/")[0]
        if operation == "GetObject" and answer.status_code == 404:
            listing = self._granting(Use("s3:ListBucket", bucket))
            self.not_told |= set() if listing else {self._function}
            return answer if self._left(listing) else _refusal(service, request)
        return answer

    def presigning(self, make: Callable[..., Any]) -> Callable[..., Any]:
        """A link acts with the rights of who made it: it would be refused when it is followed."""

        def made(*args: Any, **given: Any) -> Any:
            where = given.get("Params") or dict(zip(("Bucket", "Key"), args, strict=False)) | given
            action = "s3:GetObject" if "Params" in given else "s3:PutObject"
            use = Use(action, f"arn:aws:s3:::{where['Bucket']}/{where['Key']}")
            if self._function and not self._allowed(use):
                raise ClientError({"Error": {"Code": "AccessDenied", "Message": ""}}, action)
            return make(*args, **given)

        return made

    def _allowed(self, use: Use) -> bool:
        found = self._granting(use)
        if len(found) != 1:
            told = self.twice if found else self.missing
            told.add(f"{self._function}: {use.action} on {use.resource} {dict(use.keys)}")
        return self._left(found)

    def _granting(self, use: Use) -> set[Statement]:
        """The statements that allow it; their rights are used."""
        rows = enumerate(statements(functions()[self._function]))
        found = {
            (self._function, n, use.action, resource)
            for n, row in rows
            if use.action in row["Action"] and self._meant(row, use)
            for resource in map(self._resolved, _listed(row["Resource"]))
            if fnmatchcase(use.resource, resource)
        }
        self.used |= found
        return {(function, n) for function, n, *_ in found}

    def _left(self, found: set[Statement]) -> bool:
        """Whether one of them is there: the first time it is needed each is left out."""
        if self._out is None:
            self._out = min(found - self.tried, default=None)
        return bool(found - {self._out})

    def _meant(self, statement: Mapping[str, Any], use: Use) -> bool:
        """Whether its conditions hold."""
        conditions = [each for block in statement.get("Condition", {}).values() for each in block.items()]
        return all(
            name in use.keys and all(self._holds(key, allowed) for key in use.keys[name])
            for name, allowed in conditions
        )

    def _holds(self, key: str, allowed: Any) -> bool:
        return any(
            fnmatchcase(key, each if isinstance(each, str) else self._resolved(each)) for each in _listed(allowed)
        )

    def _resolved(self, value: Any) -> str:
        ((kind, inner),) = value.items()
        if kind == "Fn::GetAtt":
            return self.resources[inner if isinstance(inner, str) else ".".join(inner)]
        text = str(inner)
        for name, resource in self.resources.items():
            text = text.replace(f"${{{name}}}", resource)
        return text


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _outcome(answer: Any) -> Any:
    """The status of a page; what a schedule tells."""
    return answer.get("statusCode", answer)


def _uses(service: str, operation: str, request: Any) -> Iterator[Use]:
    if service == "s3":
        url = urlsplit(request.url)
        action = OF_S3.get(operation, operation) + ("Version" if "versionId=" in url.query else "")
        yield Use(f"s3:{action}", f"arn:aws:s3:::{unquote(url.path).strip('/')}")
    elif service == "lambda":
        yield Use("lambda:InvokeFunction", unquote(urlsplit(request.url).path).split("/")[-2])
    else:
        body = json.loads(request.body)
        yield from _of_table(operation, body) if service == "dynamodb" else _of_key(service, operation, body)


def _of_key(service: str, operation: str, body: Mapping[str, Any]) -> Iterator[Use]:
    """A key, or a secret that its keeper opens with the caller's right to the key.

    What was encrypted tells by itself by which key.
    """
    if service == "kms":
        context = {"kms:EncryptionContextKeys": tuple(body.get("EncryptionContext", ()))}
        yield Use(f"kms:{operation}", body.get("KeyId") or settings().identity_key, context)
    else:
        yield Use(f"secretsmanager:{operation}", body["SecretId"])
        yield Use("kms:Decrypt", settings().identity_key, {"kms:ViaService": (KEEPER,)})


def _of_table(operation: str, body: Mapping[str, Any]) -> Iterator[Use]:
    parts = [(OF_ITEM[kind], part) for each in body.get("TransactItems", ()) for kind, part in each.items()]
    for name, part in parts or [(operation, body)]:
        table = f"arn:aws:dynamodb:::table/{part['TableName']}"
        resource = f"{table}/index/{part['IndexName']}" if "IndexName" in part else table
        key = (part.get("Key") or part.get("Item") or {}).get("pk", {}).get("S")
        yield Use(f"dynamodb:{name}", resource, {"dynamodb:LeadingKeys": (key,)} if key else {})


def _refusal(service: str, request: Any) -> AWSResponse:
    if service == "s3":
        return AWSResponse(request.url, 403, {}, Raw(b"<Error><Code>AccessDenied</Code></Error>"))  # type: ignore[arg-type]
    body = json.dumps({"__type": "AccessDeniedException", "message": "not authorized"}).encode()
    return AWSResponse(request.url, 400, {"x-amzn-errortype": "AccessDeniedException"}, Raw(body))  # type: ignore[arg-type]
