"""What every sheet shares: whose it is, and the matter it is printed from."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from pydantic import Field

from jiandu.core.chinese import chinese_date, chinese_time
from jiandu.core.deadlines import shanghai_day, shanghai_time
from jiandu.core.forms import FORMS
from jiandu.core.forms.fields import hints
from jiandu.core.letters.text import Line, Part
from jiandu.core.matter import Document, Event
from jiandu.core.setting import Setting


class Sheet(Part):
    """A paper printed from the record, without a number of its own; what is not known yet stays blank."""

    bureau: Line = Field(title="行政执法监督机构")
    matter_number: Line = Field(title="事项编号")


class CaseSheet(Sheet):
    """A paper of one case: whom it is about and what for."""

    respondent: Line = Field(title="行政执法机关")
    subject: Line = Field(title="案由")


@dataclass(frozen=True, slots=True, kw_only=True)
class Printing(Setting):
    """The act a sheet is printed from, as it was done; of a document the act that made it."""

    event: Event
    document: Document | None = None

    @property
    def head(self) -> dict[str, Any]:
        """What every sheet begins with."""
        return {"bureau": self.name(self.matter.owner), "matter_number": self.matter.number}

    @property
    def case_head(self) -> dict[str, Any]:
        """What every sheet of a case begins with."""
        return {**self.head, "respondent": self.respondent, "subject": self.subject("有关行政执法问题")}

    @property
    def respondent(self) -> str:
        return self.name(self.matter.respondent)

    @property
    def parties(self) -> str:
        """To whom a letter about the matter goes: the agency, of a dispute both sides."""
        other = self.matter.marks.get("other_party")
        return "、".join([self.respondent, *([self.name(other)] if other else [])])

    @property
    def about(self) -> Document | None:
        """The letter an agency's act answers: of those served and drafted before the act the latest."""
        served = [d for d in self.case.documents if d.service and d.draft < self.event.n]
        return max(served, key=lambda document: document.draft, default=None)

    def before(self, *actions: str) -> Event | None:
        """The latest act of these names up to the sheet's own."""
        return next((e for e in reversed(self.case.events) if e.action in actions and e.n <= self.event.n), None)

    def after(self, *actions: str) -> Event | None:
        """The first act of these names from the sheet's own on."""
        return next((e for e in self.case.events if e.action in actions and e.n >= self.event.n), None)

    def chosen(self, form: str, field: str, facts: Mapping[str, Any]) -> str:
        """The Chinese title of what was chosen in a form; empty where nothing was."""
        titles = hints(FORMS[form].model_fields[field]).get("titles", {})
        return str(titles.get(facts.get(field), ""))


def copied_bodies(draft: Mapping[str, Any]) -> list[str]:
    """The registered bodies that get a copy of a letter, as its draft names one or several."""
    one = draft.get("copied_body")
    return [*draft.get("copied_bodies", ()), *([one] if one else [])]


def touches(event: Event, document_id: str) -> bool:
    """Whether an act made or changed a document."""
    return any(row["id"] == document_id for row in json.loads(event.body)["documents"])


def on(event: Event | None) -> str:
    """The day of an act; empty without one."""
    return chinese_date(shanghai_day(event.happened_at)) if event else ""


def day(text: Any) -> str:
    """2026年3月2日 of an ISO day; empty of none."""
    return chinese_date(date.fromisoformat(str(text))) if text else ""


def moment(text: Any) -> str:
    """2026年3月2日9时30分 of a typed time."""
    at = shanghai_time(str(text))
    return f"{chinese_date(at.date())}{chinese_time(at)}"


def until(began: Any, ended: Any) -> str:
    """The end of a span: 10时 of the day on which it began, else its whole moment."""
    first, last = shanghai_time(str(began)), shanghai_time(str(ended))
    return chinese_time(last) if first.date() == last.date() else moment(ended)


def file_name(value: Any) -> str:
    """The name of a file handed in; empty of none."""
    return str(value["name"]) if value else ""
