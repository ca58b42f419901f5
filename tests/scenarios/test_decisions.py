"""Before the government: grave matters, what a decision must name, and a decision declined."""

from dataclasses import dataclass, field
from datetime import timedelta

import pytest

from infra.demo.office import Office, Reply
from tests.scenarios import steps
from tests.scenarios.steps import Facts, agency, supervisor


@dataclass
class Grave:
    """A grave case whose decision the government declines, as seen on the way."""

    seen: dict[str, Facts] = field(default_factory=dict)
    refusals: dict[str, Reply] = field(default_factory=dict)


@pytest.fixture(scope="module")
def decided(office: Office) -> Facts:
    """A late case as the government's decision on it was recorded."""
    _, case = steps.proposed(office)
    return supervisor(office).act(case, "record_decision", **steps.government_facts(office))


@pytest.fixture(scope="module")
def grave(office: Office, decided: Facts) -> Grave:
    _, case = steps.served_opinion(office)
    walk, desk = Grave(), supervisor(office)
    walk.refusals["early"] = desk.try_act(case, "draft_request_to_government", **steps.proposal_facts())
    steps.signed(office, case, "request_to_government", steps.proposal_facts(grave=True))
    steps.sealed(office, case, "request_to_government")
    yesterday = (steps.today(office) - timedelta(days=1)).isoformat()
    given: dict[str, Facts] = {
        "before proposal": {"decided_on": yesterday},
        "nothing named": {"kinds": []},
        "no number": {"number": ""},
        "bureau's style": {"number": "2027第1号"},
        "declined with kinds": {"outcome": "declined"},
        "number taken": {"number": steps.document(decided, "decision")["number"]},
    }
    for name, facts in given.items():
        walk.refusals[name] = desk.try_act(case, "record_decision", **steps.government_facts(office, **facts))
    declined = steps.government_facts(office, outcome="declined", kinds=[], number="", text="")
    walk.seen["declined"] = desk.act(case, "record_decision", **declined)
    walk.refusals["untrue circular"] = desk.try_act(
        case, "draft_circular", reason="late", scope="全市", approver="局长", text="逾期。"
    )
    walk.seen["circulated"] = steps.circulated(office, case)
    walk.seen["agency"] = agency(office).matter(case)
    walk.seen["closed"] = desk.act(case, "close", summary="政府决定不予制发，予以结案。", retention="30")
    return walk


@pytest.mark.duty("NAT-29")
def test_before_the_period_runs_out_only_a_grave_matter_is_proposed(grave: Grave) -> None:
    assert steps.refused(grave.refusals["early"], 409) == [("state", "late_or_grave")]


@pytest.mark.duty("JZ-26a", "NAT-29")
@pytest.mark.parametrize(
    ("given", "mistake"),
    [
        ("before proposal", ("decided_on", "between")),
        ("nothing named", ("kinds", "required_when_decided")),
        ("no number", ("number", "required_when_decided")),
        ("bureau's style", ("number", "string_pattern_mismatch")),
        ("declined with kinds", ("kinds", "none_when_declined")),
        ("number taken", ("number", "unique")),
    ],
)
def test_a_decision_is_recorded_only_complete_and_consistent(
    grave: Grave, given: str, mistake: tuple[str, str]
) -> None:
    assert steps.refused(grave.refusals[given], 422) == [mistake]


@pytest.mark.duty("NAT-29", "JZ-26a")
def test_a_government_that_declines_leaves_no_decision_and_the_case_can_end(grave: Grave) -> None:
    assert grave.seen["declined"]["state_title"] == "政府决定不予制发"
    assert not [d for d in grave.seen["declined"]["documents"] if d["kind"] == "decision"]
    assert grave.seen["closed"]["state_title"] == "已办结"


@pytest.mark.duty("JZ-26a")
def test_a_circular_is_a_decision_of_its_own_with_scope_and_approver(grave: Grave) -> None:
    assert steps.refused(grave.refusals["untrue circular"], 422) == [("reason", "late_or_marked")]
    facts = {row["name"]: row["value"] for row in steps.entries(grave.seen["circulated"], "draft_circular")[0]["facts"]}
    assert (facts["scope"], facts["approver"]) == ("全市行政执法机关", "局长")
    assert steps.entries(grave.seen["agency"], "seal_circular")
    assert "通报" in [found["title"] for found in grave.seen["agency"]["documents"]]


@pytest.mark.duty("JZ-26a", "NAT-29", "NAT-06")
def test_the_decision_is_the_governments_and_is_received_by_the_agency(decided: Facts, office: Office) -> None:
    decision = steps.document(decided, "decision")
    printed = steps.text_of(supervisor(office), decision)
    assert decision["number"].startswith("示政执监决〔")
    assert [part for part in ("示范市人民政府", "撤销该处罚决定。", "30日") if part not in printed] == []
    assert steps.served(office, decided["id"], "decision")["state_title"] == "执行中"
