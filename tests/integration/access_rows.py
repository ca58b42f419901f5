"""What each route answers to whom, told from the one table in core; a new route gets its row here.

A row answers the statuses that are right for one reader: 2xx and what follows (409, 422) for whoever may, 401 for
nobody signed in, 403 for the wrong role, 404 for what must not even be known.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from jiandu.core.access import LEADING, may, standing
from jiandu.core.matter import Actor, Document, Matter, Organisation
from jiandu.core.offices import reach
from jiandu.core.procedure import Rules
from jiandu.views.matter import may_fetch

UNKNOWN, WRONG_ROLE, UNSEEN = {401}, {403}, {404}
ANSWERED, TRIED = {200}, {409, 422}
TAKES_IN = {
    "bureau": {"supervisor", "clerk"},
    "township_office": {"assistant"},
    "guidance_body": {"referrer"},
    "contact_point": {"contact_point"},
}


@dataclass(frozen=True)
class Subject:
    """A matter as it is kept, with one document, file, sheet and piece of evidence of it.

    ``marks`` are words typed into it; ``secrets`` say who complained, which no page tells anybody; ``code`` is his,
    ``invitation`` that of an invited person.
    """

    name: str
    matter: Matter
    document: Document | None = None
    file: str = ""
    sheet: str = ""
    evidence: str = ""
    marks: tuple[str, ...] = ()
    secrets: tuple[str, ...] = ()
    code: str = ""
    invitation: str = ""


@dataclass(frozen=True)
class Asked:
    """Who asks (None: nobody signed in), about which matter or other thing, in which deployment."""

    actor: Actor | None
    organisations: Mapping[str, Organisation]
    rules: Callable[[Matter], Rules]
    subject: Subject | None = None
    named: Mapping[str, str] | None = None

    @property
    def signed_in(self) -> Actor:
        assert self.actor is not None
        return self.actor

    @property
    def office(self) -> Organisation:
        return self.organisations[self.signed_in.organisation]

    @property
    def matter(self) -> Matter:
        assert self.subject is not None
        return self.subject.matter

    @property
    def near(self) -> Actor:
        """The actor as the matter sees him: from above, where his bureau is directly above its owner; what a guidance
        body coordinates has none above.
        """
        actor, owner = self.signed_in, self.organisations[self.matter.owner]
        below = owner.bureau == actor.organisation and owner.kind != "guidance_body"
        above = below and actor.organisation != self.matter.respondent
        return replace(actor, oversees=owner.id) if above and set(LEADING) & set(actor.roles) else actor

    def given(self, name: str) -> str:
        return (self.named or {}).get(name, "")


Row = Callable[[Asked], set[int]]


def signed_in(row: Row) -> Row:
    return lambda asked: UNKNOWN if asked.actor is None else row(asked)


def anybody(*statuses: int) -> Row:
    return lambda asked: set(statuses)


def of_office(what: str, otherwise: Iterable[int] = (403,), then: Iterable[int] = (200,)) -> Row:
    return signed_in(lambda asked: set(then) if may(asked.signed_in, what, asked.office) else set(otherwise))


def of_deployment(what: str, then: Iterable[int] = (200,)) -> Row:
    return signed_in(lambda asked: set(then) if may(asked.signed_in, what) else WRONG_ROLE)


def of_matter(what: str, there: Callable[[Asked], bool] = lambda asked: True) -> Row:
    return signed_in(lambda asked: ANSWERED if may(asked.near, what, asked.matter) and there(asked) else UNSEEN)


def _act(asked: Asked, then: set[int]) -> set[int]:
    """What the matter hides is not there; what its rows give to other roles is refused."""
    if not may(asked.near, "matter", asked.matter):
        return UNSEEN
    action = asked.rules(asked.matter).procedures[asked.matter.kind].actions[asked.given("action")]
    return then if standing(asked.near, action.who, asked.matter) else WRONG_ROLE


def act(then: set[int]) -> Row:
    return signed_in(lambda asked: _act(asked, then))


def _files(asked: Asked) -> set[int]:
    """The record of an obstruction is the bureau's alone; the letters are read by whom they were addressed to."""
    return ANSWERED if asked.subject and asked.subject.file and may(asked.near, "typed", asked.matter) else UNSEEN


def _document(asked: Asked) -> set[int]:
    """From above nothing is fetched: how a matter stands is read on its page."""
    found = asked.subject.document if asked.subject else None
    if found is None or not may_fetch(asked.signed_in, asked.matter, found):
        return UNSEEN
    editable = asked.given("copy") == "docx"
    return UNSEEN if editable and not may(asked.signed_in, "documents", asked.matter) else ANSWERED


