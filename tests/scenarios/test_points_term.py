"""联系点聘期 over HTTP: shown, looked after, evaluated, re-checked and renewed, revoked; what the public sees of it."""

from datetime import date, timedelta
from urllib.parse import quote, urlencode

import pytest

from infra.demo.office import Office, scan
from tests.scenarios import steps
from tests.scenarios.steps import Facts, refused

SCORES = ("participation", "proposals", "display", "improvement", "conduct")
CONDITIONS = ("politics", "close", "lawyers", "typical", "unpenalised", "able")


def clerk(office: Office) -> Office:
    return office.as_("city-clerk-1")


def mill(office: Office) -> Office:
    return office.as_("city-point-mill-1")


def county(office: Office) -> Office:
    return office.as_("county-supervisor-1")


def opening(office: Office, point: str = "city-point-mill", **facts: object) -> Facts:
    first = steps.today(office)
    return {
        "organisation": point,
        "title": "示范市丰穗面粉有限公司",
        "category": "enterprise",
        "trade": "制造业",
        "district": "示范县",
        "county": "county-bureau",
        "size": "medium",
        "address": "示范县工业路1号",
        "email": "law@mill.example",
        "phone": "0354-1234567",
        "responsible": "牛满仓",
        "liaison": "麦香兰",
        "first_day": first.isoformat(),
        "term_ends_on": (first + timedelta(days=100)).isoformat(),
        **facts,
    }


def begun(office: Office, point: str = "city-point-mill", **facts: object) -> str:
    return str(steps.supervisor(office).post("/begin/contact_point", opening(office, point, **facts))["id"])


def evaluation(office: Office, score: int, grade: str) -> Facts:
    scores = {name: score for name in SCORES}
    reasons = {f"{name}_reason": "见记录。" for name in SCORES}
    return {"evaluated_year": steps.today(office).year, **scores, **reasons, "grade": grade}


def signed(office: Office, term: str, letter: str, **facts: object) -> Facts:
    """Drafted, reviewed, signed and sealed."""
    steps.supervisor(office).act(term, f"draft_{letter}", **{"publicity": "none", **facts})
    steps.reviewer(office).act(term, f"review_{letter}", opinion="同意。", secrecy=True)
    steps.signer(office).act(term, f"sign_{letter}", opinion="签发。")
    day = steps.today(office).isoformat()
    return steps.supervisor(office).act(term, f"seal_{letter}", file=scan(), sealed_on=day)


