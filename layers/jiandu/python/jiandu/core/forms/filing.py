"""Forms of filing model documents (Handan 三(二)1) and of checking what systems a body has (Weihai 三(二)1)."""

from datetime import date
from typing import Any, Literal, Self

from pydantic import Field, model_validator

from jiandu.core.forms.base import ONE_FILE, File, Form, choice, line, optional_prose, prose

FOUND = {"there": "有", "incomplete": "不完善", "missing": "无"}
Found = Literal["there", "incomplete", "missing"]


class FilingOpening(Form):
    """执法文书示范文本备案: what an agency hands in."""

    name: str = line("示范文本名称", "例如：行政处罚文书示范文本（2026年版）。", 100)
    standard: str = line("参照的标准", "例如：本省的行政处罚案卷标准。")
    documents: str = prose("文书目录", "一种文书一行。", 3000)
    file: File = Field(title="示范文本", description=f"全部文书合为一个文件；{ONE_FILE}")
    report: File | None = Field(default=None, title="备案报告", description=ONE_FILE)


class FilingMissing(Form):
    """一次性告知补正."""

    missing: str = prose("需要补正的全部内容", "一次写全：此后不再要求补正其他内容。", 3000)


class FilingAgain(Form):
    """补正后再次报送."""

    explanation: str = prose("补正情况", "逐项说明。", 3000)
    documents: str = optional_prose("补正后的文书目录", "有变化时填写，一种文书一行。", 3000)
    file: File = Field(title="补正后的示范文本", description=f"全部文书合为一个文件；{ONE_FILE}")


class FilingReceipt(Form):
    """登记备案."""

    filed_on: date = Field(title="备案日期")
    number: str = line("备案登记号", "备案登记簿上的编号。", 40)
    remarks: str = optional_prose("备案意见", longest=1000)


def _found(title: str) -> Any:
    return choice(title, FOUND)


def _remark(title: str) -> Any:
    return Field(default="", title=f"{title}：说明", description="不完善或者没有的，写明缺什么。", max_length=500)


SYSTEMS = {
    "enforcement": "行政执法制度（公示、全过程记录、法制审核等）",
    "supervision": "行政执法协调监督制度",
    "bodies": "行政执法主体资格管理制度",
    "officers": "行政执法人员资格管理制度",
    "criminal_link": "行政执法与刑事司法衔接制度",
}


class SystemsCheck(Form):
    """制度建设检查: what systems an agency or a township has."""

    body: str = line("检查对象", "单位全称；检查镇街的，写明镇街。", 80)
    tier: Literal["department", "township"] = choice("检查对象的类别", {"department": "部门", "township": "镇街"})
    checked_on: date = Field(title="检查日期")
    enforcement: Found = _found(SYSTEMS["enforcement"])
    enforcement_remark: str = _remark("行政执法制度")
    supervision: Found = _found(SYSTEMS["supervision"])
    supervision_remark: str = _remark("行政执法协调监督制度")
    bodies: Found = _found(SYSTEMS["bodies"])
    bodies_remark: str = _remark("行政执法主体资格管理制度")
    officers: Found = _found(SYSTEMS["officers"])
    officers_remark: str = _remark("行政执法人员资格管理制度")
    criminal_link: Found = _found(SYSTEMS["criminal_link"])
    criminal_link_remark: str = _remark("行政执法与刑事司法衔接制度")
    conclusion: str = optional_prose("检查结论和要求", longest=2000)

    @model_validator(mode="after")
    def _says_what_is_lacking(self) -> Self:
        for name, title in SYSTEMS.items():
            if getattr(self, name) != "there" and not getattr(self, f"{name}_remark"):
                raise ValueError(f"{name}_remark:told:“{title}”不完善或者没有，请写明缺什么。")
        return self
