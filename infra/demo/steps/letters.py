"""Letters from draft to service, the request to the government, and the government's decision."""

from functools import partial
from itertools import count
from typing import Any

from infra.demo.office import Refusal, scan
from infra.demo.play import Play, Step

PERFORM_IN = 8
LETTERS = ("opinion", "urging", "request_to_government")
HEADS = {"city": "示政执监决", "county": "示县政执监决"}


def draft_opinion(play: Play) -> None:
    _draft_opinion(play, play.text("demand"))


def redraft_opinion(play: Play) -> None:
    _draft_opinion(play, play.text("changed_demand"))


def _draft_opinion(play: Play, demand: str) -> None:
    words = {"facts": _to_agency(play), "judgement": play.text("judged"), "law": play.text("law"), "demand": demand}
    play.on_case(play.handler, "draft_opinion", **words, checked=True)


def _to_agency(play: Play) -> str:
    """The facts of the report, as a letter tells them to the agency itself."""
    return play.text("found").replace("该局", "你单位")


def send_back_opinion(play: Play) -> None:
    play.on_case(play.official("reviewer-1"), "send_back_opinion", reason=play.text("sent_back_because"))


def draft_urging(play: Play) -> None:
    words = {"facts": _to_agency(play), "duty": play.text("duty"), "demand": play.text("demand")}
    play.on_case(play.handler, "draft_urging", **words, due_on=play.working_day(PERFORM_IN), checked=True)


def draft_request(play: Play) -> None:
    play.on_case(
        play.handler,
        "draft_request_to_government",
        facts=play.text("found"),
        non_compliance=play.text("not_done"),
        proposal=play.text("proposal"),
        decision=play.text("decision"),
        checked=True,
    )


def review(letter: str, play: Play) -> None:
    play.on_case(play.official("reviewer-1"), f"review_{letter}", opinion="事实清楚，依据准确，同意送签。")


def sign(letter: str, play: Play) -> None:
    play.on_case(play.official("signer-1"), f"sign_{letter}", opinion="同意签发。")


def seal(letter: str, play: Play) -> None:
    play.on_case(play.official("clerk-1"), f"seal_{letter}", file=scan(), sealed_on=play.today)


def serve(letter: str, play: Play) -> None:
    """By the method of the plan; sent by post it carries its slip's number, by hand two servers, left its witness."""
    method = play.text("method", "direct")
    signatory = play.text("signatory", "办公室主任")
    facts: dict[str, Any] = {"served_on": play.today, "method": method, "signatory": signatory}
    if method == "post":
        facts["tracking"] = "挂号信回执第0001号"
    else:
        facts |= {"servers": "周明远、林书宁", "place": "该机关办公室"}
    if method == "left":
        facts["witness"] = play.text("witness")
    play.on_case(play.official("clerk-1"), f"serve_{letter}", **facts)


def receive(letter: str, play: Play) -> None:
    play.on_case(play.respondent, f"receive_{letter}", signatory="法制机构负责人")


def record_decision(play: Play) -> None:
    """With the first number of the government's office that is still free."""
    day = play.today
    facts = {
        "outcome": "decided",
        "decided_on": day,
        "kinds": list(play.words["kinds"]),
        "text": play.text("decision"),
        "approval": "本级人民政府常务会议纪要",
    }
    for n in count(1):
        number = f"{HEADS[play.bureau]}〔{day[:4]}〕{n}号"
        try:
            play.on_case(play.handler, "record_decision", **facts, number=number, scan=scan("决定书.pdf"))
            return
        except Refusal as refusal:
            if not _number_taken(refusal):
                raise


def _number_taken(refusal: Refusal) -> bool:
    return [m["field"] for m in refusal.reply.body.get("errors", ())] == ["number"]


def record_declined(play: Play) -> None:
    play.on_case(
        play.handler,
        "record_decision",
        outcome="declined",
        decided_on=play.today,
        approval=play.text("approval", "本级人民政府分管负责人批示"),
        scan=scan("批示.pdf"),
    )


STEPS: dict[str, Step] = {
    "draft_opinion": draft_opinion,
    "redraft_opinion": redraft_opinion,
    "send_back_opinion": send_back_opinion,
    "draft_urging": draft_urging,
    "draft_request": draft_request,
    **{f"{step.__name__}_{letter}": partial(step, letter) for letter in LETTERS for step in (review, sign, seal)},
    **{
        f"{step.__name__}_{letter}": partial(step, letter)
        for letter in ("opinion", "urging", "decision")
        for step in (serve, receive)
    },
    "record_decision": record_decision,
    "record_declined": record_declined,
}
