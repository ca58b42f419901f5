"""What contact points raise and are asked: whom one may ask, that nobody is forgotten, what happened in which order."""

from datetime import date

from jiandu.core.checks.kind import Facts, hindrance
from jiandu.core.errors import Mistake
from jiandu.core.matter import Case

ASKING = ("ask_maker", "ask_department", "ask_departments")


def own_contact_points(case: Case, facts: Facts, today: date) -> Mistake | None:
    """Whoever is asked is an open contact point of the bureau, and none is asked twice."""
    if case.past_terms & set(facts["points"]):
        names = "、".join(case.organisations[one].name for one in facts["points"] if one in case.past_terms)
        return Mistake("points", "term_over", f"联系点聘期已经结束，不能再征求意见：{names}。")
    return _supervised(case, facts["points"], "points", ("contact_point",), "请选择本机关的联系点，不得重复。")


def departments_supervised(case: Case, facts: Facts, today: date) -> Mistake | None:
    """Whoever is to answer is a department or lower government of the bureau, named once."""
    kinds = ("agency", "government")
    message = "请选择本机关监督的部门，同一部门不得重复。"
    return _supervised(case, facts["departments"], "departments", kinds, message)


def _supervised(case: Case, named: list[str], field: str, kinds: tuple[str, ...], message: str) -> Mistake | None:
    own = (o for o in case.organisations.values() if o.bureau == case.matter.owner and o.open)
    able = {o.id for o in own if o.kind in kinds}
    fits = set(named) <= able and len(set(named)) == len(named)
    return None if fits else Mistake(field, "supervised_and_once", message)


def departments_not_asked_yet(case: Case, facts: Facts, today: date) -> Mistake | None:
    """A department answers a matter once; where it evades the answer is returned, and a recalled question is none."""
    asked: set[str] = set()
    for event in case.events:
        if event.action in ASKING:
            asked |= set(event.facts.get("departments", ()))
        elif event.action == "question_recalled":
            asked.discard(str(event.facts.get("respondent")))
    if asked & set(facts["departments"]):
        message = "有的部门已经交办，不得重复；答复没有回应所问的，在其答复页退回重新答复。"
        return Mistake("departments", "asked_once", message)
    return None


def everybody_asked(case: Case, facts: Facts, today: date) -> Mistake | None:
    """What is still on its way to somebody is waited for."""
    if case.errands_left:
        return hindrance("everybody_asked", "还有单位正在逐个发出，请稍后刷新再办。")
    return None


def every_department_answered(case: Case, facts: Facts, today: date) -> Mistake | None:
    """Nobody is forgotten: the point is told when each department has answered."""
    waiting = sum(child.open for child in case.matter.children.values())
    if waiting:
        return hindrance("every_department_answered", f"还有{waiting}个部门没有答复，全部答复以后才能告知联系点。")
    return None


def answered_by(case: Case) -> set[str]:
    """The consultations that an opinion came from."""
    return {e.actor for e in case.events if e.action == "opinion_came"}


def points_answered_or_date_past(case: Case, facts: Facts, today: date) -> Mistake | None:
    """A solicitation stays open until its closing date is over, unless every point has answered before."""
    if mistake := everybody_asked(case, facts, today):
        return mistake
    waiting = len(set(case.matter.children) - answered_by(case))
    asked = case.facts_of("begin") or {}
    if waiting and "due_on" in asked and today <= date.fromisoformat(str(asked["due_on"])):
        return hindrance("points_answered_or_date_past", f"截止日期未过，还有{waiting}个联系点没有反馈，不能截止。")
    return None


def adoption_told_to_all(case: Case, facts: Facts, today: date) -> Mistake | None:
    """Every point that gave an opinion learns whether it was adopted."""
    told = {e.actor for e in case.events if e.action == "adoption_told"}
    if waiting := len(answered_by(case) - told):
        return hindrance("adoption_told_to_all", f"还有{waiting}个联系点没有反馈采纳情况，不能办结。")
    return None


def serves_no_more(case: Case, facts: Facts, today: date) -> Mistake | None:
    """Advice ends untold only where nobody serves who could tell it: the point's term is over, or it is closed."""
    point = case.organisations.get(case.matter.respondent)
    if case.matter.respondent in case.past_terms or point is None or not point.open:
        return None
    return hindrance("serves_no_more", "联系点还在任职，应当由它告知提出人并登记。")


def told_in_order(case: Case, facts: Facts, today: date) -> Mistake | None:
    """Whoever advised is told after the collecting, by today."""
    told = date.fromisoformat(str(facts["told_on"]))
    collected = date.fromisoformat(str((case.facts_of("begin") or {})["collected_on"]))
    if not collected <= told <= today:
        return Mistake("told_on", "between", "告知日期应当在收集日期至今日之间。")
    return None
