"""Documents as their .docx prints them, for people and for programs."""

import base64
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from jiandu.core.examining import Examined
from jiandu.views.examining import examined_view


@dataclass(frozen=True, slots=True)
class Shown:
    """A .docx to be shown: what it is, its file name, its bytes; what was found in it where it is not issued yet."""

    title: str
    name: str
    body: bytes
    examined: Examined | None = None

    def view(self) -> dict[str, Any]:
        """Its bytes in base64."""
        return {
            "title": self.title,
            "name": self.name,
            "content": base64.b64encode(self.body).decode(),
            "examined": examined_view(self.examined) if self.examined else None,
        }


def preview_page(title: str, note: str, shown: Sequence[Shown], matter_id: str) -> dict[str, Any]:
    """The context of ``preview.html``."""
    back = {"path": f"/matters/{matter_id}", "title": "返回事项"}
    return {"title": title, "note": note, "documents": [one.view() for one in shown], "back": back}
