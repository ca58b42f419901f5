"""Tables as they come: .csv as Excel and WPS write it, .xlsx, and what is neither."""

import io
import zipfile
from datetime import date, datetime
from typing import Any

import pytest
from jiandu.adapters.sheets import LARGEST, read, template
from jiandu.core.errors import Invalid
from openpyxl import Workbook

ROWS = [["工单编号", "诉求内容"], ["JZ1", "第一行\n第二行，有“引号”"]]


def book(*rows: list[Any]) -> bytes:
    """An .xlsx of one sheet."""
    made, out = Workbook(), io.BytesIO()
    for row in rows:
        made.active.append(row)
    made.save(out)
    return out.getvalue()


def rule(body: bytes) -> str:
    with pytest.raises(Invalid) as refusal:
        read("file", body)
    assert "file" == refusal.value.mistakes[0].field
    return refusal.value.mistakes[0].rule


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_csv_is_read_in_each_encoding_offices_write(encoding: str) -> None:
    text = '工单编号,诉求内容\r\nJZ1,"第一行\n第二行，有“引号”"\r\n'
    assert ROWS == read("file", text.encode(encoding))


def test_an_xlsx_is_read_as_text() -> None:
    """Dates as dates, whole numbers whole; nothing where nothing stands."""
    body = book(*ROWS, [20260301, date(2026, 3, 1), datetime(2026, 3, 1, 9, 5), None, 1.5, True])
    assert ROWS[1] == read("file", body)[1][:2]
    assert ["20260301", "2026-03-01 00:00", "2026-03-01 09:05", "", "1.5", "是"] == read("file", body)[2]


def test_a_number_that_lost_its_last_digits_is_not_made_up() -> None:
    """Fifteen digits are exact in a spreadsheet, more are not."""
    assert [["202603010001234", "2.02603e+16"]] == read("file", book([202603010001234, 20260301000123456]))


def test_the_template_opens_as_what_it_is() -> None:
    assert [["工单编号", "诉求内容"]] == read("file", template(["工单编号", "诉求内容"]).encode())


def test_what_is_no_table_is_refused() -> None:
    assert "empty_file" == rule(b"")
    assert "file_type" == rule(b"\xd0\xcf\x11\xe0 an old .xls")
    assert "file_type" == rule(b"\xff\xfe\xff\x80\x81 nothing known")
    assert "file_type" == rule(b"PK\x03\x04 broken")
    assert "csv" == rule(b'a,"b\n')
    assert "file_size" == rule(b"a" * (LARGEST + 1))


def test_a_zip_that_is_no_workbook_or_unpacks_too_large_is_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("OFD.xml", "<ofd/>")
    assert "file_type" == rule(out.getvalue())
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "0" * 40_000_000)
    assert "file_size" == rule(out.getvalue())


def test_empty_rows_after_the_last_do_not_count_and_a_thousand_full_ones_are_too_many() -> None:
    assert 1000 == len(read("file", b"a\r\n" * 1000 + b"\r\n" * 5000))
    assert "too_many_rows" == rule(b"a\r\n" * 1001)
