"""伴随式监督: from leads to the report; who may go, what each measure leaves, and what stands against the end."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from casework import (
    CERTIFICATES,
    GAO,
    HAN,
    LIN,
    ORGANISATIONS,
    PEOPLE,
    ZHENG,
    ZHOU,
    Bureau,
    clock,
    matter,
    refused,
    rules_of,
    seen,
    upload,
    working_day_after,
)
from jiandu.begin import beginning, beginnings
from jiandu.core.admit import examine
from jiandu.core.checks.accompanying import officers_certified, officers_still_certified
from jiandu.core.errands import note_leads
from jiandu.core.errors import JianduError
from jiandu.core.leads import is_lead, pools
from jiandu.core.matter import Actor
from jiandu.core.prefill import prefill
from jiandu.core.sheets import SHEETS, Printing, of_event
from jiandu.core.sheets.text import until
from jiandu.leads import shown

TWO = "周一（证号 1）\n林二（证号 2）"
TIMES = {"began_at": "2026-03-02T08:00", "ended_at": "2026-03-02T09:00", "place": "示范市面粉厂"}
SITE: dict[str, Any] = {
    **TIMES,
    "way": "attended",
    "surveyors": TWO,
    "enforcers": "高六（执法证 M1）",
    "activity": "食品安全日常检查",
    "seen": "没有告知陈述申辩的权利。",
    "signed": "signed",
}
TAKEN: dict[str, Any] = {
    **TIMES, "takers": TWO, "given_by": "高六", "files": "案卷一册", "form": "copy", "signed": "signed",
}  # fmt: skip
PHOTO: dict[str, Any] = {
    "kind": "photo", "taken_at": "2026-03-02T08:30", "place": "车间", "taken_by": TWO, "description": "检查现场。",
    "file": upload("现场.jpg"), "sha256": "ab" * 32,
}  # fmt: skip
FORUM: dict[str, Any] = {
    "kind": "forum", "held_on": "2026-03-02", "place": "会议室", "participants": "企业三家", "record": "反映检查过多。",
}  # fmt: skip
GUIDANCE: dict[str, Any] = {"given_on": "2026-03-02", "to_whom": "执法二队", "guidance": "应当当场告知。"}
SUMMARY: dict[str, Any] = {
    "course": "随同检查一次。", "problems": "未告知。", "corrected": "已纠正。", "guidance": "已指导。",
    "grade": "fair", "evaluation": "程序有待规范。", "suggestions": "加强培训。",
}  # fmt: skip
ON_THE_SPOT: dict[str, Any] = {
    "problem": "未告知。", "correction": "当场告知并补记。", "remedies": [], "refunded": "", "officers_handled": 0,
}  # fmt: skip


def plan(bureau: Bureau, **facts: Any) -> dict[str, Any]:
    return {
        "title": "涉企检查伴随式监督",
        "respondent": "market",
        "field": "market",
        "officers": ["zhou", "lin"],
        "no_recusal": True,
        "first_day": bureau.today,
        "due_on": working_day_after(bureau.today, 10),
        "plan": "随同日常检查。",
        **facts,
    }


def running(profile: str = "jinzhong") -> tuple[Bureau, str]:
    """A bureau and its accompanying supervision, approved."""
    bureau = Bureau(profile)
    course = bureau.begin("accompanying", ZHOU, **plan(bureau))
    bureau.act(course, "approve", ZHENG)
    return bureau, course


def printed(bureau: Bureau, course: str, action: str) -> tuple[str, Mapping[str, Any]]:
    """The kind of sheet an act is printed as, and what it says."""
    case = bureau.case(course)
    event = next(e for e in reversed(case.events) if e.action == action)
    (kind,) = of_event(case, event, "owner")
    row = bureau.rules.procedures["accompanying"].actions[action]
    said = Printing(
        case=case,
        action=row,
        actor=Actor("person", event.actor),
        facts=event.facts,
        today=bureau.today,
        rules=bureau.rules,
        event=event,
    )
    return kind, SHEETS[kind].fill(said).model_dump()


@pytest.mark.duty("JZ-17", "JZ-18", "JZ-19", "JZ-20", "NAT-22")
def test_a_course_runs_from_its_plan_to_its_report() -> None:
    """Each measure leaves its record; the eight headings are looked at; guidance, evaluation and report end it."""
    bureau, course = running()
    bureau.wait(hours=1)
    bureau.act(course, "record_site", ZHOU, **SITE)
    bureau.act(course, "take_files", LIN, **TAKEN)
    bureau.act(course, "record_material", LIN, **PHOTO)
    bureau.act(course, "record_meeting", ZHOU, **FORUM)
    bureau.act(course, "correct_on_the_spot", ZHOU, **ON_THE_SPOT)
    assert ("state", "contents_all_checked") == refused(
        lambda: bureau.act(course, "sum_up_accompanying", ZHOU, **SUMMARY)
    )
    for content in bureau.rules.choices["accompanying_contents"]:
        facts = {"content": content, "methods": ["site", "reading"], "result": "sound", "finding": "符合。"}
        bureau.act(course, "check_content", ZHOU, **facts)
    assert ("state", "guidance_on_file") == refused(lambda: bureau.act(course, "sum_up_accompanying", ZHOU, **SUMMARY))
    bureau.act(course, "give_guidance", ZHOU, **GUIDANCE)
    row = bureau.action(course, "sum_up_accompanying")
    known = prefill(bureau.case(course), row, bureau.today)
    assert ("未告知。；当场告知并补记。", "执法二队；应当当场告知。") == (known["corrected"], known["guidance"])
    bureau.act(course, "sum_up_accompanying", ZHOU, **SUMMARY)
    assert "summed_up" == matter(bureau, course).state
    kind, report = printed(bureau, course, "sum_up_accompanying")
    assert ("accompanying_report", "市场监管", "基本规范") == (kind, report["field"], report["grade"])
    assert 8 == len(report["contents"])
    assert {"现场伴随监督、暗访1次。", "调取材料1次。", "座谈会1次。"} <= set(report["measures"])
    assert "stopped" == clock(bureau, course, "accompanying#1").status


@pytest.mark.duty("JZ-20", "WH-3.2d")
def test_what_is_seen_and_taken_is_printed_to_be_signed() -> None:
    bureau, course = running("weihai")
    bureau.act(course, "record_site", ZHOU, **SITE)
    kind, sheet = printed(bureau, course, "record_site")
    assert ("site_record", "涉企检查伴随式监督", ("高六（执法证 M1）",)) == (kind, sheet["subject"], sheet["enforcers"])
    assert ("2026年3月2日8时", "9时") == (sheet["began_at"], sheet["ended_at"])
    assert "2026年3月3日9时" == until(SITE["began_at"], "2026-03-03T09:00")
    bureau.act(course, "take_files", LIN, **{**TAKEN, "form": "original", "return_on": "2026-03-09"})
    kind, sheet = printed(bureau, course, "take_files")
    assert ("files_list", ("案卷一册",), "2026年3月9日") == (kind, sheet["files"], sheet["return_on"])
    assert ["record_site", "take_files"] == [e.action for e in bureau.cases[course].unscanned]
    bureau.act(course, "entrust_appraisal", ZHENG, **entrustment(bureau))
    kind, sheet = printed(bureau, course, "entrust_appraisal")
    assert ("entrustment", "检测") == (kind, sheet["kind"])
    result = {"reported_on": bureau.today, "conclusion": "合格。", "report": upload()}
    bureau.act(course, "record_appraisal", ZHOU, **result)
    assert ("state", "appraisal_awaited") == refused(lambda: bureau.act(course, "record_appraisal", ZHOU, **result))


def entrustment(bureau: Bureau) -> dict[str, Any]:
    due_on = working_day_after(bureau.today, 5)
    facts = {"body": "检验中心", "qualification": "资质证书1号", "kind": "testing", "request": "复检。"}
    return {**facts, "due_on": due_on}


@pytest.mark.duty("WH-3.2d")
def test_a_place_without_headings_of_its_own_sums_up_what_was_seen() -> None:
    """Weihai names neither fields nor headings: nothing is asked for that its text does not have."""
    bureau, course = running("weihai")
    assert "check_content" not in bureau.rules.procedures["accompanying"].actions
    assert ("state", "measure_on_file") == refused(lambda: bureau.act(course, "sum_up_accompanying", ZHOU, **SUMMARY))
    bureau.act(course, "record_site", ZHOU, **{**SITE, "way": "unannounced", "enforcers": "", "signed": "unneeded"})
    bureau.act(course, "give_guidance", ZHOU, **GUIDANCE)
    bureau.act(course, "sum_up_accompanying", ZHOU, **SUMMARY)
    _, report = printed(bureau, course, "sum_up_accompanying")
    assert ((), "", "没有汇集的线索") == (report["contents"], report["field"], report["leads"])


@pytest.mark.duty("JZ-17")
def test_only_places_whose_rules_have_it_follow_enforcement_by_this_way() -> None:
    places = ("national", "jinzhong", "weihai", "quzhou", "handan", "zhuzhou")
    assert ["jinzhong", "weihai"] == [name for name in places if "accompanying" in rules_of(name).procedures]


@pytest.mark.duty("JZ-17", "QZ-13")
@pytest.mark.parametrize(
    ("wrong", "mistake"),
    [
        ({"officers": ["zhou"]}, ("officers", "too_short")),
        ({"officers": ["zhou", "zhou"]}, ("officers", "officers_of_bureau")),
        ({"officers": ["zhou", "wu"]}, ("officers", "officers_certified")),
        ({"first_day": None}, ("first_day", "date_type")),
        ({"due_on": None}, ("due_on", "date_type")),
        ({"due_on": "2026-03-01"}, ("due_on", "after_first_day")),
        ({"first_day": "2026-02-02", "due_on": "2026-02-27"}, ("due_on", "not_in_past")),
        ({"due_on": "2026-03-07"}, ("due_on", "working_day")),
        ({"respondent": "tax"}, ("respondent", "respondent_supervised")),
        ({"respondent": "elsewhere"}, ("respondent", "respondent_supervised")),
        ({"no_recusal": False}, ("no_recusal", "literal_error")),
        ({"leads": "\n".join(map(str, range(31)))}, ("leads", "too_many")),
    ],
)
def test_a_plan_that_cannot_stand_is_refused(wrong: dict[str, Any], mistake: tuple[str, str]) -> None:
    bureau = Bureau()
    assert mistake == refused(lambda: bureau.begin("accompanying", ZHOU, **plan(bureau, **wrong)))
    assert {} == bureau.cases


@pytest.mark.duty("QZ-13", "HEB-19")
@pytest.mark.parametrize(("valid_to", "able"), [(date(2026, 3, 1), False), (date(2026, 3, 2), True)])
def test_a_certificate_that_expired_yesterday_is_none(valid_to: date, able: bool) -> None:
    """Asked of the plan and once more on the day it is approved."""
    bureau, course = running()
    lin = PEOPLE["lin"].model_copy(
        update={"certificates": (CERTIFICATES[1].model_copy(update={"valid_to": valid_to}),)}
    )
    case = replace(bureau.case(course), people={**PEOPLE, "lin": lin})
    facts = {"officers": ["zhou", "lin"], "first_day": "2026-03-02"}
    for mistake in (
        officers_certified(case, facts, bureau.today),
        officers_still_certified(case, {}, bureau.today),
    ):
        assert able == (mistake is None)
    later = officers_certified(case, {**facts, "first_day": "2026-03-03"}, bureau.today)
    assert later is not None and ("officers", "officers_certified") == (later.field, later.rule)


@pytest.mark.duty("JZ-20", "HEB-19")
@pytest.mark.parametrize(
    ("action", "wrong", "mistake"),
    [
        ("record_site", {"surveyors": "周一（证号 1）"}, ("surveyors", "two_officers")),
        ("record_site", {"surveyors": "周一（证号 1）\n吴八（证号 8）"}, ("surveyors", "certificates_shown")),
        ("record_site", {"enforcers": ""}, ("enforcers", "with_attended")),
        ("record_site", {"signed": "unneeded"}, ("signed", "with_attended")),
        ("record_site", {"signed": "refused"}, ("refusal", "with_refusal")),
        ("record_site", {"ended_at": "2026-03-02T07:00"}, ("ended_at", "after_beginning")),
        ("take_files", {"takers": "周一（证号 1）\n周一（证号 1）"}, ("takers", "two_officers")),
        ("take_files", {"form": "original"}, ("return_on", "with_original")),
        ("record_material", {"taken_by": "周一（证号 1）"}, ("taken_by", "two_officers")),
        ("record_material", {"taken_by": "周一（证号 1）\n吴八（证号 8）"}, ("taken_by", "certificates_shown")),
        ("record_material", {"sha256": "cd" * 32}, ("file", "unchanged")),
        ("record_material", {"file": None}, ("file", "photo")),
        ("record_material", {"kind": "video", "file": None, "sha256": ""}, ("sha256", "of_recording")),
        ("record_material", {"kind": "video", "file": None}, ("kept_at", "kept")),
        ("record_material", {"kind": "sample"}, ("kept_at", "kept")),
        ("record_material", {"taken_at": "2026-03-03T08:00"}, ("taken_at", "not_in_future")),
        ("record_meeting", {"kind": "questionnaire"}, ("sent", "with_questionnaire")),
        ("record_meeting", {"kind": "questionnaire", "sent": 5, "returned": 6}, ("returned", "not_more_than_sent")),
        ("record_meeting", {"held_on": "2026-03-03"}, ("held_on", "not_in_future")),
    ],
)
def test_a_record_that_cannot_stand_is_refused(action: str, wrong: dict[str, Any], mistake: tuple[str, str]) -> None:
    bureau, course = running()
    given = {"record_site": SITE, "take_files": TAKEN, "record_material": PHOTO, "record_meeting": FORUM}[action]
    before = matter(bureau, course).version
    assert mistake == refused(lambda: bureau.act(course, action, ZHOU, **{**given, **wrong}))
    assert before == matter(bureau, course).version


@pytest.mark.duty("JZ-23")
def test_a_finding_becomes_a_case_that_has_to_end_first() -> None:
    """The case has the same agency and officers; the report waits for it."""
    bureau, course = running("weihai")
    bureau.act(course, "record_site", ZHOU, **SITE)
    bureau.act(course, "give_guidance", ZHOU, **GUIDANCE)
    bureau.act(course, "open_case", ZHOU, problem="未告知。", wish="opinion")
    (case,) = matter(bureau, course).children
    assert ("market", ("zhou", "lin"), "assigned") == (
        matter(bureau, case).respondent,
        matter(bureau, case).officers,
        matter(bureau, case).state,
    )
    assert ("state", "no_open_children") == refused(lambda: bureau.act(course, "sum_up_accompanying", ZHOU, **SUMMARY))
    bureau.act(case, "terminate", ZHENG, cause="corrected", reason="已经纠正。")
    bureau.act(course, "sum_up_accompanying", ZHOU, **SUMMARY)
    bureau.act(case, "reopen", ZHENG, new_facts="又发现一起。", reason="需要查清。")
    assert "summed_up" == matter(bureau, course).state


def test_the_agency_reads_what_was_asked_of_it_and_nothing_else() -> None:
    bureau, course = running()
    assert not matter(bureau, course).known
    bureau.act(course, "record_site", ZHOU, **SITE)
    due_on = working_day_after(bureau.today, 3)
    bureau.act(course, "ask_self_check", ZHOU, questions="请说明告知情况。", due_on=due_on)
    bureau.act(course, "give_statement", GAO, statement="已经整改。")
    told = {entry["name"] for entry in seen(bureau, course, GAO)["timeline"]}
    assert {"ask_self_check", "give_statement"} == told & {"begin", "record_site", "ask_self_check", "give_statement"}
    assert clock(bureau, course, "explanation#1").fulfilled


def test_whoever_planned_does_not_approve_and_a_plan_may_be_dropped() -> None:
    bureau = Bureau()
    course = bureau.begin("accompanying", ZHOU, **plan(bureau))
    assert ("action", "role") == refused(lambda: bureau.act(course, "approve", HAN))
    bureau.act(course, "decline", ZHENG, reason="与年度计划重复。")
    assert ("dropped", "stopped") == (matter(bureau, course).state, clock(bureau, course, "accompanying#1").status)
    assert ("state", "state") == refused(lambda: bureau.act(course, "record_site", ZHOU, **SITE))


def test_a_course_past_its_last_day_is_late() -> None:
    bureau, course = running()
    bureau.wait(days=30)
    bureau.sweep()
    assert ("accompanying",) == matter(bureau, course).late


def lead(n: int, **more: Any) -> dict[str, Any]:
    row = {
        "id": f"m{n}",
        "number": f"TS{n}",
        "kind": "complaint",
        "respondent": "market",
        "marks": {"lead": "recorded"},
    }
    return {**row, "category": "unlawful_penalty", "state": "closed", "opened_at": f"2026-03-0{n}", **more}


@pytest.mark.duty("JZ-17", "JZ-21")
def test_leads_of_one_agency_or_field_belong_together_and_say_why() -> None:
    """The largest first; who brought them is not told."""
    advice = {"kind": "advice", "respondent": "mill", "category": None, "state": "told", "marks": {"field": "market"}}
    rows = [
        lead(1, respondent="water"), lead(3), lead(2), lead(4, category="inaction"),
        lead(5, **advice), lead(6, **{**advice, "state": "withdrawn"}),
    ]  # fmt: skip
    market, *others = pools(rows, {o.id: o.name for o in ORGANISATIONS.values()})
    assert ["TS4", "TS3", "TS2"] == [row["number"] for row in market["rows"]]
    assert "都针对示范市市场监督管理局，共3条" == market["reasons"][0]
    assert "其中2条反映" in market["reasons"][1]
    assert {"示范市水利局", "市场监管"} == {pool["title"] for pool in others}
    assert not any("面粉厂" in str(pool["reasons"]) for pool in others)


@pytest.mark.duty("NAT-20")
@pytest.mark.parametrize(
    ("accompanied", "titles"), [(True, ["拟订伴随式监督", "列为重点监督"]), (False, ["列为重点监督"])]
)
def test_a_pool_fills_in_what_the_place_may_begin_from_it(accompanied: bool, titles: list[str]) -> None:
    """Key supervision everywhere; it is given the numbers of the leads, and never their words."""
    (pool,) = pools([lead(1, facts="原话"), lead(2)], {"market": "示范市市场监督管理局"})
    begun = shown(pool, accompanied)["begin"]
    assert titles == [row["title"] for row in begun]
    asked = {name: values[0] for name, values in parse_qs(urlsplit(begun[-1]["path"]).query).items()}
    assert ("key", "线索：\nTS2\nTS1") == (asked["mode"], asked["plan"])
    assert "原话" not in str(shown(pool, accompanied))


@pytest.mark.duty("JZ-17")
def test_of_a_large_pool_the_newest_leads_are_shown_as_many_as_one_plan_takes() -> None:
    rows = [lead(n, opened_at=f"2026-01-01T{n:02}") for n in range(35)]
    (pool,) = pools(rows, {"market": "示范市市场监督管理局"})
    page = shown(pool, True)
    (numbers,) = parse_qs(urlsplit(page["begin"][0]["path"]).query)["leads"]
    newest = [f"TS{n}" for n in range(34, 4, -1)]
    assert (newest, newest, 5) == ([one["number"] for one in page["leads"]], numbers.split(), page["more"])


@pytest.mark.duty("JZ-17")
@pytest.mark.parametrize(
    ("profile", "level", "able"),
    [
        ("jinzhong", "city", True),
        ("jinzhong", "county", False),
        ("weihai", "county", True),
        ("national", "city", False),
    ],
)
def test_the_level_a_place_names_alone_follows_enforcement_by_this_way(
    monkeypatch: pytest.MonkeyPatch, profile: str, level: str, able: bool
) -> None:
    """Jinzhong art. 17 names the city's supervision body, Weihai no level."""
    office = ORGANISATIONS["bureau"].model_copy(update={"profile": profile, "level": level})
    monkeypatch.setattr("jiandu.begin.rules_on", lambda name, day: rules_of(name))
    now = Bureau().now
    assert able == ("/begin/accompanying" in [row["path"] for row in beginnings(ZHOU, office, now)])
    if profile == "jinzhong" and not able:
        assert ("action", "level") == refused(lambda: beginning(ZHOU, office, "accompanying", now))


