"""Turns beside the ladder: completion asked once, transfer to another organ, correction on the spot."""

import pytest

from infra.demo.office import Office
from tests.scenarios import steps
from tests.scenarios.steps import agency, supervisor


def test_completion_is_asked_once_and_restarts_the_clock(office: Office) -> None:
    """All that is missing in one notice; the clock of the review stops, and starts anew when it is complete."""
    receipt = office.complain()
    asked = supervisor(office).act(receipt["matter_id"], "request_completion", missing="处罚决定书的文号。")
    assert "待补正" == asked["state_title"]
    assert "已完成" == steps.clock(asked, "preliminary_review")["state_title"]
    told = office.track(receipt["code"])["timeline"][-1]["text"]
    assert "处罚决定书的文号。" in told
    office.post("/complaints/track/complete", {"code": receipt["code"], "text": "文号为示市监罚〔2026〕8号。"})
    again = supervisor(office).matter(receipt["matter_id"])
    assert ["进行中", "已完成"] == [c["state_title"] for c in again["clocks"] if c["name"] == "preliminary_review"]
    twice = supervisor(office).try_act(receipt["matter_id"], "request_completion", missing="再补一份。")
    assert [("state", "completion_asked_once")] == steps.refused(twice, 409)


def test_a_matter_of_another_organ_is_transferred_and_its_answer_told(office: Office) -> None:
    """The complainant sees where it went and what came of it."""
    receipt = office.complain()
    supervisor(office).act(receipt["matter_id"], "transfer", organ="示范市审计局", reason="属于审计监督。")
    supervisor(office).act(receipt["matter_id"], "record_organ_answer", answer="已经列入审计项目。")
    told = office.track(receipt["code"])
    assert "transferred" == told["state"]
    assert "示范市审计局" in told["timeline"][-2]["text"]
    assert "已经列入审计项目。" in told["timeline"][-1]["text"]


@pytest.mark.duty("NAT-26")
def test_what_can_be_corrected_on_the_spot_is_and_no_letter_follows(office: Office) -> None:
    """Recorded with its article; the case can only be closed."""
    _, case = steps.accepted(office)
    steps.open_case(office, case)
    steps.ask_agency(office, case)
    corrected = supervisor(office).act(
        case, "correct_on_the_spot", problem="执法证件未出示。", correction="当场出示并说明。"
    )
    assert "已纠正，待结案" == corrected["state_title"]
    assert "《行政执法监督条例》第二十六条" == steps.entries(corrected, "correct_on_the_spot")[0]["basis"]
    assert "不再计算" == steps.clock(corrected, "explanation")["state_title"]
    assert "give_statement" not in steps.names(agency(office).matter(case))
    closed = supervisor(office).act(case, "close", summary="已当场纠正。", retention="10")
    assert "closed" == closed["state"]
