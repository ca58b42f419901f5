"""Every sheet: its model, its template, what is printed, and what it is filled in with."""

import io
import json
import re
import zipfile
from dataclasses import replace
from typing import Any

import pytest
from casework import (
    GAO,
    HAN,
    OPINION,
    ORGANISATIONS,
    PEOPLE,
    ZHENG,
    ZHOU,
    Bureau,
    accepted,
    correcting,
    objected,
    reported,
)
from docx import Document as Word
from docxtpl import DocxTemplate
from jiandu.adapters import word
from jiandu.core.deadlines import shanghai_day
from jiandu.core.letters import KINDS
from jiandu.core.matter import Actor, Case, Document
from jiandu.core.sheets import SHEETS, Printing, Sheet, of_document, of_event
from jiandu.core.sheets.text import touches
from jinja2 import Environment
from lxml import etree
from test_letters import CATALOGUE, TEMPLATES, compiled, kind_of  # noqa: F401  (compiled: the layer, used by itself)

SAMPLES = sorted(path.stem for path in (TEMPLATES / "samples/sheets").glob("*.json"))
HOSTILE = '<b>甲&乙</b> "引号" 🏛 镕〇 {{7*7}} {% raw %} ]]> &amp; ' + "很长" * 300
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def facts(sample: str) -> dict[str, Any]:
    content: dict[str, Any] = json.loads((TEMPLATES / f"samples/sheets/{sample}.json").read_text("utf-8"))
    return content


def rendered(sample: str, **changes: Any) -> bytes:
    kind = kind_of(sample)
    return word.render(kind, SHEETS[kind].model.model_validate(facts(sample) | changes))


def tree(docx: bytes) -> Any:
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        return etree.fromstring(archive.read("word/document.xml"))


def printed(docx: bytes) -> str:
    return "\n".join("".join(t.text or "" for t in p.iter(f"{W}t")) for p in tree(docx).iter(f"{W}p"))


def test_every_sheet_has_a_sample_and_no_letters_name() -> None:
    assert set(SHEETS) == {kind_of(sample) for sample in SAMPLES}
    assert set(CATALOGUE) == set(KINDS) | set(SHEETS)
    assert not set(KINDS) & set(SHEETS)


@pytest.mark.parametrize("sample", SAMPLES)
def test_a_sheet_prints_what_its_kind_must_hold(sample: str) -> None:
    """The required texts, the title and every line of the facts; it opens in Word's own model."""
    docx = rendered(sample)
    text, given = printed(docx), facts(sample)
    for required in CATALOGUE[kind_of(sample)]["required"]:
        assert Environment().from_string(required).render(given) in text
    assert SHEETS[kind_of(sample)].title in text
    assert "{{" not in text and "{%" not in text
    for value in given.values():
        for line in value if isinstance(value, list) else [value]:
            assert not isinstance(line, str) or line in text
    assert Word(io.BytesIO(docx)).tables


@pytest.mark.parametrize("sample", SAMPLES)
def test_no_cell_is_without_a_paragraph(sample: str) -> None:
    """Also where all that may stay blank does: Word refuses a cell without one."""
    kind = SHEETS[kind_of(sample)].model
    blank = {name: field.get_default() for name, field in kind.model_fields.items() if not field.is_required()}
    for docx in (rendered(sample), rendered(sample, **blank)):
        assert all(cell[-1].tag == f"{W}p" for cell in tree(docx).iter(f"{W}tc"))


@pytest.mark.parametrize("sample", SAMPLES)
def test_hostile_text_on_a_sheet_is_printed_as_it_was_typed(sample: str) -> None:
    free = {
        n: [HOSTILE] if isinstance(v, list) else HOSTILE for n, v in facts(sample).items() if isinstance(v, str | list)
    }
    for parts in ("hands", "rows"):
        free.pop(parts, None)
    assert printed(rendered(sample, **free)).count(HOSTILE) >= len(free) - 2  # parts that exclude one another


@pytest.mark.parametrize("sample", SAMPLES)
def test_a_sheet_equals_what_docxtpl_makes_of_its_template(sample: str) -> None:
    theirs = DocxTemplate(TEMPLATES / CATALOGUE[kind_of(sample)]["file"])
    model = SHEETS[kind_of(sample)].model.model_validate(facts(sample))
    theirs.render(model.model_dump(), Environment(autoescape=True))
    buffer = io.BytesIO()
    theirs.save(buffer)
    assert printed(rendered(sample)) == printed(buffer.getvalue())


def filled(bureau: Bureau, case: Case, kind: str, document: Document | None = None) -> Sheet:
    """The sheet of the latest act it is printed from, or of a document."""
    if document:
        event = next(e for e in case.events if touches(e, document.id))
    else:
        event = [e for e in case.events if kind in of_event(case, e, "owner")][-1]
    known = replace(case, organisations=ORGANISATIONS, people=PEOPLE)
    action = bureau.rules.procedures[case.matter.kind].actions[event.action]
    actor = Actor("person", event.actor, event.organisation)
    day = shanghai_day(event.happened_at)
    return SHEETS[kind].fill(
        Printing(known, action, actor, event.facts, day, bureau.rules, event=event, document=document)
    )