@pytest.mark.duty("JZ-21")
@pytest.mark.parametrize(
    ("change", "able"),
    [
        ({}, True),
        ({"state": "recorded_as_lead"}, True),
        ({"state": "withdrawn"}, False),
        ({"marks": {}}, False),
        ({"marks": {"lead": "", "pooled": ""}}, False),
        ({"marks": {"lead": "recorded", "pooled": "taken"}}, False),
        ({"kind": "supervision"}, False),
    ],
)
def test_what_is_a_lead(change: dict[str, Any], able: bool) -> None:
    assert able == is_lead(lead(1, **change))


def pooled(bureau: Bureau, *leads: str) -> str:
    """A course planned from leads, as its record keeps them."""
    course = bureau.begin("accompanying", ZHOU, **plan(bureau))
    case = bureau.cases[course]
    (begun,) = case.events
    facts = {**begun.facts, "pooled": [{"matter": one} for one in leads]}
    bureau.cases[course] = replace(case, events=(begun.model_copy(update={"facts": facts}),))
    return course


def recorded_lead(bureau: Bureau) -> str:
    complaint = bureau.submit()
    bureau.act(complaint, "record_as_lead", ZHOU, within_scope=True, analysis="共性问题。")
    return complaint


def free(bureau: Bureau, lead: str) -> bool:
    return is_lead(matter(bureau, lead).model_dump(mode="json"))


