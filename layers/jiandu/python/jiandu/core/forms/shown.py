"""Facts as people read them: each with its field's title, choices by their Chinese names."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from jiandu.core.chinese import chinese_date
from jiandu.core.forms.base import Form
from jiandu.core.forms.fields import hints, widget_of
from jiandu.core.matter import Case
from jiandu.core.procedure import Procedure

DAYS = ("date", "datetime")


def shown(
    form: type[Form] | None,
    facts: Mapping[str, Any],
    names: Mapping[str, str],
    choices: Mapping[str, Mapping[str, str]] | None = None,
) -> list[dict[str, Any]]:
    """[{name, title, value, file}] of what was given; ``names`` resolves ids, ``choices`` a place's own lists."""
    if form is None:
        return []
    rows = []
    for name, field in form.model_fields.items():
        value = facts.get(name)
        if value in (None, "", [], {}):
            continue
        titles = hints(field).get("titles") or (choices or {}).get(hints(field).get("choices", ""), {})
        text = _day(str(value)) if widget_of(field) in DAYS else _text(value, titles, names)
        rows.append({"name": name, "title": field.title or name, "value": text, "file": isinstance(value, Mapping)})
    return rows


def titles_in(case: Case, procedure: Procedure) -> dict[str, str]:
    """What the documents and periods of a matter are called, by their ids and keys."""
    documents = {d.id: f"{d.title}{d.number or ''}" for d in case.documents}
    return documents | {c.key: procedure.clocks[c.name].title for c in case.clocks}


def _day(text: str) -> str:
    moment = datetime.fromisoformat(text)
    return chinese_date(moment.date()) + (f" {moment:%H:%M}" if "T" in text else "")


def _text(value: Any, titles: Mapping[str, str], names: Mapping[str, str]) -> str:
    if isinstance(value, bool):
        return titles.get(str(value).lower()) or ("是" if value else "否")
    if isinstance(value, Mapping):
        return str(value.get("name", ""))
    if isinstance(value, list | tuple):
        return "、".join(_text(part, titles, names) for part in value)
    text = str(value)
    return titles.get(text) or names.get(text) or text
