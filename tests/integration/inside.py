"""The whole system in the test's own process: authorizer, functions and schedules, with nothing between them."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

import pytest
from botocore.awsrequest import AWSResponse
from jiandu import pages
from jiandu.adapters import aws, calendars, keys, provider, templates, tokens
from jiandu.core.calendar import Calendar
from jiandu.settings import settings

from infra.demo.office import Office, Reply, at_nine
from tests.integration import front
from tests.integration.deployments import REGION, ROOT, Provided, deployed
from tests.integration.embedded_aws import Raw
from tests.integration.sealed_days import sealed_in_bucket

OF_A_PROCESS = (
    keys._fetched.cache_clear,
    templates.layout.cache_clear,
    templates.catalogue.cache_clear,
    calendars._READ.clear,
)


@dataclass
class Inside(Office):
    """The JSON face: ``person`` is whom the authorizer found; nobody else looks whether he is still there."""

    person: Mapping[str, Any] | None = None

    def call(self, method: str, path: str, body: Any = None, headers: Mapping[str, str] | None = None) -> Reply:
        url = urlsplit(path)
        return front.asked(method, url.path, body, self.person, headers, **dict(parse_qsl(url.query)))

    def as_(self, person: str) -> Inside:
        return Inside("", person=front.signed_in(person))

    def fetched(self, link: str) -> bytes:
        """A stored object through its link."""
        url = urlsplit(link)
        bucket, _, key = unquote(url.path).lstrip("/").partition("/")
        version = dict(parse_qsl(url.query)).get("versionId")
        found = aws.client("s3").get_object(Bucket=bucket, Key=key, **({"VersionId": version} if version else {}))
        body: bytes = found["Body"].read()
        return body


@dataclass
class Served(Inside):
    """The same with the authorizer asked each time; the name of a person is the token that stands for him."""

    def call(self, method: str, path: str, body: Any = None, headers: Mapping[str, str] | None = None) -> Reply:
        if self.token:
            asked = {"headers": {"Authorization": f"Bearer {self.token}"}, "methodArn": "arn"}
            found = front.handler_of("authorize")(asked, front.CONTEXT)
            if found["policyDocument"]["Statement"][0]["Effect"] == "Deny":
                return Reply(401, {}, {})
            self.person = json.loads(found["context"]["person"])
        reply = super().call(method, path, body, headers)
        if reply.status == 303:
            return self.call("GET", reply.headers["Location"], None, headers)
        return replace(reply, body=reply.body.encode()) if isinstance(reply.body, str) else reply

    def as_(self, person: str) -> Served:
        return Served("", person)


@contextmanager
def serving(on: Provided, patch: pytest.MonkeyPatch) -> Iterator[Served]:
    """A deployment of its own, with buckets, a key to seal days with and a clock that can be moved."""
    with deployed(on, patch) as table, sealed_in_bucket(patch):
        buckets = {"BUCKET_NAME": f"{table}-files", "QUARANTINE_NAME": f"{table}-quarantine"}
        for bucket in buckets.values():
            aws.client("s3").create_bucket(Bucket=bucket, CreateBucketConfiguration={"LocationConstraint": REGION})
        clock = {"BUSINESS_CLOCK": "movable", "SWEEP_FUNCTION": "sweep_deadlines", "SEAL_FUNCTION": "seal_day"}
        for name, value in {**buckets, **clock, "PROOF": "on", "PROOF_COST": "1", "AWS_DEFAULT_REGION": REGION}.items():
            patch.setenv(name, value)
        settings.cache_clear()
        patch.setattr(tokens, "bearer_of", lambda token: tokens.Bearer(token, time.time()))
        patch.setattr(provider, "metadata", lambda: {"issuer": "https://id.example.test"})
        built = pages.Pages(ROOT / ".build/layers/jiandu/python/jiandu")
        patch.setattr(pages, "_pages", lambda: built)
        events = aws.client("lambda").meta.events
        events.register_first("before-send", _invoked)
        for forget in OF_A_PROCESS:
            forget()
        yield at_nine(Served(""))
        events.unregister("before-send", _invoked)
        Calendar.publish({})


def _invoked(request: Any, **_: Any) -> AWSResponse:
    """What a function answers another, or its schedule."""
    name = urlsplit(request.url).path.split("/")[-2]
    answer = front.handler_of(name)(json.loads(request.body), front.CONTEXT)
    return AWSResponse(request.url, 200, {}, Raw(json.dumps(answer).encode()))  # type: ignore[arg-type]
