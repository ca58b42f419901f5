"""The provinces' own rules: Hebei's notice, review, decision and recusal in a third city, Shandong's in a fourth."""

from dataclasses import dataclass
from datetime import date, timedelta

import pytest

from infra.demo.office import Office, Reply, scan
from tests.scenarios import steps
from tests.scenarios.steps import Facts, clock, days_on, document, entries, refused, text_of, today

HEBEI, SHANDONG = "《河北省行政执法监督条例》", "《山东省行政执法监督条例》"


@dataclass(frozen=True)
class Place:
    """A city by the ids of its people."""

    office: Office
    name: str

    def official(self, role: str) -> Office:
        return self.office.as_(f"{self.name}-{role}-1")

    @property
    def handler(self) -> Office:
        return self.official("supervisor")

    @property
    def signer(self) -> Office:
        return self.official("signer")

    @property
    def agency(self) -> Office:
        return self.official("market-respondent")

    @property
    def officers(self) -> list[str]:
        return [f"{self.name}-supervisor-{n}" for n in (1, 2)]

    def opened(self) -> tuple[dict[str, str], str]:
        """A complaint and the case approved upon it."""
        receipt = self.office.complain(agency=f"{self.name}-market", category="procedure")
        taken = {"within_scope": True, "specific_act": True, "officers": self.officers, "review": "属于监督范围。"}
        case = str(self.handler.act(receipt["matter_id"], "accept", **taken)["children"][0]["id"])
        self.handler.act(case, "request_opening", subject="某处罚程序问题", mode="daily", reason="涉嫌违反法定程序。")
        self.signer.act(case, "open_case", opinion="同意立案。")
        return receipt, case

    def served(self) -> str:
        """A case whose second letter was served today."""
        _, case = self.opened()
        due_on = steps.working_day(self.office)
        self.handler.act(case, "ask_self_check", questions="请说明是否告知听证权利。", due_on=due_on)
        self.agency.act(case, "give_statement", statement="未告知听证权利。")
        found = {"facts_found": "经查，未告知听证权利。", "finding": "unlawful", "proposal": "撤销处罚。"}
        self.handler.act(case, "inquiry_report", law="《中华人民共和国行政处罚法》第六十三条", **found)
        self.signed(case, "opinion", steps.opinion_facts())
        day = today(self.office).isoformat()
        self.handler.act(case, "seal_opinion", file=scan(), sealed_on=day)
        self.handler.act(case, "serve_opinion", served_on=day, **steps.BY_HAND, signatory="法规科")
        return case

    def signed(self, case: str, letter: str, facts: Facts) -> Facts:
        self.handler.act(case, f"draft_{letter}", **facts)
        self.official("reviewer").act(case, f"review_{letter}", opinion="同意。")
        return self.signer.act(case, f"sign_{letter}", opinion="同意签发。")

    def late(self) -> str:
        """The same with the 30 days of the province run out."""
        case = self.served()
        steps.move_past(self.office, days_on(today(self.office), 30, "day"))
        return case

    def proposed(self, **facts: object) -> str:
        """A late case before its government."""
        case = self.late()
        told = {"facts": "未告知听证权利即作出处罚。", **facts}
        self.signed(case, "request_to_government", steps.proposal_facts(**told))
        day = today(self.office).isoformat()
        self.handler.act(case, "seal_request_to_government", file=scan(), sealed_on=day)
        return case

    def issuing(self, who: Office, case: str, action: str, **facts: object) -> Reply:
        """An act that issues a document, asked for although the page does not offer it."""
        version = who.matter(case)["version"]
        return who.call("POST", f"/matters/{case}/letters/{action}", {"version": version, **facts})

    def decision(self, short: str, **facts: object) -> Facts:
        """The government's decision with a number of its own office."""
        decided = steps.government_facts(self.office)
        return {**decided, "number": decided["number"].replace("示政", short), **facts}

    def objection_to(self, case: str) -> str:
        matter = self.agency.act(case, "object", request="withdraw", reasons="我局认为程序合法。")
        return str(next(child["id"] for child in matter["children"] if child["state_title"] == "异议复查中"))

    def answered(self, objection: str) -> Facts:
        self.official("reviewer").act(objection, "review_objection", course="调阅案卷。", view="原认定事实清楚。")
        return self.signer.act(objection, "answer_objection", outcome="upheld", reasons="异议理由不成立。")


@pytest.fixture
def third(office: Office) -> Place:
    """范例市, under Hebei's rules."""
    return Place(office, "sample")


