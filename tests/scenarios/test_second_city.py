"""A second city whose rules differ is data only: its notice with a date set in it, its lists, its decisions."""

from datetime import date, timedelta

import pytest

from infra.demo.office import Office, scan
from tests.scenarios.steps import BY_HAND, CALENDAR, Facts, clock, document, move_past, refused, text_of, working_day

HANDLERS = ["model-supervisor-1", "model-supervisor-2"]


def handler(office: Office) -> Office:
    return office.as_("model-supervisor-1")


def inquired(office: Office) -> str:
    """A case of the second city, ready for its letter."""
    receipt = office.complain(agency="model-market", category="procedure")
    taken = handler(office).act(
        receipt["matter_id"],
        "accept",
        within_scope=True,
        specific_act=True,
        officers=HANDLERS,
        review="属于监督范围。",
    )
    case = str(taken["children"][0]["id"])
    handler(office).act(
        case,
        "request_opening",
        subject="某行政处罚程序问题",
        mode="daily",
        subject_kind="duties",
        way="individual",
        reason="涉嫌违反法定程序。",
    )
    office.as_("model-signer-1").act(case, "open_case", opinion="同意立案。")
    handler(office).act(case, "ask_self_check", questions="请说明处罚程序。", due_on=working_day(office))
    office.as_("model-market-respondent-1").act(case, "give_statement", statement="我局未告知听证权利。")
    handler(office).act(
        case,
        "inquiry_report",
        facts_found="经查，未告知听证权利。",
        finding="unlawful",
        law="《中华人民共和国行政处罚法》第六十三条",
        proposal="责令撤销该处罚决定。",
    )
    return case


def noticed(office: Office, case: str, due_on: str, **facts: str) -> Facts:
    """The notice drafted, reviewed, signed, sealed and served today."""
    handler(office).act(
        case,
        "draft_opinion",
        facts="经查，未告知听证权利。",
        judgement="程序违法。",
        demand="撤销处罚决定，完善听证告知制度。",
        copy_to="样板市综合行政执法指导办公室",
        due_on=due_on,
        checked=True,
        **facts,
    )
    office.as_("model-reviewer-1").act(case, "review_opinion", opinion="同意。")
    office.as_("model-signer-1").act(case, "sign_opinion", opinion="同意签发。")
    today = office.now()[:10]
    handler(office).act(case, "seal_opinion", file=scan(), sealed_on=today)
    return handler(office).act(case, "serve_opinion", served_on=today, **BY_HAND, signatory="汪守信")


@pytest.mark.duty("QZ-14", "QZ-15")
def test_the_second_city_files_by_its_own_thirteen_kinds_and_six_ways(office: Office) -> None:
    """A list the profile has must be answered from it; the first city has none and takes none."""
    receipt = office.complain(agency="model-market")
    taken = handler(office).act(
        receipt["matter_id"], "accept", within_scope=True, specific_act=True, officers=HANDLERS, review="受理。"
    )
    case = taken["children"][0]["id"]
    shown = handler(office).matter(case)["actions"]
    fields = {f["name"]: f for a in shown if a["name"] == "request_opening" for f in a["fields"]}
    assert 13 == len(fields["subject_kind"]["options"])
    assert 6 == len(fields["way"]["options"])
    reply = handler(office).try_act(case, "request_opening", subject="某案", mode="daily", reason="理由", way="dance")
    assert {("way", "offered"), ("subject_kind", "missing")} == set(refused(reply, 422))


@pytest.mark.duty("QZ-16", "QZ-24")
def test_the_notice_prints_its_date_and_its_copy_and_starts_a_clock_to_that_date(office: Office) -> None:
    """通知书, not 意见书; the date set in it is a working day; there is no local period of objection."""
    case, due_on = inquired(office), working_day(office, 10)
    served = noticed(office, case, due_on)
    notice = document(served, "notice")
    assert "行政执法监督通知书" == notice["title"]
    assert notice["number"].startswith("样司执监通〔")
    assert due_on == clock(served, "correction")["due"]
    assert "objection" not in {c["name"] for c in served["clocks"]}
    text = text_of(handler(office), notice)
    year, month, day = date.fromisoformat(due_on).timetuple()[:3]
    assert f"请你单位于{year}年{month}月{day}日前纠正并落实整改措施" in text
    assert "样板市综合行政执法指导办公室" in text
    assert "《衢州市行政执法协调监督暂行办法》第十六条" in text
    assert "意见书" not in text


