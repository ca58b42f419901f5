"""特邀监督人员: kept on a list, invited to a matter, they answer and give an opinion that stands on that matter."""

from datetime import date
from functools import partial
from typing import Any

import pytest
from casework import ZHENG, ZHOU, Bureau, accepted, matter, refused, rules_of
from jiandu.core.disposal import FILED
from jiandu.core.sheets import Printing, of_event
from jiandu.core.sheets.invitees import invitee_certificate
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
