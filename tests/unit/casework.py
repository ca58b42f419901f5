"""A bureau at work without any adapter: the pure core over matters kept in a dictionary."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from jiandu.core.access import role_in
from jiandu.core.admit import admit, examine
from jiandu.core.advance import advance
from jiandu.core.calendar import Calendar
from jiandu.core.compose import Setting, compose, document, plans
from jiandu.core.deadlines import SHANGHAI, shanghai_day
from jiandu.core.decide import Decision, decide, open_child, ready
from jiandu.core.errands import Errands, Target
from jiandu.core.errors import JianduError
from jiandu.core.forms import FORMS
from jiandu.core.forms.intake import PERSONAL
from jiandu.core.forms.reading import read_form
from jiandu.core.letters.text import Letter
from jiandu.core.matter import Actor, Case, Certificate, Clock, Document, Event, Matter, Organisation, Person
from jiandu.core.procedure import Action, Procedure, Rules, read
from jiandu.views.matter import Surroundings, matter_view

from infra.build.law import compiled

ROOT = Path(__file__).parents[2]
MONDAY = datetime(2026, 3, 2, 9, 30, tzinfo=SHANGHAI)


@cache
def _law() -> dict[str, list[Any]]:
    return compiled(ROOT)


@cache
def rules_of(profile: str) -> Rules:
    """The latest rules of a profile, compiled from the rows as they are now."""
    return read(_law()[profile][-1])


ORGANISATIONS = {
    o.id: o
    for o in (
        Organisation(id="government", name="示范市人民政府", level="city", kind="government"),
        Organisation(
            id="bureau",
            name="示范市司法局",
            level="city",
            kind="bureau",
            government="government",
            bureau="province",
            short="市司",
        ),
        Organisation(id="province", name="示范省司法厅", level="province", kind="bureau", short="省司"),
        Organisation(id="county", name="示范县司法局", level="county", kind="bureau", bureau="bureau", short="县司"),
        Organisation(id="market", name="示范市市场监督管理局", level="city", kind="agency", bureau="bureau"),
        Organisation(id="water", name="示范市水利局", level="city", kind="agency", bureau="bureau"),
        Organisation(id="tax", name="示范市税务局", level="city", kind="agency", bureau="bureau", vertical=True),
        Organisation(id="mill", name="示范市面粉厂", level="city", kind="contact_point", bureau="bureau"),
        Organisation(id="elsewhere", name="外市水利局", level="city", kind="agency", bureau="other-bureau"),
    )
}
CERTIFICATES = [
    Certificate(number=str(n), issued_on=date(2025, 1, 1), valid_to=date(2035, 12, 31), issuer="示范省人民政府")
    for n in range(1, 3)
]
PEOPLE = {
    p.id: p
    for p in (
        Person(id="zhou", name="周一", organisation="bureau", roles=("supervisor",), certificates=(CERTIFICATES[0],)),
        Person(id="lin", name="林二", organisation="bureau", roles=("supervisor",), certificates=(CERTIFICATES[1],)),
        Person(id="han", name="韩三", organisation="bureau", roles=("reviewer",)),
        Person(id="zheng", name="郑四", organisation="bureau", roles=("signer",)),
        Person(id="du", name="杜五", organisation="bureau", roles=("clerk",)),
        Person(id="gao", name="高六", organisation="market", roles=("respondent",)),
        Person(id="qian", name="钱七", organisation="tax", roles=("respondent",)),
        Person(id="wu", name="吴八", organisation="bureau", roles=("supervisor", "reviewer", "signer")),
        Person(id="sheng", name="盛九", organisation="province", roles=("supervisor", "signer")),
        Person(id="xian", name="县十", organisation="county", roles=("supervisor", "signer")),
        Person(id="ding", name="丁甲", organisation="county", roles=("supervisor", "clerk")),
        Person(id="mai", name="麦乙", organisation="mill", roles=("contact_point",)),
    )
}


def person(name: str) -> Actor:
    """One of ``PEOPLE`` as an actor."""
    found = PEOPLE[name]
    return Actor("person", found.id, found.organisation, found.roles)


ZHOU, LIN, HAN, ZHENG, DU, GAO, QIAN, WU, SHENG, XIAN, DING, MAI = map(person, PEOPLE)


def overseeing(actor: Actor, matter: Matter) -> Actor:
    """The actor as the use case knows him: whether the bureau below his own has the matter."""
    owner = ORGANISATIONS[matter.owner]
    stranger = actor.kind == "person" and actor.organisation not in (matter.owner, matter.respondent)
    return replace(actor, oversees=matter.owner) if stranger and owner.bureau == actor.organisation else actor


@dataclass
class Counting:
    """The core's ``Fresh`` with nothing random in it."""

    made: int = 0

    def _next(self) -> int:
        self.made += 1
        return self.made

    def id(self) -> str:
        return f"{self._next():032x}"

    def salt(self) -> str:
        return f"{self._next():032x}"

    def number(self, prefix: str, day: date) -> str:
        return f"{prefix}{day:%Y%m%d}-{self._next():06d}"


