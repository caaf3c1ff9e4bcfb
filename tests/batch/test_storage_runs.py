"""Whole runs from and to an object store: in memory always, on an S3 server where there can be one."""

import gzip
import io
import json
import subprocess
import sys
import time
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from hasila.batch import OutputError, to_stream
from hasila.batch.places import join, storage_of
from hasila.batch.storage import remote_storage
from hasila.sources import Fields, InputError, Source, find_inputs

ROWS = [{"id": str(n), "text": f"قتل {n} شخصا"} for n in range(20)]
LINES = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in ROWS).encode()


def put(url: str, data: bytes) -> str:
    """Write a file; returns its URL."""
    file = remote_storage(url).new(f"{url}.raw")  # not a name that packs
    file.stream.write(data)
    file.finish()
    file.publish()
    remote_storage(url).move([(f"{url}.raw", url)])
    return url


def get(url: str) -> bytes:
    with remote_storage(url).open(url) as file:
        return file.read()


def everything(folder: str, *names: str) -> dict[str, bytes]:
    return {name: get(join(folder, name)) for name in names}


@pytest.fixture
def news(home, tmp_path):
    """A folder of news in all formats; its URL."""
    put(f"{home}/news/a.jsonl", LINES)
    put(f"{home}/news/b.jsonl.gz", gzip.compress(LINES))
    put(f"{home}/news/sub/c.csv", b"id,text\n1,one 1\n2,two 2\n")
    put(f"{home}/news/d.txt", "قتل 3".encode())
    pq.write_table(pa.Table.from_pylist(ROWS), tmp_path / "e.parquet")
    put(f"{home}/news/e.parquet", (tmp_path / "e.parquet").read_bytes())
    put(f"{home}/news/readme.md", b"of another kind")
    put(f"{home}/news/.hidden/f.jsonl", LINES)
    return f"{home}/news"


def read(*names):
    inputs, warnings = find_inputs(names)
    source = Source(inputs, Fields())
    source.check()
    return [record.id for record in source], [item.label for item in inputs], warnings


def test_a_folder_is_read_like_one_of_this_machine(news):
    ids, labels, (warning,) = read(news)
    assert labels == ["a.jsonl", "b.jsonl.gz", "d.txt", "e.parquet", "sub/c.csv"]
    assert ids == [row["id"] for row in ROWS] * 2 + ["d.txt"] + [row["id"] for row in ROWS] + ["1", "2"]
    assert "readme.md" in warning


def test_files_and_globs(news):
    assert read(f"{news}/d.txt")[0] == ["d.txt"]
    ids, labels, _ = read(f"{news}/*.jsonl*", f"{news}/a.jsonl")
    assert len(ids) == 60 or len(ids) == 40  # stores write the URL of a match in their own way
    assert [label.rsplit("/", 1)[-1] for label in labels][:2] == ["a.jsonl", "b.jsonl.gz"]
    assert read(f"{news}/*.jsonl*")[1] == ["a.jsonl", "b.jsonl.gz"]
    with pytest.raises(InputError, match="no such file"):
        read(f"{news}/none.jsonl")
    with pytest.raises(InputError, match=r"not a kind of file that can be read"):
        read(f"{news}/readme.md")
    with pytest.raises(InputError, match=r"no file there can be read"):
        read(f"{news}/*.md")


def test_a_run_from_a_store_to_a_store_writes_what_a_local_one_does(news, home, extracted, tmp_path):
    extracted(news, f"{home}/out", near_duplicates=True)
    extracted(news, "local", near_duplicates=True)
    names = [
        "documents.jsonl",
        "documents.parquet",
        "quantities.parquet",
        "quantities.csv",
        "duplicates.jsonl",
    ]
    assert everything(f"{home}/out", *names) == {
        name: (tmp_path / "local" / name).read_bytes() for name in names
    }
    assert remote_storage(home).names(f"{home}/out") == sorted([*names, "manifest.jsonl"])
    assert remote_storage(home).names(f"{home}/out/.hasila") == []


def test_parts_in_a_store(news, home, extracted):
    extracted(f"{news}/a.jsonl", f"{home}/out.jsonl.gz", parts=True)
    names = remote_storage(home).names(f"{home}/out.jsonl.gz")
    assert len(names) == 5
    texts = [gzip.decompress(get(f"{home}/out.jsonl.gz/{name}")) for name in names]
    assert [json.loads(line)["id"] for text in texts for line in text.splitlines()] == [
        row["id"] for row in ROWS
    ]


def test_parts_in_a_store_are_brought_up_to_date(home, corpus, extracted):
    options = {"parts": True, "near_duplicates": True}
    texts = [f"قتل {n // 2}" for n in range(18)]
    extracted(corpus(*texts, "boom"), f"{home}/x.jsonl", **options)
    assert extracted(corpus(*texts, "boom"), f"{home}/x.jsonl", resume=True, **options).skipped == 5
    changed = corpus("قتل 99", *texts[1:], "boom")
    summary = extracted(changed, f"{home}/x.jsonl", resume=True, **options)
    assert (summary.shards, summary.skipped, summary.quarantined) == (5, 4, 1)
    extracted(changed, f"{home}/expected.jsonl", **options)
    names = remote_storage(home).names(f"{home}/expected.jsonl")
    assert remote_storage(home).names(f"{home}/x.jsonl") == names
    assert everything(f"{home}/x.jsonl", *names) == everything(f"{home}/expected.jsonl", *names)
    for kind in ("quarantine", "duplicates"):
        assert get(f"{home}/x.{kind}.jsonl") == get(f"{home}/expected.{kind}.jsonl")


