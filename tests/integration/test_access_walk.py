"""Every route, tried by every role of every organisation: what the one table in core says, and nothing leaks."""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from botocore.client import BaseClient
from jiandu.adapters import aws, clock, table
from jiandu.core import procedure
from jiandu.core.access import may
from jiandu.core.deadlines import shanghai_day
from jiandu.core.matter import Actor, Matter, Organisation
from jiandu.core.procedure import Rules, rules_on
from jiandu.settings import settings

from infra.build.routes import routes
from infra.demo.office import SCAN, Office, Reply, scan
from infra.local.seed import SOURCE
from infra.seed.source import read as read_seed
from tests.contract.template import functions
from tests.contract.template import routes as routes_of
from tests.integration import front
from tests.integration.access_rows import ROWS, Asked, Subject
from tests.integration.inside import Inside
from tests.integration.sealed_days import REGION, sealed_at, sealing, three_in_the_morning
from tests.scenarios import steps
from tests.scenarios.steps import supervisor

__all__ = ["sealing"]

ROOT = Path(__file__).parents[2]
SEED = read_seed(SOURCE)
ORGANISATIONS: dict[str, Organisation] = {o.id: o for o in SEED.organisations}
# Of every organisation one person a role; of the city's bureau also the supervisor who is no officer of the matters.
PEOPLE = list({(p.organisation, p.roles): p for p in reversed(SEED.people)}.values())
PEOPLE += [p for p in SEED.people if p.id in ("city-supervisor-1", "county-supervisor-1") and p not in PEOPLE]
PASSERS_BY = ("", "city-supervisor-1", "city-market-respondent-1")
LISTS = ("/desk", "/matters", "/inbox")
DESKS = (
    *(f"{path}?tab={tab}" for path in LISTS for tab in ("open", "done")),
    "/seals",
    "/points",
    "/leads",
    "/contact-points",
    "/batches",
    "/take-in/leads",
    "/admin",
)


def rules_of(matter: Matter) -> Rules:
    return rules_on(matter.profile, matter.opened_at.date())


@cache
def _seat(person: str) -> Inside:
    return Inside("", person=front.signed_in(person))


@dataclass
class Walk:
    """What there is to be seen, who looks, and what was found wrong."""

    subjects: list[Subject]
    before: dict[str, list[Any]]
    wrong: list[str] = field(default_factory=list)
    tried: int = 0
    told: dict[tuple[str, str, str], bool] = field(default_factory=dict)


@pytest.fixture
def walk(sealing: str, monkeypatch: pytest.MonkeyPatch) -> Walk:
    """A city's work and others', a photograph of a complainant's, and the day's root."""
    quarantine = f"{sealing}-quarantine"
    aws.client("s3").create_bucket(Bucket=quarantine, CreateBucketConfiguration={"LocationConstraint": REGION})
    for name, value in {"QUARANTINE_NAME": quarantine, "PROOF_COST": "1"}.items():
        monkeypatch.setenv(name, value)
    settings.cache_clear()
    monkeypatch.setattr(procedure, "profiles", lambda: ("jinzhong", "national"))
    _remember(monkeypatch)
    front.silenced(monkeypatch)
    office = Inside("")
    before = _desks()
    asked, city = _questionnaire(office), list(_city(office))
    subjects = [*city, _invitee(office, city[1].matter.number), *_elsewhere(office), _dispute(office)]
    sealed_at(three_in_the_morning(clock.now()))
    return Walk([*subjects, asked], before)


def _remember(monkeypatch: pytest.MonkeyPatch) -> None:
    """What was read since the last write is answered from memory: the walk reads the same few items again and again."""
    known: dict[str, Any] = {}
    send = BaseClient._make_api_call

    def sent(client: Any, operation: str, parameters: dict[str, Any]) -> Any:
        if operation not in ("GetItem", "Query"):
            known.clear()
            return send(client, operation, parameters)
        asked = repr((operation, parameters))
        if asked not in known:
            known[asked] = send(client, operation, parameters)
        return known[asked]

    monkeypatch.setattr(BaseClient, "_make_api_call", sent)


