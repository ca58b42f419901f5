"""监督问卷: what may be asked, what answers, what they come to, and what it means for the course it belongs to."""

from typing import Any

import pytest
from casework import DU, GAO, HAN, LIN, WU, ZHENG, ZHOU, Bureau, clock, matter, refused, seen, working_day_after
from jiandu.core.access import sees
from jiandu.core.forms import FORMS
from jiandu.core.matter import PUBLIC, Actor
from jiandu.core.questionnaires import field_of, misfits, outcomes, questions
from jiandu.core.sheets import SHEETS, Printing, of_event
from jiandu.core.volume import pieces
from jiandu.views.questionnaires import SHOWN_TEXTS
from test_following_enforcement import GUIDANCE, SUMMARY, printed, running

ASKED = """
1. 检查人员是否出示证件？【单选，必答】
都出示
有时出示
没有出示
检查中遇到过哪些情况？[多选]
重复检查
没有说明理由
都没有
对检查文明程度的评价？【打分题 、必答】
您有什么意见建议？【文字】
""".strip()
ANSWER: dict[str, Any] = {"q1": ["1"], "q2": ["1", "2"], "q3": ["5"], "q4": ["希望合并检查。\n一次查完。"]}


def paper(bureau: Bureau, **facts: Any) -> dict[str, Any]:
    """What officers ask, until the third working day."""
    return {
        "title": "涉企检查情况问卷",
        "introduction": "请近一年接受过检查的企业填写。",
        "due_on": working_day_after(bureau.today, 3),
        "questions": ASKED,
        **facts,
    }


def asked(**facts: Any) -> tuple[Bureau, str, str]:
    """A running course with an open questionnaire."""
    bureau, course = running()
    bureau.act(course, "open_questionnaire", ZHOU, **paper(bureau, **facts))
    (questionnaire,) = bureau.cases[course].matter.children
    return bureau, course, questionnaire


@pytest.mark.duty("JZ-20")
def test_anybody_answers_and_the_course_is_told_the_numbers() -> None:
    """Three answers, one of them the least there may be; the course and its report tell numbers and no text."""
    bureau, course, questionnaire = asked()
    for answer in (ANSWER, {"q1": ["3"], "q2": ["1"], "q3": ["2"]}, {"q1": ["1"], "q3": ["4"], "q4": [" "]}):
        bureau.act(questionnaire, "answer_questionnaire", PUBLIC, **answer)
    counts = [(found.answered, found.counts, found.mean) for found in outcomes(bureau.cases[questionnaire])]
    assert [
        (3, (2, 0, 1), None), (2, (2, 1, 0), None), (3, (0, 1, 0, 1, 1), 3.67), (1, (), None),
    ] == counts  # fmt: skip
    assert ("state", "no_open_children") == refused(lambda: bureau.act(course, "sum_up_accompanying", ZHOU, **SUMMARY))
    stopping = {"reason": "另行安排。"}
    assert ("state", "no_open_children") == refused(lambda: bureau.act(course, "stop", ZHENG, **stopping))
    bureau.act(questionnaire, "close_questionnaire", LIN, reason="经营者都已答完。")
    told = bureau.cases[course].facts_of("questionnaire_closed") or {}
    assert ("涉企检查情况问卷", 3) == (told["title"], told["answers"])
    line = "1. 检查人员是否出示证件？（单选，3人作答）：“都出示”2人；“有时出示”0人；“没有出示”1人。\n"
    assert told["results"].startswith(line)
    assert "平均3.67分" in told["results"] and "合并检查" not in told["results"]
    for content in bureau.rules.choices["accompanying_contents"]:
        facts = {"content": content, "methods": ["hearing"], "result": "sound", "finding": "符合。"}
        bureau.act(course, "check_content", ZHOU, **facts)
    bureau.act(course, "give_guidance", ZHOU, **GUIDANCE)
    bureau.act(course, "sum_up_accompanying", ZHOU, **SUMMARY)
    _, report = printed(bureau, course, "sum_up_accompanying")
    assert {"问卷调查1次。", "问卷“涉企检查情况问卷”收到答卷3份。"} <= set(report["measures"])
    assert "stopped" == clock(bureau, questionnaire, "questionnaire#1").status


