"""Units by DynamoDB's rules, money by the price list."""

from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from infra.cost.model import Costs, Prices, Standing, requests_of
from infra.cost.units import Index, item_size, read_units, size, write_units
from infra.cost.use import Use, total

ROOT = Path(__file__).parents[2]
ALL = Index(keys=("w", "v"), table_keys=("pk",), projected=None)
SOME = Index(keys=("w",), table_keys=("pk",), projected=("h",))
PRICES = Prices.listed()
NOTHING = Standing(keys=0, secrets=0, alarms=0, functions=0)


def item(length: int = 0, **more: str) -> dict[str, Any]:
    """An item of so many bytes besides those of ``more``."""
    filler = {"t": {"S": "x" * (length - 1)}} if length else {}
    return {**filler, **{name: {"S": value} for name, value in more.items()}}


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ({"S": "监督"}, 6),
        ({"N": "0"}, 1),
        ({"N": "2026"}, 3),
        ({"N": "-300"}, 3),
        ({"BOOL": True}, 1),
        ({"B": b"123"}, 3),
        ({"L": [{"S": "ab"}, {"S": "c"}]}, 8),
        ({"M": {"name": {"S": "ab"}}}, 10),
    ],
)
def test_a_value_counts_its_bytes(value: dict[str, Any], expected: int) -> None:
    assert expected == size(value)


def test_a_write_is_a_started_kilobyte_of_the_larger_of_before_and_after() -> None:
    assert 1 == write_units(None, item(1024), ())
    assert 2 == write_units(None, item(1025), ())
    assert 3 == write_units(item(2100), item(10), ())
    assert 3 == write_units(item(2100), None, ())


def test_a_transaction_doubles_the_table_and_not_its_indexes() -> None:
    """Entries of indexes follow later, outside of it."""
    assert 4 == write_units(None, item(1025), (), times=2)
    placed = item(1025, w="a", v="b")
    assert 4 + 2 == write_units(None, placed, (ALL,), times=2)


def test_an_entry_that_moves_is_two_writes_and_one_that_stays_none() -> None:
    before, elsewhere = item(w="a", v="b"), item(w="a", v="c")
    assert 0 == ALL.write_units(before, before)
    assert 2 == ALL.write_units(before, elsewhere)
    assert 1 == ALL.write_units(before, item(w="a"))
    assert 1 == ALL.write_units(item(w="a"), before)
    assert 1 == ALL.write_units(before, item(9, w="a", v="b"))


def test_an_index_costs_for_what_it_projects() -> None:
    """What it does not keep changes nothing in it."""
    assert 0 == SOME.write_units(item(3000, w="a"), item(9, w="a"))
    assert 1 == SOME.write_units(item(3000, w="a"), item(3000, w="a", h="1"))
    assert {"w", "h"} == set(SOME.entry(item(3000, w="a", h="1")) or {})


def test_a_read_is_four_started_kilobytes_of_all_it_read() -> None:
    assert 1 == read_units([], consistent=True)
    assert 0.5 == read_units([100, 200], consistent=False)
    assert 2 == read_units([4000, 97], consistent=True)
    assert 12.5 == read_units([1024] * 100, consistent=False)
    assert 20 == item_size(item(20))


def life(**more: Any) -> Use:
    return Use(ran=Counter(authorize=2, browse=3, sweep_deadlines=1), **more)


def test_uses_add_up() -> None:
    first = Use(reads=0.5, writes=1, stored=10, filed=1, calls=Counter(Query=2))
    assert Use(1.0, 2, 20, 2, Counter(Query=4)) == total([first, first])
    assert 4 == total([first, first]).trips


def test_requests_are_what_came_in() -> None:
    """Neither the authorizer nor the schedule."""
    assert 3 == requests_of(life())


def test_money_is_units_times_prices() -> None:
    year = Costs(PRICES, life(writes=100, reads=1000.0), Use(), NOTHING).year(10**6)
    assert 100 * 0.625 + 1000 * 0.125 == pytest.approx(year["读写单元"])
    assert 3 * 3.5 == pytest.approx(year["接口请求"])
    assert 0 == year["固定"] == year["保存一年"]


def test_requests_beyond_a_tier_are_cheaper() -> None:
    """A month's first 333 million, then the next 667, then the rest."""
    year = Costs(PRICES, Use(ran=Counter(browse=12)), Use(), NOTHING).year(2 * 10**9)
    assert 12 * (333 * 3.5 + 667 * 2.8 + 1000 * 2.38) == pytest.approx(year["接口请求"])


def test_what_stands_there_is_counted_in_the_templates() -> None:
    there = Standing.deployed(ROOT)
    assert (2, 1) == (there.keys, there.secrets)
    assert len(list((ROOT / "functions").glob("*/app.py"))) == there.functions
    fixed = Costs(PRICES, Use(), Use(), there).year(0)["固定"]
    metrics = there.functions * PRICES.assumed.metrics_of_a_function
    assert 12 * (2 * 1 + 0.4 + there.alarms * 0.1 + metrics * 0.3) == pytest.approx(fixed)