def test_many_files_of_a_store_are_moved(home, monkeypatch):
    monkeypatch.setattr("hasila.batch.storage._MOVED_AT_ONCE", 2)
    put(f"{home}/new/0", b"earlier")
    storage_of(home).move([(put(f"{home}/old/{n}", b"%d" % n), f"{home}/new/{n}") for n in range(5)])
    assert remote_storage(home).names(f"{home}/old") == []
    assert everything(f"{home}/new", *"01234") == {str(n): b"%d" % n for n in range(5)}


@pytest.mark.parametrize("overwrite", [False, True])
def test_a_quarantine_of_a_store_is_a_file(home, corpus, extracted, overwrite):
    for url in (f"{home}/bad/", "s3://news"):
        with pytest.raises(OutputError, match="names a folder"):
            to_stream(io.BytesIO(), quarantine=url, overwrite=overwrite)
    with pytest.raises(OutputError, match="names a folder"):
        extracted(corpus("1"), "x.jsonl", quarantine=f"{home}/bad/", overwrite=overwrite)


def test_a_quarantine_that_is_there_is_not_replaced_unasked(home, corpus, extracted):
    url = put(f"{home}/bad.jsonl", b"mine")
    with pytest.raises(OutputError, match=r"bad\.jsonl: exists already; --overwrite replaces it"):
        to_stream(io.BytesIO(), quarantine=url)
    with pytest.raises(OutputError, match=r"bad\.jsonl: exists already; --overwrite replaces it"):
        extracted(corpus("boom"), "x.jsonl", quarantine=url)
    assert get(url) == b"mine"
    extracted(corpus("boom"), "x.jsonl", quarantine=url, overwrite=True)
    assert json.loads(get(url))["raw"] == "boom"
    extracted(corpus("1"), "x.jsonl", quarantine=url, overwrite=True)
    assert remote_storage(url).size(url) is None


def test_a_folder_that_is_named_as_quarantine_keeps_what_is_in_it(home, corpus, extracted):
    url = put(f"{home}/bad/mine.jsonl", b"mine")
    extracted(corpus("boom"), "x.jsonl")
    # An earlier run has left records out, this one leaves out none: so a quarantine would be removed.
    extracted(corpus("1"), "x.jsonl", quarantine=f"{home}/bad", overwrite=True)
    with to_stream(io.BytesIO(), quarantine=f"{home}/bad", overwrite=True):
        pass
    assert get(url) == b"mine"


def test_objects_below_the_name_of_a_quarantine_stay(s3_bucket, corpus, extracted):
    """In S3 an object may have the name of a folder."""
    url, other = f"{s3_bucket}/bad.jsonl", put(f"{s3_bucket}/bad.jsonl/mine", b"mine")
    extracted(corpus("boom"), "x.jsonl", quarantine=url)
    assert remote_storage(url).size(url)
    extracted(corpus("1"), "x.jsonl", quarantine=url, overwrite=True)
    assert remote_storage(url).size(url) is None
    assert get(other) == b"mine"


def hasila(*arguments: str, **options) -> subprocess.Popen:
    command = [Path(sys.executable).with_name("hasila"), "extract", *arguments]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **options)


def ended(process: subprocess.Popen) -> tuple[int, list[str]]:
    """Exit code and lines for the user."""
    out, err = process.communicate(timeout=120)
    assert out == ""
    assert "Traceback" not in err
    return process.returncode, err.splitlines()


def test_a_run_that_is_killed_is_resumed_in_the_store(s3_bucket, corpus, traps, extracted, tmp_path):
    path = corpus(*(f"slow {n}" for n in range(12)))
    put(f"{s3_bucket}/news.jsonl", path.read_bytes())
    extracted(path, "local")
    storage, out = remote_storage(s3_bucket), f"{s3_bucket}/out"
    options = (
        f"{s3_bucket}/news.jsonl",
        "-o",
        out,
        "--model",
        str(traps),
        "--shard-size",
        "1",
        "--workers",
        "2",
    )
    with hasila(*options) as process:
        while len(storage.lines(f"{out}/.hasila/manifest.jsonl")) < 3:
            assert process.poll() is None
            time.sleep(0.05)
        process.kill()
    assert storage.names(out) == []
    code, (refused,) = ended(hasila(*options))
    assert code == 2
    assert "--resume" in refused
    code, (line,) = ended(hasila(*options, "--resume"))
    assert code == 0
    assert "12 documents" in line
    assert "of 12 shards done before" in line
    names = ["documents.jsonl", "documents.parquet", "quantities.parquet", "quantities.csv"]
    assert everything(out, *names) == {name: (tmp_path / "local" / name).read_bytes() for name in names}
    assert storage.names(out) == sorted([*names, "manifest.jsonl"])


def test_a_store_that_can_not_be_used_is_one_line(s3_bucket, corpus, traps):
    path = str(corpus("1"))
    for arguments in (
        (path, "-o", "s3://none-such-bucket/out"),
        ("s3://none-such-bucket/news/*.jsonl", "-o", path),
    ):
        code, (line,) = ended(hasila(*arguments, "--model", str(traps)))
        assert code == 2
        assert "s3://none-such-bucket/" in line
        assert "bucket" in line.rsplit("s3://none-such-bucket/", 1)[1]
    code, (line,) = ended(hasila(path, "-o", "abfs://box/out", "--model", str(traps)))
    assert (code, "pip install adlfs" in line) == (2, True)
