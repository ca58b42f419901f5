"""The HTTP side of acting on a matter, shared by the functions that differ only in what they may touch."""

import secrets
from datetime import datetime

from jiandu.adapters import clock, table
from jiandu.core.access import sees
from jiandu.core.deadlines import shanghai_day
from jiandu.core.errors import Conflict, Forbidden, Invalid, JianduError, missing
from jiandu.core.matter import Actor, Case
from jiandu.core.procedure import Rules, rules_on
from jiandu.gathering import surroundings
from jiandu.perform import Act, perform
from jiandu.requests import Request
from jiandu.views.actions import Refused, action_view
from jiandu.views.matter import head, matter_view
from jiandu.web import Answer, App, public_url


def add_acting(app: App, path: str) -> None:
    """Registers the form (GET) and the act (POST) of the actions under ``path``, ``…/{matter_id}/…/{action}``."""

    @app.route(path, "GET", "POST")
    def act(request: Request) -> Answer:
        return _post(request) if request.method == "POST" else _form(request, None, None, 200)


def _post(request: Request) -> Answer:
    act = Act(
        matter_id=request.params["matter_id"],
        action=request.params["action"],
        actor=request.actor,
        values=request.values,
        path=request.path,
        now=clock.now(),
        version=request.version,
        idempotency_key=request.idempotency_key,
    )
    try:
        case = perform(act)
    except (Invalid, Conflict, Forbidden) as error:
        if request.posted is None or not request.wants_html:
            raise
        refused = Refused(act.action, request.posted, error.mistakes)
        return _form(request, refused, error, 409 if isinstance(error, Conflict) else 422)
    done = public_url(f"/matters/{case.matter.id}?done={act.action}")
    if request.wants_html:
        return Answer(location=done)
    return Answer(body=view_of(case.matter.id, act.actor, act.now))


def view_of(matter_id: str, actor: Actor, now: datetime) -> dict[str, object]:
    """The matter as the actor sees it; Missing where it sees none."""
    case, rules = visible(matter_id, actor, now)
    case, around = surroundings(case, rules)
    return matter_view(case, actor, rules, now, around)


def visible(matter_id: str, actor: Actor, now: datetime) -> tuple[Case, Rules]:
    """The matter and its rules of today; Missing for whoever may not see it."""
    case = table.load_case(matter_id)
    if case is None or sees(actor, case.matter) is None:
        raise missing("matter_id", "没有这个事项。")
    return case, rules_on(case.matter.profile, shanghai_day(now))


def _form(request: Request, refused: Refused | None, error: JianduError | None, status: int) -> Answer:
    """The act's form by itself; after a refusal with what was typed and what is wrong."""
    now = clock.now()
    case, rules = visible(request.params["matter_id"], request.actor, now)
    procedure = rules.procedures[case.matter.kind]
    action = procedure.actions.get(request.params["action"])
    if action is None or procedure.path(action, case.matter.id) != request.path:
        raise missing("action", "没有这个办理动作。")
    case, around = surroundings(case, rules)
    view = action_view(case, procedure, action, shanghai_day(now), around.options, refused)
    in_form = {f["name"] for f in view["fields"]}
    elsewhere = error is not None and not any(m.field in in_form for m in error.mistakes)
    context = {
        "title": action.title,
        "matter": head(case.matter, request.actor, procedure, around),
        "action": view,
        "version": case.matter.version,
        "idempotency_key": secrets.token_hex(16),
        "errors": [e for e in refused.errors if e["field"] in in_form] if refused else [],
        "conflict": error.detail if error and elsewhere else None,
    }
    return Answer(view, "act.html", context, status=status)
