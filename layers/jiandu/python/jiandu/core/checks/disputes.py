"""A dispute over duties: who coordinates, whose turn it is, that the opinion reaches whom it must and is followed."""

from datetime import date, timedelta

from jiandu.core.access import COORDINATES, ROLES
from jiandu.core.calendar import Calendar
from jiandu.core.checks.kind import Facts, between, hindrance
from jiandu.core.deadlines import shanghai_day, shanghai_time
from jiandu.core.errors import Mistake
from jiandu.core.matter import Case, Event, Organisation, Person
from jiandu.core.routing import Organisations, Route, route

CALLED, MINUTED = "call_meeting", "record_meeting"
COPIED_KINDS = ("staffing_body", "bureau")


def routed(case: Case, facts: Facts) -> Route | Mistake:
    """The coordinator of the dispute that an application names."""
    around = case.organisations
    by = next(iter(case.choices["coordinator"]))
    return route(around[case.matter.respondent], around.get(str(facts["other_party"])), around, by)


def coordinator_found(case: Case, facts: Facts, today: date) -> Mistake | None:
    """Two different agencies, and somebody who may coordinate between them and is neither."""
    found = routed(case, facts)
    return found if isinstance(found, Mistake) else None


def view_still_wanted(case: Case, facts: Facts, today: date) -> Mistake | None:
    """The other party states its view once; what it has to say afterwards is a further statement."""
    if "viewed" in case.matter.marks:
        return hindrance("view_still_wanted", "本机关已经陈述意见；还有补充的，请用“补充陈述、提交证据”。")
    return None


def unread_by_other_party(case: Case, facts: Facts, today: date) -> Mistake | None:
    """The other party marks as read what is new to it; the applicant has a mark of its own."""
    return None if case.matter.unread_by_other else hindrance("unread_by_other_party", "没有未读内容。")


def may_coordinate(case: Case) -> dict[str, Person]:
    """The people of the coordinating body who may be named officers of the dispute."""
    own = (p for p in case.people.values() if p.organisation == case.matter.owner and not p.left_on)
    return {p.id: p for p in own if COORDINATES & set(p.roles) and p.id not in case.matter.recusals}


def taking_part(case: Case) -> dict[str, str]:
    """As what each of the body's people may act in the dispute, who is not in question yet: its officers, all who may
    become officers while none are named, and whoever reviews or signs.
    """
    matter, found = case.matter, {}
    for person in case.people.values():
        own = person.organisation == matter.owner and not person.left_on and person.id not in matter.recusals
        as_officer = person.id in matter.officers or (not matter.officers and bool(COORDINATES & set(person.roles)))
        parts = ["承办人"] * as_officer + [ROLES[role] for role in ("reviewer", "signer") if role in person.roles]
        if own and parts:
            found[person.id] = "、".join(parts)
    return found


def coordinators_named(case: Case, facts: Facts, today: date) -> Mistake | None:
    """One officer at least, of the coordinating body, and none who recused."""
    if set(facts["officers"]) <= set(may_coordinate(case)):
        return None
    return Mistake("officers", "coordinators_named", "请从本机构没有回避情形的工作人员中指定承办人。")


def takes_part_in_dispute(case: Case, facts: Facts, today: date) -> Mistake | None:
    """Whoever is to recuse acts in the dispute, and is not in question already."""
    if facts["officer"] in taking_part(case):
        return None
    message = "请选择本争议的承办人、审核人或者签发人；已经申请回避的，等待决定，已经回避的不再申请。"
    return Mistake("officer", "takes_part_in_dispute", message)


def place_filled(case: Case, facts: Facts, today: date) -> Mistake | None:
    """The decision is about who was asked; the last officer to recuse is replaced, whoever is no officer is not."""
    matter, officer, replacement = case.matter, facts["officer"], facts["replacement"]
    if matter.recusals.get(officer) != "asked":
        return Mistake("officer", "place_filled", "没有人申请该人员回避，请重新选择。")
    if replacement and officer not in matter.officers:
        return Mistake("replacement", "place_filled", "该人员不是承办人，不指定接替的承办人。")
    if replacement and replacement not in may_coordinate(case).keys() - set(matter.officers):
        return Mistake("replacement", "place_filled", "请另行指定一名没有回避情形的工作人员接替。")
    if facts["outcome"] == "recused" and not replacement and matter.officers == (officer,):
        return Mistake("replacement", "place_filled", "没有其他承办人，请指定接替的承办人。")
    return None


def signer_asked(case: Case, facts: Facts, today: date) -> Mistake | None:
    """Only where whoever would decide is himself in question, somebody above him does, on paper."""
    person = case.people.get(facts["officer"])
    if person is None or "signer" not in person.roles:
        return Mistake("officer", "signer_asked", "不是签发人的，由本机构的签发人决定是否回避。")
    return None


