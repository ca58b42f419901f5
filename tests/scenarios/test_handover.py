"""One officer's work handed over with its list; a colleague deputised for some days, and no day longer."""

from datetime import timedelta

import pytest

from infra.demo.office import Office, scan
from tests.scenarios import steps
from tests.scenarios.steps import Facts, signer

LEAVING, STAYING, COLLEAGUE = "model-supervisor-1", "model-supervisor-2", "model-clerk-1"


def accepted(office: Office) -> str:
    receipt = office.complain(agency="model-market")
    taken = office.as_(LEAVING).act(
        receipt["matter_id"],
        "accept",
        within_scope=True,
        specific_act=True,
        officers=[LEAVING, STAYING],
        review="属于监督范围。",
    )
    return str(taken["children"][0]["id"])


def hand_over_all(office: Office, **facts: str) -> Facts:
    told = {"from_person": "city-supervisor-2", "to_person": "city-supervisor-1", "reason": "调离。", **facts}
    handed: Facts = signer(office).post("/begin/handover", told)
    return handed


def test_everything_in_hand_goes_to_a_colleague_with_a_list_to_be_signed(office: Office) -> None:
    """Each case's officer changes; the list shows how each stood; signed by both sides it is uploaded."""
    _, case = steps.served_opinion(office)
    due = next(i for i in steps.listed(steps.supervisor(office), "/desk?tab=open") if i["id"] == case)["due"]
    handed = hand_over_all(office, from_person="city-supervisor-1", to_person="city-supervisor-2")
    listed = signer(office).get(handed["lists"][0]["path"])
    (line,) = [item for item in listed["items"] if item["path"] == f"/matters/{case}"]
    assert ("限期纠正中", due, False) == (line["state_title"], line["due_on"], line["refused"])
    assert ("周明远", "林书宁", 0) == (listed["from_person"], listed["to_person"], listed["left"])
    assert ["city-supervisor-2"] == [o["id"] for o in signer(office).matter(case)["officers"]]
    assert steps.entries(signer(office).matter(case), "reassigned")
    done = steps.supervisor(office).act(
        str(handed["id"]), "upload_signed_list", scan=scan("清单.pdf"), witness="郑怀瑾 局长"
    )
    assert "清单已签收" == done["state_title"]
    signer(office).act(case, "assign_officers", officers=steps.OFFICERS, reason="恢复两人承办。")


def test_a_handover_needs_something_in_hand_and_a_colleague(office: Office) -> None:
    nothing = signer(office).call(
        "POST", "/begin/handover", {"from_person": "city-clerk-1", "to_person": "city-supervisor-1", "reason": "调离。"}
    )
    assert [("from_person", "something_in_hand")] == steps.refused(nothing, 422)
    nobody = signer(office).call(
        "POST", "/begin/handover", {"from_person": "city-supervisor-1", "to_person": "city-clerk-1", "reason": "调离。"}
    )
    assert [("to_person", "handed_to_a_colleague")] == steps.refused(nobody, 422)


def test_the_letter_of_the_departing_drafter_is_redrafted_by_the_new_officer(office: Office) -> None:
    """Sent back, it is drafted anew by whoever took over, who is then its drafter."""
    _, case = steps.inquired(office)
    steps.supervisor(office).act(case, "draft_opinion", **steps.opinion_facts())
    hand_over_all(office, from_person="city-supervisor-1", to_person="city-supervisor-2")
    steps.reviewer(office).act(case, "send_back_opinion", reason="事实部分请补充。")
    assert 403 == steps.supervisor(office).try_act(case, "draft_opinion", **steps.opinion_facts()).status
    taken = office.as_("city-supervisor-2")
    taken.act(case, "draft_opinion", **steps.opinion_facts(facts="经查，补充后的事实。"))
    steps.reviewer(office).act(case, "review_opinion", opinion="同意。")
    signed = signer(office).act(case, "sign_opinion", opinion="同意签发。")
    assert "补充后的事实" in steps.text_of(taken, steps.document(signed, "opinion"))
    signer(office).act(case, "assign_officers", officers=steps.OFFICERS, reason="恢复两人承办。")


def deputise(office: Office, person: str, deputy: str, days: int, starts_in: int = 0) -> Facts:
    first = steps.today(office) + timedelta(days=starts_in)
    facts = {
        "person": person,
        "deputy": deputy,
        "first_day": first.isoformat(),
        "last_day": (first + timedelta(days=days - 1)).isoformat(),
        "reason": "出差。",
    }
    arranged: Facts = office.as_("model-signer-1").post("/begin/deputising", facts)
    return arranged


