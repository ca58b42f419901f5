"""Who complained, on record: GET and POST /matters/{matter_id}/identity/{action}. No other function can open it."""

from jiandu.acting import act_of, attempted, form_of
from jiandu.core.forms.posted import Posted
from jiandu.opening import Opened, extract_draft, open_identity
from jiandu.requests import Request
from jiandu.views.actions import Refused
from jiandu.views.identity import identity_view
from jiandu.web import Answer, App, public_url

handler = App("open_identity", fact="identities_opened")


@handler.route("/matters/{matter_id}/identity/{action}", "GET", "POST")
def act(request: Request) -> Answer:
    return _opened(request) if request.method == "POST" else _form(request)


def _form(request: Request) -> Answer:
    wanted = act_of(request)
    draft = extract_draft(wanted)
    return form_of(request, Refused(wanted.action, Posted({"text": [draft]}), ()) if draft else None)


def _opened(request: Request) -> Answer:
    wanted = act_of(request)
    done = attempted(request, wanted, open_identity)
    if not isinstance(done, Opened):
        return done
    view = identity_view(done.case, wanted.action, done.identity)
    if request.wants_html and done.identity is None:
        return Answer(location=public_url(f"/matters/{wanted.matter_id}?done={wanted.action}"))
    context = {"title": "投诉举报人身份信息", **view}
    return Answer(view, "identity.html", context, version=done.case.matter.version)
