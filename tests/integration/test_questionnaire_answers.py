"""Answers of the public over the table: each counts once however it is sent, and nothing of who sent it is kept."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from jiandu.adapters import clock, table
from jiandu.begin import begin
from jiandu.core.procedure import rules_on
from jiandu.questionnaires import answer, asked_in
from jiandu.requests import Request
from jiandu.volumes import shelf

from infra.demo.office import Reply
from tests.integration.desk_work import SIGNER, SUPERVISOR, Desk, actor, load
from tests.integration.front import call
from tests.integration.traffic import Traffic

QUESTIONS = "检查人员是否出示证件？【单选，必答】\n都出示\n没有出示\n您有什么意见建议？【文字】"
ANSWER = {"q1": ["1"], "q2": ["希望合并检查。"]}


@pytest.fixture
def desk(deployment: str, monkeypatch: pytest.MonkeyPatch) -> Desk:
    desk = Desk()
    monkeypatch.setattr(clock, "now", lambda: desk.now)
    return desk


@pytest.fixture
def asked(desk: Desk) -> str:
    """An open questionnaire of a running course."""
    first, last = desk.working_day(0), desk.working_day(5)
    plan = {"title": "涉企检查伴随式监督", "respondent": "city-market", "field": "market", "plan": "随同检查。"}
    officers = {"officers": ["city-supervisor-1", "city-supervisor-2"], "no_recusal": True}
    whole = {**plan, **officers, "first_day": first, "due_on": last}
    course = begin(actor(SUPERVISOR, ""), "accompanying", whole, "course", desk.now)
    desk.act(course, "approve", SIGNER, opinion="同意。")
    opened = {"title": "检查情况问卷", "introduction": "请企业填写。", "due_on": last, "questions": QUESTIONS}
    desk.act(course, "open_questionnaire", SUPERVISOR, **opened)
    (questionnaire,) = load(course).matter.children
    return questionnaire


def sent(questionnaire: str, key: str, **answer: Any) -> Reply:
    return call("POST", f"/questionnaires/{questionnaire}", answer or ANSWER, headers={"Idempotency-Key": key})


def posted(questionnaire: str, key: str) -> Request:
    """The same as a view gets it."""
    path, headers = f"/questionnaires/{questionnaire}", {"idempotency-key": key}
    return Request("POST", path, {"matter_id": questionnaire}, {}, headers, b"", None, json=ANSWER, source="127.0.0.1")


@pytest.mark.duty("JZ-20")
def test_rivals_all_count_and_a_second_press_does_not(asked: str, traffic: Traffic) -> None:
    """Twelve people at once, one of them pressing three times; of nobody an address, an office or a name is kept."""
    keys = [*(f"k{n}" for n in range(12)), "k0", "k0"]
    found = asked_in(asked, clock.now())
    with ThreadPoolExecutor(len(keys)) as pool:
        list(pool.map(lambda key: answer(posted(asked, key), found), keys))
    events = load(asked).events[1:]
    assert 12 == len(events) and {("public", "")} == {(e.actor, e.organisation) for e in events}
    written = str([items for items in traffic.transactions() if "answer_questionnaire" in str(items)])
    assert "希望合并检查。" in written and "127.0.0.1" not in written
    assert [("Idempotency-Key", "same_body")] == rules(sent(asked, "k0", q1=["2"]))


def test_whoever_opens_the_page_reads_no_answer(asked: str, traffic: Traffic) -> None:
    """However many came; strangers learn nothing of another matter by the same address."""
    for n in range(3):
        sent(asked, f"k{n}")
    traffic.calls.clear()
    reply = call("GET", f"/questionnaires/{asked}")
    assert ("检查情况问卷", None, 2) == (reply.body["title"], reply.body["closed"], len(reply.body["questions"]))
    assert "GetItem" in traffic.operations() and "E#000002" not in str(traffic.calls)
    assert "合并" not in str(reply.body)
    assert 404 == call("GET", f"/questionnaires/{load(asked).matter.parent}").status
    assert 404 == sent(str(load(asked).matter.parent), "k9").status


def test_what_is_refused_changes_nothing(desk: Desk, asked: str) -> None:
    """Each question is told at once; what was taken before it closed is answered again as taken."""
    assert [("q1", "missing"), ("q9", "asked")] == sorted(rules(sent(asked, "k1", q2=["一"], q9=["1"])))
    assert 201 == sent(asked, "k2").status
    desk.act(asked, "close_questionnaire", SUPERVISOR, reason="已足够。")
    assert [("state", "state")] == rules(sent(asked, "k3"))
    assert 201 == sent(asked, "k2").status
    assert ["open_child", "answer_questionnaire", "close_questionnaire"] == [e.action for e in load(asked).events]
    assert "已经截止" in call("GET", f"/questionnaires/{asked}").body["closed"]


def test_a_full_questionnaire_says_so_before_anybody_types(
    desk: Desk, asked: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for where in ("jiandu.questionnaires", "jiandu.core.checks.questionnaires"):
        monkeypatch.setattr(f"{where}.MOST_ANSWERS", 2)
    for key in ("k1", "k2"):
        assert 201 == sent(asked, key).status
    assert [("state", "room_for_answers")] == rules(sent(asked, "k3"))
    assert "已满2份" in call("GET", f"/questionnaires/{asked}").body["closed"]
    desk.act(asked, "assign_officers", SIGNER, officers=["city-supervisor-1", "city-supervisor-2"], reason="分工。")
    desk.wait(days=30)
    assert "已经截止" in call("GET", f"/questionnaires/{asked}").body["closed"]


def test_the_file_of_the_course_has_the_sheet_and_no_single_answer(desk: Desk, asked: str) -> None:
    sent(asked, "k1")
    desk.act(asked, "close_questionnaire", SUPERVISOR, reason="已足够。")
    course = load(str(load(asked).matter.parent))
    file = shelf(course, actor(SUPERVISOR, ""), rules_on("jinzhong", desk.now.date()))
    bound = {piece.title for piece in file.pieces}
    assert {"问卷统计表", "问卷调查"} <= bound and "收到答卷" not in bound


def rules(reply: Reply) -> list[tuple[str, str]]:
    return [(mistake["field"], mistake["rule"]) for mistake in reply.body["errors"]]


def test_the_beginning_of_a_matter_is_all_that_is_read_of_it(asked: str) -> None:
    sent(asked, "k1")
    begun = table.load_beginning(asked)
    assert begun is not None and (2, 1) == (begun.matter.version, len(begun.events))
    assert load(asked).clocks == begun.clocks and table.load_beginning("none") is None
