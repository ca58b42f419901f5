"""A code handed out: by an act on record, shown in its answer and nowhere again."""

from dataclasses import dataclass

from jiandu.adapters import codes, keys
from jiandu.core.checks.invitees import code_in_force
from jiandu.core.errors import conflict
from jiandu.core.matter import Case
from jiandu.perform import Act, code_of, perform


@dataclass(frozen=True, slots=True)
class HandedOut:
    """A matter after the act, and the code that opens it from now on."""

    case: Case
    code: str


def hand_out(act: Act) -> HandedOut:
    """Does the act; repeated under its key it shows the same code while that is the one in force.

    Raises what ``perform`` raises; Conflict for a code that was replaced since.
    """
    case = perform(act)
    for version in keys.ring().versions:
        code = code_of(act, version)
        item = codes.item_of(code, case.matter.kind)
        if item and item["event"] == code_in_force(case):
            return HandedOut(case, code)
    raise conflict("code_in_force", "这个邀请码已经换发，不再显示。")
