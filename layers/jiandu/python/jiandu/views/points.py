"""Contact points as pages show them; nothing typed by anybody but what is displayed of a point reaches the public."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from jiandu.core.access import may, sees
from jiandu.core.deadlines import shanghai_day
from jiandu.core.matter import Actor, Case, Event, Matter
from jiandu.core.points import (
    CATEGORIES,
    SIZES,
    by_right,
    counted_for_public,
    coverage,
    in_common,
    not_contacted,
    raised_by,
)
from jiandu.core.points_evaluation import total
from jiandu.core.procedure import Rules, rules_on
from jiandu.core.titles import CARE, FIELDS, GRADES

PUBLIC = ("trade", "district", "address", "email", "phone", "responsible", "liaison", "term_ends_on")
TITLES = {
    "category": "选取范围",
    "trade": "行业",
    "district": "所在地",
    "county": "协同的县级司法行政机关",
    "size": "规模",
    "address": "地址",
    "email": "电子邮箱",
    "phone": "办公电话",
    "responsible": "负责人",
    "liaison": "联系人",
    "first_day": "聘期起始日",
    "term_ends_on": "聘期届满日",
    "contacted_on": "最近联系",
}

Line = Mapping[str, Any]


def public_view(
    points: Iterable[Line],
    raised: Iterable[Line],
    names: Mapping[str, str],
    district: str,
    trade: str,
    today: date,
) -> dict[str, Any]:
    """The public list and overview, by district and trade where asked for."""
    rows = list(points)
    serving = [row for row in rows if not row.get("closed_at") and _begun(row, today)]
    trades, districts = coverage(row["marks"] for row in serving)
    wanted = {"district": district, "trade": trade}
    kept = [row for row in serving if all(not v or row["marks"][k] == v for k, v in wanted.items())]
    items = [
        {
            "name": row["title"],
            "office": names.get(row["owner"], ""),
            **{name: row["marks"].get(name, "") for name in PUBLIC},
        }
        for row in kept
    ]
    return {
        "items": sorted(items, key=lambda item: (item["office"], item["district"], item["trade"], item["name"])),
        "trades": trades,
        "districts": districts,
        "counts": counted_for_public(_of_trade(raised, rows), today),
        "revoked": [
            {
                "name": row["title"],
                "office": names.get(row["owner"], ""),
                "revoked_on": shanghai_day(datetime.fromisoformat(row["closed_at"])).isoformat(),
            }
            for row in rows
            if row["state"] == "revoked"
        ],
    }


def _begun(row: Line, today: date) -> bool:
    """Whether a term has begun; the one that follows a renewal waits beside the one that goes on."""
    return bool(row["marks"]["first_day"] <= today.isoformat())


def bureau_view(
    office: str,
    points: Iterable[Line],
    raised: Iterable[Line],
    rules: Rules,
    names: Mapping[str, str],
    today: date,
) -> dict[str, Any]:
    """The bureau's table: coverage, each point with what it needs, and what a trade raises in common."""
    rows, told = [row for row in points if _begun(row, today)], list(raised)
    trades, districts = coverage(row["marks"] for row in rows)
    still_open = Counter(raised_by(row) for row in told if not row.get("closed_at"))
    items = [_line(row, rules, names, today, still_open[row["respondent"]]) for row in rows]
    return {
        "office": office,
        "trades": trades,
        "districts": districts,
        "items": sorted(items, key=lambda item: (not item["not_contacted"], item["district"], item["name"])),
        "common": [_common(row, rules, names) for row in in_common(_of_trade(told, rows))],
    }


def _of_trade(raised: Iterable[Line], points: Iterable[Line]) -> list[Line]:
    """What was raised with the trade of its point, where it bears none itself."""
    trades = {row["respondent"]: row["marks"]["trade"] for row in points}
    return [{**row, "marks": {"trade": trades.get(raised_by(row), ""), **row.get("marks", {})}} for row in raised]


def _line(row: Line, rules: Rules, names: Mapping[str, str], today: date, still_open: int) -> dict[str, Any]:
    marks = row["marks"]
    own = rules if row["kind"] in rules.procedures else rules_on(row["profile"], today)
    grade = GRADES.get(marks.get("grade", ""), "")
    return {
        "path": f"/matters/{row['id']}",
        "record_path": f"/points/{row['id']}",
        "name": row["title"],
        "trade": marks["trade"],
        "district": marks["district"],
        "office": names.get(row["owner"], ""),
        "state_title": own.procedures[row["kind"]].states[row["state"]],
        "term_ends_on": marks["term_ends_on"],
        "contacted_on": marks.get("contacted_on"),
        "not_contacted": not_contacted(marks, today),
        "open": still_open,
        "evaluation": f"{marks['evaluated_year']}年：{grade}" if grade else "",
    }


