"""Buckets lose their encryption, lifecycle and object lock."""

from __future__ import annotations

from typing import Any

from infra.local.fixups.stack import Stack


def restore(stack: Stack, logical_id: str, name: str, properties: dict[str, Any]) -> None:
    s3 = stack.client("s3")
    properties = stack.value(properties)
    if encryption := properties.get("BucketEncryption"):
        rules = [_encryption_rule(rule) for rule in encryption["ServerSideEncryptionConfiguration"]]
        s3.put_bucket_encryption(Bucket=name, ServerSideEncryptionConfiguration={"Rules": rules})
    if lifecycle := properties.get("LifecycleConfiguration"):
        rules = [_lifecycle_rule(rule, logical_id) for rule in lifecycle["Rules"]]
        s3.put_bucket_lifecycle_configuration(Bucket=name, LifecycleConfiguration={"Rules": rules})
    if properties.get("ObjectLockEnabled"):
        lock = properties.get("ObjectLockConfiguration", {"ObjectLockEnabled": "Enabled"})
        s3.put_bucket_versioning(Bucket=name, VersioningConfiguration={"Status": "Enabled"})
        s3.put_object_lock_configuration(Bucket=name, ObjectLockConfiguration=_object_lock(lock))


def _encryption_rule(rule: dict[str, Any]) -> dict[str, Any]:
    return {
        "ApplyServerSideEncryptionByDefault": rule["ServerSideEncryptionByDefault"],
        "BucketKeyEnabled": rule.get("BucketKeyEnabled", False),
    }


def _lifecycle_rule(rule: dict[str, Any], logical_id: str) -> dict[str, Any]:
    kept = {
        key: value
        for key, value in rule.items()
        if key not in ("Id", "Prefix", "ExpirationInDays", "NoncurrentVersionExpirationInDays")
    }
    if "ExpirationInDays" in rule:
        kept["Expiration"] = {"Days": rule["ExpirationInDays"]}
    if "NoncurrentVersionExpirationInDays" in rule:
        kept["NoncurrentVersionExpiration"] = {"NoncurrentDays": rule["NoncurrentVersionExpirationInDays"]}
    return {"ID": rule.get("Id", logical_id), "Filter": {"Prefix": rule.get("Prefix", "")}, **kept}


def _object_lock(lock: dict[str, Any]) -> dict[str, Any]:
    retention = lock.get("Rule", {}).get("DefaultRetention")
    if not retention:
        return {"ObjectLockEnabled": "Enabled"}
    retention = {key: int(value) if key in ("Days", "Years") else value for key, value in retention.items()}
    return {"ObjectLockEnabled": "Enabled", "Rule": {"DefaultRetention": retention}}
