"""What goes wrong between the product and AWS, below the SDK: its own retries are part of what is tried."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from botocore.awsrequest import AWSResponse
from botocore.exceptions import ConnectionClosedError, ReadTimeoutError

from tests.integration.embedded_aws import EmbeddedAws, Raw

Send = Callable[[], AWSResponse]
Kind = Callable[[str, Send], AWSResponse]


def _refusal(code: str, status: int = 400, **more: object) -> AWSResponse:
    body = json.dumps({"__type": f"com.amazonaws.dynamodb.v20120810#{code}", "message": "", **more}).encode()
    headers = {"Content-Type": "application/x-amz-json-1.0"}
    return AWSResponse("", status, headers, Raw(body))  # type: ignore[arg-type]


def _load(operation: str, code: str, status: int = 400) -> AWSResponse:
    """As DynamoDB, KMS and Secrets Manager say it; S3 has but one word for it."""
    if operation != "PutObject":
        return _refusal(code, status)
    body = b"<?xml version='1.0'?><Error><Code>SlowDown</Code><Message/></Error>"
    return AWSResponse("", 503, {"Content-Type": "application/xml"}, Raw(body))  # type: ignore[arg-type]


def throttled(operation: str, send: Send) -> AWSResponse:
    return _load(operation, "ThrottlingException")


def exceeded(operation: str, send: Send) -> AWSResponse:
    return _load(operation, "ProvisionedThroughputExceededException")


def broken(operation: str, send: Send) -> AWSResponse:
    return _load(operation, "InternalServerError", 500)


def conflicting(operation: str, send: Send) -> AWSResponse:
    """Another transaction holds one of the items."""
    return _refusal("TransactionCanceledException", CancellationReasons=[{"Code": "TransactionConflict"}])


def crowded(operation: str, send: Send) -> AWSResponse:
    """The transaction was cancelled for the load on one of the items."""
    reasons = [{"Code": "None"}, {"Code": "ProvisionedThroughputExceeded"}]
    return _refusal("TransactionCanceledException", CancellationReasons=reasons)


def unanswered(operation: str, send: Send) -> AWSResponse:
    """It was done, but nobody was told."""
    send()
    raise ReadTimeoutError(endpoint_url="")


def cut_off(operation: str, send: Send) -> AWSResponse:
    """It never arrived."""
    raise ConnectionClosedError(endpoint_url="")


@dataclass
class Faults:
    """Sends counted; those from the n-th on, ``times`` of them, go wrong as ``kind`` says."""

    kind: Kind = throttled
    at: int = 0
    times: int = 0
    only: str = ""
    sent: list[str] = field(default_factory=list)

    def __call__(self, operation: str, send: Send) -> AWSResponse | None:
        if self.only and operation != self.only:
            return None
        self.sent.append(operation)
        return self.kind(operation, send) if self.at <= len(self.sent) < self.at + self.times else None

    @contextmanager
    def on(self, embedded: EmbeddedAws) -> Iterator["Faults"]:
        embedded.faults.append(self)
        try:
            yield self
        finally:
            embedded.faults.remove(self)
