"""The use case of ``GET /volumes/{matter_id}/{part}``: the file 案卷 of a matter, bound from the record when asked."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from jiandu.adapters import binding, files, pdf, table, word
from jiandu.adapters import evidence as sent
from jiandu.core.access import may
from jiandu.core.chinese import chinese_date
from jiandu.core.deadlines import shanghai_day
from jiandu.core.evidence import Evidence
from jiandu.core.letters.text import paragraphs
from jiandu.core.matter import Actor, Case, Matter
from jiandu.core.procedure import Rules
from jiandu.core.titles import RETENTIONS
from jiandu.core.uploads import DOCX
from jiandu.core.volume import PARTS, Part, Piece, pieces
from jiandu.core.volume_papers import ActPage, Contents, Cover, Insert, Note, Row, Said
from jiandu.printing import sheet, with_names
from jiandu.views.matter import titles_of

SUFFIX = {DOCX: "docx", "application/pdf": "pdf", "application/ofd": "ofd", "image/png": "png", "image/jpeg": "jpg"}
ALTERED = "存储的文件与记录的散列值不符，请查明。"
NO_PAGES = "{}文件不能转为页面，原件随卷另附。"
HANGING = ("objection", "questionnaire")


@dataclass(frozen=True, slots=True)
class Shelf:
    """A matter with all that is bound with it, and the names its pieces need."""

    case: Case
    cases: Mapping[str, Case]
    rules: Rules
    names: Mapping[str, str]
    evidence: Mapping[str, Evidence]
    pieces: tuple[Piece, ...]

    def of(self, part: Part) -> list[Piece]:
        return [piece for piece in self.pieces if piece.part == part]

    @property
    def caption(self) -> str:
        """案卷题名: what the case is called since it was proposed, else the kind of matter and whom it is about."""
        matter = self.case.matter
        opened = self.case.facts_of("request_opening") or {}
        about = self.names.get(matter.respondent, "")
        return str(opened.get("subject") or f"{about}{self.rules.procedures[matter.kind].title}")

    @property
    def archived(self) -> Mapping[str, Any]:
        """What was said when the file went to the archive; empty before."""
        return self.case.facts_of("archive") or {}


@dataclass(frozen=True, slots=True)
class Volume:
    """A bound part: its file name, kind and bytes."""

    name: str
    media_type: str
    suffix: str
    body: bytes


@dataclass(frozen=True, slots=True)
class _Leaf:
    """A piece on its way into the file: its bytes, the pages it is already, and what is to be remarked about it."""

    piece: Piece
    media_type: str
    body: bytes
    remark: str = ""
    pages: bytes | None = None

    @property
    def attached(self) -> bool:
        """Whether it goes along as a file because it cannot be made into pages."""
        return bool(self.remark) and self.media_type != DOCX

    @property
    def paper(self) -> bytes:
        """The Word file its pages are still to be printed from: its own, or one that stands in its place."""
        return _insert(self.piece, self.remark) if self.attached else self.body


def shelf(case: Case, actor: Actor, rules: Rules) -> Shelf:
    """The matter with its objections and questionnaires, and the complaint it came from with those merged into it, as
    far as the actor sees them whole.
    """
    matter = case.matter
    parent = table.load_case(matter.parent) if matter.kind == "supervision" and matter.parent else None
    complaint = parent if parent and parent.matter.kind == "complaint" else None
    merged = complaint.matter.merged if complaint else matter.merged
    near = [*(i for i, child in matter.children.items() if child.kind in HANGING), *merged]
    found = [*([complaint] if complaint else []), *(c for i in near if (c := table.load_case(i)))]
    others = [one for one in found if may(actor, "volume", one.matter)]
    names = {o.id: o.name for o in table.list_organisations()} | {p.id: p.name for p in table.list_people()}
    units = (i for i, child in matter.children.items() if child.kind == "candidacy")
    names |= titles_of(Matter.model_validate(item) for i in units if (item := table.get(f"M#{i}", "MATTER")))
    cases = {c.matter.id: c for c in (case, *others)}
    evidence = {file.id: file for i in cases for file in sent.of_matter(i) if file.outcome == "released"}
    return Shelf(case, cases, rules, names, evidence, pieces(cases.values(), rules, names, evidence))


def bound(on: Shelf, part: Part, actor: Actor, now: datetime) -> Volume:
    """One part as a PDF with numbered pages where LibreOffice is installed, else as a bundle of its files.

    Whoever has evidence bound looks at it: that is on record before it is read.
    """
    for piece in on.of(part):
        if piece.evidence and piece.key:
            sent.add_look(on.evidence[piece.evidence], actor.id, now)
    printed = {piece.matter for piece in on.of(part) if piece.sheet}
    on = replace(on, cases={i: with_names(case) if i in printed else case for i, case in on.cases.items()})
    leaves = [_leaf(on, piece) for piece in on.of(part)]
    caption = f"{on.case.matter.number}{PARTS[part]}"
    whole = _as_pdf(on, part, leaves)
    if whole is not None:
        return Volume(caption, "application/pdf", "pdf", whole)
    return Volume(caption, "application/zip", "zip", _as_bundle(on, part, leaves))


def _leaf(on: Shelf, piece: Piece) -> _Leaf:
    if piece.sheet:
        _, printed = sheet(on.cases[piece.matter], on.rules, "owner", *piece.sheet)
        return _Leaf(piece, DOCX, printed)
    if not piece.key:
        return _Leaf(piece, DOCX, _act_page(piece))
    try:
        return _Leaf(piece, piece.media_type, files.fetch(piece.key, piece.sha256))
    except files.Altered:
        return _Leaf(piece, DOCX, _insert(piece, ALTERED), ALTERED)


def _act_page(piece: Piece) -> bytes:
    rows = tuple(
        Said(title="" if n else title, value=line)
        for title, value in piece.lines
        for n, line in enumerate(paragraphs(value))
    )
    page = ActPage(
        title=piece.title,
        matter_number=piece.matter_number,
        responsible=piece.responsible,
        day=chinese_date(piece.day),
        rows=rows,
    )
    return word.render("volume_act", page)


def _as_pdf(on: Shelf, part: Part, leaves: Sequence[_Leaf]) -> bytes | None:
    """The part as one PDF; None where nothing turns Word into pages here."""
    if not pdf.installed():
        return None
    leaves = [_turned(leaf) for leaf in leaves]
    printed = iter(pdf.to_pdfs([leaf.paper for leaf in leaves if leaf.pages is None]))
    inner = [binding.Bound(leaf.piece.title, leaf.pages or next(printed)) for leaf in leaves]
    ranges, pages_in_all = _page_ranges([binding.pages_in(piece.pdf) for piece in inner])
    cover, contents, note = pdf.to_pdfs(_covers(on, part, leaves, ranges, pages_in_all))
    front = [binding.Bound("封面", cover, False), binding.Bound("卷内目录", contents, False)]
    attached = {_file_name(n, leaf): leaf.body for n, leaf in enumerate(leaves, 1) if leaf.attached}
    return binding.bind([*front, *inner, binding.Bound("备考表", note, False)], attached)


def _turned(leaf: _Leaf) -> _Leaf:
    """With its pages; what cannot be made into pages says so, and goes along as a file."""
    if leaf.media_type == DOCX:
        return leaf
    pages = binding.as_pdf(leaf.media_type, leaf.body)
    return replace(leaf, pages=pages, remark="" if pages else NO_PAGES.format(SUFFIX[leaf.media_type].upper()))


def _insert(piece: Piece, reason: str) -> bytes:
    return word.render("volume_insert", Insert(title=piece.title, reason=reason, sha256=piece.sha256))


def _page_ranges(counts: Sequence[int]) -> tuple[list[str], int]:
    """Each piece's first and last page, and how many there are in all."""
    ranges, last = [], 0
    for count in counts:
        first, last = last + 1, last + count
        ranges.append(str(first) if first == last else f"{first}-{last}")
    return ranges, last


