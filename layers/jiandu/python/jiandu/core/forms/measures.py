"""Forms of measures other than asking and reading (Order 825 art. 22): notice, questioning, survey, talk, advice."""

from datetime import date, datetime
from typing import Any, Literal, Protocol, Self, TypeVar

from pydantic import Field, model_validator

from jiandu.core.forms.base import ONE_FILE, File, Form, choice, confirmed, line, optional_prose, prose
from jiandu.core.forms.letters import NOT_NOW_BEFORE_COURT
from jiandu.core.letters.text import paragraphs

SCAN = ONE_FILE.removesuffix("。") + "；也可以以后补传。"
FOR_THE_AGENCY = "写给行政执法机关看；不写投诉举报人的身份和原话。"
GENDERS = {"male": "男", "female": "女"}
ASKED = {"staff": "行政执法人员", "party": "当事人", "complainant": "投诉举报人", "other": "其他知情人员"}
SIGNED = {"signed": "已核对并签名", "refused": "拒绝签名"}
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


class _Signed(Protocol):
    @property
    def signed(self) -> Literal["signed", "refused"]: ...
    @property
    def refusal(self) -> str: ...


Paper = TypeVar("Paper", bound=_Signed)


def signed_field() -> Any:
    """Whether the paper was signed by the person it concerns."""
    return choice("核对签名", SIGNED)


def refusal_field() -> Any:
    """Why it was not, and who witnessed it."""
    return Field(default="", title="拒绝签名的理由和见证人", max_length=500, description="只在拒绝签名时填写。")


def refusal_explained(form: Paper) -> Paper:
    """A refusal to sign stands on paper with its reason (JZ-20)."""
    if (form.signed == "refused") != bool(form.refusal):
        raise ValueError("refusal:with_refusal:拒绝签名的，请写明理由和见证人；已经签名的不填。")
    return form


def two_named(field: str, text: str) -> None:
    """Two officers at least, one a line."""
    if len(paragraphs(text)) < 2:
        raise ValueError(f"{field}:two_officers:不少于两名监督人员，一行一人，写明姓名和监督证号。")


def scan_field(title: str) -> Any:
    """The signed paper."""
    return Field(default=None, title=title, description=SCAN)


class OpeningNotice(Form):
    """立案通知: an act of its own, for it may also be left out."""

    ask: Literal["ask", "tell"] = choice(
        "是否一并要求说明情况", {"tell": "只告知立案", "ask": "要求说明情况"}, default="tell"
    )
    questions: str = optional_prose("需要说明的问题", f"一行一项；{FOR_THE_AGENCY}", 3000)
    due_on: date | None = Field(
        default=None, title="报送期限", description="要求说明情况的填写，印在通知书内，须为工作日。"
    )

    @model_validator(mode="after")
    def _asked_by_a_date(self) -> Self:
        for field, value in (("questions", self.questions), ("due_on", self.due_on)):
            if (self.ask == "ask") != bool(value):
                raise ValueError(f"{field}:with_question:要求说明情况的，写明问题和期限；只告知立案的，都不填。")
        return self


class Transcript(Form):
    """询问笔录 (Jinzhong art. 20): who was asked by whom, when and where, what was said, and who signed."""

    began_at: datetime = Field(title="开始时间", json_schema_extra={"widget": "datetime"})
    ended_at: datetime = Field(title="结束时间", json_schema_extra={"widget": "datetime"})
    place: str = line("地点")
    questioners: str = prose("询问人（两人以上）", "一行一人：姓名（监督证号）。", 500)
    recorder: str = line("记录人", longest=50)
    person: str = line("被询问人", "姓名。", 50)
    asked_as: Literal["staff", "party", "complainant", "other"] = choice(
        "被询问人身份", ASKED, "行政执法人员以外的，笔录归入副卷。", default="staff"
    )
    gender: Literal["male", "female"] = choice("性别", GENDERS)
    age: int = Field(title="年龄", ge=1, le=120)
    identity_number: str = Field(
        default="",
        title="身份证号",
        max_length=18,
        pattern=r"^$|^\d{17}[\dX]$",
        description="可以不填；只留在案卷中。",
    )
    unit: str = line("工作单位")
    post: str = Field(default="", title="职务", max_length=100)
    address: str = Field(default="", title="住址", max_length=200)
    phone: str = Field(default="", title="电话", max_length=40, pattern=r"^[0-9 +()-]*$")
    informed: Literal[True] = confirmed("已出示证件，告知身份、权利义务、申请回避的权利和如实回答的义务")
    text: str = prose("询问内容", "一问一答：以“问：”“答：”开头，一行一句。", 20000)
    read_back: Literal[True] = confirmed("笔录已当场制作，交被询问人核对或者向其宣读")
    signed: Literal["signed", "refused"] = signed_field()
    refusal: str = refusal_field()
    scan: File | None = scan_field("笔录扫描件")

    _refused = model_validator(mode="after")(refusal_explained)

    @model_validator(mode="after")
    def _complete(self) -> Self:
        two_named("questioners", self.questioners)
        if self.identity_number and not _checks(self.identity_number):
            raise ValueError("identity_number:checksum:身份证号的校验码不对，请核对。")
        if not all(line.startswith(("问：", "答：")) for line in paragraphs(self.text)):
            raise ValueError("text:question_and_answer:一问一答：每一行以“问：”或者“答：”开头。")
        return self


