"""One act on many matters: twelve letters of one activity signed and served in one batch each, the late ones chased."""

import uuid
from dataclasses import dataclass, field

import pytest

from infra.demo.office import Office, Reply
from tests.scenarios import steps
from tests.scenarios.steps import Facts, signer, supervisor

AGENCIES = (
    "city-market", "city-urban", "city-environment", "city-transport", "city-agriculture", "city-health",
    "city-culture", "city-housing", "city-water", "city-emergency", "city-education", "city-labour",
)  # fmt: skip


def batch(office: Office, action: str, cases: list[str], key: str | None = None, **facts: object) -> Reply:
    """The batch as a program sends it, at the versions it sees."""
    matters = [{"id": case, "version": office.matter(case)["version"]} for case in cases]
    body = {"action": action, "matters": matters, "facts": facts}
    return office.call("POST", "/batches", body, {"Idempotency-Key": key or uuid.uuid4().hex})


@dataclass
class Served:
    """Twelve cases whose 督办函 were signed and served in two batches, and the answers of the batches."""

    cases: list[str] = field(default_factory=list)
    answers: dict[str, Facts] = field(default_factory=dict)
    due_on: str = ""


@pytest.fixture(scope="module")
def served(office: Office) -> Served:
    plan = {"title": "年度评查", "mode": "key", "way": "file_review", "duty": "systems", "plan": "逐一评查。"}
    activity = str(supervisor(office).post("/begin/activity", plan)["id"])
    signer(office).act(activity, "approve", opinion="同意。")
    opened = supervisor(office).act(
        activity, "open_cases", subject="评查", agencies=list(AGENCIES), officers=list(steps.OFFICERS)
    )
    walk = Served([str(child["id"]) for child in opened["children"]], due_on=steps.working_day(office, 10))
    for case, agency in zip(walk.cases, AGENCIES, strict=True):
        drafted(office, case, agency, walk.due_on)
    walk.answers["signed"] = batch(signer(office), "sign_urging", walk.cases, opinion="同意签发。").body
    for case in walk.cases:
        steps.sealed(office, case, "urging")
    day = steps.today(office).isoformat()
    service = {"served_on": day, "method": "post", "tracking": "挂号第7号", "signatory": "各机关收文员"}
    walk.answers["served"] = batch(supervisor(office), "serve_urging", walk.cases, **service).body
    return walk


def drafted(office: Office, case: str, agency: str, due_on: str) -> None:
    """A case on the way to its reviewed letter."""
    supervisor(office).act(case, "request_opening", subject="评查", mode="key", reason="未履行职责。")
    signer(office).act(case, "open_case", opinion="同意。")
    steps.ask_agency(office, case)
    office.as_(f"{agency}-respondent-1").act(case, "give_statement", statement="情况属实。")
    steps.report(office, case, "inaction")
    supervisor(office).act(case, "draft_urging", **steps.urging_facts(office, due_on=due_on))
    steps.reviewer(office).act(case, "review_urging", opinion="同意。")


def test_twelve_letters_are_signed_in_one_batch_each_with_a_number_of_its_own(office: Office, served: Served) -> None:
    """Twelve transactions, twelve numbers, twelve records."""
    assert (12, 0, 0) == tuple(served.answers["signed"][name] for name in ("done", "refused", "left"))
    seen = [supervisor(office).matter(case) for case in served.cases]
    numbers = {steps.document(matter, "urging")["number"] for matter in seen}
    assert 12 == len(numbers)
    assert all(len(steps.entries(matter, "sign_urging")) == 1 for matter in seen)


def test_twelve_letters_are_served_in_one_batch_and_each_clock_starts(office: Office, served: Served) -> None:
    assert 12 == served.answers["served"]["done"]
    for case in served.cases:
        clock = steps.clock(supervisor(office).matter(case), "performance")
        assert ("进行中", served.due_on) == (clock["state_title"], clock["due"])


