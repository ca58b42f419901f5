"""Every letter: its model, its template, and what is printed."""

import io
import json
import re
import shutil
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from docx import Document
from docxtpl import DocxTemplate
from jiandu.adapters import word
from jiandu.core.letters import KINDS
from jiandu.core.letters.text import Letter, paragraphs
from jiandu.core.sheets import SHEETS
from jinja2 import Environment
from lxml import etree
from pydantic import ValidationError

from infra.build import documents

ROOT = Path(__file__).parents[2]
TEMPLATES = ROOT / "templates/documents"
SAMPLES = sorted(path.stem for path in (TEMPLATES / "samples").glob("*.json"))
CATALOGUE: dict[str, Any] = yaml.load((TEMPLATES / "catalogue.yaml").read_text("utf-8"), yaml.CSafeLoader)
HOSTILE = '<b>甲&乙</b> "引号" 🏛 镕〇 {{7*7}} {% raw %} ]]> &amp; ' + "很长" * 3000
BOUND = re.compile("number|.*_on|deadline|.*_period|outcome|ground|purpose|draft|items|.*_first|on_application")


@pytest.fixture(scope="module", autouse=True)
def compiled(letters: str) -> Iterator[None]:
    """The letters layer."""
    sys.modules.pop("letters", None)
    word._compiled.cache_clear()
    sys.path.insert(0, letters)
    yield
    sys.path.remove(letters)
    sys.modules.pop("letters", None)
    word._compiled.cache_clear()


def kind_of(sample: str) -> str:
    return sample.split(".")[0]


def facts(sample: str) -> dict[str, Any]:
    content: dict[str, Any] = json.loads((TEMPLATES / f"samples/{sample}.json").read_text("utf-8"))
    return content


def letter(sample: str, **changes: Any) -> Letter:
    return KINDS[kind_of(sample)].model.model_validate(facts(sample) | changes)


def part(docx: bytes, name: str = "word/document.xml") -> bytes:
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        return archive.read(name)


def printed(docx: bytes) -> list[str]:
    """The paragraphs of a letter, those in tables included."""
    tree = etree.fromstring(part(docx))
    space = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    return ["".join(t.text or "" for t in p.iter(f"{space}t")) for p in tree.iter(f"{space}p")]


def rendered(sample: str, **changes: Any) -> str:
    return "\n".join(printed(word.render(kind_of(sample), letter(sample, **changes))))


def test_every_kind_has_a_sample() -> None:
    """A kind without a sample is a kind nobody looked at."""
    assert set(KINDS) == {kind_of(sample) for sample in SAMPLES} == set(CATALOGUE) - set(SHEETS)


@pytest.mark.parametrize("sample", SAMPLES)
def test_a_letter_prints_what_its_kind_must_hold(sample: str) -> None:
    """The required texts of the catalogue, the title and every line of the facts are there."""
    text = rendered(sample)
    given = letter(sample).model_dump()
    for required in CATALOGUE[kind_of(sample)]["required"]:
        assert Environment().from_string(required).render(given) in text
    assert KINDS[kind_of(sample)].title in text
    assert "{{" not in text and "{%" not in text
    for value in given.values():
        for line in value if isinstance(value, tuple) else [value]:
            assert not isinstance(line, str) or line in text


@pytest.mark.parametrize("sample", SAMPLES)
def test_a_letter_equals_what_docxtpl_makes_of_its_template(sample: str) -> None:
    """Compiling changes nothing: each part that prints is docxtpl's own."""
    row = CATALOGUE[kind_of(sample)]
    theirs = DocxTemplate(TEMPLATES / row["file"])
    theirs.render(letter(sample).model_dump(), Environment(autoescape=True))
    buffer = io.BytesIO()
    theirs.save(buffer)
    ours = word.render(kind_of(sample), letter(sample))
    for name in zipfile.ZipFile(io.BytesIO(ours)).namelist():
        if name.startswith("word/") and name.endswith(".xml"):
            assert canonical(part(ours, name)) == canonical(part(buffer.getvalue(), name)), name


def canonical(xml: bytes) -> bytes:
    stripped = etree.fromstring(xml, etree.XMLParser(remove_blank_text=True))
    return bytes(etree.tostring(stripped, method="c14n", exclusive=True))


@pytest.mark.parametrize("sample", SAMPLES)
def test_word_can_open_a_letter_and_learns_no_author(sample: str) -> None:
    """The package is whole, and its properties name nobody."""
    docx = word.render(kind_of(sample), letter(sample))
    document = Document(io.BytesIO(docx))
    assert letter(sample).issuer in [paragraph.text for paragraph in document.paragraphs]
    assert etree.fromstring(part(docx, "docProps/core.xml")).xpath("string()") == ""


