"""The checker of the integration tests' requests: what AWS refuses is refused, and ordinary requests pass."""

from typing import Any

import pytest

from tests.integration.as_aws import AsAws
from tests.integration.as_aws_values import Refused, item_size

KEYS = [{"AttributeName": "pk", "KeyType": "HASH"}, {"AttributeName": "sk", "KeyType": "RANGE"}]
INDEX = [{"AttributeName": "due_pk", "KeyType": "HASH"}, {"AttributeName": "due_sk", "KeyType": "RANGE"}]
CREATED = {
    "TableName": "t",
    "AttributeDefinitions": [
        {"AttributeName": name, "AttributeType": "S"} for name in ("pk", "sk", "due_pk", "due_sk")
    ],
    "KeySchema": KEYS,
    "GlobalSecondaryIndexes": [
        {"IndexName": "due", "KeySchema": INDEX, "Projection": {"ProjectionType": "KEYS_ONLY"}},
    ],
}
KEY = {"pk": {"S": "a"}, "sk": {"S": "b"}}
DUE = {"due_pk": {"S": "x"}, "due_sk": {"S": "y"}}
LONG = "字" * 140_000


@pytest.fixture
def as_aws() -> AsAws:
    checker = AsAws()
    checker.refuse("CreateTable", CREATED)
    return checker


def put(**more: Any) -> dict[str, Any]:
    return {"TableName": "t", "Item": {**KEY, **more.pop("item", {})}, **more}


def update(expression: str, **more: Any) -> dict[str, Any]:
    return {"TableName": "t", "Key": KEY, "UpdateExpression": expression, **more}


def query(condition: str = "pk = :p", **more: Any) -> dict[str, Any]:
    values = {":p": {"S": "a"}, **more.pop("values", {})}
    return {"TableName": "t", "KeyConditionExpression": condition, "ExpressionAttributeValues": values, **more}


def transact(*actions: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"TransactItems": list(actions), **more}


def nested(depth: int) -> dict[str, Any]:
    return {"S": "x"} if depth == 0 else {"L": [nested(depth - 1)]}


def numbered(n: int) -> dict[str, Any]:
    return {"Put": {"TableName": "t", "Item": {"pk": {"S": str(n)}, "sk": {"S": "b"}}}}


