"""What the system says of itself, to anybody: GET /procedures, /procedures/{profile}/{kind} and /openapi.json.

Flow charts of the rows that run, and the JSON face for programs. It touches nothing.
"""

from datetime import date, datetime

from jiandu.core.deadlines import SHANGHAI
from jiandu.core.errors import missing
from jiandu.core.procedure import Rules, profiles, rules_on
from jiandu.requests import Request
from jiandu.routes import description
from jiandu.views.procedures import listed, procedure_view
from jiandu.web import Answer, App, public_url

handler = App("explain_procedure", fact="procedures_explained")


@handler.route("/procedures", "GET")
def browse(request: Request) -> Answer:
    items = [listed(rules) for name in profiles() if (rules := _valid(name, _today()))]
    return Answer({"items": items}, "procedures.html", {"title": "办理流程图", "items": items})


@handler.route("/procedures/{profile}/{kind}", "GET")
def explain(request: Request) -> Answer:
    profile, kind = request.params["profile"], request.params["kind"]
    rules = _valid(profile, _today()) if profile in profiles() else None
    if rules is None:
        raise missing("profile", "没有这个辖区规则，或者它今天不在施行。")
    if kind not in rules.procedures:
        raise missing("kind", "没有这种程序。")
    view, drawing = procedure_view(rules, rules.procedures[kind])
    title = f"{view['title']}办理流程图"
    return Answer(view, "flow.html", {"title": title, "procedure": view, "drawing": drawing})


@handler.route("/openapi.json", "GET")
def describe(request: Request) -> Answer:
    return Answer({**description(), "servers": [{"url": public_url("")}]})


def _today() -> date:
    return datetime.now(SHANGHAI).date()


def _valid(profile: str, day: date) -> Rules | None:
    try:
        return rules_on(profile, day)
    except LookupError:
        return None
