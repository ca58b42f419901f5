"""What choosing contact points demands: the window, each unit once, the examination whole, the notice run out."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from jiandu.core.checks.kind import Facts, between, hindrance
from jiandu.core.deadlines import shanghai_day
from jiandu.core.errors import Mistake
from jiandu.core.matter import Case, Event
from jiandu.core.points import GOVERN_THEMSELVES
from jiandu.core.points_balance import numbered

NOMINATED = ("nominate", "recommend", "nominate_self")
OBJECTED = ("object_to_list", "enter_list_objection")


def plan_of(case: Case) -> Mapping[str, Any]:
    """The round's plan with its targets as last changed."""
    return {**(case.facts_of("begin") or {}), **(case.facts_of("change_places") or {})}


def shortlisted(case: Case) -> set[str]:
    """The candidacies of a round that came through the examination and were not struck since."""
    told = {event.actor: event.action for event in case.events if event.action.startswith("candidate_")}
    return {candidacy for candidacy, last in told.items() if last == "candidate_shortlisted"}


def chosen(case: Case) -> set[str]:
    """The candidacies on the round's list as it stands."""
    decided = case.facts_of("decide_list") or {}
    return set(decided.get("chosen", ())) & shortlisted(case)


def term_days(case: Case) -> tuple[date, date] | None:
    """The first and the last day of the round's term: it runs from the day after its list was published."""
    term = next((clock for clock in case.clocks if clock.name == "round_term"), None)
    return (term.started_on + timedelta(days=1), term.due) if term and term.due else None


def unanswered(case: Case) -> list[Event]:
    """The objections to the list that were not answered yet."""
    answered = {str(e.facts["objection"]) for e in case.events if e.action == "answer_list_objection"}
    return [e for e in case.events if e.action in OBJECTED and str(e.n) not in answered]


def nominations_run(case: Case, facts: Facts, today: date) -> Mistake | None:
    """Candidates are taken until the day the plan set."""
    if not case.running("nominations"):
        return hindrance("nominations_run", "推荐截止日期已过，不再接收候选单位；方案还没有批准的，请另行拟订。")
    return None


def nominations_over(case: Case, facts: Facts, today: date) -> Mistake | None:
    """Nobody is shut out before that day."""
    clock = case.running("nominations")
    return hindrance("nominations_over", f"推荐截止日期（{clock.due}）还没有过。") if clock else None


def same_trades(case: Case, facts: Facts, today: date) -> Mistake | None:
    """Changed targets are of the plan's trades and of its total."""
    from jiandu.core.forms.points_round import PlacesChange, adds_up

    plan = case.facts_of("begin") or {}
    try:
        adds_up(PlacesChange.model_validate(facts), numbered(plan["entities"]), int(plan["places"]))
    except ValueError as error:
        return Mistake(*str(error).split(":", 2))
    return None


def nominated_once(case: Case, facts: Facts, today: date) -> Mistake | None:
    """A unit is a candidate of a round once, by its credit code, else by its name; one that withdrew may come again.

    Who nominates may be anybody: the answer names no unit.
    """
    already = "本届已经登记过这个单位，不能重复推荐、自荐。"
    code, title = facts["credit_code"], facts["title"]
    for unit in _standing(case):
        if code and code == unit.get("credit_code"):
            return Mistake("credit_code", "once", already)
        if title == unit["title"] and not (code and unit.get("credit_code")):
            return Mistake("title", "once", already)
    return None


def _standing(case: Case) -> list[Facts]:
    """The nominations that were not withdrawn: a withdrawal takes back the one of its unit."""
    found: list[Facts] = []
    for event in case.events:
        if event.action in NOMINATED:
            found.append(event.facts)
        elif event.action == "candidate_ended" and event.facts:
            told = [event.facts.get(name) for name in ("title", "credit_code")]
            found = [unit for unit in found if told != [unit.get(name) for name in ("title", "credit_code")]]
    return found


def of_round(case: Case, facts: Facts, today: date) -> Mistake | None:
    """Trade and district are among those of the plan."""
    plan = plan_of(case)
    for field, lines, title in (("trade", "entities", "行业"), ("district", "districts", "县（市、区）")):
        offered = numbered(plan[lines])
        if facts[field] not in offered:
            return Mistake(field, "of_round", f"请在本届的{title}中选择：{'、'.join(offered)}。")
    return None


