"""What bodies do together: who takes part, that everybody answers, that a case is transferred before it is answered."""

from datetime import date

from jiandu.core.checks.kind import Facts, between, hindrance
from jiandu.core.errors import Mistake
from jiandu.core.matter import SETS_DATE, Case, Organisation
from jiandu.core.routing import Organisations, coordinator_of, near

TAKING_PART = ("agency", "guidance_body")


def coordinator(case: Case) -> Organisation | None:
    """Who coordinates for the agency that begins a matter; the owner itself where it begins one."""
    around, agency = case.organisations, case.matter.respondent
    by = next(iter(case.choices["coordinator"]))
    return coordinator_of(around[agency], around, by) if agency else around.get(case.matter.owner)


def may_take_part(office: Organisation, around: Organisations) -> list[Organisation]:
    """Whom an office may ask to take part: enforcement bodies near it, and the governments below its own."""
    below = (o for o in near(office, around) if o.kind == "government" and o.id != office.government)
    return [*(o for o in near(office, around) if o.kind in TAKING_PART), *below]


def participants_fit(case: Case, facts: Facts, today: date) -> Mistake | None:
    """Every participant is an enforcement body near the coordinator, named once, and not the one who asks."""
    owner = coordinator(case)
    if owner is None:
        return Mistake("participants", "coordinator_registered", "本级没有登记协调机构，请与系统管理员联系。")
    chosen, own = list(facts["participants"]), {owner.id, case.matter.respondent}
    able = {o.id for o in may_take_part(owner, case.organisations)} - own
    if not set(chosen) <= able or len(set(chosen)) < len(chosen):
        return Mistake("participants", "near_and_once", "请从列表中选择参加单位，同一单位不得重复，也不能选择本机关。")
    return None


def participants_not_asked_yet(case: Case, facts: Facts, today: date) -> Mistake | None:
    """A participant is asked once."""
    asking = ("begin", "add_participants")
    asked = {one for e in case.events if e.action in asking for one in e.facts["participants"]}
    if asked & set(facts["participants"]):
        return Mistake("participants", "asked_once", "有的单位已经列入，不得重复。")
    return None


def every_participant_answered(case: Case, facts: Facts, today: date) -> Mistake | None:
    """Nobody is forgotten."""
    if waiting := case.unsettled:
        return hindrance("every_participant_answered", f"还有{waiting}个单位没有答复，不能办结。")
    return None


def answered_after_transfer(case: Case, facts: Facts, today: date) -> Mistake | None:
    """The police answer what was transferred."""
    sent = date.fromisoformat(str((case.facts_of("begin") or {})["transferred_on"]))
    return between(facts, "answered_on", "答复日期", sent, "移送之日", today)


def demanded_date_ahead(case: Case, facts: Facts, today: date) -> Mistake | None:
    """No period runs from a receipt to a day that was past by then."""
    due = date.fromisoformat(str((case.facts_of(*SETS_DATE) or {})["due_on"]))
    if due <= date.fromisoformat(str(facts.get("received_on") or today)):
        message = f"要求移送或者说明理由的期限（{due}）在签收时已到，请先由司法行政机关重新确定期限。"
        return hindrance("demanded_date_ahead", message)
    return None


def late_or_answered(case: Case, facts: Facts, today: date) -> Mistake | None:
    """Who still has time to answer is not pursued."""
    if case.matter.state == "received" and "transfer_answer" not in case.matter.late:
        return hindrance("late_or_answered", "移送或者说明理由的期限没有届满，该机关也没有答复。")
    return None
