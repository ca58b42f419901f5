"""Forms of 特邀监督人员: the list of those invited, an invitation, the answer and the opinion (Order 825 art. 23)."""

from datetime import date
from typing import Any, Literal, Self

from pydantic import Field, model_validator

from jiandu.core.forms.base import File, Form, choice, confirmed, line, optional_prose, prose
from jiandu.core.forms.measures import SCAN

CATEGORIES = {
    "deputy": "人大代表",
    "consultative": "政协委员",
    "trade": "行业代表",
    "expert": "专家学者",
    "journalist": "新闻工作者",
    "counsel": "法律顾问",
    "government_lawyer": "公职律师",
}
Category = Literal["deputy", "consultative", "trade", "expert", "journalist", "counsel", "government_lawyer"]
ANSWERS = {"accepted": "接受邀请", "declined": "不能参加"}
Answer = Literal["accepted", "declined"]


def _into() -> Any:
    return line("事项编号", "邀请参加的监督活动、伴随式监督或者个案监督案件的编号。", 40)


class Invitee(Form):
    """Somebody on the list: 法治监督员, expert."""

    title: str = line("姓名", longest=50)
    category: Category = choice("类别", CATEGORIES, widget="select")
    unit: str = line("单位和职务")
    specialty: str = line("专业领域", "例如：食品安全、行政法。")
    phone: str = Field(default="", title="办公电话", max_length=40, pattern=r"^[0-9 +()-]*$")
    first_day: date = Field(title="聘期开始")
    last_day: date = Field(title="聘期届满", description="当日仍在聘。")

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.last_day < self.first_day:
            raise ValueError("last_day:after_first_day:聘期届满不能早于聘期开始。")
        return self


def _held_on() -> Any:
    return Field(default=None, title="参加日期")


def _place() -> Any:
    return Field(default="", title="参加地点", max_length=200)


class Invitation(Form):
    """邀请: all of it is read by the invited person, who sees nothing else of the matter."""

    into: str = _into()
    called: str = Field(
        default="",
        title="活动名称",
        description="本人凭邀请码看到这里填写的各项，看不到案卷：不写投诉举报人和案情细节。",
        max_length=100,
    )
    occasion: str = prose("邀请事由", "参加什么活动、就什么问题提供咨询，时间和地点。", 1000)
    held_on: date | None = _held_on()
    place: str = _place()


class InviteeAnswer(Form):
    """本人答复."""

    into: str = _into()
    answer: Answer = choice("答复", ANSWERS)
    remark: str = optional_prose("附言", longest=500)


IN_PERSON = "我是受邀请的本人，以上由本人填写"


class OwnAnswer(InviteeAnswer):
    """答复邀请, by the invited person with his code."""

    in_person: Literal[True] = confirmed(IN_PERSON)


class OwnOpinion(Form):
    """提出意见, by the invited person with his code."""

    into: str = _into()
    opinion: str = prose("意见", "只写监督、咨询意见，不写国家秘密、商业秘密和他人的个人信息。", 5000)
    in_person: Literal[True] = confirmed(IN_PERSON)


class CodeReplacement(Form):
    """换发邀请码."""

    reason: str = prose("换发理由", "例如：本人遗失。原邀请码立即失效。", 500)


class InviteeOpinion(Form):
    """监督、咨询意见."""

    into: str = _into()
    opinion: str = prose("意见", longest=5000)
    scan: File | None = Field(default=None, title="意见原件", description=SCAN)


class InviteeTurn(Form):
    """What a matter learns of somebody invited to it."""

    title: str = line("姓名", longest=50)
    category: Category = choice("类别", CATEGORIES)
    into: str = _into()
    occasion: str = Field(default="", title="邀请事由", max_length=1000)
    held_on: date | None = _held_on()
    place: str = _place()
    answer: Answer | None = choice("答复", ANSWERS, default=None)
    remark: str = Field(default="", title="附言", max_length=500)
    opinion: str = Field(default="", title="意见", max_length=5000)
    in_person: bool = Field(default=False, title="本人凭邀请码填写")
