"""The complaint: handed in, reviewed, supplemented, withdrawn, answered, rated."""

from infra.demo.play import Play, Step

TYPED = ("agency", "category", "act", "facts", "request", "elsewhere", "anonymous", "name", "phone", "disclose")


def submit(play: Play) -> None:
    answer = play.office.complain(**{name: play.words[name] for name in TYPED if name in play.words})
    play.complaint, play.code, play.number = answer["matter_id"], answer["code"], answer["number"]
    play.state = "投诉举报待审查"


def accept(play: Play) -> None:
    officers = [f"{play.bureau}-supervisor-1", f"{play.bureau}-supervisor-2"]
    after = play.on_complaint(
        play.handler,
        "accept",
        within_scope=True,
        specific_act=True,
        officers=officers,
        review=play.text("review", "反映的问题属于行政执法监督范围，针对具体执法行为，建议受理并转入个案监督程序。"),
    )
    play.case = after["children"][0]["id"]


def record_as_lead(play: Play) -> None:
    play.on_complaint(play.handler, "record_as_lead", within_scope=True, analysis=play.text("analysis"))


def refuse(play: Play) -> None:
    words = {name: play.text(name) for name in ("reason", "explanation", "channels")}
    play.on_complaint(play.handler, "refuse", **words)


def guide(play: Play) -> None:
    facts = {name: play.text(name) for name in ("channel", "authority", "explanation")}
    play.on_complaint(play.handler, "guide", **facts, ground=play.words.get("ground"))


def supplement(play: Play) -> None:
    play.by_code("supplement", text=play.text("more"))


def withdraw_complaint(play: Play) -> None:
    play.by_code("withdraw_complaint", reason=play.text("withdrawn_because"), confirm=True)


def notify_complainant(play: Play) -> None:
    play.on_complaint(play.handler, "notify_complainant", conclusion=play.text("conclusion"))


def rate(play: Play) -> None:
    play.by_code("rate", score=play.text("score", "4"), comment=play.text("comment"))


STEPS: dict[str, Step] = {
    step.__name__: step
    for step in (
        submit, accept, record_as_lead, refuse, guide, supplement, withdraw_complaint, notify_complainant, rate,
    )
}  # fmt: skip
