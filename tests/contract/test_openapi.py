"""/openapi.json says of each route what it is for, what it takes and what it answers; an engineer needs no more."""

import json
import re
import subprocess
import sys
from functools import cache
from typing import Any

import pytest
from jiandu.core.procedure import read
from jiandu.openapi.operations import OPERATIONS
from openapi_spec_validator import validate

from infra.build.law import compiled
from tests.contract.described import hold, mistakes, openapi
from tests.contract.events import event, headers_of
from tests.contract.template import ROOT, functions, layers, routes

CHINESE = re.compile(r"[\u4e00-\u9fff]")
ANSWERS = """
import json, sys
sys.path = json.loads(sys.argv[1]) + sys.path
import app
class Context:
    function_name = "test"
for event in json.loads(sys.argv[2]):
    print(json.dumps(app.handler(event, Context)))
"""
CALLS = [
    ("explain_procedure", "/openapi.json", {}, {}),
    ("explain_procedure", "/procedures", {}, {}),
    ("explain_procedure", "/procedures/{profile}/{kind}", {"profile": "jinzhong", "kind": "supervision"}, {}),
    ("explain_procedure", "/procedures/{profile}/{kind}", {"profile": "nowhere", "kind": "supervision"}, {}),
    ("calculate_deadline", "/health", {}, {}),
    ("calculate_deadline", "/deadlines", {}, {"received": "2025-09-26", "n": "5", "unit": "working_day"}),
    ("calculate_deadline", "/deadlines", {}, {"received": "2025-09-26", "n": "0", "unit": "week"}),
    ("serve_asset", "/assets/{name}", {"name": "nothing.css"}, {}),
]


def declared() -> set[tuple[str, str]]:
    """Every route of the template but the catch-all, which has no answer of its own."""
    found = {(path, method) for row in functions().values() for path, method, _ in routes(row)}
    return {(path, method) for path, method in found if path != "/{proxy+}"}


def operations() -> list[tuple[str, str, dict[str, Any]]]:
    return [
        (path, method.upper(), operation)
        for path, item in openapi()["paths"].items()
        for method, operation in item.items()
        if method != "parameters"
    ]


def test_every_route_of_the_template_is_described_and_nothing_else() -> None:
    """A route somebody adds needs its row in jiandu/openapi/operations.py."""
    assert declared() == {(path, method) for path, method, _ in operations()}
    assert declared() == {(path, method) for path, methods in OPERATIONS.items() for method in methods}


def test_the_document_is_valid() -> None:
    """OpenAPI 3.1 with JSON Schema 2020-12."""
    validate(openapi())


def test_every_operation_has_a_chinese_summary_and_a_name_of_its_own() -> None:
    found = operations()
    assert all(CHINESE.search(operation["summary"]) for _, _, operation in found)
    assert len(found) == len({operation["operationId"] for _, _, operation in found})


# Anybody reads it, and who signed in is told what he may do besides; anybody may sign out.
CANDIDATES = "/contact-points/rounds/{matter_id}/candidates"
OPEN_TO_ALL = {
    ("/contact-points", "GET"), ("/calendar", "GET"), ("/sign-out", "POST"), (CANDIDATES, "GET"), (CANDIDATES, "POST"),
}  # fmt: skip


def test_who_must_sign_in_is_told() -> None:
    public = {
        (path, method)
        for row in functions().values()
        for path, method, event in routes(row)
        if event.get("Auth", {}).get("Authorizer") == "NONE"
    }
    for path, method, operation in operations():
        needed = [] if (path, method) in public else [{"bearer": []}]
        assert ([{}, *needed] if (path, method) in OPEN_TO_ALL else needed) == operation["security"]
        assert ((path, method) in public) != ("401" in operation["responses"])


def test_every_post_takes_a_key_or_says_why_it_needs_none() -> None:
    for path, method, operation in operations():
        if method == "POST":
            names = {parameter["name"] for parameter in operation["parameters"]}
            assert "Idempotency-Key" in names or "幂等键" in operation["description"], path


def test_every_refusal_is_a_problem() -> None:
    for path, method, operation in operations():
        refusals = {status: told for status, told in operation["responses"].items() if int(status) >= 400}
        assert all(f"#/components/responses/Problem{s}" == told["$ref"] for s, told in refusals.items()), (path, method)
        assert {"422", "429", "500", "503"} <= set(refusals)


