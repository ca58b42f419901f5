"""A questionnaire from outside: what anybody reads of it, and how he answers without saying who he is."""

from dataclasses import dataclass
from datetime import datetime

from jiandu.adapters import clock, table
from jiandu.adapters.ids import RandomIds
from jiandu.core.admit import obstacles
from jiandu.core.deadlines import shanghai_day
from jiandu.core.decide import ready
from jiandu.core.errors import Invalid, missing
from jiandu.core.forms import FORMS
from jiandu.core.forms.posted import values_of
from jiandu.core.forms.reading import read_form
from jiandu.core.matter import PUBLIC, Case, Organisation
from jiandu.core.procedure import Action, Procedure, rules_on
from jiandu.core.questionnaires import ANSWERED, KIND, MOST_ANSWERS, misfits, questions_of
from jiandu.perform import Act, perform
from jiandu.requests import Request
from jiandu.rounds import challenge_of


@dataclass(frozen=True, slots=True)
class Asked:
    """A questionnaire as it stands now, and whose it is; ``closed`` says why nothing is taken any more, or None."""

    case: Case
    procedure: Procedure
    owner: Organisation
    closed: str | None

    @property
    def action(self) -> Action:
        return self.procedure.actions[ANSWERED]


def asked_in(matter_id: str, now: datetime) -> Asked:
    """A questionnaire; Missing for anything else. While it is not near its bound no answer is read."""
    case = table.load_beginning(matter_id)
    if case is None or case.matter.kind != KIND or case.matter.disposed_on:
        raise missing("matter_id", "没有这份问卷。")
    if case.matter.version > MOST_ANSWERS:
        case = table.load_case(matter_id) or case
    rules = rules_on(case.matter.profile, shanghai_day(now))
    procedure = rules.procedures[KIND]
    owner = table.load_organisation(case.matter.owner)
    assert owner is not None
    case = ready(case, rules, now, RandomIds())
    return Asked(case, procedure, owner, _closed(case, procedure, now))


def _closed(case: Case, procedure: Procedure, now: datetime) -> str | None:
    action = procedure.actions[ANSWERED]
    if case.matter.state not in action.states:
        return "这份问卷已经截止，不再接收答卷。感谢您的关注。"
    found = obstacles(case, action, shanghai_day(now))
    return found[0].message if found else None


def answer(request: Request, asked: Asked) -> None:
    """One answer on record, without a trace of who gave it; the same request again adds none.

    Raises Invalid with a mistake at each question, Conflict when it is closed, TooMany where too many came from one
    address without a proof against robots.
    """
    now, matter = clock.now(), asked.case.matter
    challenge = challenge_of(request, now)
    form = FORMS[str(asked.action.form)]
    values = values_of(form, request.values)
    if mistakes := misfits(questions_of(asked.case), read_form(form, values).model_dump(mode="json")):
        raise Invalid("填写有误，请更正后再提交。", *mistakes)
    perform(
        Act(
            matter_id=matter.id,
            action=ANSWERED,
            actor=PUBLIC,
            values=values,
            path=asked.procedure.path(asked.action, matter.id),
            now=now,
            idempotency_key=request.idempotency_key,
            outside=True,
            challenge=challenge,
        )
    )
