"""The public form: GET /, GET /complaints/new and /complaints/challenge, POST /complaints, GET /organisations."""

import secrets

from jiandu.adapters import challenges, clock, table
from jiandu.core.errors import Invalid, JianduError, Mistake, TooMany
from jiandu.core.forms.fields import fields_of
from jiandu.core.forms.intake import Complaint
from jiandu.core.forms.posted import Posted, values_of
from jiandu.core.offices import successor_of
from jiandu.options import agencies
from jiandu.receipts import proof_receipt, receipt
from jiandu.requests import Request
from jiandu.settings import settings
from jiandu.statuses import STATUS
from jiandu.submit import submit
from jiandu.web import Answer, App, public_url

handler = App("submit_complaint", fact="complaints_received")
LINKS = {"complaints": "complaints", "track": "complaints/track", "openapi": "openapi.json"}


@handler.route("/", "GET")
def home(request: Request) -> Answer:
    links = {name: public_url(f"/{path}") for name, path in LINKS.items()}
    return Answer(body=links, page="home.html", context={"title": "行政执法监督"})


@handler.route("/organisations", "GET")
def organisations(request: Request) -> Answer:
    items = [o.model_dump(include={"id", "name", "level", "kind"}) for o in table.list_organisations() if o.open]
    return Answer(body={"items": items})


@handler.route("/complaints/new", "GET")
def form(request: Request) -> Answer:
    agency = _in_charge(request.query.get("agency", ""))
    context = _form(Posted({"agency": [agency]}), None, secrets.token_hex(16))
    return Answer(body={"form": Complaint.model_json_schema()}, page="complaint_form.html", context=context)


@handler.route("/complaints/challenge", "GET")
def challenge(request: Request) -> Answer:
    return Answer(body=challenges.challenge())


@handler.route("/complaints", "POST")
def receive(request: Request) -> Answer:
    key = request.idempotency_key or secrets.token_hex(16)
    by_hand_from = request.source if request.posted is not None and request.wants_html else None
    values, solved = values_of(Complaint, request.values), request.text(challenges.FIELD)
    try:
        submitted = submit(values, key, clock.now(), solved, by_hand_from)
    except (Invalid, TooMany) as refusal:
        if request.posted is None or not request.wants_html:
            raise
        wait = {"Retry-After": str(refusal.seconds)} if isinstance(refusal, TooMany) else {}
        context, status = _form(request.posted, refusal, key), STATUS[type(refusal)][0]
        return Answer(page="complaint_form.html", context=context, status=status, headers=wait)
    if request.wants_html:  # what a program gets has no picture to draw
        return Answer(page="complaint_received.html", context=receipt(submitted, "已收到您的投诉举报"), status=201)
    return Answer({**submitted.view(), "receipt": proof_receipt(submitted)}, status=201)


def _in_charge(agency_id: str) -> str:
    """Whom an address printed earlier leads to: the successor of an agency that was closed since."""
    known = {o.id: o for o in table.list_organisations()} if agency_id else {}
    return successor_of(known[agency_id], known).id if agency_id in known else agency_id


def _form(given: Posted, error: JianduError | None, key: str) -> dict[str, object]:
    mistakes = error.mistakes or (Mistake(challenges.FIELD, "rate", error.detail),) if error else ()
    options = {"agencies": agencies(table.list_organisations())}
    return {
        "title": "行政执法投诉举报",
        "fields": fields_of(Complaint, given.typed(Complaint), mistakes, options),
        "idempotency_key": key,
        "challenged": settings().challenges == "on",
        "errors": [{"field": m.field, "message": m.message} for m in mistakes],
    }
