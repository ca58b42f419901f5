"""The file 案卷 of a matter: what belongs into its main part 正卷 and its reserved part 副卷, in order.

The reserved part holds what the agency must not learn (practice 16, 23): everything of the complaint, what others than
its own staff said, what is proposed, examined and approved inside the office, the making of letters, texts its rows
keep from the agency, and what the office does by rules of its own. Nothing confined is ever bound with the rest.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from jiandu.core.deadlines import shanghai_day
from jiandu.core.forms import FORMS
from jiandu.core.forms.shown import shown, titles_in
from jiandu.core.letters import KINDS
from jiandu.core.matter import DRAFTING, Case, Document, Event, Upload
from jiandu.core.procedure import INTERNAL, Action, Rules
from jiandu.core.sheets import SHEETS, of_document
from jiandu.core.uploads import DOCX

Part = Literal["main", "reserved"]
PARTS: dict[Part, str] = {"main": "正卷", "reserved": "副卷"}
COMPLAINANT = "投诉举报人"
MAKING = {*DRAFTING, "review", "legal_review", "sign", "send_back", "abandon"}
KEPT_INSIDE = {"complainant", "officer", "government"}


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece 卷内文件: a stored file (``key``), a sheet printed from the record (``sheet``: its kind and what it is
    printed from), or any other act as the record has it (``lines``).
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


def pieces(cases: Iterable[Case], rules: Rules, names: Mapping[str, str]) -> tuple[Piece, ...]:
    """The pieces of a matter and of those bound with it, by day; ``names`` resolves the ids of people and offices."""
    found = [p for case in cases if not case.matter.confined for p in _pieces(case, rules, names)]
    return tuple(sorted(found, key=lambda piece: piece.day))


def _pieces(case: Case, rules: Rules, names: Mapping[str, str]) -> Iterable[Piece]:
    procedure = rules.procedures[case.matter.kind]
    for document in case.documents:
        yield from _document(case, document, names)
    for event in case.events:
        action = procedure.actions.get(event.action)
        if action and action.name != "archive":  # the note 备考表 says it
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
    responsible = names.get(event.organisation) or COMPLAINANT
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
