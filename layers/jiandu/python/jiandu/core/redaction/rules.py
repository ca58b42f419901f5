"""Every rule in its order: what one has taken no later one finds again."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from jiandu.core.redaction import health, numbers, persons, places
from jiandu.core.redaction.finding import GONE, Finding, Reading, plain
from jiandu.core.redaction.kept import keep, keep_words

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


def findings(text: str, parties: Sequence[str], kept: Sequence[str]) -> list[Finding]:
    """What must not be published, in the order of its places."""
    reading = Reading(plain(text))
    keep_words(reading, map(plain, kept))
    found = _taken(reading, numbers.identities(reading))
    keep(reading)
    found += _taken(reading, numbers.emails(reading))
    found += persons.names(reading, [plain(name) for name in parties])
    for rule in _RULES:
        found += _taken(reading, rule(reading))
    found.sort(key=lambda finding: finding.start)
    return found


def _taken(reading: Reading, findings: Iterable[Finding]) -> list[Finding]:
    """The findings of one rule that overlap nothing taken before, taken out of the text."""
    taken: list[Finding] = []
    for finding in findings:
        if GONE not in reading.part(finding.start, finding.end):
            taken.append(finding)
            reading.take(finding.start, finding.end)
    return taken