def value(sheet: Sheet, *names: str) -> tuple[Any, ...]:
    return tuple(getattr(sheet, name) for name in names)


@pytest.mark.duty("JZ-21")
def test_an_opening_is_printed_before_and_after_it_was_approved() -> None:
    """Blank where the head has not decided yet."""
    bureau = Bureau()
    _, case = accepted(bureau)
    bureau.act(case, "request_opening", ZHOU, subject="程序问题。", mode="daily", reason="涉嫌违法。")
    asked = filled(bureau, bureau.case(case), "opening_approval")
    assert ("程序问题。", ("涉嫌违法。",), "", "") == value(asked, "subject", "reasons", "decision", "approver")
    bureau.act(case, "open_case", ZHENG, opinion="同意。")
    opened = filled(bureau, bureau.case(case), "opening_approval")
    assert ("周一", "同意立案", ("同意。",), "郑四") == value(opened, "proposer", "decision", "opinion", "approver")


def test_a_proof_of_service_is_blank_before_and_whole_after_service() -> None:
    bureau = Bureau()
    _, case_id = correcting(bureau)
    case = bureau.case(case_id)
    opinion = case.document(case.matter.in_force)
    assert opinion is not None
    assert ("proof_of_service", "draft_sheet") == of_document(opinion, "owner")
    assert () == of_document(opinion, "respondent")
    served = filled(bureau, case, "proof_of_service", opinion)
    assert (opinion.number, "直接送达") == value(served, "number", "method")
    assert served.model_dump()["served_on"]
    waiting = opinion.model_copy(update={"service": None})
    before = replace(case, events=tuple(e for e in case.events if not e.action.startswith("serve_")))
    blank = filled(bureau, before, "proof_of_service", waiting)
    assert ("", "", "", "", "") == value(blank, "method", "served_on", "signatory", "servers", "copies")


def test_a_draft_sheet_shows_who_did_what_to_the_letter() -> None:
    """In preparation from its draft; signed with number and every opinion; never of a draft that was sent back."""
    bureau = Bureau()
    _, case_id = reported(bureau)
    bureau.act(case_id, "draft_opinion", ZHOU, **OPINION)
    bureau.act(case_id, "send_back_opinion", HAN, reason="补充依据。")
    bureau.act(case_id, "draft_opinion", ZHOU, **OPINION)
    preparing = filled(bureau, bureau.case(case_id), "draft_sheet").model_dump()
    assert (["拟稿"], "") == ([hand["step"] for hand in preparing["hands"]], preparing["number"])
    bureau.act(case_id, "review_opinion", HAN, opinion="同意送签。")
    bureau.act(case_id, "sign_opinion", ZHENG, opinion="同意签发。")
    case = bureau.case(case_id)
    assert [] == [e for e in case.events if "draft_sheet" in of_event(case, e, "owner")]
    signed = filled(bureau, case, "draft_sheet", case.documents[-1]).model_dump()
    steps = [(hand["step"], hand["person"], hand["opinion"]) for hand in signed["hands"]]
    assert [("拟稿", "周一", ()), ("审核", "韩三", ("同意送签。",)), ("签发", "郑四", ("同意签发。",))] == steps
    assert re.fullmatch(r"市司执监意〔2026〕\d+号", signed["number"])


@pytest.mark.duty("JZ-24a", "JZ-24b")
def test_an_objection_and_its_examination_name_the_letter() -> None:
    """The agency prints its own paper, and not the bureau's."""
    bureau = Bureau()
    _, case_id = correcting(bureau)
    objection = objected(bureau, case_id)
    case = bureau.case(case_id)
    asked = filled(bureau, case, "objection_form")
    opinion = case.document(case.matter.in_force)
    assert opinion is not None
    assert (opinion.title, opinion.number) == value(asked, "letter_title", "letter_number")
    event = next(e for e in case.events if e.action == "object")
    assert ("objection_form",) == of_event(case, event, "respondent")
    bureau.act(objection, "review_objection", HAN, course="阅卷。", view="维持。")
    examined = bureau.case(objection)
    record = filled(bureau, examined, "review_record")
    assert (opinion.number, ("阅卷。",), ("维持。",), "韩三") == value(
        record, "letter_number", "course", "view", "examiner"
    )
    assert () == of_event(examined, examined.events[-1], "respondent")


@pytest.mark.duty("JZ-25")
def test_the_agency_prints_its_report_of_correction() -> None:
    bureau = Bureau()
    _, case_id = correcting(bureau)
    bureau.act(case_id, "report_correction", GAO, report="已经纠正。", measures="完善制度。")
    report = filled(bureau, bureau.case(case_id), "correction_report")
    assert (("已经纠正。",), ("完善制度。",)) == value(report, "report", "measures")
    assert "示范市市场监督管理局" == report.model_dump()["agency"]
