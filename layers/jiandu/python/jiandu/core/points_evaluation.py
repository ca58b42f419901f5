"""年度综合评价 of a contact point: scores proposed from its record, and their sum by the place's weights."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from jiandu.core.deadlines import shanghai_day
from jiandu.core.matter import Case
from jiandu.core.points import raised

FULL = 100
CRITERIA = {
    "participation": "参与监督活动",
    "proposals": "反映意见建议和问题线索",
    "display": "人员、联系方式公示和变更报告",
    "improvement": "落实改进要求",
    "conduct": "守法诚信和社会影响",
}
FOR_FULL = {"participation": 4, "proposals": 6}


@dataclass(frozen=True, slots=True)
class Record:
    """What a point did in a year: activities on its record, matters it raised, what it reported or answered late."""

    participated: int = 0
    raised: int = 0
    late_changes: int = 0
    late_answers: int = 0


@dataclass(frozen=True, slots=True)
class Proposed:
    """A score of 0 to 100 and what it rests on."""

    score: int
    reason: str


def of_year(case: Case, year: int) -> Record:
    """What the record says of a year: the term's own acts and clocks, and what the point raised."""
    acts = [e for e in case.events if e.action == "record_participation" and e.facts["took_part_on"][:4] == str(year)]
    rows = [row for row in case.raised if str(row["opened_at"])[:4] == str(year)]
    took_part = sum(1 for row in rows if row.get("marks", {}).get("participation"))
    late = [c.name for c in case.clocks if c.breached_at and shanghai_day(c.breached_at).year == year]
    return Record(len(acts) + took_part, sum(map(raised, rows)), late.count("change_report"), late.count("improvement"))


def proposed(record: Record) -> dict[str, Proposed]:
    """A score for each criterion (内部规则): so many activities or matters are full marks, each lateness costs half."""
    return {
        "participation": _by_number("participation", record.participated, "参与活动"),
        "proposals": _by_number("proposals", record.raised, "提出事项"),
        "display": _by_lateness(record.late_changes, "变更报告"),
        "improvement": _by_lateness(record.late_answers, "改进情况报告"),
        "conduct": Proposed(FULL, "没有登记的负面情形。"),
    }


def _by_number(name: str, n: int, what: str) -> Proposed:
    return Proposed(min(FULL, n * FULL // FOR_FULL[name]), f"本年{what}{n}次。")


def _by_lateness(n: int, what: str) -> Proposed:
    return Proposed(max(0, FULL - n * FULL // 2), f"本年逾期的{what}{n}次。")


def total(facts: Mapping[str, Any], weights: Mapping[str, str]) -> int:
    """The weighted sum of the scores given, 0 to 100; weights add up to 100."""
    return sum(int(facts[name]) * int(weight) for name, weight in weights.items()) // FULL
