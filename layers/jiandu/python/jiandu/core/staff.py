"""人员: roles that fit the office, handover before leaving, supervision certificates with their days."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from jiandu.core.access import HELD_IN, ROLES
from jiandu.core.errors import Conflict, Mistake
from jiandu.core.matter import Certificate, Organisation, Person
from jiandu.core.offices import KINDS


def mistakes_of(person: Person, organisation: Organisation) -> list[Mistake]:
    """Everything that keeps a person from working in the organisation as described."""
    found = []
    if not organisation.open:
        found.append(Mistake("organisation", "open", f"{organisation.name}已经撤销，不能增加人员。"))
    if misfits := [ROLES.get(role, role) for role in person.roles if role not in HELD_IN[organisation.kind]]:
        message = f"{KINDS[organisation.kind]}没有这样的角色：{'、'.join(misfits)}。"
        found.append(Mistake("roles", "of_kind", message))
    numbers = [c.number for c in person.certificates if c.revoked_on is None]
    if len(numbers) != len(set(numbers)):
        found.append(certificate_taken(person.name))
    return found


def certificate_taken(holder: str = "其他人员") -> Mistake:
    """One number, one certificate."""
    return Mistake("number", "unique", f"这个证件编号已经登记在{holder}名下，请核对。")


def handed_over(person: Person, numbers: Sequence[str], unseen: int) -> None:
    """Raises Conflict while somebody is the officer of open matters: ``numbers`` those that may be named."""
    count = len(numbers) + unseen
    if not count:
        return
    which = f"：{'、'.join(numbers)}" if numbers else ""
    rest = f"（其中 {unseen} 件的编号只有承办机构可以查看）" if unseen else ""
    detail = f"{person.name}是 {count} 件在办事项的承办人{which}{rest}。请先移交给其他承办人。"
    raise Conflict(detail, Mistake("state", "handover", detail))


def keep_own_roles(person: Person, after: Person, by: str) -> None:
    """Raises Conflict for whoever would change his own roles."""
    if person.id == by and set(person.roles) != set(after.roles):
        message = "不能变更自己的角色，请由另一名系统管理员办理。"
        raise Conflict(message, Mistake("roles", "own_roles", message))


def taken_on(person: Person, facts: Mapping[str, Any], organisation: Organisation) -> Person:
    """Somebody who left, working again, here or elsewhere, under the account and with the certificates he has."""
    return person.model_copy(update={**facts, "organisation": organisation.id, "left_on": None})


def left(person: Person, on: date) -> Person:
    """The person gone: no role any more; the name stays where it was written."""
    return person.model_copy(update={"roles": (), "left_on": on})


def signed_out(person: Person, now: datetime) -> Person:
    """No session that is open and no token that was issued by now, in real time, is good any more; the person may sign
    in anew.
    """
    return person.model_copy(update={"sessions_ended": person.sessions_ended + 1, "tokens_from": now})


def certified(person: Person, certificate: Certificate) -> Person:
    """With one certificate more."""
    return person.model_copy(update={"certificates": (*person.certificates, certificate)})


def revoked(person: Person, number: str, on: date) -> Person:
    """With one certificate taken back; the same number may be registered anew, as after a mistake."""
    kept = [
        c.model_copy(update={"revoked_on": on}) if c.number == number and c.revoked_on is None else c
        for c in person.certificates
    ]
    return person.model_copy(update={"certificates": tuple(kept)})


def valid(certificate: Certificate, day: date) -> bool:
    """Whether it may be shown to anybody on a day: taken back later, it was still valid before."""
    taken_back = certificate.revoked_on is not None and certificate.revoked_on <= day
    return not taken_back and certificate.issued_on <= day <= certificate.valid_to


def days_left(certificate: Certificate, today: date) -> int:
    """Days it is still valid, its last day included; 0 and less for one that has run out."""
    return (certificate.valid_to - today).days + 1
