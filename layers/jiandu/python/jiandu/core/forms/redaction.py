"""What the redactor is asked: a text, the names to hide and what stays."""

from typing import Annotated

from pydantic import Field, StringConstraints

from jiandu.core.errors import invalid
from jiandu.core.forms.base import Form, optional_prose

LONGEST = 80_000
MOST_NAMES = 200
NAME_LENGTHS = range(2, 51)


class RedactionRequest(Form):
    """拟公开的文本，以及要隐去和保留的姓名；文本前后的空白原样保留。"""

    text: Annotated[str, StringConstraints(strip_whitespace=False)] = Field(
        title="拟公开的文本",
        description="粘贴决定书、公告等的全文。",
        min_length=1,
        max_length=LONGEST,
        json_schema_extra={"widget": "textarea"},
    )
    names: str = optional_prose(
        "要隐去的姓名", "被处罚人以外的自然人：投诉举报人、证人、经办人、未成年人等，一行一个。", 10_000
    )
    kept: str = optional_prose(
        "原样保留的姓名和文字", "依法应当公开的被处罚人、法定代表人姓名，以及误认的地址、号码等，一行一个。", 10_000
    )


def lines_of(form: RedactionRequest, field: str) -> list[str]:
    """The lines of one of the two lists, each once; Invalid for one too short or long, or too many."""
    lines = list(dict.fromkeys(filter(None, (line.strip() for line in str(getattr(form, field)).splitlines()))))
    title = RedactionRequest.model_fields[field].title
    if len(lines) > MOST_NAMES:
        raise invalid(field, "too_many", f"“{title}”不得超过{MOST_NAMES}行。")
    if any(len(line) not in NAME_LENGTHS for line in lines):
        least, most = NAME_LENGTHS[0], NAME_LENGTHS[-1]
        raise invalid(field, "length", f"“{title}”一行一个，每行{least}至{most}字。")
    return lines
