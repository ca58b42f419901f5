"""代录: the form an office fills in, and the row that begins the matter."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from casework import DU, MONDAY, ORGANISATIONS, Counting, rules_of, upload
from jiandu.core.admit import examine
from jiandu.core.deadlines import midnight
from jiandu.core.decide import Decision, decide
from jiandu.core.errors import Forbidden, Invalid
from jiandu.core.forms.intake import CAME_BY, FINDINGS, Complaint, TakenIn
from jiandu.core.forms.reading import read_form
from jiandu.core.matter import Actor, Case, Matter, Organisation
from jiandu.take_in import counter_of, counter_of_bureau, may_take_in
from jiandu.views.matter import Surroundings, matter_view

TODAY = MONDAY.date()
GOOD: dict[str, Any] = {"agency": "market", "category": "procedure", "facts": "罚款前未告知。", "channel": "letter"}
GUIDANCE = Organisation(
    id="guide", name="市综合行政执法指导办公室", level="city", kind="guidance_body", bureau="bureau"
)
OFFICE = Organisation(id="town", name="河口镇司法所", level="township", kind="township_office", bureau="bureau")
PLACES = [
    *(o.model_copy(update={"profile": "jinzhong"}) for o in ORGANISATIONS.values()),
    OFFICE,
    GUIDANCE,
]


def prospect() -> Case:
    matter = Matter(
        id="m",
        kind="complaint",
        profile="jinzhong",
        number="TS20260302-000001",
        owner="bureau",
        respondent="market",
        state="received",
        opened_at=MONDAY,
    )
    return Case(matter)


def entered(received_on: date, **facts: Any) -> Decision:
    """The row as the use case runs it."""
    rules = rules_of("jinzhong")
    action = rules.procedures["complaint"].actions["take_in"]
    told = read_form(TakenIn, {**GOOD, "received_on": received_on.isoformat(), **facts}).model_dump(mode="json")
    examine(prospect(), action, told, TODAY)
    return decide(prospect(), action, DU, told, MONDAY, rules, Counting())


@pytest.mark.parametrize("missing", ["channel", "received_on", *("agency", "category", "facts")])
def test_an_entry_needs_what_the_public_form_needs_and_channel_and_day(missing: str) -> None:
    whole = {**GOOD, "received_on": TODAY.isoformat()}
    with pytest.raises(Invalid) as refusal:
        read_form(TakenIn, {k: v for k, v in whole.items() if k != missing})
    assert [(missing, "missing")] == [(m.field, m.rule) for m in refusal.value.mistakes]


def test_it_holds_every_field_of_the_public_form_under_the_same_rules() -> None:
    assert set(Complaint.model_fields) < set(TakenIn.model_fields)
    with pytest.raises(Invalid) as refusal:
        read_form(TakenIn, {**GOOD, "received_on": TODAY.isoformat(), "anonymous": True, "name": "张三"})
    assert [("name", "anonymous")] == [(m.field, m.rule) for m in refusal.value.mistakes]


def test_it_may_have_come_in_seven_ways_and_no_other() -> None:
    offices = ["司法所移交", "综合行政执法指导机构移送", "12345 热线工单", "行政执法监督联系点反映"]
    assert ["来信", "来访", "来电", *offices] == list(CAME_BY.values())
    with pytest.raises(Invalid):
        read_form(TakenIn, {**GOOD, "received_on": TODAY.isoformat(), "channel": "pigeon"})


@pytest.mark.duty("QZ-23")
@pytest.mark.parametrize(("channel", "finding"), [("guidance_body", None), ("letter", "unlawful")])
def test_a_guidance_body_says_which_of_three_findings_it_copies_and_nobody_else_does(
    channel: str, finding: str | None
) -> None:
    told = {**GOOD, "received_on": TODAY.isoformat(), "channel": channel}
    with pytest.raises(Invalid) as refusal:
        read_form(TakenIn, {**told, "finding": finding})
    assert [("finding", "of_guidance_body")] == [(m.field, m.rule) for m in refusal.value.mistakes]
    found = {read_form(TakenIn, {**told, "channel": "guidance_body", "finding": one}).finding for one in FINDINGS}
    assert 3 == len(found)


@pytest.mark.parametrize(("days", "rule"), [(1, "not_in_future"), (-366, "within_a_year")])
def test_a_day_of_receipt_to_come_or_over_a_year_ago_is_refused(days: int, rule: str) -> None:
    with pytest.raises(Invalid) as refusal:
        entered(TODAY + timedelta(days=days))
    assert [("received_on", rule)] == [(m.field, m.rule) for m in refusal.value.mistakes]


@pytest.mark.parametrize("days", [0, -1, -365])
def test_a_day_of_receipt_within_the_last_year_is_taken(days: int) -> None:
    assert "received" == entered(TODAY + timedelta(days=days)).case.matter.state


def test_what_came_earlier_happened_then_and_was_recorded_now() -> None:
    """By the person who entered it, not by the complainant."""
    received = TODAY - timedelta(days=3)
    event = entered(received, scan=upload(), note="信封编号 7").events[0]
    assert ("take_in", "du", "bureau") == (event.action, event.actor, event.organisation)
    assert (midnight(received), MONDAY) == (event.happened_at, event.recorded_at)
    assert ("letter", received.isoformat()) == (event.facts["channel"], event.facts["received_on"])
    assert (upload()["sha256"], "信封编号 7") == (event.facts["scan"]["sha256"], event.facts["note"])


def test_what_came_today_happened_at_its_minute() -> None:
    assert MONDAY == entered(TODAY).events[0].happened_at


def test_what_a_contact_point_took_in_is_shown_as_of_a_contact_point_without_its_name() -> None:
    case = replace(entered(TODAY).case, organisations=ORGANISATIONS)
    around = Surroundings({"bureau": "示范市丰穗面粉有限公司"}, {"du": "麦香兰"}, points={"bureau"})
    rules = rules_of("jinzhong")
    (entry,) = matter_view(case, person("bureau", "supervisor"), rules, MONDAY, around)["timeline"]
    assert "联系点" == entry["by"]


def test_its_clock_runs_from_the_day_of_receipt() -> None:
    received = TODAY - timedelta(days=3)
    (clock,) = entered(received).case.clocks
    assert ("preliminary_review", received) == (clock.name, clock.started_on)


def person(organisation: str, *roles: str) -> Actor:
    return Actor("person", "somebody", organisation, roles)


def of_the_law(monkeypatch: pytest.MonkeyPatch) -> datetime:
    monkeypatch.setattr("jiandu.take_in.rules_on", lambda profile, day: rules_of(profile))
    return MONDAY


@pytest.mark.parametrize(
    "who",
    [
        person("bureau", "clerk"),
        person("bureau", "supervisor"),
        person("town", "assistant"),
        person("guide", "referrer"),
    ],
)
def test_clerk_and_supervisor_enter_for_their_bureau_and_offices_and_bodies_for_theirs(
    monkeypatch: pytest.MonkeyPatch, who: Actor
) -> None:
    assert "bureau" == counter_of(who, PLACES, of_the_law(monkeypatch)).bureau.id


def test_what_a_contact_point_tells_is_entered_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    """At the bureau's counter nobody could say which point it was."""
    clerk = counter_of(person("bureau", "clerk"), PLACES, of_the_law(monkeypatch))
    assert "contact_point" not in clerk.channels