def test_a_deputy_does_all_his_colleague_may_until_the_last_day_and_no_longer(office: Office) -> None:
    """For the days the part of an officer is his; the record says in whose place; then it is over by itself."""
    case = accepted(office)
    deputy = office.as_(COLLEAGUE)
    opening = {
        "subject": "某处罚",
        "mode": "daily",
        "subject_kind": "duties",
        "way": "individual",
        "reason": "涉嫌违法。",
    }
    assert 403 == deputy.try_act(case, "request_opening", **opening).status
    arranged = deputise(office, LEAVING, COLLEAGUE, days=3, starts_in=1)
    assert "内部规则" == arranged["timeline"][0]["basis"]
    assert 403 == deputy.try_act(case, "request_opening", **opening).status
    office.move(days=1)
    assert "提请立案" in next(i for i in steps.listed(deputy, "/desk?tab=todo") if i["id"] == case)["mine"]
    proposed = deputy.act(case, "request_opening", **opening)
    assert "许知微（样板市司法局，代章闻道）" == steps.entries(proposed, "request_opening")[0]["by"]
    office.as_("model-signer-1").act(case, "open_case", opinion="同意。")
    office.move(days=2)
    deputy.act(case, "ask_self_check", questions="请说明。", due_on=steps.working_day(office))
    office.move(days=1)
    over = deputy.try_act(case, "inquiry_report")
    assert [("action", "role")] == steps.refused(over, 403)
    assert "已安排，期满自行终止" == office.as_("model-signer-1").matter(str(arranged["id"]))["state_title"]


def test_a_deputy_and_whom_he_stands_in_for_are_one_hand(office: Office) -> None:
    """What the deputy proposed in another's place neither of the two may approve."""
    case = accepted(office)
    opening = {
        "subject": "某处罚",
        "mode": "daily",
        "subject_kind": "duties",
        "way": "individual",
        "reason": "涉嫌违法。",
    }
    deputise(office, "model-signer-1", LEAVING, days=1)
    office.as_(LEAVING).act(case, "request_opening", **opening)
    blocked = office.as_(LEAVING).try_act(case, "open_case", opinion="同意。")
    assert [("actor", "different_persons")] == steps.refused(blocked, 409)
    other = accepted(office)
    office.as_(STAYING).act(other, "request_opening", **opening)
    approved = office.as_(LEAVING).act(other, "open_case", opinion="同意。")
    assert "章闻道（样板市司法局，代沈秉公）" == steps.entries(approved, "open_case")[0]["by"]
    assert 200 == office.as_("model-signer-1").try_act(case, "open_case", opinion="同意。").status


def test_a_deputising_is_ended_early_at_once(office: Office) -> None:
    case = accepted(office)
    arranged = deputise(office, LEAVING, COLLEAGUE, days=30)
    deputy = office.as_(COLLEAGUE)
    assert "request_opening" in steps.names(deputy.matter(case))
    ended = office.as_("model-signer-1").act(str(arranged["id"]), "revoke", reason="提前返岗。")
    assert "已提前终止" == ended["state_title"]
    assert "request_opening" not in steps.names(deputy.matter(case))


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"deputy": LEAVING}, ("deputy", "deputy_fits")),
        ({"deputy": "city-supervisor-1"}, ("deputy", "deputy_fits")),
        ({"person": "nobody"}, ("person", "deputy_fits")),
        ({"first_day": "2026-01-01"}, ("first_day", "not_in_past")),
        ({"last_day": "2026-01-01"}, ("last_day", "between")),
    ],
)
def test_a_deputising_that_cannot_stand_is_refused_at_its_field(
    office: Office, change: dict[str, str], told: tuple[str, str]
) -> None:
    day = steps.today(office).isoformat()
    facts = {"person": LEAVING, "deputy": COLLEAGUE, "first_day": day, "last_day": day, "reason": "出差。"}
    reply = office.as_("model-signer-1").call("POST", "/begin/deputising", {**facts, **change})
    assert [told] == steps.refused(reply, 422)


def test_only_the_head_deputises(office: Office) -> None:
    day = steps.today(office).isoformat()
    facts = {"person": LEAVING, "deputy": COLLEAGUE, "first_day": day, "last_day": day, "reason": "出差。"}
    refusal = office.as_(STAYING).call("POST", "/begin/deputising", facts)
    assert [("action", "role")] == steps.refused(refusal, 403)
