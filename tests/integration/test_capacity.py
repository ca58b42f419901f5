"""What each operation costs: exact units and round trips, so that whoever makes one dearer sees it."""

import pytest

from infra.cost.use import Use, total
from tests.integration.embedded_aws import EmbeddedAws
from tests.integration.matter_life import Life
from tests.integration.metering import Meter


def units(use: Use) -> tuple[int, float, int]:
    """Calls to AWS, read units and write units."""
    return use.trips, use.reads, use.writes


def test_a_matters_life_costs_exactly_this(
    deployment: str, embedded: EmbeddedAws, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Signed-in requests with their authorizer. The engine, asked for its own count of each write, agrees."""
    life = Life.played(Meter.listening(embedded, monkeypatch), monkeypatch)
    quiet, _, reminded = life.nights
    assert (6, 4, 27) == units(life.first("POST /complaints"))
    assert (3, 3, 0) == units(life.first("POST /complaints/track"))
    assert (6, 14, 0) == units(life.first("GET /desk"))
    assert (7, 9.5, 0) == units(life.first("GET /matters/{matter_id}"))
    assert (11, 14.5, 12) == units(life.first("POST /matters/{matter_id}/actions/give_statement"))
    assert (18, 26, 19) == units(life.first("POST /matters/{matter_id}/letters/sign_opinion"))
    assert (19, 10, 0) == units(quiet)
    assert (22, 14.5, 4) == units(reminded)
    assert (553, 837, 284) == units(total([use for _, use in life.done] + life.nights))
    assert [] == [(name, ours, engine) for name, ours, engine in life.meter.judged if ours != engine]
