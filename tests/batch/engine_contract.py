"""What every engine keeps to. A test module of an engine has a class that inherits from `EngineContract`
and gives it the fixture `engine`, which really starts what it names.
"""

import json
import signal
from pathlib import Path

import psutil
import pytest

from hasila.batch import BadRecordError, ModelError
from hasila.batch.shard_work import run_shard
from hasila.sources import InputError

TEXTS = [f"قتل {n} شخصا و{n * 7 % 10} آخرون " * (n % 5) for n in range(30)]


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below a folder."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def quarantined(folder: Path) -> dict[str, str]:
    """id -> reason of the records in quarantine."""
    rows = [
        json.loads(line)
        for path in sorted((folder / "quarantine").glob("*.jsonl"))
        for line in path.read_text("utf-8").splitlines()
    ]
    return {row["id"]: row["reason"] for row in rows}


def assert_handlers_stay(engine, job, shards) -> None:
    """An engine that starts what it names leaves Ctrl-C and SIGTERM with the run."""
    before = [signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)]
    reports = engine.run(job, shards)
    next(reports)
    assert [signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)] == before
    reports.close()


class EngineContract:
    """The tests. `ahead` is how many shards an engine may take beyond those that are done."""

    ahead = 16

    def test_every_shard_once_and_the_bytes_that_one_process_writes(
        self, engine, job_of, shards_of, corpus, tmp_path
    ):
        path = corpus(*TEXTS, "boom")
        expected = [run_shard(job_of("alone"), shard) for shard in shards_of(path)]
        reports = sorted(engine.run(job_of(), shards_of(path)), key=lambda report: report.shard)
        assert [report.shard for report in reports] == list(range(8))
        assert sum(report.documents for report in reports) == 30
        assert [(r.input, r.documents, r.quantities, r.words, r.errors, r.files) for r in reports] == [
            (r.input, r.documents, r.quantities, r.words, r.errors, r.files) for r in expected
        ]
        assert contents(tmp_path / "parts") == contents(tmp_path / "alone") != {}

    @pytest.mark.slow
    def test_shards_are_taken_as_they_are_needed(self, engine, job_of, shards_of, corpus):
        taken = done = most = 0

        def counted():
            nonlocal taken, most
            for shard in shards_of(corpus(*TEXTS * 2), records=1):
                taken += 1
                most = max(most, taken - done)
                yield shard

        for _ in engine.run(job_of(), counted()):
            done += 1
        assert done == taken == 60
        assert most <= self.ahead

    @pytest.mark.slow
    def test_records_that_bring_a_worker_down_are_set_aside_and_the_rest_goes_on(
        self, engine, job_of, shards_of, corpus, tmp_path
    ):
        path = corpus("1", "exit", "2", "3", "forever", "boom", "4", "5", "6")
        reports = list(engine.run(job_of(seconds=2), shards_of(path)))
        assert sum(report.documents for report in reports) == 6
        reasons = quarantined(tmp_path / "parts")
        assert sorted(reasons) == ["1", "4", "5"]
        assert "ended" in reasons["1"]
        assert "seconds" in reasons["4"]
        assert "this text is a trap" in reasons["5"]
        mishaps = {mishap.id: mishap for report in reports for mishap in report.errors}
        assert mishaps["1"].place == f"{path}:2"

    @pytest.mark.slow
    def test_a_worker_that_is_killed_from_outside_costs_nothing(
        self, engine, job_of, shards_of, corpus, tmp_path
    ):
        path = corpus("1", "2", f"once={tmp_path}/mark 3", "4")
        (report,) = engine.run(job_of(), shards_of(path))
        assert (report.documents, report.quarantined) == (4, 0)

    @pytest.mark.slow
    def test_a_run_may_fail_at_a_bad_record(self, engine, job_of, shards_of, corpus):
        path = corpus("1", "boom")
        with pytest.raises(BadRecordError, match=r"corpus\.jsonl:2: .*this text is a trap"):
            list(engine.run(job_of(fail=True), shards_of(path)))

    @pytest.mark.slow
    def test_a_model_that_can_not_be_loaded_is_said(self, engine, job_of, shards_of, corpus):
        with pytest.raises(ModelError, match="none_such"):
            list(engine.run(job_of(model="none_such"), shards_of(corpus("1"))))

    @pytest.mark.slow
    def test_an_input_that_is_gone_is_said(self, engine, job_of, shards_of, corpus):
        path = corpus("1")
        shards = list(shards_of(path))
        path.unlink()
        with pytest.raises(InputError, match=r"corpus\.jsonl"):
            list(engine.run(job_of(), shards))

    def test_nothing_to_do(self, engine, job_of):
        assert list(engine.run(job_of(), [])) == []

    @pytest.mark.slow
    def test_a_run_that_is_closed_leaves_nothing_running(self, engine, job_of, shards_of, corpus):
        before = set(psutil.Process().children(recursive=True))
        reports = engine.run(job_of(), shards_of(corpus(*["slow 1"] * 60), records=1))
        next(reports)
        reports.close()
        left = set(psutil.Process().children(recursive=True)) - before
        _, alive = psutil.wait_procs(left, timeout=10)
        assert alive == [] or self.keeps_processes

    #: Whether processes outlive a run that are not the engine's own to end (a cluster's).
    keeps_processes = False
