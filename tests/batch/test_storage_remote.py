"""Files by URL: in memory always, and in a real S3 server where there can be one (`make test-engines`)."""

import os
import signal
import subprocess
import sys

import pytest
from s3_server import forget_clients

from hasila.batch.errors import OutputError
from hasila.batch.files import NewFile
from hasila.batch.places import storage_of
from hasila.batch.storage import RemoteStorage, remote_storage

BIG = os.urandom(1_000_000) * 20  # more than is kept before a part is sent


@pytest.fixture
def storage(home) -> RemoteStorage:
    return remote_storage(home)


def put(storage: RemoteStorage, path: str, data: bytes) -> None:
    file = storage.new(path)
    file.stream.write(data)
    file.finish()
    file.publish()


def read(storage: RemoteStorage, path: str) -> bytes:
    with storage.open(path) as file:
        return file.read()


def test_urls_are_remote_and_paths_are_not(tmp_path):
    assert isinstance(storage_of("memory://a/b"), RemoteStorage)
    assert not isinstance(storage_of(str(tmp_path)), RemoteStorage)


@pytest.mark.parametrize("data", [b"", b"small\n", BIG])
def test_a_file_appears_when_it_is_published_and_not_before(home, storage, data):
    put(storage, f"{home}/a.bin", b"earlier")
    file = storage.new(f"{home}/a.bin")
    file.stream.write(data[: len(data) // 2])
    file.stream.write(data[len(data) // 2 :])
    file.finish()
    assert read(storage, f"{home}/a.bin") == b"earlier"
    file.publish()
    assert read(storage, f"{home}/a.bin") == data
    assert storage.size(f"{home}/a.bin") == len(data)
    file.discard()
    assert storage.names(home) == ["a.bin"]


@pytest.mark.parametrize("data", [b"small", BIG])
@pytest.mark.parametrize("finished", [False, True])
def test_a_discarded_file_leaves_no_trace(home, storage, data, finished):
    file = storage.new(f"{home}/a.bin")
    file.stream.write(data)
    if finished:
        file.finish()
    file.discard()
    del file
    assert storage.names(home) == []
    assert storage.size(f"{home}/a.bin") is None


@pytest.mark.parametrize("name", ["a.jsonl", "a.jsonl.gz", "a.jsonl.xz", "a.jsonl.zst"])
def test_the_bytes_are_those_of_a_local_file(home, storage, tmp_path, name):
    local = NewFile(tmp_path / name)
    for stream in (local.stream, (remote := storage.new(f"{home}/{name}")).stream):
        for n in range(1000):
            stream.write(b'{"id": "%d"}\n' % n)
    for file in (local, remote):
        file.finish()
        file.publish()
    assert read(storage, f"{home}/{name}") == (tmp_path / name).read_bytes()


def test_a_file_is_read_from_any_place(home, storage):
    put(storage, f"{home}/a", BIG)
    with storage.open(f"{home}/a") as file:
        assert file.seek(15_000_000) == 15_000_000
        assert file.read(100) == BIG[15_000_000:15_000_100]
        assert file.tell() == 15_000_100
        assert file.seek(0) == 0
        assert file.read(10) == BIG[:10]
    with pytest.raises(FileNotFoundError) as caught:
        storage.open(f"{home}/none")
    assert caught.value.filename == f"{home}/none"


def test_names_are_those_right_in_the_folder(home, storage):
    for path in ("b", "a", "sub/c", "sub/deep/d"):
        put(storage, f"{home}/{path}", b"x")
    assert storage.names(home) == ["a", "b"]
    assert storage.names(f"{home}/sub") == ["c"]
    assert storage.names(f"{home}/none") == []
    assert storage.size(f"{home}/sub") is None


def test_what_is_removed_is_gone_and_nothing_else(home, storage):
    for path in ("a", "sub/b", "sub/deep/c", "sub2/d"):
        put(storage, f"{home}/{path}", b"x")
    storage.remove(f"{home}/sub")
    storage.remove(f"{home}/a")
    storage.remove(f"{home}/none")
    assert storage.names(home) == storage.names(f"{home}/sub") == storage.names(f"{home}/sub/deep") == []
    assert storage.names(f"{home}/sub2") == ["d"]


def test_a_file_is_moved_over_another(home, storage):
    put(storage, f"{home}/a", b"new")
    put(storage, f"{home}/b", b"old")
    storage.move([(f"{home}/a", f"{home}/b")])
    assert storage.names(home) == ["b"]
    assert read(storage, f"{home}/b") == b"new"


def test_lines_are_added_by_one_run_after_another(home):
    path = f"{home}/manifest.jsonl"
    expected = [b'{"shard": %d}\n' % n for n in range(130)]
    assert remote_storage(home).lines(path) == []
    for run in (expected[:30], expected[30:99], expected[99:100], expected[100:]):
        storage = remote_storage(home)
        for line in run:
            storage.append(path, line)
        assert storage.lines(path)[-1] == run[-1]
    assert remote_storage(home).lines(path) == expected
    storage.remove(path)
    assert storage.lines(path) == []


def test_a_line_that_was_cut_off_is_no_line(home, storage):
    """Nor are those of a file that a killed process was writing."""
    path = f"{home}/manifest.jsonl"
    put(storage, f"{path}/000000.jsonl", b'{"shard": 0}\n{"sha')
    put(storage, f"{path}/.000000.jsonl.99.partial", b'{"shard": 0}\n{"shard": 9}\n')
    assert storage.lines(path) == [b'{"shard": 0}\n']
    storage.append(path, b'{"shard": 2}')
    assert remote_storage(home).lines(path) == [b'{"shard": 0}\n', b'{"shard": 2}\n']


def test_where_stores_know_no_uploads_everything_is_written_beside_its_place(monkeypatch):
    """A process that is killed while it writes leaves what was there whole. Memory stands for HDFS."""
    from fsspec.implementations.memory import MemoryFileSystem

    written = []
    opened = MemoryFileSystem._open

    def watched(self, path, mode="rb", **options):
        if mode == "wb":
            written.append(path)
        return opened(self, path, mode, **options)

    monkeypatch.setattr(MemoryFileSystem, "_open", watched)
    storage = remote_storage("memory://news")
    for data in (b"", b"small", BIG):
        put(storage, "memory://news/beside/a.bin", data)
        assert read(storage, "memory://news/beside/a.bin") == data
    storage.append("memory://news/beside/manifest.jsonl", b"{}\n")
    assert [path.removeprefix("/news/beside/") for path in written] == [
        f".a.bin.{os.getpid()}.partial",
        f".a.bin.{os.getpid()}.partial",
        f".a.bin.{os.getpid()}.partial",
        f"manifest.jsonl/.000000.jsonl.{os.getpid()}.partial",
    ]
    assert storage.names("memory://news/beside") == ["a.bin"]
    assert storage.names("memory://news/beside/manifest.jsonl") == ["000000.jsonl"]
    storage.remove("memory://news/beside")


@pytest.mark.parametrize(
    ("url", "message"),
    [("abfs://a/b", "pip install adlfs"), ("nonsense://a/b", "nonsense")],
)
def test_what_can_not_be_reached_is_said(url, message):
    with pytest.raises(OutputError, match=message):
        storage_of(url)


KILLED = """
import sys
from hasila.batch.places import storage_of

path, finish = sys.argv[1], sys.argv[2] == "finish"
storage = storage_of(path)
lock = storage.lock(path + ".lock")
lock.__enter__()
file = storage.new(path)
file.stream.write(bytes(20_000_000))
if finish:
    file.finish()
print("written", flush=True)
sys.stdin.read()
"""


@pytest.mark.parametrize("when", ["write", "finish"])
def test_a_process_that_is_killed_in_an_upload_leaves_nothing_to_see(s3_bucket, when):
    path = f"{s3_bucket}/part.bin"
    command = [sys.executable, "-c", KILLED, path, when]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout.readline() == b"written\n"
        process.send_signal(signal.SIGKILL)
    storage = remote_storage(path)
    assert storage.names(s3_bucket) == ["part.bin.lock"]
    with storage.lock(f"{path}.lock"):  # at once: its holder was of this machine
        put(storage, path, b"again")
    assert storage.names(s3_bucket) == ["part.bin"]


def test_a_bucket_that_is_missing_is_said(s3_bucket):
    file = remote_storage("s3://none-such/a").new("s3://none-such/a")
    file.stream.write(b"x")
    file.finish()
    with pytest.raises(FileNotFoundError, match="bucket does not exist") as caught:
        file.publish()
    assert caught.value.filename == "s3://none-such/a"


def test_wrong_credentials_are_said(s3_bucket, s3_checks_keys):
    with pytest.raises(PermissionError, match="credentials") as caught:
        remote_storage(s3_bucket).append(f"{s3_bucket}/manifest.jsonl", b"{}\n")
    assert caught.value.filename == f"{s3_bucket}/manifest.jsonl"


def test_no_credentials_are_said(s3_bucket, monkeypatch, tmp_path):
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(tmp_path))
    forget_clients()
    with pytest.raises(OSError, match="credentials"):
        remote_storage(s3_bucket).append(f"{s3_bucket}/manifest.jsonl", b"{}\n")
    forget_clients()
