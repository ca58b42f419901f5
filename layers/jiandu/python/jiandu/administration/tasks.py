"""The ways to change the register: each with its form, and what it makes of its subject."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from jiandu.adapters import table
from jiandu.administration.scene import Scene, hindering, open_matters, profiles_on, visible_numbers
from jiandu.core import offices, staff
from jiandu.core.errors import Forbidden, Invalid, Mistake, conflict, invalid, missing
from jiandu.core.forms.base import Form
from jiandu.core.forms.offices import (
    CertificateAdded,
    CertificateRevoked,
    Closing,
    Leaving,
    OrganisationAdded,
    OrganisationChanged,
    PersonAdded,
    PersonChanged,
    SessionsEnded,
)
from jiandu.core.matter import Certificate, Organisation, Person
from jiandu.core.register import Subject


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a change makes of its subject; ``before`` is None for a new one."""

    before: Subject | None
    after: Subject
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Task:
    """One way to change the register; ``adds`` makes something new, so that no version has to be seen."""

    name: str
    title: str
    form: type[Form]
    decide: Callable[[Scene, Any], Outcome]
    of_person: bool = False
    adds: bool = False
    help: str = ""


def _add_organisation(scene: Scene, form: OrganisationAdded) -> Outcome:
    if table.load_organisation(form.id):
        raise invalid("id", "unique", f"机构代码“{form.id}”已经使用，请换一个。")
    return Outcome(None, _sound(scene, Organisation(**form.model_dump()), None))


def _change_organisation(scene: Scene, form: OrganisationChanged) -> Outcome:
    after = scene.organisation.model_copy(update=form.model_dump())
    return _different(Outcome(scene.organisation, _sound(scene, after, scene.organisation)))


def _sound(scene: Scene, organisation: Organisation, before: Organisation | None) -> Organisation:
    others = scene.register.organisations
    settled = offices.settled(organisation, others)
    mistakes = offices.out_of_reach(settled, before, scene.register) or offices.mistakes_of(
        settled, others, profiles_on(scene.today)
    )
    _refuse(mistakes)
    return settled


def _refuse(mistakes: list[Mistake]) -> None:
    if mistakes:
        raise Invalid("填写有误，请更正后再提交。", *mistakes)


def _close_organisation(scene: Scene, form: Closing) -> Outcome:
    organisation, others = scene.organisation, scene.register.organisations
    offered = {o.id for o in successors(scene)}
    if form.successor and form.successor not in offered:
        raise invalid("successor", "may_succeed", "这个机构不能承接，请从列表中选择。")
    if not form.successor and organisation.kind in offices.COMPLAINED_OF:
        raise invalid("successor", "missing", "请选择“承接其职能的机构”，此后对它的投诉举报由承接机构答复。")
    after = offices.closed(organisation, others, form.successor, len(hindering(scene)))
    return Outcome(organisation, after, form.reason)


def successors(scene: Scene) -> list[Organisation]:
    """Those within reach that can take over from the organisation."""
    own = (scene.register.organisations[i] for i in sorted(scene.register.within))
    return [o for o in own if offices.may_succeed(scene.organisation, o)]


def _add_person(scene: Scene, form: PersonAdded) -> Outcome:
    known = table.load_person(form.id)
    if known is None:
        return Outcome(None, _fit(scene, Person(organisation=scene.organisation.id, **form.model_dump())))
    if known.left_on is None:
        raise invalid("id", "unique", f"登录账号“{form.id}”正在使用；调入的人员，请先由原机构办理离任。")
    return Outcome(known, _fit(scene, staff.taken_on(known, form.model_dump(), scene.organisation)))


def _change_person(scene: Scene, form: PersonChanged) -> Outcome:
    person = scene.officer
    after = person.model_copy(update=form.model_dump())
    staff.keep_own_roles(person, after, scene.actor.id)
    if "supervisor" in person.roles and "supervisor" not in after.roles:
        _hand_over(scene)
    return _different(Outcome(person, _fit(scene, after)))


def _leave(scene: Scene, form: Leaving) -> Outcome:
    _hand_over(scene)
    return Outcome(scene.officer, staff.left(scene.officer, scene.today), form.reason)


def _end_sessions(scene: Scene, form: SessionsEnded) -> Outcome:
    now = datetime.now(UTC).replace(microsecond=0)  # tokens live by the real time, and tell it in seconds
    return Outcome(scene.officer, staff.signed_out(scene.officer, now), form.reason)


