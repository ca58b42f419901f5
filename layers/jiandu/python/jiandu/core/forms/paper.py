"""代录: what an agency answered on paper, entered by the bureau with channel, day and scan (practice 22)."""

from datetime import date
from typing import Literal, Self

from pydantic import Field, create_model, model_validator

from jiandu.core.forms.base import ONE_FILE, File, Form, choice

CAME_BY = {"letter": "邮寄来件", "delivered": "直接递交", "fax": "传真或者机要交换"}


class Papers(Form):
    """How and when a paper came; the postmark counts where there is one (law: 民事诉讼法 art. 85)."""

    channel: Literal["letter", "delivered", "fax"] = choice("来件方式", CAME_BY)
    received_on: date = Field(title="收到日期", description="纸质材料送到本机关的日期。")
    posted_on: date | None = Field(
        default=None, title="交邮日期", description="邮寄的，填邮戳日期；期满前交邮不算逾期。"
    )
    scan: File = Field(title="来件扫描件", description=ONE_FILE)

    @model_validator(mode="after")
    def _posted_before_received(self) -> Self:
        if self.posted_on and (self.channel != "letter" or self.posted_on > self.received_on):
            raise ValueError("posted_on:only_by_post:只有邮寄来件填交邮日期，且不晚于收到日期。")
        return self


def on_paper(form: type[Form]) -> type[Form]:
    """The agency's own form with what a paper answer has besides."""
    return create_model(f"{form.__name__}OnPaper", __base__=(form, Papers))
