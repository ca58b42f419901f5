"""The term of a contact point in the pure core: its clocks, what is refused, the tables, the proposed scores."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from casework import DING, DU, MAI, ZHOU, Counting, rules_of, upload
from jiandu.core.access import OF_MATTER, reads, role_in, sees
from jiandu.core.advance import advance
from jiandu.core.checks import CHECKS, OF_FORM
from jiandu.core.deadlines import SHANGHAI, midnight
from jiandu.core.decide import decide
from jiandu.core.errors import Invalid
from jiandu.core.forms import FORMS
from jiandu.core.forms.reading import read_form
from jiandu.core.matter import SYSTEM, Case, Event, Matter
from jiandu.core.moves import MOVES, Moving
from jiandu.core.points import (
    CONDITIONS,
    by_right,
    counted_for_public,
    coverage,
    displayed,
    in_common,
    not_contacted,
    term_clocks,
)
from jiandu.core.points_evaluation import CRITERIA, Record, of_year, proposed, total
from jiandu.core.prefill import prefill
from jiandu.core.procedure import Effect
from jiandu.views.lists import mine
from jiandu.views.points import PUBLIC, bureau_view, public_view

FIRST = date(2026, 3, 2)
OPENING = {
    "organisation": "mill",
    "title": "示范市丰穗面粉有限公司",
    "category": "enterprise",
    "trade": "制造业",
    "district": "示范县",
    "size": "medium",
    "address": "工业路1号",
    "email": "law@mill.example",
    "phone": "0354-1234567",
    "responsible": "牛满仓",
    "liaison": "麦香兰",
    "first_day": "2026-03-02",
    "term_ends_on": "2029-03-01",
}


def term(state: str = "serving", events: tuple[Event, ...] = (), **marks: str) -> Case:
    matter = Matter(
        id="0" * 32,
        kind="contact_point",
        profile="jinzhong",
        number="LX1",
        owner="bureau",
        respondent="mill",
        state=state,
        version=1,
        opened_at=midnight(FIRST),
        marks={**displayed(OPENING), **marks},
    )
    return Case(matter, clocks=term_clocks(OPENING, rules_of("jinzhong").values), events=events)


def event(action: str, n: int = 1, **facts: Any) -> Event:
    at = midnight(FIRST)
    common = {"actor": "zhou", "happened_at": at, "recorded_at": at, "body": "{}", "hash": ""}
    return Event(matter="0" * 32, n=n, action=action, facts=facts, **common)


def advanced(case: Case, day: date) -> Case:
    procedure = rules_of("jinzhong").procedures["contact_point"]
    return advance(case, procedure, datetime(day.year, day.month, day.day, 9, tzinfo=SHANGHAI), lambda: "00").case


def mistake(form: str, **facts: Any) -> tuple[str, str]:
    with pytest.raises(Invalid) as refusal:
        read_form(FORMS[form], facts)
    return refusal.value.mistakes[0].field, refusal.value.mistakes[0].rule


def found(check: str, case: Case, facts: Mapping[str, Any], today: date = FIRST) -> tuple[str, str] | None:
    answer = CHECKS[check](case, facts, today)
    return (answer.field, answer.rule) if answer else None


@pytest.mark.duty("JZ-10")
def test_a_term_ends_by_itself_and_its_recheck_opens_ninety_days_before() -> None:
    """2029-03-01 is the last day of three years from 2026-03-02; ninety days before it the re-check opens."""
    opens = date(2029, 3, 1) - timedelta(days=90)
    assert "serving" == advanced(term(), opens).matter.state
    rechecking = advanced(term(), opens + timedelta(days=1))
    assert ("rechecking", (), ["term"]) == (
        rechecking.matter.state,
        rechecking.matter.late,
        [c.name for c in rechecking.clocks if c.status == "running"],
    )
    assert "rechecking" == advanced(term(), date(2029, 3, 1)).matter.state
    expired = advanced(term(), date(2029, 3, 2))
    assert ("expired", midnight(date(2029, 3, 2))) == (expired.matter.state, expired.matter.closed_at)
    assert ["breach", "breach"] == [e.action for e in expired.events]
    assert not [c for c in expired.clocks if c.status == "running"]
    assert "revocation_decided" == advanced(term("revocation_decided"), date(2029, 3, 2)).matter.state


def test_a_term_is_no_longer_than_the_place_allows_and_its_last_day_never_rolls() -> None:
    values = rules_of("jinzhong").values
    with pytest.raises(Invalid) as refusal:
        term_clocks({**OPENING, "term_ends_on": "2029-03-02"}, values)
    assert ("term_ends_on", "term_length") == (refusal.value.mistakes[0].field, refusal.value.mistakes[0].rule)
    sunday = {**OPENING, "term_ends_on": "2028-12-31"}
    assert date(2028, 12, 31) == next(c.due for c in term_clocks(sunday, values) if c.name == "term")
    assert () == term_clocks(OPENING, {})


@pytest.mark.duty("JZ-11")
@pytest.mark.parametrize(
    ("facts", "refused"),
    [
        ({"responsible": "牛满仓、宴永和"}, ("responsible", "one_person")),
        ({"liaison": "麦香兰 宴永和"}, ("liaison", "one_person")),
        ({"responsible": "牛满仓和宴永和"}, ("responsible", "one_person")),
        ({"phone": "13812345678"}, ("phone", "office_phone")),
        ({"phone": "013812345678"}, ("phone", "office_phone")),
        ({"phone": "0138-12345678"}, ("phone", "office_phone")),
        ({"phone": "０３５４-１２３４５６７"}, ("phone", "office_phone")),
        ({"phone": ""}, ("phone", "string_too_short")),
        ({"email": ""}, ("email", "string_too_short")),
        ({"first_day": "2022-01-01"}, ("first_day", "greater_than_equal")),
        ({"first_day": "0001-01-01"}, ("first_day", "greater_than_equal")),
        ({"first_day": "9999-12-31"}, ("first_day", "less_than_equal")),
        ({"term_ends_on": "2100-01-01"}, ("term_ends_on", "less_than_equal")),
        ({"email": "no address"}, ("email", "string_pattern_mismatch")),
        ({"category": "seventh"}, ("category", "literal_error")),
        ({"term_ends_on": "2026-03-02"}, ("term_ends_on", "after_beginning")),
    ],
)
def test_a_term_is_opened_with_one_person_each_and_an_office_phone(
    facts: dict[str, str], refused: tuple[str, str]
) -> None:
    """So by whichever act; only days that the calendar knows."""
    assert refused == mistake("term_opening", **{**OPENING, **facts})
    assert refused == mistake("point_appointment", **{**OPENING, **facts})


def test_a_name_that_contains_and_is_one_name() -> None:
    read_form(FORMS["term_opening"], {**OPENING, "responsible": "和满仓", "liaison": "买买提·及依木"})


def test_a_change_says_what_changed_and_lies_behind() -> None:
    same = {"changed_on": "2026-03-02", "responsible": "牛满仓"}
    assert ("responsible", "something_changed") == found("something_changed", term(), same)
    assert ("responsible", "something_changed") == found("something_changed", term(), {"changed_on": "2026-03-02"})
    future = {**same, "changed_on": "2026-03-03"}
    assert ("changed_on", "not_in_future") == found("something_changed", term(), future)
    assert found("something_changed", term(), {**same, "responsible": "麦香兰"}) is None
    early = {"changed_on": "2026-03-01", "responsible": "麦香兰"}
    assert ("changed_on", "in_term") == found("something_changed", term(), early)
    assert ("changed_on", "greater_than_equal") == mistake("point_change", **{**early, "changed_on": "2021-12-31"})
    assert ("phone", "office_phone") == mistake("point_change", **{**early, "phone": "13812345678"})


def test_a_contact_is_of_the_term_and_lies_behind() -> None:
    for day, refused in (("2026-03-01", "in_term"), ("2026-03-03", "not_in_future")):
        answer = OF_FORM["contact_record"](term(), {"contacted_on": day}, FIRST)
        assert answer and refused == answer.rule


@pytest.mark.duty("JZ-32")
def test_the_bureau_of_the_points_county_cares_for_it_and_does_nothing_else() -> None:
    """It sees what the point sees, but no letters; another county sees nothing at all."""
    there, elsewhere = term(county="county").matter, term(county="other").matter
    assert ("county", None) == (sees(DING, there), sees(DING, elsewhere))
    assert {"matter", "acts_addressed", "typed_addressed"} == {what for what in OF_MATTER if reads("county", what)}
    rows = rules_of("jinzhong").procedures["contact_point"].actions.values()
    able = {row.name for row in rows if role_in(DING, row.who, there)}
    assert {"record_display", "plan_contact", "record_contact", "record_participation"} == able


def test_a_disposed_term_names_nobody_any_more() -> None:
    act = Moving(SYSTEM, {"register": "XH1"}, Effect(), midnight(FIRST))
    left = MOVES["dispose"](term("expired"), act).matter.marks
    assert ("制造业", set()) == (left["trade"], {"responsible", "liaison", "email", "phone"} & set(left))


@pytest.mark.duty("JZ-11")
@pytest.mark.parametrize(
    ("came", "late"),
    [({"received_on": "2026-04-10"}, False), ({"received_on": "2026-04-13"}, True),
     ({"received_on": "2026-04-13", "posted_on": "2026-04-10"}, False)],
)  # fmt: skip
def test_a_change_told_on_paper_counts_from_the_day_it_came_in(came: dict[str, str], late: bool) -> None:
    """However late it is entered; the month still runs from the change."""
    rules = rules_of("jinzhong")
    row = rules.procedures["contact_point"].actions["enter_report_change"]
    facts = {"changed_on": "2026-03-10", "liaison": "麦小青", "channel": "letter", **came}
    entered_at = datetime(2026, 4, 20, 9, tzinfo=SHANGHAI)
    decision = decide(term(), row, DU, facts, entered_at, rules, Counting())
    (clock,) = [c for c in decision.case.clocks if c.name == "change_report"]
    assert (date(2026, 3, 10), "stopped", True) == (clock.started_on, clock.status, clock.fulfilled)
    assert (late, late) == (clock.breached_at is not None, "change_report" in decision.case.matter.was_late)
    assert (2 if late else 1) == len(decision.events)
    assert read_form(FORMS[str(row.form)], {**facts, "scan": upload()})


@pytest.mark.duty("JZ-33")
def test_an_evaluation_is_yearly_of_the_term_and_its_grade_fits_the_scores() -> None:
    case = replace(term(events=(event("evaluate_point", evaluated_year=2026),)), choices=rules_of("jinzhong").choices)
    later = date(2027, 6, 1)
    assert ("evaluated_year", "once_a_year") == found("not_evaluated_yet", case, {"evaluated_year": 2026}, later)
    for year in (2025, 2028):
        assert ("evaluated_year", "year_of_term") == found("not_evaluated_yet", case, {"evaluated_year": year}, later)
    assert found("not_evaluated_yet", case, {"evaluated_year": 2027}, later) is None
    for score, grade, refused in ((89, "excellent", True), (90, "excellent", False), (59, "qualified", True)):
        facts = {**dict.fromkeys(CRITERIA, score), "grade": grade}
        assert refused == (found("grade_fits_scores", case, facts) is not None)
    grades = {**case.choices, "evaluation_grades": {"excellent": "95", "qualified": "50"}}
    stricter = replace(case, choices=grades)
    for score, grade, refused in ((94, "excellent", True), (59, "qualified", False), (49, "qualified", True)):
        facts = {**dict.fromkeys(CRITERIA, score), "grade": grade}
        assert refused == (found("grade_fits_scores", stricter, facts) is not None)


def test_scores_are_proposed_from_the_record_and_weighed() -> None:
    weights = rules_of("jinzhong").choices["evaluation_weights"]
    assert (set(CRITERIA), 100) == (set(weights), sum(map(int, weights.values())))
    none = {name: p.score for name, p in proposed(Record(late_changes=1, late_answers=3)).items()}
    assert {"participation": 0, "proposals": 0, "display": 50, "improvement": 0, "conduct": 100} == none
    full = {name: p.score for name, p in proposed(Record(participated=9, raised=9)).items()}
    assert (100, 17) == (total(full, weights), total(none, weights))


def test_a_proposal_is_of_the_earliest_year_not_evaluated_and_of_what_the_point_raised_itself() -> None:
    """A consultation answered is participation and nothing raised; what was withdrawn counts for nothing."""
    rows: list[dict[str, Any]] = [
        {"kind": "advice", "state": "told"},
        {"kind": "advice", "state": "withdrawn"},
        {"kind": "complaint", "state": "received", "marks": {"point": "mill", "participation": "right_3"}},
        {"kind": "consultation", "state": "told", "parent": "s", "marks": {"participation": "right_2"}},
    ]
    told = tuple({**row, "opened_at": "2026-05-01T00:00:00+08:00"} for row in rows)
    case = replace(term(), raised=told)
    assert Record(participated=2, raised=2) == of_year(case, 2026)
    assert (2026, "本年提出事项2次。") == of_proposal(case, date(2027, 1, 20))
    evaluated = replace(case, events=(event("evaluate_point", evaluated_year=2026),))
    assert (2027, "本年提出事项0次。") == of_proposal(evaluated, date(2027, 1, 20))


def of_proposal(case: Case, today: date) -> tuple[int, str]:
    row = rules_of("jinzhong").procedures["contact_point"].actions["evaluate_point"]
    proposal = prefill(case, row, today)
    return proposal["evaluated_year"], proposal["proposals_reason"]


@pytest.mark.duty("JZ-34")
def test_a_point_is_heard_after_the_proposal_unless_it_asked_itself() -> None:
    proposal = event("propose_revocation", 2, ground="penalised")
    assert ("state", "point_heard") == found("point_heard", term(events=(event("state_opinion"), proposal)), {})
    assert found("point_heard", term(events=(proposal, event("record_hearing", 3))), {}) is None
    asked = (event("ask_revocation"), event("propose_revocation", 2, ground="own_request"))
    assert found("point_heard", term(events=asked), {}) is None
    own = {"ground": "own_request"}
    assert ("ground", "own_request_on_file") == found("own_request_on_file", term(), own)
    assert found("own_request_on_file", term(events=asked[:1]), own) is None
    decided = term(events=(*asked, event("decide_revocation", 3, outcome="keep")))
    assert ("ground", "own_request_on_file") == found("own_request_on_file", decided, own)


def test_no_open_matter_is_forgotten() -> None:
    case = replace(term(), raised=({"number": "YJ1"}, {"number": "YJ2"}))
    assert ("settled", "each_open_matter_named") == found("each_open_matter_named", case, {"settled": "YJ1移交。"})
    assert found("each_open_matter_named", case, {"settled": "YJ1移交。\nYJ2终结。"}) is None


def test_a_term_is_renewed_only_as_its_latest_recheck_proposes() -> None:
    met = dict.fromkeys(CONDITIONS, "met")
    renew = event("record_recheck", 1, **met, proposal="renew")
    replaced = event("record_recheck", 2, **met, proposal="replace")
    failed = event("record_recheck", 2, **{**met, "able": "failed"}, proposal="renew")
    assert found("renewal_proposed", term("rechecked", (renew,)), {}) is None
    for later in (replaced, failed):
        assert ("state", "renewal_proposed") == found("renewal_proposed", term("rechecked", (renew, later)), {})
    rows = rules_of("jinzhong").procedures["contact_point"].actions
    assert "renewal_proposed" in rows["renew_term"].check
    assert "rechecked" in rows["resume_recheck"].states


@pytest.mark.duty("JZ-10")
def test_a_point_to_be_renewed_or_replaced_serves_to_its_last_day_and_is_evaluated_after_it() -> None:
    rows = rules_of("jinzhong").procedures["contact_point"].actions
    assert ("to_renew", "to_replace") == tuple(rows[row].outcome({}).to for row in ("renew_term", "replace_point"))
    for state, end in (("to_renew", "renewed"), ("to_replace", "replaced")):
        assert state == advanced(term(state), date(2029, 3, 1)).matter.state
        over = advanced(term(state), date(2029, 3, 2)).matter
        assert (end, midnight(date(2029, 3, 2))) == (over.state, over.closed_at)
        assert {state, end} <= set(rows["evaluate_point"].states)
        assert state in rows["record_contact"].states and end not in rows["record_contact"].states
    january = date(2030, 1, 15)
    assert found("not_evaluated_yet", term("renewed"), {"evaluated_year": 2029}, january) is None
    assert ("evaluated_year", "year_of_term") == found(
        "not_evaluated_yet", term("renewed"), {"evaluated_year": 2030}, january
    )


def test_an_improvement_demand_leaves_the_recheck_as_it_is() -> None:
    rows = rules_of("jinzhong").procedures["contact_point"].actions
    for name in ("serve_improvement_demand", "receive_improvement_demand"):
        assert {rows[name].outcome({}).to} <= {None, ""}
    assert {"serving", "rechecking", "rechecked"} <= set(rows["serve_improvement_demand_again"].states)


def test_an_improvement_is_asked_of_a_point_only_while_its_report_is_awaited() -> None:
    """Neither before a demand was served nor after the report; the inbox names it as work only in between."""
    procedure = rules_of("jinzhong").procedures["contact_point"]
    rows = procedure.actions
    assert "awaited" == rows["serve_improvement_demand"].mark_as["improvement"]
    assert "awaited" == rows["receive_improvement_demand"].mark_as["improvement"]
    assert "reported" == rows["enter_report_improvement"].mark_as["improvement"]
    for marks, work in (({}, []), ({"improvement": "awaited"}, ["报告改进情况"]), ({"improvement": "reported"}, [])):
        case = term(**marks)
        assert bool(work) == (found("improvement_awaited", case, {}) is None)
        assert work == mine(case.matter.model_copy(update={"known": True}), procedure, MAI, running=True)


def test_a_reported_improvement_can_be_accepted_whatever_letter_follows_and_is_work_until_then() -> None:
    """A point that serves is no work by itself: what may follow an evaluation is done at will."""
    procedure = rules_of("jinzhong").procedures["contact_point"]
    assert "accepted" == procedure.actions["accept_improvement"].mark_as["improvement"]
    assert found("improvement_reported", term(improvement="reported"), {}) is None
    assert ["认可改进情况"] == mine(term(improvement="reported").matter, procedure, ZHOU, running=True)
    for marks in ({}, {"improvement": "awaited"}, {"improvement": "accepted"}):
        assert ("state", "improvement_reported") == found("improvement_reported", term(**marks), {})
        assert [] == mine(term(grade="excellent", **marks).matter, procedure, ZHOU, running=True)


@pytest.mark.duty("JZ-34")
def test_the_announcement_of_a_revocation_is_public() -> None:
    for publicity in ("none", "on_request"):
        facts = {"publicity": publicity}
        assert ("publicity", "announced_to_public") == found("announced_to_public", term(), facts)
    assert found("announced_to_public", term(), {"publicity": "active"}) is None
    rows = rules_of("jinzhong").procedures["contact_point"].actions
    assert "announced_to_public" in rows["draft_revocation_notice"].check


def test_a_recheck_proposes_renewal_only_where_every_condition_is_met() -> None:
    names = tuple(CONDITIONS)
    answers = {f"{name}{more}": value for name in names for more, value in (("", "met"), ("_evidence", "核对。"))}
    renewal = {**answers, "proposal": "renew", "reason": "良好。"}
    read_form(FORMS["recheck"], renewal)
    assert ("proposal", "conditions_met") == mistake("recheck", **{**renewal, "unpenalised": "failed"})


@pytest.mark.duty("JZ-32")
def test_a_point_not_contacted_for_a_quarter_stands_out() -> None:
    assert not not_contacted({"first_day": "2026-03-02"}, date(2026, 6, 2))
    assert not_contacted({"first_day": "2026-03-02"}, date(2026, 6, 3))
    assert not not_contacted({"first_day": "2026-03-02", "contacted_on": "2026-05-01"}, date(2026, 6, 3))
    assert not not_contacted({"contacted_on": "2026-11-30"}, date(2027, 2, 28))
    assert not_contacted({"contacted_on": "2026-11-30"}, date(2027, 3, 1))
    assert not_contacted({"contacted_on": "2021-12-31"}, date(2026, 6, 3))


@pytest.mark.duty("WH-4.3")
def test_what_points_of_one_trade_raise_on_one_field_is_seen_together() -> None:
    def raised(point: str, trade: str, field: str) -> dict[str, Any]:
        return {"respondent": point, "marks": {"trade": trade, "field": field}}

    rows = [raised("a", "餐饮业", "检查"), raised("b", "餐饮业", "检查"), raised("a", "餐饮业", "收费")]
    rows += [raised("c", "制造业", "检查"), raised("c", "制造业", "检查")]
    (common,) = in_common(rows)
    assert ("餐饮业", "检查", 2, 2) == (common["trade"], common["subject"], common["points"], len(common["matters"]))


LINE = {"kind": "contact_point", "owner": "bureau", "closed_at": None, "state": "serving"}
NAMES = {"bureau": "示范市司法局", "mill": "面粉厂", "bakery": "面包厂"}


def served_by(point: str, **more: Any) -> dict[str, Any]:
    marks = {**displayed(OPENING), "organisation": point, **more.pop("marks", {})}
    return {**LINE, "id": point, "title": NAMES[point], "respondent": point, "marks": marks, **more}


@pytest.mark.duty("WH-4.3")
def test_what_is_raised_in_common_can_become_key_supervision_at_once() -> None:
    """The form is opened with title, mode and the numbers; a matter without a trade has that of its point."""
    told = {"kind": "activity", "closed_at": None, "opened_at": "2026-03-02T00:00:00+08:00"}
    raised = [
        {**told, "id": f"m{n}", "number": f"YJ{n}", "respondent": point, "marks": {"field": "涉企检查"}}
        for n, point in enumerate(("mill", "bakery"))
    ]
    points = [served_by("mill"), served_by("bakery", marks={"contacted_on": "2026-05-30"})]
    view = bureau_view("示范市司法局", points, raised, rules_of("jinzhong"), NAMES, date(2026, 6, 3))
    assert [("面粉厂", True, 1), ("面包厂", False, 1)] == [
        (item["name"], item["not_contacted"], item["open"]) for item in view["items"]
    ]
    following = served_by("mill", id="next", marks={"first_day": "2026-08-01"})
    both = [*points, following]
    assert view == bureau_view("示范市司法局", both, raised, rules_of("jinzhong"), NAMES, date(2026, 6, 3))
    (common,) = view["common"]
    asked = dict(parse_qsl(urlsplit(common["begin_path"]).query))
    assert ("制造业", "key", "涉企检查重点监督") == (common["trade"], asked["mode"], asked["title"])
    assert "YJ0、YJ1" in asked["plan"]


def test_a_complaint_of_a_point_is_counted_among_what_is_common_and_neither_listed_nor_named() -> None:
    told = {"closed_at": None, "opened_at": "2026-03-02T00:00:00+08:00", "respondent": "market"}
    marks = {"point": "mill", "subject": "收费"}
    complaint = {**told, "kind": "complaint", "id": "m1", "number": "TS1", "marks": marks}
    advice = {**told, "kind": "advice", "id": "m2", "number": "JY2", "respondent": "bakery", "marks": {"field": "收费"}}
    points = [served_by("mill"), served_by("bakery")]
    rules = rules_of("jinzhong")
    (common,) = bureau_view("示范市司法局", points, [complaint, advice], rules, NAMES, FIRST)["common"]
    assert (2, ["JY2"]) == (common["points"], [one["number"] for one in common["matters"]])
    assert "TS1" not in str(common) and "面粉厂" not in str(common)
    other = {**complaint, "id": "m3", "number": "TS3", "marks": {"point": "bakery", "subject": "收费"}}
    (alone,) = bureau_view("示范市司法局", points, [complaint, other], rules, NAMES, FIRST)["common"]
    assert [] == alone["matters"]
    assert dict(parse_qsl(urlsplit(alone["begin_path"]).query))["plan"].endswith("涉及2个联系点。")


def test_the_public_sees_who_serves_and_who_was_revoked_and_nothing_else() -> None:
    later = served_by("bakery", marks={"first_day": "2026-09-01"})
    over = {"state": "revoked", "closed_at": "2026-05-01T02:00:00+00:00"}
    view = public_view([served_by("mill"), later, served_by("bakery", **over)], [], NAMES, "", "", date(2026, 6, 3))
    assert ["面粉厂"] == [item["name"] for item in view["items"]]
    assert {"name", "office", *PUBLIC} == set(view["items"][0])
    assert [("面包厂", "2026-05-01")] == [(row["name"], row["revoked_on"]) for row in view["revoked"]]
    advice = {"respondent": "mill", "opened_at": "2026-03-02T00:00:00+08:00", "marks": {"field": "检查"}}
    told = public_view([served_by("mill")], [advice] * 5, NAMES, "", "", date(2026, 6, 3))
    assert [{"year": "2026", "trade": "制造业", "n": 5}] == told["counts"]
    assert [] == public_view([served_by("mill")], [], NAMES, "别县", "", date(2026, 6, 3))["items"]


def test_counts_under_five_are_not_told() -> None:
    rows = [{"opened_at": "2026-03-02T00:00:00+08:00", "marks": {"trade": "餐饮业"}}] * 5
    few = [{"opened_at": "2026-03-02T00:00:00+08:00", "marks": {"trade": "制造业"}}] * 4
    told = counted_for_public([*rows, *few], FIRST)
    assert [("制造业", None), ("餐饮业", 5)] == sorted((c["trade"], c["n"]) for c in told)


def test_a_year_that_was_not_read_whole_is_not_told() -> None:
    """Of the year before last only what ended lately stands on the shelves."""
    rows = [{"opened_at": f"{year}-12-02T00:00:00+08:00", "marks": {"trade": "餐饮业"}} for year in (2024, 2025)] * 6
    assert [("2025", 6)] == [(c["year"], c["n"]) for c in counted_for_public(rows, FIRST)]


def test_a_county_whose_own_rules_have_no_contact_points_sees_those_of_the_bureau_above(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("jiandu.views.points.rules_on", lambda profile, day: rules_of(profile))
    above = [served_by("mill", profile="jinzhong")]
    (line,) = bureau_view("县司法局", above, [], rules_of("national"), NAMES, FIRST)["items"]
    assert "任职中" == line["state_title"]


def test_coverage_shows_where_there_is_none_and_rights_nobody_used() -> None:
    points = [{"district": "甲县", "trade": "制造业"}, {"district": "乙县", "trade": "餐饮业"}]
    trades, rows = coverage(points)
    assert (["制造业", "餐饮业"], [[0, 1], [1, 0]]) == (trades, [row["counts"] for row in rows])
    rights = by_right([("right_5", "2026-03"), ("right_5", "2026-03"), ("right_9", "2026-04")])
    assert (9, 2, 0) == (len(rights), rights[4]["total"], rights[0]["total"])
