"""伴随式监督 over HTTP: from the pooled leads to the printed report, with every measure in between."""

import base64
import hashlib
import io
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from docx import Document

from infra.demo.office import SCAN, Office, scan
from tests.scenarios import steps
from tests.scenarios.steps import OFFICERS, Facts, agency, refused, signer, supervisor
from tests.scenarios.test_points_work import advice, begun, point

pytestmark = pytest.mark.over_http

SECRET = "本人系该厂会计王某某"
WENT = "周明远（证号 J1401001）\n林书宁（证号 J1401002）"


@dataclass
class Course:
    """One accompanying supervision, and what was seen on its way."""

    id: str
    complaints: list[dict[str, str]]
    advice: str
    seen: dict[str, Any] = field(default_factory=dict)


def plan(office: Office, **facts: Any) -> Facts:
    return {
        "title": "市场监管领域涉企检查伴随式监督",
        "respondent": "city-market",
        "field": "market",
        "officers": list(OFFICERS),
        "no_recusal": True,
        "first_day": steps.today(office).isoformat(),
        "due_on": steps.working_day(office, 10),
        "plan": "随同日常检查，查阅案卷，走访企业。",
        **facts,
    }


def at(office: Office, **facts: Any) -> Facts:
    day = steps.today(office)
    return {"began_at": f"{day}T00:00", "ended_at": f"{day}T00:01", "place": "示范市丰穗面粉有限公司", **facts}


def pool_of(office: Office, title: str) -> Facts:
    items = supervisor(office).get("/leads")["items"]
    return next((pool for pool in items if pool["title"] == title), {"leads": [], "begin": []})


def numbers(pool: Facts) -> set[str]:
    return {str(one["number"]) for one in pool["leads"]}


@pytest.fixture(scope="module")
def course(office: Office) -> Course:
    """Two complaints and one piece of advice are leads; what they have in common is followed."""
    complaints = [office.complain(facts=SECRET) for _ in range(2)]
    for complaint in complaints:
        lead = {"within_scope": True, "analysis": "反映检查程序的共性问题。"}
        supervisor(office).act(complaint["matter_id"], "record_as_lead", **lead)
    raised = begun(point(office), "advice", **advice(office))
    pool = pool_of(office, "示范市市场监督管理局")
    wanted = parse_qs(urlsplit(pool["begin"][0]["path"]).query)
    leads = "\n".join([*wanted["leads"], supervisor(office).matter(raised)["number"]])
    walk = Course("", complaints, raised, {"pool": pool, "wanted": wanted})
    for wrong in ("没有", supervisor(office).matter(raised)["number"].replace("JY", "JX")):
        reply = supervisor(office).call("POST", "/begin/accompanying", plan(office, leads=wrong))
        assert [("leads", "own_leads")] == refused(reply, 422)
    other = supervisor(office).call(
        "POST", "/begin/accompanying", plan(office, leads=leads, respondent="city-transport")
    )
    assert [("leads", "of_agency")] == refused(other, 422)
    walk.id = begun(supervisor(office), "accompanying", **plan(office, leads=leads))
    signer(office).act(walk.id, "approve", opinion="同意开展。")
    again = supervisor(office).call("POST", "/begin/accompanying", plan(office, leads=leads.lower()))
    assert [("leads", "own_leads")] == refused(again, 422)
    return walk


@pytest.mark.duty("JZ-17", "JZ-21")
def test_leads_that_belong_together_say_why_and_are_used_once(office: Office, course: Course) -> None:
    """By agency and by field, without a word of who brought them; the complainant reads that his was used."""
    pool, wanted = course.seen["pool"], course.seen["wanted"]
    own = {supervisor(office).matter(one["matter_id"])["number"] for one in course.complaints}
    assert own <= numbers(pool)
    assert "都针对示范市市场监督管理局" in pool["reasons"][0]
    assert ["city-market"] == wanted["respondent"]
    assert not [word for word in (SECRET, "丰穗") if word in str(pool)]
    assert not own & numbers(pool_of(office, "示范市市场监督管理局"))
    assert supervisor(office).matter(course.advice)["number"] not in numbers(pool_of(office, "市场监管"))
    assert "作为伴随式行政执法监督的线索" in steps.told(office, course.complaints[0]["code"])
    assert [("action", "role")] == refused(agency(office).call("GET", "/leads"), 403)
    page = supervisor(office).call("GET", "/leads", headers={"Accept": "text/html"})
    assert 200 == page.status and "按行政执法机关、执法领域归类".encode() in page.body


