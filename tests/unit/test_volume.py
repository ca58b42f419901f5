"""案卷: what goes into the main part and what is reserved; pages put together and numbered."""

import io
from collections.abc import Iterable
from dataclasses import replace

import pytest
from casework import DU, GAO, PEOPLE, ZHENG, ZHOU, Bureau, accepted, correcting, matter, refused, upload
from jiandu.adapters import binding
from jiandu.core.admit import examine
from jiandu.core.disposal import without_text
from jiandu.core.errors import Invalid
from jiandu.core.evidence import Evidence
from jiandu.core.matter import SYSTEM, Actor
from jiandu.core.prefill import prefill
from jiandu.core.volume import MOST_EVIDENCE, Piece, pieces
from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.generic import NameObject, StreamObject
from test_checks import TRANSCRIPT

SECRET = "罚款前未告知听证权利。"
ARCHIVED = {"archive_number": "Z109-ZF·2026-30-0001", "retention": "30", "checked_by": "zheng"}


def ended(bureau: Bureau) -> tuple[str, str]:
    """A complaint and its case, corrected and closed."""
    complaint, case = correcting(bureau)
    bureau.act(case, "report_correction", GAO, report="已经纠正。")
    bureau.act(case, "accept_correction", ZHOU, finding="属实。")
    bureau.act(case, "close", ZHOU, summary="已经纠正。", retention="30")
    return complaint, case


def bound(bureau: Bureau, *matters: str, evidence: Iterable[Evidence] = ()) -> dict[str, list[Piece]]:
    names = {"bureau": "示范市司法局", "market": "示范市市场监督管理局"}
    found = pieces([bureau.cases[i] for i in matters], bureau.rules, names, {file.id: file for file in evidence})
    return {part: [p for p in found if p.part == part] for part in ("main", "reserved")}


def test_what_the_complainant_wrote_is_in_the_reserved_part_alone() -> None:
    bureau = Bureau()
    complaint, case = ended(bureau)
    parts = bound(bureau, case, complaint)
    assert SECRET in str(parts["reserved"]) and SECRET not in str(parts["main"])
    assert "投诉举报人" not in {piece.responsible for piece in parts["main"]}


def test_how_a_letter_was_made_is_reserved_and_the_letter_is_not() -> None:
    """The drafts, opinions and signatures stay inside; the sealed letter, its service and the answer do not."""
    bureau = Bureau()
    _, case = ended(bureau)
    parts = bound(bureau, case)
    main, reserved = ([p.title for p in parts[name]] for name in ("main", "reserved"))
    letter = next(p for p in parts["main"] if p.title == "行政执法监督意见书")
    assert ("市司执监意〔2026〕1号", "application/pdf", False) == (letter.number, letter.media_type, letter.unsealed)
    assert "纠正情况报告" in main and "登记送达：行政执法监督意见书" in main
    assert {f"{step}：行政执法监督意见书" for step in ("拟稿", "审核", "签发")} <= set(reserved)
    assert [p.day for p in parts["main"]] == sorted(p.day for p in parts["main"])


def test_an_act_that_has_a_sheet_is_bound_as_that_sheet() -> None:
    """立案审批表 once, after it was approved; the proof of service with the letter it belongs to. What is proposed,
    approved and concluded inside the office is reserved.
    """
    bureau = Bureau()
    _, case = ended(bureau)
    parts = bound(bureau, case)
    sheets = {name: [piece.title for piece in part if piece.sheet] for name, part in parts.items()}
    assert ["送达回证", "调查报告", "纠正情况报告"] == sheets["main"]
    assert ["发文稿纸", "立案审批表", "结案审批表"] == sheets["reserved"]
    assert not {"提请立案", "立案", "提交调查报告", "报送纠正情况", "结案"} & {piece.title for piece in parts["main"]}


def test_what_an_outsider_was_asked_is_kept_from_the_agency() -> None:
    """A party or witness may be the one who complained."""
    bureau = Bureau()
    _, case = accepted(bureau)
    bureau.act(case, "request_opening", ZHOU, subject="某处罚程序问题", mode="daily", reason="涉嫌违法。")
    bureau.act(case, "open_case", ZHENG, opinion="同意")
    when = {"began_at": "2026-03-02T08:30", "ended_at": "2026-03-02T09:00", "place": "询问室"}
    for who in ("staff", "party", "complainant", "other"):
        bureau.act(case, "question", ZHOU, **TRANSCRIPT, **when, asked_as=who)
        entry = str(bureau.cases[case].events[-1].n)
        bureau.act(case, "attach_signed_paper", ZHOU, entry=entry, scan=upload(f"{who}.pdf"))
    parts = bound(bureau, case)
    for title in ("询问笔录", "补传签名件：签名扫描件"):
        assert {"main": 1, "reserved": 3} == {
            name: [p.title for p in part].count(title) for name, part in parts.items()
        }


