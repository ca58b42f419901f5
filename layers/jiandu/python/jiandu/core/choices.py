"""Lists a place sets itself in its profile: kinds of decision, grounds, ways of supervision."""

from collections.abc import Mapping
from typing import Any

from jiandu.core.errors import Mistake
from jiandu.core.forms.base import Form
from jiandu.core.forms.fields import hints

Choices = Mapping[str, Mapping[str, str]]


def misfits(form: type[Form], facts: Mapping[str, Any], choices: Choices) -> list[Mistake]:
    """What was chosen that the place does not offer; where it has a list, a single choice is required."""
    found = []
    for name, field in form.model_fields.items():
        listed = hints(field).get("choices")
        if listed is None:
            continue
        offered, value = choices.get(listed, {}), facts.get(name)
        chosen = list(value) if isinstance(value, list | tuple) else [value] if value else []
        if not set(chosen) <= set(offered):
            found.append(Mistake(name, "offered", f"请在“{field.title}”给出的选项中选择。"))
        elif offered and not chosen and value is None:
            found.append(Mistake(name, "missing", f"请选择“{field.title}”。"))
    return found
