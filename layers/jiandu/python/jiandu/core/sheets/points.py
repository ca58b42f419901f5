"""聘书 and 牌匾 of a contact point: to be printed, sealed and hung up."""

from pydantic import Field

from jiandu.core.letters.text import Line
from jiandu.core.sheets.text import Printing, Sheet, day, on


class PointCertificate(Sheet):
    """聘书."""

    unit: Line = Field(title="联系点单位")
    round: Line = Field(title="届次")
    honour: Line = Field(title="名称", description="即牌匾文字")
    first_day: Line = Field(title="聘期起日")
    last_day: Line = Field(title="聘期止日")
    issued_on: Line = Field(title="聘任日期")


class PointPlaque(Sheet):
    """牌匾文字."""

    honour: Line = Field(title="牌匾文字")
    unit: Line = Field(title="联系点单位")
    first_day: Line = Field(title="聘期起日")
    last_day: Line = Field(title="聘期止日")
    awarded_on: Line = Field(title="授牌日期")


def point_certificate(p: Printing) -> PointCertificate:
    listed = p.case.facts_of("list_published") or {}
    return PointCertificate(
        **p.head,
        unit=p.facts["title"],
        round=listed["round"],
        honour=listed["plaque"],
        first_day=day(p.facts["first_day"]),
        last_day=day(p.facts["term_ends_on"]),
        issued_on=on(p.event),
    )


def point_plaque(p: Printing) -> PointPlaque:
    listed = p.case.facts_of("list_published") or {}
    return PointPlaque(
        **p.head,
        honour=listed["plaque"],
        unit=p.facts["title"],
        first_day=day(p.facts["first_day"]),
        last_day=day(p.facts["term_ends_on"]),
        awarded_on=on(p.event),
    )
