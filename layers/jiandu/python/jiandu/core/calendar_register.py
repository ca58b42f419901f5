"""The register of approved arrangements: one person loads a year, a second one approves it, each step on record."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from jiandu.core.access import may
from jiandu.core.arrangements import Arrangement
from jiandu.core.calendar import Year
from jiandu.core.errors import Conflict, Forbidden, Mistake, conflict
from jiandu.core.matter import Actor, Event, Kept
from jiandu.core.procedure import Article
from jiandu.core.record import make_event

BASIS = (Article("《全国年节及纪念日放假办法》", "7"),)


class Proposal(Kept):
    """An arrangement on its way into force: who loaded it, who decided on it."""

    number: int
    arrangement: Arrangement
    status: Literal["pending", "approved", "returned"] = "pending"
    loaded_by: str
    loaded_at: datetime
    decided_by: str = ""
    decided_at: datetime | None = None


class Register(Kept):
    """What is in force beside the shipped years, and what waits; with a record of its own, like a matter."""

    version: int = 0
    head: str = ""
    proposals: int = 0
    approved: tuple[Arrangement, ...] = ()
    pending: Proposal | None = None

    @property
    def id(self) -> str:
        return "calendar"

    @property
    def state(self) -> str:
        return "pending" if self.pending else "in_force"

    @property
    def stage(self) -> str:
        return ""

    @property
    def years(self) -> dict[int, Year]:
        """The approved years, for ``Calendar.publish``."""
        return {a.year: a.as_year() for a in self.approved}


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a proposal: the register and the proposal after it, and its event."""

    register: Register
    proposal: Proposal
    event: Event


def load(register: Register, arrangement: Arrangement, actor: Actor, now: datetime, salt: str) -> Step:
    """A new proposal. Raises Forbidden for whoever is no administrator, Conflict while another one waits."""
    if not may(actor, "load_calendar"):
        raise Forbidden("放假安排由系统管理员录入。", Mistake("actor", "role", "您不是系统管理员。"))
    if register.pending:
        waiting = register.pending.arrangement.year
        raise conflict("one_at_a_time", f"{waiting}年放假安排正在等待核准，核准或者退回之后再录入。")
    number = register.proposals + 1
    proposal = Proposal(number=number, arrangement=arrangement, loaded_by=actor.id, loaded_at=now)
    after = register.model_copy(update={"pending": proposal, "proposals": number})
    return _recorded(after, proposal, "load_calendar", actor, now, salt)


def settle(register: Register, approve: bool, version: int, actor: Actor, now: datetime, salt: str) -> Step:
    """The waiting proposal approved or returned by a second person, who saw ``version``.

    Raises Forbidden for another role, Conflict where nothing waits, something else waits, or it is one's own.
    """
    if not may(actor, "settle_calendar"):
        raise Forbidden(
            "放假安排由签发人或者另一名系统管理员核准。",
            Mistake("actor", "role", "您不是签发人或者系统管理员。"),
        )
    if register.pending is None:
        raise conflict("pending", "没有等待核准的放假安排，可能已经核准或者退回。")
    if version != register.version:
        raise Conflict(
            "等待核准的放假安排有了变化，请核对后再办。",
            Mistake("version", "stale", "您看到的不是最新内容。"),
        )
    if actor.id == register.pending.loaded_by:
        raise Conflict(
            "放假安排须由录入人以外的人核准。",
            Mistake("actor", "different_persons", "您是录入人，不得由同一人核准。"),
        )
    decided = {"status": "approved" if approve else "returned", "decided_by": actor.id, "decided_at": now}
    proposal = register.pending.model_copy(update=decided)
    changes: dict[str, Any] = {"pending": None}
    if approve:
        others = (a for a in register.approved if a.year != proposal.arrangement.year)
        changes["approved"] = tuple(sorted((*others, proposal.arrangement), key=lambda a: a.year))
    action = "approve_calendar" if approve else "return_calendar"
    return _recorded(register.model_copy(update=changes), proposal, action, actor, now, salt)


def _recorded(register: Register, proposal: Proposal, action: str, actor: Actor, now: datetime, salt: str) -> Step:
    event = make_event(
        register,
        action=action,
        actor=actor,
        happened_at=now,
        recorded_at=now,
        basis=BASIS,
        facts={"number": proposal.number, **proposal.arrangement.model_dump(mode="json", exclude={"v"})},
        salt=salt,
    )
    return Step(register.model_copy(update={"version": event.n, "head": event.hash}), proposal, event)
