"""The redactor: what of a text must not be published (a natural person's home, contacts, numbers, accounts, health).

It answers where and what; it keeps and tells nothing. A shape whose checksum fails is hidden as well and flagged, so
that a mistyped number never reaches the public. Documents', cases' and our own numbers, dates, amounts and public
hotlines stay.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from jiandu.core.redaction import health, numbers, persons, places
from jiandu.core.redaction.finding import GONE, HIDDEN, KINDS, Finding, Reading, plain
from jiandu.core.redaction.kept import keep, keep_words

__all__ = ["HIDDEN", "KINDS", "Finding", "Redacted", "redact"]

_RULES: tuple[Callable[[Reading], Iterator[Finding]], ...] = (
    numbers.alleged_identities,
    numbers.credit_codes,
    numbers.cards,
    numbers.accounts,
    numbers.papers,
    numbers.telephones,
    numbers.plates,
    numbers.contacts,
    places.addresses,
    health.health,
)


@dataclass(frozen=True, slots=True)
class Redacted:
    """The text to show, and the places of the original it hides, in order."""

    text: str
    findings: tuple[Finding, ...]

    @property
    def flagged(self) -> tuple[Finding, ...]:
        """What has the shape of a number but fails its checksum: perhaps mistyped, to be looked at."""
        return tuple(found for found in self.findings if found.valid is False)


def redact(text: str, parties: Sequence[str] = (), kept: Sequence[str] = ()) -> Redacted:
    """Hide what must not be published; ``parties`` are names to hide, ``kept`` names and words that stay."""
    reading = Reading(plain(text))
    keep_words(reading, map(plain, kept))
    found = _taken(reading, numbers.identities(reading))
    keep(reading)
    found += _taken(reading, numbers.emails(reading))
    found += persons.names(reading, [plain(name) for name in parties])
    for rule in _RULES:
        found += _taken(reading, rule(reading))
    found.sort(key=lambda finding: finding.start)
    return Redacted(_replaced(text, found), tuple(found))


def _taken(reading: Reading, findings: Iterable[Finding]) -> list[Finding]:
    """The findings of one rule that overlap nothing taken before, taken out of the text."""
    taken: list[Finding] = []
    for finding in findings:
        if GONE not in reading.part(finding.start, finding.end):
            taken.append(finding)
            reading.take(finding.start, finding.end)
    return taken


def _replaced(text: str, findings: Iterable[Finding]) -> str:
    parts, at = [], 0
    for finding in findings:
        parts += [text[at : finding.start], finding.shown]
        at = finding.end
    return "".join((*parts, text[at:]))
