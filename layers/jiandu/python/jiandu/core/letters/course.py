"""Letters on the way of a case: a date set anew."""

from pydantic import Field

from jiandu.core.letters.text import DateText, Letter, Line


class NewDate(Letter):
    """关于重新确定期限的函: the supplement to a letter whose own date came too near by its late service."""

    letter_title: Line = Field(title="原文书", description="如 行政执法监督督办函")
    letter_number: Line = Field(title="原文书的文号")
    former_due_on: DateText = Field(title="原文书载明的期限")
    served_on: DateText = Field(title="原文书的送达日期")
    due_on: DateText = Field(title="重新确定的期限", description="须为工作日")
