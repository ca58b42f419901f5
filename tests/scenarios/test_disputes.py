"""A dispute over duties over HTTP, through each of its four ends: agreed, consulted, decided, given up."""

import uuid
from typing import Any

import pytest

from infra.demo.office import Office, Reply, scan
from tests.scenarios import steps
from tests.scenarios.steps import Facts, refused, today

pytestmark = pytest.mark.over_http

MARKET, URBAN = "model-market-respondent-1", "model-urban-respondent-1"
GUIDE, REVIEWER, SIGNER = "model-referrer-1", "model-guidance-reviewer-1", "model-guidance-signer-1"
OPINION = {
    "facts": "流动摊贩由谁查处。",
    "course": "经协调、会商，意见如下。",
    "law": "《浙江省综合行政执法条例》第八条",
    "opinions": "占道经营由市综合行政执法局查处。\n食品抽样检验由市市场监督管理局负责。",
    "copied_bodies": ["model-staffing", "model-bureau"],
}


def application(office: Office, **facts: Any) -> Facts:
    """A complete application about a point nobody else has in dispute."""
    return {
        "title": f"流动摊贩监管{uuid.uuid4().hex[:6]}",
        "other_party": "model-urban",
        "claim": "both_refuse",
        "point": "流动摊贩的食品安全由谁查处。",
        "own_view": "占道经营在先，由综合执法局查处。",
        "own_basis": "《浙江省综合行政执法条例》第八条",
        "other_view": "食品安全由市场监管局查处。",
        "other_basis": "《中华人民共和国食品安全法》第六条",
        "negotiated_on": today(office).isoformat(),
        "negotiated_by": "汪守信、孔维新",
        "negotiation": "双方各执一词，没有取得一致。",
        "negotiation_record": scan("协商记录.pdf"),
        **facts,
    }


def apply(office: Office, **facts: Any) -> Reply:
    return office.as_(MARKET).call("POST", "/begin/dispute", application(office, **facts))


def coordinating(office: Office) -> str:
    """A dispute accepted by the guidance body, the other party heard."""
    dispute = str(apply(office).body["id"])
    office.as_(URBAN).act(dispute, "state_view", view="食品安全归市场监管局。", view_basis="食品安全法第六条")
    office.as_(GUIDE).act(dispute, "accept_dispute", review="属于职责争议，已经协商。", officers=[GUIDE])
    return dispute


def consulted(office: Office) -> str:
    """The same without agreement: the bodies' joint opinion stands before both sides."""
    dispute, day = coordinating(office), today(office).isoformat()
    bodies = {"staffing_body": "市委编办", "justice_body": "市司法局"}
    office.as_(GUIDE).act(dispute, "open_joint_consultation", disagreement="仍不一致。", **bodies)
    opinion = {"held_on": day, "present": "三方六人", "opinion": "由综合执法局查处。"}
    office.as_(GUIDE).act(dispute, "record_joint_opinion", **opinion)
    return dispute


def sent(office: Office, matter: str, letter: str, facts: Facts) -> Facts:
    """Drafted, reviewed, signed and sealed by the guidance body's people."""
    office.as_(GUIDE).act(matter, f"draft_{letter}", **facts)
    office.as_(REVIEWER).act(matter, f"review_{letter}", opinion="同意。")
    office.as_(SIGNER).act(matter, f"sign_{letter}", opinion="同意签发。")
    return office.as_(GUIDE).act(matter, f"seal_{letter}", file=scan(), sealed_on=today(office).isoformat())


@pytest.mark.duty("QZ-06", "QZ-07", "QZ-08", "QZ-10", "QZ-11", "NAT-13")
def test_agreement_is_written_up_sent_to_both_and_performed(office: Office) -> None:
    dispute, day = coordinating(office), today(office).isoformat()
    guide, market, urban = (office.as_(name) for name in (GUIDE, MARKET, URBAN))
    room = urban.matter(dispute)
    assert ["样板市市场监督管理局", "样板市综合行政执法局"] == [side["by"] for side in room["positions"]]
    assert "食品安全归市场监管局。" in str(room["positions"][1]["facts"])
    assert "双方同属一级政府" in str(room["summary"])
    call = {"meeting": "expert_panel", "place": "三楼会议室", "invited": "专家三人", "agenda": "摊贩监管"}
    guide.act(dispute, "call_meeting", **call, held_at=f"{steps.working_day(office, 1)}T09:30")
    minutes = {"meeting": "expert_panel", "present": "专家三人", "minutes": "逐条论证。", "conclusion": "分段负责。"}
    guide.act(dispute, "record_meeting", held_on=day, **minutes)
    guide.act(dispute, "record_agreement", text="分段负责。", agreed_on=day, confirmed_by="汪守信、孔维新")
    after = sent(office, dispute, "coordination_opinion", OPINION)
    printed = steps.text_of(guide, steps.document(after, "coordination_opinion"))
    assert "样板市市场监督管理局、样板市综合行政执法局：" in printed
    assert "第八条" in printed and "中共样板市委机构编制委员会办公室" in printed
    for body in ("model-staffing-respondent-1", "model-supervisor-1"):
        copied = office.as_(body).matter(dispute)
        assert ["coordination_opinion"] == steps.kinds(copied)
        assert [[], [], []] == [copied[part] for part in ("positions", "timeline", "summary")]
    titles = {str(child["title"]): str(child["id"]) for child in guide.matter(dispute)["children"]}
    assert {"样板市市场监督管理局协调意见履行", "样板市综合行政执法局协调意见履行"} == set(titles)
    for part, party in zip(sorted(titles), (market, urban), strict=True):
        party.act(titles[part], "sign_for_opinion", signatory="法规处")
        party.act(titles[part], "report_performance", text="已按协调意见履行。")
        guide.act(titles[part], "accept_performance", reason="属实。")
    assert "已办结" == guide.act(dispute, "finish_dispute", summary="双方已经履行。")["state_title"]


