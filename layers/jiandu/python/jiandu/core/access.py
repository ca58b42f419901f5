"""Who may act and who may see: the one table of roles."""

from collections.abc import Callable

from jiandu.core.matter import Actor, Matter

ROLES: dict[str, str] = {
    "supervisor": "行政执法监督人员",
    "handler": "承办人",
    "reviewer": "审核人",
    "legal_reviewer": "法制审核人",
    "signer": "签发人",
    "clerk": "文书人员",
    "assistant": "司法所工作人员",
    "respondent": "行政执法机关",
    "administrator": "系统管理员",
    "complainant": "投诉举报人",
    "complaint": "投诉举报",
    "supervision": "个案监督案件",
    "objection": "异议复查",
}
HELD_IN: dict[str, tuple[str, ...]] = {
    "bureau": ("supervisor", "reviewer", "legal_reviewer", "signer", "clerk", "administrator"),
    "agency": ("respondent", "administrator"),
    "guidance_body": ("respondent", "administrator"),
    "government": ("respondent",),
    "township_office": ("assistant",),
}


def _of_owner(role: str) -> Callable[[Actor, Matter], bool]:
    return lambda actor, matter: actor.kind == "person" and actor.organisation == matter.owner and role in actor.roles


def _handler(actor: Actor, matter: Matter) -> bool:
    return _of_owner("supervisor")(actor, matter) and actor.id in matter.officers


def _respondent(actor: Actor, matter: Matter) -> bool:
    own = actor.kind == "person" and actor.organisation == matter.respondent
    return own and "respondent" in actor.roles and matter.known


def _assistant(actor: Actor, matter: Matter) -> bool:
    """Somebody of a township office whose bureau owns the matter."""
    return actor.kind == "person" and "assistant" in actor.roles and actor.assists == matter.owner


def _complainant(actor: Actor, matter: Matter) -> bool:
    return actor.kind == "complainant" and actor.id == matter.id


def _nowhere(actor: Actor, matter: Matter) -> bool:
    """Whoever keeps the register of offices has no part in any matter by that."""
    return False


def _other_matter(kind: str) -> Callable[[Actor, Matter], bool]:
    return lambda actor, matter: actor.kind == "matter" and kind in actor.roles


HOLDS: dict[str, Callable[[Actor, Matter], bool]] = {
    **{role: _of_owner(role) for role in ("supervisor", "reviewer", "legal_reviewer", "signer", "clerk")},
    "handler": _handler,
    "assistant": _assistant,
    "respondent": _respondent,
    "complainant": _complainant,
    "administrator": _nowhere,
    **{kind: _other_matter(kind) for kind in ("complaint", "supervision", "objection")},
}


def role_in(actor: Actor, who: tuple[str, ...], matter: Matter) -> str | None:
    """The first of the named roles the actor holds towards the matter, or None."""
    return next((role for role in who if HOLDS[role](actor, matter)), None)


def sees(actor: Actor, matter: Matter) -> str | None:
    """How an actor sees a matter: ``owner`` (all of it), ``respondent`` (what was addressed to it), or not at all."""
    if actor.kind != "person":
        return None
    if actor.organisation == matter.owner:
        return "owner"
    if matter.kind != "complaint" and _respondent(actor, matter):
        return "respondent"
    return None
