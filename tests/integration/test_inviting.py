"""An invited person opens his own invitations with a code, handed out once and replaced where it is lost."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

import pytest
from jiandu import pages
from jiandu.adapters import aws, clock, keys, wrong_codes
from jiandu.begin import begin
from jiandu.core.matter import Actor
from jiandu.core.record import broken_at
from jiandu.handing_out import HandedOut, hand_out
from jiandu.perform import perform
from jiandu.settings import settings

from infra.demo.office import Reply
from tests.contract.events import event
from tests.integration import front
from tests.integration.desk_work import AGENCY, SIGNER, SUPERVISOR, Desk, actor, load
from tests.integration.embedded_aws import EmbeddedAws
from tests.integration.front import call
from tests.integration.test_crash import one_more, swept
from tests.integration.traffic import Traffic

FORM = {"Accept": "text/html", "Content-Type": "application/x-www-form-urlencoded"}
Shown = tuple[int, str, Mapping[str, Any]]


@pytest.fixture(autouse=True)
def desk(deployment: str, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """The functions act at the desk's time."""
    made = Desk()
    monkeypatch.setattr(clock, "now", lambda: made.now)
    return made


def appointed(desk: Desk) -> str:
    person = {"title": "钟教授", "category": "expert", "unit": "示范大学", "specialty": "行政法"}
    term = {"first_day": desk.today, "last_day": desk.working_day(20)}
    expert = begin(actor(SUPERVISOR, ""), "invitee", {**person, **term}, "once", desk.now)
    desk.act(expert, "appoint_invitee", SIGNER, opinion="同意聘任。")
    return expert


def asked_for_code(expert: str, action: str, key: str, person: str = SUPERVISOR, **facts: Any) -> Reply:
    body = {"version": load(expert).matter.version, **facts}
    return call("POST", f"/matters/{expert}/codes/{action}", body, person, {"Idempotency-Key": key})


def code_of(expert: str) -> str:
    reply = asked_for_code(expert, "issue_invitee_code", "first")
    assert 200 == reply.status, reply.body
    return str(reply.body["code"])


def invited(desk: Desk) -> tuple[str, str, str]:
    """The code, the invitee and the case he is invited to."""
    expert, (complaint, case) = appointed(desk), desk.accepted()
    code = code_of(expert)
    desk.act(expert, "invite", SUPERVISOR, into=load(case).matter.number, occasion="论证。", called="裁量论证会")
    assert load(complaint).matter.number not in str(call("POST", "/invitations", {"code": code}).body)
    return code, expert, case


def said(code: str, action: str, case: str, key: str = "", **facts: Any) -> Reply:
    body = {"code": code, "into": load(case).matter.number, "in_person": True, **facts}
    return call("POST", f"/invitations/{action}", body, headers={"Idempotency-Key": key} if key else None)


def refused(reply: Reply, status: int) -> list[tuple[str, str]]:
    assert status == reply.status, reply.body
    return [(error["field"], error["rule"]) for error in reply.body["errors"]]


def versions(*matters: str) -> list[int]:
    return [load(matter).matter.version for matter in matters]


@pytest.mark.duty("NAT-23", "QZ-27", "QZ-28")
def test_he_accepts_and_is_heard_by_his_code(desk: Desk) -> None:
    """Each answer once, however often it is sent; it stands on his matter and on the case, both records whole."""
    code, expert, case = invited(desk)
    (waiting,) = call("POST", "/invitations", {"code": code.lower()}).body["invitations"]
    assert ("awaiting", "裁量论证会") == (waiting["state"], waiting["called"])
    answer = {"answer": "accepted", "remark": "按时到。"}
    for _ in range(2):
        (accepted,) = said(code, "answer_invitation", case, "a", **answer).body["invitations"]
    assert ("accepted", ["接受邀请", "按时到。"]) == (
        accepted["state"],
        [row["value"] for row in accepted["said"][0]["facts"]],
    )
    (heard,) = said(code, "give_invitee_opinion", case, "b", opinion="应当说理。").body["invitations"]
    assert [True, True] == [entry["own"] for entry in heard["said"]]
    own, there = load(expert), load(case)
    turns = [e for e in there.events if e.action == "invitee_took_part"]
    assert ["", "", "应当说理。"] == [e.facts.get("opinion", "") for e in turns]
    assert (None, None) == (broken_at(own.matter, own.events), broken_at(there.matter, there.events))


def test_what_cannot_stand_is_refused_at_its_field_and_changes_nothing(desk: Desk) -> None:
    code, expert, case = invited(desk)
    before = versions(expert, case)
    opinion = {"opinion": "应当说理。"}
    assert [("into", "invitation_accepted")] == refused(said(code, "give_invitee_opinion", case, **opinion), 422)
    assert [("answer", "literal_error")] == refused(said(code, "answer_invitation", case, answer="perhaps"), 422)
    long = said(code, "answer_invitation", case, answer="accepted", remark="长" * 501)
    assert [("remark", "string_too_long")] == refused(long, 422)
    unsigned = said(code, "answer_invitation", case, answer="accepted", in_person=False)
    assert [("in_person", "literal_error")] == refused(unsigned, 422)
    assert [("action", "role")] == refused(said(code, "end_invitee", case), 403)
    assert before == versions(expert, case)
    assert 200 == said(code, "answer_invitation", case, answer="declined").status
    twice = said(code, "answer_invitation", case, answer="accepted")
    assert [("into", "invitation_awaits_answer")] == refused(twice, 422)


