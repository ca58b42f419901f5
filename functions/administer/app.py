"""机构人员管理 under /admin: the tree of organisations, one of them, one person, and every change of theirs."""

import secrets
from collections.abc import Mapping
from typing import Any

from jiandu.adapters import clock
from jiandu.administration.change import Change, administer
from jiandu.administration.choices import choices, first_values, warning
from jiandu.administration.scene import (
    Scene,
    gather,
    load_register,
    open_matters,
    path_of,
    profiles_on,
    visible_numbers,
)
from jiandu.administration.tasks import ENDINGS, Task, task_at, tasks_at
from jiandu.core.deadlines import shanghai_day
from jiandu.core.errors import Conflict, Forbidden, Invalid, JianduError
from jiandu.core.forms.fields import fields_of, schema_of
from jiandu.requests import Request
from jiandu.views.offices import ENTRIES, organisation_view, person_view, tree_view
from jiandu.web import Answer, App, public_url

handler = App("administer", fact="register_pages_answered")
ORGANISATION = "/admin/organisations/{organisation_id}"
PERSON = "/admin/people/{person_id}"


@handler.route("/admin", "GET")
def tree(request: Request) -> Answer:
    register = load_register(request.actor)
    items = tree_view(register, profiles_on(shanghai_day(clock.now())))
    return Answer({"items": items}, "admin_tree.html", {"title": "机构和人员", "items": items})


@handler.route(ORGANISATION, "GET")
@handler.route(PERSON, "GET")
def show(request: Request) -> Answer:
    scene = gather(request.actor, request.params, clock.now())
    view = _view(scene)
    done = ENTRIES.get(request.query.get("done", ""))
    context = {"title": view["name"], "subject": view, "done": f"已办理：{done}。" if done else None}
    return Answer(view, "admin_person.html" if scene.person else "admin_organisation.html", context)


def _view(scene: Scene) -> dict[str, Any]:
    tasks = [
        {"name": t.name, "title": t.title, "path": f"{path_of(scene.subject)}/{t.name}", "form": schema_of(t.form)}
        for t in tasks_at(scene)
    ]
    if scene.person:
        return {**person_view(scene.register, scene.person, scene.history, scene.today), "actions": tasks}
    names = profiles_on(scene.today)
    shown = organisation_view(scene.register, scene.organisation, scene.history, names, scene.today)
    return {**shown, "actions": tasks}


@handler.route(f"{ORGANISATION}/{{action}}", "GET", "POST")
@handler.route(f"{PERSON}/{{action}}", "GET", "POST")
def change(request: Request) -> Answer:
    return _post(request) if request.method == "POST" else _form(request, None)


def _place(request: Request) -> dict[str, str]:
    return {name: value for name, value in request.params.items() if name != "action"}


def _post(request: Request) -> Answer:
    wanted = Change(
        actor=request.actor,
        place=_place(request),
        action=request.params["action"],
        values=request.values,
        now=clock.now(),
        version=request.version,
        idempotency_key=request.idempotency_key,
    )
    try:
        subject = administer(wanted)
    except (Invalid, Conflict, Forbidden) as error:
        if request.posted is None or not request.wants_html:
            raise
        return _form(request, error)
    path = path_of(subject)
    if request.wants_html:
        return Answer(location=public_url(f"{path}?done={wanted.action}"))
    field = "person_id" if path.startswith("/admin/people/") else "organisation_id"
    return Answer(_view(gather(request.actor, {field: subject.id}, wanted.now)))


def _form(request: Request, error: JianduError | None) -> Answer:
    """The change's form by itself; after a refusal with what was typed and what is wrong."""
    scene = gather(request.actor, _place(request), clock.now())
    task = task_at(scene, request.params["action"])
    typed = request.posted.typed(task.form) if error and request.posted is not None else None
    values = typed or first_values(scene, task)
    status = 200 if error is None else 409 if isinstance(error, Conflict) else 422
    context = _context(scene, task, values, error)
    keys = ("version", "warning")
    body = {"name": task.name, "title": task.title, "form": schema_of(task.form), "values": dict(values)}
    return Answer({**body, **{key: context[key] for key in keys}}, "admin_task.html", context, status)


def _context(scene: Scene, task: Task, values: Mapping[str, Any], error: JianduError | None) -> dict[str, Any]:
    mistakes = error.mistakes if error else ()
    fields = fields_of(task.form, values, mistakes, choices(scene, profiles_on(scene.today)))
    in_form = {f["name"] for f in fields}
    errors = [{"field": m.field, "message": m.message} for m in mistakes if m.field in in_form]
    matters = open_matters(scene) if task.name in ENDINGS else []
    return {
        "title": task.title,
        "subject": {"name": scene.subject.name, "path": path_of(scene.subject)},
        "task": {"path": f"{path_of(scene.subject)}/{task.name}", "help": task.help, "fields": fields},
        "version": None if task.adds else scene.subject.version,
        "warning": warning(scene, visible_numbers(scene, matters), len(matters)),
        "errors": errors,
        "conflict": error.detail if error and not errors else None,
        "idempotency_key": secrets.token_hex(16),
    }
