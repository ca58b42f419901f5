"""Forms of the term of a contact point: its people, care, participation, evaluation, re-check and revocation."""

import re
from datetime import date
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, Field, ValidationInfo, model_validator

from jiandu.core.forms.base import ONE_FILE, File, Form, choice, line, optional_prose, prose
from jiandu.core.points import CATEGORIES, CONDITIONS, ONE_ONLY, RIGHTS, SIZES, Category, Size
from jiandu.core.points_evaluation import CRITERIA, FULL
from jiandu.core.titles import CARE, GRADES

OFFICE_PHONE = "办公电话，例如：0354-1234567；不公示个人手机号码。"
EMAIL = r"^[^@\s]+@[^@\s]+\.[^@\s]+$"
EARLIEST, LATEST = date(2022, 1, 2), date(2099, 12, 31)
_OFFICE_PHONE = re.compile(r"0(10|[2-9][0-9]{1,2})-?[0-9]{7,8}(-[0-9]{1,6})?|[48]00-?[0-9]{3}-?[0-9]{4}|1[0-9]{4}")
_SEVERAL = re.compile(r"[、，,；;/\n]|\s(?=[\u4e00-\u9fff]{2})|(?<=[\u4e00-\u9fff])(和|及|与)(?=[\u4e00-\u9fff]{2})")
Care = Literal["visit", "forum", "written", "training", "meeting", "stay", "checkup", "publicity", "advice"]
Right = Literal["right_1", "right_2", "right_3", "right_4", "right_5", "right_6", "right_7", "right_8", "right_9"]
GROUNDS = {
    "not_performing": "不能履行或者未按要求履行工作事项",
    "own_request": "主动申请撤销资格",
    "penalised": "因严重违反法律、法规、规章规定受到处罚",
    "grave_effect": "有其他严重负面社会影响情形",
}

def _of_the_office(phone: str, info: ValidationInfo) -> str:
    """ValueError for a mobile phone, or what is no phone at all."""
    if not _OFFICE_PHONE.fullmatch(phone):
        raise ValueError(f"{info.field_name}:office_phone:请填单位办公电话，例如 0354-1234567，不填个人手机号码。")
    return phone


OfficePhone = Annotated[str, AfterValidator(_of_the_office)]


def _one_each(form: Form) -> None:
    """ValueError where more than one person is named for a part that one person has (Jinzhong art. 11)."""
    for name, title in ONE_ONLY.items():
        if _SEVERAL.search(str(getattr(form, name) or "")):
            raise ValueError(f"{name}:one_person:只确定1名{title}，请只填一个人的姓名。")


def _day(title: str, help: str = "") -> Any:
    """A day that the calendar knows, with the day before it."""
    return Field(title=title, description=help, ge=EARLIEST, le=LATEST)


class TermOpening(Form):
    """One term of one point, and what is shown of it."""

    organisation: str = Field(
        title="联系点单位",
        description="先由系统管理员在“机构人员名册”登记，类别选“行政执法监督联系点”。",
        min_length=1,
        max_length=64,
        json_schema_extra={"options": "contact_points"},
    )
    title: str = line("联系点名称", "公布的单位全称。", 100)
    category: Category = choice("选取范围", CATEGORIES)
    trade: str = line("行业", "按选定时的行业分类填写，例如：制造业。", 40)
    district: str = line("所在县（市、区）", longest=40)
    county: str | None = Field(
        default=None,
        title="协同的县级司法行政机关",
        description="由它协同联系的选择；该机关的监督人员和文书人员可以登记联系和参与活动。",
        max_length=64,
        json_schema_extra={"options": "lower_bureaus"},
    )
    size: Size = choice("规模", SIZES)
    address: str = line("地址", longest=100)
    email: str = line("电子邮箱", longest=100, pattern=EMAIL)
    phone: OfficePhone = line("办公电话", OFFICE_PHONE, 30)
    responsible: str = line("负责人", "只确定1名。", 30)
    liaison: str = line("联系人", "只确定1名。", 30)
    first_day: date = _day("聘期起始日")
    term_ends_on: date = _day("聘期届满日", "同一届的联系点同日届满；届中增补的，随本届届满。")

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        _one_each(self)
        if self.term_ends_on <= self.first_day:
            raise ValueError("term_ends_on:after_beginning:届满日应当在起始日之后。")
        return self


class TermRenewal(TermOpening):
    """续聘: what was shown so far, with the days of the new term."""


class PointChange(Form):
    """变更告知 (Jinzhong art. 11)."""

    changed_on: date = _day("变更日期", "自这一日起一个月内告知。")
    responsible: str | None = Field(default=None, title="新的负责人", description="没有变更的不填。", max_length=30)
    liaison: str | None = Field(default=None, title="新的联系人", description="没有变更的不填。", max_length=30)
    address: str | None = Field(default=None, title="新的地址", max_length=100)
    email: str | None = Field(default=None, title="新的电子邮箱", max_length=100, pattern=EMAIL)
    phone: OfficePhone | None = Field(default=None, title="新的办公电话", description=OFFICE_PHONE, max_length=30)
    file: File | None = Field(default=None, title="书面告知", description=ONE_FILE)

    @model_validator(mode="after")
    def _one_person_each(self) -> Self:
        _one_each(self)
        return self


class PointDisplay(Form):
    """公示 at the point's own place."""

    displayed_on: date = _day("公示日期")
    place: str = line("公示地点", "例如：办公楼一层公示栏。", 100)
    photo: File | None = Field(default=None, title="照片", description=ONE_FILE)


class ContactPlan(Form):
    """联系计划."""

    care: Care = choice("方式", CARE)
    planned_on: date = _day("计划日期")
    persons: str = line("人员", "由谁去、请谁来。")
    plan: str = prose("内容", longest=1000)


