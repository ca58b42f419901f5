"""A dispute over duties through the use cases: who coordinates it, who sees the room, and each of its ends."""

import io
from typing import Any

import pytest
from docx import Document
from jiandu.administration.scene import gather, hindering
from jiandu.begin import begin
from jiandu.core.access import sees
from jiandu.core.errors import Conflict, Forbidden, Invalid
from jiandu.core.matter import Case
from jiandu.core.procedure import rules_on
from jiandu.desk import Wanted, desk_page
from jiandu.printing import sheet, with_names
from jiandu.sealing import register
from jiandu.take_in import take_in
from jiandu.views.disputes import positions
from jiandu.views.matter import told

from tests.integration.desk_work import Desk, actor, load, scan

MARKET, URBAN, COUNTY = "model-market-respondent-1", "model-urban-respondent-1", "model-county-urban-respondent-1"
GUIDE, REVIEWER, SIGNER, CLERK = (
    "model-referrer-1", "model-guidance-reviewer-1", "model-guidance-signer-1", "model-guidance-clerk-1",
)  # fmt: skip
COLLEAGUE, DEPUTY_HEAD = "model-referrer-2", "model-guidance-signer-2"
AGREEMENT = {"text": "各自负责。", "confirmed_by": "汪守信、孔维新"}
POSITIONS = {
    "point": "流动摊贩的食品安全由谁查处。",
    "own_view": "占道经营在先，由综合执法局查处。",
    "own_basis": "《浙江省综合行政执法条例》第八条",
    "other_view": "食品安全由市场监管局查处。",
    "other_basis": "《中华人民共和国食品安全法》第六条",
}
NEGOTIATED = {"negotiated_by": "汪守信、孔维新", "negotiation": "双方各执一词。", "negotiated_on": "2026-02-27"}
WHAT = {"title": "校园周边流动摊贩监管", "other_party": "model-urban", "claim": "both_refuse"}
OPINION = {
    "facts": "流动摊贩由谁查处。",
    "course": "协调一致。",
    "law": "《浙江省综合行政执法条例》第八条",
    "opinions": "占道经营由综合执法局查处。",
    "copied_bodies": ["model-staffing", "model-bureau"],
}
RULING = {"ruling": "由综合执法局查处。", "approval": "市长批示。"}


def application(**facts: Any) -> dict[str, Any]:
    return {**WHAT, **POSITIONS, **NEGOTIATED, "negotiation_record": scan(), **facts}


def applied(desk: Desk, by: str = MARKET, **facts: Any) -> str:
    desk.keys.append(f"dispute-{len(desk.keys)}")
    return begin(actor(by, ""), "dispute", application(**facts), desk.keys[-1], desk.now)


def coordinating(desk: Desk, **facts: Any) -> str:
    dispute = applied(desk, **facts)
    desk.act(dispute, "accept_dispute", GUIDE, review="属于职责争议。", officers=[GUIDE])
    return dispute


def agreed(desk: Desk, **facts: Any) -> str:
    dispute = coordinating(desk, **facts)
    desk.act(dispute, "record_agreement", GUIDE, **AGREEMENT, agreed_on=desk.today)
    return dispute


GUIDES = (GUIDE, REVIEWER, SIGNER, CLERK)


def sent(desk: Desk, matter: str, letter: str, by: tuple[str, str, str, str] = GUIDES, **draft: Any) -> Case:
    """Drafted, reviewed, signed and sealed by the coordinator's people."""
    prepared(desk, matter, letter, by, **draft)
    return desk.act(matter, f"seal_{letter}", by[-1], file=scan(), sealed_on=desk.today)


def prepared(desk: Desk, matter: str, letter: str, by: tuple[str, str, str, str] = GUIDES, **draft: Any) -> None:
    """The same but for the seal."""
    drafter, reviewer, signer, _ = by
    desk.act(matter, f"draft_{letter}", drafter, **draft)
    desk.act(matter, f"review_{letter}", reviewer, opinion="同意。")
    desk.act(matter, f"sign_{letter}", signer, opinion="签发。")