@pytest.mark.duty("NAT-23", "QZ-28")
def test_an_expert_is_invited_and_heard(office: Office, course: Course) -> None:
    """Invitation, his own answer by code, and the opinion he sent on paper stand on the list and on the course."""
    desk, day = supervisor(office), steps.today(office).isoformat()
    person = {"title": "钟教授", "category": "expert", "unit": "示范大学教授", "specialty": "食品安全"}
    expert = begun(desk, "invitee", **person, first_day=day, last_day=steps.working_day(office, 20))
    assert "待聘任" == desk.matter(expert)["state_title"]
    signer(office).act(expert, "appoint_invitee", opinion="同意聘任。")
    number = desk.matter(course.id)["number"]
    code = desk.act(expert, "issue_invitee_code")["code"]
    desk.act(expert, "invite", into=number, occasion="随同检查并论证。")
    (invitation,) = office.post("/invitations", {"code": code})["invitations"]
    assert ("awaiting", "伴随式监督") == (invitation["state"], invitation["kind_title"])
    path, answer = invitation["action"]["path"], {"into": number, "answer": "accepted", "in_person": True}
    assert [("code", "known")] == refused(office.call("POST", path, {"code": f"{code[:-1]}?", **answer}), 404)
    office.post(path, {"code": code, **answer})
    desk.act(expert, "record_invitee_opinion", into=number, opinion="抽样方法合格。")
    twice = desk.try_act(expert, "invite", into=number, occasion="再次邀请。")
    assert [("into", "not_invited_yet")] == refused(twice, 422)
    asked, answered, heard = steps.entries(desk.matter(course.id), "invitee_took_part")
    assert "钟教授" in str(asked["facts"]) and "接受邀请" in str(answered["facts"])
    assert "钟教授（特邀监督人员本人）" == answered["by"] != heard["by"]
    assert "抽样方法合格。" in str(heard["facts"])


@pytest.mark.duty("JZ-20", "NAT-22")
def test_anybody_answers_a_questionnaire_and_only_the_bureau_reads_what_came(office: Office, course: Course) -> None:
    """By its address alone; a form that is refused, also after it closed, comes back with what was typed."""
    asks = "检查人员是否出示证件？【单选，必答】\n都出示\n没有出示\n您有什么意见建议？【文字】"
    paper = {"title": "涉企检查情况问卷", "introduction": "请企业填写。", "due_on": steps.working_day(office, 2)}
    opened = supervisor(office).act(course.id, "open_questionnaire", **paper, questions=asks)
    (asked,) = [str(child["id"]) for child in opened["children"]]
    page = f"/questionnaires/{asked}"
    reply = by_hand(office, page, q2="希望合并检查。")
    assert 422 == reply[0] and "第1题必须回答" in reply[1] and "希望合并检查。" in reply[1]
    assert 201 == by_hand(office, page, q1="2", q2="希望合并检查。", idempotency_key="pressed-1")[0]
    assert 201 == by_hand(office, page, q1="2", q2="希望合并检查。", idempotency_key="pressed-1")[0]
    office.post(page, {"q1": ["1"], "altcha": office.proof()}, Idempotency_Key="pressed-2")
    assert 404 == agency(office).call("GET", f"/matters/{asked}").status
    shown = supervisor(office).matter(asked)["questionnaire"]
    assert (2, ["希望合并检查。"]) == (shown["answers"], shown["questions"][1]["texts"])
    done = supervisor(office).act(asked, "close_questionnaire", reason="企业都已填写。")
    assert "没有出示" in sheet_of(office, done, "close_questionnaire")
    reply = by_hand(office, page, q1="1", q2="来晚了的意见。")
    assert 409 == reply[0] and "已经截止" in reply[1] and "来晚了的意见。" in reply[1]


def by_hand(office: Office, path: str, **typed: str) -> tuple[int, str]:
    """A browser's form; the page it gets."""
    headers = {"Accept": "text/html", "Content-Type": "application/x-www-form-urlencoded"}
    form = urlencode({**typed, "altcha": office.proof()})
    reply = office.call("POST", path, form.encode(), headers)
    return reply.status, reply.body.decode()