def upload(name: str = "正本.pdf") -> dict[str, Any]:
    """A stored file as the facts name it."""
    return {"name": name, "media_type": "application/pdf", "size": 9, "sha256": "ab" * 32, "key": "received/m/ab.pdf"}


@dataclass
class Bureau:
    """Every matter of one bureau, the business time, and what was written."""

    profile: str = "jinzhong"
    now: datetime = MONDAY
    fresh: Counting = field(default_factory=Counting)
    cases: dict[str, Case] = field(default_factory=dict)
    letters: list[Letter] = field(default_factory=list)
    numbers: dict[str, int] = field(default_factory=dict)
    refusals: list[JianduError] = field(default_factory=list)

    @property
    def rules(self) -> Rules:
        return rules_of(self.profile)

    @property
    def today(self) -> date:
        return shanghai_day(self.now)

    def wait(self, **time: float) -> None:
        self.now += timedelta(**time)

    def procedure(self, matter_id: str) -> Procedure:
        return self.rules.procedures[self.cases[matter_id].matter.kind]

    def action(self, matter_id: str, name: str) -> Action:
        return self.procedure(matter_id).actions[name]

    def case(self, matter_id: str, into: str = "") -> Case:
        """The matter with its parent, its open case, the one of the number ``into`` or into which it was merged, and
        everybody around it."""
        case = self.cases[matter_id]
        open_cases = [i for i, c in case.matter.children.items() if c.open and c.kind == "supervision"]
        numbered = [c for c in self.cases.values() if into and c.matter.number == into]
        parent, child = (self.cases.get(i or "") for i in (case.matter.parent, open_cases[0] if open_cases else None))
        around: dict[str, Any] = {"organisations": ORGANISATIONS, "people": PEOPLE, "choices": self.rules.choices}
        return replace(
            case,
            parent=replace(parent, **around) if parent else None,
            child=child,
            other=numbered[0] if numbered else self.cases.get(case.matter.merged_into or ""),
            leads=tuple(self.cases[row["matter"]].matter for row in (case.facts_of("begin") or {}).get("pooled", ())),
            **around,
        )

    def submit(self, agency: str = "market", **facts: Any) -> str:
        """A complaint; the id of its matter."""
        told = {"agency": agency, "category": "unlawful_penalty", "facts": "罚款前未告知听证权利。", **facts}
        form = read_form(FORMS["complaint"], told).model_dump(mode="json", exclude={*PERSONAL})
        procedure = self.rules.procedures["complaint"]
        matter = Matter(
            id=self.fresh.id(),
            kind="complaint",
            profile=self.profile,
            number=self.fresh.number("TS", self.today),
            owner="bureau",
            respondent=agency,
            state=procedure.initial,
            opened_at=self.now,
            category=form["category"],
        )
        actor = Actor("complainant", matter.id)
        action = procedure.actions["submit"]
        self._keep(decide(Case(matter), action, actor, form, self.now, self.rules, self.fresh))
        return matter.id

    def begin(self, kind: str, actor: Actor, /, **facts: Any) -> str:
        """A matter an office begins by its own hand, as ``begin`` does; its id."""
        procedure = self.rules.procedures[kind]
        matter = Matter(
            id=self.fresh.id(),
            kind=kind,
            profile=self.profile,
            number=self.fresh.number(procedure.prefix, self.today),
            owner=actor.organisation,
            respondent="",
            state=procedure.initial,
            opened_at=self.now,
        )
        action = procedure.actions["begin"]
        given = read_form(FORMS[str(action.form)], facts).model_dump(mode="json")
        if kind == "handover":
            open_cases = (c.matter for c in self.cases.values() if not c.matter.closed_at and not c.matter.confined)
            given["list"] = [{"matter": m.id} for m in open_cases if given["from_person"] in m.officers]
        case = Case(matter, organisations=ORGANISATIONS, people=PEOPLE)
        assert role_in(actor, action.who, matter)
        examine(case, action, given, self.today)
        decision = self._keep(decide(case, action, actor, given, self.now, self.rules, self.fresh))
        if decision.errands:
            self.run(decision.errands, matter.id)
        return matter.id

    def run(self, errands: Errands, sender_id: str) -> None:
        """The errands of a matter done one after another, as the sender does; what is refused is kept aside."""
        for target in errands.targets:
            try:
                self._keep(self._errand(errands, self.case(sender_id), target))
            except JianduError as refusal:
                self.refusals.append(refusal)

    def _errand(self, errands: Errands, sender: Case, target: Target) -> Decision:
        actor = Actor("matter", sender.matter.id, sender.matter.owner, (sender.matter.kind,))
        if errands.opens:
            return open_child(sender, errands.opens, target, actor, errands.facts, self.now, self.rules, self.fresh)
        case, procedure = self.case(target.matter), self.procedure(target.matter)
        action = procedure.actions.get(target.action or errands.action)
        if action is None:
            raise JianduError("no such act")
        present = ready(case, self.rules, self.now, self.fresh)
        admit(present, procedure, action, actor)
        examine(present, action, errands.facts, self.today)
        return decide(case, action, actor, errands.facts, self.now, self.rules, self.fresh)

    def act(self, matter_id: str, name: str, actor: Actor, /, **facts: Any) -> Decision:
        """Gathers, admits, examines, writes and decides as ``perform`` does, and keeps the answer."""
        action = self.action(matter_id, name)
        case = self.case(matter_id, str(facts.get("into", "")) if action.effect.other else "")
        actor = overseeing(actor, case.matter)
        present = ready(case, self.rules, self.now, self.fresh)
        admit(present, self.procedure(matter_id), action, actor)
        given = read_form(FORMS[action.form], facts).model_dump(mode="json") if action.form else {}
        examine(present, action, given, self.today, actor)
        setting = Setting(present, action, actor, given, self.today, self.rules)
        issued = self._issue(setting)
        decision = self._keep(decide(case, action, actor, given, self.now, self.rules, self.fresh, issued))
        if decision.errands:
            self.run(decision.errands, matter_id)
        return decision

    def sweep(self) -> list[Event]:
        """Every matter advanced to now."""
        raised: list[Event] = []
        for matter_id, case in self.cases.items():
            answer = advance(case, self.procedure(matter_id), self.now, self.fresh.salt)
            self.cases[matter_id] = answer.case
            raised.extend(answer.events)
        return raised

    def _issue(self, setting: Setting) -> tuple[Document, ...]:
        issued = []
        for plan in plans(setting.action, setting.facts, setting.matter, setting.rules):
            given = str(setting.facts.get("number", ""))
            number = self._number(f"{setting.issuer.short}{plan.code}") if plan.code and not given else given
            kept = "" if plan.kind.endswith("_draft") else number
            letter = compose(plan, setting, number)
            self.letters.append(letter)
            sha256 = hashlib.sha256(letter.model_dump_json().encode()).hexdigest()
            made = document(plan, setting, kept, self.fresh.id())
            issued.append(made.model_copy(update={"key": f"issued/{sha256}.docx", "sha256": sha256}))
        return tuple(issued)

    def _number(self, series: str) -> str:
        """The next number of a series that no document has, as ``perform`` gives it."""
        taken = {d.number for case in self.cases.values() for d in case.documents}
        first = self.numbers.get(series, 0) + 1
        numbers = ((n, f"{series}〔{self.today.year}〕{n}号") for n in count(first))
        self.numbers[series], number = next((n, number) for n, number in numbers if number not in taken)
        return number

    def _keep(self, decision: Decision) -> Decision:
        for part in decision.all:
            self.cases[part.case.matter.id] = replace(
                part.case, parent=None, child=None, other=None, organisations={}, people={}
            )
        return decision