def test_a_code_is_shown_once_more_to_who_asks_again_and_kept_nowhere(desk: Desk) -> None:
    expert = appointed(desk)
    code = code_of(expert)
    version = load(expert).matter.version
    body = {"version": version - 1}
    again = call("POST", f"/matters/{expert}/codes/issue_invitee_code", body, SUPERVISOR, {"Idempotency-Key": "first"})
    assert (code, version) == (again.body["code"], load(expert).matter.version)
    assert [("state", "code_not_handed_out")] == refused(asked_for_code(expert, "issue_invitee_code", "second"), 409)
    assert 403 == asked_for_code(expert, "issue_invitee_code", "third", SIGNER).status
    assert 404 == asked_for_code(expert, "issue_invitee_code", "fourth", AGENCY).status
    kept = repr(aws.client("dynamodb").scan(TableName=settings().table_name)["Items"])
    assert code not in kept and keys.tracking_key(code, "1") in kept


def test_a_lost_code_dies_when_another_takes_its_place(desk: Desk) -> None:
    code, expert, case = invited(desk)
    assert [("reason", "missing")] == refused(asked_for_code(expert, "replace_invitee_code", "none"), 422)
    new = asked_for_code(expert, "replace_invitee_code", "new", reason="本人遗失。").body["code"]
    assert code != new
    body = {"version": load(expert).matter.version}
    former = call("POST", f"/matters/{expert}/codes/issue_invitee_code", body, SUPERVISOR, {"Idempotency-Key": "first"})
    assert 422 == former.status  # another version: another request under the key
    assert 404 == said(code, "answer_invitation", case, answer="accepted").status
    assert 200 == said(new, "answer_invitation", case, answer="accepted").status


def test_whatever_opens_nothing_is_answered_alike_and_counted(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """A wrong code, one replaced, one of a complaint, one whose term is over; and his opens no complaint."""
    code, expert, case = invited(desk)
    monkeypatch.setattr(wrong_codes, "OF_A_SOURCE", 5)
    new = asked_for_code(expert, "replace_invitee_code", "new", reason="本人遗失。").body["code"]
    none = [call("POST", "/invitations", {"code": typed}).body for typed in ("", code, desk.submit().code)]
    assert 404 == call("POST", "/complaints/track", {"code": new}).status
    desk.act(expert, "end_invitee", SUPERVISOR, reason="本人申请。")
    none.append(said(new, "answer_invitation", case, answer="accepted").body)
    assert [none[0]] * 4 == none and 404 == none[0]["status"]
    assert 429 == call("POST", "/invitations", {"code": new}).status


def test_a_code_dies_with_the_last_day_of_the_term_also_before_the_sweep(desk: Desk) -> None:
    code, expert, _ = invited(desk)
    desk.wait(days=60)
    assert "serving" == load(expert).matter.state
    assert 404 == call("POST", "/invitations", {"code": code}).status


def browser(monkeypatch: pytest.MonkeyPatch, path: str, params: Mapping[str, str], **typed: str) -> Shown:
    """What a browser's post is answered: status, page and its context."""
    shown: list[tuple[str, Mapping[str, Any]]] = []

    def render(name: str, **context: Any) -> str:
        shown.append((name, context))
        return name

    monkeypatch.setattr(pages, "render", render)
    sent = event("POST", path, params, {}, headers=FORM) | {"body": urlencode(typed)}
    answer = front.handler_of(front.owner_of(path, "POST"))(sent, front.CONTEXT)
    (page,) = shown
    return answer["statusCode"], *page


def test_in_a_browser_what_was_typed_stays(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """In the form that was refused; and after the term's end beside the form for the code."""
    code, expert, case = invited(desk)
    asked = {"code": code, "into": load(case).matter.number, "in_person": "true"}
    path, params = "/invitations/{action}", {"action": "give_invitee_opinion"}
    early = browser(monkeypatch, path, params, **asked, opinion="应当说理。")
    assert (422, "invited.html") == early[:2]
    (one,) = early[2]["invitations"]
    assert ("opinion", "应当说理。") in [(f["name"], f["value"]) for f in one["action"]["fields"]]
    desk.act(expert, "end_invitee", SUPERVISOR, reason="本人申请。")
    late = browser(monkeypatch, path, params, **asked, opinion="应当说理。")
    assert (404, "invitations.html", ["应当说理。"]) == (*late[:2], [row["value"] for row in late[2]["unsent"]])
    assert code == late[2]["code"]


def test_wherever_the_power_fails_one_code_is_handed_out_and_one_answer_given(
    desk: Desk, traffic: Traffic, embedded: EmbeddedAws, tried: Callable[[str], None]
) -> None:
    """The request sent again gets the very code that opens the matter; each act is once on record."""
    expert, (_, case) = appointed(desk), desk.accepted()
    wanted = replace(desk.wanted(expert, "issue_invitee_code", SUPERVISOR), idempotency_key="first")

    def same(answer: HandedOut, again: HandedOut) -> None:
        assert answer.code == again.code
        assert 200 == call("POST", "/invitations", {"code": again.code}).status

    count = swept(traffic, embedded, lambda: hand_out(wanted), same)
    into = {"into": load(case).matter.number}
    desk.act(expert, "invite", SUPERVISOR, **into, occasion="论证。")
    own, answer = Actor("invited_person", expert), {**into, "answer": "accepted", "in_person": True}
    act = replace(wanted, action="answer_invitation", actor=own, values=answer, version=None)
    act = replace(act, path=f"/matters/{expert}/actions/answer_invitation")
    count += swept(traffic, embedded, lambda: perform(act), one_more)
    tried(f"invitations: {count} crash points")
