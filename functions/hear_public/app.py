"""What anybody is told and may say without a part in the matter: selection rounds and questionnaires.

GET /contact-points/rounds/{matter_id}: a round, and what is handed in to it.
GET and POST …/candidates: a department recommends a unit, or a unit nominates itself where the place has that.
GET and POST …/objections: anybody objects to the list while its notice runs.
GET and POST /questionnaires/{matter_id}: anybody answers a questionnaire, without a name.
"""

import secrets
from collections.abc import Sequence
from typing import Any

from jiandu.adapters import challenges, clock
from jiandu.core.admit import admit, obstacles
from jiandu.core.deadlines import shanghai_day
from jiandu.core.errors import Conflict, Invalid, JianduError, Mistake, TooMany
from jiandu.core.forms.fields import fields_of, schema_of
from jiandu.core.forms.posted import Posted
from jiandu.core.matter import PUBLIC
from jiandu.options import candidates, of_round
from jiandu.questionnaires import Asked, answer, asked_in
from jiandu.requests import Request
from jiandu.rounds import Entrance, Round, hand_in, nominating, objecting, round_of
from jiandu.settings import settings
from jiandu.statuses import STATUS
from jiandu.views.points_round import round_view
from jiandu.views.questionnaires import fields, public_view
from jiandu.web import Answer, App

handler = App("hear_public", fact="public_heard")


@handler.route("/contact-points/rounds/{matter_id}", "GET")
def show(request: Request) -> Answer:
    view = _view(round_of(request.params["matter_id"], clock.now()))
    return Answer(view, "round.html", {"title": view["title"], "round": view})


@handler.route("/contact-points/rounds/{matter_id}/candidates", "GET", "POST")
def nominate(request: Request) -> Answer:
    return _entered(request, nominating(request, round_of(request.params["matter_id"], clock.now())))


@handler.route("/contact-points/rounds/{matter_id}/objections", "GET", "POST")
def object_to_list(request: Request) -> Answer:
    return _entered(request, objecting(round_of(request.params["matter_id"], clock.now())))


@handler.route("/questionnaires/{matter_id}", "GET", "POST")
def ask(request: Request) -> Answer:
    asked = asked_in(request.params["matter_id"], clock.now())
    if request.method == "GET":
        return _questionnaire(asked, Posted(), (), secrets.token_hex(16))
    try:
        answer(request, asked)
    except (Invalid, Conflict, TooMany) as refusal:
        if request.posted is None or not request.wants_html:
            raise
        key = request.idempotency_key or secrets.token_hex(16)
        return _questionnaire(asked, request.posted, _mistakes(refusal), key, STATUS[type(refusal)][0])
    shown = _asked_view(asked)
    context = {"title": f"已收到答卷：{shown['title']}", "asked": shown, "done": True, "challenged": False}
    return Answer({"questionnaire": shown["title"], "done": asked.action.title}, "questionnaire.html", context, 201)


def _asked_view(asked: Asked) -> dict[str, Any]:
    return public_view(asked.case, asked.owner.name, asked.closed)


def _questionnaire(
    asked: Asked, given: Posted, mistakes: Sequence[Mistake], key: str, status: int = 200
) -> Answer:
    """What is asked, and the form while answers are taken; after a refusal with what was filled in."""
    view = _asked_view(asked)
    context = {
        "title": view["title"],
        "asked": view,
        "fields": fields(asked.case, given, mistakes),
        "idempotency_key": key,
        "challenged": settings().challenges == "on",
        "errors": [{"field": m.field, "message": m.message} for m in mistakes],
        "done": False,
    }
    return Answer(view, "questionnaire.html", context, status)


def _view(found: Round) -> dict[str, object]:
    return round_view(found.case, found.procedure, found.units, found.owner.name)


def _entered(request: Request, entrance: Entrance) -> Answer:
    """The form; what was handed in; or the form again with what was typed and what is wrong."""
    if request.method == "GET":
        _open(entrance)
        return _form(request.path, entrance, Posted(), (), secrets.token_hex(16))
    try:
        case = hand_in(request, entrance)
    except (Invalid, Conflict, TooMany) as refusal:
        if request.posted is None or not request.wants_html:
            raise
        key = request.idempotency_key or secrets.token_hex(16)
        return _form(request.path, entrance, request.posted, _mistakes(refusal), key, STATUS[type(refusal)][0])
    body = {"round": case.matter.number, "done": entrance.action.title}
    shown = {"round": _view(entrance.round), "done": True, "challenged": False}
    context = {"title": f"已收到：{entrance.action.title}", **shown}
    return Answer(body, "round_form.html", context, status=201)


def _open(entrance: Entrance) -> None:
    """Conflict where the round takes no such thing now."""
    found, today = entrance.round, shanghai_day(clock.now())
    admit(found.case, found.procedure, entrance.action, entrance.actor)
    if mistakes := obstacles(found.case, entrance.action, today):
        raise Conflict(mistakes[0].message, *mistakes)


def _mistakes(refusal: JianduError) -> tuple[Mistake, ...]:
    return refusal.mistakes or (Mistake(challenges.FIELD, "rate", refusal.detail),)


def _form(
    path: str, entrance: Entrance, given: Posted, mistakes: Sequence[Mistake], key: str, status: int = 200
) -> Answer:
    form, found = entrance.form, entrance.round
    options = {**of_round(found.case), "chosen": candidates(found.units, "chosen")}
    values = {**given.typed(form), **entrance.given}
    context = {
        "title": f"{entrance.action.title}：{found.case.matter.title}",
        "round": _view(found),
        "path": path,
        "help": entrance.action.help,
        "fields": [f for f in fields_of(form, values, mistakes, options) if f["name"] not in entrance.given],
        "idempotency_key": key,
        "challenged": entrance.actor == PUBLIC and settings().challenges == "on",
        "errors": [{"field": m.field, "message": m.message} for m in mistakes],
        "done": False,
    }
    return Answer({"form": schema_of(form)}, "round_form.html", context, status=status)
