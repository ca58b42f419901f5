"""档案销毁清册: what is destroyed, by whose appraisal, with whose approval and before whose eyes."""

from collections.abc import Mapping
from typing import Any

from pydantic import Field

from jiandu.core.letters.text import Line, Lines, OptionalLine, Part
from jiandu.core.sheets.text import Printing, Sheet, day, on
from jiandu.core.titles import RETENTIONS


class FileLine(Part):
    """One file of the list."""

    order: int = Field(title="序号")
    archive_number: OptionalLine = Field("", title="档号")
    title: Line = Field(title="题名")
    years: OptionalLine = Field("", title="起止日期")
    retention: OptionalLine = Field("", title="保管期限")
    filed_on: OptionalLine = Field("", title="归档日期")
    documents: OptionalLine = Field("", title="文书件数")
    remark: OptionalLine = Field("", title="备注")


class DisposalRegister(Sheet):
    """档案销毁清册; signed by hand by the group, the head and both witnesses."""

    drawn_up_on: Line = Field(title="编制日期")
    total: int = Field(title="合计卷数")
    rows: tuple[FileLine, ...] = Field(title="案卷")
    opinion: Lines = Field(title="鉴定意见")
    members: Line = Field(title="鉴定小组成员")
    approved: OptionalLine = Field("", title="批准人和日期")
    first_witness: OptionalLine = Field("", title="第一监销人和日期")
    second_witness: OptionalLine = Field("", title="第二监销人和日期")
    place: OptionalLine = Field("", title="销毁地点")
    method: OptionalLine = Field("", title="销毁方式")


def disposal_register(p: Printing) -> DisposalRegister:
    """As far as the disposal has come."""
    done = p.case.facts_of("carry_out") or {}
    return DisposalRegister(
        **p.head,
        drawn_up_on=on(p.before("begin")),
        total=len(p.case.handed),
        rows=tuple(_line(n, row, p.case.errands_refused) for n, row in enumerate(p.case.handed, 1)),
        opinion=tuple(str(p.facts["opinion"]).split("\n")),
        members="、".join(_name(p, person) for person in p.facts["members"]),
        approved=_hand(p, "approve_disposal"),
        first_witness=_hand(p, "watch"),
        second_witness=_hand(p, "carry_out"),
        place=str(done.get("place", "")),
        method=str(done.get("method", "")),
    )


def _line(n: int, row: Mapping[str, Any], refused: tuple[str, ...]) -> FileLine:
    remark = "未销毁" if row["matter"] in refused else ""
    if row["confined"]:
        return FileLine.model_validate({"order": n, "title": "不公开事项", "remark": remark})
    return FileLine(
        order=n,
        archive_number=row["archive_number"] or "随主件",
        title=f"{row['title']}（{row['number']}）",
        years=f"{row['began_on']}至{row['ended_on']}",
        retention=RETENTIONS.get(row["retention"], ""),
        filed_on=day(row["filed_on"]),
        documents=str(row["documents"]),
        remark=remark,
    )


def _hand(p: Printing, action: str) -> str:
    event = p.after(action)
    return f"{_name(p, event.actor)}，{on(event)}" if event else ""


def _name(p: Printing, person: str) -> str:
    found = p.case.people.get(person)
    return found.name if found else person
