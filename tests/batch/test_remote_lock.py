"""One run at a time on an output by URL: in memory always, in a real S3 server where there can be one."""

import json
import os
import threading
import time
from contextlib import contextmanager
from itertools import count

import pytest

from hasila.batch.errors import OutputError
from hasila.batch.remote_lock import RemoteLock, check_held
from hasila.batch.storage import RemoteStorage, remote_storage
from hasila.sources.remote import filesystem

NO_PROCESS = 2**22 + 1  # above all numbers that Linux gives


@pytest.fixture
def storage(home) -> RemoteStorage:
    return remote_storage(home)


def write(url: str, data: bytes) -> None:
    """Write a lock, as another run does it: past all of ours."""
    fs, place = filesystem(url)
    fs.pipe_file(place, data)


def read(url: str) -> dict:
    fs, place = filesystem(url)
    return json.loads(fs.cat_file(place))


def test_one_run_at_a_time(home, storage):
    path = f"{home}/lock"
    second = RemoteLock(path, beat=0.05, silence=2)
    with RemoteLock(path, beat=0.05):
        with pytest.raises(OutputError, match=rf"another run \(process {os.getpid()} on "):
            second.__enter__()
        assert storage.size(path)
    assert storage.size(path) is None
    with storage.lock(path):
        pass


def test_a_lock_where_stores_can_not_create_only_what_is_not_there(monkeypatch):
    from fsspec.implementations.memory import MemoryFileSystem

    pipe = MemoryFileSystem.pipe_file

    def plain(self, path, value, mode="overwrite"):
        if mode == "create":
            raise ValueError("unsupported mode")
        pipe(self, path, value)

    monkeypatch.setattr(MemoryFileSystem, "pipe_file", plain)
    with RemoteLock("memory://news/plain/lock", beat=0.05, silence=1):
        assert remote_storage("memory://news").names("memory://news/plain") == ["lock"]
        with pytest.raises(OutputError, match="another run"):
            RemoteLock("memory://news/plain/lock", beat=0.05, silence=2).__enter__()


@pytest.mark.parametrize(
    "left",
    [
        pytest.param(b'{"host": "elsewhere", "process": 1, "run": "x", "beat": 3}', id="another machine's"),
        pytest.param(b'["not", "a", "lock"]', id="nobody's"),
        pytest.param(b'{"host": "else', id="half-written"),
        pytest.param(b"", id="begun"),
    ],
)
def test_the_lock_of_a_run_that_is_silent_is_taken_over(home, left):
    write(f"{home}/lock", left)
    with RemoteLock(f"{home}/lock", beat=0.05, silence=0.5):
        assert read(f"{home}/lock")["process"] == os.getpid()


@contextmanager
def beating(url: str, row: dict):
    """A run that holds a lock with this row, from the machine that the row says."""
    begun, ended = threading.Event(), threading.Event()

    def beat():
        for number in count():
            write(url, json.dumps({**row, "beat": number}).encode())
            begun.set()
            if ended.wait(0.05):
                return

    thread = threading.Thread(target=beat)
    thread.start()
    try:
        assert begun.wait(60)
        yield
    finally:
        ended.set()
        thread.join()


@pytest.mark.parametrize(
    "other",
    [
        pytest.param({"pids": "pid:[1]"}, id="another container"),
        pytest.param({"boot": "another"}, id="another machine of this name"),
        pytest.param({"boot": None, "pids": None}, id="it is not known"),
    ],
)
def test_the_process_numbers_of_another_container_say_nothing(home, other):
    """With the network of their host, containers have one host name, and process numbers of their own."""
    with RemoteLock(f"{home}/lock", beat=0.05):
        here = read(f"{home}/lock")
    row = {**here, "process": NO_PROCESS, "run": "another", **other}
    lock = RemoteLock(f"{home}/lock", beat=0.05, silence=5)
    with (
        beating(f"{home}/lock", row),
        pytest.raises(OutputError, match=rf"another run \(process {NO_PROCESS} on "),
    ):
        lock.__enter__()


def lose(lock: RemoteLock, url: str) -> None:
    """Let another run take the lock over."""
    deadline = time.monotonic() + 60
    while not lock.lost:  # it may write itself once more between
        assert time.monotonic() < deadline
        write(url, b'{"host": "elsewhere", "process": 7, "run": "another", "beat": 1}')
        time.sleep(0.02)


def test_a_run_whose_lock_is_taken_over_touches_nothing_more(home, storage):
    run = f"{home}/run"
    taken_over = r"run/lock: another run \(process 7 on elsewhere\) has taken this output over"

    def go_on():
        with (lock := RemoteLock(f"{run}/lock", beat=0.05)):
            storage.append(f"{run}/manifest.jsonl", b"{}\n")
            check_held(run)
            lose(lock, f"{run}/lock")
            for touch in (
                lambda: check_held(run),
                lambda: storage.append(f"{run}/manifest.jsonl", b"{}\n"),
                lambda: storage.new(f"{run}/spool/000001"),
                lambda: storage.remove(run),
            ):
                with pytest.raises(OutputError, match=taken_over):
                    touch()
            check_held(f"{home}/running")  # another folder

    with pytest.raises(OutputError, match=taken_over):
        go_on()
    assert storage.lines(f"{run}/manifest.jsonl") == [b"{}\n"]
    assert read(f"{run}/lock")["run"] == "another"
    storage.remove(run)  # this process has no more to do with it
