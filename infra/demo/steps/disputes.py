"""A dispute over duties as the plan tells it: begun by an agency, then one act after another."""

from typing import Any

from infra.demo.office import Office, scan
from infra.demo.play import Play, Step
from infra.demo.steps.points import filled, raise_by_point

REVIEWER, SIGNER, CLERK = "model-guidance-reviewer-1", "model-guidance-signer-1", "model-guidance-clerk-1"


def act_in_dispute(play: Play) -> None:
    """The next of the plan's acts: on the dispute itself, or on the party's own performance (``performs``)."""
    act = play.words["acts"][play.acts_done]
    play.acts_done += 1
    who, facts = play.office.as_(str(act["by"])), filled(play, act.get("facts", {}))
    if act.get("performs"):
        who.act(_performance(play, who), str(act["do"]), **facts)
    elif "letter" in act:
        _send(play, who, str(act["letter"]), facts)
    else:
        play.on_case(who, str(act["do"]), **facts)


def _performance(play: Play, party: Office) -> str:
    """The party's share of the opinion, from its inbox."""
    wanted = ("opinion_performance", play.words["facts"]["title"])
    return next(str(r["id"]) for r in party.get("/inbox?tab=open")["items"] if (r["kind"], r["title"]) == wanted)


def _send(play: Play, drafter: Office, letter: str, facts: dict[str, Any]) -> None:
    """Drafted, reviewed, signed and sealed by four persons of the guidance body."""
    play.on_case(drafter, f"draft_{letter}", **facts)
    play.on_case(play.office.as_(REVIEWER), f"review_{letter}", opinion="同意。")
    play.on_case(play.office.as_(SIGNER), f"sign_{letter}", opinion="同意签发。")
    play.on_case(play.office.as_(CLERK), f"seal_{letter}", file=scan(), sealed_on=play.today)


STEPS: dict[str, Step] = {"begin_dispute": raise_by_point, "act_in_dispute": act_in_dispute}
