"""Notices 通知书 of an inquiry, by which an agency is asked to explain or to hand over files."""

from pydantic import Field

from jiandu.core.letters.text import FOUND_AT_WORK, DateText, Letter, Line, Lines, OptionalLine, Part


class Inquiry(Letter):
    """What every notice of an inquiry says; its date is set in it and is a working day."""

    source: Line = Field(FOUND_AT_WORK, title="监督来源", description="未同意披露的照用默认值")
    subject: Line = Field(title="监督事项", description="一句话，不带句号")
    basis: Line = Field(title="依据", description="法规名称和条款，前后不带标点")
    deadline: DateText = Field(title="报送期限", description="写在通知内的日期，须为工作日")
    officers: Lines = Field(title="监督人员", description="不少于两人，如 张三（证号 0001）")


class ExplanationDemand(Inquiry):
    """说明情况通知书."""

    points: Lines = Field(title="需要自查和说明的问题", description="一个问题一行")


class Item(Part):
    """One thing to be handed over."""

    name: Line = Field(title="材料名称")
    form: Line = Field(title="形式", description="原件、复制件或者电子件")
    note: OptionalLine = Field("", title="备注")


class FileDemand(Inquiry):
    """调阅材料通知书 with its list; without consent to disclosure the list is a sample."""

    items: tuple[Item, ...] = Field(title="调阅材料清单", min_length=1)
    place: Line = Field(title="报送地点和方式")
