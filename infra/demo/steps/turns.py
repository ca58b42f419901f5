"""The office's own turns: a pause, a longer period, recusal, listing, marks, tasks, duplicates, an activity."""

from infra.demo.play import Play, Step

LISTED_IN, TASK_IN, EXTENDED_BY = 9, 6, 5


def suspend(play: Play) -> None:
    reason = play.text("suspended_because")
    play.on_case(play.official("signer-1"), "suspend", cause=play.text("suspended_by"), reason=reason)


def ask_extension(play: Play) -> None:
    clock, due_on = _longer(play)
    reason = play.text("more_time_because")
    play.on_case(play.respondent, "ask_extension", clock=clock, until=due_on, reason=reason)


def extend_deadline(play: Play) -> None:
    clock, due_on = _longer(play)
    facts = {"clock": clock, "due_on": due_on, "reason": play.text("more_time_because"), "on_application": True}
    play.on_case(play.official("signer-1"), "extend_deadline", **facts)


def _longer(play: Play) -> tuple[str, str]:
    """The first of the agency's running periods, and the later day it may get."""
    seen = play.respondent.matter(play.case)
    fields = next(a["fields"] for a in seen["actions"] if a["name"] == "ask_extension")
    key = str(next(f for f in fields if f["name"] == "clock")["options"][0]["value"])
    due = next(c["due"] for c in seen["clocks"] if c["name"] == key.split("#")[0])
    return key, play.working_day(EXTENDED_BY, after=due)


def ask_recusal(play: Play) -> None:
    officer, reason = f"{play.bureau}-supervisor-2", play.text("recusal_because")
    play.on_case(play.respondent, "ask_recusal", officer=officer, reason=reason)


def list_case(play: Play) -> None:
    words = {"reason": play.text("listed_because"), "demand": play.text("listed_for")}
    play.on_case(play.official("signer-1"), "list_case", **words, due_on=play.working_day(LISTED_IN))


def mark(play: Play) -> None:
    on = play.on_case if play.case else play.on_complaint
    on(play.official("clerk-1"), "mark", flags=list(play.words["flags"]))


def record_instruction(play: Play) -> None:
    on = play.on_case if play.case else play.on_complaint
    words = {name: play.text(name) for name in ("leader", "task")}
    due_on = play.working_day(TASK_IN)
    text = play.text("instruction")
    on(play.official("clerk-1"), "record_instruction", **words, given_on=play.today, text=text, due_on=due_on)


def merge_duplicate(play: Play) -> None:
    """Somebody else complains of the same; it is handled with the first from now on."""
    again = play.office.complain(agency=play.agency, category=play.text("category"), facts=play.text("duplicate"))
    play.handler.act(again["matter_id"], "merge", into=play.number, reason="反映同一机关的同一问题。")


def begin_activity(play: Play) -> None:
    plan = {name: play.text(name) for name in ("title", "mode", "way", "duty", "plan")}
    begun = play.handler.post("/begin/activity", plan)
    play.case, play.number, play.state = begun["id"], begun["number"], f"监督活动{begun['state_title']}"


def approve(play: Play) -> None:
    play.on_case(play.official("signer-1"), "approve", opinion="同意开展。")


def open_cases(play: Play) -> None:
    officers = [f"{play.bureau}-supervisor-1", f"{play.bureau}-supervisor-2"]
    agencies = list(play.words["agencies"])
    play.on_case(play.handler, "open_cases", subject=play.text("subject"), agencies=agencies, officers=officers)


STEPS: dict[str, Step] = {
    step.__name__: step
    for step in (
        suspend, ask_extension, extend_deadline, ask_recusal, list_case, mark, record_instruction, merge_duplicate,
        begin_activity, approve, open_cases,
    )
}  # fmt: skip
