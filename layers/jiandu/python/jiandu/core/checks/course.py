"""What stands in the way of a case's course: objections and children, lateness, tasks, the government's decision."""

from datetime import date

from jiandu.core.checks.kind import Facts, between, hindrance
from jiandu.core.checks.papers import date_in_letter_is_working_day
from jiandu.core.clocks import in_time
from jiandu.core.deadlines import shanghai_day
from jiandu.core.errors import Mistake
from jiandu.core.matter import Case
from jiandu.core.questionnaires import KIND

CORRECTING = ("performance", "correction", "renewed_correction")
ANSWERED_BY_AGENCY = ("explanation", "files", *CORRECTING, "execution", "reply")


def no_open_children(case: Case, facts: Facts, today: date) -> Mistake | None:
    """The complainant is told when the case has ended; a course is summed up when its questionnaires are counted."""
    open_ones = {child.kind for child in case.matter.children.values() if child.open}
    if KIND in open_ones:
        return hindrance("no_open_children", "还有问卷没有截止、统计结果，请先在问卷中办理。")
    if open_ones:
        return hindrance("no_open_children", "个案监督案件尚未办结，不能告知最终处理结果。")
    return None


def no_open_objection(case: Case, facts: Facts, today: date) -> Mistake | None:
    """One objection at a time, and none left open at the end."""
    if any(c.open and c.kind == "objection" for c in case.matter.children.values()):
        return hindrance("no_open_objection", "异议正在复查，请等待答复。")
    return None


def no_open_objection_unless_grave(case: Case, facts: Facts, today: date) -> Mistake | None:
    """A proposal waits for an open objection unless the matter is grave (practice 6)."""
    if facts.get("grave") or case.matter.grave:
        return None
    if no_open_objection(case, facts, today):
        return hindrance("no_open_objection_unless_grave", "异议尚未答复，除重大问题外不能提请政府决定。")
    return None


def late_or_grave(case: Case, facts: Facts, today: date) -> Mistake | None:
    """Order 825 art. 29: a grave matter, or a letter not followed in time."""
    if facts.get("grave") or set(case.matter.late) & set(CORRECTING):
        return None
    return hindrance("late_or_grave", "履职、纠正期限尚未届满；只有逾期或者重大问题才能提请政府决定。")


def lateness_stands(case: Case, facts: Facts, today: date) -> Mistake | None:
    """What was drafted because the agency was late is not sent once that lateness was taken back (practice 22)."""
    if case.matter.grave or set(case.matter.was_late) & set(CORRECTING):
        return None
    return hindrance("lateness_stands", "拟稿所依据的逾期已经撤销（期限内已经报送，或者文书重新送达），请撤销拟稿。")


def late_or_marked(case: Case, facts: Facts, today: date) -> Mistake | None:
    """A circular for lateness needs a lateness on record."""
    if facts["reason"] == "late" and not case.matter.was_late:
        return Mistake("reason", "late_or_marked", "本案没有逾期记录，请选择其他事由。")
    return None


def circular_stands(case: Case, facts: Facts, today: date) -> Mistake | None:
    """A circular for a lateness that was taken back since is not issued."""
    if case.letter_facts.get("reason") == "late" and not case.matter.was_late:
        return hindrance("circular_stands", "通报所依据的逾期已经撤销，请撤销拟稿。")
    return None


def clock_can_be_extended(case: Case, facts: Facts, today: date) -> Mistake | None:
    """One clock that runs, has a date and is not over; the new date is a later working day."""
    clock = next((c for c in case.clocks if c.key == facts["clock"] and c.status == "running"), None)
    if clock is None or clock.due is None or clock.name not in ANSWERED_BY_AGENCY:
        return Mistake("clock", "running", "请选择行政执法机关正在计算、有截止日期的期限。")
    if clock.breached_at:
        return Mistake("clock", "still_running", "期限已经届满，不能延长。")
    day = date.fromisoformat(str(facts["due_on"]))
    if day <= clock.due:
        return Mistake("due_on", "later", f"延长后的日期应当晚于原期限（{clock.due}）。")
    return date_in_letter_is_working_day(case, facts, today)


def named_clock_runs(case: Case, facts: Facts, today: date) -> Mistake | None:
    """A task that is reported done is one still open."""
    tasks = [c for c in case.clocks if c.name == "task" and c.status == "running"]
    if not tasks:
        return hindrance("named_clock_runs", "没有未完成的交办任务。")
    if facts and facts["clock"] not in {c.key for c in tasks}:
        return Mistake("clock", "named_clock_runs", "请选择未完成的交办任务。")
    return None


def listing_runs(case: Case, facts: Facts, today: date) -> Mistake | None:
    """A report ends a listing."""
    return None if case.running("listing") else hindrance("listing_runs", "没有正在挂牌督办的期限。")


def decided_after_proposal(case: Case, facts: Facts, today: date) -> Mistake | None:
    """The decision's day, and what a decision must name."""
    proposed = max(shanghai_day(e.happened_at) for e in case.events if e.action == "seal_request_to_government")
    if mistake := between(facts, "decided_on", "决定日期", proposed, "提请之日", today):
        return mistake
    if facts["outcome"] == "declined":
        if facts["kinds"] or facts["number"]:
            return Mistake("kinds", "none_when_declined", "不予制发的，不选处理决定、不填文号。")
        return None
    for name, title in (("kinds", "处理决定"), ("number", "决定书文号"), ("text", "决定事项")):
        if not facts[name]:
            return Mistake(name, "required_when_decided", f"制发决定书的，请填写{title}。")
    owner = case.organisation(case.matter.owner)
    if str(facts["number"]).startswith(owner.short):
        return Mistake("number", "government_series", "决定书由政府办公室编号，不能使用本机关的文号。")
    return None


def court_only_after_decision(case: Case, facts: Facts, today: date) -> Mistake | None:
    """After the government has decided only reconsideration or litigation stops supervision."""
    decided = case.matter.state in ("decided", "executing", "execution_reported")
    if decided and facts["cause"] not in ("reconsideration", "litigation"):
        return Mistake("cause", "court_only_after_decision", "政府决定作出后，只有争议进入复议、诉讼的才能终止监督。")
    return None


def objection_route(case: Case, facts: Facts, today: date) -> str:
    """``local`` for an objection in time against a letter that has a local period, else ``national`` (practice 6).

    One that came on paper counts from its postmark or receipt, whenever it was entered.
    """
    if case.running("objection"):
        return "local"
    came = facts.get("posted_on") or facts.get("received_on")
    local = next((c for c in reversed(case.clocks) if c.name == "objection"), None)
    in_force = case.document(case.matter.in_force)
    fits = local is not None and in_force is not None and in_force.service is not None
    if came and fits and local.started_on == in_force.service.served_on:  # type: ignore[union-attr]
        return "local" if in_time(local, date.fromisoformat(str(came))) else "national"  # type: ignore[arg-type]
    return "national"


def agency_clock_runs(case: Case, facts: Facts, today: date) -> Mistake | None:
    """An agency is chased for what it still owes."""
    if not any(c.name in ANSWERED_BY_AGENCY and c.status == "running" for c in case.clocks):
        return hindrance("agency_clock_runs", "行政执法机关没有正在计算的期限，不需要催办。")
    return None


def tasks_done(case: Case, facts: Facts, today: date) -> Mistake | None:
    """What a plan set as tasks is done before it is summed up."""
    left = sum(clock.name == "task" and clock.status == "running" for clock in case.clocks)
    return hindrance("tasks_done", f"还有{left}项任务没有报告完成，不能总结。") if left else None
