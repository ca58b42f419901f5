"""The letters of a dispute over duties, composed."""

from collections.abc import Callable
from typing import Any

from jiandu.core.letters.disputes import CoordinationOpinion, DisputeRequest, PerformanceRequest, PerformanceSuggestion
from jiandu.core.letters.text import Letter, paragraphs
from jiandu.core.setting import Setting, authority, dated, marks

PURPOSES = {"correct": "予以纠正", "criticise": "予以通报批评"}


def _parties(s: Setting, joined: str) -> str:
    return joined.join(s.name(party) for party in (s.matter.respondent, s.matter.marks["other_party"]))


def _opinion(s: Setting, number: str) -> Letter:
    bodies = (s.name(body) for body in s.draft["copied_bodies"])
    return CoordinationOpinion(
        **marks(s, number, _parties(s, "、")),
        subject=s.matter.title,
        facts=s.draft["facts"],
        course=s.draft["course"],
        law=s.draft["law"],
        opinions=s.draft["opinions"],
        basis=authority(s),
        copies=(*bodies, *paragraphs(s.draft["copy_to"])),
    )


def _upward(s: Setting, number: str) -> dict[str, Any]:
    return {
        **marks(s, number, s.government),
        "signer": s.person(s.actor.id),
        "facts": s.draft["facts"],
        "course": s.draft["course"],
        "proposals": s.draft["proposal"],
        "basis": authority(s),
    }


def _request(s: Setting, number: str) -> Letter:
    return DisputeRequest(**_upward(s, number), parties=_parties(s, "与"), subject=s.matter.title)


def _suggestion(s: Setting, number: str) -> Letter:
    return PerformanceSuggestion(
        **marks(s, number, s.name(s.matter.respondent)),
        subject=s.matter.title,
        facts=s.draft["facts"],
        duty=s.draft["duty"],
        suggestions=s.draft["suggestions"],
        deadline=dated(s.draft, "due_on"),
        basis=authority(s),
    )


def _performance_request(s: Setting, number: str) -> Letter:
    return PerformanceRequest(
        **_upward(s, number),
        respondent=s.name(s.matter.respondent),
        purpose=PURPOSES[s.draft["purpose"]],  # type: ignore[arg-type]
    )


DISPUTES: dict[str, Callable[[Setting, str], Letter]] = {
    "coordination_opinion": _opinion,
    "dispute_request": _request,
    "performance_suggestion": _suggestion,
    "performance_request": _performance_request,
}
