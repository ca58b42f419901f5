"""A day's root and what it proves, without any cloud: the receipt, the proof, and every change of either."""

import base64
import json
from datetime import UTC, date, datetime
from typing import Any

import pytest
from casework import Bureau, correcting
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, SECP256R1, generate_private_key
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from hypothesis import given
from hypothesis import strategies as st
from jiandu.adapters.signing import genuine
from jiandu.core.daily_root import (
    Leaf,
    Receipt,
    SealedDay,
    gathered,
    make_root,
    misfits,
    proof_of,
    proves,
    receipt_in,
    skipped,
    wrong_in_proof,
    wrong_within,
)

DAY = date(2026, 3, 2)
AT = datetime(2026, 3, 2, 19, tzinfo=UTC)


class Key:
    """A signing key as KMS holds one."""

    def __init__(self) -> None:
        self._key = generate_private_key(SECP256R1())

    def public_key(self) -> str:
        der = self._key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
        return base64.b64encode(der).decode()

    def sign(self, text: str) -> str:
        return base64.b64encode(self._key.sign(text.encode(), ECDSA(SHA256()))).decode()


KEY = Key()


def leaf(record: str, n: int) -> Leaf:
    return Leaf(record=record, n=n, hash=f"{n:064x}")


PLACES = st.sets(st.tuples(st.sampled_from(["M#a", "M#b", "CAL#national"]), st.integers(1, 9)), max_size=20)


@given(PLACES, PLACES)
def test_leaves_are_ordered_alike_each_time(found: set[tuple[str, int]], late: set[tuple[str, int]]) -> None:
    """Whatever the order they are found in; and they come back from their text as they were."""
    leaves = gathered(DAY, [leaf(*p) for p in found], [leaf(*p) for p in late - found])
    again = gathered(DAY, [leaf(*p) for p in sorted(found)], [leaf(*p) for p in sorted(late - found)])
    assert again == leaves
    assert sorted(found | late) == sorted(one.place for one in leaves.leaves)
    assert len(late - found) == len(leaves.late)
    sealed = SealedDay(leaves=leaves, root=make_root(leaves, None, AT, KEY))
    assert sealed == SealedDay.of(sealed.text)


@given(PLACES, st.data())
def test_a_root_fits_its_leaves_alone(found: set[tuple[str, int]], data: st.DataObject) -> None:
    """And every leaf is proved by it; without one, with another, or with one changed it does not fit."""
    leaves = gathered(DAY, [leaf(*p) for p in found], ())
    root = make_root(leaves, None, AT, KEY)
    assert [] == misfits(root, leaves, None)
    assert all(proves(proof_of(one, leaves, root)) for one in leaves.leaves)
    assert misfits(root, gathered(DAY, leaves.leaves, [leaf("M#c", 1)]), None)
    if found:
        at = data.draw(st.integers(0, len(found) - 1))
        others = [*leaves.leaves[:at], *leaves.leaves[at + 1 :]]
        changed = leaves.leaves[at].model_copy(update={"hash": "f" * 64})
        assert misfits(root, gathered(DAY, others, ()), None)
        assert misfits(root, gathered(DAY, [*others, changed], ()), None)


def test_where_a_leaf_stands_tells_nothing_of_its_number() -> None:
    """Else two proofs of one record would tell how many of its events lie between them."""
    leaves = gathered(DAY, [leaf("M#a", n) for n in range(1, 41)], ())
    numbers = [one.n for one in leaves.leaves]
    assert sorted(numbers) != numbers
    rising = sum(one < other for one, other in zip(numbers, numbers[1:], strict=False))
    assert 10 < rising < 30
    assert [] == skipped(leaves.leaves)


def test_a_missing_number_between_two_is_seen() -> None:
    assert ["M#a#2"] == skipped([leaf("M#a", 3), leaf("M#b", 7), leaf("M#a", 1)])


def document() -> dict[str, Any]:
    """A complaint's receipt with its proof among other matters' events."""
    bureau = Bureau()
    complaint, _ = correcting(bureau)
    event = bureau.cases[complaint].events[0]
    receipt = Receipt.of(event)
    leaves = gathered(receipt.day, [receipt.leaf, leaf("M#other", 1), leaf("M#z", 4)], ())
    root = make_root(leaves, None, AT, KEY)
    proof = proof_of(receipt.leaf, leaves, root)
    return {"v": 1, "receipt": receipt.model_dump(mode="json"), "events": [{"day": str(root.day), "proof": proof}]}


WHOLE = json.dumps(document())


def changed(path: str, value: Any) -> dict[str, Any]:
    found: Any = json.loads(WHOLE)
    whole, *steps, last = found, *path.split(".")
    for step in steps:
        whole = whole[int(step)] if isinstance(whole, list) else whole[step]
    whole[last] = value
    return found  # type: ignore[no-any-return]


def test_a_whole_proof_holds_by_itself() -> None:
    assert [] == wrong_in_proof(json.loads(WHOLE), genuine)


def test_nothing_of_others_is_in_a_proof_but_hashes() -> None:
    assert "M#other" not in WHOLE
    assert "M#z" not in WHOLE


OTHER_BODY = json.loads(WHOLE)["receipt"]["body"].replace('"n":1', '"n":2')
ROOT = json.loads(WHOLE)["events"][0]["proof"]["root"]


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("receipt.facts", {"facts": "别的内容。"}),
        ("receipt.salt", "00" * 16),
        ("receipt.hash", "0" * 64),
        ("receipt.body", OTHER_BODY),
        ("receipt.record", "M#another"),
        ("receipt.n", 2),
        ("events.0.proof.leaf", "0" * 64),
        ("events.0.proof.index", 4),
        ("events.0.proof.path", []),
        ("events.0.proof.root", {**ROOT, "signature": Key().sign(ROOT["body"])}),
        ("events.0.proof.root", {**ROOT, "signature": "AA=="}),
        ("events.0.proof.root", {**ROOT, "body": ROOT["body"].replace('"late":0', '"late":1')}),
        ("events", []),
    ],
)
def test_a_proof_changed_anywhere_no_longer_holds(path: str, value: Any) -> None:
    assert wrong_in_proof(changed(path, value), genuine)


def test_a_receipt_may_leave_out_what_was_written() -> None:
    """To show that the complaint is on record without showing what it says."""
    receipt = receipt_in(json.loads(WHOLE)).model_copy(update={"facts": {}, "salt": ""})
    assert [] == wrong_within(receipt)


@pytest.mark.parametrize(
    "given",
    [
        {},
        [],
        "text",
        None,
        {"receipt": None},
        {"receipt": {**json.loads(WHOLE)["receipt"], "body": "{"}},
        {"receipt": {**json.loads(WHOLE)["receipt"], "body": "{}"}},
        {"receipt": {**json.loads(WHOLE)["receipt"], "salt": "xx"}},
        {"receipt": {**json.loads(WHOLE)["receipt"], "record": "\ud800"}},
        {"receipt": {**json.loads(WHOLE)["receipt"], "body": '{"matter":"a","n":1,"facts":null,"recorded_at":"x"}'}},
    ],
)
def test_what_is_no_receipt_is_said_to_be_none(given: Any) -> None:
    with pytest.raises(ValueError, match="no receipt"):
        receipt_in(given)
