"""每日存证: the root over a day's events and over the root before it, signed; and the proof that an event is in it.

A day's leaves are sorted by their hashes, so that where one stands tells nothing of what else its record has; before
them stands the root of the day before, so that the last root covers everything since the first. A leaf tells of an
event its record, its number and its hash. Algorithms are named in what is signed: others (SM3, SM2) can follow, and
what was made before still says by what it is checked.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from functools import cached_property
from typing import Any, Protocol

from jiandu.core.deadlines import shanghai_day
from jiandu.core.matter import Event, Kept
from jiandu.core.record import canonical, digest, salted
from jiandu.core.tree import SHA_256, leaf_hash, root_by_path, tree_path, tree_root

TREE = "RFC 9162"
LATEST = date(2999, 12, 31)
SIGNATURE = "ECDSA-P256-SHA-256"


class Leaf(Kept):
    """One event in a day's tree: the key of its record in the table, its number there, its hash."""

    record: str
    n: int
    hash: str

    @property
    def place(self) -> tuple[str, int]:
        return self.record, self.n

    @property
    def data(self) -> bytes:
        return canonical({"hash": self.hash, "n": self.n, "record": self.record}).encode()

    @property
    def node(self) -> bytes:
        """Its hash in the tree."""
        return leaf_hash(self.data)


class Leaves(Kept):
    """All events of a day's tree in their order; ``late`` are those recorded on a day that was sealed already."""

    day: date
    leaves: tuple[Leaf, ...] = ()
    late: tuple[str, ...] = ()

    @cached_property
    def by_place(self) -> dict[tuple[str, int], Leaf]:
        return {leaf.place: leaf for leaf in self.leaves}


class Root(Kept):
    """A day's root: ``body`` is the canonical JSON text that is signed."""

    body: str
    signature: str

    @cached_property
    def told(self) -> dict[str, Any]:
        told: dict[str, Any] = json.loads(self.body)
        return told

    @property
    def day(self) -> date:
        return date.fromisoformat(self.told["day"])

    @property
    def link(self) -> dict[str, str]:
        """How the next day's root names this one."""
        return {"day": self.told["day"], "hash": digest(self.body)}


class SealedDay(Kept):
    """What is locked of a day: its leaves and its root, in one."""

    leaves: Leaves
    root: Root

    @property
    def text(self) -> str:
        """As it is locked."""
        leaves = [[leaf.record, leaf.n, leaf.hash] for leaf in self.leaves.leaves]
        root = {"body": self.root.body, "signature": self.root.signature}
        told = {"day": self.leaves.day.isoformat(), "late": list(self.leaves.late), "leaves": leaves}
        return canonical({**told, "root": root, "v": self.v})

    @classmethod
    def of(cls, text: str) -> "SealedDay":
        """As it was locked."""
        told = json.loads(text)
        leaves = tuple(Leaf(record=record, n=n, hash=of) for record, n, of in told["leaves"])
        return cls(leaves=Leaves(day=told["day"], leaves=leaves, late=told["late"]), root=Root(**told["root"]))


class Signer(Protocol):
    """Who signs: his public key (DER in base64), and a signature over a text (base64)."""

    def public_key(self) -> str: ...
    def sign(self, text: str) -> str: ...


def gathered(day: date, found: Iterable[Leaf], late: Iterable[Leaf]) -> Leaves:
    """A day's leaves in their order, those that came late among them."""
    late = list(late)
    ordered = sorted([*found, *late], key=lambda leaf: leaf.node)
    return Leaves(day=day, leaves=tuple(ordered), late=tuple(sorted(name_of(leaf) for leaf in late)))


def name_of(leaf: Leaf) -> str:
    """How reports name an event."""
    return f"{leaf.record}#{leaf.n}"


def make_root(leaves: Leaves, previous: Root | None, sealed_at: datetime, signer: Signer) -> Root:
    """The signed root of a day; ``previous`` is that of the day before, None for the very first."""
    link = previous.link if previous else None
    hashes = _hashes(leaves, link)
    body = canonical(
        {
            "day": leaves.day.isoformat(),
            "hash_algorithm": SHA_256,
            "late": len(leaves.late),
            "previous": link,
            "public_key": signer.public_key(),
            "root": tree_root(hashes).hex(),
            "sealed_at": sealed_at.isoformat(),
            "signature_algorithm": SIGNATURE,
            "size": len(hashes),
            "tree": TREE,
            "v": 1,
        }
    )
    return Root(body=body, signature=signer.sign(body))


def _hashes(leaves: Leaves, link: Mapping[str, str] | None) -> list[bytes]:
    first = leaf_hash(canonical({"previous": link}).encode())
    return [first, *(leaf.node for leaf in leaves.leaves)]


