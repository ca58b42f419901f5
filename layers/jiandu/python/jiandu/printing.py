"""The use case of printing a sheet: what the case's sheets tell is gathered, one is filled in and given away."""

from dataclasses import replace

from jiandu.adapters import table, word
from jiandu.core.deadlines import shanghai_day
from jiandu.core.errors import missing
from jiandu.core.matter import Actor, Case, Document, Event, Organisation, Person
from jiandu.core.procedure import Rules
from jiandu.core.sheets import SHEETS, Printing, of_document, of_event
from jiandu.core.sheets.text import copied_bodies, touches
from jiandu.views.matter import told

GONE = missing("kind", "没有这份表单。")


def with_names(case: Case) -> Case:
    """The case with its parent, its parties and the people its sheets name."""
    parent = table.load_case(case.matter.parent) if case.matter.parent else None
    return replace(case, parent=parent, organisations=_organisations(case), people=_people(case))


def sheet(case: Case, rules: Rules, seen: str, kind: str, source: str) -> tuple[str, bytes]:
    """The file name and the .docx of a sheet; ``source`` is the number of an act or the id of a document.

    The case comes ``with_names``.

    Raises Missing for what the reader may not see, or what no sheet of the kind is printed from.
    """
    document = case.document(source)
    event = _made(case, document) if document else next((e for e in case.events if str(e.n) == source), None)
    if event is None:
        raise GONE
    readable = told(case, event, rules.procedures[case.matter.kind], seen)
    offered = of_document(document, seen) if document else of_event(case, event, seen) if readable else ()
    if kind not in offered:
        raise GONE
    printing = _printing(case, rules, event, document)
    title = f"{SHEETS[kind].title}（{document.number if document else case.matter.number}）"
    return f"{title}.docx", word.render(kind, SHEETS[kind].fill(printing))


def _made(case: Case, document: Document) -> Event | None:
    """The act that issued a document."""
    return next((event for event in case.events if touches(event, document.id)), None)


def _printing(case: Case, rules: Rules, event: Event, document: Document | None) -> Printing:
    return Printing(
        case=case,
        action=rules.procedures[case.matter.kind].actions[event.action],
        actor=Actor("person", event.actor, event.organisation),
        facts=event.facts,
        today=shanghai_day(event.happened_at),
        rules=rules,
        event=event,
        document=document,
    )


def _organisations(case: Case) -> dict[str, Organisation]:
    """The parties, the government of the owner, and the bodies that a letter is copied to."""
    matter = case.matter
    named = (matter.owner, matter.respondent, matter.marks.get("other_party"), *_copied_to(case))
    parties = [table.load_organisation(name) for name in dict.fromkeys(filter(None, named))]
    above = [table.load_organisation(o.government) for o in parties if o and o.government]
    return {o.id: o for o in (*parties, *above) if o}


def _copied_to(case: Case) -> list[str]:
    """The bodies that a draft names to get a copy."""
    return [body for event in case.events for body in copied_bodies(event.facts)]


def _members(case: Case) -> list[str]:
    """The appraisal group of a disposal."""
    return [str(person) for person in (case.facts_of("appraise") or {}).get("members", ())]


def _people(case: Case) -> dict[str, Person]:
    """The officers and everybody who acted."""
    named = dict.fromkeys((*case.matter.officers, *(e.actor for e in case.events if e.organisation), *_members(case)))
    return {p.id: p for p in map(table.load_person, named) if p}
