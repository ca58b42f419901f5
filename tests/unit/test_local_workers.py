"""Which warm workers of the embedded cloud are ended."""

from __future__ import annotations

import threading
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from infra.local.workers import ALIVE, IDLE_PER_FUNCTION, Pool


def _worker(last_used: float, in_use: bool = False) -> SimpleNamespace:
    return SimpleNamespace(last_used=last_used, in_use=in_use)


def _retired(workers: dict[str, list[SimpleNamespace]]) -> list[float]:
    runtime: Any = SimpleNamespace(_lock=threading.Lock(), _workers=workers)
    engine: Any = SimpleNamespace(runtime=runtime)
    settings: Any = SimpleNamespace(data=Path("unused"))
    return sorted(worker.last_used for worker in Pool(engine, settings, unpacked=None)._retired())  # type: ignore[arg-type]


def test_the_longest_unused_beyond_two_of_one_function_are_ended() -> None:
    workers = {"one": [_worker(3), _worker(1), _worker(4), _worker(2)]}
    assert _retired(workers) == [1, 2]
    assert len(workers["one"]) == IDLE_PER_FUNCTION


def test_a_busy_worker_is_never_ended() -> None:
    assert _retired({"one": [_worker(1, in_use=True), _worker(2), _worker(3)]}) == []


def test_beyond_the_total_the_longest_unused_of_all_functions_are_ended() -> None:
    workers = {f"function-{n}": [_worker(n)] for n in range(ALIVE + 3)}
    assert _retired(workers) == [0, 1, 2]
