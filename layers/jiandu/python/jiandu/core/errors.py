"""What can go wrong for people: one small family, mapped to HTTP in one table of statuses.py."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mistake:
    """One thing wrong: the field (or ``state``, ``version`` …), the rule's name, and what to do, in Chinese."""

    field: str
    rule: str
    message: str


class JianduError(Exception):
    """Every refusal of ours; ``mistakes`` is empty where no single field is at fault."""

    def __init__(self, detail: str, *mistakes: Mistake) -> None:
        super().__init__(detail)
        self.detail = detail
        self.mistakes = mistakes


class Malformed(JianduError):
    """The request cannot be read at all."""


class Unknown(JianduError):
    """Nobody asked for is signed in, so we do not know who acts."""


class Forbidden(JianduError):
    """The actor's role or organisation may not do this."""


class Unproven(JianduError):
    """The post came with a session, but without the proof that a page of ours sent it (CSRF)."""


class Missing(JianduError):
    """There is no such thing, or none the actor may know of."""


class NotAllowed(JianduError):
    """The address is known, but not under this method; ``allowed`` are the methods it has."""

    allowed: tuple[str, ...] = ()


class Conflict(JianduError):
    """The matter is not (or no longer) as the act needs it: wrong state, stale version, a rule's condition."""


class Stale(JianduError):
    """The matter is no longer at the version that the request made its condition (``If-Match``)."""


class TooLarge(JianduError):
    """The body is over the bound."""


class WrongType(JianduError):
    """The content type is none we read."""


class Invalid(JianduError):
    """A field breaks its rule."""


class TooMany(JianduError):
    """Too many tries of what may be tried a few times; ``seconds`` later it may be tried again."""

    def __init__(self, detail: str, seconds: int) -> None:
        super().__init__(detail)
        self.seconds = seconds


class Busy(JianduError):
    """Too many rivals for one item; the same request may be sent again."""


def invalid(field: str, rule: str, message: str) -> Invalid:
    """An ``Invalid`` of one mistake."""
    return Invalid(message, Mistake(field, rule, message))


def missing(field: str, message: str) -> Missing:
    """A ``Missing`` of one mistake."""
    return Missing(message, Mistake(field, "known", message))


def conflict(rule: str, message: str, field: str = "state") -> Conflict:
    """A ``Conflict`` of one mistake."""
    return Conflict(message, Mistake(field, rule, message))
