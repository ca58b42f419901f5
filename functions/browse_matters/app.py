"""Reads only: GET /desk, /inbox, /matters, /matters/{matter_id}, its /calendar.ics, a handover's list, the seals,
the contact points, the pools of leads.
"""

import base64
import binascii
import json
import secrets
from typing import Any

from jiandu.acting import page_of, visible
from jiandu.adapters import clock
from jiandu.core.access import may, sees
from jiandu.core.errors import invalid, missing
from jiandu.core.points import KIND
from jiandu.desk import QUERY, Wanted, desk_page, find_by_number
from jiandu.faces import home_of
from jiandu.gathering import surroundings
from jiandu.leads import pools_of_bureau
from jiandu.points import point_record, points_of_bureau, public_points
from jiandu.qr import qr_picture
from jiandu.requests import Request
from jiandu.sealing import register
from jiandu.views.clocks import appointments
from jiandu.views.handover import handover_list
from jiandu.web import Answer, App, public_url

handler = App("browse_matters", fact="pages_read")


@handler.route("/desk", "GET")
def desk(request: Request) -> Answer:
    if request.wants_html and home_of(request.actor.roles)[0] == "/inbox":
        return Answer(location=public_url("/inbox"))
    if request.wants_html and "assistant" in request.actor.roles:
        return Answer(location=public_url("/take-in/leads"))
    return _list(request, "/desk", "work")


@handler.route("/inbox", "GET")
def inbox(request: Request) -> Answer:
    return _list(request, "/inbox", "inbox")


@handler.route("/matters", "GET")
def matters(request: Request) -> Answer:
    home, _ = home_of(request.actor.roles)
    return _list(request, "/matters", "inbox" if home == "/inbox" else "work")


@handler.route("/matters/{matter_id}", "GET")
def matter(request: Request) -> Answer:
    view = page_of(request.params["matter_id"], request.actor, clock.now())
    titles = [entry["action"] for entry in view["timeline"]]
    asked = view["questionnaire"]
    context = {
        "title": f"{view['kind_title']} {view['number']}",
        "matter": view,
        "done": f"已办理：{titles[-1]}。" if request.query.get("done") and titles else None,
        "conflict": None,
        "idempotency_key": secrets.token_hex(16),
        "public_address": public_url(asked["path"]) if asked else None,
        "qr_svg": qr_picture(public_url(asked["path"])) if asked and asked["open"] else None,
    }
    return Answer(view, "matter.html", context, version=view["version"])


@handler.route("/matters/{matter_id}/calendar.ics", "GET")
def calendar(request: Request) -> Answer:
    from jiandu.ics import calendar_file

    now = clock.now()
    case, rules, actor = visible(request.params["matter_id"], request.actor, now)
    party = str(sees(actor, case.matter))
    file = calendar_file(appointments(case, rules.procedures[case.matter.kind], party), now)
    headers = {
        "Content-Type": "text/calendar; charset=utf-8",
        "Content-Disposition": f'attachment; filename="{case.matter.number}.ics"',
        "Cache-Control": "no-store",
    }
    return Answer(raw=file, headers=headers)


@handler.route("/handovers/{matter_id}/list", "GET")
def handover(request: Request) -> Answer:
    case, rules, actor = visible(request.params["matter_id"], request.actor, clock.now())
    if not case.handed or not may(actor, "handover_list", case.matter):
        raise missing("matter_id", "没有这份移交清单。")
    _, around = surroundings(case, rules)
    view = handover_list(case, rules, around.organisations, around.people)
    return Answer(view, "handover_list.html", {"title": "工作移交清单", "handover": view})


@handler.route("/seals", "GET")
def seals(request: Request) -> Answer:
    request.only_asks("year")
    found = register(request.actor, request.query.get("year", ""), clock.now())
    view = {"office": found.office, "year": found.year, "items": found.items}
    context = {"title": f"用印登记簿（{found.year}年）", "seals": view, "years": found.years}
    return Answer(view, "seals.html", context)


@handler.route("/leads", "GET")
def leads(request: Request) -> Answer:
    request.only_asks()
    view = pools_of_bureau(request.actor, clock.now())
    return Answer(view, "leads.html", {"title": "监督线索", "leads": view})


@handler.route("/contact-points", "GET")
def contact_points(request: Request) -> Answer:
    request.only_asks("district", "trade")
    wanted = {name: request.query.get(name, "") for name in ("district", "trade")}
    view = public_points(**wanted, now=clock.now())
    context = {"title": "行政执法监督联系点", "points": view, "wanted": wanted}
    return Answer(view, "contact_points.html", context)


@handler.route("/points", "GET")
def points(request: Request) -> Answer:
    request.only_asks()
    view = points_of_bureau(request.actor, clock.now())
    return Answer(view, "points.html", {"title": "联系点总表", "points": view})


@handler.route("/points/{matter_id}", "GET")
def point(request: Request) -> Answer:
    now = clock.now()
    case, rules, actor = visible(request.params["matter_id"], request.actor, now)
    if case.matter.kind != KIND:
        raise missing("matter_id", "没有这个联系点。")
    view = point_record(case, rules, actor, now)
    return Answer(view, "point.html", {"title": f"联系点记录：{case.matter.title}", "point": view})


@handler.route("/seals.csv", "GET")
def seals_table(request: Request) -> Answer:
    request.only_asks("year")
    found = register(request.actor, request.query.get("year", ""), clock.now())
    headers = {
        "Content-Type": "text/csv; charset=utf-8",
        "Content-Disposition": f'attachment; filename="seals-{found.year}.csv"',
        "Cache-Control": "no-store",
    }
    return Answer(raw=found.csv, headers=headers)


def _list(request: Request, path: str, index: str) -> Answer:
    actor = request.actor
    request.only_asks(*QUERY)
    wanted = Wanted(index=index, path=path, query=request.query, after=_cursor(request.query.get("cursor")))
    if number := wanted.number:
        found = find_by_number(actor, number)
        if found and request.wants_html:
            return Answer(location=public_url(f"/matters/{found}"))
    page = desk_page(actor, wanted, clock.now())
    page.context["next"] = _next(path, request.query, page.next)
    return Answer(
        {"items": page.items, "next": _encode(page.next), **{k: page.context[k] for k in ("advice", "leads")}},
        "inbox.html" if index == "inbox" else "desk.html",
        page.context,
    )


def _cursor(text: str | None) -> dict[str, str] | None:
    if not text:
        return None
    try:
        key = json.loads(base64.urlsafe_b64decode(text))
    except (binascii.Error, ValueError, RecursionError):
        raise invalid("cursor", "cursor", "翻页标记无效，请从第一页重新打开。") from None
    if not isinstance(key, dict) or not all(isinstance(v, str) and 0 < len(v) <= 200 for v in key.values()):
        raise invalid("cursor", "cursor", "翻页标记无效，请从第一页重新打开。")
    return key


def _encode(key: dict[str, str] | None) -> str | None:
    return base64.urlsafe_b64encode(json.dumps(key).encode()).decode() if key else None


def _next(path: str, query: Any, key: dict[str, str] | None) -> str | None:
    from urllib.parse import urlencode

    if key is None:
        return None
    kept = {k: v for k, v in query.items() if k != "cursor"}
    return f"{path}?{urlencode({**kept, 'cursor': _encode(key)})}"
