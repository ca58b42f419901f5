"""Forms of the disposal of files whose period is over: the list, its appraisal, and the destruction (practice 23)."""

from typing import Annotated

from pydantic import Field

from jiandu.core.forms.base import ONE_FILE, File, Form, line, optional_prose, prose


class DisposalOpening(Form):
    """拟订销毁清册: the system lists what is past its period; nobody picks."""

    note: str = optional_prose("说明", "例如：本次鉴定的范围。", 500)


class Appraisal(Form):
    """鉴定意见 of the appraisal group."""

    members: Annotated[tuple[str, ...], Field(min_length=3, max_length=9)] = Field(
        title="鉴定小组成员",
        description="三名以上。仍需保存的案卷，先在该事项“冻结销毁”，不会被销毁。",
        json_schema_extra={"widget": "checks", "options": "staff"},
    )
    opinion: str = prose("鉴定意见", longest=2000)


class Destruction(Form):
    """监销: where and how."""

    place: str = line("销毁地点")
    method: str = line("销毁方式", "纸质案卷的销毁方式；电子档案由系统同时删除。")


class SignedRegister(Form):
    """销毁清册, signed by the group, the head and both witnesses."""

    scan: File = Field(title="签字销毁清册扫描件", description=ONE_FILE)
