"""Most stories are played through the functions in the test's own process; those marked ``over_http`` on the cloud."""

from collections.abc import Iterator

import pytest

from infra.demo.office import Office
from tests.integration.deployments import Provided
from tests.integration.inside import serving


@pytest.fixture(scope="module")
def office(request: pytest.FixtureRequest) -> Iterator[Office]:
    if request.node.get_closest_marker("over_http"):
        yield request.getfixturevalue("office_in_cloud")
        return
    provided: Provided = request.getfixturevalue("provided")
    with pytest.MonkeyPatch.context() as patch, serving(provided, patch) as inside:
        yield inside
