"""The list of pieces of a file 案卷, part by part."""

from typing import Any

from jiandu.core.deadlines import shanghai_day
from jiandu.core.titles import RETENTIONS
from jiandu.core.volume import PARTS, Part, Piece
from jiandu.volumes import SUFFIX, Shelf


def volume_view(on: Shelf) -> dict[str, Any]:
    """The contract of ``GET /volumes/{matter_id}``."""
    matter, archived = on.case.matter, on.archived
    closed = shanghai_day(matter.closed_at) if matter.closed_at else None
    return {
        "number": matter.number,
        "path": f"/matters/{matter.id}",
        "caption": on.caption,
        "closed_on": closed.isoformat() if closed else None,
        "file_by": f"{closed.year + 1}-06-30" if closed else None,
        "archive_number": matter.archive_number or None,
        "retention": RETENTIONS.get(str(archived.get("retention"))),
        "parts": [_part(on, part) for part in PARTS],
    }


def _part(on: Shelf, part: Part) -> dict[str, Any]:
    pieces = [
        {
            "order": n,
            "number": piece.number or None,
            "responsible": piece.responsible,
            "title": piece.title,
            "day": piece.day.isoformat(),
            "form": _form(piece),
            "unsealed": piece.unsealed,
        }
        for n, piece in enumerate(on.of(part), 1)
    ]
    path = f"/volumes/{on.case.matter.id}/{part}" if pieces else None
    return {"name": part, "title": PARTS[part], "path": path, "pieces": pieces}


def _form(piece: Piece) -> str:
    if piece.electronic:
        return "随卷电子文件"
    return SUFFIX[piece.media_type].upper() if piece.key else "表单" if piece.sheet else "办理记录"
