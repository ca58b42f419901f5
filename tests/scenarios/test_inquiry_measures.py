"""The measures of an inquiry, each leaving its paper: notices, questioning, survey, talk, advice, circular, sheets."""

import base64
import io
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pytest
from docx import Document
from jiandu.core.chinese import chinese_date

from infra.demo.office import Office, scan
from tests.scenarios import steps
from tests.scenarios.steps import Facts, agency, refused, reviewer, signer, supervisor

IDENTITY = "11010519491231002X"


@dataclass
class Walk:
    """A case inquired into by every measure, with what was seen on the way."""

    case: str
    seen: dict[str, Facts] = field(default_factory=dict)
    due: str = ""


def words(body: bytes) -> str:
    """All that a .docx prints."""
    word = Document(io.BytesIO(body))
    cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in word.paragraphs), *cells])


def path_of(matter: Facts, part: str, title: str) -> str:
    """Where the latest sheet of a title is printed from, on a page."""
    rows = [sheet for row in matter[part] for sheet in row["sheets"] if sheet["title"] == title]
    return str(rows[-1]["path"])


def sheet(office: Office, matter: Facts, part: str, title: str) -> str:
    """What a sheet prints, by the JSON face."""
    given = office.get(path_of(matter, part, title))
    assert given["name"].startswith(title) and given["name"].endswith(".docx")
    return words(base64.b64decode(given["content"]))


@pytest.fixture(scope="module")
def walk(office: Office) -> Walk:
    _, case = steps.accepted(office)
    steps.open_case(office, case)
    desk, told = supervisor(office), Walk(case, due=steps.working_day(office))
    told.seen["notified"] = desk.act(
        case, "notify_opening", ask="ask", questions="请说明听证告知情况。", due_on=told.due
    )
    told.seen["agency notified"] = agency(office).matter(case)
    agency(office).act(case, "give_statement", statement="我局作出处罚前未告知听证权利。")
    told.seen["questioned"] = steps.questioned(office, case, identity_number=IDENTITY, address="示范路1号")
    told.seen["surveyed"] = desk.act(case, "survey", **survey(office))
    told.seen["summoned"] = signer(office).act(case, "summon", **summons(office))
    told.seen["reported"] = steps.report(office, case)
    return told


def survey(office: Office, **facts: Any) -> Facts:
    day = steps.today(office)
    return {
        "began_at": f"{day}T00:02",
        "ended_at": f"{day}T00:03",
        "place": "示范市市场监督管理局档案室",
        "surveyors": "周明远（证号 J1401001）\n林书宁（证号 J1401002）",
        "recorder": "林书宁",
        "party": "高文博 法规科科长",
        "informed": True,
        "course": "逐件核对台账。",
        "findings": "台账缺少三件案卷。",
        "materials": "照片十二张",
        "signed": "refused",
        "refusal": "认为与本人无关；见证人李某。",
        **facts,
    }


def summons(office: Office, **facts: Any) -> Facts:
    day = steps.working_day(office, 3)
    return {
        "persons": "分管负责人\n法规科科长",
        "reason": "听证告知程序问题。",
        "held_at": f"{day}T09:30",
        "place": "市司法局会议室",
        **facts,
    }


@pytest.mark.duty("NAT-22")
def test_the_agency_is_told_of_the_opening_once(walk: Walk, office: Office) -> None:
    """With day, officers, the right to recusal, and what it is asked by when."""
    desk = supervisor(office)
    printed = steps.text_of(desk, steps.document(desk.matter(walk.case), "case_notice"))
    day = chinese_date(date.fromisoformat(walk.due))
    said = ("行政执法监督立案通知书", "周明远", "有权申请其回避", "请说明听证告知情况。", day)
    assert [] == [part for part in said if part not in printed]
    assert walk.due == steps.clock(walk.seen["notified"], "explanation")["due"]
    assert walk.seen["agency notified"]["state_title"] == "调查核实中"
    again = desk.try_act(walk.case, "notify_opening", ask="tell")
    assert [("state", "opening_not_notified")] == refused(again, 409)


@pytest.mark.duty("JZ-20")
def test_a_transcript_prints_all_of_the_questioning(walk: Walk, office: Office) -> None:
    """And is the bureau's alone."""
    printed = sheet(supervisor(office), walk.seen["questioned"], "timeline", "询问笔录")
    said = ("林书宁（证号 J1401002）", "高文博", "男", "41岁", IDENTITY, "示范路1号", "有权申请回避", "答：没有。")
    assert [] == [part for part in said if part not in printed]
    path = path_of(walk.seen["questioned"], "timeline", "询问笔录")
    assert 404 == agency(office).call("GET", path).status