@pytest.mark.duty("JZ-10", "JZ-11", "JZ-29", "JZ-31d", "JZ-32", "JZ-33", "ZZ-3.4", "ZZ-3.5", "ZZ-4")
def test_a_point_is_shown_looked_after_evaluated_and_renewed(office: Office) -> None:
    """The whole term: the public finds it, the county helps, a late change shows, three years end in a renewal."""
    term = begun(office, first_day=(steps.today(office) - timedelta(days=60)).isoformat())
    twice = steps.supervisor(office).call("POST", "/begin/contact_point", opening(office))
    assert [("first_day", "no_overlap")] == refused(twice, 422)
    several = opening(office, "city-point-caterers", responsible="宴永和、牛满仓")
    assert [("responsible", "one_person")] == refused(
        steps.supervisor(office).call("POST", "/begin/contact_point", several), 422
    )

    here = f"/contact-points?district={quote('示范县')}"
    (shown,) = office.get(here)["items"]
    assert ("牛满仓", "麦香兰", "0354-1234567") == (shown["responsible"], shown["liaison"], shown["phone"])

    today = steps.today(office)
    late = {"changed_on": (today - timedelta(days=45)).isoformat(), "liaison": "麦小青"}
    future = mill(office).try_act(term, "report_change", **{**late, "changed_on": "2099-01-04"})
    assert [("changed_on", "not_in_future")] == refused(future, 422)
    changed = mill(office).act(term, "report_change", **late)
    (clock,) = [c for c in changed["clocks"] if c["name"] == "change_report"]
    assert "逾期告知变更" in {entry["action"] for entry in changed["timeline"]}
    assert "逾期后完成" == clock["state_title"]
    assert "麦小青" in str(office.get("/contact-points"))

    visit = {"care": "visit", "contacted_on": today.isoformat(), "persons": "梁柏舟", "outcome": "听取意见两条。"}
    plan = {"care": "checkup", "planned_on": today.isoformat(), "persons": "梁柏舟", "plan": "体检。"}
    county(office).act(term, "plan_contact", **plan)
    county(office).act(term, "record_contact", **visit)
    mill(office).act(term, "record_participation", right="right_5", took_part_on=today.isoformat(), what="案卷评查。")
    (line,) = [row for row in county(office).get("/points")["items"] if row["path"].endswith(term)]
    assert (today.isoformat(), False) == (line["contacted_on"], line["not_contacted"])
    record = mill(office).get(f"/points/{term}")
    assert 1 == record["rights"][4]["total"]
    assert {True, False} == {row["planned"] for row in record["contacts"]}

    beyond = steps.supervisor(office).try_act(term, "evaluate_point", **evaluation(office, 101, "excellent"))
    assert {(name, "less_than_equal") for name in SCORES} == set(refused(beyond, 422))
    steps.supervisor(office).act(term, "evaluate_point", **evaluation(office, 95, "excellent"))
    again = steps.supervisor(office).try_act(term, "evaluate_point", **evaluation(office, 95, "excellent"))
    assert [("evaluated_year", "once_a_year")] == refused(again, 422)
    praised = signed(office, term, "commendation", scope="全市各行政执法监督联系点", text="反映意见九条。")
    assert ["表扬通报"] == [d["title"] for d in praised["documents"]]
    signed(office, term, "improvement_demand", problems="公示不全。", demand="补齐。", due_on=steps.working_day(office))
    mill(office).act(term, "receive_improvement_demand", signatory="牛满仓，法务部经理")
    mill(office).act(term, "report_improvement", report="已经补齐。")
    steps.supervisor(office).act(term, "accept_improvement", opinion="已经改进。")

    opened = steps.supervisor(office).get(f"/begin/activity?{urlencode({'title': '涉企检查', 'mode': 'key'})}")
    assert {"title": "涉企检查", "mode": "key"}.items() <= {f["name"]: f["value"] for f in opened["fields"]}.items()

    ends = date.fromisoformat(line["term_ends_on"])
    office.move(days=(ends - timedelta(days=90) - steps.today(office)).days + 1)
    rechecking = steps.supervisor(office).matter(term)
    assert "复核中" == rechecking["state_title"]
    answers = {f"{name}{more}": value for name in CONDITIONS for more, value in (("", "met"), ("_evidence", "核对。"))}
    steps.supervisor(office).act(term, "record_recheck", **answers, proposal="renew", reason="履职良好。")
    days = {"first_day": ends + timedelta(days=1), "term_ends_on": ends + timedelta(days=190)}
    following = {name: day.isoformat() for name, day in days.items()}
    overlapping = opening(office, **{**following, "first_day": ends.isoformat()})
    assert [("first_day", "no_overlap")] == refused(
        steps.signer(office).try_act(term, "renew_term", **overlapping), 422
    )
    renewed = steps.signer(office).act(term, "renew_term", **opening(office, **following))
    assert ("待续聘", ["任职中"]) == (renewed["state_title"], [c["state_title"] for c in renewed["children"]])
    assert [ends.isoformat()] == [row["term_ends_on"] for row in office.get(here)["items"]]


@pytest.mark.duty("JZ-34", "ZZ-4")
def test_a_point_is_heard_before_it_is_revoked_and_the_public_learns_of_it(office: Office) -> None:
    """Proposer and decider apart; nothing it raised is forgotten; what is revoked cannot be evaluated."""
    term = begun(office, "city-point-caterers", title="示范市餐饮行业协会", trade="餐饮业")
    own = steps.supervisor(office).try_act(term, "propose_revocation", ground="own_request", facts="主动申请。")
    assert [("ground", "own_request_on_file")] == refused(own, 422)
    steps.supervisor(office).act(term, "propose_revocation", ground="not_performing", facts="一年没有履职。")
    assert [("state", "point_heard")] == refused(
        steps.signer(office).try_act(term, "decide_revocation", outcome="revoke", reason="属实。"), 409
    )
    office.as_("city-point-caterers-1").act(term, "state_opinion", opinion="请求保留。")
    steps.signer(office).act(term, "decide_revocation", outcome="revoke", reason="意见不成立。")
    steps.supervisor(office).act(term, "settle_open_matters", settled="")
    hidden = steps.supervisor(office).try_act(term, "draft_revocation_notice", publicity="none", text="收回牌匾。")
    assert [("publicity", "announced_to_public")] == refused(hidden, 422)
    public = {"publicity": "active", "publicity_reason": "向社会公告。"}
    revoked = signed(office, term, "revocation_notice", text="收回牌匾。", **public)
    assert "已撤销" == revoked["state_title"]
    assert "示范市餐饮行业协会" in {row["name"] for row in office.get("/contact-points")["revoked"]}
    late = steps.supervisor(office).try_act(term, "evaluate_point", **evaluation(office, 80, "qualified"))
    assert [("state", "state")] == refused(late, 409)
    anew = {"first_day": (steps.today(office) + timedelta(days=1)).isoformat(), "title": "示范市餐饮行业协会"}
    begun(office, "city-point-caterers", **anew)
