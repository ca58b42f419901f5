"""The superior of a bureau: who may look from above and act from above (提级监督、挂牌督办)."""

from dataclasses import replace

from jiandu.adapters import table
from jiandu.core.access import able
from jiandu.core.matter import Actor, Matter


def overseeing(actor: Actor, matter: Matter) -> Actor:
    """The actor, knowing whether the bureau that owns the matter is directly below the actor's own.

    A guidance body coordinates in its own remit: the justice bureau of its level is not its superior in that.
    """
    stranger = actor.kind == "person" and actor.organisation not in (matter.owner, matter.respondent)
    if not stranger or not able(actor, "desks_below", actor.organisation):
        return actor
    owner = table.load_organisation(matter.owner)
    below = owner is not None and owner.kind != "guidance_body" and owner.bureau == actor.organisation
    return over(actor, matter.owner) if below else actor


def over(actor: Actor, office: str) -> Actor:
    """The actor, and whom he stands in for, knowing which office below they look at."""
    represents = tuple(replace(person, oversees=office) for person in actor.represents)
    return replace(actor, oversees=office, represents=represents)