def signed(desk: Desk, **facts: Any) -> str:
    """A dispute whose opinion waits for its seal."""
    dispute = agreed(desk, **facts)
    prepared(desk, dispute, "coordination_opinion", **OPINION)
    return dispute


def performing(desk: Desk) -> tuple[str, str, str]:
    """An opinion issued: the dispute, and its performance by the market office and by the urban one."""
    dispute = agreed(desk)
    sent(desk, dispute, "coordination_opinion", **OPINION)
    by_party = {load(child).matter.respondent: child for child in load(dispute).matter.children}
    return dispute, by_party["model-market"], by_party["model-urban"]


def rules(refusal: pytest.ExceptionInfo[Any]) -> list[tuple[str, str]]:
    return [(m.field, m.rule) for m in refusal.value.mistakes]


def listed(person: str, index: str, desk: Desk) -> list[str]:
    """The ids of what stands in somebody's list."""
    path = "/desk" if index == "work" else "/inbox"
    page = desk_page(actor(person, ""), Wanted(index, path, {"tab": "open"}, None), desk.now)
    return [str(row["id"]) for row in page.items]


def printed(desk: Desk, matter: str, kind: str, source: str) -> dict[str, str]:
    """A sheet, by the headings of its rows."""
    case, place = with_names(load(matter)), rules_on("quzhou", desk.now.date())
    _, paper = sheet(case, place, "owner", kind, source)
    rows = [[cell.text for cell in row.cells] for row in Document(io.BytesIO(paper)).tables[0].rows]
    return {row[0]: row[1] for row in rows}


def mine(person: str, desk: Desk) -> list[str]:
    """What waits for somebody in the one matter on the desk."""
    (row,) = desk_page(actor(person, ""), Wanted("work", "/desk", {"tab": "open"}, None), desk.now).items
    return list(row["mine"])


def unread(person: str, desk: Desk) -> bool:
    """Whether the one matter in somebody's inbox has something new for it."""
    (row,) = desk_page(actor(person, ""), Wanted("inbox", "/inbox", {"tab": "open"}, None), desk.now).items
    return bool(row["unread"])


@pytest.mark.duty("NAT-13", "QZ-06", "QZ-07")
def test_an_application_goes_to_the_coordinator_and_both_sides_see_it(deployment: str) -> None:
    """The guidance body owns it by the place's own row; the other party finds it in its inbox and has its own say."""
    desk = Desk()
    dispute = applied(desk)
    matter = load(dispute).matter
    assert ("model-guidance", "same_level", "applied") == (matter.owner, matter.route, matter.state)
    assert [dispute] == listed(GUIDE, "work", desk) == listed(MARKET, "inbox", desk) == listed(URBAN, "inbox", desk)
    eyes = {name: sees(actor(name, ""), matter) for name in (GUIDE, SIGNER, MARKET, URBAN, "model-supervisor-1")}
    assert ["owner", "owner", "respondent", "respondent", None] == list(eyes.values())
    assert [False, True] == [unread(MARKET, desk), unread(URBAN, desk)]
    desk.act(dispute, "state_view", URBAN, view="食品安全归市场监管局。", view_basis="食品安全法第六条")
    assert [True, False] == [unread(MARKET, desk), unread(URBAN, desk)]
    with pytest.raises(Conflict) as twice:
        desk.act(dispute, "state_view", URBAN, view="再说一次。", view_basis="同上")
    assert [("state", "view_still_wanted")] == rules(twice)
    desk.act(dispute, "act_in_danger", URBAN, danger="食物中毒。", acted_on=desk.today, measures="当场封存。")
    across = load(applied(desk, title="跨县执法", other_party="model-county-urban")).matter
    assert ("model-guidance", "across") == (across.owner, across.route)


