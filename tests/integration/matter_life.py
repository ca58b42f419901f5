"""One complaint from its form to the archive, every request metered: what people open and do, and the nights between.

Before each act its officer opens his list and the matter, as one does; the office has a full page of other work.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from jiandu.adapters import clock, sessions, table
from jiandu.adapters.items import marshal
from jiandu.cookies import SESSION
from jiandu.settings import settings

from infra.cost.use import Use
from infra.demo.office import Office, Reply, scan
from tests.integration import front
from tests.integration.desk_work import (
    ACCEPTANCE,
    AGENCY,
    BY_HAND,
    CLERK,
    MONDAY,
    OPINION,
    REPORT,
    REVIEWER,
    SIGNER,
    SUPERVISOR,
    Desk,
)
from tests.integration.metering import Meter

OTHER_WORK = 100  # as many lines as a list reads at once
TOLD = {"name": "欧阳静", "phone": "13800138000", "facts": "罚款八万元，未告知听证权利。", "request": "撤销处罚。"}


@dataclass
class Life:
    """A matter's life: ``done`` are its requests by what they were, in order, ``nights`` the sweeps between."""

    meter: Meter
    now: datetime = MONDAY
    done: list[tuple[str, Use]] = field(default_factory=list)
    nights: list[Use] = field(default_factory=list)

    @classmethod
    def played(cls, meter: Meter, patch: pytest.MonkeyPatch) -> Life:
        """The whole life, in the deployment the settings point to."""
        life = cls(meter)
        patch.setattr(clock, "now", lambda: life.now)
        patch.setattr(sessions, "RENEW_SECONDS", 10**9)
        for name, value in {"PROOF": "on", "PROOF_COST": "1"}.items():
            patch.setenv(name, value)
        settings.cache_clear()
        life.work_of_others()
        life.play()
        return life

    def play(self) -> None:
        public, clerk, desk = Metered("", life=self), self.person(CLERK), self.person(SUPERVISOR)
        agency, signer = self.person(AGENCY), self.person(SIGNER)
        receipt = public.complain(**TOLD)
        public.track(receipt["code"])
        desk.act(receipt["matter_id"], "accept", **ACCEPTANCE)
        public.track(receipt["code"])
        case = str(desk.matter(receipt["matter_id"])["children"][0]["id"])
        desk.act(case, "request_opening", subject="某处罚", mode="daily", reason="涉嫌违法。")
        signer.act(case, "open_case")
        desk.act(case, "ask_self_check", questions="请说明。", due_on=Desk(self.now).working_day(5))
        self.wait(days=3)
        agency.act(case, "give_statement", statement="我局依法处罚。")
        desk.act(case, "inquiry_report", **REPORT)
        desk.act(case, "draft_opinion", **OPINION)
        self.person(REVIEWER).act(case, "review_opinion")
        signer.act(case, "sign_opinion")
        clerk.act(case, "seal_opinion", file=scan(), sealed_on=self.today)
        clerk.act(case, "serve_opinion", served_on=self.today, **BY_HAND)
        for days in (21, 7):  # two of the three reminders of the correction
            self.wait(days=days)
        agency.act(case, "report_correction", report="已撤销处罚。")
        desk.act(case, "accept_correction", finding="已经纠正。")
        desk.act(case, "close", summary="予以结案。", retention="30")
        public.track(receipt["code"])
        desk.act(receipt["matter_id"], "notify_complainant", conclusion="已经撤销处罚。")
        public.track(receipt["code"])
        for number, matter in enumerate((case, receipt["matter_id"]), 1):
            filing = {"archive_number": f"Z109-ZF·2026-30-000{number}", "retention": "30", "checked_by": SIGNER}
            clerk.act(matter, "archive", **filing, note="无移出文件。")

    def work_of_others(self) -> None:
        """As many other matters on the office's open shelf as a list reads at once, each like a new complaint."""
        model, name = Metered("", life=self).complain(**TOLD)["matter_id"], settings().table_name
        items = self.meter.services.items(name)
        snapshot = items[f"M#{model}"]["MATTER"]
        for n in range(OTHER_WORK - 1):
            other = f"{n:032x}"
            own = {"pk": f"M#{other}", "id": other, "work_sk": snapshot["work_sk"]["S"].replace(model, other)}
            items[f"M#{other}"] = {"MATTER": {**snapshot, **marshal(own)}}
        self.meter.services.replace_items(name, items)
        self.done.clear()

    @property
    def today(self) -> str:
        return Desk(self.now).today

    def wait(self, days: int) -> None:
        """So many days later, by the sweep of the last one."""
        self.now += timedelta(days=days)
        front.handler_of("sweep_deadlines")({}, front.CONTEXT)
        self.nights.append(self.meter.taken("sweep_deadlines"))

    def person(self, name: str) -> Metered:
        found = table.load_person(name)
        assert found
        secret = sessions.begin(found, f"state-{name}-{len(self.done)}")
        return Metered("", life=self, person=front.signed_in(name), cookie=f"__Host-{SESSION}={secret}")

    def first(self, what: str) -> Use:
        """What the first such request used."""
        return next(use for name, use in self.done if name == what)


@dataclass
class Metered(Office):
    """The JSON face in the test's own process; the authorizer is asked first, as API Gateway does."""

    life: Life | None = None
    person: Mapping[str, Any] | None = None
    cookie: str = ""

    def call(self, method: str, path: str, body: Any = None, headers: Mapping[str, str] | None = None) -> Reply:
        assert self.life
        url, meter = urlsplit(path), self.life.meter
        meter.taken()
        asked = Use()
        if self.cookie:
            front.handler_of("authorize")({"headers": {"Cookie": self.cookie}, "methodArn": "arn:x"}, None)
            asked = meter.taken("authorize")
        reply = front.asked(method, url.path, body, self.person, headers, **dict(parse_qsl(url.query)))
        assert reply.status < 400, (method, path, reply.body)
        route, params = front.route_of(url.path)
        name = route.replace("{action}", params.get("action", ""))
        self.life.done.append((f"{method} {name}", asked + meter.taken(front.owner_of(route, method))))
        return reply

    def act(self, matter_id: str, action: str, /, **facts: Any) -> dict[str, Any]:
        assert self.person
        self.get("/inbox" if self.person["organisation"] == "city-market" else "/desk?tab=open")
        return super().act(matter_id, action, **facts)