@pytest.mark.duty("JZ-20")
def test_the_signed_transcript_is_scanned_later_and_once(walk: Walk, office: Office) -> None:
    desk = supervisor(office)
    entry = next(str(e["n"]) for e in walk.seen["questioned"]["timeline"] if e["name"] == "question")
    wrong = desk.try_act(walk.case, "attach_signed_paper", entry="1", scan=scan())
    assert [("entry", "paper_unscanned")] == refused(wrong, 422)
    done = desk.act(walk.case, "attach_signed_paper", entry=entry, scan=scan("笔录.pdf"))
    assert "笔录.pdf" in str(steps.entries(done, "attach_signed_paper")[0]["facts"])
    again = desk.try_act(walk.case, "attach_signed_paper", entry=entry, scan=scan())
    assert [("entry", "paper_unscanned")] == refused(again, 422)


@pytest.mark.duty("JZ-20")
@pytest.mark.parametrize(
    ("change", "mistake"),
    [
        ({"questioners": "周明远（证号 1）"}, ("questioners", "two_officers")),
        ({"identity_number": "110105194912310021"}, ("identity_number", "checksum")),
        ({"text": "何时检查？"}, ("text", "question_and_answer")),
        ({"signed": "refused"}, ("refusal", "with_refusal")),
        ({"informed": False}, ("informed", "literal_error")),
        ({"read_back": False}, ("read_back", "literal_error")),
    ],
)
def test_an_incomplete_transcript_is_refused(
    walk: Walk, office: Office, change: Facts, mistake: tuple[str, str]
) -> None:
    entry = next(e for e in walk.seen["questioned"]["timeline"] if e["name"] == "question")
    assert entry["facts"]
    day = steps.today(office)
    given = {
        "began_at": f"{day}T00:00", "ended_at": f"{day}T00:01", "place": "询问室",
        "questioners": "周明远（证号 1）\n林书宁（证号 2）", "recorder": "林书宁", "person": "高文博",
        "gender": "male", "age": 41, "unit": "市场监督管理局", "informed": True,
        "text": "问：何时检查？\n答：三月。", "read_back": True, "signed": "signed", **change,
    }  # fmt: skip
    assert [mistake] == refused(supervisor(office).try_act(walk.case, "question", **given), 422)


@pytest.mark.duty("QZ-13", "HEB-19")
def test_nobody_without_a_valid_certificate_goes_on_site(walk: Walk, office: Office) -> None:
    """A reviewer is no supervisor; a number that is not the certificate's is none; one person is not two."""
    zhou, before = "周明远（证号 J1401001）", supervisor(office).matter(walk.case)["version"]
    for other in ("韩立群（证号 J1401002）", "林书宁（证号 J9999999）", zhou):
        reply = supervisor(office).try_act(walk.case, "survey", **survey(office, surveyors=f"{zhou}\n{other}"))
        rule = "two_officers" if other == zhou else "certificates_shown"
        assert [("surveyors", rule)] == refused(reply, 422)
    assert before == supervisor(office).matter(walk.case)["version"]


@pytest.mark.duty("JZ-20")
def test_a_survey_prints_findings_samples_and_the_refusal_to_sign(walk: Walk, office: Office) -> None:
    printed = sheet(supervisor(office), walk.seen["surveyed"], "timeline", "勘验笔录")
    said = ("档案室", "逐件核对台账。", "台账缺少三件案卷。", "照片十二张", "见证人李某")
    assert [] == [part for part in said if part not in printed]


@pytest.mark.duty("NAT-22", "JZ-26a")
def test_a_talk_is_summoned_for_a_working_day_and_has_its_minutes(walk: Walk, office: Office) -> None:
    """The agency reads the letter's facts, signs the minutes, and prints them too."""
    desk = supervisor(office)
    held = summons(office)["held_at"]
    printed = steps.text_of(desk, steps.document(walk.seen["summoned"], "summons"))
    said = (
        "法规科科长",
        "听证告知程序问题。",
        f"{chinese_date(date.fromisoformat(held[:10]))}9时30分",
        "市司法局会议室",
    )
    assert [] == [part for part in said if part not in printed]
    rest = {**summons(office), "held_at": f"{steps.today(office)}T09:30"}
    assert [("held_at", "ahead")] == refused(signer(office).try_act(walk.case, "summon", **rest), 422)
    talk = {
        "held_at": f"{steps.today(office)}T00:05",
        "place": "市司法局会议室",
        "present": "高文博 法规科科长",
        "points": "通报听证告知问题。",
        "promises": "五个工作日内补正。",
        "promised_by": steps.working_day(office),
        "signed": "signed",
    }
    done = desk.act(walk.case, "record_talk", **talk)
    for reader, seen in ((desk, done), (agency(office), agency(office).matter(walk.case))):
        minutes = sheet(reader, seen, "timeline", "约谈纪要")
        assert "通报听证告知问题。" in minutes and "五个工作日内补正。" in minutes
    assert [("state", "talk_summoned")] == refused(desk.try_act(walk.case, "record_talk", **talk), 409)


@pytest.mark.duty("JZ-23", "NAT-28")
def test_opening_and_report_are_printed_for_the_file(walk: Walk, office: Office) -> None:
    desk = supervisor(office)
    opening = sheet(desk, walk.seen["reported"], "timeline", "立案审批表")
    assert [] == [part for part in ("涉嫌违反法定程序。", "同意立案", "郑怀瑾", "工作中发现") if part not in opening]
    report = sheet(desk, walk.seen["reported"], "timeline", "调查报告")
    assert [] == [part for part in ("认定：违法", "第六十三条", "责令撤销该处罚决定") if part not in report]


