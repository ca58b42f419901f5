"""From a matter and an act to the letters it issues: what each document says, as its model."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from jiandu.core.chinese import chinese_date
from jiandu.core.letters import KINDS
from jiandu.core.letters.text import Issued
from jiandu.core.matter import Case, Document, Matter, Upload, lent
from jiandu.core.procedure import Action, Rules
from jiandu.core.setting import UNITS, Setting, cite
from jiandu.core.titles import METHODS, PUBLICITY

__all__ = ["UNITS", "Plan", "Setting", "cite", "compose", "course", "document", "ground", "plans", "title_of"]

PERIODS = {
    "explanation": "说明情况的期限",
    "files": "报送材料的期限",
    "performance": "督办函载明的期限",
    "correction": "自行纠正的期限",
    "renewed_correction": "重新纠正的期限",
    "reply": "回复建议的期限",
    "improvement": "报告改进情况的期限",
    "execution": "报告执行情况的期限",
}


@dataclass(frozen=True, slots=True)
class Plan:
    """A letter an act issues: its kind, the code of its number series (None: not ours to number)."""

    kind: str
    code: str | None


def plans(action: Action, facts: Mapping[str, Any], matter: Matter, rules: Rules) -> list[Plan]:
    """Which letters an act issues; an answer on the national route has its own title.

    What the agency learns of only where it knows of the matter is written to it only then.
    """
    if action.agency == "known" and not matter.known:
        return []
    kinds = [
        "national_answer" if kind == "answer" and matter.route == "national" else kind
        for kind in action.outcome(facts).documents
    ]
    return [Plan(kind, rules.codes.get(kind)) for kind in kinds]


def title_of(kind: str) -> str:
    """The document's exact name."""
    return KINDS[kind.removesuffix("_draft")].title + ("（代拟稿）" if kind.endswith("_draft") else "")


def compose(plan: Plan, setting: Setting, number: str) -> Issued:
    """The letter's contents; ``number`` is empty for a draft."""
    from jiandu.core.composers import COMPOSERS

    return COMPOSERS[plan.kind](setting, number)


def document(plan: Plan, setting: Setting, number: str, document_id: str) -> Document:
    """The record of a letter about to be issued, not yet stored."""
    from jiandu.core.compose_branches import ADDRESSEES

    letter = setting.matter.letter
    hands = dict(letter.hands) if letter and setting.action.step == "sign" else {}
    hands = lent(hands, "signer", setting.actor)
    made = Document(
        id=document_id,
        kind=plan.kind,
        title=title_of(plan.kind),
        issued_on=setting.today,
        hands=hands,
        number=number or None,
        addressee=ADDRESSEES[plan.kind](setting) if plan.kind in ADDRESSEES else "",
        publicity=_publicity(plan, setting),
        issued_by=setting.issuer.id,
    )
    if plan.kind == "decision":
        decided = date.fromisoformat(str(setting.facts["decided_on"]))
        scan = Upload.model_validate(setting.facts["scan"])
        return made.model_copy(update={"issued_on": decided, "sealed": scan, "status": "sealed"})
    return made


def _publicity(plan: Plan, s: Setting) -> str:
    """As drafted and reviewed for the letter that is signed; what one act issues is not public."""
    own = s.action.step == "sign" and not plan.kind.endswith("_draft")
    return PUBLICITY[s.draft.get("publicity", "none") if own else "none"]


def course(case: Case) -> list[str]:
    """How supervision went so far: each served letter with its number and day, each lateness with its day."""
    lines = []
    for d in case.documents:
        if d.service and d.status == "served":
            how = METHODS.get(d.service.method, "签收")
            lines.append(f"《{d.title}》（{d.number}）于{chinese_date(d.service.served_on)}送达（{how}）。")
    for clock in case.clocks:
        if clock.breached_at and clock.due:
            what = PERIODS.get(clock.name, "期限")
            lines.append(f"{what}于{chinese_date(clock.due)}届满，行政执法机关逾期。")
    return lines or ["尚未制发其他监督文书。"]


def ground(case: Case) -> str:
    """Why the government is asked: a letter not followed, or a grave matter (Order 825 art. 29)."""
    letter = case.document(case.matter.in_force)
    late = set(case.matter.late)
    if letter is None or not late & {"performance", "correction", "renewed_correction"}:
        return "涉及重大问题"
    return f"未按照{letter.title}要求{'履职' if 'performance' in late else '纠正'}"
