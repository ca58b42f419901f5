"""boto3 clients of an embedded cloud, with its administrator's credentials."""

from __future__ import annotations

from typing import Any

import boto3
from botocore.config import Config

from infra.local.settings import ACCESS_KEY, REGION, SECRET_KEY


def client(service: str, endpoint: str) -> Any:
    return boto3.client(
        service,
        endpoint_url=endpoint,
        region_name=REGION,
        aws_access_key_id=ACCESS_KEY,
        aws_secret_access_key=SECRET_KEY,
        config=Config(retries={"max_attempts": 1}, read_timeout=300, max_pool_connections=50, proxies={}),
    )
