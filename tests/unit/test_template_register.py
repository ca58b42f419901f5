"""Versions of templates: who may put one up, who may decide, and what is in force; pure."""

from collections.abc import Callable
from datetime import datetime

import pytest
from jiandu.core.deadlines import SHANGHAI
from jiandu.core.errors import Conflict, Forbidden
from jiandu.core.matter import Actor
from jiandu.core.record import broken_at
from jiandu.core.template_register import (
    Step,
    TemplateRegister,
    Version,
    acting,
    of_staff,
    propose,
    propose_return,
    settle,
)

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=SHANGHAI)
KEEPER = Actor("person", "keeper", "bureau", ("administrator",))
LAWYER = Actor("person", "lawyer", "bureau", ("legal_reviewer",))
HEAD = Actor("person", "head", "bureau", ("signer",))
EMPTY = TemplateRegister(office="bureau", kind="opinion")
SALT = "00" * 16


def put_up(register: TemplateRegister, name: str = "a", actor: Actor = KEEPER) -> Step:
    return propose(register, f"{name}.docx", name, f"第{name}版", actor, NOW, SALT)


def decided(register: TemplateRegister, approve: bool = True, actor: Actor = HEAD) -> Step:
    return settle(register, approve, "" if approve else "页边距不符。", register.version, actor, NOW, SALT)


def kept(*steps: Callable[[TemplateRegister], Step]) -> tuple[TemplateRegister, dict[int, Version], list[Step]]:
    """The register after some steps, with every version as it stands."""
    register, versions, done = EMPTY, {}, []
    for step in steps:
        done.append(step(register))
        register = done[-1].register
        versions |= {version.number: version for version in done[-1].versions}
    return register, versions, done


def test_a_version_is_in_force_from_its_approval_and_the_earlier_one_no_longer() -> None:
    register, versions, _ = kept(put_up, decided, lambda r: put_up(r, "b"), decided)
    assert register.in_force and ("b", None) == (register.in_force.archive, register.pending)
    assert {1: "superseded", 2: "approved"} == {n: v.status for n, v in versions.items()}
    assert "2:b" == register.in_force.name


def test_a_rejected_version_changes_nothing_but_the_record() -> None:
    register, versions, _ = kept(put_up, decided, lambda r: put_up(r, "b"), lambda r: decided(r, approve=False))
    assert register.in_force and "a" == register.in_force.archive
    assert ("rejected", "页边距不符。") == (versions[2].status, versions[2].reason)


def test_one_goes_back_to_what_was_in_force_or_to_the_supplied_template() -> None:
    """Each way back is a version of its own, with its own two persons."""
    register, versions, _ = kept(put_up, decided, lambda r: put_up(r, "b"), decided)
    back = propose_return(register, list(versions.values()), 1, "恢复", KEEPER, NOW, SALT).register
    again = decided(back).register
    assert again.in_force and (3, 1, "a") == (again.in_force.number, again.in_force.returns_to, again.in_force.archive)
    supplied = decided(propose_return(again, [], 0, "恢复", KEEPER, NOW, SALT).register).register
    assert supplied.in_force and ("", "") == (supplied.in_force.archive, supplied.in_force.name)


@pytest.mark.parametrize("to", [0, 1, 2, 7])
def test_there_is_no_way_back_to_what_was_never_in_force_or_is(to: int) -> None:
    register, versions, _ = kept(put_up, lambda r: decided(r, approve=False))
    with pytest.raises(Conflict):
        propose_return(register, list(versions.values()), to, "恢复", KEEPER, NOW, SALT)


def test_only_one_waits_at_a_time_and_the_same_file_is_no_new_version() -> None:
    register, *_ = kept(put_up)
    with pytest.raises(Conflict, match="第1版正在等待核准"):
        put_up(register, "b")
    with pytest.raises(Conflict, match="完全相同"):
        put_up(decided(register).register, "a")


@pytest.mark.parametrize(
    "actor",
    [
        Actor("person", "clerk", "bureau", ("clerk", "supervisor", "reviewer")),
        Actor("person", "keeper", "other-bureau", ("administrator", "signer")),
        Actor("complainant", "keeper", "bureau", ("administrator", "signer")),
    ],
)
def test_others_neither_put_up_nor_decide(actor: Actor) -> None:
    with pytest.raises(Forbidden):
        put_up(EMPTY, actor=actor)
    with pytest.raises(Forbidden):
        decided(put_up(EMPTY).register, actor=actor)


def test_the_bureaus_own_staff_see_its_templates_and_nobody_else() -> None:
    """An agency's people hold roles of the same names in their own house."""
    for role in ("supervisor", "reviewer", "legal_reviewer", "signer", "clerk", "administrator"):
        assert of_staff(Actor("person", "x", "bureau", (role,)), "bureau")
        assert not of_staff(Actor("person", "x", "agency", (role,)), "bureau")
    assert of_staff(Actor("person", "x", "bureau", (), represents=(HEAD,)), "bureau")
    assert not of_staff(Actor("person", "x", "bureau", ("assistant",)), "bureau")
    assert not of_staff(Actor("complainant", "x", "bureau", ("signer",)), "bureau")


def test_nobody_approves_what_he_or_whoever_he_stands_in_for_put_up() -> None:
    """A deputy and whoever he stands in for are one hand, in both directions."""
    deputy = Actor("person", "deputy", "bureau", ("signer",), represents=(KEEPER,))
    for uploader, approver in [(KEEPER, KEEPER), (KEEPER, deputy), (deputy, KEEPER), (deputy, deputy)]:
        waiting = put_up(EMPTY, actor=uploader).register
        with pytest.raises(Conflict, match="提交人以外的人"):
            decided(waiting, actor=approver)
    assert decided(put_up(EMPTY, actor=LAWYER).register, actor=KEEPER).register.in_force


def test_a_deputy_acts_in_his_colleagues_place_and_the_record_says_so() -> None:
    deputy = Actor("person", "deputy", "bureau", ("clerk",), represents=(KEEPER,))
    admitted = acting(deputy, "bureau", "propose_template")
    assert admitted and "keeper" == admitted.stands_for
    assert '"for":"keeper"' in put_up(EMPTY, actor=deputy).event.body


def test_what_was_not_seen_is_not_decided_on() -> None:
    register, *_ = kept(put_up)
    with pytest.raises(Conflict, match="有了变化"):
        settle(register, True, "", 0, HEAD, NOW, SALT)
    with pytest.raises(Conflict, match="没有等待核准"):
        decided(EMPTY)


def test_every_step_is_on_the_chained_record_with_the_hashes() -> None:
    register, _, steps = kept(put_up, decided, lambda r: put_up(r, "b"), lambda r: decided(r, approve=False))
    events = [step.event for step in steps]
    assert ["upload_template", "approve_template", "upload_template", "reject_template"] == [e.action for e in events]
    assert ("a", "keeper", "head") == (events[0].facts["archive"], events[0].actor, events[1].actor)
    assert broken_at(register, events) is None
    forged = events[1].model_copy(update={"facts": {**events[1].facts, "archive": "b"}})
    assert 2 == broken_at(register, [events[0], forged, *events[2:]])
