"""A checked seed into a deployment's table: each item with its record entry in one transaction, safe to repeat."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from botocore.exceptions import ClientError
from jiandu.adapters.items import marshal, unmarshal
from jiandu.adapters.register import claim_item, claims_of, entry_item, subject_item
from jiandu.core.deadlines import SHANGHAI
from jiandu.core.matter import SYSTEM, Organisation, Person
from jiandu.core.offices import Register
from jiandu.core.register import Entry, Subject, make_entry, office_of

from infra.seed.source import Refused, Seed

NEW = "attribute_not_exists(pk)"
ATTEMPTS = 20


def items_of(seed: Seed) -> Iterator[dict[str, Any]]:
    """Each organisation and person as it stands in the table."""
    return map(subject_item, seed.subjects)


class Writer:
    """One table, by its name and a client with the operator's credentials."""

    def __init__(self, dynamodb: Any, table: str) -> None:
        self._dynamodb = dynamodb
        self._table = table
        self._records: dict[str, list[Entry]] = {}

    def there(self) -> Register:
        """What the table holds already."""
        organisations = map(Organisation.model_validate, self._listed("ORGS"))
        people = map(Person.model_validate, self._listed("PEOPLE"))
        return Register({o.id: o for o in organisations}, {p.id: p for p in people})

    def write(self, seed: Seed) -> tuple[int, int]:
        """How many were written, and how many were there already and stay as they are."""
        written = [self._write(subject) for subject in seed.subjects]
        return sum(written), len(written) - sum(written)

    def _write(self, subject: Subject) -> bool:
        """False for one that is there already; an entry that somebody else wrote meanwhile is gone after."""
        for _ in range(ATTEMPTS):
            record, now = self._record(office_of(subject)), datetime.now(SHANGHAI)
            entry = make_entry(record, action="seed", actor=SYSTEM, now=now, before=None, after=subject)
            lost = self._put(subject, entry)
            if lost is None:
                record.append(entry)
                return True
            if lost == 0:
                return False
            if lost > 1:
                raise Refused([f"{subject.id}：{claims_of(subject)[lost - 2][1]} 已经由其他机构或者人员使用"])
            del self._records[office_of(subject)]
        raise Refused([f"{subject.id}：其他人正在维护同一机构，请稍后再次导入，已经写入的不会重复"])

    def _put(self, subject: Subject, entry: Entry) -> int | None:
        """None when written, else which write lost: 0 the item itself, 1 its entry, more a claim."""
        writes = [self._write_of(item) for item in (subject_item(subject), entry_item(entry))]
        writes += [self._claim(rule, value, subject.id) for rule, value in claims_of(subject)]
        try:
            self._dynamodb.transact_write_items(TransactItems=writes)
        except ClientError as error:
            reasons = error.response.get("CancellationReasons", [])
            failed = [n for n, r in enumerate(reasons) if r.get("Code") == "ConditionalCheckFailed"]
            if not failed:
                raise
            return failed[0]
        return None

    def _record(self, organisation_id: str) -> list[Entry]:
        if organisation_id not in self._records:
            key = {":p": f"ORG#{organisation_id}", ":s": "A#"}
            found = self._query(KeyConditionExpression="pk = :p AND begins_with(sk, :s)", key=key, ConsistentRead=True)
            self._records[organisation_id] = [Entry.model_validate(item) for item in found]
        return self._records[organisation_id]

    def _write_of(self, item: Mapping[str, Any]) -> dict[str, Any]:
        return {"Put": {"TableName": self._table, "Item": marshal(item), "ConditionExpression": NEW}}

    def _claim(self, rule: str, value: str, holder: str) -> dict[str, Any]:
        write = self._write_of(claim_item(rule, value, holder))
        own = {"ConditionExpression": f"{NEW} OR holder = :h", "ExpressionAttributeValues": marshal({":h": holder})}
        return {"Put": {**write["Put"], **own}}

    def _listed(self, name: str) -> Iterator[dict[str, Any]]:
        return self._query(IndexName="list", KeyConditionExpression="list_pk = :p", key={":p": name})

    def _query(self, key: Mapping[str, str], **query: Any) -> Iterator[dict[str, Any]]:
        pages = self._dynamodb.get_paginator("query").paginate(
            TableName=self._table, ExpressionAttributeValues=marshal(key), **query
        )
        return (unmarshal(item) for page in pages for item in page["Items"])
