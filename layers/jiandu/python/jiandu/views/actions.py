"""What an actor may do now, as forms; and what stands in the way of the rest."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from jiandu.core.access import standing
from jiandu.core.admit import already, apart, in_place, obstacles, recusal
from jiandu.core.errors import Mistake
from jiandu.core.examining import Examined, settles
from jiandu.core.forms import FORMS
from jiandu.core.forms.fields import Option, fields_of, schema_of
from jiandu.core.forms.posted import Posted
from jiandu.core.matter import Actor, Case
from jiandu.core.prefill import prefill
from jiandu.core.procedure import Action, Procedure
from jiandu.views.examining import examined_view


@dataclass(frozen=True, slots=True)
class Possible:
    """The actions open to an actor, and those that are not, with the reason."""

    actions: list[Action]
    blocked: list[dict[str, str]]


@dataclass(frozen=True, slots=True)
class Refused:
    """A post that was refused: what was typed, and what is wrong with it."""

    action: str
    given: Posted
    mistakes: tuple[Mistake, ...]

    @property
    def errors(self) -> list[dict[str, str]]:
        return [{"field": m.field, "message": m.message} for m in self.mistakes]


def possible(case: Case, procedure: Procedure, actor: Actor, today: date) -> Possible:
    """Every action of the actor's roles that is in place, sorted into open and blocked."""
    actions, blocked = [], []
    for action in procedure.actions.values():
        acting = standing(actor, action.who, case.matter)
        if not action.states or acting is None:
            continue
        if not in_place(case, procedure, action):
            continue
        if reason := recusal(case, acting) if actor.kind == "person" else None:
            blocked.append(_blocked(case, procedure, action, reason))
        elif hand := apart(case, action, actor):
            blocked.append(_blocked(case, procedure, action, f"{already(hand, actor)}，须由其他人办理。"))
        elif mistakes := obstacles(case, action, today):
            reason = "".join(m.message for m in mistakes)
            blocked.append(_blocked(case, procedure, action, reason))
        else:
            actions.append(action)
    return Possible(actions, blocked)


def _blocked(case: Case, procedure: Procedure, action: Action, reason: str) -> dict[str, str]:
    path = procedure.path(action, case.matter.id)
    return {"name": action.name, "title": action.title, "path": path, "reason": reason}


def action_view(
    case: Case,
    procedure: Procedure,
    action: Action,
    today: date,
    options: Mapping[str, list[Option]],
    refused: Refused | None = None,
    examined: Examined | None = None,
) -> dict[str, Any]:
    """An action as a form for people and a JSON schema for programs; ``refused`` is shown again with its mistakes.

    ``examined`` is the draft in preparation, for the acts that settle it.
    """
    form = FORMS[action.form] if action.form else None
    again = refused if refused and refused.action == action.name else None
    values = again.given.typed(form) if again and form else prefill(case, action, today)
    mistakes = again.mistakes if again else ()
    return {
        "name": action.name,
        "title": action.title,
        "path": procedure.path(action, case.matter.id),
        "preview": f"{procedure.path(action, case.matter.id)}/preview" if action.issues else None,
        "own_page": action.identity or action.on_site,
        "on_site": action.on_site,
        "help": action.help or None,
        "group": "文书" if action.letter else "其他" if action.at_will and action.form else "办理",
        "form": schema_of(form),
        "fields": fields_of(form, values, mistakes, options) if form else [],
        "examined": examined_view(examined) if examined and settles(action) else None,
    }
