"""存证证明: that an event is in the locked root of its day, looked up and put together for whoever may know of it."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from jiandu.adapters import roots, table
from jiandu.adapters.signing import genuine
from jiandu.core.chinese import chinese_date
from jiandu.core.daily_root import Leaf, Leaves, Receipt, Root, proof_of, wrong_within
from jiandu.core.matter import Event
from jiandu.daily_sealing import LOOKING_BACK
from jiandu.settings import settings

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of a receipt: ``proved``, ``waiting`` for its day's root, or what is wrong with it."""

    standing: str
    message: str
    proof: dict[str, Any] | None = None


def checked(receipt: Receipt) -> Verdict:
    """A receipt held against itself, against what was locked, and against what is recorded today."""
    if wrong := wrong_within(receipt):
        return Verdict("altered", f"这份回执给出以后被改动过：{'；'.join(wrong)}。")
    try:
        found = _sealed(receipt.leaf, receipt.day)
    except LookupError:
        head = roots.head()
        if head is None or head.day < receipt.day:
            return _waiting(receipt.day)
        found = None
    if found is None:
        return Verdict("unknown", "存证中没有这份回执登记的内容。请向受理机关查询，并保存好回执。")
    leaves, root = found
    if not genuine(root.body, root.signature, root.told["public_key"]):
        return Verdict("differs", f"{chinese_date(root.day)}的存证签名不对。请保存好回执，向受理机关查询。")
    item = table.get(receipt.record, f"E#{receipt.n:06d}")
    if item is None or item["hash"] != receipt.hash:
        return Verdict("differs", "回执与存证一致，但是系统现在的记录已经不同。请保存好回执，向受理机关查询。")
    proof = {"v": 1, "receipt": receipt.model_dump(mode="json"), "events": []}
    proof["events"] = [{"day": str(root.day), "proof": proof_of(receipt.leaf, leaves, root)}]
    return Verdict("proved", f"核验通过：回执登记的内容在{chinese_date(root.day)}的存证之中，此后没有改动。", proof)


def _waiting(day: date) -> Verdict:
    after = chinese_date(day + ONE_DAY)
    return Verdict("waiting", f"回执本身完整。当日的存证在{after}凌晨三时作出，请在此以后核验。")


def proof_of_event(event: Event) -> dict[str, Any] | None:
    """The proof of one event, or None while its day has no root."""
    leaf = Receipt.of(event).leaf
    try:
        found = _sealed(leaf, Receipt.of(event).day)
    except LookupError:
        return None
    return proof_of(leaf, *found) if found else None


def _sealed(leaf: Leaf, day: date) -> tuple[Leaves, Root] | None:
    """The leaves and the root a leaf is in; one that came late is in a later day's. LookupError before the first.

    A leaf with another hash is looked for as one that is not there: whoever makes up a receipt learns nothing of
    which events a matter has, neither from the answer nor from how long it takes.
    """
    for n in range(LOOKING_BACK + 1):
        try:
            leaves, root = _locked(settings().record_bucket, day + ONE_DAY * n)
        except LookupError:
            if n == 0:
                raise
            return None
        if leaves.by_place.get(leaf.place) == leaf:
            return leaves, root
    return None


@lru_cache(maxsize=32)
def _locked(bucket: str, day: date) -> tuple[Leaves, Root]:
    """What is locked of a day in the bucket, which never changes; LookupError where nothing is, yet."""
    sealed = roots.locked_day(day)
    if sealed is None:
        raise LookupError(day)
    return sealed.leaves, sealed.root
