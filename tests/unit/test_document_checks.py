"""Check codes as they are made and typed again, what a check tells an outsider, and the scripts the pages bring."""

import hashlib
from datetime import date
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from jiandu.adapters import keys
from jiandu.adapters.ids import ALPHABET
from jiandu.core.matter import Document, Service, Upload
from jiandu.views.checking import answer_of

VENDOR = Path(__file__).parents[2] / "templates/pages/vendor"
TOLD = {"title", "number", "issuer", "issued_on", "standing", "standing_title", "record_copy", "message"}
SCAN = Upload(name="张三投诉.pdf", media_type="application/pdf", size=9, sha256="a" * 64, key="received/m1/a.pdf")


def opinion(**changes: object) -> Document:
    made = Document(
        id="d1",
        kind="opinion",
        title="行政执法监督意见书",
        issued_on=date(2026, 11, 20),
        hands={"signer": "郑某"},
        number="示司执监意〔2026〕1号",
        key="issued/m1/b.docx",
        sha256="b" * 64,
        service=Service(served_on=date(2026, 11, 21), method="direct", recorded_by="杜某", note="王某签收"),
        addressee="agency",
        check_code="23456789ABCDEFGHJ",
        issuer="示范市司法局",
    )
    return made.model_copy(update=changes)


def test_a_check_code_is_eighty_random_bits_and_a_check_character() -> None:
    made = {keys.check_code() for _ in range(200)}
    assert 200 == len(made)
    for code in made:
        assert 17 == len(code)
        assert keys._check(code[:-1]) == code[-1]
    assert set(ALPHABET) == {character for code in made for character in code}


def test_a_check_code_is_read_in_groups_of_four() -> None:
    assert "2345-6789-ABCD-EFGH-J" == keys.in_groups("23456789ABCDEFGHJ")
    assert "" == keys.in_groups("")


TYPED = (
    "2345-6789-abcd-efgh-lq",
    " 2345 6789 ABCD EFGH LQ ",
    "２３４５６７８９ＡＢＣＤＥＦＧＨＬＱ",
    "23456789ABCDEFGH1O",
    "23456789ABCDEFGHi0",
)


@pytest.mark.parametrize("typed", TYPED)
def test_a_check_code_is_known_however_it_is_typed(typed: str) -> None:
    """Case, spaces, dashes, full width; characters no code has are read as those they look like."""
    assert keys.check_key("23456789ABCDEFGHLQ") == keys.check_key(typed)


@given(st.text(max_size=200))
def test_anything_typed_is_looked_up_the_same_way(typed: str) -> None:
    """A wrong code is not turned away sooner than a right one: it has a key like any other."""
    assert 64 == len(keys.check_key(typed))


@pytest.mark.parametrize(
    ("status", "standing"),
    [
        ("issued", "有效"),
        ("sealed", "有效"),
        ("served", "有效"),
        ("changed", "已变更"),
        ("withdrawn", "已撤销"),
        ("void", "已作废"),
    ],
)
def test_a_check_tells_how_a_document_stands(status: str, standing: str) -> None:
    (told,) = answer_of("code", [(opinion(status=status), "code")])["documents"]
    assert standing == told["standing_title"]
    assert ("valid" == told["standing"]) == (standing == "有效")


@pytest.mark.parametrize("match", ["code", "record_copy", "issued_file"])
def test_a_check_tells_nothing_but_the_particulars(match: str) -> None:
    """Neither addressee nor service, nor who signed, nor how the file was called when it was handed in."""
    (told,) = answer_of("sha256", [(opinion(sealed=SCAN, status="served"), match)])["documents"]
    assert set(told) == TOLD
    assert [word for word in ("agency", "张三", "郑某", "王某", "送达", "m1", "d1") if word in str(told)] == []


def test_the_issued_file_is_never_the_document_itself() -> None:
    """Whoever has the .docx is told that the record copy is another file, or is not there yet (practice 20)."""
    (sealed,) = answer_of("sha256", [(opinion(sealed=SCAN), "issued_file")])["documents"]
    (unsealed,) = answer_of("sha256", [(opinion(), "issued_file")])["documents"]
    assert "正本是用印后登记的另一文件" in sealed["message"]
    assert "用印正本尚未登记" in unsealed["message"]
    assert not sealed["record_copy"]


def test_what_is_not_known_is_told_as_one_answer() -> None:
    assert answer_of("code", []) == {**answer_of("code", []), "known": False, "documents": []}
    assert "没有这个查验码" in answer_of("code", [])["message"]
    assert "没有登记过这个文件" in answer_of("file", [])["message"]


def test_the_scripts_of_others_are_the_ones_named_with_their_licences() -> None:
    """Each file is what its package on the registry holds, by its hash, and stands beside its licence."""
    versions = yaml.load((VENDOR / "versions.yaml").read_text("utf-8"), yaml.CSafeLoader)
    assert {path.name for path in VENDOR.iterdir() if path.is_dir()} == set(versions)
    for name, row in versions.items():
        body = (VENDOR / name / Path(row["file"]).name).read_bytes()
        assert row["sha256"] == hashlib.sha256(body).hexdigest()
        assert row["integrity"].startswith("sha512-")
        assert list((VENDOR / name).glob("LICENSE*"))