@pytest.mark.parametrize(
    ("wrong", "found"),
    [
        ({"negotiation_record": None}, ("negotiation_record", "model_type")),
        ({"negotiated_on": "2026-03-03"}, ("negotiated_on", "not_in_future")),
        ({"other_party": "model-market"}, ("other_party", "not_itself")),
        ({"other_party": "model-staffing"}, ("other_party", "known_party")),
        ({"other_party": "model-guidance"}, ("other_party", "coordinator_not_party")),
        ({"other_party": "exemplar-market"}, ("other_party", "one_city")),
    ],
)
def test_an_application_that_cannot_stand_begins_nothing(
    deployment: str, wrong: dict[str, Any], found: tuple[str, str]
) -> None:
    """No negotiation on record, one still to come, oneself, no agency, the coordinator itself, another city."""
    desk = Desk()
    with pytest.raises(Invalid) as refusal:
        applied(desk, **wrong)
    assert [found] == rules(refusal)
    assert [] == listed(GUIDE, "work", desk)


@pytest.mark.duty("QZ-06")
def test_the_same_point_is_not_pending_twice_between_the_same_two(deployment: str) -> None:
    """Whichever of them applies; a request repeated is answered as before, and the end of the first frees the point."""
    desk = Desk()
    first = applied(desk)
    again = begin(actor(MARKET, ""), "dispute", application(), desk.keys[-1], desk.now)
    assert first == again
    with pytest.raises(Invalid) as refusal:
        applied(desk, URBAN, other_party="model-market", title=" 校园周边流动摊贩监管")
    assert [("title", "pending")] == rules(refusal)
    desk.act(first, "withdraw_application", MARKET, cause="agreed", text="各管一段。")
    second = applied(desk, URBAN, other_party="model-market")
    assert {"withdrawn", "applied"} == {load(first).matter.state, load(second).matter.state}


@pytest.mark.duty("QZ-08", "QZ-10")
def test_an_opinion_reaches_both_parties_and_the_bodies_it_is_copied_to_and_is_performed(deployment: str) -> None:
    desk = Desk()
    dispute, market, urban = performing(desk)
    (opinion,) = load(dispute).documents
    (line,) = register(actor(CLERK, ""), "", desk.now).items
    both = "样板市市场监督管理局、样板市综合行政执法局"
    paper = printed(desk, dispute, "draft_sheet", opinion.id)
    assert [both, both] == [line["addressee"], paper["主送"]]
    assert "中共样板市委机构编制委员会办公室、样板市司法局" == paper["抄送"]
    assert "样指导执协意〔2026〕1号" == opinion.number
    assert {"model-staffing": opinion.id, "model-bureau": opinion.id} == load(dispute).matter.copies
    blank, other = (printed(desk, part, "proof_of_service", "1") for part in (market, urban))
    assert both == "、".join((blank["受送达人"], other["受送达人"]))
    assert "行政执法职责争议协调意见书" == blank["送达文书"]
    assert [dispute] == listed("model-staffing-respondent-1", "inbox", desk)
    assert "copied" == sees(actor("model-supervisor-1", ""), load(dispute).matter)
    for person, found in (("model-supervisor-1", [dispute]), (GUIDE, [])):
        page = desk_page(actor(person, ""), Wanted("work", "/desk", {"tab": "open"}, None), desk.now)
        assert page.context["inbox"] and found == listed(person, "inbox", desk)
    with pytest.raises(Conflict) as early:
        desk.act(dispute, "finish_dispute", GUIDE, summary="已履行。")
    assert [("state", "opinion_followed")] == rules(early)
    for part, person in ((market, MARKET), (urban, URBAN)):
        desk.act(part, "sign_for_opinion", person, signatory="法制科")
        assert "法制科" in printed(desk, part, "proof_of_service", "1")["受送达人签收"]
        desk.act(part, "report_performance", person, text="已按协调意见履行。")
        desk.act(part, "accept_performance", GUIDE, reason="属实。")
    desk.act(dispute, "finish_dispute", GUIDE, summary="双方已经履行。")
    assert "finished" == load(dispute).matter.state


