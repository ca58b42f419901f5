"""Requests checked as AWS checks them, before the engine of the tests sees them: engines take what AWS refuses."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from infra.cost.units import item_size
from tests.integration.as_aws_expressions import attributes, refuse_expressions
from tests.integration.as_aws_values import Refused, refuse_item, refuse_key, refuse_value

MOST_ACTIONS = 100
MOST_BATCHED = {"BatchWriteItem": 25, "BatchGetItem": 100}
LARGEST_TRANSACTION = 4 * 1024 * 1024
LONGEST_TOKEN = 36
LONGEST_OBJECT_KEY = 1024
LARGEST_PLAINTEXT = 4096
ON_ITEMS = ("PutItem", "GetItem", "UpdateItem", "DeleteItem")
FORBIDDEN_IN_KEY_CONDITION = (" OR ", " NOT ", " IN ", "<>")
Request = Mapping[str, Any]
Key = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Index:
    """The key attributes of a table or index with their role, and what an index projects."""

    keys: Mapping[str, str]
    projects_all: bool = True


@dataclass(slots=True)
class Table:
    """What a table's requests are held against."""

    types: Mapping[str, str]
    own: Index
    indexes: Mapping[str, Index]

    @classmethod
    def created(cls, request: Request) -> "Table":
        return cls(
            types={a["AttributeName"]: a["AttributeType"] for a in request["AttributeDefinitions"]},
            own=Index(_keys(request)),
            indexes={
                row["IndexName"]: Index(_keys(row), row["Projection"]["ProjectionType"] == "ALL")
                for row in request.get("GlobalSecondaryIndexes", [])
            },
        )


def _keys(row: Request) -> dict[str, str]:
    return {key["AttributeName"]: key["KeyType"] for key in row["KeySchema"]}


