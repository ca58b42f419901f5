"""文书模板版本: one person puts a version up, a second one approves it; each step on record, office by office."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Literal

from jiandu.core.access import OF_OFFICE, ROLES, able
from jiandu.core.errors import Conflict, Forbidden, Mistake, conflict
from jiandu.core.matter import Actor, Event, Kept
from jiandu.core.procedure import Article
from jiandu.core.record import make_event

DOES = {"propose_template": "提交文书模板", "settle_template": "核准文书模板"}
BASIS = (Article("内部规则", ""),)
SUPPLIED = 0


class Version(Kept):
    """One version: a .docx that was uploaded, or (``returns_to``) an earlier version or the supplied template anew.

    ``docx`` and ``archive`` are hashes, empty for the supplied template. ``hands`` are those that count as the
    uploader's own.
    """

    number: int
    returns_to: int | None = None
    docx: str = ""
    archive: str = ""
    note: str
    status: Literal["pending", "approved", "rejected", "superseded"] = "pending"
    uploaded_by: str
    uploaded_at: datetime
    hands: tuple[str, ...]
    decided_by: str = ""
    decided_at: datetime | None = None
    reason: str = ""

    @property
    def name(self) -> str:
        """How a document says which version it was made by."""
        return f"{self.number}:{self.archive}" if self.archive else ""


class TemplateRegister(Kept):
    """What an office has of one kind: the version in force (None: the supplied one) and the one that waits."""

    office: str
    kind: str
    version: int = 0
    head: str = ""
    versions: int = 0
    in_force: Version | None = None
    pending: Version | None = None

    @property
    def id(self) -> str:
        return f"template:{self.office}:{self.kind}"

    @property
    def state(self) -> str:
        return "pending" if self.pending else "in_force"

    @property
    def stage(self) -> str:
        return ""


@dataclass(frozen=True, slots=True)
class Step:
    """One step: the register after it, the versions it wrote (the first is what it was about), and its event."""

    register: TemplateRegister
    versions: tuple[Version, ...]
    event: Event


def of_staff(actor: Actor, office: str) -> bool:
    """Whether he has a part in the bureau's work, and so may see its templates and who made them."""
    return able(actor, "templates", office) is not None


def acting(actor: Actor, office: str, what: str) -> Actor | None:
    """The actor as he may do it for the office: by his own right, else in a colleague's place; or None."""
    admitted = able(actor, what, office)
    if admitted is None or admitted is actor:
        return admitted
    return replace(actor, stands_for=admitted.id)


def require(actor: Actor, office: str, what: str) -> Actor:
    """The same; raises Forbidden for whoever may not."""
    admitted = acting(actor, office, what)
    if admitted is None:
        roles = "、".join(ROLES[role] for role in OF_OFFICE[what][1])
        raise Forbidden(f"{DOES[what]}由本机关的{roles}办理。", Mistake("actor", "role", f"您不是{roles}。"))
    return admitted


def ask_to_propose(register: TemplateRegister, actor: Actor) -> Actor:
    """The actor as he may put up a version now; raises Forbidden, Conflict while another one waits."""
    admitted = require(actor, register.office, "propose_template")
    if register.pending:
        raise conflict("one_at_a_time", f"第{register.pending.number}版正在等待核准，核准或者退回之后再提交。")
    return admitted


def propose(
    register: TemplateRegister, docx: str, archive: str, note: str, actor: Actor, now: datetime, salt: str
) -> Step:
    """An uploaded version, put up for approval."""
    admitted = ask_to_propose(register, actor)
    if register.in_force and register.in_force.archive == archive:
        raise conflict("unchanged", "这份文件与现用的版本完全相同，不需要提交。")
    return _put_up(register, admitted, now, salt, docx=docx, archive=archive, note=note)


def propose_return(
    register: TemplateRegister, earlier: Sequence[Version], to: int, note: str, actor: Actor, now: datetime, salt: str
) -> Step:
    """The way back to a version that was in force, or to the supplied template, put up for approval."""
    admitted = ask_to_propose(register, actor)
    at_present = register.in_force.number if register.in_force else SUPPLIED
    if to == at_present or (to == SUPPLIED and not (register.in_force and register.in_force.archive)):
        raise conflict("unchanged", "这一版本就是现用的版本。")
    if to == SUPPLIED:
        return _put_up(register, admitted, now, salt, returns_to=to, note=note)
    known = next((v for v in earlier if v.number == to and v.status == "superseded"), None)
    if known is None:
        raise conflict("once_in_force", "只能恢复曾经施行的版本。", "to")
    return _put_up(register, admitted, now, salt, returns_to=to, docx=known.docx, archive=known.archive, note=note)


def _put_up(register: TemplateRegister, actor: Actor, now: datetime, salt: str, **what: Any) -> Step:
    number = register.versions + 1
    version = Version(number=number, uploaded_by=actor.id, uploaded_at=now, hands=tuple(sorted(actor.hands)), **what)
    after = register.model_copy(update={"pending": version, "versions": number})
    action = "upload_template" if version.returns_to is None else "return_template"
    return _recorded(after, (version,), action, actor, now, salt)


def settle(
    register: TemplateRegister, approve: bool, reason: str, seen: int, actor: Actor, now: datetime, salt: str
) -> Step:
    """The waiting version approved, in force from this moment, or rejected; by a second hand who saw ``seen``.

    A deputy and whoever he stands in for are one hand.
    """
    admitted = require(actor, register.office, "settle_template")
    waiting = register.pending
    if waiting is None:
        raise conflict("pending", "没有等待核准的模板，可能已经核准或者退回。")
    if seen != register.version:
        raise Conflict("等待核准的模板有了变化，请核对后再办。", Mistake("version", "stale", "您看到的不是最新内容。"))
    if admitted.hands & set(waiting.hands):
        raise Conflict(
            "文书模板须由提交人以外的人核准。",
            Mistake("actor", "different_persons", "您（或者您代理的人）是提交人，不得由同一人核准。"),
        )
    status = "approved" if approve else "rejected"
    decided = {"status": status, "decided_by": admitted.id, "decided_at": now, "reason": reason}
    version = waiting.model_copy(update=decided)
    former = register.in_force if approve else None
    superseded = (former.model_copy(update={"status": "superseded"}),) if former else ()
    changes = {"pending": None, **({"in_force": version} if approve else {})}
    action = "approve_template" if approve else "reject_template"
    return _recorded(register.model_copy(update=changes), (version, *superseded), action, admitted, now, salt)


def _recorded(
    register: TemplateRegister, versions: tuple[Version, ...], action: str, actor: Actor, now: datetime, salt: str
) -> Step:
    told = versions[0].model_dump(mode="json", include={"number", "returns_to", "docx", "archive", "note", "reason"})
    event = make_event(
        register,
        action=action,
        actor=actor,
        happened_at=now,
        recorded_at=now,
        basis=BASIS,
        facts=told,
        salt=salt,
    )
    return Step(register.model_copy(update={"version": event.n, "head": event.hash}), versions, event)
