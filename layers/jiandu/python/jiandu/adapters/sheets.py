"""Tables people hand in and take away: .xlsx and .csv as rows of text. The only module that knows openpyxl."""

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import TypeVar

from jiandu.core.errors import Invalid, invalid

LARGEST = 1024 * 1024
LARGEST_UNPACKED = 32 * 1024 * 1024
MOST_LINES, MOST_COLUMNS = 1000, 60
EXACT_DIGITS = 10**15
BOM = "\ufeff"

Row = TypeVar("Row", bound=Sequence[object])


def read(field: str, body: bytes) -> list[list[str]]:
    """The rows of the first sheet; Invalid at ``field`` for what is no .xlsx or .csv, or over 1 MB.

    A .csv is UTF-8, with or without BOM, or GB18030, as Excel and WPS write it.
    """
    if not body:
        raise invalid(field, "empty_file", "文件是空的，请重新选择。")
    if len(body) > LARGEST:
        raise invalid(field, "file_size", "文件超过 1 MB，请只保留工单一张表，或者分成几个文件。")
    if body.startswith(b"PK\x03\x04"):
        return _xlsx(field, body)
    if b"\x00" in body or body.startswith(b"\xd0\xcf\x11\xe0"):
        raise _no_table(field)
    return _csv(field, body)


def template(headings: Sequence[str]) -> str:
    """A .csv of headings alone that Excel and WPS open as Chinese."""
    return BOM + ",".join(headings) + "\r\n"


def table_of(rows: Iterable[Sequence[object]]) -> str:
    """Rows as a .csv that Excel and WPS open as Chinese; no cell is taken for a formula."""
    written = io.StringIO(newline="")
    csv.writer(written).writerows([[_plain(cell) for cell in row] for row in rows])
    return BOM + written.getvalue()


def _plain(cell: object) -> str:
    text = str(cell)
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text


def _csv(field: str, body: bytes) -> list[list[str]]:
    try:
        rows = csv.reader(io.StringIO(_text(field, body), newline=""), strict=True)
        return [row[:MOST_COLUMNS] for row in _few(field, rows)]
    except csv.Error:
        raise invalid(field, "csv", "CSV 文件的引号不成对，请用 Excel 或者 WPS 重新导出。") from None


def _text(field: str, body: bytes) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return body.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise _no_table(field)


def _xlsx(field: str, body: bytes) -> list[list[str]]:
    from openpyxl import load_workbook

    try:
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            if sum(part.file_size for part in archive.infolist()) > LARGEST_UNPACKED:
                raise invalid(field, "file_size", "文件解开后过大，请只保留工单一张表。")
        book = load_workbook(io.BytesIO(body), read_only=True, data_only=True)
        rows = book.worksheets[0].iter_rows(max_col=MOST_COLUMNS, values_only=True)
        return [_shown(row) for row in _few(field, rows)]
    except Invalid:
        raise
    except Exception as broken:  # openpyxl lets whatever a broken file brings about out as it is
        raise _no_table(field) from broken


def _few(field: str, rows: Iterable[Row]) -> Iterator[Row]:
    """The first rows; spreadsheets go on with empty ones, which do not count."""
    for n, row in enumerate(rows):
        if n < MOST_LINES:
            yield row
        elif any(row):
            raise invalid(field, "too_many_rows", f"表格超过 {MOST_LINES} 行，请分成几个文件。")


def _shown(row: Sequence[object]) -> list[str]:
    """The row's cells as text up to the last one with anything in it."""
    cells = [_text_of(cell) for cell in row]
    while cells and not cells[-1]:
        cells.pop()
    return cells


def _text_of(cell: object) -> str:
    """A cell as text; a number too long to be exact shows as what it is, so that its reader refuses it."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, int | float):
        return _number(cell)
    if isinstance(cell, datetime):
        return cell.strftime("%Y-%m-%d %H:%M")
    return cell.isoformat() if isinstance(cell, date) else str(cell)


def _number(cell: int | float) -> str:
    if abs(cell) >= EXACT_DIGITS:
        return f"{float(cell):.5e}"
    return str(int(cell)) if cell == int(cell) else str(cell)


def _no_table(field: str) -> Invalid:
    return invalid(field, "file_type", "只接受 .xlsx 或者 .csv 表格；.xls 请先另存为 .xlsx。")