def test_what_its_rows_keep_from_the_agency_is_reserved() -> None:
    """A recusal asked for by the complainant, the reasons of an end, and that there was a complaint at all."""
    bureau = Bureau()
    complaint, case = accepted(bureau)
    bureau.act(complaint, "ask_recusal", Actor("complainant", complaint), whom="周一", reason="与被投诉人是亲属。")
    bureau.act(case, "decide_recusal", ZHENG, officer="zhou", outcome="stays", reason="没有应当回避的情形。")
    bureau.act(case, "terminate", ZHENG, cause="no_violation", reason="投诉人李某表示满意。")
    parts = bound(bureau, case, complaint)
    assert "李某" in str(parts["reserved"]) and "李某" not in str(parts["main"])
    assert not {"回避决定书", "立案线索转入"} & {piece.title for piece in parts["main"]}


def released(bureau: Bureau, complaint: str, suffix: str, size: int = 9) -> Evidence:
    """A file the complainant sent, after it passed its inspection."""
    file = Evidence(
        id=bureau.fresh.id(),
        matter=complaint,
        slot=1,
        name=f"材料{suffix}",
        suffix=suffix,
        asked_at=bureau.now,
        outcome="released",
        sha256="cd" * 32,
        size=size,
        key=f"evidence/{complaint}/{suffix}",
    )
    facts = {"name": file.name, "kind": suffix, "size": size, "sha256": file.sha256, "evidence": file.id}
    bureau.act(complaint, "evidence_released", SYSTEM, arrived_sha256="ef" * 32, **facts)
    return file


def test_evidence_with_pages_is_bound_in_the_reserved_part_and_the_rest_is_listed() -> None:
    """With name, size and hash; what one request cannot put together is listed too."""
    bureau = Bureau()
    complaint, case = accepted(bureau)
    sent = [released(bureau, complaint, suffix) for suffix in ("pdf", "mp3", "docx")]
    sent += [released(bureau, complaint, kind, size) for kind, size in (("jpg", MOST_EVIDENCE - 8), ("png", 9))]
    parts = bound(bureau, case, complaint, evidence=sent)
    assert not [piece for piece in parts["main"] if piece.evidence]
    found = {piece.title: piece for piece in parts["reserved"] if piece.evidence}
    assert {f"证据材料：材料{kind}" for kind in ("pdf", "mp3", "docx", "jpg", "png")} == set(found)
    pages = found["证据材料：材料pdf"]
    assert (sent[0].key, sent[0].sha256, "application/pdf", ()) == (
        pages.key,
        pages.sha256,
        pages.media_type,
        pages.lines,
    )
    listed = {title for title, piece in found.items() if piece.electronic and not piece.key}
    assert {"证据材料：材料mp3", "证据材料：材料docx", "证据材料：材料jpg"} == listed
    assert {"录音（MP3）", "9字节", "cd" * 32} < {value for _, value in found["证据材料：材料mp3"].lines}


def test_no_evidence_is_left_of_a_matter_disposed_of() -> None:
    bureau = Bureau()
    complaint, _ = accepted(bureau)
    file = released(bureau, complaint, "pdf")
    bureau.cases[complaint] = without_text(bureau.cases[complaint])
    assert [] == [piece for piece in bound(bureau, complaint, evidence=[file])["reserved"] if piece.evidence]


def test_every_report_of_the_agency_is_bound() -> None:
    """Also the first of two that the same sheet prints."""
    bureau = Bureau()
    _, case = correcting(bureau)
    bureau.act(case, "report_correction", GAO, report="第一次报送。")
    bureau.act(case, "supplement_correction", GAO, report="补充报送。")
    assert 2 == [piece.title for piece in bound(bureau, case)["main"]].count("纠正情况报告")


def test_a_sealed_letter_is_bound_once() -> None:
    """The record copy is the letter's own page, not an attachment of the act that brought it."""
    bureau = Bureau()
    _, case = correcting(bureau)
    files = [piece for piece in bound(bureau, case)["main"] if piece.key == "received/m/ab.pdf"]
    assert ["行政执法监督意见书"] == [piece.title for piece in files]


def test_a_file_goes_to_the_archive_once_and_under_its_number() -> None:
    bureau = Bureau()
    complaint, case = ended(bureau)
    bureau.act(case, "archive", DU, **ARCHIVED)
    assert "Z109-ZF·2026-30-0001" == matter(bureau, case).archive_number
    assert ("state", "not_archived_yet") == refused(lambda: bureau.act(case, "archive", DU, **ARCHIVED))


def test_an_open_matter_is_not_archived() -> None:
    bureau = Bureau()
    _, case = correcting(bureau)
    assert "state" == refused(lambda: bureau.act(case, "archive", DU, **ARCHIVED))[0]


def test_a_letter_without_its_sealed_copy_is_marked() -> None:
    bureau = Bureau()
    _, case = ended(bureau)
    drafts = [piece.title for piece in bound(bureau, case)["main"] if piece.unsealed]
    assert ["说明情况通知书"] == drafts


def test_whoever_checks_a_file_is_of_the_bureau() -> None:
    bureau = Bureau()
    _, case = ended(bureau)
    stranger = ARCHIVED | {"checked_by": "gao"}
    assert ("checked_by", "checked_by_colleague") == refused(lambda: bureau.act(case, "archive", DU, **stranger))
    assert "role" in refused(lambda: bureau.act(case, "archive", ZHENG, **ARCHIVED))


