"""Every change of a DynamoDB item is on disk before its request is answered.

A line holds what a request did to the table, not the request itself, so that a
replay needs no condition, no clock and no idempotency token, and may run twice.
"""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from infra.local.engine import Engine

Item = dict[str, Any]
Change = dict[str, Any]
_NUMBER = "x_journal"
_WITHOUT_SORT_KEY = "__no_sort__"


class Journal:
    """Numbered files; the table snapshot names the first one that is newer than itself."""

    def __init__(self, engine: Engine, directory: Path) -> None:
        self._tables = engine.dynamodb
        self._directory = directory
        self._directory.mkdir(parents=True, exist_ok=True)
        self._changes: list[Change] | None = None
        self._thread = threading.get_ident()
        self._file: int | None = None
        self.number = 0
        self.size = 0

    def install(self) -> None:
        """Watch the two functions every item write passes, and save and load the journal's number."""
        self._watch_requests()
        self._watch_items()
        self._watch_state()

    def begin(self) -> int:
        """Start the next file; everything before it is in the state as it is now."""
        self.number += 1
        if self._file is not None:
            os.close(self._file)
        self._file = os.open(self._path(self.number), os.O_CREAT | os.O_WRONLY | os.O_APPEND, 0o600)
        self.size = 0
        return self.number

    def forget_before(self, number: int) -> None:
        for path in self._files():
            if int(path.suffix[1:]) < number:
                path.unlink()

    def open_after_load(self) -> None:
        """Continue after the newest file there is, whether or not a state was loaded."""
        newest = max((int(path.suffix[1:]) for path in self._files()), default=0)
        self.number = max(self.number, newest)
        self.begin()

    def _path(self, number: int) -> Path:
        return self._directory / f"journal.{number:08d}"

    def _files(self) -> list[Path]:
        return sorted(self._directory.glob("journal.*"))

    def _watch_requests(self) -> None:
        answer_request = self._tables.handle_request

        async def handle_request(*request: Any) -> tuple[Any, ...]:
            """The handler never awaits, so the changes of two requests cannot mix."""
            self._changes = []
            try:
                answer: tuple[Any, ...] = await answer_request(*request)
                if answer[0] < 400:
                    self._append(self._changes)
            finally:
                self._changes = None
            return answer

        self._tables.handle_request = handle_request

    def _watch_items(self) -> None:
        set_item, remove_item = self._tables._set_item, self._tables._remove_item

        def set_and_note(table: Item, partition: str, sort: str, item: Item) -> Item | None:
            self._note(table, "put", item)
            old: Item | None = set_item(table, partition, sort, item)
            return old

        def remove_and_note(table: Item, partition: str, sort: str) -> Item | None:
            old: Item | None = remove_item(table, partition, sort)
            if old is not None:
                self._note(table, "delete", {name: old[name] for name in _key_names(table)})
            return old

        self._tables._set_item = set_and_note
        self._tables._remove_item = remove_and_note

    def _note(self, table: Item, what: str, item: Item) -> None:
        if self._changes is not None and threading.get_ident() == self._thread:
            self._changes.append({"table": table["TableName"], what: item})

    def _append(self, changes: list[Change]) -> None:
        if not changes or self._file is None:
            return
        line = json.dumps(changes, separators=(",", ":")).encode() + b"\n"
        if os.write(self._file, line) != len(line):
            os.ftruncate(self._file, self.size)
            raise OSError("the journal could not be written")
        self.size += len(line)

    def _watch_state(self) -> None:
        get_state, load_state = self._tables.get_state, self._tables.load_persisted_state

        def state_with_number() -> Item:
            return {**get_state(), _NUMBER: self.number}

        def load_and_replay(state: Item) -> None:
            load_state(state)
            self.number = state.get(_NUMBER, 0)
            for change in self._read(self.number):
                self._replay(change)

        self._tables.get_state = state_with_number
        self._tables.load_persisted_state = load_and_replay

    def _read(self, first: int) -> Iterator[Change]:
        for path in self._files():
            if int(path.suffix[1:]) >= first:
                for line in path.read_bytes().splitlines(keepends=True):
                    if line.endswith(b"\n"):
                        yield from json.loads(line)

    def _replay(self, change: Change) -> None:
        for (_, _, name), table in self._tables._tables.all_items():
            if name == change["table"]:
                item = change.get("put") or change["delete"]
                partition, sort = self._key(table, item)
                if "put" in change:
                    self._tables._set_item(table, partition, sort, item)
                else:
                    self._tables._remove_item(table, partition, sort)

    def _key(self, table: Item, item: Item) -> tuple[str, str]:
        values = [self._tables._extract_key_val(item[name]) for name in _key_names(table)]
        return values[0], values[1] if len(values) > 1 else _WITHOUT_SORT_KEY


def _key_names(table: Item) -> list[str]:
    return [name for name in (table["pk_name"], table["sk_name"]) if name]
