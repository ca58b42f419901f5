"""A post by a session proves that a page of ours sent it (CSRF); a program with its token needs no proof."""

import hmac
from dataclasses import replace
from urllib.parse import urlsplit

from jiandu.core.errors import Mistake, Unproven
from jiandu.core.forms.posted import Posted
from jiandu.requests import Request
from jiandu.settings import settings

FIELD = "csrf"
HEADER = "x-csrf-token"


def require_token(request: Request) -> None:
    """Unproven for what changes something by a session and does not bring along what only our pages know."""
    if request.csrf is None or request.method in ("GET", "HEAD"):
        return
    if is_foreign(request):
        raise _unproven("Origin", "这个请求不是从本平台的网页提交的，没有办理。")
    if not hmac.compare_digest(_brought(request).encode(), request.csrf.encode()):
        raise _unproven(FIELD, "请从本平台的网页提交；页面打开后重新登录过的，请刷新后再提交。")


def is_foreign(request: Request) -> bool:
    """Whether the browser says that another site sends it. Under no-referrer it calls our own pages ``null``."""
    public = urlsplit(settings().public_url)
    own = f"{public.scheme}://{public.netloc}"
    elsewhere = request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none")
    return elsewhere or request.headers.get("origin", own) not in (own, "null")


def without_token(request: Request) -> Request:
    """The request as its view sees it."""
    if request.posted is None or FIELD not in request.posted:
        return request
    return replace(request, posted=Posted({k: v for k, v in request.posted.items() if k != FIELD}))


def _brought(request: Request) -> str:
    posted = request.posted.last(FIELD) if request.posted is not None else None
    return request.headers.get(HEADER, posted or "")


def _unproven(field: str, detail: str) -> Unproven:
    return Unproven(detail, Mistake(field, "own_page", detail))
