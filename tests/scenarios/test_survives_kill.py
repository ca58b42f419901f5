"""What was answered is there after kill -9."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from infra.demo.office import Office
from infra.local.session import Cloud
from tests.scenarios import steps
from tests.scenarios.steps import supervisor


@pytest.mark.last
def test_eighty_answered_complaints_survive_a_kill_at_once(office: Office, cloud: Cloud) -> None:
    """Found by their codes, with matters, documents and files as they were, on a second start that says its time."""
    _, case = steps.accepted(office)
    steps.open_case(office, case)
    steps.ask_agency(office, case)
    before = supervisor(office).matter(case)
    with ThreadPoolExecutor(4) as senders:
        receipts = list(senders.map(lambda n: office.complain(facts=f"第{n}件。"), range(80)))
    cloud.kill9()
    cloud.start()
    print(f"second start: {cloud.ready_seconds} s")
    with ThreadPoolExecutor(4) as askers:
        found = list(askers.map(lambda receipt: office.track(receipt["code"])["number"], receipts))
    assert found == [receipt["number"] for receipt in receipts]
    assert supervisor(office).matter(case) == before
    letter = steps.document(before, "explanation_demand")
    assert letter["number"] in steps.text_of(supervisor(office), letter)
    assert 0 < cloud.ready_seconds
