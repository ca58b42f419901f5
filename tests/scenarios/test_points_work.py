"""What contact points raise and are asked, over HTTP: each with its answer and its clock, nobody forgotten."""

import uuid
from datetime import timedelta
from typing import Any

import pytest

from infra.demo.office import Office, scan
from tests.scenarios import steps
from tests.scenarios.steps import Facts, refused, supervisor, today, working_day

MILL, CATERERS = "city-point-mill", "city-point-caterers"


def point(office: Office, organisation: str = MILL) -> Office:
    return office.as_(f"{organisation}-1")


def begun(office: Office, kind: str, /, **facts: Any) -> str:
    return str(office.post(f"/begin/{kind}", facts)["id"])


def facts_in(view: Facts, action: str) -> str:
    return str(steps.entries(view, action)[-1]["facts"])


def advice(office: Office, **facts: Any) -> Facts:
    day = today(office).isoformat()
    ordinary = {"title": "检查次数偏多", "source": "box", "collected_on": day}
    return {**ordinary, "field": "market", "text": "一年检查六次，希望合并。", **facts}


@pytest.mark.duty("ZZ-3.1", "JZ-29")
def test_advice_is_collected_counted_answered_and_told(office: Office) -> None:
    """By box, forum and visit; the bureau answers two at once; the point records that it told whoever advised."""
    mill = point(office)
    pieces = [begun(mill, "advice", **advice(office, source=source)) for source in ("box", "forum", "visit")]
    tomorrow = (today(office) + timedelta(days=1)).isoformat()
    ahead = mill.call("POST", "/begin/advice", advice(office, collected_on=tomorrow))
    assert [("collected_on", "not_in_future")] == refused(ahead, 422)
    nowhere = mill.call("POST", "/begin/advice", advice(office, source="rumour"))
    assert [("source", "literal_error")] == refused(nowhere, 422)
    for reader, path in ((mill, "/inbox"), (supervisor(office), "/desk?tab=open&kind=advice")):
        month = reader.get(path)["advice"][0]
        assert today(office).isoformat()[:7] == month["month"]
        assert {"box": 1, "forum": 1, "visit": 1, "own": 0} == {row["source"]: row["n"] for row in month["sources"]}

    chosen = [{"id": one, "version": supervisor(office).matter(one)["version"]} for one in pieces[:2]]
    answer = {"outcome": "adopted", "explanation": "已与市场监督管理局商定合并检查。"}
    batch = {"action": "answer_advice", "matters": chosen, "facts": answer}
    assert 2 == supervisor(office).post("/batches", batch, Idempotency_Key=uuid.uuid4().hex)["done"]
    told = mill.matter(pieces[0])
    assert ("已答复，待告知提出人", "联系点") == (told["state_title"], told["respondent"]["title"])
    assert "合并检查" in facts_in(told, "answer_advice")
    too_early = mill.try_act(pieces[0], "tell_adviser", told_on="2020-01-02", way="notice")
    assert [("told_on", "between")] == refused(too_early, 422)
    done = mill.act(pieces[0], "tell_adviser", told_on=today(office).isoformat(), way="notice")
    assert "已告知提出人" == done["state_title"]
    assert "已撤回" == mill.act(pieces[2], "withdraw_raised", reason="重复。")["state_title"]
    assert 2 == mill.get("/inbox")["advice"][0]["total"]
    assert 404 == point(office, CATERERS).call("GET", f"/matters/{pieces[0]}").status
    assert [("action", "role")] == refused(supervisor(office).call("POST", "/begin/advice", advice(office)), 403)


def solicitation(office: Office, **facts: Any) -> Facts:
    return {
        "title": "餐饮业监管办法（草案）征求意见",
        "drafter": "示范市市场监督管理局",
        "draft_kind": "normative",
        "way": "written",
        "questions": "第八条保证金的比例是否合理？",
        "draft": scan("草案.pdf"),
        "due_on": working_day(office),
        "points": [MILL, CATERERS],
        **facts,
    }


def asked(office: Office, organisation: str, solicited: str) -> str:
    """The consultation of one point in a solicitation."""
    answers = supervisor(office).matter(solicited)["answers"]
    name = {MILL: "示范市丰穗面粉有限公司", CATERERS: "示范市餐饮行业协会"}[organisation]
    return next(str(row["path"]).rsplit("/", 1)[-1] for row in answers if row["by"] == name)


