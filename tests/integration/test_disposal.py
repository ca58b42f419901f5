"""A filed matter past its period is disposed of by a list and four hands; its record stands, its text and files go."""

import json
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from jiandu.adapters import arrivals, aws, files, identities, removal, roots, table
from jiandu.begin import begin
from jiandu.core.daily_root import Leaf, proof_of, proves
from jiandu.core.disposal import kept_until
from jiandu.core.errors import Conflict, Invalid
from jiandu.core.matter import Case
from jiandu.core.record import broken_at
from jiandu.disposing import dispose
from jiandu.settings import settings
from jiandu.sweep import sweep
from jiandu.verification import verify

from tests.integration.desk_work import CLERK, COLLEAGUE, MONDAY, REVIEWER, SIGNER, SUPERVISOR, Desk, actor, load
from tests.integration.front import call
from tests.integration.sealed_days import enter_the_register, sealed_at, sealing, three_in_the_morning
from tests.integration.traffic import Traffic

__all__ = ["sealing"]
SECRET = "我亲眼看见他们没有告知听证权利"
LONG = 60.0
GROUP = [SIGNER, REVIEWER, SUPERVISOR]
RESULT = {"conclusion": "已经撤销处罚。"}
DONE = {"place": "销毁中心", "method": "化浆"}


class PowerCut(Exception):
    """Nothing that botocore would raise."""


