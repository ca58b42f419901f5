"""Files are what their bytes say, not what their name says."""

import hashlib
import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiandu.core.errors import Invalid
from jiandu.core.uploads import LARGEST, received

PDF, PNG, JPEG = b"%PDF-1.4\n", b"\x89PNG\r\n\x1a\n....", b"\xff\xd8\xff\xe0...."


def archive(*names: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as file:
        for name in names:
            file.writestr(name, "x")
    return buffer.getvalue()


def rule_of(name: str, body: bytes) -> str:
    with pytest.raises(Invalid) as refusal:
        received("file", name, body)
    assert "file" == refusal.value.mistakes[0].field
    return refusal.value.mistakes[0].rule


@pytest.mark.parametrize(
    ("body", "name", "media_type"),
    [
        (PDF, "正本.pdf", "application/pdf"),
        (PNG, "正本.png", "image/png"),
        (JPEG, "正本.jpg", "image/jpeg"),
        (archive("OFD.xml", "Doc_0/Document.xml"), "正本.ofd", "application/ofd"),
    ],
)
def test_papers_and_pictures_are_taken_under_the_ending_of_their_kind(body: bytes, name: str, media_type: str) -> None:
    """Whatever ending they came with."""
    upload = received("file", "正本.exe", body)
    assert (name, media_type, len(body)) == (upload.name, upload.media_type, upload.size)
    assert hashlib.sha256(body).hexdigest() == upload.sha256


@pytest.mark.parametrize(
    "body",
    [b"MZ\x90", b"<html>", b"PK\x03\x04broken", archive("word/document.xml"), b" %PDF-1.4", b"\x89PNG", b"{}"],
)
def test_anything_else_is_refused_whatever_its_name(body: bytes) -> None:
    assert "file_type" == rule_of("正本.pdf", body)


def test_an_empty_file_is_refused() -> None:
    assert "empty_file" == rule_of("正本.pdf", b"")


def test_four_megabytes_are_taken_and_one_byte_more_is_not() -> None:
    assert LARGEST == received("file", "a.pdf", PDF.ljust(LARGEST, b" ")).size
    assert "file_size" == rule_of("a.pdf", PDF.ljust(LARGEST + 1, b" "))


@pytest.mark.parametrize(
    ("given_name", "kept"),
    [
        ("C:\\桌面\\送达回证.PDF", "送达回证.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("", "文件.pdf"),
        (".pdf", "文件.pdf"),
        ("名" * 200 + ".pdf", "名" * 80 + ".pdf"),
    ],
)
def test_a_name_loses_its_path_and_its_length(given_name: str, kept: str) -> None:
    assert kept == received("file", given_name, PDF).name


@given(st.text(max_size=300))
def test_no_name_leads_elsewhere(name: str) -> None:
    kept = received("file", name, PDF).name
    assert "/" not in kept and "\\" not in kept
    assert kept.endswith(".pdf") and len(kept) <= 84