ACTORS: dict[str, Actor | None] = {"": None} | {p.id: Actor("person", p.id, p.organisation, p.roles) for p in PEOPLE}


def _mark() -> str:
    return f"暗记{uuid.uuid4().hex}"


def _kept(matter_id: str) -> Matter:
    case = table.load_case(matter_id)
    assert case
    return case.matter


def _city(office: Office) -> Iterator[Subject]:
    """A complaint, its case with a letter served, one in preparation and an obstruction, and what hangs on it."""
    marks = [_mark() for _ in range(6)]
    told = {"name": _mark(), "phone": "13800138765"}
    receipt, case = steps.served_opinion(office, facts=marks[0], **told)
    evidence = _evidence(office, receipt["code"], marks[5])
    desk = supervisor(office)
    obstruction = {"persons": marks[1], "happened": "拒绝提供案卷。", "pursued": "warned", "evidence": scan()}
    recorded = desk.act(case, "record_obstruction", **obstruction)
    objection = steps.object_to(office, case)
    suggestion = desk.act(case, "suggest_handling", person=marks[2], post="科长", reason="拒绝提供案卷。")
    desk.act(case, "refer_clue", persons=f"{marks[3]}，科长", facts="涉嫌收受财物。")
    preparing = {"reason": "marked_problem", "scope": "全市", "approver": "局长", "text": marks[4]}
    after = desk.act(case, "draft_circular", **preparing)
    opinion = steps.document(after, "opinion")
    referrals = [row for row in steps.listed(desk, "/desk?tab=open&kind=referral") if row["kind"] == "referral"]
    clue = next(row["id"] for row in referrals if marks[3] in str(desk.matter(row["id"])))
    kept = table.load_case(case)
    letter = kept.document(opinion["id"]) if kept else None
    sheet = next(s["path"] for s in opinion["sheets"] if s["path"].split("/")[4] == "proof_of_service")
    file = f"{steps.entries(recorded, 'record_obstruction')[0]['n']}/evidence"
    personnel = next(c["id"] for c in suggestion["children"] if c["kind"] == "personnel")
    secrets = tuple(told.values())
    yield Subject(
        "complaint",
        _kept(receipt["matter_id"]),
        evidence=evidence,
        marks=(marks[0], marks[5]),
        secrets=secrets,
        code=receipt["code"],
    )
    yield Subject("case", _kept(case), letter, file, sheet.split("/sheets/")[1], marks=(marks[1], marks[4]))
    yield Subject("objection", _kept(objection))
    yield Subject("personnel", _kept(personnel), marks=(marks[2],))
    yield Subject("referral", _kept(clue), marks=(marks[3],))


def _invitee(office: Office, number: str) -> Subject:
    """Somebody on the list, invited to the case, with his code."""
    mark, desk, day = _mark(), supervisor(office), shanghai_day(clock.now()).isoformat()
    person = {"title": "钟教授", "category": "expert", "unit": mark, "specialty": "行政法"}
    expert = desk.post("/begin/invitee", {**person, "first_day": day, "last_day": steps.working_day(office, 20)})["id"]
    steps.signer(office).act(expert, "appoint_invitee", opinion="同意聘任。")
    code = desk.act(expert, "issue_invitee_code")["code"]
    desk.act(expert, "invite", into=number, occasion="论证裁量说理。")
    return Subject("invitee", _kept(expert), marks=(mark,), invitation=code)


def _evidence(office: Office, code: str, name: str) -> str:
    """A file a complainant sent and that was released; its id."""
    asked = office.post("/complaints/track/evidence", {"code": code, "name": name, "kind": "pdf"})
    key = asked["fields"]["key"]
    aws.client("s3").put_object(Bucket=settings().quarantine_name, Key=key, Body=SCAN)
    arrived = {"detail-type": "Object Created", "detail": {"object": {"key": key}}}
    assert {"released": 1} == front.handler_of("inspect_evidence")(arrived, front.CONTEXT)
    return str(asked["evidence"])


