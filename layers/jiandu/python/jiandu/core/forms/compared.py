"""Two versions of the same facts, field by field: what was taken out and what was put in."""

import re
from collections.abc import Mapping
from difflib import SequenceMatcher
from typing import Any

from jiandu.core.forms.base import Form
from jiandu.core.forms.shown import shown

_CLAUSE = re.compile(r"[^。；，！？\n]*[。；，！？\n]|[^。；，！？\n]+")


def compared(
    form: type[Form],
    before: Mapping[str, Any],
    after: Mapping[str, Any],
    names: Mapping[str, str],
    choices: Mapping[str, Mapping[str, str]],
) -> list[dict[str, Any]]:
    """[{name, title, parts: [{mark: kept|removed|added, text}]}] of the fields that differ, in the form's order."""
    old, new = ({row["name"]: row for row in shown(form, facts, names, choices)} for facts in (before, after))
    return [
        {"name": name, "title": (new.get(name) or old[name])["title"], "parts": parts(*_values(name, old, new))}
        for name in form.model_fields
        if name in {**old, **new} and old.get(name) != new.get(name)
    ]


def _values(name: str, *versions: Mapping[str, Mapping[str, Any]]) -> list[str]:
    return [str(version[name]["value"]) if name in version else "" for version in versions]


def parts(before: str, after: str) -> list[dict[str, str]]:
    """The text clause by clause; joined without the added parts it is the old text, without the removed the new."""
    old, new = _CLAUSE.findall(before), _CLAUSE.findall(after)
    found: list[dict[str, str]] = []
    for change, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        pieces = [("kept", new[c:d])] if change == "equal" else [("removed", old[a:b]), ("added", new[c:d])]
        found += [{"mark": mark, "text": "".join(texts)} for mark, texts in pieces if texts]
    return found
