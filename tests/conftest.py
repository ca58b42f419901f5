"""One embedded cloud a worker; what shares one runs in its order, because the business clock is shared."""

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import settings
from xdist.scheduler import LoadScopeScheduling

from infra.demo.office import Office
from infra.local.session import Cloud

settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


class ByCloud(LoadScopeScheduling):
    """Scopes for two workers, none so long that one ends alone: the scenarios by their first letter, the browser,
    and what needs no cloud.
    """

    def _split_scope(self, nodeid: str) -> str:
        folder, _, file = nodeid.removeprefix("tests/").partition("/")
        if folder == "scenarios":
            return "scenarios to " + next(last for last in "clpz" if file[5] <= last)
        return folder if folder == "browser" else "without cloud"


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> ByCloud:
    return ByCloud(config, log)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What kills the cloud, or reads what the tests left in its log, comes last of its scope."""
    items.sort(key=lambda item: item.get_closest_marker("last") is not None)


@pytest.fixture(scope="session")
def cloud(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cloud]:
    """The product as `make run` starts it, on free ports and an empty data directory."""
    with Cloud(tmp_path_factory.mktemp("cloud") / "data") as running:
        yield running


@pytest.fixture(scope="session")
def office(cloud: Cloud) -> Iterator[Office]:
    """The JSON face of the shared cloud, nobody signed in; in the end nothing that was entered stands in a log."""
    yield Office(cloud.url)
    logs = [path.read_text("utf-8", "replace") for path in cloud.data.glob("*.log")]
    assert any("answered" in log for log in logs)
    assert [] == Office.told.found_in(logs)
