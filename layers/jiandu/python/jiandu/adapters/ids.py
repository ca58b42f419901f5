"""New ids, salts and public numbers: random, with no counter that would tell how many there are."""

import secrets
from datetime import date

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"


class RandomIds:
    """The ``Fresh`` of the core."""

    def id(self) -> str:
        return secrets.token_hex(16)

    def salt(self) -> str:
        return secrets.token_hex(16)

    def number(self, prefix: str, day: date) -> str:
        """TS20261121-7K3QX9: prefix, day, and 30 random bits."""
        tail = "".join(secrets.choice(ALPHABET) for _ in range(6))
        return f"{prefix}{day:%Y%m%d}-{tail}"
