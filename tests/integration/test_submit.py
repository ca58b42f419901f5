"""Receiving a complaint: one transaction, one answer however often it is asked for."""

import json
import uuid

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis
from hypothesis import strategies as st
from jiandu.adapters import aws, identities, keys, table
from jiandu.adapters.ids import ALPHABET, RandomIds
from jiandu.core.errors import Busy, Invalid
from jiandu.settings import settings

from tests.integration.desk_work import Desk, load
from tests.integration.traffic import Traffic


def everything_stored() -> list[dict[str, object]]:
    found: list[dict[str, object]] = aws.client("dynamodb").scan(TableName=settings().table_name)["Items"]
    return found


def test_a_complaint_is_one_transaction(traffic: Traffic) -> None:
    """Matter, clock, event, code, number, request and identity together or not at all."""
    Desk().submit(name="李某某", phone="13800138000")
    assert ["TransactWriteItems"] == traffic.writes()
    assert "Scan" not in traffic.operations()


@pytest.mark.duty("JZ-16")
def test_it_is_found_by_its_code(deployment: str) -> None:
    """The code itself is stored nowhere, only its keyed hash."""
    answer = Desk().submit()
    item = table.get(keys.tracking_key(answer.code, "1"), "CODE")
    assert item and answer.matter_id == item["matter"]
    assert answer.code not in repr(everything_stored())


def test_the_same_request_gets_the_same_answer_code_included(traffic: Traffic) -> None:
    desk = Desk()
    first = desk.submit("once")
    desk.wait(days=3)
    assert first == desk.submit("once")
    assert 1 == load(first.matter_id).matter.version
    assert [first.matter_id] == [str(i["id"]) for i in table.page("work", "city-bureau#open", 10, None).items]


def test_another_body_under_the_key_is_refused(deployment: str) -> None:
    desk = Desk()
    desk.submit("once")
    with pytest.raises(Invalid) as refusal:
        desk.submit("once", facts="另一件事。")
    assert ("Idempotency-Key", "same_body") == (refusal.value.mistakes[0].field, refusal.value.mistakes[0].rule)


def test_two_complaints_have_two_codes_and_two_numbers(deployment: str) -> None:
    """The same words by two persons are two complaints."""
    desk = Desk()
    one, two = desk.submit(), desk.submit()
    assert one.code != two.code
    assert one.number != two.number


def test_a_number_already_taken_is_drawn_again(deployment: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Public numbers are random: a collision is settled by drawing anew."""
    desk = Desk()
    taken = desk.submit().number
    drawn = iter([taken, "TS20260302-NEWONE"])
    monkeypatch.setattr(RandomIds, "number", lambda self, prefix, day: next(drawn))
    assert "TS20260302-NEWONE" == desk.submit().number


def test_a_collision_in_time_is_tried_again(traffic: Traffic) -> None:
    traffic.cancel(2, "TransactionConflict")
    assert load(Desk().submit().matter_id).matter.state == "received"


def test_collisions_without_end_are_told_as_busy(traffic: Traffic) -> None:
    """503 with Retry-After, and nothing stored."""
    traffic.cancel(99, "TransactionConflict")
    before = len(everything_stored())
    with pytest.raises(Busy):
        Desk().submit()
    assert before == len(everything_stored())


def test_name_and_phone_are_stored_encrypted_and_apart(deployment: str) -> None:
    """Officers read the family name only; the identity is an item of its own under KMS."""
    answer = Desk().submit(name="欧阳某某", phone="13800138000")
    stored = repr(everything_stored())
    assert [] == [part for part in ("欧阳某某", "13800138000") if part in stored]
    item = table.get(f"I#{answer.matter_id}", "IDENTITY")
    assert item is not None
    assert ("AES-256-GCM", settings().identity_key) == (item["algorithm"], item["key"])
    assert ("欧阳某某", "13800138000") == (identities.opened(item).name, identities.opened(item).phone)
    for key, field in (("another", "pk"), (b"x" * 12, "nonce"), ("another", "algorithm")):
        with pytest.raises(Busy):
            identities.opened({**item, field: f"I#{key}" if field == "pk" else key})


def test_an_anonymous_complaint_has_no_identity_item(deployment: str) -> None:
    answer = Desk().submit(anonymous=True)
    assert table.get(f"I#{answer.matter_id}", "IDENTITY") is None


@pytest.mark.parametrize(
    ("agency", "rule"),
    [("nowhere", "known"), ("city-closed", "open"), ("city-bureau", "supervised"), ("city-government", "supervised")],
)
def test_an_agency_that_is_none_of_ours_is_refused_and_nothing_is_stored(
    traffic: Traffic, agency: str, rule: str
) -> None:
    with pytest.raises(Invalid) as refusal:
        Desk().submit(agency=agency)
    assert ("agency", rule) == (refusal.value.mistakes[0].field, refusal.value.mistakes[0].rule)
    assert [] == traffic.writes()


@hypothesis(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(st.text(), st.integers(0, 16), st.integers(1, 31))
def test_every_single_wrong_character_of_a_code_is_caught(deployment: str, key: str, place: int, by: int) -> None:
    """It leads to another item, which nobody has."""
    code = keys.tracking_code(key, "body", "1")
    wrong = ALPHABET[(ALPHABET.index(code[place]) + by) % 32]
    assert keys.tracking_key(code, "1") != keys.tracking_key(code[:place] + wrong + code[place + 1 :], "1")


def test_case_spaces_and_dashes_of_a_code_do_not_matter(deployment: str) -> None:
    code = keys.tracking_code("key", "body", "1")
    grouped = f" {code[:6].lower()}-{code[6:12]} {code[12:]}\n"
    assert keys.tracking_key(code, "1") == keys.tracking_key(grouped, "1")
    assert keys.tracking_key(code, "1") not in [keys.tracking_key(text, "1") for text in ("", code + "2", "查询码")]


def test_without_the_secret_a_code_cannot_be_made(deployment: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Key and body alone do not give it."""
    answer = Desk().submit()
    monkeypatch.setattr(keys, "_fetched", lambda slot: keys.Ring("1", {"1": b"another"}))
    assert table.get(keys.tracking_key(answer.code, "1"), "CODE") is None


def test_the_secret_is_rotated_and_old_codes_and_retries_go_on_working(
    deployment: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The new key makes the new codes; an item says by which key it is found."""
    desk = Desk()
    old = desk.submit("once", phone="13800138000")
    plain = keys.ring().keys["1"].decode()
    told = json.dumps({"current": "2", "keys": {"1": plain, "2": "another"}})
    monkeypatch.setenv("TRACKING_SECRET", secret(told))
    keys._fetched.cache_clear()
    settings.cache_clear()
    new = desk.submit()
    assert old == desk.submit("once", phone="13800138000")
    assert ["2", "1"] == [found(answer.code)["key"] for answer in (new, old)]
    assert keys.tracking_key(new.code, "2").startswith("T#2#")
    keys._fetched.cache_clear()


def secret(text: str) -> str:
    made = aws.client("secretsmanager").create_secret(Name=f"tracking-{uuid.uuid4().hex}", SecretString=text)
    return str(made["ARN"])


def found(code: str) -> dict[str, object]:
    return next(item for key in keys.tracking_keys(code) if (item := table.get(key, "CODE")))
