"""聘书 of 特邀监督人员 (Quzhou art. 27)."""

from pydantic import Field

from jiandu.core.letters.text import Line
from jiandu.core.sheets.text import Printing, Sheet, day, on


class InviteeCertificate(Sheet):
    """特邀监督人员聘书."""

    name: Line = Field(title="姓名")
    category: Line = Field(title="类别")
    unit: Line = Field(title="单位和职务")
    first_day: Line = Field(title="聘期起日")
    last_day: Line = Field(title="聘期止日")
    issued_on: Line = Field(title="聘任日期")


def invitee_certificate(p: Printing) -> InviteeCertificate:
    proposed = p.case.facts_of("begin") or {}
    return InviteeCertificate(
        **p.head,
        name=proposed["title"],
        category=p.chosen("invitee", "category", proposed),
        unit=proposed["unit"],
        first_day=day(proposed["first_day"]),
        last_day=day(proposed["last_day"]),
        issued_on=on(p.event),
    )