class ContactRecord(Form):
    """联系记录 (Jinzhong arts. 31, 32)."""

    care: Care = choice("方式", CARE)
    contacted_on: date = _day("日期")
    persons: str = prose("参加人员", "一人一行：姓名、单位、职务。", 1000)
    outcome: str = prose("情况和结果", "听取的意见、提供的帮助、形成的结果。", 3000)
    file: File | None = Field(default=None, title="材料", description=ONE_FILE)


class Participation(Form):
    """参与活动, by the right of article 29."""

    right: Right = choice("参与的事项", RIGHTS)
    took_part_on: date = _day("日期")
    what: str = prose("活动内容", "活动名称、形式和联系点所做的工作。", 1000)
    file: File | None = Field(default=None, title="材料", description=ONE_FILE)


def _score(name: str) -> Any:
    return Field(title=f"{CRITERIA[name]}：得分", description=f"0至{FULL}分。", ge=0, le=FULL)


def _reason(name: str) -> Any:
    return line(f"{CRITERIA[name]}：理由", "由系统拟出；改动分值的，写明理由。", 300)


class PointEvaluation(Form):
    """年度综合评价 (Jinzhong art. 33); the criteria and their weights are the office's own."""

    evaluated_year: int = Field(title="评价年度", ge=2022, le=2100)
    participation: int = _score("participation")
    participation_reason: str = _reason("participation")
    proposals: int = _score("proposals")
    proposals_reason: str = _reason("proposals")
    display: int = _score("display")
    display_reason: str = _reason("display")
    improvement: int = _score("improvement")
    improvement_reason: str = _reason("improvement")
    conduct: int = _score("conduct")
    conduct_reason: str = _reason("conduct")
    grade: Literal["excellent", "qualified", "lacking"] = choice("评价结果", GRADES)
    remarks: str = optional_prose("评语", longest=2000)


class CommendationDraft(Form):
    """表扬通报."""

    scope: str = line("通报范围", "例如：全市各行政执法监督联系点。", 100)
    text: str = prose("事迹", longest=3000)
    persons: str = optional_prose("表扬的个人", "一人一行：姓名、职务；没有的不填。", 500)


class ImprovementDemandDraft(Form):
    """改进要求书: the date is set in it."""

    problems: str = prose("存在的问题和不足", longest=3000)
    demand: str = prose("改进要求", longest=3000)
    due_on: date = _day("报告期限", "印在要求书内的日期，须为工作日。")


class ImprovementReport(Form):
    """改进情况报告."""

    report: str = prose("改进情况", "逐项说明。", 3000)
    file: File | None = Field(default=None, title="材料", description=ONE_FILE)


class ImprovementFinding(Form):
    """认可改进情况."""

    opinion: str = prose("认定意见", longest=1000)


def _met(name: str) -> Any:
    return choice(CONDITIONS[name], {"met": "符合", "failed": "不符合"})


def _evidence(name: str) -> Any:
    return line(f"{CONDITIONS[name]}：依据", longest=300)


Met = Literal["met", "failed"]


class Recheck(Form):
    """复核: the conditions of article 7 once more, and what is proposed."""

    politics: Met = _met("politics")
    politics_evidence: str = _evidence("politics")
    close: Met = _met("close")
    close_evidence: str = _evidence("close")
    lawyers: Met = _met("lawyers")
    lawyers_evidence: str = _evidence("lawyers")
    typical: Met = _met("typical")
    typical_evidence: str = _evidence("typical")
    unpenalised: Met = _met("unpenalised")
    unpenalised_evidence: str = _evidence("unpenalised")
    able: Met = _met("able")
    able_evidence: str = _evidence("able")
    proposal: Literal["renew", "replace"] = choice("复核意见", {"renew": "建议续聘", "replace": "建议更换"})
    reason: str = prose("理由", longest=2000)

    @model_validator(mode="after")
    def _renewed_only_as_chosen(self) -> Self:
        failed = [title for name, title in CONDITIONS.items() if getattr(self, name) == "failed"]
        if self.proposal == "renew" and failed:
            raise ValueError(f"proposal:conditions_met:不符合“{failed[0]}”的，不能建议续聘。")
        return self


class RevocationProposal(Form):
    """提出撤销, on one of the four grounds of article 34."""

    ground: Literal["not_performing", "own_request", "penalised", "grave_effect"] = choice("情形", GROUNDS)
    facts: str = prose("事实和理由", "联系点可以看到，据以陈述意见。", 3000)
    file: File | None = Field(default=None, title="证明材料", description=ONE_FILE)


class PointOpinion(Form):
    """联系点的陈述."""

    opinion: str = prose("意见和理由", longest=3000)
    file: File | None = Field(default=None, title="材料", description=ONE_FILE)


class PointHearing(Form):
    """听取意见, as recorded by the bureau."""

    held_on: date = _day("日期")
    persons: str = line("参加人员")
    said: str = prose("联系点的意见", "通知后没有陈述的，写明通知的日期和方式。", 3000)


class RevocationDecision(Form):
    """决定 on a proposal to revoke."""

    outcome: Literal["revoke", "keep"] = choice("决定", {"revoke": "撤销", "keep": "不予撤销"})
    reason: str = prose("理由", "对联系点的意见是否采纳，一并写明。", 2000)


class OpenMattersSettled(Form):
    """未办结事项的处理."""

    settled: str = optional_prose("逐件处理", "一件一行：事项编号，移交或者终结，理由。没有未办结事项的不填。", 5000)


class RevocationNoticeDraft(Form):
    """撤销公告."""

    text: str = prose("公告内容", "撤销的情形和日期；不写个人信息。", 2000)