def misfits(root: Root, leaves: Leaves, previous: Root | None) -> list[str]:
    """What of a root does not fit its day's leaves and the root before it, in words; nothing for a right one."""
    link = previous.link if previous else None
    hashes, told = _hashes(leaves, root.told["previous"]), root.told
    found = [
        (told["previous"] != link, "没有接续前一日的存证"),
        (told["day"] != leaves.day.isoformat(), "与当日的记录清单不是同一日"),
        (told["root"] != tree_root(hashes).hex() or told["size"] != len(hashes), "与当日的记录清单不符"),
    ]
    return [words for wrong, words in found if wrong]


def proof_of(leaf: Leaf, leaves: Leaves, root: Root) -> dict[str, Any]:
    """That an event is in a day's tree: what leads from its leaf to the root; of other events hashes alone."""
    hashes, at = _hashes(leaves, root.told["previous"]), leaves.leaves.index(leaf) + 1
    return {
        "leaf": leaf.node.hex(),
        "index": at,
        "path": [node.hex() for node in tree_path(at, hashes)],
        "root": {"body": root.body, "signature": root.signature},
    }


def proves(proof: Mapping[str, Any]) -> bool:
    """Whether a proof's path leads from its leaf to its root; who signed the root is another question."""
    told = json.loads(proof["root"]["body"])
    path = [bytes.fromhex(node) for node in proof["path"]]
    found = root_by_path(proof["index"], told["size"], bytes.fromhex(proof["leaf"]), path, told["hash_algorithm"])
    return found is not None and found.hex() == told["root"]


class Receipt(Kept):
    """存证回执: the first event of a complaint as its complainant keeps it, with what he wrote and its salt."""

    record: str
    n: int
    hash: str
    body: str
    facts: Mapping[str, Any] = {}
    salt: str = ""

    @classmethod
    def of(cls, event: Event) -> "Receipt":
        """The receipt of a matter's event, for whoever wrote it himself."""
        kept = event.model_dump(mode="json", include={"n", "hash", "body", "facts", "salt"})
        return cls(record=f"M#{event.matter}", **kept)

    @property
    def leaf(self) -> Leaf:
        return Leaf(record=self.record, n=self.n, hash=self.hash)

    @property
    def day(self) -> date:
        """When it was recorded, by its body."""
        return shanghai_day(datetime.fromisoformat(json.loads(self.body)["recorded_at"]))


def receipt_in(document: Any) -> Receipt:
    """The receipt a document is, or holds beside its proof; ValueError for anything that could not be one."""
    try:
        receipt = Receipt.model_validate(document.get("receipt", document))
        canonical(document).encode()
        wrong_within(receipt)
        assert receipt.day <= LATEST
    except (AssertionError, AttributeError, KeyError, OverflowError, TypeError, ValueError):
        raise ValueError("no receipt") from None
    return receipt


Genuine = Callable[[str, str, str], bool]


def wrong_in_proof(document: Mapping[str, Any], genuine: Genuine) -> list[str]:
    """What of a 存证证明 does not hold, in words; nothing for one that proves what it says.

    Needs nothing but the document: ``genuine`` checks a text, its signature and a public key. Raises ValueError,
    KeyError or TypeError for what is no such document.
    """
    proofs = [event["proof"] for event in document["events"] if event["proof"]]
    found: list[str] = []
    if document["receipt"]:
        receipt = Receipt.model_validate(document["receipt"])
        found += [f"回执：{words}" for words in wrong_within(receipt)]
        if receipt.leaf.node.hex() not in [proof["leaf"] for proof in proofs]:
            found.append("回执：没有它的存证证明")
    for proof in proofs:
        root = Root.model_validate(proof["root"])
        if not proves(proof):
            found.append(f"{root.day}：记录不在当日的存证之中")
        if not genuine(root.body, root.signature, root.told["public_key"]):
            found.append(f"{root.day}：存证的签名不对")
    return found


def wrong_within(receipt: Receipt) -> list[str]:
    """What of a receipt contradicts itself, in words: such a one was changed after it was given out."""
    told = json.loads(receipt.body)
    found = [
        (digest(receipt.body) != receipt.hash, "登记内容（body）与存证值（hash）不符"),
        ((f"M#{told['matter']}", told["n"]) != receipt.leaf.place, "登记内容（body）不是这一事项的这一记录"),
        (_says_otherwise(receipt, told["facts"]), "填写的内容（facts）与登记的不符"),
    ]
    return [words for wrong, words in found if wrong]


def _says_otherwise(receipt: Receipt, hashed: str | None) -> bool:
    if not receipt.facts and not receipt.salt:
        return False
    return salted(receipt.facts, receipt.salt) != hashed


def skipped(leaves: Iterable[Leaf]) -> list[str]:
    """The events missing between two of a day of the same record: numbers follow each other."""
    gaps, ordered = [], sorted(leaves, key=lambda leaf: leaf.place)
    for one, other in zip(ordered, ordered[1:], strict=False):
        if one.record == other.record and other.n != one.n + 1:
            gaps.append(f"{one.record}#{one.n + 1}")
    return gaps
