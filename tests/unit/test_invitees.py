"""特邀监督人员: kept on a list, invited to a matter, they answer and give an opinion that stands on that matter."""

from datetime import date
from functools import partial
from typing import Any

import pytest
from casework import ZHENG, ZHOU, Bureau, accepted, matter, refused, rules_of, seen
from jiandu.core.access import HOLDS
from jiandu.core.checks.invitees import OPINIONS_A_DAY, code_in_force
from jiandu.core.disposal import FILED
from jiandu.core.matter import Actor
from jiandu.core.sheets import Printing, of_event
from jiandu.core.sheets.invitees import invitee_certificate
from jiandu.views.invited import invitations_of, invited_view
from jiandu.views.lists import mine, row_view
from test_own_matters import PLAN

EXPERT: dict[str, Any] = {
    "title": "钟教授",
    "category": "expert",
    "unit": "示范大学法学院教授",
    "specialty": "行政法",
    "first_day": date(2026, 1, 1),
    "last_day": date(2026, 12, 31),
}


def appointed(bureau: Bureau) -> str:
    """Somebody the head put on the list."""
    expert = bureau.begin("invitee", ZHOU, **EXPERT)
    bureau.act(expert, "appoint_invitee", ZHENG, opinion="同意聘任。")
    return expert


def invited(bureau: Bureau, into: str) -> str:
    """Somebody on the list, invited to a matter."""
    expert = appointed(bureau)
    bureau.act(expert, "invite", ZHOU, into=matter(bureau, into).number, occasion="论证裁量说理问题。")
    return expert


def himself(expert: str) -> Actor:
    return Actor("invited_person", expert)


def turns(bureau: Bureau, matter_id: str) -> list[dict[str, Any]]:
    return [dict(e.facts) for e in bureau.cases[matter_id].events if e.action == "invitee_took_part"]


@pytest.mark.duty("NAT-23", "QZ-27", "QZ-28")
@pytest.mark.parametrize("profile", ["jinzhong", "quzhou"])
def test_an_expert_is_invited_answers_and_is_heard_on_a_case(profile: str) -> None:
    bureau = Bureau(profile)
    _, case = accepted(bureau)
    expert = invited(bureau, case)
    number = matter(bureau, case).number
    assert ("into", "invitation_accepted") == refused(
        lambda: bureau.act(expert, "record_invitee_opinion", ZHOU, into=number, opinion="应当说理。")
    )
    bureau.act(expert, "record_invitee_answer", ZHOU, into=number, answer="accepted")
    bureau.act(expert, "record_invitee_opinion", ZHOU, into=number, opinion="应当说理。")
    asked, answered, heard = turns(bureau, case)
    assert ("钟教授", "expert", "论证裁量说理问题。") == (asked["title"], asked["category"], asked["occasion"])
    assert ("accepted", "应当说理。") == (answered["answer"], heard["opinion"])


@pytest.mark.duty("QZ-27", "QZ-28")
def test_the_head_appoints_and_the_letter_of_appointment_is_printed() -> None:
    bureau = Bureau("quzhou")
    waiting = bureau.begin("invitee", ZHOU, **EXPERT)
    assert ("state", "state") == refused(lambda: bureau.act(waiting, "invite", ZHOU, into="JD1", occasion="论证。"))
    bureau.act(waiting, "decline_invitee", ZHENG, reason="本人不同意。")
    assert "not_appointed" == matter(bureau, waiting).state
    expert = appointed(bureau)
    case = bureau.case(expert)
    said = invitee_certificate(
        Printing(
            case=case,
            action=bureau.action(expert, "appoint_invitee"),
            actor=ZHENG,
            facts=case.events[-1].facts,
            today=bureau.today,
            rules=bureau.rules,
            event=case.events[-1],
        )
    )
    assert ("钟教授", "专家学者", "2026年12月31日") == (said.name, said.category, said.last_day)
    assert ("invitee_certificate",) == of_event(case, case.events[-1], "owner")


