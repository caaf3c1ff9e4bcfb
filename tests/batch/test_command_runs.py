"""`hasila extract -o` as a process: records that bring it down, Ctrl-C, logs for programs."""

import errno
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest
from typer.testing import CliRunner

from hasila.cli.app import app

HASILA = Path(sys.executable).with_name("hasila")


def command(traps, *options):
    return [HASILA, "extract", "corpus.jsonl", "-o", "x.jsonl", "--model", traps, *options]


def run(tmp_path, traps, *options):
    return subprocess.run(
        command(traps, *options), cwd=tmp_path, capture_output=True, text=True, timeout=300, check=False
    )


def rows(path):
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


@pytest.mark.slow
def test_records_that_take_too_much_are_set_aside_with_place_and_reason(corpus, traps, tmp_path):
    corpus("1", "memory", "2", "forever", "3", "exit", "4", "boom", "5")
    done = run(tmp_path, traps, "--max-memory", "800", "--max-seconds", "20", "--workers", "1")
    assert done.returncode == 1, done.stderr
    assert [row["id"] for row in rows(tmp_path / "x.jsonl")] == ["0", "2", "4", "6", "8"]
    bad = {row["id"]: row for row in rows(tmp_path / "x.quarantine.jsonl")}
    assert "more memory was taken than there may be (--max-memory) on it, 3 times" in bad["1"]["reason"]
    assert "took longer than 20 seconds" in bad["3"]["reason"]
    assert "the worker process ended with code 3 on it, 3 times" in bad["5"]["reason"]
    assert "RuntimeError: this text is a trap" in bad["7"]["reason"]
    assert [bad[name]["line"] for name in "1357"] == [2, 4, 6, 8]
    assert bad["5"]["raw"] == "exit"
    assert f"quarantined: corpus.jsonl:6: {bad['5']['reason']}" in done.stderr


def test_a_log_for_programs(corpus, traps, tmp_path):
    corpus("1", "boom", "3 words here")
    done = run(tmp_path, traps, "--json-log")
    assert done.returncode == 1
    events = [json.loads(line) for line in done.stderr.splitlines()]
    assert [event["event"] for event in events] == ["start", "quarantined", "shard", "end"]
    assert events[0]["bytes"] == events[2]["bytes_done"] == (tmp_path / "corpus.jsonl").stat().st_size
    assert (events[1]["id"], events[1]["place"]) == ("1", "corpus.jsonl:2")
    assert events[3]["finished"] is True
    assert (events[3]["documents"], events[3]["words"], events[3]["quarantined"]) == (2, 4, 1)


@pytest.mark.parametrize("log", [["--json-log"], []])
def test_a_reader_of_the_log_that_is_gone_ends_no_run(corpus, traps, tmp_path, log):
    corpus(*["1"] * 5, "boom")
    reads, writes = os.pipe()
    os.close(reads)
    try:
        done = subprocess.run(
            command(traps, "--shard-size", "2", *log),
            cwd=tmp_path, stdout=subprocess.PIPE, stderr=writes, timeout=300, check=False,
        )  # fmt: skip
    finally:
        os.close(writes)
    assert (done.returncode, done.stdout) == (1, b"")
    assert len(rows(tmp_path / "x.jsonl")) == 5


@pytest.mark.parametrize("closed", ["2>&-", ">&- 2>&-", "<&- >&- 2>&-"])
def test_handles_that_are_closed_end_no_run(corpus, traps, tmp_path, closed):
    """Nor does what a component prints get into a file that has the number of one."""
    corpus(*["1"] * 5, "boom")
    done = subprocess.run(
        ["bash", "-c", f'"$@" {closed}', "bash", *command(traps, "--shard-size", "2")],
        cwd=tmp_path, capture_output=True, timeout=300, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout, done.stderr) == (1, b"", b"")
    assert len(rows(tmp_path / "x.jsonl")) == 5
    assert [row["id"] for row in rows(tmp_path / "x.quarantine.jsonl")] == ["5"]


