"""监督线索: what complaints and advice were recorded as leads, and why some of them belong together (Jinzhong 17, 21).

Pure, over the lines of the work index: a lead is told by its number, kind and category, never by who brought it.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from jiandu.core.forms.intake import CATEGORIES
from jiandu.core.titles import FIELDS

Line = Mapping[str, Any]
MOST_LEADS = 30


def is_lead(row: Line) -> bool:
    """Whether a line waits to be used: a complaint recorded as a lead, or advice of a contact point."""
    marks = row.get("marks", {})
    if marks.get("pooled"):
        return False
    if row["kind"] == "advice":
        return bool(row["state"] != "withdrawn")
    return row["kind"] == "complaint" and bool(marks.get("lead")) and row["state"] in ("recorded_as_lead", "closed")


def followed_at(level: str, choices: Mapping[str, Mapping[str, str]]) -> bool:
    """Whether bodies of a level carry out 伴随式监督: any, or of the level that the rules name (Jinzhong art. 17)."""
    return level in choices.get("accompanying_level", {level: ""})


def pools(rows: Iterable[Line], names: Mapping[str, str]) -> list[dict[str, Any]]:
    """[{title, reasons, respondent | None, field | None, rows}]: complaints by agency, advice by field of enforcement,
    the largest first and in each the newest; ``names`` are those of the agencies.
    """
    found: dict[tuple[str, str], list[Line]] = {}
    for row in filter(is_lead, rows):
        place = ("respondent", row["respondent"]) if row["kind"] == "complaint" else ("field", row["marks"]["field"])
        found.setdefault(place, []).append(row)
    told = [_pool(by, what, lines, names) for (by, what), lines in found.items()]
    return sorted(told, key=lambda pool: (-len(pool["rows"]), pool["title"]))


def _pool(by: str, what: str, rows: list[Line], names: Mapping[str, str]) -> dict[str, Any]:
    title = names.get(what, what) if by == "respondent" else FIELDS[what]
    same = f"都针对{title}" if by == "respondent" else f"都涉及{title}领域"
    reasons = [f"{same}，共{len(rows)}条" if len(rows) > 1 else f"只有1条，{same.removeprefix('都')}"]
    alike = Counter(str(row["category"]) for row in rows if row.get("category"))
    reasons += [f"其中{n}条反映“{CATEGORIES[name]}”" for name, n in alike.most_common() if n > 1]
    return {
        "title": title,
        "reasons": reasons,
        "respondent": what if by == "respondent" else None,
        "field": what if by == "field" else None,
        "rows": sorted(rows, key=lambda row: str(row["opened_at"]), reverse=True),
    }


def category_of(row: Line) -> str:
    """What a lead is about, in the words of its list."""
    return CATEGORIES[row["category"]] if row["kind"] == "complaint" else FIELDS[row["marks"]["field"]]
