"""The letters of what branches off a case, composed: to superiors, other organs, on pauses, periods and recusal."""

from collections.abc import Callable

from jiandu.core.chinese import chinese_date
from jiandu.core.forms.branches import CAUSES, GROUNDS, NATURES, RECUSALS, SUGGESTIONS
from jiandu.core.forms.inquiry import TERMINATIONS
from jiandu.core.letters import Addressee
from jiandu.core.letters.branches import (
    ClueTransfer,
    CompletionNotice,
    ExtensionNotice,
    ListingNotice,
    OrderToCorrect,
    PersonnelSuggestion,
    ProblemNotice,
    RecusalDecision,
    SuspensionNotice,
    TerminationNotice,
    TransferLetter,
    WorkReport,
)
from jiandu.core.letters.text import Letter
from jiandu.core.matter import Event
from jiandu.core.setting import Setting, authority, dated, marks, on_course, summary, to_complainant

ASKED = ("ask_recusal", "enter_ask_recusal", "recusal_asked")


def _completion(s: Setting, number: str) -> Letter:
    return CompletionNotice(**to_complainant(s, number), missing=s.facts["missing"], basis=authority(s))


def _transfer(s: Setting, number: str) -> Letter:
    return TransferLetter(
        **marks(s, number, s.facts["organ"]),
        summary=(summary(s),),
        reasons=s.facts["reason"],
        basis=authority(s),
    )


def _problem(s: Setting, number: str) -> Letter:
    return ProblemNotice(
        **marks(s, number, s.draft["superior"]),
        source=s.source,
        respondent=s.name(s.matter.respondent),
        findings=s.draft["facts"],
        law=s.draft["law"],
        suggestions=s.draft["suggestion"],
        basis=authority(s),
    )


def _personnel(s: Setting, number: str) -> Letter:
    return PersonnelSuggestion(
        **marks(s, number, s.draft["organ"]),
        person=s.draft["person"],
        post=s.draft["post"],
        ground=GROUNDS[s.draft["ground"]],  # type: ignore[arg-type]
        findings=s.draft["facts"],
        causes=s.draft["causes"],
        consequences=s.draft["consequences"],
        correction=s.draft["correction"],
        suggestions=tuple(title for key, title in SUGGESTIONS.items() if key in s.draft["suggestions"]),
        deadline=dated(s.draft, "due_on"),
        basis=authority(s),
    )


def _clue(s: Setting, number: str) -> Letter:
    return ClueTransfer(
        **marks(s, number, s.draft["organ"]),
        persons=s.draft["persons"],
        nature=NATURES[s.draft["nature"]],
        findings=s.draft["facts"],
        materials=s.draft["evidence"],
        basis=authority(s),
    )


def _order(s: Setting, number: str) -> Letter:
    return OrderToCorrect(
        **marks(s, number, s.name(s.matter.respondent)),
        findings=s.draft["facts"],
        law=s.draft["law"],
        requirements=s.draft["demand"],
        deadline=dated(s.draft, "due_on"),
        basis=authority(s),
    )


def _report(s: Setting, number: str) -> Letter:
    return WorkReport(
        **marks(s, number, s.government),
        signer=s.person(s.actor.id),
        began_on=dated(s.draft, "period_from"),
        ended_on=dated(s.draft, "period_to"),
        work=s.draft["work"],
        figures=s.draft["figures"],
        problems=s.draft["problems"],
        plan=s.draft["plan"],
        basis=authority(s),
    )


def _suspension(s: Setting, number: str) -> Letter:
    """A cause by law speaks for itself; what was typed beside it stays in the file."""
    cause = s.facts["cause"]
    reasons = s.facts["reason"] if cause == "other" else ()
    return SuspensionNotice(**on_course(s, number), cause=CAUSES[cause], reasons=reasons)


def _termination(s: Setting, number: str) -> Letter:
    return TerminationNotice(**on_course(s, number), cause=TERMINATIONS[s.facts["cause"]])


def _extension(s: Setting, number: str) -> Letter:
    """The row has examined that the clock runs towards a day."""
    clock = next(clock for clock in s.case.clocks if clock.key == s.facts["clock"])
    assert clock.due is not None
    return ExtensionNotice(
        **on_course(s, number),
        period=s.rules.procedures[s.matter.kind].clocks[clock.name].title,
        former_due_on=chinese_date(clock.due),
        due_on=dated(s.facts, "due_on"),
        on_application=s.facts["on_application"],
        reasons=s.facts["reason"],
    )


def _listed_to(s: Setting) -> Addressee:
    """To the agency by its own bureau; to the bureau by a superior one, and while the agency knows of nothing."""
    return "agency" if s.issuer.id == s.matter.owner and s.matter.known else "bureau"


def _listing(s: Setting, number: str) -> Letter:
    addressee = s.matter.respondent if _listed_to(s) == "agency" else s.matter.owner
    return ListingNotice(
        **{**on_course(s, number), "addressee": s.name(addressee)},
        reasons=s.facts["reason"],
        requirements=s.facts["demand"],
        deadline=dated(s.facts, "due_on"),
    )


def _recusal(s: Setting, number: str) -> Letter:
    officer, asked = s.facts["officer"], _asked(s)
    told = s.complaint if asked.action == "recusal_asked" else None
    replacement = s.facts.get("replacement")
    return RecusalDecision(
        **marks(s, number, _asker(s, asked)),
        matter_number=told.matter.number if told else s.matter.number,
        officer=s.person(officer),
        outcome=RECUSALS[s.facts["outcome"]],  # type: ignore[arg-type]
        replacement=s.person(replacement) if replacement else "",
        reasons=s.facts["reason"],
        basis=authority(s),
    )


def _asked(s: Setting) -> Event:
    """The latest event that put the officer in question; the row has examined that there is one."""
    return next(event for event in reversed(s.case.events) if _concerns(event, s.facts["officer"]))


def _concerns(event: Event, officer: str) -> bool:
    """Whether an event put the officer in question; a complainant may have named nobody."""
    if event.action == "declare_recusal":
        return event.actor == officer
    return event.action in ASKED and event.facts.get("officer") in (officer, None)


def _asker(s: Setting, asked: Event) -> str:
    """The officer, the agency, or the complainant, who is not named."""
    if asked.action == "declare_recusal":
        return s.person(asked.actor)
    return "投诉举报人" if asked.action == "recusal_asked" else s.name(s.matter.respondent)


def _recused_to(s: Setting) -> Addressee:
    askers: dict[str, Addressee] = {"declare_recusal": "officer", "recusal_asked": "complainant"}
    return askers.get(_asked(s).action, "agency")


ADDRESSEES: dict[str, Callable[[Setting], Addressee]] = {
    "recusal_decision": _recused_to,
    "listing_notice": _listed_to,
}
BRANCHES: dict[str, Callable[[Setting, str], Letter]] = {
    "completion_notice": _completion,
    "transfer_letter": _transfer,
    "problem_notice": _problem,
    "personnel_suggestion": _personnel,
    "clue_transfer": _clue,
    "order_to_correct": _order,
    "work_report": _report,
    "suspension_notice": _suspension,
    "termination_notice": _termination,
    "extension_notice": _extension,
    "recusal_decision": _recusal,
    "listing_notice": _listing,
}