@pytest.mark.duty("QZ-10")
def test_who_refuses_a_written_suggestion_is_put_before_the_government(deployment: str) -> None:
    """A suggestion with a day of its own; open criticism only after it was refused."""
    desk = Desk()
    dispute, _, urban = performing(desk)
    with pytest.raises(Invalid) as before:
        desk.act(urban, "record_opinion_receipt", CLERK, received_on="2026-02-27", signatory="法制处")
    assert [("received_on", "between")] == rules(before)
    with pytest.raises(Conflict):
        desk.act(urban, "find_unperformed", GUIDE, text="没有巡查。")
    desk.act(urban, "record_opinion_receipt", CLERK, received_on=desk.today, signatory="法制处")
    desk.act(urban, "find_unperformed", GUIDE, text="没有巡查。")
    request = {"facts": "未巡查。", "course": "已书面建议。", "proposal": "通报批评。", "purpose": "criticise"}
    with pytest.raises(Invalid) as early:
        desk.act(urban, "draft_performance_request", GUIDE, **request)
    assert [("purpose", "criticism_after_refusal")] == rules(early)
    suggestion = {"facts": "未巡查。", "duty": "条例第八条", "suggestions": "立即巡查。", "due_on": desk.working_day(5)}
    sent(desk, urban, "performance_suggestion", **suggestion)
    desk.act(urban, "receive_performance_suggestion", URBAN, signatory="法制处")
    with pytest.raises(Conflict) as waiting:
        desk.act(urban, "record_silence", GUIDE, reason="没有答复。")
    assert [("state", "suggestion_unanswered")] == rules(waiting)
    desk.act(urban, "answer_suggestion", URBAN, stance="refused", text="人手不足。")
    desk.act(urban, "report_performance", URBAN, text="已增加人手。")
    desk.act(urban, "find_unperformed", GUIDE, text="仍没有巡查。")
    sent(desk, urban, "performance_request", **{**request, "purpose": "correct"})
    measure = {**RULING, "outcome": "done", "decided_on": desk.today, "scan": scan()}
    desk.act(urban, "record_measure", GUIDE, **measure)
    assert "dealt_with" == load(urban).matter.state
    assert [urban] == [i for i, child in load(dispute).matter.children.items() if not child.open]


@pytest.mark.duty("QZ-09", "QZ-11", "NAT-13")
def test_without_agreement_the_bodies_consult_and_the_government_decides(deployment: str) -> None:
    """Meetings are called and minuted; whoever does not accept, or keeps silent, does not hold up the government's
    decision; no party gets the request itself.
    """
    desk = Desk()
    dispute = coordinating(desk)
    with pytest.raises(Conflict) as none_called:
        minutes = {"meeting": "expert_panel", "held_on": desk.today, "present": "专家三人", "minutes": "论证。"}
        desk.act(dispute, "record_meeting", GUIDE, **minutes, conclusion="归综合执法局。")
    assert [("state", "meeting_called")] == rules(none_called)
    call = {"meeting": "expert_panel", "place": "三楼", "invited": "专家三人", "agenda": "摊贩监管"}
    desk.act(dispute, "call_meeting", GUIDE, **call, held_at=f"{desk.working_day(1)}T09:30")
    desk.wait(days=1)
    desk.act(dispute, "record_meeting", GUIDE, **{**minutes, "held_on": desk.today}, conclusion="归综合执法局。")
    bodies = {"staffing_body": "市委编办", "justice_body": "市司法局"}
    desk.act(dispute, "open_joint_consultation", GUIDE, disagreement="仍不一致。", **bodies)
    desk.act(dispute, "record_joint_opinion", GUIDE, held_on=desk.today, present="三方", opinion="归综合执法局。")
    desk.act(dispute, "answer_joint_opinion", MARKET, stance="accepted")
    with pytest.raises(Conflict) as one_only:
        desk.act(dispute, "adopt_joint_opinion", GUIDE)
    assert [("state", "both_accepted")] == rules(one_only)
    with pytest.raises(Invalid) as unexplained:
        desk.act(dispute, "ask_government", GUIDE)
    assert "reason" == unexplained.value.mistakes[0].field
    desk.act(dispute, "ask_government", GUIDE, reason="综合执法局一直没有表态。")
    case = sent(desk, dispute, "dispute_request", facts="争议。", course="会商未成。", proposal="归综合执法局。")
    sealing = next(event for event in case.events if event.action == "seal_dispute_request")
    procedure = rules_on("quzhou", desk.now.date()).procedures["dispute"]
    assert (True, False) == tuple(told(case, sealing, procedure, seen) for seen in ("owner", "respondent"))
    desk.act(dispute, "record_ruling", GUIDE, **RULING, decided_on=desk.today, scan=scan())
    with pytest.raises(Invalid) as uncopied:
        desk.act(dispute, "draft_coordination_opinion", GUIDE, **{**OPINION, "copied_bodies": ["model-bureau"]})
    assert [("copied_bodies", "copied_as_required")] == rules(uncopied)
    sent(desk, dispute, "coordination_opinion", **OPINION)
    assert "performing" == load(dispute).matter.state


