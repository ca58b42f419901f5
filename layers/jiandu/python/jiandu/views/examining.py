"""A draft beside its review and signature: what looks like personal data, and the text as it might be published."""

from typing import Any

from jiandu.core.examining import TITLES, Examined
from jiandu.views.redacting import finding_view


def examined_view(examined: Examined) -> dict[str, Any]:
    """Of a draft that is to be published every field with its proposal, else the fields where something was found."""
    return {
        "public": examined.public,
        "found": sum(len(passage.findings) for passage in examined.passages),
        "passages": [
            {
                "name": passage.name,
                "title": passage.title,
                "text": passage.text,
                "findings": [finding_view(found, TITLES) for found in passage.findings],
                "proposal": passage.proposal if examined.public else None,
            }
            for passage in examined.passages
            if examined.public or passage.findings
        ],
    }
