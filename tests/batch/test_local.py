"""The engine of one machine keeps the contract."""

import pytest
from engine_contract import EngineContract

from hasila.batch.engines import EngineOptions, make_engine


class TestLocal(EngineContract):
    ahead = 5

    @pytest.fixture
    def engine(self):
        return make_engine("local", EngineOptions(workers=2))
