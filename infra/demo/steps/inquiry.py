"""The inquiry: opening, explanation, files, questioning, report; and how a case ends."""

from typing import Any

from infra.demo.office import scan
from infra.demo.play import Play, Step

EXPLAIN_IN, FILES_IN = 5, 7
WENT = "周明远（证号 J1401001）\n林书宁（证号 J1401002）"


def request_opening(play: Play) -> None:
    play.on_case(
        play.handler,
        "request_opening",
        subject=play.text("subject"),
        mode=play.text("mode", "daily"),
        reason=play.text("opening", "经初步审查，反映的问题有具体的执法行为和线索，需要立案调查核实。"),
    )


def open_case(play: Play) -> None:
    play.on_case(play.official("signer-1"), "open_case", opinion="同意立案，请依法调查核实。")


def decline_opening(play: Play) -> None:
    play.on_case(play.official("signer-1"), "decline_opening", reason=play.text("declined_because"))


def ask_self_check(play: Play) -> None:
    questions = play.text("questions")
    play.on_case(play.handler, "ask_self_check", questions=questions, due_on=play.working_day(EXPLAIN_IN))


def give_statement(play: Play) -> None:
    play.on_case(play.respondent, "give_statement", statement=play.text("statement"))


def record_refusal(play: Play) -> None:
    play.on_case(play.handler, "record_refusal", refused=False, record=play.text("refusal"))


def consult_files(play: Play) -> None:
    files = play.text("files", "本年度同类行政处罚案卷三份\n行政执法全过程记录音像资料目录")
    play.on_case(play.handler, "consult_files", files=files, form="copy", due_on=play.working_day(FILES_IN))


def hand_over_files(play: Play) -> None:
    handed = play.text("files", "本年度同类行政处罚案卷三份（复制件）\n行政执法全过程记录音像资料目录一份")
    play.on_case(play.respondent, "hand_over_files", list=handed)


def question(play: Play) -> None:
    play.on_case(
        play.handler,
        "question",
        began_at=f"{play.today}T08:30:00+08:00",
        ended_at=f"{play.today}T08:55:00+08:00",
        place="司法局询问室",
        questioners=WENT,
        recorder="林书宁",
        person=play.text("person", "高文博"),
        gender="male",
        age=41,
        unit=play.text("unit", "示范市市场监督管理局"),
        post="该案执法人员",
        informed=True,
        text=play.text("transcript"),
        read_back=True,
        signed="signed",
    )


def survey(play: Play) -> None:
    play.on_case(
        play.handler,
        "survey",
        began_at=f"{play.today}T08:56:00+08:00",
        ended_at=f"{play.today}T08:58:00+08:00",
        place=play.text("place", "示范市市场监督管理局档案室"),
        surveyors=WENT,
        recorder="林书宁",
        party="高文博 法规科科长",
        informed=True,
        course="出示监督证件，逐件核对处罚案卷和送达台账，全过程录像。",
        findings=play.text("surveyed", "该案案卷中没有听证告知书及其送达回证，台账也没有相应记录。"),
        materials="照片六张\n录像一段",
        signed="signed",
    )


def inquiry_report(play: Play) -> None:
    play.on_case(
        play.handler,
        "inquiry_report",
        facts_found=play.text("found"),
        evidence=play.text("evidence", "行政执法案卷复制件、情况说明、询问笔录。"),
        finding=play.text("finding", "unlawful"),
        law=play.text("law"),
        proposal=play.text("demand"),
    )


def close(play: Play) -> None:
    summary = play.text("closing", "监督文书要求已经落实，材料齐全，同意结案归档。")
    play.on_case(play.handler, "close", summary=summary, retention="30")


def terminate(play: Play) -> None:
    cause = play.text("cause", "no_violation")
    play.on_case(play.official("signer-1"), "terminate", cause=cause, reason=play.text("terminated_because"))


def circulate(play: Play) -> None:
    facts: dict[str, Any] = {"reason": "late", "scope": "本级各行政执法机关", "approver": "司法局局长办公会议"}
    play.on_case(play.handler, "draft_circular", **facts, text=play.text("circular"))
    play.on_case(play.official("reviewer-1"), "review_circular", opinion="同意通报。")
    play.on_case(play.official("signer-1"), "sign_circular", opinion="同意签发。")
    play.on_case(play.official("clerk-1"), "seal_circular", file=scan(), sealed_on=play.today)


STEPS: dict[str, Step] = {
    step.__name__: step
    for step in (
        request_opening, open_case, decline_opening, ask_self_check, give_statement, record_refusal, consult_files,
        hand_over_files, question, survey, inquiry_report, close, terminate, circulate,
    )
}  # fmt: skip
