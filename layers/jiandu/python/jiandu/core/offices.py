"""机构: which organisations stand below whom, and what an organisation has to be to stand in the register."""

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass

from jiandu.core.errors import Conflict, Mistake
from jiandu.core.matter import Organisation, Person

LEVELS = {"city": "市级", "county": "县级", "township": "乡镇"}
KINDS = {
    "bureau": "司法行政机关",
    "government": "人民政府",
    "agency": "行政执法机关",
    "guidance_body": "综合行政执法指导机构",
    "township_office": "司法所",
    "contact_point": "行政执法监督联系点",
    "staffing_body": "机构编制部门",
}
COMPLAINED_OF = ("agency", "government")
SUPERVISED = ("agency", "guidance_body", "township_office", "contact_point")
SUPERVISED_FROM = {"city": "city", "county": "county", "township": "county"}
UPPER = {"county": "city", "township": "county"}
REFERENCES = {"parent": "上级机构", "government": "所属人民政府", "bureau": "实施监督的司法行政机关"}

Organisations = Mapping[str, Organisation]


@dataclass(frozen=True, slots=True)
class Register:
    """All organisations and people, and the ids of those an administrator keeps (``within``)."""

    organisations: Organisations
    people: Mapping[str, Person]
    within: frozenset[str] = frozenset()


def above(organisation: Organisation) -> str | None:
    """The one it stands under in the tree; one run vertically stands under the bureau that supervises it."""
    return organisation.parent or organisation.bureau


def upward(organisations: Organisations, start: str | None) -> list[str]:
    """The ids from ``start`` up to the root; it ends where it would come to one of them again."""
    path: list[str] = []
    while start and start in organisations and start not in path:
        path.append(start)
        start = above(organisations[start])
    return path


def reach(organisations: Organisations, own: str) -> set[str]:
    """What an administrator of ``own`` keeps: it and all below it; a bureau keeps the register for its government."""
    office = organisations.get(own)
    if office is None or not office.open:
        return set()
    government = office.government if office.kind == "bureau" else None
    top = government if government in organisations else own
    return {own} | {i for i in organisations if top in upward(organisations, i)}


def kept(organisations: Organisations, people: Iterable[Person]) -> set[str]:
    """All that some administrator keeps."""
    seats = {p.organisation for p in people if "administrator" in p.roles and not p.left_on}
    return set[str]().union(*(reach(organisations, seat) for seat in seats))


def keep_one_administrator(before: Register, after: Register) -> None:
    """Raises Conflict where a change would leave open organisations without anybody to keep them."""
    lost_ids = kept(before.organisations, before.people.values()) - kept(after.organisations, after.people.values())
    if lost := [o for o in after.organisations.values() if o.id in lost_ids and o.open]:
        names = "、".join(o.name for o in lost[:3]) + ("等" if len(lost) > 3 else "")
        detail = f"这是最后一名系统管理员，此后{names}没有人维护。请先指定另一名系统管理员。"
        raise Conflict(detail, Mistake("state", "last_administrator", detail))


def settled(organisation: Organisation, organisations: Organisations) -> Organisation:
    """One that a bureau supervises follows that bureau's rules, where it names none."""
    bureau = organisations.get(organisation.bureau or "")
    if organisation.kind not in SUPERVISED or organisation.profile or bureau is None:
        return organisation
    return organisation.model_copy(update={"profile": bureau.profile})


def mistakes_of(organisation: Organisation, others: Organisations, profiles: Container[str]) -> list[Mistake]:
    """Everything that keeps an organisation from standing in the register beside the others."""
    found = [m for field in REFERENCES if (m := _reference(organisation, others, field))]
    if not found:
        found = [*_placed(organisation, others), *_governed(organisation, others), *_supervised(organisation, others)]
    return [*found, *_named(organisation, others), *_ruled(organisation, others, profiles)]


def _reference(organisation: Organisation, others: Organisations, field: str) -> Mistake | None:
    named = getattr(organisation, field)
    if named is None:
        return None
    if named != organisation.id and named not in others:
        return Mistake(field, "known", f"“{REFERENCES[field]}”没有这个机构：{named}。")
    if named in others and not others[named].open and organisation.open:
        return Mistake(field, "open", f"“{REFERENCES[field]}”{others[named].name}已经撤销。")
    return None


def out_of_reach(organisation: Organisation, before: Organisation | None, register: Register) -> list[Mistake]:
    """What hangs a new or changed organisation on one that its administrator does not keep."""
    found = []
    for field, title in REFERENCES.items():
        named = getattr(organisation, field)
        if named and named not in register.within and (before is None or named != getattr(before, field)):
            found.append(Mistake(field, "known", f"“{title}”没有这个机构，请从列表中选择。"))
    moved = before is None or above(before) is not None
    if not found and moved and above(organisation) is None:
        found.append(Mistake("parent", "missing", "请选择“上级机构”；实行垂直管理的，选择实施监督的司法行政机关。"))
    return found


