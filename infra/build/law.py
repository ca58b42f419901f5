"""The law as data, checked and compiled: procedures and profiles in YAML to one JSON per profile."""

import json
from pathlib import Path
from typing import Any

import yaml
from jiandu.core.law import compile_law
from jiandu.core.law_checks import check_rules
from jiandu.core.procedure import read

SOURCES = Path("layers/regulations/python/regulations")


def build(root: Path, out: Path) -> None:
    """Writes ``regulations/law/<profile>.json`` into the built layer; raises LawError for a row that cannot stand."""
    target = out / SOURCES / "law"
    target.mkdir(parents=True, exist_ok=True)
    for profile, intervals in compiled(root).items():
        for rules in intervals:
            check_rules(read(rules))
        text = json.dumps(intervals, ensure_ascii=False, separators=(",", ":"))
        (target / f"{profile}.json").write_text(text, "utf-8")


def compiled(root: Path) -> dict[str, list[dict[str, Any]]]:
    """The resolved rules of every profile, as they are published."""
    procedures = {row["kind"]: row for row in _read(root, "procedures") if "kind" in row}
    steps = next(row for row in _read(root, "procedures") if "steps" in row)
    return compile_law(procedures, steps, _read(root, "profiles"))


def _read(root: Path, folder: str) -> list[dict[str, Any]]:
    files = sorted((root / SOURCES / folder).glob("*.yaml"))
    return [yaml.load(file.read_text("utf-8"), yaml.CSafeLoader) for file in files]
