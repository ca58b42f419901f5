"""Functions run in warm processes: four busy at most, the others queued, the longest unused ended."""

from __future__ import annotations

import json
import os
import selectors
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from infra.local.engine import Engine
from infra.local.settings import Settings
from infra.local.unpacked import Unpacked

BUSY = 4
ALIVE = 28
IDLE_PER_FUNCTION = 2
_QUEUE_SECONDS = 25.0
_START_SECONDS = 60.0
_PROGRAM = Path(__file__).with_name("worker.py")

Function = dict[str, Any]
Answer = dict[str, Any]


class Pool:
    """Puts queueing, sharing and retiring around ministack's own pool of workers."""

    def __init__(self, engine: Engine, settings: Settings, unpacked: Unpacked) -> None:
        self._engine = engine
        self._settings = settings
        self._unpacked = unpacked
        self._turns = threading.BoundedSemaphore(BUSY)
        self._lifeline, self._held_end = os.pipe()

    def install(self) -> None:
        functions, runtime = self._engine.functions, self._engine.runtime
        runtime.Worker = _worker_class(runtime, self._start)
        functions._execute_function_warm = self._queued(functions._execute_function_warm)
        functions.release_worker = self._releasing(functions.release_worker)
        functions._emit_lambda_logs = lambda *_, **__: None
        functions._emit_lambda_metrics = lambda *_, **__: None

    def stop(self) -> None:
        self._engine.runtime.reset()

    def _queued(self, execute: Callable[..., Answer]) -> Callable[..., Answer]:
        def execute_in_turn(*call: Any) -> Answer:
            if not self._turns.acquire(timeout=_QUEUE_SECONDS):
                throttled: Answer = self._engine.functions._throttle_response(
                    reason_code="ConcurrentInvocationLimitExceeded", msg="Rate Exceeded"
                )
                return throttled
            try:
                return execute(*call)
            finally:
                self._turns.release()

        return execute_in_turn

    def _releasing(self, release: Callable[[Any], None]) -> Callable[[Any], None]:
        def release_and_retire(worker: Any) -> None:
            if worker is not None:
                worker.last_used = time.time()
            release(worker)
            retired = self._retired()
            if retired:
                threading.Thread(target=self._engine.runtime.kill_workers, args=(retired,), daemon=True).start()

        return release_and_retire

    def _retired(self) -> list[Any]:
        """Take out of the pool what is idle beyond two per function or beyond the total."""
        runtime = self._engine.runtime
        with runtime._lock:
            by_function = {key: sorted(pool, key=_last_used) for key, pool in runtime._workers.items()}
            idle = {key: [worker for worker in pool if not worker.in_use] for key, pool in by_function.items()}
            surplus = [worker for pool in idle.values() for worker in pool[:-IDLE_PER_FUNCTION]]
            kept = [worker for pool in idle.values() for worker in pool[-IDLE_PER_FUNCTION:]]
            alive = sum(map(len, by_function.values())) - len(surplus)
            surplus += sorted(kept, key=_last_used)[: max(0, alive - ALIVE)]
            for key, pool in by_function.items():
                runtime._workers[key] = [worker for worker in pool if worker not in surplus]
        return surplus

    def _start(self, config: Function, code: bytes) -> subprocess.Popen[bytes]:
        code_directory = self._unpacked.directory(code)
        path = [str(code_directory), *(str(layer / "python") for layer in self._layers(config))]
        environment = self._environment(config, code_directory) | {
            "_WORKER_LIFELINE": str(self._lifeline),
            "_WORKER_PATH": json.dumps(path),
        }
        with self._settings.log_file.open("ab") as log:
            process = subprocess.Popen(
                [sys.executable, "-I", "-S", str(_PROGRAM)],
                cwd=code_directory,
                env=environment,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                pass_fds=(self._lifeline,),
            )
        return process

    def _layers(self, config: Function) -> list[Path]:
        archives = [self._engine.functions._resolve_layer_zip(layer) for layer in config.get("Layers") or ()]
        return [self._unpacked.directory(archive) for archive in archives if archive]

    def _environment(self, config: Function, code_directory: Path) -> dict[str, str]:
        """What Lambda gives a function, the address of this cloud, and nothing of the host."""
        runtime = self._engine.runtime
        _, region = runtime._account_region_from_function_config(config)
        name = config["FunctionName"]
        return {
            **(config.get("Environment") or {}).get("Variables", {}),
            **runtime.execution_credentials(config),
            "AWS_DEFAULT_REGION": region,
            "AWS_EC2_METADATA_DISABLED": "true",
            "AWS_ENDPOINT_URL": self._settings.aws_url,
            "AWS_EXECUTION_ENV": "AWS_Lambda_" + config.get("Runtime", ""),
            "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": str(config.get("MemorySize", 128)),
            "AWS_LAMBDA_FUNCTION_NAME": name,
            "AWS_LAMBDA_FUNCTION_VERSION": config.get("Version", "$LATEST"),
            "AWS_LAMBDA_INITIALIZATION_TYPE": "on-demand",
            "AWS_LAMBDA_LOG_GROUP_NAME": f"/aws/lambda/{name}",
            "AWS_LAMBDA_LOG_STREAM_NAME": "local",
            "AWS_REGION": region,
            "LAMBDA_TASK_ROOT": str(code_directory),
            "LANG": "C.UTF-8",
            "PATH": os.defpath,
            "TMPDIR": os.environ["TMPDIR"],
            "TZ": ":UTC",
            "_HANDLER": config["Handler"],
        }