@pytest.mark.duty("JZ-21")
def test_a_lead_is_used_when_the_plan_is_approved_and_once() -> None:
    """Nobody is told before; another plan from the same lead can then not be approved, nor use it by an errand."""
    bureau = Bureau()
    complaint = recorded_lead(bureau)
    course, other = pooled(bureau, complaint), pooled(bureau, complaint)
    assert free(bureau, complaint)
    bureau.act(course, "approve", ZHENG)
    assert ("recorded_as_lead", False) == (matter(bureau, complaint).state, free(bureau, complaint))
    assert ("state", "leads_still_free") == refused(lambda: bureau.act(other, "approve", ZHENG))
    bureau.run(note_leads(bureau.case(other), {}, bureau.fresh), other)
    (twice,) = bureau.refusals
    assert "not_pooled_yet" == twice.mistakes[0].rule
    assert 1 == [event.action for event in bureau.cases[complaint].events].count("pooled")


@pytest.mark.duty("JZ-21")
def test_a_plan_that_is_not_approved_leaves_its_leads_and_a_stopped_course_gives_them_back() -> None:
    bureau = Bureau()
    complaint = recorded_lead(bureau)
    bureau.act(pooled(bureau, complaint), "decline", ZHENG, reason="与年度计划重复。")
    assert free(bureau, complaint)
    course = pooled(bureau, complaint)
    bureau.act(course, "approve", ZHENG)
    bureau.act(course, "open_case", ZHOU, problem="未告知。", wish="opinion")
    stopping = {"reason": "该机关已经撤销。"}
    assert ("state", "no_open_children") == refused(lambda: bureau.act(course, "stop", ZHENG, **stopping))
    (case,) = matter(bureau, course).children
    bureau.act(case, "terminate", ZHENG, cause="corrected", reason="已经纠正。")
    bureau.act(course, "stop", ZHENG, **stopping)
    assert ("dropped", True) == (matter(bureau, course).state, free(bureau, complaint))
    assert "stopped" == clock(bureau, course, "accompanying#1").status


