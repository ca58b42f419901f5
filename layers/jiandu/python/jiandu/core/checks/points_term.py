"""What the term of a contact point needs: who it is about, its evaluation each year, its hearing, its open matters."""

from datetime import date

from jiandu.core.checks.kind import Facts, hindrance
from jiandu.core.checks.papers import not_in_future
from jiandu.core.deadlines import shanghai_day
from jiandu.core.errors import Mistake
from jiandu.core.matter import Case
from jiandu.core.points import CONDITIONS, KIND
from jiandu.core.points_evaluation import total

CHANGES = ("responsible", "liaison", "address", "email", "phone")


def contact_point_of_bureau(case: Case, facts: Facts, today: date) -> Mistake | None:
    """The unit is an open contact point of the bureau's own; the county bureau named is one below it."""
    unit = case.organisations.get(str(facts["organisation"]))
    if unit is None or unit.kind != KIND or not unit.open or unit.bureau != case.matter.owner:
        return Mistake("organisation", "contact_point_of_bureau", "请选择本机关名册内的行政执法监督联系点。")
    return county_below(case, facts, today)


def county_below(case: Case, facts: Facts, today: date) -> Mistake | None:
    """The county bureau that helps, where one is named, is one below the bureau."""
    county = case.organisations.get(str(facts["county"])) if facts.get("county") else None
    if facts.get("county") and (county is None or county.kind != "bureau" or county.bureau != case.matter.owner):
        return Mistake("county", "lower_bureau", "请选择下一级司法行政机关。")
    return None


def something_changed(case: Case, facts: Facts, today: date) -> Mistake | None:
    """A change says what changed, and lies behind."""
    if date.fromisoformat(str(facts["changed_on"])) > today:
        return Mistake("changed_on", "not_in_future", "变更日期不能在今日之后。")
    if before := _before_term("changed_on", case, facts):
        return before
    if not any(facts.get(name) for name in CHANGES):
        return Mistake("responsible", "something_changed", "请填写变更了的内容。")
    if all(not facts.get(name) or facts[name] == case.matter.marks.get(name) for name in CHANGES):
        return Mistake("responsible", "something_changed", "填写的内容同登记的一样，没有变更。")
    return None


def contacted_in_order(case: Case, facts: Facts, today: date) -> Mistake | None:
    """A contact has happened, and in the term."""
    return not_in_future("contacted_on")(case, facts, today) or _before_term("contacted_on", case, facts)


def _before_term(name: str, case: Case, facts: Facts) -> Mistake | None:
    first = case.matter.marks.get("first_day", "")
    return Mistake(name, "in_term", f"日期不能在聘期起始日（{first}）之前。") if str(facts[name]) < first else None


def not_evaluated_yet(case: Case, facts: Facts, today: date) -> Mistake | None:
    """Once a year, of a year that has begun and in which the point served."""
    year, marks = int(facts["evaluated_year"]), case.matter.marks
    first, last = (int(marks.get(name, f"{year}")[:4]) for name in ("first_day", "term_ends_on"))
    if not first <= year <= min(last, today.year):
        return Mistake("evaluated_year", "year_of_term", "只能评价聘期以内、已经开始的年度。")
    if any(e.action == "evaluate_point" and e.facts["evaluated_year"] == year for e in case.events):
        return Mistake("evaluated_year", "once_a_year", f"{year}年已经评价过，每年一次。")
    return None


def grade_fits_scores(case: Case, facts: Facts, today: date) -> Mistake | None:
    """A grade has the points that the place asks for it."""
    points = total(facts, case.choices["evaluation_weights"])
    excellent, qualified = (int(case.choices["evaluation_grades"][name]) for name in ("excellent", "qualified"))
    if facts["grade"] == "excellent" and points < excellent:
        return Mistake("grade", "grade_fits_scores", f"加权总分{points}分，不足{excellent}分，不能评为优秀。")
    if facts["grade"] != "lacking" and points < qualified:
        return Mistake("grade", "grade_fits_scores", f"加权总分{points}分，不足{qualified}分，请评为存在问题和不足。")
    return None


def evaluated_once(case: Case, facts: Facts, today: date) -> Mistake | None:
    """Demands follow from an evaluation."""
    return None if case.facts_of("evaluate_point") else hindrance("evaluated_once", "还没有年度综合评价。")


def evaluated_excellent(case: Case, facts: Facts, today: date) -> Mistake | None:
    """Praise follows from the latest evaluation."""
    evaluation = case.facts_of("evaluate_point")
    if evaluation and evaluation["grade"] == "excellent":
        return None
    return hindrance("evaluated_excellent", "最近一次年度综合评价不是优秀。")