def refused(act: Callable[[], object]) -> tuple[str, str]:
    """Field and rule of the first mistake of a refusal."""
    with pytest.raises(JianduError) as refusal:
        act()
    mistake = refusal.value.mistakes[0]
    assert mistake.message.endswith("。")
    return mistake.field, mistake.rule


def seen(bureau: Bureau, matter_id: str, actor: Actor, now: datetime | None = None) -> dict[str, Any]:
    """The matter as an actor's page shows it."""
    around = Surroundings(
        organisations={o.id: o.name for o in ORGANISATIONS.values()},
        people={p.id: p.name for p in PEOPLE.values()},
        linked={i: case.matter for i, case in bureau.cases.items()},
    )
    return matter_view(bureau.case(matter_id), actor, bureau.rules, now or bureau.now, around)


def accepted(bureau: Bureau, **facts: Any) -> tuple[str, str]:
    """A complaint accepted as a case: both matters' ids."""
    complaint = bureau.submit(**facts)
    assigned = {"within_scope": True, "specific_act": True, "officers": ["zhou", "lin"], "review": "属于监督范围。"}
    bureau.act(complaint, "accept", ZHOU, **assigned)
    (case,) = bureau.cases[complaint].matter.children
    return complaint, case


def reported(bureau: Bureau, finding: str = "unlawful", **facts: Any) -> tuple[str, str]:
    """An inquiry with the agency's statement and the report on file."""
    complaint, case = accepted(bureau, **facts)
    bureau.act(case, "request_opening", ZHOU, subject="某处罚程序问题", mode="daily", reason="涉嫌程序违法")
    bureau.act(case, "open_case", ZHENG)
    bureau.act(case, "ask_self_check", ZHOU, questions="请说明处罚程序。", due_on=working_day_after(bureau.today, 5))
    bureau.act(case, "give_statement", GAO, statement="我局依法处罚。")
    found = {"facts_found": "经查，未告知听证权利。", "law": "行政处罚法第六十三条", "proposal": "责令改正。"}
    bureau.act(case, "inquiry_report", ZHOU, finding=finding, **found)
    return complaint, case


