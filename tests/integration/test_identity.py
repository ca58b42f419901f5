"""Who complained is looked at on record alone, by who may; the complainant sees it; the agency gets an extract."""

from typing import Any

import pytest
from jiandu.adapters import aws, clock, identities, table
from jiandu.core.record import broken_at
from jiandu.settings import settings

from infra.demo.office import Reply
from tests.integration.desk_work import AGENCY, COLLEAGUE, REVIEWER, SIGNER, SUPERVISOR, Desk, load, scan
from tests.integration.front import call
from tests.integration.traffic import Traffic

NAMED = {"name": "欧阳静", "phone": "13800138000"}
WHY = {"reason": "verify", "explanation": "需要核对是否当事人本人。"}
CLERK_OF_ALL = "city-clerk-1"


@pytest.fixture(autouse=True)
def desk(deployment: str, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """The functions act at the desk's time."""
    made = Desk()
    monkeypatch.setattr(clock, "now", lambda: made.now)
    return made


def accepted(desk: Desk, **facts: Any) -> tuple[str, str, str]:
    """The tracking code, the complaint and its case."""
    answer = desk.submit(**{**NAMED, **facts})
    acceptance = {"within_scope": True, "specific_act": True, "officers": [SUPERVISOR, COLLEAGUE], "review": "属实。"}
    desk.act(answer.matter_id, "accept", SUPERVISOR, **acceptance)
    (case,) = load(answer.matter_id).matter.children
    return answer.code, answer.matter_id, case


def look(matter: str, action: str, person: str, key: str | None = None, **facts: Any) -> Reply:
    body = {"version": load(matter).matter.version, **(facts or WHY)}
    headers = {"Idempotency-Key": key} if key else None
    return call("POST", f"/matters/{matter}/identity/{action}", body, person, headers)


def shown(reply: Reply) -> dict[str, str]:
    assert reply.status == 200, reply.body
    return {row["name"]: row["value"] for row in reply.body["identity"]}


def looks(code: str) -> list[str]:
    timeline = call("POST", "/complaints/track", {"code": code}).body["timeline"]
    return [entry["text"] for entry in timeline if "查看了您的身份信息" in entry["text"]]


def rule(reply: Reply) -> tuple[int, str]:
    return reply.status, reply.body["errors"][0]["rule"]


def test_an_officer_of_the_case_looks_with_a_reason_and_the_complainant_sees_when_and_why(desk: Desk) -> None:
    code, complaint, case = accepted(desk)
    assert shown(look(case, "open_identity", SUPERVISOR)) == NAMED
    assert looks(code) == ["本案承办人员查看了您的身份信息。\n查看事由：核实投诉举报的内容"]
    assert "核对是否当事人本人" not in str(call("POST", "/complaints/track", {"code": code}).body)
    assert broken_at(load(case).matter, load(case).events) is None
    assert not [e for e in load(case).events if NAMED["name"] in str(e)]
    assert complaint == load(case).matter.parent


def test_nobody_else_looks_alone(desk: Desk) -> None:
    """Neither the head, the reviewer, another supervisor nor the agency; and nothing is put on record."""
    code, complaint, case = accepted(desk)
    before = load(case).matter.version
    others = (SIGNER, REVIEWER, "city-supervisor-3", CLERK_OF_ALL)
    assert {look(case, "open_identity", person).status for person in others} == {403}
    assert {look(case, "open_allowed_identity", person).status for person in (SUPERVISOR, SIGNER)} == {403}
    assert look(case, "open_identity", AGENCY).status == 404
    assert look(complaint, "open_identity", SUPERVISOR).status == 404
    assert (load(case).matter.version, looks(code)) == (before, [])


def test_another_looks_once_after_a_second_person_agreed_and_within_a_day(desk: Desk) -> None:
    code, _, case = accepted(desk)
    desk.act(case, "ask_for_identity", SIGNER, **WHY)
    assert rule(look(case, "open_allowed_identity", SIGNER)) == (409, "identity_allowed")
    own = call("POST", f"/matters/{case}/actions/allow_identity", {"version": 2, "opinion": "同意。"}, SIGNER)
    assert rule(own) == (409, "different_persons")
    desk.act(case, "allow_identity", SUPERVISOR, opinion="确有必要。")
    desk.wait(hours=25)
    assert rule(look(case, "open_allowed_identity", SIGNER)) == (409, "identity_allowed")
    desk.act(case, "ask_for_identity", SIGNER, **WHY)
    desk.act(case, "allow_identity", SUPERVISOR, opinion="确有必要。")
    assert look(case, "open_allowed_identity", REVIEWER).status == 403
    assert shown(look(case, "open_allowed_identity", SIGNER, "once")) == NAMED
    assert look(case, "open_allowed_identity", SIGNER).status in (403, 409)
    assert len(looks(code)) == 1
    assert "经另一名工作人员同意" in looks(code)[0]


def test_a_look_that_could_not_be_shown_is_repeated_without_a_second_record(desk: Desk, traffic: Traffic) -> None:
    code, _, case = accepted(desk)
    version = load(case).matter.version
    body = {"version": version, **WHY}
    path, key = f"/matters/{case}/identity/open_identity", {"Idempotency-Key": "once"}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(identities, "_plain", lambda item, matter: (_ for _ in ()).throw(identities.ClientError({}, "")))
        assert call("POST", path, body, SUPERVISOR, key).status == 503
    assert len(looks(code)) == 1
    assert shown(call("POST", path, body, SUPERVISOR, key)) == NAMED
    desk.wait(hours=2)
    assert rule(call("POST", path, body, SUPERVISOR, key)) == (409, "shown_again")
    assert (len(looks(code)), load(case).matter.version) == (1, version + 1)


def test_the_record_comes_before_the_look(desk: Desk, traffic: Traffic) -> None:
    _, _, case = accepted(desk)
    start = len(traffic.operations())
    look(case, "open_identity", SUPERVISOR)
    done = traffic.operations()[start:]
    assert done.index("TransactWriteItems") < done.index("Decrypt")


def test_who_left_no_name_cannot_be_looked_at(desk: Desk) -> None:
    _, _, case = accepted(desk, name="", phone="", anonymous=True)
    before = load(case).matter.version
    assert rule(look(case, "open_identity", SUPERVISOR)) == (409, "identity_told")
    assert load(case).matter.version == before


def test_what_an_organ_asks_for_by_law_is_on_record_and_not_told(desk: Desk) -> None:
    code, complaint, _ = accepted(desk)
    asked = {
        "organ_kind": "supervisory",
        "organ": "示范市监察委员会",
        "paper_number": "示监调〔2026〕3号",
        "received_on": desk.today,
        "law": "《中华人民共和国监察法》第十八条",
        "scan": scan(),
    }
    assert rule(look(complaint, "hand_identity_to_organ", SIGNER, opinion="同意。")) == (409, "organ_asked")
    desk.act(complaint, "receive_organ_request", CLERK_OF_ALL, **asked)
    before = call("POST", "/complaints/track", {"code": code}).body
    assert look(complaint, "hand_identity_to_organ", SUPERVISOR, opinion="同意。").status == 403
    assert shown(look(complaint, "hand_identity_to_organ", SIGNER, opinion="同意。")) == NAMED
    assert call("POST", "/complaints/track", {"code": code}).body == before
    assert "hand_identity_to_organ" in [e.action for e in load(complaint).events]


@pytest.mark.duty("ZZ-3.2")
def test_who_passes_on_anothers_lead_and_that_other_stay_hidden_from_the_agency(desk: Desk) -> None:
    """A contact point names itself and the other; the agency gets what a person confirmed, in which neither stands."""
    told = {
        "name": "联系点商会",
        "phone": "13900139001",
        "on_behalf": True,
        "other_name": "诸葛青云",
        "other_phone": "13700137002",
        "facts": "诸葛青云（13700137002）经营的饭馆被罚款前未告知听证权利，联系点商会代为反映。",
    }
    code, complaint, case = accepted(desk, **told)
    hidden = [told["name"], told["phone"], told["other_name"], told["other_phone"]]
    draft = call("GET", f"/matters/{case}/identity/confirm_extract", None, SUPERVISOR)
    (field,) = (f for f in draft.body["fields"] if f["name"] == "text")
    assert "罚款前未告知听证权利" in field["value"]
    assert not [part for part in hidden if part in str(draft.body)]
    assert call("GET", f"/matters/{case}/identity/confirm_extract", None, SIGNER).status == 403
    for wrong in ("诸葛 青云的饭馆被罚。", "电话137-0013-7002的店被罚。"):
        refused = look(case, "confirm_extract", SUPERVISOR, text=wrong, checked=True)
        assert rule(refused) == (422, "names_nobody")
    source = look(case, "confirm_extract", SUPERVISOR, text="投诉人反映，某饭馆被处以罚款。", checked=True)
    assert (source.status, source.body["errors"][0]["field"]) == (422, "text")
    confirmed = "某饭馆被处以罚款，处罚前未告知听证权利。"
    assert look(case, "confirm_extract", SUPERVISOR, text=confirmed, checked=True).body["identity"] == []
    desk.act(case, "request_opening", SUPERVISOR, subject="某处罚", mode="daily", reason="涉嫌违法。")
    desk.act(case, "open_case", SIGNER)
    demand = next(
        a for a in call("GET", f"/matters/{case}", None, SUPERVISOR).body["actions"] if a["name"] == "ask_self_check"
    )
    (questions,) = (f["value"] for f in demand["fields"] if f["name"] == "questions")
    assert questions == confirmed
    desk.act(case, "ask_self_check", SUPERVISOR, questions=questions, due_on=desk.working_day(5))
    seen = str(call("GET", f"/matters/{case}", None, AGENCY).body)
    assert confirmed in seen
    assert not [part for part in (*hidden, told["facts"], "confirm_extract") if part in seen]
    shown_now = shown(look(case, "open_identity", COLLEAGUE))
    assert [shown_now[name] for name in ("name", "phone", "other_name", "other_phone")] == hidden


def test_without_a_confirmed_extract_the_agency_sees_nothing_of_the_complaint(desk: Desk) -> None:
    _, _, case = accepted(desk)
    desk.act(case, "request_opening", SUPERVISOR, subject="某处罚", mode="daily", reason="涉嫌违法。")
    desk.act(case, "open_case", SIGNER)
    desk.act(case, "ask_self_check", SUPERVISOR, questions="请说明。", due_on=desk.working_day(5))
    seen = call("GET", f"/matters/{case}", None, AGENCY).body
    assert seen["summary"] == []
    assert "罚款前未告知听证权利" not in str(seen)
    assert call("GET", f"/matters/{case}/identity/confirm_extract", None, AGENCY).status == 403


def test_whoever_tries_names_in_an_extract_gets_no_answer_any_more(desk: Desk) -> None:
    """Nobody learns who complained without a trace: after three namings a day right and wrong names look the same."""
    _, _, case = accepted(desk, name="诸葛青云")
    named = {"text": "诸葛青云的饭馆被罚。", "checked": True}
    assert {(422, "names_nobody")} == {rule(look(case, "confirm_extract", SUPERVISOR, **named)) for _ in range(3)}
    for text in (named["text"], "某饭馆被罚。"):
        assert rule(look(case, "confirm_extract", SUPERVISOR, text=text, checked=True)) == (409, "names_nobody")


def test_officer_and_complainant_write_to_each_other_without_a_name(desk: Desk) -> None:
    code, complaint, _ = accepted(desk, name="", phone="", anonymous=True)
    write = {"code": code, "text": "处罚决定书在我手里。"}
    desk.act(complaint, "ask_complainant", SUPERVISOR, text="请问处罚决定书的日期？", answer_wanted=True)
    tracked = call("POST", "/complaints/track", {"code": code}).body["timeline"][-1]["text"]
    assert "留言：请问处罚决定书的日期？" in tracked
    assert "需要答复：是" in tracked
    assert call("POST", "/complaints/track/write_to_officer", write).status == 200

    def line() -> dict[str, Any]:
        rows = call("GET", "/matters", person=SUPERVISOR, kind="complaint").body["items"]
        return next(row for row in rows if row["id"] == complaint)

    assert (line()["unread"], "投诉举报人的留言已阅" in line()["mine"]) == (True, True)
    assert "处罚决定书在我手里" in str(call("GET", f"/matters/{complaint}", None, SUPERVISOR).body["timeline"])
    desk.act(complaint, "read_message", SUPERVISOR)
    assert (line()["unread"], "投诉举报人的留言已阅" in line()["mine"]) == (False, False)
    for _ in range(4):
        assert call("POST", "/complaints/track/write_to_officer", write).status == 200
    assert rule(call("POST", "/complaints/track/write_to_officer", write)) == (409, "messages_within_bounds")
    desk.wait(days=1)
    assert call("POST", "/complaints/track/write_to_officer", write).status == 200
    long = call("POST", "/complaints/track/write_to_officer", {**write, "text": "字" * 1001})
    assert (long.status, long.body["errors"][0]["field"]) == (422, "text")
    assert "周明远" not in str(call("POST", "/complaints/track", {"code": code}).body)


WRONG = ("", "查询码", "AAAA-BBBB-CCCC-DDDD-E", "x" * 500)


def test_whatever_is_no_code_gets_one_answer_for_the_same_work(desk: Desk, traffic: Traffic) -> None:
    code = desk.submit().code
    changed = ("3" if code[0] != "3" else "4") + code[1:]
    answers, work = [], []
    for typed in (*WRONG, changed):
        start = len(traffic.operations())
        reply = call("POST", "/complaints/track", {"code": typed})
        answers.append((reply.status, str(reply.body)))
        work.append(traffic.operations()[start:])
    assert len(set(answers)) == 1
    assert [work[0]] * len(work) == work
    assert answers[0][0] == 404


def test_wrong_codes_are_bounded_by_source_and_in_all_and_right_ones_are_not(desk: Desk) -> None:
    code = desk.submit().code

    def tried(source: str, typed: str = "wrong") -> int:
        return call("POST", "/complaints/track", {"code": typed}, source=source).status

    assert [tried("203.0.113.7") for _ in range(21)] == [404] * 20 + [429]
    assert (tried("203.0.113.7", code), tried("203.0.113.8")) == (200, 404)
    refused = call("POST", "/complaints/track", {"code": "wrong"}, source="203.0.113.7")
    assert 0 < int(refused.headers["Retry-After"]) <= 3600
    desk.wait(hours=1)
    assert tried("203.0.113.7") == 404
    shelf = f"RATE#{desk.now:%Y-%m-%dT%H}#all"
    for _ in range(299):
        table.count(shelf, desk.now)
    assert tried("203.0.113.9") == 429


def test_no_address_is_kept_or_logged(desk: Desk, capfd: pytest.CaptureFixture[str]) -> None:
    for _ in range(22):
        call("POST", "/complaints/track", {"code": "wrong"}, source="203.0.113.77")
    told, stored = capfd.readouterr(), aws.client("dynamodb").scan(TableName=settings().table_name)["Items"]
    assert "track_complaint" in told.out + told.err
    assert "RATE#2026-03-02T09#" in repr(stored)
    assert "203.0.113.77" not in told.out + told.err + repr(stored)