def improvement_awaited(case: Case, facts: Facts, today: date) -> Mistake | None:
    """A report answers a demand."""
    if case.matter.marks.get("improvement") == "awaited":
        return None
    return hindrance("improvement_awaited", "没有等待报告的改进要求。")


def improvement_reported(case: Case, facts: Facts, today: date) -> Mistake | None:
    """What is accepted was reported, and neither accepted before nor demanded anew since."""
    if case.matter.marks.get("improvement") == "reported":
        return None
    return hindrance("improvement_reported", "没有等待认可的改进情况报告。")


def recheck_open(case: Case, facts: Facts, today: date) -> Mistake | None:
    """The day on which the re-check opens has come."""
    over = any(c.name == "recheck" and c.status == "stopped" for c in case.clocks)
    return None if over else hindrance("recheck_open", "还没有进入复核期。")


def same_contact_point(case: Case, facts: Facts, today: date) -> Mistake | None:
    """A renewal is the same unit's."""
    if facts["organisation"] != case.matter.respondent:
        return Mistake("organisation", "same_contact_point", "续聘的应当是本联系点；另选单位的，请更换后遴选。")
    return None


def after_this_term(case: Case, facts: Facts, today: date) -> Mistake | None:
    """Two terms do not overlap."""
    if str(facts["first_day"]) <= case.matter.marks.get("term_ends_on", ""):
        return Mistake("first_day", "no_overlap", "新的聘期应当在本聘期届满之后开始，不得重叠。")
    return None


def renewal_proposed(case: Case, facts: Facts, today: date) -> Mistake | None:
    """A term is renewed as the latest re-check proposes, with every condition of a choice met."""
    recheck = case.facts_of("record_recheck") or {}
    if recheck.get("proposal") == "renew" and all(recheck.get(name) == "met" for name in CONDITIONS):
        return None
    return hindrance("renewal_proposed", "最近一次复核没有建议续聘；情况有变化的，请先继续复核、重新登记。")


def _last(case: Case, *actions: str) -> int:
    """The number of the latest of these acts; 0 where there is none."""
    return next((e.n for e in reversed(case.events) if e.action in actions), 0)


def own_request_on_file(case: Case, facts: Facts, today: date) -> Mistake | None:
    """Revoking at its own request needs that request, one that was not decided on before."""
    asked = _last(case, "ask_revocation", "enter_ask_revocation")
    if facts and facts["ground"] == "own_request" and asked <= _last(case, "decide_revocation"):
        return Mistake("ground", "own_request_on_file", "联系点没有提出撤销申请；书面申请的，请先代录。")
    return None


def point_heard(case: Case, facts: Facts, today: date) -> Mistake | None:
    """The point is heard before it is decided; not where it asked itself (内部规则)."""
    proposed = next((e for e in reversed(case.events) if e.action == "propose_revocation"), None)
    if proposed is None or proposed.facts["ground"] == "own_request":
        return None
    heard = ("state_opinion", "enter_state_opinion", "record_hearing")
    if any(e.action in heard and e.n > proposed.n for e in case.events):
        return None
    return hindrance("point_heard", "还没有听取联系点的意见。")


def each_open_matter_named(case: Case, facts: Facts, today: date) -> Mistake | None:
    """Nothing that the point raised is forgotten."""
    left = [str(row["number"]) for row in case.raised if str(row["number"]) not in str(facts["settled"])]
    if left:
        return Mistake("settled", "each_open_matter_named", f"还有未办结的事项没有写明如何处理：{'、'.join(left)}。")
    return None


def open_matters_are_settled(case: Case, facts: Facts, today: date) -> Mistake | None:
    """Before the public learns of it, what was open has been handed over or ended."""
    if case.facts_of("settle_open_matters") is None:
        return hindrance("open_matters_are_settled", "还没有处理联系点的未办结事项。")
    return None


def announced_to_public(case: Case, facts: Facts, today: date) -> Mistake | None:
    """What the public is told is drafted as a document made public."""
    if facts["publicity"] == "active":
        return None
    return Mistake("publicity", "announced_to_public", "撤销公告向社会公告，公开属性请选“主动公开”。")


def heard_in_order(case: Case, facts: Facts, today: date) -> Mistake | None:
    """A hearing follows the proposal and lies behind."""
    day = date.fromisoformat(str(facts["held_on"]))
    proposed = next((e for e in reversed(case.events) if e.action == "propose_revocation"), None)
    if day > today:
        return Mistake("held_on", "not_in_future", "听取意见的日期不能在今日之后。")
    if proposed and day < shanghai_day(proposed.happened_at):
        return Mistake("held_on", "after_proposal", "听取意见应当在提出撤销以后。")
    return None