@pytest.mark.parametrize(
    ("wrong", "found"),
    [
        ({"due_on": None}, ("due_on", "date_type")),
        ({"due_on": "2020-03-02"}, ("due_on", "ahead")),
        ({"points": []}, ("points", "too_short")),
        ({"points": ["city-market"]}, ("points", "supervised_and_once")),
        ({"points": [MILL, MILL]}, ("points", "supervised_and_once")),
        ({"draft": None}, ("draft", "model_type")),
    ],
)
def test_a_solicitation_that_cannot_stand_begins_nothing(
    office: Office, wrong: Facts, found: tuple[str, str]
) -> None:
    """No closing date, one that is past, no point, a body that is none, one twice, no draft."""
    before = len(steps.listed(supervisor(office), "/desk?tab=open&kind=solicitation"))
    reply = supervisor(office).call("POST", "/begin/solicitation", solicitation(office, **wrong))
    assert [found] == refused(reply, 422)
    assert before == len(steps.listed(supervisor(office), "/desk?tab=open&kind=solicitation"))


@pytest.mark.duty("JZ-12", "JZ-30", "JZ-31c", "JZ-29")
def test_a_draft_goes_to_chosen_points_and_each_learns_what_became_of_its_opinion(office: Office) -> None:
    """Not closed while an opinion may still come; after the date late ones are taken until the closing, none after."""
    body = solicitation(office)
    without = {name: value for name, value in body.items() if name != "due_on"}
    missing = supervisor(office).call("POST", "/begin/solicitation", without)
    assert [("due_on", "missing")] == refused(missing, 422)
    matter = begun(supervisor(office), "solicitation", **body)
    mills, caterers = asked(office, MILL, matter), asked(office, CATERERS, matter)
    seen = point(office).matter(mills)
    draft = next(fact["link"] for fact in steps.entries(seen, "open_child")[0]["facts"] if fact["name"] == "draft")
    assert steps.fetched(point(office), draft).startswith(b"%PDF")
    assert body["due_on"] == steps.clock(seen, "consultation")["due"]
    assert 404 == point(office).call("GET", f"/matters/{caterers}").status

    empty = point(office).try_act(mills, "answer_solicitation", stance="oppose")
    assert [("opinion", "said")] == refused(empty, 422)
    point(office).act(mills, "answer_solicitation", stance="comments", opinion="第八条比例过高。")
    assert [("state", "points_answered_or_date_past")] == refused(
        supervisor(office).try_act(matter, "close_solicitation"), 409
    )
    steps.move_past(office, today(office) + timedelta(days=14))
    late = point(office, CATERERS).act(caterers, "answer_solicitation", stance="agree")
    assert "已反馈" == late["state_title"]
    compared = supervisor(office).matter(matter)["answers"]
    assert [("示范市丰穗面粉有限公司", False), ("示范市餐饮行业协会", True)] == [(r["by"], r["late"]) for r in compared]
    assert "第八条比例过高" in str(compared[0]["facts"])

    supervisor(office).act(matter, "close_solicitation")
    unfinished = supervisor(office).try_act(matter, "finish_solicitation", summary="已汇总。")
    assert [("state", "adoption_told_to_all")] == refused(unfinished, 409)
    for one in (mills, caterers):
        supervisor(office).act(one, "feed_back_opinion", outcome="partly", explanation="比例降为百分之三。")
    told = point(office).matter(mills)
    assert "比例降为百分之三" in facts_in(told, "feed_back_opinion")
    notice = steps.entries(told, "feed_back_opinion")[0]["sheets"][0]
    assert "采纳情况反馈单" == notice["title"]
    assert point(office).get(notice["path"])["name"].endswith(".docx")
    done = supervisor(office).act(matter, "finish_solicitation", summary="两个联系点反馈，部分采纳。")
    assert "已办结" == done["state_title"]


def test_who_did_not_answer_by_the_closing_is_not_waited_for_and_comes_too_late(office: Office) -> None:
    matter = begun(supervisor(office), "solicitation", **solicitation(office, draft_kind="rules"))
    mills, caterers = asked(office, MILL, matter), asked(office, CATERERS, matter)
    point(office).act(mills, "answer_solicitation", stance="agree")
    steps.move_past(office, today(office) + timedelta(days=14))
    supervisor(office).act(matter, "close_solicitation")
    assert "未反馈" == point(office, CATERERS).matter(caterers)["state_title"]
    late = point(office, CATERERS).try_act(caterers, "answer_solicitation", stance="agree")
    assert [("state", "state")] == refused(late, 409)
    supervisor(office).act(mills, "feed_back_opinion", outcome="adopted", explanation="已采纳。")
    supervisor(office).act(matter, "finish_solicitation", summary="一个联系点反馈。")


