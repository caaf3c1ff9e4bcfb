"""Files that appear whole, all together, or not at all."""

import csv
import gzip
import json
import lzma
import resource
import signal

import pyarrow.parquet as pq
import pytest
import zstandard

from hasila.batch import OutputError, plan_output, run, to_files
from hasila.records import COLUMNS
from hasila.records.schema import documents_schema, quantities_schema
from hasila.sources import BadRecord

TEXTS = ("قتل 44", "", 'أصيب 7 و3, ثم "10"\nو5')


@pytest.fixture
def write(tmp_path, monkeypatch, nlp, records):
    """Write the records of some texts to `-o OUT`, in an empty folder."""
    monkeypatch.chdir(tmp_path)

    def write_all(out: str, *texts: str, overwrite=False, extra=()):
        with to_files(plan_output(out), overwrite=overwrite) as outputs:
            return run([*records(*(texts or TEXTS)), *extra], nlp, outputs)

    return write_all


def names(folder):
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


@pytest.mark.parametrize(
    ("out", "files"),
    [
        ("x.jsonl", ["x.jsonl"]),
        ("new/x.jsonl.gz", ["new/x.jsonl.gz"]),
        ("x.parquet", ["x.parquet", "x.quantities.parquet"]),
        ("x.csv", ["x.csv"]),
        ("x", ["x/documents.jsonl", "x/documents.parquet", "x/quantities.csv", "x/quantities.parquet"]),
        ("v1.2/", [f"v1.2/{file}" for file in (
            "documents.jsonl", "documents.parquet", "quantities.csv", "quantities.parquet")]),
    ],
)  # fmt: skip
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
    assert {name: (tmp_path / name).read_bytes() for name in names(tmp_path)} == first


def test_nothing_in_nothing_out(write, nlp, tmp_path):
    with to_files(plan_output("x")) as outputs:
        run([], nlp, outputs)
    assert (tmp_path / "x/documents.jsonl").read_bytes() == b""
    assert pq.read_table(tmp_path / "x/quantities.parquet").num_rows == 0


def test_output_that_exists_is_not_replaced_unasked(write, tmp_path):
    write("x.parquet")
    (tmp_path / "x.parquet").unlink()
    with pytest.raises(OutputError, match=r"x\.quantities\.parquet: exists already; --overwrite"):
        write("x.parquet")
    assert names(tmp_path) == ["x.quantities.parquet"]
    write("x.parquet", overwrite=True)


def test_bad_records_are_kept_beside_the_output(write, tmp_path):
    write("x.jsonl.gz", extra=[BadRecord("a.jsonl", 9, "k", "not JSON", "{\ud800")])
    (line,) = (tmp_path / "x.quarantine.jsonl").read_text(encoding="utf-8").splitlines()
    assert json.loads(line) == {
        "source": "a.jsonl", "line": 9, "id": "k", "reason": "not JSON", "raw": "{\ud800"
    }  # fmt: skip


def test_a_run_without_bad_records_removes_the_quarantine_it_replaces(write, tmp_path):
    write("x.jsonl", extra=[BadRecord("a.jsonl", 9, None, "not JSON", "{")])
    write("x.jsonl", overwrite=True)
    assert names(tmp_path) == ["x.jsonl"]


@pytest.mark.parametrize("out", ["x", "x.jsonl.xz", "x.jsonl.zst"])
@pytest.mark.parametrize("error", [RuntimeError, KeyboardInterrupt, SystemExit])
def test_a_run_that_ends_early_leaves_nothing_and_spoils_nothing(write, tmp_path, nlp, records, out, error):
    write(out)
    before = {name: (tmp_path / name).read_bytes() for name in names(tmp_path)}

    def ends_early():
        yield from records(*TEXTS * 200)
        raise error

    with pytest.raises(error), to_files(plan_output(out), overwrite=True) as outputs:
        run(ends_early(), nlp, outputs)
    assert {name: (tmp_path / name).read_bytes() for name in names(tmp_path)} == before


@pytest.mark.parametrize("out", ["x.jsonl", "x.jsonl.gz", "x.parquet", "x.csv", "x"])
def test_a_full_disk_is_said_and_nothing_stays(write, tmp_path, out):
    """A limit on the size of files stands for the disk."""
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, limits[1]))
    try:
        with pytest.raises(OutputError, match="File too large"):
            write(out, *(f"{n} قتل {n * 7919 % 10_007} و" * 5 for n in range(300)))
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
