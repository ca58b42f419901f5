"""An invited person with his code: GET and POST /invitations to see them, POST /invitations/{action} to answer."""

import secrets

from jiandu.adapters import clock, table
from jiandu.core.errors import Conflict, Invalid, Missing, TooMany
from jiandu.core.forms.posted import Posted
from jiandu.core.matter import Actor
from jiandu.invited import own_matter
from jiandu.perform import Act, perform
from jiandu.requests import Request
from jiandu.statuses import STATUS
from jiandu.views.actions import Refused
from jiandu.views.invited import invited_view, with_refused
from jiandu.web import Answer, App

handler = App("answer_invitation", fact="invitations_opened")
TITLE = "特邀监督人员"
TYPED = {"remark": "附言", "opinion": "意见"}


@handler.route("/invitations", "GET")
def ask(request: Request) -> Answer:
    context = {"title": TITLE, "error": None, "code": "", "unsent": []}
    return Answer(body={"post": {"code": "邀请码"}}, page="invitations.html", context=context)


@handler.route("/invitations", "POST")
def look(request: Request) -> Answer:
    try:
        return _seen(request)
    except (Missing, TooMany) as error:
        return _asked_again(request, error)


@handler.route("/invitations/{action}", "POST")
def act(request: Request) -> Answer:
    try:
        return _acted(request)
    except (Missing, TooMany) as error:
        return _asked_again(request, error)


def _acted(request: Request) -> Answer:
    now, name = clock.now(), request.params["action"]
    case, _ = own_matter(request.text("code") or "", request.source, now)
    wanted = Act(
        matter_id=case.matter.id,
        action=name,
        actor=Actor("invited_person", case.matter.id),
        values=request.values,
        path=f"/matters/{case.matter.id}/actions/{name}",
        now=now,
        idempotency_key=request.idempotency_key,
    )
    try:
        perform(wanted)
    except (Invalid, Conflict) as error:
        if request.posted is None or not request.wants_html:
            raise
        return _seen(request, refused=Refused(name, request.posted, error.mistakes))
    return _seen(request, done="已提交，邀请您的机关已经收到。")


def _seen(request: Request, refused: Refused | None = None, done: str | None = None) -> Answer:
    code, now = request.text("code") or "", clock.now()
    case, rules = own_matter(code, request.source, now)
    view = invited_view(case, table.load_organisation(case.matter.owner), rules, now)
    shown = with_refused(view, case, rules, now, refused) if refused else view
    context = {
        **shown,
        "title": "我的邀请",
        "code": code,
        "errors": refused.errors if refused else [],
        "failed": refused.action if refused else None,
        "failed_into": (refused.given.last("into") or "").upper() if refused else None,
        "done": done,
        "idempotency_key": secrets.token_hex(16),
    }
    return Answer(view, "invited.html", context, status=422 if refused else 200)


def _asked_again(request: Request, error: Missing | TooMany) -> Answer:
    """The form for the code with what is wrong; what was typed besides stays on the page."""
    if not request.wants_html:
        raise error
    code, given = request.text("code") or "", request.posted or Posted()
    detail = error.detail if code.strip() else "请填写邀请码。"
    unsent = [{"title": title, "value": text} for name, title in TYPED.items() if (text := given.last(name))]
    wait = {"Retry-After": str(error.seconds)} if isinstance(error, TooMany) else {}
    context = {"title": TITLE, "error": detail, "code": code, "unsent": unsent}
    return Answer(page="invitations.html", context=context, status=STATUS[type(error)][0], headers=wait)
