"""立案审批表, 结案审批表 and 发文稿纸: what goes to the head for approval."""

from collections.abc import Mapping
from typing import Any

from pydantic import Field

from jiandu.core.compose import course
from jiandu.core.letters import KINDS
from jiandu.core.letters.text import Letter, Line, Lines, OptionalLine, OptionalLines, Part, paragraphs
from jiandu.core.sheets.text import CaseSheet, Printing, Sheet, copied_bodies, on

TO_ALL_WITHIN = ("circular", "commendation")
STEPS = {
    "draft": "拟稿", "amend": "修改", "review": "审核", "legal_review": "法制审核", "legal_amend": "法制修改",
    "send_back": "退回", "sign": "签发",
}  # fmt: skip


class OpeningApproval(Sheet):
    """立案审批表."""

    respondent: Line = Field(title="行政执法机关")
    source: Line = Field(title="监督来源")
    subject: Line = Field(title="案由")
    mode: Line = Field(title="监督类型")
    duty: Line = Field(title="所属职责")
    reasons: Lines = Field(title="立案理由")
    officers: OptionalLines = Field((), title="承办人")
    proposer: Line = Field(title="提请人")
    proposed_on: Line = Field(title="提请日期")
    decision: OptionalLine = Field("", title="决定", description="尚未批准的留空")
    opinion: OptionalLines = Field((), title="审批意见")
    approver: OptionalLine = Field("", title="批准人")
    decided_on: OptionalLine = Field("", title="批准日期")


def opening_approval(p: Printing) -> OpeningApproval:
    """From the request up to the decision on it, where there is one."""
    asked = p.before("request_opening")
    assert asked is not None
    decided = p.after("open_case", "decline_opening")
    facts = asked.facts
    return OpeningApproval(
        **p.head,
        respondent=p.respondent,
        source=p.source,
        subject=facts["subject"],
        mode=p.chosen("opening_request", "mode", facts),
        duty=p.chosen("opening_request", "duty", facts),
        reasons=facts["reason"],
        officers=tuple(p.certified_officers),
        proposer=p.person(asked.actor),
        proposed_on=on(asked),
        decision=("同意立案" if decided.action == "open_case" else "不予立案") if decided else "",
        opinion=(decided.facts.get("opinion") or decided.facts.get("reason", "")) if decided else (),
        approver=p.person(decided.actor) if decided else "",
        decided_on=on(decided),
    )


class ClosingApproval(CaseSheet):
    """结案审批表: the opinions of those above are written by hand."""

    opened_on: OptionalLine = Field("", title="立案日期")
    officers: OptionalLines = Field((), title="承办人")
    course: Lines = Field(title="监督经过")
    letters: OptionalLines = Field((), title="制发文书")
    conclusion: Lines = Field(title="结案意见")
    retention: Line = Field(title="保管期限")
    handler: Line = Field(title="提出人")
    closed_on: Line = Field(title="提出日期")


def closing_approval(p: Printing) -> ClosingApproval:
    letters = (f"{d.title}（{d.number}）" for d in p.case.documents if d.number and d.status != "void")
    return ClosingApproval(
        **p.case_head,
        opened_on=on(p.before("open_case")),
        officers=tuple(p.certified_officers),
        course=tuple(course(p.case)),
        letters=tuple(letters),
        conclusion=p.facts["summary"],
        retention=p.chosen("closing", "retention", p.facts),
        handler=p.person(p.event.actor),
        closed_on=on(p.event),
    )


class Hand(Part):
    """One step of a letter: who, when, with which opinion."""

    step: Line = Field(title="环节")
    person: Line = Field(title="办理人")
    day: Line = Field(title="日期")
    opinion: OptionalLines = Field((), title="意见")


class DraftSheet(Sheet):
    """发文稿纸 of a letter in preparation or signed."""

    title: Line = Field(title="文件标题")
    number: OptionalLine = Field("", title="发文字号")
    addressee: Line = Field(title="主送")
    copied: OptionalLine = Field("", title="抄送")
    publicity: OptionalLine = Field("", title="公开属性")
    copies: OptionalLine = Field("", title="份数")
    hands: tuple[Hand, ...] = Field(title="办理环节", min_length=1)
    issued_on: OptionalLine = Field("", title="成文日期")


def draft_sheet(p: Printing) -> DraftSheet:
    """From the latest draft to the signature, or as far as the letter has come."""
    letter = str(p.action.letter)
    drafted = p.before(f"draft_{letter}")
    assert drafted is not None
    document = p.document
    sealing = document.sealing if document else None
    return DraftSheet(
        **p.head,
        title=document.title if document else p.rules.procedures[p.matter.kind].letters[letter],
        number=(document.number or "") if document else "",
        addressee=_addressee(p, letter, drafted.facts),
        copied=_copied(p, drafted.facts),
        publicity=document.publicity if document else "",
        copies=f"{sealing.copies}份" if sealing else "",
        hands=_hands(p, letter, drafted.n),
        issued_on=on(p.event) if document else "",
    )


def _hands(p: Printing, letter: str, since: int) -> tuple[Hand, ...]:
    rows = p.rules.procedures[p.matter.kind].actions
    last = p.event.n if p.document else p.matter.version
    hands = []
    for event in p.case.events:
        row = rows.get(event.action)
        if row and row.letter == letter and row.step in STEPS and since <= event.n <= last:
            said = "" if row.step == "draft" else event.facts.get("opinion") or event.facts.get("reason", "")
            opinion = tuple(paragraphs(said))
            hands.append(Hand(step=STEPS[row.step], person=p.person(event.actor), day=on(event), opinion=opinion))
    return tuple(hands)


def _addressee(p: Printing, letter: str, draft: Mapping[str, Any]) -> str:
    """As the letter itself will say: the place named in its draft, else whom its kind is written to."""
    kind = KINDS.get(letter)
    if kind and not issubclass(kind.model, Letter):
        return "社会公众"
    named = draft.get("organ") or draft.get("superior") or (draft.get("scope") if letter in TO_ALL_WITHIN else None)
    return str(named or (p.government if kind and kind.addressee == "government" else p.parties))


def _copied(p: Printing, draft: Mapping[str, Any]) -> str:
    """The registered bodies that get a copy, then whoever else is named."""
    bodies = [p.name(body) for body in copied_bodies(draft)]
    return "、".join([*bodies, *filter(None, [draft.get("copy_to", "")])])
