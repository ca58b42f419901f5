"""采纳情况反馈单: what a contact point proposed or answered, and whether it was adopted (Jinzhong art. 31(5))."""

from pydantic import Field

from jiandu.core.letters.text import Line, Lines, OptionalLines
from jiandu.core.sheets.text import Printing, Sheet, on

RAISED = ("begin", "answer_solicitation", "enter_answer_solicitation")


class AdoptionNotice(Sheet):
    """采纳情况反馈单."""

    point: Line = Field(title="联系点")
    subject: Line = Field(title="所提意见")
    raised_on: Line = Field(title="提出日期")
    opinion: OptionalLines = Field((), title="意见内容")
    outcome: Line = Field(title="采纳情况")
    explanation: Lines = Field(title="说明")
    told_on: Line = Field(title="反馈日期")


def adoption_notice(p: Printing) -> AdoptionNotice:
    raised = p.before(*RAISED)
    told = raised.facts if raised else {}
    return AdoptionNotice(
        **p.head,
        point=p.respondent,
        subject=p.matter.title,
        raised_on=on(raised),
        opinion=told.get("opinion") or told.get("text") or (),
        outcome=p.chosen("adoption", "outcome", p.facts),
        explanation=p.facts["explanation"],
        told_on=on(p.event),
    )
