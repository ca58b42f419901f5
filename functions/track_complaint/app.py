"""By secret code: /complaints/track to follow, …/evidence to send a file, …/{action} to supplement, withdraw, rate.

POST /complaints/track/proof hands out the 存证证明 of whatever the complainant sees of his own matter.
"""

import json
import secrets

from jiandu.adapters import clock, codes, files, table
from jiandu.core.deadlines import shanghai_day
from jiandu.core.errors import Conflict, Invalid, Missing, Mistake, TooMany
from jiandu.core.matter import Actor, Case
from jiandu.core.procedure import rules_on
from jiandu.evidence import ask as ask_to_send
from jiandu.perform import Act, perform
from jiandu.proofs import proof_of_event
from jiandu.requests import Request
from jiandu.statuses import STATUS
from jiandu.views.actions import Refused
from jiandu.views.evidence import ACTION, sending_action, sending_page, sending_view
from jiandu.views.tracking import tracking_actions, tracking_proof, tracking_view
from jiandu.web import Answer, App, public_url

handler = App("track_complaint", fact="complaints_tracked")
UNKNOWN = Missing("没有这个查询码，请核对后再查。", Mistake("code", "known", "没有这个查询码，请核对后再查。"))


@handler.route("/complaints/track", "GET")
def ask(request: Request) -> Answer:
    context = {"title": "查询办理进度", "error": None, "code": ""}
    return Answer(body={"post": {"code": "查询码"}}, page="track.html", context=context)


@handler.route("/complaints/track", "POST")
def track(request: Request) -> Answer:
    code = request.text("code") or ""
    try:
        return _tracked(_matter_id(request), code)
    except (Missing, TooMany) as error:
        if not request.wants_html:
            raise
        detail = error.detail if code.strip() else "请填写查询码。"
        context = {"title": "查询办理进度", "error": detail, "code": code}
        wait = {"Retry-After": str(error.seconds)} if isinstance(error, TooMany) else {}
        return Answer(page="track.html", context=context, status=STATUS[type(error)][0], headers=wait)


@handler.route("/complaints/track/evidence", "GET")
def sent(request: Request) -> Answer:
    """Where a browser comes back to from the bucket: what became of the file is seen by the code alone."""
    note = "文件已经收到，正在作安全检查，一般几分钟。请用查询码查看结果，也可以继续上传。"
    context = {"title": "查询办理进度", "error": None, "code": "", "note": note}
    return Answer(body={"post": {"code": "查询码"}}, page="track.html", context=context)


@handler.route("/complaints/track/evidence", "POST")
def send(request: Request) -> Answer:
    code, matter_id = request.text("code") or "", _matter_id(request)
    case = table.load_case(matter_id)
    if case is None or case.matter.disposed_on:
        raise UNKNOWN
    back = public_url("/complaints/track/evidence") if request.wants_html else None
    try:
        evidence, post = ask_to_send(case, request.values, clock.now(), back)
    except (Invalid, Conflict) as error:
        if request.posted is None or not request.wants_html:
            raise
        return _tracked(matter_id, code, refused=Refused(ACTION, request.posted, error.mistakes))
    page = sending_page(evidence, post)
    return Answer(sending_view(evidence, post), "evidence_upload.html", page, status=201, sends_to=post.origin)


@handler.route("/complaints/track/proof", "POST")
def proof(request: Request) -> Answer:
    case = table.load_case(_matter_id(request))
    if case is None or case.matter.disposed_on:
        raise UNKNOWN
    rules = rules_on(case.matter.profile, shanghai_day(clock.now()))
    body = tracking_proof(case, rules, proof_of_event)
    if not request.wants_html:
        return Answer(body=body)
    headers = {"Content-Type": "application/json", "Cache-Control": "no-store"}
    headers |= files.named(f"存证证明-{case.matter.number}.json")
    return Answer(raw=json.dumps(body, ensure_ascii=False), headers=headers)


@handler.route("/complaints/track/{action}", "POST")
def act(request: Request) -> Answer:
    code, name = request.text("code") or "", request.params["action"]
    matter_id = _matter_id(request)
    wanted = Act(
        matter_id=matter_id,
        action=name,
        actor=Actor("complainant", matter_id),
        values=request.values,
        path=f"/matters/{matter_id}/actions/{name}",
        now=clock.now(),
        idempotency_key=request.idempotency_key,
    )
    try:
        perform(wanted)
    except (Invalid, Conflict) as error:
        if request.posted is None or not request.wants_html:
            raise
        return _tracked(matter_id, code, refused=Refused(name, request.posted, error.mistakes))
    return _tracked(matter_id, code, done="已提交。")


def _matter_id(request: Request) -> str:
    """Whose code it is; one answer and one amount of work for whatever is none, and few tries an hour."""
    item = codes.opened(request.text("code") or "", request.source, clock.now())
    if item is None:
        raise UNKNOWN
    return str(item["matter"])


def _tracked(matter_id: str, code: str, refused: Refused | None = None, done: str | None = None) -> Answer:
    case = table.load_case(matter_id)
    if case is None or case.matter.disposed_on:
        raise UNKNOWN
    now = clock.now()
    rules = rules_on(case.matter.profile, shanghai_day(now))
    main = table.load_case(case.matter.merged_into) if case.matter.merged_into else None
    merged_into = [main, *_children(main)] if main else []
    takes_files = case.matter.closed_at is None or (refused is not None and refused.action == ACTION)
    view = tracking_view(case, _children(case), rules, now, merged_into)
    actions = tracking_actions(case, rules, now, refused)
    context = {
        **view,
        "title": "办理进度",
        "code": code,
        "actions": [*actions, *([sending_action(refused)] if takes_files else [])],
        "can_write": any(action["name"] == "write_to_officer" for action in actions),
        "errors": refused.errors if refused else [],
        "failed": refused.action if refused else None,
        "done": done,
        "idempotency_key": secrets.token_hex(16),
    }
    return Answer(view, "tracked.html", context, status=422 if refused else 200)


def _children(case: Case) -> list[Case]:
    return [child for c in case.matter.children if (child := table.load_case(c)) is not None]
