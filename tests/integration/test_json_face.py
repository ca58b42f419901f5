"""The JSON face: entity tags, idempotency keys and filters; every answer is as /openapi.json says."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from jiandu.adapters import aws, clock, table
from jiandu.adapters.items import marshal
from jiandu.settings import settings

from infra.demo.office import Reply
from tests.integration.as_aws_values import Refused
from tests.integration.desk_work import (
    ACCEPTANCE,
    AGENCY,
    CLERK,
    COMPLAINT,
    REVIEWER,
    SIGNER,
    SUPERVISOR,
    Desk,
    load,
)
from tests.integration.front import call

LEAD = {"within_scope": True, "analysis": "线索。"}
OBJECTION = {"request": "withdraw", "reasons": "程序合法。"}
Posting = Callable[[dict[str, str]], Reply]


@pytest.fixture(autouse=True)
def business_time(monkeypatch: pytest.MonkeyPatch) -> Desk:
    """The functions act at the desk's time."""
    desk = Desk()
    monkeypatch.setattr(clock, "now", lambda: desk.now)
    return desk


def refused(reply: Reply, status: int) -> list[tuple[str, str]]:
    assert status == reply.status, reply.body
    return [(error["field"], error["rule"]) for error in reply.body["errors"]]


def complain(key: str | None = None, **facts: Any) -> Reply:
    return call("POST", "/complaints", {**COMPLAINT, **facts}, headers={"Idempotency-Key": key} if key else None)


def act(path: str, person: str, body: dict[str, Any], **headers: str) -> Reply:
    return call("POST", path, body, person, {name.replace("_", "-"): value for name, value in headers.items()})


def lead(matter_id: str, body: dict[str, Any], **headers: str) -> Reply:
    return act(f"/matters/{matter_id}/actions/record_as_lead", SUPERVISOR, {**LEAD, **body}, **headers)


def test_a_program_goes_from_the_entrance_to_a_signed_letter_by_what_it_is_told(
    deployment: str, business_time: Desk
) -> None:
    """Every answer on the way is described field by field."""
    entrance = call("GET", "/").body
    assert entrance["openapi"].endswith("/openapi.json")
    agency = next(o for o in call("GET", "/organisations").body["items"] if o["id"] == "city-market")
    assert "agency" in call("GET", "/complaints/new").body["form"]["properties"]
    receipt = complain(agency=agency["id"]).body
    (line,) = call("GET", "/matters", person=SUPERVISOR, kind="complaint").body["items"]
    matter = call("GET", line["path"], person=SUPERVISOR).body
    wanted = next(a for a in matter["actions"] if a["name"] == "accept")
    assert wanted == call("GET", wanted["path"], person=SUPERVISOR).body
    accepted = act(wanted["path"], SUPERVISOR, ACCEPTANCE, If_Match=f'"{matter["version"]}"').body
    (notice,) = accepted["documents"]
    assert call("GET", notice["link"], person=SUPERVISOR).body["link"].startswith("http")
    assert ["accept"] == [e["name"] for e in call("POST", "/complaints/track", receipt).body["timeline"]][1:]


def test_the_inner_life_of_a_case_is_described_too(deployment: str, business_time: Desk) -> None:
    """A case with letters, an objection, a file and a breach, as both sides see it."""
    case = business_time.correcting()
    path = f"/objections/{case}/actions/object"
    assert call("GET", path, person=AGENCY).body["path"] == path
    assert 200 == act(path, AGENCY, {**OBJECTION, "version": load(case).matter.version}).status
    business_time.wait(days=40)
    objection = next(iter(load(case).matter.children))
    for matter_id in (case, objection, str(load(case).matter.parent)):
        assert 200 == call("GET", f"/matters/{matter_id}", person=SUPERVISOR).status
    seen = call("GET", f"/matters/{case}", person=AGENCY).body
    (letter,) = [d for d in seen["documents"] if d["kind"] == "opinion"]
    assert 200 == call("GET", letter["link"], person=AGENCY).status
    sealing = next(e.n for e in load(case).events if e.action == "seal_opinion")
    assert 200 == call("GET", f"/files/{case}/{sealing}/file", person=CLERK).status
    assert 404 == call("GET", f"/files/{case}/1/file", person=CLERK).status
    for list_ in ("/desk", "/inbox", "/matters"):
        assert {"items", "next", "advice", "leads"} == set(call("GET", list_, person=SIGNER, tab="open").body)
    assert 200 == call("GET", "/inbox", person=AGENCY).status


def test_a_matters_version_is_its_entity_tag(deployment: str, business_time: Desk) -> None:
    complaint = business_time.submit().matter_id
    path = f"/matters/{complaint}"
    first = call("GET", path, person=SUPERVISOR)
    assert (first.headers["ETag"], first.body["version"]) == ('"1"', 1)
    for seen in ('"1"', 'W/"1"', '"7", "1"', "*"):
        again = call("GET", path, person=SUPERVISOR, headers={"If-None-Match": seen})
        assert (again.status, again.body, again.headers["ETag"]) == (304, None, '"1"')
    done = lead(complaint, {}, If_Match='"1"')
    assert (done.status, done.headers["ETag"], done.body["version"]) == (200, '"2"', 2)
    assert 200 == call("GET", path, person=SUPERVISOR, headers={"If-None-Match": '"1"'}).status


