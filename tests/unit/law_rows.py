"""The rows of the law as they are written, fresh for each test to change one of."""

from copy import deepcopy
from dataclasses import dataclass
from functools import cache
from typing import Any

import yaml
from casework import ROOT
from jiandu.core.law import compile_law
from jiandu.core.law_checks import check_rules
from jiandu.core.procedure import Rules, read

from infra.build import law

SOURCES = ROOT / "layers/regulations/python/regulations"
Row = dict[str, Any]


@cache
def _files(folder: str) -> list[Row]:
    return [yaml.load(path.read_text("utf-8"), yaml.CSafeLoader) for path in sorted((SOURCES / folder).glob("*.yaml"))]


@dataclass
class Law:
    """Procedures, letter steps and profiles; ``load`` does with them what the build does."""

    procedures: dict[str, Row]
    steps: Row
    profiles: list[Row]

    def profile(self, name: str) -> Row:
        return next(profile for profile in self.profiles if profile["profile"] == name)

    def action(self, kind: str, name: str) -> Row:
        row: Row = self.procedures[kind]["actions"][name]
        return row

    def compiled(self) -> dict[str, list[Row]]:
        return compile_law(self.procedures, self.steps, self.profiles)

    def load(self) -> dict[str, list[Rules]]:
        rules = {name: [read(row) for row in rows] for name, rows in self.compiled().items()}
        for intervals in rules.values():
            for interval in intervals:
                check_rules(interval)
        return rules


def written() -> Law:
    """The rows as they are written."""
    procedures, steps = law.written(deepcopy(_files("procedures")))
    return Law(procedures, steps, profiles=deepcopy(_files("profiles")))
