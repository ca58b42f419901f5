"""Another system's program over HTTP, by what /openapi.json tells: entity tags and keys arrive as they were sent."""

import json
import uuid
from urllib.parse import urlsplit

import pytest
from openapi_spec_validator import validate

from infra.demo.office import Office, Reply
from tests.contract.described import hold
from tests.scenarios import steps
from tests.scenarios.steps import supervisor

pytestmark = pytest.mark.over_http

FACTS = {"within_scope": True, "analysis": "线索。"}


def as_told(reply: Reply, method: str, path: str) -> Reply:
    """The answer, held against its description."""
    headers = {"Content-Type": "", **{name.title().replace("Etag", "ETag"): v for name, v in reply.headers.items()}}
    hold(method, path, reply.status, headers, reply.body)
    return reply


def test_the_description_is_public_and_names_this_deployment(office: Office) -> None:
    reply = as_told(office.call("GET", "/openapi.json"), "GET", "/openapi.json")
    validate(reply.body)
    (server,) = reply.body["servers"]
    assert urlsplit(office.url).netloc == urlsplit(server["url"]).netloc
    assert "/matters/{matter_id}" in reply.body["paths"]


def test_a_program_acts_under_a_condition_and_is_answered_once(office: Office) -> None:
    """304 while nothing changed, 412 once it has; the lost answer comes again under its key."""
    path = f"/matters/{office.complain()['matter_id']}"
    seen = as_told(supervisor(office).call("GET", path), "GET", "/matters/{matter_id}")
    tag = {name.lower(): value for name, value in seen.headers.items()}["etag"]
    assert tag == f'"{seen.body["version"]}"'
    same = as_told(supervisor(office).call("GET", path, headers={"If-None-Match": tag}), "GET", "/matters/{matter_id}")
    assert (same.status, same.body) == (304, b"")
    route, key = "/matters/{matter_id}/actions/{action}", {"Idempotency-Key": uuid.uuid4().hex}
    act = f"{path}/actions/record_as_lead"
    first, again = (supervisor(office).call("POST", act, FACTS, {"If-Match": tag, **key}) for _ in range(2))
    assert (first.status, first.body) == (200, as_told(again, "POST", route).body)
    late = as_told(supervisor(office).call("POST", act, FACTS, {"If-Match": tag}), "POST", route)
    assert steps.refused(late, 412) == [("version", "stale")]
    assert "列为监督线索" in late.body["detail"]


def test_a_complainants_act_is_done_once_under_its_key(office: Office) -> None:
    receipt, key = office.complain(), {"Idempotency-Key": uuid.uuid4().hex}
    body = {"code": receipt["code"], "text": "补充。"}
    path = "/complaints/track/supplement"
    first, again = (office.call("POST", path, body, key) for _ in range(2))
    assert (first.status, first.body) == (200, again.body)
    assert ["submit", "supplement"] == [entry["name"] for entry in first.body["timeline"]]
    other = office.call("POST", path, {**body, "text": "别的。"}, key)
    as_told(other, "POST", "/complaints/track/{action}")
    assert steps.refused(other, 422) == [("Idempotency-Key", "same_body")]


def test_a_filter_there_is_not_is_refused(office: Office) -> None:
    for query, field in (("state=nowhere", "state"), ("limit=5", "limit"), ("agency=nobody", "agency")):
        reply = as_told(supervisor(office).call("GET", f"/matters?{query}"), "GET", "/matters")
        assert [name for name, _ in steps.refused(reply, 422)] == [field]


def test_refusals_before_any_function_are_described_too(office: Office) -> None:
    """Nobody signed in, a forged token, a body that is none."""
    reply = as_told(office.call("GET", "/matters"), "GET", "/matters")
    assert reply.status == 401
    forged = as_told(Office(office.url, "x.y.z").call("GET", "/matters"), "GET", "/matters")
    assert forged.status == 401
    assert json.dumps(forged.body, ensure_ascii=False).count("登录") >= 1
    assert as_told(office.call("POST", "/complaints", b"{"), "POST", "/complaints").status == 400
