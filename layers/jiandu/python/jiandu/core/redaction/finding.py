"""What the redactor finds, and a text as the finders read it: same length, so that places stay places."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from re import Match, Pattern, compile

KINDS = {
    "email": "电子邮箱",
    "name": "姓名",
    "identity": "身份证件号码",
    "credit": "统一社会信用代码",
    "card": "银行卡号",
    "account": "账号",
    "mobile": "手机号码",
    "landline": "固定电话",
    "passport": "护照、通行证等证件号码",
    "plate": "车牌号",
    "contact": "微信、QQ等联系方式",
    "address": "住址",
    "health": "健康状况",
}
HIDDEN = "×××"
GONE = "\x00"
"""Stands in the text that is read for what another rule has taken or keeps."""
PERSON = "某"
"""Stands there for a name that was hidden: the rule for health looks for persons."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One place of the original text; ``valid`` is None where the kind has no checksum."""

    start: int
    end: int
    kind: str
    valid: bool | None
    shown: str = HIDDEN


_ALIKE = {
    **dict.fromkeys("\t\r\u00a0\u2002\u2003\u2009\u200b\u3000\ufeff", " "),
    **dict.fromkeys("‐‑‒–—―−－﹣_＿ー", "-"),
    **dict.fromkeys("×хХΧ", "X"),
}
_SPELT = compile("[零〇一二三四五六七八九幺]{7,}")
_FIGURES = str.maketrans("零〇一二三四五六七八九幺", "001234567891")


def plain(text: str) -> str:
    """The text with narrow forms, plain spaces and hyphens, and long spelt-out numbers in figures."""
    return _SPELT.sub(lambda found: found[0].translate(_FIGURES), "".join(_narrow(c) for c in text))


def _narrow(character: str) -> str:
    if character in _ALIKE:
        return _ALIKE[character]
    if "！" <= character <= "～":
        return chr(ord(character) - 0xFEE0)
    figure = unicodedata.decimal(character, None)
    return character if figure is None else str(figure)


class Reading:
    """A text while it is read: what is found goes out of it, so that no later rule sees it again.

    It is kept letter by letter: to take one place costs that place, however long the text is.
    """

    def __init__(self, text: str) -> None:
        self._letters = list(text)

    def matches(self, shape: Pattern[str]) -> Iterator[Match[str]]:
        """Each place of that shape in the text as it now stands."""
        return shape.finditer("".join(self._letters))

    def part(self, start: int, end: int) -> str:
        return "".join(self._letters[max(0, start) : end])

    def before(self, start: int, length: int) -> str:
        """The characters before a place."""
        return self.part(start - length, start)

    def after(self, end: int, length: int) -> str:
        """The characters behind a place."""
        return self.part(end, end + length)

    def take(self, start: int, end: int, filler: str = GONE) -> None:
        self._letters[start:end] = filler * (end - start)