def _elsewhere(office: Office) -> Iterator[Subject]:
    """A complaint about another agency, one of the county, one of another city."""
    for name, agency in (("other agency", "city-urban"), ("county", "county-market"), ("other city", "model-market")):
        mark = _mark()
        receipt = office.complain(agency=agency, facts=mark)
        yield Subject(name, _kept(receipt["matter_id"]), marks=(mark,), code=receipt["code"])


def _dispute(office: Office) -> Subject:
    """Two agencies of another city before its guidance body."""
    views = dict.fromkeys(("point", "own_view", "own_basis", "other_view", "other_basis", "negotiation"), "内容")
    day = shanghai_day(clock.now()).isoformat()
    negotiated = {"negotiated_on": day, "negotiated_by": "两人", "negotiation_record": scan()}
    told = {"title": "摊贩监管", "other_party": "model-urban", "claim": "both_refuse", **views, **negotiated}
    return Subject("dispute", _kept(office.as_("model-market-respondent-1").post("/begin/dispute", told)["id"]))


def _questionnaire(office: Office) -> Subject:
    """One that is open, with an answer in words."""
    day, mark = steps.today(office).isoformat(), _mark()
    plan = {"title": "涉企检查伴随式监督", "respondent": "city-market", "field": "market", "plan": "随同检查。"}
    officers = {"officers": [*steps.OFFICERS], "no_recusal": True}
    days = {"first_day": day, "due_on": steps.working_day(office, 5)}
    course = supervisor(office).post("/begin/accompanying", {**plan, **officers, **days})["id"]
    steps.signer(office).act(course, "approve", opinion="同意。")
    paper = {"title": "检查情况问卷", "introduction": "请企业填写。", "due_on": day, "questions": "有何意见？【文字】"}
    opened = supervisor(office).act(course, "open_questionnaire", **paper)
    asked = str(opened["children"][0]["id"])
    office.post(f"/questionnaires/{asked}", {"q1": [mark], "altcha": office.proof()})
    return Subject("questionnaire", _kept(asked), marks=(mark,))


def _given(path: str, asked: Asked) -> Iterator[dict[str, str]]:
    """The values of a path's other parameters worth trying."""
    subject = asked.subject
    document = subject.document.id if subject and subject.document else "none"
    event, _, name = (subject.file if subject and subject.file else "1/none").partition("/")
    kind, _, source = (subject.sheet if subject and subject.sheet else "draft_sheet/1").partition("/")
    plain = {
        "document_id": document, "event": event, "name": name, "source": source, "part": "none", "profile": "jinzhong",
        "letter_kind": "opinion", "template_step": "approve", "template_version": "0", "template_copy": "docx",
        "decision": "approve", "organisation_id": "county-market", "person_id": "county-market-respondent-1",
        "organisation_of": "county-market", "evidence_id": (subject.evidence if subject else "") or "none",
        "day": str(shanghai_day(clock.now())),
    }  # fmt: skip
    if "/sheets/" in path or "/procedures/" in path:
        yield {**plain, "kind": kind if subject else "complaint"}
    elif "/begin/" in path:
        yield {**plain, "kind": "activity"}
    elif "{copy}" in path:
        yield from ({**plain, "copy": copy} for copy in ("docx", "sealed"))
    elif "{action}" in path and subject:
        yield from ({**plain, "action": action} for action in _actions(path, asked))
    else:
        yield {**plain, "action": "change_person" if "/people/" in path else "change_organisation"}


def _actions(path: str, asked: Asked) -> list[str]:
    """The rows of a matter that are posted under this very route; one is enough for whom none of it is there."""
    procedure = rules_of(asked.matter).procedures[asked.matter.kind]
    found = [a for a in procedure.actions.values() if procedure.path(a, "{matter_id}") in _spelled(path, a.name)]
    seen = asked.actor is not None and may(asked.near, "matter", asked.matter)
    return [action.name for action in (found if seen else found[:1])]


def _spelled(path: str, action: str) -> str:
    return path.replace("{action}", action).removesuffix("/preview")


