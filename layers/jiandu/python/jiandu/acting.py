"""The HTTP side of acting on a matter, shared by the functions that differ only in what they may touch."""

import secrets
from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeVar

from jiandu.adapters import clock, table
from jiandu.begin import ROW, begin, beginning
from jiandu.core.access import may
from jiandu.core.admit import admitted
from jiandu.core.deadlines import shanghai_day
from jiandu.core.errors import Conflict, Forbidden, Invalid, JianduError, Stale, missing
from jiandu.core.examining import examined, settles
from jiandu.core.forms import FORMS
from jiandu.core.forms.posted import Posted
from jiandu.core.matter import Actor, Case
from jiandu.core.procedure import Rules, rules_on
from jiandu.gathering import surroundings
from jiandu.oversight import overseeing
from jiandu.perform import Act, perform
from jiandu.points import evaluates, with_proposal
from jiandu.reporting import with_figures
from jiandu.requests import Request
from jiandu.views.actions import Refused, action_view
from jiandu.views.matter import head, matter_view
from jiandu.web import Answer, App, public_url

EVALUATION = "point_evaluation"
Done = TypeVar("Done")


def add_acting(app: App, path: str) -> None:
    """Registers the form (GET) and the act (POST) of the actions under ``path``, ``…/{matter_id}/…/{action}``."""

    @app.route(path, "GET", "POST")
    def act(request: Request) -> Answer:
        return _post(request) if request.method == "POST" else form_of(request)


def _post(request: Request) -> Answer:
    act = act_of(request)
    case = attempted(request, act, perform)
    if isinstance(case, Answer):
        return case
    if not may(overseeing(act.actor, case.matter), "matter", case.matter):  # handed over: it is another office's now
        told = {"id": case.matter.id, "number": case.matter.number}
        return Answer(told, location=public_url("/desk"), version=case.matter.version)
    done = public_url(f"/matters/{case.matter.id}?done={act.action}")
    if request.wants_html:
        return Answer(location=done)
    view = view_of(case.matter.id, act.actor, act.now)
    return Answer(body=view, version=view["version"])


def act_of(request: Request) -> Act:
    """What a request asks to be done on a matter."""
    return Act(
        matter_id=request.params["matter_id"],
        action=request.params["action"],
        actor=request.actor,
        values=request.values,
        path=request.path,
        now=clock.now(),
        version=request.version,
        idempotency_key=request.idempotency_key,
    )


def attempted(request: Request, act: Act, do: Callable[[Act], Done]) -> Done | Answer:
    """What doing it gave; in a browser a refusal is the form again, with what was typed."""
    try:
        return do(act)
    except (Invalid, Conflict, Forbidden) as error:
        if request.posted is None or not request.wants_html:
            raise _as_condition(request, error) from error
        refused = Refused(act.action, request.posted, error.mistakes)
        return form_of(request, refused, error, 409 if isinstance(error, Conflict) else 422)


def _as_condition(request: Request, error: JianduError) -> JianduError:
    """A stale version that came as ``If-Match`` is a condition that failed, not a conflict."""
    stale = any(m.field == "version" and m.rule == "stale" for m in error.mistakes)
    return Stale(error.detail, *error.mistakes) if stale and request.condition is not None else error


def view_of(matter_id: str, actor: Actor, now: datetime) -> dict[str, Any]:
    """The matter as the actor sees it; Missing where it sees none."""
    return _seen(*visible(matter_id, actor, now), now)


def page_of(matter_id: str, actor: Actor, now: datetime) -> dict[str, Any]:
    """The same with all its forms filled in from the record beforehand, for whoever opens the matter to act."""
    case, rules, actor = visible(matter_id, actor, now)
    gathered = with_proposal(case, shanghai_day(now)) if evaluates(case, rules, actor) else case
    return _seen(gathered, rules, actor, now)


def _seen(case: Case, rules: Rules, actor: Actor, now: datetime) -> dict[str, Any]:
    case, around = surroundings(with_figures(case, rules, shanghai_day(now)), rules)
    return matter_view(case, actor, rules, now, around)


