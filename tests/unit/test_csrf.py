"""A post by a session is done when a page of ours sent it, and by nobody else's page; a token needs no proof."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlencode

import pytest
from jiandu import pages
from jiandu.requests import Request
from jiandu.settings import settings
from jiandu.web import Answer, App
from page_reading import Page
from page_samples import SAMPLES

from infra.build import pages as pages_build
from tests.contract.events import event, headers_of

ROOT = Path(__file__).parents[2]
PROOF = "ab" * 32
PERSON = {
    "id": "zhou",
    "name": "周明远",
    "title": "",
    "organisation": "city-bureau",
    "organisation_name": "示范市司法局",
    "roles": ["supervisor"],
}
FORM = "application/x-www-form-urlencoded"
app = App("trial", fact="tried")
seen: list[Request] = []


@app.route("/trial", "GET", "POST")
def trial(request: Request) -> Answer:
    seen.append(request)
    return Answer(body={"done": True}, page="problem.html", context={}, location="https://jd.example.test/done")


@app.route("/upload", "GET")
def upload(request: Request) -> Answer:
    context = {"title": "上传", "detail": "选择文件。"}
    return Answer(page="sign_in_refused.html", context=context, sends_to="https://files.example.test")


@app.route("/file", "GET")
def file(request: Request) -> Answer:
    return Answer(raw=b"a,b", headers={"Content-Type": "text/csv"})


@pytest.fixture(autouse=True)
def deployed(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    monkeypatch.setenv("PUBLIC_URL", "https://jd.example.test")
    monkeypatch.setenv("POWERTOOLS_METRICS_NAMESPACE", "Jiandu")
    settings.cache_clear()
    seen.clear()
    yield
    settings.cache_clear()


@pytest.fixture(scope="module", autouse=True)
def built(tmp_path_factory: pytest.TempPathFactory) -> Iterator[pages.Pages]:
    out = tmp_path_factory.mktemp("build")
    pages_build.build(ROOT, out)
    made = pages.Pages(out / "layers" / "jiandu" / "python" / "jiandu")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pages, "_pages", lambda: made)
        yield made


def send(body: Any, csrf: str | None = PROOF, path: str = "/trial", method: str = "POST", **headers: str) -> Any:
    """A request as the gateway hands it over; a body of pairs is a form of a browser."""
    form = isinstance(body, list)
    accept = {"Accept": "text/html", "Content-Type": FORM} if form else {}
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    sent = event(method, path, {}, {}, None if form else body, {**accept, **named}, PERSON)
    if form:
        sent["body"] = urlencode(body)
    if csrf:
        sent["requestContext"]["authorizer"]["csrf"] = csrf
    return app(sent, SimpleNamespace(function_name="trial"))


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        ([("text", "甲"), ("csrf", PROOF)], {}),
        ([("text", "甲"), ("csrf", PROOF)], {"Origin": "https://jd.example.test", "Sec_Fetch_Site": "same-origin"}),
        ([("text", "甲"), ("csrf", PROOF)], {"Origin": "null"}),
        ({"text": "甲"}, {"X_CSRF_Token": PROOF}),
    ],
)
def test_what_our_own_page_sends_is_done_and_the_proof_is_no_fact(body: Any, headers: dict[str, str]) -> None:
    assert send(body, **headers)["statusCode"] in (200, 303)
    assert {"text"} == set(seen[0].values)


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        ([("text", "甲")], {}),
        ([("text", "甲"), ("csrf", "")], {}),
        ([("text", "甲"), ("csrf", "cd" * 32)], {}),
        ([("text", "甲"), ("csrf", "密")], {}),
        ([("text", "甲"), ("csrf", PROOF)], {"Origin": "https://evil.example"}),
        ([("text", "甲"), ("csrf", PROOF)], {"Origin": "http://jd.example.test"}),
        ([("text", "甲"), ("csrf", PROOF)], {"Sec_Fetch_Site": "cross-site"}),
        ([("text", "甲"), ("csrf", PROOF)], {"Sec_Fetch_Site": "same-site"}),
        ({"text": "甲"}, {}),
        ({"text": "甲", "csrf": PROOF}, {}),
        ({"text": "甲"}, {"X_CSRF_Token": "cd" * 32}),
    ],
)
def test_without_its_proof_nothing_is_done(body: Any, headers: dict[str, str]) -> None:
    answer = send(body, **headers)
    assert (403, []) == (answer["statusCode"], seen)
    if isinstance(body, dict):
        problem = json.loads(answer["body"])
        assert ("own_page", 403) == (problem["errors"][0]["rule"], problem["status"])


def test_what_was_typed_is_kept_for_sending_again_with_the_proof_of_now() -> None:
    """Typed on a page of an earlier session; what another site made up is not kept."""
    answer = send([("text", "写了很久的<事实>"), ("csrf", "cd" * 32)])
    (again,) = [part for part in re.findall(r"<form.*?</form>", answer["body"], re.S) if "写了很久" in part]
    fields = {tag.get("name"): tag.get("value") for tag in Page(again).all("input")}
    assert {"text": "写了很久的<事实>", "csrf": PROOF} == fields
    foreign = send([("text", "写了很久的事实")], Sec_Fetch_Site="cross-site")
    assert "写了很久" not in foreign["body"]


def test_a_program_with_its_token_and_a_reader_need_no_proof() -> None:
    assert 200 == send({"text": "甲"}, csrf=None)["statusCode"]
    assert 200 == send(None, method="GET", Sec_Fetch_Site="cross-site")["statusCode"]


def test_every_form_that_posts_brings_its_proof(built: pages.Pages) -> None:
    """To ourselves and to nobody else, on whatever page it is; and where nobody is signed in, no page has one."""
    for template, context in SAMPLES.values():
        page = Page(built.render(template, {**context, "csrf_token": PROOF}))
        ours = [tag for tag in page.all("form") if tag.get("action").startswith(f"{context['base']}/")]
        posts = [tag for tag in ours if tag.get("method") == "post"]
        proofs = [tag for tag in page.all("input") if tag.get("name") == "csrf"]
        assert (template, len(posts)) == (template, len(proofs))
        assert {("hidden", PROOF)} >= {(tag.get("type"), tag.get("value")) for tag in proofs}
        assert "csrf" not in built.render(template, {**context, "csrf_token": None})


def test_every_answer_is_kept_by_nobody_and_taken_for_nothing_else() -> None:
    """Pages, JSON, files, and the router's own refusals."""
    answers = [
        send([("csrf", PROOF)]),
        send(None, method="GET"),
        send(None, method="GET", path="/file"),
        send(None, path="/file", method="POST"),
        send([("text", "甲")]),
    ]
    assert [303, 200, 200, 405, 403] == [answer["statusCode"] for answer in answers]
    for answer in answers:
        headers = headers_of(answer)
        assert "no-store" == headers["Cache-Control"]
        assert "nosniff" == headers["X-Content-Type-Options"]
        assert "no-referrer" == headers["Referrer-Policy"]
        assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
        assert "max-age=31536000" == headers["Strict-Transport-Security"]


def test_strict_transport_is_demanded_of_https_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PUBLIC_URL", "http://127.0.0.1:8080")
    settings.cache_clear()
    assert "Strict-Transport-Security" not in headers_of(send(None, method="GET"))


def test_a_page_loads_nothing_inline_and_posts_to_ourselves_and_the_origin_it_names() -> None:
    sent = event("GET", "/upload", {}, {}, None, {"Accept": "text/html"}, PERSON)
    headers = headers_of(app(sent, SimpleNamespace(function_name="trial")))
    policy = dict(rule.split(" ", 1) for rule in headers["Content-Security-Policy"].split("; "))
    assert "'self' https://files.example.test" == policy["form-action"]
    assert "'self'" == policy["default-src"]
    assert "unsafe" not in "".join(policy.values())
