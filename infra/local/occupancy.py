"""One launcher per data directory, and both ports free before anything else is touched."""

from __future__ import annotations

import fcntl
import os
import socket
import time
from pathlib import Path

from infra.local.settings import HOST


class Occupied(Exception):
    """Somebody else holds the data directory or a port."""


def hold(data: Path, patience: float = 5.0) -> int:
    """Lock the data directory and return the descriptor that keeps it locked.

    A snapshot child of an earlier launcher inherits that lock, so waiting for it
    also means that nothing of the earlier launcher still writes here.
    """
    data.mkdir(mode=0o700, parents=True, exist_ok=True)
    lock = os.open(data / "lock", os.O_CREAT | os.O_RDWR, 0o600)
    deadline = time.monotonic() + patience
    while True:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > deadline:
                os.close(lock)
                raise Occupied(f"数据目录 {data} 正由另一个运行中的实例使用，请先停止它。") from None
            time.sleep(0.05)
        else:
            return lock


def require_free(port: int, variable: str) -> None:
    """Refuse a port somebody listens on, naming the variable that moves it."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            raise Occupied(
                f"端口 {port} 已被占用。请停止占用它的程序，或换一个端口：{variable}={port + 1} make run"
            ) from None