@dataclass(slots=True)
class AsAws:
    """The checker; it learns each table from its creation."""

    tables: dict[str, Table] = field(default_factory=dict)

    def check(self, params: Request, model: Any, **_: Any) -> None:
        """For botocore's ``provide-client-params``. Raises Refused."""
        self.refuse(model.name, params)

    def refuse(self, operation: str, request: Request) -> None:
        """Raises Refused for a request that AWS would refuse."""
        if operation == "CreateTable":
            self.tables[request["TableName"]] = Table.created(request)
        elif operation in ON_ITEMS:
            self._refuse_action(operation.removesuffix("Item"), request)
        elif operation == "Query":
            self._refuse_query(request)
        elif operation in MOST_BATCHED:
            self._refuse_batch(operation, request)
        elif operation in ("TransactWriteItems", "TransactGetItems"):
            self._refuse_transaction(request)
        elif operation == "PutObject" and len(request["Key"].encode()) > LONGEST_OBJECT_KEY:
            raise Refused("an object's key is longer than 1024 bytes")
        elif operation == "Encrypt" and not 0 < len(request["Plaintext"]) <= LARGEST_PLAINTEXT:
            raise Refused("KMS encrypts 1 to 4096 bytes")

    def _refuse_action(self, kind: str, request: Request) -> Key:
        refuse_expressions(request)
        table = self._table(request)
        if kind == "Put":
            return self._refuse_put(table, request["Item"])
        if set(request["Key"]) != set(table.own.keys):
            raise Refused(f"the key is {sorted(table.own.keys)}, not {sorted(request['Key'])}")
        if changed := attributes(request.get("UpdateExpression", "")) & set(table.own.keys):
            raise Refused(f"{sorted(changed)} are part of the key and cannot be updated")
        return self._key(table, request["Key"])

    def _refuse_put(self, table: Table, item: Request) -> Key:
        refuse_item(item)
        for index in table.indexes.values():
            for name, role in index.keys.items():
                if name in item:
                    refuse_key(name, item[name], table.types[name], role)
        return self._key(table, item)

    def _key(self, table: Table, item: Request) -> Key:
        if missing := set(table.own.keys) - set(item):
            raise Refused(f"the key attributes {sorted(missing)} are missing")
        for name, role in table.own.keys.items():
            refuse_key(name, item[name], table.types[name], role)
        return tuple((name, str(item[name])) for name in sorted(table.own.keys))

    def _table(self, request: Request) -> Table:
        if request["TableName"] not in self.tables:
            raise Refused(f"there is no table {request['TableName']}")
        return self.tables[request["TableName"]]

    def _refuse_query(self, request: Request) -> None:
        refuse_expressions(request)
        table = self._table(request)
        named = request.get("IndexName")
        index = table.indexes.get(named) if named else table.own
        if index is None:
            raise Refused(f"there is no index {named}")
        if named and request.get("ConsistentRead"):
            raise Refused("an index is not read consistently")
        if named and request.get("Select") == "ALL_ATTRIBUTES" and not index.projects_all:
            raise Refused("the index does not project all attributes")
        if request.get("Limit", 1) < 1:
            raise Refused("Limit is at least 1")
        _refuse_key_condition(request, index, table)
        if "ExclusiveStartKey" in request:
            _refuse_start(request["ExclusiveStartKey"], table, index)

    def _refuse_batch(self, operation: str, request: Request) -> None:
        actions = [
            (name, action)
            for name, wanted in request["RequestItems"].items()
            for action in (wanted if operation == "BatchWriteItem" else [{"Get": key} for key in wanted["Keys"]])
        ]
        if not 0 < len(actions) <= MOST_BATCHED[operation]:
            raise Refused(f"{operation} takes 1 to {MOST_BATCHED[operation]} items, not {len(actions)}")
        found = []
        for name, action in actions:
            table = self._table({"TableName": name})
            ((kind, wanted),) = action.items()
            put = kind == "PutRequest"
            key = self._refuse_put(table, wanted["Item"]) if put else self._key(table, wanted.get("Key", wanted))
            found.append((name, key))
        _refuse_twice(found)

    def _refuse_transaction(self, request: Request) -> None:
        actions = [(kind, row) for action in request["TransactItems"] for kind, row in action.items()]
        if not 0 < len(actions) <= MOST_ACTIONS:
            raise Refused(f"a transaction has 1 to {MOST_ACTIONS} actions, not {len(actions)}")
        if len(request.get("ClientRequestToken", "")) > LONGEST_TOKEN:
            raise Refused("ClientRequestToken is longer than 36 characters")
        _refuse_twice([(row["TableName"], self._refuse_action(kind, row)) for kind, row in actions])
        if sum(item_size(row.get("Item", {})) for _, row in actions) > LARGEST_TRANSACTION:
            raise Refused("the transaction is larger than 4 MB")
        if any(kind == "ConditionCheck" and "ConditionExpression" not in row for kind, row in actions):
            raise Refused("a ConditionCheck needs its condition")


def _refuse_twice(found: list[tuple[str, Key]]) -> None:
    if len(set(found)) != len(found):
        raise Refused("one item stands twice in the request")


def _refuse_key_condition(request: Request, index: Index, table: Table) -> None:
    condition, names = request["KeyConditionExpression"], request.get("ExpressionAttributeNames", {})
    if any(operator in f" {condition.upper()} " for operator in FORBIDDEN_IN_KEY_CONDITION):
        raise Refused("a key condition knows no OR, NOT, IN and <>")
    spelt = condition
    for placeholder, name in names.items():
        spelt = spelt.replace(placeholder, name)
    (partition,) = [name for name, role in index.keys.items() if role == "HASH"]
    if not attributes(spelt) <= set(index.keys) or f"{partition} = :" not in spelt:
        raise Refused(f"the key condition needs {partition} = and nothing but keys: {condition}")
    for name, value in request.get("ExpressionAttributeValues", {}).items():
        for key in index.keys:
            if f"{key} = {name} " in f"{spelt} ":
                refuse_key(key, value, table.types[key], index.keys[key])
    filtered = attributes(request.get("FilterExpression", "")) | {
        name for mark, name in names.items() if mark in request.get("FilterExpression", "")
    }
    if keys := filtered & set(index.keys):
        raise Refused(f"a filter cannot be by the keys {sorted(keys)}")


def _refuse_start(start: Request, table: Table, index: Index) -> None:
    wanted = {**index.keys, **table.own.keys}
    if set(start) != set(wanted):
        raise Refused(f"ExclusiveStartKey has {sorted(start)}, not {sorted(wanted)}")
    for name, value in start.items():
        refuse_value(value)
        refuse_key(name, value, table.types[name], wanted[name])
