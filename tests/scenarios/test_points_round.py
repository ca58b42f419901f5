"""遴选: a round from its plan to the appointment, as a bureau, a department and the public walk it."""

from base64 import b64encode
from dataclasses import dataclass, field
from uuid import uuid4

import pytest

from infra.demo.office import Office, Reply, scan
from tests.scenarios import steps
from tests.scenarios.steps import Facts, refused
from tests.scenarios.test_inquiry_measures import sheet

pytestmark = pytest.mark.over_http

UNIT = {
    "category": "enterprise",
    "trade": "制造业",
    "district": "甲区",
    "size": "large",
    "address": "甲区一号",
    "phone": "0731-1234567",
    "email": "office@unit.example",
    "responsible": "向永固 总经理",
    "liaison": "齐乙 法务",
    "representative": "行业骨干，设有法务部。",
}
PLAN = {
    "title": "第一届行政执法监督联系点",
    "need": "围绕涉企执法，兼顾区域和行业。",
    "places": 2,
    "entities": "制造业 8000\n服务业 4000",
    "districts": "甲区 1\n乙区 1",
    "large": 1,
    "small": 1,
    "plaque": "榜样市行政执法监督联系点",
}
MET = ("politics", "close", "lawyers", "typical", "unpenalised", "able")
POINTS = {"typical": 20, "lawful": 21, "lawyers": 22, "willing": 23}
HTML = {"Accept": "text/html"}


def by(office: Office, role: str, place: str = "paragon") -> Office:
    return office.as_(f"{place}-{role}")


def finding(office: Office, **facts: object) -> Facts:
    day = steps.today(office).isoformat()
    met = {name: "met" for name in MET} | {f"{name}_evidence": "查阅档案。" for name in MET}
    base = {"reviewed_on": day, "dishonesty": "clean", "dishonesty_checked_on": day, "outcome": "eligible"}
    return {**base, **met, "political_stance": "firm", "ability": "not_asked", **facts}


@dataclass
class Walk:
    """A round, its candidacies by name, and what was seen and refused on the way."""

    id: str
    units: dict[str, str] = field(default_factory=dict)
    seen: dict[str, Facts] = field(default_factory=dict)
    refusals: dict[str, Reply] = field(default_factory=dict)

    @property
    def page(self) -> str:
        return f"/contact-points/rounds/{self.id}"


def handed_in(office: Office, path: str, **facts: object) -> Reply:
    return office.call("POST", path, facts, {"Idempotency-Key": uuid4().hex})


def page_of(office: Office, path: str) -> str:
    return str(office.call("GET", path, headers=HTML).body, "utf-8")


def examined(office: Office, walk: Walk, unit: str) -> None:
    """Talk, conditions, two scores, visit."""
    one, two = by(office, "supervisor-1"), by(office, "supervisor-2")
    candidacy, day = walk.units[unit], steps.today(office).isoformat()
    one.act(candidacy, "record_candidate_talk", talked_on=day, person="向永固", party="设有党支部。", content="坚定。")
    one.act(candidacy, "examine_conditions", **finding(office))
    two.act(candidacy, "first_score", relation="none", **POINTS, opinion="独立意见甲")
    walk.seen[f"sealed {unit}"] = one.matter(candidacy)
    by(office, "reviewer-1").act(candidacy, "second_score", relation="none", **POINTS, opinion="独立意见乙")
    people = ["paragon-supervisor-1", "paragon-supervisor-2"]
    one.act(candidacy, "visit_site", visited_on=day, visitors=people, received_by="向永固", findings="属实。")
    one.act(candidacy, "shortlist", reason="评分均在80分以上。")


