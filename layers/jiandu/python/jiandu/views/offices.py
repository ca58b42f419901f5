"""The register as its administrators see it: the tree, an organisation with its people, a person, the record."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from jiandu.core.access import ROLES
from jiandu.core.forms.offices import CertificateAdded, OrganisationAdded, PersonAdded
from jiandu.core.matter import Certificate, Organisation, Person
from jiandu.core.offices import KINDS, LEVELS, Register, above
from jiandu.core.register import Entry, broken_at, changed
from jiandu.core.staff import days_left, valid

NEAR = 60
TITLES = {
    **{
        name: field.title or name
        for form in (OrganisationAdded, PersonAdded)
        for name, field in form.model_fields.items()
    },
    "name": "名称或者姓名",
    "id": "代码或者账号",
    "organisation": "所在机构",
    "certificates": "行政执法监督证件",
    "open": "状态",
    "successor": "承接机构",
    "left_on": "离任日期",
    "sessions_ended": "结束全部登录的次数",
    "tokens_from": "此前签发的登录凭证作废的时刻",
}
WORDS: dict[str, Mapping[str, str]] = {"level": LEVELS, "kind": KINDS, "roles": ROLES}
Names = Mapping[str, str]


def tree_view(register: Register, profiles: Names) -> list[dict[str, Any]]:
    """Every organisation within reach, each below the one it stands under, with its depth from 0."""
    own = _ordered(register.organisations[i] for i in register.within)
    under: dict[str | None, list[Organisation]] = defaultdict(list)
    for organisation in own:
        over = above(organisation)
        under[over if over in register.within else None].append(organisation)
    heads = {o.id: organisation_head(o, register, profiles) for o in own}
    return list(_branches(under, None, 0, heads))


def _ordered(organisations: Iterable[Organisation]) -> list[Organisation]:
    kinds, levels = list(KINDS), list(LEVELS)
    return sorted(organisations, key=lambda o: (not o.open, levels.index(o.level), kinds.index(o.kind), o.id))


def _branches(
    under: Mapping[str | None, list[Organisation]], top: str | None, depth: int, heads: Mapping[str, dict[str, Any]]
) -> Iterator[dict[str, Any]]:
    for organisation in under.get(top, ()):
        yield {**heads[organisation.id], "depth": depth}
        yield from _branches(under, organisation.id, depth + 1, heads)


def organisation_head(organisation: Organisation, register: Register, profiles: Names) -> dict[str, Any]:
    """What every view of an organisation begins with."""
    names = _names(register, profiles)
    here = [p for p in register.people.values() if p.organisation == organisation.id and not p.left_on]
    told = organisation.model_dump(exclude={"v"})
    return {
        **told,
        "path": f"/admin/organisations/{organisation.id}",
        "level_title": LEVELS[organisation.level],
        "kind_title": KINDS[organisation.kind],
        "state_title": "在用" if organisation.open else "已撤销",
        "people_count": len(here),
        **{f"{f}_title": names.get(told[f]) for f in ("parent", "government", "bureau", "successor", "profile")},
    }


def organisation_view(
    register: Register, organisation: Organisation, history: Sequence[Entry], profiles: Names, today: date
) -> dict[str, Any]:
    """An organisation with its people and the record of both."""
    here = sorted((p for p in register.people.values() if p.organisation == organisation.id), key=_by_presence)
    return {
        **organisation_head(organisation, register, profiles),
        "people": [_listed(p, today) for p in here],
        **_record(history, _names(register, profiles)),
    }


def person_view(register: Register, person: Person, history: Sequence[Entry], today: date) -> dict[str, Any]:
    """A person with all certificates and the record of what was changed."""
    names = _names(register, {})
    return {
        **_listed(person, today),
        "organisation": {
            "id": person.organisation,
            "name": names[person.organisation],
            "path": f"/admin/organisations/{person.organisation}",
        },
        "version": person.version,
        "certificates": [certificate_view(c, today) for c in person.certificates],
        **_record(history, names, f"person:{person.id}"),
    }


def _by_presence(person: Person) -> tuple[bool, str]:
    return (person.left_on is not None, person.id)


def _listed(person: Person, today: date) -> dict[str, Any]:
    shown = [certificate_view(c, today) for c in person.certificates if c.revoked_on is None]
    return {
        "id": person.id,
        "name": person.name,
        "title": person.title,
        "path": f"/admin/people/{person.id}",
        "roles": list(person.roles),
        "role_titles": [ROLES[role] for role in person.roles],
        "left_on": person.left_on.isoformat() if person.left_on else None,
        "certificates": shown,
    }


def certificate_view(certificate: Certificate, today: date) -> dict[str, Any]:
    """A certificate with how long it still counts, in words and as a light."""
    light, state = _state(certificate, today)
    return {
        **certificate.model_dump(mode="json", exclude={"v"}),
        "valid": valid(certificate, today),
        "days_left": days_left(certificate, today),
        "light": light,
        "state_title": state,
    }


def _state(certificate: Certificate, today: date) -> tuple[str, str]:
    left = days_left(certificate, today)
    if certificate.revoked_on:
        return "none", "已注销"
    if certificate.issued_on > today:
        return "none", "尚未生效"
    if left <= 0:
        return "red", f"已过期 {1 - left} 天"
    return ("yellow" if left <= NEAR else "green"), f"还有 {left} 天"


def _names(register: Register, profiles: Names) -> dict[str, str]:
    offices = {o.id: o.name for o in register.organisations.values()}
    return {**profiles, **{p.id: p.name for p in register.people.values()}, **offices}


def _record(history: Sequence[Entry], names: Names, subject: str | None = None) -> dict[str, Any]:
    """The entries, the latest first, and where the chain is broken, if it is."""
    shown = [entry_view(e, names) for e in reversed(history) if subject in (None, e.subject)]
    return {"history": shown, "broken_at": broken_at(history)}


def entry_view(entry: Entry, names: Names) -> dict[str, Any]:
    """One change: when, by whom, to what, and each field before and after."""
    subject = str(entry.after.get("name", ""))
    return {
        "n": entry.n,
        "at": entry.recorded_at.isoformat(),
        "action": entry.action,
        "action_title": ENTRIES[entry.action],
        "by": names.get(entry.actor, "部署人员"),
        "subject": subject,
        "reason": entry.reason,
        "hash": entry.hash,
        "new": not entry.before,
        "changes": _changes(entry, names),
    }


def _changes(entry: Entry, names: Names) -> list[dict[str, str]]:
    """The fields as they are titled, in the order of the forms; what reads the same before and after is left out."""
    order = list(TITLES)
    told = [
        {"title": TITLES[field], "before": _word(field, was, names), "after": _word(field, now, names)}
        for field, was, now in sorted(changed(entry), key=lambda change: order.index(change[0]))
    ]
    return [change for change in told if change["before"] != change["after"]]


def what_changed(entry: Entry, register: Register) -> str:
    """A change in one breath, for whoever had opened what was there before it."""
    told = entry_view(entry, _names(register, {}))
    fields = "、".join(change["title"] for change in told["changes"])
    return f"{told['by']}办理了“{told['action_title']}”（{fields}）"


ENTRIES = {
    "seed": "首次导入",
    "add_organisation": "增设机构",
    "change_organisation": "变更机构",
    "close_organisation": "撤销机构",
    "add_person": "增加人员",
    "change_person": "变更人员",
    "leave": "离任",
    "end_sessions": "结束全部登录",
    "add_certificate": "登记行政执法监督证件",
    "revoke_certificate": "注销行政执法监督证件",
}


def _word(field: str, value: Any, names: Names) -> str:
    """A value of the record as people read it; what was not given is empty."""
    if field == "open":
        return "" if value is None else "在用" if value else "已撤销"
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, list):
        return "；".join(_word(field, part, names) for part in value)
    if isinstance(value, Mapping):
        back = f"，{value['revoked_on']} 注销" if value.get("revoked_on") else ""
        title = CertificateAdded.model_fields["valid_to"].title
        return f"{value['number']}（{title} {value['valid_to']}{back}）"
    text = str(value or "")
    titles = WORDS.get(field, {})
    return titles.get(text) or (names.get(text, text) if field not in ("id", "name", "title", "short") else text)
