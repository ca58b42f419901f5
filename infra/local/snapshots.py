"""Point-in-time copies of the cloud's state, written by a forked child while the parent goes on."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import traceback
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from infra.local.engine import Engine
from infra.local.generations import Generations
from infra.local.journal import Journal

_CHILD_SECONDS = 60
_ATTEMPTS = 3
_JOURNAL_BYTES = 8 * 1024 * 1024


class SnapshotFailed(Exception):
    """The state could not be written; what depends on it must not be answered as done."""


class Snapshots:
    """Saves services by name into the current generation, or all of them into the next."""

    def __init__(self, engine: Engine, generations: Generations, journal: Journal, lock: int) -> None:
        self._engine = engine
        self._generations = generations
        self._journal = journal
        self._lock = lock
        self._turn = asyncio.Lock()
        self._wanted: set[str] = set()

    async def save(self, services: Iterable[str]) -> None:
        """Return once the present state of these services is on disk; waiting calls share one child."""
        self._wanted.update(services)
        async with self._turn:
            if self._wanted:
                wanted, self._wanted = self._wanted, set()
                await self._write(wanted, self._generations.directory)

    async def save_generation(self, deployment: dict[str, Any]) -> None:
        """Write every service and the deployment's facts, then make that the current generation."""
        async with self._turn:
            directory = self._generations.next_directory()
            self._generations.record_deployment(directory, deployment)
            await self._write(set(self._states()), directory)
            self._generations.commit()
            self._journal.forget_before(self._journal.number)
            self._engine.persistence.STATE_DIR = str(directory)
            self._engine.functions.CODE_BLOB_DIR = str(directory / "lambda-blobs")

    async def compact(self) -> None:
        """Fold a long journal into the tables' snapshot."""
        if self._journal.size > _JOURNAL_BYTES:
            await self.save(["dynamodb"])

    async def _write(self, services: set[str], directory: Path) -> None:
        for _ in range(_ATTEMPTS):
            number = self._journal.begin()
            child = os.fork()
            if child == 0:
                self._run_child(services, directory)
            _, status = await asyncio.to_thread(os.waitpid, child, 0)
            if status == 0:
                if "dynamodb" in services and directory == self._generations.directory:
                    self._journal.forget_before(number)
                return
        raise SnapshotFailed(", ".join(sorted(services)))

    def _run_child(self, services: set[str], directory: Path) -> None:
        failed = 1
        try:
            signal.alarm(_CHILD_SECONDS)
            self._close_what_only_the_parent_needs()
            self._engine.functions.CODE_BLOB_DIR = str(directory / "lambda-blobs")
            states = self._states()
            for service in services & set(states):
                self._write_state(directory / f"{service}.json", service, states[service]())
            failed = 0
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(failed)

    def _close_what_only_the_parent_needs(self) -> None:
        os.closerange(3, self._lock)
        os.closerange(self._lock + 1, 4096)

    def _states(self) -> dict[str, Callable[[], Any]]:
        states: dict[str, Callable[[], Any]] = self._engine.app._build_persistence_save_dict()
        return states

    def _write_state(self, path: Path, service: str, state: Any) -> None:
        if state is None:
            return
        persistence = self._engine.persistence
        wrapped = {"__ministack_format__": persistence._state_format_version(service), "payload": state}
        scratch = path.with_suffix(".new")
        with scratch.open("w", encoding="utf-8") as file:
            file.write(json.dumps(wrapped, default=persistence._json_default))
            file.flush()
            os.fsync(file.fileno())
        os.replace(scratch, path)