@pytest.fixture(scope="module")
def walk(office: Office) -> Walk:
    """Three candidates: one recommended, one by its own, one entered from paper and eliminated."""
    one, head = by(office, "supervisor-1"), by(office, "signer-1")
    begun = one.post("/begin/selection", {**PLAN, "due_on": steps.working_day(office)})
    walk = Walk(str(begun["id"]), seen={"planned": begun})
    walk.refusals["before approval"] = office.call("GET", walk.page)
    head.act(walk.id, "approve_selection", opinion="同意。")
    candidates = f"{walk.page}/candidates"
    recommended = {**UNIT, "title": "榜样市永固机械有限公司", "consent": scan(), "recommended_by": "冒名单位"}
    commerce = by(office, "commerce-respondent-1")
    walk.seen["recommended"] = handed_in(commerce, candidates, **recommended).body
    walk.refusals["twice"] = handed_in(commerce, candidates, **recommended)
    alone = {**UNIT, "title": "自荐餐饮店", "trade": "服务业", "district": "乙区", "size": "small", "willing": True}
    walk.refusals["no proof"] = handed_in(office, candidates, **alone)
    broken = {**scan("申请书.pdf"), "content": b64encode(b"%PDF-1.4 cut off").decode()}
    walk.refusals["broken"] = handed_in(office, candidates, **alone, consent=broken, altcha=office.proof())
    used = office.proof()
    walk.seen["alone"] = handed_in(office, candidates, **alone, consent=scan("申请书.pdf"), altcha=used).body
    walk.refusals["proof again"] = handed_in(office, candidates, **{**alone, "title": "又一家"}, altcha=used)
    walk.refusals["clerk there"] = handed_in(by(office, "clerk-1"), candidates, **recommended)
    paper = {**UNIT, "title": "受罚公司", "way": "recommended", "recommended_by": "市工商联", "consent": scan()}
    by(office, "clerk-1").act(walk.id, "nominate", **paper)
    walk.seen["nominating"] = one.matter(walk.id)
    walk.units = {child["title"]: str(child["id"]) for child in walk.seen["nominating"]["children"]}
    walk.refusals["page early"] = office.call("GET", f"{walk.page}/objections")
    office.move(days=8)
    walk.refusals["too late"] = handed_in(office, candidates, **{**alone, "title": "迟到"}, altcha=office.proof())
    one.act(walk.id, "close_nominations")
    penalty = f"{steps.today(office).replace(year=steps.today(office).year - 1)} 某局 罚款"
    failed = {"unpenalised": "not_met", "penalties": penalty, "outcome": "eliminated", "reason": "受过行政处罚。"}
    talk = {"person": "某某", "party": "无。", "content": "一般。", "talked_on": steps.today(office).isoformat()}
    one.act(walk.units["受罚公司"], "record_candidate_talk", **talk)
    one.act(walk.units["受罚公司"], "examine_conditions", **finding(office, **failed))
    by(office, "clerk-1").act(walk.units["自荐餐饮店"], "add_materials", note="盖章申请书", consent=scan())
    for unit in ("榜样市永固机械有限公司", "自荐餐饮店"):
        examined(office, walk, unit)
    walk.seen["shortlisted"] = one.matter(walk.id)
    walk.seen["page"] = {"text": page_of(one, f"/matters/{walk.id}")}
    chosen = [walk.units["榜样市永固机械有限公司"], walk.units["自荐餐饮店"]]
    votes = {"attendees": "甲\n乙\n丙", "in_favour": 3, "against": 0, "abstained": 0}
    held = steps.today(office).isoformat()
    walk.seen["decided"] = one.act(walk.id, "decide_list", held_on=held, chosen=chosen, **votes)
    one.act(walk.id, "give_notice", published_at="本局网站", contact="0731-7654321")
    walk.seen["notice"] = office.get(walk.page)
    objection = {"candidate": chosen[1], "facts": "该店去年受过处罚。"}
    walk.seen["objected"] = handed_in(office, f"{walk.page}/objections", **objection, altcha=office.proof()).body
    form = f"candidate={chosen[0]}&facts=by+hand&idempotency_key={uuid4().hex}".encode()
    by_hand = {**HTML, "Content-Type": "application/x-www-form-urlencoded"}
    walk.seen["by hand"] = {"status": office.call("POST", f"{walk.page}/objections", form, by_hand).status}
    walk.refusals["before the notice ends"] = head.try_act(walk.id, "publish_list_after_notice", published_at="网站")
    steps.move_past(office, steps.days_on(steps.today(office), 7, "day"))
    walk.refusals["after it"] = handed_in(office, f"{walk.page}/objections", **objection, altcha=office.proof())
    answer = {"verification": "处罚已满三年。", "finding": "unfounded", "answer": "匿名异议，留存备查。"}
    for entry in steps.entries(one.matter(walk.id), "object_to_list"):
        one.act(walk.id, "answer_list_objection", objection=str(entry["n"]), **answer)
    walk.seen["published"] = head.act(walk.id, "publish_list_after_notice", published_at="本局网站")
    walk.seen["list"] = office.get(walk.page)
    return walk


@pytest.mark.duty("ZZ-2.1", "JZ-09", "JZ-06")
def test_departments_recommend_and_units_nominate_themselves(walk: Walk, office: Office) -> None:
    """Who recommends is told by who signed in, not by what was typed; a unit's own form needs a proof, used once.

    What it uploads is inspected, and is on file as any other paper: its conditions were examined by it.
    """
    candidacy = by(office, "supervisor-1").matter(walk.units["榜样市永固机械有限公司"])
    assert "榜样市商务和粮食局" in str(candidacy["summary"]) and "冒名单位" not in str(candidacy["summary"])
    assert walk.seen["alone"]["round"] == walk.seen["planned"]["number"]
    assert [("title", "once")] == refused(walk.refusals["twice"], 422)
    assert [("consent", "unfit")] == refused(walk.refusals["broken"], 422)
    assert "申请书.pdf" in str(by(office, "supervisor-1").matter(walk.units["自荐餐饮店"])["summary"])
    assert [("altcha", "missing")] == refused(walk.refusals["no proof"], 422)
    assert [("altcha", "once")] == refused(walk.refusals["proof again"], 422)
    assert [("action", "role")] == refused(walk.refusals["clerk there"], 403)
    assert 409 == walk.refusals["too late"].status
    assert 404 == walk.refusals["before approval"].status
    assert 409 == walk.refusals["page early"].status
    assert 3 == len(walk.units)