def on_paper(desk: Desk, **facts: Any) -> dict[str, Any]:
    return {"channel": "delivered", "received_on": desk.today, "scan": scan(), **facts}


@pytest.mark.duty("QZ-09")
def test_what_a_party_says_on_paper_is_entered_as_its_own_word(deployment: str) -> None:
    """The view of the other party, both answers to the joint opinion, a report of performance."""
    desk = Desk()
    dispute = coordinating(desk)
    desk.act(dispute, "enter_view", CLERK, **on_paper(desk, view="归市场监管局。", view_basis="食品安全法第六条"))
    bodies = {"staffing_body": "市委编办", "justice_body": "市司法局"}
    desk.act(dispute, "open_joint_consultation", GUIDE, disagreement="仍不一致。", **bodies)
    desk.act(dispute, "record_joint_opinion", GUIDE, held_on=desk.today, present="三方", opinion="归综合执法局。")
    for party in ("applicant", "other"):
        desk.act(dispute, "enter_joint_answer", GUIDE, **on_paper(desk, stance="accepted", party=party))
    _, other = positions(load(dispute), {})
    assert {"归市场监管局。", "认同"} <= {fact["value"] for fact in other["facts"]}
    with pytest.raises(Conflict) as agreed_by_both:
        desk.act(dispute, "ask_government", GUIDE, reason="转提请。")
    assert [("state", "somebody_accepts_not")] == rules(agreed_by_both)
    desk.act(dispute, "adopt_joint_opinion", GUIDE)
    sent(desk, dispute, "coordination_opinion", **OPINION)
    part = next(iter(load(dispute).matter.children))
    desk.act(part, "record_opinion_receipt", CLERK, received_on=desk.today, signatory="法规处")
    desk.act(part, "enter_report_performance", CLERK, **on_paper(desk, text="已履行。"))
    assert "reported" == load(part).matter.state


@pytest.mark.duty("QZ-07")
def test_what_is_incomplete_is_returned_once_with_all_that_is_missing(deployment: str) -> None:
    desk = Desk()
    dispute = applied(desk)
    desk.act(dispute, "return_application", GUIDE, missing="补充对方观点的依据。")
    again = {**POSITIONS, **NEGOTIATED, "negotiation_record": scan(), "completed": "已补充。"}
    desk.act(dispute, "complete_application", MARKET, **again)
    with pytest.raises(Conflict) as second:
        desk.act(dispute, "return_application", GUIDE, missing="再补充。")
    assert [("state", "state")] == rules(second) or "state" == rules(second)[0][1]
    desk.act(dispute, "decline_dispute", SIGNER, reason="不属于职责争议。")
    assert "not_taken" == load(dispute).matter.state