def meeting_ahead(case: Case, facts: Facts, today: date) -> Mistake | None:
    """A meeting is called for a working day that lies ahead."""
    day = shanghai_time(str(facts["held_at"])).date()
    if not today < day <= today + timedelta(days=366) or not Calendar.published().is_working_day(day):
        return Mistake("held_at", "working_day_ahead", "会议时间应当是今日之后、一年以内的工作日。")
    return None


def meeting_called(case: Case, facts: Facts, today: date) -> Mistake | None:
    """Minutes are of a meeting that was called and has none yet."""
    acts = [event.action for event in case.events]
    if acts.count(CALLED) <= acts.count(MINUTED):
        return hindrance("meeting_called", "没有等待登记纪要的会议；请先召集会议。")
    return None


def _stances(case: Case) -> dict[str, str]:
    """What each party said of the latest joint opinion."""
    found: dict[str, str] = {}
    for event in case.events:
        if event.action == "record_joint_opinion":
            found = {}
        if event.action in ("answer_joint_opinion", "enter_joint_answer"):
            found[spoken_by(case, event)] = str(event.facts["stance"])
    return found


def spoken_by(case: Case, event: Event) -> str:
    """The party whose word an act is: its own, or what came from it on paper and was entered for it."""
    if event.action == "enter_view" or event.facts.get("party") == "other":
        return case.matter.marks["other_party"]
    return case.matter.respondent if event.facts.get("party") == "applicant" else event.organisation


def _accepted_by_both(case: Case) -> bool:
    parties = {case.matter.respondent, case.matter.marks.get("other_party", "")}
    return parties <= {party for party, stance in _stances(case).items() if stance == "accepted"}


def both_accepted(case: Case, facts: Facts, today: date) -> Mistake | None:
    """The joint opinion becomes the coordination opinion where both sides accept it."""
    if not _accepted_by_both(case):
        return hindrance("both_accepted", "双方都认同会商意见以后才能据以出具协调意见书。")
    return None


def somebody_accepts_not(case: Case, facts: Facts, today: date) -> Mistake | None:
    """The government is asked where one side at least refuses the joint opinion or keeps silent."""
    if _accepted_by_both(case):
        return hindrance("somebody_accepts_not", "双方都已认同会商意见，应当据以出具协调意见书。")
    return None


def may_be_copied(case: Case, around: Organisations) -> list[Organisation]:
    """The staffing, justice and guidance bodies of the coordinator's level; a party has the opinion itself."""
    matter, kinds = case.matter, (*COPIED_KINDS, "guidance_body")
    level = [o for o in around.values() if o.open and o.government == around[matter.owner].government]
    apart = (matter.owner, matter.respondent, matter.marks.get("other_party"))
    return [o for o in level if o.kind in kinds and o.id not in apart]


def copied_as_required(case: Case, facts: Facts, today: date) -> Mistake | None:
    """The staffing and justice bodies of the coordinator's level get a copy, as far as they are registered."""
    bodies = may_be_copied(case, case.organisations)
    able = {o.id for o in bodies}
    needed = {o.id for o in bodies if o.kind in COPIED_KINDS}
    chosen = set(facts["copied_bodies"])
    if not chosen <= able:
        return Mistake("copied_bodies", "of_own_level", "只能抄送本级机构编制部门、司法行政机关和指导机构。")
    if missing := needed - chosen:
        names = "、".join(case.organisations[one].name for one in sorted(missing))
        return Mistake("copied_bodies", "copied_as_required", f"协调意见书还应当抄送：{names}。")
    return None


def ruled_after_request(case: Case, facts: Facts, today: date) -> Mistake | None:
    """The government decides after it was asked."""
    sent = ("seal_dispute_request", "seal_performance_request")
    asked = max(shanghai_day(e.happened_at) for e in case.events if e.action in sent)
    return between(facts, "decided_on", "决定日期", asked, "提请之日", today)


def received_in_order(case: Case, facts: Facts, today: date) -> Mistake | None:
    """The opinion is received after it was sent, by today."""
    return between(facts, "received_on", "收到日期", shanghai_day(case.matter.opened_at), "送交之日", today)


def opinion_followed(case: Case, facts: Facts, today: date) -> Mistake | None:
    """A dispute ends when both parties perform the opinion, or the government has dealt with whoever does not."""
    if waiting := case.unsettled:
        return hindrance("opinion_followed", f"还有{waiting}方没有履行完毕，不能办结。")
    return None


def criticism_after_refusal(case: Case, facts: Facts, today: date) -> Mistake | None:
    """Open criticism is for a refused suggestion; to correct may be asked for without one."""
    if facts["purpose"] == "criticise" and case.matter.state != "refused":
        return Mistake("purpose", "criticism_after_refusal", "拒不履行书面建议的，才能提请通报批评。")
    return None


def suggestion_unanswered(case: Case, facts: Facts, today: date) -> Mistake | None:
    """Silence is refusal only after the day set in the suggestion."""
    if "performance_reply" not in case.matter.late:
        return hindrance("suggestion_unanswered", "书面建议的答复期限没有届满，不能登记为拒不履行。")
    return None
