"""The engine on Spark keeps the contract: in a session that is there already, and in one that it starts."""

import shutil
import sys

import pytest
from engine_contract import EngineContract

from hasila.batch.engines import EngineOptions, make_engine

pyspark = pytest.importorskip("pyspark")


@pytest.fixture(scope="module")
def session(traps):
    """A session of this machine."""
    if shutil.which("java") is None:
        pytest.fail("no java: apt install openjdk-17-jre-headless")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYSPARK_PYTHON", sys.executable)
        configuration = pyspark.SparkConf().setMaster("local[2,4]").set("spark.ui.enabled", "false")
        with pyspark.SparkContext(conf=configuration) as context:
            yield context


class TestSpark(EngineContract):
    ahead = 5
    keeps_processes = True

    @pytest.fixture
    def engine(self, session):
        return make_engine("spark", EngineOptions(workers=2))
