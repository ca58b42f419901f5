"""Every day gets one signed root over its events and over the root before it, whatever crashes and comes late."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from botocore.exceptions import ClientError
from jiandu.adapters import aws, roots, table
from jiandu.adapters.signing import KmsSigner, genuine
from jiandu.core.daily_root import Leaf, Leaves, Root, SealedDay, make_root, misfits, proof_of, proves
from jiandu.settings import settings

from tests.integration.desk_work import MONDAY, Desk, load
from tests.integration.sealed_days import sealed_at, sealing, three_in_the_morning
from tests.integration.traffic import Traffic

__all__ = ["sealing"]
FIRST = MONDAY.date()
NIGHT = three_in_the_morning(MONDAY)
DAY = timedelta(days=1)


def sealed(day: date) -> SealedDay:
    found = roots.locked_day(day)
    assert found is not None
    return found


def root_of(day: date) -> Root:
    return sealed(day).root


def places(day: date) -> set[tuple[str, int]]:
    return {leaf.place for leaf in sealed(day).leaves.leaves}


def test_the_root_of_a_day_covers_every_event_of_every_matter(sealing: str) -> None:
    """Each provable by the root alone, and the root by the key alone."""
    desk = Desk()
    case = desk.correcting()
    complaint = load(case).matter.parent
    assert [FIRST] == sealed_at(NIGHT).days
    root, leaves = root_of(FIRST), sealed(FIRST).leaves
    events = [event for matter in (complaint, case) for event in load(str(matter)).events]
    assert {(f"M#{e.matter}", e.n) for e in events} == places(FIRST)
    assert genuine(root.body, root.signature, root.told["public_key"])
    assert not genuine(root.body.replace(FIRST.isoformat(), "2026-03-01"), root.signature, root.told["public_key"])
    assert ("SHA-256", "ECDSA-P256-SHA-256") == (root.told["hash_algorithm"], root.told["signature_algorithm"])
    for event in events:
        leaf = Leaf(record=f"M#{event.matter}", n=event.n, hash=event.hash)
        assert proves(proof_of(leaf, leaves, root))


def test_each_root_covers_the_one_before_it(sealing: str) -> None:
    """A day without events has one too, and the missed days are made up for."""
    desk = Desk()
    desk.submit()
    sealed_at(NIGHT)
    desk.wait(days=3)
    desk.submit()
    assert [FIRST + DAY * n for n in (1, 2, 3)] == sealed_at(NIGHT + DAY * 3).days
    chain = [root_of(FIRST + DAY * n) for n in range(4)]
    assert [2, 1, 1, 2] == [root.told["size"] for root in chain]
    assert chain[0].told["previous"] is None
    for one, other in zip(chain, chain[1:], strict=False):
        assert one.link == other.told["previous"]
        leaves = sealed(other.day).leaves
        assert [] == misfits(other, leaves, one)
        assert ["没有接续前一日的存证"] == misfits(other, leaves, None)


def test_a_day_is_sealed_at_three_and_once(sealing: str) -> None:
    """Not before; and a second run changes nothing."""
    Desk().submit()
    before_three = sealed_at(NIGHT - timedelta(seconds=1))
    assert [FIRST - DAY] == before_three.days
    assert [FIRST] == sealed_at(NIGHT).days
    root = root_of(FIRST)
    again = sealed_at(NIGHT + timedelta(hours=5))
    assert ([], True) == (again.days, again.done)
    assert root == root_of(FIRST)


def test_what_comes_late_is_in_the_next_root_and_reported(sealing: str) -> None:
    """And only there, and only once."""
    desk = Desk()
    desk.submit()
    sealed_at(NIGHT)
    late = desk.submit().matter_id
    told = sealed_at(NIGHT + DAY)
    assert [f"M#{late}#1"] == told.late
    assert [] == told.broken
    assert (f"M#{late}", 1) in places(FIRST + DAY)
    assert (f"M#{late}", 1) not in places(FIRST)
    assert 1 == root_of(FIRST + DAY).told["late"]
    assert [] == sealed_at(NIGHT + DAY * 2).late


def test_the_next_run_reports_what_no_longer_fits(sealing: str) -> None:
    """An event altered since its day was sealed, and one dropped between two of a day."""
    desk = Desk()
    altered = desk.submit().matter_id
    sealed_at(NIGHT)
    change(altered, 1, hash="0" * 64)
    desk.wait(days=1)
    gap = desk.submit().matter_id
    for _ in range(2):
        desk.act(gap, "supplement", "complainant", text="补充。")
    drop(gap, 2)
    assert {f"M#{altered}#1", f"M#{gap}#2"} == set(sealed_at(NIGHT + DAY).broken)


def test_the_next_run_reports_what_is_gone(sealing: str) -> None:
    """The last of a record too, after which no number is missing; one that came late stands in its own day."""
    desk = Desk()
    dropped = desk.submit().matter_id
    sealed_at(NIGHT)
    desk.submit()
    desk.wait(days=1)
    assert [] == sealed_at(NIGHT + DAY).broken
    assert [] == sealed_at(NIGHT + DAY * 2).broken
    drop(dropped, 1)
    assert [f"M#{dropped}#1"] == sealed_at(NIGHT + DAY * 3).broken


def test_a_root_signed_by_a_strangers_key_is_reported(sealing: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Though its public half stands in it; a former key of ours is none."""
    ours = settings().signing_key
    theirs = aws.client("kms").create_key(KeySpec="ECC_NIST_P256", KeyUsage="SIGN_VERIFY")["KeyMetadata"]["Arn"]
    forged = make_root(Leaves(day=FIRST), None, NIGHT, signer_by(theirs, monkeypatch))
    roots.lock(SealedDay(leaves=Leaves(day=FIRST), root=forged))
    signer_by(ours, monkeypatch)
    roots.list_roots([forged], None)
    assert [f"root {FIRST}"] == sealed_at(NIGHT + DAY).broken
    monkeypatch.setenv("FORMER_SIGNING_KEYS", f"x {forged.told['public_key']}")
    settings.cache_clear()
    assert [] == sealed_at(NIGHT + DAY * 2).broken


