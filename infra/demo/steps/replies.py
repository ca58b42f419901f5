"""The agency's side and what answers it: objections, corrections, execution."""

from functools import partial

from infra.demo.play import Play, Step


def object_(play: Play) -> None:
    request = play.text("objection_request", "withdraw")
    after = play.on_case(play.respondent, "object", request=request, reasons=play.text("objection"))
    play.objection = after["children"][-1]["id"]


def review_objection(play: Play) -> None:
    course = play.text("examination", "调阅执法案卷，分别听取行政执法机关和承办人员意见，召开论证会议。")
    play.on_objection(play.official("reviewer-1"), "review_objection", course=course, view=play.text("view"))


def answer_objection(outcome: str, play: Play) -> None:
    facts = {"outcome": outcome, "reasons": play.text("answer")}
    if outcome == "changed":
        facts["changes"] = play.text("changes")
    play.on_objection(play.official("signer-1"), "answer_objection", **facts)


def withdraw_objection(play: Play) -> None:
    play.on_objection(play.respondent, "withdraw_objection", reason=play.text("dropped_because"))


def report_correction(play: Play) -> None:
    facts = {"report": play.text("corrected"), "measures": play.text("measures")}
    play.on_case(play.respondent, "report_correction", **facts)


def accept_correction(play: Play) -> None:
    finding = play.text("accepted_because", "经核对证明材料，监督文书要求已经逐项落实，认定纠正到位。")
    play.on_case(play.handler, "accept_correction", finding=finding)


def return_correction(play: Play) -> None:
    reasons = play.text("returned_because")
    play.on_case(play.handler, "return_correction", reasons=reasons, due_on=play.working_day(6))


def report_execution(play: Play) -> None:
    play.on_case(play.respondent, "report_execution", report=play.text("executed"))


STEPS: dict[str, Step] = {
    "object": object_,
    **{f"answer_{outcome}": partial(answer_objection, outcome) for outcome in ("upheld", "changed", "withdrawn")},
    **{
        step.__name__: step
        for step in (
            review_objection, withdraw_objection, report_correction, accept_correction, return_correction,
            report_execution,
        )
    },
}  # fmt: skip