def test_a_notice_cannot_carry_a_rest_day(office: Office) -> None:
    """A printed date is never a rest day (practice 1)."""
    case = inquired(office)
    saturday = date.fromisoformat(working_day(office, 10))
    while saturday.weekday() != 5 or CALENDAR.is_working_day(saturday):
        saturday += timedelta(days=1)
    reply = handler(office).try_act(
        case, "draft_opinion", facts="事实", judgement="认定", demand="措施", due_on=saturday.isoformat(), checked=True
    )
    assert [("due_on", "working_day")] == refused(reply, 422)


@pytest.mark.duty("QZ-17", "QZ-02")
def test_on_one_of_five_grounds_the_government_changes_or_revokes(office: Office) -> None:
    """Late: a request that names its ground; the decision is of two kinds; its report period is set in it."""
    case, due_on = inquired(office), working_day(office, 3)
    noticed(office, case, due_on)
    move_past(office, date.fromisoformat(due_on))
    shown = next(a for a in handler(office).matter(case)["actions"] if a["name"] == "draft_request_to_government")
    grounds = next(f for f in shown["fields"] if f["name"] == "ground")["options"]
    assert 5 == len(grounds)
    proposal = {
        "facts": "该局未告知听证权利。",
        "non_compliance": "逾期未纠正。",
        "proposal": "建议撤销。",
        "decision": "撤销该处罚决定。",
        "checked": True,
    }
    reply = handler(office).try_act(case, "draft_request_to_government", **proposal)
    assert [("ground", "missing")] == refused(reply, 422)
    handler(office).act(case, "draft_request_to_government", ground="facts", days=15, **proposal)
    office.as_("model-reviewer-1").act(case, "review_request_to_government", opinion="同意。")
    signed = office.as_("model-signer-1").act(case, "sign_request_to_government", opinion="同意。")
    request = document(signed, "request_to_government")
    assert "未按照行政执法监督通知书要求纠正" in text_of(handler(office), request)
    today = office.now()[:10]
    handler(office).act(case, "seal_request_to_government", file=scan(), sealed_on=today)
    decision = {
        "outcome": "decided",
        "decided_on": today,
        "number": f"样政执监决〔{today[:4]}〕{int(case[:4], 16) + 1}号",
        "text": "撤销该处罚决定。",
        "days": 15,
        "approval": "市长批示",
        "scan": scan("决定书.pdf"),
    }
    reply = handler(office).try_act(case, "record_decision", kinds=["confirm"], **decision)
    assert [("kinds", "offered")] == refused(reply, 422)
    handler(office).act(case, "record_decision", kinds=["revoke"], **decision)
    received = office.as_("model-market-respondent-1").act(case, "receive_decision", signatory="汪守信")
    assert clock(received, "execution")["period"].startswith("15日")


@pytest.mark.duty("QZ-24")
def test_a_notice_copied_to_the_guidance_body_is_in_its_inbox_and_nothing_else_of_the_case(office: Office) -> None:
    """The body reads the sealed notice and sees where the case stands; no facts, files, periods or other letters."""
    case, body = inquired(office), office.as_("model-guidance-respondent-1")
    stranger = {"facts": "事实。", "judgement": "违法。", "demand": "撤销。", "due_on": working_day(office, 20)}
    wrong = handler(office).try_act(case, "draft_opinion", **stranger, checked=True, copied_body="city-guidance")
    assert [("copied_body", "copied_to_guidance_body")] == refused(wrong, 422)
    served = noticed(office, case, working_day(office, 20), copied_body="model-guidance")
    letter = document(served, "notice")
    assert "样板市综合行政执法指导办公室" in text_of(handler(office), letter)
    (line,) = [item for item in body.get("/inbox")["items"] if item["id"] == case]
    assert ([], False) == (line["mine"], line["unread"])
    seen = body.matter(case)
    assert ["行政执法监督通知书"] == [d["title"] for d in seen["documents"]]
    assert ([], [], [], [], []) == tuple(seen[n] for n in ("clocks", "summary", "officers", "timeline", "actions"))
    assert body.get(seen["documents"][0]["link"])["link"]
    demand = document(served, "explanation_demand")
    assert 404 == body.call("GET", demand["link"].replace("docx", "sealed")).status
    statement = next(e for e in handler(office).matter(case)["timeline"] if e["name"] == "give_statement")
    assert 404 == body.call("GET", f"/files/{case}/{statement['n']}/attachment").status
    assert 404 == office.as_("city-guidance-respondent-1").call("GET", f"/matters/{case}").status
    office.as_("model-market-respondent-1").act(case, "report_correction", report="已纠正。")
    (moved,) = [item for item in body.get("/inbox")["items"] if item["id"] == case]
    assert "已报送纠正情况" == moved["state_title"]
