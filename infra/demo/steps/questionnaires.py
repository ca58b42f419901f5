"""A questionnaire: answered by the public at its address, closed by its officers."""

from infra.demo.play import Play, Step


def answer_questionnaire(play: Play) -> None:
    """Each of the plan's answers, by the public."""
    for answer in play.words["answers"]:
        play.office.post(f"/questionnaires/{_questionnaire(play)}", {**answer, "altcha": play.office.proof()})


def close_questionnaire(play: Play) -> None:
    play.handler.act(_questionnaire(play), "close_questionnaire", reason=play.words["closing"])


def _questionnaire(play: Play) -> str:
    children = play.handler.matter(play.case)["children"]
    return next(str(child["id"]) for child in children if child["kind"] == "questionnaire")


STEPS: dict[str, Step] = {step.__name__: step for step in (answer_questionnaire, close_questionnaire)}
