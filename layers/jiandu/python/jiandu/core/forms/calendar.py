"""The form by which a year's arrangement of days off is loaded, as the State Council's notice has it."""

from datetime import date
from typing import Any

from pydantic import Field

from jiandu.core.forms.base import Form, line

EXAMPLE = "每行一个节日，先写名称，例如：元旦 1月1日至3日。可以写多个日期，用顿号分开。"


def _lines(title: str, help: str, **more: Any) -> Any:
    return Field(title=title, description=help, max_length=2000, json_schema_extra={"widget": "textarea"}, **more)


class NewYear(Form):
    """One year's days off and make-up working days with their notice."""

    year: int = Field(title="年份", ge=2022, le=2100)
    off: str = _lines("放假日期", f"{EXAMPLE}连同所含周末一并填写。", min_length=1)
    makeup: str = _lines("调休上班日期", f"{EXAMPLE}没有调休的留空。", default="")
    notice_no: str = line("通知文号", "例如：国办发明电〔2025〕7号", longest=60)
    notice_date: date = Field(title="通知日期")
    link: str = line("通知网址", "国务院网站上的通知原文，以 http:// 或 https:// 开头。", 300, pattern=r"^https?://\S+$")