def _questionnaire(then: set[int]) -> Row:
    """Who holds its address answers it, whoever he is; of no other matter is there such a page."""
    return lambda asked: then if asked.matter.kind == "questionnaire" else UNSEEN


def _sheet(asked: Asked) -> set[int]:
    return ANSWERED if asked.subject and asked.subject.sheet and may(asked.near, "documents", asked.matter) else UNSEEN


def _matters(asked: Asked) -> set[int]:
    actor = asked.signed_in
    what = "inbox" if {"respondent", "contact_point"} & set(actor.roles) else "desk"
    return ANSWERED if may(actor, what, asked.office) else WRONG_ROLE


def _bureau_of(asked: Asked) -> Organisation | None:
    own = asked.office
    return own if own.kind == "bureau" else asked.organisations.get(own.bureau or "")


def _samples(asked: Asked) -> set[int]:
    return ANSWERED if _bureau_of(asked) else WRONG_ROLE


def _own_templates(what: str, then: set[int]) -> Row:
    """To others than the bureau's people the page does not exist; among them each step has its roles."""

    def row(asked: Asked) -> set[int]:
        bureau = _bureau_of(asked)
        if bureau is None:
            return WRONG_ROLE
        if not may(asked.signed_in, "templates", bureau):
            return UNSEEN
        return then if may(asked.signed_in, what, bureau) else WRONG_ROLE

    return signed_in(row)


def _counter(asked: Asked) -> set[int]:
    return ANSWERED if TAKES_IN.get(asked.office.kind, set()) & set(asked.signed_in.roles) else WRONG_ROLE


def _work_orders(then: set[int]) -> Row:
    def row(asked: Asked) -> set[int]:
        able = TAKES_IN["bureau"] & set(asked.signed_in.roles)
        return then if asked.office.kind == "bureau" and able else WRONG_ROLE

    return signed_in(row)


def _beginning(then: set[int]) -> Row:
    """An activity is planned by a bureau's supervisors."""

    def row(asked: Asked) -> set[int]:
        able = "supervisor" in asked.signed_in.roles and asked.office.kind == "bureau"
        return then if able else WRONG_ROLE

    return signed_in(row)


def _register(then: set[int]) -> Row:
    def row(asked: Asked) -> set[int]:
        if not may(asked.signed_in, "register"):
            return WRONG_ROLE
        kept = asked.given("organisation_of") in reach(asked.organisations, asked.signed_in.organisation)
        return then if kept else UNSEEN

    return signed_in(row)