GOOD: list[tuple[str, dict[str, Any]]] = [
    ("PutItem", put(ConditionExpression="attribute_not_exists(pk)")),
    ("PutItem", put(ConditionExpression="#s = :s", ExpressionAttributeNames={"#s": "state"},
                    ExpressionAttributeValues={":s": {"S": ""}})),
    ("PutItem", put(item={"n": {"N": "1" * 38}, "deep": nested(31), **DUE})),
    ("UpdateItem", update("SET a = :a, b = :b", ExpressionAttributeValues={":a": {"N": "1"}, ":b": {"S": ""}})),
    ("UpdateItem", update("SET shift = if_not_exists(shift, :z) + :d",
                          ExpressionAttributeValues={":z": {"N": "0"}, ":d": {"N": "1"}})),
    ("GetItem", {"TableName": "t", "Key": KEY, "ConsistentRead": True}),
    ("Query", query("pk = :p AND begins_with(sk, :s)", values={":s": {"S": "E#"}}, ConsistentRead=True)),
    ("Query", query("due_pk = :p AND due_sk <= :s", values={":s": {"S": "2026"}}, IndexName="due", Limit=25)),
    ("Query", query("due_pk = :p", IndexName="due", ExclusiveStartKey={**KEY, **DUE})),
    ("TransactWriteItems", transact(*(numbered(n) for n in range(100)), ClientRequestToken="x" * 36)),
    ("BatchWriteItem", {"RequestItems": {"t": [{"PutRequest": {"Item": KEY}}, {"DeleteRequest": {"Key": {
        "pk": {"S": "c"}, "sk": {"S": "d"}}}}]}}),
    ("PutObject", {"Key": "k" * 1024}),
    ("Encrypt", {"Plaintext": b"x" * 4096}),
]  # fmt: skip
BAD: dict[str, tuple[str, dict[str, Any]]] = {
    "empty values": ("PutItem", put(ConditionExpression="attribute_exists(pk)", ExpressionAttributeValues={})),
    "empty names": ("PutItem", put(ConditionExpression="attribute_exists(pk)", ExpressionAttributeNames={})),
    "unused value": ("PutItem", put(ConditionExpression="a = :a", ExpressionAttributeValues={
        ":a": {"S": ""}, ":ab": {"S": ""}})),
    "value without expression": ("PutItem", put(ExpressionAttributeValues={":a": {"S": ""}})),
    "unused name": ("PutItem", put(ConditionExpression="attribute_exists(pk)", ExpressionAttributeNames={"#a": "a"})),
    "undefined value": ("PutItem", put(ConditionExpression="a = :a")),
    "undefined name": ("PutItem", put(ConditionExpression="attribute_exists(#a)")),
    "reserved word": ("PutItem", put(ConditionExpression="state = :s", ExpressionAttributeValues={":s": {"S": ""}})),
    "reserved word in small letters": ("UpdateItem", update("SET name = :s", ExpressionAttributeValues={
        ":s": {"S": ""}})),
    "leading underscore": ("PutItem", put(ConditionExpression="attribute_exists(_a)")),
    "empty expression": ("PutItem", put(ConditionExpression="")),
    "expression over 4 KB": ("PutItem", put(ConditionExpression=" AND ".join(["attribute_exists(pk)"] * 200))),
    "IN of 101": ("PutItem", put(
        ConditionExpression=f"a IN ({', '.join(f':v{n}' for n in range(101))})",
        ExpressionAttributeValues={f":v{n}": {"S": "x"} for n in range(101)})),
    "no such type": ("PutItem", put(ConditionExpression="attribute_type(a, :t)", ExpressionAttributeValues={
        ":t": {"S": "TEXT"}})),
    "BETWEEN backwards": ("Query", query("pk = :p AND sk BETWEEN :b AND :a", values={
        ":a": {"S": "a"}, ":b": {"S": "b"}})),
    "empty attribute value": ("PutItem", put(item={"a": {}})),
    "two types in one value": ("PutItem", put(item={"a": {"S": "x", "N": "1"}})),
    "39 digits": ("PutItem", put(item={"a": {"N": "1" * 39}})),
    "magnitude": ("PutItem", put(item={"a": {"N": "1E126"}})),
    "too small": ("PutItem", put(item={"a": {"N": "1E-131"}})),
    "no number": ("PutItem", put(item={"a": {"N": "one"}})),
    "not a number": ("PutItem", put(item={"a": {"N": "NaN"}})),
    "empty set": ("PutItem", put(item={"a": {"SS": []}})),
    "set with duplicates": ("PutItem", put(item={"a": {"SS": ["x", "x"]}})),
    "33 levels": ("PutItem", put(item={"a": nested(33)})),
    "item over 400 KB": ("PutItem", put(item={"a": {"S": LONG}})),
    "item over 400 KB in a transaction": ("TransactWriteItems", transact({"Put": put(item={"a": {"S": LONG}})})),
    "no key": ("PutItem", {"TableName": "t", "Item": {"pk": {"S": "a"}}}),
    "empty key": ("PutItem", put(item={"sk": {"S": ""}})),
    "key of another type": ("PutItem", put(item={"sk": {"N": "1"}})),
    "long key": ("PutItem", put(item={"sk": {"S": "k" * 1025}})),
    "part of a key": ("GetItem", {"TableName": "t", "Key": {"pk": {"S": "a"}}}),
    "more than the key": ("GetItem", {"TableName": "t", "Key": {**KEY, "a": {"S": "x"}}}),
    "empty index key": ("PutItem", put(item={**DUE, "due_pk": {"S": ""}})),
    "index key of another type": ("PutItem", put(item={**DUE, "due_sk": {"N": "1"}})),
    "update of a key": ("UpdateItem", update("SET sk = :s", ExpressionAttributeValues={":s": {"S": "x"}})),
    "one path twice": ("UpdateItem", update("SET a = :s, a = :s", ExpressionAttributeValues={":s": {"S": "x"}})),
    "overlapping paths": ("UpdateItem", update("SET a = :s REMOVE a.b", ExpressionAttributeValues={":s": {"S": "x"}})),
    "no such table": ("GetItem", {"TableName": "u", "Key": KEY}),
    "no such index": ("Query", query(IndexName="none")),
    "consistent read of an index": ("Query", query("due_pk = :p", IndexName="due", ConsistentRead=True)),
    "more than is projected": ("Query", query("due_pk = :p", IndexName="due", Select="ALL_ATTRIBUTES")),
    "OR in a key condition": ("Query", query("pk = :p OR pk = :q", values={":q": {"S": "b"}})),
    "<> in a key condition": ("Query", query("pk = :p AND sk <> :s", values={":s": {"S": "b"}})),
    "no partition": ("Query", query("sk = :p")),
    "partition not by =": ("Query", query("pk > :p")),
    "another index's keys": ("Query", query("pk = :p", IndexName="due")),
    "empty partition": ("Query", query(values={":p": {"S": ""}})),
    "partition of another type": ("Query", query(values={":p": {"N": "1"}})),
    "filter by a key": ("Query", query(FilterExpression="sk = :s", values={":s": {"S": "b"}})),
    "filter by a named key": ("Query", query(FilterExpression="#k = :s", values={":s": {"S": "b"}},
                                             ExpressionAttributeNames={"#k": "sk"})),
    "limit of nothing": ("Query", query(Limit=0)),
    "start without the index's keys": ("Query", query("due_pk = :p", IndexName="due", ExclusiveStartKey=KEY)),
    "start with an empty key": ("Query", query(ExclusiveStartKey={**KEY, "pk": {"S": ""}})),
    "101 actions": ("TransactWriteItems", transact(*(numbered(n) for n in range(101)))),
    "no action": ("TransactWriteItems", transact()),
    "one item twice": ("TransactWriteItems", transact(numbered(1), {"Delete": {"TableName": "t", "Key": {
        "pk": {"S": "1"}, "sk": {"S": "b"}}}})),
    "over 4 MB": ("TransactWriteItems", transact(*(
        {"Put": put(item={"pk": {"S": str(n)}, "a": {"S": "x" * 390_000}})} for n in range(11)))),
    "long token": ("TransactWriteItems", transact(numbered(1), ClientRequestToken="x" * 37)),
    "check of nothing": ("TransactWriteItems", transact({"ConditionCheck": {"TableName": "t", "Key": KEY}})),
    "26 batched": ("BatchWriteItem", {"RequestItems": {"t": [
        {"PutRequest": numbered(n)["Put"]} for n in range(26)]}}),
    "one item twice in a batch": ("BatchWriteItem", {"RequestItems": {"t": [{"PutRequest": {"Item": KEY}}] * 2}}),
    "101 read at once": ("BatchGetItem", {"RequestItems": {"t": {"Keys": [
        {"pk": {"S": str(n)}, "sk": {"S": "b"}} for n in range(101)]}}}),
    "long object key": ("PutObject", {"Key": "k" * 1025}),
    "large plaintext": ("Encrypt", {"Plaintext": b"x" * 4097}),
}  # fmt: skip


@pytest.mark.parametrize(("operation", "request_"), GOOD)
def test_what_aws_takes_passes(as_aws: AsAws, operation: str, request_: dict[str, Any]) -> None:
    as_aws.refuse(operation, request_)


@pytest.mark.parametrize("name", BAD)
def test_what_aws_refuses_is_refused(as_aws: AsAws, name: str) -> None:
    with pytest.raises(Refused):
        as_aws.refuse(*BAD[name])


def test_an_items_size_counts_names_and_utf8() -> None:
    assert len("事实") * 3 + 5 == item_size({"facts": {"S": "事实"}})
    assert 2 + 3 + 1 + 1 + 4 == item_size({"ab": {"M": {"c": {"S": "four"}}}})
