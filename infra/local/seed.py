"""The fictional organisations and people of the local stage, written once and never overwritten."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from infra.local.clients import client

SOURCE = Path(__file__).with_name("people.yaml")


def plant(endpoint: str, table: str) -> None:
    from infra.seed.source import read
    from infra.seed.writing import Writer

    Writer(client("dynamodb", endpoint), table).write(read(SOURCE))


def items() -> Iterator[dict[str, Any]]:
    """Each organisation and person as it stands in the table."""
    from infra.seed.source import read
    from infra.seed.writing import items_of

    return items_of(read(SOURCE))