@pytest.mark.duty("QZ-09")
def test_a_joint_opinion_that_both_accept_becomes_the_opinion(office: Office) -> None:
    dispute = consulted(office)
    for party in (MARKET, URBAN):
        office.as_(party).act(dispute, "answer_joint_opinion", stance="accepted")
    office.as_(GUIDE).act(dispute, "adopt_joint_opinion")
    after = sent(office, dispute, "coordination_opinion", OPINION)
    assert ("协调意见履行中", ["coordination_opinion"]) == (after["state_title"], steps.kinds(after))


@pytest.mark.duty("QZ-09", "NAT-13")
def test_what_one_side_does_not_accept_the_government_decides(office: Office) -> None:
    """The request has its signer, the decision its scan; the opinion is written by it. A party acts only in danger."""
    dispute, day = consulted(office), today(office).isoformat()
    guide = office.as_(GUIDE)
    silent = office.as_(URBAN).try_act(dispute, "answer_joint_opinion", stance="refused")
    assert [("reasons", "said")] == refused(silent, 422)
    office.as_(URBAN).act(dispute, "answer_joint_opinion", stance="refused", reasons="没有检验能力。")
    danger = {"danger": "发现腐败食品。", "acted_on": day, "measures": "当场封存，已通知对方。"}
    office.as_(URBAN).act(dispute, "act_in_danger", **danger)
    guide.act(dispute, "ask_government", reason="一方不认同。")
    facts = {"facts": "争议情况。", "course": "会商未成。", "proposal": "由综合执法局查处。"}
    asked = sent(office, dispute, "dispute_request", facts)
    assert "签发人：卢定方" in steps.text_of(guide, steps.document(asked, "dispute_request"))
    ruling = {"ruling": "由综合执法局查处。", "approval": "市长批示。", "scan": scan("批示.pdf")}
    ahead = guide.try_act(dispute, "record_ruling", **ruling, decided_on="2030-01-01")
    assert [("decided_on", "between")] == refused(ahead, 422)
    guide.act(dispute, "record_ruling", **ruling, decided_on=day)
    assert "协调意见履行中" == sent(office, dispute, "coordination_opinion", OPINION)["state_title"]


@pytest.mark.duty("QZ-06", "QZ-07")
def test_what_cannot_be_coordinated_or_is_settled_between_the_two_ends_without_an_opinion(office: Office) -> None:
    """Returned once with all that is missing; refused where it cannot stand; withdrawn when they agree."""
    for wrong, found in (
        ({"negotiation_record": None}, ("negotiation_record", "model_type")),
        ({"other_party": "model-market"}, ("other_party", "not_itself")),
        ({"other_party": "model-guidance"}, ("other_party", "coordinator_not_party")),
    ):
        assert [found] == refused(apply(office, **wrong), 422)
    title = f"夜间施工噪声{uuid.uuid4().hex[:6]}"
    dispute = str(apply(office, title=title).body["id"])
    mirrored = application(office, title=title, other_party="model-market")
    again = office.as_(URBAN).call("POST", "/begin/dispute", mirrored)
    assert [("title", "pending")] == refused(again, 422)
    office.as_(GUIDE).act(dispute, "return_application", missing="补充对方观点的依据。")
    unasked = ("title", "other_party", "claim")
    complete = {name: value for name, value in mirrored.items() if name not in unasked}
    office.as_(MARKET).act(dispute, "complete_application", **complete, completed="已补充。")
    assert "return_application" not in steps.names(office.as_(GUIDE).matter(dispute))
    done = office.as_(MARKET).act(dispute, "withdraw_application", cause="agreed", text="白天归住建，夜间归综合执法。")
    assert ("已撤回", []) == (done["state_title"], done["documents"])
    assert 404 == office.as_("model-county-urban-respondent-1").call("GET", f"/matters/{dispute}").status
