"""Facts for any form of any row: mostly as an office would fill it in, sometimes quite otherwise."""

from collections.abc import Mapping
from datetime import date, timedelta
from random import Random
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin

from casework import PEOPLE, Bureau, upload, working_day_after
from jiandu.core.forms import FORMS
from jiandu.core.forms.base import Form
from jiandu.core.forms.fields import hints, widget_of
from jiandu.core.forms.letters import IN_PERSON, WITNESSED
from jiandu.core.matter import Case
from jiandu.core.points import CONDITIONS
from jiandu.core.points_evaluation import CRITERIA
from jiandu.core.procedure import Action

ODD: tuple[Any, ...] = (
    None, "", " ", "\x00", "\ud800", "〔2026〕", "𠮷" * 3, "x" * 6000, -1, 0, 10**30, 1.5, True, False, [], ["x"], {},
    {"key": "received/x"}, "2026-02-30", "0001-01-01", "9999-12-31", "2026-03-07", "2026-03-02T09:30",
)  # fmt: skip


TWO = "周一（证号 1）\n林二（证号 2）"
RECORDS = {
    "transcript": {
        "questioners": TWO,
        "text": "问：何时检查？\n答：三月一日。",
        "identity_number": "",
        "phone": "",
        "age": 40,
    },
    "survey": {"surveyors": TWO},
}
NOTHING = {"remedies": [], "refunded": "", "officers_handled": 0}


def filled_in(bureau: Bureau, case: Case, action: Action, chance: Random) -> dict[str, Any]:
    """What a careful person would hand in now; a form may still be refused for what only the matter knows."""
    if action.form is None:
        return {}
    form = FORMS[action.form]
    facts = {name: _value(form, name, bureau, case, chance) for name in form.model_fields}
    return {**facts, **_fitting(action.form, facts, bureau, case, chance)}


def spoiled(facts: Mapping[str, Any], chance: Random) -> dict[str, Any]:
    """The same with one thing left out, made odd, or added."""
    name = chance.choice([*facts, "unasked"])
    rest = {k: v for k, v in facts.items() if k != name}
    return rest if chance.random() < 0.3 else {**rest, name: chance.choice(ODD)}


def _value(form: type[Form], name: str, bureau: Bureau, case: Case, chance: Random) -> Any:
    field = form.model_fields[name]
    extra = hints(field)
    if listed := extra.get("choices"):
        offered = list(bureau.rules.choices.get(listed, {}))
        if widget_of(field) == "checks":
            return chance.sample(offered, min(1, len(offered)))
        return chance.choice(offered) if offered else None
    match extra.get("options"):
        case "agencies":
            return chance.choice(("market", "market", "market", "tax"))
        case "supervisors":
            able = [p.id for p in PEOPLE.values() if p.organisation == case.matter.owner and "supervisor" in p.roles]
            some = chance.sample(able, min(2, len(able)))
            return some if widget_of(field) == "checks" else some[0]
        case "staff":
            return chance.choice(["zhou", "lin"])
        case "officers":
            asked = [who for who, state in case.matter.recusals.items() if state == "asked" and who != "*"]
            return chance.choice(asked or [*case.matter.officers] or ["zhou"])
        case "clocks" | "tasks" as which:
            named = [
                c for c in case.clocks if c.status == "running" and c.due and (c.name == "task") == (which == "tasks")
            ]
            return chance.choice([c.key for c in named] or ["none"])
        case "offices":
            return chance.choice(("county", "province", "bureau"))
        case "contact_points":
            return "mill"
        case "lower_bureaus":
            return "county"
        case "own_agencies":
            return chance.choice((["market"], ["market", "water"]))
        case "unscanned":
            return chance.choice([str(e.n) for e in case.unscanned] or ["none"])
        case "unsealed":
            return chance.choice([d.id for d in case.unsealed] or ["none"])
    match widget_of(field):
        case "file":
            return upload()
        case "date":
            return _day(name, bureau.today, chance)
        case "datetime":
            return bureau.now - timedelta(hours=1 if name == "ended_at" else 2)
        case "number":
            if name == "copies":
                return chance.choice((1, 2))
            return chance.choice((None, 15, 30)) if not field.is_required() else 30
    if chosen := _literals(field.annotation):
        return chance.choice(chosen)
    if get_origin(field.annotation) is tuple:
        return []
    return chance.random() < 0.1 if field.annotation is bool else f"内容{chance.randrange(99)}"


def _day(name: str, today: date, chance: Random) -> date:
    if name in ("due_on", "new_due_on"):
        return working_day_after(today, chance.choice((1, 3, 10)))
    return today - timedelta(days=chance.choice((0, 0, 0, 0, 1, 33)))


