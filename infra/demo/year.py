"""Plays a year of the contact points chosen: appointed, looked after, heard, evaluated; one praised, one revoked."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from infra.demo.office import Office
from infra.demo.play import Play
from infra.demo.selection import Selection
from infra.demo.steps.points import filled, raise_by_point

PLAN = Path(__file__).with_name("year.yaml")
PLACE = "paragon"


class Year:
    """The terms of a round's points by their place on its list, and what they raised by its name in the plan."""

    def __init__(self, selection: Selection) -> None:
        self._selection = selection
        self._office = selection.office
        self._paths: dict[str, str] = {}
        self._terms: dict[int, Play] = {}
        self._raised: dict[str, Play] = {}
        self._acts = 0

    def play(self) -> int:
        """How many acts it took."""
        self._appoint()
        for part in yaml.safe_load(PLAN.read_text(encoding="utf-8")):
            self._office.move(days=part["days"])
            print(f"{self._selection.today}　联系点：{part['what']}", flush=True)
            for entry in part["acts"]:
                self._enter(entry)
        return self._acts

    def _appoint(self) -> None:
        days = self._office.get(f"/contact-points/rounds/{self._selection.id}")["term"]
        term = {"first_day": days["first"], "term_ends_on": days["last"]}
        for n, unit in enumerate(self._selection.chosen, 1):
            named = {name: unit[name].split()[0] for name in ("responsible", "liaison")}
            point = self._registered(unit["title"], named["liaison"])
            shown = {name: value for name, value in unit.items() if name not in (*named, "representative")}
            candidacy = self._selection.units[unit["title"]]
            done = self._selection.by("clerk-1").act(candidacy, "appoint", **shown, **named, **term, organisation=point)
            child = next(row for row in done["children"] if row["kind"] == "contact_point")
            self._terms[n] = self._play(f"{point}-1", case=child["id"])

    def _registered(self, name: str, liaison: str) -> str:
        """A unit and its liaison in the register; under an id of its own each time the demo is played."""
        keeper, point = self._selection.by("administrator-1"), f"{PLACE}-unit-{uuid.uuid4().hex[:8]}"
        top = f"{PLACE}-government"
        office = {"level": "city", "kind": "contact_point", "government": top, "bureau": f"{PLACE}-bureau"}
        keeper.post(f"/admin/organisations/{top}/add_organisation", {"id": point, "name": name, **office})
        person = {"id": f"{point}-1", "name": liaison, "title": "联系人", "roles": ["contact_point"]}
        keeper.post(f"/admin/organisations/{point}/add_person", person)
        return point

    def _play(self, person: str, case: str = "", **words: Any) -> Play:
        return Play(self._office, {"bureau": PLACE, "by": person, **words}, case=case, paths=self._paths)

    def _enter(self, entry: Mapping[str, Any]) -> None:
        for n in entry.get("points", ()):
            person = str(self._terms[n].words["by"])
            if "raise" in entry:
                self._raised[entry["raise"]] = raised = self._play(person, kind="advice", facts=entry["facts"])
                raise_by_point(raised)
            elif "lead" in entry:
                self._raised[entry["lead"]] = self._led(person, entry["facts"])
            else:
                self._act(self._terms[n], entry)
        if "of" in entry:
            self._act(self._raised[entry["of"]], entry)

    def _led(self, person: str, facts: Mapping[str, Any]) -> Play:
        """A lead handed in by a point; what becomes of it is the bureau's."""
        lead = self._play(person)
        taken = self._by(lead).post("/take-in", filled(lead, facts), Idempotency_Key=uuid.uuid4().hex)
        lead.case = str(taken["matter_id"])
        return lead

    def _act(self, play: Play, entry: Mapping[str, Any]) -> None:
        who = self._selection.by(entry["by"]) if "by" in entry else self._by(play)
        play.on_case(who, str(entry["do"]), **filled(play, entry.get("facts", {})))
        self._acts += 1

    def _by(self, play: Play) -> Office:
        return self._office.as_(str(play.words["by"]))