def _common(row: Mapping[str, Any], rules: Rules, names: Mapping[str, str]) -> dict[str, Any]:
    """Complaints are counted and not listed: who has no part in one learns neither of it nor who complained."""
    listed = [one for one in row["matters"] if one["kind"] != "complaint"]
    numbers = "：" * bool(listed) + "、".join(str(one["number"]) for one in listed)
    subject = FIELDS.get(row["subject"], row["subject"])
    plan = f"{row['trade']}联系点共同反映“{subject}”问题，涉及{row['points']}个联系点{numbers}。"
    begun = {"title": f"{subject}重点监督", "mode": "key", "plan": plan}
    return {
        "trade": row["trade"],
        "subject": subject,
        "points": row["points"],
        "matters": [
            {
                "number": one["number"],
                "path": f"/matters/{one['id']}",
                "kind_title": rules.procedures[one["kind"]].title,
                "point": names.get(raised_by(one), ""),
            }
            for one in listed
        ],
        "begin_path": f"/begin/activity?{urlencode(begun)}",
    }


def point_view(case: Case, rules: Rules, actor: Actor, names: Mapping[str, str]) -> dict[str, Any]:
    """One contact point: what is shown of it, what it took part in, how it was looked after and evaluated."""
    matter = case.matter
    keeps = sees(actor, matter) == "owner" and may(actor, "register")
    return {
        "number": matter.number,
        "path": f"/matters/{matter.id}",
        "register_path": f"/admin/organisations/{matter.respondent}" if keeps else None,
        "name": matter.title,
        "shown": _shown(matter, names),
        "rights": by_right([*_took_part(case), *_worked(case)]),
        "contacts": _contacts(case, names),
        "evaluations": [_evaluation(e, rules) for e in case.events if e.action == "evaluate_point"],
        "open_matters": [_open(row, rules) for row in case.raised if not row.get("closed_at") and _visible(row, actor)],
    }


def _shown(matter: Matter, names: Mapping[str, str]) -> list[dict[str, str]]:
    words = {"category": CATEGORIES, "size": SIZES, "county": names}
    return [
        {"title": title, "value": words.get(name, {}).get(value, value)}
        for name, title in TITLES.items()
        if (value := matter.marks.get(name))
    ]


def _took_part(case: Case) -> list[tuple[str, str]]:
    acts = (e.facts for e in case.events if e.action == "record_participation")
    return [(facts["right"], facts["took_part_on"][:7]) for facts in acts]


def _worked(case: Case) -> list[tuple[str, str]]:
    """What was raised here counts by itself."""
    told = ((row.get("marks", {}).get("participation"), str(row["opened_at"])[:7]) for row in case.raised)
    return [(right, month) for right, month in told if right]


def _contacts(case: Case, names: Mapping[str, str]) -> list[dict[str, Any]]:
    found = [_contact(e, names) for e in case.events if e.action in ("record_contact", "plan_contact")]
    return sorted(found, key=lambda row: row["on"], reverse=True)


def _contact(event: Event, names: Mapping[str, str]) -> dict[str, Any]:
    facts, planned = event.facts, event.action == "plan_contact"
    return {
        "on": facts["planned_on" if planned else "contacted_on"],
        "care": CARE[facts["care"]],
        "by": names.get(event.organisation, ""),
        "persons": facts["persons"],
        "outcome": facts["plan" if planned else "outcome"],
        "planned": planned,
    }


def _evaluation(event: Event, rules: Rules) -> dict[str, Any]:
    facts = event.facts
    points = total(facts, rules.choices["evaluation_weights"])
    return {"year": facts["evaluated_year"], "grade": GRADES[facts["grade"]], "total": points}


def _visible(row: Line, actor: Actor) -> bool:
    return may(actor, "matter", Matter.model_validate(row))


def _open(row: Line, rules: Rules) -> dict[str, str]:
    procedure = rules.procedures[row["kind"]]
    return {
        "number": row["number"],
        "path": f"/matters/{row['id']}",
        "kind_title": procedure.title,
        "state_title": procedure.states[row["state"]],
    }
