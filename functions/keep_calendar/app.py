"""The arrangements of days off: GET /calendar for all; an office loads a year, and a second person approves it.

GET and POST /calendar/load, GET /calendar/pending, POST /calendar/pending/{decision} (approve or return).
"""

from typing import Any

from jiandu.adapters import calendars, clock, table
from jiandu.arranging import load_year, may_load, may_settle, settle_year
from jiandu.core.calendar import Calendar
from jiandu.core.errors import Conflict, Forbidden, Invalid, JianduError, Mistake, invalid, missing
from jiandu.core.forms.calendar import NewYear
from jiandu.core.forms.fields import fields_of, schema_of
from jiandu.core.forms.posted import Posted, values_of
from jiandu.core.matter import Actor
from jiandu.requests import Request
from jiandu.views.calendar import history_view, pending_view, years_view
from jiandu.web import Answer, App, public_url

handler = App("keep_calendar", fact="calendars_kept")
DECISIONS = {"approve": "approved", "return": "returned"}
DONE = {
    "loaded": "已提交，等待另一人核准。",
    "approved": "已核准，从现在起施行；进行中的暂定期限正在重新计算。",
    "returned": "已退回，没有施行。",
}


@handler.route("/calendar", "GET")
def show(request: Request) -> Answer:
    calendars.refresh(anew=True)
    calendar, actor = Calendar.published(), _actor(request)
    body: dict[str, Any] = {
        "published_through": calendar.published_through.isoformat(),
        "version": calendar.version,
        "recomputing": bool(calendars.unfinished()),
        "years": years_view(calendar),
    }
    context = {
        **body,
        "title": "放假安排",
        "done": DONE.get(request.query.get("done", "")),
        "may_load": may_load(actor),
        "may_settle": may_settle(actor),
        "waiting": may_settle(actor) and calendars.load_register().pending is not None,
    }
    return Answer(body, "calendar.html", context)


@handler.route("/calendar/load", "GET", "POST")
def load(request: Request) -> Answer:
    if not may_load(request.actor):
        raise Forbidden("放假安排由系统管理员录入。", Mistake("actor", "role", "您不是系统管理员。"))
    if request.method == "GET":
        return _form(Posted(), None)
    try:
        load_year(request.actor, values_of(NewYear, request.values), clock.now())
    except (Invalid, Conflict) as error:
        if request.posted is None or not request.wants_html:
            raise
        return _form(request.posted, error)
    return _done(request, "/calendar/pending", "loaded")


@handler.route("/calendar/pending", "GET")
def pending(request: Request) -> Answer:
    _only_approvers(request)
    return _pending(request, None)


def _only_approvers(request: Request) -> None:
    if not may_settle(request.actor):
        able = "签发人或者系统管理员"
        raise Forbidden(f"放假安排由{able}核准。", Mistake("actor", "role", f"您不是{able}。"))


@handler.route("/calendar/pending/{decision}", "POST")
def settle(request: Request) -> Answer:
    _only_approvers(request)
    decision = request.params["decision"]
    if decision not in DECISIONS:
        raise missing("decision", "没有这个办理动作。")
    version = request.version
    if version is None:
        raise invalid("version", "required", "请提供您看到的版本号 version。")
    try:
        settle_year(request.actor, decision == "approve", version, clock.now())
    except Conflict as error:
        if request.posted is None or not request.wants_html:
            raise
        return _pending(request, error)
    return _done(request, "/calendar", DECISIONS[decision])


def _actor(request: Request) -> Actor | None:
    return request.actor if request.person else None


def _done(request: Request, path: str, what: str) -> Answer:
    body = {"done": what, "path": path}
    return Answer(body, location=public_url(f"{path}?done={what}") if request.wants_html else None)


def _form(given: Posted, error: JianduError | None) -> Answer:
    following = Calendar.published().published_through.year + 1
    mistakes = error.mistakes if isinstance(error, Invalid) else ()
    context = {
        "title": "录入放假安排",
        "fields": fields_of(NewYear, given.typed(NewYear) if given else {"year": following}, mistakes),
        "errors": [{"field": m.field, "message": m.message} for m in mistakes],
        "conflict": error.detail if error and not mistakes else None,
    }
    status = 200 if error is None else 409 if isinstance(error, Conflict) else 422
    return Answer({"form": schema_of(NewYear)}, "calendar_load.html", context, status=status)


def _pending(request: Request, error: JianduError | None) -> Answer:
    register, proposals = calendars.load_register(), calendars.proposals()
    people = {person.id: person.name for person in table.list_people()}
    waiting = register.pending
    body: dict[str, Any] = {
        "version": register.version,
        "pending": pending_view(waiting, Calendar.published(), people) if waiting else None,
        "history": history_view(proposals, people),
    }
    context = {
        **body,
        "title": "核准放假安排",
        "own": waiting is not None and waiting.loaded_by == request.actor.id,
        "done": DONE.get(request.query.get("done", "")),
        "conflict": error.detail if error else None,
    }
    return Answer(body, "calendar_pending.html", context, status=409 if error else 200)
