"""Sign-in by OpenID Connect: GET /sign-in, GET /sign-in/callback, POST /sign-out.

Authorization code with PKCE. Who comes back with a code gets a session, if the register knows the person.
"""

from jiandu.adapters import provider, sessions, table
from jiandu.adapters.tokens import BadToken, signed_in_by
from jiandu.cookies import SESSION, SIGN_IN, SIGNED_OUT, cookie, cookie_in
from jiandu.core.errors import Forbidden, JianduError, Mistake
from jiandu.core.matter import Person
from jiandu.faces import home_of
from jiandu.requests import Request
from jiandu.settings import settings
from jiandu.signing_in import GOOD_SECONDS, Attempt, attempt, key_in, new_key, opened, sealed
from jiandu.web import Answer, App, public_url

handler = App("sign_in", fact="signed_in")
TOO_LATE = "这次登录已经超过十分钟，或者不是在这个浏览器中开始的。请重新登录。"
CANCELLED = "统一身份认证没有完成登录。请重新登录。"
USED = "这次登录已经使用过，或者没有通过核对。请重新登录。"
STRANGER = "您的账号没有登记为工作人员，或者已经离任、所在机构已经撤销。请联系本机构的系统管理员。"


@handler.route("/sign-in", "GET")
def begin(request: Request) -> Answer:
    """To the provider; a program is told who issues the tokens that are believed here."""
    if not request.wants_html:
        return Answer(body={"issuer": settings().issuer_url, "client_id": settings().client_id})
    key = key_in(cookie_in(request.headers, SIGN_IN)) or new_key()
    going = attempt(request.query.get("next"))
    asked = {"state": sealed(going, key), "nonce": going.nonce}
    if cookie_in(request.headers, SIGNED_OUT):  # whoever comes after on the same machine proves who he is
        asked["prompt"] = "login"
    headers = {"Set-Cookie": cookie(SIGN_IN, key, GOOD_SECONDS)}
    return Answer(location=provider.authorization_address(asked, going.verifier), headers=headers)


@handler.route("/sign-in/callback", "GET")
def come_back(request: Request) -> Answer:
    try:
        person, secret, wanted = _signed_in(request)
    except Forbidden as refusal:
        if not request.wants_html:
            raise
        context = {"title": "登录没有完成", "detail": refusal.detail}
        return Answer(page="sign_in_refused.html", context=context, status=403)
    if before := cookie_in(request.headers, SESSION):
        sessions.end(before)
    home, _ = home_of(person.roles)
    begun = cookie(SESSION, secret, settings().session_hours * 3600)
    headers = {"Set-Cookie": [begun, cookie(SIGNED_OUT, "", 0)]}
    return Answer(location=public_url(wanted or home), headers=headers)


def _signed_in(request: Request) -> tuple[Person, str, str]:
    """The person, what the browser is to hold, and the page wanted; Forbidden with what to do."""
    going = _attempt_of(request)
    _same_provider(request)
    code = request.query.get("code")
    if not code:
        raise _forbidden("code", CANCELLED)
    try:
        person = table.load_person(signed_in_by(provider.id_token(code, going.verifier), going.nonce))
    except (provider.Refused, BadToken) as error:
        raise _forbidden("code", USED) from error
    organisation = table.load_organisation(person.organisation) if person else None
    if person is None or organisation is None or person.left_on or not organisation.open:
        raise _forbidden("person", STRANGER)
    try:
        return person, sessions.begin(person, request.query["state"]), going.next
    except table.Lost as error:
        raise _forbidden("state", USED) from error


def _attempt_of(request: Request) -> Attempt:
    """The attempt this very browser began: nobody can be signed in as somebody else by a link (login CSRF)."""
    key, state = key_in(cookie_in(request.headers, SIGN_IN)), request.query.get("state")
    going = opened(state, key) if key and state else None
    if going is None:
        raise _forbidden("state", TOO_LATE)
    return going


def _same_provider(request: Request) -> None:
    """RFC 9207: a code of another provider is not handed to ours."""
    told = request.query.get("iss")
    expected = provider.metadata().get("authorization_response_iss_parameter_supported", False)
    if told not in ((settings().issuer_url,) if expected else (settings().issuer_url, None)):
        raise _forbidden("iss", USED)


def _forbidden(field: str, detail: str) -> JianduError:
    return Forbidden(detail, Mistake(field, "sign_in", detail))


@handler.route("/sign-out", "POST")
def sign_out(request: Request) -> Answer:
    secret = cookie_in(request.headers, SESSION)
    if secret:
        sessions.end(secret)
    left = cookie(SIGNED_OUT, "1", settings().session_hours * 3600)
    headers = {"Set-Cookie": [cookie(SESSION, "", 0), left], "Clear-Site-Data": '"storage"'}
    return Answer(body={"signed_out": True}, location=public_url("/"), headers=headers)