def test_a_bureau_that_is_a_party_gets_the_opinion_itself_and_performs_it(deployment: str) -> None:
    """No copy beside it; its own people act for it, and its guidance body is not closed over the open dispute."""
    desk = Desk()
    dispute = applied(desk, other_party="model-bureau")
    desk.act(dispute, "accept_dispute", GUIDE, review="属于职责争议。", officers=[GUIDE])
    given = {"text": "各自负责。", "agreed_on": desk.today, "confirmed_by": "双方处长"}
    desk.act(dispute, "record_agreement", GUIDE, **given)
    with pytest.raises(Invalid) as copied:
        desk.act(dispute, "draft_coordination_opinion", GUIDE, **OPINION)
    assert [("copied_bodies", "of_own_level")] == rules(copied)
    sent(desk, dispute, "coordination_opinion", **{**OPINION, "copied_bodies": ["model-staffing"]})
    part = next(i for i in load(dispute).matter.children if load(i).matter.respondent == "model-bureau")
    assert {part, dispute} == set(listed("model-supervisor-1", "inbox", desk))
    desk.act(part, "sign_for_opinion", "model-supervisor-1", signatory="法治督察处")
    desk.act(part, "report_performance", "model-supervisor-1", text="已履行。")
    assert "reported" == load(part).matter.state
    keeper = actor("model-administrator-1", "")
    for place, open_ones in (("model-guidance", 3), ("model-market", 2), ("model-urban", 0)):
        assert open_ones == len(hindering(gather(keeper, {"organisation_id": place}, desk.now)))


def test_who_has_an_interest_takes_no_further_part(deployment: str) -> None:
    desk = Desk()
    dispute = coordinating(desk)
    desk.act(dispute, "declare_recusal", GUIDE, reason="配偶在一方任职。")
    with pytest.raises(Conflict) as recused:
        desk.act(dispute, "record_agreement", GUIDE, text="各自负责。", agreed_on=desk.today, confirmed_by="双方")
    assert [("actor", "recusal")] == rules(recused)
    assert () == load(dispute).matter.officers
    desk.act(dispute, "record_agreement", COLLEAGUE, **AGREEMENT, agreed_on=desk.today)
    assert "agreed" == load(dispute).matter.state


@pytest.mark.duty("HEB-18")
def test_a_party_asks_that_an_official_recuses_and_nothing_is_settled_until_it_is_decided(deployment: str) -> None:
    """The one asked about rests and his colleague settles nothing; the head decides, with reasons that both read."""
    desk = Desk()
    dispute = applied(desk)
    desk.act(dispute, "accept_dispute", GUIDE, review="属于职责争议。", officers=[GUIDE, COLLEAGUE])
    ask = {"officer": GUIDE, "reason": "配偶在市场监管局任职。"}
    with pytest.raises(Invalid) as stranger:
        desk.act(dispute, "ask_recusal", URBAN, **{**ask, "officer": CLERK})
    assert [("officer", "takes_part_in_dispute")] == rules(stranger)
    desk.act(dispute, "ask_recusal", URBAN, **ask)
    with pytest.raises(Invalid) as again:
        desk.act(dispute, "ask_recusal", MARKET, **ask)
    assert [("officer", "takes_part_in_dispute")] == rules(again)
    agreed_on = {**AGREEMENT, "agreed_on": desk.today}
    for person, found in ((GUIDE, ("actor", "recusal")), (COLLEAGUE, ("state", "no_open_recusal"))):
        with pytest.raises(Conflict) as held:
            desk.act(dispute, "record_agreement", person, **agreed_on)
        assert [found] == rules(held)
    decided = {"officer": GUIDE, "outcome": "recused", "reason": "属实。"}
    case = desk.act(dispute, "decide_recusal", SIGNER, **decided)
    procedure = rules_on("quzhou", desk.now.date()).procedures["dispute"]
    assert all(told(case, event, procedure, "respondent") for event in case.events[-2:])
    assert ((COLLEAGUE,), {GUIDE: "recused"}) == (case.matter.officers, case.matter.recusals)
    desk.act(dispute, "record_agreement", COLLEAGUE, **agreed_on)
    desk.act(dispute, "draft_coordination_opinion", COLLEAGUE, **OPINION)
    desk.act(dispute, "review_coordination_opinion", REVIEWER, opinion="同意。")
    by_paper = {"officer": SIGNER, "reason": "曾任该局局长。", "party": "applicant"}
    desk.act(dispute, "enter_ask_recusal", CLERK, **on_paper(desk, **by_paper))
    about_himself = {"officer": SIGNER, "outcome": "stays", "reason": "没有利害关系。"}
    for person, action, facts, found in (
        (SIGNER, "decide_recusal", about_himself, ("actor", "recusal")),
        (DEPUTY_HEAD, "sign_coordination_opinion", {"opinion": "签发。"}, ("state", "no_open_recusal")),
    ):
        with pytest.raises(Conflict) as waits:
            desk.act(dispute, action, person, **facts)
        assert [found] == rules(waits)
    desk.act(dispute, "decide_recusal", DEPUTY_HEAD, **about_himself)
    desk.act(dispute, "sign_coordination_opinion", SIGNER, opinion="签发。")


