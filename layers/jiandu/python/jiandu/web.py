"""HTTP: the one module that knows Chalice and Powertools. Views answer once; the face is chosen by Accept."""

import json
import logging
import time
import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import quote, urlencode

from aws_lambda_powertools import Logger, Metrics
from aws_lambda_powertools.metrics import MetricUnit
from chalice.app import Chalice, Response

from jiandu.core.errors import JianduError, NotAllowed, TooMany, Unproven
from jiandu.core.forms.posted import Posted
from jiandu.core.uploads import DOCX
from jiandu.csrf import is_foreign, require_token, without_token
from jiandu.requests import CONTENT_TYPES, TYPES_WE_READ, Request, etag, read_body
from jiandu.settings import settings
from jiandu.statuses import STATUS, TITLES

ROUTER = {
    404: ("path", "known", "没有这个地址。"),
    405: ("method", "allowed", "这个地址不支持这种请求方式。"),
    415: ("Content-Type", "media_type", TYPES_WE_READ),
}
EXPIRED = ("登录已经过期", "刚才填写的内容还没有提交，都保留在本页。请先在新窗口登录，再回到本页提交。")
ONCE_MORE = ("请再提交一次", "打开页面之后登录有了变化。刚才填写的内容都保留在本页，请核对后再次提交。")


@dataclass(frozen=True, slots=True)
class Answer:
    """What a view answers: the JSON body, and the page with its context for people.

    ``version`` is that of the matter the body shows: it becomes the JSON face's ``ETag``. ``sends_to`` is the one
    other origin a form of the page may be sent to.
    """

    body: Any = None
    page: str | None = None
    context: Mapping[str, Any] = field(default_factory=dict)
    status: int = 200
    location: str | None = None
    headers: Mapping[str, str | list[str]] = field(default_factory=dict)
    raw: bytes | str | None = None
    version: int | None = None
    sends_to: str | None = None


View = Callable[[Request], Answer]
Headers = dict[str, str | list[str]]


class App:
    """One function's routes. ``fact`` names the business fact counted for each answer below 400."""

    def __init__(self, name: str, fact: str) -> None:
        self._chalice = Chalice(app_name=f"{name}-routes", configure_logs=False, env={})
        self._chalice.log = logging.getLogger("jiandu.silent")
        self._chalice.log.addHandler(logging.NullHandler())
        self._chalice.log.propagate = False
        self._chalice.api.binary_types += ["image/png", DOCX]
        self._logger = Logger(service=name)
        self._metrics = Metrics(namespace="Jiandu", service=name)
        self._fact = fact

    @property
    def routes(self) -> dict[str, list[str]]:
        """Each path with its methods, for the contract with template.yaml."""
        return {path: sorted(entries) for path, entries in self._chalice.routes.items()}

    def route(self, path: str, *methods: str) -> Callable[[View], View]:
        """Registers a view; domain errors become the face's error answer."""

        def register(view: View) -> View:
            def handle(**_: str) -> Response:
                return self._answer(view)

            handle.__name__ = view.__name__
            posts = {"POST", "PUT"} & set(methods)
            more: dict[str, Any] = {"content_types": CONTENT_TYPES} if posts else {}
            self._chalice.route(path, methods=list(methods), name=f"{view.__name__}", **more)(handle)
            return view

        return register

    def __call__(self, event: dict[str, Any], context: Any) -> dict[str, Any]:
        """The Lambda handler: one log line and one metric a request, with route and outcome only."""
        started = time.perf_counter()
        response: dict[str, Any] = _hardened(_as_problem(self._chalice(event, context)))
        status = response["statusCode"]
        self._metrics.add_metric(name=self._fact if status < 400 else "refused", unit=MetricUnit.Count, value=1)
        self._metrics.flush_metrics()
        self._logger.info(
            "answered",
            route=event.get("resource", ""),
            method=event.get("httpMethod", ""),
            status=status,
            ms=round((time.perf_counter() - started) * 1000),
        )
        return response

    def _answer(self, view: View) -> Response:
        request: Request | None = None
        try:
            request = _request(self._chalice)
            request = _with_body(request)
            require_token(request)
            _refresh_calendar(anew=request.method == "POST")
            return respond(request, view(without_token(request)))
        except JianduError as error:
            return refuse(request, error, self._form_of(request))
        except Exception as error:  # the last line: nothing of the inside, nothing typed, gets out
            self._logger.error("unhandled", **_where(error))
            return _problem_response(request, 500, "系统出现故障。请稍后先查看是否已经办成，没有办成的再次提交。", [])

    def _form_of(self, request: Request | None) -> str | None:
        """The path of the form a post came from, where the same address shows it."""
        current = self._chalice.current_request
        if request is None or current is None or request.method != "POST":
            return None
        return request.path if "GET" in self._chalice.routes[current.context["resourcePath"]] else None


