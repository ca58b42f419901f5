"""The system as an outside program meets it: its JSON face and nothing else."""

from __future__ import annotations

import base64
import json
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from typing import Any, ClassVar
from urllib.error import HTTPError
from urllib.request import Request, urlopen

from altcha import Challenge, Payload, solve_challenge

from infra.demo.told import Told

SCAN = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>> endobj\n"
    b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>> endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<<>>>> endobj\nxref\n0 4\n"
    b"0000000000 65535 f \n0000000009 00000 n \n0000000053 00000 n \n0000000103 00000 n \n"
    b"trailer<</Size 4/Root 1 0 R>>\nstartxref\n181\n%%EOF\n"
)


@dataclass(frozen=True)
class Reply:
    """Status, parsed JSON and headers of an answer."""

    status: int
    body: Any
    headers: Mapping[str, str]


class Refusal(Exception):
    """An answer of 400 or above where none was expected."""

    def __init__(self, reply: Reply) -> None:
        super().__init__(f"{reply.status} {reply.body}")
        self.reply = reply


def scan(name: str = "正本.pdf") -> dict[str, str]:
    """A small PDF as a file in JSON."""
    return {"name": name, "content": base64.b64encode(SCAN).decode()}


@dataclass
class Office:
    """One deployment; ``token`` is that of whoever is signed in. ``told`` is what all of this process were told."""

    told: ClassVar[Told] = Told()

    url: str
    token: str | None = None
    _signed_in: dict[str, Office] = field(default_factory=dict)

    def call(self, method: str, path: str, body: Any = None, headers: Mapping[str, str] | None = None) -> Reply:
        """One request; any status is an answer."""
        self.told.entered(body)
        sent = {"Accept": "application/json", **(headers or {})}
        if self.token:
            sent["Authorization"] = f"Bearer {self.token}"
        data = None
        if body is not None:
            data = body if isinstance(body, bytes) else json.dumps(body).encode()
            sent.setdefault("Content-Type", "application/json")
        request = Request(self.url.rstrip("/") + path, data=data, headers=sent, method=method)
        try:
            with urlopen(request, timeout=120) as answer:
                return _reply(answer.status, answer.read(), dict(answer.headers))
        except HTTPError as error:
            return _reply(error.code, error.read(), dict(error.headers))

    def get(self, path: str) -> Any:
        return _good(self.call("GET", path)).body

    def post(self, path: str, body: Any, **headers: str) -> Any:
        return _good(self.call("POST", path, body, {k.replace("_", "-"): v for k, v in headers.items()})).body

    def as_(self, person: str) -> Office:
        """The same deployment, signed in as a person."""
        if person not in self._signed_in:
            token = self._at_issuer("/bearer", {"person": person})["token"]
            self._signed_in[person] = Office(self.url, token, self._signed_in)
        return self._signed_in[person]

    def proof(self) -> str:
        """A challenge against robots, asked for and solved."""
        challenge = Challenge.from_dict(self.get("/complaints/challenge"))
        solution = solve_challenge(challenge)
        assert solution is not None
        return Payload(challenge, solution).to_base64()

    def people(self) -> list[dict[str, Any]]:
        """Whom one may sign in as (local stage)."""
        return list(self._at_issuer("/people")["items"])

    def _at_issuer(self, path: str, body: Any = None) -> Any:
        """The local provider gives programs their tokens without further ado."""
        issuer = Office(_issuer(self.url))
        return issuer.get(path) if body is None else issuer.post(path, body)

    def complain(self, **facts: Any) -> dict[str, str]:
        """Hands in a complaint; missing required facts get ordinary ones."""
        ordinary = {"agency": "city-market", "category": "unlawful_penalty", "facts": "罚款未告知听证权利。"}
        body = {**ordinary, **facts, "altcha": self.proof()}
        answer: dict[str, str] = self.post("/complaints", body, Idempotency_Key=uuid.uuid4().hex)
        return answer

    def track(self, code: str) -> dict[str, Any]:
        answer: dict[str, Any] = self.post("/complaints/track", {"code": code})
        return answer

    def matter(self, matter_id: str) -> dict[str, Any]:
        answer: dict[str, Any] = self.get(f"/matters/{matter_id}")
        return answer

    def try_act(self, matter_id: str, action: str, /, **facts: Any) -> Reply:
        """Acts as the page would: looks, takes the action's path and the version seen, posts."""
        seen = self.call("GET", f"/matters/{matter_id}")
        if seen.status != 200:
            return seen
        known = [*seen.body["actions"], *seen.body["blocked"]]
        resource = "objections" if seen.body["kind"] == "objection" else "matters"
        otherwise = f"/{resource}/{matter_id}/actions/{action}"
        path = next((a["path"] for a in known if a["name"] == action), otherwise)
        version = facts.pop("version", seen.body["version"])
        return self.call("POST", path, {"version": version, **facts})

    def act(self, matter_id: str, action: str, /, **facts: Any) -> dict[str, Any]:
        """The same where it must succeed; answers the matter after it."""
        answer: dict[str, Any] = _good(self.try_act(matter_id, action, **facts)).body
        return answer

    def fetched(self, link: str) -> bytes:
        """A file through its short-lived link."""
        with urlopen(link, timeout=30) as answered:
            body: bytes = answered.read()
        return body

    def now(self) -> str:
        """The business time."""
        return str(self.get("/local/clock")["now"])

    def working_day(self, n: int, after: str = "") -> str:
        """The n-th working day after today, or after another day."""
        return str(self.get(f"/deadlines?received={after or self.now()[:10]}&n={n}&unit=working_day")["date"])

    def move(self, **to: Any) -> int:
        """Moves the business clock (``days=`` or ``to=``); answers how many alerts that raised."""
        return int(self.post("/local/clock", to)["raised"])


def at_nine(office: Office) -> Office:
    """The office on the next morning, when all of yesterday is sealed and no midnight comes in between."""
    office.move(to=(date.fromisoformat(office.now()[:10]) + timedelta(days=1)).isoformat())
    return office


@cache
def _issuer(url: str) -> str:
    return str(Office(url).get("/sign-in")["issuer"])


def _reply(status: int, body: bytes, headers: dict[str, str]) -> Reply:
    try:
        parsed = json.loads(body)
    except ValueError:
        return Reply(status, body, headers)
    Office.told.answered(parsed)
    return Reply(status, parsed, headers)


def _good(reply: Reply) -> Reply:
    if reply.status >= 400:
        raise Refusal(reply)
    return reply