@pytest.mark.duty("HEB-18")
def test_where_nobody_is_left_to_decide_it_is_decided_above_and_entered(deployment: str) -> None:
    """By the written decision, and only about whoever signs; meanwhile the desk shows nobody what is held."""
    desk = Desk()
    dispute = coordinating(desk)
    for officer in (SIGNER, DEPUTY_HEAD, GUIDE):
        desk.act(dispute, "ask_recusal", MARKET, officer=officer, reason="有利害关系。")
    ruled = {"outcome": "stays", "reason": "没有利害关系。", "decided_by": "市政府，3月2日", "scan": scan()}
    with pytest.raises(Invalid) as no_signer:
        desk.act(dispute, "record_recusal_decision", CLERK, officer=GUIDE, **ruled)
    assert [("officer", "signer_asked")] == rules(no_signer)
    desk.act(dispute, "record_recusal_decision", CLERK, officer=SIGNER, **ruled)
    assert ["决定是否回避"] == mine(SIGNER, desk)
    for officer in (DEPUTY_HEAD, GUIDE):
        desk.act(dispute, "decide_recusal", SIGNER, officer=officer, outcome="stays", reason="没有利害关系。")
    assert ({}, True) == (load(dispute).matter.recusals, "登记协调一致" in mine(GUIDE, desk))
    desk.act(dispute, "assign_officers", SIGNER, officers=[GUIDE, COLLEAGUE], reason="增加人手。")
    desk.act(dispute, "ask_recusal", URBAN, officer=GUIDE, reason="有利害关系。")
    assert "登记协调一致" not in mine(COLLEAGUE, desk)


def test_once_officers_are_named_they_alone_work_on_the_dispute(deployment: str) -> None:
    """Others do when they are named in their place; whoever is not of the body is never named."""
    desk = Desk()
    dispute = coordinating(desk)
    with pytest.raises(Forbidden):
        desk.act(dispute, "record_agreement", COLLEAGUE, **AGREEMENT, agreed_on=desk.today)
    with pytest.raises(Invalid) as strangers:
        desk.act(dispute, "assign_officers", SIGNER, officers=[COLLEAGUE, CLERK, "model-supervisor-1"], reason="换人。")
    assert [("officers", "coordinators_named")] == rules(strangers)
    desk.act(dispute, "assign_officers", SIGNER, officers=[COLLEAGUE], reason="换人。")
    desk.act(dispute, "record_agreement", COLLEAGUE, **AGREEMENT, agreed_on=desk.today)
    assert "agreed" == load(dispute).matter.state