@pytest.fixture
def fourth(office: Office) -> Place:
    """模范市, under Shandong's rules."""
    return Place(office, "exemplar")


def cited(matter: Facts, action: str) -> str:
    return str(entries(matter, action)[-1]["basis"])


def options(matter: Facts, action: str, name: str) -> dict[str, str]:
    """What a form's field offers, by value."""
    fields = next(row["fields"] for row in matter["actions"] if row["name"] == action)
    return {o["value"]: o["title"] for o in next(f for f in fields if f["name"] == name)["options"]}


@pytest.mark.duty("HEB-21a")
def test_hebeis_notice_prints_its_period_and_is_corrected_within_thirty_days_of_receipt(third: Place) -> None:
    """No date in the letter, 30 days from receipt on the clock; the same report a day later is a late one."""
    received = today(third.office)
    case = third.served()
    due = days_on(received, 30, "day")
    correction = clock(third.agency.matter(case), "correction")
    assert (due.isoformat(), f"{HEBEI}第二十一条") == (correction["due"], correction["basis"])
    notice = document(third.handler.matter(case), "notice")
    assert ("行政执法监督通知书", True) == (notice["title"], notice["number"].startswith("范司执监通〔"))
    printed = text_of(third.handler, notice)
    assert "自收到本通知书之日起30日内" in printed
    assert f"{HEBEI}第二十条" in printed
    assert "意见书" not in printed
    third.office.move(to=due.isoformat())
    in_time = third.agency.act(case, "report_correction", report="已经撤销处罚决定。")
    assert "已完成" == clock(in_time, "correction")["state_title"]
    assert f"{HEBEI}第二十一条" in cited(in_time, "report_correction")


@pytest.mark.duty("HEB-21a", "HEB-22")
def test_hebeis_late_correction_is_on_record_and_still_taken(third: Place) -> None:
    case = third.late()
    overdue = clock(third.agency.matter(case), "correction")
    assert ("red", "逾期未纠正 1 日") == (overdue["light"], overdue["light_title"])
    reported = third.agency.act(case, "report_correction", report="迟至今日撤销。")
    assert "逾期后完成" == clock(reported, "correction")["light_title"]


@pytest.mark.duty("HEB-21b")
def test_hebeis_review_is_applied_for_within_fifteen_days_and_answered_within_fifteen(third: Place) -> None:
    """On the very last day it is the province's review: its own clock from the application, its own document."""
    received = today(third.office)
    case = third.served()
    last = days_on(received, 15, "day")
    objection_clock = clock(third.handler.matter(case), "objection")
    assert (last.isoformat(), f"{HEBEI}第二十一条") == (objection_clock["due"], objection_clock["basis"])
    third.office.move(to=last.isoformat())
    objection = third.objection_to(case)
    running = clock(third.handler.matter(objection), "answer")
    assert (last.isoformat(), days_on(last, 15, "day").isoformat()) == (running["started_on"], running["due"])
    assert f"{HEBEI}第二十一条" == running["basis"]
    answered = third.answered(objection)
    letter = document(answered, "answer")
    assert ("复查答复书", "已完成") == (letter["title"], clock(answered, "answer")["state_title"])
    assert f"{HEBEI}第二十一条" in text_of(third.handler, letter)
    kept = clock(third.handler.matter(case), "correction")
    assert (days_on(received, 30, "day").isoformat(), "进行中") == (kept["due"], kept["state_title"])


@pytest.mark.duty("HEB-21b")
def test_hebeis_answer_a_day_late_is_on_record(third: Place) -> None:
    case = third.served()
    objection = third.objection_to(case)
    steps.move_past(third.office, days_on(today(third.office), 15, "day"))
    late = third.handler.matter(objection)
    assert "red" == clock(late, "answer")["light"]
    assert entries(late, "breach")
    assert "逾期后完成" == clock(third.answered(objection), "answer")["light_title"]


@pytest.mark.duty("HEB-21b")
def test_an_objection_after_hebeis_fifteen_days_goes_the_national_way(third: Place) -> None:
    """Promptly, without a due date, under the answer's national name."""
    case = third.served()
    steps.move_past(third.office, days_on(today(third.office), 15, "day"))
    objection = third.objection_to(case)
    assert {"national_answer": None} == {c["name"]: c["due"] for c in third.handler.matter(objection)["clocks"]}
    letter = document(third.answered(objection), "national_answer")
    assert "异议处理答复书" == letter["title"]
    assert "《行政执法监督条例》第三十条" in text_of(third.handler, letter)


