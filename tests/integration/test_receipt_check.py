"""What anybody is told of a receipt: that it is on record, and nothing of what else a matter has."""

import json
from datetime import timedelta

from jiandu.adapters import table
from jiandu.core.daily_root import Receipt
from jiandu.core.record import canonical, digest
from jiandu.proofs import checked

from tests.integration.desk_work import MONDAY, Desk, load
from tests.integration.sealed_days import sealed_at, sealing, three_in_the_morning

__all__ = ["sealing"]
NIGHT = three_in_the_morning(MONDAY)


def made_up(matter: str, n: int) -> Receipt:
    """A receipt that contradicts nothing, as whoever has a matter's id can write one."""
    recorded_at = load(matter).events[0].recorded_at.isoformat()
    body = canonical({"facts": None, "matter": matter, "n": n, "recorded_at": recorded_at})
    return Receipt(record=f"M#{matter}", n=n, hash=digest(body), body=body)


def test_a_made_up_receipt_does_not_tell_which_events_a_matter_has(sealing: str) -> None:
    """Of one that is and of one that is not the same is said."""
    matter = Desk().correcting()
    sealed_at(NIGHT)
    real = load(matter).events[-1].n
    assert table.get(f"M#{matter}", f"E#{real + 1:06d}") is None
    told = [checked(made_up(matter, n)) for n in (real, real + 1)]
    assert "unknown" == told[0].standing
    assert told[0] == told[1]


def test_a_receipt_is_proved_in_the_root_of_its_day_or_a_later_one(sealing: str) -> None:
    """And waits while its day has none."""
    desk = Desk()
    first = load(desk.submit().matter_id).events[0]
    assert "waiting" == checked(Receipt.of(first)).standing
    sealed_at(NIGHT)
    late = load(desk.submit().matter_id).events[0]
    sealed_at(NIGHT + timedelta(days=1))
    for event in (first, late):
        verdict = checked(Receipt.of(event))
        assert "proved" == verdict.standing
        assert json.loads(event.body)["matter"] in str(verdict.proof)