def departments(office: Office, *names: str) -> Facts:
    return {
        "title": "证照办理互为前置",
        "departments": list(names),
        "question": "请研究两项许可能否并联办理。",
        "due_on": working_day(office, 10),
    }


def reply_of(office: Office, matter: str, name: str) -> str:
    rows = supervisor(office).matter(matter)["answers"]
    return next(str(row["path"]).rsplit("/", 1)[-1] for row in rows if row["by"] == name)


@pytest.mark.duty("JZ-15", "JZ-29")
def test_a_problem_across_departments_is_told_when_each_has_answered(office: Office) -> None:
    """A department named twice is refused, now or later; one that evaded is asked again; the point reads the result."""
    facts = {"title": "开店证照互为前置", "text": "两个部门都要求先取得对方的证。"}
    matter = begun(point(office), "joint_problem", **facts, field="urban")
    twice = supervisor(office).try_act(matter, "ask_departments", **departments(office, "city-urban", "city-urban"))
    assert [("departments", "supervised_and_once")] == refused(twice, 422)
    elsewhere = supervisor(office).try_act(matter, "ask_departments", **departments(office, "county-market"))
    assert [("departments", "supervised_and_once")] == refused(elsewhere, 422)
    supervisor(office).act(matter, "ask_departments", **departments(office, "city-urban", "city-market"))
    again = supervisor(office).try_act(matter, "ask_departments", **departments(office, "city-market"))
    assert [("departments", "asked_once")] == refused(again, 422)

    urban = reply_of(office, matter, "示范市城市管理局")
    market = reply_of(office, matter, "示范市市场监督管理局")
    manager = office.as_("city-urban-respondent-1")
    assert urban in {row["id"] for row in steps.listed(manager, "/inbox?tab=open")}
    assert 404 == manager.call("GET", f"/matters/{matter}").status
    manager.act(urban, "answer_question", conclusion="will_do", answer="下月起并联。", due_measures="下月底。")
    result = {"solved": "solved", "explanation": "下月起并联办理。"}
    waiting = supervisor(office).try_act(matter, "tell_joint_result", **result)
    assert [("state", "every_department_answered")] == refused(waiting, 409)
    steps.agency(office).act(market, "answer_question", conclusion="not_ours", answer="不属于我局职责。")
    supervisor(office).act(market, "return_answer", missing="请答复许可能否并联。", due_on=working_day(office, 5))
    assert 409 == supervisor(office).try_act(matter, "tell_joint_result", **result).status
    steps.agency(office).act(market, "answer_question", conclusion="done", answer="已经并联。")
    supervisor(office).act(matter, "tell_joint_result", **result)
    told = point(office).matter(matter)
    assert ("已告知结果", []) == (told["state_title"], told["answers"])
    assert "下月起并联办理" in facts_in(told, "tell_joint_result")


@pytest.mark.duty("JZ-13", "JZ-29")
def test_a_policy_is_reviewed_in_three_respects_and_followed_to_its_clean_up(office: Office) -> None:
    facts = {
        "title": "外地企业保证金",
        "document": "关于加强餐饮企业管理的通知",
        "maker": "示范市市场监督管理局",
        "clause": "第三条",
        "wish": "amend",
        "reason": "外地企业另交保证金，无上位法依据。",
    }
    matter = begun(point(office), "policy_review", **facts)
    assert steps.clock(supervisor(office).matter(matter), "policy_review")["due"] is None
    supervisor(office).act(matter, "ask_maker", **departments(office, "city-market"))
    finding = {"reasonableness": "problem", "feasibility": "sound", "explanation": "没有上位法依据。"}
    early = supervisor(office).try_act(matter, "review_policy", legality="problem", conclusion="clean_up", **finding)
    assert [("state", "every_department_answered")] == refused(early, 409)
    market = reply_of(office, matter, "示范市市场监督管理局")
    steps.agency(office).act(market, "answer_question", conclusion="will_do", answer="同意修改。")
    kept = supervisor(office).try_act(matter, "review_policy", legality="problem", conclusion="keep", **finding)
    assert [("conclusion", "unlawful_goes")] == refused(kept, 422)
    supervisor(office).act(matter, "review_policy", legality="problem", conclusion="clean_up", **finding)
    assert "清理中" == point(office).matter(matter)["state_title"]
    cleaned = {"result": "amended", "done_on": today(office).isoformat(), "document": "市监规〔2026〕2号"}
    supervisor(office).act(matter, "clean_policy", **cleaned)
    assert "市监规〔2026〕2号" in facts_in(point(office).matter(matter), "clean_policy")