def _as_bundle(on: Shelf, part: Part, leaves: Sequence[_Leaf]) -> bytes:
    """Cover, list, every piece under its number, note: as files of their own."""
    cover, contents, note = _covers(on, part, leaves, [""] * len(leaves), 0)
    entries = {"000 封面.docx": cover, "000 卷内目录.docx": contents}
    entries |= {_file_name(n, leaf): leaf.body for n, leaf in enumerate(leaves, 1)}
    entries |= {"999 备考表.docx": note}
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as bundle:
        for name, body in entries.items():
            bundle.writestr(zipfile.ZipInfo(name, word.FIXED_TIME), body, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def _file_name(n: int, leaf: _Leaf) -> str:
    plain = "".join("_" if c in '\\/:*?"<>|' else c for c in leaf.piece.title)[:60]
    return f"{n:03d} {plain}.{SUFFIX[leaf.media_type]}"


def _covers(on: Shelf, part: Part, leaves: Sequence[_Leaf], ranges: Sequence[str], pages: int) -> list[bytes]:
    """Cover, list of pieces and note."""
    matter, archived = on.case.matter, on.archived
    number = str(archived.get("archive_number", ""))
    closed = matter.closed_at
    cover = Cover(
        bureau=on.names.get(matter.owner, matter.owner),
        part=PARTS[part],
        caption=(on.caption,),
        matter_number=matter.number,
        archive_number=number,
        began_on=chinese_date(shanghai_day(matter.opened_at)),
        ended_on=chinese_date(shanghai_day(closed)) if closed else "",
        officers="、".join(on.names.get(p, p) for p in matter.officers),
        retention=RETENTIONS.get(str(archived.get("retention")), ""),
        pieces=len(leaves),
        pages=str(pages) if pages else "",
    )
    rows = tuple(_row(n, leaf, page) for n, (leaf, page) in enumerate(zip(leaves, ranges, strict=True), 1))
    contents = Contents(part=PARTS[part], archive_number=number, rows=rows)
    note = Note(part=PARTS[part], archive_number=number, statement=_statement(on, leaves, pages), **_signed(on))
    papers = (("volume_cover", cover), ("volume_contents", contents), ("volume_note", note))
    return [word.render(kind, paper) for kind, paper in papers]


def _row(n: int, leaf: _Leaf, page: str) -> Row:
    piece = leaf.piece
    return Row(
        order=n,
        number=piece.number,
        responsible=piece.responsible,
        title=piece.title,
        day=f"{piece.day:%Y%m%d}",
        page=page,
        note="另附" if leaf.attached else "文稿" if piece.unsealed else "电子文件" if piece.electronic else "",
    )


def _statement(on: Shelf, leaves: Sequence[_Leaf], pages: int) -> tuple[str, ...]:
    """本卷情况说明: what is in the file, and whatever is not as it should be."""
    count = f"本卷共{len(leaves)}件" + (f"、{pages}页" if pages else "") + "，依据办理记录自动组卷。"
    lines = [count]
    for n, leaf in enumerate(leaves, 1):
        if leaf.piece.unsealed:
            lines.append(f"第{n}件《{leaf.piece.title}》没有用印正本，以文稿入卷。")
        if leaf.piece.electronic:
            lines.append(f"第{n}件《{leaf.piece.title}》为随卷电子文件，未装订。")
        if leaf.remark:
            lines.append(f"第{n}件：{leaf.remark}")
    return (*lines, str(on.archived.get("note") or ""))


def _signed(on: Shelf) -> dict[str, str]:
    """Who bound the file, who checked it, and when; before it went to the archive nobody did."""
    event = next((e for e in reversed(on.case.events) if e.action == "archive"), None)
    if event is None:
        return {}
    return {
        "bound_by": on.names.get(event.actor, event.actor),
        "checked_by": on.names.get(str(event.facts["checked_by"]), ""),
        "bound_on": chinese_date(shanghai_day(event.happened_at)),
    }
