"""The engine on Spark keeps the contract, in a session that is there already; it starts one of its own."""

import shutil
import sys

import psutil
import pytest
from engine_contract import EngineContract, assert_handlers_stay

from hasila.batch import EngineError
from hasila.batch.engines import EngineOptions, make_engine

pyspark = pytest.importorskip("pyspark")


@pytest.fixture(scope="module", autouse=True)
def java():
    if shutil.which("java") is None:
        pytest.fail("Spark needs Java: apt install openjdk-17-jre-headless")


def test_a_session_of_its_own_is_started_and_ended(job_of, shards_of, corpus):
    before = set(psutil.Process().children(recursive=True))
    engine = make_engine("spark", EngineOptions(workers=1))
    reports = list(engine.run(job_of(), shards_of(corpus(*"123456"))))
    assert sorted((report.shard, report.documents) for report in reports) == [(0, 4), (1, 2)]
    assert pyspark.SparkContext._active_spark_context is None
    # The JVM stays with its process, as PySpark has it; what read the shards is gone.
    left = set(psutil.Process().children(recursive=True)) - before
    _, alive = psutil.wait_procs([one for one in left if "python" in one.name()], timeout=20)
    assert alive == []


def test_a_session_of_its_own_leaves_ctrl_c_with_the_run(job_of, shards_of, corpus):
    engine = make_engine("spark", EngineOptions(workers=1))
    assert_handlers_stay(engine, job_of(), shards_of(corpus("1")))


def test_a_master_that_is_nonsense_is_said(job_of, shards_of, corpus):
    engine = make_engine("spark", EngineOptions(address="nonsense"))
    with pytest.raises(EngineError, match="Spark at nonsense can't be started: "):
        list(engine.run(job_of(), shards_of(corpus("1"))))


def test_without_java_it_is_said_how_to_get_it(job_of, shards_of, corpus, monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("JAVA_HOME", raising=False)
    with pytest.raises(EngineError, match="apt install openjdk"):
        list(make_engine("spark").run(job_of(), shards_of(corpus("1"))))


@pytest.fixture(scope="module")
def session(traps):
    """A session of this machine."""
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