@pytest.mark.duty("JZ-20")
def test_the_sheet_has_every_number_and_every_text() -> None:
    bureau, _, questionnaire = asked()
    for answer in (ANSWER, {"q1": ["2"], "q3": ["3"]}):
        bureau.act(questionnaire, "answer_questionnaire", PUBLIC, **answer)
    bureau.act(questionnaire, "close_questionnaire", ZHOU, reason="已足够。")
    case = bureau.case(questionnaire)
    event, row = case.events[-1], bureau.action(questionnaire, "close_questionnaire")
    assert ("questionnaire_results",) == of_event(case, event, "owner")
    assert () == of_event(case, event, "respondent")
    acts = Actor("person", "zhou")
    said = Printing(
        case=case, action=row, actor=acts, facts=event.facts, today=bureau.today, rules=bureau.rules, event=event
    )
    sheet = SHEETS["questionnaire_results"].fill(said).model_dump()
    assert ("提前截止：已足够。", 2) == (sheet["ended"], sheet["answers"])
    assert {"name": "没有说明理由", "n": 1, "share": "100.0%"} == sheet["rows"][1]["options"][1]
    assert ("第4题 您有什么意见建议？", "（1）希望合并检查。 一次查完。") == sheet["opinions"]
    bound = [piece.title for piece in pieces([case], bureau.rules, {}, {})]
    assert ["发出问卷", "问卷统计表"] == bound


def test_the_day_ends_it_and_officers_count_it() -> None:
    """Through the whole closing day; from the next one nothing is taken, and the course waits for the count."""
    bureau, course, questionnaire = asked()
    bureau.now = bureau.now.replace(day=working_day_after(bureau.today, 3).day, hour=23, minute=59)
    bureau.act(questionnaire, "answer_questionnaire", PUBLIC, **ANSWER)
    assert ("state", "state") == refused(lambda: bureau.act(questionnaire, "conclude_questionnaire", ZHOU))
    bureau.wait(minutes=1)
    late = ("state", "state")
    assert late == refused(lambda: bureau.act(questionnaire, "answer_questionnaire", PUBLIC, **ANSWER))
    assert late == refused(lambda: bureau.act(questionnaire, "close_questionnaire", ZHOU, reason="晚了。"))
    bureau.sweep()
    assert ("over", ()) == (matter(bureau, questionnaire).state, matter(bureau, questionnaire).late)
    ended = seen(bureau, questionnaire, ZHOU)["timeline"][-1]
    assert ("截止日期已过", "act") == (ended["action"], ended["kind"])
    assert ("state", "no_open_children") == refused(lambda: bureau.act(course, "stop", ZHENG, reason="不再继续。"))
    bureau.act(questionnaire, "conclude_questionnaire", LIN)
    assert "closed" == matter(bureau, questionnaire).state
    assert not bureau.cases[course].matter.children[questionnaire].open
    bureau.act(course, "stop", ZHENG, reason="不再继续。")


def question(line: str, *options: str) -> str:
    return "\n".join([line, *options])


@pytest.mark.parametrize(
    ("asks", "says"),
    [
        ("没有题型的题目", "读不出题型"),
        ("满意吗？【判断】", "读不出题型"),
        (question("满意吗？【单选】", "满意"), "第1题有1个选项"),
        (question("满意吗？【单选】", *map(str, range(11))), "第1题有11个选项"),
        (question("满意吗？【多选】", "满意", "满意"), "写了两次"),
        (question("满意吗？【单选】", "满意", "长" * 41), "超过40字"),
        (question("满意吗？【打分】", "满意"), "不写选项"),
        (f"{'长' * 101}【文字】", "第1题超过100字"),
        ("\n".join(f"第{n}问？【打分】" for n in range(16)), "最多15题，现在有16题"),
        ("\n".join(f"第{n}问？【文字】" for n in range(6)), "文字题最多5题"),
    ],
)
def test_what_cannot_be_asked_is_refused_at_its_question(asks: str, says: str) -> None:
    bureau, course = running()
    with pytest.raises(ValueError, match=says):
        questions(asks)
    opening = paper(bureau, questions=asks)
    assert ("questions", "lines") == refused(lambda: bureau.act(course, "open_questionnaire", ZHOU, **opening))
    assert not bureau.cases[course].matter.children


def test_it_closes_within_its_course() -> None:
    """The day itself and the last of the course are good; the day before and the day after are not."""
    bureau, course = running("weihai")
    last = clock(bureau, course, "accompanying#1").due
    assert last is not None
    for day, rule in (("2026-03-01", "not_in_past"), ("9999-12-31", "within_course")):
        opening = paper(bureau, due_on=day)
        assert ("due_on", rule) == refused(lambda o=opening: bureau.act(course, "open_questionnaire", ZHOU, **o))  # type: ignore[misc]
    for good in (bureau.today, last):
        bureau.act(course, "open_questionnaire", ZHOU, **paper(bureau, due_on=good))
    assert 2 == len(bureau.cases[course].matter.children)


