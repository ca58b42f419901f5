"""The letters on paper: GB/T 9704-2012 measured on the PDF of every sample."""

import io
import re
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path

import paper
import pytest
from docx import Document
from jiandu.adapters import pdf, word
from jiandu.core.sheets import SHEETS
from jiandu.core.volume_papers import PAPERS
from lxml import etree
from paper import Ink
from pydantic import BaseModel
from test_letters import SAMPLES, TEMPLATES, compiled, kind_of, letter  # noqa: F401  (compiled: the layer, used by itself)

CODE = {"check_code": "ABCD-EFGH-JKLM-NPQR-S"}
ADDRESS = "https://jiandu.example/check#ABCD-EFGH-JKLM-NPQR-S"
LONG_NAME = "积石山保安族东乡族撒拉族自治县司法局"
FULL = "行政机关应当依照法定权限和程序履行职责" * 80
RARE = "镕堃垚〇𠮷 <甲>&乙 Ａ１ 🏛 " + "W" * 400
TOP, BOTTOM, LEFT, RIGHT = 37, 262, 28, 184
HANGING = 2  # LibreOffice lets a comma stand out of the line whatever the letter says, Word does not
TWO_LINES = 2 * 225 / 22
CHAR, SMALL = 156 / 28, 4.94
ORDER = [
    *("pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl", "pBdr", "shd", "tabs"),
    *("overflowPunct", "autoSpaceDE", "autoSpaceDN", "snapToGrid", "spacing", "ind", "jc", "textAlignment", "rPr"),
]
FACES = {"仿宋_GB2312", "方正小标宋简体", "黑体", "楷体_GB2312", "宋体"}
UPWARD = ("request_to_government", "work_report")


def has_letter_form(sample: str) -> bool:
    """信函格式 has its mark in the header."""
    with zipfile.ZipFile(TEMPLATES / f"{kind_of(sample)}.docx") as template:
        return "word/header1.xml" in template.namelist()


LETTERS = [sample for sample in SAMPLES if has_letter_form(sample)]
DOCUMENTS = [sample for sample in SAMPLES if sample not in LETTERS]
ISSUED = [sample for sample in SAMPLES if not letter(sample).draft]
MODELS: dict[str, type[BaseModel]] = PAPERS | {kind: sheet.model for kind, sheet in SHEETS.items()}
FORMS = {path.stem: path for folder in ("sheets", "volume") for path in (TEMPLATES / "samples" / folder).glob("*.json")}
STRAINED = ["full document", "full letter", "long name document", "long name letter", "rare", "rows", "bare"]
ACROSS = {"disposal_register"}  # a wide table, on A4 laid across


def near(expected: float, within: float = 1.0) -> object:
    return pytest.approx(expected, abs=within)


def made(sample: str, **changes: object) -> bytes:
    return word.render(kind_of(sample), letter(sample, **changes), ADDRESS)


def filled_in(name: str, sample: Path) -> bytes:
    """A paper printed from the record, or with a file: without number and code."""
    return word.render(kind_of(name), MODELS[kind_of(name)].model_validate_json(sample.read_bytes()))


@pytest.fixture(scope="module")
def docx(compiled: None) -> dict[str, bytes]:  # noqa: F811
    """Every sample as it is issued, and letters that strain the form."""
    plain = {sample: made(sample, **({} if letter(sample).draft else CODE)) for sample in SAMPLES}
    items = [{"name": f"第{n}卷行政处罚案卷", "form": "原件", "note": ""} for n in range(200)]
    forms = {name: filled_in(name, path) for name, path in FORMS.items()}
    return plain | forms | {
        "full document": made("opinion", findings=[FULL]),
        "full letter": made("urging", findings=[FULL]),
        "long name document": made("opinion", issuer=LONG_NAME),
        "long name letter": made("urging", issuer=LONG_NAME),
        "rare": made("opinion", findings=[RARE]),
        "rows": made("file_demand", items=items),
        "bare": made("opinion", copies=[], objection_period="", answer_period=""),
    }


