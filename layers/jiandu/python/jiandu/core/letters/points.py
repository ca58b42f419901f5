"""Letters to and about a contact point: praise, demands to improve, the announcement that it is one no longer."""

from pydantic import Field

from jiandu.core.letters.supervision import BASIS
from jiandu.core.letters.text import DateText, Issued, Letter, Line, Lines, OptionalLines


class Commendation(Letter):
    """表扬通报 to all within its scope."""

    point: Line = Field(title="联系点", description="单位全称")
    year: Line = Field(title="评价年度", description="如 2026")
    merits: Lines = Field(title="事迹")
    persons: OptionalLines = Field((), title="表扬的个人", description="一人一行；没有的留空")
    basis: Line = Field(title="依据", description=BASIS)


class ImprovementDemand(Letter):
    """改进要求书, answered by the date set in it."""

    year: Line = Field(title="评价年度", description="如 2026")
    problems: Lines = Field(title="存在的问题和不足")
    demands: Lines = Field(title="改进要求")
    deadline: DateText = Field(title="报告期限", description="写在要求书内的日期，须为工作日")
    basis: Line = Field(title="依据", description=BASIS)


class RevocationNotice(Issued):
    """撤销公告, to the public: an announcement names no addressee (GB/T 9704)."""

    point: Line = Field(title="联系点", description="单位全称")
    ground: Line = Field(title="撤销的情形", description="办法列明的情形，不带句号")
    text: Lines = Field(title="公告内容")
    basis: Line = Field(title="依据", description=BASIS)
