"""Quotas of fines under Handan's rules: reported, pursued to the end, the remedy on record; nothing asked for twice."""

import pytest

from infra.demo.office import Office, scan
from tests.scenarios.steps import BY_HAND, entries, names, opinion_facts, refused, today, working_day

HANDLERS = ["sample-supervisor-1", "sample-supervisor-2"]
REMEDY = {"remedies": ["refund", "rules", "officers"], "refunded": "86000.5", "officers_handled": 2}


def handler(office: Office) -> Office:
    return office.as_(HANDLERS[0])


def agency(office: Office) -> Office:
    return office.as_("sample-market-respondent-1")


def opened(office: Office) -> tuple[dict[str, str], str]:
    """A case of a quota, approved."""
    told = "该局年初下达罚没款指标，每名执法人员全年不少于十万元，完不成的扣发绩效。"
    receipt = office.complain(agency="sample-market", category="fine_quota", facts=told)
    facts = {"within_scope": True, "specific_act": True, "officers": HANDLERS, "review": "属于监督范围。"}
    case = str(handler(office).act(receipt["matter_id"], "accept", **facts)["children"][0]["id"])
    handler(office).act(case, "request_opening", subject="下达罚没指标", mode="daily", reason="涉嫌下达罚没指标。")
    office.as_("sample-signer-1").act(case, "open_case", opinion="同意立案。")
    return receipt, case


def inquired(office: Office) -> tuple[dict[str, str], str]:
    receipt, case = opened(office)
    handler(office).act(case, "ask_self_check", questions="请说明罚没款指标的下达情况。", due_on=working_day(office))
    agency(office).act(case, "give_statement", statement="确有考核指标。")
    facts = {"facts_found": "该局下达罚没款指标。", "finding": "unlawful", "proposal": "废止指标，退还罚款。"}
    handler(office).act(case, "inquiry_report", law="《中华人民共和国行政处罚法》第七十四条", **facts)
    return receipt, case


@pytest.mark.duty("HD-5.4", "ZZ-3.1b")
def test_a_quota_of_fines_is_reported_and_pursued_to_its_end(office: Office) -> None:
    """By the province's letter; what was paid back and who was handled stands in the record, exactly."""
    receipt, case = inquired(office)
    matter = handler(office).act(case, "draft_opinion", **opinion_facts(demand="废止罚没款指标，退还据此多收的罚款。"))
    office.as_("sample-reviewer-1").act(case, "review_opinion", opinion="同意。")
    matter = office.as_("sample-signer-1").act(case, "sign_opinion", opinion="同意签发。")
    assert "行政执法监督通知书" == matter["documents"][-1]["title"]
    day = today(office).isoformat()
    handler(office).act(case, "seal_opinion", file=scan(), sealed_on=day)
    handler(office).act(case, "serve_opinion", served_on=day, **BY_HAND, signatory="魏文昭")
    agency(office).act(case, "report_correction", report="已经废止指标，退还罚款，处理两人。")
    reply = handler(office).try_act(case, "accept_correction", finding="属实。", **{**REMEDY, "refunded": ""})
    assert [("refunded", "with_refund")] == refused(reply, 422)
    matter = handler(office).act(case, "accept_correction", finding="已经纠正。", **REMEDY)
    told = {f["name"]: f["value"] for f in entries(matter, "accept_correction")[0]["facts"]}
    assert ("86000.50", "2") == (told["refunded"], told["officers_handled"])
    assert "修改、废止有关规定或者制度" in told["remedies"]
    handler(office).act(case, "close", summary="已经纠正。", retention="30")
    end = handler(office).act(receipt["matter_id"], "notify_complainant", conclusion="指标已经废止。", **REMEDY)
    told = {f["name"]: f["value"] for f in entries(end, "notify_complainant")[0]["facts"]}
    assert ("closed", "86000.50") == (end["state"], told["refunded"])
    seen = office.track(receipt["code"])
    assert "已办结" == seen["state_title"]
    assert "86000.50" not in str(seen)


@pytest.mark.duty("ZZ-3.1b")
def test_what_is_corrected_on_the_spot_records_its_remedy(office: Office) -> None:
    _, case = opened(office)
    facts = {"problem": "多收罚款。", "correction": "当场退还。", "remedies": ["refund"], "refunded": "200"}
    matter = handler(office).act(case, "correct_on_the_spot", **facts)
    told = {f["name"]: f["value"] for f in entries(matter, "correct_on_the_spot")[0]["facts"]}
    assert ("200.00", "退还违法收取的款项、罚款") == (told["refunded"], told["remedies"])


@pytest.mark.duty("NAT-08")
def test_the_agency_is_asked_once_for_what_it_handed_in(office: Office) -> None:
    """The refusal names the day; what has changed is asked for with its reason, which the agency reads."""
    _, case = opened(office)
    demand = {"files": "罚没款考核办法\n绩效发放表", "form": "copy", "due_on": working_day(office)}
    handler(office).act(case, "consult_files", **demand)
    agency(office).act(case, "hand_over_files", list="1.《罚没款考核办法》（复印件）")
    reply = handler(office).try_act(case, "consult_files", **demand)
    assert [("files", "asked_once")] == refused(reply, 422)
    day = today(office)
    assert f"{day.year}年{day.month}月{day.day}日已经报送过" in reply.body["detail"]
    assert 1 == len(entries(handler(office).matter(case), "consult_files"))
    handler(office).act(case, "consult_files", **{**demand, "files": "绩效发放表"})
    agency(office).act(case, "hand_over_files", list="绩效发放表")
    handler(office).act(case, "consult_files", **demand, changed=True, changed_reason="考核办法已经修订。")
    seen = entries(agency(office).matter(case), "consult_files")[-1]
    assert "考核办法已经修订。" in str(seen["facts"])
    assert "hand_over_files" in names(agency(office).matter(case))
