"""Sign-in over HTTP, as a browser does it: to the provider and back, and everything that must not come of it."""

from http.client import HTTPResponse
from typing import Any
from urllib.error import HTTPError
from urllib.parse import parse_qs, urlencode, urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

import pytest

from infra.demo.office import Office
from tests.scenarios import steps
from tests.scenarios.signing_in import Visitor

pytestmark = pytest.mark.over_http

ZHOU = "city-supervisor-1"


class Stay(HTTPRedirectHandler):
    def redirect_request(self, *_: Any) -> None:
        """So that a redirect is seen as what it is."""


def ask(address: str, form: dict[str, str] | None = None, **headers: str) -> tuple[int, Any, str]:
    """Status, headers and text of one answer, as a browser without cookies of its own would get it."""
    data = urlencode(form).encode() if form is not None else None
    named = {"Accept": "text/html", **{name.replace("_", "-"): value for name, value in headers.items()}}
    try:
        answer: HTTPResponse | HTTPError = build_opener(Stay).open(Request(address, data, named), timeout=60)
    except HTTPError as refusal:
        answer = refusal
    with answer:
        return int(answer.status or 0), answer.headers, answer.read().decode()


def begun(office: Office, path: str = "/sign-in") -> tuple[str, str]:
    """A sign-in on its way: the browser's cookie, and the address at which the provider says who it was."""
    status, headers, _ = ask(office.url + path)
    assert 303 == status
    asked = {name: values[0] for name, values in parse_qs(urlsplit(headers["Location"]).query).items()}
    provider = headers["Location"].split("?")[0]
    _, came_back, _ = ask(provider, {**asked, "person": ZHOU})
    return headers["Set-Cookie"].split(";")[0], came_back["Location"]


def test_one_signs_in_is_led_to_the_page_one_wanted_and_signs_out_everywhere(office: Office) -> None:
    """The cookie cannot be read by scripts; a copy of it is worth nothing after signing out."""
    _, case = steps.accepted(office)
    visitor = Visitor(office.url)
    page = visitor.sign_in(ZHOU, f"/matters/{case}?lang=x")
    assert f"{office.url}/matters/{case}?lang=x" == visitor.at
    assert "周明远" in page
    held = next(cookie for cookie in visitor.jar if cookie.name == "session")
    assert (True, "Lax", False) == (
        held.has_nonstandard_attr("HttpOnly"),
        held.get_nonstandard_attr("SameSite"),
        held.secure,
    )
    cookie = f"session={visitor.session}"
    assert 403 == ask(f"{office.url}/sign-out", {}, Cookie=cookie)[0]
    assert 200 == ask(f"{office.url}/desk", Cookie=cookie)[0]
    visitor.open("/sign-out", {"csrf": visitor.proof(page)})
    assert 303 == ask(f"{office.url}/desk", Cookie=cookie)[0]
    assert 401 == ask(f"{office.url}/desk", Cookie=cookie, Accept="application/json")[0]
    _, again, _ = ask(f"{office.url}/sign-in", Cookie="signed-out=1")
    assert "prompt=login" in again["Location"]
    assert {"signed-out"} & {kept.name for kept in visitor.jar}


def test_an_act_by_a_session_is_done_with_the_proof_of_its_page_alone(office: Office) -> None:
    """What another page sends is refused in both faces; what was typed on ours is kept and sent again."""
    _, case = steps.accepted(office)
    visitor = Visitor(office.url)
    page = visitor.sign_in(ZHOU, f"/matters/{case}")
    cookie, path = f"session={visitor.session}", f"{office.url}/matters/{case}/actions/mark"
    form = {"flags": "urgent", "version": str(steps.supervisor(office).matter(case)["version"])}
    status, _, kept = ask(path, form, Cookie=cookie)
    assert (403, True, True) == (status, "请再提交一次" in kept, 'value="urgent"' in kept)
    assert 403 == ask(path, {**form, "csrf": visitor.proof(page)}, Cookie=cookie, Origin="https://evil.example")[0]
    assert 403 == ask(path, {**form, "csrf": "0" * 64}, Cookie=cookie, Accept="application/json")[0]
    assert [] == steps.supervisor(office).matter(case)["flags"]
    assert visitor.proof(kept) == visitor.proof(page)
    assert 303 == ask(path, {**form, "csrf": visitor.proof(kept)}, Cookie=cookie)[0]
    assert ["急件"] == steps.supervisor(office).matter(case)["flags"]


