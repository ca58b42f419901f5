"""文书查验: GET and POST /check. By the code printed on a document or by a file, never by number and date."""

import hashlib
import re
from typing import Any

from jiandu.adapters import table
from jiandu.core.errors import Invalid, invalid
from jiandu.perform import RawFile
from jiandu.requests import Request
from jiandu.views.checking import answer_of
from jiandu.web import Answer, App

handler = App("verify_document", fact="documents_checked")
MOST = 10
SHA256 = re.compile("[0-9a-f]{64}")
WAYS = ("code", "sha256", "file")


@handler.route("/check", "GET")
def ask(request: Request) -> Answer:
    return Answer({"post": {"code": "查验码", "sha256": "文件的 SHA-256", "file": "文件"}}, "check.html", _page())


@handler.route("/check", "POST")
def check(request: Request) -> Answer:
    code = request.text("code") or ""
    try:
        answer = _checked(request)
    except Invalid as error:
        if request.posted is None or not request.wants_html:
            raise
        errors = [{"field": m.field, "message": m.message} for m in error.mistakes]
        return Answer(page="check.html", context=_page(code, errors=errors), status=422)
    return Answer(answer, "check.html", _page(code, answer))


def _checked(request: Request) -> dict[str, Any]:
    file = _file(request)
    given = {"code": (request.text("code") or "").strip(), "sha256": request.text("sha256"), "file": file}
    ways = [way for way in WAYS if given[way]]
    if len(ways) != 1:
        asked = "code" if request.posted is None or "code" in request.posted else "file"
        raise invalid(asked, "one", "请填写查验码，或者选择文件，只用其中一种。")
    if ways == ["code"]:
        found = table.document_by_code(str(given["code"]))
        return answer_of("code", [(found, "code")] if found else [])
    sha256 = hashlib.sha256(file.body).hexdigest() if file else str(given["sha256"]).strip().lower()
    if not SHA256.fullmatch(sha256):
        raise invalid("sha256", "pattern", "校验值应当是 64 位十六进制数字。")
    held = table.documents_by_hash(sha256, MOST)
    return answer_of(ways[0], [(document, "record_copy" if sealed else "issued_file") for document, sealed in held])


def _file(request: Request) -> RawFile | None:
    """The file that came along; an empty one is Invalid."""
    value = request.values.get("file")
    file = value[-1] if isinstance(value, list) else value
    if file is None or file == "":
        return None
    if not isinstance(file, RawFile):
        raise invalid("file", "file", "请上传文件本身。")
    if not file.body:
        raise invalid("file", "empty_file", "文件是空的，请重新选择。")
    return file


def _page(
    code: str = "", answer: dict[str, Any] | None = None, errors: list[dict[str, str]] | None = None
) -> dict[str, Any]:
    return {"title": "文书查验", "code": code, "answer": answer, "errors": errors or []}
