"""What every letter shares: text fit for a page, and the marks each letter carries."""

from typing import Annotated, Any, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

FOUND_AT_WORK = "工作中发现"
_NUMBER = r"^([\u4e00-\u9fff]{2,12}〔(19|20)\d{2}〕[1-9]\d{0,4}号)?$"
_DATE = r"(19|20)\d{2}年[1-9]\d?月[1-9]\d?日"
_PERIOD = r"[1-9]\d*(日|个工作日|个月)"


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a typed text: one per line, without its own indents and empty lines."""
    return [line for line in (" ".join(line.split()) for line in text.splitlines()) if line]


def _one_line(value: Any) -> Any:
    return " ".join(value.split()) if isinstance(value, str) else value


def _lines(value: Any) -> Any:
    texts = [value] if isinstance(value, str) else value
    if isinstance(texts, (list, tuple)) and all(isinstance(text, str) for text in texts):
        return tuple(line for text in texts for line in paragraphs(text))
    return value


OptionalLine = Annotated[str, BeforeValidator(_one_line)]
Line = Annotated[OptionalLine, Field(min_length=1)]
OptionalLines = Annotated[tuple[str, ...], BeforeValidator(_lines)]
Lines = Annotated[OptionalLines, Field(min_length=1)]
DateText = Annotated[str, Field(pattern=f"^{_DATE}$")]
OptionalDateText = Annotated[str, Field(pattern=f"^({_DATE})?$")]
PeriodText = Annotated[str, Field(pattern=f"^{_PERIOD}$")]
OptionalPeriodText = Annotated[str, Field(pattern=f"^({_PERIOD})?$")]


class Part(BaseModel):
    """Frozen, and nothing in it that its document does not print."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class Issued(Part):
    """A document with its issuer, number, day and contact, addressed or not; a draft has no number yet."""

    issuer: Line = Field(title="制发机关", description="机关全称，作为发文机关标志和署名")
    number: str = Field("", title="发文字号", pattern=_NUMBER, description="如 市司执监意〔2026〕1号")
    issued_on: str = Field("", title="成文日期", pattern=f"^({_DATE})?$", description="签发之日，如 2026年11月23日")
    contact: Line = Field(title="联系方式", description="如 联系人：张三，联系电话：0354-1234567")
    check_code: str = Field("", title="查验码", description="印在文书上，凭以查验真伪；稿件没有")
    draft: bool = Field(False, title="是否稿件", description="送审稿、代拟稿不编号、不落日期")

    @model_validator(mode="after")
    def _numbered_unless_draft(self) -> Self:
        if self.draft and (self.number or self.issued_on):
            raise ValueError("稿件不得有发文字号和成文日期")
        if not self.draft and not (self.number and self.issued_on):
            raise ValueError("正式文书须有发文字号和成文日期")
        return self


class Letter(Issued):
    """A document to somebody."""

    addressee: Line = Field(title="主送", description="不带冒号")
