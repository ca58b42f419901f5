"""Codes that open one matter without an account: at rest a keyed hash, and wrong ones counted."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from jiandu.adapters import keys, table
from jiandu.adapters.wrong_codes import count_wrong_code

COMPLAINT = "complaint"


def add_code(transaction: table.Transaction, code: str, version: str, matter_id: str, **beside: Any) -> None:
    """What a code is looked up by, made under a version of the secret, with what is kept ``beside`` it."""
    item = {"pk": keys.tracking_key(code, version), "sk": "CODE", "matter": matter_id, "key": version, **beside}
    transaction.put("code", {**item, "list_pk": f"CODES#{matter_id}", "list_sk": version}, table.NEW)


def item_of(typed: str, kind: str = COMPLAINT) -> Mapping[str, Any] | None:
    """The item of a code that opens a matter of this kind; for whatever is none as much work."""
    found = [table.get(key, "CODE") for key in keys.tracking_keys(typed)]
    return next((item for item in found if item and item.get("kind", COMPLAINT) == kind), None)


def opened(typed: str, source: str, now: datetime, kind: str = COMPLAINT) -> Mapping[str, Any] | None:
    """The same; None is counted, and TooMany where this source, or all together, tried too many within the hour."""
    item = item_of(typed, kind)
    if item is None:
        count_wrong_code(source, now)
    return item