def _literals(annotation: Any) -> list[Any]:
    if get_origin(annotation) is Literal:
        return list(get_args(annotation))
    if get_origin(annotation) in (Union, UnionType):
        return [value for part in get_args(annotation) for value in (_literals(part) or [None])]
    return []


def _fitting(form: str, facts: Mapping[str, Any], bureau: Bureau, case: Case, chance: Random) -> dict[str, Any]:
    """Fields that must agree with one another."""
    if case.matter.kind == "contact_point" and (fitting := _of_point(form, bureau, case, chance)):
        return fitting
    if form == "complaint":
        return {"name": "" if facts["anonymous"] else "张三", "phone": ""}
    if form.endswith("_on_paper"):
        posted = facts["received_on"] - timedelta(days=chance.choice((0, 5, 30)))
        return {"channel": "letter", "posted_on": posted} if chance.random() < 0.5 else {"posted_on": None}
    if form == "recusal_decision" and facts["outcome"] == "stays":
        return {"replacement": None}
    if form == "personnel_suggestion_draft":
        return {"ground": "obstruction", "suggestions": [chance.choice(facts["suggestions"] or ["discipline"])]}
    if form == "merging":
        open_ones = [c.matter for c in bureau.cases.values() if c.matter.kind == "complaint" and c is not case]
        return {"into": chance.choice([m.number for m in open_ones] or ["none"])}
    if form in ("invitation", "invitee_answer", "invitee_opinion", "own_answer", "own_opinion"):
        others = [c.matter.number for c in bureau.cases.values() if c.matter.kind in ("activity", "supervision")]
        return {"into": others[0] if others else "none"}
    if form == "guidance":
        first = chance.random() < 0.5
        return {
            "channel": "reconsideration" if first else "reconsideration_or_litigation",
            "ground": "inaction" if first else None,
        }
    if form in ("result", "correction_finding", "on_the_spot"):
        return {"remedies": ["refund"], "refunded": "200", "officers_handled": 0} if chance.random() < 0.5 else NOTHING
    if form in ("file_demand", "explanation_demand"):
        return {"changed": False, "changed_reason": ""}
    if form in ("transcript", "survey", "talk"):
        refused = {"refusal": "不愿签名。" if facts["signed"] == "refused" else ""}
        return {**refused, **RECORDS.get(form, {}), **({"promised_by": None} if form == "talk" else {})}
    if form == "opening_notice" and facts["ask"] == "tell":
        return {"questions": "", "due_on": None}
    if form == "summons":
        return {"held_at": f"{working_day_after(bureau.today, 3)}T09:30"}
    if form in ("service", "service_again"):
        return _service(facts["method"])
    if form == "signature":
        return {"number": "", "instruction": None}
    if publicity := facts.get("publicity"):
        return {"publicity_reason": "" if publicity == "none" else "便于社会监督。"}
    if form == "government_decision":
        if facts["outcome"] == "declined":
            return {"kinds": [], "number": ""}
        return {"number": f"示政执监决〔2026〕{bureau.fresh._next()}号"}
    return {}


def opening_of_term(first: date, last: date) -> dict[str, Any]:
    """A term of the one contact point there is."""
    return {
        "organisation": "mill",
        "title": "示范市面粉厂",
        "category": "enterprise",
        "trade": "制造业",
        "district": "示范县",
        "county": "county",
        "size": "medium",
        "address": "工业路1号",
        "email": "law@mill.example",
        "phone": "0354-1234567",
        "responsible": "牛满仓",
        "liaison": "麦香兰",
        "first_day": first.isoformat(),
        "term_ends_on": last.isoformat(),
    }


def _of_point(form: str, bureau: Bureau, case: Case, chance: Random) -> dict[str, Any]:
    """Forms of a contact point's term."""
    if form == "term_renewal":
        first = date.fromisoformat(case.matter.marks["term_ends_on"]) + timedelta(days=1)
        return opening_of_term(first, first + timedelta(days=95))
    if form == "point_change":
        return {"email": None, "phone": None}
    if form == "point_evaluation":
        score, grade = chance.choice(((95, "excellent"), (30, "lacking")))
        return {**dict.fromkeys(CRITERIA, score), "grade": grade, "evaluated_year": bureau.today.year}
    return dict.fromkeys(CONDITIONS, "met") if form == "recheck" else {}


def _service(method: str) -> dict[str, Any]:
    """What each way of service needs, and nothing it does not."""
    in_person, witnessed = method in IN_PERSON, method in WITNESSED
    return {
        "witness": "王某 社区工作人员" if witnessed else "",
        "recording": upload("现场.jpg") if witnessed else None,
        "relation": "受送达机关收发室" if method == "substitute" else "",
        "servers": "赵甲、孙乙" if in_person else "",
        "place": "受送达机关" if in_person else "",
        "tracking": "" if in_person else "1234567890",
        "copies": 1,
    }
