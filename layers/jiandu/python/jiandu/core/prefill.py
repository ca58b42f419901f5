"""What a form starts with: drafted from the record, so that nobody types twice what is on file."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any

from jiandu.core.checks.points_round import plan_of
from jiandu.core.compose import course
from jiandu.core.figures import period
from jiandu.core.forms import FORMS
from jiandu.core.matter import DRAFTING, Case
from jiandu.core.points import ONE_ONLY
from jiandu.core.points_evaluation import of_year, proposed
from jiandu.core.procedure import Action
from jiandu.core.setting import certificate_on, with_certificate

FINDINGS = {"unlawful": "上述行为违法。", "improper": "上述行为明显不当。"}


def prefill(case: Case, action: Action, today: date) -> dict[str, Any]:
    """Values the action's form opens with; a draft sent back opens with what was written."""
    if action.step in DRAFTING and case.matter.letter:
        return {name: value for name, value in case.letter_facts.items() if name != "instruction"}
    drafted = _DRAFTS.get(action.form or "")
    return drafted(case, today) if drafted else {}


def _demand(case: Case, today: date) -> dict[str, Any]:
    """What the agency is to explain is what it may know of the complaint."""
    extract = case.facts_of("confirm_extract")
    return {"questions": extract["text"]} if extract else {}


def _report(case: Case) -> Mapping[str, Any]:
    return case.facts_of("inquiry_report") or {}


def _opinion(case: Case, today: date) -> dict[str, Any]:
    earlier = case.draft_of("opinion")
    if earlier:
        return {k: v for k, v in earlier.items() if k not in ("checked", "instruction")}
    report = _report(case)
    return {
        "facts": report.get("facts_found", ""),
        "judgement": FINDINGS.get(str(report.get("finding")), ""),
        "law": report.get("law", ""),
        "demand": report.get("proposal", ""),
    }


def _urging(case: Case, today: date) -> dict[str, Any]:
    report = _report(case)
    return {
        "facts": report.get("facts_found", ""),
        "demand": report.get("proposal", ""),
    }


def _suggestion(case: Case, today: date) -> dict[str, Any]:
    report = _report(case)
    return {"facts": report.get("facts_found", ""), "suggestion": report.get("proposal", "")}


def _certified(case: Case, today: date) -> str:
    """The officers who may go today, each with the certificate to be shown."""
    people = [case.people[officer] for officer in case.matter.officers if officer in case.people]
    return "\n".join(with_certificate(person, today) for person in people if certificate_on(person, today))


def _talk(case: Case, today: date) -> dict[str, Any]:
    """As it was summoned."""
    summoned = case.facts_of("summon") or {}
    return {
        "held_at": summoned.get("held_at", ""),
        "place": summoned.get("place", ""),
        "present": summoned.get("persons", ""),
    }


def _proposal(case: Case, today: date) -> dict[str, Any]:
    letter = case.draft_of("opinion", "urging") or {}
    demand = str(letter.get("demand", ""))
    return {
        "facts": letter.get("facts", ""),
        "non_compliance": "\n".join(course(case)),
        "proposal": "建议报请本级人民政府制发《行政执法监督决定书》，责令改正。",
        "decision": demand,
    }


def _decision(case: Case, today: date) -> dict[str, Any]:
    proposed = case.draft_of("request_to_government") or {}
    letter = case.draft_of("opinion", "urging") or {}
    return {"decided_on": today, "facts": letter.get("facts", ""), "text": proposed.get("decision", "")}


def _work_report(case: Case, today: date) -> dict[str, Any]:
    first, last = period(case, today)
    return {"period_from": first, "period_to": last, "figures": "\n".join(case.figures)}


def _opened(*names: str) -> Callable[[Case, date], dict[str, Any]]:
    """Of a matter begun for one letter: what was written when it began; its reason becomes the letter's facts."""

    def drafted(case: Case, today: date) -> dict[str, Any]:
        opened = case.facts_of("open_child", "begin") or {}
        return {
            "facts": opened.get("facts") or opened.get("reason", ""),
            **{name: opened.get(name, "") for name in names},
        }

    return drafted


def _extension(case: Case, today: date) -> dict[str, Any]:
    """As the agency asked, where it did so for a period that still runs."""
    asked = case.facts_of("ask_extension", "enter_ask_extension") or {}
    if asked.get("clock") not in {c.key for c in case.clocks if c.status == "running"}:
        return {}
    return {"clock": asked["clock"], "due_on": asked["until"], "reason": asked["reason"], "on_application": True}


