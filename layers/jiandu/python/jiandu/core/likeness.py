"""Probably the same complaint twice: told by phone and by text, to be looked at by a person, never decided here."""

import hashlib
import heapq
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

WINDOW = timedelta(days=60)
"""Within the time in which a complaint is usually still being handled."""

SIMILAR = 0.7
"""The share of common runs of three characters from which two texts are near-identical.

Two texts that share it agree in about four fifths of their characters: what an operator took down twice, with another
date or closing words, lies above; two complaints about the same agency and trade in words of their own lie far below
(under 0.3). A wrong guess costs one look, a missed one a second case, so the threshold is set low.
"""

SHORTEST = 12
"""Shorter texts (“乱收费，请处理”) are alike by chance and are not compared."""

RUN, KEPT = 3, 64


@dataclass(frozen=True, slots=True)
class Trace:
    """What is remembered of a complaint to know it again: of text and telephone only hashes.

    ``phone`` is a keyed hash, or empty; ``sketch`` the smallest ``KEPT`` hashes of the text's runs.
    ``matter`` is its id, empty for a row of a table that is none yet; ``number`` what people call it.
    """

    matter: str
    number: str
    agency: str
    received_on: date
    phone: str
    sketch: tuple[str, ...]


def sketch(text: str) -> tuple[str, ...]:
    """The smallest hashes of a text's runs of three letters or digits, in order; empty for a short text."""
    plain = "".join(c for c in unicodedata.normalize("NFKC", text).casefold() if c.isalnum())
    if len(plain) < SHORTEST:
        return ()
    runs = {plain[at : at + RUN] for at in range(len(plain) - RUN + 1)}
    return tuple(heapq.nsmallest(KEPT, (hashlib.blake2b(run.encode(), digest_size=6).hexdigest() for run in runs)))


def similarity(one: tuple[str, ...], other: tuple[str, ...]) -> float:
    """The estimated share of common runs among all runs of two texts (Jaccard, by bottom-k sketches)."""
    if not one or not other:
        return 0.0
    smallest = sorted({*one, *other})[:KEPT]
    return len(set(smallest) & set(one) & set(other)) / len(smallest)


def alike(trace: Trace, known: Iterable[Trace]) -> tuple[Trace, str] | None:
    """The first known complaint that is probably the same, and why in Chinese; or None.

    The same agency within ``WINDOW``, and either the same caller or a near-identical text.
    """
    for other in known:
        if other.agency != trace.agency or abs(other.received_on - trace.received_on) > WINDOW:
            continue
        if trace.phone and trace.phone == other.phone:
            return other, "同一机关、同一联系电话"
        if similarity(trace.sketch, other.sketch) >= SIMILAR:
            return other, "同一机关、内容几乎相同"
    return None
