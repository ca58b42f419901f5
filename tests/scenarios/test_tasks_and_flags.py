"""领导批示 and 集体讨论 become dated tasks with lights; 急件, 敏感, 群体 mark and filter the desk's lists."""

from datetime import timedelta
from typing import Any

import pytest

from infra.demo.office import Office, scan
from tests.scenarios import steps
from tests.scenarios.steps import agency, refused, reviewer, signer, supervisor


def clerk(office: Office) -> Office:
    return office.as_("city-clerk-1")


def instruction(office: Office, **facts: Any) -> dict[str, Any]:
    return {
        "leader": "副市长 许某",
        "given_on": steps.today(office).isoformat(),
        "text": "请司法局尽快查清。",
        "task": "两名承办人十日内报告进展。",
        "due_on": steps.working_day(office, 10),
        **facts,
    }


def line(who: Office, matter: dict[str, Any]) -> dict[str, Any]:
    """The matter's own line on the desk."""
    (found,) = who.get(f"/desk?tab=open&q={matter['number']}")["items"]
    return dict(found)


def test_an_instruction_is_a_task_with_a_light_until_it_is_reported_done(office: Office) -> None:
    """On complaint and case alike; reminded, late on the desk, done; the agency and the complainant see nothing."""
    receipt, case = steps.investigating(office)
    for matter_id in (receipt["matter_id"], case):
        given = clerk(office).act(matter_id, "record_instruction", **instruction(office, scan=scan("批示.pdf")))
        task = steps.clock(given, "task")
        assert (steps.working_day(office, 10), "green") == (task["due"], task["light"])
        assert "内部规则" == steps.entries(given, "record_instruction")[0]["basis"]
    due = steps.date.fromisoformat(task["due"])
    office.move(to=(due - timedelta(days=1)).isoformat())
    assert "yellow" == steps.clock(supervisor(office).matter(case), "task")["light"]
    steps.move_past(office, due)
    late = supervisor(office).matter(case)
    assert "red" == steps.clock(late, "task")["light"]
    complaint = supervisor(office).matter(receipt["matter_id"])
    assert "red" == line(supervisor(office), complaint)["light"]
    assert complaint["number"] in [row["number"] for row in steps.listed(supervisor(office), "/desk?tab=late")]
    fields = next(a for a in late["actions"] if a["name"] == "finish_task")["fields"]
    (option,) = next(f for f in fields if f["name"] == "clock")["options"]
    done = supervisor(office).act(case, "finish_task", clock=option["value"], result="已报告进展。")
    assert "逾期后完成" == steps.clock(done, "task")["light_title"]
    seen = str(agency(office).matter(case)) + steps.told(office, receipt["code"])
    assert [] == [word for word in ("批示", "交办", "许某") if word in seen]


def test_a_discussion_and_two_tasks_are_told_apart(office: Office) -> None:
    """Each task is reported by itself; the other runs on."""
    _, case = steps.investigating(office)
    clerk(office).act(case, "record_instruction", **instruction(office))
    day = steps.today(office).isoformat()
    said = {"attendees": "郑怀瑾、周明远", "opinions": "一致认为应当立案。", "conclusion": "继续调查。"}
    task = {"task": "承办人补充询问。", "due_on": steps.working_day(office, 5)}
    signer(office).act(case, "record_discussion", held_on=day, **said, **task)
    first = supervisor(office).act(case, "finish_task", clock="task#2", result="已经询问。")
    assert ["已完成", "进行中"] == [c["state_title"] for c in first["clocks"] if c["name"] == "task"]
    again = supervisor(office).try_act(case, "finish_task", clock="task#2", result="再报。")
    assert [("clock", "named_clock_runs")] == refused(again, 422)
    supervisor(office).act(case, "finish_task", clock="task#1", result="已经报告。")
    none = supervisor(office).try_act(case, "finish_task", clock="task#1", result="再报。")
    assert [("state", "named_clock_runs")] == refused(none, 409)


