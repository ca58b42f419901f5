"""What a complaint meets: whose it is, which way it goes, what it joins."""

from datetime import date, timedelta

from jiandu.core.checks.kind import Facts, hindrance
from jiandu.core.deadlines import shanghai_day
from jiandu.core.errors import Mistake
from jiandu.core.matter import Case

LATEST_ENTRY = timedelta(days=365)


def ordinary_respondent(case: Case, facts: Facts, today: date) -> Mistake | None:
    """NAT-02, NAT-42: letters of the ladder go to own departments, lower governments and authorised bodies."""
    agency = case.organisation(case.matter.respondent)
    if agency.vertical:
        return hindrance(
            "ordinary_respondent",
            f"{agency.name}实行垂直管理，不适用意见书、决定书；应当将问题告知其上一级主管部门。",
        )
    bureau = case.organisations.get(agency.bureau or "")
    above = {bureau.bureau if bureau else None, agency.parent}
    if case.matter.owner not in {agency.bureau, *above} and not case.matter.handed_over:
        return hindrance("ordinary_respondent", f"{agency.name}不在本机关的监督范围内，请转有权机关。")
    return None


def vertical_respondent(case: Case, facts: Facts, today: date) -> Mistake | None:
    """NAT-42: only of a vertically run agency is the superior told."""
    agency = case.organisation(case.matter.respondent)
    if not agency.vertical:
        return hindrance("vertical_respondent", f"{agency.name}不实行垂直管理，请按个案监督程序办理。")
    return None


def organ_not_respondent(case: Case, facts: Facts, today: date) -> Mistake | None:
    """A problem of a vertically run agency is told to its superior, not to itself."""
    agency = case.organisations.get(case.matter.respondent)
    if agency and facts["superior"] == agency.name:
        return Mistake("superior", "organ_not_respondent", "问题告知函发给上一级主管部门，不发给该机关本身。")
    return None


def not_before_court(case: Case, facts: Facts, today: date) -> Mistake | None:
    """Order 825 art. 33: a dispute in reconsideration or litigation is not supervised again."""
    origin = case.parent or case
    told = origin.told
    if {"reconsideration", "litigation"} & set(told.get("elsewhere", ())) and case.matter.kind == "complaint":
        return hindrance(
            "not_before_court",
            "投诉举报人填写争议已进入行政复议或者行政诉讼，依法不重复监督；请不予受理，或者仅就执法人员行为列为线索。",
        )
    return None


def court_reason_matches(case: Case, facts: Facts, today: date) -> Mistake | None:
    """A petition or a hotline call is no ground for refusal (practice 7)."""
    told = set(case.told.get("elsewhere", ()))
    if facts["reason"] != "reconsideration_or_litigation" or told & {"reconsideration", "litigation"}:
        return None
    if told and told <= {"petition", "hotline"}:
        return Mistake(
            "reason", "court_reason_matches", "信访、热线反映过不是不予受理的理由；争议须已进入复议或者诉讼。"
        )
    return None


def reconsideration_comes_first(case: Case, facts: Facts, today: date) -> Mistake | None:
    """For the kinds of problem the profile lists reconsideration comes first; a direct suit must not be offered."""
    situation = case.choices["reconsideration_first"].get(case.matter.category or "")
    if situation and facts["channel"] != "reconsideration":
        message = f"{situation}的，应当先申请行政复议，不得引导直接起诉。"
        return Mistake("channel", "reconsideration_comes_first", message)
    if (facts["channel"] == "reconsideration") != bool(facts["ground"]):
        return Mistake("ground", "with_reconsideration_first", "先申请复议的，选择一种情形；其他的不选。")
    return None


def completion_asked_once(case: Case, facts: Facts, today: date) -> Mistake | None:
    """What is missing is asked for once, all of it."""
    if case.facts_of("request_completion") is not None:
        return hindrance("completion_asked_once", "已经通知过补正，不得再次要求；请依法受理或者不予受理。")
    return None


def mergeable(case: Case, facts: Facts, today: date) -> Mistake | None:
    """A duplicate joins an open complaint of the same office about the same agency, itself joined to none."""
    main = case.other.matter if case.other else None
    if main is None or main.owner != case.matter.owner or main.kind != "complaint" or main.id == case.matter.id:
        return Mistake("into", "mergeable", "没有这件投诉举报，请核对编号。")
    if main.respondent != case.matter.respondent:
        return Mistake("into", "mergeable", "两件投诉举报反映的不是同一行政执法机关，不能并案。")
    if main.closed_at or main.merged_into:
        return Mistake("into", "mergeable", f"{main.number}已经办结或者已经并入其他事项，不能再并入。")
    if case.matter.merged:
        return hindrance("mergeable", "已有其他投诉举报并入本件，不能再并入别件。")
    return None


def not_rated_yet(case: Case, facts: Facts, today: date) -> Mistake | None:
    """One rating."""
    return hindrance("not_rated_yet", "您已经评价过了。") if case.facts_of("rate") is not None else None


def came_lately(case: Case, facts: Facts, today: date) -> Mistake | None:
    """The same of what was filled in."""
    return received_lately(date.fromisoformat(str(facts["received_on"])), today)


def entered_by_office(case: Case, facts: Facts, today: date) -> Mistake | None:
    """The office completes what it entered itself; who complained online completes it by code."""
    if case.facts_of("take_in") is None:
        return hindrance("entered_by_office", "本件由投诉举报人在网上提交，由其凭查询码补正。")
    return None


def completed_in_order(case: Case, facts: Facts, today: date) -> Mistake | None:
    """What was missing came after it was asked for."""
    received = date.fromisoformat(str(facts["received_on"]))
    asked = [shanghai_day(e.happened_at) for e in case.events if e.action == "request_completion"]
    if received > today or (asked and received < max(asked)):
        return Mistake("received_on", "between", "收到日期应当在通知补正之日至今日之间。")
    return None


def received_lately(received: date, today: date) -> Mistake | None:
    """What came by letter, visit or phone came by today and within the last year."""
    if received > today:
        return Mistake("received_on", "not_in_future", "收到日期不能晚于今天。")
    if today - received > LATEST_ENTRY:
        return Mistake("received_on", "within_a_year", "收到日期早于一年以前，请核对。")
    return None