@pytest.mark.duty("ZZ-2.2", "ZZ-2.3", "JZ-07")
def test_the_first_score_is_read_by_nobody_before_the_second_is_given(walk: Walk, office: Office) -> None:
    unit = "榜样市永固机械有限公司"
    assert "独立意见甲" not in str(walk.seen[f"sealed {unit}"])
    both = str(by(office, "supervisor-1").matter(walk.units[unit]))
    assert "独立意见甲" in both and "独立意见乙" in both
    out = by(office, "supervisor-1").matter(walk.units["受罚公司"])
    assert "已淘汰" == out["state_title"] and "受过行政处罚" in str(steps.entries(out, "examine_conditions"))


@pytest.mark.duty("ZZ-2.4")
def test_the_desk_shows_the_spread_against_the_targets(walk: Walk) -> None:
    trades, districts, sizes = walk.seen["shortlisted"]["balance"]
    rows = [(row["name"], row["target"], row["candidates"], row["chosen"]) for row in trades["rows"]]
    assert [("制造业", 1, 1, 1), ("服务业", 1, 1, 1)] == rows
    assert ["甲区", "乙区"] == [row["name"] for row in districts["rows"]]
    through = [(row["name"], row["chosen"]) for row in sizes["rows"]]
    assert [("大型", 1), ("中型", 0), ("小型", 1), ("个体工商户", 0)] == through[:4]
    assert 'class="balance"' in walk.seen["page"]["text"] and "<svg" in walk.seen["page"]["text"]


@pytest.mark.duty("ZZ-2.2")
def test_the_notice_shows_the_list_to_all_and_takes_objections_while_it_runs(walk: Walk, office: Office) -> None:
    notice, final = walk.seen["notice"], walk.seen["list"]
    assert {"榜样市永固机械有限公司", "自荐餐饮店"} == {unit["title"] for unit in notice["units"]}
    assert notice["object"] and final["object"] is None
    assert 201 == walk.seen["by hand"]["status"]
    assert "0731-1234567" not in str(notice) and "向永固" not in str(notice)
    assert [("state", "notice_over")] == refused(walk.refusals["before the notice ends"], 409)
    assert [("state", "notice_runs")] == refused(walk.refusals["after it"], 409)
    assert "社会公众" == steps.entries(by(office, "supervisor-1").matter(walk.id), "object_to_list")[0]["by"]
    assert "聘期内" in final["state_title"] and final["term"]["last"] > final["term"]["first"]
    assert "榜样市永固机械有限公司" in page_of(office, walk.page)


@pytest.mark.duty("JZ-10", "JZ-09")
def test_a_unit_on_the_list_is_appointed_with_certificate_and_plaque(walk: Walk, office: Office) -> None:
    clerk, candidacy = by(office, "clerk-1"), walk.units["榜样市永固机械有限公司"]
    action = next(a for a in clerk.matter(candidacy)["actions"] if a["name"] == "appoint")
    filled = {f["name"]: f["value"] for f in action["fields"] if f["value"] not in (None, "")}
    assert walk.seen["list"]["term"]["last"] == filled["term_ends_on"]
    elsewhere = clerk.try_act(candidacy, "appoint", **{**filled, "organisation": "city-point-mill"})
    assert [("organisation", "registered_point")] == refused(elsewhere, 422)
    done = clerk.act(candidacy, "appoint", **{**filled, "organisation": "paragon-point-machines"})
    assert "已聘任" == done["state_title"]
    (term,) = [child for child in done["children"] if child["kind"] == "contact_point"]
    assert "榜样市永固机械有限公司" == clerk.matter(str(term["id"]))["respondent"]["name"]
    assert "榜样市行政执法监督联系点" in sheet(clerk, done, "timeline", "聘书")
    assert "榜样市司法局" in sheet(clerk, done, "timeline", "牌匾文字")


def test_without_self_nomination_the_page_leads_to_sign_in(office: Office) -> None:
    """By rules of recommendation only, nobody signed in is asked who he is, and there is no notice to object to."""
    one = by(office, "supervisor-1", "city")
    plan = {**PLAN, "due_on": steps.working_day(office)}
    round_ = str(one.post("/begin/selection", plan)["id"])
    by(office, "signer-1", "city").act(round_, "approve_selection", opinion="同意。")
    page = f"/contact-points/rounds/{round_}"
    assert 401 == office.call("GET", f"{page}/candidates").status
    assert 404 == office.call("GET", f"{page}/objections").status
    assert 200 == by(office, "market-respondent-1", "city").call("GET", f"{page}/candidates").status
    assert 403 == by(office, "commerce-respondent-1").call("GET", f"{page}/candidates").status
    page_text = page_of(by(office, "market-respondent-1", "city"), f"{page}/candidates")
    assert "设点意愿书" in page_text and "自荐" not in office.get(page)["state_title"]
