"""Notices and answers go out as sealed papers too: the agency gets the record copy, never the editable file."""

import pytest

from infra.demo.office import SCAN, Office, scan
from tests.scenarios import steps
from tests.scenarios.steps import agency, document, supervisor


@pytest.mark.duty("JZ-23")
def test_the_agency_gets_the_sealed_notice_and_not_the_draft(office: Office) -> None:
    """说明情况通知书: nothing before the sealed copy is there, then that copy alone."""
    _, case = steps.accepted(office)
    steps.open_case(office, case)
    asked = steps.ask_agency(office, case)
    assert [] == agency(office).matter(case)["documents"]
    notice = document(asked, "explanation_demand")
    sealed = supervisor(office).act(
        case, "attach_sealed_copy", document=notice["id"], file=scan("通知书.pdf"), sealed_on=office.now()[:10]
    )
    assert "已用印" == document(sealed, "explanation_demand")["state_title"]
    seen = document(agency(office).matter(case), "explanation_demand")
    assert SCAN == steps.fetched(agency(office), seen["link"])
    draft = agency(office).call("GET", notice["link"])
    assert 404 == draft.status


@pytest.mark.duty("JZ-24b")
def test_the_answer_to_an_objection_reaches_the_agency_as_a_sealed_paper(office: Office) -> None:
    """复查答复书 is sealed after it was answered, although the objection has ended."""
    _, case = steps.served_opinion(office)
    objection = steps.object_to(office, case)
    answered = steps.answer(office, objection, "upheld")
    paper = document(answered, "answer")
    supervisor(office).act(
        objection, "attach_sealed_copy", document=paper["id"], file=scan("答复书.pdf"), sealed_on=office.now()[:10]
    )
    seen = document(agency(office).matter(objection), "answer")
    assert SCAN == steps.fetched(agency(office), seen["link"])


def test_a_sealed_copy_belongs_to_a_document_that_waits_for_one(office: Office) -> None:
    """A second copy, a foreign document, a day before signing: refused at the field, nothing changes."""
    _, case = steps.accepted(office)
    steps.open_case(office, case)
    asked = steps.ask_agency(office, case)
    notice = document(asked, "explanation_demand")["id"]
    today = office.now()[:10]
    early = supervisor(office).try_act(case, "attach_sealed_copy", document=notice, file=scan(), sealed_on="2026-02-01")
    assert [("sealed_on", "between")] == steps.refused(early, 422)
    other = supervisor(office).try_act(case, "attach_sealed_copy", document="none", file=scan(), sealed_on=today)
    assert [("document", "document_unsealed")] == steps.refused(other, 422)
    assert asked["version"] == supervisor(office).matter(case)["version"]
    supervisor(office).act(case, "attach_sealed_copy", document=notice, file=scan(), sealed_on=today)
    twice = supervisor(office).try_act(case, "attach_sealed_copy", document=notice, file=scan(), sealed_on=today)
    assert [("state", "document_unsealed")] == steps.refused(twice, 409)
