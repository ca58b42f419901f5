"""Forms of the register: organisations, people, roles and supervision certificates."""

import re
from datetime import date
from typing import Any, Literal, Self

from pydantic import Field, field_validator, model_validator

from jiandu.core.forms.base import Form, choice, line
from jiandu.core.offices import KINDS, LEVELS

ID = re.compile(r"[A-Za-z0-9-]+")


def _chosen(title: str, options: str, help: str = "", **more: Any) -> Any:
    """One of what the register holds."""
    return Field(title=title, description=help, json_schema_extra={"options": options}, **more)


def _id(title: str, help: str) -> Any:
    return line(title, f"{help}由字母、数字和连字符组成，确定后不能更改。", longest=64)


def _ascii(value: str) -> str:
    if value and not ID.fullmatch(value):
        raise ValueError("id:characters:只能使用字母、数字和连字符（-）。")
    return value


class _Placed(Form):
    """Where an organisation stands and whose rules it follows."""

    short: str = Field(
        default="", title="机关代字", description="文书编号以它开头，例如“市司”；不得与其他机构相同。", max_length=20
    )
    parent: str | None = _chosen("上级机构", "parents", "实行垂直管理的不选。", default=None)
    government: str | None = _chosen("所属人民政府", "governments", "司法行政机关必选。", default=None)
    bureau: str | None = _chosen(
        "实施监督的司法行政机关", "bureaus", "对它实施行政执法监督的机关；投诉举报由该机关受理。", default=None
    )
    profile: str = _chosen(
        "适用的地方规则",
        "profiles",
        "司法行政机关必选；行政执法机关等留空，适用实施监督的司法行政机关的规则。",
        default="",
    )
    vertical: bool = Field(
        default=False,
        title="实行垂直管理",
        description="不适用意见书、决定书，问题告知其上一级主管部门。",
        json_schema_extra={"widget": "checkbox"},
    )


class _Named(Form):
    name: str = line("机构名称", "全称，与印章一致。", longest=80)


class _Kinded(Form):
    id: str = _id("机构代码", "")
    level: Literal["city", "county", "township"] = choice("层级", LEVELS, widget="select")
    kind: Literal[
        "bureau", "government", "agency", "guidance_body", "township_office", "contact_point", "staffing_body"
    ] = choice("类别", KINDS, "层级和类别确定后不能更改。", widget="select")

    _id_is_ascii = field_validator("id")(_ascii)


class OrganisationChanged(_Placed, _Named):
    """变更机构."""


class OrganisationAdded(_Placed, _Kinded, _Named):
    """增设机构."""


class Closing(Form):
    """撤销机构."""

    successor: str | None = _chosen(
        "承接其职能的机构", "successors", "此后对它的投诉举报转由承接机构答复。", default=None
    )
    reason: str = line("撤销依据", "例如机构改革方案的名称、文号。")


class PersonChanged(Form):
    """变更人员."""

    name: str = line("姓名", longest=40)
    title: str = Field(default="", title="职务", max_length=60)
    roles: tuple[str, ...] = Field(
        title="角色",
        description="只在本机构内有效；同一文书的拟稿、审核、签发须由不同的人办理。",
        min_length=1,
        max_length=10,
        json_schema_extra={"widget": "checks", "options": "roles"},
    )


class _Account(Form):
    id: str = _id("登录账号", "统一身份认证中的账号。")

    _id_is_ascii = field_validator("id")(_ascii)


class PersonAdded(PersonChanged, _Account):
    """增加人员."""


class Leaving(Form):
    """离任."""

    reason: str = line("离任原因", "例如调离、退休。")


class SessionsEnded(Form):
    """结束全部登录."""

    reason: str = line("结束原因", "例如设备遗失、怀疑账号被他人使用。")


class CertificateAdded(Form):
    """登记行政执法监督证件."""

    number: str = line("证件编号", longest=60)
    issued_on: date = Field(title="发证日期")
    valid_to: date = Field(title="有效期至", description="当日仍然有效。")
    issuer: str = line("发证机关", longest=80)

    @model_validator(mode="after")
    def _runs_forward(self) -> Self:
        if self.valid_to < self.issued_on:
            raise ValueError("valid_to:after_issue:“有效期至”不能早于发证日期。")
        return self


class CertificateRevoked(Form):
    """注销行政执法监督证件."""

    number: str = _chosen("证件", "certificates")
    reason: str = line("注销原因", "例如收回、遗失、登记有误。")