@pytest.mark.duty("HEB-22")
def test_hebeis_government_decides_by_four_kinds_under_its_article(third: Place) -> None:
    """Other kinds are refused; where the province sets no period of report the decision itself must."""
    case = third.proposed(days=20)
    request = document(third.handler.matter(case), "request_to_government")
    asked = text_of(third.handler, request)
    assert "未按照行政执法监督通知书要求纠正" in asked
    assert "意见书" not in asked
    kinds = options(third.handler.matter(case), "record_decision", "kinds")
    assert ["责令限期履行", "责令补正或者改正", "撤销", "确认违法或者无效"] == list(kinds.values())
    wrong = third.handler.try_act(case, "record_decision", **third.decision("范政", kinds=["circulate"], days=20))
    assert [("kinds", "offered")] == refused(wrong, 422)
    endless = third.handler.try_act(case, "record_decision", **third.decision("范政", kinds=["revoke"]))
    assert [("state", "period")] == refused(endless, 409)
    facts = third.decision("范政", kinds=["revoke", "correct"], days=20)
    decided = third.handler.act(case, "record_decision", **facts)
    assert f"{HEBEI}第二十二条" in cited(decided, "record_decision")
    printed = text_of(third.handler, document(decided, "decision"))
    assert [] == [part for part in ("范例市人民政府", f"{HEBEI}第二十二条", "撤销", "20日") if part not in printed]
    received = third.agency.act(case, "receive_decision", signatory="魏文昭")
    assert days_on(today(third.office), 20, "day").isoformat() == clock(received, "execution")["due"]


@pytest.mark.duty("HEB-22")
def test_no_decision_where_the_party_has_applied_for_reconsideration_or_sued(third: Place) -> None:
    """Asked before the proposal; applied for afterwards, the pause stops the decision, and the case ends."""
    case = third.late()
    unchecked = third.handler.try_act(case, "draft_request_to_government", **steps.proposal_facts(checked=False))
    assert [("checked", "literal_error")] == refused(unchecked, 422)
    case = third.proposed(days=20)
    third.signer.act(case, "suspend", cause="reconsideration", reason="当事人已经申请行政复议。")
    facts = third.decision("范政", kinds=["revoke"], days=20)
    assert [("state", "state")] == refused(third.issuing(third.handler, case, "record_decision", **facts), 409)
    ended = third.signer.act(case, "terminate", cause="litigation", reason="人民法院已经立案。")
    assert "终止监督" == ended["state_title"]
    assert not [d for d in ended["documents"] if d["kind"] == "decision"]


@pytest.mark.duty("HEB-18")
def test_hebeis_article_stands_on_every_step_of_a_recusal(third: Place) -> None:
    """Asked by the agency, then by the complainant, then declared; decided by the head, printed with the article."""
    receipt, case = third.opened()
    first, second = third.officers
    third.handler.act(case, "ask_self_check", questions="请说明。", due_on=steps.working_day(third.office))
    third.agency.act(case, "ask_recusal", officer=second, reason="与当事人是近亲属。")
    blocked = third.office.as_(second).try_act(case, "consult_files", files="案卷", form="copy")
    assert [("actor", "recusal")] == refused(blocked, 409)
    told = {"officer": second, "outcome": "recused", "reason": "情况属实。"}
    nobody = third.signer.try_act(case, "decide_recusal", **told, replacement=first)
    assert [("replacement", "replacement_named")] == refused(nobody, 422)
    not_head = third.issuing(third.handler, case, "decide_recusal", **told, replacement="sample-supervisor-3")
    assert [("action", "role")] == refused(not_head, 403)
    decided = third.signer.act(case, "decide_recusal", **told, replacement="sample-supervisor-3")
    assert [first, "sample-supervisor-3"] == [officer["id"] for officer in decided["officers"]]
    assert f"{HEBEI}第十八条" in text_of(third.handler, document(decided, "recusal_decision"))
    asking = {"code": receipt["code"], "whom": "冯守正", "reason": "与该局局长同乡。"}
    third.office.post("/complaints/track/ask_recusal", asking)
    third.signer.act(case, "decide_recusal", officer=first, outcome="stays", reason="没有利害关系。")
    third.office.as_("sample-supervisor-3").act(case, "declare_recusal", reason="本人亲属在该局工作。")
    seen = third.signer.matter(case)
    asked = ("ask_recusal", "decide_recusal", "recusal_asked", "declare_recusal")
    assert {f"{HEBEI}第十八条"} == {cited(seen, action) for action in asked}


