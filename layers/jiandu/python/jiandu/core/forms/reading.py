"""From what was typed to a form: one place where pydantic's findings become our mistakes, in Chinese."""

import re
from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from jiandu.core.errors import Invalid, Mistake, invalid
from jiandu.core.forms.base import Form
from jiandu.core.forms.fields import widget_of

CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
MESSAGES = {
    "missing": "请{verb}“{title}”。",
    "string_too_short": "请{verb}“{title}”。",
    "string_too_long": "“{title}”不得超过{max_length}字。",
    "string_type": "“{title}”应当是文字。",
    "string_pattern_mismatch": "“{title}”的格式不对。",
    "literal_error": "请在“{title}”给出的选项中选择。",
    "bool_parsing": "“{title}”只能是是或者否。",
    "bool_type": "“{title}”只能是是或者否。",
    "date_from_datetime_parsing": "“{title}”应当是日期，例如 2026-11-23。",
    "date_parsing": "“{title}”应当是日期，例如 2026-11-23。",
    "date_type": "“{title}”应当是日期，例如 2026-11-23。",
    "datetime_parsing": "“{title}”应当是日期和时间，例如 2026-11-23T09:30。",
    "datetime_from_date_parsing": "“{title}”应当是日期和时间，例如 2026-11-23T09:30。",
    "int_parsing": "“{title}”应当是整数。",
    "int_from_float": "“{title}”应当是整数。",
    "greater_than_equal": "“{title}”不得小于{ge}。",
    "less_than_equal": "“{title}”不得大于{le}。",
    "too_short": "“{title}”至少选择{min_length}项。",
    "too_long": "“{title}”至多选择{max_length}项。",
    "tuple_type": "“{title}”应当是列表。",
    "extra_forbidden": "没有“{field}”这一项。",
    "model_type": "“{title}”应当是上传的文件。",
}
VERBS = {"checkbox": "勾选", "radio": "选择", "checks": "选择", "select": "选择", "file": "上传"}


def read_form(form: type[Form], values: Mapping[str, Any]) -> Form:
    """The form filled in with ``values``; raises Invalid with a mistake at each field in error."""
    for name, value in values.items():
        if isinstance(value, str) and CONTROL.search(value):
            raise invalid(name, "control_characters", "内容含有不可见的控制字符，请删除后再提交。")
    try:
        return form.model_validate(values)
    except ValidationError as error:
        mistakes = [_mistake(form, finding) for finding in error.errors(include_url=False)]
        unique = list({m.field: m for m in reversed(mistakes)}.values())[::-1]
        raise Invalid("填写有误，请更正后再提交。", *unique) from None


def _mistake(form: type[Form], finding: Any) -> Mistake:
    rule, where = finding["type"], finding["loc"]
    if rule == "value_error":
        field, name, message = str(finding["ctx"]["error"]).split(":", 2)
        return Mistake(field, name, message)
    field = str(where[0]) if where else "body"
    known = form.model_fields.get(field)
    title = known.title if known and known.title else field
    verb = VERBS.get(widget_of(known), "填写") if known else "填写"
    template = MESSAGES.get(rule, "“{title}”填写有误。")
    return Mistake(field, rule, template.format(title=title, field=field, verb=verb, **finding.get("ctx", {})))
