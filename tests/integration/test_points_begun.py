"""What a contact point begins and hands in is counted by the trade and district of its term."""

from datetime import timedelta

import pytest
from jiandu.adapters import arrivals, table
from jiandu.begin import begin
from jiandu.core.deadlines import shanghai_day
from jiandu.core.errors import Forbidden, Invalid
from jiandu.sweep import sweep
from jiandu.take_in import take_in

from tests.integration.desk_work import (
    CLERK,
    COMPLAINT,
    MILL_TERM,
    MONDAY,
    REVIEWER,
    SIGNER,
    SUPERVISOR,
    Desk,
    actor,
    load,
    scan,
)

POINT = "city-point-mill"
QUESTION = {"title": "抽样数量", "field": "market", "text": "一次抽样多少？"}
LEAD = {**COMPLAINT, "channel": "contact_point", "received_on": shanghai_day(MONDAY).isoformat()}
SOLICITATION = {
    "title": "餐饮业监管办法（草案）征求意见",
    "drafter": "示范市市场监督管理局",
    "draft_kind": "normative",
    "way": "written",
    "questions": "第八条保证金的比例是否合理？",
    "draft": scan(),
    "due_on": "2026-03-20",
    "points": [POINT],
}


def chosen(ends_on: str = "2029-02-28", closed_at: str | None = None, **marks: str) -> None:
    """The point's term is on record."""
    transaction = table.Transaction()
    transaction.put("term", {"pk": f"TERM#{POINT}", "sk": "TERM", "matter": "t", "ends_on": ends_on}, table.NEW)
    matter = {"pk": "M#t", "sk": "MATTER", "id": "t", "closed_at": closed_at, "marks": marks}
    transaction.put("matter", matter, table.NEW)
    transaction.commit()


def asked() -> dict[str, str]:
    matter = begin(actor(f"{POINT}-1", ""), "question", QUESTION, "once", MONDAY)
    return dict(load(matter).matter.marks)


def test_a_matter_of_a_point_bears_its_trade_and_district_and_nothing_else_of_the_term(deployment: str) -> None:
    chosen(trade="制造业", district="示范县", phone="0354-0000000")
    assert {"trade": "制造业", "district": "示范县", "field": "market"} == asked()


def test_a_point_without_a_term_on_record_raises_all_the_same(deployment: str) -> None:
    assert {"field": "market"} == asked()


@pytest.mark.duty("JZ-29")
def test_a_lead_counts_for_its_point_and_is_on_the_list_of_what_it_handed_in(deployment: str) -> None:
    chosen(trade="制造业")
    taken = take_in(actor(f"{POINT}-1", ""), LEAD, "once", MONDAY)
    marks = load(taken.matter_id).matter.marks
    assert ("制造业", POINT, "right_3") == (marks["trade"], marks["point"], marks["participation"])
    assert [taken.number] == [matter.number for matter in arrivals.handed_in(POINT, "", 10)[0]]


def test_a_department_as_contact_point_hands_in_nothing_against_itself(deployment: str) -> None:
    """The point is an office below the department complained of; nothing is on record after it was refused."""
    transaction = table.Transaction()
    item = {**(table.get(f"ORG#{POINT}", "ORG") or {}), "parent": "city-market"}
    transaction.put("organisation", item, "attribute_exists(pk)")
    transaction.commit()
    with pytest.raises(Invalid) as refusal:
        take_in(actor(f"{POINT}-1", ""), LEAD, "once", MONDAY)
    assert [("agency", "not_itself")] == [(m.field, m.rule) for m in refusal.value.mistakes]
    assert [] == arrivals.handed_in(POINT, "", 10)[0]


def term(desk: Desk, first: int, last: int) -> str:
    """A term of the point from the first to the last day, counted from the desk's."""
    days = {"first_day": first, "term_ends_on": last}
    told = {name: (shanghai_day(desk.now) + timedelta(days=n)).isoformat() for name, n in days.items()}
    return begin(actor(SUPERVISOR, ""), "contact_point", {**MILL_TERM, **told}, f"{first}-{last}", desk.now)


def claimed_by() -> str:
    return str((table.get(f"TERM#{POINT}", "TERM") or {})["matter"])


@pytest.mark.duty("JZ-10")
def test_a_term_expires_though_the_next_one_is_registered(deployment: str) -> None:
    desk = Desk()
    term(desk, 0, 9)
    following = term(desk, 10, 400)
    desk.wait(days=10)
    assert [] == sweep(desk.now, 60.0).failed
    assert following == claimed_by()
    assert "serving" == load(following).matter.state
    with pytest.raises(Invalid):
        term(desk, 5, 500)


@pytest.mark.duty("JZ-34")
@pytest.mark.parametrize("followed", [False, True])
def test_a_term_can_be_revoked_though_the_next_one_is_registered(deployment: str, followed: bool) -> None:
    """The next one stands; where there is none, the days left are free from the day after."""
    desk = Desk()
    first = term(desk, 0, 300)
    following = term(desk, 301, 600) if followed else ""
    desk.act(first, "propose_revocation", SUPERVISOR, ground="penalised", facts="受到处罚。")
    desk.act(first, "state_opinion", f"{POINT}-1", opinion="没有意见。")
    desk.act(first, "decide_revocation", SIGNER, outcome="revoke", reason="属实。")
    desk.act(first, "settle_open_matters", SUPERVISOR, settled="")
    public = {"publicity": "active", "publicity_reason": "向社会公告。"}
    desk.act(first, "draft_revocation_notice", SUPERVISOR, text="收回牌匾。", **public)
    desk.act(first, "review_revocation_notice", REVIEWER, opinion="同意。", secrecy=True)
    desk.act(first, "sign_revocation_notice", SIGNER, opinion="签发。")
    desk.act(first, "seal_revocation_notice", CLERK, file=scan(), sealed_on=desk.today)
    assert "revoked" == load(first).matter.state
    if followed:
        assert following == claimed_by()
    else:
        assert term(desk, 1, 90) == claimed_by()


REVOKED = {"ends_on": "2026-03-02", "closed_at": "2026-03-02T00:10:00+00:00"}


@pytest.mark.duty("JZ-34")
@pytest.mark.parametrize("over", [{"ends_on": "2026-03-01"}, REVOKED], ids=["expired", "revoked today"])
def test_a_point_whose_term_is_over_begins_nothing_and_is_not_asked(deployment: str, over: dict[str, str]) -> None:
    """It may neither begin nor hand in leads as a contact point, nor is it asked in a solicitation."""
    chosen(**over)
    for attempt in (asked, lambda: take_in(actor(f"{POINT}-1", ""), LEAD, "once", MONDAY)):
        with pytest.raises(Forbidden) as refusal:
            attempt()
        assert [("action", "term_over")] == [(m.field, m.rule) for m in refusal.value.mistakes]
    with pytest.raises(Invalid) as unasked:
        begin(actor("city-supervisor-1", ""), "solicitation", SOLICITATION, "once", MONDAY)
    assert [("points", "term_over")] == [(m.field, m.rule) for m in unasked.value.mistakes]
    assert [] == arrivals.handed_in(POINT, "", 10)[0]


def test_a_point_is_asked_on_the_last_day_of_its_term(deployment: str) -> None:
    chosen(ends_on="2026-03-02")
    assert begin(actor("city-supervisor-1", ""), "solicitation", SOLICITATION, "once", MONDAY)