def test_a_tag_is_no_way_round_who_may_see(deployment: str, business_time: Desk) -> None:
    path = f"/matters/{business_time.submit().matter_id}"
    assert 404 == call("GET", path, person=AGENCY, headers={"If-None-Match": "*"}).status
    assert 401 == call("GET", path, headers={"If-None-Match": "*"}).status


def test_a_condition_that_failed_is_412_and_tells_what_a_conflict_tells(deployment: str, business_time: Desk) -> None:
    complaint = business_time.submit().matter_id
    business_time.act(complaint, "supplement", "complainant", text="补充。")
    conflict, failed = lead(complaint, {"version": 1}), lead(complaint, {}, If_Match='"1"')
    assert [("version", "stale")] == refused(conflict, 409) == refused(failed, 412)
    assert (failed.body["detail"], failed.body["errors"]) == (conflict.body["detail"], conflict.body["errors"])
    assert "补充材料" in failed.body["detail"]
    assert [("version", "stale")] == refused(lead(complaint, {"version": 1}, If_Match='"1"'), 412)
    assert 2 == load(complaint).matter.version


def test_a_condition_that_holds_does_not_hide_another_conflict(deployment: str, business_time: Desk) -> None:
    complaint = business_time.submit().matter_id
    lead(complaint, {"version": 1})
    assert [("state", "state")] == refused(lead(complaint, {}, If_Match='"2"'), 409)


@pytest.mark.parametrize(
    ("body", "headers", "mistake"),
    [
        ({"version": 1}, {"If_Match": '"2"'}, ("version", "same_as_if_match")),
        ({}, {}, ("version", "required")),
        ({"version": "one"}, {}, ("version", "integer")),
        ({}, {"If_Match": "*"}, ("If-Match", "etag")),
        ({}, {"If_Match": "1"}, ("If-Match", "etag")),
        ({}, {"If_Match": 'W/"1"'}, ("If-Match", "etag")),
        ({}, {"If_Match": '"1", "2"'}, ("If-Match", "etag")),
        ({"version": 1}, {"Idempotency_Key": ""}, ("Idempotency-Key", "length")),
        ({"version": 1}, {"Idempotency_Key": "k" * 201}, ("Idempotency-Key", "length")),
    ],
)
def test_versions_and_keys_that_cannot_be_meant_are_422(
    deployment: str, business_time: Desk, body: dict[str, Any], headers: dict[str, str], mistake: tuple[str, str]
) -> None:
    complaint = business_time.submit().matter_id
    assert [mistake] == refused(lead(complaint, body, **headers), 422)
    assert 1 == load(complaint).matter.version


def by_the_public(desk: Desk) -> Posting:
    return lambda change: call("POST", "/complaints", {**COMPLAINT, "facts": "事实。", **change}, headers=KEY)


def by_the_counter(desk: Desk) -> Posting:
    told = {**COMPLAINT, "facts": "事实。", "channel": "letter", "received_on": desk.today}
    return lambda change: call("POST", "/take-in", {**told, **change}, CLERK, KEY)


def _by_code(action: str, **facts: Any) -> Callable[[Desk], Posting]:
    def prepared(desk: Desk) -> Posting:
        body = {"code": desk.submit().code, **facts}
        path = f"/complaints/track/{action}"
        return lambda change: call("POST", path, {**body, **_of(body, change)}, headers=KEY)

    return prepared


def _of(body: dict[str, Any], change: dict[str, str]) -> dict[str, str]:
    """The change at the one text the body has."""
    text = next(name for name in ("text", "reason", "reasons", "opinion", "explanation") if name in body)
    return {text: change["facts"]} if change else {}


def _by_officer(path: str, person: str, start: Callable[[Desk], str], **facts: Any) -> Callable[[Desk], Posting]:
    def prepared(desk: Desk) -> Posting:
        matter_id = start(desk)
        body = {"version": load(matter_id).matter.version, **facts}
        return lambda change: call("POST", path.format(matter_id), {**body, **_of(body, change)}, person, KEY)

    return prepared


KEY = {"Idempotency-Key": "once"}
REFUSAL = {"reason": "out_of_scope", "explanation": "民事纠纷。"}
POSTINGS = {
    "complaint": by_the_public,
    "take-in": by_the_counter,
    "supplement by code": _by_code("supplement", text="补充。"),
    "withdrawal by code": _by_code("withdraw_complaint", reason="不再反映。", confirm=True),
    "action": _by_officer("/matters/{}/letters/transfer", SUPERVISOR, lambda d: d.submit().matter_id,
                          organ="某局", reason="职权。"),
    "letter": _by_officer("/matters/{}/letters/sign_opinion", SIGNER, lambda d: d.reviewed(), opinion="同意。"),
    "objection": _by_officer("/objections/{}/actions/object", AGENCY, lambda d: d.correcting(), **OBJECTION),
    "examination": _by_officer("/objections/{}/actions/withdraw_objection", AGENCY,
                               lambda d: d.objected(d.correcting()), reason="不再坚持。"),
}  # fmt: skip


