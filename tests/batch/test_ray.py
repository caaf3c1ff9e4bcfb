"""The engine on Ray keeps the contract, on a Ray that is there already; and it starts one of its own."""

import threading
import time

import psutil
import pytest
from engine_contract import EngineContract, assert_handlers_stay

from hasila.batch import EngineError
from hasila.batch.engines import EngineOptions, make_engine

ray = pytest.importorskip("ray")


def test_a_ray_of_its_own_is_started_and_ended(job_of, shards_of, corpus):
    before = set(psutil.Process().children(recursive=True))
    engine = make_engine("ray", EngineOptions(workers=1))
    reports = list(engine.run(job_of(), shards_of(corpus(*"123456"))))
    assert sorted((report.shard, report.documents) for report in reports) == [(0, 4), (1, 2)]
    assert not ray.is_initialized()
    _, alive = psutil.wait_procs(set(psutil.Process().children(recursive=True)) - before, timeout=20)
    assert alive == []


def test_a_ray_of_its_own_leaves_ctrl_c_and_sigterm_with_the_run(job_of, shards_of, corpus):
    engine = make_engine("ray", EngineOptions(workers=1))
    assert_handlers_stay(engine, job_of(), shards_of(corpus("1")))


def test_a_cluster_that_is_not_there_is_said(job_of, shards_of, corpus):
    engine = make_engine("ray", EngineOptions(address="nonsense://127.0.0.1:1"))
    with pytest.raises(EngineError, match=r"Ray at nonsense://.* can't be used: "):
        list(engine.run(job_of(), shards_of(corpus("1"))))


def test_a_cluster_that_does_not_answer_is_said(job_of, shards_of, corpus, monkeypatch):
    monkeypatch.setattr("hasila.batch.engines.ray._PATIENCE", 1)
    engine = make_engine("ray", EngineOptions(address="127.0.0.1:1"))
    with pytest.raises(EngineError, match=r"Ray at 127\.0\.0\.1:1 can't be used: .*is the cluster up"):
        list(engine.run(job_of(), shards_of(corpus("1"))))


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

    def test_a_task_whose_process_is_killed_is_done_again(self, engine, job_of, shards_of, corpus):
        killed = []

        def kill_one():
            while not killed:
                for process in psutil.Process().children(recursive=True):
                    if process.name().startswith("ray::run_shard"):
                        process.kill()
                        killed.append(process)
                        return
                time.sleep(0.05)

        threading.Thread(target=kill_one, daemon=True).start()
        path = corpus(*["slow 1"] * 24)
        reports = list(engine.run(job_of(), shards_of(path)))
        assert len(killed) == 1
        assert sum(report.documents for report in reports) == 24
        assert len(reports) == 6
