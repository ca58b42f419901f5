"""The local stage's movable business clock: GET and POST /local/clock. Each move runs the schedules to the end."""

import json
from datetime import date, datetime, timedelta
from typing import Any, Self

from jiandu.adapters import clock
from jiandu.adapters.aws import client
from jiandu.core.deadlines import SHANGHAI, midnight
from jiandu.core.errors import Invalid, invalid
from jiandu.core.forms.base import Form
from jiandu.core.forms.fields import fields_of
from jiandu.core.forms.posted import Posted, values_of
from jiandu.core.forms.reading import read_form
from jiandu.requests import Request
from jiandu.settings import settings
from jiandu.web import Answer, App
from pydantic import Field, model_validator

handler = App("move_clock", fact="clock_moved")


class Move(Form):
    """Forward by days, or to the morning of a day; never back."""

    days: int | None = Field(default=None, title="向后移动天数", ge=1, le=3650)
    to: date | None = Field(default=None, title="或者移动到某日", description="移动到当日上午九时。")

    @model_validator(mode="after")
    def _one_of_both(self) -> Self:
        if (self.days is None) == (self.to is None):
            raise ValueError("days:one_of:请填写天数或者日期中的一项。")
        return self


@handler.route("/local/clock", "GET")
def show(request: Request) -> Answer:
    return _page(Posted(), None, None)


@handler.route("/local/clock", "POST")
def move(request: Request) -> Answer:
    try:
        asked = read_form(Move, values_of(Move, request.values))
        forward = _forward(asked, clock.now())
    except Invalid as mistakes:
        if request.posted is None:
            raise
        return _page(request.posted, None, mistakes)
    clock.move(forward)
    raised = sum(int(answer["raised"]) for answer in _run_to_the_end(settings().sweep_function))
    _run_to_the_end(settings().seal_function)
    return _page(Posted(), f"业务时间已向后移动，检查期限后提醒和逾期共 {raised} 项。", None, raised)


def _forward(asked: Form, now: datetime) -> timedelta:
    assert isinstance(asked, Move)
    if asked.days is not None:
        return timedelta(days=asked.days)
    assert asked.to is not None
    forward = midnight(asked.to) + timedelta(hours=9) - now.replace(microsecond=0)
    if forward <= timedelta():
        raise invalid("to", "forward", "业务时间只能向后移动。")
    if forward > timedelta(days=3650):
        raise invalid("to", "bound", "一次至多移动 3650 天。")
    return forward


def _run_to_the_end(function: str) -> list[dict[str, Any]]:
    """What the schedule runs in its time, run now; its answers."""
    answers: list[dict[str, Any]] = []
    while not answers or not answers[-1]["done"]:
        answer = client("lambda").invoke(FunctionName=function, Payload=b"{}")
        answers.append(json.loads(answer["Payload"].read()))
    return answers


def _page(given: Posted, moved: str | None, error: Invalid | None, raised: int = 0) -> Answer:
    now = clock.now()
    mistakes = error.mistakes if error else ()
    context = {
        "title": "调整业务时间",
        "now_text": now.isoformat(),
        "real_text": datetime.now(SHANGHAI).isoformat(),
        "fields": fields_of(Move, given.typed(Move), mistakes),
        "errors": [{"field": m.field, "message": m.message} for m in mistakes],
        "moved": moved,
    }
    body = {"now": now.isoformat(), "raised": raised}
    return Answer(body, "clock.html", context, status=422 if error else 200)