@pytest.mark.duty("NAT-23")
def test_whoever_declined_may_be_asked_again_and_nobody_is_asked_twice() -> None:
    bureau = Bureau()
    activity = bureau.begin("activity", ZHOU, **PLAN)
    bureau.act(activity, "approve", ZHENG)
    expert, into = invited(bureau, activity), {"into": matter(bureau, activity).number}
    again = {**into, "occasion": "再次邀请。"}
    assert ("into", "not_invited_yet") == refused(lambda: bureau.act(expert, "invite", ZHOU, **again))
    bureau.act(expert, "record_invitee_answer", ZHOU, **into, answer="declined")
    assert ("into", "invitation_awaits_answer") == refused(
        lambda: bureau.act(expert, "record_invitee_answer", ZHOU, **into, answer="accepted")
    )
    bureau.act(expert, "invite", ZHOU, **again)
    assert 3 == len(turns(bureau, activity))


@pytest.mark.duty("NAT-23")
def test_only_who_is_on_the_list_is_invited_and_only_to_an_open_matter_of_supervision() -> None:
    bureau = Bureau()
    complaint, case = accepted(bureau)
    expert = appointed(bureau)
    for number in (matter(bureau, complaint).number, "JD20260302-NOBODY"):
        assert ("into", "invited_to_own_matter") == refused(
            lambda number=number: bureau.act(expert, "invite", ZHOU, into=number, occasion="论证。")
        )
    facts = {"into": matter(bureau, case).number, "occasion": "论证。"}
    bureau.act(expert, "end_invitee", ZHOU, reason="本人申请。")
    assert ("state", "state") == refused(lambda: bureau.act(expert, "invite", ZHOU, **facts))
    for wrong, rule in (
        ({"last_day": date(2025, 12, 31)}, "after_first_day"),
        ({"last_day": date(2026, 3, 1)}, "not_in_past"),
    ):
        mistake = refused(partial(bureau.begin, "invitee", ZHOU, **{**EXPERT, **wrong}))
        assert ("last_day", rule) == mistake


@pytest.mark.duty("NAT-23", "QZ-27")
def test_a_term_begins_and_ends_by_itself_and_is_filed_then() -> None:
    """Nobody is invited before it or after it; whoever was not appointed by its end is not appointed."""
    bureau = Bureau()
    _, case = accepted(bureau)
    facts = {"into": matter(bureau, case).number, "occasion": "论证。"}
    waiting = bureau.begin("invitee", ZHOU, **EXPERT)
    later = bureau.begin("invitee", ZHOU, **{**EXPERT, "first_day": date(2026, 4, 1)})
    bureau.act(later, "appoint_invitee", ZHENG, opinion="同意聘任。")
    assert ("state", "term_of_invitee_runs") == refused(lambda: bureau.act(later, "invite", ZHOU, **facts))
    bureau.wait(days=303)
    bureau.sweep()
    assert "serving" == matter(bureau, later).state
    bureau.wait(days=2)
    bureau.sweep()
    assert ("expired", "not_appointed") == (matter(bureau, later).state, matter(bureau, waiting).state)
    assert matter(bureau, later).closed_at and "invitee" in FILED


@pytest.mark.duty("NAT-23")
def test_an_answer_and_an_opinion_that_come_late_are_recorded() -> None:
    """After the matter has ended, and after the term."""
    bureau = Bureau()
    _, case = accepted(bureau)
    expert, into = invited(bureau, case), {"into": matter(bureau, case).number}
    bureau.act(case, "terminate", ZHENG, cause="corrected", reason="已经纠正。")
    bureau.act(expert, "record_invitee_answer", ZHOU, **into, answer="accepted")
    bureau.act(expert, "end_invitee", ZHOU, reason="本人申请。")
    bureau.act(expert, "record_invitee_opinion", ZHOU, **into, opinion="应当说理。")
    assert "应当说理。" == turns(bureau, case)[-1]["opinion"]
    assert ("terminated", "ended") == (matter(bureau, case).state, matter(bureau, expert).state)


@pytest.mark.duty("QZ-27", "QZ-28")
def test_the_second_city_names_its_own_articles() -> None:
    actions = rules_of("quzhou").procedures["invitee"].actions
    assert ["23", "27"] == [article.number for article in actions["begin"].basis]
    assert ["23", "28"] == [article.number for article in actions["record_invitee_opinion"].basis]


