"""What 伴随式监督 needs: whom it is about, who may go, what is on file before it is summed up (Jinzhong 17 to 20)."""

from datetime import date

from jiandu.core.checks.kind import Facts, hindrance
from jiandu.core.chinese import chinese_date
from jiandu.core.deadlines import shanghai_time
from jiandu.core.errors import Mistake
from jiandu.core.leads import is_lead
from jiandu.core.matter import Case
from jiandu.core.staff import valid

CONTENTS = "accompanying_contents"
MEASURES = (
    "record_site", "question", "survey", "take_files", "record_material", "record_meeting", "record_appraisal",
    "give_statement", "enter_give_statement", "hand_over_files", "enter_hand_over_files", "record_talk",
    "questionnaire_closed",
)  # fmt: skip


def course_ahead(case: Case, facts: Facts, today: date) -> Mistake | None:
    """What is planned has not ended yet."""
    if date.fromisoformat(str(facts["due_on"])) < today:
        return Mistake("due_on", "not_in_past", "结束日期不能早于今日。")
    return None


def officers_certified(case: Case, facts: Facts, today: date) -> Mistake | None:
    """Whoever is to go has a supervision certificate that is valid today and on the first day, if it is still ahead."""
    first = date.fromisoformat(str(facts.get("first_day") or today))
    days = sorted({today, max(today, first)})
    return next((m for day in days if (m := _uncertified(case, tuple(facts["officers"]), day, "officers"))), None)


def officers_still_certified(case: Case, facts: Facts, today: date) -> Mistake | None:
    """The plan is carried out by officers whose certificates are valid on the day it is approved."""
    return _uncertified(case, case.matter.officers, today, "state")


def replacement_certified(case: Case, facts: Facts, today: date) -> Mistake | None:
    """Whoever takes the place of a recused officer has a certificate too."""
    return _uncertified(case, (str(facts["replacement"]),), today, "replacement") if facts.get("replacement") else None


def course_still_ahead(case: Case, facts: Facts, today: date) -> Mistake | None:
    """A plan whose last day is gone by when it comes to be approved is made anew."""
    planned = case.facts_of("begin") or {}
    if planned and date.fromisoformat(str(planned["due_on"])) < today:
        return hindrance("course_still_ahead", "计划的结束日期已过，不能批准；请不予批准后重新拟订。")
    return None


def leads_still_free(case: Case, facts: Facts, today: date) -> Mistake | None:
    """What a plan was made from was not used by another meanwhile, nor taken up as a matter of its own."""
    taken = [lead.number for lead in case.leads if not is_lead(lead.model_dump(mode="json"))]
    if taken:
        used = "、".join(taken)
        return hindrance("leads_still_free", f"线索{used}已经用于其他伴随式监督或者不再是线索，请不予批准后重新拟订。")
    return None


def not_pooled_yet(case: Case, facts: Facts, today: date) -> Mistake | None:
    """A lead is used once."""
    used = case.matter.marks.get("pooled")
    return hindrance("not_pooled_yet", "已经用作其他伴随式监督的线索。") if used else None


def course_can_be_extended(case: Case, facts: Facts, today: date) -> Mistake | None:
    """The course's own end, while it is not over, to a later working day."""
    clock = next((c for c in case.clocks if c.name == "accompanying" and c.status == "running"), None)
    if clock is None or clock.due is None or clock.breached_at:
        return hindrance("course_can_be_extended", "结束日期已过，不能延长；请总结，或者停止后重新拟订。")
    if facts and facts["clock"] != clock.key:
        return Mistake("clock", "course_can_be_extended", "请选择“实施伴随式监督”的期限。")
    if facts and date.fromisoformat(str(facts["due_on"])) <= clock.due:
        return Mistake("due_on", "later", f"延长后的日期应当晚于原结束日期（{clock.due}）。")
    return None


def _uncertified(case: Case, officers: tuple[str, ...], day: date, field: str) -> Mistake | None:
    people = [case.people[officer] for officer in officers if officer in case.people]
    without = [person.name for person in people if not any(valid(c, day) for c in person.certificates)]
    if not without:
        return None
    message = f"{'、'.join(without)}在{chinese_date(day)}没有有效的行政执法监督证件，不得实施监督。"
    return Mistake(field, "officers_certified", message)


def taken_in_order(case: Case, facts: Facts, today: date) -> Mistake | None:
    """What is on record was taken by today."""
    if shanghai_time(str(facts["taken_at"])).date() > today:
        return Mistake("taken_at", "not_in_future", "取得时间不能在今日之后。")
    return None


def appraisal_awaited(case: Case, facts: Facts, today: date) -> Mistake | None:
    """A finding answers an entrustment."""
    acts = [event.action for event in case.events]
    if acts.count("entrust_appraisal") <= acts.count("record_appraisal"):
        return hindrance("appraisal_awaited", "没有等待结论的委托；请先登记委托。")
    return None


def contents_all_checked(case: Case, facts: Facts, today: date) -> Mistake | None:
    """Each heading of a place's list has its entry (Jinzhong art. 18)."""
    checked = {event.facts["content"] for event in case.events if event.action == "check_content"}
    missing = [title for name, title in case.choices.get(CONTENTS, {}).items() if name not in checked]
    if missing:
        return hindrance("contents_all_checked", f"还有{len(missing)}项内容没有登记检查结果：{'；'.join(missing)}。")
    return None


def measure_on_file(case: Case, facts: Facts, today: date) -> Mistake | None:
    """Nothing is summed up that was not looked at."""
    if not any(event.action in MEASURES for event in case.events):
        return hindrance("measure_on_file", "没有采取监督措施的记录，不能总结。")
    return None


def guidance_on_file(case: Case, facts: Facts, today: date) -> Mistake | None:
    """The course ends with guidance given (Jinzhong art. 17)."""
    if case.facts_of("give_guidance") is None:
        return hindrance("guidance_on_file", "没有指导、服务的记录；伴随式监督应当全程指导、服务。")
    return None