@pytest.fixture
def versioned(deployment: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A bucket of the test's own that keeps versions, as infra/files.yaml has it."""
    s3 = aws.client("s3")
    s3.create_bucket(Bucket=deployment, CreateBucketConfiguration={"LocationConstraint": "cn-north-1"})
    s3.put_bucket_versioning(Bucket=deployment, VersioningConfiguration={"Status": "Enabled"})
    monkeypatch.setenv("BUCKET_NAME", deployment)
    settings.cache_clear()
    yield
    settings.cache_clear()


def filed(desk: Desk, number: str, retention: str = "10", **facts: Any) -> str:
    """A complaint refused and filed."""
    complaint = desk.submit(facts=SECRET, name="王小明", phone="13800000000", **facts).matter_id
    desk.act(complaint, "refuse", SUPERVISOR, reason="out_of_scope", explanation=f"{SECRET}，属于民事纠纷。")
    desk.act(complaint, "archive", CLERK, archive_number=number, retention=retention, checked_by=SIGNER, note=SECRET)
    return complaint


def later(desk: Desk, years: int = 10, days: int = 1) -> None:
    desk.now = desk.now.replace(year=desk.now.year + years) + timedelta(days=days)


def listed(desk: Desk) -> str:
    return begin(actor(CLERK, ""), "disposal", {"note": ""}, f"list-{desk.now}", desk.now)


def watched(desk: Desk) -> str:
    """A list appraised, approved and with its first witness there."""
    matter = listed(desk)
    desk.act(matter, "appraise", CLERK, members=GROUP, opinion="同意销毁。")
    desk.act(matter, "approve_disposal", SIGNER)
    desk.act(matter, "watch", SUPERVISOR)
    return matter


def carried_out(desk: Desk) -> str:
    matter = watched(desk)
    desk.act(matter, "carry_out", COLLEAGUE, **DONE)
    return matter


def everything() -> str:
    """All items of the table as one text."""
    pages = aws.client("dynamodb").get_paginator("scan").paginate(TableName=settings().table_name)
    return "".join(json.dumps(page["Items"], ensure_ascii=False, default=str) for page in pages)


def versions(matter: str) -> list[str]:
    answer = aws.client("s3").list_object_versions(Bucket=settings().bucket_name)
    rows = (*answer.get("Versions", ()), *answer.get("DeleteMarkers", ()))
    return [row["Key"] for row in rows if f"/{matter}/" in row["Key"]]


def whole(case: Case) -> bool:
    return broken_at(case.matter, case.events) is None


def raw(matter: str) -> list[dict[str, Any]]:
    return list(table.items_of(f"M#{matter}", "E#"))


def test_what_was_typed_goes_and_the_record_stands(versioned: None) -> None:
    """Text, salts, identity, code, trace, words and files in every version; the bodies are what they were."""
    desk = Desk()
    complaint = filed(desk, "Z109-ZF·2026-10-0001")
    bodies = [item["body"] for item in raw(complaint)]
    for _ in range(2):
        files.store("received", complaint, b"paper", "application/pdf", "pdf")
    later(desk)
    register = carried_out(desk)
    assert SECRET in everything() and 3 == len(versions(complaint))
    assert ([complaint], [], True) == (lambda r: (r.matters, r.failed, r.done))(dispose(desk.now, LONG))
    text = everything()
    assert SECRET not in text and "T#" not in [item["pk"][:2] for item in table.listed(f"CODES#{complaint}")]
    assert [] == versions(complaint)
    assert None is identities.sealed_identity(complaint)
    assert None is table.get(f"TRACE#{complaint}", "TRACE")
    assert [] == arrivals.traces("city-market", MONDAY.date(), MONDAY.date())
    case = load(complaint)
    assert bodies == [event.body for event in case.events][: len(bodies)] and whole(case)
    assert {("", 0)} == {(item.get("salt", ""), len(item.get("facts", {}))) for item in raw(complaint)}
    assert (desk.now.date(), load(register).matter.number) == (case.matter.disposed_on, case.matter.disposal)
    assert "Z109-ZF·2026-10-0001" == case.matter.archive_number
    assert ([], [], True) == (lambda r: (r.matters, r.failed, r.done))(dispose(desk.now, LONG))


def test_what_was_typed_is_not_read_any_more_from_the_act_on(deployment: str) -> None:
    """Before anything is removed, and nothing can be done on the matter again."""
    desk = Desk()
    complaint = filed(desk, "Z109-ZF·2026-10-0002")
    later(desk)
    carried_out(desk)
    case = load(complaint)
    assert whole(case) and not any(event.facts for event in case.events)
    with pytest.raises(Conflict, match="销毁清册"):
        desk.act(complaint, "hold_disposal", CLERK, reason="还要用。")


def test_a_disposed_matters_events_are_proven_by_their_days_roots(sealing: str) -> None:
    desk = Desk()
    complaint = filed(desk, "Z109-ZF·2026-10-0003")
    sealed_at(three_in_the_morning(MONDAY))
    desk.now = MONDAY.replace(year=2036) + timedelta(days=1)
    carried_out(desk)
    dispose(desk.now, LONG)
    day = roots.locked_day(MONDAY.date())
    assert day is not None
    for event in load(complaint).events[:3]:
        leaf = Leaf(record=f"M#{complaint}", n=event.n, hash=event.hash)
        assert proves(proof_of(leaf, day.leaves, day.root))


def test_the_whole_record_verifies_after_a_disposal(sealing: str) -> None:
    desk = Desk()
    enter_the_register()
    complaint = filed(desk, "Z109-ZF·2026-10-0012")
    sealed_at(three_in_the_morning(MONDAY))
    later(desk)
    carried_out(desk)
    dispose(desk.now, LONG)
    assert [] == [fault for fault in verify(three_in_the_morning(MONDAY) + timedelta(days=1)).faults]
    assert load(complaint).matter.disposed_on


def test_the_pages_of_a_disposed_matter_say_so(deployment: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """With day and list; nothing of it is given away, and its code is unknown."""
    desk = Desk()
    code = desk.submit(facts=SECRET).code
    complaint = desk.submit(key="key-0", facts=SECRET).matter_id
    desk.act(complaint, "refuse", SUPERVISOR, reason="out_of_scope", explanation="属于民事纠纷。")
    filing = {"retention": "10", "checked_by": SIGNER, "note": ""}
    desk.act(complaint, "archive", CLERK, archive_number="Z109-ZF·2026-10-0013", **filing)
    document = load(complaint).documents[0].id
    later(desk)
    register = carried_out(desk)
    for removed in (False, True):
        if removed:
            dispose(desk.now, LONG)
        view = call("GET", f"/matters/{complaint}", person=CLERK)
        assert 200 == view.status and SECRET not in json.dumps(view.body, ensure_ascii=False)
        (notice,) = view.body["notices"]
        assert load(register).matter.number in notice and "2036年3月3日" in notice
        assert ([], []) == (view.body["actions"], view.body["lists"])
        for path in (f"/volumes/{complaint}", f"/evidence/{complaint}", f"/documents/{complaint}/{document}/docx"):
            refused = call("GET", path, person=CLERK)
            assert 409 == refused.status and "销毁清册" in refused.body["detail"]
        assert 404 == call("POST", "/complaints/track", {"code": code}).status
    sheet = call("GET", f"/matters/{register}", person=CLERK).body["timeline"][1]["sheets"]
    assert ["档案销毁清册"] == [one["title"] for one in sheet]


@pytest.mark.parametrize("at", range(1, 14))
def test_a_removal_that_was_cut_off_is_finished_by_the_next_run(traffic: Traffic, at: int) -> None:
    """Wherever the power fails: what is left to be removed leaves the due index last."""
    desk = Desk()
    complaint = filed(desk, "Z109-ZF·2026-10-0004")
    files.store("received", complaint, b"paper", "application/pdf", "pdf")
    later(desk)
    carried_out(desk)
    seen = [0]

    def cut(operation: str, _: dict[str, Any]) -> None:
        seen[0] += operation in ("DeleteItem", "UpdateItem", "DeleteObject")
        if seen[0] == at:
            seen[0] += 1
            raise PowerCut

    traffic.before.append(cut)
    try:
        with pytest.raises(PowerCut):
            removal.remove(complaint)
    finally:
        traffic.before.remove(cut)
    assert [complaint] == removal.waiting(desk.now)
    dispose(desk.now, LONG)
    assert [] == removal.waiting(desk.now) and SECRET not in everything() and [] == versions(complaint)
    assert whole(load(complaint))


def test_the_sweep_finishes_a_disposal_that_was_cut_off_between_two_matters(traffic: Traffic) -> None:
    desk = Desk()
    both = {filed(desk, f"Z109-ZF·2026-10-001{n}") for n in range(2)}
    later(desk)
    matter = watched(desk)
    seen = [0]

    def cut(operation: str, _: dict[str, Any]) -> None:
        seen[0] += operation == "TransactWriteItems"
        if seen[0] == 3:
            raise PowerCut

    traffic.before.append(cut)
    with pytest.raises(PowerCut):
        desk.act(matter, "carry_out", COLLEAGUE, **DONE)
    traffic.before.remove(cut)
    assert 1 == load(matter).errands_left
    sweep(desk.now, LONG)
    assert {True} == {load(one).matter.disposed_on is not None for one in both}


def test_a_hold_set_after_the_approval_keeps_the_matter(deployment: str) -> None:
    """It is on no later list either, until it is lifted."""
    desk = Desk()
    kept, goes = filed(desk, "Z109-ZF·2026-10-0005"), filed(desk, "Z109-ZF·2026-10-0006")
    later(desk)
    matter = watched(desk)
    desk.act(kept, "hold_disposal", CLERK, reason="涉及诉讼。")
    desk.act(matter, "carry_out", COLLEAGUE, **DONE)
    assert (kept,) == load(matter).errands_refused
    assert (None, False) == (load(kept).matter.disposed_on, load(goes).matter.disposed_on is None)
    desk.wait(minutes=1)
    with pytest.raises(Invalid, match="没有保管期限届满"):
        listed(desk)
    desk.act(kept, "lift_hold", SIGNER, reason="诉讼已经终结。")
    assert [kept] == [row["matter"] for row in load(listed(desk)).handed]


@pytest.mark.parametrize(("retention", "years", "days"), [("10", 10, 0), ("30", 29, 300), ("permanent", 60, 0)])
def test_nothing_is_listed_before_its_period_is_over(deployment: str, retention: str, years: int, days: int) -> None:
    desk = Desk()
    filed(desk, "Z109-ZF·2026-10-0007", retention)
    later(desk, years, days)
    with pytest.raises(Invalid, match="没有保管期限届满"):
        listed(desk)


def test_a_matter_waits_for_what_hangs_on_it(deployment: str) -> None:
    """Its case must be closed and filed, and past its own period; then both are on one list, the matter first."""
    desk = Desk()
    case = desk.correcting()
    complaint = str(load(case).matter.parent)
    desk.act(case, "report_correction", "city-market-respondent-1", report="已经撤销处罚。")
    desk.act(case, "accept_correction", SUPERVISOR, finding="属实。")
    desk.act(case, "close", SUPERVISOR, summary="已经纠正。", retention="30")
    desk.act(complaint, "notify_complainant", SUPERVISOR, **RESULT)
    filing = {"retention": "10", "checked_by": SIGNER, "note": ""}
    desk.act(complaint, "archive", CLERK, archive_number="Z109-ZF·2026-10-0008", **filing)
    later(desk)
    with pytest.raises(Invalid):
        listed(desk)
    desk.act(case, "archive", CLERK, archive_number="Z109-ZF·2026-10-0009", **filing)
    later(desk, 10, 1)
    matter = carried_out(desk)
    assert [complaint, case] == [row["matter"] for row in load(matter).handed]
    assert (0, ()) == (load(matter).errands_left, load(matter).errands_refused)
    assert {complaint, case} == set(dispose(desk.now, LONG).matters)
    ended = load(case)
    assert whole(ended) and [] == versions(case)
    numbers = [document.number for document in ended.documents if document.number]
    assert numbers and all(document.sha256 for document in ended.documents)


def test_the_two_witnesses_are_two_persons_and_nobody_approves_his_own_list(deployment: str) -> None:
    desk = Desk()
    filed(desk, "Z109-ZF·2026-10-0010")
    later(desk)
    matter = watched(desk)
    with pytest.raises(Conflict, match="其他人"):
        desk.act(matter, "carry_out", SUPERVISOR, **DONE)
    assert not load(matter).errands_left
    own = begin(actor(SIGNER, ""), "disposal", {"note": ""}, "own", desk.now)
    desk.act(own, "appraise", CLERK, members=GROUP, opinion="同意销毁。")
    with pytest.raises(Conflict, match="其他人"):
        desk.act(own, "approve_disposal", SIGNER)


def test_a_period_counts_from_the_day_of_filing(deployment: str) -> None:
    desk = Desk(now=datetime.fromisoformat("2028-02-29T09:30:00+08:00"))
    assert date(2038, 3, 1) == kept_until(load(filed(desk, "Z109-ZF·2028-10-0001")))
