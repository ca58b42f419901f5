"""A Word file answered as it was made a moment ago: nothing of it is kept."""

import base64

from jiandu.adapters import files
from jiandu.requests import Request
from jiandu.web import Answer


def word_file(request: Request, name: str, body: bytes) -> Answer:
    """The file itself for browsers, under its name; the name and the content in base64 for programs."""
    if request.wants_html:
        headers = {"Content-Type": files.DOCX, **files.named(name), "Cache-Control": "no-store"}
        return Answer(raw=body, headers=headers)
    return Answer(body={"name": name, "content": base64.b64encode(body).decode()})
