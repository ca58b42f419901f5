"""botocore's service data cut down to what the functions call, so that clients start sooner."""

from __future__ import annotations

import gzip
import json
import shutil
from pathlib import Path

SERVICES = frozenset({"dynamodb", "kms", "lambda", "s3", "secretsmanager", "sts"})


def trim(data: Path) -> None:
    """Drop other services, unpack the models that stay, prune the endpoint list."""
    for path in data.iterdir():
        if path.is_dir() and path.name not in SERVICES:
            shutil.rmtree(path)
    for packed in data.rglob("*.json.gz"):
        packed.with_suffix("").write_bytes(gzip.decompress(packed.read_bytes()))
        packed.unlink()
    endpoints = data / "endpoints.json"
    content = json.loads(endpoints.read_bytes())
    for partition in content["partitions"]:
        partition["services"] = {name: service for name, service in partition["services"].items() if name in SERVICES}
    endpoints.write_text(json.dumps(content, separators=(",", ":")), encoding="utf-8")
