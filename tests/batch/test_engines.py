"""Engines by name, and the whole command on each of them that is installed."""

import json
import shutil
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from types import SimpleNamespace

import pytest

from hasila.batch import EngineError
from hasila.batch.engines import EngineOptions, make_engine
from hasila.batch.engines.signals import kept_signals


def test_an_engine_that_does_not_exist_is_said():
    with pytest.raises(EngineError, match="no engine 'dask'; there are local, ray, spark"):
        make_engine("dask")


@pytest.mark.parametrize(("engine", "package"), [("ray", "ray"), ("spark", "pyspark")])
def test_an_engine_that_is_not_installed_says_how_to(engine, package, monkeypatch):
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(EngineError, match=rf"pip install 'hasila\[{engine}\]'"):
        make_engine(engine)


class RayOfNobody:
    """What the engine asks of Ray, without one: a task is done when it is asked for."""

    def __init__(self):
        self.options = None

    def is_initialized(self):
        return self.options is not None

    def init(self, **options):
        self.options = options

    def remote(self, **options):
        return lambda function: SimpleNamespace(remote=lambda job, shard: shard)

    def wait(self, tasks, num_returns):
        return tasks[:1], tasks[1:]

    def get(self, task):
        return task

    def cluster_resources(self):
        return {"CPU": 2}

    def cancel(self, task, force):
        pass

    def shutdown(self):
        pass


@pytest.fixture
def nobodys_ray(monkeypatch):
    monkeypatch.delenv("RAY_ADDRESS", raising=False)
    ray = RayOfNobody()
    monkeypatch.setitem(sys.modules, "ray", ray)
    return ray


def test_a_ray_that_was_left_on_this_machine_is_not_taken_for_ones_own(nobodys_ray):
    """`ray.init` without an address connects to it, and raises since it can't give it cores."""
    assert list(make_engine("ray", EngineOptions(workers=3)).run(None, [1, 2])) == [1, 2]
    assert nobodys_ray.options["address"] == "local"
    assert nobodys_ray.options["num_cpus"] == 3


def test_a_cluster_is_what_its_address_says(nobodys_ray):
    list(make_engine("ray", EngineOptions(address="auto")).run(None, []))
    assert nobodys_ray.options["address"] == "auto"
    assert "num_cpus" not in nobodys_ray.options


def test_a_cluster_reads_at_least_one_shard_at_once(nobodys_ray):
    engine = make_engine("ray", EngineOptions(workers=0, address="auto"))
    assert list(engine.run(None, [1, 2, 3])) == [1, 2, 3]


def test_handlers_of_signals_are_put_back_whatever_a_library_does():
    before = [signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)]
    with kept_signals():
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGTERM, lambda number, frame: None)
    assert [signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)] == before


def test_signals_are_let_be_in_a_thread_that_can_set_none():
    def enter():
        with kept_signals():
            entered.append(True)

    entered = []
    thread = threading.Thread(target=enter)
    thread.start()
    thread.join()
    assert entered == [True]


@pytest.mark.parametrize(("engine", "package"), [("ray", "ray"), ("spark", "pyspark")])
def test_the_command_writes_the_same_bytes_on_every_engine(
    engine, package, corpus, traps, extracted, tmp_path
):
    pytest.importorskip(package)
    if engine == "spark" and shutil.which("java") is None:
        pytest.skip("Spark needs Java")
    path = corpus(*(f"قتل {n} شخصا" for n in range(30)), "boom", "قتل 3 شخصا")
    extracted(path, "local", near_duplicates=True)
    command = [
        Path(sys.executable).with_name("hasila"), "extract", path, "-o", "out", "--model", traps,
        "--engine", engine, "--workers", "2", "--shard-size", "7", "--near-duplicates",
    ]  # fmt: skip
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (1, ""), done.stderr
    assert "31 documents, 31 quantities, 1 quarantined" in done.stderr
    names = {path.name for path in (tmp_path / "local").iterdir()} - {"manifest.jsonl"}
    assert {path.name for path in (tmp_path / "out").iterdir()} == names | {"manifest.jsonl"}
    for name in names:
        assert (tmp_path / "out" / name).read_bytes() == (tmp_path / "local" / name).read_bytes(), name
    manifest = (tmp_path / "out" / "manifest.jsonl").read_text("utf-8").splitlines()
    assert [json.loads(line)["records"] for line in manifest] == [7, 7, 7, 7, 4]


@pytest.mark.slow
@pytest.mark.parametrize(("engine", "package"), [("ray", "ray"), ("spark", "pyspark")])
@pytest.mark.parametrize(("sent", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_run_that_is_stopped_ends_as_on_one_machine(engine, package, sent, code, corpus, traps, tmp_path):
    """The libraries have handlers of their own, that would end it in their way."""
    pytest.importorskip(package)
    if engine == "spark" and shutil.which("java") is None:
        pytest.skip("Spark needs Java")
    path = corpus(*["slow 1"] * 60)
    command = [
        Path(sys.executable).with_name("hasila"), "extract", path, "-o", "x.jsonl", "--model", traps,
        "--engine", engine, "--workers", "1", "--shard-size", "4",
    ]  # fmt: skip
    manifest = tmp_path / ".x.jsonl.hasila/manifest.jsonl"
    with subprocess.Popen(command, cwd=tmp_path, stderr=subprocess.PIPE, text=True) as process:
        deadline = time.monotonic() + 120
        while not manifest.exists():
            assert process.poll() is None, process.communicate()
            assert time.monotonic() < deadline
            time.sleep(0.05)
        process.send_signal(sent)
        _, err = process.communicate(timeout=120)
    assert process.returncode == code, err
    assert ("the same command with --resume goes on from there" in err) == (sent == signal.SIGINT)
    assert not (tmp_path / "x.jsonl").exists()
    done = subprocess.run([*command, "--resume"], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "of 15 shards done before" in done.stderr
    assert len((tmp_path / "x.jsonl").read_text("utf-8").splitlines()) == 60


def test_tasks_read_from_and_write_into_a_store(s3_bucket, s3_client, corpus, traps, extracted, tmp_path):
    pytest.importorskip("ray")
    path = corpus(*(f"قتل {n} شخصا" for n in range(20)))
    bucket = s3_bucket.split("/")[2]
    s3_client.upload_file(str(path), bucket, "news/corpus.jsonl")
    extracted(path, "local.jsonl.gz", parts=True)
    command = [
        Path(sys.executable).with_name("hasila"), "extract", f"s3://{bucket}/news/",
        "-o", f"{s3_bucket}.jsonl.gz",
        "--model", traps, "--engine", "ray", "--workers", "2", "--shard-size", "4", "--parts",
    ]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, ""), done.stderr
    keys = [one["Key"] for one in s3_client.list_objects_v2(Bucket=bucket)["Contents"]]
    parts = sorted(key for key in keys if key.startswith("out.jsonl.gz/"))
    assert sorted(set(keys) - set(parts)) == ["news/corpus.jsonl", "out.jsonl.gz.manifest.jsonl"]
    written = [s3_client.get_object(Bucket=bucket, Key=key)["Body"].read() for key in parts]
    assert written == [part.read_bytes() for part in sorted((tmp_path / "local.jsonl.gz").iterdir())]
