"""Expressions with their names and values, as DynamoDB reads them."""

import re
from collections.abc import Mapping
from typing import Any

from ministack.services import _dynamodb_keywords as keywords

from tests.integration.as_aws_values import Refused, refuse_value

EXPRESSIONS = (
    "KeyConditionExpression",
    "FilterExpression",
    "ProjectionExpression",
    "ConditionExpression",
    "UpdateExpression",
)
FUNCTIONS = {
    "attribute_exists",
    "attribute_not_exists",
    "attribute_type",
    "begins_with",
    "contains",
    "size",
    "if_not_exists",
    "list_append",
}
GRAMMAR = {"AND", "OR", "NOT", "IN", "BETWEEN", "SET", "REMOVE", "ADD", "DELETE"}
TYPES = {"S", "SS", "N", "NS", "B", "BS", "BOOL", "NULL", "L", "M"}
LONGEST = 4096
WORD = re.compile(r"(?<![:#\w])[A-Za-z_]\w*")
PLACEHOLDER = re.compile(r"[:#]\w+")
Request = Mapping[str, Any]


def _reserved() -> frozenset[str]:
    """The 573 reserved words, wherever the engine's module keeps them."""
    found = [v for v in vars(keywords).values() if isinstance(v, set | frozenset | tuple | list) and len(v) > 400]
    return frozenset(str(word).upper() for word in found[0])


RESERVED = _reserved()


def attributes(expression: str) -> set[str]:
    """The attribute names written out in an expression."""
    return {w for w in WORD.findall(expression) if w.upper() not in GRAMMAR and w not in FUNCTIONS}


def refuse_expressions(request: Request) -> None:
    """Raises Refused for an expression, name or value that DynamoDB does not take."""
    expressions = [str(request[name]) for name in EXPRESSIONS if name in request]
    for expression in expressions:
        _refuse_expression(expression, request.get("ExpressionAttributeValues", {}))
    _refuse_placeholders("ExpressionAttributeNames", request, expressions)
    _refuse_placeholders("ExpressionAttributeValues", request, expressions)
    for value in request.get("ExpressionAttributeValues", {}).values():
        refuse_value(value)
    if "UpdateExpression" in request:
        _refuse_update(str(request["UpdateExpression"]), request.get("ExpressionAttributeNames", {}))


def _refuse_expression(expression: str, values: Mapping[str, Any]) -> None:
    if not expression.strip():
        raise Refused("an expression may not be empty")
    if len(expression.encode()) > LONGEST:
        raise Refused("an expression is longer than 4 KB")
    for word in attributes(expression):
        if word.upper() in RESERVED:
            raise Refused(f"{word} is a reserved word: name it by #")
        if word.startswith("_"):
            raise Refused(f"{word} has to be named by #")
    for operands in re.findall(r"\bIN\s*\(([^)]*)\)", expression, re.IGNORECASE):
        if operands.count(",") >= 100:
            raise Refused("IN has more than 100 operands")
    for name in re.findall(r"attribute_type\s*\([^,]+,\s*(:\w+)", expression):
        if values.get(name, {}).get("S") not in TYPES:
            raise Refused("attribute_type names no type")
    for low, high in re.findall(r"\bBETWEEN\s+(:\w+)\s+AND\s+(:\w+)", expression, re.IGNORECASE):
        if "S" in values.get(low, {}) and "S" in values.get(high, {}) and values[low]["S"] > values[high]["S"]:
            raise Refused("BETWEEN has its bounds the wrong way round")


def _refuse_placeholders(kind: str, request: Request, expressions: list[str]) -> None:
    mark = "#" if kind.endswith("Names") else ":"
    used = {p for expression in expressions for p in PLACEHOLDER.findall(expression) if p[0] == mark}
    given = request.get(kind)
    if given is not None and not given:
        raise Refused(f"{kind} must not be empty")
    if unused := set(given or ()) - used:
        raise Refused(f"{kind} has {sorted(unused)}, which no expression uses")
    if unknown := used - set(given or ()):
        raise Refused(f"{sorted(unknown)} are in no {kind}")


def _refuse_update(expression: str, names: Mapping[str, str]) -> None:
    """Two changes of one path overlap."""
    targets = re.findall(r"(?:SET|REMOVE|ADD|DELETE|,)\s+([#\w.\[\]]+)", expression)
    paths = [names.get(target, target) for target in targets]
    for path in paths:
        if sum(other == path or other.startswith((f"{path}.", f"{path}[")) for other in paths) > 1:
            raise Refused(f"two document paths overlap: {path}")
