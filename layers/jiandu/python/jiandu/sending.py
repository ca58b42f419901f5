"""Errands: one act on many matters, each in a transaction of its own, in order, each exactly once.

How many are done stands on one item; a transaction that does errand k moves it from k to k + 1, so that a repeated
or rival run does nothing twice, and the sweep finishes what a crash left.
"""

import time
from dataclasses import replace
from datetime import datetime

from jiandu.adapters import table
from jiandu.adapters.ids import RandomIds
from jiandu.core.admit import admit, examine
from jiandu.core.deadlines import shanghai_day
from jiandu.core.decide import Decision, decide, open_child, ready
from jiandu.core.errands import Target
from jiandu.core.errors import JianduError
from jiandu.core.matter import Actor, Case
from jiandu.core.procedure import rules_on
from jiandu.kinship import with_kin


def run_errands(matter_id: str, event: int, now: datetime, seconds: float) -> bool:
    """Does the errands an act sent out, within ``seconds``; answers whether all are done."""
    until = time.monotonic() + seconds
    sender = table.load_case(matter_id)
    assert sender is not None
    while (sent := table.load_errands(matter_id, event)) and sent.left:
        if time.monotonic() > until:
            return False
        try:
            _do_next(sender, sent, now)
        except table.Lost:
            time.sleep(0.02)  # a rival runs the same errands, or somebody acts on the same matter
    return True


def _do_next(sender: Case, sent: table.Sent, now: datetime) -> None:
    target = sent.errands.targets[sent.done]
    transaction = table.Transaction()
    refused = sent.refused
    try:
        decision, before = _errand(sender, sent, target, now)
        gathered = {case.matter.id: case for case in (before, before.parent if before else None) if case}
        for part in decision.all:
            old = gathered.get(part.case.matter.id)
            table.add_decision(transaction, part, old.clocks if old else ())
    except JianduError:  # the matter is no longer in place for it: recorded, and the others go on
        refused = (*refused, sent.done)
    table.put_errands(transaction, replace(sent, done=sent.done + 1, refused=refused), sent.done)
    transaction.commit()


def _errand(sender: Case, sent: table.Sent, target: Target, now: datetime) -> tuple[Decision, Case | None]:
    """What errand k changes, and the case before it (None for one that begins)."""
    errands, parent, fresh = sent.errands, sender.matter, RandomIds()
    actor = Actor("matter", parent.id, parent.owner, (parent.kind,))
    if errands.opens:
        rules = rules_on(parent.profile, shanghai_day(now))
        return open_child(sender, errands.opens, target, actor, errands.facts, now, rules, fresh), None
    case = table.load_case(target.matter)
    assert case is not None
    rules = rules_on(case.matter.profile, shanghai_day(now))
    procedure = rules.procedures[case.matter.kind]
    action = procedure.actions.get(target.action or errands.action)
    if action is None:
        raise JianduError("no such act")
    if action.step == "dispose":
        case = with_kin(case)
    if case.matter.parent and action.effect.parent:
        case = replace(case, parent=table.load_case(case.matter.parent))
    present = ready(case, rules, now, fresh)
    admit(present, procedure, action, actor)
    examine(present, action, errands.facts, shanghai_day(now))
    return decide(case, action, actor, errands.facts, now, rules, fresh), case
