"""All a letter is composed from, and what letters of every kind say alike."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from jiandu.core.chinese import article, chinese_date
from jiandu.core.deadlines import shanghai_day
from jiandu.core.errors import conflict
from jiandu.core.forms.intake import ACTS, CATEGORIES
from jiandu.core.letters.text import FOUND_AT_WORK
from jiandu.core.matter import Actor, Case, Matter, Organisation, Person
from jiandu.core.procedure import Action, Article, ClockValue, Rules
from jiandu.core.staff import valid

UNITS = {"working_day": "个工作日", "day": "日", "month": "个月", "year": "年", "hour": "小时"}


@dataclass(frozen=True, slots=True)
class Setting:
    """All a letter is composed from; a ``preview`` of it has neither number nor day."""

    case: Case
    action: Action
    actor: Actor
    facts: Mapping[str, Any]
    today: date
    rules: Rules
    preview: bool = False

    @property
    def matter(self) -> Matter:
        return self.case.matter

    @property
    def complaint(self) -> Case | None:
        """The complaint behind the matter, or None."""
        if self.matter.kind == "complaint":
            return self.case
        return self.case.parent if self.case.parent and self.case.parent.matter.kind == "complaint" else None

    @property
    def draft(self) -> Mapping[str, Any]:
        """What the drafter wrote of the letter in preparation."""
        return self.case.letter_facts

    def name(self, organisation: str | None) -> str:
        return self.case.organisation(str(organisation)).name

    def person(self, person_id: str) -> str:
        known = self.case.people.get(person_id)
        return known.name if known else person_id

    @property
    def issuer(self) -> Organisation:
        """The matter's bureau, or the superior one whose officer acts; numbers are of its series."""
        acting = self.case.organisations.get(self.actor.organisation)
        return acting if acting and acting.kind == "bureau" else self.case.organisation(self.matter.owner)

    @property
    def government(self) -> str:
        return self.name(self.case.organisation(self.matter.owner).government)

    @property
    def officers(self) -> list[str]:
        chosen = [self.case.people[p] for p in self.matter.officers if p in self.case.people]
        return [person.name for person in chosen]

    @property
    def certified_officers(self) -> list[str]:
        """张三（证号 0001）: with the supervision certificate valid today, where there is one."""
        return [
            with_certificate(self.case.people[p], self.today) for p in self.matter.officers if p in self.case.people
        ]

    @property
    def source(self) -> str:
        """投诉举报 only with the complainant's consent (practice 16)."""
        told = self.complaint.told if self.complaint else {}
        return "投诉举报" if told.get("disclose") else FOUND_AT_WORK

    def subject(self, otherwise: str) -> str:
        """案由 as the case was opened under, or the title of what is followed as a whole; without a full stop."""
        opened = self.case.facts_of("request_opening") or {}
        return (str(opened.get("subject", "")) or self.matter.title).rstrip("。") or otherwise

    def period(self, clock: str, letter: Mapping[str, Any] | None = None) -> str:
        """30日, 5个工作日: the profile's number, else the letter's own days; empty where neither sets one."""
        value: ClockValue | None = self.rules.values.get(clock)
        if value and value.n and value.unit:
            return f"{value.n}{UNITS[value.unit]}"
        return f"{letter['days']}日" if letter and letter.get("days") else ""

    def required_period(self, clock: str, letter: Mapping[str, Any]) -> str:
        """The same where a letter must print one; nothing is invented."""
        period = self.period(clock, letter)
        if not period:
            raise conflict("period", "本地没有规定期限，文书也没有载明期限；请退回拟稿补充。")
        return period


def certificate_on(person: Person, day: date) -> str:
    """The number of a supervision certificate valid on a day; empty where there is none."""
    return next((c.number for c in person.certificates if valid(c, day)), "")


def with_certificate(person: Person, day: date) -> str:
    """张三（证号 0001）; the name alone where no certificate is valid."""
    number = certificate_on(person, day)
    return f"{person.name}（证号 {number}）" if number else person.name


def cite(basis: tuple[Article, ...]) -> str:
    """《行政执法监督条例》第二十八条、《…办法》第二十三条; 内部规则 for a row without an article."""
    return "、".join(f"{a.citation}{article(a.number) if a.number else ''}" for a in basis)


def authority(s: Setting) -> str:
    """The articles the act stands on, for a letter; what is only the office's own rule is not cited outside."""
    return cite(tuple(a for a in s.action.basis if a.number))


def marks(s: Setting, number: str, addressee: str) -> dict[str, Any]:
    """What every letter of the bureau bears."""
    return {**borne(s, number), "addressee": addressee}


def borne(s: Setting, number: str) -> dict[str, Any]:
    """What every document of the bureau bears, addressed or not."""
    officers = "、".join(s.officers) if s.issuer.id == s.matter.owner else ""
    return {
        "issuer": s.issuer.name,
        "number": "" if s.preview else number,
        "issued_on": "" if s.preview else chinese_date(s.today),
        "draft": s.preview,
        "contact": f"联系人：{officers}" if officers else f"承办机构：{s.issuer.name}",
    }


def summary(s: Setting) -> str:
    """The complaint in the office's words: agency, kind of act, kind of problem; nothing the complainant typed."""
    assert s.complaint is not None
    told = s.complaint.told
    act = f"{ACTS[told['act']]}中" if told.get("act") else ""
    what = "的有关" if told["category"] == "other" else f"“{CATEGORIES[told['category']]}”的"
    return f"反映{s.name(s.matter.respondent)}{act}{what}问题。"


def to_complainant(s: Setting, number: str) -> dict[str, Any]:
    """What every notice to the person who complained says."""
    assert s.complaint is not None
    entered = s.complaint.told.get("received_on")
    return {
        **marks(s, number, "投诉举报人"),
        "matter_number": s.matter.number,
        "received_on": chinese_date(date.fromisoformat(entered) if entered else shanghai_day(s.matter.opened_at)),
        "summary": summary(s),
    }


def dated(facts: Mapping[str, Any], name: str) -> str:
    """A day among the facts as documents write it."""
    return chinese_date(date.fromisoformat(str(facts[name])))


def on_course(setting: Setting, number: str) -> dict[str, Any]:
    """What every notice to the agency on the course of its case begins with."""
    return {
        **marks(setting, number, setting.name(setting.matter.respondent)),
        "subject": setting.subject("有关行政执法问题"),
        "basis": authority(setting),
    }
