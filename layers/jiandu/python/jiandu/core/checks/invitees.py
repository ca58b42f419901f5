"""Who may be invited to what, and in which order answer and opinion come (Order 825 art. 23, Quzhou arts. 27, 28)."""

from datetime import date

from jiandu.core.checks.kind import Facts, hindrance
from jiandu.core.checks.papers import tells_of_complaint
from jiandu.core.chinese import chinese_date
from jiandu.core.deadlines import shanghai_day
from jiandu.core.errors import Mistake
from jiandu.core.matter import Case, Event

INVITED_TO = ("activity", "accompanying", "supervision")
HANDS_OUT_CODE = ("issue_invitee_code", "replace_invitee_code")
READ_BY_INVITEE = {"called": "活动名称", "occasion": "邀请事由", "place": "参加地点"}
OPINIONS_A_DAY = 10


def term_of_invitee_runs(case: Case, facts: Facts, today: date) -> Mistake | None:
    """Whoever is invited is on the list already, and still."""
    first, last = (date.fromisoformat(case.matter.marks.get(n, today.isoformat())) for n in ("first_day", "last_day"))
    if today < first:
        return hindrance("term_of_invitee_runs", f"聘期自{chinese_date(first)}开始，在此以前不能邀请。")
    if last < today:
        return hindrance("term_of_invitee_runs", f"聘期已于{chinese_date(last)}届满，不能再邀请；续聘的请重新登记。")
    return None


def term_not_over(case: Case, facts: Facts, today: date) -> Mistake | None:
    """Nobody is proposed for a term that is gone by."""
    if date.fromisoformat(str(facts["last_day"])) < today:
        return Mistake("last_day", "not_in_past", "聘期届满不能早于今日。")
    return None


def invited_to_own_matter(case: Case, facts: Facts, today: date) -> Mistake | None:
    """To an open matter of supervision of the same bureau."""
    matter = case.other.matter if case.other else None
    if matter is None or matter.owner != case.matter.owner or matter.kind not in INVITED_TO or matter.closed_at:
        message = "没有这件正在办理的监督活动、伴随式监督或者个案监督案件，请核对编号。"
        return Mistake("into", "invited_to_own_matter", message)
    return None


def not_invited_yet(case: Case, facts: Facts, today: date) -> Mistake | None:
    """Once to one matter, unless declined."""
    if (last := _latest(case, facts)) and last.facts.get("answer") != "declined":
        return Mistake("into", "not_invited_yet", "已经邀请参加这件事项。")
    return None


def invitation_awaits_answer(case: Case, facts: Facts, today: date) -> Mistake | None:
    """An answer is to an invitation without one."""
    last = _latest(case, facts)
    if last is None or last.action != "invite":
        return Mistake("into", "invitation_awaits_answer", "没有邀请参加这件事项，或者已经登记答复。")
    return None


def invitation_accepted(case: Case, facts: Facts, today: date) -> Mistake | None:
    """Whoever gives an opinion has accepted."""
    last = _latest(case, facts)
    if last is None or last.action == "invite" or last.facts.get("answer") == "declined":
        return Mistake("into", "invitation_accepted", "本人没有接受参加这件事项的邀请。")
    return None


def invitation_in_order(case: Case, facts: Facts, today: date) -> Mistake | None:
    """What the invited person reads tells of no complaint, and of a day that is still to come."""
    for name, title in READ_BY_INVITEE.items():
        if tells_of_complaint(str(facts.get(name) or "")):
            message = f"“{title}”受邀请人看得到，请删去投诉举报的人员、来源和编号。"
            return Mistake(name, "tells_of_no_complaint", message)
    if facts.get("held_on") and date.fromisoformat(str(facts["held_on"])) < today:
        return Mistake("held_on", "not_in_past", "参加日期不能早于今日。")
    return None


def opinions_within_bounds(case: Case, facts: Facts, today: date) -> Mistake | None:
    """With his code he gives so many opinions a day."""
    given = [e for e in case.events if e.action == "give_invitee_opinion" and shanghai_day(e.recorded_at) == today]
    if len(given) < OPINIONS_A_DAY:
        return None
    message = f"一天最多提出意见 {OPINIONS_A_DAY} 次，请明天再提，或者联系邀请的机关。"
    return hindrance("opinions_within_bounds", message)


def code_not_handed_out(case: Case, facts: Facts, today: date) -> Mistake | None:
    """The first code is handed out once."""
    if "code" not in case.matter.marks:
        return None
    return hindrance("code_not_handed_out", "已经发放邀请码；本人遗失的，请“换发邀请码”。")


def code_handed_out(case: Case, facts: Facts, today: date) -> Mistake | None:
    """What is replaced was handed out before."""
    if "code" in case.matter.marks:
        return None
    return hindrance("code_handed_out", "还没有发放邀请码。")


def code_in_force(case: Case) -> int | None:
    """The number of the act that handed out the one code that opens the matter; None where none was."""
    return next((e.n for e in reversed(case.events) if e.action in HANDS_OUT_CODE), None)


def _latest(case: Case, facts: Facts) -> Event | None:
    """The latest act about the same matter."""
    number = str(facts["into"]).upper()
    return next((e for e in reversed(case.events) if str(e.facts.get("into", "")).upper() == number), None)
