"""What a 监督问卷 needs: a closing day within its course, answers to what was asked, and no more than can be read."""

from datetime import date

from jiandu.core.checks.kind import Facts, hindrance
from jiandu.core.chinese import chinese_date
from jiandu.core.errors import Mistake
from jiandu.core.matter import Case
from jiandu.core.questionnaires import MOST_ANSWERS, answers_of, misfits, questions_of


def questionnaire_within_course(case: Case, facts: Facts, today: date) -> Mistake | None:
    """It closes today or later, and before the course is over."""
    day, course = date.fromisoformat(str(facts["due_on"])), case.running("accompanying")
    if day < today:
        return Mistake("due_on", "not_in_past", "截止日期不能早于今日。")
    if course and course.due and day > course.due:
        last = chinese_date(course.due)
        return Mistake("due_on", "within_course", f"截止日期不能晚于伴随式监督的结束日期（{last}）。")
    return None


def room_for_answers(case: Case, facts: Facts, today: date) -> Mistake | None:
    """Each answer is read with all before it, so that there are not too many."""
    if len(answers_of(case)) >= MOST_ANSWERS:
        return hindrance("room_for_answers", f"答卷已满{MOST_ANSWERS}份，不再接收。感谢您的参与。")
    return None


def answers_fit(case: Case, facts: Facts, today: date) -> Mistake | None:
    """What was asked is answered as it was asked."""
    return next(iter(misfits(questions_of(case), facts)), None)
