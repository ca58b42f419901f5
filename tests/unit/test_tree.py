"""The Merkle tree of RFC 9162: roots as the standard has them, a path for every leaf, and none for anything else."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jiandu.core.tree import leaf_hash, root_by_path, tree_path, tree_root

# The test data of RFC 6962's reference implementation, whose tree RFC 9162 keeps.
INPUTS = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
LEAVES = [leaf_hash(bytes.fromhex(text)) for text in INPUTS]


@pytest.mark.parametrize("size", range(1, 9))
def test_roots_are_those_of_the_standards_test_data(size: int) -> None:
    assert ROOTS[size - 1] == tree_root(LEAVES[:size]).hex()


def test_the_root_of_nothing_is_the_hash_of_nothing() -> None:
    assert hashlib.sha256(b"").digest() == tree_root([])


def by_definition(leaves: list[bytes]) -> bytes:
    """RFC 9162, 2.1.1, word by word: split at the largest power of two below the size."""
    if len(leaves) == 1:
        return leaves[0]
    split = 1 << (len(leaves) - 1).bit_length() - 1
    return hashlib.sha256(b"\x01" + by_definition(leaves[:split]) + by_definition(leaves[split:])).digest()


@pytest.mark.parametrize("size", range(1, 70))
def test_every_leaf_of_every_size_has_a_path_to_the_root(size: int) -> None:
    """As short as the tree is high; and the root is the one of the definition."""
    leaves = [leaf_hash(str(n).encode()) for n in range(size)]
    root = tree_root(leaves)
    assert by_definition(leaves) == root
    for index, leaf in enumerate(leaves):
        path = tree_path(index, leaves)
        assert len(path) <= (size - 1).bit_length()
        assert root == root_by_path(index, size, leaf, path)


@given(st.integers(2, 200), st.data())
def test_a_path_proves_no_other_leaf_place_or_size(size: int, data: st.DataObject) -> None:
    """Nor does one with a hash changed, left out or added."""
    leaves = [leaf_hash(str(n).encode()) for n in range(size)]
    index = data.draw(st.integers(0, size - 1))
    root, path, leaf = tree_root(leaves), tree_path(index, leaves), leaves[index]
    other = data.draw(st.integers(0, size - 1).filter(lambda n: n != index))
    at = data.draw(st.integers(0, len(path) - 1))
    forged = [*path[:at], bytes(32), *path[at + 1 :]]
    assert root != root_by_path(index, size, leaves[other], path)
    assert root != root_by_path(other, size, leaf, path)
    assert root != root_by_path(index, size, leaf, forged)
    assert root != root_by_path(index, size, leaf, [*path[:at], *path[at + 1 :]])
    assert root != root_by_path(index, size, leaf, [*path, bytes(32)])
    assert root_by_path(size, size, leaf, path) is None
    assert root_by_path(-1, size, leaf, path) is None


def test_a_leaf_is_never_taken_for_a_node() -> None:
    """Otherwise two hashes side by side would prove a leaf that never was."""
    assert tree_root(LEAVES[:2]) != leaf_hash(LEAVES[0] + LEAVES[1])


def test_an_unknown_algorithm_is_no_silent_other() -> None:
    with pytest.raises(KeyError):
        leaf_hash(b"", "SM3")
