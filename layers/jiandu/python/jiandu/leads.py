"""The use cases of leads: the pools a bureau sees, and those an accompanying supervision is planned from."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from itertools import islice
from typing import Any
from urllib.parse import urlencode

from jiandu.adapters import table
from jiandu.core.access import may
from jiandu.core.deadlines import shanghai_day
from jiandu.core.errors import Forbidden, Mistake, invalid
from jiandu.core.leads import MOST_LEADS, category_of, followed_at, is_lead, pools
from jiandu.core.letters.text import paragraphs
from jiandu.core.matter import Actor, Case, Matter
from jiandu.core.procedure import rules_on

KIND = "accompanying"
MOST_LINES = 1000


def pools_of_bureau(actor: Actor, now: datetime) -> dict[str, Any]:
    """Leads that belong together, each pool with what may be begun from it."""
    office = table.load_organisation(actor.organisation)
    if office is None or not may(actor, "leads", office):
        raise Forbidden("由行政执法监督人员、负责人查看。", Mistake("action", "role", "您不是行政执法监督人员。"))
    today = shanghai_day(now)
    rules = rules_on(office.profile, today)
    followed = KIND in rules.procedures and followed_at(office.level, rules.choices)
    names = {o.id: o.name for o in table.list_organisations()}
    shelves = [_lines(f"{office.id}#{shelf}") for shelf in ("open", f"closed#{today.year}", f"closed#{today.year - 1}")]
    found = pools((row for rows, _ in shelves for row in rows), names)
    unread = MOST_LINES if any(more for _, more in shelves) else None
    return {"office": office.name, "read": unread, "items": [shown(pool, followed) for pool in found]}


def _lines(shelf: str) -> tuple[list[dict[str, Any]], bool]:
    """At most ``MOST_LINES`` lines of a shelf, and whether there are more."""
    rows = list(islice(table.shelved("work", shelf), MOST_LINES + 1))
    return rows[:MOST_LINES], len(rows) > MOST_LINES


def shown(pool: Mapping[str, Any], accompanied: bool) -> dict[str, Any]:
    """A pool with the forms it fills in beforehand: 伴随式监督 where the place has it, key supervision everywhere.

    Of a large one the newest leads are shown, as many as one plan takes.
    """
    rows = pool["rows"][:MOST_LEADS]
    numbers = "\n".join(row["number"] for row in rows)
    known = {name: pool[name] for name in ("respondent", "field") if pool[name]}
    key = {"title": f"{pool['title']}重点监督", "mode": "key", "plan": f"线索：\n{numbers}"}
    followed = {**known, "leads": numbers}
    return {
        "title": pool["title"],
        "reasons": pool["reasons"],
        "leads": [_lead(row) for row in rows],
        "more": len(pool["rows"]) - len(rows),
        "begin": [
            *([{"title": "拟订伴随式监督", "path": f"/begin/{KIND}?{urlencode(followed)}"}] if accompanied else []),
            {"title": "列为重点监督", "path": f"/begin/activity?{urlencode(key)}"},
        ],
    }


def _lead(row: Mapping[str, Any]) -> dict[str, Any]:
    kind = "投诉举报" if row["kind"] == "complaint" else "意见建议"
    path = f"/matters/{row['id']}"
    return {
        "number": row["number"], "path": path, "kind_title": kind, "about": category_of(row),
        "opened_at": row["opened_at"],
    }  # fmt: skip


def planned_from(case: Case) -> Iterator[Matter]:
    """The leads an accompanying supervision was planned from, as they stand now."""
    for row in (case.facts_of("begin") or {}).get("pooled", ()):
        if item := table.get(f"M#{row['matter']}", "MATTER"):
            yield Matter.model_validate(item)


def named(owner: str, facts: Mapping[str, Any]) -> list[dict[str, str]]:
    """The leads a plan names by number, as its record keeps them; Invalid for what is no free lead of the bureau, or
    a complaint about another agency.
    """
    numbers = dict.fromkeys(number.upper() for number in paragraphs(str(facts.get("leads", ""))))
    return [_named(owner, str(facts["respondent"]), number) for number in numbers]


def _named(owner: str, respondent: str, number: str) -> dict[str, str]:
    case = table.load_by_number(number)
    row = case.matter.model_dump(mode="json") if case and case.matter.owner == owner else None
    if row is None or not is_lead(row):
        raise invalid("leads", "own_leads", f"“{number}”不是本机关可以使用的线索编号，或者已经用于其他伴随式监督。")
    if row["kind"] == "complaint" and row["respondent"] != respondent:
        raise invalid("leads", "of_agency", f"线索{number}针对的不是所选的行政执法机关。")
    return {"matter": row["id"], "number": row["number"], "about": category_of(row)}