@pytest.mark.parametrize("output", [[], ["-o", "x.jsonl", "--workers", "0"]])
def test_a_component_that_ends_this_process_leaves_the_command_not_done(corpus, traps, tmp_path, output):
    """With no worker that could be watched over."""
    corpus("1", "leave", "2")
    done = subprocess.run(
        [HASILA, "extract", "corpus.jsonl", "--model", traps, *output],
        cwd=tmp_path, capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    assert done.returncode == 2
    assert "a component of the pipeline ended the process" in done.stderr
    assert not (tmp_path / "x.jsonl").exists()


def test_a_worker_needs_no_standard_error():
    """In Python, where nobody has put anything in its place."""
    code = (
        "import os; from hasila.batch.worker import _turn_aside_output; os.close(1); os.close(2); "
        "_turn_aside_output(); print(os.write(1, b'x') + os.write(2, b'x'))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")


def test_a_connection_that_breaks_is_no_reader_that_has_seen_enough(corpus, traps, tmp_path, monkeypatch):
    def extract(*arguments, **options):
        raise BrokenPipeError(errno.EPIPE, "Broken pipe", "s3://news/out/.hasila/manifest.jsonl")

    corpus("1")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("hasila.batch.corpus.extract", extract)
    done = CliRunner().invoke(app, ["extract", "corpus.jsonl", "-o", "x.jsonl", "--model", str(traps)])
    assert done.exit_code == 2
    assert done.stderr == "hasila: s3://news/out/.hasila/manifest.jsonl: Broken pipe\n"


def wait_for(condition, process):
    deadline = time.monotonic() + 120
    while not condition():
        assert process.poll() is None, process.communicate()
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_ctrl_c_finishes_what_is_being_read_and_says_how_to_go_on(corpus, traps, tmp_path):
    """The workers are in the foreground too, and must not end by it."""
    corpus(*["slow 1"] * 40)
    options = ("--shard-size", "5", "--workers", "1")
    manifest = tmp_path / ".x.jsonl.hasila/manifest.jsonl"
    with subprocess.Popen(
        command(traps, *options), cwd=tmp_path, stderr=subprocess.PIPE, text=True, start_new_session=True
    ) as process:
        wait_for(manifest.exists, process)
        children = psutil.Process(process.pid).children(recursive=True)
        os.killpg(process.pid, signal.SIGINT)
        _, err = process.communicate(timeout=120)
    assert process.returncode == 130
    first, last = err.splitlines()
    assert first == "hasila: stopping when what is being read is done; Ctrl-C again stops at once"
    assert last.startswith("hasila: interrupted; ")
    assert last.endswith("done and kept: the same command with --resume goes on from there")
    assert psutil.wait_procs(children, timeout=20)[1] == []
    finished = len(rows(manifest))
    assert 2 <= finished < 8
    assert sorted(path.name for path in (tmp_path / ".x.jsonl.hasila").iterdir()) == [
        "lock", "manifest.jsonl", "parts"
    ]  # fmt: skip
    done = run(tmp_path, traps, *options, "--resume")
    assert done.returncode == 0
    assert f"{finished} of 8 shards done before" in done.stderr
    assert len(rows(tmp_path / "x.jsonl")) == 40


@pytest.mark.slow
def test_a_second_ctrl_c_stops_at_once(corpus, traps, tmp_path):
    corpus("1", "2", "forever")
    with subprocess.Popen(
        command(traps, "--shard-size", "1", "--workers", "1"),
        cwd=tmp_path, stderr=subprocess.PIPE, text=True, bufsize=1,
    ) as process:  # fmt: skip
        manifest = tmp_path / ".x.jsonl.hasila/manifest.jsonl"
        wait_for(lambda: manifest.exists() and len(rows(manifest)) == 2, process)
        process.send_signal(signal.SIGINT)
        assert "stopping" in process.stderr.readline()
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "2 shards are done and kept" in err


@pytest.mark.slow
def test_stopped_by_a_system_it_leaves_no_process_and_can_be_resumed(corpus, traps, tmp_path):
    corpus(*["slow 1"] * 20)
    with subprocess.Popen(
        command(traps, "--shard-size", "2"), cwd=tmp_path, stderr=subprocess.PIPE
    ) as process:
        wait_for((tmp_path / ".x.jsonl.hasila/manifest.jsonl").exists, process)
        children = psutil.Process(process.pid).children(recursive=True)
        process.terminate()
        process.communicate(timeout=60)
    assert process.returncode == 143
    assert psutil.wait_procs(children, timeout=20)[1] == []
    assert run(tmp_path, traps, "--shard-size", "2", "--resume").returncode == 0
    assert len(rows(tmp_path / "x.jsonl")) == 20


@pytest.mark.parametrize("option", ["--resume", "--parts", "--json-log", "--workers=2", "--engine=ray"])
def test_what_is_for_files_is_refused_without_them(tmp_path, option):
    done = subprocess.run(
        [HASILA, "extract", "-", option], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert "is for runs into files; name one: -o OUT" in done.stderr


@pytest.mark.slow
@pytest.mark.parametrize("blocks", [1, 40])
def test_a_disk_that_is_full_costs_what_is_not_done(corpus, traps, tmp_path, blocks):
    """A limit on the size of files stands for the disk: not even a shard fits, or all shards but not the
    file they make."""
    corpus(*(f"قتل {n} و{n % 7} في حلب" for n in range(300)))
    options = ("--shard-size", "30")
    done = subprocess.run(
        ["bash", "-c", f'ulimit -f {blocks}; "$@"', "bash", *command(traps, *options)],
        cwd=tmp_path, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "File too large" in done.stderr
    assert not (tmp_path / "x.jsonl").exists()
    left = [path.name for path in tmp_path.rglob("*") if path.is_file()]
    assert not any(name.endswith(".partial") for name in left)
    done = run(tmp_path, traps, *options, "--resume")
    assert done.returncode == 0
    assert ("done before" in done.stderr) == (blocks > 1)
    assert len(rows(tmp_path / "x.jsonl")) == 300


def test_a_folder_of_the_user_hides_no_module_from_workers(corpus, traps, tmp_path):
    corpus("1")
    (tmp_path / "csv.py").write_text("raise SystemExit('not this one')")
    done = run(tmp_path, traps)
    assert done.returncode == 0, done.stderr
