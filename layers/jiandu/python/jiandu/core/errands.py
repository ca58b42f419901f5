"""Acts on many matters: what one act sends out, each done in a transaction of its own (design section 1, idea 3)."""

from collections.abc import Callable, Mapping
from typing import Any, Protocol

from pydantic import BaseModel, ConfigDict

from jiandu.core.checks.points_round import chosen, plan_of, shortlisted, term_days
from jiandu.core.checks.points_work import answered_by
from jiandu.core.matter import Case


class NewIds(Protocol):
    """Where the ids of matters to be opened come from."""

    def id(self) -> str: ...


class Target(BaseModel):
    """One matter an errand goes to; for one still to be opened the agency it is about.

    ``action`` is its own act where it differs from the errand's.
    """

    model_config = ConfigDict(frozen=True)
    matter: str
    respondent: str = ""
    action: str = ""


class Errands(BaseModel):
    """One act on each of many matters; with ``opens`` each target is a child of that kind, begun by the act."""

    model_config = ConfigDict(frozen=True)
    action: str
    facts: Mapping[str, Any]
    targets: tuple[Target, ...]
    opens: str | None = None


def open_cases(case: Case, facts: Mapping[str, Any], fresh: NewIds) -> Errands:
    """One supervision case for each agency named: one respondent, one letter, one clock each."""
    handed = {name: facts[name] for name in ("officers", "subject")}
    targets = tuple(Target(matter=fresh.id(), respondent=str(agency)) for agency in facts["agencies"])
    return Errands(action="open_child", facts=handed, targets=targets, opens="supervision")


def reassign_all(case: Case, facts: Mapping[str, Any], fresh: NewIds) -> Errands:
    """The part of one officer in every matter of the list goes to another."""
    handed = {name: facts[name] for name in ("from_person", "to_person", "reason")}
    targets = tuple(Target(matter=str(row["matter"])) for row in facts["list"])
    return Errands(action="reassigned", facts=handed, targets=targets)


def dispose_all(case: Case, facts: Mapping[str, Any], fresh: NewIds) -> Errands:
    """Every matter of the list is disposed of, a matter before those that hang on it."""
    targets = tuple(Target(matter=str(row["matter"])) for row in case.handed)
    return Errands(action="disposed", facts={"register": case.matter.number}, targets=targets)


def ask_departments(case: Case, facts: Mapping[str, Any], fresh: NewIds) -> Errands:
    """Each department named is asked the same, in a matter and by a clock of its own."""
    handed = {name: facts[name] for name in ("title", "question", "due_on")}
    targets = tuple(Target(matter=fresh.id(), respondent=str(one)) for one in facts["departments"])
    return Errands(action="open_child", facts=handed, targets=targets, opens="department_answer")


def ask_points(case: Case, facts: Mapping[str, Any], fresh: NewIds) -> Errands:
    """Each contact point chosen gets the draft and the questions."""
    handed = {name: value for name, value in facts.items() if name != "points"}
    targets = tuple(Target(matter=fresh.id(), respondent=str(point)) for point in facts["points"])
    return Errands(action="open_child", facts=handed, targets=targets, opens="consultation")


def close_unanswered(case: Case, facts: Mapping[str, Any], fresh: NewIds) -> Errands:
    """Where no opinion came by the closing, none is waited for any more."""
    waiting = sorted(set(case.matter.children) - answered_by(case))
    return Errands(action="solicitation_closed", facts={}, targets=tuple(Target(matter=one) for one in waiting))


def cancel_consultations(case: Case, facts: Mapping[str, Any], fresh: NewIds) -> Errands:
    """Every point asked learns that the solicitation is cancelled, and why."""
    targets = tuple(Target(matter=one) for one in case.matter.children)
    return Errands(action="solicitation_cancelled", facts={"reason": facts["reason"]}, targets=targets)


def deliver_opinion(case: Case, facts: Mapping[str, Any], fresh: NewIds) -> Errands:
    """Each party of a dispute gets the opinion, and answers for its own performance of it."""
    drafted = case.draft_of("coordination_opinion") or {}
    handed = {"title": case.matter.title, "opinions": drafted["opinions"]}
    parties = (case.matter.respondent, case.matter.marks["other_party"])
    targets = tuple(Target(matter=fresh.id(), respondent=party) for party in parties)
    return Errands(action="open_child", facts=handed, targets=targets, opens="opinion_performance")


def ask_participants(case: Case, facts: Mapping[str, Any], fresh: NewIds) -> Errands:
    """Each participant gets what was begun, with the day by which this act asks for an answer."""
    begun = facts if "title" in facts else case.facts_of("begin") or {}
    handed = {name: value for name, value in {**begun, **facts}.items() if name != "participants"}
    targets = tuple(Target(matter=fresh.id(), respondent=str(one)) for one in facts["participants"])
    return Errands(action="open_child", facts=handed, targets=targets, opens="coordination_answer")


def cancel_participants(case: Case, facts: Mapping[str, Any], fresh: NewIds) -> Errands:
    """Every participant learns that the matter is cancelled, and why."""
    targets = tuple(Target(matter=one) for one in case.matter.children)
    return Errands(action="coordination_cancelled", facts={"reason": facts["reason"]}, targets=targets)


def choose_candidates(case: Case, facts: Mapping[str, Any], fresh: NewIds) -> Errands:
    """Of the candidates before the meeting those it chose, and the others."""
    wanted = set(facts["chosen"])
    targets = tuple(
        Target(matter=name, action="" if name in wanted else "not_chosen") for name in sorted(shortlisted(case))
    )
    return Errands(action="chosen", facts={}, targets=targets)


def publish_candidates(case: Case, facts: Mapping[str, Any], fresh: NewIds) -> Errands:
    """Everyone on the final list learns the round's term: it begins and ends for all on the same days."""
    plan, term = plan_of(case), term_days(case)
    assert term is not None
    days = {"first_day": term[0].isoformat(), "term_ends_on": term[1].isoformat()}
    told = {"round": plan["title"], "plaque": plan["plaque"], **days}
    targets = tuple(Target(matter=name) for name in sorted(chosen(case)))
    return Errands(action="list_published", facts=told, targets=targets)


def note_leads(case: Case, facts: Mapping[str, Any], fresh: NewIds) -> Errands:
    """Once the plan is approved each lead it was made from says so, and is pooled for no other."""
    return Errands(action="pooled", facts={}, targets=_leads(case))


def free_leads(case: Case, facts: Mapping[str, Any], fresh: NewIds) -> Errands:
    """A course that is stopped gives its leads back."""
    return Errands(action="unpooled", facts={}, targets=_leads(case))


def _leads(case: Case) -> tuple[Target, ...]:
    pooled = (case.facts_of("begin") or {}).get("pooled", ())
    return tuple(Target(matter=str(row["matter"])) for row in pooled)


ERRANDS: dict[str, Callable[[Case, Mapping[str, Any], NewIds], Errands]] = {
    "open_cases": open_cases,
    "reassign_all": reassign_all,
    "dispose_all": dispose_all,
    "ask_departments": ask_departments,
    "ask_points": ask_points,
    "close_unanswered": close_unanswered,
    "cancel_consultations": cancel_consultations,
    "deliver_opinion": deliver_opinion,
    "ask_participants": ask_participants,
    "cancel_participants": cancel_participants,
    "choose_candidates": choose_candidates,
    "publish_candidates": publish_candidates,
    "note_leads": note_leads,
    "free_leads": free_leads,
}
