"""A bureau's work through the use cases ``submit`` and ``perform``, as the functions call them."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from jiandu.adapters import table
from jiandu.core.calendar import Calendar
from jiandu.core.deadlines import SHANGHAI, shanghai_day
from jiandu.core.matter import Actor, Case
from jiandu.core.procedure import rules_on
from jiandu.perform import Act, RawFile, perform
from jiandu.submit import Submitted, submit

from infra.demo.office import SCAN

MONDAY = datetime(2026, 3, 2, 9, 30, tzinfo=SHANGHAI)
CLERK, SUPERVISOR, COLLEAGUE = "city-clerk-1", "city-supervisor-1", "city-supervisor-2"
REVIEWER, SIGNER, AGENCY = "city-reviewer-1", "city-signer-1", "city-market-respondent-1"
COMPLAINT = {"agency": "city-market", "category": "unlawful_penalty", "facts": "罚款前未告知听证权利。"}
ACCEPTANCE = {
    "within_scope": True,
    "specific_act": True,
    "officers": [SUPERVISOR, COLLEAGUE],
    "review": "属于监督范围。",
}
OPINION = {"facts": "未告知听证权利。", "judgement": "程序违法。", "demand": "撤销处罚，重新处理。", "checked": True}
URGING = {"duty": "依法查处。", "facts": "收到举报未立案。", "demand": "依法立案查处。", "checked": True}
REPORT = {"facts_found": "经查，未告知。", "finding": "unlawful", "law": "第六十三条", "proposal": "责令改正。"}
MILL_TERM = {
    "organisation": "city-point-mill",
    "title": "示范市丰穗面粉有限公司",
    "category": "enterprise",
    "trade": "制造业",
    "district": "示范县",
    "size": "medium",
    "address": "示范县工业路1号",
    "email": "law@mill.example",
    "phone": "0354-1234567",
    "responsible": "牛满仓",
    "liaison": "麦香兰",
}
BY_HAND = {"method": "direct", "servers": "赵甲、孙乙", "signatory": "王某"}


@dataclass
class Desk:
    """Everybody's acts at one business time."""

    now: datetime = MONDAY
    keys: list[str] = field(default_factory=list)

    @property
    def today(self) -> str:
        return shanghai_day(self.now).isoformat()

    def working_day(self, n: int) -> str:
        return Calendar.published().working_day_after(shanghai_day(self.now), n).isoformat()

    def wait(self, **time: float) -> None:
        self.now += timedelta(**time)

    def submit(self, key: str | None = None, **facts: Any) -> Submitted:
        self.keys.append(key or f"key-{len(self.keys)}")
        return submit({**COMPLAINT, **facts}, self.keys[-1], self.now)

    def wanted(self, matter_id: str, action: str, person: str, /, **facts: Any) -> Act:
        """The act as a request would bring it, by what the person sees now."""
        case = load(matter_id)
        procedure = rules_on(case.matter.profile, shanghai_day(self.now)).procedures[case.matter.kind]
        return Act(
            matter_id=matter_id,
            action=action,
            actor=actor(person, matter_id),
            values=facts,
            path=procedure.path(procedure.actions[action], matter_id),
            now=self.now,
            version=case.matter.version,
        )

    def act(self, matter_id: str, action: str, person: str, /, **facts: Any) -> Case:
        return perform(self.wanted(matter_id, action, person, **facts))

    def accepted(self) -> tuple[str, str]:
        """A complaint and the case opened from it."""
        complaint = self.submit().matter_id
        self.act(complaint, "accept", SUPERVISOR, **ACCEPTANCE)
        (case,) = load(complaint).matter.children
        return complaint, case

    def reported(self, finding: str = "unlawful") -> tuple[str, str]:
        """The same with the agency's statement and the report on file."""
        complaint, case = self.accepted()
        self.act(case, "request_opening", SUPERVISOR, subject="某处罚", mode="daily", reason="涉嫌违法。")
        self.act(case, "open_case", SIGNER)
        self.act(case, "ask_self_check", SUPERVISOR, questions="请说明。", due_on=self.working_day(5))
        self.act(case, "give_statement", AGENCY, statement="我局依法处罚。")
        self.act(case, "inquiry_report", SUPERVISOR, **{**REPORT, "finding": finding})
        return complaint, case

    def reviewed(self) -> str:
        """A case whose opinion waits for its signature."""
        _, case = self.reported()
        self.act(case, "draft_opinion", SUPERVISOR, **OPINION)
        self.act(case, "review_opinion", REVIEWER)
        return case

    def sealed(self) -> str:
        """A case whose sealed opinion waits for its service."""
        case = self.reviewed()
        self.act(case, "sign_opinion", SIGNER)
        self.act(case, "seal_opinion", CLERK, file=scan(), sealed_on=self.today)
        return case

    def correcting(self) -> str:
        """A case whose opinion was served today."""
        case = self.sealed()
        self.act(case, "serve_opinion", CLERK, served_on=self.today, **BY_HAND)
        return case

    def objected(self, case: str) -> str:
        self.act(case, "object", AGENCY, request="withdraw", reasons="程序合法。")
        return next(i for i, child in load(case).matter.children.items() if child.open)


def load(matter_id: str) -> Case:
    case = table.load_case(matter_id)
    assert case is not None
    return case


def actor(person: str, matter_id: str) -> Actor:
    if person == "complainant":
        return Actor("complainant", matter_id)
    found = table.load_person(person)
    assert found is not None
    return Actor("person", found.id, found.organisation, found.roles)


def scan() -> RawFile:
    return RawFile("正本.pdf", SCAN)