def all_examined(case: Case, facts: Facts, today: date) -> Mistake | None:
    """Every candidacy still open has come through the examination before the list is decided on."""
    open_ones = {name for name, child in case.matter.children.items() if child.open and child.kind == "candidacy"}
    if left := len(open_ones - shortlisted(case)):
        return hindrance("all_examined", f"还有{left}个候选单位没有评审完毕，不能集体研究。")
    return None if open_ones else hindrance("all_examined", "没有通过评审的候选单位。")


def chosen_of_shortlist(case: Case, facts: Facts, today: date) -> Mistake | None:
    """Who is chosen came through the examination; another number than the plan's places has its reason."""
    wanted, places = facts["chosen"], int(plan_of(case)["places"])
    if len(set(wanted)) < len(wanted) or not set(wanted) <= shortlisted(case):
        return Mistake("chosen", "shortlisted", "请从通过评审的候选单位中选择，不能重复。")
    if len(wanted) != places and not facts["deviation"]:
        return Mistake("deviation", "as_planned", f"入选{len(wanted)}个，总名额{places}个，不一致的请写明理由。")
    held, closed = date.fromisoformat(str(facts["held_on"])), date.fromisoformat(str(plan_of(case)["due_on"]))
    if not closed < held <= today:
        return Mistake("held_on", "between", f"研究日期应当在推荐截止日期（{closed}）以后，不能晚于今日。")
    return None


def candidacies_settled(case: Case, facts: Facts, today: date) -> Mistake | None:
    """No candidate is left behind when the round ends."""
    if left := sum(child.open and child.kind == "candidacy" for child in case.matter.children.values()):
        return hindrance("candidacies_settled", f"还有{left}个候选单位没有办结，请先在各候选单位事项中办理。")
    return None


def choice_carried_out(case: Case, facts: Facts, today: date) -> Mistake | None:
    """Nothing is made public of a decision that has not reached every candidate yet."""
    if case.errands_left:
        return hindrance("choice_carried_out", "集体研究决定还在逐个办理候选单位，请稍后刷新再办。")
    return None


def somebody_chosen(case: Case, facts: Facts, today: date) -> Mistake | None:
    """A list names somebody."""
    return None if chosen(case) else hindrance("somebody_chosen", "名单上已经没有单位，不能公布；请终止本次遴选。")


def notice_runs(case: Case, facts: Facts, today: date) -> Mistake | None:
    """An objection is taken while the notice runs."""
    if not case.running("list_notice"):
        return hindrance("notice_runs", "公示期已经届满，不再接收对名单的异议；可以通过投诉举报等渠道反映问题。")
    return None


def came_within_notice(case: Case, facts: Facts, today: date) -> Mistake | None:
    """An objection on paper counts from its receipt: one that came in time is entered also after the notice."""
    notice = next(clock for clock in case.clocks if clock.name == "list_notice")
    came = date.fromisoformat(str(facts["received_on"]))
    if not notice.started_on <= came <= min(today, notice.due or today):
        return Mistake("received_on", "within_notice", "收到日期应当在公示期内，不能晚于今日。")
    return None


def about_the_list(case: Case, facts: Facts, today: date) -> Mistake | None:
    """An objection is to a unit on the list."""
    if facts["candidate"] not in chosen(case):
        return Mistake("candidate", "on_list", "请在公示的单位中选择。")
    return None


def objection_open(case: Case, facts: Facts, today: date) -> Mistake | None:
    """An answer is to an objection that waits for it."""
    if not unanswered(case):
        return hindrance("objection_open", "没有待核实的异议。")
    if facts and facts["objection"] not in {str(event.n) for event in unanswered(case)}:
        return Mistake("objection", "objection_open", "请选择待核实的异议。")
    return None


def notice_over(case: Case, facts: Facts, today: date) -> Mistake | None:
    """The list is final when the notice has run out and each objection was verified and answered."""
    if clock := case.running("list_notice"):
        return hindrance("notice_over", f"公示期到{clock.due}届满，届满以前不能确定名单。")
    if unanswered(case):
        return hindrance("objections_answered", "还有异议没有核实答复，不能确定名单。")
    founded = {
        case.facts_at(int(e.facts["objection"])).get("candidate")
        for e in case.events
        if e.action == "answer_list_objection" and e.facts["finding"] == "founded"
    }
    if founded & chosen(case):
        return hindrance("objections_settled", "异议成立的单位还在名单上，请先在该候选单位事项中取消入选。")
    return None


