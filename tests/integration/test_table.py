"""The table adapter: what goes in comes out, page after page, under conditions."""

import json
from datetime import date, timedelta
from typing import Any

import pytest
from botocore.exceptions import ParamValidationError
from hypothesis import given
from hypothesis import strategies as st
from jiandu.adapters import aws, clock, table
from jiandu.adapters.items import marshal, unmarshal
from jiandu.settings import settings

from tests.integration.desk_work import SUPERVISOR, Desk, load
from tests.integration.traffic import Traffic

VALUES = st.recursive(
    st.booleans() | st.integers(-(10**9), 10**9) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(min_size=1), inner, max_size=3),
    max_leaves=6,
)


@given(st.dictionaries(st.text(min_size=1), VALUES, max_size=5))
def test_values_come_back_as_they_went_in(values: dict[str, Any]) -> None:
    assert values == unmarshal(marshal(values))


def test_what_is_none_is_left_out() -> None:
    assert {"a": 1, "b": {"c": []}} == unmarshal(marshal({"a": 1, "b": {"c": [None], "d": None}, "e": None}))


def test_a_value_of_no_known_kind_is_refused() -> None:
    with pytest.raises(TypeError, match="date"):
        marshal({"a": date(2026, 3, 2)})


def test_a_matter_comes_back_with_all_that_belongs_to_it(deployment: str) -> None:
    """Snapshot, clocks, documents and events by one query; the events in their order."""
    case = load(Desk().correcting())
    assert list(range(1, case.matter.version + 1)) == [event.n for event in case.events]
    assert {"explanation", "correction", "objection"} == {c.name for c in case.clocks}
    assert {"explanation_demand", "opinion"} == {d.kind for d in case.documents}


def test_a_matter_that_is_not_there_is_none(deployment: str) -> None:
    assert table.load_case("0" * 32) is None


def test_a_long_record_is_read_page_after_page(traffic: Traffic, monkeypatch: pytest.MonkeyPatch) -> None:
    """DynamoDB answers a megabyte at a time; nothing behind the first page is lost."""
    desk = Desk()
    complaint = desk.submit().matter_id
    for _ in range(30):
        desk.act(complaint, "supplement", "complainant", text="补" * 5000)
    monkeypatch.setattr("ministack.services.dynamodb._DDB_PAGE_SIZE_BYTES", 50_000)
    traffic.calls.clear()
    case = load(complaint)
    assert traffic.operations().count("Query") > 1
    assert 31 == len(case.events)


def test_the_snapshot_stays_small(deployment: str) -> None:
    """At most 1 KB beside the places in the lists: what was typed stands in the events."""
    case = load(Desk().correcting())
    assert len(json.dumps(case.matter.model_dump(mode="json"), ensure_ascii=False).encode()) <= 1024


def test_writes_without_a_bound_are_a_mistake_of_ours(deployment: str) -> None:
    transaction = table.Transaction()
    with pytest.raises(AssertionError):
        transaction.commit()
    for n in range(table.MOST_ITEMS + 1):
        transaction.put("item", {"pk": f"X#{n}", "sk": "X"}, table.NEW)
    with pytest.raises(AssertionError):
        transaction.commit()


def test_a_parameter_of_a_wrong_type_is_a_mistake_of_ours(deployment: str) -> None:
    """The product's clients do not look themselves, so the tests do."""
    with pytest.raises(ParamValidationError, match="ConsistentRead"):
        aws.client("dynamodb").get_item(TableName=deployment, Key=marshal({"pk": "a", "sk": "b"}), ConsistentRead="yes")


def test_a_lost_condition_names_its_write(deployment: str) -> None:
    first, second = table.Transaction(), table.Transaction()
    first.put("request", {"pk": "X", "sk": "X"}, table.NEW)
    first.commit()
    second.put("other", {"pk": "Y", "sk": "Y"}, table.NEW)
    second.put("request", {"pk": "X", "sk": "X"}, table.NEW)
    with pytest.raises(table.Lost) as lost:
        second.commit()
    assert frozenset({"request"}) == lost.value.labels
    assert table.get("Y", "Y") is None


def test_lists_are_paged_without_loss_or_doubling(deployment: str) -> None:
    """By the key to go on from, the most urgent first."""
    desk = Desk()
    matters = set()
    for _ in range(7):
        matters.add(desk.submit().matter_id)
        desk.wait(days=1)
    found: list[dict[str, Any]] = []
    after = None
    while True:
        page = table.page("work", "city-bureau#open", 3, after)
        found += page.items
        if page.next is None:
            break
        after = page.next
    assert matters == {str(item["id"]) for item in found}
    assert len(matters) == len(found)
    assert sorted(str(i["work_sk"]) for i in found) == [i["work_sk"] for i in found]


def test_every_index_a_query_names_is_in_the_template(deployment: str) -> None:
    answer = aws.client("dynamodb").describe_table(TableName=settings().table_name)["Table"]
    indexes = {index["IndexName"] for index in answer["GlobalSecondaryIndexes"]}
    assert {"due", "work", "inbox", "day", "list"} == indexes


def test_the_days_events_can_be_read(deployment: str) -> None:
    """Keys and hashes only, for the root of the day."""
    desk = Desk()
    complaint = desk.submit().matter_id
    answer = aws.client("dynamodb").query(
        TableName=settings().table_name,
        IndexName="day",
        KeyConditionExpression="day_pk = :p",
        ExpressionAttributeValues=marshal({":p": table.day_place(complaint, 1, desk.now)["day_pk"]}),
    )
    (item,) = [unmarshal(i) for i in answer["Items"]]
    assert load(complaint).matter.head == item["hash"]
    assert {"pk", "sk", "day_pk", "day_sk", "hash"} == set(item)


def test_organisations_and_people_are_listed(deployment: str) -> None:
    assert {"city-bureau", "county-bureau"} <= {o.id for o in table.list_organisations()}
    assert SUPERVISOR in {p.id for p in table.list_people()}
    assert table.load_organisation("nowhere") is None
    assert table.load_person("nobody") is None


def test_business_time_moves_in_the_local_stage_only(deployment: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Elsewhere the shift is not even read."""
    clock.move(timedelta(days=30))
    real = clock.now()
    monkeypatch.setenv("BUSINESS_CLOCK", "movable")
    settings.cache_clear()
    assert timedelta(days=30) <= clock.now() - real < timedelta(days=30, minutes=5)
    assert 0 == clock.now().microsecond % 1000