def test_the_late_are_chased_in_one_batch_and_find_it_unread(office: Office, served: Served) -> None:
    """Who reported in time has no period left: that one is refused with the reason, the others are done."""
    in_time, late = served.cases[0], served.cases[1:]
    office.as_("city-market-respondent-1").act(in_time, "report_correction", report="已履行。")
    steps.move_past(office, steps.date.fromisoformat(served.due_on))
    for agency in AGENCIES[1:3]:
        inbox = office.as_(f"{agency}-respondent-1")
        case = next(i["id"] for i in inbox.get("/inbox")["items"] if i["id"] in late)
        inbox.act(case, "acknowledge")
    key, how = uuid.uuid4().hex, {"how": "电话催办各机关法制机构负责人。"}
    answer = batch(office.as_("city-clerk-1"), "chase", served.cases, key, **how).body
    assert (11, 1, 0) == tuple(answer[name] for name in ("done", "refused", "left"))
    (refusal,) = [item for item in answer["items"] if item["outcome"] == "refused"]
    assert (in_time, "state") == (refusal["id"], refusal["errors"][0]["field"])
    urban = office.as_("city-urban-respondent-1")
    line = next(i for i in urban.get("/inbox")["items"] if i["id"] in late)
    assert line["unread"]
    told = steps.entries(urban.matter(line["id"]), "chase")
    assert "电话催办各机关法制机构负责人。" == told[0]["facts"][0]["value"]


def test_the_same_batch_again_does_nothing_twice(office: Office, served: Served) -> None:
    """The same request under its key is answered alike; the record has one entry more, not two."""
    late, clerk, key = served.cases[3:6], office.as_("city-clerk-1"), uuid.uuid4().hex
    before = [len(supervisor(office).matter(case)["timeline"]) for case in late]
    matters = [{"id": case, "version": clerk.matter(case)["version"]} for case in late]
    body = {"action": "chase", "matters": matters, "facts": {"how": "再次催办。"}}
    answers = [clerk.call("POST", "/batches", body, {"Idempotency-Key": key}).body for _ in range(2)]
    assert answers[0] == answers[1]
    assert [n + 1 for n in before] == [len(supervisor(office).matter(case)["timeline"]) for case in late]


def test_a_batch_with_a_stale_version_or_a_strangers_matter_does_the_rest(office: Office, served: Served) -> None:
    clerk = office.as_("city-clerk-1")
    fresh, stale, other = served.cases[6], served.cases[7], office.complain(agency="model-market")["matter_id"]
    matters = [
        {"id": fresh, "version": clerk.matter(fresh)["version"]},
        {"id": stale, "version": 1},
        {"id": other, "version": 1},
    ]
    body = {"action": "chase", "matters": matters, "facts": {"how": "催办。"}}
    answer = clerk.call("POST", "/batches", body, {"Idempotency-Key": uuid.uuid4().hex}).body
    assert ["done", "refused", "refused"] == [item["outcome"] for item in answer["items"]]
    assert ["stale", "known"] == [item["errors"][0]["rule"] for item in answer["items"][1:]]
    assert "" == answer["items"][2]["number"]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"action": "terminate"}, ("action", "batch")),
        ({"matters": []}, ("matters", "between")),
        ({"matters": [{"id": "x"}]}, ("matters", "id_and_version")),
        ({"matters": [{"id": "x", "version": 1}] * 2}, ("matters", "unique")),
        ({"matters": [{"id": f"x{n}", "version": 1} for n in range(51)]}, ("matters", "between")),
        ({"matters": "all"}, ("matters", "list")),
        ({"facts": {}}, ("how", "missing")),
        ({"facts": {"how": "催办。", "more": 1}}, ("more", "extra_forbidden")),
        ({"facts": []}, ("facts", "object")),
    ],
)
def test_a_batch_that_cannot_stand_changes_nothing(office: Office, change: Facts, told: tuple[str, str]) -> None:
    body = {"action": "chase", "matters": [{"id": "x", "version": 1}], "facts": {"how": "催办。"}, **change}
    reply = office.as_("city-clerk-1").call("POST", "/batches", body, {"Idempotency-Key": uuid.uuid4().hex})
    assert [told] == steps.refused(reply, 422)


def test_a_batch_needs_a_key_and_a_bureau(office: Office) -> None:
    body = {"action": "chase", "matters": [{"id": "x", "version": 1}], "facts": {"how": "催办。"}}
    keyless = office.as_("city-clerk-1").call("POST", "/batches", body)
    assert [("Idempotency-Key", "required")] == steps.refused(keyless, 422)
    agency = office.as_("city-market-respondent-1").call("POST", "/batches", body, {"Idempotency-Key": "k"})
    assert [("action", "role")] == steps.refused(agency, 403)
