"""A code that opens a matter without an account: GET and POST /matters/{matter_id}/codes/{action}."""

import secrets
from dataclasses import replace

from jiandu.acting import act_of, attempted, form_of
from jiandu.handing_out import HandedOut, hand_out
from jiandu.qr import qr_picture
from jiandu.requests import Request
from jiandu.views.invited import code_view
from jiandu.web import Answer, App, public_url

handler = App("hand_out_code", fact="codes_handed_out")


@handler.route("/matters/{matter_id}/codes/{action}", "GET", "POST")
def act(request: Request) -> Answer:
    return _handed_out(request) if request.method == "POST" else form_of(request)


def _handed_out(request: Request) -> Answer:
    wanted = act_of(request)
    wanted = replace(wanted, idempotency_key=wanted.idempotency_key or secrets.token_hex(16))
    done = attempted(request, wanted, hand_out)
    if not isinstance(done, HandedOut):
        return done
    address = public_url("/invitations")
    view = code_view(done.case, done.code, address)
    office = request.person["organisation_name"] if request.person else ""
    context = {"title": "邀请码", **view, "office": office, "qr_svg": qr_picture(f"{address}#{done.code}")}
    return Answer(view, "invitee_code.html", context, version=done.case.matter.version)