def _placed(organisation: Organisation, others: Organisations) -> list[Mistake]:
    known = {**others, organisation.id: organisation}
    if organisation.id in upward(known, above(organisation)):
        message = f"{organisation.name}不能在自己或者自己的下级机构之下，请另选上级机构。"
        return [Mistake("parent", "no_cycle", message)]
    if above(organisation) is None and organisation.kind != "government":
        return [Mistake("parent", "missing", "请选择“上级机构”；实行垂直管理的，选择实施监督的司法行政机关。")]
    return []


def _governed(organisation: Organisation, others: Organisations) -> list[Mistake]:
    if organisation.government is None:
        bureau = organisation.kind == "bureau"
        return [Mistake("government", "missing", "司法行政机关须选择“所属人民政府”。")] if bureau else []
    government = others.get(organisation.government)
    if government is None or government.kind != "government":
        return [Mistake("government", "kind", "“所属人民政府”应当是人民政府。")]
    if organisation.kind == "bureau" and government.level != organisation.level:
        return [Mistake("government", "level", f"司法行政机关属于本级人民政府，{government.name}不是同一层级。")]
    return []


def _supervised(organisation: Organisation, others: Organisations) -> list[Mistake]:
    if organisation.bureau is None:
        needed = organisation.kind in SUPERVISED
        return [Mistake("bureau", "missing", "请选择“实施监督的司法行政机关”。")] if needed else []
    bureau = others.get(organisation.bureau)
    if bureau is None or bureau.kind != "bureau":
        return [Mistake("bureau", "kind", "“实施监督的司法行政机关”应当是司法行政机关。")]
    of_own_level = organisation.kind in SUPERVISED
    level = (SUPERVISED_FROM if of_own_level else UPPER).get(organisation.level)
    if bureau.level != level:
        by = f"{LEVELS[level]}司法行政机关" if level else "本系统以外的上级司法行政机关"
        what = f"{LEVELS[organisation.level]}{KINDS[organisation.kind]}"
        return [Mistake("bureau", "level", f"{what}由{by}监督，{bureau.name}是{LEVELS[bureau.level]}。")]
    return []


def _named(organisation: Organisation, others: Organisations) -> list[Mistake]:
    if organisation.kind == "bureau" and not organisation.short:
        return [Mistake("short", "missing", "司法行政机关须填写“机关代字”，文书编号以它开头。")]
    same = next((o for o in others.values() if o.short and o.short == organisation.short), None)
    if same and same.id != organisation.id:
        return [short_taken(same.name)]
    return []


def short_taken(holder: str = "其他机构") -> Mistake:
    """Two series of numbers under one 机关代字 could not be told apart."""
    return Mistake("short", "unique", f"这个机关代字已经由{holder}使用，请换一个。")


def _ruled(organisation: Organisation, others: Organisations, profiles: Container[str]) -> list[Mistake]:
    profile, bureau = organisation.profile, others.get(organisation.bureau or "")
    if organisation.kind == "bureau" and not profile:
        return [Mistake("profile", "missing", "司法行政机关须选择“适用的地方规则”。")]
    if organisation.kind == "bureau" and organisation.level == "township":
        return [Mistake("level", "bureau", "司法行政机关设在县级以上；乡镇请选择“司法所”。")]
    if profile and profile not in profiles:
        return [Mistake("profile", "known", f"没有“{profile}”这套地方规则，或者它今天不在施行。")]
    if organisation.kind in SUPERVISED and bureau and profile != bureau.profile:
        return [Mistake("profile", "of_bureau", f"{organisation.name}适用{bureau.name}的地方规则，请留空。")]
    return []


def below(organisation: Organisation, organisations: Organisations) -> list[Organisation]:
    """The open organisations that hang on this one in any way."""
    return [
        o
        for o in organisations.values()
        if o.open and o.id != organisation.id and organisation.id in (o.parent, o.government, o.bureau)
    ]


def may_succeed(organisation: Organisation, other: Organisation) -> bool:
    """Whether ``other`` can take over: complaints go where somebody answers for them."""
    if not other.open or other.id == organisation.id:
        return False
    if organisation.kind in COMPLAINED_OF:
        return other.kind in COMPLAINED_OF and other.bureau is not None
    return other.kind == organisation.kind


def closed(
    organisation: Organisation, organisations: Organisations, successor: str | None, open_matters: int
) -> Organisation:
    """The organisation closed (撤销), its complaints going to ``successor``.

    Raises Conflict where others hang on it or its own matters would have nobody, with the mistakes at their fields.
    """
    if hanging := below(organisation, organisations):
        names = "、".join(o.name for o in hanging[:5]) + ("等" if len(hanging) > 5 else "")
        detail = f"还有 {len(hanging)} 个机构隶属于它或者由它监督，请先调整：{names}。"
        raise Conflict(detail, Mistake("state", "nothing_below", detail))
    if open_matters:
        detail = f"{organisation.name}还有 {open_matters} 件在办事项，撤销后没有人能够办理。请先办结或者移交。"
        raise Conflict(detail, Mistake("state", "open_matters", detail))
    return organisation.model_copy(update={"open": False, "successor": successor})


def successor_of(organisation: Organisation, organisations: Organisations) -> Organisation:
    """Who answers for a closed organisation today; itself where it is open or nobody does."""
    follows = organisations.get(organisation.successor or "")
    if organisation.open or follows is None:
        return organisation
    return successor_of(follows, organisations)
