"""KMS and the tracking secret: identities encrypted apart; tracking and check codes, and what they are looked up by."""

import base64
import hashlib
import hmac
import json
import secrets
import unicodedata
from collections.abc import Mapping
from functools import cache
from typing import Any

from jiandu.adapters.aws import client
from jiandu.adapters.ids import ALPHABET
from jiandu.settings import settings

CODE_LENGTH = 17
CODE_BITS = 80
LONGEST_TYPED = 64
SHORTEST_PHONE = 7
_MISTAKEN = str.maketrans("1I0O", "LLQQ")


def encrypt_identity(matter_id: str, identity: Mapping[str, Any]) -> bytes:
    """The identity under the deployment's key, bound to its matter by the encryption context."""
    answer = client("kms").encrypt(
        KeyId=settings().identity_key,
        Plaintext=json.dumps(identity, ensure_ascii=False).encode(),
        EncryptionContext={"matter": matter_id},
    )
    return bytes(answer["CiphertextBlob"])


@cache
def _secret() -> bytes:
    answer = client("secretsmanager").get_secret_value(SecretId=settings().tracking_secret)
    return str(answer["SecretString"]).encode()


def _mac(purpose: str, text: str) -> bytes:
    return hmac.new(_secret(), f"{purpose}\x00{text}".encode(), hashlib.sha256).digest()


def tracking_code(idempotency_key: str, body_hash: str) -> str:
    """16 characters of 5 random-looking bits (80 bits) and a check character.

    The same request gives the same code, so that a retry can be answered although no code is stored.
    """
    return _spelt(int.from_bytes(_mac("code", f"{idempotency_key}\x00{body_hash}")[:10], "big"))


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
    known = unicodedata.normalize("NFKC", typed[:LONGEST_TYPED]).upper().translate(_MISTAKEN)
    plain = "".join(c for c in known if c in ALPHABET)
    return hashlib.sha256(f"check\x00{plain}".encode()).hexdigest()


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


def tracking_key(code: str) -> str | None:
    """What a code is looked up by, or None for what cannot be one. Case, spaces and dashes do not matter."""
    plain = "".join(c for c in code.upper() if c not in " -\t\r\n")
    known = len(plain) == CODE_LENGTH and all(c in ALPHABET for c in plain)
    if not known or _check(plain[:-1]) != plain[-1]:
        return None
    return _mac("track", plain).hex()


def phone_hash(phone: str) -> str:
    """What a telephone number is known again by, or empty for what is too short to be one."""
    digits = "".join(c for c in phone if c.isdigit()).removeprefix("86")[-11:]
    return _mac("phone", digits).hex()[:32] if len(digits) >= SHORTEST_PHONE else ""


def idempotency_hash(key: str) -> str:
    """Keys are stored hashed: with one, anybody could ask for the code again."""
    return base64.urlsafe_b64encode(_mac("idempotency", key)[:18]).decode()