def _checks(number: str) -> bool:
    """The check character of an identity number (GB 11643)."""
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, number, strict=False))
    return "10X98765432"[total % 11] == number[-1]


class Survey(Form):
    """现场检查、勘验 (Order 825 art. 22, Jinzhong art. 20)."""

    began_at: datetime = Field(title="开始时间", json_schema_extra={"widget": "datetime"})
    ended_at: datetime = Field(title="结束时间", json_schema_extra={"widget": "datetime"})
    place: str = line("地点")
    surveyors: str = prose("勘验人（两人以上）", "一行一人：姓名（监督证号）。", 500)
    recorder: str = line("记录人", longest=50)
    party: str = prose("当事人或者在场人", "一行一人：姓名、单位、职务。", 1000)
    informed: Literal[True] = confirmed("已出示证件，告知现场检查、勘验的事由和申请回避的权利")
    course: str = prose("检查、勘验经过", longest=5000)
    findings: str = prose("检查、勘验情况", "看到的事实，不写推断。")
    materials: str = optional_prose("照片、录像、样品清单", "一行一项，写明数量。", 2000)
    signed: Literal["signed", "refused"] = signed_field()
    refusal: str = refusal_field()
    scan: File | None = scan_field("笔录扫描件")

    _refused = model_validator(mode="after")(refusal_explained)

    @model_validator(mode="after")
    def _two(self) -> Self:
        two_named("surveyors", self.surveyors)
        return self


class Summons(Form):
    """约谈: the person in charge is asked to come (Order 825 art. 22)."""

    persons: str = prose("被约谈人", "一行一人：姓名、职务；可以只写职务。", 500)
    reason: str = prose("约谈事由", FOR_THE_AGENCY, 2000)
    held_at: datetime = Field(
        title="约谈时间", description="今日以后的工作日。", json_schema_extra={"widget": "datetime"}
    )
    place: str = line("约谈地点")


class Talk(Form):
    """约谈纪要: what was said, and what was promised until when."""

    held_at: datetime = Field(title="约谈时间", json_schema_extra={"widget": "datetime"})
    place: str = line("约谈地点")
    present: str = prose("参加人员", "一行一人：姓名、单位、职务。", 1000)
    points: str = prose("约谈要点")
    promises: str = prose("整改承诺", longest=3000)
    promised_by: date | None = Field(default=None, title="承诺完成日期", description="没有承诺日期的不填。")
    signed: Literal["signed", "refused"] = signed_field()
    refusal: str = refusal_field()
    scan: File | None = scan_field("纪要扫描件")

    _refused = model_validator(mode="after")(refusal_explained)


class SignedPaper(Form):
    """The signed paper of a record that was entered without it."""

    entry: str = Field(title="哪一份记录", min_length=1, max_length=10, json_schema_extra={"options": "unscanned"})
    scan: File = Field(title="签名扫描件", description=ONE_FILE)


class SuggestionDraft(Form):
    """建议书: advice on what is merely improper, or on a systemic problem (Jinzhong art. 23, practice 4)."""

    facts: str = prose("存在的问题", FOR_THE_AGENCY)
    analysis: str = prose("原因分析", longest=3000)
    suggestion: str = prose("改进建议", "一行一项。", 3000)
    copy_to: str = Field(default="", title="抄送", max_length=200)
    due_on: date = Field(title="书面回复期限", description="印在建议书内的日期，须为工作日。")
    checked: Literal[True] = confirmed(NOT_NOW_BEFORE_COURT)


class SuggestionReply(Form):
    """The agency's written answer to advice."""

    reply: str = prose("采纳和改进情况", "没有采纳的，写明理由。")
    attachment: File | None = Field(default=None, title="证明材料", description=ONE_FILE)
