"""Lists: one line a matter, the most urgent first."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from jiandu.core.access import may, role_in, sees
from jiandu.core.admit import apart, in_place, recusal
from jiandu.core.checks import CHECKS
from jiandu.core.clocks import INTERNAL, LIGHTS, lateness
from jiandu.core.deadlines import light, shanghai_day
from jiandu.core.matter import Actor, Case, Letter, Matter
from jiandu.core.procedure import Action, Procedure, Rules, rules_on
from jiandu.core.titles import FLAGS

ANSWERS = {"explanation_asked", "files_asked"}
OF_SNAPSHOT = {
    "no_open_recusal",
    "no_open_children", "no_open_objection", "recusal_asked_for", "date_awaited", "identity_asked", "organ_asked",
    "message_unread", "improvement_awaited", "improvement_reported", "view_still_wanted", "opinion_followed",
    "every_participant_answered", "late_or_answered", "code_not_handed_out",
}  # fmt: skip
AFTER_CLOCK = {"nominations_over", "notice_over", "round_over"}


def row_view(
    item: Mapping[str, Any], actor: Actor, rules: Rules, now: datetime, organisations: Mapping[str, str]
) -> dict[str, Any]:
    """One line of a list, from what the index projects."""
    matter = Matter.model_validate(item)
    procedure = rules.procedures[matter.kind]
    own = bool(item.get("closes_at")) or sees(actor, matter) != "respondent"
    shade, title = _light(item, now) if own else ("none", "")  # the office's own attention tells nobody outside
    letter = letter_for(actor, matter)
    return {
        "id": matter.id,
        "path": f"/matters/{matter.id}",
        "number": matter.number,
        "title": matter.title,
        "kind": matter.kind,
        "kind_title": procedure.title,
        "state": matter.state,
        "state_title": procedure.states[matter.state],
        "letter_title": f"{procedure.letters[letter.kind]}{procedure.stages[letter.stage]}" if letter else None,
        "respondent": organisations.get(matter.respondent, ""),
        "respondent_id": matter.respondent,
        "due": item.get("due_on") if item.get("closes_at") else None,
        "light": shade,
        "light_title": title,
        "provisional": bool(item.get("provisional")),
        "flags": [FLAGS[flag] for flag in matter.flags] if may(actor, "flags", matter) else [],
        "mine": mine(matter, procedure, actor, bool(item.get("closes_at"))),
        "batch": batchable(matter, procedure, actor, bool(item.get("closes_at"))),
        "unread": _unread(matter, actor),
        "opened_on": shanghai_day(matter.opened_at).isoformat(),
        "version": matter.version,
    }


def _unread(matter: Matter, actor: Actor) -> bool:
    """Of a complaint and of an invited person the office has something to read that was written by code; of all else
    the agency has, of a dispute each party for itself.
    """
    if matter.marks.get("other_party") == actor.organisation:
        return matter.unread_by_other and sees(actor, matter) == "respondent"
    reader = "owner" if matter.kind in ("complaint", "invitee") else "respondent"
    return matter.unread and sees(actor, matter) == reader


def lead_view(matter: Matter, now: datetime) -> dict[str, str]:
    """What an office learns of a lead it handed in: its number and its state, and no more."""
    procedure = rules_on(matter.profile, shanghai_day(now)).procedures[matter.kind]
    return {"number": matter.number, "state_title": procedure.states[matter.state]}


def letter_for(actor: Actor, matter: Matter) -> Letter | None:
    """The letter in preparation, for whom it concerns: an agency learns of it when it is to be served."""
    letter = matter.letter
    if letter and not may(actor, "letter_in_preparation", matter) and letter.stage != "serving":
        return None
    return letter


def mine(matter: Matter, procedure: Procedure, actor: Actor, running: bool) -> list[str]:
    """The titles of what waits for this actor; what is merely possible at any time is left out.

    ``running`` says whether some dated clock runs: without one nothing is asked of the agency.
    """
    case = Case(matter)
    if recusal(case, actor):
        return []
    return [
        action.title
        for action in procedure.actions.values()
        if role_in(actor, action.who, matter)
        and in_place(case, procedure, action)
        and not apart(case, action, actor)
        and not (actor.kind == "person" and recusal(case, actor))
        and _is_work(matter, procedure, action)
        and not _waits(case, action, running)
    ]


def batchable(matter: Matter, procedure: Procedure, actor: Actor, running: bool) -> list[dict[str, str]]:
    """What may be done on this matter together with others; whoever is chased knows of it and has a period running."""
    case = Case(matter)
    return [
        {"name": action.name, "title": action.title}
        for action in procedure.actions.values()
        if action.batch
        and role_in(actor, action.who, matter)
        and in_place(case, procedure, action)
        and not apart(case, action, actor)
        and ("agency_clock_runs" not in action.check or (running and matter.known))
    ]


def _is_work(matter: Matter, procedure: Procedure, action: Action) -> bool:
    """Not what may be done at any time; what a lateness prepares is work once that lateness is there."""
    if not action.states or action.at_will or action.step in ("send_back", "abandon", "void"):
        return False
    prepared_by = {name for name, kind in procedure.clocks.items() if kind.prepares == action.name}
    return not prepared_by or bool(prepared_by & set(matter.late))


def _waits(case: Case, action: Action, running: bool) -> bool:
    """Whether it has to wait for a child matter, a question to decide, a demand it would answer, or a period's end."""
    if (ANSWERS if not running else AFTER_CLOCK) & set(action.check):
        return True
    hindrances = (CHECKS[name] for name in action.check if name in OF_SNAPSHOT)
    return any(check(case, {}, case.matter.opened_at.date()) for check in hindrances)


def _light(item: Mapping[str, Any], now: datetime) -> tuple[str, str]:
    closes, yellow = item.get("closes_at"), item.get("yellow_at")
    if not closes and not yellow:
        return "none", ""
    first = datetime.fromisoformat(yellow) if yellow else None
    if not closes:
        return ("yellow", INTERNAL) if first and now >= first else ("green", LIGHTS["green"])
    end = datetime.fromisoformat(closes)
    shade = light(now, first, end)
    if shade != "red":
        return shade, LIGHTS[shade]
    return shade, f"逾期 {lateness(date.fromisoformat(str(item['due_on'])), end, now)}"
