"""Attribute values, items and keys as DynamoDB bounds them."""

from decimal import Decimal, InvalidOperation
from typing import Any

from infra.cost.units import SETS, Item, Value, item_size, size

LARGEST_ITEM = 400 * 1024
DEEPEST = 32
KEY_BYTES = {"HASH": 2048, "RANGE": 1024}


class Refused(AssertionError):
    """AWS would refuse this request, whatever the engine of the tests says."""


def refuse_value(value: Value, depth: int = 0) -> None:
    """Raises Refused for a value DynamoDB does not take."""
    if depth > DEEPEST:
        raise Refused("nesting levels exceed 32")
    if len(value) != 1:
        raise Refused(f"an attribute value has exactly one type, not {sorted(value)}")
    ((kind, content),) = value.items()
    if kind in SETS:
        _refuse_set(content)
    for number in {"N": [content], "NS": content}.get(kind, []):
        _refuse_number(number)
    for part in {"M": lambda: content.values(), "L": lambda: content}.get(kind, lambda: ())():
        refuse_value(part, depth + 1)


def _refuse_set(members: list[Any]) -> None:
    if not members:
        raise Refused("a set may not be empty")
    if len(set(members)) != len(members):
        raise Refused("a set contains duplicates")


def _refuse_number(text: str) -> None:
    try:
        number = Decimal(text)
    except InvalidOperation:
        raise Refused(f"{text!r} is no number") from None
    if not number.is_finite():
        raise Refused(f"{text!r} is no number")
    if len("".join(map(str, number.as_tuple().digits)).strip("0")) > 38:
        raise Refused("a number has more than 38 significant digits")
    if number and not -130 <= number.adjusted() <= 125:
        raise Refused("a number's magnitude is out of range")


def refuse_item(item: Item) -> None:
    for value in item.values():
        refuse_value(value)
    if item_size(item) > LARGEST_ITEM:
        raise Refused("the item is larger than 400 KB")


def refuse_key(name: str, value: Value, declared: str, role: str) -> None:
    """Raises Refused for a key attribute of another type, empty or too long."""
    if list(value) != [declared]:
        raise Refused(f"the key attribute {name} is {declared}, not {sorted(value)}")
    length = size(value)
    if declared in ("S", "B") and not 0 < length <= KEY_BYTES[role]:
        raise Refused(f"the key attribute {name} has {length} bytes")
