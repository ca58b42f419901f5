"""意见建议 counted by month and by how it was collected, from the marks of the matters (Zhuzhou 三(一)1)."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from jiandu.core.titles import SOURCES


def by_month(rows: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """[{month, total, sources: [{source, title, n}]}], the latest month first; what was withdrawn does not count."""
    marks = [row["marks"] for row in rows if row["kind"] == "advice" and row["state"] != "withdrawn"]
    counted = Counter((str(mark["collected_on"])[:7], str(mark["source"])) for mark in marks)
    months = sorted({month for month, _ in counted}, reverse=True)
    return [{"month": month, **_of_month(counted, month)} for month in months]


def _of_month(counted: Counter[tuple[str, str]], month: str) -> dict[str, Any]:
    sources = [{"source": name, "title": title, "n": counted[month, name]} for name, title in SOURCES.items()]
    return {"total": sum(row["n"] for row in sources), "sources": sources}
