"""Who may act and who may see: the one table of roles, organisations and matters.

An act on a matter is admitted by its row's ``who`` through ``HOLDS``; what is read of a matter by ``OF_MATTER``, by how
the reader sees it; what belongs to an office by ``OF_OFFICE``. Whatever is not in them nobody may.
"""

from collections.abc import Callable
from dataclasses import replace

from jiandu.core.matter import Actor, Matter, Organisation

ROLES: dict[str, str] = {
    "supervisor": "行政执法监督人员",
    "handler": "承办人",
    "reviewer": "审核人",
    "legal_reviewer": "法制审核人",
    "signer": "签发人",
    "clerk": "文书人员",
    "assistant": "司法所工作人员",
    "superior": "上级行政执法监督机构负责人",
    "referrer": "综合行政执法指导机构工作人员",
    "identity_asker": "申请查看身份信息的人",
    "respondent": "行政执法机关",
    "contact_point": "行政执法监督联系点",
    "county_bureau": "县（区、市）司法行政机关",
    "coordinator": "协调机构工作人员",
    "other_party": "争议的另一方",
    "administrator": "系统管理员",
    "recommender": "推荐联系点的部门、工商联",
    "public": "社会公众",
    "complainant": "投诉举报人",
    "invited_person": "特邀监督人员本人",
    "complaint": "投诉举报",
    "supervision": "个案监督案件",
    "objection": "异议复查",
    "personnel": "人员处理建议",
    "activity": "监督活动",
    "accompanying": "伴随式监督",
    "invitee": "特邀监督人员",
    "questionnaire": "监督问卷",
    "handover": "工作移交",
    "disposal": "档案销毁",
    "policy_review": "政策文件废改建议",
    "competition_review": "公平竞争审查申请",
    "joint_problem": "跨部门问题",
    "department_answer": "联系点事项研究答复",
    "solicitation": "征求联系点意见",
    "consultation": "征求意见反馈",
    "selection": "联系点遴选",
    "candidacy": "联系点候选单位",
    "dispute": "职责争议协调",
    "opinion_performance": "协调意见履行",
    "coordination": "执法协调事项",
    "coordination_answer": "协调事项答复",
    "transfer_demand": "督促移送涉嫌犯罪案件",
    "system": "系统",
}
MATTERS = (
    "complaint", "supervision", "objection", "personnel", "activity", "handover", "disposal",
    "policy_review", "competition_review", "joint_problem", "department_answer", "solicitation", "consultation",
    "selection", "candidacy", "dispute", "opinion_performance", "coordination", "coordination_answer",
    "transfer_demand", "accompanying", "invitee", "questionnaire",
)  # fmt: skip
BUREAU_STAFF = {"supervisor", "clerk", "signer"}
AS_RESPONDENT = {"rectification": BUREAU_STAFF, "opinion_performance": {"respondent", *BUREAU_STAFF}}
COORDINATES = {"supervisor", "referrer"}
COPIED_TO = {"respondent", "referrer", "supervisor", "reviewer", "legal_reviewer", "signer", "clerk"}
HELD_IN: dict[str, tuple[str, ...]] = {
    "bureau": ("supervisor", "reviewer", "legal_reviewer", "signer", "clerk", "administrator"),
    "agency": ("respondent", "supervisor", "reviewer", "legal_reviewer", "signer", "clerk", "administrator"),
    "guidance_body": ("referrer", "reviewer", "signer", "clerk", "respondent", "administrator"),
    "government": ("respondent",),
    "township_office": ("assistant",),
    "contact_point": ("contact_point",),
    "staffing_body": ("respondent",),
}


def _of_owner(role: str) -> Callable[[Actor, Matter], bool]:
    return lambda actor, matter: actor.kind == "person" and actor.organisation == matter.owner and role in actor.roles


def _handler(actor: Actor, matter: Matter) -> bool:
    return _of_owner("supervisor")(actor, matter) and actor.id in matter.officers


def _respondent(actor: Actor, matter: Matter) -> bool:
    """Of an agency whoever has that role; of a bureau its own staff, where it is supervised (art. 39) or was a party
    to a dispute.
    """
    own = actor.kind == "person" and actor.organisation == matter.respondent
    able = AS_RESPONDENT.get(matter.kind, {"respondent"})
    return own and matter.known and bool(able & set(actor.roles))