def _hand_over(scene: Scene) -> None:
    matters = open_matters(scene)
    numbers = visible_numbers(scene, matters)
    staff.handed_over(scene.officer, numbers, len(matters) - len(numbers))


def _add_certificate(scene: Scene, form: CertificateAdded) -> Outcome:
    certificate = Certificate(**form.model_dump())
    return Outcome(scene.officer, _fit(scene, staff.certified(scene.officer, certificate)))


def _revoke_certificate(scene: Scene, form: CertificateRevoked) -> Outcome:
    person = scene.officer
    if form.number not in {c.number for c in person.certificates if c.revoked_on is None}:
        raise invalid("number", "known", "没有这个证件，或者已经注销。")
    return Outcome(person, staff.revoked(person, form.number, scene.today), form.reason)


def _fit(scene: Scene, person: Person) -> Person:
    _refuse(staff.mistakes_of(person, scene.organisation))
    return person


def _different(outcome: Outcome) -> Outcome:
    if outcome.before == outcome.after:
        raise conflict("changed", "没有任何变化，没有保存。")
    return outcome


CLOSES = "撤销后不能恢复：不再接收投诉举报，其人员不能再登录办理；名称仍留在原有记录中。"
LEAVES = "离任后不能再登录办理，姓名仍留在原有记录中；调到其他机构的，此后由新机构以同一账号增加。"
SIGNS_OUT = (
    "这名人员在所有浏览器中的登录立即结束，此前签发给程序的登录凭证不再有效，可以重新登录；"
    "账号可能被他人使用的，请同时在统一身份认证中处理。"
)
WHOLE = "填写变更后的全部内容，留空即为清除。"
ENDINGS = ("close_organisation", "leave")
TASKS = {
    task.name: task
    for task in (
        Task("change_organisation", "变更机构", OrganisationChanged, _change_organisation, help=WHOLE),
        Task("add_organisation", "增设机构", OrganisationAdded, _add_organisation, adds=True),
        Task("close_organisation", "撤销机构", Closing, _close_organisation, help=CLOSES),
        Task("add_person", "增加人员", PersonAdded, _add_person, adds=True),
        Task("change_person", "变更人员", PersonChanged, _change_person, of_person=True, help=WHOLE),
        Task("add_certificate", "登记证件", CertificateAdded, _add_certificate, of_person=True),
        Task("revoke_certificate", "注销证件", CertificateRevoked, _revoke_certificate, of_person=True),
        Task("end_sessions", "结束全部登录", SessionsEnded, _end_sessions, of_person=True, help=SIGNS_OUT),
        Task("leave", "离任", Leaving, _leave, of_person=True, help=LEAVES),
    )
}


def tasks_at(scene: Scene) -> list[Task]:
    """What may be done to the subject now: nothing to a closed organisation or to somebody who left.

    Organisations are kept by bureaus; the administrator of another office keeps its people.
    """
    if not scene.organisation.open or (scene.person and scene.person.left_on):
        return []
    seat = scene.register.organisations[scene.actor.organisation]
    of_its_kind = [t for t in TASKS.values() if t.of_person == (scene.person is not None)]
    if scene.person and all(c.revoked_on for c in scene.person.certificates):
        of_its_kind.remove(TASKS["revoke_certificate"])
    return [t for t in of_its_kind if seat.kind == "bureau" or t.of_person or t.name == "add_person"]


def task_at(scene: Scene, name: str) -> Task:
    """The task of a name; Missing for one there is not here, Conflict or Forbidden for one not open now."""
    known = TASKS.get(name)
    if known is None or known.of_person != (scene.person is not None):
        raise missing("action", "没有这个办理动作。")
    if known in tasks_at(scene):
        return known
    if scene.person and scene.person.left_on:
        raise conflict("left", f"{scene.person.name}已经离任，不能再变更。")
    if not scene.organisation.open:
        raise conflict("open", f"{scene.organisation.name}已经撤销，不能再变更。")
    if known.of_person:
        raise conflict("certificates", f"{scene.subject.name}没有可以注销的证件。")
    raise Forbidden(f"“{known.title}”由司法行政机关的系统管理员办理。", Mistake("action", "role", "您只维护人员。"))