@pytest.mark.duty("JZ-21")
def test_a_complaint_that_is_reopened_is_no_lead_until_it_is_recorded_as_one_again() -> None:
    bureau = Bureau()
    complaint = recorded_lead(bureau)
    bureau.act(pooled(bureau, complaint), "approve", ZHENG)
    case = bureau.cases[complaint]
    bureau.cases[complaint] = replace(case, matter=case.matter.model_copy(update={"state": "closed"}))
    bureau.act(complaint, "reopen", ZHOU, new_facts="新的证据。", reason="需要查清。")
    assert {"lead": "", "pooled": ""} == matter(bureau, complaint).marks
    bureau.act(complaint, "record_as_lead", ZHOU, within_scope=True, analysis="共性问题。")
    assert free(bureau, complaint)


@pytest.mark.duty("JZ-21")
def test_what_an_agency_reads_of_a_course_from_leads_does_not_show_that_somebody_complained() -> None:
    """Neither the name printed on each demand nor what is written for the agency, there and in a case of the course."""
    bureau = Bureau()
    course = pooled(bureau, recorded_lead(bureau))
    facts = {**bureau.cases[course].events[0].facts, "title": "群众投诉举报集中领域伴随式监督"}
    row = bureau.rules.procedures["accompanying"].actions["begin"]
    with pytest.raises(JianduError) as refusal:
        examine(replace(bureau.case(course), events=()), row, facts, bureau.today)
    assert {("title", "hides_complainant")} == {(m.field, m.rule) for m in refusal.value.mistakes}
    bureau.act(course, "approve", ZHENG)
    told = "据投诉人反映，未告知听证权利。"
    due_on = working_day_after(bureau.today, 3)
    for action, field, given in (
        ("ask_self_check", "questions", {"due_on": due_on}),
        ("give_guidance", "guidance", GUIDANCE),
        ("correct_on_the_spot", "problem", ON_THE_SPOT),
    ):
        telling = {**given, field: told}
        assert (field, "hides_complainant") == refused(partial(bureau.act, course, action, ZHOU, **telling))
    bureau.act(course, "open_case", ZHOU, problem="未告知。", wish="opinion")
    (case,) = matter(bureau, course).children
    opening = {"subject": told, "mode": "daily", "reason": "涉嫌程序违法"}
    assert ("subject", "hides_complainant") == refused(lambda: bureau.act(case, "request_opening", ZHOU, **opening))


