"""The whole table of a test: kept to begin from again, and compared with what it is another time."""

import json
import re
from dataclasses import dataclass
from functools import cache

from jiandu.settings import settings

from tests.integration.embedded_aws import EmbeddedAws, Items

RANDOM = re.compile(
    r'(?<="B": ")[^"]+|[0-9a-f]{32,64}|(?i:(?<=TS|JD|YY|HD|GZ|YJ|DL|BG|BS|ZY|LX)\d{8}-[0-9A-Z]{6})'
    r"|[2-9A-HJ-NP-Z]{17}|(?<=DUE#)\d\d"
)


@dataclass
class Kept:
    """The table as it stood, to begin from again."""

    embedded: EmbeddedAws
    items: Items

    @classmethod
    def now(cls, embedded: EmbeddedAws) -> "Kept":
        return cls(embedded, embedded.items(settings().table_name))

    def restore(self) -> None:
        self.embedded.replace_items(settings().table_name, self.items)


def everything(embedded: EmbeddedAws) -> list[str]:
    """Every item of the table as a line of text, without what is random."""
    items = [item for rows in embedded.items(settings().table_name).values() for item in rows.values()]
    return sorted(_without_chance(json.dumps(item, sort_keys=True, ensure_ascii=False)) for item in items)


@cache
def _without_chance(line: str) -> str:
    """Most of a table stays as it was from one comparison to the next."""
    return RANDOM.sub("*", line)