@pytest.mark.duty("JZ-14", "JZ-29")
def test_a_competition_review_goes_to_the_department_in_charge_and_comes_back_with_its_result(office: Office) -> None:
    facts = {
        "title": "招标限定本地业绩",
        "area": "bidding",
        "maker": "示范市住房和城乡建设局",
        "restriction": "招标文件要求本市业绩三项。",
        "reason": "排斥外地企业。",
    }
    matter = begun(point(office), "competition_review", **facts)
    supervisor(office).act(matter, "ask_department", **departments(office, "city-market"))
    market = reply_of(office, matter, "示范市市场监督管理局")
    paper = {"channel": "letter", "received_on": today(office).isoformat(), "scan": scan("复函.pdf")}
    entered = {"conclusion": "done", "answer": "已经责令修改招标文件。", **paper}
    office.as_("city-clerk-1").act(market, "enter_answer_question", **entered)
    result = {"outcome": "corrected", "handled_by": "示范市市场监督管理局", "explanation": "已修改招标文件。"}
    supervisor(office).act(matter, "tell_competition_result", **result)
    assert "已修改招标文件" in facts_in(point(office).matter(matter), "tell_competition_result")


@pytest.mark.duty("JZ-28", "JZ-30", "JZ-31a", "JZ-31c")
def test_a_question_a_need_of_legal_service_and_a_report_are_answered(office: Office) -> None:
    """The question in good time, the service assigned, provided and rated, the report with what was adopted of it."""
    mill = point(office)
    question = begun(mill, "question", title="抽样数量", field="market", text="一次抽样多少才合法？")
    assert "及时" in str(supervisor(office).matter(question)["clocks"])
    supervisor(office).act(question, "answer_consultation", answer="按照抽样检验管理办法执行。")
    assert "抽样检验管理办法" in facts_in(mill.matter(question), "answer_consultation")

    need = begun(mill, "legal_service", title="合同纠纷调解", service="mediation", need="与供货商的质量纠纷。")
    arranged = {"provider": "示范市人民调解委员会", "contact": "示范市建设路1号", "arrangement": "三日内联系。"}
    supervisor(office).act(need, "assign_service", **arranged)
    supervisor(office).act(need, "provide_service", provided_on=today(office).isoformat(), answer="达成调解协议。")
    assert "已评价" == mill.act(need, "rate_service", score="5")["state_title"]
    unknown = mill.call("POST", "/begin/legal_service", {"title": "咨询", "service": "fortune", "need": "算命。"})
    assert [("service", "literal_error")] == refused(unknown, 422)

    report = {"title": "小微企业检查负担调研", "kind": "report", "text": "建议制定涉企检查条例。"}
    study = begun(mill, "legislation", **report, file=scan("报告.pdf"))
    supervisor(office).act(study, "feed_back_proposal", outcome="adopted", explanation="列入明年立法计划。")
    assert "列入明年立法计划" in facts_in(mill.matter(study), "feed_back_proposal")


@pytest.mark.duty("JZ-16", "JZ-22", "ZZ-3.2")
def test_a_point_hands_in_a_lead_of_another_and_sees_what_became_of_it(office: Office) -> None:
    """The other stays hidden; the point reads number, state and the last word for the public, never the matter."""
    lead = {
        "agency": "city-environment",
        "category": "unlawful_penalty",
        "facts": "对同行企业超标罚款，该企业不敢直接投诉。",
        "on_behalf": True,
        "name": "示范市丰穗面粉有限公司",
        "other_name": "某企业",
        "channel": "contact_point",
        "received_on": today(office).isoformat(),
    }
    mill = point(office)
    wrong = mill.call("POST", "/take-in", {**lead, "channel": "letter"}, {"Idempotency-Key": uuid.uuid4().hex})
    assert [("channel", "own")] == refused(wrong, 422)
    taken = mill.post("/take-in", lead, Idempotency_Key=uuid.uuid4().hex)
    assert "行政执法监督联系点反映" in facts_in(supervisor(office).matter(taken["matter_id"]), "take_in")
    assert 404 == mill.call("GET", f"/matters/{taken['matter_id']}").status
    supervisor(office).act(taken["matter_id"], "record_as_lead", within_scope=True, analysis="列为伴随式监督线索。")
    row = next(row for row in mill.get("/inbox")["leads"] if row["number"] == taken["number"])
    assert ("已列为监督线索", True) == (row["state_title"], "线索" in row["outcome"])
    page = str(mill.call("GET", "/inbox", headers={"Accept": "text/html"}).body, "utf-8")
    assert taken["number"] in page and "联系点工作" in page and "某企业" not in page
