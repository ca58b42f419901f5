"""What a file 案卷 is bound with: cover, list 卷内目录, note 备考表, and pages for acts and for what has no pages."""

from pydantic import Field

from jiandu.core.letters.text import DateText, Line, Lines, OptionalDateText, OptionalLine, Part


class Cover(Part):
    """案卷封面."""

    bureau: Line = Field(title="立卷单位")
    part: Line = Field(title="卷别", description="正卷或者副卷")
    caption: Lines = Field(title="案卷题名")
    matter_number: Line = Field(title="事项编号")
    archive_number: OptionalLine = Field("", title="档号", description="归档以前为空")
    began_on: DateText = Field(title="起日")
    ended_on: OptionalDateText = Field("", title="止日")
    officers: OptionalLine = Field("", title="承办人")
    retention: OptionalLine = Field("", title="保管期限")
    pieces: int = Field(title="卷内文件件数")
    pages: OptionalLine = Field("", title="页数", description="未合成 PDF 的，为空")


class Row(Part):
    """One line of the list of pieces."""

    order: int = Field(title="顺序号")
    number: OptionalLine = Field("", title="文号")
    responsible: OptionalLine = Field("", title="责任者")
    title: Line = Field(title="题名")
    day: Line = Field(title="日期", pattern=r"^\d{8}$", description="如 20261220")
    page: OptionalLine = Field("", title="页号")
    note: OptionalLine = Field("", title="备注")


class Contents(Part):
    """卷内目录 (DA/T 22)."""

    part: Line = Field(title="卷别")
    archive_number: OptionalLine = Field("", title="档号")
    rows: tuple[Row, ...] = Field(title="卷内文件")


class Note(Part):
    """备考表: how the file stood when it was bound, by whom, and who checked it."""

    part: Line = Field(title="卷别")
    archive_number: OptionalLine = Field("", title="档号")
    statement: Lines = Field(title="本卷情况说明")
    bound_by: OptionalLine = Field("", title="立卷人")
    checked_by: OptionalLine = Field("", title="检查人")
    bound_on: OptionalDateText = Field("", title="立卷时间")


class Said(Part):
    """One paragraph of what was filled in; the first of a field says what it is called."""

    title: OptionalLine = Field("", title="栏目")
    value: Line = Field(title="内容")


class ActPage(Part):
    """办理情况记录: an act as the record has it."""

    title: Line = Field(title="办理动作")
    matter_number: Line = Field(title="事项编号")
    responsible: Line = Field(title="办理单位")
    day: DateText = Field(title="日期")
    rows: tuple[Said, ...] = Field(title="内容")


class Insert(Part):
    """附件页: stands in the file for what cannot be made into pages."""

    title: Line = Field(title="题名")
    reason: Line = Field(title="说明")
    sha256: Line = Field(title="散列值")


PAPERS: dict[str, type[Part]] = {
    "volume_cover": Cover,
    "volume_contents": Contents,
    "volume_note": Note,
    "volume_act": ActPage,
    "volume_insert": Insert,
}
