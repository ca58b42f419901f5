"""What a matter is found by: its number, its subject and what was told, as one text to look for words in."""

import unicodedata
from collections.abc import Sequence

from jiandu.core.forms.intake import CATEGORIES
from jiandu.core.matter import Event, Matter

TOLD = ("subject", "title", "facts", "request", "reason")
LONGEST = 1200
MOST_WORDS = 5


def plain(text: str) -> str:
    """A text as it is compared: full-width forms made narrow, capitals small, runs of spaces one."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def findable(matter: Matter, events: Sequence[Event]) -> str:
    """The text a matter is found by; nothing of identities, and nothing of what came after its opening."""
    parts = [matter.number, CATEGORIES.get(matter.category or "", "")]
    for event in events:
        if event.n == 1 or event.action == "request_opening":
            parts += [str(event.facts[name]) for name in TOLD if event.facts.get(name)]
    return plain(" ".join(parts))[:LONGEST]


def words_of(query: str) -> list[str]:
    """The words somebody looks for: all of them must be found."""
    return list(dict.fromkeys(plain(query).split()))[:MOST_WORDS]