def _last_used(worker: Any) -> float:
    return float(worker.last_used)


def _worker_class(runtime: Any, start: Callable[[Function, bytes], subprocess.Popen[bytes]]) -> type:
    class WarmWorker(runtime.Worker):  # type: ignore[misc]
        """One process of one function; ministack's pool leases it to one call at a time."""

        _proc: subprocess.Popen[bytes] | None

        def invoke(self, event: Any, request_id: str, **about: Any) -> Answer:
            with self._lock:
                try:
                    if self._proc is None or self._proc.poll() is not None:
                        self._spawn()
                    return self._ask(event, request_id, about)
                except _NoAnswer as silence:
                    self._end()
                    return {"status": "error", "error": str(silence)}

        def _spawn(self) -> None:
            self._proc = process = start(self.config, self.code_zip)
            greeting = _read_line(process, _START_SECONDS, "Init phase timed out")
            if greeting["status"] != "ready":
                raise _NoAnswer(greeting["error"])

        def _ask(self, event: Any, request_id: str, about: dict[str, Any]) -> Answer:
            assert self._proc is not None and self._proc.stdin is not None
            seconds = float(self.config.get("Timeout", 3))
            arn = about.get("invoked_function_arn") or self.config.get("FunctionArn", "")
            message = {"event": event, "request_id": request_id, "arn": arn, "seconds": seconds}
            try:
                self._proc.stdin.write(json.dumps(message).encode() + b"\n")
                self._proc.stdin.flush()
            except BrokenPipeError:
                raise _NoAnswer("Runtime exited") from None
            return _read_line(self._proc, seconds, f"Task timed out after {seconds:.2f} seconds")

        def _end(self) -> None:
            process, self._proc = self._proc, None
            if process is not None:
                process.kill()
                process.wait()

    return WarmWorker


class _NoAnswer(Exception):
    """The process ended, failed to load or took longer than the function's timeout."""


def _read_line(process: subprocess.Popen[bytes], seconds: float, too_late: str) -> Answer:
    assert process.stdout is not None
    deadline = time.monotonic() + seconds
    received = bytearray()
    with selectors.DefaultSelector() as selector:
        selector.register(process.stdout, selectors.EVENT_READ)
        while not received.endswith(b"\n"):
            if not selector.select(max(0.0, deadline - time.monotonic())):
                raise _NoAnswer(too_late)
            chunk = os.read(process.stdout.fileno(), 1 << 16)
            if not chunk:
                raise _NoAnswer("Runtime exited without providing a reason")
            received += chunk
    answer: Answer = json.loads(received)
    return answer
