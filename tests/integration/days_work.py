"""A city's work from the complaint to the removal of what is disposed of, and what goes on around it.

Every function is asked what it is there for, so that each of its rights is used.
"""

from __future__ import annotations

import base64
import uuid
from datetime import date
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from jiandu.adapters import aws, removal, table
from jiandu.adapters.items import marshal
from jiandu.settings import settings

from infra.demo.office import SCAN, Office, scan
from tests.contract.events import event
from tests.integration import front
from tests.integration.desk_work import MONDAY
from tests.integration.test_new_year import YEAR
from tests.integration.test_template_versions import own
from tests.scenarios import steps
from tests.scenarios.test_points_round import PLAN, UNIT

COMPLAINANT = {"name": "欧阳静", "phone": "13800138000"}
COMPLAINT = {"agency": "city-market", "category": "unlawful_penalty", "facts": "罚款未告知听证权利。"}
HTML = {"Accept": "text/html"}
OVERNIGHT = ("sweep_deadlines", "seal_day", "dispose_matters")


def every_function(office: Office) -> None:
    for kind in ("opinion", "answer"):
        _own_letter(office, kind)
    code = _told(office)
    case = _inquired(office)
    _invited(office, case)
    _objected(office, case)
    _taken_in(office)
    _looked_at(office, case)
    _next_year(office)
    _disposed_of(office)
    _nights(office)
    _proven(office, code)
    _registers(office)
    _chosen(office)
    _signed_in(office)


def _own_letter(office: Office, kind: str) -> None:
    file = {"name": "文书.docx", "content": base64.b64encode(own(kind)).decode()}
    office.as_("city-administrator-1").post(f"/templates/{kind}", {"file": file, "note": "改用本局格式。"})
    head = steps.signer(office)
    waiting = head.get(f"/templates/{kind}")
    head.post(f"/templates/{kind}/approve", {"version": waiting["version"]})
    head.call("GET", f"/templates/{kind}/versions/1/docx")


def _told(office: Office) -> str:
    """A complaint with a file sent after it, and one by a browser without scripts; the code of the first."""
    office.get("/organisations")
    receipt = office.complain(**COMPLAINANT)
    form = {**HTML, "Content-Type": "application/x-www-form-urlencoded"}
    by_hand = event("POST", "/complaints", {}, {}, headers=form) | {"body": urlencode(COMPLAINT)}
    assert 201 == front.handler_of("submit_complaint")(by_hand, None)["statusCode"]
    asked = office.post("/complaints/track/evidence", {"code": receipt["code"], "name": "照片", "kind": "pdf"})
    front.handler_of("inspect_evidence")({"detail-type": "Scheduled Event"}, None)
    aws.client("s3").put_object(Bucket=settings().quarantine_name, Key=asked["fields"]["key"], Body=SCAN)
    arrived = {"detail-type": "Object Created", "detail": {"object": {"key": asked["fields"]["key"]}}}
    front.handler_of("inspect_evidence")(arrived, None)
    desk = steps.supervisor(office)
    evidence = desk.get(f"/evidence/{receipt['matter_id']}")
    desk.get(evidence["items"][0]["path"])
    desk.get(f"/evidence/{receipt['matter_id']}")
    desk.get(f"/volumes/{receipt['matter_id']}/reserved")
    office.call("POST", "/complaints/track", {"code": "wrong"})
    office.post("/complaints/track/supplement", {"code": receipt["code"], "text": "补充。"})
    return receipt["code"]


