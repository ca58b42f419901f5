"""Service that was defective or left behind, proof found later, and answers of the agency that came on paper."""

from datetime import date, timedelta
from typing import Any

import pytest

from infra.demo.office import Office, scan
from tests.scenarios import steps
from tests.scenarios.steps import agency, refused, supervisor

SERVERS = "周明远、林书宁"
BY_POST = {"method": "post", "servers": "", "tracking": "EMS1234567890", "reason": "邮件签收单。"}
WITNESS = "河口镇司法所段小河见证，全程录像"


def clerk(office: Office) -> Office:
    return office.as_("city-clerk-1")


def again(office: Office, **facts: Any) -> dict[str, Any]:
    """A service entered anew, today by hand if nothing else is said."""
    day = steps.today(office).isoformat()
    return {
        "served_on": day,
        "method": "direct",
        "signatory": "高文博",
        "servers": SERVERS,
        "cause": "defective",
        "reason": "无权签收。",
        **facts,
    }


@pytest.mark.duty("NAT-28", "JZ-24a")
def test_a_letter_left_behind_needs_its_witness(office: Office) -> None:
    """留置: the witness or the recording is a field of its own, asked for then and refused otherwise."""
    _, case = steps.inquired(office)
    steps.signed(office, case, "opinion", steps.opinion_facts())
    steps.sealed(office, case, "opinion")
    facts = {"served_on": steps.today(office).isoformat(), "signatory": "高文博（拒绝签收）"}
    for wrong, mistake in (
        ({"method": "left", "servers": SERVERS}, ("witness", "required_by_method")),
        ({"method": "refused", "servers": SERVERS}, ("witness", "required_by_method")),
        ({"method": "left", "witness": WITNESS}, ("servers", "required_by_method")),
        ({"method": "left", "witness": WITNESS, "servers": "段小河"}, ("servers", "two_servers")),
        ({"method": "post", "witness": WITNESS}, ("witness", "not_of_method")),
        ({"method": "post"}, ("tracking", "required_by_method")),
        ({"method": "substitute", "servers": SERVERS}, ("relation", "required_by_method")),
        ({"method": "electronic", "tracking": "公文交换系统"}, ("method", "offered")),
        ({"method": "announcement"}, ("method", "offered")),
    ):
        assert [mistake] == refused(clerk(office).try_act(case, "serve_opinion", **facts, **wrong), 422)
    witnessed = {"method": "left", "servers": SERVERS, "place": "该局收发室", "witness": WITNESS}
    served = clerk(office).act(case, "serve_opinion", **facts, **witnessed)
    assert "留置送达" == steps.document(served, "opinion")["served"]["method_title"]
    assert WITNESS in [f["value"] for f in steps.entries(served, "serve_opinion")[0]["facts"]]
    page = clerk(office).call("GET", f"/matters/{case}/actions/serve_opinion_again", headers={"Accept": "text/html"})
    assert "见证人" in page.body.decode() and "electronic" not in page.body.decode()


@pytest.mark.duty("NAT-28", "JZ-24a", "JZ-25")
def test_a_defective_service_is_made_good_and_the_period_begins_anew(office: Office) -> None:
    """A lateness counted from the void service falls; the first entry stays on record."""
    _, case = steps.late_correction(office)
    assert "red" == steps.clock(agency(office).matter(case), "correction")["light"]
    mended = clerk(office).act(case, "serve_opinion_again", **again(office))
    correction = steps.clock(mended, "correction")
    due = steps.days_on(steps.today(office), 30, "day").isoformat()
    assert (due, "green") == (correction["due"], correction["light"])
    assert ["进行中", "不再计算"] == [c["state_title"] for c in mended["clocks"] if c["name"] == "correction"]
    assert "draft_request_to_government" not in [a["name"] for a in mended["actions"]]
    assert (1, 1) == tuple(len(steps.entries(mended, name)) for name in ("serve_opinion", "serve_opinion_again"))
    blamed = {"reason": "late", "scope": "全市", "approver": "市长", "text": "通报。"}
    assert [("reason", "late_or_marked")] == refused(supervisor(office).try_act(case, "draft_circular", **blamed), 422)
    assert "objection" in [c["name"] for c in mended["clocks"] if c["state_title"] == "进行中"]


@pytest.mark.duty("NAT-28", "JZ-24a")
def test_an_earlier_proof_counts(office: Office) -> None:
    """The agency clicked today; the post office's receipt is of two days ago: its clocks count from then."""
    _, case = steps.inquired(office)
    steps.signed(office, case, "opinion", steps.opinion_facts())
    steps.sealed(office, case, "opinion")
    office.move(days=2)
    agency(office).act(case, "receive_opinion", signatory="高文博")
    posted = steps.today(office) - timedelta(days=2)
    earlier = again(office, cause="earlier_proof", served_on=posted.isoformat(), **BY_POST)
    mended = clerk(office).act(case, "serve_opinion_again", **earlier)
    opinion = steps.document(mended, "opinion")
    assert posted.isoformat() == opinion["served"]["on"]
    assert [steps.today(office).isoformat()] == [former["on"] for former in opinion["served_before"]]
    assert steps.days_on(posted, 30, "day").isoformat() == steps.clock(mended, "correction")["due"]