def _try(walk: Walk, method: str, path: str, person: str, subject: Subject | None) -> None:
    actor = ACTORS[person]
    seat = _seat(person) if person else Inside("")
    asked = Asked(actor, ORGANISATIONS, rules_of, subject)
    for named in _given(path, asked):
        asked = Asked(actor, ORGANISATIONS, rules_of, subject, named)
        expected = ROWS[f"{method} {path}"](asked)
        harmless = method == "GET" or not expected & {409, 422} or not subject
        address = path.format(**named, **({"matter_id": subject.matter.id} if subject else {}))
        if "{" in address or not harmless or (path.endswith("/{part}") and 200 in expected):
            continue
        reply = seat.call(method, address, {} if method == "POST" else None)
        _compare(walk, f"{person or 'nobody'} {method} {address}", reply, expected)
        _no_leak(walk, person, f"{person or 'nobody'} {method} {address}", reply)


def _compare(walk: Walk, what: str, reply: Reply, expected: set[int]) -> None:
    walk.tried += 1
    if reply.status not in expected:
        walk.wrong.append(f"{what}: {reply.status}, not {sorted(expected)}")


def _no_leak(walk: Walk, person: str, what: str, reply: Reply) -> None:
    """No number of a matter somebody does not see, no word of one whose text is not for him."""
    body = reply.body.decode("utf-8", "replace") if isinstance(reply.body, bytes) else _text(reply.body)
    for subject in walk.subjects:
        hidden = [*subject.marks] if not _may(walk, person, "typed", subject) else []
        hidden += subject.secrets
        hidden += [subject.matter.number] if not _may(walk, person, "matter", subject) else []
        walk.wrong += [f"{what} tells of the {subject.name}" for word in hidden if word in body]


def _text(body: Any) -> str:
    return json.dumps(body, ensure_ascii=False)


def _may(walk: Walk, person: str, what: str, subject: Subject) -> bool:
    key = (person, what, subject.matter.id)
    if key not in walk.told:
        actor, asked = ACTORS[person], Asked(ACTORS[person], ORGANISATIONS, rules_of, subject)
        walk.told[key] = actor is not None and may(asked.near, what, subject.matter)
    return walk.told[key]


def _desks() -> dict[str, list[Any]]:
    """What everybody is shown without asking for a matter: lists with their counts, seals, statistics."""
    return {
        person: [_seat(person).call("GET", path).body for path in DESKS] for person, actor in ACTORS.items() if actor
    }


def _all_routes() -> Mapping[str, Mapping[str, bool]]:
    return routes(ROOT / "template.yaml")


def _without_rights() -> set[str]:
    """The public paths of functions that may read nothing: they show what is built, and need it built."""
    return {path for row in functions().values() if not row.get("Policies") for path, *_ in routes_of(row)} - {
        "/redaction"
    }


def _cases(walk: Walk) -> Iterator[tuple[str, str, str, Subject | None]]:
    """Every page, list and act is tried by everybody, the public ones by a few."""
    built = _without_rights()
    for path, methods in _all_routes().items():
        if path in built:
            continue
        for method, public in methods.items():
            for person in ACTORS:
                if "{matter_id}" not in path:
                    if not public or person in PASSERS_BY:
                        yield method, path, person, None
                else:
                    yield from ((method, path, person, subject) for subject in walk.subjects)


def test_every_route_has_its_row() -> None:
    """And every row its route: whoever adds one says who may."""
    there = {f"{method} {path}" for path, methods in _all_routes().items() for method in methods}
    assert there == set(ROWS)


def test_every_role_of_every_organisation_gets_what_the_table_says(walk: Walk, tried: Callable[[str], None]) -> None:
    """Page by page and act by act; then every list and search, by the numbers of what there is."""
    for case in _cases(walk):
        _try(walk, *case)
    found = {row for person in ACTORS for row in _listed(walk, person)}
    _nothing_changed(walk)
    _complainants(walk)
    _invited_person(walk)
    tried(f"access walk: {walk.tried} cases, {len(ACTORS)} readers, {len(walk.subjects)} matters")
    assert not walk.wrong, "\n".join(sorted(set(walk.wrong)))
    confined = next(s.matter.number for s in walk.subjects if s.name == "referral")
    officers = {"city-supervisor-1", "city-supervisor-2", "city-signer-1"}
    assert officers & set(ACTORS) == {person for person, number in found if number == confined}
    assert walk.tried > 3000


