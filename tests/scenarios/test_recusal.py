"""回避: asked for by the officer, the agency or the complainant, decided by the head (HEB-18, practice 12)."""

from typing import Any

import pytest

from infra.demo.office import Office
from tests.scenarios import steps
from tests.scenarios.steps import OFFICERS, agency, refused, signer, supervisor

OTHER = "city-supervisor-3"


def decided(office: Office, case: str, outcome: str, **facts: Any) -> steps.Facts:
    """The head's decision on the first officer."""
    given = {"officer": OFFICERS[0], "outcome": outcome, "reason": "与当事人没有其他关系。", **facts}
    return signer(office).act(case, "decide_recusal", **given)


@pytest.mark.duty("HEB-18")
def test_an_officer_who_declares_recusal_rests_until_it_is_decided_and_is_replaced(office: Office) -> None:
    """Nothing may be done by the officer meanwhile; the colleague goes on; the decision is written to the officer."""
    _, case = steps.investigating(office)
    declared = supervisor(office).act(case, "declare_recusal", reason="当事人是本人亲属。")
    assert "内部规则" == steps.entries(declared, "declare_recusal")[0]["basis"]
    assert "有人申请周明远回避，尚未决定。" in declared["notices"]
    reasons = {row["name"]: row["reason"] for row in declared["blocked"]}
    assert "已申请您回避，决定作出以前不得办理。" == reasons["question"]
    stopped = steps.try_letter(supervisor(office), case, "consult_files", list="案卷", due_on="2027-01-04")
    assert [("actor", "recusal")] == refused(stopped, 409)
    done = decided(office, case, "recused", replacement=OTHER)
    assert [OFFICERS[1], OTHER] == [officer["id"] for officer in done["officers"]]
    printed = steps.text_of(office.as_("city-clerk-1"), steps.document(done, "recusal_decision"))
    assert "周明远" in printed
    assert "冯若谷" in printed
    assert [("action", "role")] == refused(supervisor(office).try_act(case, "inquiry_report"), 403)
    assert "inquiry_report" in steps.names(office.as_(OTHER).matter(case))
    assert "declare_recusal" not in str(agency(office).matter(case))


@pytest.mark.duty("HEB-18")
def test_the_agency_asks_and_gets_the_decision_as_a_sealed_copy(office: Office) -> None:
    _, case = steps.investigating(office)
    asked = agency(office).act(case, "ask_recusal", officer=OFFICERS[0], reason="与投诉企业负责人是同学。")
    assert ["与投诉企业负责人是同学。"] == [f["value"] for f in steps.entries(asked, "ask_recusal")[0]["facts"][1:]]
    assert "question" in steps.names(office.as_(OFFICERS[1]).matter(case))
    decided(office, case, "stays")
    assert "question" in steps.names(supervisor(office).matter(case))
    assert "recusal_decision" not in steps.kinds(agency(office).matter(case))
    steps.attached(office, case, "recusal_decision")
    seen = agency(office).matter(case)
    assert steps.fetched(agency(office), steps.document(seen, "recusal_decision")["link"]).startswith(b"%PDF-")


@pytest.mark.duty("HEB-18")
def test_the_complainant_asks_and_the_agency_never_learns_of_it(office: Office) -> None:
    """All officers rest, for the complainant may not know their names; neither act nor decision shows outside."""
    receipt, case = steps.investigating(office)
    office.post(
        "/complaints/track/ask_recusal", {"code": receipt["code"], "whom": "周科长", "reason": "是该局局长亲属。"}
    )
    for officer in OFFICERS:
        blocked = {row["name"] for row in office.as_(officer).matter(case)["blocked"]}
        assert {"question", "consult_files"} <= blocked
    unread = agency(office).act(case, "acknowledge")
    decided(office, case, "stays")
    steps.attached(office, case, "recusal_decision")
    seen = agency(office).matter(case)
    assert (unread["timeline"], unread["documents"]) == (seen["timeline"], seen["documents"])
    assert "回避" not in str([seen["timeline"], seen["documents"]])
    event = steps.entries(supervisor(office).matter(case), "attach_sealed_copy")[0]["n"]
    assert 404 == agency(office).call("GET", f"/files/{case}/{event}/file").status
    assert "question" in steps.names(supervisor(office).matter(case))
    assert "经决定，有关承办人员不需要回避，本事项继续办理。" in steps.told(office, receipt["code"])


@pytest.mark.duty("HEB-18")
def test_recusals_that_cannot_be(office: Office) -> None:
    """Of an officer of the case, with a reason; decided by the head, once, with a replacement who is none of them."""
    receipt, case = steps.investigating(office)
    stranger = agency(office).try_act(case, "ask_recusal", officer=OTHER, reason="同学。")
    assert [("officer", "officer_named")] == refused(stranger, 422)
    silent = agency(office).try_act(case, "ask_recusal", officer=OFFICERS[0])
    assert [("reason", "missing")] == refused(silent, 422)
    nothing = steps.try_letter(
        signer(office), case, "decide_recusal", officer=OFFICERS[0], outcome="stays", reason="无。"
    )
    assert ("state", "recusal_asked_for") in refused(nothing, 409)
    agency(office).act(case, "ask_recusal", officer=OFFICERS[0], reason="同学。")
    by_officer = steps.try_letter(supervisor(office), case, "decide_recusal", officer=OFFICERS[0], outcome="stays")
    assert [("action", "role")] == refused(by_officer, 403)
    for facts, mistake in (
        ({"outcome": "recused"}, ("replacement", "replacement_named")),
        ({"outcome": "recused", "replacement": OFFICERS[1]}, ("replacement", "replacement_named")),
        ({"outcome": "stays", "replacement": OTHER}, ("replacement", "only_when_recused")),
        ({"outcome": "stays", "officer": OFFICERS[1]}, ("officer", "replacement_named")),
    ):
        given = {"officer": OFFICERS[0], "reason": "经查属实。", **facts}
        assert [mistake] == refused(signer(office).try_act(case, "decide_recusal", **given), 422)
    reassigned = signer(office).try_act(case, "assign_officers", officers=[OFFICERS[1], OTHER], reason="换人。")
    assert [("state", "no_open_recusal")] == refused(reassigned, 409)
    decided(office, case, "recused", replacement=OTHER)
    again = agency(office).try_act(case, "ask_recusal", officer=OFFICERS[0], reason="同学。")
    assert [("officer", "officer_named")] == refused(again, 422)
    back = signer(office).try_act(case, "assign_officers", officers=list(OFFICERS), reason="换回。")
    assert [("officers", "not_recused")] == refused(back, 422)


@pytest.mark.duty("HEB-18")
def test_a_recusal_asked_for_on_paper_is_entered_by_the_clerk(office: Office) -> None:
    _, case = steps.investigating(office)
    clerk = office.as_("city-clerk-1")
    paper = steps.on_paper(office, officer=OFFICERS[1], reason="同学。")
    entered = clerk.act(case, "enter_ask_recusal", **paper)
    assert "有人申请林书宁回避，尚未决定。" in entered["notices"]
    assert "ask_recusal" in str(steps.names(agency(office).matter(case)))
    assert steps.entries(agency(office).matter(case), "enter_ask_recusal")