def test_services_anew_that_cannot_be(office: Office) -> None:
    _, case = steps.served_opinion(office)
    served = steps.today(office)
    office.move(days=3)
    by_agency = agency(office).try_act(case, "serve_opinion_again", **again(office))
    assert [("action", "role")] == refused(by_agency, 403)
    tomorrow, before = ((steps.today(office) + timedelta(days=n)).isoformat() for n in (1, -30))
    for change, mistake in (
        ({"cause": "earlier_proof"}, ("served_on", "earlier")),
        ({"served_on": tomorrow}, ("served_on", "not_in_future")),
        ({"served_on": before, "cause": "earlier_proof"}, ("served_on", "not_before_signing")),
        ({"method": "left"}, ("witness", "required_by_method")),
        ({"reason": ""}, ("reason", "string_too_short")),
    ):
        tried = clerk(office).try_act(case, "serve_opinion_again", **again(office, **change))
        assert [mistake] == refused(tried, 422)
    assert served.isoformat() == steps.document(clerk(office).matter(case), "opinion")["served"]["on"]
    agency(office).act(case, "report_correction", report="已经撤销。")
    over = clerk(office).try_act(case, "serve_opinion_again", **again(office))
    assert [("state", "state")] == refused(over, 409)


@pytest.mark.duty("JZ-25", "NAT-28")
def test_a_correction_posted_in_time_is_in_time_though_entered_late(office: Office) -> None:
    """The postmark counts: the lateness raised meanwhile is taken back."""
    _, case = steps.served_opinion(office)
    due = date.fromisoformat(steps.clock(clerk(office).matter(case), "correction")["due"])
    steps.move_past(office, due + timedelta(days=2))
    assert "red" == steps.clock(clerk(office).matter(case), "correction")["light"]
    post = {"channel": "letter", "posted_on": due.isoformat()}
    paper = steps.on_paper(office, report="已撤销处罚决定。", **post)
    entered = clerk(office).act(case, "enter_report_correction", **paper)
    assert "correction_reported" == entered["state"]
    assert "已完成" == steps.clock(entered, "correction")["light_title"]
    entry = steps.entries(entered, "enter_report_correction")[0]
    assert "杜小满（示范市司法局）" == entry["by"]
    seen = steps.entries(agency(office).matter(case), "enter_report_correction")[0]
    assert "已撤销处罚决定。" in [f["value"] for f in seen["facts"]]
    again_late = clerk(office).try_act(case, "enter_report_correction", **paper)
    assert [("state", "state")] == refused(again_late, 409)


@pytest.mark.duty("JZ-24a", "NAT-30b")
def test_an_objection_posted_in_time_goes_the_local_way(office: Office) -> None:
    """Entered after the five working days; posted on the last of them it stays local, a day later not."""
    for days_late, clock in ((0, "answer"), (1, "national_answer")):
        _, case = steps.served_opinion(office)
        last = date.fromisoformat(steps.clock(clerk(office).matter(case), "objection")["due"])
        steps.move_past(office, last + timedelta(days=3))
        posted = (last + timedelta(days=days_late)).isoformat()
        paper = steps.on_paper(office, channel="letter", posted_on=posted, request="withdraw", reasons="程序合法。")
        path = f"/objections/{case}/actions/enter_object"
        version = clerk(office).matter(case)["version"]
        entered = clerk(office).call("POST", path, {"version": version, **paper})
        assert 200 == entered.status, entered.body
        objection = supervisor(office).matter(entered.body["children"][0]["id"])
        assert [clock] == [c["name"] for c in objection["clocks"]]


@pytest.mark.duty("JZ-23")
def test_statement_and_files_come_on_paper(office: Office) -> None:
    """Each with its scan, which the bureau and the agency open; what nobody asked for is refused."""
    _, case = steps.accepted(office)
    steps.open_case(office, case)
    steps.ask_agency(office, case)
    stated = clerk(office).act(case, "enter_give_statement", **steps.on_paper(office, statement="已经告知听证权利。"))
    facts = {f["name"]: f for f in steps.entries(stated, "enter_give_statement")[0]["facts"]}
    assert ("直接递交", "已经告知听证权利。") == (facts["channel"]["value"], facts["statement"]["value"])
    for reader in (supervisor(office), agency(office)):
        assert steps.fetched(reader, facts["scan"]["link"]).startswith(b"%PDF-")
    assert "已完成" == steps.clock(stated, "explanation")["state_title"]
    unasked = clerk(office).try_act(case, "enter_hand_over_files", **steps.on_paper(office, list="案卷一份"))
    assert [("state", "files_asked")] == refused(unasked, 409)
    supervisor(office).act(case, "consult_files", files="处罚案卷", form="copy", due_on=steps.working_day(office))
    clerk(office).act(case, "enter_hand_over_files", **steps.on_paper(office, list="处罚案卷一份"))
    steps.report(office, case)
    supervisor(office).act(case, "draft_opinion", **steps.opinion_facts())


def test_paper_answers_that_cannot_be(office: Office) -> None:
    _, case = steps.investigating(office)
    paper = steps.on_paper(office, statement="已经告知。")
    tomorrow = (steps.today(office) + timedelta(days=1)).isoformat()
    for change, mistake in (
        ({"scan": None}, ("scan", "model_type")),
        ({"posted_on": paper["received_on"]}, ("posted_on", "only_by_post")),
        ({"channel": "letter", "posted_on": tomorrow}, ("posted_on", "only_by_post")),
        ({"received_on": tomorrow}, ("received_on", "not_in_future")),
        ({"channel": "pigeon"}, ("channel", "literal_error")),
    ):
        assert [mistake] == refused(clerk(office).try_act(case, "enter_give_statement", **{**paper, **change}), 422)
    assert [("action", "role")] == refused(agency(office).try_act(case, "enter_give_statement", **paper), 403)
    clerk(office).act(case, "enter_give_statement", **paper)
    twice = agency(office).try_act(case, "give_statement", statement="再报。", attachment=scan())
    assert [("state", "explanation_asked")] == refused(twice, 409)