def _nothing_changed(walk: Walk) -> None:
    """Whoever sees none of the matters is shown, to each count, what he was shown before there were any."""
    after = _desks()
    blind = [p for p in after if not any(_may(walk, p, "matter", s) for s in walk.subjects) and not _hears(p)]
    walk.tried += len(blind) * len(DESKS)
    walk.wrong += [
        f"{person} is shown that something happened" for person in blind if after[person] != walk.before[person]
    ]
    assert len(blind) > 10


def _hears(person: str) -> bool:
    """Who is told of matters without seeing them: who keeps the register how many are open, whoever brings a lead."""
    actor = ACTORS[person]
    return actor is not None and bool({"administrator", "referrer", "assistant"} & set(actor.roles))


def _complainants(walk: Walk) -> None:
    """By code one follows one's own complaint alone: no word of others' or of the work inside, no step of an office."""
    for own in (s for s in walk.subjects if s.code):
        for path in ("/complaints/track", "/complaints/track/proof"):
            reply = Inside("").call("POST", path, {"code": own.code})
            _compare(walk, f"complainant POST {path}", reply, {200})
            _tells_nothing(walk, own, path, reply)
        rows = rules_of(own.matter).procedures["complaint"]
        for action in (a for a in rows.actions.values() if "complainant" not in a.who):
            path, here = f"/complaints/track/{action.name}", f"/matters/{own.matter.id}/actions/{action.name}"
            reply = Inside("").call("POST", path, {"code": own.code, "version": own.matter.version})
            _compare(
                walk, f"complainant POST {path}", reply, {403 if rows.path(action, own.matter.id) == here else 404}
            )
            _tells_nothing(walk, own, path, reply)


def _invited_person(walk: Walk) -> None:
    """By code he sees his own invitations alone, no word of the case, and does no step of an office."""
    (own,) = (s for s in walk.subjects if s.invitation)
    seat, code = Inside(""), {"code": own.invitation}
    reply = seat.call("POST", "/invitations", code)
    _compare(walk, "invited person POST /invitations", reply, {200})
    _tells_nothing(walk, own, "POST /invitations", reply)
    rows = rules_of(own.matter).procedures["invitee"]
    for action in (a for a in rows.actions.values() if "invited_person" not in a.who):
        path, here = f"/invitations/{action.name}", f"/matters/{own.matter.id}/actions/{action.name}"
        reply = seat.call("POST", path, {**code, "version": own.matter.version})
        _compare(walk, f"invited person POST {path}", reply, {403 if rows.path(action, own.matter.id) == here else 404})
        _tells_nothing(walk, own, path, reply)


def _tells_nothing(walk: Walk, own: Subject, what: str, reply: Reply) -> None:
    others = [s for s in walk.subjects if s != own]
    hidden = [word for s in others for word in (*s.marks, s.matter.number) if s.name != "case"]
    hidden += [word for s in others for word in (*s.marks, *s.secrets)]
    walk.wrong += [f"complainant of the {own.name} {what} reads {word}" for word in hidden if word in _text(reply.body)]


def _listed(walk: Walk, person: str) -> Iterator[tuple[str, str]]:
    """What somebody's lists show and his searches find, nothing of it hidden from him."""
    if not person:
        return
    searches = [f"q={s.matter.number}" for s in walk.subjects]
    for path in [f"{base}?{query}" for base in LISTS for query in ("tab=open", "tab=done", *searches)]:
        reply = _seat(person).call("GET", path)
        walk.tried += 1
        _no_leak(walk, person, f"{person} GET {path}", reply)
        if reply.status == 200:
            yield from ((person, row["number"]) for row in reply.body["items"])