@pytest.fixture(scope="module")
def printed(docx: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Path]]:
    """Their PDFs, made in one start of LibreOffice."""
    assert shutil.which("soffice"), "libreoffice-writer is needed"
    folder = tmp_path_factory.mktemp("printed")
    files = {}
    for n, (name, body) in enumerate(zip(docx, pdf.to_pdfs([*docx.values()]), strict=True)):
        files[name] = folder / f"{n}.pdf"
        files[name].write_bytes(body)
    yield files


def last(file: Path) -> int:
    return len(paper.read(file))


@pytest.mark.parametrize("name", [*SAMPLES, *STRAINED, *FORMS])
def test_nothing_stands_outside_the_type_area(name: str, printed: dict[str, Path]) -> None:
    """A4; 156 by 225 mm with 37 mm above and 28 mm on the left; below it the page number alone."""
    for n, (size, lines) in enumerate(paper.read(printed[name]), 1):
        assert lines, f"page {n} is empty"
        if name in ACROSS:
            assert size == (near(297), near(210))
            continue
        assert size == (near(210), near(297))
        text = paper.box(paper.black(paper.page(printed[name], n)), 0, BOTTOM + 1)
        assert text.left >= LEFT - 1 and text.right <= RIGHT + HANGING and text.top >= TOP - 1


@pytest.mark.parametrize("name", [*SAMPLES, *STRAINED])
def test_a_page_number_stands_seven_millimetres_below_on_the_outer_side(name: str, printed: dict[str, Path]) -> None:
    """— 1 —: 4号, one character from the right on odd pages, from the left on even ones; a letter's first has none."""
    is_letter = name in (*LETTERS, "full letter", "long name letter", "rows")
    for n, (_, lines) in enumerate(paper.read(printed[name]), 1):
        if n == 1 and is_letter:
            assert not paper.black(paper.page(printed[name], 1))[int((BOTTOM + 1) / 25.4 * paper.DOTS) :].any()
            continue
        assert lines[-1].text == f"—{n}—"
        foot = paper.box(paper.black(paper.page(printed[name], n)), BOTTOM + 1)
        dash = paper.box(paper.black(paper.page(printed[name], n))[:, : int((foot.left + 2) / 25.4 * paper.DOTS)], 263)
        assert dash.top == near(BOTTOM + 7)
        assert (foot.right == near(RIGHT - SMALL)) if n % 2 else (foot.left == near(LEFT + SMALL))


@pytest.mark.parametrize("name", ["full document", "full letter"])
def test_a_full_page_holds_22_lines_of_28_characters(name: str, printed: dict[str, Path]) -> None:
    pages = paper.read(printed[name])
    lines = [line for line in pages[2][1] if not line.text.startswith("—")]
    assert [28] * 22 == [len(line.text) for line in lines]
    assert all(line.left == near(LEFT, 0.5) and line.right == near(RIGHT, 0.5) for line in lines)


@pytest.mark.parametrize("name", [*DOCUMENTS, "long name document"])
def test_the_head_of_a_document(name: str, printed: dict[str, Path]) -> None:
    """Mark 35 mm below the top of the type area, red rule as wide as it, title two lines below, all centred."""
    dots = paper.page(printed[name], 1)
    (rule,) = paper.rules(paper.red(dots), 100)
    mark = paper.box(paper.red(dots), 0, rule.top - 1)
    assert mark.top == near(TOP + 35)
    assert mark.middle == near((LEFT + RIGHT) / 2)
    assert mark.right - mark.left <= 156 and mark.bottom - mark.top <= 22
    assert (rule.left, rule.right) == (near(LEFT), near(RIGHT))
    below = paper.box(paper.black(dots), rule.bottom + 1, rule.bottom + 32)
    assert below.top - rule.bottom == near(TWO_LINES + 2.7)  # the title's own leading
    assert below.middle == near((LEFT + RIGHT) / 2)


