"""What the sweep set aside, back into the due index: the next sweep tries it again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from botocore.exceptions import ClientError
from jiandu.adapters import calendars
from jiandu.adapters.items import marshal, unmarshal
from jiandu.adapters.table import SET_ASIDE, SHARDS, shard

_RECOMPUTATIONS = "RECOMPUTE#"


@dataclass(frozen=True, slots=True)
class Found:
    """One thing set aside: its keys, what to tell of it, and the write that puts it back under a condition."""

    pk: str
    sk: str
    error: str
    change: str
    condition: str
    values: dict[str, Any]

    def __str__(self) -> str:
        return f"{self.pk.removeprefix('M#')}  {self.sk}  {self.error}"


class Alerts:
    """One deployment's table, by its name and a client with the operator's credentials."""

    def __init__(self, dynamodb: Any, table: str) -> None:
        self._dynamodb = dynamodb
        self._table = table

    def found(self) -> Iterator[Found]:
        """Clocks and errands in ``DUE#failed``, and recomputations that ended without some of their matters."""
        for key in self._query(IndexName="due", KeyConditionExpression="due_pk = :p", values={":p": SET_ASIDE}):
            item = self._item(key)
            if item.get("due_pk") == SET_ASIDE:
                yield _alert(item)
        records = {":p": calendars.PK, ":s": _RECOMPUTATIONS}
        for item in self._query(KeyConditionExpression="pk = :p AND begins_with(sk, :s)", values=records):
            if item["failed"] and "due_pk" not in item:
                yield _recomputation(item)

    def put_back(self, found: Found) -> bool:
        """False where somebody else put it back or handled it meanwhile: then nothing is changed."""
        try:
            self._dynamodb.update_item(
                TableName=self._table,
                Key=marshal({"pk": found.pk, "sk": found.sk}),
                UpdateExpression=found.change,
                ConditionExpression=found.condition,
                ExpressionAttributeValues=marshal(found.values),
            )
        except ClientError as error:
            if error.response["Error"]["Code"] != "ConditionalCheckFailedException":
                raise
            return False
        return True

    def _item(self, key: dict[str, Any]) -> dict[str, Any]:
        where = marshal({"pk": key["pk"], "sk": key["sk"]})
        answer = self._dynamodb.get_item(TableName=self._table, Key=where, ConsistentRead=True)
        return unmarshal(answer.get("Item", {}))

    def _query(self, values: dict[str, Any], **query: Any) -> Iterator[dict[str, Any]]:
        pages = self._dynamodb.get_paginator("query").paginate(
            TableName=self._table, ExpressionAttributeValues=marshal(values), **query
        )
        return (unmarshal(item) for page in pages for item in page["Items"])


def _alert(item: dict[str, Any]) -> Found:
    shelf = f"DUE#{shard(item['pk'].removeprefix('M#')):02d}"
    return Found(
        item["pk"],
        item["sk"],
        item.get("failed_as", "?"),
        "SET due_pk = :d REMOVE failed_as",
        "due_pk = :f AND due_sk = :s",
        {":d": shelf, ":f": SET_ASIDE, ":s": item["due_sk"]},
    )


def _recomputation(item: dict[str, Any]) -> Found:
    """From its beginning: what it does twice changes nothing."""
    return Found(
        item["pk"],
        item["sk"],
        f"{len(item['failed'])} 件未能重算",
        "SET due_pk = :d, due_sk = :s, at_shard = :z, at_entry = :e, failed = :n",
        "attribute_not_exists(due_pk) AND at_shard = :all",
        {":d": calendars.DUE, ":s": f"{item['since']}#{item['sk']}", ":z": 0, ":e": "", ":n": [], ":all": SHARDS},
    )
