"""One delivery for all tests of the simulation."""

import pytest

from riktning.simulation.run import simulate
from riktning.sources.opening import open_delivery
from simulation.small_world import request


@pytest.fixture(scope="session")
def delivery(tmp_path_factory):
    """4 000 persons, January 2022 to December 2024."""
    return open_delivery(simulate(request(), tmp_path_factory.mktemp("simulated") / "delivery"))
