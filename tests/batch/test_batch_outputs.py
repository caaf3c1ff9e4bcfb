"""Files that appear whole, all together, or not at all."""

import csv
import gzip
import json
import lzma
import resource
import signal

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import zstandard

from hasila.batch import OutputError, plan_output
from hasila.batch.engines import EngineOptions, make_engine
from hasila.records import COLUMNS
from hasila.records.schema import documents_schema, quantities_schema

FOLDER = (
    "documents.jsonl", "documents.parquet", "manifest.jsonl", "quantities.csv", "quantities.parquet"
)  # fmt: skip
TEXTS = ("قتل 44", "", 'أصيب 7 و3, ثم "10"\nو5')


@pytest.fixture
def write(corpus, extracted):
    """Write the records of some texts, and lines that are none, to `-o OUT`."""

    def write_all(out: str, *texts: str, lines=(), **options):
        path = corpus(*(texts or TEXTS))
        path.write_text(path.read_text("utf-8") + "".join(f"{line}\n" for line in lines), "utf-8")
        return extracted("corpus.jsonl", out, **options)

    return write_all


def names(folder):
    """All files but the corpus."""
    files = (path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    return sorted(set(files) - {"corpus.jsonl"})


@pytest.mark.parametrize(
    ("out", "files"),
    [
        ("x.jsonl", ["x.jsonl", "x.jsonl.manifest.jsonl"]),
        ("new/x.jsonl.gz", ["new/x.jsonl.gz", "new/x.jsonl.gz.manifest.jsonl"]),
        ("x.parquet", ["x.parquet", "x.parquet.manifest.jsonl", "x.quantities.parquet"]),
        ("x.csv", ["x.csv", "x.csv.manifest.jsonl"]),
        ("x", [f"x/{file}" for file in FOLDER]),
        ("v1.2/", [f"v1.2/{file}" for file in FOLDER]),
    ],
)
def test_the_suffix_says_what_is_written(write, tmp_path, out, files):
    write(out)
    assert names(tmp_path) == files


@pytest.mark.parametrize("out", ["x.xlsx", "x.parquet.gz", "x.csv.gz", "v1.2"])
def test_a_format_that_can_not_be_written(out):
    with pytest.raises(OutputError, match=r"not a format that can be written \(\.jsonl"):
        plan_output(out)


def test_every_format_says_the_same(write, tmp_path):
    write("x")
    documents = [
        json.loads(line) for line in (tmp_path / "x/documents.jsonl").read_text("utf-8").splitlines()
    ]
    table = pq.read_table(tmp_path / "x/documents.parquet")
    assert table.schema.equals(documents_schema())
    assert [{**row, "meta": json.loads(row["meta"])} for row in table.to_pylist()] == documents

    flat = pq.read_table(tmp_path / "x/quantities.parquet")
    assert flat.schema.equals(quantities_schema())
    assert flat["value"].to_pylist() == ["44", "7", "3", "10", "5"]
    assert flat["id"].to_pylist() == ["0", "2", "2", "2", "2"]
    with (tmp_path / "x/quantities.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert tuple(rows[0]) == COLUMNS
    assert [row["sentence"] for row in rows] == flat["sentence"].to_pylist()


def test_csv_begins_with_the_mark_that_excel_needs(write, tmp_path):
    write("x.csv")
    assert (tmp_path / "x.csv").read_bytes().startswith(b"\xef\xbb\xbfid,")


@pytest.mark.parametrize("out", ["x", "x.parquet", "x.csv", "x.jsonl.xz"])
def test_nothing_but_the_cut_is_in_how_a_corpus_is_cut(write, tmp_path, out):
    """Many shards make the file that one makes, but for the row groups of Parquet."""
    texts = [f"قتل {n} و{n % 3}" for n in range(23)]
    write(out, *texts, records=100)
    whole = {name: (tmp_path / name).read_bytes() for name in names(tmp_path) if "manifest" not in name}
    write(out, *texts, records=3, overwrite=True)
    for name, data in whole.items():
        if name.endswith(".parquet"):
            assert (
                pq.read_table(tmp_path / name).to_pylist() == pq.read_table(pa.BufferReader(data)).to_pylist()
            )
        else:
            assert (tmp_path / name).read_bytes() == data


def unpack_zst(data: bytes) -> bytes:
    return zstandard.ZstdDecompressor().decompressobj().decompress(data)


@pytest.mark.parametrize(
    ("suffix", "unpack"), [("gz", gzip.decompress), ("xz", lzma.decompress), ("zst", unpack_zst)]
)
def test_compressed_output_is_the_same_lines(write, tmp_path, suffix, unpack):
    write("x.jsonl")
    write(f"y.jsonl.{suffix}")
    assert unpack((tmp_path / f"y.jsonl.{suffix}").read_bytes()) == (tmp_path / "x.jsonl").read_bytes()


@pytest.mark.parametrize("out", ["x.jsonl.gz", "x.parquet", "x.csv"])
def test_equal_input_gives_equal_bytes(write, tmp_path, out):
    write(out)
    first = {name: (tmp_path / name).read_bytes() for name in names(tmp_path)}
    write(out, overwrite=True)
    first.pop(f"{out}.manifest.jsonl")  # it holds the seconds that things took
    assert {name: (tmp_path / name).read_bytes() for name in first} == first


def test_nothing_in_nothing_out(extracted, corpus, tmp_path):
    corpus()
    extracted("corpus.jsonl", "x")
    assert names(tmp_path) == [f"x/{file}" for file in FOLDER]
    assert (tmp_path / "x/quantities.csv").read_bytes().startswith(b"\xef\xbb\xbfid,")
    assert (tmp_path / "x/documents.jsonl").read_bytes() == b""
    assert pq.read_table(tmp_path / "x/quantities.parquet").num_rows == 0


def test_output_that_exists_is_not_replaced_unasked(write, tmp_path):
    write("x.parquet")
    (tmp_path / "x.parquet").unlink()
    with pytest.raises(OutputError, match=r"x\.quantities\.parquet: exists already; --overwrite"):
        write("x.parquet")
    assert names(tmp_path) == ["x.parquet.manifest.jsonl", "x.quantities.parquet"]
    write("x.parquet", overwrite=True)


def test_outputs_of_one_name_do_not_touch_each_other(write, tmp_path):
    write("x.jsonl")
    (tmp_path / ".x.jsonl.gz.99.partial").write_text("of another run, that is going on")
    write("x.csv")
    write("x.jsonl", resume=True)
    write("x.jsonl", overwrite=True)
    assert names(tmp_path) == [
        ".x.jsonl.gz.99.partial", "x.csv", "x.csv.manifest.jsonl", "x.jsonl", "x.jsonl.manifest.jsonl"
    ]  # fmt: skip


def test_outputs_of_one_name_have_each_their_own_bad_records_and_copies(write, tmp_path):
    """They hold different locks, so a file of both would be replaced or removed by either."""
    write("x.jsonl", lines=["{"], near_duplicates=True)
    first = {name: (tmp_path / name).read_bytes() for name in names(tmp_path)}
    assert list(first) == ["x.duplicates.jsonl", "x.jsonl", "x.jsonl.manifest.jsonl", "x.quarantine.jsonl"]
    write("x.csv", lines=["[", "{"], near_duplicates=True)
    write("x.parquet", near_duplicates=True, overwrite=True)
    assert set(names(tmp_path)) - set(first) == {
        "x.csv", "x.csv.duplicates.jsonl", "x.csv.manifest.jsonl", "x.csv.quarantine.jsonl",
        "x.parquet", "x.parquet.duplicates.jsonl", "x.parquet.manifest.jsonl", "x.quantities.parquet",
    }  # fmt: skip
    assert {name: (tmp_path / name).read_bytes() for name in first} == first


def test_bad_records_are_kept_beside_the_output(write, tmp_path):
    write("x.jsonl.gz", lines=["{\x00"])
    (line,) = (tmp_path / "x.jsonl.gz.quarantine.jsonl").read_text(encoding="utf-8").splitlines()
    row = json.loads(line)
    assert (row["source"], row["line"], row["id"], row["raw"]) == ("corpus.jsonl", 4, None, "{\x00")
    assert row["reason"].startswith("not JSON")


def test_a_run_without_bad_records_removes_the_quarantine_it_replaces(write, tmp_path):
    write("x.jsonl", lines=["{"])
    write("x.jsonl", overwrite=True)
    assert names(tmp_path) == ["x.jsonl", "x.jsonl.manifest.jsonl"]


class Failing:
    """An engine that raises after the first shard."""

    def __init__(self, error):
        self._error = error

    def run(self, job, shards, progress=None):
        yield next(make_engine("local", EngineOptions(workers=0)).run(job, shards))
        raise self._error


@pytest.mark.parametrize("out", ["x", "x.jsonl.xz", "x.jsonl.zst"])
@pytest.mark.parametrize("error", [RuntimeError, KeyboardInterrupt, SystemExit])
def test_a_run_that_ends_early_spoils_nothing_and_can_be_resumed(write, tmp_path, out, error):
    texts = TEXTS * 4
    write(out, *texts)
    before = {name: (tmp_path / name).read_bytes() for name in names(tmp_path)}
    with pytest.raises(error):
        write(out, *texts, engine=Failing(error), overwrite=True, pipeline="p2")
    assert {name: (tmp_path / name).read_bytes() for name in before} == before
    summary = write(out, *texts, resume=True, pipeline="p2")
    assert (summary.shards, summary.skipped) == (3, 1)
    assert names(tmp_path) == sorted(before)


def test_a_run_that_ends_early_without_any_shard_leaves_nothing(write, tmp_path):
    with pytest.raises(OutputError):
        write("x.jsonl", *TEXTS, engine=Breaking())
    assert names(tmp_path) == []
    assert not (tmp_path / ".x.jsonl.hasila").exists()


class Breaking:
    """An engine that can't do anything."""

    def run(self, job, shards, progress=None):
        raise OutputError("no")


@pytest.mark.parametrize("out", ["x.jsonl", "x.jsonl.gz", "x.parquet", "x.csv", "x"])
def test_a_full_disk_is_said_and_nothing_stays(corpus, extracted, tmp_path, out):
    """A limit on the size of files stands for the disk."""
    corpus(*(f"{n} قتل {n * 7919 % 10_007} و" * 5 for n in range(300)))
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, limits[1]))
    try:
        with pytest.raises(OutputError, match="File too large"):
            extracted("corpus.jsonl", out, records=500)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        signal.signal(signal.SIGXFSZ, handler)
    assert names(tmp_path) == []


def test_a_place_that_can_not_be_written(write, tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError, match="file"):
        write("file/x.jsonl")
    (tmp_path / "x/documents.jsonl").mkdir(parents=True)
    with pytest.raises(OutputError, match="a folder stands there"):
        write("x")
