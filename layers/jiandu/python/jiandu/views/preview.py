"""Documents as their .docx prints them, for people and for programs."""

import base64
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Shown:
    """A .docx to be shown: what it is, its file name, its bytes."""

    title: str
    name: str
    body: bytes

    def view(self) -> dict[str, str]:
        """Its bytes in base64."""
        return {"title": self.title, "name": self.name, "content": base64.b64encode(self.body).decode()}


def preview_page(title: str, note: str, shown: Sequence[Shown], matter_id: str) -> dict[str, Any]:
    """The context of ``preview.html``."""
    back = {"path": f"/matters/{matter_id}", "title": "返回事项"}
    return {"title": title, "note": note, "documents": [one.view() for one in shown], "back": back}