@pytest.mark.parametrize("name", [sample for sample in DOCUMENTS if sample in ISSUED])
def test_the_number_stands_two_lines_below_the_mark_and_4_mm_above_the_rule(
    name: str, printed: dict[str, Path]
) -> None:
    dots = paper.page(printed[name], 1)
    (rule,) = paper.rules(paper.red(dots), 100)
    mark, number = paper.box(paper.red(dots), 0, rule.top - 1), paper.box(paper.black(dots), 90, rule.top)
    assert rule.top - number.bottom == near(4)
    assert number.top - mark.bottom == near(TWO_LINES + 3.4)  # the number's own leading
    if kind_of(name) in UPWARD:
        assert (number.left, number.right) == (near(LEFT + CHAR), near(RIGHT - CHAR, 1.5))
    else:
        assert number.middle == near((LEFT + RIGHT) / 2)


@pytest.mark.parametrize("name", [*LETTERS, "long name letter"])
def test_the_head_and_foot_of_a_letter(name: str, printed: dict[str, Path]) -> None:
    """信函格式: mark 30 mm from the edge, double rules of 170 mm, thick above thin and thin above thick."""
    dots = paper.page(printed[name], 1)
    upper, thin, low, bottom = paper.rules(paper.red(dots), 150)
    mark = paper.box(paper.red(dots), 0, upper.top - 1)
    assert mark.top == near(30)
    assert mark.middle == near(105)
    assert upper.top - mark.bottom == near(4)
    for rule in (upper, thin, low, bottom):
        assert (rule.left, rule.right) == (near(20), near(190))
    assert height(upper) > height(thin) and height(low) < height(bottom)
    assert bottom.bottom == near(297 - 20)
    number = paper.box(paper.black(dots), thin.bottom, thin.bottom + 12)
    assert (number.top - thin.bottom, number.right) == (near(16 * 7 / 8 / 72 * 25.4, 2.5), near(RIGHT, 1.5))
    assert last(printed[name]) == 1 or not paper.red(paper.page(printed[name], 2)).any()


def height(rule: Ink) -> float:
    return rule.bottom - rule.top


@pytest.mark.parametrize("name", ISSUED)
def test_the_day_stands_four_characters_from_the_right_and_the_issuer_above_its_middle(
    name: str, printed: dict[str, Path]
) -> None:
    """The middle of a day of seven digits in 3号; LibreOffice sets spaces beside them, so its days begin earlier."""
    lines = [line for _, page in paper.read(printed[name]) for line in page]
    given = letter(name)
    at = max(n for n, line in enumerate(lines) if line.text == given.issued_on)
    day, issuer = lines[at], lines[at - 2]
    assert (issuer.text, lines[at - 1].text) == (given.issuer, "（印章）")
    assert day.right == near(RIGHT - 4 * CHAR)
    assert (issuer.left + issuer.right) / 2 == near(RIGHT - 4 * CHAR - 17.9)


@pytest.mark.parametrize("name", [*DOCUMENTS, "full document", "bare"])
def test_the_imprint_ends_with_the_last_type_area(name: str, printed: dict[str, Path]) -> None:
    """Rules of 0.35, 0.25 and 0.35 mm over the whole width; the last is the lower edge."""
    lines = paper.rules(paper.black(paper.page(printed[name], last(printed[name]))), 150)
    assert len(lines) == (3 if "抄送：" in "".join(line.text for line in paper.read(printed[name])[-1][1]) else 2)
    assert lines[-1].bottom == near(BOTTOM)
    assert all((line.left, line.right) == (near(LEFT), near(RIGHT)) for line in lines)


def test_the_check_picture_keeps_away_from_the_seal(printed: dict[str, Path]) -> None:
    """A seal of 45 mm with its middle where （印章） stands ends above the code."""
    lines = paper.read(printed["opinion"])[-1][1]
    seal, note, code = (
        next(line for line in lines if line.text.startswith(text)) for text in ("（印章）", "（联系人", "查验码")
    )
    assert code.middle > note.middle > seal.middle
    assert code.middle - 18 / 2 > seal.middle + 45 / 2 - 1