def test_whoever_checks_a_file_is_not_who_bound_it_nor_left() -> None:
    """A deputy and whoever he stands in for are one hand (practice 23)."""
    bureau = Bureau()
    _, case = ended(bureau)
    deputy = replace(DU, represents=(ZHENG,))
    for actor, checked_by in ((DU, "du"), (deputy, "du"), (deputy, "zheng")):
        own = ARCHIVED | {"checked_by": checked_by}
        refusal = refused(lambda actor=actor, own=own: bureau.act(case, "archive", actor, **own))  # type: ignore[misc]
        assert ("checked_by", "different_persons") == refusal
    gone = PEOPLE["zheng"].model_copy(update={"left_on": bureau.today})
    there = replace(bureau.case(case), people={**PEOPLE, "zheng": gone})
    with pytest.raises(Invalid, match="在职人员"):
        examine(there, bureau.action(case, "archive"), ARCHIVED, bureau.today, DU)


def test_the_archives_form_opens_with_the_period_closing_named() -> None:
    bureau = Bureau()
    complaint, case = ended(bureau)
    assert {"retention": "30"} == prefill(bureau.case(case), bureau.action(case, "archive"), bureau.today)
    assert {} == prefill(bureau.case(complaint), bureau.action(complaint, "archive"), bureau.today)


def pdf(pages: int = 1, size: tuple[int, int] = (595, 842)) -> bytes:
    writer, buffer = PdfWriter(), io.BytesIO()
    for _ in range(pages):
        writer.add_blank_page(*size)
    writer.write(buffer)
    return buffer.getvalue()


def picture(kind: str, size: tuple[int, int]) -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", size, "red").save(buffer, kind)
    return buffer.getvalue()


def test_counted_pages_are_numbered_through_and_the_outline_names_every_piece() -> None:
    """The cover has no number; odd numbers stand at the right, even ones at the left."""
    parts = [binding.Bound("封面", pdf(), False), binding.Bound("甲", pdf(2)), binding.Bound("乙", pdf())]
    reader = PdfReader(io.BytesIO(binding.bind(parts, {"另附.ofd": b"PK"})))
    assert ["", "1", "2", "3"] == [page.extract_text().strip() for page in reader.pages]
    assert [("封面", 0), ("甲", 1), ("乙", 3)] == [
        (entry["/Title"], reader.get_destination_page_number(entry))  # type: ignore[index, arg-type]
        for entry in reader.outline
    ]
    assert {"另附.ofd": [b"PK"]} == dict(reader.attachments)
    assert not reader.metadata


@pytest.mark.parametrize(("kind", "media_type"), [("PNG", "image/png"), ("JPEG", "image/jpeg")])
def test_a_scan_becomes_a_page_of_a4_as_it_lies(kind: str, media_type: str) -> None:
    upright = PdfReader(io.BytesIO(binding.as_pdf(media_type, picture(kind, (300, 500))) or b"")).pages[0].mediabox
    across = PdfReader(io.BytesIO(binding.as_pdf(media_type, picture(kind, (500, 300))) or b"")).pages[0].mediabox
    assert (595, 841) == (int(upright.width), int(upright.height))
    assert (841, 595) == (int(across.width), int(across.height))


@pytest.mark.parametrize(
    ("media_type", "body"),
    [
        ("application/ofd", b"PK\x03\x04"),
        ("application/pdf", b"%PDF-1.7 broken"),
        ("image/png", b"\x89PNG\r\n\x1a\nbroken"),
    ],
)
def test_what_cannot_be_pages_is_none(media_type: str, body: bytes) -> None:
    """It goes along as a file of its own; nothing breaks over it."""
    assert binding.as_pdf(media_type, body) is None


def page_with(content: bytes, filters: str = "") -> bytes:
    """A PDF of one page with this content stream, as it would be broken by accident or on purpose."""
    writer, buffer = PdfWriter(), io.BytesIO()
    page = writer.add_blank_page(595, 842)
    stream = StreamObject()
    stream.set_data(content)
    if filters:
        stream[NameObject("/Filter")] = NameObject(filters)
    page[NameObject("/Contents")] = writer._add_object(stream)
    writer.write(buffer)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("content", "filters"),
    [(b"BT (never closed", ""), (b"junk", "/LZWDecode"), (b"junk", "/Unknown"), (b"junk", "/FlateDecode")],
)
def test_a_pdf_whose_pages_are_broken_never_breaks_the_file(content: bytes, filters: str) -> None:
    """It is taken over, or goes along as a file of its own."""
    made = binding.as_pdf("application/pdf", page_with(content, filters))
    assert made is None or 1 == binding.pages_in(binding.bind([binding.Bound("甲", made)], {}))


def test_a_locked_pdf_cannot_be_pages() -> None:
    writer, buffer = PdfWriter(), io.BytesIO()
    writer.add_blank_page(100, 100)
    writer.encrypt("secret")
    writer.write(buffer)
    assert binding.as_pdf("application/pdf", buffer.getvalue()) is None