def _recusal(case: Case, today: date) -> dict[str, Any]:
    """The officer in question, where it is one."""
    asked = [who for who, state in case.matter.recusals.items() if state == "asked"]
    return {"officer": asked[0]} if len(asked) == 1 else {}


def _archiving(case: Case, today: date) -> dict[str, Any]:
    """For as long as closing said."""
    closed = case.facts_of("close") or {}
    return {"retention": closed["retention"]} if "retention" in closed else {}


def _places(case: Case, today: date) -> dict[str, Any]:
    """The targets as they stand, to be changed."""
    plan = plan_of(case)
    return {name: plan.get(name, "") for name in FORMS["places_change"].model_fields if name != "adjustment"}


def _appointment(case: Case, today: date) -> dict[str, Any]:
    """The unit as it was nominated, for the round's term; of its people the names without what they are."""
    unit, listed = case.facts_of("open_child") or {}, case.facts_of("list_published") or {}
    named = {name: str(unit[name]).split(maxsplit=1)[0] for name in ONE_ONLY if unit.get(name)}
    known = {**unit, **named, **listed}
    return {name: known.get(name, "") for name in FORMS["point_appointment"].model_fields if name != "organisation"}


def _evaluation(case: Case, today: date) -> dict[str, Any]:
    """Scores as the record proposes them, of the earliest year of the term that is not evaluated yet."""
    evaluated = {e.facts["evaluated_year"] for e in case.events if e.action == "evaluate_point"}
    first = int(case.matter.marks["first_day"][:4])
    year = next((y for y in range(first, today.year) if y not in evaluated), today.year)
    found = proposed(of_year(case, year))
    scores = {name: p.score for name, p in found.items()}
    reasons = {f"{name}_reason": p.reason for name, p in found.items()}
    return {"evaluated_year": year, **scores, **reasons}


def _renewal(case: Case, today: date) -> dict[str, Any]:
    """As the point is shown now; the new term begins the day after this one ends."""
    marks = dict(case.matter.marks)
    following = date.fromisoformat(marks.pop("term_ends_on")) + timedelta(days=1)
    return {**marks, "title": case.matter.title, "first_day": following}


def _accompanying(case: Case, today: date) -> dict[str, Any]:
    """Problems, corrections and guidance as they were recorded on the way."""

    def told(name: str, *fields: str) -> str:
        return "\n".join("；".join(str(e.facts[f]) for f in fields) for e in case.events if e.action == name)

    problems = [str(e.facts["finding"]) for e in case.events if e.facts.get("result") == "problem"]
    return {
        "problems": "\n".join([*problems, *filter(None, [told("open_case", "problem")])]),
        "corrected": told("correct_on_the_spot", "problem", "correction"),
        "guidance": told("give_guidance", "to_whom", "guidance"),
    }


_DRAFTS: dict[str, Callable[[Case, date], dict[str, Any]]] = {
    "explanation_demand": _demand,
    "opinion_draft": _opinion,
    "urging_draft": _urging,
    "suggestion_draft": _suggestion,
    "talk": _talk,
    "transcript": lambda case, today: {"questioners": _certified(case, today)},
    "survey": lambda case, today: {"surveyors": _certified(case, today)},
    "site_record": lambda case, today: {"surveyors": _certified(case, today)},
    "files_taken": lambda case, today: {"takers": _certified(case, today)},
    "accompanying_summary": _accompanying,
    "proposal": _proposal,
    "government_decision": _decision,
    "personnel_suggestion_draft": _opened("person", "post"),
    "clue_transfer_draft": _opened("persons"),
    "order_to_correct_draft": _opened(),
    "work_report_draft": _work_report,
    "archiving": _archiving,
    "sealed_copy": lambda case, today: {"sealed_on": today},
    "sealed_document": lambda case, today: {"sealed_on": today},
    "extension": _extension,
    "recusal_decision": _recusal,
    "dispute_recusal_decision": _recusal,
    "dispute_recusal_ruled": _recusal,
    "point_evaluation": _evaluation,
    "term_renewal": _renewal,
    "service": lambda case, today: {"served_on": today},
    "places_change": _places,
    "point_appointment": _appointment,
}
