"""The fictional people one may sign in as: whoever is in office, as the table has them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from boto3.dynamodb.types import TypeDeserializer

from infra.local.clients import client

_READ = TypeDeserializer()
Row = dict[str, Any]


def people(endpoint: str, table: str) -> list[Row]:
    """Each with id, name, title, roles and organisation; those of cities first, and of them the bureaus'."""
    offices = {row["id"]: row for row in _listed(endpoint, table, "ORGS")}
    known = [p for p in _listed(endpoint, table, "PEOPLE") if not p.get("left_on")]
    here = [p for p in known if offices[p["organisation"]]["open"]]

    def place(person: Row) -> tuple[bool, bool, str, str]:
        office = offices[person["organisation"]]
        return office["level"] != "city", office["kind"] != "bureau", office["id"], person["id"]

    return [
        {
            **{name: person[name] for name in ("id", "name", "title", "roles", "organisation")},
            "organisation_name": offices[person["organisation"]]["name"],
        }
        for person in sorted(here, key=place)
    ]


def _listed(endpoint: str, table: str, name: str) -> Iterator[Row]:
    pages = (
        client("dynamodb", endpoint)
        .get_paginator("query")
        .paginate(
            TableName=table,
            IndexName="list",
            KeyConditionExpression="list_pk = :p",
            ExpressionAttributeValues={":p": {"S": name}},
        )
    )
    for page in pages:
        for item in page["Items"]:
            yield {attribute: _READ.deserialize(value) for attribute, value in item.items()}