PUBLIC = anybody(200)
ROWS: dict[str, Row] = {
    "GET /": PUBLIC,
    "GET /organisations": PUBLIC,
    "GET /complaints/new": PUBLIC,
    "GET /complaints/track": PUBLIC,
    "GET /complaints/track/evidence": PUBLIC,
    "GET /complaints/challenge": PUBLIC,
    "GET /check": PUBLIC,
    "GET /record": PUBLIC,
    "GET /record/{day}": anybody(200, 404),
    "POST /record": anybody(422),
    "GET /health": PUBLIC,
    "GET /deadlines": anybody(200, 422),
    "GET /procedures": PUBLIC,
    "GET /procedures/{profile}/{kind}": PUBLIC,
    "GET /openapi.json": PUBLIC,
    "GET /assets/{name}": anybody(404),
    "GET /sign-in": PUBLIC,
    "GET /local/clock": PUBLIC,
    "GET /calendar": PUBLIC,
    # Of the matters walked here none is a selection round; its scenario tries who may do what.
    "GET /contact-points/rounds/{matter_id}": anybody(404),
    "GET /contact-points/rounds/{matter_id}/candidates": anybody(404),
    "POST /contact-points/rounds/{matter_id}/candidates": anybody(404),
    "GET /contact-points/rounds/{matter_id}/objections": anybody(404),
    "POST /contact-points/rounds/{matter_id}/objections": anybody(404),
    "GET /questionnaires/{matter_id}": _questionnaire(ANSWERED),
    "POST /questionnaires/{matter_id}": _questionnaire(TRIED),
    "POST /complaints": anybody(422),
    "POST /complaints/track": anybody(404),
    "POST /complaints/track/evidence": anybody(404),
    "POST /complaints/track/proof": anybody(404),
    "POST /complaints/track/{action}": anybody(404),
    "GET /invitations": PUBLIC,
    "POST /invitations": anybody(404),
    "POST /invitations/{action}": anybody(404),
    "POST /check": anybody(422),
    "GET /sign-in/callback": anybody(403),
    "POST /sign-out": anybody(200),
    "POST /local/clock": anybody(422),
    "GET /redaction": signed_in(anybody(200)),
    "POST /redaction": signed_in(anybody(422)),
    "GET /desk": of_office("desk"),
    "GET /inbox": of_office("inbox"),
    "GET /matters": signed_in(_matters),
    "GET /seals": of_office("seals"),
    "GET /contact-points": PUBLIC,
    "GET /points": of_office("points"),
    "GET /leads": of_office("leads"),
    "GET /points/{matter_id}": of_matter("matter", lambda asked: asked.matter.kind == "contact_point"),
    "GET /seals.csv": of_office("seals"),
    "GET /batches": of_office("batches", then=(200, 422)),
    "POST /batches": of_office("batches", then=(422,)),
    "GET /templates": signed_in(_samples),
    "GET /templates/{letter_kind}": _own_templates("templates", ANSWERED),
    "POST /templates/{letter_kind}": _own_templates("propose_template", TRIED),
    "POST /templates/{letter_kind}/{template_step}": _own_templates("settle_template", TRIED),
    "GET /templates/{letter_kind}/versions/{template_version}/{template_copy}": _own_templates("templates", ANSWERED),
    "GET /take-in": signed_in(_counter),
    "POST /take-in": signed_in(lambda asked: TRIED if _counter(asked) == ANSWERED else WRONG_ROLE),
    "GET /take-in/leads": signed_in(_counter),
    "GET /take-in/import": _work_orders(ANSWERED),
    "POST /take-in/import": _work_orders(TRIED),
    "GET /take-in/import/template": _work_orders(ANSWERED),
    "GET /begin/{kind}": _beginning(ANSWERED),
    "POST /begin/{kind}": _beginning(TRIED),
    "GET /admin": of_deployment("register"),
    "GET /admin/organisations/{organisation_id}": _register(ANSWERED),
    "GET /admin/organisations/{organisation_id}/{action}": _register(ANSWERED),
    "POST /admin/organisations/{organisation_id}/{action}": _register(TRIED),
    "GET /admin/people/{person_id}": _register(ANSWERED),
    "GET /admin/people/{person_id}/{action}": _register(ANSWERED),
    "POST /admin/people/{person_id}/{action}": _register(TRIED),
    "GET /calendar/load": of_deployment("load_calendar"),
    "POST /calendar/load": of_deployment("load_calendar", then=(422,)),
    "GET /calendar/pending": of_deployment("settle_calendar"),
    "POST /calendar/pending/{decision}": of_deployment("settle_calendar", then=(409, 422)),
    "GET /matters/{matter_id}": of_matter("matter"),
    "GET /matters/{matter_id}/calendar.ics": of_matter("matter"),
    "GET /handovers/{matter_id}/list": of_matter("handover_list", lambda asked: asked.matter.kind == "handover"),
    "GET /matters/{matter_id}/preview": of_matter("letter_in_preparation", lambda asked: bool(asked.matter.letter)),
    "GET /evidence/{matter_id}": of_matter("evidence"),
    "GET /evidence/{matter_id}/{evidence_id}": of_matter(
        "evidence", lambda asked: asked.given("evidence_id") != "none"
    ),
    "GET /volumes/{matter_id}": of_matter("volume"),
    "GET /volumes/{matter_id}/{part}": of_matter("volume", lambda asked: asked.given("part") == "main"),
    "GET /documents/{matter_id}/{document_id}/{copy}": signed_in(_document),
    "GET /documents/{matter_id}/{document_id}/{copy}/view": signed_in(_document),
    "GET /files/{matter_id}/{event}/{name}": signed_in(_files),
    "GET /matters/{matter_id}/sheets/{kind}/{source}": signed_in(_sheet),
    "GET /matters/{matter_id}/actions/{action}": act(ANSWERED),
    "POST /matters/{matter_id}/actions/{action}": act(TRIED),
    "GET /matters/{matter_id}/letters/{action}": act(ANSWERED),
    "POST /matters/{matter_id}/letters/{action}": act(TRIED),
    "GET /matters/{matter_id}/identity/{action}": act(ANSWERED),
    "POST /matters/{matter_id}/identity/{action}": act(TRIED),
    "GET /matters/{matter_id}/codes/{action}": act(ANSWERED),
    "POST /matters/{matter_id}/codes/{action}": act(TRIED),
    "GET /objections/{matter_id}/actions/{action}": act(ANSWERED),
    "POST /objections/{matter_id}/actions/{action}": act(TRIED),
    "POST /matters/{matter_id}/letters/{action}/preview": act(TRIED),
    "POST /objections/{matter_id}/actions/{action}/preview": act(TRIED),
}
