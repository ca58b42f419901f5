"""What an outsider is told of a document: that it was issued, by whom, and how it stands; never to whom or why."""

from collections.abc import Sequence
from typing import Any

from jiandu.core.matter import Document

STANDINGS = {"changed": "已变更", "withdrawn": "已撤销", "void": "已作废"}
UNKNOWN_CODE = (
    "没有这个查验码。请对照纸面核对后再输：不分大小写，空格和横线可有可无；"
    "容易看错的是 8 和 B、5 和 S、2 和 Z、6 和 G、V 和 U。"
)
UNKNOWN_FILE = (
    "没有登记过这个文件，或者它与登记的文书不一致。内容改动一处，或者重新扫描、另存过的，都不一致；"
    "文书上印有查验码的，请用查验码核对。"
)
MATCHES = {
    "code": "这个查验码属于这份文书。请将各项与手中的纸质文书逐一比对；要确认一字不差，请再用文件查验。",
    "record_copy": "文件与制发机关登记的用印正本完全一致。",
}


def answer_of(by: str, found: Sequence[tuple[Document, str]]) -> dict[str, Any]:
    """The contract of ``POST /check``; each document comes with what it was found by."""
    unknown = UNKNOWN_CODE if by == "code" else UNKNOWN_FILE
    return {
        "by": by,
        "known": bool(found),
        "message": None if found else unknown,
        "documents": [_particulars(document, match) for document, match in found],
    }


def _particulars(document: Document, match: str) -> dict[str, Any]:
    return {
        "title": document.title,
        "number": document.number,
        "issuer": document.issuer,
        "issued_on": document.issued_on.isoformat(),
        "standing": document.status if document.status in STANDINGS else "valid",
        "standing_title": STANDINGS.get(document.status, "有效"),
        "record_copy": match == "record_copy",
        "message": MATCHES.get(match) or _of_issued_file(document),
    }


def _of_issued_file(document: Document) -> str:
    """The file as it was generated at signing: it is never the document itself (practice 20)."""
    if document.sealed:
        return "文件是签发时生成的文稿，内容属实，但不是正本。正本是用印后登记的另一文件，请以正本为准。"
    return "文件是签发时生成的文稿，内容属实；用印正本尚未登记，请以用印的纸质文书为准。"