def _refresh_calendar(anew: bool) -> None:
    """Takes notice of arrangements approved since, in functions that may read the table."""
    if settings().table_name:
        from jiandu.adapters import calendars

        calendars.refresh(anew)


def _where(error: Exception) -> dict[str, Any]:
    """Type and place of an error; never its message, which may quote what somebody typed."""
    frames = traceback.extract_tb(error.__traceback__)
    response = getattr(error, "response", None)
    code = response.get("Error", {}).get("Code") if isinstance(response, dict) else None
    return {
        "error": type(error).__name__,
        "code": code,
        "at": [f"{f.filename.rsplit('/', 1)[-1]}:{f.lineno}" for f in frames[-6:]],
    }


def _request(chalice: Chalice) -> Request:
    current = chalice.current_request
    assert current is not None
    params, asked = dict(current.uri_params or {}), current.query_params
    headers = {k.lower(): v for k, v in current.headers.items()}
    raw = current.raw_body or b""
    assert isinstance(raw, bytes)
    authorizer = current.context.get("authorizer") or {}
    person = authorizer.get("person")
    path = str(current.context["resourcePath"])
    for name, value in params.items():
        path = path.replace(f"{{{name}}}", value)
    return Request(
        method=current.method,
        path=path,
        params=params,
        query=dict(asked or {}),
        queries={name: tuple(asked.getlist(name)) for name in asked} if asked else {},
        headers=headers,
        raw_body=raw,
        person=json.loads(person) if person else None,
        source=str((current.context.get("identity") or {}).get("sourceIp", "")),
        csrf=authorizer.get("csrf"),
    )


def _with_body(request: Request) -> Request:
    """The request with its body read; a body that cannot be read is refused in the request's face."""
    if request.method != "POST":
        return request
    posted, body = read_body(request.headers, request.raw_body)
    return replace(request, posted=posted, json=body)


def public_url(path: str) -> str:
    """A link for people: the public address with our path."""
    return settings().address(path)


def respond(request: Request, answer: Answer) -> Response:
    """The answer in the face the request wants."""
    headers: Headers = {**answer.headers}
    if answer.raw is not None:
        return Response(answer.raw, status_code=answer.status, headers=headers)
    if answer.location and (request.wants_html or answer.body is None):
        return Response("", status_code=303, headers={"Location": answer.location, **headers})
    if answer.page and request.wants_html:
        return _html(request, answer.page, answer.context, answer.status, headers, answer.sends_to)
    headers = {"Content-Type": "application/json", "Cache-Control": "no-store", **headers}
    if answer.version is not None:
        headers["ETag"] = etag(answer.version)
        if request.method == "GET" and request.has_seen(answer.version):
            return Response("", status_code=304, headers=headers)
    body = json.dumps(answer.body, ensure_ascii=False)
    return Response(body, status_code=answer.status, headers=headers)


def refuse(request: Request | None, error: JianduError, back: str | None = None) -> Response:
    """A refusal in the request's face; nobody signed in is sent to sign in, a post kept for sending again."""
    status, _ = STATUS[type(error)]
    if status == 401 and request and request.wants_html:
        return _to_sign_in(request) if request.posted is None else _to_send_again(request, 401, *EXPIRED)
    if isinstance(error, Unproven) and request and _typed_here(request):
        return _to_send_again(request, 403, *ONCE_MORE)
    mistakes = [{"field": m.field, "rule": m.rule, "message": m.message} for m in error.mistakes]
    response = _problem_response(request, status, error.detail, mistakes, back)
    if isinstance(error, NotAllowed):
        response.headers["Allow"] = ", ".join(error.allowed)
    if isinstance(error, TooMany):
        response.headers["Retry-After"] = str(error.seconds)
    return response