def _inquired(office: Office) -> str:
    """A case whose letter was previewed, signed with an instruction on paper, sealed and served."""
    _, case = steps.inquired(office, **COMPLAINANT)
    desk, reviewer = steps.supervisor(office), steps.reviewer(office)
    desk.act(case, "draft_opinion", **steps.opinion_facts())
    reviewer.get(f"/matters/{case}/preview")
    reviewer.act(case, "review_opinion", opinion="事实清楚，同意。")
    steps.signer(office).act(case, "sign_opinion", opinion="同意签发。", instruction=scan("批示.pdf"))
    steps.sealed(office, case, "opinion")
    steps.served(office, case, "opinion")
    obstruction = {"persons": "某人", "happened": "拒绝提供案卷。", "pursued": "warned", "evidence": scan()}
    desk.act(case, "record_obstruction", **obstruction)
    look = {"version": desk.matter(case)["version"], "reason": "verify", "explanation": "需要核对是否当事人本人。"}
    desk.post(f"/matters/{case}/identity/open_identity", look)
    desk.get(f"/matters/{case}/identity/confirm_extract")
    naming = {"version": desk.matter(case)["version"], "text": f"{COMPLAINANT['name']}反映未告知听证权利。"}
    steps.refused(desk.call("POST", f"/matters/{case}/identity/confirm_extract", naming), 422)
    return case


def _invited(office: Office, case: str) -> None:
    """Somebody on the list gets a code, is invited to the case and answers with it; another tries a wrong one."""
    desk, today = steps.supervisor(office), steps.today(office).isoformat()
    person = {"title": "钟书远", "category": "expert", "unit": "示范大学", "specialty": "行政法"}
    term = {"first_day": today, "last_day": steps.working_day(office, 20)}
    expert = desk.post("/begin/invitee", {**person, **term})["id"]
    steps.signer(office).act(expert, "appoint_invitee", opinion="同意聘任。")
    code, number = desk.act(expert, "issue_invitee_code")["code"], desk.matter(case)["number"]
    desk.get(f"/matters/{expert}/codes/replace_invitee_code")
    desk.act(expert, "invite", into=number, occasion="论证。")
    answer = {"code": code, "into": number, "answer": "accepted", "in_person": True}
    office.post("/invitations/answer_invitation", answer)
    office.call("POST", "/invitations", {"code": "wrong"})


def _objected(office: Office, case: str) -> None:
    objection = steps.object_to(office, case, attachment=scan())
    steps.answer(office, objection, "upheld")


def _taken_in(office: Office) -> None:
    entered = {**COMPLAINT, "name": "王某", "channel": "letter", "received_on": steps.today(office).isoformat()}
    key = {"Idempotency_Key": uuid.uuid4().hex}
    office.as_("city-clerk-1").post("/take-in", {**entered, "scan": scan()}, **key)
    office.as_("town-assistant-1").get("/take-in/leads")


def _looked_at(office: Office, case: str) -> None:
    desk = steps.supervisor(office)
    opinion = steps.document(desk.matter(case), "opinion")
    desk.get(opinion["link"])
    desk.get(opinion["sealed_link"])
    desk.get(opinion["sheets"][0]["path"])
    for path in (
        "/desk",
        "/matters?q=市",
        "/seals",
        "/points",
        "/batches?action=sign_opinion",
        f"/volumes/{case}",
        f"/volumes/{case}/main",
    ):
        desk.call("GET", path)
    steps.agency(office).get("/inbox")
    office.call("POST", "/check", {"number": opinion["number"], "code": "AAAA-BBBB-CCCC"})
    office.post("/check", {"sha256": "0" * 64})
    office.get("/health")


def _next_year(office: Office) -> None:
    """Its days off are loaded and approved; the next night recomputes by them."""
    office.get("/calendar")
    office.as_("city-administrator-1").get("/calendar/load")
    office.as_("city-administrator-1").post("/calendar/load", YEAR)
    head = steps.signer(office)
    head.post("/calendar/pending/approve", {"version": head.get("/calendar/pending")["version"]})