@pytest.mark.duty("JZ-17", "JZ-18", "JZ-19", "JZ-20", "NAT-22", "WH-3.2d")
def test_every_measure_leaves_its_record_and_the_course_its_report(office: Office, course: Course) -> None:
    desk, day = supervisor(office), steps.today(office).isoformat()
    site = {"way": "attended", "surveyors": WENT, "enforcers": "高文博（执法证 M1）", "activity": "食品安全日常检查"}
    desk.act(course.id, "record_site", **at(office, **site, seen="未告知陈述申辩权利。", signed="signed"))
    desk.act(
        course.id,
        "take_files",
        **at(office, takers=WENT, given_by="高文博", files="处罚案卷一册", form="copy", signed="signed"),
    )
    steps.questioned(office, course.id)
    photo = {"taken_at": f"{day}T00:01", "place": "车间", "taken_by": WENT, "description": "检查现场。"}
    changed = desk.try_act(course.id, "record_material", **photo, kind="photo", file=scan("现场.pdf"), sha256="0" * 64)
    assert [("file", "unchanged")] == refused(changed, 422)
    kept = desk.act(course.id, "record_material", **photo, kind="photo", file=scan("现场.pdf"))
    assert hashlib.sha256(SCAN).hexdigest() in str(steps.entries(kept, "record_material")[0]["facts"])
    forum = {"kind": "forum", "held_on": day, "place": "会议室", "participants": "企业三家", "record": "检查偏多。"}
    desk.act(course.id, "record_meeting", **forum)
    desk.act(course.id, "ask_self_check", questions="请说明告知情况。", due_on=steps.working_day(office))
    agency(office).act(course.id, "give_statement", statement="已经开展自查。")
    spot = {"problem": "未告知。", "correction": "当场告知并补记。", "remedies": [], "officers_handled": 0}
    desk.act(course.id, "correct_on_the_spot", **spot)
    fields = {f["name"]: f for f in desk.get(f"/matters/{course.id}/actions/check_content")["fields"]}
    assert (8, 6) == (len(fields["content"]["options"]), len(fields["methods"]["options"]))
    for option in fields["content"]["options"]:
        heading = {"content": option["value"], "methods": ["site"], "result": "sound", "finding": "符合要求。"}
        desk.act(course.id, "check_content", **heading)
    desk.act(course.id, "give_guidance", given_on=day, to_whom="执法二队", guidance="应当当场告知。")
    opened = desk.act(course.id, "open_case", problem="裁量没有说理。", wish="opinion")
    summary = {
        "course": "随同检查一次。", "problems": "两项。", "corrected": "一项已纠正。", "guidance": "已指导。",
        "grade": "fair", "evaluation": "总体规范。", "suggestions": "加强说理。",
    }  # fmt: skip
    early = desk.try_act(course.id, "sum_up_accompanying", **summary)
    assert [("state", "no_open_children")] == refused(early, 409)
    case = next(child for child in opened["children"] if child["kind"] == "supervision")
    signer(office).act(case["id"], "terminate", cause="corrected", reason="已经纠正。")
    done = desk.act(course.id, "sum_up_accompanying", **summary)
    assert "已总结" == done["state_title"]
    report = sheet_of(office, done, "sum_up_accompanying")
    said = (
        f"线索{len(course.seen['wanted']['leads'][0].split()) + 1}条",
        "市场监管",
        "现场伴随监督、暗访1次",
        "询问1次",
        "座谈会1次",
        "问卷“涉企检查情况问卷”收到答卷2份。",
        "“都出示”1人；“没有出示”1人",
        "基本规范",
        "周明远（证号 J1401001）",
    )
    assert [] == [part for part in said if part not in report]
    assert "未告知陈述申辩权利。" in sheet_of(office, done, "record_site")
    assert "一份交提供人作为收据" in sheet_of(office, done, "take_files")
    own = agency(office).matter(course.id)
    assert not [entry for entry in own["timeline"] if entry["name"] in ("begin", "record_site", "check_content")]


def sheet_of(office: Office, matter: Facts, action: str) -> str:
    """What the sheet of an act prints."""
    entry = steps.entries(matter, action)[-1]
    given = supervisor(office).get(str(entry["sheets"][0]["path"]))
    word = Document(io.BytesIO(base64.b64decode(given["content"])))
    return "\n".join(cell.text for table in word.tables for row in table.rows for cell in row.cells)


@pytest.mark.duty("QZ-13", "HEB-19")
def test_one_supervisor_or_a_plan_without_days_begins_nothing(office: Office) -> None:
    before = len(steps.listed(supervisor(office), "/desk?tab=open&kind=accompanying"))
    without = {k: v for k, v in plan(office).items() if k not in ("first_day", "due_on")}
    for body, mistakes in (
        (plan(office, officers=list(OFFICERS[:1])), [("officers", "too_short")]),
        (without, [("first_day", "missing"), ("due_on", "missing")]),
    ):
        assert mistakes == refused(supervisor(office).call("POST", "/begin/accompanying", body), 422)
    assert before == len(steps.listed(supervisor(office), "/desk?tab=open&kind=accompanying"))
