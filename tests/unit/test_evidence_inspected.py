"""What an arrived file must be to be released, and what is taken out of it before."""

import io
import struct
import time
import zipfile
import zlib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jiandu.core.errors import Invalid
from jiandu.core.evidence import KINDS, LARGEST, inspect, named
from jiandu.core.evidence_unfit import Unfit
from jiandu.core.forms.evidence import EvidenceToSend
from jiandu.perform import RawFile
from jiandu.rounds import _released
from PIL import Image

TIME = b"\xe6\x11\x22\x33"
PLACE = b"GPS 35.1N 112.8E HUAWEI P60"


def picture(kind: str, orientation: int = 1, progressive: bool = False) -> bytes:
    """A real photograph with place, maker, comment and a thumbnail's worth of Exif."""
    image, out = Image.new("RGB", (40, 20), "red"), io.BytesIO()
    image.paste("blue", (0, 0, 20, 10))
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = orientation, PLACE.decode()
    exif.get_ifd(0x8825)[1] = "N"
    if kind == "png":
        from PIL.PngImagePlugin import PngInfo

        told = PngInfo()
        told.add_text("Comment", PLACE.decode())
        image.save(out, "PNG", exif=exif, pnginfo=told)
    else:
        image.save(out, "JPEG", exif=exif, comment=PLACE, progressive=progressive, icc_profile=b"profile" * 9)
    return out.getvalue()


