"""AWS clients, made on first use and kept: one session for all."""

from functools import cache
from typing import Any

import boto3
from botocore.config import Config


@cache
def client(service: str) -> Any:
    """A low-level client with short timeouts and few retries of its own."""
    config = Config(connect_timeout=3, read_timeout=10, retries={"mode": "standard", "max_attempts": 4})
    return boto3.client(service, config=config)
