"""What contact points raise and are asked, and courses told act by act: who does what, with which words, in order."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any

from infra.demo.office import scan
from infra.demo.play import Play, Step
from infra.demo.steps.inquiry import WENT


def raise_by_point(play: Play) -> None:
    """Begun by a contact point, or by the bureau that asks several."""
    begun = play.office.as_(str(play.words["by"])).post(f"/begin/{play.words['kind']}", _facts(play, "facts"))
    play.case, play.number = str(begun["id"]), str(begun["number"])
    play.state = f"{begun['kind_title']}{begun['state_title']}"


def act_of_point(play: Play) -> None:
    """The next of the plan's acts: on the matter itself, or on the part of whoever was asked (``part_of``)."""
    act = play.words["acts"][play.acts_done]
    play.acts_done += 1
    who, facts = play.office.as_(str(act["by"])), filled(play, act.get("facts", {}))
    if "part_of" not in act:
        play.on_case(who, str(act["do"]), **facts)
        return
    rows = play.handler.matter(play.case)["answers"]
    part = next(str(row["path"]).rsplit("/", 1)[-1] for row in rows if row["by"] == act["part_of"])
    who.act(part, str(act["do"]), **facts)


def hand_out_code(play: Play) -> None:
    """The code of somebody on the list, as his sheet has it."""
    play.code = str(play.handler.act(play.case, "issue_invitee_code")["code"])


def act_by_invitation(play: Play) -> None:
    """The next of the plan's acts, done by the invited person himself with his code."""
    act = play.words["acts"][play.acts_done]
    play.acts_done += 1
    facts = {"code": play.code, "in_person": True, **filled(play, act["facts"])}
    play.office.post(f"/invitations/{act['do']}", facts)


def _facts(play: Play, name: str) -> dict[str, Any]:
    return filled(play, play.words[name])


def filled(play: Play, facts: Mapping[str, Any]) -> dict[str, Any]:
    """The plan's words, with days counted from today and files made."""
    return {name: _value(play, value) for name, value in facts.items()}


def _value(play: Play, value: Any) -> Any:
    if value == "today":
        return play.today
    if not isinstance(value, dict):
        return value
    return next(make for name, make in MADE.items() if name in value)(play, value)


def _on_working_day(play: Play, told: dict[str, Any]) -> str:
    day = play.working_day(int(told["working_days"]))
    return f"{day}T{told['at']}" if "at" in told else day


def _days_ago(play: Play, told: dict[str, Any]) -> int | str:
    day = date.fromisoformat(play.today) - timedelta(days=int(told["days_ago"]))
    return day.year if told.get("year") else day.isoformat()


def _leads(play: Play, told: dict[str, Any]) -> str:
    """The numbers of the leads that are pooled under these titles."""
    pools = [pool for pool in play.handler.get("/leads")["items"] if pool["title"] in told["leads"]]
    return "\n".join(str(lead["number"]) for pool in pools for lead in pool["leads"])


def _titled(play: Play, told: dict[str, Any]) -> str:
    """The number of the accompanying supervision of this name."""
    rows = play.handler.get("/matters?kind=accompanying")["items"]
    return next(str(row["number"]) for row in rows if row["title"] == told["titled"])


MADE: dict[str, Callable[[Play, dict[str, Any]], Any]] = {
    "file": lambda play, told: scan(str(told["file"])),
    "working_days": _on_working_day,
    "days_ago": _days_ago,
    "time": lambda play, told: f"{play.today}T{told['time']}:00+08:00",
    "went": lambda play, told: WENT,
    "leads": _leads,
    "titled": _titled,
}


STEPS: dict[str, Step] = {
    step.__name__: step for step in (raise_by_point, act_of_point, hand_out_code, act_by_invitation)
}
