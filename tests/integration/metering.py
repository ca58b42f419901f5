"""The units a deployment in the test's process uses up, from the items its requests read and write."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import pytest
from botocore.client import BaseClient
from jiandu.settings import settings

from infra.cost.units import Index, Item, item_size, read_units, write_units
from infra.cost.use import Use
from infra.local.packaging import read_template
from tests.contract.template import ROOT
from tests.integration.embedded_aws import EmbeddedAws

KEYS = ("pk", "sk")
OVERHEAD = 100  # bytes the storage of an item, or of an entry in an index, counts for besides its own
READING = ("GetItem", "Query")
SINGLE = ("PutItem", "UpdateItem", "DeleteItem")
Parameters = Mapping[str, Any]


def indexes() -> tuple[Index, ...]:
    """Those of the table in infra/data.yaml."""
    table = read_template(ROOT / "infra/data.yaml")["Resources"]["Table"]["Properties"]
    return tuple(Index.of(row, KEYS) for row in table["GlobalSecondaryIndexes"])


@dataclass
class Meter:
    """Counts every call from now on; ``taken`` hands over what was counted since it was last asked."""

    services: EmbeddedAws
    used: Use = field(default_factory=Use)
    indexes: tuple[Index, ...] = field(default_factory=indexes)
    judged: list[tuple[str, float, float]] = field(default_factory=list)
    """Of each call that writes: its name, our units, and the engine's own."""

    @classmethod
    def listening(cls, services: EmbeddedAws, patch: pytest.MonkeyPatch) -> Meter:
        meter = cls(services)
        send = BaseClient._make_api_call

        def heard(client: Any, operation: str, parameters: dict[str, Any]) -> Any:
            if client.meta.service_model.service_name != "dynamodb":
                meter.used += _elsewhere(operation, parameters)
                return send(client, operation, parameters)
            writes = list(_written(operation, parameters))
            before = [meter._item(key) for key in writes]
            asked = {**parameters, "ReturnConsumedCapacity": "TOTAL"} if writes else parameters
            answer = send(client, operation, asked)
            meter._count(
                operation, parameters, answer, [(b, meter._item(k)) for k, b in zip(writes, before, strict=True)]
            )
            return answer

        patch.setattr(BaseClient, "_make_api_call", heard)
        return meter

    def taken(self, function: str = "") -> Use:
        """What was used; ``function`` is which one ran for it."""
        used, self.used = self.used, Use()
        return used + Use(ran=Counter([function] if function else ()))

    def _count(
        self, operation: str, asked: Parameters, answer: Parameters, changes: list[tuple[Item | None, Item | None]]
    ) -> None:
        calls = Counter([operation])
        if changes:
            times = 1 if operation in SINGLE else 2
            writes = sum(write_units(before, after, self.indexes, times) for before, after in changes)
            told = answer["ConsumedCapacity"]
            self.judged.append((operation, writes, sum(c["CapacityUnits"] for c in (told if times == 2 else [told]))))
            stored = sum(self._stored(after) - self._stored(before) for before, after in changes)
            self.used += Use(writes=writes, stored=stored, calls=calls)
        elif operation in READING:
            assert "FilterExpression" not in asked, "what a filter drops was read too"
            found = [answer["Item"]] if "Item" in answer else answer.get("Items", [])
            sizes = [item_size(item) for item in found]
            self.used += Use(reads=read_units(sizes, asked.get("ConsistentRead", False)), calls=calls)

    def _item(self, key: tuple[str, str]) -> Item | None:
        return self.services.item(settings().table_name, *key)

    def _stored(self, item: Item | None) -> int:
        kept = [item, *(index.entry(item) for index in self.indexes)] if item else []
        return sum(item_size(each) + OVERHEAD for each in kept if each)


def _written(operation: str, asked: Parameters) -> Iterator[tuple[str, str]]:
    """The keys of the items a call writes."""
    parts = [part for each in asked.get("TransactItems", ()) for part in each.values()]
    for part in parts or ([asked] if operation in SINGLE else []):
        key = part.get("Item") or part["Key"]
        yield key["pk"]["S"], key["sk"]["S"]


def _elsewhere(operation: str, asked: Parameters) -> Use:
    """A call to another service; what it leaves in a bucket."""
    body = asked.get("Body", b"") if operation == "PutObject" else b""
    return Use(filed=len(body), calls=Counter([operation]))