@pytest.mark.duty("SD-28")
def test_shandongs_opinion_is_corrected_within_thirty_days_of_receipt(fourth: Place) -> None:
    """意见书 under both articles, no local period of objection; in time on the last day."""
    received = today(fourth.office)
    case = fourth.served()
    due = days_on(received, 30, "day")
    matter = fourth.handler.matter(case)
    correction, opinion = clock(matter, "correction"), document(matter, "opinion")
    assert (due.isoformat(), f"{SHANDONG}第二十八条") == (correction["due"], correction["basis"])
    assert ("行政执法监督意见书", True) == (opinion["title"], opinion["number"].startswith("模司执监意〔"))
    printed = text_of(fourth.handler, opinion)
    assert "自收到本意见书之日起30日内" in printed
    assert f"《行政执法监督条例》第二十八条、{SHANDONG}第二十八条" in printed
    assert "objection" not in {c["name"] for c in matter["clocks"]}
    objection = fourth.objection_to(case)
    assert {"national_answer"} == {c["name"] for c in fourth.handler.matter(objection)["clocks"]}
    fourth.office.move(to=due.isoformat())
    reported = fourth.agency.act(case, "report_correction", report="已经自行纠正。")
    assert "已完成" == clock(reported, "correction")["state_title"]
    assert f"{SHANDONG}第二十八条" in cited(reported, "report_correction")


@pytest.mark.duty("SD-29")
def test_shandongs_decision_names_its_ground_and_its_execution_is_reported_within_thirty_days(fourth: Place) -> None:
    """Late: proposed on a ground of arts. 30 to 34, decided by art. 29, the report due 30 days after receipt."""
    case = fourth.late()
    grounds = options(fourth.handler.matter(case), "draft_request_to_government", "ground")
    counted = [sum(f"（第三十{n}条" in title for title in grounds.values()) for n in ("", "一", "二", "三", "四")]
    assert [1, 4, 6, 4, 4] == counted
    groundless = fourth.handler.try_act(case, "draft_request_to_government", **steps.proposal_facts())
    assert [("ground", "missing")] == refused(groundless, 422)
    case = fourth.proposed(ground="procedure")
    proposed = fourth.handler.matter(case)
    told = {row["name"]: row["value"] for row in entries(proposed, "draft_request_to_government")[0]["facts"]}
    assert "违反法定程序，不能补正或者改正（第三十二条第三项）" == told["ground"]
    kinds = options(proposed, "record_decision", "kinds")
    assert ["责令限期履行", "责令补正或者改正", "撤销", "确认违法", "确认无效"] == list(kinds.values())
    decided = fourth.handler.act(case, "record_decision", **fourth.decision("模政", kinds=["confirm", "void"]))
    assert f"{SHANDONG}第二十九条" in cited(decided, "record_decision")
    printed = text_of(fourth.handler, document(decided, "decision"))
    parts = ("模范市人民政府", f"{SHANDONG}第二十九条", "确认无效", "30日")
    assert [] == [part for part in parts if part not in printed]
    received = fourth.agency.act(case, "receive_decision", signatory="鞠文清")
    execution = clock(received, "execution")
    due = days_on(today(fourth.office), 30, "day")
    assert (due.isoformat(), f"{SHANDONG}第二十九条") == (execution["due"], execution["basis"])
    fourth.office.move(to=(due + timedelta(days=1)).isoformat())
    overdue = clock(fourth.agency.matter(case), "execution")
    assert ("red", "逾期未报告 1 日") == (overdue["light"], overdue["light_title"])
    reported = fourth.agency.act(case, "report_execution", report="已经执行。")
    assert ("已报告执行情况", "逾期后完成") == (reported["state_title"], clock(reported, "execution")["light_title"])
    assert f"{SHANDONG}第二十九条" in cited(reported, "report_execution")


def test_the_provinces_last_days_by_hand() -> None:
    """Received on 1 September 2026: the 30th day falls into the holiday of October and moves to the 8th.

    15 days from 11 September end on Saturday the 26th, in the Mid-Autumn holiday, and move to Monday the 28th.
    """
    assert date(2026, 10, 8) == days_on(date(2026, 9, 1), 30, "day")
    assert date(2026, 9, 28) == days_on(date(2026, 9, 11), 15, "day")