@pytest.mark.duty("NAT-23", "QZ-27", "QZ-28")
@pytest.mark.parametrize("profile", ["jinzhong", "quzhou"])
def test_the_invited_person_answers_and_gives_his_opinion_himself(profile: str) -> None:
    """It stands on the matter as his, and once he has answered nobody answers again."""
    bureau = Bureau(profile)
    _, case = accepted(bureau)
    expert, into = invited(bureau, case), {"into": matter(bureau, case).number}
    own, signed = himself(expert), {"in_person": True}
    opinion = {**into, **signed, "opinion": "应当说理。"}
    early = refused(lambda: bureau.act(expert, "give_invitee_opinion", own, **opinion))
    assert ("into", "invitation_accepted") == early
    bureau.act(expert, "answer_invitation", own, **into, **signed, answer="accepted", remark="上午到。")
    twice = lambda: bureau.act(expert, "answer_invitation", own, **into, **signed, answer="declined")  # noqa: E731
    assert ("into", "invitation_awaits_answer") == refused(twice)
    by_phone = refused(lambda: bureau.act(expert, "record_invitee_answer", ZHOU, **into, answer="declined"))
    assert ("into", "invitation_awaits_answer") == by_phone
    bureau.act(expert, "give_invitee_opinion", own, **opinion)
    _, answered, heard = turns(bureau, case)
    assert ("accepted", "上午到。", "应当说理。") == (answered["answer"], answered["remark"], heard["opinion"])
    entries = [e for e in seen(bureau, case, ZHOU)["timeline"] if e["name"] == "invitee_took_part"]
    assert ["示范市司法局（关联事项）", *["钟教授（特邀监督人员本人）"] * 2] == [e["by"] for e in entries]
    assert "特邀监督人员本人" == seen(bureau, expert, ZHOU)["timeline"][-1]["by"]


@pytest.mark.duty("NAT-23")
def test_what_he_wrote_by_code_waits_at_the_desk_until_it_is_read() -> None:
    bureau = Bureau()
    _, case = accepted(bureau)
    expert = invited(bureau, case)
    assert ("state", "message_unread") == refused(lambda: bureau.act(expert, "read_invitee_reply", ZHOU))
    answer = {"into": matter(bureau, case).number, "answer": "declined", "in_person": True}
    bureau.act(expert, "answer_invitation", himself(expert), **answer)
    row = lambda who: row_view(  # noqa: E731
        matter(bureau, expert).model_dump(mode="json"), who, bureau.rules, bureau.now, {}
    )
    assert row(ZHOU)["unread"] and "本人的答复、意见已阅" in row(ZHOU)["mine"]
    bureau.act(expert, "read_invitee_reply", ZHOU)
    assert not row(ZHOU)["unread"] and "本人的答复、意见已阅" not in row(ZHOU)["mine"]


@pytest.mark.duty("NAT-23")
def test_he_sees_his_invitations_and_what_was_said_and_nothing_of_the_file() -> None:
    """What waits for him first; whoever was asked again after he declined has both."""
    bureau = Bureau()
    activity = bureau.begin("activity", ZHOU, **PLAN)
    bureau.act(activity, "approve", ZHENG)
    complaint, case = accepted(bureau, facts="暗记：罚款前未告知。")
    expert, into = invited(bureau, activity), {"into": matter(bureau, activity).number}
    bureau.act(expert, "record_invitee_answer", ZHOU, **into, answer="declined", remark="出差。")
    more = {"called": "裁量论证会", "held_on": date(2026, 3, 9), "place": "三楼会议室"}
    bureau.act(expert, "invite", ZHOU, into=matter(bureau, case).number, occasion="论证。", **more)
    view = invited_view(bureau.case(expert), None, bureau.rules, bureau.now)
    waiting, declined = view["invitations"]
    assert ("awaiting", "个案监督案件", "裁量论证会", "2026-03-09", "三楼会议室") == tuple(
        waiting[name] for name in ("state", "kind_title", "called", "held_on", "place")
    )
    assert ("answer_invitation", "/invitations/answer_invitation") == (
        waiting["action"]["name"],
        waiting["action"]["path"],
    )
    assert ("declined", None, [False]) == (declined["state"], declined["action"], [s["own"] for s in declined["said"]])
    assert ["不能参加", "出差。"] == [row["value"] for row in declined["said"][0]["facts"]]
    bureau.act(expert, "invite", ZHOU, **into, occasion="再次邀请。")
    assert ["awaiting", "awaiting", "declined"] == [one.state for one in invitations_of(bureau.case(expert))]
    assert not [word for word in ("暗记", matter(bureau, complaint).number) if word in str(view)]


