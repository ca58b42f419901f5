"""The invited person's own matter, opened by the code that is in force."""

from datetime import datetime

from jiandu.adapters import codes, table
from jiandu.adapters.ids import RandomIds
from jiandu.adapters.wrong_codes import count_wrong_code
from jiandu.core.checks.invitees import code_in_force
from jiandu.core.deadlines import shanghai_day
from jiandu.core.decide import ready
from jiandu.core.errors import Missing, Mistake
from jiandu.core.matter import Case
from jiandu.core.procedure import Rules, rules_on

KIND, SERVING = "invitee", "serving"
NONE_SUCH = "没有这个邀请码，或者已经换发、聘期已经结束。请核对后再试，或者联系邀请您的机关。"


def own_matter(typed: str, source: str, now: datetime) -> tuple[Case, Rules]:
    """The matter as of now; Missing alike for a code that never was one, was replaced, or whose term is over.

    TooMany where this source, or all together, tried too many of them within the hour.
    """
    item = codes.opened(typed, source, now, KIND)
    case = table.load_case(str(item["matter"])) if item else None
    if item is None or case is None:
        raise _none_such()
    rules = rules_on(case.matter.profile, shanghai_day(now))
    case = ready(case, rules, now, RandomIds())
    if case.matter.state != SERVING or item["event"] != code_in_force(case):
        count_wrong_code(source, now)
        raise _none_such()
    return case, rules


def _none_such() -> Missing:
    return Missing(NONE_SUCH, Mistake("code", "known", NONE_SUCH))
