"""The law as data, checked and compiled: procedures and profiles in YAML to one JSON per profile."""

import json
from pathlib import Path
from typing import Any

import yaml
from jiandu.core.law import compile_law, completed
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
    return compile_law(*written(_read(root, "procedures")), _read(root, "profiles"))


def written(files: list[dict[str, Any]]) -> tuple[dict[str, dict[str, Any]], dict[str, Any]]:
    """The procedures by kind, their shared rows filled in, and the steps of a letter."""
    steps = next(file for file in files if "steps" in file)
    shared = next(file["rows"] for file in files if "rows" in file)
    return {file["kind"]: completed(file, shared) for file in files if "kind" in file}, steps


def _read(root: Path, folder: str) -> list[dict[str, Any]]:
    files = sorted((root / SOURCES / folder).glob("*.yaml"))
    return [yaml.load(file.read_text("utf-8"), yaml.CSafeLoader) for file in files]
