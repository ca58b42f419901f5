"""What was told the system in one sitting, to be looked for where it must never be: in a log."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

LEAST = 6
LEAST_SECRET = 10
"""Shorter runs of letters or figures stand in a log by chance: in its instants and ids."""
_CHINESE = re.compile("[一-鿿]")
_TELEPHONE = re.compile(r"(?!(?:19|20)\d\d-)\+?\d[\d -]{9,}")
_NAMES = {"name", "names", "witness", "present"}
_SECRETS = {"code", "token"}
_ESCAPED = re.compile(r"\\u([0-9a-f]{4})")


@dataclass
class Told:
    """Names, telephones and texts that were entered, and the codes and tokens that were answered."""

    words: set[str] = field(default_factory=set)

    def entered(self, value: Any, name: str = "") -> None:
        """Takes note of what people type; choices, dates, ids and files lead to nobody."""
        for key, text in _texts(value, name):
            chinese = _CHINESE.search(text) and len(text) >= (2 if key in _NAMES else LEAST)
            secret = key in _SECRETS and len(text) >= LEAST_SECRET
            if chinese or secret or _TELEPHONE.fullmatch(text):
                self.words.add(text.strip())

    def answered(self, body: Any) -> None:
        """Takes note of the codes that open something: with their dashes and without."""
        if isinstance(body, dict):
            for name in _SECRETS:
                if isinstance(secret := body.get(name), str):
                    self.words |= {secret, secret.replace("-", "") if name == "code" else secret}

    def found_in(self, logs: Iterable[str]) -> list[str]:
        """Those of them that a log holds, in whatever spelling of JSON."""
        text = "\n".join(logs)
        text += _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
        return sorted(word for word in self.words if word and word in text)


def _texts(value: Any, name: str) -> Iterable[tuple[str, str]]:
    if isinstance(value, str):
        yield name, value
    elif isinstance(value, dict):
        for key, inner in value.items():
            if key != "content":
                yield from _texts(inner, str(key))
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _texts(inner, name)
