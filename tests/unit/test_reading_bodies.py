"""Bodies: bounded before they are taken apart, and what cannot be read is refused in Chinese."""

import json

import pytest
from jiandu.core.errors import Invalid, JianduError, Malformed, TooLarge, WrongType
from jiandu.requests import LARGEST_TEXT, LARGEST_WITH_FILES, MOST_FIELDS, read_body

FORM = {"content-type": "application/x-www-form-urlencoded"}
PARTS = {"content-type": "multipart/form-data; boundary=edge"}
JSON = {"content-type": "application/json"}


def parts(*fields: tuple[str, bytes], file: bool = False) -> bytes:
    named = b'; filename="a.pdf"' if file else b""
    body = b"".join(
        b'--edge\r\nContent-Disposition: form-data; name="%s"%s\r\n\r\n%s\r\n' % (name.encode(), named, value)
        for name, value in fields
    )
    return body + b"--edge--\r\n"


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        (JSON, b" " * (LARGEST_TEXT + 1)),
        (FORM, b"a" * (LARGEST_TEXT + 1)),
        (FORM, b"&".join([b"a=1"] * (MOST_FIELDS + 1))),
        (PARTS, b" " * (LARGEST_WITH_FILES + 1)),
        (PARTS, parts(*[("a", b"1")] * (MOST_FIELDS + 1))),
        (PARTS, parts(*[("a", b"1")] * (MOST_FIELDS + 1), file=True)),
        (PARTS, parts(("a", b"x" * (LARGEST_TEXT + 1)))),
        (PARTS, parts(*[("a", b"x" * (LARGEST_TEXT // 2 + 1))] * 2)),
    ],
)
def test_what_no_form_of_ours_sends_is_too_large(headers: dict[str, str], body: bytes) -> None:
    with pytest.raises(TooLarge) as refusal:
        read_body(headers, body)
    assert [("body", "size")] == [(m.field, m.rule) for m in refusal.value.mistakes]
    assert "超过" in refusal.value.detail


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        (JSON, b'{"text": "' + b"a" * (LARGEST_TEXT - 20) + b'"}'),
        (FORM, b"&".join([b"a=1"] * MOST_FIELDS)),
        (PARTS, parts(*[("a", b"1")] * MOST_FIELDS)),
        (PARTS, parts(("a", b"x" * (4 * 1024 * 1024)), file=True)),
    ],
)
def test_what_is_within_the_bounds_is_read(headers: dict[str, str], body: bytes) -> None:
    posted, values = read_body(headers, body)
    assert posted or values


@pytest.mark.parametrize(
    ("headers", "body", "error"),
    [
        (JSON, b"{", Malformed),
        (JSON, b"[" * 200_000, Malformed),
        (JSON, b"\xff", Malformed),
        (FORM, b"a=\xff", Malformed),
        (PARTS, b"--other\r\n", Malformed),
        ({"content-type": "multipart/form-data"}, b"--edge\r\n", Malformed),
        ({"content-type": "text/plain"}, b"x", WrongType),
    ],
)
def test_what_cannot_be_read_is_refused(headers: dict[str, str], body: bytes, error: type[JianduError]) -> None:
    with pytest.raises(error) as refusal:
        read_body(headers, body)
    assert not refusal.value.detail.isascii()


@pytest.mark.parametrize("content", ["ø", "a", "=", "一"])
def test_a_file_whose_content_is_no_base64_is_refused(content: str) -> None:
    body = json.dumps({"file": {"name": "x.docx", "content": content}}).encode()
    with pytest.raises(Invalid) as refusal:
        read_body(JSON, body)
    assert [("file", "base64")] == [(m.field, m.rule) for m in refusal.value.mistakes]
