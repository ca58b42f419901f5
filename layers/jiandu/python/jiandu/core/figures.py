"""The figures of a work report: one bureau's matters counted over a period, as lines (Order 825 art. 6).

Each matter carries its tally beside its snapshot, so that they are counted from the work index alone.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from jiandu.core.deadlines import shanghai_day
from jiandu.core.forms.intake import CAME_BY, CATEGORIES
from jiandu.core.letters import KINDS
from jiandu.core.matter import DRAFTING, Case
from jiandu.core.procedure import Rules

ONLINE = "online"
POINT = "contact_point"
CHANNELS = {ONLINE: "网上提交", **CAME_BY}


@dataclass(frozen=True, slots=True)
class Counted:
    """One matter as it is counted; ``issued`` are its numbered letters by kind, ``late`` its clocks that ran out."""

    kind: str
    state: str
    respondent: str
    opened_on: date
    category: str | None = None
    channel: str = ONLINE
    issued: tuple[tuple[str, date], ...] = ()
    late: tuple[tuple[str, date], ...] = ()


def tally(case: Case) -> dict[str, Any]:
    """What stands beside a matter's snapshot to be counted: how it came, its letters and latenesses with their days."""
    return {
        "channel": case.told.get("channel", ONLINE),
        "issued": [f"{d.kind} {d.issued_on}" for d in case.documents if d.number and d.status != "void"],
        "late": [f"{c.name} {shanghai_day(c.breached_at)}" for c in case.clocks if c.breached_at],
    }


def counted(item: Mapping[str, Any]) -> Counted:
    """A matter's line of the index, read."""
    told = item.get("tally", {})
    return Counted(
        kind=item["kind"],
        state=item["state"],
        respondent=item["respondent"],
        opened_on=shanghai_day(datetime.fromisoformat(item["opened_at"])),
        category=item.get("category"),
        channel=told.get("channel", ONLINE),
        issued=tuple(map(_dated, told.get("issued", ()))),
        late=tuple(map(_dated, told.get("late", ()))),
    )


def _dated(text: str) -> tuple[str, date]:
    name, day = text.split(" ")
    return name, date.fromisoformat(day)


def period(case: Case, today: date) -> tuple[date, date]:
    """Since the last report that went out; before the first, since the year began in which reporting was set up."""
    sent = max((e.n for e in case.events if e.action == "seal_work_report"), default=0)
    drafts = [e.facts for e in case.events if e.action in {f"{step}_work_report" for step in DRAFTING} and e.n < sent]
    if not drafts:
        return date(shanghai_day(case.matter.opened_at).year, 1, 1), today
    return min(date.fromisoformat(str(drafts[-1]["period_to"])) + timedelta(days=1), today), today


def figures(
    matters: Iterable[Counted], first: date, last: date, rules: Rules, organisations: Mapping[str, str]
) -> tuple[str, ...]:
    """The lines: complaints, cases, letters, objections, late agencies; what did not happen is said too."""
    rows = list(matters)
    opened = [row for row in rows if first <= row.opened_on <= last]
    return (
        *_complaints([row for row in opened if row.kind == "complaint"], rules),
        f"新立个案监督案件{sum(row.kind == 'supervision' for row in opened)}件。",
        _letters(kind for row in rows for kind, day in row.issued if first <= day <= last),
        _objections([row for row in opened if row.kind == "objection"], rules),
        _late(rows, first, last, rules, organisations),
        *_points(rows, opened, last, rules),
    )


def _points(rows: list[Counted], opened: list[Counted], last: date, rules: Rules) -> list[str]:
    """Where the place has contact points: how many serve, and what they raised (Jinzhong art. 4)."""
    procedure = rules.procedures.get(POINT)
    if procedure is None:
        return []
    terms = [row for row in rows if row.kind == POINT and row.opened_on <= last]
    raised = [row.kind for row in opened if _begun_by_point(rules, row.kind)]
    told = _split(rules.procedures[kind].title for kind in raised)
    return [
        f"行政执法监督联系点{sum(row.state not in procedure.ends for row in terms)}个。",
        f"联系点提出事项{len(raised)}件{'：' if raised else ''}{told}。",
    ]


def _begun_by_point(rules: Rules, kind: str) -> bool:
    begin = rules.procedures[kind].actions.get("begin")
    return begin is not None and "contact_point" in begin.who


def _complaints(rows: list[Counted], rules: Rules) -> list[str]:
    states = rules.procedures["complaint"].states
    if not rows:
        return ["收到投诉举报0件。"]
    return [
        f"收到投诉举报{len(rows)}件：{_split(CHANNELS[row.channel] for row in rows)}。",
        f"按问题类型：{_split(CATEGORIES[row.category] for row in rows if row.category)}。",
        f"办理情况：{_split(states[row.state] for row in rows)}。",
    ]


def _letters(kinds: Iterable[str]) -> str:
    titles = Counter(KINDS[kind].title for kind in kinds if kind in KINDS)
    told = "，".join(f"{title}{n}份" for title, n in titles.most_common())
    return f"制发文书{titles.total()}份{'：' if told else ''}{told}。"


def _objections(rows: list[Counted], rules: Rules) -> str:
    states = rules.procedures["objection"].states
    told = f"：{_split(states[row.state] for row in rows)}" if rows else ""
    return f"行政执法机关提出异议{len(rows)}件{told}。"


def _late(rows: list[Counted], first: date, last: date, rules: Rules, organisations: Mapping[str, str]) -> str:
    owed = {kind: _owed_by_agency(rules, kind) for kind in {row.kind for row in rows}}
    late = Counter(
        row.respondent for row in rows if any(name in owed[row.kind] and first <= day <= last for name, day in row.late)
    )
    told = "，".join(f"{organisations.get(agency, agency)}{n}件" for agency, n in late.most_common())
    return f"逾期的行政执法机关{len(late)}个{'：' if told else ''}{told}。"


def _owed_by_agency(rules: Rules, kind: str) -> set[str]:
    return {name for name, clock in rules.procedures[kind].clocks.items() if clock.owed_by == "respondent"}


def _split(titles: Iterable[str]) -> str:
    """来信3件，来访1件: the most frequent first."""
    return "，".join(f"{title}{n}件" for title, n in Counter(titles).most_common())