def _disposed_of(office: Office) -> None:
    """Ten years are not waited for: the mark of the disposal is put on by hand, as its act puts it on."""
    receipt = office.complain(**COMPLAINANT)
    matter = receipt["matter_id"]
    steps.supervisor(office).act(matter, "refuse", reason="out_of_scope", explanation="属于民事纠纷。")
    for folder in removal.FOLDERS:
        aws.client("s3").put_object(Bucket=settings().bucket_name, Key=f"{folder}/{matter}/file", Body=SCAN)
    dynamodb, name = aws.client("dynamodb"), settings().table_name
    dynamodb.update_item(
        TableName=name,
        Key=marshal({"pk": f"M#{matter}", "sk": "MATTER"}),
        UpdateExpression="SET disposed_on = :d, disposal = :l",
        ExpressionAttributeValues=marshal({":d": date.today().isoformat(), ":l": "XH1"}),
    )
    place = {"due_pk": table.DISPOSING, "due_sk": f"{MONDAY.isoformat()}#{matter}"}
    dynamodb.put_item(TableName=name, Item=marshal({"pk": f"M#{matter}", "sk": "REMAINS", **place}))


def _nights(office: Office) -> None:
    """The second looks back at what the first locked."""
    for days in (20, 1):
        office.post("/local/clock", {"days": days})
        for name in OVERNIGHT:
            front.handler_of(name)({}, None)


def _proven(office: Office, code: str) -> None:
    month = office.get("/record")["items"]
    office.get(f"/record/{month[0]['day']}")
    office.post("/complaints/track/proof", {"code": code})


def _registers(office: Office) -> None:
    keeper = office.as_("city-administrator-1")
    keeper.get("/admin")
    keeper.get("/admin/people/city-clerk-1/leave")
    keeper.get("/admin/organisations/city-urban/close_organisation")
    nothing_in_hand = {"from_person": "city-clerk-1", "to_person": "city-supervisor-1", "reason": "调离。"}
    steps.refused(steps.signer(office).call("POST", "/begin/handover", nothing_in_hand), 422)
    person = keeper.get("/admin/people/city-clerk-1")
    keeper.post(
        "/admin/people/city-clerk-1/end_sessions", {"version": person["version"], "reason": "账号可能被他人使用。"}
    )


def _chosen(office: Office) -> None:
    """A round of contact points: a department recommends, one unit nominates itself, another tries so by hand."""
    planned = office.as_("paragon-supervisor-1").post("/begin/selection", {**PLAN, "due_on": steps.working_day(office)})
    office.as_("paragon-signer-1").act(planned["id"], "approve_selection", opinion="同意。")
    page = f"/contact-points/rounds/{planned['id']}"
    office.get(page)
    commerce = office.as_("paragon-commerce-respondent-1")
    commerce.post(f"{page}/candidates", {**UNIT, "title": "永固机械有限公司", "consent": scan()})
    office.post(f"{page}/candidates", {**UNIT, "title": "自荐餐饮店", "willing": True, "altcha": office.proof()})
    form = {**HTML, "Content-Type": "application/x-www-form-urlencoded"}
    route = "/contact-points/rounds/{matter_id}/candidates"
    by_hand = event("POST", route, {"matter_id": planned["id"]}, {}, headers=form)
    front.handler_of("hear_public")(by_hand | {"body": urlencode({"title": "又一家"})}, None)


def _signed_in(office: Office) -> None:
    """By way of the provider; the session is looked at, put off and ended."""
    begun = office.call("GET", "/sign-in", headers=HTML)
    asked = parse_qs(urlsplit(begun.headers["Location"]).query)
    back = urlencode({"state": asked["state"][0], "code": asked["nonce"][0]})
    come = office.call("GET", f"/sign-in/callback?{back}", headers={**HTML, **_kept(begun)})
    front.handler_of("authorize")({"headers": _kept(come), "methodArn": "arn:x"}, None)
    office.call("POST", "/sign-out", {}, _kept(come))


def _kept(reply: Any) -> dict[str, str]:
    """What a browser sends back of the cookie it got."""
    return {"Cookie": reply.headers["Set-Cookie"].split(";")[0]}