@pytest.mark.duty("QZ-13", "HEB-19")
def test_whoever_takes_an_officers_place_has_a_certificate() -> None:
    bureau, course = running()
    new = {"officers": ["zhou", "wu"], "reason": "工作调整。"}
    assert ("officers", "officers_certified") == refused(lambda: bureau.act(course, "assign_officers", ZHENG, **new))
    bureau.act(course, "declare_recusal", LIN, reason="近亲属。")
    decision = {"officer": "lin", "outcome": "recused", "reason": "属实。", "replacement": "wu"}
    mistake = refused(lambda: bureau.act(course, "decide_recusal", ZHENG, **decision))
    assert ("replacement", "officers_certified") == mistake


@pytest.mark.duty("JZ-17")
def test_the_last_day_of_a_course_is_ahead_when_it_is_approved_and_may_be_moved_while_it_is() -> None:
    bureau = Bureau()
    late = bureau.begin("accompanying", ZHOU, **plan(bureau))
    course = bureau.begin("accompanying", ZHOU, **plan(bureau))
    bureau.act(course, "approve", ZHENG)
    due_on = working_day_after(bureau.today, 20)
    longer = {"clock": "accompanying#1", "due_on": due_on, "reason": "案卷较多。"}
    for wrong, mistake in (
        ({"clock": "explanation#1"}, ("clock", "course_can_be_extended")),
        ({"due_on": working_day_after(bureau.today, 10)}, ("due_on", "later")),
        ({"due_on": "2026-04-04"}, ("due_on", "working_day")),
    ):
        assert mistake == refused(partial(bureau.act, course, "extend_course", ZHENG, **{**longer, **wrong}))
    bureau.act(course, "extend_course", ZHENG, **longer)
    assert due_on == clock(bureau, course, "accompanying#1").due
    bureau.wait(days=20)
    assert ("state", "course_still_ahead") == refused(lambda: bureau.act(late, "approve", ZHENG))
    bureau.wait(days=20)
    assert ("state", "course_can_be_extended") == refused(lambda: bureau.act(course, "extend_course", ZHENG, **longer))


def test_what_an_agency_is_asked_on_a_course_may_get_a_later_day() -> None:
    bureau, course = running()
    bureau.act(course, "ask_self_check", ZHOU, questions="请说明。", due_on=working_day_after(bureau.today, 3))
    later = {"clock": "explanation#1", "due_on": working_day_after(bureau.today, 6), "reason": "材料较多。"}
    bureau.act(course, "extend_deadline", ZHENG, **later)
    assert ("extension_notice", later["due_on"]) == (
        bureau.cases[course].documents[-1].kind,
        clock(bureau, course, "explanation#1").due,
    )
