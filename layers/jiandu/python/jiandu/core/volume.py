"""The file 案卷 of a matter: what belongs into its main part 正卷 and its reserved part 副卷, in order.

The reserved part holds what the agency must not learn (practice 16, 23): everything of the complaint, what others than
its own staff said, what is proposed, examined and approved inside the office, the making of letters, texts its rows
keep from the agency, and what the office does by rules of its own. Nothing confined is ever bound with the rest, and
what is still sealed not yet.

Of the evidence a complainant sent what has pages is bound; the rest is listed as an electronic file kept with the
file 随卷电子文件, by name, size and hash.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from jiandu.core.deadlines import shanghai_day
from jiandu.core.evidence import KINDS as EVIDENCE_KINDS
from jiandu.core.evidence import Evidence
from jiandu.core.forms import FORMS
from jiandu.core.forms.shown import shown, titles_in
from jiandu.core.letters import KINDS
from jiandu.core.matter import DRAFTING, Case, Document, Event, Upload
from jiandu.core.procedure import INTERNAL, Action, Rules, still_sealed
from jiandu.core.questionnaires import ANSWERED
from jiandu.core.record import COMPLAINANT, outsider
from jiandu.core.sheets import SHEETS, of_document
from jiandu.core.uploads import DOCX

Part = Literal["main", "reserved"]
PARTS: dict[Part, str] = {"main": "正卷", "reserved": "副卷"}
MAKING = {*DRAFTING, "review", "legal_review", "sign", "send_back", "abandon"}
KEPT_INSIDE = {"complainant", "officer", "government"}
UNBOUND = ("archive", ANSWERED)
WITH_PAGES = ("pdf", "jpg", "png")
MOST_EVIDENCE = 32 * 1024 * 1024  # bytes: what is put together within one request


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece 卷内文件: a stored file (``key``), a sheet printed from the record (``sheet``: its kind and what it is
    printed from), or any other act as the record has it (``lines``). Of evidence ``evidence`` is the id and ``size``
    its bytes; what is listed and not bound is ``electronic``.
    """

    part: Part
    title: str
    responsible: str
    day: date
    number: str = ""
    key: str = ""
    media_type: str = ""
    sha256: str = ""
    matter: str = ""
    matter_number: str = ""
    sheet: tuple[str, str] | None = None
    lines: tuple[tuple[str, str], ...] = ()
    unsealed: bool = False
    evidence: str = ""
    size: int = 0
    electronic: bool = False


def pieces(
    cases: Iterable[Case], rules: Rules, names: Mapping[str, str], evidence: Mapping[str, Evidence]
) -> tuple[Piece, ...]:
    """The pieces of a matter and of those bound with it, by day; ``names`` resolves the ids of people and offices,
    ``evidence`` those of released files.
    """
    found = [p for case in cases if not case.matter.confined for p in _pieces(case, rules, names)]
    return tuple(_with_evidence(sorted(found, key=lambda piece: piece.day), evidence))


def _with_evidence(found: Iterable[Piece], evidence: Mapping[str, Evidence]) -> Iterator[Piece]:
    """Each file of evidence with its key while there is room for its pages, else by name, size and hash alone."""
    room = MOST_EVIDENCE
    for piece in found:
        kept = evidence.get(piece.evidence)
        if not piece.evidence:
            yield piece
        elif kept and kept.suffix in WITH_PAGES and piece.size <= room:
            room -= piece.size
            yield replace(piece, key=kept.key, lines=())
        else:
            yield replace(piece, electronic=True)


def _pieces(case: Case, rules: Rules, names: Mapping[str, str]) -> Iterable[Piece]:
    """All but the archiving, which the note 备考表 tells, the answers of a questionnaire, which its sheet counts, and
    what is still sealed.
    """
    procedure = rules.procedures[case.matter.kind]
    for document in case.documents:
        yield from _document(case, document, names)
    for event in case.events:
        action = procedure.actions.get(event.action)
        if action and action.name == "evidence_released":
            yield from _evidence(case, event)
        elif action and action.name not in UNBOUND and not still_sealed(case, event, procedure):
            yield from _act(case, event, action, rules, names)


