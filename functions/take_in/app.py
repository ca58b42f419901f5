"""代录, a complaint entered by an office: GET /take-in, POST /take-in."""

import secrets
from collections.abc import Sequence
from typing import Any

from jiandu.adapters import clock, table
from jiandu.core.deadlines import shanghai_day
from jiandu.core.errors import Invalid, Mistake
from jiandu.core.forms.fields import fields_of, schema_of
from jiandu.core.forms.intake import CAME_BY, TakenIn
from jiandu.core.forms.posted import Posted, values_of
from jiandu.options import agencies
from jiandu.receipts import receipt
from jiandu.requests import Request
from jiandu.take_in import counter_of, take_in
from jiandu.web import Answer, App

handler = App("take_in", fact="complaints_taken_in")


@handler.route("/take-in", "GET", "POST")
def enter(request: Request) -> Answer:
    return _receive(request) if request.method == "POST" else _form(request, Posted(), (), secrets.token_hex(16))


def _receive(request: Request) -> Answer:
    key = request.idempotency_key or secrets.token_hex(16)
    values = values_of(TakenIn, request.values)
    try:
        submitted = take_in(request.actor, values, key, clock.now())
    except Invalid as refused:
        if request.posted is None or not request.wants_html:
            raise
        return _form(request, request.posted, refused.mistakes, key, 422)
    channel = str(values["channel"])
    shown = {
        **receipt(submitted, "收件回执"),
        "received_at": values["received_on"],
        "entered": {"channel": CAME_BY[channel], "office": request.person["organisation_name"]},  # type: ignore[index]
    }
    return Answer({**submitted.view(), "channel": channel}, "complaint_received.html", shown, status=201)


def _form(request: Request, given: Posted, mistakes: Sequence[Mistake], key: str, status: int = 200) -> Answer:
    now, organisations = clock.now(), table.list_organisations()
    counter = counter_of(request.actor, organisations, now)
    typed: dict[str, Any] = given.typed(TakenIn)
    channel = "township" if counter.enterer.assists else "letter"
    first = {"received_on": shanghai_day(now).isoformat(), "channel": channel}
    options = {"agencies": agencies(o for o in organisations if o.bureau == counter.bureau.id)}
    context = {
        "title": "代录投诉举报",
        "bureau": counter.bureau.name,
        "fields": fields_of(TakenIn, typed if given else {**typed, **first}, mistakes, options),
        "idempotency_key": key,
        "errors": [{"field": m.field, "message": m.message} for m in mistakes],
    }
    return Answer({"form": schema_of(TakenIn)}, "take_in.html", context, status=status)
