"""Plays the choice of the first twenty contact points: thirty candidates, as Zhuzhou chose them."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import chain, repeat
from typing import Any

from infra.demo.office import Office, scan

TRADES = {"制造业": 8, "服务业": 5, "零售业": 3, "村（社区）": 2, "商（协）会组织": 2}
ENTITIES = {"制造业": 80_500, "服务业": 50_900, "零售业": 29_600, "村（社区）": 20_300, "商（协）会组织": 18_700}
DISTRICTS = {"天权区": 5, "玉衡区": 4, "开阳县": 3, "瑶光县": 3, "天枢区": 2, "天璇县": 2, "天玑区": 1}
SIZES = {"large": 6, "medium": 8, "small": 4, "individual": 2}
CATEGORIES = {"村（社区）": "committee", "商（协）会组织": "association"}
NAMES = {
    "制造业": "机械厂",
    "服务业": "餐饮店",
    "零售业": "百货店",
    "村（社区）": "村民委员会",
    "商（协）会组织": "商会",
}
SURNAMES = "甘温宁池姚安路裴齐邱窦岑鲁祝管洪凌柯阮滕易康邢巩闵尤项祁庄谈"
CHOSEN, PENALISED, OTHERS, RECOMMENDED = 20, 5, 5, 12
MET = ("politics", "close", "lawyers", "typical", "unpenalised", "able")
PEOPLE = ["paragon-supervisor-1", "paragon-supervisor-2"]


@dataclass
class Selection:
    """One round, from its plan to the published list; ``units`` are the candidacies by name.

    ``chosen`` are the profiles of those on the list.
    """

    office: Office
    id: str = ""
    units: dict[str, str] = field(default_factory=dict)
    chosen: list[dict[str, Any]] = field(default_factory=list)

    def by(self, role: str) -> Office:
        return self.office.as_(f"paragon-{role}")

    @property
    def today(self) -> date:
        return date.fromisoformat(self.office.now()[:10])

    @property
    def _page(self) -> str:
        return f"/contact-points/rounds/{self.id}"

    def play(self) -> Mapping[str, int]:
        """How many candidates came to which state."""
        self._open()
        profiles = _profiles()
        self.chosen = profiles[:CHOSEN]
        for n, unit in enumerate(profiles):
            self._nominate(n, unit)
        self._pass(self.office.get(self._page)["nominations_until"])
        supervisor = self.by("supervisor-1")
        supervisor.act(self.id, "close_nominations")
        self.units = {row["title"]: str(row["id"]) for row in supervisor.matter(self.id)["children"]}
        for n, unit in enumerate(profiles):
            self._examine(n, unit)
        self._decide([self.units[unit["title"]] for unit in self.chosen])
        return self._counts()

    def _open(self) -> None:
        plan = {
            "title": "首批行政执法监督联系点",
            "need": "规范涉企行政检查，兼顾区域、行业和规模。",
            "places": CHOSEN,
            "entities": _lines(ENTITIES),
            "districts": _lines(DISTRICTS),
            **SIZES,
            "due_on": self.office.working_day(3),
            "plaque": "榜样市行政执法监督联系点",
        }
        self.id = str(self.by("supervisor-1").post("/begin/selection", plan)["id"])
        self.by("signer-1").act(self.id, "approve_selection", opinion="同意。")

    def _nominate(self, n: int, unit: Mapping[str, Any]) -> None:
        """Of the twenty twelve are recommended and eight nominate themselves; of the others every second."""
        recommended = n < RECOMMENDED or (n >= CHOSEN and n % 2 == 0)
        path, key = f"{self._page}/candidates", uuid.uuid4().hex
        more: dict[str, Any]
        if recommended:
            by, more = self.by("commerce-respondent-1"), {"consent": scan("意愿书.pdf"), "recommended_by": "商务局"}
        else:
            by, more = self.office, {"willing": True, "altcha": self.office.proof()}
        by.post(path, {**unit, **more}, Idempotency_Key=key)

    def _examine(self, n: int, unit: Mapping[str, Any]) -> None:
        day, candidacy, supervisor = self.today.isoformat(), self.units[unit["title"]], self.by("supervisor-1")
        self.by("clerk-1").act(candidacy, "add_materials", note="盖章申请材料", consent=scan("意愿书.pdf"))
        talk = {"person": unit["responsible"], "party": "建有党支部。", "content": "态度坚定，愿意担任。"}
        supervisor.act(candidacy, "record_candidate_talk", talked_on=day, **talk)
        penalised = CHOSEN <= n < CHOSEN + PENALISED
        supervisor.act(candidacy, "examine_conditions", **_finding(self.today, unit, penalised))
        if penalised:
            return
        points = dict.fromkeys(("typical", "lawful", "lawyers", "willing"), 22 if n < CHOSEN else 18)
        for who, action in (("supervisor-2", "first_score"), ("reviewer-1", "second_score")):
            self.by(who).act(candidacy, action, relation="none", **points, opinion="材料齐全。")
        visit = {"visited_on": day, "visitors": PEOPLE, "received_by": unit["liaison"], "findings": "情况属实。"}
        supervisor.act(candidacy, "visit_site", **visit)
        supervisor.act(candidacy, "shortlist", reason="通过材料评审和实地调研。")

    def _decide(self, chosen: list[str]) -> None:
        supervisor, day = self.by("supervisor-1"), self.today.isoformat()
        votes = {"attendees": "文正清\n易天平\n谭慎思", "in_favour": 3, "against": 0, "abstained": 0}
        supervisor.act(self.id, "decide_list", held_on=day, chosen=chosen, **votes)
        supervisor.act(self.id, "give_notice", published_at="本局网站、公告栏", contact="0731-2345678")
        for candidate in chosen[:2]:
            objection = {"candidate": candidate, "facts": "听说曾被处罚，请核实。", "altcha": self.office.proof()}
            path, key = f"{self._page}/objections", uuid.uuid4().hex
            self.office.post(path, objection, Idempotency_Key=key)
        for entry in supervisor.matter(self.id)["timeline"]:
            if entry["name"] == "object_to_list":
                answer = {"verification": "没有近三年的处罚。", "finding": "unfounded", "answer": "匿名异议，留存。"}
                supervisor.act(self.id, "answer_list_objection", objection=str(entry["n"]), **answer)
        self._pass(self.office.get(self._page)["notice"]["last"])
        self.by("signer-1").act(self.id, "publish_list_after_notice", published_at="本局网站、公告栏")

    def _pass(self, last: str) -> None:
        """To the morning after the last day of something."""
        self.office.move(to=(date.fromisoformat(last) + timedelta(days=1)).isoformat())

    def _counts(self) -> Mapping[str, int]:
        states = [str(row["state_title"]) for row in self.by("supervisor-1").matter(self.id)["children"]]
        return {state: states.count(state) for state in dict.fromkeys(states)}


def _lines(numbers: Mapping[str, int]) -> str:
    return "\n".join(f"{name} {number}" for name, number in numbers.items())


def _spread(numbers: Mapping[str, int]) -> list[str]:
    return list(chain.from_iterable(repeat(name, number) for name, number in numbers.items()))


def _profiles() -> list[dict[str, Any]]:
    """Twenty that make up the targets exactly, and ten more of the first trades."""
    kinds = list(zip(_spread(TRADES), _spread(DISTRICTS), _spread(SIZES), strict=True))
    return [_unit(n, *kinds[n % CHOSEN]) for n in range(CHOSEN + PENALISED + OTHERS)]


def _unit(n: int, trade: str, district: str, size: str) -> dict[str, Any]:
    return {
        "title": f"{district}第{n + 1}{NAMES[trade]}",
        "category": CATEGORIES.get(trade, "enterprise"),
        "trade": trade,
        "district": district,
        "size": size,
        "address": f"{district}和平路{n + 1}号",
        "phone": f"0731-23456{n + 10}",
        "email": f"office{n + 1}@unit.example",
        "responsible": f"{SURNAMES[n]}有为 负责人",
        "liaison": f"{SURNAMES[-1 - n]}知微 联系人",
        "representative": "在本地本行业有代表性，聘有法律顾问。",
    }


def _finding(today: date, unit: Mapping[str, Any], penalised: bool) -> dict[str, Any]:
    met = {name: "met" for name in MET} | {f"{name}_evidence": "查阅档案、查询公示系统。" for name in MET}
    governs = unit["category"] in CATEGORIES.values()
    base = {
        "reviewed_on": today.isoformat(),
        "dishonesty": "clean",
        "dishonesty_checked_on": today.isoformat(),
        "political_stance": "firm",
        "ability": "strong" if governs else "not_asked",
        "ability_evidence": "有自律公约并定期检查。" if governs else "",
        "outcome": "eligible",
    }
    if not penalised:
        return {**base, **met}
    told = f"{today - timedelta(days=300)} 市场监督管理局 罚款"
    out = {"unpenalised": "not_met", "penalties": told, "outcome": "eliminated", "reason": "近三年受过行政处罚。"}
    return {**base, **met, **out}