@pytest.mark.parametrize("name", POSTINGS)
def test_every_post_is_done_once_under_its_key(deployment: str, business_time: Desk, name: str) -> None:
    """Sent again it is answered as before, also a day later; another body under the key is refused."""
    post = POSTINGS[name](business_time)
    first, again = post({}), post({})
    assert first.status in (200, 201)
    assert (first.status, first.body) == (again.status, again.body)
    before = items()
    business_time.now += timedelta(days=1)
    assert first.status == post({}).status
    assert [("Idempotency-Key", "same_body")] == refused(post({"facts": "另一件事。"}), 422)
    assert before == items()


def items() -> list[Any]:
    found: list[Any] = aws.client("dynamodb").scan(TableName=settings().table_name)["Items"]
    return found


@pytest.mark.parametrize("name", ["complaint", "take-in"])
def test_what_was_taken_is_answered_again_when_the_rules_would_refuse_it_now(
    deployment: str, business_time: Desk, name: str
) -> None:
    """The agency was closed between the request and its repetition."""
    post = POSTINGS[name](business_time)
    first = post({})
    agency = table.load_organisation("city-market")
    assert agency is not None
    closed = marshal({"pk": "ORG#city-market", "sk": "ORG", **agency.model_dump(mode="json"), "open": False})
    aws.client("dynamodb").put_item(TableName=settings().table_name, Item=closed)
    assert first.body == post({}).body
    assert [("Idempotency-Key", "same_body")] == refused(post({"facts": "另一件事。"}), 422)


def test_tracking_only_reads(deployment: str, business_time: Desk) -> None:
    receipt = complain().body
    before = items()
    assert 200 == call("POST", "/complaints/track", {"code": receipt["code"]}, headers=KEY).status
    assert before == items()


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({"state": "nowhere"}, "state"),
        ({"kind": "complaints"}, "kind"),
        ({"agency": "city-markt"}, "agency"),
        ({"tab": "all"}, "tab"),
        ({"tab": "done", "year": "26"}, "year"),
        ({"tab": "done", "year": "²026"}, "year"),
        ({"limit": "5"}, "limit"),
        ({"status": "received"}, "status"),
        ({"cursor": "x"}, "cursor"),
        ({"cursor": "W" * 4000}, "cursor"),
        ({"cursor": "W1tb" * 2000}, "cursor"),
    ],
)
@pytest.mark.parametrize(("path", "person"), [("/matters", SUPERVISOR), ("/desk", REVIEWER), ("/inbox", AGENCY)])
def test_a_list_asked_for_by_what_there_is_not_is_422_and_not_empty(
    deployment: str, path: str, person: str, query: dict[str, str], field: str
) -> None:
    assert [field] == [name for name, _ in refused(call("GET", path, person=person, **query), 422)]


def test_what_a_list_may_be_asked_for_is_taken(deployment: str, business_time: Desk) -> None:
    """Also left empty, as the page's form sends it."""
    business_time.submit()
    for query in (
        {"state": "received", "kind": "complaint", "agency": "city-market", "tab": "open"},
        {"state": "", "kind": "", "agency": "", "q": "", "tab": "open", "year": ""},
    ):
        assert 1 == len(call("GET", "/matters", person=SUPERVISOR, **query).body["items"])
    elsewhere = [{"state": "closed"}, {"kind": "objection"}, {"agency": "city-urban"}, {"tab": "done", "year": "2024"}]
    for query in elsewhere:
        assert [] == call("GET", "/matters", person=SUPERVISOR, **query).body["items"]


def test_an_id_longer_than_any_key_is_simply_unknown(deployment: str) -> None:
    """AWS would refuse the reading; nobody is answered 500 for it."""
    for path in (f"/matters/{'x' * 3000}", f"/documents/{'字' * 500}/1/docx"):
        assert 404 == call("GET", path, person=SUPERVISOR).status
    assert 404 == call("POST", f"/matters/{'x' * 3000}/actions/close", {"version": 1}, SUPERVISOR).status
    assert [] == call("GET", "/matters", person=SUPERVISOR, q="X" * 3000).body["items"]


def test_requests_of_these_tests_are_checked_as_aws_checks_them(deployment: str) -> None:
    """The services of these tests would not mind."""
    with pytest.raises(Refused, match="reserved"):
        aws.client("dynamodb").put_item(
            TableName=deployment,
            Item=marshal({"pk": "X", "sk": "X"}),
            ConditionExpression="attribute_not_exists(state)",
        )
