"""代录: GET and POST /take-in, GET /take-in/leads, GET and POST /take-in/import, GET /take-in/import/template."""

import base64
import binascii
import re
import secrets
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from jiandu.adapters import arrivals, clock, sheets, table
from jiandu.core.deadlines import shanghai_day
from jiandu.core.errors import Invalid, Mistake, invalid
from jiandu.core.forms.fields import fields_of, schema_of
from jiandu.core.forms.intake import CAME_BY, TakenIn
from jiandu.core.forms.posted import Posted, values_of
from jiandu.core.work_orders import COLUMNS
from jiandu.importing import Table, bring_in, try_out
from jiandu.options import agencies
from jiandu.perform import RawFile
from jiandu.receipts import receipt
from jiandu.requests import Request
from jiandu.take_in import counter_of, counter_of_bureau, open_counter, take_in, within_reach
from jiandu.views.importing import columns_view, table_view
from jiandu.views.lists import lead_view
from jiandu.web import Answer, App

handler = App("take_in", fact="complaints_taken_in")
PAGE = 30


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
    counter = open_counter(request.actor, organisations, now)
    typed: dict[str, Any] = given.typed(TakenIn)
    first = {"received_on": shanghai_day(now).isoformat(), "channel": counter.channels[0]}
    options = {"agencies": agencies(within_reach(counter, organisations))}
    fields = fields_of(TakenIn, typed if given else {**typed, **first}, mistakes, options)
    context = {
        "title": "代录投诉举报",
        "bureau": counter.bureau.name,
        "of_bureau": not counter.enterer.assists,
        "fields": [_of_counter(field, counter.channels) for field in fields],
        "idempotency_key": key,
        "errors": [{"field": m.field, "message": m.message} for m in mistakes],
    }
    return Answer({"form": schema_of(TakenIn)}, "take_in.html", context, status=status)


def _of_counter(field: dict[str, Any], channels: Sequence[str]) -> dict[str, Any]:
    """The field with the ways of arrival this counter has."""
    if field["name"] != "channel":
        return field
    return {**field, "options": [option for option in field["options"] if option["value"] in channels]}


@handler.route("/take-in/leads", "GET")
def leads(request: Request) -> Answer:
    """What the actor's office handed in, newest first: number and state, and no more."""
    now = clock.now()
    counter_of(request.actor, table.list_organisations(), now)
    after = request.query.get("after", "")
    if not re.fullmatch(r"[0-9T:.+a-f#-]{0,80}", after):
        raise invalid("after", "cursor", "翻页标记无效，请从第一页重新打开。")
    found, place = arrivals.handed_in(request.actor.organisation, after, PAGE)
    items = [lead_view(matter, now) for matter in found]
    following = f"/take-in/leads?{urlencode({'after': place})}" if place else None
    context = {"title": "本机构提交的问题线索", "items": items, "next": following}
    return Answer({"items": items, "next": place or None}, "take_in_leads.html", context)


@handler.route("/take-in/import", "GET", "POST")
def work_orders(request: Request) -> Answer:
    counter_of_bureau(request.actor, table.list_organisations(), clock.now())
    if request.method == "GET":
        return Answer(columns_view(), "take_in_import.html", _import_page(None, None, ()))
    try:
        return _imported(request)
    except Invalid as refused:
        if request.posted is None or not request.wants_html:
            raise
        return Answer(page="take_in_import.html", context=_import_page(None, None, refused.mistakes), status=422)


def _imported(request: Request) -> Answer:
    """A trial of the file; where it comes back with its hash confirmed, its import."""
    file, now = _file(request), clock.now()
    if confirmed := request.text("confirm"):
        done = bring_in(request.actor, file, confirmed, _looked_at(request), now)
    else:
        done = try_out(request.actor, file, now)
    return Answer(table_view(done), "take_in_import.html", _import_page(done, file, ()))


def _import_page(done: Table | None, file: RawFile | None, mistakes: Sequence[Mistake]) -> dict[str, Any]:
    """The page; a file that was tried is carried along, so that nobody has to choose it again."""
    return {
        "title": "导入 12345 工单",
        **columns_view(),
        "table": table_view(done) if done else None,
        "file_name": file.name if file else "",
        "content": base64.b64encode(file.body).decode() if file else "",
        "errors": [{"field": m.field, "message": m.message} for m in mistakes],
    }


def _file(request: Request) -> RawFile:
    """The file as uploaded, or as the page carried it."""
    given = request.values.get("file")
    last = given[-1] if isinstance(given, list) and given else given
    if isinstance(last, RawFile):
        return last
    try:
        body = base64.b64decode(request.text("content") or "", validate=True)
    except binascii.Error:
        body = b""
    if not body:
        raise invalid("file", "file", "请选择要导入的文件。")
    return RawFile(request.text("file_name") or "", body)


def _looked_at(request: Request) -> set[int]:
    """The rows somebody looked at and wants in nevertheless."""
    given = request.values.get("looked_at", [])
    try:
        return {int(row) for row in given}
    except (TypeError, ValueError):
        raise invalid("looked_at", "rows", "“仍要导入”应当是行号的列表。") from None


@handler.route("/take-in/import/template", "GET")
def template(request: Request) -> Answer:
    counter_of_bureau(request.actor, table.list_organisations(), clock.now())
    headers = {
        "Content-Type": "text/csv; charset=utf-8",
        "Content-Disposition": "attachment; filename=\"12345.csv\"; filename*=UTF-8''12345%E5%B7%A5%E5%8D%95.csv",
    }
    return Answer(raw=sheets.template(list(COLUMNS.values())), headers=headers)