def test_tasks_that_cannot_be(office: Office) -> None:
    _, case = steps.investigating(office)
    tomorrow = (steps.today(office) + timedelta(days=1)).isoformat()
    for change, mistake in (
        ({"task": ""}, ("task", "string_too_short")),
        ({"due_on": steps.today(office).isoformat()}, ("due_on", "ahead")),
        ({"given_on": tomorrow}, ("given_on", "not_in_future")),
    ):
        tried = clerk(office).try_act(case, "record_instruction", **instruction(office, **change))
        assert [mistake] == refused(tried, 422)
    for who in (reviewer, agency):
        assert [("action", "role")] == refused(
            who(office).try_act(case, "record_instruction", **instruction(office)), 403
        )


@pytest.mark.duty("NAT-20")
def test_flags_mark_the_desk_and_filter_it_and_never_leave_the_office(office: Office) -> None:
    """Set, shown, filtered by, cleared; a listed case is flagged by its listing."""
    receipt, case = steps.investigating(office)
    marked = clerk(office).act(receipt["matter_id"], "mark", flags=["urgent", "group"])
    assert ["急件", "群体"] == marked["flags"]
    assert ["急件", "群体"] == line(supervisor(office), marked)["flags"]
    for flag, there in (("urgent", True), ("sensitive", False)):
        found = steps.listed(supervisor(office), f"/matters?tab=open&flag={flag}")
        assert there == (marked["number"] in [row["number"] for row in found])
    signer(office).act(case, "mark", flags=["sensitive"])
    reason = {"reason": "群众反映强烈。", "demand": "一个月内办结。", "due_on": steps.working_day(office, 20)}
    listed = signer(office).act(case, "list_case", **reason)
    assert ["敏感", "挂牌督办"] == listed["flags"]
    assert [case] == [
        r["id"] for r in steps.listed(supervisor(office), "/matters?tab=open&flag=listed") if r["id"] == case
    ]
    inbox = steps.listed(agency(office), "/inbox?tab=open")
    assert [[]] == [row["flags"] for row in inbox if row["id"] == case]
    assert [] == agency(office).matter(case)["flags"]
    assert [] == [word for word in ("急件", "群体", "敏感") if word in steps.told(office, receipt["code"])]
    cleared = supervisor(office).act(receipt["matter_id"], "mark", flags=[])
    assert [] == cleared["flags"]
    unknown = supervisor(office).call("GET", "/matters?flag=secret")
    assert [("flag", "known")] == refused(unknown, 422)
    wrong = supervisor(office).try_act(case, "mark", flags=["secret"])
    assert [("flags", "literal_error")] == refused(wrong, 422)
    assert [("action", "role")] == refused(agency(office).try_act(case, "mark", flags=["urgent"]), 403)


@pytest.mark.duty("NAT-20")
def test_a_listing_is_handed_to_the_agency_it_is_written_to_and_reported(office: Office) -> None:
    """By its own bureau to an agency that knows of the case; to the bureau while it does not."""
    reason = {"reason": "反映强烈。", "demand": "限期办结。"}
    _, known = steps.investigating(office)
    _, unknown = steps.accepted(office)
    for case in (known, unknown):
        signer(office).act(case, "list_case", **reason, due_on=steps.working_day(office, 20))
        steps.attached(office, case, "listing_notice")
    seen = agency(office).matter(known)
    assert "listing_notice" in steps.kinds(seen)
    assert steps.fetched(agency(office), steps.document(seen, "listing_notice")["link"]).startswith(b"%PDF-")
    assert 404 == agency(office).call("GET", f"/matters/{unknown}").status
    assert "《行政执法监督条例》第二十条" == steps.entries(signer(office).matter(known), "list_case")[0]["basis"]
    done = supervisor(office).act(known, "report_listing", report="已经办结。")
    assert "已完成" == steps.clock(done, "listing")["state_title"]
    by_officer = steps.try_letter(
        supervisor(office), known, "list_case", **reason, due_on=steps.working_day(office, 20)
    )
    assert [("action", "role")] == refused(by_officer, 403)
