"""The public calculator GET /deadlines, and GET /health. It reads the approved arrangements and nothing else."""

from datetime import date, timedelta
from typing import Literal

from jiandu.core.calendar import Calendar
from jiandu.core.chinese import chinese_date
from jiandu.core.deadlines import OutOfBounds, Period, due
from jiandu.core.errors import Invalid, invalid
from jiandu.core.forms.base import Form, choice
from jiandu.core.forms.fields import fields_of
from jiandu.core.forms.posted import Posted
from jiandu.core.forms.reading import read_form
from jiandu.requests import Request
from jiandu.web import Answer, App
from pydantic import Field

handler = App("calculate_deadline", fact="deadlines_calculated")
WEEKDAYS = "一二三四五六日"
UNITS = {"working_day": "工作日", "day": "日（自然日）", "month": "月", "year": "年"}
ROLLS = {"rest_day": "最后一日是休息日的顺延", "statutory_only": "仅遇法定节假日顺延", "none": "不顺延"}


class Question(Form):
    """A period from a day of receipt."""

    received: date = Field(title="收到之日", description="当日不计入，从次日起算。")
    n: int = Field(title="数量")
    unit: Literal["working_day", "day", "month", "year"] = choice("单位", UNITS, widget="select")
    roll: Literal["rest_day", "statutory_only", "none"] = choice(
        "期满遇休息日", ROLLS, widget="select", default="rest_day"
    )


@handler.route("/health", "GET")
def health(request: Request) -> Answer:
    return Answer(body={"status": "ok", "calendar_through": Calendar.published().published_through.isoformat()})


@handler.route("/deadlines", "GET")
def calculate(request: Request) -> Answer:
    given = Posted({name: [value] for name, value in request.query.items()})
    if not given and request.wants_html:
        return _page(given, None, None)
    try:
        answer = _answer(read_form(Question, given.values_for(Question)))
    except Invalid as mistakes:
        if not request.wants_html:
            raise
        return _page(given, None, mistakes)
    return Answer(answer, *_shown(given, answer))


def _answer(question: Form) -> dict[str, object]:
    assert isinstance(question, Question)
    try:
        period = Period(n=question.n, unit=question.unit, roll=question.roll)
        answer = due(question.received, period, Calendar.published())
    except OutOfBounds as error:
        field = "received" if error.field == "start" else error.field
        raise invalid(field, error.rule, str(error).split("：", 1)[-1]) from None
    return {
        "date": answer.date.isoformat(),
        "nominal": answer.nominal.isoformat(),
        "provisional": answer.provisional,
        "closes_at": answer.closes_at.isoformat(),
        "steps": [{**step, "date": step["date"].isoformat()} for step in answer.steps],
    }


def _page(given: Posted, answer: dict[str, object] | None, error: Invalid | None) -> Answer:
    page, context = _shown(given, answer, error)
    return Answer(page=page, context=context, status=422 if error else 200)


def _shown(
    given: Posted, answer: dict[str, object] | None, error: Invalid | None = None
) -> tuple[str, dict[str, object]]:
    calendar = Calendar.published()
    mistakes = error.mistakes if error else ()
    return "calculator.html", {
        "title": "期限计算器",
        "fields": fields_of(Question, given.typed(Question), mistakes),
        "errors": [{"field": m.field, "message": m.message} for m in mistakes],
        "answer": _worded(answer) if answer else None,
        "published_through": calendar.published_through,
        "sources": [year.notice for year in calendar.years.values()],
    }


def _worded(answer: dict[str, object]) -> dict[str, object]:
    day, nominal = date.fromisoformat(str(answer["date"])), date.fromisoformat(str(answer["nominal"]))
    return {
        "date_text": _day(day),
        "nominal_text": _day(nominal),
        "provisional": answer["provisional"],
        "closes_at_text": f"{chinese_date(day + timedelta(days=1))}零时",
        "rolled": day != nominal,
        "steps": _numbered(answer["steps"]),
    }


def _day(day: date) -> str:
    return f"{chinese_date(day)}（星期{WEEKDAYS[day.weekday()]}）"


def _numbered(steps: object) -> list[dict[str, object]]:
    rows, count = [], 0
    for step in steps:  # type: ignore[attr-defined]
        count += step["counted"]
        day = date.fromisoformat(step["date"])
        rows.append({**step, "weekday": f"星期{WEEKDAYS[day.weekday()]}", "n": count if step["counted"] else None})
    return rows