def round_over(case: Case, facts: Facts, today: date) -> Mistake | None:
    """A round's term does not end early."""
    clock = case.running("round_term")
    return hindrance("round_over", f"本届聘期到{clock.due}届满。") if clock else None


def consent_on_file(case: Case, facts: Facts, today: date) -> Mistake | None:
    """The unit itself is willing, in writing (Jinzhong art. 6).

    What anybody uploaded in its name is no proof: the office enters the sealed paper it has seen.
    """
    papers = [e.facts for e in case.events if e.action in ("open_child", "add_materials")]
    given = [paper for paper in papers if paper.get("consent")]
    if not given:
        return hindrance("consent_on_file", "候选单位的设点意愿书还没有入卷，请先登记材料。")
    if all(paper.get("way") == "self" for paper in given):
        message = "自荐页面上传的设点意愿书不能证明是该单位所交；请核对盖章原件后，作为补充材料登记。"
        return hindrance("consent_seen", message)
    return None


def examined_in_order(case: Case, facts: Facts, today: date) -> Mistake | None:
    """Reviewed since the nomination; where a place asks, with the talk on record and the ability to rule by law."""
    nominated = shanghai_day(case.matter.opened_at)
    if mistake := between(facts, "reviewed_on", "审查日期", nominated, "收到推荐、自荐之日", today):
        return mistake
    if date.fromisoformat(str(facts["dishonesty_checked_on"])) < nominated:
        day = f"收到推荐、自荐之日（{nominated}）"
        return Mistake("dishonesty_checked_on", "since_nomination", f"查询日期不能早于{day}，请重新查询。")
    if facts.get("political_stance") and not case.facts_of("record_candidate_talk"):
        return Mistake("political_stance", "talk_on_file", "请先登记与负责人的谈话记录和党组织情况。")
    category = (case.facts_of("open_child") or {}).get("category")
    governs = category in GOVERN_THEMSELVES
    if (found := facts.get("ability")) and governs == (found == "not_asked"):
        asked = "应当查明依法治理能力" if governs else "不需要查明依法治理能力，请选择不适用"
        return Mistake("ability", "by_category", f"这一类单位{asked}。")
    return None


def first_score_given(case: Case, facts: Facts, today: date) -> Mistake | None:
    """There is a first score to stand beside."""
    return None if case.facts_of("first_score") else hindrance("first_score_given", "第一名评审人还没有评分。")


def first_score_missing(case: Case, facts: Facts, today: date) -> Mistake | None:
    """Given once."""
    return hindrance("first_score_missing", "第一名评审人已经评分。") if case.facts_of("first_score") else None


def second_score_missing(case: Case, facts: Facts, today: date) -> Mistake | None:
    """Given once."""
    return hindrance("second_score_missing", "第二名评审人已经评分。") if case.facts_of("second_score") else None


def assessed(case: Case, facts: Facts, today: date) -> Mistake | None:
    """Two scores and a site visit are on file before the outcome (Jinzhong art. 9 (2))."""
    if not case.facts_of("second_score"):
        return hindrance("assessed", "两名评审人还没有都评分。")
    return None if case.facts_of("visit_site") else hindrance("assessed", "还没有登记实地调研。")


def visited_in_order(case: Case, facts: Facts, today: date) -> Mistake | None:
    """Visited since the nomination, by people of the bureau."""
    nominated = shanghai_day(case.matter.opened_at)
    if mistake := between(facts, "visited_on", "调研日期", nominated, "收到推荐、自荐之日", today):
        return mistake
    own = {person.id for person in case.people.values() if person.organisation == case.matter.owner}
    if not set(facts["visitors"]) <= own:
        return Mistake("visitors", "of_bureau", "请选择本机关工作人员。")
    return None


def registered_point(case: Case, facts: Facts, today: date) -> Mistake | None:
    """A term begins for an organisation that is registered as a contact point of this bureau."""
    found = case.organisations.get(str(facts["organisation"]))
    if found is None or found.kind != "contact_point" or found.bureau != case.matter.owner or not found.open:
        return Mistake("organisation", "registered_point", "请选择本机关名册中登记的联系点。")
    listed = case.facts_of("list_published") or {}
    if str(facts["term_ends_on"]) != str(listed.get("term_ends_on")):
        return Mistake("term_ends_on", "with_round", f"聘期与本届同时届满（{listed.get('term_ends_on')}）。")
    return None
