"""One embedded cloud a run; everything that uses it runs in one worker, because the business clock is shared."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from infra.demo.office import Office
from infra.local.session import Cloud

_TESTS = Path(__file__).parent
_WITH_CLOUD = ("browser", "scenarios")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Two groups for two workers; what ends or kills the cloud comes last."""
    for item in items:
        folder = item.path.relative_to(_TESTS).parts[0]
        item.add_marker(pytest.mark.xdist_group("cloud" if folder in _WITH_CLOUD else "rest"))
    items.sort(key=lambda item: item.get_closest_marker("last") is not None)


@pytest.fixture(scope="session")
def cloud(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cloud]:
    """The product as `make run` starts it, on free ports and an empty data directory."""
    with Cloud(tmp_path_factory.mktemp("cloud") / "data") as running:
        yield running


@pytest.fixture(scope="session")
def office(cloud: Cloud) -> Office:
    """The JSON face of the shared cloud, nobody signed in."""
    return Office(cloud.url)
