"""GET /assets/{name}, and the answer to every address nobody else has."""

from jiandu.core.errors import Missing, Mistake, NotAllowed
from jiandu.pages import asset_body
from jiandu.requests import Request
from jiandu.routes import methods_of
from jiandu.web import ROUTER, Answer, App

handler = App("serve_asset", fact="assets_served")
EVERY_METHOD = ("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS")


@handler.route("/assets/{name}", "GET")
def asset(request: Request) -> Answer:
    found = asset_body(request.params["name"])
    if found is None:
        raise Missing("没有这个文件。")
    body, content_type = found
    headers = {"Content-Type": content_type, "Cache-Control": "public, max-age=31536000, immutable"}
    return Answer(raw=body.decode(), headers={**headers, "X-Content-Type-Options": "nosniff"})


@handler.route("/{proxy+}", *EVERY_METHOD)
def elsewhere(request: Request) -> Answer:
    if allowed := methods_of("/" + request.params["proxy"]):
        field, rule, detail = ROUTER[405]
        refusal = NotAllowed(detail, Mistake(field, rule, detail))
        refusal.allowed = tuple(allowed)
        raise refusal
    raise Missing("没有这个地址。")
