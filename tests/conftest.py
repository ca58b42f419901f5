"""One embedded cloud a worker; what shares one runs in its order, because the business clock is shared."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import settings
from xdist.scheduler import LoadScopeScheduling

from infra.demo.office import Office, at_nine
from infra.local.session import Cloud
from tests.integration.deployments import common, embedded, law, letters, provided

__all__ = ["common", "embedded", "law", "letters", "provided"]

settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


class ByCloud(LoadScopeScheduling):
    """Each file is a scope, so that no worker ends long after the other."""

    def _split_scope(self, nodeid: str) -> str:
        return nodeid.partition("::")[0]


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> ByCloud:
    return ByCloud(config, log)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What kills the cloud, or reads what the tests left in its log, comes last of its scope."""
    items.sort(key=lambda item: item.get_closest_marker("last") is not None)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """How many cases were tried by the tests that try all of a kind."""
    properties = [each for report in terminalreporter.stats.get("passed", ()) for each in report.user_properties]
    for what in sorted(str(value) for name, value in properties if name == "tried"):
        terminalreporter.write_line(f"tried: {what}")


@pytest.fixture
def tried(record_property: Callable[[str, object], None]) -> Callable[[str], None]:
    """To be told how many cases a test tried: it stands in the report of the run and at its end on the screen."""
    return lambda what: record_property("tried", what)


@pytest.fixture(scope="session")
def cloud(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cloud]:
    """The product as `make run` starts it, on free ports and an empty data directory."""
    with Cloud(tmp_path_factory.mktemp("cloud") / "data") as running:
        yield running


@pytest.fixture(scope="session")
def spare(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cloud]:
    """Another, with little in it: for what lists, hands over, kills or backs up all that is there."""
    with Cloud(tmp_path_factory.mktemp("spare") / "data") as running:
        yield running


@pytest.fixture(scope="session")
def office_in_cloud(cloud: Cloud) -> Iterator[Office]:
    """The JSON face of the shared cloud, nobody signed in; in the end nothing that was entered stands in a log."""
    yield at_nine(Office(cloud.url))
    logs = [path.read_text("utf-8", "replace") for path in cloud.data.glob("*.log")]
    assert any("answered" in log for log in logs)
    assert [] == Office.told.found_in(logs)