@pytest.mark.parametrize("name", [*SAMPLES, *STRAINED, *FORMS])
def test_the_package_is_whole(name: str, docx: dict[str, bytes]) -> None:
    """Every part is well-formed, of a declared type, and reached; nothing in it names a person or a template."""
    with zipfile.ZipFile(io.BytesIO(docx[name])) as archive:
        parts = {part: archive.read(part) for part in archive.namelist()}
        assert len(parts) == len(archive.namelist())
    types = etree.fromstring(parts["[Content_Types].xml"])
    known = {node.get("PartName") or node.get("Extension") for node in types}
    for part, body in parts.items():
        if part.endswith((".xml", ".rels")):
            etree.fromstring(body)
        assert f"/{part}" in known or part.rpartition(".")[2] in known
    targets = re.findall(r'Target="([^"]+)"', parts["word/_rels/document.xml.rels"].decode())
    assert {f"word/{target}" for target in targets} <= set(parts)
    used = set(re.findall(r'r:(?:id|embed)="(\w+)"', parts["word/document.xml"].decode()))
    assert used <= set(re.findall(r' Id="(\w+)"', parts["word/_rels/document.xml.rels"].decode()))
    every = b"".join(parts.values()).decode("utf-8", "ignore")
    assert not re.search(r"\{\{|\{%|w:author|lastModifiedBy|attachedTemplate|/home/|/root/|[A-Z]:\\", every)
    assert Document(io.BytesIO(docx[name])).paragraphs


@pytest.mark.parametrize("sample", SAMPLES)
def test_only_official_faces_are_named(sample: str, docx: dict[str, bytes]) -> None:
    with zipfile.ZipFile(io.BytesIO(docx[sample])) as archive:
        every = "".join(archive.read(name).decode() for name in archive.namelist() if name.endswith(".xml"))
    assert set(re.findall(r'w:eastAsia="([^"]+)"', every)) - {"zh-CN"} == FACES


@pytest.mark.parametrize("sample", [*SAMPLES, *FORMS])
def test_what_a_paragraph_is_like_is_said_in_the_order_word_asks_for(sample: str, docx: dict[str, bytes]) -> None:
    """Word calls a file damaged whose properties stand in another order than the schema's."""
    with zipfile.ZipFile(io.BytesIO(docx[sample])) as archive:
        trees = [etree.fromstring(archive.read(name)) for name in archive.namelist() if name.endswith(".xml")]
    for properties in (found for tree in trees for found in tree.iter("{*}pPr")):
        names = [etree.QName(child).localname for child in properties]
        assert names == sorted(names, key=ORDER.index)


def test_an_address_becomes_a_picture_and_without_one_there_is_none(compiled: None) -> None:  # noqa: F811
    """The code stays readable either way, and the document whole."""
    given = letter("opinion", **CODE)
    with_picture, without = picture(word.render("opinion", given, ADDRESS)), picture(word.render("opinion", given))
    assert len(without) < 100 < len(with_picture)
    assert with_picture == picture(word.render("opinion", given, ADDRESS))
    assert with_picture != picture(word.render("opinion", given, ADDRESS + "T"))
    assert "查验码" not in "".join(p.text for p in Document(io.BytesIO(made("opinion"))).paragraphs)


def picture(docx: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        return archive.read(word.CHECK_PICTURE)


def test_two_hundred_rows_repeat_their_head(printed: dict[str, Path]) -> None:
    pages = [[line.text for line in lines] for _, lines in paper.read(printed["rows"])]
    tabled = [page for page in pages if any("行政处罚案卷" in text for text in page)]
    assert len(tabled) > 5
    assert all(any(text.startswith("序号材料名称") for text in page) for page in tabled)


def test_a_machine_without_libreoffice_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: None)
    assert not pdf.installed()
