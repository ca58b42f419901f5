"""What a contact point begins and hands in is counted by the trade and district of its term."""

import pytest
from jiandu.adapters import arrivals, table
from jiandu.begin import begin
from jiandu.core.deadlines import shanghai_day
from jiandu.core.errors import Forbidden, Invalid
from jiandu.take_in import take_in

from tests.integration.desk_work import COMPLAINT, MONDAY, actor, load, scan

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
