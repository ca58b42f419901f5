"""The letters to and about a contact point, composed."""

from collections.abc import Callable

from jiandu.core.forms.points_term import GROUNDS
from jiandu.core.letters.points import Commendation, ImprovementDemand, RevocationNotice
from jiandu.core.letters.text import Issued, Letter
from jiandu.core.setting import Setting, authority, borne, dated, marks


def _year(s: Setting) -> str:
    """Of the latest evaluation, which the row has examined to be there."""
    return str((s.case.facts_of("evaluate_point") or {})["evaluated_year"])


def _commendation(s: Setting, number: str) -> Letter:
    return Commendation(
        **marks(s, number, s.draft["scope"]),
        point=s.matter.title,
        year=_year(s),
        merits=s.draft["text"],
        persons=s.draft["persons"],
        basis=authority(s),
    )


def _improvement_demand(s: Setting, number: str) -> Letter:
    return ImprovementDemand(
        **marks(s, number, s.matter.title),
        year=_year(s),
        problems=s.draft["problems"],
        demands=s.draft["demand"],
        deadline=dated(s.draft, "due_on"),
        basis=authority(s),
    )


def _revocation_notice(s: Setting, number: str) -> Issued:
    proposed = s.case.facts_of("propose_revocation") or {}
    return RevocationNotice(
        **borne(s, number),
        point=s.matter.title,
        ground=GROUNDS[proposed["ground"]],
        text=s.draft["text"],
        basis=authority(s),
    )


POINTS: dict[str, Callable[[Setting, str], Issued]] = {
    "commendation": _commendation,
    "improvement_demand": _improvement_demand,
    "revocation_notice": _revocation_notice,
}
