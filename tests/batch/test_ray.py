"""The engine on Ray keeps the contract: on a Ray that is there already, and on one that it starts."""

import pytest
from engine_contract import EngineContract

from hasila.batch.engines import EngineOptions, make_engine

ray = pytest.importorskip("ray")


@pytest.fixture(scope="module")
def cluster(traps):
    """A Ray of this machine."""
    ray.init(num_cpus=2, include_dashboard=False, log_to_driver=False, object_store_memory=80_000_000)
    yield
    ray.shutdown()


class TestRay(EngineContract):
    ahead = 5
    keeps_processes = True

    @pytest.fixture
    def engine(self, cluster):
        return make_engine("ray", EngineOptions(workers=2))