OPINION = {"facts": "未告知听证权利。", "judgement": "程序违法。", "demand": "撤销处罚，重新处理。", "checked": True}
URGING = {"duty": "依法查处。", "facts": "收到举报未立案。", "demand": "依法立案查处。", "checked": True}
PROPOSAL = {
    "facts": "事实。",
    "non_compliance": "未纠正。",
    "proposal": "制发决定书。",
    "decision": "撤销。",
    "checked": True,
}


BY_HAND = {"method": "direct", "signatory": "王某 办公室主任", "servers": "赵甲、孙乙", "place": "市场监管局办公室"}


def signed(bureau: Bureau, case: str, letter: str, **draft: Any) -> None:
    """A letter drafted, reviewed and signed by three persons."""
    bureau.act(case, f"draft_{letter}", ZHOU, **draft)
    bureau.act(case, f"review_{letter}", HAN)
    bureau.act(case, f"sign_{letter}", ZHENG)


def sealed(bureau: Bureau, case: str, letter: str, **draft: Any) -> None:
    """The same with the sealed copy uploaded."""
    signed(bureau, case, letter, **draft)
    bureau.act(case, f"seal_{letter}", DU, file=upload(), sealed_on=bureau.today)


def served(bureau: Bureau, case: str, letter: str, **draft: Any) -> None:
    """The same, served today."""
    sealed(bureau, case, letter, **draft)
    serve(bureau, case, letter, bureau.today)


def serve(bureau: Bureau, case: str, letter: str, day: date) -> None:
    bureau.act(case, f"serve_{letter}", DU, served_on=day, **BY_HAND)


def correcting(bureau: Bureau, **facts: Any) -> tuple[str, str]:
    """A case whose 意见书 was served today."""
    complaint, case = reported(bureau, **facts)
    served(bureau, case, "opinion", **OPINION)
    return complaint, case


def performing(bureau: Bureau) -> tuple[str, str]:
    """A case whose 督办函, due in ten working days, was served today."""
    complaint, case = reported(bureau, "inaction")
    served(bureau, case, "urging", **URGING, due_on=working_day_after(bureau.today, 10))
    return complaint, case


def objected(bureau: Bureau, case: str) -> str:
    """An objection raised now; its matter's id."""
    before = set(bureau.cases[case].matter.children)
    bureau.act(case, "object", GAO, request="withdraw", reasons="程序合法。")
    (objection,) = set(bureau.cases[case].matter.children) - before
    return objection


def answered(bureau: Bureau, objection: str, outcome: str) -> Decision:
    """Examined by the reviewer, answered by the signer."""
    bureau.act(objection, "review_objection", HAN, course="调阅案卷。", view="已论证。")
    return bureau.act(objection, "answer_objection", ZHENG, outcome=outcome, reasons="理由。", changes="改为限期补正。")


def proposed(bureau: Bureau, case: str, **facts: Any) -> None:
    """The 请示 signed, sealed and sent."""
    sealed(bureau, case, "request_to_government", **{**PROPOSAL, **facts})


def decided(bureau: Bureau, case: str, **facts: Any) -> Decision:
    """The government's decision recorded with its scan."""
    decision: Mapping[str, Any] = {
        "outcome": "decided",
        "decided_on": bureau.today,
        "kinds": ["revoke"],
        "number": "示政执监决〔2026〕1号",
        "text": "撤销处罚决定。",
        "approval": "市长批示",
        "scan": upload("决定书.pdf"),
        **facts,
    }
    return bureau.act(case, "record_decision", ZHOU, **decision)


def working_day_after(day: date, n: int) -> date:
    """The n-th working day after a day."""
    return Calendar.published().working_day_after(day, n)


def matter(bureau: Bureau, matter_id: str) -> Matter:
    """The matter as it stands."""
    return bureau.cases[matter_id].matter


def clock(bureau: Bureau, matter_id: str, key: str) -> Clock:
    """The clock ``name#n``."""
    return next(c for c in bureau.cases[matter_id].clocks if c.key == key)


def ago(bureau: Bureau, days: int) -> date:
    return bureau.today - timedelta(days=days)
