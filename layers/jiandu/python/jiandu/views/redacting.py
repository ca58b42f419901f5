"""A redacted text as data and as a page: what was hidden, where, and what to look at again."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from jiandu.core.errors import Mistake
from jiandu.core.forms.fields import fields_of
from jiandu.core.forms.redaction import RedactionRequest
from jiandu.core.redaction import KINDS, Finding, Redacted


def redacted_view(redacted: Redacted) -> dict[str, Any]:
    """The JSON answer; places are those of the text that was handed in."""
    return {
        "text": redacted.text,
        "findings": [finding_view(found, KINDS) for found in redacted.findings],
        "flagged": len(redacted.flagged),
    }


def finding_view(found: Finding, titles: Mapping[str, str]) -> dict[str, Any]:
    """A place of the original and what it is; ``titles`` by kind."""
    return {
        "start": found.start,
        "end": found.end,
        "kind": found.kind,
        "kind_title": titles[found.kind],
        "valid": found.valid,
        "shown": found.shown,
    }


def redaction_page(
    typed: Mapping[str, Any], answer: tuple[str, Redacted] | None = None, mistakes: Sequence[Mistake] = ()
) -> dict[str, Any]:
    """The form with what was typed, and after it was sent the text with its marks."""
    return {
        "title": "公开前隐去个人信息",
        "fields": fields_of(RedactionRequest, typed, mistakes),
        "errors": [{"field": m.field, "message": m.message} for m in mistakes],
        "answer": _shown(*answer) if answer else None,
    }


def _shown(text: str, redacted: Redacted) -> dict[str, Any]:
    return {
        "text": redacted.text,
        "pieces": list(_pieces(text, redacted.findings)),
        "rows": [_row(n, text, found) for n, found in enumerate(redacted.findings, 1)],
        "flagged": [_row(n, text, found) for n, found in enumerate(redacted.findings, 1) if found.valid is False],
    }


def _row(n: int, text: str, found: Finding) -> dict[str, Any]:
    return {
        "n": n,
        "kind_title": KINDS[found.kind],
        "original": " ".join(text[found.start : found.end].split()),
        "shown": found.shown,
        "valid": found.valid,
    }


def _pieces(text: str, findings: Sequence[Finding]) -> Iterator[dict[str, Any]]:
    """The text as it is shown, cut at its marks; ``n`` is None between them."""
    at = 0
    for n, found in enumerate(findings, 1):
        yield {"text": text[at : found.start], "n": None, "flagged": False}
        yield {"text": found.shown, "n": n, "flagged": found.valid is False}
        at = found.end
    yield {"text": text[at:], "n": None, "flagged": False}
