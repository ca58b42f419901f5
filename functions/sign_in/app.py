"""Sign-in of the local stage: GET and POST /sign-in, POST /sign-out, GET /people.

A person is chosen; the token comes from the issuer of the launcher and is checked like any other by `authorize`.
"""

import json
import re
from urllib.error import HTTPError
from urllib.request import Request as Call
from urllib.request import urlopen

from jiandu.adapters import table
from jiandu.core.errors import Forbidden, invalid
from jiandu.faces import home_of
from jiandu.requests import Request
from jiandu.settings import settings
from jiandu.web import Answer, App, public_url, session_cookie

handler = App("sign_in", fact="signed_in")
EIGHT_HOURS = 8 * 3600


def _only_local() -> None:
    if not settings().local:
        raise Forbidden("请通过统一身份认证登录。")


@handler.route("/people", "GET")
def people(request: Request) -> Answer:
    return Answer(body={"items": _people()})


def _people() -> list[dict[str, object]]:
    _only_local()
    organisations = {o.id: o for o in table.list_organisations()}
    here = [p for p in table.list_people() if not p.left_on and organisations[p.organisation].open]
    rows = sorted(here, key=lambda p: (organisations[p.organisation].level != "city", p.organisation, p.id))
    return [
        {
            "id": p.id,
            "name": p.name,
            "title": p.title,
            "roles": list(p.roles),
            "organisation": p.organisation,
            "organisation_name": organisations[p.organisation].name,
        }
        for p in rows
    ]


def _grouped() -> list[dict[str, object]]:
    """For the page: organisations by their names."""
    return [{**row, "organisation": row["organisation_name"]} for row in _people()]


@handler.route("/sign-in", "GET")
def choose(request: Request) -> Answer:
    context = {"title": "工作人员登录", "people": _grouped(), "next": request.query.get("next", ""), "error": None}
    return Answer(body={"post": {"person": "id"}}, page="sign_in.html", context=context)


@handler.route("/sign-in", "POST")
def sign_in(request: Request) -> Answer:
    _only_local()
    person = table.load_person(request.text("person") or "")
    if person is None:
        raise invalid("person", "known", "没有这个人员。")
    if person.left_on:
        raise invalid("person", "left", f"{person.name}已经离任，不能登录。")
    token = _token(person.id)
    home, _ = home_of(person.roles)
    cookie = {"Set-Cookie": session_cookie(token, EIGHT_HOURS)}
    return Answer(body={"token": token}, location=public_url(_wanted(request) or home), headers=cookie)


def _wanted(request: Request) -> str | None:
    """The matter or document somebody was sent to sign in from."""
    path = request.text("next") or ""
    return path if re.fullmatch(r"/(matters|objections|documents|files|admin)/[!-~]+", path) else None


def _token(person_id: str) -> str:
    call = Call(
        f"{settings().issuer_url}/token",
        data=json.dumps({"person": person_id}).encode(),
        headers={"Content-Type": "application/json"},
    )
    try:
        with urlopen(call, timeout=5) as answer:
            return str(json.load(answer)["token"])
    except HTTPError as error:
        raise invalid("person", "known", "没有这个人员。") from error


@handler.route("/sign-out", "POST")
def sign_out(request: Request) -> Answer:
    cookie = {"Set-Cookie": session_cookie("", 0)}
    return Answer(body={"signed_out": True}, location=public_url("/"), headers=cookie)