def _contact_point(actor: Actor, matter: Matter) -> bool:
    """Of a contact point whoever acts for it: in its own matters, and for a complaint or lead it hands in."""
    if actor.kind != "person" or "contact_point" not in actor.roles:
        return False
    hands_in = matter.kind == "complaint" and actor.assists == matter.owner
    return hands_in or (actor.organisation == matter.respondent and matter.known)


def _county_bureau(actor: Actor, matter: Matter) -> bool:
    """Whoever works at the bureau of the county that a contact point lies in: it helps to care for the point."""
    able = bool({"supervisor", "clerk"} & set(actor.roles))
    return actor.kind == "person" and able and actor.organisation == matter.marks.get("county")


def _coordinator(actor: Actor, matter: Matter) -> bool:
    """Whoever works on disputes at the body that coordinates: a bureau's supervisors, a guidance body's own people;
    once officers are named, these alone.
    """
    own = actor.kind == "person" and actor.organisation == matter.owner and actor.id in (matter.officers or (actor.id,))
    return own and bool(COORDINATES & set(actor.roles))


def _other_party(actor: Actor, matter: Matter) -> bool:
    """Of the second party of a dispute whoever acts for it; where that is a bureau, its own staff."""
    own = actor.kind == "person" and actor.organisation == matter.marks.get("other_party")
    return own and matter.known and bool({"respondent", *BUREAU_STAFF} & set(actor.roles))


def _superior(actor: Actor, matter: Matter) -> bool:
    """The head of the bureau above the one that owns the matter."""
    return actor.kind == "person" and actor.oversees == matter.owner and "signer" in actor.roles


def _of_office(role: str) -> Callable[[Actor, Matter], bool]:
    """Somebody of a township office or guidance body whose bureau owns the matter: they bring it, and see no more."""
    return lambda actor, matter: actor.kind == "person" and role in actor.roles and actor.assists == matter.owner


def _identity_asker(actor: Actor, matter: Matter) -> bool:
    """Whoever asked to know who complained, while the request is open."""
    own = actor.kind == "person" and actor.organisation == matter.owner
    return own and matter.hands.get("identity_asker") == actor.id


def _by_code(who: str, kind: str) -> Callable[[Actor, Matter], bool]:
    """Whoever holds the code of this very matter, of the one kind that his codes are for."""
    return lambda actor, matter: actor.kind == who and actor.id == matter.id and matter.kind == kind


def _public(actor: Actor, matter: Matter) -> bool:
    """Anybody, on the public page of what is open to all."""
    return actor.kind == "public"


def _nowhere(actor: Actor, matter: Matter) -> bool:
    """Whoever keeps the register of offices has no part in any matter by that."""
    return False


def _other_matter(kind: str) -> Callable[[Actor, Matter], bool]:
    return lambda actor, matter: actor.kind == "matter" and kind in actor.roles


def _system(actor: Actor, matter: Matter) -> bool:
    return actor.kind == "system"


OF_BUREAU = ("supervisor", "reviewer", "legal_reviewer", "signer", "clerk")
STAFF = (*OF_BUREAU, "referrer")  # also of a guidance body, which owns what it coordinates
HOLDS: dict[str, Callable[[Actor, Matter], bool]] = {
    **{role: _of_owner(role) for role in OF_BUREAU},
    "handler": _handler,
    "coordinator": _coordinator,
    "other_party": _other_party,
    "superior": _superior,
    **{role: _of_office(role) for role in ("assistant", "referrer", "recommender")},
    "identity_asker": _identity_asker,
    "respondent": _respondent,
    "contact_point": _contact_point,
    "county_bureau": _county_bureau,
    "complainant": _by_code("complainant", "complaint"),
    "invited_person": _by_code("invited_person", "invitee"),
    "public": _public,
    "administrator": _nowhere,
    "system": _system,
    **{kind: _other_matter(kind) for kind in MATTERS},
}


def standing(actor: Actor, who: tuple[str, ...], matter: Matter) -> Actor | None:
    """The actor as he holds one of the named roles: by his own right, else in a colleague's place (代理); or None."""
    if any(HOLDS[role](actor, matter) for role in who):
        return actor
    absent = next((p for p in actor.represents if any(HOLDS[role](p, matter) for role in who)), None)
    return replace(actor, stands_for=absent.id) if absent else None


def role_in(actor: Actor, who: tuple[str, ...], matter: Matter) -> str | None:
    """The first of the named roles the actor holds towards the matter, also in a colleague's place; or None."""
    return next((role for p in (actor, *actor.represents) for role in who if HOLDS[role](p, matter)), None)


