"""May this actor do this now? Every refusal says which rule stands in the way."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from jiandu.core.access import ROLES, standing
from jiandu.core.checks import CHECKS, OF_ACTOR, OF_FORM, OF_MATTER
from jiandu.core.disposal import still_kept
from jiandu.core.errors import Conflict, Forbidden, Invalid, Mistake, conflict
from jiandu.core.matter import Actor, Case
from jiandu.core.moves import ALL_HANDLERS
from jiandu.core.procedure import Action, Procedure
from jiandu.core.questionnaires import KIND


def in_place(case: Case, procedure: Procedure, action: Action) -> bool:
    """Whether the matter's state and its letter's stage allow the action."""
    if case.matter.state not in action.states or case.matter.disposed_on:
        return False
    return not action.at_stage or case.matter.stage in action.at_stage


def apart(case: Case, action: Action, actor: Actor) -> str | None:
    """The earlier hand that the actor already lent, so that another person must do this; or None.

    A deputy and whoever he stands in for are one hand. For a letter those hands count that were lent to it, not to
    another letter before.
    """
    letter = case.matter.letter if action.letter else None
    hands = letter.hands if letter else case.matter.hands
    lent_by = {name for name, who in hands.items() if who in actor.hands}
    return next((hand for hand in action.apart if any(n == hand or n.startswith(f"{hand}_") for n in lent_by)), None)


def recusal(case: Case, actor: Actor) -> str | None:
    """Why an officer must not act: recused, or asked to recuse and not decided yet (practice 12); or None.

    In the questionnaire of a course also who may not act in the course.
    """
    course = case.parent.matter.recusals if case.parent and case.matter.kind == KIND else {}
    recusals = {**course, **case.matter.recusals}
    person = actor.stands_for or actor.id
    state = recusals.get(actor.id) or recusals.get(person)
    if state is None and person in case.matter.officers:
        state = recusals.get(ALL_HANDLERS)
    return {"asked": "已申请您回避，决定作出以前不得办理。", "recused": "您已回避，不得办理本事项。"}.get(state or "")


HANDS = {
    "drafter": "拟稿人",
    "reviewer": "审核人",
    "amender": "文稿修改人",
    "legal_reviewer": "法制审核人",
    "legal_amender": "文稿修改人",
    "proposer": "提请人",
    "examiner": "论证人",
    "identity_asker": "申请查看的人",
    "identity_allower": "同意查看的人",
    "organ_registrar": "登记调取文书的人",
    "first_witness": "第一监销人",
    "first_scorer": "第一评审人",
    "second_scorer": "第二评审人",
}


def already(hand: str, actor: Actor) -> str:
    """Which hand the actor, or a colleague he stands in for, has already lent, in words."""
    return f"{'您（或者您代理的人）' if actor.represents else '您'}是{HANDS[hand]}"


def admitted(case: Case, action: Action, actor: Actor) -> Actor:
    """The actor as he holds one of the row's roles; raises Forbidden for a role that may never."""
    acting = standing(actor, action.who, case.matter)
    if acting is None:
        able = "、".join(ROLES[role] for role in action.who)
        raise Forbidden(f"“{action.title}”由{able}办理。", Mistake("action", "role", f"您不是本事项的{able}。"))
    return acting


def admit(case: Case, procedure: Procedure, action: Action, actor: Actor) -> None:
    """Raises Forbidden for a role that may never, Conflict where the matter is not in place for it."""
    acting = admitted(case, action, actor)
    still_kept(case.matter)
    if not in_place(case, procedure, action):
        state = procedure.states[case.matter.state]
        raise conflict("state", f"事项现在是“{state}”{_stage(case, procedure, actor)}，不能“{action.title}”。")
    if actor.kind == "person" and (reason := recusal(case, acting)):
        raise Conflict(f"不能“{action.title}”：{reason}", Mistake("actor", "recusal", reason))
    if hand := apart(case, action, actor):
        raise Conflict(
            f"“{action.title}”须由其他人办理。",
            Mistake("actor", "different_persons", f"{already(hand, actor)}，依规定不得由同一人办理。"),
        )


def _stage(case: Case, procedure: Procedure, actor: Actor) -> str:
    """How far the letter in preparation is, for its own bureau: nobody else learns that there is one."""
    letter = case.matter.letter
    if letter is None or actor.organisation != case.matter.owner:
        return ""
    return f"，{procedure.letters[letter.kind]}{procedure.stages[letter.stage]}"


def examine(case: Case, action: Action, facts: Mapping[str, Any], today: date, actor: Actor | None = None) -> None:
    """Runs the row's checks: a mistake at a field is Invalid, one of the matter itself Conflict.

    ``actor`` is whoever acts on a matter that is there; one that is only begun has nobody to be kept apart from.
    """
    checks = [CHECKS[name] for name in action.check]
    if action.form in OF_FORM:
        checks.append(OF_FORM[action.form])
    mistakes = [mistake for check in checks if (mistake := check(case, facts, today))]
    if actor and action.form in OF_ACTOR and (mistake := OF_ACTOR[action.form](actor, facts)):
        mistakes.append(mistake)
    if not mistakes:
        return
    kind = Conflict if any(m.field == "state" for m in mistakes) else Invalid
    raise kind("；".join(m.message.rstrip("。；") for m in mistakes) + "。", *mistakes)


def obstacles(case: Case, action: Action, today: date) -> list[Mistake]:
    """What stands against an action whatever is filled in: shown on the page before anybody types."""
    found: list[Mistake] = []
    for name in action.check:
        check = OF_MATTER.get(name)
        mistake = check(case, {}, today) if check else None
        if mistake and mistake.field == "state":
            found.append(mistake)
    return found
