"""The check figures of numbers: GB 11643-1999, GB 32100-2015 and Luhn's rule of bank cards."""

import re

_IDENTITY = re.compile(r"[1-9]\d{5}(?:1[89]|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dA-Z]")
_CREDIT = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def born_like(number: str) -> bool:
    """Whether the figures have the shape of an identity number: its middle is a day."""
    return _IDENTITY.fullmatch(number) is not None


def identity_holds(number: str) -> bool:
    """Whether 18 places are an identity number with the right last figure (10 is X)."""
    return born_like(number) and _identity_check(number[:17]) == number[17]


def _identity_check(body: str) -> str:
    return "10X98765432"[sum(int(figure) * (2 ** (17 - place) % 11) for place, figure in enumerate(body)) % 11]


def credit_holds(code: str) -> bool:
    """Whether 18 places are a unified social credit code with the right last place."""
    if len(code) != 18 or any(place not in _CREDIT for place in code):
        return False
    total = sum(_CREDIT.index(c) * (3**place % 31) for place, c in enumerate(code[:17]))
    return _CREDIT[-total % 31] == code[17]


def luhn_holds(number: str) -> bool:
    """Whether the figures satisfy Luhn's rule."""
    total = 0
    for place, figure in enumerate(reversed(number)):
        value = int(figure) * (1 + place % 2)
        total += value // 10 + value % 10
    return total % 10 == 0
