"""Who complained: asked for, agreed to by another, looked at; and how often one may write."""

from datetime import date

from jiandu.core.checks.kind import Facts, hindrance
from jiandu.core.deadlines import shanghai_day
from jiandu.core.errors import Mistake
from jiandu.core.matter import Case

MESSAGES_A_DAY = 5


def identity_not_allowed_yet(case: Case, facts: Facts, today: date) -> Mistake | None:
    """One request at a time: an agreement given is used, or runs out, before another asks."""
    if case.running("identity_access"):
        return hindrance("identity_not_allowed_yet", "已有一份查看申请得到同意，尚在有效期内，请稍后再申请。")
    return None


def identity_asked(case: Case, facts: Facts, today: date) -> Mistake | None:
    """Somebody asked to look, and nobody has agreed yet."""
    hands = case.matter.hands
    if "identity_asker" in hands and "identity_allower" not in hands:
        return None
    return hindrance("identity_asked", "没有等待同意的查看申请。")


def identity_allowed(case: Case, facts: Facts, today: date) -> Mistake | None:
    """Another person agreed, and not too long ago."""
    if case.running("identity_access"):
        return None
    return hindrance("identity_allowed", "查看申请还没有得到另一人同意，或者同意的有效期已过，请重新申请。")


def organ_asked(case: Case, facts: Facts, today: date) -> Mistake | None:
    """An organ's paper is registered."""
    if "organ_registrar" in case.matter.hands:
        return None
    return hindrance("organ_asked", "没有登记监察、司法机关的调取文书。")


def message_unread(case: Case, facts: Facts, today: date) -> Mistake | None:
    """Something was written by code and nobody of the office has read it."""
    return None if case.matter.unread else hindrance("message_unread", "没有未读的留言、答复。")


def messages_within_bounds(case: Case, facts: Facts, today: date) -> Mistake | None:
    """A complainant writes so many times a day."""
    sent = [e for e in case.events if e.action == "write_to_officer" and shanghai_day(e.recorded_at) == today]
    if len(sent) < MESSAGES_A_DAY:
        return None
    told = f"一天最多留言 {MESSAGES_A_DAY} 次，请明天再写；材料较多的，请用“补充材料”。"
    return hindrance("messages_within_bounds", told)
