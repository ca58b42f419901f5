"""The fictional organisations and people of the local stage, written once and never overwritten."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from boto3.dynamodb.types import TypeSerializer
from botocore.exceptions import ClientError

from infra.local.clients import client

PROFILE = "jinzhong"
_SOURCE = Path(__file__).with_name("people.yaml")


def plant(endpoint: str, table: str) -> None:
    dynamodb = client("dynamodb", endpoint)
    serialize = TypeSerializer().serialize
    for item in items():
        try:
            dynamodb.put_item(
                TableName=table,
                Item={name: serialize(value) for name, value in item.items()},
                ConditionExpression="attribute_not_exists(pk)",
            )
        except ClientError as error:
            if error.response["Error"]["Code"] != "ConditionalCheckFailedException":
                raise


def items() -> Iterator[dict[str, Any]]:
    source = yaml.safe_load(_SOURCE.read_text(encoding="utf-8"))
    for organisation in source["organisations"]:
        yield {
            "pk": f"ORG#{organisation['id']}",
            "sk": "ORG",
            "v": 1,
            "vertical": False,
            "open": True,
            "profile": PROFILE,
            **organisation,
            "list_pk": "ORGS",
            "list_sk": organisation["id"],
        }
    for person in source["people"]:
        yield {
            "pk": f"PERSON#{person['id']}",
            "sk": "PERSON",
            "v": 1,
            **person,
            "list_pk": "PEOPLE",
            "list_sk": person["id"],
        }