@pytest.mark.duty("NAT-23")
def test_an_invitation_tells_of_no_complaint_and_of_a_day_to_come() -> None:
    bureau = Bureau()
    complaint, case = accepted(bureau)
    expert, into = appointed(bureau), {"into": matter(bureau, case).number}
    for wrong, mistake in (
        ({"occasion": f"核实{matter(bureau, complaint).number}。"}, ("occasion", "tells_of_no_complaint")),
        ({"called": "举报人王某反映的问题"}, ("called", "tells_of_no_complaint")),
        ({"held_on": date(2026, 3, 1)}, ("held_on", "not_in_past")),
    ):
        facts = {**into, "occasion": "论证。", **wrong}
        assert mistake == refused(partial(bureau.act, expert, "invite", ZHOU, **facts))


@pytest.mark.duty("QZ-27")
def test_one_code_is_handed_out_and_a_lost_one_replaced_with_a_reason() -> None:
    bureau = Bureau("quzhou")
    expert = appointed(bureau)
    assert ("state", "code_handed_out") == refused(
        lambda: bureau.act(expert, "replace_invitee_code", ZHOU, reason="遗失。")
    )
    waiting = lambda: mine(matter(bureau, expert), bureau.procedure(expert), ZHOU, running=True)  # noqa: E731
    assert "发放邀请码" in waiting()
    bureau.act(expert, "issue_invitee_code", ZHOU)
    assert "发放邀请码" not in waiting()
    first = code_in_force(bureau.case(expert))
    assert ("state", "code_not_handed_out") == refused(lambda: bureau.act(expert, "issue_invitee_code", ZHOU))
    bureau.act(expert, "replace_invitee_code", ZHOU, reason="遗失。")
    assert first and code_in_force(bureau.case(expert)) == first + 1
    path = bureau.procedure(expert).path(bureau.action(expert, "issue_invitee_code"), expert)
    assert f"/matters/{expert}/codes/issue_invitee_code" == path


@pytest.mark.duty("NAT-23")
def test_he_acts_while_his_term_runs_so_often_a_day_and_on_no_other_matter() -> None:
    bureau = Bureau()
    complaint, case = accepted(bureau)
    expert, into = invited(bureau, case), {"into": matter(bureau, case).number, "in_person": True}
    own = himself(expert)
    bureau.act(expert, "answer_invitation", own, **into, answer="accepted")
    opinion = {**into, "opinion": "应当说理。"}
    for _ in range(OPINIONS_A_DAY):
        bureau.act(expert, "give_invitee_opinion", own, **opinion)
    one_more = lambda: bureau.act(expert, "give_invitee_opinion", own, **opinion)  # noqa: E731
    assert ("state", "opinions_within_bounds") == refused(one_more)
    blocked = invited_view(bureau.case(expert), None, bureau.rules, bureau.now)["invitations"][0]
    assert blocked["action"] is None and "明天" in blocked["blocked"]
    bureau.wait(days=1)
    bureau.act(expert, "end_invitee", ZHOU, reason="本人申请。")
    assert ("state", "state") == refused(one_more)
    kinds = {name: HOLDS[name] for name in ("complainant", "invited_person")}
    held = {
        (name, kind): holds(Actor(name, i), matter(bureau, i))  # type: ignore[arg-type]
        for name, holds in kinds.items()
        for kind, i in (("complaint", complaint), ("invitee", expert))
    }
    assert {("complainant", "complaint"), ("invited_person", "invitee")} == {at for at, there in held.items() if there}