def box(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I4s", len(content) + 8, kind) + content


def film(brand: bytes = b"isom") -> bytes:
    """A film's boxes with its place told in three of them, and its data behind, at an offset that is told too."""
    udta = box(b"udta", box(b"\xa9xyz", PLACE))
    mdia = box(b"mdia", box(b"mdhd", b"\1\0\0\0" + TIME * 4 + b"d" * 20))
    trak = box(b"trak", box(b"tkhd", b"\0\0\0\7" + TIME * 2 + b"t" * 20) + mdia + box(b"meta", PLACE))
    moov = box(b"moov", box(b"mvhd", b"\0\0\0\0" + TIME * 2 + b"m" * 20) + trak + udta + box(b"meta", PLACE))
    return box(b"ftyp", brand + b"\0" * 8) + moov + box(b"uuid", PLACE) + box(b"mdat", b"data" * 10)


def archive(members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as file:
        for name, body in members.items():
            file.writestr(name, body)
    return out.getvalue()


def reason(suffix: str, body: bytes) -> str:
    with pytest.raises(Unfit) as refusal:
        inspect(suffix, body)
    return refusal.value.reason


@pytest.mark.parametrize(("kind", "progressive"), [("jpg", False), ("jpg", True), ("png", False)])
@pytest.mark.parametrize("orientation", [1, 3, 6, 8])
def test_a_photograph_loses_place_and_maker_and_nothing_of_the_picture(
    kind: str, progressive: bool, orientation: int
) -> None:
    """Every point is as it was, and it is turned as it was."""
    body = picture(kind, orientation, progressive)
    assert PLACE in body
    cleaned = inspect(kind, body)
    assert PLACE not in cleaned
    before, after = Image.open(io.BytesIO(body)), Image.open(io.BytesIO(cleaned))
    assert before.tobytes() == after.tobytes()
    assert {0x0112: orientation} == {**{0x0112: 1}, **dict(after.getexif())}
    assert {} == after.getexif().get_ifd(0x8825)
    assert before.info.get("icc_profile") == after.info.get("icc_profile")
    assert cleaned == inspect(kind, cleaned)


@pytest.mark.parametrize("kind", ["jpg", "png"])
def test_what_a_camera_hangs_behind_the_picture_goes_too(kind: str) -> None:
    """A second picture or a film there has its own place in it."""
    body = picture(kind)
    assert inspect(kind, body) == inspect(kind, body + picture(kind) + PLACE)


@pytest.mark.parametrize("kind", ["jpg", "png"])
@given(data=st.data())
def test_a_damaged_picture_is_refused_or_cleaned_and_never_breaks_the_inspection(kind: str, data: Any) -> None:
    body = bytearray(picture(kind))
    for _ in range(data.draw(st.integers(1, 6))):
        body[data.draw(st.integers(3, len(body) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(8, len(body)))
    try:
        inspect(kind, bytes(body[:cut]))
    except Unfit as unfit:
        assert unfit.reason.endswith("。")


def test_a_picture_of_monstrous_size_is_refused() -> None:
    """It would fill the memory of whoever looks at it."""
    body = bytearray(picture("png"))
    body[16:24] = struct.pack(">II", 100_000, 100_000)
    body[29:33] = struct.pack(">I", zlib.crc32(body[12:29]))
    assert "尺寸" in reason("png", bytes(body))


@pytest.mark.parametrize(("kind", "brand"), [("mp4", b"isom"), ("mov", b"qt  "), ("m4a", b"M4A "), ("m4a", b"mp42")])
def test_a_film_loses_place_and_time_and_keeps_every_offset(kind: str, brand: bytes) -> None:
    body = film(brand)
    cleaned = inspect(kind, body)
    assert PLACE not in cleaned and TIME not in cleaned
    assert (len(body), body.index(b"data" * 10)) == (len(cleaned), cleaned.index(b"data" * 10))
    assert all(letter * 20 in cleaned for letter in (b"m", b"t", b"d"))
    assert b"\0\0\0\7" + bytes(8) + b"t" in cleaned


@pytest.mark.parametrize(
    ("suffix", "body", "told"),
    [
        ("jpg", picture("png"), "照片（JPG），文件内容却是截图、图片（PNG）"),
        ("png", picture("jpg"), "截图、图片（PNG），文件内容却是照片（JPG）"),
        ("pdf", picture("jpg"), "PDF 文件，文件内容却是照片（JPG）"),
        ("jpg", b"MZ\x90\0" + b"x" * 99, "不是可以接收的类型"),
        ("pdf", b"<html><script>", "不是可以接收的类型"),
        ("mp4", film(b"heic"), "不是可以接收的类型"),
        ("mp4", film(b"qt  "), "视频（MP4），文件内容却是视频（MOV）"),
        ("jpg", archive({"a.txt": b"x"}), "不是可以接收的类型"),
        ("docx", archive({"xl/workbook.xml": b"x"}), "与所选类型不符"),
        ("docx", archive({"a.exe": b"MZ"}), "与所选类型不符"),
        ("pdf", b"%PDF-1.7\n" + b"x" * 99, "不完整"),
        ("jpg", picture("jpg")[:-40], "不完整"),
        ("mp4", film()[:60], "不完整"),
        ("docx", archive({"word/document.xml": b"x"})[:-30], "损坏"),
        ("docx", archive({"word/document.xml": b"x", "word/vbaProject.bin": b"x"}), "宏"),
        ("pdf", b"", "不是可以接收的类型"),
    ],
)
def test_a_file_is_what_its_bytes_say_and_whole(suffix: str, body: bytes, told: str) -> None:
    assert told in reason(suffix, body)


def test_what_is_too_large_is_refused_before_it_is_looked_at() -> None:
    assert "50 MB" in reason("mp3", b"ID3" + bytes(LARGEST))


@pytest.mark.parametrize(
    ("suffix", "body"),
    [
        ("docx", archive({"word/document.xml": b"<w/>", "word/embeddings/1.xlsx": archive({"xl/workbook.xml": b"x"})})),
        ("xlsx", archive({"xl/workbook.xml": b"<w/>" * 9999})),
        ("ofd", archive({"OFD.xml": b"<w/>"}, zipfile.ZIP_STORED)),
        ("pdf", b"%PDF-1.4\n%%EOF\n"),
        ("mp3", b"ID3\4\0\0"),
        ("mp3", b"\xff\xfb\x90\x64"),
    ],
)
def test_what_is_whole_and_harmless_is_released_as_it_came(suffix: str, body: bytes) -> None:
    assert body == inspect(suffix, body)


def deep(times: int) -> bytes:
    body = b""
    for _ in range(times):
        body = box(b"moov", body)
    return box(b"ftyp", b"isom") + body + box(b"mdat", b"")


def spoiled() -> bytes:
    """An archive whose one member cannot be unpacked."""
    body = bytearray(archive({"word/document.xml": bytes(range(256)) * 20}))
    body[47] = 7  # a block of a type that does not exist
    return bytes(body)


@pytest.mark.parametrize(
    ("suffix", "body"),
    [
        ("jpg", b"\xff\xd8\xff\xc0\0\2\xff\xd9"),
        ("docx", spoiled()),
        ("mp4", deep(1500)),
        ("mp4", deep(1) + box(b"free", b"") * 200_000),
        ("jpg", b"\xff\xd8" + b"\xff\xda\0\2" + b"\xff" * 2_000_000),
        ("jpg", b"\xff\xd8" + b"\xff\xdb\0\2" * 200_000 + b"\xff\xda\0\2\0\xff\xd9"),
    ],
    ids=["short segment", "deflate", "deep", "countless boxes", "long run", "countless segments"],
)
def test_a_file_made_to_break_the_inspection_is_refused_at_once(suffix: str, body: bytes) -> None:
    began = time.process_time()
    assert "损坏" in reason(suffix, body)
    assert time.process_time() - began < 30


def bomb(depth: int) -> bytes:
    body = archive({"word/document.xml": b"x", "zeros": bytes(16 * 1024 * 1024)})
    for _ in range(depth):
        body = archive({"word/document.xml": b"x", "inner": body})
    return body


@pytest.mark.parametrize("depth", [0, 1, 2])
def test_an_archive_that_swells_is_refused_at_every_depth(depth: int) -> None:
    assert "庞大" in reason("docx", bomb(depth))


def test_an_archive_of_countless_members_is_refused() -> None:
    members = {"word/document.xml": b"x", **{f"{n}": b"" for n in range(6000)}}
    assert "庞大" in reason("docx", archive(members))


def test_an_archive_that_lies_about_a_members_size_is_refused() -> None:
    """The size told in the directory is smaller than what comes out."""
    body = bytearray(archive({"word/document.xml": b"y" * 5000}))
    place = body.rindex(b"PK\x01\x02")
    body[place + 24 : place + 28] = struct.pack("<I", 10)
    assert "损坏" in reason("docx", bytes(body))


def test_an_archive_under_a_password_is_refused() -> None:
    body = bytearray(archive({"word/document.xml": b"x"}))
    for magic, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        body[body.index(magic) + offset] |= 1
    assert "密码" in reason("docx", bytes(body))


@pytest.mark.parametrize(
    ("name", "suffix", "kept"),
    [
        ("现场照片", "jpg", "现场照片"),
        ("现场.JPEG", "jpg", "现场"),
        ("C:\\照片\\现场.jpg", "jpg", "现场"),
        ("../../etc/passwd", "pdf", "passwd"),
        ("通知.2026.pdf", "pdf", "通知.2026"),
        ("通知.pdf", "jpg", "通知.pdf"),
        (".jpg", "jpg", "证据"),
    ],
)
def test_a_name_has_no_folders_and_its_suffix_once(name: str, suffix: str, kept: str) -> None:
    assert kept == named(name, suffix)


def test_the_form_offers_exactly_the_kinds_that_are_inspected() -> None:
    assert set(KINDS) == set(EvidenceToSend.model_fields["kind"].annotation.__args__)  # type: ignore[union-attr]


def test_a_paper_that_anybody_sends_to_a_round_is_kept_only_as_evidence_would_be() -> None:
    """Without the place it was taken at; what is cut off is refused at its field, in words for whoever sent it."""
    kept = _released("materials", RawFile("执照.jpg", picture("jpg")))
    assert ("执照.jpg", False) == (kept.name, PLACE in kept.body)
    with pytest.raises(Invalid) as refusal:
        _released("consent", RawFile("申请书.pdf", b"%PDF-1.7 cut off"))
    (mistake,) = refusal.value.mistakes
    assert ("consent", "unfit") == (mistake.field, mistake.rule) and mistake.message.endswith("上传。")
