"""The embedded cloud as tests and tools use it: a launcher in a subprocess, on free ports.

with Cloud(tmp_path / "data") as cloud:
    requests.get(cloud.url)
    cloud.kill9()
    cloud.restart()
"""

from __future__ import annotations

import contextlib
import json
import os
import random
import re
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from infra.local.clients import client
from infra.local.generations import deployment_in
from infra.local.settings import HOST, ISSUER_PATH

_READY = re.compile(r"就绪 ([\d.]+) s")
_PORTS = (20000, 32000)
_ROOT = Path(__file__).resolve().parents[2]


class NotReady(Exception):
    """The launcher ended or stayed silent; the text is what it printed."""


class Cloud:
    """One embedded cloud over one data directory; the ports stay the same across restarts."""

    def __init__(self, data: Path, template: Path | None = None, patience: float = 120.0) -> None:
        self.data = data
        self.port, self.aws_port = _free_port(), _free_port()
        self.url = f"http://{HOST}:{self.port}"
        self.aws_url = f"http://{HOST}:{self.aws_port}"
        self.log_file = data / "functions.log"
        self.ready_seconds = 0.0
        self.printed: list[str] = []
        self._template = template
        self._patience = patience
        self._process: subprocess.Popen[str] | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def start(self) -> None:
        """Start the launcher and return when it says it is ready."""
        self.printed = []
        self._process = subprocess.Popen(
            [sys.executable, "-m", "infra.local"],
            cwd=_ROOT,
            env=self.environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
        )
        ready = threading.Event()
        threading.Thread(target=self._listen, args=(self._process, ready), daemon=True).start()
        deadline = time.monotonic() + self._patience
        while not ready.wait(0.05):
            if self._process.poll() is not None or time.monotonic() > deadline:
                self.kill9()
                raise NotReady("".join(self.printed))

    def stop(self) -> None:
        """End the launcher as Ctrl+C does."""
        self._end(signal.SIGTERM)

    def kill9(self) -> None:
        """End the launcher at once, as a power switch would."""
        self._end(signal.SIGKILL)

    def restart(self) -> None:
        self.stop()
        self.start()

    def client(self, service: str) -> Any:
        """A boto3 client with the administrator's credentials."""
        return client(service, self.aws_url)

    @property
    def pid(self) -> int:
        assert self._process is not None
        return self._process.pid

    @property
    def outputs(self) -> dict[str, str]:
        return self._deployment["outputs"]  # type: ignore[no-any-return]

    @property
    def resources(self) -> dict[str, str]:
        """Physical ids by logical id."""
        return self._deployment["resources"]  # type: ignore[no-any-return]

    @property
    def table(self) -> str:
        return self.outputs["TableName"]

    def token(self, person: str) -> str:
        """What the sign-in issuer says about a person."""
        request = urllib.request.Request(
            f"{self.aws_url}{ISSUER_PATH}/bearer", data=json.dumps({"person": person}).encode(), method="POST"
        )
        with urllib.request.urlopen(request, timeout=30) as response:
            return str(json.load(response)["token"])

    def environment(self) -> dict[str, str]:
        """What a launcher of this cloud, or a tool for it, needs in its environment."""
        chosen = {
            "PORT": str(self.port),
            "AWS_PORT": str(self.aws_port),
            "JIANDU_DATA": str(self.data),
            "JIANDU_LOG_FILE": str(self.log_file),
            "PYTHONUNBUFFERED": "1",
            "PYTHONUTF8": "1",
        }
        if self._template:
            chosen["JIANDU_TEMPLATE"] = str(self._template)
        return {**os.environ, **chosen}

    @property
    def _deployment(self) -> dict[str, Any]:
        deployment = deployment_in(self.data)
        assert deployment is not None
        return deployment

    def _listen(self, process: subprocess.Popen[str], ready: threading.Event) -> None:
        """Keep what the launcher prints, also in launcher.log with how it ended."""
        assert process.stdout is not None
        self.data.mkdir(parents=True, exist_ok=True)
        with (self.data / "launcher.log").open("a", encoding="utf-8") as log:
            for line in process.stdout:
                self.printed.append(line)
                print(line, end="", file=log, flush=True)
                if found := _READY.search(line):
                    self.ready_seconds = float(found[1])
                    ready.set()
            print(f"exit {process.wait()}", file=log, flush=True)

    def _end(self, number: signal.Signals) -> None:
        if self._process is None:
            return
        self._process.send_signal(number)
        try:
            self._process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


def _free_port() -> int:
    """A port below the range outgoing connections use, so that nothing takes it during a restart."""
    while True:
        port = random.SystemRandom().randrange(*_PORTS)
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.bind((HOST, port))
            return port
