"""What a browser posts, name by name, and how it becomes the values of a form."""

import types
from collections.abc import Mapping
from typing import Any, Union, get_args, get_origin

from jiandu.core.forms.base import Form
from jiandu.core.forms.fields import widget_of


class Posted(dict[str, list[Any]]):
    """All values of each name, in order; files among them as they came."""

    def last(self, name: str) -> str | None:
        """The last text under a name, or None."""
        texts = [v for v in self.get(name, []) if isinstance(v, str)]
        return texts[-1] if texts else None

    def values_for(self, form: type[Form]) -> dict[str, Any]:
        """The values as the form's types want them: lists for lists, nothing for what was left empty."""
        values: dict[str, Any] = {}
        for name, field in form.model_fields.items():
            given = [v for v in self.get(name, []) if v != ""]
            if _is_list(field.annotation):
                values[name] = given
            elif given:
                values[name] = True if widget_of(field) == "checkbox" and given[-1] == "true" else given[-1]
            elif field.is_required() and name in self:
                values[name] = ""
        unknown = set(self) - set(form.model_fields)
        return {k: v for k, v in values.items() if v != "" or _is_text(form, k)} | {k: self[k][-1] for k in unknown}

    def typed(self, form: type[Form]) -> dict[str, Any]:
        """What was typed, to be shown again; files cannot be."""
        shown: dict[str, Any] = {}
        for name, field in form.model_fields.items():
            texts = [v for v in self.get(name, []) if isinstance(v, str)]
            if _is_list(field.annotation):
                shown[name] = texts
            elif widget_of(field) == "checkbox":
                shown[name] = "true" in texts
            elif texts:
                shown[name] = texts[-1]
        return shown


def _is_list(annotation: Any) -> bool:
    return get_origin(annotation) in (tuple, list)


def _is_text(form: type[Form], name: str) -> bool:
    annotation = form.model_fields[name].annotation
    parts = get_args(annotation) if get_origin(annotation) in (Union, types.UnionType) else (annotation,)
    return str in parts


def values_of(form: type[Form], given: Mapping[str, Any]) -> dict[str, Any]:
    """Values for the form from either face: a program's JSON as it is, a browser's post converted."""
    return given.values_for(form) if isinstance(given, Posted) else dict(given)
