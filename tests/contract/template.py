"""template.yaml and its nested stacks as a test reads them."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from infra.local.packaging import read_template

ROOT = Path(__file__).parents[2]
PATHS = (ROOT / "template.yaml", *sorted((ROOT / "infra").glob("*.yaml")))
Row = dict[str, Any]


@cache
def root() -> Row:
    return read_template(ROOT / "template.yaml")


def functions() -> dict[str, Row]:
    """The functions' properties by the name of their folder."""
    rows = (r["Properties"] for r in root()["Resources"].values() if r["Type"] == "AWS::Serverless::Function")
    return {row["CodeUri"].rstrip("/").rsplit("/", 1)[-1]: row for row in rows}


def routes(function: Row) -> Iterator[tuple[str, str, Row]]:
    """Path, method and the whole event of each of a function's routes."""
    for event in function.get("Events", {}).values():
        if event["Type"] == "Api":
            yield event["Properties"]["Path"], event["Properties"]["Method"].upper(), event["Properties"]


def statements(function: Row) -> Iterator[Row]:
    for policy in function.get("Policies", []):
        yield from policy["Statement"]


def layers(function: Row) -> list[Path]:
    """The built folders a function gets under /opt, in its order of layers."""
    resources = root()["Resources"]
    named = [*root()["Globals"]["Function"]["Layers"], *function.get("Layers", [])]
    return [ROOT / resources[layer["Ref"]]["Properties"]["ContentUri"] / "python" for layer in named]