BY_CODE = {"complainant": "/complaints/track", "invited_person": "/invitations"}


def published_acts() -> set[tuple[str, str]]:
    """Each action somebody takes, with its route, from the published rules."""
    found = set()
    for rows in compiled(ROOT).values():
        for rules in map(read, rows):
            for procedure in rules.procedures.values():
                for action in procedure.actions.values():
                    people = set(action.who) - {"complaint", "supervision", "objection", "system"}
                    if action.states and people - set(BY_CODE):
                        found.add((procedure.path(action, "{matter_id}"), action.name))
                    for who in people & set(BY_CODE) if action.states else ():
                        found.add((f"{BY_CODE[who]}/{action.name}", action.name))
    return found


def test_every_action_has_its_path_and_its_schema() -> None:
    """In each place that has it; no action is made up."""
    found = set()
    for path, item in openapi()["paths"].items():
        for parameter in item.get("parameters", []):
            if parameter["name"] == "action" and not path.startswith("/admin/") and not path.endswith("/preview"):
                names = parameter["schema"]["enum"]
                bodies = item["post"]["requestBody"]["content"]["application/json"]["schema"]["anyOf"]
                told = [body["$ref"].rsplit("/", 1)[1].split(".", 1)[1] for body in bodies]
                assert names == told
                found |= {(path.replace("{action}", name), name) for name in names}
    assert published_acts() == found


REASON = {"reason": "理由。"}


@pytest.mark.parametrize(
    ("name", "body", "taken"),
    [
        ("Act.acknowledge", {"version": 3}, True),
        ("Act.acknowledge", {"version": 3, "note": "x"}, False),
        ("Act.decline_opening", {"version": 3, **REASON}, True),
        ("Act.decline_opening", REASON, True),
        ("Act.decline_opening", {"version": 3}, False),
        ("Act.decline_opening", {"version": "three", **REASON}, False),
        ("Act.seal_opinion", {"file": {"name": "a.pdf", "content": "eA=="}, "sealed_on": "2026-03-02"}, True),
        ("Act.seal_opinion", {"file": "a.pdf", "sealed_on": "2026-03-02"}, False),
        ("Act.seal_opinion", {"file": {"name": "a.pdf", "content": "eA=="}, "sealed_on": "tomorrow"}, False),
        ("Act.seal_opinion.upload", {"file": "%PDF-", "sealed_on": "2026-03-02", "idempotency_key": "k"}, True),
        ("Track.supplement", {"code": "x", "text": "补充。"}, True),
        ("Track.supplement", {"text": "补充。"}, False),
        ("Invited.answer_invitation", {"code": "x", "into": "JD1", "answer": "declined", "in_person": True}, True),
        ("Invited.answer_invitation", {"code": "x", "into": "JD1", "answer": "declined"}, False),
    ],
)
def test_a_bodys_schema_takes_what_the_act_takes(name: str, body: dict[str, Any], taken: bool) -> None:
    assert taken == (mistakes({"$ref": f"#/components/schemas/{name}"}, body) == [])


@cache
def answered(name: str) -> list[dict[str, Any]]:
    """What a function answers to its calls, from a fresh process with its built folder and layers alone."""
    events = [event("GET", path, params, query) for function, path, params, query in CALLS if function == name]
    folders = [ROOT / ".build/functions" / name, *layers(functions()[name])]
    command = [sys.executable, "-I", "-S", "-c", ANSWERS, json.dumps([str(f) for f in folders]), json.dumps(events)]
    told = {"PUBLIC_URL": "https://example.test/jiandu", "POWERTOOLS_METRICS_NAMESPACE": "Jiandu"}
    done = subprocess.run(command, env=told, cwd="/", capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    return [line for line in lines if "statusCode" in line]


@pytest.mark.parametrize("name", sorted({name for name, *_ in CALLS}))
def test_what_is_answered_without_signing_in_is_as_described(name: str) -> None:
    """By the functions as they are built."""
    paths = [path for function, path, _, _ in CALLS if function == name]
    for path, answer in zip(paths, answered(name), strict=True):
        hold("GET", path, answer["statusCode"], headers_of(answer), json.loads(answer["body"]))


def test_the_document_handed_out_is_this_one_under_the_public_address() -> None:
    (served, *_) = answered("explain_procedure")
    assert {**openapi(), "servers": [{"url": "https://example.test/jiandu"}]} == json.loads(served["body"])
