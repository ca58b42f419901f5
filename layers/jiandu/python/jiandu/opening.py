"""Who complained, looked at on record: first the event, then the identity; and what is made of it for the agency."""

import unicodedata
from dataclasses import dataclass
from datetime import timedelta

from jiandu.acting import visible
from jiandu.adapters import identities, table
from jiandu.core.access import standing
from jiandu.core.admit import admit
from jiandu.core.deadlines import shanghai_day
from jiandu.core.errors import conflict, invalid, missing
from jiandu.core.forms import FORMS
from jiandu.core.forms.posted import values_of
from jiandu.core.matter import Actor, Case
from jiandu.core.procedure import Action, Procedure
from jiandu.core.redaction import redact
from jiandu.perform import Act, perform

EXTRACT = "extract"
SHOWN_AGAIN = timedelta(hours=1)
SHORTEST_NAME, SHORTEST_NUMBER = 2, 7
NAMINGS_A_DAY = 3


@dataclass(frozen=True, slots=True)
class Opened:
    """A matter after the act, and who complained where the act was to look at that."""

    case: Case
    identity: identities.Identity | None


@dataclass(frozen=True, slots=True)
class _Wanted:
    """The matter, the row, and the actor as the matter sees him."""

    case: Case
    procedure: Procedure
    action: Action
    actor: Actor

    @property
    def origin(self) -> str:
        """The complaint the matter goes back to: itself, or the one it was opened from."""
        matter = self.case.matter
        return matter.id if matter.kind == "complaint" else str(matter.parent)


def open_identity(act: Act) -> Opened:
    """Puts the look on record, then opens the identity; repeated under its key it is shown again for an hour.

    Raises what ``perform`` raises; Conflict where nobody said who he is, Busy where it could not be opened: the look
    is on record then, and the same request under its key records no second one.
    """
    wanted = _wanted(act)
    if not _entitled(wanted, act):
        return Opened(perform(act), None)
    item = identities.sealed_identity(wanted.origin)
    if wanted.action.form == EXTRACT:
        admit(wanted.case, wanted.procedure, wanted.action, wanted.actor)
        _names_nobody(act, identities.opened(item) if item else identities.Identity())
        return Opened(perform(act), None)
    if item is None:
        raise conflict("identity_told", "投诉举报人没有留下身份信息，或者本案不是由投诉举报引起，无从查看。")
    case = perform(act)
    if not _looked_lately(case, act):
        raise conflict("shown_again", "这次查看登记已经超过一小时，不再显示。确有需要的，请重新办理。")
    return Opened(case, identities.opened(item))


def extract_draft(act: Act) -> str | None:
    """What the extract's form opens with: as confirmed before, else the complaint with all hidden that names a person.

    None for any other row. Raises Missing, Forbidden, Conflict as the act itself would.
    """
    wanted = _wanted(act)
    if wanted.action.form != EXTRACT:
        return None
    admit(wanted.case, wanted.procedure, wanted.action, wanted.actor)
    if confirmed := wanted.case.facts_of(wanted.action.name):
        return str(confirmed["text"])
    origin = table.load_case(wanted.origin)
    item = identities.sealed_identity(wanted.origin)
    names = identities.opened(item).names if item else ()
    return redact(str(origin.told.get("facts", "")) if origin else "", names).text


def _wanted(act: Act) -> _Wanted:
    case, rules, actor = visible(act.matter_id, act.actor, act.now)
    procedure = rules.procedures[case.matter.kind]
    action = procedure.actions.get(act.action)
    if action is None or not action.identity:
        raise missing("action", "没有这个办理动作。")
    return _Wanted(case, procedure, action, actor)


def _entitled(wanted: _Wanted, act: Act) -> bool:
    """Whether the row is the actor's, or was when he looked: the request of who was allowed once is settled by that."""
    return standing(wanted.actor, wanted.action.who, wanted.case.matter) is not None or _looked_lately(wanted.case, act)


def _looked_lately(case: Case, act: Act) -> bool:
    looks = (e for e in case.events if e.action == act.action and e.actor == act.actor.id)
    return any(act.now - look.recorded_at <= SHOWN_AGAIN for look in looks)


def _names_nobody(act: Act, identity: identities.Identity) -> None:
    """Invalid for an extract that holds a name or a telephone number of who complained or on whose behalf.

    Whoever was refused so a few times in a day gets no answer any more: he would find out by trying names.
    """
    tries = f"RATE#{shanghai_day(act.now)}#{act.matter_id}#{act.actor.id}"
    tried = table.get(tries, "COUNT")
    if tried and tried["n"] >= NAMINGS_A_DAY:
        raise conflict("names_nobody", "今天已经多次写入投诉举报人的姓名或者电话，请由另一名承办人明天再办。")
    text = _plain(str(values_of(FORMS[EXTRACT], act.values).get("text", "")))
    names = [_plain(name) for name in identity.names]
    phones = [_digits(phone) for phone in (identity.phone, identity.other_phone)]
    named = any(len(name) >= SHORTEST_NAME and name in text for name in names)
    if named or any(len(phone) >= SHORTEST_NUMBER and phone in _digits(text) for phone in phones):
        table.count(tries, act.now + timedelta(days=1))
        raise invalid("text", "names_nobody", "摘要里有投诉举报人（代表、被代为反映的人）的姓名或者电话，请删去。")


def _plain(text: str) -> str:
    """Without spaces, full width as half."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def _digits(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKC", text) if c.isdecimal())
