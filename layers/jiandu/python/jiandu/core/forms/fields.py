"""A form as the fields of a page, derived from its model."""

import types
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import cache
from typing import Any, Union, get_args, get_origin

from annotated_types import MaxLen
from pydantic.fields import FieldInfo

from jiandu.core.errors import Mistake
from jiandu.core.forms.base import Form

Option = dict[str, str]


def fields_of(
    form: type[Form],
    values: Mapping[str, Any],
    mistakes: Sequence[Mistake] = (),
    options: Mapping[str, list[Option]] | None = None,
) -> list[dict[str, Any]]:
    """One dict a field: name, title, help, widget, options, value, error, required, maxlength.

    ``options`` gives the choices of fields whose options are data (agencies, supervisors, a place's own lists);
    a field for a list that the place does not have is left out; where the place has it one has to choose.
    """
    errors = {m.field: m.message for m in reversed(mistakes)}
    return [
        _field(name, field, values, errors.get(name), options or {})
        for name, field in form.model_fields.items()
        if hints(field).get("choices", "") in ("", *(options or {}))
    ]


def _field(
    name: str,
    field: FieldInfo,
    values: Mapping[str, Any],
    error: str | None,
    options: Mapping[str, list[Option]],
) -> dict[str, Any]:
    extra = hints(field)
    default = None if field.is_required() else field.get_default()
    value = _shown(values.get(name, default))
    return {
        "name": name,
        "title": field.title or name,
        "help": field.description or None,
        "widget": widget_of(field),
        "options": options.get(extra.get("options", extra.get("choices", "")), [])
        or [{"value": value, "title": title} for value, title in extra.get("titles", {}).items()],
        "value": str(value).lower() if isinstance(value, bool) and "titles" in extra else value,
        "error": error,
        "required": field.is_required() or (default is None and bool(options.get(extra.get("choices", "")))),
        "maxlength": next((m.max_length for m in field.metadata if isinstance(m, MaxLen)), None),
    }


def hints(field: FieldInfo) -> dict[str, Any]:
    """The field's own hints, or those of an annotated type inside a union (files)."""
    if isinstance(field.json_schema_extra, dict):
        return dict(field.json_schema_extra)
    for part in _parts(field.annotation):
        for meta in getattr(part, "__metadata__", ()):
            if isinstance(getattr(meta, "json_schema_extra", None), dict):
                return dict(meta.json_schema_extra)
    return {}


def _parts(annotation: Any) -> tuple[Any, ...]:
    union = get_origin(annotation) in (Union, types.UnionType)
    return get_args(annotation) if union else (annotation,)


def widget_of(field: FieldInfo) -> str:
    """How a field is filled in: as it says itself, else by its type."""
    extra = hints(field)
    if "widget" in extra:
        return str(extra["widget"])
    if "options" in extra:
        return "select"
    kinds = _parts(field.annotation)
    for kind, widget in ((datetime, "datetime"), (date, "date"), (bool, "checkbox"), (int, "number")):
        if kind in kinds:
            return widget
    return "text"


def _shown(value: Any) -> Any:
    if isinstance(value, tuple | list):
        return [str(v) for v in value]
    if isinstance(value, bool) or value is None:
        return value
    return str(value)


FILE_SCHEMA = {
    "type": "object",
    "properties": {"name": {"type": "string"}, "content": {"type": "string", "contentEncoding": "base64"}},
    "required": ["name", "content"],
}


@cache
def schema_of(form: type[Form] | None) -> dict[str, Any]:
    """The JSON schema programs see, made once and never changed; an act without a form takes no facts."""
    if form is None:
        return {"type": "object", "properties": {}, "additionalProperties": False}
    schema = form.model_json_schema()
    for name in file_fields(form):
        title = schema["properties"][name].get("title", name)
        schema["properties"][name] = {**FILE_SCHEMA, "title": title}
    return schema


def file_fields(form: type[Form]) -> set[str]:
    """The names of the fields that take a file."""
    return {name for name, field in form.model_fields.items() if hints(field).get("widget") == "file"}
