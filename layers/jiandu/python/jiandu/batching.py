"""The HTTP side of batches: ``GET /batches`` shows one form for the matters ticked, ``POST /batches`` does the act."""

import secrets
from collections.abc import Sequence
from typing import Any

from jiandu.adapters import clock, table
from jiandu.batch import MOST, Batch, Chosen, Result, action_of, form_of, known, run
from jiandu.core.deadlines import shanghai_day
from jiandu.core.errors import Invalid, Mistake, invalid
from jiandu.core.forms.fields import fields_of, schema_of
from jiandu.core.forms.posted import Posted, values_of
from jiandu.core.matter import Case
from jiandu.core.prefill import prefill
from jiandu.core.procedure import Action, rules_on
from jiandu.options import offered
from jiandu.requests import Request
from jiandu.web import Answer, App

OUTCOMES = {"done": "已办理", "refused": "没有办理", "left": "尚未办理"}


def add_batches(app: App, path: str) -> None:
    """Registers the form (GET) and the batch (POST)."""

    @app.route(path, "GET", "POST")
    def batches(request: Request) -> Answer:
        return _post(request) if request.method == "POST" else _get(request)


def _get(request: Request) -> Answer:
    name = request.query.get("action", "")
    action_of(request.actor, name, clock.now())
    chosen = tuple(map(_read, request.queries.get("matter", ())))
    if not 1 <= len(chosen) <= MOST:
        raise invalid("matter", "between", f"请先在列表中勾选 1 至 {MOST} 件事项。")
    return _form(request, name, chosen, Posted(), (), secrets.token_hex(16))


def _post(request: Request) -> Answer:
    name, actor, now = request.text("action") or "", request.actor, clock.now()
    _, action = action_of(actor, name, now)
    key = request.idempotency_key
    if key is None:
        raise invalid(
            "Idempotency-Key", "required", "批量办理请提供幂等键：原样再次提交时，已经办理的不会重复办理。"
        )
    chosen = _chosen(request)
    given = Posted({k: v for k, v in request.posted.items() if k not in OWN}) if request.posted is not None else None
    values = values_of(form_of(action), given) if given is not None else _facts(request)
    try:
        results = run(Batch(name, chosen, actor, values, key, now))
    except Invalid as refused:
        if given is None or not request.wants_html:
            raise
        return _form(request, name, chosen, given, refused.mistakes, key, 422)
    return _done(request, action, results, key)


OWN = ("action", "matter", "idempotency_key", "version")


def _facts(request: Request) -> dict[str, Any]:
    facts = request.json.get("facts", {})
    if not isinstance(facts, dict):
        raise invalid("facts", "object", "facts 应当是一个 JSON 对象。")
    return facts


def _chosen(request: Request) -> tuple[Chosen, ...]:
    if request.posted is not None:
        return tuple(_read(str(value)) for value in request.posted.get("matter", []))
    rows = request.json.get("matters")
    if not isinstance(rows, list):
        raise invalid("matters", "list", "matters 应当是事项的列表，每一项写明 id 和 version。")
    return tuple(map(_one, rows))


def _one(row: Any) -> Chosen:
    match row:
        case {"id": str(matter_id), "version": int(version)} if len(row) == 2:
            return Chosen(matter_id, version)
    raise invalid("matters", "id_and_version", "matters 的每一项写明 id 和 version（您看到的版本）。")


def _read(text: str) -> Chosen:
    """``<id>.<version>``, as our own pages name a matter."""
    matter_id, _, version = text.partition(".")
    if not (version.isascii() and version.isdigit() and len(version) <= 9):
        raise invalid("matter", "id_and_version", "事项的写法不对，请回到列表重新勾选。")
    return Chosen(matter_id, int(version))


def _form(
    request: Request,
    name: str,
    chosen: Sequence[Chosen],
    given: Posted,
    mistakes: Sequence[Mistake],
    key: str,
    status: int = 200,
) -> Answer:
    actor, now = request.actor, clock.now()
    rules, action = action_of(actor, name, now)
    form = form_of(action)
    matters = [(c, matter) for c in chosen if (matter := known(actor, c.id))]
    first = prefill(Case(matters[0][1]), action, shanghai_day(now)) if matters and not given else given.typed(form)
    names = {o.id: o.name for o in table.list_organisations()}
    view = {
        "action": name,
        "title": action.title,
        "form": schema_of(form),
        "fields": fields_of(form, first, mistakes, {name: offered(titles) for name, titles in rules.choices.items()}),
        "matters": [
            {
                "id": c.id,
                "version": c.version,
                "number": matter.number,
                "path": f"/matters/{c.id}",
                "respondent": names.get(matter.respondent, ""),
                "state_title": rules_on(matter.profile, shanghai_day(now)).procedures[matter.kind].states[matter.state],
            }
            for c, matter in matters
        ],
    }
    context = {
        "title": f"批量办理：{action.title}",
        "batch": view,
        "help": action.help,
        "idempotency_key": key,
        "errors": [{"field": m.field, "message": m.message} for m in mistakes],
    }
    return Answer(view, "batch.html", context, status=status)


def _done(request: Request, action: Action, results: Sequence[Result], key: str) -> Answer:
    view = {
        "action": action.name,
        "title": action.title,
        "items": [_result(result) for result in results],
        **{outcome: sum(r.outcome == outcome for r in results) for outcome in OUTCOMES},
    }
    again = [(name, v) for name, vs in (request.posted or {}).items() for v in vs if isinstance(v, str)]
    context = {"title": f"批量办理结果：{action.title}", "batch": view, "again": again}
    return Answer(view, "batch_done.html", context)


def _result(result: Result) -> dict[str, Any]:
    return {
        "id": result.id,
        "number": result.number,
        "path": f"/matters/{result.id}",
        "outcome": result.outcome,
        "outcome_title": OUTCOMES[result.outcome],
        "detail": result.detail,
        "errors": [{"field": m.field, "rule": m.rule, "message": m.message} for m in result.mistakes],
    }
