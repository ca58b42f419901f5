"""What a data directory holds, read as the launcher would load it, in figures that two copies can be compared by."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import infra.seed  # noqa: F401  with it the layers can be imported
from infra.local.engine import start
from infra.local.generations import Generations
from infra.local.journal import Journal
from infra.local.settings import Settings

Item = dict[str, Any]


def figures(settings: Settings, data: Path) -> dict[str, Any]:
    """Of each table the number of items and a hash over all; the matters, and those whose record is broken.

    Loads the engine, so it can be asked once in a process and of a directory nobody uses.
    """
    tables = _tables(settings, data)
    matters = [matter for items in tables.values() for matter in _matters(items)]
    return {
        "tables": {name: {"items": len(items), "sha256": _digest(items)} for name, items in sorted(tables.items())},
        "matters": len(matters),
        "broken": sorted(str(matter[0]["id"]["S"]) for matter in matters if _broken(matter)),
    }


def _tables(settings: Settings, data: Path) -> dict[str, list[Item]]:
    engine = start(replace(settings, data=data), Generations(data))
    Journal(engine, data / "journal").install()
    engine.dynamodb.load_persisted_state(engine.persistence.load_state("dynamodb"))
    return {
        name: [item for rows in table["items"].values() for item in rows.values()]
        for (_, _, name), table in engine.dynamodb._tables.all_items()
    }


def _digest(items: Iterable[Item]) -> str:
    lines = sorted(json.dumps(item, sort_keys=True, separators=(",", ":")) for item in items)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def _matters(items: Iterable[Item]) -> list[list[Item]]:
    """Each matter's snapshot with its events in their order."""
    snapshots, events = {}, defaultdict(list)
    for item in sorted((i for i in items if "pk" in i and "sk" in i), key=lambda i: str(i["sk"]["S"])):
        if item["sk"]["S"] == "MATTER":
            snapshots[item["pk"]["S"]] = item
        elif item["sk"]["S"].startswith("E#"):
            events[item["pk"]["S"]].append(item)
    return [[snapshot, *events[pk]] for pk, snapshot in snapshots.items()]


def _broken(items: list[Item]) -> bool:
    from jiandu.adapters.items import unmarshal
    from jiandu.core.matter import Event, Matter
    from jiandu.core.record import broken_at

    matter, *events = map(unmarshal, items)
    return broken_at(Matter.model_validate(matter), [Event.model_validate(event) for event in events]) is not None