def _typed_here(request: Request) -> bool:
    """Whether a page of ours was filled in: what another site made up is not kept for sending again."""
    return request.wants_html and request.posted is not None and not is_foreign(request)


def _to_sign_in(request: Request) -> Response:
    wanted = quote(request.path) + (f"?{urlencode(request.query)}" if request.query else "")
    location = public_url(f"/sign-in?{urlencode({'next': wanted})}")
    return Response("", status_code=303, headers={"Location": location})


def _to_send_again(request: Request, status: int, heading: str, detail: str) -> Response:
    """What was typed, to be sent again by whoever is signed in then; files have to be chosen anew."""
    posted = without_token(request).posted or Posted()
    texts = [(name, v) for name, values in posted.items() for v in values if isinstance(v, str)]
    context: dict[str, Any] = {
        "heading": heading,
        "detail": detail,
        "errors": [],
        "back": None,
        "status": status,
        "again": {"path": request.path, "values": texts},
    }
    return _html(request, "problem.html", {"title": heading, **context}, status, {})


def problem(status: int, detail: str, errors: list[dict[str, str]]) -> dict[str, Any]:
    """RFC 9457 problem details."""
    return {
        "type": "about:blank",
        "title": TITLES.get(status, "请求不成功"),
        "status": status,
        "detail": detail,
        "errors": errors,
    }


def _problem_response(
    request: Request | None, status: int, detail: str, errors: list[dict[str, str]], back: str | None = None
) -> Response:
    if request and request.wants_html:
        context = {"heading": TITLES[status], "detail": detail, "errors": errors, "back": back, "status": status}
        return _html(request, "problem.html", {"title": TITLES[status], **context}, status, {})
    headers: Headers = {"Content-Type": "application/problem+json", "Cache-Control": "no-store"}
    if status == 503:
        headers["Retry-After"] = "2"
    return Response(
        json.dumps(problem(status, detail, errors), ensure_ascii=False), status_code=status, headers=headers
    )


def _html(
    request: Request,
    page: str,
    context: Mapping[str, Any],
    status: int,
    headers: Headers,
    sends_to: str | None = None,
) -> Response:
    from jiandu.faces import frame
    from jiandu.pages import render

    told = {"Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": content_policy(sends_to)}
    body = render(page, **frame(request), **context)
    return Response(body, status_code=status, headers={**told, **headers})


def content_policy(sends_to: str | None = None) -> str:
    """What a page may load and where its forms may go: to ourselves, and to the one origin named."""
    rules = {
        "default-src": "'self'",
        "img-src": "'self' data:",
        "object-src": "'none'",
        "form-action": f"'self' {sends_to}" if sends_to else "'self'",
        "frame-ancestors": "'none'",
        "base-uri": "'none'",
    }
    return "; ".join(f"{name} {value}" for name, value in rules.items())


def _hardened(response: dict[str, Any]) -> dict[str, Any]:
    """Whatever is answered, and by whatever view: kept by nobody, taken for nothing else, telling no other site."""
    safe = {
        "Cache-Control": "no-store",
        "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
    }
    if settings().secure:
        safe["Strict-Transport-Security"] = "max-age=31536000"
    response["headers"] = {**safe, **response.get("headers", {})}
    return response


def _as_problem(response: dict[str, Any]) -> dict[str, Any]:
    """The router's own refusals (404, 405, 415) in our one error shape."""
    status = response["statusCode"]
    if status < 400 or "Code" not in str(response.get("body", ""))[:12]:
        return response
    field, rule, detail = ROUTER.get(status, ("request", "readable", "请求无法办理。"))
    body = problem(status, detail, [{"field": field, "rule": rule, "message": detail}])
    response["body"] = json.dumps(body, ensure_ascii=False)
    response["headers"] = {**response.get("headers", {}), "Content-Type": "application/problem+json"}
    response["multiValueHeaders"] = {}
    return response
