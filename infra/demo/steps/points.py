"""What contact points raise and are asked: the plan says who does what, with which words, one act after another."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from infra.demo.office import scan
from infra.demo.play import Play, Step


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
    if "file" in value:
        return scan(str(value["file"]))
    if "working_days" in value:
        day = play.working_day(int(value["working_days"]))
        return f"{day}T{value['at']}" if "at" in value else day
    past = date.fromisoformat(play.today) - timedelta(days=int(value["days_ago"]))
    return past.year if value.get("year") else past.isoformat()


STEPS: dict[str, Step] = {step.__name__: step for step in (raise_by_point, act_of_point)}
