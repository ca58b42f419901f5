"""ministack inside this process: its settings, its ASGI application, its service modules."""

from __future__ import annotations

import logging
import os
import shutil
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from infra.local.generations import Generations
from infra.local.settings import ACCESS_KEY, HOST, REGION, SECRET_KEY, Settings

_NEVER_INHERITED = (
    "AWS_CONFIG_FILE",
    "AWS_ENDPOINT_URL",
    "AWS_PROFILE",
    "AWS_SESSION_TOKEN",
    "AWS_SHARED_CREDENTIALS_FILE",
)
_EXPRESSIONS = 1024
_PROXIES = ("http_proxy", "https_proxy", "all_proxy")


@dataclass(frozen=True)
class Engine:
    """The modules of ministack this package reaches into; its version is pinned for that reason."""

    app: Any
    persistence: Any
    dynamodb: Any
    s3: Any
    functions: Any
    runtime: Any


def start(settings: Settings, generations: Generations) -> Engine:
    """Import ministack with its state under the data directory."""
    _set_environment(settings, generations.directory)
    import ministack.app as app
    from ministack.core import lambda_runtime, persistence
    from ministack.services import dynamodb, lambda_svc, s3

    remember_grammar(dynamodb)
    _log_to(settings.data / "cloud.log")
    return Engine(app, persistence, dynamodb, s3, lambda_svc, lambda_runtime)


def remember_grammar(dynamodb: Any) -> None:
    """An expression is parsed once: ministack parses it anew for every item it looks at."""
    for name in ("_tokenize", "_condition_syntax_error"):
        setattr(dynamodb, name, lru_cache(_EXPRESSIONS)(getattr(dynamodb, name)))


def _set_environment(settings: Settings, state: Path) -> None:
    for name in list(os.environ):
        if name in _NEVER_INHERITED or name.lower() in _PROXIES:
            del os.environ[name]
    os.environ.update(
        AUTH="true",
        AWS_ACCESS_KEY_ID=ACCESS_KEY,
        AWS_SECRET_ACCESS_KEY=SECRET_KEY,
        AWS_DEFAULT_REGION=REGION,
        AWS_EC2_METADATA_DISABLED="true",
        GATEWAY_PORT=str(settings.aws_port),
        IOT_MTLS_ENABLED="0",
        LAMBDA_ACCOUNT_CONCURRENCY="0",
        LOG_LEVEL="WARNING",
        MINISTACK_HOST=HOST,
        MINISTACK_REGION=REGION,
        PERSIST_STATE="1",
        S3_DATA_DIR=str(settings.data / "s3"),
        S3_PERSIST="1",
        SFTP_ENABLED="0",
        STATE_DIR=str(state),
        TMPDIR=str(_empty_directory(settings.data / "tmp")),
    )


def _empty_directory(path: Path) -> Path:
    shutil.rmtree(path, ignore_errors=True)
    path.mkdir(parents=True)
    return path


def _log_to(path: Path) -> None:
    root = logging.getLogger()
    for handler in list(root.handlers):
        root.removeHandler(handler)
    handler = logging.FileHandler(path, encoding="utf-8")
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s [%(name)s] %(message)s"))
    root.addHandler(handler)
    root.setLevel(logging.WARNING)