@pytest.mark.parametrize("sample", SAMPLES)
def test_equal_letters_give_equal_bytes(sample: str) -> None:
    """So that the hash of a letter says what it says."""
    kind = kind_of(sample)
    assert word.render(kind, letter(sample)) == word.render(kind, letter(sample))


@pytest.mark.parametrize("sample", SAMPLES)
def test_hostile_text_is_printed_as_it_was_typed(sample: str) -> None:
    """Markup, template tags, rare characters and great length are text and nothing else."""
    free = {
        name: [HOSTILE] if isinstance(value, list) else HOSTILE
        for name, value in facts(sample).items()
        if value and not BOUND.fullmatch(name)
    }
    assert rendered(sample, **free).count(HOSTILE) >= len(free)


def test_characters_xml_does_not_know_are_left_out() -> None:
    """A control character pasted from elsewhere must not make a letter that will not open."""
    assert "甲乙丙" in rendered("urging", findings=["甲\x00乙\x07\x1b\ufffe丙"])


def test_each_line_typed_is_a_paragraph_of_its_own() -> None:
    """Indents and empty lines of the typed text go, the style of the template indents."""
    assert paragraphs("　　第一段。\r\n\n  第二段 。\n") == ["第一段。", "第二段 。"]
    docx = word.render("opinion", letter("opinion", findings="　　第一段。\n\n第二段。"))
    assert {"第一段。", "第二段。"} <= set(printed(docx))


def test_an_opinion_prints_periods_and_no_date() -> None:
    """自收到之日起: the day of receipt is not known when the letter is signed."""
    text = rendered("opinion")
    assert "自收到本意见书之日起30日内" in text
    assert "自收到之日起5个工作日内向本机关书面提出复查申请" in text
    assert "自收到复查申请之日起10个工作日内" in text
    with pytest.raises(ValidationError):
        letter("opinion", correction_period="2026年12月24日")


def test_an_opinion_without_a_local_objection_period_follows_the_regulation() -> None:
    """《行政执法监督条例》第三十条 has no number of days."""
    text = rendered("opinion", objection_period="", answer_period="")
    assert "可以向本机关提出并说明理由，本机关及时处理" in text
    assert "复查申请" not in text


def test_an_urging_letter_prints_the_date_set_in_it() -> None:
    """督办函: a date, not a period."""
    assert "请于2026年12月8日前（含当日）将纠正情况书面报送本机关" in rendered("urging")
    with pytest.raises(ValidationError):
        letter("urging", deadline="30日")


@pytest.mark.parametrize("sample", ["urging", "opinion", "explanation_demand", "file_demand", "problem_notice"])
def test_the_source_is_work_unless_disclosure_was_agreed_to(sample: str) -> None:
    """Without a source given, a letter to an agency says 工作中发现."""
    given = {name: value for name, value in facts(sample).items() if name != "source"}
    made = KINDS[sample].model.model_validate(given)
    text = "\n".join(printed(word.render(sample, made)))
    assert "工作中发现" in text and "投诉" not in text


@pytest.mark.parametrize("sample", SAMPLES)
def test_the_sixty_days_are_said_in_bold(sample: str) -> None:
    """Acceptance, refusal and guidance warn that complaining does not stop reconsideration."""
    document = Document(io.BytesIO(word.render(kind_of(sample), letter(sample))))
    bold = [run.text for line in document.paragraphs for run in line.runs if run.bold]
    warned = any("不影响、也不中止申请行政复议的六十日期限" in text for text in bold)
    assert warned == (kind_of(sample) in ("acceptance", "refusal", "guidance"))


@pytest.mark.parametrize("sample", ["acceptance", "refusal", "result", "completion_notice"])
def test_a_notice_to_a_complainant_has_no_remedy_clause(sample: str) -> None:
    """The notice itself is no act against which remedies lie."""
    assert "对本告知" not in rendered(sample) and "提起行政诉讼" not in rendered(sample)


def test_discipline_is_suggested_under_its_own_article() -> None:
    """《行政执法监督条例》第四十一条: for refusing and obstructing supervision, besides 第三十二条."""
    assert "第四十一条" not in rendered("personnel_suggestion")
    text = rendered("personnel_suggestion.obstruction")
    assert "依据《行政执法监督条例》第三十二条、《行政执法监督条例》第四十一条，现提出处理建议" in text
    assert "3．依法给予处分。" in text


