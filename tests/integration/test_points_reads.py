"""What the pages of contact points read: no more than whoever asks has a use for."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from jiandu import points
from jiandu.acting import page_of
from jiandu.adapters import table
from jiandu.begin import begin
from jiandu.core.deadlines import shanghai_day
from jiandu.points import public_points
from jiandu.settings import settings

from tests.integration.desk_work import MILL_TERM, MONDAY, actor

OPENING = {
    **MILL_TERM,
    "first_day": shanghai_day(MONDAY).isoformat(),
    "term_ends_on": (shanghai_day(MONDAY) + timedelta(days=100)).isoformat(),
}


@pytest.fixture
def shelves(deployment: str, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The shelves of the work index that are read."""
    read: list[str] = []

    def shelved(index: str, shelf: str) -> Iterator[dict[str, Any]]:
        read.append(shelf)
        return of_table(index, shelf)

    of_table = table.shelved
    monkeypatch.setattr(table, "shelved", shelved)
    points._public.cache_clear()
    return read


def begun() -> str:
    return begin(actor("city-supervisor-1", ""), "contact_point", OPENING, "once", MONDAY)


def test_the_public_list_is_gathered_once_in_some_minutes(shelves: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(points, "settings", lambda: settings().model_copy(update={"business_clock": "real"}))
    assert [] == public_points("", "", MONDAY)["items"]
    first = len(shelves)
    begun()
    public_points("", "制造业", MONDAY + timedelta(minutes=4))
    assert 0 < first == len(shelves)
    shown = public_points("", "制造业", MONDAY + timedelta(minutes=5))["items"]
    assert ["示范市丰穗面粉有限公司"] == [item["name"] for item in shown]


def test_only_who_may_evaluate_has_the_bureaus_shelves_read(shelves: list[str]) -> None:
    term = begun()
    page_of(term, actor("city-point-mill-1", ""), MONDAY)
    page_of(term, actor("city-clerk-1", ""), MONDAY)
    assert [] == shelves
    page_of(term, actor("city-supervisor-1", ""), MONDAY)
    assert {"city-bureau#open", "city-bureau#closed#2026"} == set(shelves)
