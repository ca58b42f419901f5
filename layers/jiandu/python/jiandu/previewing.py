"""Letters before they are issued: composed and rendered from what is there or typed; nothing is numbered or kept."""

from dataclasses import replace
from datetime import datetime

from jiandu.adapters import table
from jiandu.adapters.ids import RandomIds
from jiandu.core.access import may
from jiandu.core.compose import Plan, Setting, compose, plans, title_of
from jiandu.core.deadlines import shanghai_day
from jiandu.core.decide import ready
from jiandu.core.errors import conflict, missing
from jiandu.core.examining import examined_letter
from jiandu.core.letters import KINDS
from jiandu.core.matter import Actor
from jiandu.core.procedure import rules_on
from jiandu.perform import Act, foresee, with_neighbours
from jiandu.rendering import rendered
from jiandu.views.preview import Shown

TO_SIGN = "（待签发）"


def in_preparation(matter_id: str, actor: Actor, now: datetime) -> list[Shown]:
    """The letter in preparation as its signature would issue it; Missing where there is none to be signed."""
    case = table.load_case(matter_id)
    if case is None or not may(actor, "letter_in_preparation", case.matter):
        raise missing("matter_id", "没有这个事项。")
    rules = rules_on(case.matter.profile, shanghai_day(now))
    action = rules.procedures[case.matter.kind].signing(case.matter.letter)
    if action is None:
        raise missing("letter", "现在没有等待签发的文书。")
    present = with_neighbours(ready(case, rules, now, RandomIds()), action, shanghai_day(now))
    signer = Actor("person", TO_SIGN, case.matter.owner)
    return _drafts(Setting(present, action, signer, {}, shanghai_day(now), rules))


def would_issue(act: Act) -> list[Shown]:
    """The letters an act would issue; refused as the act itself would be, but for the version."""
    return _drafts(foresee(act))


def _drafts(setting: Setting) -> list[Shown]:
    setting = replace(setting, preview=True)
    planned = plans(setting.action, setting.facts, setting.matter, setting.rules)
    if not planned:
        raise conflict("documents", "按现在填写的内容，办理时不制发文书。")
    return [_draft(plan, setting) for plan in planned]


def _draft(plan: Plan, setting: Setting) -> Shown:
    title, letter = title_of(plan.kind), compose(plan, setting, "")
    body = rendered(setting.issuer.id, plan.kind.removesuffix("_draft"), letter)[0]
    offices, people = setting.case.organisations.values(), setting.case.people.values()
    own = (kind := KINDS.get(plan.kind)) is not None and kind.addressee == "complainant"
    found = None if own else examined_letter(letter, [*(o.name for o in offices), *(p.name for p in people)])
    return Shown(title, f"{title}（预览）.docx", body, found)