def test_what_has_no_article_cites_none() -> None:
    """A longer period and a recusal may rest on the office's own rule; 依据 without an article is not printed."""
    assert "依据" not in rendered("extension_notice.own") + rendered("recusal_decision.stays")
    assert "经审查，依据《河北省行政执法监督条例》第十八条，决定如下" in rendered("recusal_decision")


@pytest.mark.parametrize(
    ("sample", "printed_day"),
    [
        ("personnel_suggestion", "请于2026年12月15日前（含当日）"),
        ("order_to_correct", "请于2026年12月22日前（含当日）"),
        ("listing_notice", "请于2026年12月22日前（含当日）"),
        ("extension_notice", "延长至：2027年1月15日（含当日）"),
    ],
)
def test_a_date_set_in_a_letter_is_printed_in_bold(sample: str, printed_day: str) -> None:
    document = Document(io.BytesIO(word.render(kind_of(sample), letter(sample))))
    bold = "".join(run.text for line in document.paragraphs for run in line.runs if run.bold)
    assert printed_day in bold


def test_where_reconsideration_comes_first_no_direct_suit_is_offered() -> None:
    """行政复议法第二十三条: inaction and on-the-spot penalties."""
    text = rendered("guidance")
    assert "应当先申请行政复议的情形：对当场作出的行政处罚决定不服" in text
    assert "直接向" not in text
    assert "依法直接向有管辖权的人民法院提起行政诉讼" in rendered("guidance.direct")
    with pytest.raises(ValidationError, match="复议前置"):
        letter("guidance", first_ground="")


@pytest.mark.parametrize(
    ("outcome", "consequence"),
    [("维持", "原定期限不变"), ("变更", "另行编号制发"), ("撤销", "本监督事项终结")],
)
@pytest.mark.parametrize("sample", ["answer", "national_answer"])
def test_an_answer_says_what_becomes_of_the_period(sample: str, outcome: str, consequence: str) -> None:
    """Upheld: the old date stands; changed: a new number and clock; withdrawn: the end."""
    assert consequence in rendered(sample, outcome=outcome)


def test_a_draft_has_neither_number_nor_day() -> None:
    """代拟稿 and 送审稿 are marked; a letter that is none needs both."""
    assert printed(word.render("decision", letter("decision.draft")))[0] == "（代拟稿）"
    assert printed(word.render("opinion", letter("opinion.national")))[0] == "（送审稿）"
    with pytest.raises(ValidationError, match="稿件不得有发文字号"):
        letter("decision", draft=True)
    with pytest.raises(ValidationError, match="须有发文字号"):
        letter("opinion", number="")


@pytest.mark.parametrize("number", ["市司执监意〔2026〕01号", "市司执监意[2026]1号", "第1号"])
def test_a_number_not_of_the_official_form_is_refused(number: str) -> None:
    """机关代字〔YYYY〕N号 without leading zeros (GB/T 9704-2012, 7.2.5)."""
    with pytest.raises(ValidationError):
        letter("opinion", number=number)


def test_a_template_that_asks_for_an_unknown_field_fails_the_build(tmp_path: Path) -> None:
    """What the template prints and the model holds are compared by name."""
    with pytest.raises(documents.CatalogueRefused, match="没有“findngs”这个变量"):
        build_with(tmp_path, "urging", ("findings", "findngs"))


def test_a_template_without_a_required_text_fails_the_build(tmp_path: Path) -> None:
    """An edit in Word cannot drop what the law wants said."""
    with pytest.raises(documents.CatalogueRefused, match="urging.*并说明理由"):
        build_with(tmp_path, "urging", ("并说明理由", ""))


def test_a_template_with_tracked_changes_fails_the_build(tmp_path: Path) -> None:
    """They would go out with every letter, names of the editors included."""
    with pytest.raises(documents.CatalogueRefused, match="修订痕迹"):
        build_with(tmp_path, "urging", ("<w:body>", '<w:body><w:ins w:author="x"/>'))


def build_with(tmp_path: Path, kind: str, change: tuple[str, str]) -> None:
    """Builds from a copy of the templates, one of them changed."""
    shutil.copytree(TEMPLATES, tmp_path / "root/templates/documents")
    changed = tmp_path / f"root/templates/documents/{kind}.docx"
    with zipfile.ZipFile(TEMPLATES / f"{kind}.docx") as old, zipfile.ZipFile(changed, "w") as new:
        for name in old.namelist():
            body = old.read(name)
            if name == "word/document.xml":
                body = body.decode().replace(*change).encode()
            new.writestr(name, body)
    documents.build(tmp_path / "root", tmp_path / "out")
