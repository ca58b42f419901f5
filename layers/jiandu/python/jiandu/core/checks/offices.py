"""Who may be given what: officers, recusal, other offices, supervised agencies and bureaus."""

from datetime import date, timedelta

from jiandu.core.checks.kind import Facts, hindrance
from jiandu.core.errors import Mistake
from jiandu.core.matter import Case, Organisation


def officers_of_bureau(case: Case, facts: Facts, today: date) -> Mistake | None:
    """At least two different supervisors of the bureau."""
    chosen = facts["officers"]
    able = {p.id for p in case.people.values() if "supervisor" in p.roles and p.organisation == case.matter.owner}
    if len(set(chosen)) < 2 or not set(chosen) <= able:
        return Mistake("officers", "officers_of_bureau", "请从本机关行政执法监督人员中指定两名以上不同的承办人。")
    if set(chosen) & set(case.matter.recusals):
        return Mistake("officers", "not_recused", "已经回避的人员不能再担任本案承办人。")
    return None


def no_open_recusal(case: Case, facts: Facts, today: date) -> Mistake | None:
    """A matter whose officers are in question is not handed on."""
    if "asked" in case.matter.recusals.values():
        return hindrance("no_open_recusal", "回避申请尚未决定。")
    return None


def recusal_asked_for(case: Case, facts: Facts, today: date) -> Mistake | None:
    """A decision answers a question."""
    if "asked" not in case.matter.recusals.values():
        return hindrance("recusal_asked_for", "没有待决定的回避申请。")
    return None


def officer_named(case: Case, facts: Facts, today: date) -> Mistake | None:
    """Whoever is to recuse is one of the matter's officers."""
    if facts["officer"] not in case.matter.officers:
        return Mistake("officer", "officer_named", "请从本案承办人中选择。")
    return None


def replacement_named(case: Case, facts: Facts, today: date) -> Mistake | None:
    """The decision is about who was asked; whoever recuses is replaced by another supervisor."""
    recusals, officer = case.matter.recusals, facts["officer"]
    if recusals.get(officer) != "asked" and recusals.get("*") != "asked":
        return Mistake("officer", "replacement_named", "没有人申请该人员回避，请重新选择。")
    if facts["outcome"] != "recused":
        return None
    able = {p.id for p in case.people.values() if "supervisor" in p.roles and p.organisation == case.matter.owner}
    if facts["replacement"] not in able - {*case.matter.officers, *recusals}:
        return Mistake("replacement", "replacement_named", "请另行指定一名没有回避情形的监督人员接替。")
    return None


def handed_to_a_colleague(case: Case, facts: Facts, today: date) -> Mistake | None:
    """Work is handed to another supervisor of the same bureau."""
    own = {p.id: p for p in case.people.values() if p.organisation == case.matter.owner}
    given, taken = facts["from_person"], own.get(facts["to_person"])
    if given not in own:
        return Mistake("from_person", "handed_to_a_colleague", "请选择本机关人员。")
    if taken is None or "supervisor" not in taken.roles or taken.id == given:
        return Mistake("to_person", "handed_to_a_colleague", "接收人应当是本机关另一名行政执法监督人员。")
    if not facts.get("list"):
        return Mistake("from_person", "something_in_hand", "该人员没有未结的承办事项。")
    return None


def handed_to_another_office(case: Case, facts: Facts, today: date) -> Mistake | None:
    """Up, down or across to another bureau, or to the respondent's own superior department (WH-3.1)."""
    target = case.organisations.get(str(facts["owner"]))
    agency = case.organisations.get(case.matter.respondent)
    if target is None or not target.open or target.id == case.matter.owner:
        return Mistake("owner", "handed_to_another_office", "请选择另一个行政执法监督机构。")
    department = target.kind == "agency" and agency is not None and agency.parent == target.id
    if target.kind != "bureau" and not department:
        return Mistake("owner", "handed_to_another_office", "只能移交司法行政机关，或者被监督机关的上级主管部门。")
    return None