@pytest.mark.duty("NAT-28", "NAT-27")
def test_a_letter_has_its_draft_sheet_and_its_proof_of_service(walk: Walk, office: Office) -> None:
    """As a browser gets them: the .docx itself, under its Chinese name, kept nowhere."""
    desk = supervisor(office)
    steps.issued(office, walk.case, "opinion", steps.opinion_facts())
    seen = desk.matter(walk.case)
    number = steps.document(seen, "opinion")["number"]
    draft = sheet(desk, seen, "documents", "发文稿纸")
    assert [] == [part for part in (number, "周明远", "事实清楚，同意。", "同意签发。") if part not in draft]
    opinion = steps.document(seen, "opinion")
    path = next(row["path"] for row in opinion["sheets"] if row["title"] == "送达回证")
    reply = desk.call("GET", path, headers={"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"})
    assert 200 == reply.status
    assert "filename*=UTF-8''%E9%80%81%E8%BE%BE%E5%9B%9E%E8%AF%81" in reply.headers["Content-Disposition"]
    proof = words(reply.body)
    assert [] == [part for part in (number, "直接送达", "高文博 法规科科长", "见证人") if part not in proof]
    assert 404 == agency(office).call("GET", path).status
    assert 404 == desk.call("GET", path.replace("proof_of_service", "transcript")).status


@pytest.mark.duty("JZ-23")
def test_what_is_merely_improper_gets_advice_and_no_opinion(office: Office) -> None:
    """Advised by a letter signed in steps; the agency replies by the date set in it; the case is closed."""
    _, case = steps.inquired(office, "merely_improper")
    desk, due = supervisor(office), steps.working_day(office, 10)
    opinion = desk.try_act(case, "draft_opinion", **steps.opinion_facts())
    assert [("state", "verified_unlawful_or_improper")] == refused(opinion, 409)
    advice = {
        "facts": "裁量理由过于简略。",
        "analysis": "裁量基准没有细化。",
        "suggestion": "细化裁量基准。",
        "due_on": due,
        "checked": True,
    }
    served = steps.issued(office, case, "suggestion", advice)
    printed = steps.text_of(desk, steps.document(served, "suggestion"))
    said = ("行政执法监督建议书", "裁量基准没有细化。", "细化裁量基准。", chinese_date(date.fromisoformat(due)))
    assert [] == [part for part in said if part not in printed]
    assert (due, "已提出建议") == (steps.clock(served, "reply")["due"], served["state_title"])
    replied = agency(office).act(case, "reply_to_suggestion", reply="已经细化裁量基准。")
    assert replied["state_title"] == "已回复建议，待结案"
    closed = desk.act(case, "close", summary="建议已经采纳。", retention="10")
    approval = sheet(desk, closed, "timeline", "结案审批表")
    assert [] == [part for part in ("建议已经采纳。", "行政执法监督建议书", "10年") if part not in approval]


@pytest.mark.duty("JZ-26a", "NAT-31")
def test_a_circular_is_a_numbered_letter_to_its_scope(office: Office) -> None:
    """Signed in steps; the agency gets the sealed paper, and reads nothing before it is sealed."""
    _, case = steps.served_opinion(office)
    given = {
        "reason": "marked_problem",
        "scope": "全市各行政执法机关",
        "approver": "局长办公会议",
        "text": "问题突出。",
    }
    signed = steps.signed(office, case, "circular", given)
    printed = steps.text_of(supervisor(office), steps.document(signed, "circular"))
    said = (
        "全市各行政执法机关",
        "关于示范市市场监督管理局行政执法行为存在突出问题的通报",
        "经局长办公会议批准",
        "问题突出。",
    )
    assert [] == [part for part in said if part not in printed]
    assert "circular" not in steps.kinds(agency(office).matter(case))
    steps.sealed(office, case, "circular")
    assert "circular" in steps.kinds(agency(office).matter(case))


@pytest.mark.duty("JZ-24b", "NAT-30", "JZ-25")
def test_objection_examination_and_correction_are_printed(office: Office) -> None:
    _, case = steps.served_opinion(office)
    objection = steps.object_to(office, case)
    own = agency(office).matter(case)
    number = steps.document(own, "opinion")["number"]
    asked = sheet(agency(office), own, "timeline", "复查申请书")
    assert [] == [part for part in (number, "撤销原文书", "我局认为程序合法。") if part not in asked]
    steps.examine(office, objection)
    record = sheet(reviewer(office), reviewer(office).matter(objection), "timeline", "论证记录")
    assert [] == [part for part in (number, "我局认为程序合法。", "听取双方意见", "韩") if part not in record]
    corrected = agency(office).act(case, "report_correction", report="已经撤销处罚决定。", measures="完善制度。")
    report = sheet(agency(office), corrected, "timeline", "纠正情况报告")
    assert [] == [part for part in (number, "已经撤销处罚决定。", "完善制度。") if part not in report]
