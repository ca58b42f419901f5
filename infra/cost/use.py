"""What a request, or many, used up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Use:
    """Read and write units, bytes that stay in the table with its indexes and in the bucket, and what was called.

    ``calls`` counts the calls to each operation of AWS, ``ran`` how often each function was.
    """

    reads: float = 0
    writes: int = 0
    stored: int = 0
    filed: int = 0
    calls: Counter[str] = field(default_factory=Counter)
    ran: Counter[str] = field(default_factory=Counter)

    def __add__(self, other: Use) -> Use:
        return Use(
            self.reads + other.reads,
            self.writes + other.writes,
            self.stored + other.stored,
            self.filed + other.filed,
            self.calls + other.calls,
            self.ran + other.ran,
        )

    @property
    def trips(self) -> int:
        """Round trips to AWS."""
        return self.calls.total()


def total(uses: Iterable[Use]) -> Use:
    """The sum of all."""
    return sum(uses, Use())
