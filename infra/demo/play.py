"""One matter on its way: what its steps act on, and who acts in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from infra.demo.office import Office


@dataclass
class Play:
    """A matter of the plan being played; ``words`` holds the texts of its steps.

    ``paths``, shared by all matters, is what pages told of where each action is posted.
    """

    office: Office
    words: Mapping[str, Any]
    complaint: str = ""
    code: str = ""
    case: str = ""
    objection: str = ""
    number: str = ""
    state: str = ""
    acts_done: int = 0
    paths: dict[str, str] = field(default_factory=dict)
    _seen: dict[str, dict[str, Any]] = field(default_factory=dict)

    @property
    def agency(self) -> str:
        return str(self.words["agency"])

    @property
    def bureau(self) -> str:
        """``city`` or ``county``: the level whose bureau supervises the agency, or plans of its own accord."""
        if "bureau" in self.words:
            return str(self.words["bureau"])
        return "city" if self.agency == "county-government" else self.agency.split("-")[0]

    def official(self, role: str) -> Office:
        """Signed in as a person of the bureau: supervisor-1, reviewer-1, …"""
        return self.office.as_(f"{self.bureau}-{role}")

    @property
    def handler(self) -> Office:
        return self.official("supervisor-1")

    @property
    def respondent(self) -> Office:
        return self.office.as_(f"{self.agency}-respondent-1")

    def text(self, key: str, otherwise: str = "") -> str:
        """The plan's own words for a field, else the usual ones."""
        return str(self.words.get(key, otherwise)).strip()

    @property
    def today(self) -> str:
        return self.office.now()[:10]

    def working_day(self, n: int, after: str = "") -> str:
        """The n-th working day after today, or after another day."""
        return self.office.working_day(n, after)

    def on_complaint(self, who: Office, action: str, **facts: Any) -> dict[str, Any]:
        return self._note(self._act(who, self.complaint, action, facts))

    def on_case(self, who: Office, action: str, **facts: Any) -> dict[str, Any]:
        return self._note(self._act(who, self.case, action, facts))

    def on_objection(self, who: Office, action: str, **facts: Any) -> dict[str, Any]:
        return self._note(self._act(who, self.objection, action, facts))

    def by_code(self, action: str, **facts: Any) -> None:
        """What the complainant does with the tracking code."""
        after = self.office.post(f"/complaints/track/{action}", {"code": self.code, **facts})
        self.state = f"投诉举报{after['state_title']}"

    def _act(self, who: Office, matter_id: str, action: str, facts: dict[str, Any]) -> dict[str, Any]:
        """By what earlier answers told; where that is not enough, or no longer so, the page is looked at first."""
        seen = self._seen.get(matter_id)
        path = self.paths.get(f"{seen['kind']}.{action}") if seen else None
        if seen and path:
            reply = who.call("POST", path.format(matter_id), {"version": seen["version"], **facts})
            if reply.status == 200:
                return self._remember(reply.body)
        seen = self._remember(who.matter(matter_id))
        path = self.paths.get(f"{seen['kind']}.{action}", f"/matters/{{}}/actions/{action}").format(matter_id)
        return self._remember(who.post(path, {"version": seen["version"], **facts}))

    def _remember(self, view: dict[str, Any]) -> dict[str, Any]:
        for row in (*view["actions"], *view["blocked"]):
            self.paths[f"{view['kind']}.{row['name']}"] = row["path"].replace(view["id"], "{}")
        self._seen[view["id"]] = view
        return view

    def _note(self, after: dict[str, Any]) -> dict[str, Any]:
        letter = after["letter"]
        preparing = f"，{letter['title']}{letter['stage_title']}" if letter else ""
        self.state = f"{after['kind_title']}{after['state_title']}{preparing}"
        return after


Step = Callable[[Play], None]
