"""What the loader refuses: rows that name what is not there, states nobody reaches, clocks nobody stops."""

from collections.abc import Iterable, Mapping

from jiandu.core.access import HOLDS
from jiandu.core.checks import CHECKS, COMPUTES
from jiandu.core.errands import ERRANDS
from jiandu.core.forms import FORMS
from jiandu.core.law import LawError
from jiandu.core.letters import KINDS
from jiandu.core.moves import MOVES
from jiandu.core.procedure import Action, Effect, Procedure, Rules


def check_rules(rules: Rules) -> None:
    """Raises LawError naming the first row that cannot stand."""
    for procedure in rules.procedures.values():
        for action in procedure.actions.values():
            _names(f"{procedure.kind}.{action.name}", procedure, action, rules)
        _reachable(procedure)
        _stopped(procedure)
    numbered = [kind for kind, row in KINDS.items() if row.issuer == "bureau"]
    _within(f"{rules.profile}.codes", "code of the document", numbered, rules.codes)
    known = {clock for p in rules.procedures.values() for clock in p.clocks}
    _within(f"{rules.profile}.clocks", "clock", rules.values, known)
    for name in ("preliminary_review", "performance", "correction", "execution"):
        _within(rules.profile, "value of the clock", [name], rules.values)


def _effects(action: Action) -> list[Effect]:
    return [action.effect, *action.cases.values()]


def _within(where: str, what: str, names: Iterable[str], known: Iterable[str]) -> None:
    for name in names:
        if name not in known:
            raise LawError(f"{where}: unknown {what} {name!r}")


def _names(where: str, procedure: Procedure, action: Action, rules: Rules) -> None:
    _within(where, "role", action.who, HOLDS)
    _within(where, "state", action.states, procedure.states)
    _within(where, "form", [action.form] if action.form else [], FORMS)
    _within(where, "check", action.check, CHECKS)
    _within(where, "computation", [action.compute] if action.compute else [], COMPUTES)
    _within(where, "clock", (*action.stops, *action.measures), procedure.clocks)
    _within(where, "kind of matter", [action.opens] if action.opens else [], rules.procedures)
    _within(where, "errand", [action.errands] if action.errands else [], ERRANDS)
    _within(where, "step", [action.step] if action.step else [], {*MOVES, *LETTER_STEPS})
    if action.form:
        _within(where, "fact", action.marks, FORMS[action.form].model_fields)
    if not action.trace and not action.opens:
        raise LawError(f"{where}: an act without a trace opens a matter of its own")
    for effect in _effects(action):
        _within(where, "state", [effect.to] if effect.to else [], procedure.states)
        _within(where, "clock", effect.starts, procedure.clocks)
        _within(where, "document", [d.removesuffix("_draft") for d in effect.documents], KINDS)
        for name in (*effect.parent, effect.child, effect.other):
            _carried(where, name, procedure, rules)
    _cases(where, action)
    for name, clock in procedure.clocks.items():
        _within(f"{procedure.kind}.clocks.{name}", "state", [*clock.moves, *clock.moves.values()], procedure.states)
        if clock.prepares:
            _within(f"{procedure.kind}.clocks.{name}", "action", [clock.prepares], procedure.actions)


LETTER_STEPS = (
    "draft", "review", "amend", "legal_review", "legal_amend", "sign", "seal", "serve", "receive", "set_date",
    "send_back", "abandon", "void", "attach",
)  # fmt: skip


def _carried(where: str, name: str | None, procedure: Procedure, rules: Rules) -> None:
    """An act carried along is one that some procedure lets this kind of matter do."""
    if name is None:
        return
    others = [p for p in rules.procedures.values() if name in p.actions]
    if not any(procedure.kind in p.actions[name].who for p in others):
        raise LawError(f"{where}: no procedure lets {procedure.kind!r} do {name!r}")


def _cases(where: str, action: Action) -> None:
    """The cases are exactly the values the form allows."""
    if action.by is None or action.form is None:
        return
    field = FORMS[action.form].model_fields.get(action.by)
    if field is None:
        return
    allowed = getattr(field.annotation, "__args__", ())
    if set(allowed) != set(action.cases):
        raise LawError(f"{where}: cases {sorted(action.cases)} are not the form's {sorted(allowed)}")


def _reachable(procedure: Procedure) -> None:
    """Every state and every action can be reached from where a matter begins."""
    states, stages, started = {procedure.initial}, {""}, set[str]()
    waiting: Mapping[str, Action] = dict(procedure.actions)
    while ready := [a for a in waiting.values() if _possible(a, states, stages)]:
        for action in ready:
            for effect in _effects(action):
                states |= {effect.to} if effect.to else set()
                stages |= {effect.stage} if effect.stage else set()
        started |= _started(ready)
        for clock in started:
            moves = procedure.clocks[clock].moves
            states |= {to for state, to in moves.items() if state in states}
        waiting = {name: a for name, a in waiting.items() if a not in ready}
    if waiting:
        raise LawError(f"{procedure.kind}.{min(waiting)}: no state leads to this action")
    if lost := set(procedure.states) - states:
        raise LawError(f"{procedure.kind}: no action leads to the state {min(lost)!r}")


def _started(actions: Iterable[Action]) -> set[str]:
    """The clocks that some of these actions start."""
    return {clock for action in actions for effect in _effects(action) for clock in effect.starts}


def _possible(action: Action, states: set[str], stages: set[str]) -> bool:
    placed = not action.states or bool(set(action.states) & states)
    return placed and (not action.at_stage or bool(set(action.at_stage) & stages))


def _stopped(procedure: Procedure) -> None:
    started = _started(procedure.actions.values())
    stopped = {clock for a in procedure.actions.values() for clock in (*a.stops, *a.measures)}
    stopped |= {name for name, kind in procedure.clocks.items() if kind.moves}
    if running := started - stopped:
        raise LawError(f"{procedure.kind}.clocks.{min(running)}: nobody stops this clock")