def test_a_strangers_root_in_the_place_of_tonights_is_reported(sealing: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Put there before the schedule came."""
    ours = settings().signing_key
    theirs = aws.client("kms").create_key(KeySpec="ECC_NIST_P256", KeyUsage="SIGN_VERIFY")["KeyMetadata"]["Arn"]
    sealed_at(NIGHT)
    leaves = Leaves(day=FIRST + DAY)
    forged = make_root(leaves, root_of(FIRST), NIGHT, signer_by(theirs, monkeypatch))
    roots.lock(SealedDay(leaves=leaves, root=forged))
    signer_by(ours, monkeypatch)
    assert [f"root {FIRST + DAY}"] == sealed_at(NIGHT + DAY).broken


def signer_by(key: str, monkeypatch: pytest.MonkeyPatch) -> KmsSigner:
    """The signer, who signs by this key from now on."""
    monkeypatch.setenv("SIGNING_KEY", key)
    settings.cache_clear()
    return KmsSigner()


def change(matter: str, n: int, **values: Any) -> None:
    item = table.get(f"M#{matter}", f"E#{n:06d}")
    aws.client("dynamodb").put_item(TableName=settings().table_name, Item=table.marshal({**(item or {}), **values}))


def drop(matter: str, n: int) -> None:
    key = table.marshal({"pk": f"M#{matter}", "sk": f"E#{n:06d}"})
    aws.client("dynamodb").delete_item(TableName=settings().table_name, Key=key)


CALLS = ("PutObject", "Sign", "TransactWriteItems")


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("operation", CALLS)
def test_a_run_that_ends_anywhere_is_finished_by_the_next(
    sealing: str, traffic: Traffic, operation: str, when: str
) -> None:
    """At each of its calls in turn; what was locked stands, and there is one root a day and no other."""
    desk = Desk()
    desk.submit()
    crashes = 0
    while crashing(traffic, operation, when, crashes, lambda: sealed_at(NIGHT)):
        crashes += 1
        desk.submit()
    sealed_at(NIGHT + DAY)
    assert crashes
    assert FIRST + DAY == last_day()
    chain = [root_of(FIRST), root_of(FIRST + DAY)]
    assert chain[0].link == chain[1].told["previous"]
    assert crashes + 1 == sum(len(places(root.day)) for root in chain)
    assert 2 == len(aws.client("s3").list_object_versions(Bucket=sealing)["Versions"])
    assert chain == list(reversed(roots.listed(FIRST.isoformat(), (FIRST + DAY).isoformat())))


def last_day() -> date | None:
    head = roots.head()
    return head.day if head else None


class PowerFailure(Exception):
    """The process is gone."""


def crashing(traffic: Traffic, operation: str, when: str, nth: int, run: Callable[[], Any]) -> bool:
    """Whether the run met its end at the n-th call of an operation."""
    seen = [0]

    def disturb(called: str, _: dict[str, Any]) -> None:
        if called == operation:
            seen[0] += 1
            if seen[0] == nth + 1:
                raise PowerFailure

    watchers = getattr(traffic, when)
    watchers.append(disturb)
    try:
        run()
    except PowerFailure:
        return True
    finally:
        watchers.remove(disturb)
    return False


def test_what_is_locked_cannot_be_deleted(sealing: str) -> None:
    """Not by the owner of the account either."""
    Desk().submit()
    sealed_at(NIGHT)
    s3 = aws.client("s3")
    for version in s3.list_object_versions(Bucket=sealing)["Versions"]:
        with pytest.raises(ClientError, match="AccessDenied"):
            s3.delete_object(Bucket=sealing, Key=version["Key"], VersionId=version["VersionId"])


def test_how_far_the_roots_reach_is_known_without_the_table(sealing: str, embedded: Any) -> None:
    """After the table was restored from an earlier time, the sealing goes on behind what is locked."""
    before = embedded.items(settings().table_name)
    Desk().submit()
    sealed_at(NIGHT)
    embedded.replace_items(settings().table_name, before)
    assert [FIRST + DAY] == sealed_at(NIGHT + DAY).days
    chain = [root_of(FIRST), root_of(FIRST + DAY)]
    assert chain[0].link == chain[1].told["previous"]
    assert chain == list(reversed(roots.listed(FIRST.isoformat(), (FIRST + DAY).isoformat())))


@pytest.mark.parametrize("genesis", [FIRST, date(2999, 1, 1)])
@pytest.mark.parametrize("day", [FIRST, FIRST + DAY, date(2999, 12, 31)])
def test_an_untrue_word_of_how_far_they_reach_does_not_stop_the_sealing(sealing: str, day: date, genesis: date) -> None:
    """It is reported and put right; what is locked alone counts."""
    desk = Desk()
    desk.submit()
    sealed_at(NIGHT)
    write_head(genesis, day)
    desk.wait(days=1)
    desk.submit()
    told = sealed_at(NIGHT + DAY)
    assert [FIRST + DAY] == told.days
    assert ([] if (genesis, day) == (FIRST, FIRST) else [f"head {day}"]) == told.broken
    assert roots.Head(FIRST, FIRST + DAY) == roots.head()
    assert ([], []) == ((again := sealed_at(NIGHT + DAY)).days, again.broken)


def test_an_untrue_word_before_the_first_root_does_not_stop_the_sealing_either(sealing: str) -> None:
    Desk().submit()
    write_head(FIRST, date(2999, 12, 31))
    assert [FIRST] == sealed_at(NIGHT).days
    assert roots.Head(FIRST, FIRST) == roots.head()


def write_head(genesis: date, day: date) -> None:
    item = {**roots.HEAD, "genesis": genesis.isoformat(), "sealed_to": day.isoformat()}
    aws.client("dynamodb").put_item(TableName=settings().table_name, Item=table.marshal(item))


def test_the_registers_are_in_the_root_as_the_matters_are(sealing: str) -> None:
    """What any adapter chains stands in the day index under its own record."""
    moment = datetime.combine(FIRST, MONDAY.timetz())
    assert {"day_pk", "day_sk"} == set(table.day_place("calendar", 1, moment))
