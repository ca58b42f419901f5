"""What the embedded cloud decides by itself: its people, its secrets, its front door, its templates."""

from __future__ import annotations

import asyncio
import json
import string
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from infra.local import seed
from infra.local.front_door import LARGEST_BODY, FrontDoor
from infra.local.generated_secrets import secret_string
from infra.local.generations import Generations
from infra.local.packaging import read_template


def _items(prefix: str) -> list[dict[str, Any]]:
    return [item for item in seed.items() if item["pk"].startswith(prefix)]


def test_every_organisation_named_anywhere_exists() -> None:
    known = {organisation["id"] for organisation in _items("ORG#")}
    named = {item[role] for item in _items("ORG#") for role in ("parent", "government", "bureau") if item[role]}
    assert named | {person["organisation"] for person in _items("PERSON#")} <= known


def test_each_bureau_can_draft_review_and_sign_with_different_people() -> None:
    for bureau in (item["id"] for item in _items("ORG#") if item["kind"] == "bureau"):
        roles = [role for person in _items("PERSON#") if person["organisation"] == bureau for role in person["roles"]]
        assert {"administrator", "clerk", "reviewer", "signer", "supervisor"} == set(roles)
        assert 2 <= roles.count("supervisor")


def test_nobody_signs_in_for_a_government() -> None:
    governments = {item["id"] for item in _items("ORG#") if item["kind"] == "government"}
    assert governments.isdisjoint(person["organisation"] for person in _items("PERSON#"))


def test_a_generated_secret_leaves_out_what_its_rules_leave_out() -> None:
    rules = {"PasswordLength": 64, "ExcludePunctuation": True, "ExcludeCharacters": "0O1l"}
    text = secret_string({"GenerateSecretString": rules})
    assert len(text) == 64
    assert set(text) <= set(string.ascii_letters + string.digits) - set("0O1l")


def test_a_generated_secret_fills_its_template() -> None:
    rules = {"SecretStringTemplate": '{"use": "codes"}', "GenerateStringKey": "key"}
    assert set(json.loads(secret_string({"GenerateSecretString": rules}))) == {"use", "key"}


def test_short_tags_become_long_forms_and_dates_stay_text(tmp_path: Path) -> None:
    path = tmp_path / "template.yaml"
    path.write_text("A: !GetAtt Data.Outputs.Name\nB: !Sub '${A}-x'\nC: !Ref A\nVersion: 2012-10-17\n")
    assert read_template(path) == {
        "A": {"Fn::GetAtt": ["Data", "Outputs.Name"]},
        "B": {"Fn::Sub": "${A}-x"},
        "C": {"Ref": "A"},
        "Version": "2012-10-17",
    }


def test_an_uncommitted_generation_leaves_no_trace(tmp_path: Path) -> None:
    generations = Generations(tmp_path)
    (generations.next_directory() / "dynamodb.json").write_text("half")
    assert Generations(tmp_path).number == 0
    assert [path.name for path in (tmp_path / "state").iterdir()] == ["0"]


def test_a_committed_generation_replaces_the_one_before(tmp_path: Path) -> None:
    generations = Generations(tmp_path)
    (generations.next_directory() / "dynamodb.json").write_text("whole")
    generations.commit()
    assert (Generations(tmp_path).directory / "dynamodb.json").read_text() == "whole"


def _ask(door: FrontDoor, parts: list[bytes]) -> list[dict[str, Any]]:
    sent: list[dict[str, Any]] = []
    messages: Iterator[dict[str, Any]] = iter(
        {"type": "http.request", "body": part, "more_body": n < len(parts) - 1} for n, part in enumerate(parts)
    )

    async def receive() -> dict[str, Any]:
        return next(messages)

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    asyncio.run(door({"type": "http", "path": "/x", "headers": []}, receive, send))
    return sent


async def _cloud(scope: dict[str, Any], receive: Any, send: Any) -> None:
    status = 502 if b"fail" in (await receive())["body"] else 200
    await send({"type": "http.response.start", "status": status, "headers": []})
    await send({"type": "http.response.body", "body": scope["path"].encode()})


def test_the_front_door_asks_for_patience_while_deploying() -> None:
    start, body = _ask(FrontDoor(_cloud), [b""])
    assert start["status"] == 503
    assert dict(start["headers"])[b"retry-after"] == b"2"
    assert json.loads(body["body"])["status"] == 503


def test_the_front_door_passes_the_path_its_stage_knows() -> None:
    door = FrontDoor(_cloud)
    door.open("abc")
    assert _ask(door, [b"fine"])[1]["body"] == b"/_aws/execute-api/abc/local/x"


def test_the_front_door_hides_the_text_of_a_failure() -> None:
    door = FrontDoor(_cloud)
    door.open("abc")
    start, body = _ask(door, [b"fail"])
    assert start["status"] == 502
    assert set(json.loads(body["body"])) == {"type", "title", "status", "detail", "errors"}


@pytest.mark.parametrize(("length", "status"), [(LARGEST_BODY, 200), (LARGEST_BODY + 1, 413)])
def test_the_front_door_measures_bodies_of_unknown_length(length: int, status: int) -> None:
    door = FrontDoor(_cloud)
    door.open("abc")
    assert _ask(door, [b"x" * (length - 1), b"x"])[0]["status"] == status


def test_people_are_written_in_chinese_and_ids_in_ascii() -> None:
    source = yaml.load((Path(seed.__file__).with_name("people.yaml")).read_text(encoding="utf-8"), yaml.CSafeLoader)
    for entry in source["organisations"] + source["people"]:
        assert entry["id"].isascii()
        assert not entry["name"].isascii()