@pytest.mark.parametrize(
    "who",
    [
        person("market", "respondent"),
        person("market", "clerk"),
        person("bureau", "signer"),
        person("bureau", "assistant"),
        person("town", "clerk"),
        person("town", "referrer"),
        person("guide", "assistant"),
        person("guide", "supervisor"),
        person("bureau", "referrer"),
        person("nowhere", "clerk"),
    ],
)
def test_nobody_else_enters_anything(monkeypatch: pytest.MonkeyPatch, who: Actor) -> None:
    """Not an agency, not a role without the task, not a role that does not count in that organisation."""
    now = of_the_law(monkeypatch)
    assert not may_take_in(who, PLACES, now)
    with pytest.raises(Forbidden):
        counter_of(who, PLACES, now)


def test_only_the_bureaus_own_people_import_work_orders(monkeypatch: pytest.MonkeyPatch) -> None:
    now = of_the_law(monkeypatch)
    assert "bureau" == counter_of_bureau(person("bureau", "clerk"), PLACES, now).bureau.id
    for who in (person("town", "assistant"), person("guide", "referrer")):
        with pytest.raises(Forbidden):
            counter_of_bureau(who, PLACES, now)


@pytest.mark.parametrize(
    ("channel", "number", "wrong"), [("hotline", "", True), ("letter", "JZ1", True), ("hotline", "jz１", False)]
)
def test_a_work_order_has_its_number_and_nothing_else_has(channel: str, number: str, wrong: bool) -> None:
    """Written in capitals, whoever wrote it."""
    told = {**GOOD, "received_on": TODAY.isoformat(), "channel": channel, "order_number": number}
    if not wrong:
        assert "JZ1" == read_form(TakenIn, told).model_dump()["order_number"]
        return
    with pytest.raises(Invalid) as refusal:
        read_form(TakenIn, told)
    assert [("order_number", "of_the_hotline")] == [(m.field, m.rule) for m in refusal.value.mistakes]
