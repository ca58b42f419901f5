"""Table items: how models become DynamoDB attributes and come back. Known to the table adapter only."""

from collections.abc import Mapping
from typing import Any

Attributes = dict[str, dict[str, Any]]


def marshal(values: Mapping[str, Any]) -> Attributes:
    """Plain JSON values as typed attributes; None is left out."""
    return {name: _typed(value) for name, value in values.items() if value is not None}


def _typed(value: Any) -> dict[str, Any]:
    if isinstance(value, bool):
        return {"BOOL": value}
    if isinstance(value, int):
        return {"N": str(value)}
    if isinstance(value, str):
        return {"S": value}
    if isinstance(value, bytes):
        return {"B": value}
    if isinstance(value, Mapping):
        return {"M": marshal(value)}
    if isinstance(value, (list, tuple)):
        return {"L": [_typed(part) for part in value if part is not None]}
    raise TypeError(f"no attribute type for {type(value).__name__}")


def unmarshal(item: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """The values of an item."""
    return {name: _plain(value) for name, value in item.items()}


def _plain(typed: Mapping[str, Any]) -> Any:
    ((kind, value),) = typed.items()
    if kind == "N":
        return int(value)
    if kind == "M":
        return unmarshal(value)
    if kind == "L":
        return [_plain(part) for part in value]
    return value