def _document(case: Case, document: Document, names: Mapping[str, str]) -> Iterable[Piece]:
    """The sealed record copy of a letter, else the letter as it was issued."""
    kind = KINDS.get(document.kind)
    addressee = document.addressee or (kind.addressee if kind else "complainant")
    inside = addressee in KEPT_INSIDE or case.matter.kind == "complaint"
    copy = document.sealed
    yield Piece(
        part="reserved" if inside else "main",
        title=document.title,
        responsible=document.issuer or names.get(case.matter.owner, ""),
        day=document.issued_on,
        number=f"{document.number or ''}{'（作废）' if document.status == 'void' else ''}",
        key=copy.key if copy else document.key,
        media_type=copy.media_type if copy else DOCX,
        sha256=copy.sha256 if copy else document.sha256,
        unsealed=copy is None and document.status != "void",
    )
    for sheet in of_document(document, "owner"):
        served = sheet == "proof_of_service"
        if document.service or not served:
            part: Part = "main" if served and not inside else "reserved"
            yield _sheet(case, sheet, document.id, part, document.issued_on, names)


def _sheet(case: Case, kind: str, source: str, part: Part, day: date, names: Mapping[str, str]) -> Piece:
    responsible = names.get(case.matter.respondent if SHEETS[kind].agency else case.matter.owner, "")
    return Piece(part, SHEETS[kind].title, responsible, day, matter=case.matter.id, sheet=(kind, source))


def _act(case: Case, event: Event, action: Action, rules: Rules, names: Mapping[str, str]) -> Iterable[Piece]:
    """What was typed in an act, as its sheet or a page of its own, and each file that came with it."""
    part = part_of(case, action, event)
    responsible = names.get(event.organisation) or outsider(event)
    day = shanghai_day(event.happened_at)
    form = FORMS[action.form] if action.form else None
    rows = shown(form, event.facts, {**names, **titles_in(case, rules.procedures[case.matter.kind])}, rules.choices)
    lines = tuple((str(row["title"]), str(row["value"])) for row in rows if not row["file"])
    kinds = [kind for kind, sheet in SHEETS.items() if event.action in sheet.actions]
    for kind in kinds:
        if not SHEETS[kind].gathered or _latest(case, event, SHEETS[kind].actions):
            yield _sheet(case, kind, str(event.n), part, day, names)
    if lines and not kinds and action.form != "signed_paper":
        yield Piece(part, action.title, responsible, day, matter_number=case.matter.number, lines=lines)
    sealed = {d.sealed.sha256 for d in case.documents if d.sealed}
    for row in rows:
        upload = Upload.model_validate(event.facts[row["name"]]) if row["file"] else None
        if upload and upload.sha256 not in sealed:
            title = f"{action.title}：{row['title']}"
            yield Piece(
                part, title, responsible, day, key=upload.key, media_type=upload.media_type, sha256=upload.sha256
            )


def _evidence(case: Case, event: Event) -> Iterator[Piece]:
    """A released file, by what the record says of it; nothing where the record was emptied."""
    facts = event.facts
    if facts:
        kind = EVIDENCE_KINDS[facts["kind"]]
        told = {"文件类型": kind.title, "大小": f"{facts['size']}字节", "校验值（SHA-256）": facts["sha256"]}
        yield Piece(
            "reserved",
            f"证据材料：{facts['name']}",
            COMPLAINANT,
            shanghai_day(event.happened_at),
            media_type=kind.media_type,
            sha256=facts["sha256"],
            matter_number=case.matter.number,
            lines=(*told.items(), ("说明", "随卷电子文件，不装订，按校验值核对。")),
            evidence=facts["evidence"],
            size=facts["size"],
        )


def _latest(case: Case, event: Event, actions: tuple[str, ...]) -> bool:
    """Whether of the acts that fill in one sheet together this is the last."""
    return not any(e.action in actions for e in case.events if e.n > event.n)


def part_of(case: Case, action: Action, event: Event) -> Part:
    """Where what was done belongs; a signed paper handed in later where its record is."""
    facts = case.facts_at(int(event.facts["entry"])) if action.form == "signed_paper" else event.facts
    own_rule = any(article.citation == INTERNAL for article in action.basis)
    inside = (
        case.matter.kind == "complaint"
        or facts.get("asked_as", "staff") != "staff"
        or (action.letter is not None and action.step in MAKING)
        or bool(action.letter is None and (action.hand or action.apart))
        or not action.agency_facts
        or action.name == "open_child"
        or (own_rule and not action.agency)
    )
    return "reserved" if inside else "main"