def _takes_part(actor: Actor, matter: Matter) -> bool:
    """Whoever the matter is about: an agency, a contact point, either side of a dispute."""
    return _respondent(actor, matter) or _contact_point(actor, matter) or _other_party(actor, matter)


# What is read of a matter, by how it is seen. ``…_addressed``: only what was meant for the reader, or is his own.
EVERYBODY_NEAR = ("owner", "respondent", "superior", "copied")
OF_MATTER: dict[str, tuple[str, ...]] = {
    "matter": (*EVERYBODY_NEAR, "county"),
    "officers": ("owner", "superior"),
    "flags": ("owner", "superior"),
    "summary": ("owner",),
    "summary_addressed": ("respondent", "copied"),
    "extract": ("owner", "respondent"),
    "surroundings": ("owner",),
    "clocks": ("owner", "superior"),
    "clocks_addressed": ("respondent",),
    "acts": ("owner", "superior"),
    "acts_addressed": ("respondent", "county"),
    "typed": ("owner",),
    "typed_addressed": ("respondent", "county"),
    "documents": ("owner",),
    "documents_addressed": ("respondent", "copied"),
    "letter_in_preparation": ("owner",),
    "handover_list": ("owner",),
    "volume": ("owner",),
    "evidence": ("owner",),
}
# What belongs to an office: in which kinds of office, and by which roles there. What has no kind belongs to the whole
# deployment and asks for the role by one's own right.
LEADING = ("supervisor", "signer")
OF_OFFICE: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "desk": (("bureau", "agency", "guidance_body"), STAFF),
    "desks_below": (("bureau",), LEADING),
    "inbox": (tuple(k for k in HELD_IN if k != "township_office"), (*STAFF, "respondent", "contact_point")),
    "batches": (("bureau", "agency", "guidance_body"), STAFF),
    "points": (("bureau",), OF_BUREAU),
    "seals": (("bureau", "guidance_body"), STAFF),
    "leads": (("bureau",), LEADING),
    "templates": (("bureau",), HELD_IN["bureau"]),
    "propose_template": (("bureau",), ("legal_reviewer", "administrator")),
    "settle_template": (("bureau",), ("legal_reviewer", "administrator", "signer")),
    "register": ((), ("administrator",)),
    "numbers_of_open_matters": (tuple(HELD_IN), ("administrator",)),
    "load_calendar": ((), ("administrator",)),
    "settle_calendar": ((), ("administrator", "signer")),
}


def sees(actor: Actor, matter: Matter) -> str | None:
    """How an actor sees a matter: ``owner`` (all of it), ``respondent`` (what was addressed to it), ``superior``
    (how it stands), ``county`` (what a contact point in that county knows), ``copied`` (the one letter copied to
    it), or not at all.

    Of the owner only those with a part in its work: whoever keeps the register sees no matter. A confined matter is
    its officers' and the head's alone (practice 8).
    """
    if actor.kind != "person":
        return None
    people = (actor, *actor.represents)
    staff = [p for p in people if p.organisation == matter.owner and set(STAFF) & set(p.roles)]
    if matter.confined:
        return "owner" if any(p.id in matter.officers or "signer" in p.roles for p in staff) else None
    if staff:
        return "owner"
    if any(p.oversees == matter.owner and set(LEADING) & set(p.roles) for p in people):
        return "superior"
    if matter.kind != "complaint" and any(_takes_part(p, matter) for p in people):
        return "respondent"
    if any(_county_bureau(p, matter) for p in people):
        return "county"
    copied = any(p.organisation in matter.copies and COPIED_TO & set(p.roles) for p in people)
    return "copied" if copied else None


def reads(seen: str | None, what: str) -> bool:
    """Whether whoever sees a matter in this way reads a thing of it."""
    return seen in OF_MATTER[what]


def may(actor: Actor, what: str, of: Matter | Organisation | None = None) -> bool:
    """Whether somebody may read a thing of a matter, or do or read one of an office, or of the whole deployment."""
    if isinstance(of, Matter):
        return reads(sees(actor, of), what)
    kinds, roles = OF_OFFICE[what]
    if of is None:
        return not kinds and actor.kind == "person" and bool(set(roles) & set(actor.roles))
    return of.kind in kinds and able(actor, what, of.id) is not None


def able(actor: Actor, what: str, office: str) -> Actor | None:
    """Who has the role for a thing of an office: the actor by his own right, else whom he stands in for; or None."""
    roles = set(OF_OFFICE[what][1])
    people = (actor, *actor.represents) if actor.kind == "person" else ()
    return next((p for p in people if p.organisation == office and roles & set(p.roles)), None)
