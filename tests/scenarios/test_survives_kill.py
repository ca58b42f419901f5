"""What was answered is there after kill -9."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from infra.demo.office import Office
from infra.local.session import Cloud
from tests.scenarios import steps
from tests.scenarios.steps import agency, supervisor


@pytest.mark.last
def test_two_hundred_answered_complaints_survive_a_kill_at_once(office: Office, cloud: Cloud) -> None:
    """Found by their codes, with matters, documents and files as they were, on a second start that says its time."""
    _, case = steps.served_opinion(office)
    before = agency(office).matter(case)
    with ThreadPoolExecutor(4) as senders:
        receipts = list(senders.map(lambda n: office.complain(facts=f"第{n}件。"), range(200)))
    cloud.kill9()
    cloud.start()
    print(f"second start: {cloud.ready_seconds} s")
    with ThreadPoolExecutor(4) as askers:
        found = list(askers.map(lambda receipt: office.track(receipt["code"])["number"], receipts))
    assert found == [receipt["number"] for receipt in receipts]
    assert agency(office).matter(case) == before
    opinion = steps.document(supervisor(office).matter(case), "opinion")
    assert opinion["number"] in steps.text_of(supervisor(office), opinion)
    assert 0 < cloud.ready_seconds