@pytest.mark.parametrize(
    ("answer", "mistake"),
    [
        ({"q3": ["5"]}, ("q1", "missing")),
        ({"q1": [" "], "q3": ["5"]}, ("q1", "missing")),
        ({"q1": ["4"], "q3": ["5"]}, ("q1", "offered")),
        ({"q1": ["1", "2"], "q3": ["5"]}, ("q1", "one")),
        ({"q1": ["1"], "q2": ["1", "1"], "q3": ["5"]}, ("q2", "offered")),
        ({"q1": ["1"], "q3": ["6"]}, ("q3", "offered")),
        ({"q1": ["1"], "q3": ["5"], "q4": ["一", "二"]}, ("q4", "one")),
        ({"q1": ["1"], "q3": ["5"], "q4": ["\x00"]}, ("q4", "control_characters")),
        ({"q1": ["1"], "q3": ["5"], "q4": ["长" * 301]}, ("q4", "string_too_long")),
        ({"q1": ["1"], "q3": ["5"], "q5": ["1"]}, ("q5", "asked")),
        ({"q1": ["1"], "q3": ["5"], "name": "王某"}, ("name", "extra_forbidden")),
        ({"q1": "1", "q3": ["5"]}, ("q1", "tuple_type")),
    ],
)
def test_an_answer_that_does_not_fit_changes_nothing(answer: dict[str, Any], mistake: tuple[str, str]) -> None:
    bureau, _, questionnaire = asked()
    assert mistake == refused(lambda: bureau.act(questionnaire, "answer_questionnaire", PUBLIC, **answer))
    assert 1 == matter(bureau, questionnaire).version


def test_every_mistake_of_an_answer_is_told_at_once() -> None:
    found = misfits(questions(ASKED), {"q1": ["9"], "q2": [], "q3": []})
    assert [("q1", "offered"), ("q3", "missing")] == [(m.field, m.rule) for m in found]
    assert [field_of(n) for n in range(1, 16)] == [*FORMS["questionnaire_answer"].model_fields]


def test_there_is_room_for_so_many_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of them the page lists none by itself, and of the texts the latest."""
    most = SHOWN_TEXTS + 20
    monkeypatch.setattr("jiandu.core.checks.questionnaires.MOST_ANSWERS", most)
    bureau, _, questionnaire = asked()
    for _ in range(most):
        bureau.act(questionnaire, "answer_questionnaire", PUBLIC, **ANSWER)
    full = refused(lambda: bureau.act(questionnaire, "answer_questionnaire", PUBLIC, **ANSWER))
    assert ("state", "room_for_answers") == full
    page = seen(bureau, questionnaire, ZHOU)
    assert ["open_child"] == [entry["name"] for entry in page["timeline"]]
    shown = page["questionnaire"]
    assert (most, True, f"/questionnaires/{questionnaire}") == (shown["answers"], shown["open"], shown["path"])
    assert ("100.0%", 100) == (shown["questions"][0]["rows"][0]["share"], shown["questions"][0]["rows"][0]["bar"])
    texts = shown["questions"][3]
    assert (SHOWN_TEXTS, 20) == (len(texts["texts"]), texts["earlier_texts"])


@pytest.mark.duty("JZ-20")
def test_only_its_officers_open_and_close_it_and_the_agency_sees_nothing() -> None:
    bureau, course, questionnaire = asked()
    for stranger in (WU, DU, HAN, GAO):
        role = ("action", "role")
        assert role == refused(lambda who=stranger: bureau.act(questionnaire, "close_questionnaire", who, reason="。"))  # type: ignore[misc]
        opening = paper(bureau)
        assert role == refused(lambda who=stranger, o=opening: bureau.act(course, "open_questionnaire", who, **o))  # type: ignore[misc]
    assert ("action", "role") == refused(lambda: bureau.act(questionnaire, "answer_questionnaire", ZHOU, **ANSWER))
    assert (None, "owner") == (sees(GAO, matter(bureau, questionnaire)), sees(HAN, matter(bureau, questionnaire)))
    bureau.act(questionnaire, "close_questionnaire", ZHOU, reason="已足够。")
    assert "questionnaire_closed" not in str(seen(bureau, course, GAO))
    bureau.act(course, "give_guidance", ZHOU, **GUIDANCE)
    told = seen(bureau, course, GAO)
    assert "问卷" not in str(told["timeline"]) and told["children"] == [] and told["questionnaire"] is None


def test_whoever_may_not_act_in_the_course_does_not_count_its_questionnaire() -> None:
    bureau, course, questionnaire = asked()
    bureau.act(course, "declare_recusal", ZHOU, reason="亲属在该局任职。")
    held = refused(lambda: bureau.act(questionnaire, "close_questionnaire", ZHOU, reason="已足够。"))
    assert ("actor", "recusal") == held
    bureau.act(questionnaire, "close_questionnaire", LIN, reason="已足够。")


def test_a_colleague_takes_over_an_open_questionnaire() -> None:
    bureau, _, questionnaire = asked()
    bureau.act(questionnaire, "assign_officers", ZHENG, officers=["zhou", "lin"], reason="分工调整。")
    assert ("zhou", "lin") == matter(bureau, questionnaire).officers
