"""How many workers there are on a machine, and what each of them may take: together no more than it has."""

from types import SimpleNamespace

import pytest

from hasila.cli.extract_files import MEGABYTE, _memory_limit, _workers

GIGABYTE = 1024 * MEGABYTE


@pytest.fixture
def machine(monkeypatch):
    """Pretend that this is a machine of so many cores and so much memory."""

    def make(cores: int, memory: int | None) -> None:
        monkeypatch.setattr("hasila.batch.cores.cores", lambda: cores)
        monkeypatch.setattr("hasila.batch.cores.memory", lambda: memory)

    return make


def settings(**options):
    return SimpleNamespace(**{"workers": None, "engine": "local", "max_memory": None, **options})


@pytest.mark.parametrize(
    ("cores", "gigabytes", "workers"),
    [(2, 8, 2), (2, 7, 2), (8, 16, 6), (4, 8, 3), (2, 4, 1), (1, 64, 1), (32, 256, 32)],
)
def test_workers_that_take_all_they_may_fit_into_the_machine(machine, cores, gigabytes, workers):
    machine(cores, gigabytes * GIGABYTE)
    assert _workers(settings()) == workers
    assert workers * _memory_limit(settings(), workers) <= gigabytes * GIGABYTE * 8 // 10


def test_there_is_always_one_worker_and_it_has_enough_for_the_model(machine):
    machine(4, GIGABYTE)
    assert _workers(settings()) == 1
    assert _memory_limit(settings(), 1) == 2 * GIGABYTE


def test_a_limit_of_ones_own_counts_for_how_many_there_are(machine):
    machine(8, 16 * GIGABYTE)
    assert _workers(settings(max_memory=6000)) == 2
    assert _memory_limit(settings(max_memory=6000), 2) == 6000 * MEGABYTE


def test_what_is_asked_for_is_what_there_is(machine):
    machine(2, 4 * GIGABYTE)
    assert _workers(settings(workers=7)) == 7
    assert _memory_limit(settings(), 7) == 2 * GIGABYTE
    machine(3, None)
    assert (_workers(settings()), _memory_limit(settings(), 3)) == (3, None)


@pytest.mark.parametrize("engine", ["ray", "spark"])
def test_a_cluster_is_not_this_machine(machine, engine):
    machine(2, 4 * GIGABYTE)
    assert _workers(settings(engine=engine)) is None
    assert _memory_limit(settings(engine=engine), 7) is None
    assert _memory_limit(settings(engine=engine, max_memory=300), 7) == 300 * MEGABYTE
