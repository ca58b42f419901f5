"""行政执法监督联系点: what is shown of one, how its term runs, and where points are missing or not looked after."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, Literal

from jiandu.core.calendar import Calendar
from jiandu.core.chinese import chinese_date
from jiandu.core.clocks import start_clock
from jiandu.core.deadlines import Period, due
from jiandu.core.errors import invalid
from jiandu.core.matter import Clock
from jiandu.core.procedure import ClockValue

KIND = "contact_point"
SHOWN = (
    "organisation", "category", "trade", "district", "county", "size", "address", "email", "phone", "responsible",
    "liaison", "first_day", "term_ends_on",
)  # fmt: skip
PERSONAL = ("responsible", "liaison", "email", "phone")
Category = Literal["enterprise", "association", "institute", "authority", "committee", "other"]
CATEGORIES = {
    "enterprise": "具有行业代表性的企业以及其他事业单位",
    "association": "行业协会、商会、学会、联合会等社会组织",
    "institute": "高等院校、科研机构、专业智库、法律服务机构",
    "authority": "县级人民政府工作部门以及乡镇人民政府、街道办事处或者基层派出机构",
    "committee": "基层群众性自治组织",
    "other": "其他基层组织",
}
GOVERN_THEMSELVES = ("association", "committee")
ONE_ONLY = {"responsible": "负责人", "liaison": "联系人"}
Size = Literal["large", "medium", "small", "individual", "none"]
SIZES = {"large": "大型", "medium": "中型", "small": "小型", "individual": "个体工商户", "none": "不分规模"}
CONDITIONS = {
    "politics": "坚持正确的政治方向，依法治理、依法经营、诚信守法",
    "close": "熟悉社情、民情，密切联系群众",
    "lawyers": "设有法律事务机构（人员）或者聘有法律顾问",
    "typical": "在地域、行业等方面具有代表性和广泛性",
    "unpenalised": "近三年未受过行政处罚",
    "able": "具备正常履职的其他条件",
}
RIGHTS = {
    "right_1": "监督行政执法机关及其执法人员履行法定职责",
    "right_2": "参与审查抽象行政行为的合法性和适当性",
    "right_3": "监督具体行政行为的合法性和适当性",
    "right_4": "提出纠正违法和不当行政行为的建议",
    "right_5": "参与开展行政执法评议考核",
    "right_6": "反映对立法草案的意见和建议，参与立法调研、听证、民意调查",
    "right_7": "收集和反馈规范行政执法工作的意见和建议",
    "right_8": "参加依法行政及法治政府建设工作会议",
    "right_9": "参加行政执法监督知识学习培训",
}
QUARTER = 3
FEWEST = 5
YEARS_TOLD = 2
_ONE_DAY = timedelta(days=1)


def displayed(facts: Mapping[str, Any]) -> dict[str, str]:
    """What lists and the public page show of a point, as marks."""
    return {name: str(facts[name]) for name in SHOWN if facts.get(name)}


def last_day(first_day: date, value: ClockValue) -> date:
    """The last day of a term that the place gives a length: three years from 1 March end with 28 February."""
    period = Period(n=int(value.n or 0), unit=value.unit, roll="none")  # type: ignore[arg-type]
    return due(first_day - _ONE_DAY, period, Calendar.published()).date


def term_clocks(facts: Mapping[str, Any], values: Mapping[str, ClockValue]) -> tuple[Clock, ...]:
    """The clocks of a term, to its last day, and to its re-check so many days before; Invalid for one too long."""
    value = values.get("term")
    if value is None:
        return ()
    first, ends = (date.fromisoformat(str(facts[name])) for name in ("first_day", "term_ends_on"))
    if value.n and ends > (latest := last_day(first, value)):
        raise invalid("term_ends_on", "term_length", f"超过每届聘期，届满日不得晚于{chinese_date(latest)}。")
    days = {"term": ends}
    if (recheck := values.get("recheck")) and recheck.n:
        days["recheck"] = ends - timedelta(days=recheck.n)
    return tuple(_until(name, values[name], first, day) for name, day in days.items())


def _until(name: str, value: ClockValue, first: date, day: date) -> Clock:
    fixed = replace(value, value="set_in_letter", n=None, unit=None, roll="none")
    return start_clock(name, fixed, 1, first, {"due_on": day.isoformat()}, Calendar.published())


def not_contacted(marks: Mapping[str, str], today: date) -> bool:
    """Whether a quarter has gone by since the point was last contacted, or since it began."""
    since = marks.get("contacted_on") or marks.get("first_day")
    if not since:
        return True
    last = date.fromisoformat(since)
    months = 12 * (today.year - last.year) + today.month - last.month
    return months - (today.day <= last.day) >= QUARTER


def coverage(points: Iterable[Mapping[str, str]]) -> tuple[list[str], list[dict[str, Any]]]:
    """How many points each district has of each trade: the trades, and one row a district; zeros are shown."""
    marks = list(points)
    trades = sorted({m.get("trade", "") for m in marks})
    counts = Counter((m.get("district", ""), m.get("trade", "")) for m in marks)
    districts = sorted({district for district, _ in counts})
    rows = [(district, [counts[district, trade] for trade in trades]) for district in districts]
    return trades, [{"district": district, "counts": own, "total": sum(own)} for district, own in rows]


def in_common(raised: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """What points of one trade raised on one subject, the most points first; what one alone raised is left out."""
    found: dict[tuple[str, str], list[Mapping[str, Any]]] = {}
    for row in raised:
        marks = row.get("marks", {})
        if marks.get("trade") and (subject := marks.get("field") or marks.get("subject")):
            found.setdefault((marks["trade"], subject), []).append(row)
    shared: list[dict[str, Any]] = [
        {"trade": trade, "subject": subject, "points": len({raised_by(r) for r in rows}), "matters": rows}
        for (trade, subject), rows in found.items()
    ]
    return sorted((s for s in shared if s["points"] > 1), key=lambda s: (-s["points"], s["trade"], s["subject"]))


def raised_by(row: Mapping[str, Any]) -> str:
    """The contact point that raised it: of a complaint its mark says so, all else is about the point itself."""
    return str(row.get("marks", {}).get("point") or row["respondent"])


def raised(row: Mapping[str, Any]) -> bool:
    """Whether a line is of what a contact point raised itself: nothing a bureau sent it, and nothing it took back."""
    return row["kind"] != KIND and not row.get("parent") and row.get("state") != "withdrawn"


def counted_for_public(raised: Iterable[Mapping[str, Any]], today: date) -> list[dict[str, Any]]:
    """What was raised by trade and year; a count under five is not told, and no sums by which it could be found.

    An earlier year is left out: of what it began only that is known which ended lately.
    """
    counts = Counter((str(r["opened_at"])[:4], r.get("marks", {}).get("trade", "")) for r in raised)
    whole = {str(today.year - n) for n in range(YEARS_TOLD)}
    told = [(year, trade, n) for (year, trade), n in counts.items() if trade and year in whole]
    cells = [{"year": year, "trade": trade, "n": n if n >= FEWEST else None} for year, trade, n in told]
    return sorted(cells, key=lambda c: (-int(c["year"]), c["trade"]))


def by_right(took_part: Iterable[tuple[str, str]]) -> list[dict[str, Any]]:
    """Each right with its counts by month, of (right, month); a right nobody used yet is shown too."""
    counts = Counter(took_part)
    months = sorted({month for _, month in counts}, reverse=True)
    return [
        {
            "right": title,
            "total": sum(counts[key, month] for month in months),
            "months": [{"month": month, "n": counts[key, month]} for month in months if counts[key, month]],
        }
        for key, title in RIGHTS.items()
    ]