def test_each_party_marks_as_read_what_is_new_to_it(deployment: str) -> None:
    """One does not read for the other, and there is nothing to mark a second time."""
    desk = Desk()
    dispute = coordinating(desk)
    assert [True, True] == [unread(MARKET, desk), unread(URBAN, desk)]
    desk.act(dispute, "acknowledge_as_other", URBAN)
    assert [True, False] == [unread(MARKET, desk), unread(URBAN, desk)]
    desk.act(dispute, "acknowledge", MARKET)
    assert [False, False] == [unread(MARKET, desk), unread(URBAN, desk)]
    for party, own, others in (
        (MARKET, ("acknowledge", "unread_by_agency"), "acknowledge_as_other"),
        (URBAN, ("acknowledge_as_other", "unread_by_other_party"), "acknowledge"),
    ):
        with pytest.raises(Conflict) as nothing:
            desk.act(dispute, own[0], party)
        assert [("state", own[1])] == rules(nothing)
        with pytest.raises(Forbidden):
            desk.act(dispute, others, party)


def test_a_city_guidance_body_hands_in_what_it_found_of_a_county_agency(deployment: str) -> None:
    """It is the city bureau's, which may hand it on; another city's agency is none of it."""
    found = {"category": "unlawful_penalty", "facts": "未告知。", "channel": "guidance_body", "finding": "unlawful"}
    told_by = {**found, "received_on": Desk().today}
    answer = take_in(actor(GUIDE, ""), {**told_by, "agency": "model-county-urban"}, "county", Desk().now)
    matter = load(answer.matter_id).matter
    assert ("model-bureau", "model-county-urban") == (matter.owner, matter.respondent)
    with pytest.raises(Invalid) as stranger:
        take_in(actor(GUIDE, ""), {**told_by, "agency": "city-market"}, "stranger", Desk().now)
    assert [("agency", "own")] == rules(stranger)


@pytest.mark.duty("NAT-13")
def test_under_the_national_rules_the_supervision_body_coordinates(deployment: str) -> None:
    desk = Desk()
    by = actor("city-market-respondent-1", "")
    dispute = begin(by, "dispute", application(other_party="city-urban"), "national", desk.now)
    desk.act(dispute, "accept_dispute", "city-supervisor-1", review="属于职责争议。", officers=["city-supervisor-1"])
    given = {"text": "各自负责。", "agreed_on": desk.today, "confirmed_by": "双方科长"}
    desk.act(dispute, "record_agreement", "city-supervisor-1", **given)
    people = ("city-supervisor-1", "city-reviewer-1", "city-signer-1", "city-clerk-1")
    sent(desk, dispute, "coordination_opinion", people, **{**OPINION, "copied_bodies": []})
    case = load(dispute)
    assert ("city-bureau", "performing") == (case.matter.owner, case.matter.state)
    assert "市司执协意〔2026〕1号" == case.documents[0].number


@pytest.mark.duty("NAT-13")
def test_where_no_article_has_the_bodies_consult_the_government_is_asked_at_once(deployment: str) -> None:
    desk = Desk()
    by = actor("city-market-respondent-1", "")
    dispute = begin(by, "dispute", application(other_party="city-urban"), "national", desk.now)
    desk.act(dispute, "accept_dispute", "city-supervisor-1", review="属于职责争议。", officers=["city-supervisor-1"])
    desk.act(dispute, "propose_to_government", "city-supervisor-1", reason="双方没有取得一致。")
    people = ("city-supervisor-1", "city-reviewer-1", "city-signer-1", "city-clerk-1")
    sent(desk, dispute, "dispute_request", people, facts="争议。", course="协调未成。", proposal="归综合执法局。")
    assert "proposed" == load(dispute).matter.state
    for place, way in (("quzhou", "ask_government"), ("jinzhong", "propose_to_government")):
        acts = rules_on(place, desk.now.date()).procedures["dispute"].actions
        assert {way} == {"ask_government", "propose_to_government"} & set(acts)
