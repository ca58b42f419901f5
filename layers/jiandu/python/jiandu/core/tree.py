"""The Merkle tree of RFC 9162, section 2.1: its root, the path of a leaf, and the root a path leads to.

The hash is named, so that another (SM3) can follow without touching what was made before.
"""

import hashlib
from collections.abc import Callable, Sequence
from functools import partial

SHA_256 = "SHA-256"
HASHES: dict[str, Callable[[bytes], bytes]] = {SHA_256: lambda data: hashlib.sha256(data).digest()}
LEAF, NODE = b"\x00", b"\x01"


def leaf_hash(data: bytes, algorithm: str = SHA_256) -> bytes:
    """The hash of one leaf; KeyError for an algorithm nobody knows."""
    return HASHES[algorithm](LEAF + data)


def tree_root(leaves: Sequence[bytes], algorithm: str = SHA_256) -> bytes:
    """The root over the hashes of the leaves; that of no leaf is the hash of nothing."""
    if not leaves:
        return HASHES[algorithm](b"")
    level = list(leaves)
    while len(level) > 1:
        level = _joined(level, partial(_node, algorithm))
    return level[0]


def tree_path(index: int, leaves: Sequence[bytes], algorithm: str = SHA_256) -> list[bytes]:
    """The hashes that lead from a leaf to the root, the nearest first."""
    level, path = list(leaves), []
    while len(level) > 1:
        if (beside := index ^ 1) < len(level):
            path.append(level[beside])
        level, index = _joined(level, partial(_node, algorithm)), index // 2
    return path


def root_by_path(index: int, size: int, leaf: bytes, path: Sequence[bytes], algorithm: str = SHA_256) -> bytes | None:
    """The root a path leads to from a leaf's hash, or None where it is no path of a tree of that size."""
    if not 0 <= index < size:
        return None
    node, last, left = leaf, size - 1, list(path)
    while last:
        if index % 2 or index < last:
            if not left:
                return None
            beside = left.pop(0)
            node = _node(algorithm, beside, node) if index % 2 else _node(algorithm, node, beside)
        index, last = index // 2, last // 2
    return None if left else node


def _node(algorithm: str, left: bytes, right: bytes) -> bytes:
    return HASHES[algorithm](NODE + left + right)


def _joined(level: Sequence[bytes], node: Callable[[bytes, bytes], bytes]) -> list[bytes]:
    """The level above: pairs joined, a last one without a partner taken up as it is."""
    pairs = [node(level[at], level[at + 1]) for at in range(0, len(level) - 1, 2)]
    return [*pairs, level[-1]] if len(level) % 2 else pairs