def test_a_sign_in_is_good_once_and_in_its_own_browser(office: Office) -> None:
    """No link signs anybody in as somebody else (login CSRF), no answer of another provider is taken (mix-up)."""
    cookie, address = begun(office)
    stranger, _ = begun(office)
    for held in ("", stranger):
        status, headers, page = ask(address, Cookie=held)
        assert (403, None, True) == (status, headers["Set-Cookie"], "重新登录" in page)
    assert 403 == ask(address.replace("%2Fissuer", "%2Fother"), Cookie=cookie)[0]
    assert 403 == ask(address.split("&iss=")[0], Cookie=cookie)[0]
    status, headers, _ = ask(address, Cookie=cookie)
    assert (303, f"{office.url}/desk") == (status, headers["Location"])
    status, headers, _ = ask(address, Cookie=cookie)
    assert (403, None) == (status, headers["Set-Cookie"])


@pytest.mark.parametrize("answer", ["error=access_denied", "code=made-up", "code=", ""])
def test_what_the_provider_did_not_grant_signs_nobody_in(office: Office, answer: str) -> None:
    cookie, address = begun(office)
    where = urlsplit(address)
    kept = {name: values[0] for name, values in parse_qs(where.query).items() if name != "code"}
    status, headers, page = ask(f"{office.url}{where.path}?{urlencode(kept)}&{answer}", Cookie=cookie)
    assert (403, None, True) == (status, headers["Set-Cookie"], "重新登录" in page)


@pytest.mark.parametrize("path", ["https://evil.example/", "javascript:alert(1)", "//evil.example"])
def test_nobody_is_led_elsewhere(office: Office, path: str) -> None:
    cookie, address = begun(office, f"/sign-in?{urlencode({'next': path})}")
    _, headers, _ = ask(address, Cookie=cookie)
    assert urlsplit(office.url).netloc == urlsplit(headers["Location"]).netloc


def test_an_administrator_ends_all_sessions_of_a_person(office: Office) -> None:
    """In every browser at once, with the reason on record; one may sign in anew."""
    person = "city-supervisor-3"
    browsers = [Visitor(office.url), Visitor(office.url)]
    for browser in browsers:
        browser.sign_in(person)
    administrator, path = office.as_("city-administrator-1"), f"/admin/people/{person}"
    seen = administrator.get(path)
    assert "end_sessions" in steps.names(seen, "actions")
    asked = {"version": seen["version"], "reason": "手机遗失。"}
    shown = administrator.post(f"{path}/end_sessions", asked)
    assert ("结束全部登录", "手机遗失。") == (shown["history"][0]["action_title"], shown["history"][0]["reason"])
    told = {change["title"] for change in shown["history"][0]["changes"]}
    assert "此前签发的登录凭证作废的时刻" in told
    for browser in browsers:
        assert 303 == ask(f"{office.url}/desk", Cookie=f"session={browser.session}")[0]
    assert "冯若谷" in Visitor(office.url).sign_in(person)


def test_programs_are_told_who_issues_their_tokens(office: Office) -> None:
    told = office.get("/sign-in")
    assert {"issuer", "client_id"} == set(told)
    found = Office(told["issuer"]).get("/.well-known/openid-configuration")
    assert told["issuer"] == found["issuer"]
    people = {person["id"]: person for person in office.people()}
    assert ("city-bureau", ["signer"]) == (people["city-signer-1"]["organisation"], people["city-signer-1"]["roles"])
