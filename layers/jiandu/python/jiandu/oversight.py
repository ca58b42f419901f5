"""The superior of a bureau: who may look from above and act from above (提级监督、挂牌督办)."""

from dataclasses import replace

from jiandu.adapters import table
from jiandu.core.matter import Actor, Matter

ABOVE = {"supervisor", "signer"}


def overseeing(actor: Actor, matter: Matter) -> Actor:
    """The actor, knowing whether the bureau that owns the matter is directly below the actor's own."""
    stranger = actor.kind == "person" and actor.organisation not in (matter.owner, matter.respondent)
    if not stranger or not ABOVE & set(actor.roles):
        return actor
    owner = table.load_organisation(matter.owner)
    return replace(actor, oversees=matter.owner) if owner and owner.bureau == actor.organisation else actor