def visible(matter_id: str, actor: Actor, now: datetime) -> tuple[Case, Rules, Actor]:
    """The matter, its rules, and the actor as the matter sees them; Missing where they see nothing of it."""
    case = table.load_case(matter_id)
    actor = overseeing(actor, case.matter) if case else actor
    if case is None or not may(actor, "matter", case.matter):
        raise missing("matter_id", "没有这个事项。")
    return case, rules_on(case.matter.profile, shanghai_day(now)), actor


def form_of(
    request: Request, refused: Refused | None = None, error: JianduError | None = None, status: int = 200
) -> Answer:
    """The act's form by itself; after a refusal with what was typed and what is wrong."""
    now = clock.now()
    case, rules, actor = visible(request.params["matter_id"], request.actor, now)
    procedure = rules.procedures[case.matter.kind]
    action = procedure.actions.get(request.params["action"])
    if action is None or procedure.path(action, case.matter.id) != request.path:
        raise missing("action", "没有这个办理动作。")
    admitted(case, action, actor)
    today = shanghai_day(now)
    case = with_figures(case, rules, today) if action.step == "draft" else case
    case = with_proposal(case, today) if action.form == EVALUATION else case
    case, around = surroundings(case, rules)
    draft = examined(case, procedure, rules, around.names) if settles(action) else None
    view = action_view(case, procedure, action, today, around.options, refused, draft)
    shown = head(case.matter, actor, procedure, around)
    return Answer(view, "act.html", _context(view, shown, case.matter.version, refused, error), status=status)


def _context(
    view: dict[str, Any],
    matter: dict[str, Any],
    version: int | None,
    refused: Refused | None,
    error: JianduError | None,
) -> dict[str, Any]:
    """The context of ``act.html``; a mistake that belongs to no field stands above the form."""
    in_form = {f["name"] for f in view["fields"]}
    elsewhere = error is not None and not any(m.field in in_form for m in error.mistakes)
    return {
        "title": view["title"],
        "matter": matter,
        "action": view,
        "version": version,
        "idempotency_key": secrets.token_hex(16),
        "errors": [e for e in refused.errors if e["field"] in in_form] if refused else [],
        "conflict": error.detail if error and elsewhere else None,
    }


def add_beginning(app: App, path: str) -> None:
    """Registers the form (GET) and the beginning (POST) of matters under ``path``, ``…/{kind}``."""

    @app.route(path, "GET", "POST")
    def begin_matter(request: Request) -> Answer:
        return _begin(request) if request.method == "POST" else _begin_form(request, None, None, 200)


def _begin(request: Request) -> Answer:
    actor, now = request.actor, clock.now()
    try:
        matter_id = begin(actor, request.params["kind"], request.values, request.idempotency_key, now)
    except (Invalid, Conflict) as error:
        if request.posted is None or not request.wants_html:
            raise
        refused = Refused(ROW, request.posted, error.mistakes)
        return _begin_form(request, refused, error, 409 if isinstance(error, Conflict) else 422)
    view = view_of(matter_id, actor, now)
    return Answer(view, location=public_url(f"/matters/{matter_id}?done={ROW}"), version=view["version"], status=201)


def _opened_with(request: Request, form: str) -> Refused | None:
    """What a link to the form fills in beforehand, by the names of its fields."""
    given = {name: list(values) for name, values in request.queries.items() if name in FORMS[form].model_fields}
    return Refused(ROW, Posted(given), ()) if given else None


def _begin_form(request: Request, refused: Refused | None, error: JianduError | None, status: int) -> Answer:
    kind, now = request.params["kind"], clock.now()
    start = beginning(request.actor, table.load_organisation(request.actor.organisation), kind, now)
    case, around = surroundings(start.case, start.rules)
    refused = refused or _opened_with(request, str(start.action.form))
    view = action_view(case, start.procedure, start.action, shanghai_day(now), around.options, refused)
    view = {**view, "path": f"/begin/{kind}"}
    desk = {"path": "/desk", "number": None}
    return Answer(view, "act.html", _context(view, desk, None, refused, error), status=status)