def supervised_bureau(case: Case, facts: Facts, today: date) -> Mistake | None:
    """NAT-39: the addressee is a bureau directly below."""
    target = case.organisations.get(str(facts["respondent"]))
    if target is None or target.kind != "bureau" or target.bureau != case.matter.owner:
        return Mistake("respondent", "supervised_bureau", "请选择下一级行政执法监督机构。")
    return None


def own_agency(organisation: Organisation) -> bool:
    """Whether letters of the ladder go to it: an agency or a lower government, not run vertically."""
    return organisation.kind in ("agency", "government") and organisation.open and not organisation.vertical


def copied_to_guidance_body(case: Case, facts: Facts, today: date) -> Mistake | None:
    """A notice is copied to the guidance body of its own level (Quzhou art. 24)."""
    body = case.organisations.get(str(facts["copied_body"])) if facts.get("copied_body") else None
    fits = body and body.kind == "guidance_body" and body.open and body.bureau == case.matter.owner
    if facts.get("copied_body") and not fits:
        return Mistake("copied_body", "copied_to_guidance_body", "请选择本级综合行政执法指导机构。")
    return None


def sealed_by_own_people(case: Case, facts: Facts, today: date) -> Mistake | None:
    """Whoever approves or applies the seal is of the bureau that has it: the letter's issuer."""
    letter = case.matter.letter
    document = case.document(str(facts.get("document") or (letter.document if letter else "")))
    bureau = (document.issued_by if document else "") or case.matter.owner
    own = {p.id for p in case.people.values() if p.organisation == bureau and not p.left_on}
    for name in ("approved_by", "applied_by"):
        if facts.get(name) and facts[name] not in own:
            return Mistake(name, "sealed_by_own_people", "请选择文书制发机关的人员。")
    return None


def _own_agencies(case: Case) -> set[str]:
    return {o.id for o in case.organisations.values() if o.bureau == case.matter.owner and own_agency(o)}


def respondent_supervised(case: Case, facts: Facts, today: date) -> Mistake | None:
    """The agency is the bureau's own to supervise."""
    if facts["respondent"] not in _own_agencies(case):
        return Mistake("respondent", "respondent_supervised", "请选择本机关监督的行政执法机关，垂直管理的除外。")
    return None


def supervised_agencies(case: Case, facts: Facts, today: date) -> Mistake | None:
    """Each agency of an activity is the bureau's own to supervise, and none is named twice."""
    named = list(facts["agencies"])
    if not set(named) <= _own_agencies(case) or len(set(named)) < len(named):
        return Mistake("agencies", "supervised_agencies", "请选择本机关监督的行政执法机关，垂直管理的除外，不得重复。")
    return None


def deputy_fits(case: Case, facts: Facts, today: date) -> Mistake | None:
    """A deputy is another person of the same bureau, from today or later for a year at most."""
    own = {p.id for p in case.people.values() if p.organisation == case.matter.owner and not p.left_on}
    first, last = (date.fromisoformat(str(facts[name])) for name in ("first_day", "last_day"))
    if facts["person"] not in own:
        return Mistake("person", "deputy_fits", "请选择本机关人员。")
    if facts["deputy"] not in own - {facts["person"]}:
        return Mistake("deputy", "deputy_fits", "代理人应当是本机关另一名工作人员。")
    if first < today:
        return Mistake("first_day", "not_in_past", "代理的第一日不能早于今日。")
    if not first <= last <= first + timedelta(days=366):
        return Mistake("last_day", "between", "代理的最后一日不能早于第一日，也不能超过一年。")
    return None


def deputising_goes_on(case: Case, facts: Facts, today: date) -> Mistake | None:
    """What has ended by itself cannot be ended."""
    if case.matter.deputising is None or case.matter.deputising.last < today:
        return hindrance("deputising_goes_on", "代理已经期满，自行终止。")
    return None
