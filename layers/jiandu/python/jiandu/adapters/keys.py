"""The tracking secret: tracking and check codes, what they are looked up by, and by which key of the secret's ring."""

import base64
import hashlib
import hmac
import json
import secrets
import time
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from jiandu.adapters.aws import client
from jiandu.adapters.ids import ALPHABET
from jiandu.settings import settings

CODE_BITS = 80
LONGEST_TYPED = 64
SHORTEST_PHONE = 7
FIRST = "1"
FRESH_SECONDS = 300
_MISTAKEN = str.maketrans("1I0O", "LLQQ")


@dataclass(frozen=True, slots=True)
class Ring:
    """The secret's keys by version: new codes are made with the current one, old ones go on working."""

    current: str
    keys: Mapping[str, bytes]

    @property
    def versions(self) -> tuple[str, ...]:
        """All versions, the current one first."""
        return (self.current, *sorted((v for v in self.keys if v != self.current), reverse=True))


@lru_cache(maxsize=1)
def _fetched(slot: int) -> Ring:
    """The ring as the secret holds it: one plain key, or ``{"current": version, "keys": {version: key}}``."""
    answer = client("secretsmanager").get_secret_value(SecretId=settings().tracking_secret)
    text = str(answer["SecretString"])
    if not text.startswith("{"):
        return Ring(FIRST, {FIRST: text.encode()})
    told = json.loads(text)
    return Ring(str(told["current"]), {version: str(key).encode() for version, key in told["keys"].items()})


def ring() -> Ring:
    """The secret's keys, read again every few minutes, so that a rotation reaches every function."""
    return _fetched(int(time.monotonic() // FRESH_SECONDS))


def _mac(purpose: str, text: str, version: str = FIRST) -> bytes:
    return hmac.new(ring().keys[version], f"{purpose}\x00{text}".encode(), hashlib.sha256).digest()


def tracking_code(idempotency_key: str, body_hash: str, version: str) -> str:
    """16 characters of 5 random-looking bits (80 bits) and a check character.

    The same request gives the same code, so that a retry can be answered although no code is stored.
    """
    return _spelt(int.from_bytes(_mac("code", f"{idempotency_key}\x00{body_hash}", version)[:10], "big"))


def check_code() -> str:
    """A new code for one issued document, made like a tracking code but at random: nothing leads back to it."""
    return _spelt(secrets.randbits(CODE_BITS))


def in_groups(code: str) -> str:
    """A code as people read it: 2345-6789-ABCD-EFGH-J."""
    return "-".join(code[place : place + 4] for place in range(0, len(code), 4))


def check_key(typed: str) -> str:
    """What a check code is looked up by; of anything typed something, so that a wrong code costs what a right one does.

    Case, spaces, dashes and full width do not matter; characters that no code has are read as those they look like.
    """
    return hashlib.sha256(f"check\x00{_as_meant(typed)}".encode()).hexdigest()


def _as_meant(typed: str) -> str:
    known = unicodedata.normalize("NFKC", typed[:LONGEST_TYPED]).upper().translate(_MISTAKEN)
    return "".join(c for c in known if c in ALPHABET)


def _spelt(number: int) -> str:
    """80 bits as 16 characters, and their check character."""
    body = "".join(ALPHABET[number >> shift & 31] for shift in range(CODE_BITS - 5, -1, -5))
    return body + _check(body)


def _check(body: str) -> str:
    """Luhn's rule for 32 characters: catches every single wrong character and nearly every swap of neighbours."""
    total = 0
    for place, character in enumerate(reversed(body)):
        value = ALPHABET.index(character) * (2 - place % 2)
        total += value // 32 + value % 32
    return ALPHABET[-total % 32]


def tracking_key(typed: str, version: str) -> str:
    """The key of a tracking code's item under one version of the secret; the key names the version after the first.

    Of anything typed there is one, so that a wrong code costs what a right one does; see ``check_key``.
    """
    mac = _mac("track", _as_meant(typed), version).hex()
    return f"T#{mac}" if version == FIRST else f"T#{version}#{mac}"


def tracking_keys(typed: str) -> list[str]:
    """Under every version of the secret: all of them are looked up for any code, so that nothing is told by time."""
    return [tracking_key(typed, version) for version in ring().versions]


def source_hash(address: str, day: date) -> str:
    """What stands for an address on one day; the next day it is another, and no address can be read from it."""
    return _mac("source", f"{day.isoformat()}\x00{address}").hex()[:32]


def phone_hash(phone: str) -> str:
    """What a telephone number is known again by, or empty for what is too short to be one."""
    digits = "".join(c for c in phone if c.isdigit()).removeprefix("86")[-11:]
    return _mac("phone", digits).hex()[:32] if len(digits) >= SHORTEST_PHONE else ""


def idempotency_hash(key: str, version: str) -> str:
    """Keys are stored hashed: with one, anybody could ask for the code again."""
    return base64.urlsafe_b64encode(_mac("idempotency", key, version)[:18]).decode()


def challenge_secret() -> str:
    """What the challenges against robots are signed with."""
    return _mac("challenge", "altcha").hex()
