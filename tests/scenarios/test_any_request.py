"""Requests nobody would send: whatever comes in is answered as /openapi.json says, and never by a fault of ours."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from infra.demo.office import Office
from infra.local.session import Cloud
from tests.contract.described import openapi, response
from tests.scenarios.steps import accepted, open_case

pytestmark = pytest.mark.over_http

EXAMPLES = "2"
CHECKS = "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance"
BINDS = "/volumes/{matter_id}/{part}"  # starts LibreOffice: bound in a scenario of its own
# Who tries what: one supervisor everything, the others what is theirs.
TRIED = {
    "": "^/(complaints|check|record|sign-in|sign-out|deadlines|procedures|calendar)",
    "city-supervisor-1": "^/",
    "city-administrator-1": "^/(admin|templates|calendar|organisations|people)",
    "city-market-respondent-1": "^/(objections|matters|inbox|begin)",
}
COUNTED = re.compile(r"(\d+) generated")
DEEP = 50_000
HARD = {
    "half a character": rb'{"facts": "\ud800", "reason": "\udfff", "code": "\ud83d", "name": "\ud800"}',
    "no character": rb'{"facts": "\u0000", "reason": "\u0000", "code": "\u0000", "name": "\u0000"}',
    "a number without end": b'{"version": ' + b"9" * 5000 + b', "n": 1e999, "days": -1e999}',
    "no number": b'{"version": NaN, "days": Infinity, "n": -Infinity}',
    "nested deep": b"[" * DEEP + b"]" * DEEP,
    "objects nested deep": b'{"facts":' * DEEP + b"1" + b"}" * DEEP,
    "a list": b"[1, 2]",
    "a word": b'"facts"',
    "nothing": b"null",
    "no text": b"\xff\xfe\x00",
    "named twice": b'{"version": 1, "version": "2", "action": [], "action": {}}',
}


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cloud]:
    """A cloud of its own: what is made up here closes offices and moves the clock."""
    with Cloud(tmp_path_factory.mktemp("any") / "data") as running:
        yield running


@pytest.fixture(scope="module")
def places(own: Cloud) -> dict[str, str]:
    """Things that are there, by the names that paths have for them."""
    office = Office(own.url)
    _, case = accepted(office)
    open_case(office, case)
    return {
        "matter_id": case,
        "organisation_id": "city-market",
        "person_id": "city-market-respondent-2",
        "letter_kind": "opinion",
        "profile": "jinzhong",
    }


def posts() -> list[str]:
    return [path for path, item in openapi()["paths"].items() if "post" in item and path != "/local/clock"]


def concrete(path: str, places: dict[str, str]) -> str:
    """A path with what is there, and with the first of the words where there are but some."""
    enums = {p["name"]: p["schema"].get("enum", ["1"])[0] for p in openapi()["paths"][path].get("parameters", [])}
    return re.sub(r"\{(\w+)\}", lambda found: places.get(found[1], str(enums.get(found[1], "1"))), path)


def test_hard_bodies_are_refused_wherever_something_is_taken(own: Cloud, places: dict[str, str]) -> None:
    """What is no JSON, or no text, or has no end: a described refusal at every address."""
    office = Office(own.url).as_("city-supervisor-1")
    sent, faults = 0, []
    for path in posts():
        for name, body in HARD.items():
            answer = office.call("POST", concrete(path, places), body)
            sent += 1
            try:
                response("post", path, answer.status)
            except KeyError:
                faults.append((path, name, answer.status))
            if answer.status >= 500:
                faults.append((path, name, answer.status))
    print(f"\nhard bodies: {sent} requests")
    assert [] == faults


def test_whatever_stands_in_a_query_twice_or_empty_is_answered(own: Cloud, places: dict[str, str]) -> None:
    office = Office(own.url).as_("city-supervisor-1")
    names = [(path, p["name"]) for path, item in openapi()["paths"].items() for p in _queries(item)]
    for path, name in names:
        for query in (f"{name}=1&{name}=2", f"{name}=&{name}=%00", f"{name}=%ED%A0%80", f"{name}={'9' * 400}"):
            answer = office.call("GET", f"{concrete(path, places)}?{query}")
            assert answer.status < 500, (path, query)
            response("get", path, answer.status)


def _queries(item: dict[str, dict[str, list[dict[str, str]]]]) -> list[dict[str, str]]:
    return [p for p in item.get("get", {}).get("parameters", []) if p["in"] == "query"]


@pytest.mark.parametrize("person", TRIED, ids=lambda person: person or "anybody")
def test_made_up_requests_are_answered_as_described(
    own: Cloud, places: dict[str, str], tmp_path: Path, person: str
) -> None:
    """Valid and invalid ones for each operation, the same at each run, by whom there is a token for."""
    config = tmp_path / "schemathesis.toml"
    config.write_text("[parameters]\n" + "".join(f'"path.{name}" = "{value}"\n' for name, value in places.items()))
    document = tmp_path / "openapi.json"
    document.write_text(json.dumps(openapi()))
    command = [sys.executable, "-m", "schemathesis.cli", "--config-file", str(config), "run", str(document)]
    options = ["--url", own.url, "--phases", "fuzzing", "-n", EXAMPLES, "-c", CHECKS, "--generation-deterministic"]
    quiet = ["--no-shrink", "--no-color", "--warnings", "off", "--suppress-health-check", "all"]
    patience = ["--request-timeout", "60", "--continue-on-failure", "--exclude-path", BINDS]
    theirs = ["--include-path-regex", TRIED[person]]
    token = ["-H", f"Authorization: Bearer {own.token(person)}"] if person else []
    done = subprocess.run(
        [*command, *options, *quiet, *patience, *theirs, *token], cwd=tmp_path, capture_output=True, text=True
    )
    counted = COUNTED.search(done.stdout)
    print(f"\n{person or 'anybody'}: {counted[1] if counted else 0} made-up requests")
    assert 0 == done.returncode, done.stdout[-10_000:] + done.stderr[-2_000:]
    assert counted and int(counted[1]) > 20
