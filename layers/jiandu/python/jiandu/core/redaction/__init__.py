"""The redactor: what of a text must not be published (a natural person's home, contacts, numbers, accounts, health).

It answers where and what; it keeps and tells nothing. A shape whose checksum fails is hidden as well and flagged, so
that a mistyped number never reaches the public. Documents', cases' and our own numbers, dates, amounts and public
hotlines stay.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from jiandu.core.redaction.finding import HIDDEN, KINDS, Finding

__all__ = ["HIDDEN", "KINDS", "Finding", "Redacted", "redact"]


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
    from jiandu.core.redaction.rules import findings  # its patterns compile longer than most functions start

    found = findings(text, parties, kept)
    return Redacted(_replaced(text, found), tuple(found))


def _replaced(text: str, findings: Iterable[Finding]) -> str:
    parts, at = [], 0
    for finding in findings:
        parts += [text[at : finding.start], finding.shown]
        at = finding.end
    return "".join((*parts, text[at:]))
