"""A table of its own for each test."""

from collections.abc import Iterator

import pytest

from tests.integration.deployments import Provided, deployed
from tests.integration.traffic import Traffic


@pytest.fixture
def deployment(provided: Provided, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The name of a new table with the fictional people; the settings point to it."""
    with deployed(provided, monkeypatch) as name:
        yield name


@pytest.fixture
def traffic(deployment: str, monkeypatch: pytest.MonkeyPatch) -> Traffic:
    """Every call to AWS from now on, and the means to disturb one."""
    return Traffic.listening(monkeypatch)
